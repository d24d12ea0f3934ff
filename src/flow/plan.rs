//! Plans: what the operations of a flow carry out, in tables that the operations point into.

use super::{ExprIdx, OpIdx, TemplateIdx, Window};
use crate::model::{BlockId, Decimal, FieldId, Value};
use serde::{Deserialize, Serialize};

/// A message as the author meant it, before a subscriber's values are filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyPlan {
    /// The block that says it.
    pub block: BlockId,
    /// Its text; may render to nothing when there is something else to show.
    pub text: TemplateIdx,
    /// Other wordings of the text; one of all is taken at each sending.
    pub variants: Vec<TemplateIdx>,
    /// Pictures and files above the text; several are an album.
    pub media: Vec<MediaPlan>,
    /// Cards beside each other, or below each other where a messenger has no carousel.
    pub cards: Vec<CardPlan>,
    /// A place or a person shown as the messenger shows them.
    pub extra: Option<ExtraPlan>,
    /// Inline buttons, row by row.
    pub rows: Vec<Vec<ButtonPlan>>,
    /// Quick replies, row by row; they vanish after one press.
    pub quick: Vec<Vec<ButtonPlan>>,
    /// Buttons made of a list that the subscriber's field holds, below the other inline buttons.
    pub choices: Option<ChoicesPlan>,
    /// How long "typing…" shows before the message, milliseconds.
    pub typing_ms: u32,
}

/// Something a reply carries beside text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaPlan {
    /// How messengers present it.
    pub kind: MediaKind,
    /// Path below `media/` of the project.
    pub path: String,
}

/// How a messenger presents media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaKind {
    /// A picture shown in the chat.
    Image,
    /// A film shown in the chat.
    Video,
    /// A piece of music with a player.
    Audio,
    /// A voice message.
    Voice,
    /// A document to download.
    File,
}

impl MediaKind {
    /// The kind that messengers take a file for by its ending; a voice message is a choice of the author.
    pub fn of_path(path: &str) -> Self {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match ending.as_str() {
            "png" | "jpg" | "jpeg" | "webp" | "gif" => Self::Image,
            "mp4" | "mov" | "webm" => Self::Video,
            "mp3" | "m4a" | "aac" | "wav" | "flac" => Self::Audio,
            "ogg" | "oga" | "opus" => Self::Voice,
            _ => Self::File,
        }
    }
}

/// One card of a carousel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPlan {
    /// Its heading.
    pub title: TemplateIdx,
    /// What stands below.
    pub text: TemplateIdx,
    /// Its picture.
    pub media: Option<MediaPlan>,
    /// Its buttons.
    pub buttons: Vec<ButtonPlan>,
}

/// A place or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExtraPlan {
    /// A point on the map with a name and an address.
    Location {
        /// Degrees north.
        lat: Decimal,
        /// Degrees east.
        lon: Decimal,
        /// Name of the place.
        title: TemplateIdx,
        /// Its address.
        address: TemplateIdx,
    },
    /// A telephone number with a name.
    Contact {
        /// International number.
        phone: TemplateIdx,
        /// Whose it is.
        name: TemplateIdx,
    },
}

/// A button of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ButtonPlan {
    /// Key of the button in its block, stable while the author edits.
    pub key: String,
    /// Its caption.
    pub label: TemplateIdx,
    /// A link button opens, dials, shares or copies this and never comes back as a press.
    pub url: Option<UrlButtonPlan>,
    /// What a tap asks the messenger to send instead of a press.
    pub request: Option<Request>,
    /// Where a press leads; unused for a link button.
    pub to: OpIdx,
}

/// What a link button opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrlButtonPlan {
    /// The address, number or text.
    pub url: TemplateIdx,
    /// What is done with it.
    pub kind: LinkKind,
    /// Event that a click is, see [`super::event_id`]; 0 when nobody looks at clicks.
    pub event: u32,
}

