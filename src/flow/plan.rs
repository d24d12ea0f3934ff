//! Plans: what the operations of a flow carry out, in tables that the operations point into.

use super::{ExprIdx, OpIdx, TemplateIdx, Window};
use crate::model::{FieldId, Value};
use serde::{Deserialize, Serialize};

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
    /// The first of these events counts even when the wait is over, for a payment is never lost. Here is kept which
    /// thread waited: it goes over to where the event leads, wherever it is by then.
    pub keeper: Option<FieldId>,
    /// What happens to a press on this message's buttons when the conversation has moved on.
    pub late: LatePolicy,
    /// Buttons that are pressed one after the other: where to go when all are.
    pub all: Option<OpIdx>,
    /// Buttons that are ticked until one of them ends the choice.
    pub ticks: Option<TicksPlan>,
    /// Whether the number of a button chooses it: `2`, `2.`, `два`.
    pub numbered: bool,
}

impl WaitPlan {
    /// Where it is kept which thread waited, when the event is the one that is never lost.
    pub fn keeper_of(&self, event: u32) -> Option<FieldId> {
        self.keeper.filter(|_| self.events.first().is_some_and(|first| first.0 == event))
    }
}

/// Buttons that put values into a list and take them out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicksPlan {
    /// The list.
    pub field: FieldId,
    /// Keys of the buttons that are ticked and the value of each; other buttons lead on as ever.
    pub values: Vec<(String, TemplateIdx)>,
    /// Key of the button that ends the choice.
    pub done: String,
    /// Fewest values.
    pub min: u8,
    /// Most values; 0 for no limit.
    pub max: u8,
}

impl TicksPlan {
    /// The value that a button puts into the list.
    pub fn value_of(&self, key: &str) -> Option<TemplateIdx> {
        self.values.iter().find(|value| value.0 == key).map(|value| value.1)
    }
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

impl AnswerPlan {
    /// Key of the button that gives a consent. Where both buttons are there, words press them too.
    pub const AGREE: &str = "agree";
    /// Key of the button that refuses it.
    pub const REFUSE: &str = "refuse";
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
    /// Whether it also waits until the cap has room: what follows was not asked for.
    pub capped: bool,
    /// Where to go when the moment has passed before the pause began, or the field is empty; `None` goes on.
    pub past: Option<OpIdx>,
}

/// Longest pause between two messages of one answer, seconds.
const BREATH_SECS_MAX: u64 = 60;

impl DelayPlan {
    /// Whether it only parts two messages of one answer: so many seconds and nothing to wait for besides.
    pub fn is_breath(&self) -> bool {
        let is_bare = self.from.is_none() && self.date.is_none() && self.at.is_none();
        let is_short = self.months == 0 && self.days == 0 && self.secs <= BREATH_SECS_MAX;
        is_bare && is_short && self.weekdays == 0
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

/// A change of a cart. A cart is a list of lines, each a list of title, sku, price and quantity: a line's title is
/// its caption and its sku its value when a choice is made of the cart.
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

impl CapPlan {
    /// Most messages that a cap counts.
    pub const COUNT_MAX: u8 = 20;
}
