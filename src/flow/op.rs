//! Operations and the tables they point into.

use super::{Expr, Template, Window};
use crate::model::{BlockId, FieldId, FieldKind, TagId, Value};
use serde::{Deserialize, Serialize};

/// Index of an operation in [`Flow::ops`].
pub type OpIdx = u32;
/// Index of a template in [`Flow::templates`].
pub type TemplateIdx = u32;
/// Index of an expression in [`Flow::exprs`].
pub type ExprIdx = u32;

/// What the engine can do. Closed: engine, observers and proofs match on it without a catch-all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// Sends the reply of [`Flow::replies`] and goes on.
    Say(u32),
    /// Suspends until a press, an answer or a timeout of [`Flow::waits`].
    Wait(u32),
    /// Suspends until the moment that [`Flow::delays`] gives.
    Sleep(u32),
    /// Asks the world by [`Flow::calls`] and suspends until it answers.
    Call(u32),
    /// Sets a field to an expression's value; `None` clears it.
    Set(FieldId, ExprIdx),
    /// Puts a tag on.
    AddTag(TagId),
    /// Takes a tag off.
    DropTag(TagId),
    /// Goes on when the expression is true, jumps otherwise.
    Unless(ExprIdx, OpIdx),
    /// Jumps to one arm of [`Flow::splits`], the same one every time for the same subscriber.
    Split(u32),
    /// Goes elsewhere.
    Jump(OpIdx),
    /// Leaves the block by the exit that [`Flow::exits`] names and goes on. Written before the jump of a wire.
    Leave(u32),
    /// Subscribes or unsubscribes the subscriber.
    Subscribe(bool),
    /// Ends the thread.
    End(Outcome),
}

/// How a thread ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// At an end block or after the last message of a path.
    Done,
    /// At an exit that the author has not connected.
    DeadEnd,
    /// By a stop word.
    Stopped,
    /// Another funnel took its place.
    Replaced,
    /// It ran more operations for one input than allowed.
    LoopLimit,
    /// A newer version of the flow no longer has the block it waited in.
    Lost,
}

/// A message as the author meant it, before a subscriber's values are filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyPlan {
    /// The block that says it.
    pub block: BlockId,
    /// Its text; may render to nothing when there is media.
    pub text: TemplateIdx,
    /// A picture or file above the text.
    pub media: Option<MediaPlan>,
    /// Inline buttons, row by row.
    pub rows: Vec<Vec<ButtonPlan>>,
    /// Quick replies, row by row; they vanish after one press.
    pub quick: Vec<Vec<ButtonPlan>>,
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
    /// A document to download.
    File,
}

/// A button of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ButtonPlan {
    /// Key of the button in its block, stable while the author edits.
    pub key: String,
    /// Its caption.
    pub label: TemplateIdx,
    /// A link button opens this address and never comes back as a press.
    pub url: Option<UrlButtonPlan>,
    /// Where a press leads; unused for a link button.
    pub to: OpIdx,
}

/// What a link button opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrlButtonPlan {
    /// The address.
    pub url: TemplateIdx,
}

/// What a suspended thread reacts to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitPlan {
    /// The reply whose buttons are shown, index in [`Flow::replies`].
    pub reply: Option<u32>,
    /// The answer that is asked for.
    pub answer: Option<AnswerPlan>,
    /// What is said when a press was expected and something else came, index in [`Flow::replies`].
    pub unknown: Option<u32>,
    /// What happens when nothing comes.
    pub timeout: Option<TimeoutPlan>,
    /// What happens to a press on this message's buttons when the conversation has moved on.
    pub late: LatePolicy,
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
    /// What is said after a wrong answer, index in [`Flow::replies`].
    pub retry: u32,
    /// Where to go when the attempts are used up.
    pub fail: OpIdx,
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
    /// A telephone number of 7 to 15 digits; kept as `+` and digits.
    Phone,
}

/// What happens when an answer does not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeoutPlan {
    /// How long to wait, index in [`Flow::delays`].
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
    /// Calendar months, added first in the subscriber's zone.
    pub months: u32,
    /// Days of the calendar, added in the subscriber's zone, so that 1 day keeps the time of day.
    pub days: u32,
    /// Exact seconds.
    pub secs: u64,
    /// Then the next such time of day, seconds since midnight.
    pub at: Option<u32>,
    /// Then the first moment that all of these allow.
    pub windows: Vec<Window>,
}

/// A request to the outside world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPlan {
    /// The HTTP method.
    pub method: Method,
    /// The address.
    pub url: TemplateIdx,
    /// Headers: name and value.
    pub headers: Vec<(String, TemplateIdx)>,
    /// Members of a JSON object sent as the body; empty for no body.
    pub body: Vec<(String, TemplateIdx)>,
    /// How long to wait for the answer, milliseconds.
    pub timeout_ms: u32,
    /// Values of the answer to keep.
    pub save: Vec<SavePlan>,
    /// Where to go after a 2xx answer.
    pub ok: OpIdx,
    /// Where to go after anything else.
    pub fail: OpIdx,
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
    /// Weight and destination of each arm; weights add up to at least 1.
    pub arms: Vec<(u32, OpIdx)>,
}