/// What a link button does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// Opens a page.
    #[default]
    Open,
    /// Dials a number.
    Call,
    /// Offers a text to friends.
    Share,
    /// Copies a text.
    Copy,
}

/// What a button asks the messenger to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// The subscriber's telephone number.
    Contact,
    /// Where the subscriber is.
    Location,
}

/// Buttons made of a list in a field. Items are texts, or lists of caption, value, text and media path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoicesPlan {
    /// The list; at most [`ChoicesPlan::MAX`] items are shown.
    pub list: FieldId,
    /// Where the value of the chosen item is kept.
    pub keep: Option<FieldId>,
    /// Caption of the button under each item when they are shown as cards; `None` for plain buttons.
    pub card: Option<TemplateIdx>,
    /// Buttons in a row, 1–8.
    pub per_row: u8,
    /// Where a choice leads.
    pub to: OpIdx,
}

impl ChoicesPlan {
    /// Most items shown.
    pub const MAX: usize = 30;
}

/// What a suspended thread reacts to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitPlan {
    /// The reply whose buttons are shown, index in [`super::Flow::replies`].
    pub reply: Option<u32>,
    /// The answer that is asked for.
    pub answer: Option<AnswerPlan>,
    /// What is said when a press was expected and something else came, index in [`super::Flow::replies`].
    pub unknown: Option<u32>,
    /// Begins beside when nothing has come for a while; the wait goes on and its timeout counts anew.
    pub reminder: Option<TimeoutPlan>,
    /// What happens when nothing comes.
    pub timeout: Option<TimeoutPlan>,
    /// Events that end the wait, by [`super::event_id`], and where each leads.
    pub events: Vec<(u32, OpIdx)>,
    /// Whether such an event counts even when the wait is over: a payment is never lost.
    pub keeps_events: bool,
    /// What happens to a press on this message's buttons when the conversation has moved on.
    pub late: LatePolicy,
    /// Buttons that are pressed one after the other: where to go when all are.
    pub all: Option<OpIdx>,
    /// Buttons that are ticked until one of them ends the choice.
    pub ticks: Option<TicksPlan>,
    /// Whether the number of a button chooses it: `2`, `2.`, `два`.
    pub numbered: bool,
}

/// Buttons that put values into a list and take them out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicksPlan {
    /// The list.
    pub field: FieldId,
    /// Key of the button that ends the choice.
    pub done: String,
    /// Fewest values.
    pub min: u8,
    /// Most values; 0 for no limit.
    pub max: u8,
}

/// What an answer must look like and where it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerPlan {
    /// What is accepted.
    pub kind: AnswerKind,
    /// Where the answer is kept.
    pub field: Option<FieldId>,
    /// Where to go with a good answer.
    pub ok: OpIdx,
    /// How many wrong answers are answered with `retry` before `fail` is taken; 0 means no limit.
    pub attempts: u8,
    /// What is said after a wrong answer, index in [`super::Flow::replies`].
    pub retry: u32,
    /// Where to go when the attempts are used up.
    pub fail: OpIdx,
    /// Milliseconds of silence after which several messages are one answer; 0 when the first one is it.
    pub collect_ms: u32,
}

/// What an answer must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnswerKind {
    /// Text of a length in characters, both ends inclusive.
    Text {
        /// Fewest characters.
        min: u32,
        /// Most characters.
        max: u32,
    },
    /// A number between two ends, inclusive.
    Number {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// An e-mail address.
    Email,
    /// A telephone number of 7 to 15 digits; kept as `+` and digits. A shared contact is one too.
    Phone,
    /// A date, at least and at most so many days from today.
    Date {
        /// Earliest.
        min: i32,
        /// Latest.
        max: i32,
    },
    /// A time of day.
    Time,
    /// A shared location, or two typed coordinates; kept as a list of degrees north and east.
    Location,
    /// A file of a kind in the mask of [`Attached::bit`]; its name or id is kept.
    File(u8),
    /// Only buttons answer; whatever is typed is a wrong answer.
    Press,
}

