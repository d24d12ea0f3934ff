//! What a conversation leaves behind: entries of the log and steps of the path.

use crate::engine::{CallError, CallRequest, Message, Notice, ReplyView, ViewButton};
use crate::flow::{MediaPlan, Outcome, Span};
use crate::model::{BlockId, FieldId, TagId, Value};

/// Something that happened in a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When, milliseconds since 1970 on the virtual clock.
    pub at: i64,
    /// What.
    pub kind: EntryKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryKind {
    /// The subscriber followed a deep link with this payload; empty for a plain start.
    Opened(String),
    /// The subscriber typed this.
    Said(String),
    /// The subscriber pressed a button.
    Pressed {
        /// Its caption.
        label: String,
        /// Index in the log of the message that it belongs to.
        entry: usize,
        /// Whether it is a quick reply; messengers show its caption as a message of the subscriber.
        quick: bool,
    },
    /// The subscriber sent something that is not text.
    Attachment,
    /// The subscriber blocked the bot.
    Blocked,
    /// A field of the subscriber was set by hand, or cleared.
    FieldSet(FieldId, Option<Value>),
    /// A tag was put on (`true`) or taken off by hand.
    TagSet(TagId, bool),
    /// The bot sent a message.
    Sent(SentMessage),
    /// Time passed.
    Advanced {
        /// How much, milliseconds.
        millis: i64,
        /// Whether it was a wait for the next timer, whenever that is.
        to_next: bool,
    },
    /// The bot asks the outside world and waits for the answer.
    Called(CallRequest),
    /// The outside world answered.
    Answered {
        /// HTTP status.
        status: u16,
        /// Body of the answer.
        body: String,
    },
    /// The outside world did not answer.
    Failed(CallError),
    /// The presser of a button was told something short.
    Notice(Notice),
    /// A thread ended.
    Ended {
        /// The block it ended in.
        block: BlockId,
        /// How.
        outcome: Outcome,
    },
    /// What came was not used.
    Dropped(Dropped),
}

/// Why something that came was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// It was meant for a wait that is over; the block that waited.
    Late(BlockId),
    /// Nothing in the project reacts to it, so the subscriber hears silence.
    Unheard,
    /// Timers fired without end; the clock was stopped.
    TooManyTimers,
}

/// A message of the bot as it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// The message as the engine sent it.
    pub message: Message,
    /// The message put together: stays as it was shown when the project changes.
    pub reply: OwnedReply,
    /// Caption of the button that was pressed last.
    pub pressed: Option<String>,
}

/// A [`ReplyView`] that owns what it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnedReply {
    /// The block that says it.
    pub block: BlockId,
    /// Its text.
    pub text: String,
    /// Formatting of the text, in bytes of it.
    pub spans: Vec<Span>,
    /// A picture or file.
    pub media: Option<MediaPlan>,
    /// Inline buttons, row by row.
    pub rows: Vec<Vec<OwnedButton>>,
    /// Quick replies, row by row.
    pub quick: Vec<Vec<OwnedButton>>,
    /// How long "typing…" shows before it, milliseconds.
    pub typing_ms: u32,
}

/// A button of an [`OwnedReply`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedButton {
    /// Caption.
    pub label: String,
    /// What a press brings back.
    pub payload: String,
    /// Address that a link button opens.
    pub url: Option<String>,
}

impl OwnedReply {
    /// Copies a view.
    pub fn of(view: &ReplyView<'_>) -> Self {
        Self {
            block: view.block,
            text: view.text.to_owned(),
            spans: view.spans.to_vec(),
            media: view.media.cloned(),
            rows: owned_rows(&view.rows),
            quick: owned_rows(&view.quick),
            typing_ms: view.typing_ms,
        }
    }

    /// The button of that caption and whether it is a quick reply; inline buttons come first.
    pub fn button(&self, label: &str) -> Option<(&OwnedButton, bool)> {
        let inline = self.rows.iter().flatten().map(|button| (button, false));
        let quick = self.quick.iter().flatten().map(|button| (button, true));
        inline.chain(quick).find(|(button, _)| button.label == label)
    }
}

fn owned_rows(rows: &[Vec<ViewButton<'_>>]) -> Vec<Vec<OwnedButton>> {
    let button = |button: &ViewButton<'_>| OwnedButton {
        label: button.label.to_owned(),
        payload: button.payload.to_string(),
        url: button.url.map(str::to_owned),
    };
    rows.iter().map(|row| row.iter().map(button).collect()).collect()
}

/// A block that a conversation went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The block.
    pub block: BlockId,
    /// The exit it was left by; `None` while the conversation is still in it or ended there.
    pub exit: Option<String>,
}