/// How a trigger behaves beside funnels that already run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum StartPolicy {
    /// Running threads end, this one begins.
    #[default]
    Replace,
    /// Running threads go on.
    Beside,
    /// Does not start while the same entry's thread runs.
    NotNow,
}

/// Where a trigger leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriggerTarget {
    /// The entry block.
    pub block: BlockId,
    /// Its first operation.
    pub op: OpIdx,
    /// How it behaves beside running threads.
    pub policy: StartPolicy,
}

/// How a keyword is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeywordMode {
    /// The whole message, folded.
    #[default]
    Exact,
    /// The words occur in the message as whole words.
    Contains,
}

/// A deep link and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkTrigger {
    /// Payload of the link.
    pub payload: String,
    /// Where it leads.
    pub target: TriggerTarget,
}

/// A keyword and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeywordTrigger {
    /// The keyword folded by [`super::fold_text`].
    pub word: String,
    /// How it is compared.
    pub mode: KeywordMode,
    /// Where it leads.
    pub target: TriggerTarget,
}

/// All ways into the flow. Within a list the first match wins; lists are tried in the order written here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triggers {
    /// Folded words that unsubscribe.
    pub stop_words: Vec<String>,
    /// Folded words that subscribe again.
    pub start_words: Vec<String>,
    /// Entry that answers a stop word.
    pub stop: Option<TriggerTarget>,
    /// Entry that answers a start word.
    pub resume: Option<TriggerTarget>,
    /// Answer to a stop word without an entry, index in [`Flow::replies`].
    pub stop_reply: Option<u32>,
    /// Answer to a start word without an entry, index in [`Flow::replies`].
    pub start_reply: Option<u32>,
    /// Deep links.
    pub links: Vec<LinkTrigger>,
    /// Commands without the slash, lower case; `start` catches deep links that no link trigger names.
    pub commands: Vec<(String, TriggerTarget)>,
    /// Keywords.
    pub keywords: Vec<KeywordTrigger>,
    /// Entry for everything that nothing else caught.
    pub default: Option<TriggerTarget>,
}

/// A field that a flow knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowField {
    /// Its id.
    pub id: FieldId,
    /// Its name, for people.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Value of a new subscriber.
    pub default: Option<Value>,
}

/// A compiled project: everything the engine needs, and nothing that only an editor needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Hash of the contents; a conversation remembers the version it began with.
    pub version: u32,
    /// The operations.
    pub ops: Vec<Op>,
    /// For every operation the block it came from.
    pub origin: Vec<BlockId>,
    /// First operation of every block, in order of block id.
    pub starts: Vec<(BlockId, OpIdx)>,
    /// The suspending operation of every block that has one, in order of block id.
    pub waiting: Vec<(BlockId, OpIdx)>,
    /// Names of exits, for [`Op::Leave`].
    pub exits: Vec<String>,
    /// Messages.
    pub replies: Vec<ReplyPlan>,
    /// Suspensions.
    pub waits: Vec<WaitPlan>,
    /// Pauses.
    pub delays: Vec<DelayPlan>,
    /// Requests.
    pub calls: Vec<CallPlan>,
    /// Splits.
    pub splits: Vec<SplitPlan>,
    /// Expressions.
    pub exprs: Vec<Expr>,
    /// Templates.
    pub templates: Vec<Template>,
    /// Ways in.
    pub triggers: Triggers,
    /// Fields, system fields included, in order of id.
    pub fields: Vec<FlowField>,
    /// Tags in order of id.
    pub tags: Vec<(TagId, String)>,
    /// IANA name of the zone for subscribers whose own is not known; for drivers, the engine never reads it.
    pub zone: String,
}

impl Flow {
    /// First operation of a block.
    pub fn start_of(&self, block_id: BlockId) -> Option<OpIdx> {
        lookup(&self.starts, block_id)
    }

    /// The operation that a block suspends in.
    pub fn waiting_of(&self, block_id: BlockId) -> Option<OpIdx> {
        lookup(&self.waiting, block_id)
    }

    /// The field of that id.
    pub fn field(&self, field_id: FieldId) -> Option<&FlowField> {
        self.fields.binary_search_by_key(&field_id, |field| field.id).ok().map(|at| &self.fields[at])
    }

    /// The name of a tag.
    pub fn tag_name(&self, tag_id: TagId) -> Option<&str> {
        self.tags.binary_search_by_key(&tag_id, |tag| tag.0).ok().map(|at| self.tags[at].1.as_str())
    }
}

fn lookup(table: &[(BlockId, OpIdx)], block_id: BlockId) -> Option<OpIdx> {
    table.binary_search_by_key(&block_id, |entry| entry.0).ok().map(|at| table[at].1)
}
