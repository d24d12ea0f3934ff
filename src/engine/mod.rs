//! What happens next in a conversation: a flow, a session, an input and the time go in, a new session and
//! effects come out.
//!
//! Promises: equal arguments give an equal result on every platform; at most [`OPS_PER_INPUT_MAX`] operations
//! per input; no clock, disk, network or dice. Randomness is a hash of the subscriber. Late timers, late
//! answers and repeated inputs are noticed and dropped. What a page receives stays small: nothing here formats,
//! sorts or searches text by the standard library, and `#[inline(never)]` keeps apart what `benches/wasm` weighs.

mod alarm;
mod answer;
mod choose;
mod effect;
mod eval;
mod happen;
mod menu;
mod merge;
mod number;
mod observe;
mod press;
mod route;
mod run;
mod session;
mod show;
mod table;
mod wake;

pub use effect::{
    CallRequest, Choice, Effect, EffectId, Message, Notice, ReplyView, ViewButton, ViewCard, ViewExtra,
    ViewMedia,
};
pub use eval::holds;
pub use merge::merge;
pub use observe::{Note, Observer, Silent};
pub use press::{Payload, command_of, payload_of};
pub use session::{ConsentRecord, More, Seen, Session, TRAIL_MAX, Thread, Timer, VISIT_GAP_MS, Waiting};
pub use show::month_name;

use crate::flow::{Attached, Flow, Now};
use crate::model::{Decimal, FieldId, Value};

/// Most operations that one input may run, so that a loop without a wait ends.
pub const OPS_PER_INPUT_MAX: u32 = 1_000;

/// Everything that can happen to a conversation; a driver translates the world into this.
#[derive(Clone, Debug, PartialEq)]
pub enum Input<'a> {
    /// A message of text. Keyboards of some messengers send a quick reply's caption as text.
    Text(&'a str),
    /// A command without its slash, and what followed it: `start` with the payload of a deep link.
    Command {
        /// Name in lower case, without the slash and the bot's name.
        name: &'a str,
        /// The rest of the line, trimmed.
        args: &'a str,
    },
    /// A press of an inline button, with the payload it was sent with.
    Press(&'a str),
    /// A message that is not text: a picture, a sticker, a voice message.
    Media {
        /// What it is.
        kind: Attached,
        /// Name or id of the file at the messenger; may be empty.
        file: &'a str,
        /// What was written below it; may be empty. When nothing takes the file, these words are heard like others.
        caption: &'a str,
    },
    /// The subscriber shared a place.
    Location {
        /// Degrees north.
        lat: Decimal,
        /// Degrees east.
        lon: Decimal,
    },
    /// The subscriber shared a telephone number.
    Contact {
        /// The number as the messenger gives it.
        phone: &'a str,
    },
    /// Something happened outside the words of the chat: a comment, a purchase, a click.
    Event {
        /// What: `comment`, `reaction`, `like`, `join`, `leave`, `ad`, `page`, `cart_abandoned`, `purchase`,
        /// `broadcast`, `delivered:12`, `read:12`, `clicked:12.b1`, `paid:12`, or a name of the author's own.
        name: &'a str,
        /// What it is about: a post, a page, a campaign; may be empty.
        about: &'a str,
        /// What came with it: the words of a comment, an amount, a source; may be empty.
        value: &'a str,
    },
    /// The person who talks to the subscriber hands the conversation back to the bot.
    HumanDone,
    /// A timer came due.
    Timer {
        /// Thread that set it.
        thread: u16,
        /// Generation of the thread when it was set.
        generation: u32,
    },
    /// A call was answered.
    Answer {
        /// Thread that called.
        thread: u16,
        /// Generation of the thread when it called.
        generation: u32,
        /// Name of the answer among [`crate::flow::CallPlan::outcomes`]; empty for a plain success.
        outcome: &'a str,
        /// Values of the answer in the order of [`crate::flow::CallPlan::save`], or a failure.
        result: Result<&'a [Option<Value>], CallError>,
    },
    /// The messenger reports that the subscriber blocked or deleted the bot.
    Blocked,
}

/// Why a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallError {
    /// No answer in time.
    Timeout,
    /// An answer other than success.
    Status(u16),
    /// No connection.
    Unreachable,
}

/// Advances a conversation by one input.
///
/// The session goes in by reference and comes out anew; use [`step_in_place`] where the copy costs too much.
pub fn step(flow: &Flow, session: &Session, input: &Input<'_>, now: Now<'_>) -> (Session, Vec<Effect>) {
    let mut session = session.clone();
    let mut effects = Vec::new();
    step_in_place(flow, &mut session, input, now, &mut effects, &mut Silent);
    (session, effects)
}

/// Advances a conversation by one input in place and appends its effects, telling `observer` what was decided.
pub fn step_in_place<O: Observer>(
    flow: &Flow,
    session: &mut Session,
    input: &Input<'_>,
    now: Now<'_>,
    effects: &mut Vec<Effect>,
    observer: &mut O,
) {
    let mut run = run::Run::new(flow, session, now, effects, observer);
    route::accept(&mut run, input);
}

/// Sets what the messenger's profile says of the subscriber. Part of the driver's translation of an update.
/// What the flow has set itself stays: who has chosen a language keeps it, whatever the application speaks.
pub fn set_profile(session: &mut Session, field_id: FieldId, value: &str) {
    if session.own & profile_bit(field_id) != 0 {
        return;
    }
    let known = matches!(session.field(field_id), Some(Value::Text(text)) if **text == *value);
    if !known && !value.is_empty() {
        session.set_field(field_id, Some(Value::text(value)));
    }
}

/// The bit of a field in [`Session::own`]; 0 for fields that no profile holds.
fn profile_bit(field_id: FieldId) -> u8 {
    match field_id {
        FieldId::FIRST_NAME => 1,
        FieldId::LAST_NAME => 2,
        FieldId::USERNAME => 4,
        FieldId::LANGUAGE => 8,
        _ => 0,
    }
}
