//! What a messenger can do: limits, links, rendering of replies, parsing of updates. One file each, one line
//! in [`CHANNELS`].
//!
//! A messenger without its network: no token, no socket. Limits are data with a source and a date.

mod limits;
mod telegram;

pub use limits::{Caps, LengthUnit, Limit};
pub use telegram::Telegram;

use crate::model::Label;

/// Every messenger that a project can be made for.
pub static CHANNELS: &[&dyn Channel] = &[&telegram::Telegram];

/// The channel of that name.
pub fn channel(name: &str) -> Option<&'static dyn Channel> {
    CHANNELS.iter().find(|channel| channel.name() == name).copied()
}

/// A messenger without its network.
pub trait Channel: Sync {
    /// Name in project files, such as `telegram`.
    fn name(&self) -> &'static str;
    /// Name on the screen.
    fn label(&self) -> Label;
    /// What it can carry.
    fn caps(&self) -> &'static Caps;
    /// Deep link to an address with a payload that comes back as the subscriber's first message; `None` when
    /// the address or payload cannot stand in a link of this messenger.
    fn link(&self, address: &str, payload: &str) -> Option<String>;
}
