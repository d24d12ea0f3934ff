//! Limits as data: every number carries the page it was read from and the day.

use super::{MediaCaps, Styles};
use crate::flow::Request;

/// How a messenger counts the length of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthUnit {
    /// UTF-16 code units.
    Utf16,
    /// Unicode characters.
    Chars,
    /// Bytes of UTF-8.
    Bytes,
    /// Things rather than letters: buttons, rows.
    Items,
}

impl LengthUnit {
    /// Length of a text in this unit.
    pub fn measure(self, text: &str) -> usize {
        match self {
            Self::Utf16 => text.encode_utf16().count(),
            Self::Chars => text.chars().count(),
            Self::Bytes => text.len(),
            Self::Items => 1,
        }
    }
}

/// A number from a messenger's documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Largest value that is accepted.
    pub max: usize,
    /// Unit that it is counted in.
    pub unit: LengthUnit,
    /// Page and date that it was read from.
    pub source: &'static str,
    /// Whether the source was read; an unconfirmed number warns but never forbids.
    pub confirmed: bool,
}

impl Limit {
    /// A limit whose source was read.
    pub(super) const fn read(max: usize, unit: LengthUnit, source: &'static str) -> Self {
        Self { max, unit, source, confirmed: true }
    }

    /// A limit that is known from practice only.
    pub(super) const fn heard(max: usize, unit: LengthUnit, source: &'static str) -> Self {
        Self { max, unit, source, confirmed: false }
    }

    /// Whether a text is not too long.
    pub fn takes(self, text: &str) -> bool {
        self.unit.measure(text) <= self.max
    }
}

/// Whether a command is of `a-z`, `0-9` and `_` and no longer than a messenger takes.
pub fn command_fits(command: &str, limit: Limit) -> bool {
    let is_allowed = |c: u8| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'_');
    !command.is_empty() && limit.takes(command) && command.bytes().all(is_allowed)
}

/// Bytes in a megabyte.
pub(super) const MIB: usize = 1024 * 1024;

/// What a messenger can carry. `None` means that it cannot at all.
#[derive(Debug)]
pub struct Caps {
    /// Text of a message.
    pub text: Limit,
    /// Text of a message that carries buttons; shorter than [`Self::text`] in some messengers.
    pub text_with_buttons: Limit,
    /// Text under a picture or file; `None` when it is sent as a message of its own.
    pub caption: Option<Limit>,
    /// Caption of an inline button.
    pub label: Limit,
    /// Inline buttons of one message.
    pub buttons: Option<Limit>,
    /// Inline buttons in one row.
    pub row: Option<Limit>,
    /// Quick replies of one message.
    pub quick: Option<Limit>,
    /// Rows of the list that opens in place of buttons that are too many; `None` where there is no such list.
    pub list: Option<Limit>,
    /// What a button can ask the subscriber's application for.
    pub asks: &'static [Request],
    /// Payload of a deep link.
    pub start_payload: Limit,
    /// Payload of a button.
    pub press_payload: Limit,
    /// Bytes of a picture.
    pub image_bytes: Limit,
    /// Bytes of a file.
    pub file_bytes: Limit,
    /// Formats of pictures, films and sounds.
    pub media: MediaCaps,
    /// Formatting of texts.
    pub styles: Styles,
    /// What a bot is told of its messages.
    pub receipts: Receipts,
    /// What a bot may say about itself.
    pub profile: ProfileCaps,
}

/// What a messenger reports of a message that a bot has sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipts {
    /// That it has arrived.
    pub delivered: bool,
    /// That it was read.
    pub read: bool,
    /// Page and date that it was read from.
    pub source: &'static str,
}

impl Receipts {
    /// A messenger whose bots are told neither.
    pub(super) const fn none(source: &'static str) -> Self {
        Self { delivered: false, read: false, source }
    }

    /// A messenger whose bots are told both.
    pub(super) const fn both(source: &'static str) -> Self {
        Self { delivered: true, read: true, source }
    }
}

/// How long the texts of a bot's profile may be. `None` where the messenger has no such text or its length is
/// not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileCaps {
    /// Name over the chat.
    pub name: Option<Limit>,
    /// One line for the profile.
    pub about: Option<Limit>,
    /// What an empty chat shows.
    pub description: Option<Limit>,
    /// Commands in the menu.
    pub commands: Option<Limit>,
    /// One command without its slash, of `a-z`, `0-9` and `_`; `None` where the alphabet is not known.
    pub command: Option<Limit>,
    /// What stands beside a command in the menu.
    pub command_text: Option<Limit>,
}

impl ProfileCaps {
    /// A messenger that takes no profile from a bot, or whose limits are not known.
    pub(super) const UNKNOWN: Self = Self {
        name: None,
        about: None,
        description: None,
        commands: None,
        command: None,
        command_text: None,
    };
}