/// What a subscriber can send beside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Attached {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// Music.
    Audio,
    /// A voice message.
    Voice,
    /// A document.
    File,
    /// A sticker.
    Sticker,
}

impl Attached {
    /// Every kind with its name, which is also the name of its event.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Image, "image"),
        (Self::Video, "video"),
        (Self::Audio, "audio"),
        (Self::Voice, "voice"),
        (Self::File, "file"),
        (Self::Sticker, "sticker"),
    ];

    /// Its bit in a mask.
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// What happens when an answer does not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeoutPlan {
    /// How long to wait, index in [`super::Flow::delays`].
    pub delay: u32,
    /// Where to go then.
    pub to: OpIdx,
}

/// What a press on an old message's button does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LatePolicy {
    /// The conversation goes on from that button; the thread that moved on leaves what it waited for.
    #[default]
    Follow,
    /// Nothing but a short notice that the button is no longer in force.
    Ignore,
}

/// How to compute the moment a pause ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayPlan {
    /// Counts from the date or moment in this field instead of now.
    pub from: Option<FieldId>,
    /// Counts from this date, days since 1970, at midnight on the subscriber's clock.
    pub date: Option<i32>,
    /// Whether the span lies before that date and not after it.
    pub before: bool,
    /// Calendar months, added first in the subscriber's zone.
    pub months: u32,
    /// Days of the calendar, added in the subscriber's zone, so that 1 day keeps the time of day.
    pub days: u32,
    /// Exact seconds.
    pub secs: u64,
    /// Then the next such day of the week; bit 0 is Monday, 0 for any.
    pub weekdays: u8,
    /// Then the next such time of day, seconds since midnight.
    pub at: Option<u32>,
    /// Then the first moment that all of these allow.
    pub windows: Vec<Window>,
    /// Where to go when the moment has passed before the pause began, or the field is empty; `None` goes on.
    pub past: Option<OpIdx>,
}

/// A request to somebody outside the conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPlan {
    /// Who is asked.
    pub service: Service,
    /// What is asked of it, such as `take` of a pool; empty for HTTP.
    pub act: String,
    /// The HTTP method.
    pub method: Method,
    /// The address; the name of the pool, calendar or table for services other than HTTP.
    pub url: TemplateIdx,
    /// Headers: name and value.
    pub headers: Vec<(String, TemplateIdx)>,
    /// Members of a JSON object sent as the body; empty for no body.
    pub body: Vec<(String, TemplateIdx)>,
    /// How long to wait for the answer, milliseconds.
    pub timeout_ms: u32,
    /// Values of the answer to keep.
    pub save: Vec<SavePlan>,
    /// Where to go after a good answer: 2xx of HTTP.
    pub ok: OpIdx,
    /// Other answers that have a name, such as `empty`, and where each leads.
    pub outcomes: Vec<(String, OpIdx)>,
    /// Where to go after anything else.
    pub fail: OpIdx,
}

/// Who is asked by a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Service {
    /// A web address.
    #[default]
    Http,
    /// A finite pool of codes: `take`.
    Pool,
    /// A counter over all subscribers: `add`.
    Counter,
    /// A calendar: `slots`, `book`, `cancel`.
    Calendar,
    /// Stock of a table: `list`, `reserve`, `release`.
    Stock,
    /// A payment provider: `invoice`.
    Payment,
    /// People of the project: `assign`, `notify`.
    Desk,
    /// A CRM: `contact`, `deal`, `status`.
    Crm,
    /// Rows of a sheet: `read`, `append`, `update`.
    Sheet,
    /// A language model: `answer`.
    Ai,
    /// Web analytics: `goal`.
    Analytics,
}

