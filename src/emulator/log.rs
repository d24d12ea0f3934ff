//! What a conversation leaves behind: entries of the log and steps of the path.

use crate::engine::{CallError, CallRequest, Message, Notice, ReplyView, ViewButton, ViewCard, ViewExtra};
use crate::flow::{Attached, LinkKind, MediaPlan, Outcome, Request, Span};
use crate::model::{BlockId, Decimal, FieldId, TagId, Value};

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
    /// The subscriber sent something that is not text: its name or id, and what was written below it.
    Attachment(Attached, String, String),
    /// The subscriber shared a place: degrees north and east.
    Located(Decimal, Decimal),
    /// The subscriber shared a telephone number.
    SharedContact(String),
    /// Something happened outside the words of the chat: what, about what, with what value.
    Happened {
        /// Name of the event.
        name: String,
        /// What it is about; may be empty.
        about: String,
        /// What came with it; may be empty.
        value: String,
    },
    /// The person who talked to the subscriber handed the conversation back.
    HumanDone,
    /// The subscriber blocked the bot.
    Blocked,
    /// A field of the subscriber was set by hand, or cleared.
    FieldSet(FieldId, Option<Value>),
    /// A tag was put on (`true`) or taken off by hand.
    TagSet(TagId, bool),
    /// The bot sent a message.
    Sent(Box<SentMessage>),
    /// Time passed.
    Advanced {
        /// How much, milliseconds.
        millis: i64,
        /// Whether it was a wait for the next timer, whenever that is.
        to_next: bool,
    },
    /// The bot asks the outside world and waits for the answer.
    Called(CallRequest),
    /// The bot tells the outside world and waits for nothing.
    Told(CallRequest),
    /// The bot asked for something that subscribers share, or another subscriber did, and was answered at once.
    Shared {
        /// What was asked.
        call: CallRequest,
        /// Name of the answer.
        outcome: String,
        /// Values in JSON; empty for none.
        body: String,
    },
    /// The outside world answered.
    Answered {
        /// Name of the answer; empty for an HTTP answer.
        outcome: String,
        /// HTTP status; 200 for a named answer.
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
    /// A person talks to the subscriber, so the bot says nothing.
    LeftToHuman,
    /// What was due in a block waits until a moment: quiet hours, the cap, or a person who talks.
    Postponed(BlockId, i64),
    /// Nobody has answered a request of the bot in time.
    NoAnswer,
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
    /// Pictures and files; several are an album.
    pub media: Vec<MediaPlan>,
    /// Cards beside each other.
    pub cards: Vec<OwnedCard>,
    /// A place or a person.
    pub extra: Option<OwnedExtra>,
    /// Inline buttons, row by row.
    pub rows: Vec<Vec<OwnedButton>>,
    /// Quick replies, row by row.
    pub quick: Vec<Vec<OwnedButton>>,
    /// How long "typing…" shows before it, milliseconds.
    pub typing_ms: u32,
    /// Whether its buttons are answers that its block waits for.
    pub asks: bool,
}

/// A button of an [`OwnedReply`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedButton {
    /// Caption.
    pub label: String,
    /// What a press brings back.
    pub payload: String,
    /// What a link button opens, dials, shares or copies.
    pub url: Option<String>,
    /// What a link button does with it.
    pub link: LinkKind,
    /// Event that a click on a link button is; 0 when nobody looks at clicks.
    pub event: u32,
    /// What a tap asks the messenger to send instead of a press.
    pub request: Option<Request>,
}

/// A card of an [`OwnedReply`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnedCard {
    /// Heading.
    pub title: String,
    /// What stands below.
    pub text: String,
    /// Its picture.
    pub media: Option<MediaPlan>,
    /// Its buttons.
    pub buttons: Vec<OwnedButton>,
}

/// A place or a person of an [`OwnedReply`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnedExtra {
    /// A point on the map.
    Location {
        /// Degrees north.
        lat: Decimal,
        /// Degrees east.
        lon: Decimal,
        /// Name of the place.
        title: String,
        /// Its address.
        address: String,
    },
    /// A telephone number with a name.
    Contact {
        /// International number.
        phone: String,
        /// Whose it is.
        name: String,
    },
}

impl OwnedReply {
    /// Copies a view; `asks` says whether its buttons are answers.
    pub fn of(view: &ReplyView<'_>, asks: bool) -> Self {
        Self {
            block: view.block,
            text: view.text.to_owned(),
            spans: view.spans.to_vec(),
            media: view.media.to_vec(),
            cards: view.cards.iter().map(owned_card).collect(),
            extra: view.extra.map(owned_extra),
            rows: owned_rows(&view.rows),
            quick: owned_rows(&view.quick),
            typing_ms: view.typing_ms,
            asks,
        }
    }

    /// The button of that caption and whether it is a quick reply; inline buttons come first.
    pub fn button(&self, label: &str) -> Option<(&OwnedButton, bool)> {
        let cards = self.cards.iter().flat_map(|card| &card.buttons);
        let inline = self.rows.iter().flatten().chain(cards).map(|button| (button, false));
        let quick = self.quick.iter().flatten().map(|button| (button, true));
        inline.chain(quick).find(|(button, _)| button.label == label)
    }
}

fn owned_button(button: &ViewButton<'_>) -> OwnedButton {
    OwnedButton {
        label: button.label.to_owned(),
        payload: button.payload.to_string(),
        url: button.url.map(str::to_owned),
        link: button.link,
        event: button.event,
        request: button.request,
    }
}

fn owned_rows(rows: &[Vec<ViewButton<'_>>]) -> Vec<Vec<OwnedButton>> {
    rows.iter().map(|row| row.iter().map(owned_button).collect()).collect()
}

fn owned_card(card: &ViewCard<'_>) -> OwnedCard {
    OwnedCard {
        title: card.title.to_owned(),
        text: card.text.to_owned(),
        media: card.media.map(|media| MediaPlan { kind: media.kind, path: media.path.to_owned() }),
        buttons: card.buttons.iter().map(owned_button).collect(),
    }
}

fn owned_extra(extra: ViewExtra<'_>) -> OwnedExtra {
    match extra {
        ViewExtra::Location { lat, lon, title, address } => {
            OwnedExtra::Location { lat, lon, title: title.to_owned(), address: address.to_owned() }
        }
        ViewExtra::Contact { phone, name } => {
            OwnedExtra::Contact { phone: phone.to_owned(), name: name.to_owned() }
        }
    }
}

/// A block that a conversation went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The block.
    pub block: BlockId,
    /// The exit it was left by; `None` while the conversation is still in it or ended there.
    pub exit: Option<String>,
}