impl Service {
    /// Every service with its name in transcripts and logs.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Http, "http"),
        (Self::Pool, "pool"),
        (Self::Counter, "counter"),
        (Self::Calendar, "calendar"),
        (Self::Stock, "stock"),
        (Self::Payment, "payment"),
        (Self::Desk, "desk"),
        (Self::Crm, "crm"),
        (Self::Sheet, "sheet"),
        (Self::Ai, "ai"),
        (Self::Analytics, "analytics"),
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Whether what it answers lies in memory that all subscribers share, so that no other program is asked.
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Pool | Self::Counter | Self::Calendar | Self::Stock | Self::Desk)
    }
}

/// A value of a JSON answer and the field that keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavePlan {
    /// Dotted path such as `data.items.0.id`; empty means the whole answer.
    pub path: String,
    /// The field.
    pub field: FieldId,
}

/// HTTP methods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    #[default]
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
}

impl Method {
    /// The method as HTTP writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Arms of a split and what tells one experiment from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitPlan {
    /// Hashed together with the subscriber; two splits with one experiment agree.
    pub experiment: u64,
    /// Whether every passing draws anew; otherwise a subscriber keeps the arm.
    pub anew: bool,
    /// Weight and destination of each arm; weights add up to at least 1.
    pub arms: Vec<(u32, OpIdx)>,
}

/// Rows that the flow looks things up in; cells that read as numbers are numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePlan {
    /// Name of the table.
    pub name: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows of as many cells as there are columns.
    pub rows: Vec<Vec<Value>>,
}

/// How to find rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupPlan {
    /// Index in [`super::Flow::tables`].
    pub table: u32,
    /// Every filter must hold: column, comparison, and what the cell is compared with.
    pub filters: Vec<(u32, CellTest, ExprIdx)>,
    /// Takes the rows nearest to a location first: columns of degrees north and east, and the location's field.
    pub nearest: Option<(u32, u32, FieldId)>,
    /// Cells of the first row to keep.
    pub save: Vec<(u32, FieldId)>,
    /// All rows as a list of [`ChoicesPlan`] items: the field and the columns of caption, value, text and media.
    pub list: Option<(FieldId, [Option<u32>; 4])>,
    /// Most rows of the list; 0 for as many as can be shown.
    pub take: u32,
    /// Where to go when no row fits.
    pub none: OpIdx,
}

/// How a cell is compared with a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellTest {
    /// Same text or number, folded.
    #[default]
    Same,
    /// Cell at most the value.
    AtMost,
    /// Cell at least the value.
    AtLeast,
    /// The value is a list that holds the cell.
    In,
    /// The cell, a list of words by commas, names something that the value contains; an empty cell fits all.
    Mentions,
}

/// A change of a cart. A cart is a list of lines, each a list of sku, title, price and quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartPlan {
    /// The cart.
    pub cart: FieldId,
    /// What changes.
    pub act: CartAct,
    /// Sku, title and price of the line; sku alone finds a line that is there.
    pub line: [ExprIdx; 3],
    /// Quantity to add or to set.
    pub quantity: ExprIdx,
    /// Where the sum of price times quantity is kept.
    pub total: Option<FieldId>,
    /// Where the lines are kept as text for people.
    pub text: Option<FieldId>,
}

/// What happens to a cart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CartAct {
    /// Adds to the quantity of a line, or begins it; at 0 or less the line goes.
    #[default]
    Add,
    /// Sets the quantity of a line; at 0 or less the line goes.
    Set,
    /// Empties the cart.
    Clear,
}

/// How a conversation is handed to a person and comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HumanPlan {
    /// When the bot takes over again by itself, index in [`super::Flow::delays`]; `None` for never.
    pub until: Option<u32>,
    /// Where to go when the person has finished.
    pub done: OpIdx,
    /// Where to go when the time is over.
    pub timeout: OpIdx,
}

/// How often the bot may write in a span of time without being asked. What is too much waits its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapPlan {
    /// How many, 1–20.
    pub count: u8,
    /// Milliseconds of the span.
    pub per: i64,
}
