//! Operations and the tables they point into.

use super::{
    CallPlan, CapPlan, CartPlan, DelayPlan, Expr, HumanPlan, LookupPlan, ReplyPlan, SplitPlan, TablePlan,
    Template, TriggerTarget, Triggers, WaitPlan, Window,
};
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
    /// Tells the world by [`Flow::calls`] and goes on without waiting.
    Tell(u32),
    /// Hands the conversation to a person by [`Flow::humans`] and suspends.
    Human(u32),
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
    /// Records that the subscriber agreed to the project's current text, or took that back.
    Agree(bool),
    /// Records that an event of [`super::event_id`] happened now.
    Mark(u32),
    /// Runs the funnel that begins there; its natural end comes back to the exit `next` of this block.
    Gosub(OpIdx),
    /// Begins another thread by [`Flow::targets`] when this one has suspended.
    Start(u32),
    /// Ends the other threads that are in a funnel of [`Flow::funnels`]; past its end, all other threads.
    Halt(u32),
    /// Goes to the menu before this one.
    Back,
    /// Goes to the beginning of the funnel.
    Home,
    /// Finds rows of a table by [`Flow::lookups`] and goes on, or jumps when there is none.
    Lookup(u32),
    /// Changes a cart by [`Flow::carts`].
    Cart(u32),
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
    /// The subscriber has not agreed to be written to.
    NoConsent,
}

/// Texts that take the place of the flow's own, see [`crate::model::Layer`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerPlan {
    /// Language in lower case; empty for any.
    pub language: String,
    /// Channel; empty for any.
    pub channel: String,
    /// The index of the template that is replaced and the one that replaces it, in order.
    pub texts: Vec<(TemplateIdx, TemplateIdx)>,
}

impl LayerPlan {
    /// Whether it speaks to somebody of a language, who names it by any of these tags, in a channel.
    pub fn speaks(&self, languages: [&str; 2], channel: &str) -> bool {
        let is_own = |language: &str| self.language.eq_ignore_ascii_case(language);
        (self.language.is_empty() || languages.into_iter().any(is_own))
            && (self.channel.is_empty() || self.channel == channel)
    }

    /// Its name as the project has it, the language in lower case: `en`, `@whatsapp`, `en@whatsapp`.
    pub fn name(&self) -> String {
        let sign = if self.channel.is_empty() { "" } else { "@" };
        format!("{}{sign}{}", self.language, self.channel)
    }
}

/// A funnel as far as the engine has to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunnelPlan {
    /// Its first entry: what a thread counts as that begins in the middle.
    pub entry: Option<BlockId>,
    /// Its blocks in order.
    pub blocks: Vec<BlockId>,
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
    /// The suspending operations of every block that has some, in order of block id and operation.
    pub waiting: Vec<(BlockId, OpIdx)>,
    /// Where a funnel that a block has called comes back to, in order of block id.
    pub returns: Vec<(BlockId, OpIdx)>,
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
    /// Lookups.
    pub lookups: Vec<LookupPlan>,
    /// Changes of carts.
    pub carts: Vec<CartPlan>,
    /// Hand-overs.
    pub humans: Vec<HumanPlan>,
    /// Funnels that blocks begin.
    pub targets: Vec<TriggerTarget>,
    /// Tables.
    pub tables: Vec<TablePlan>,
    /// Lists of the project that its subscribers share: calendars, team, holidays; for drivers, the engine
    /// never reads them.
    pub lists: Vec<TablePlan>,
    /// Windows that expressions look at; `true` for those on the project's clock.
    pub windows: Vec<(Window, bool)>,
    /// Texts of languages and channels; the first that fits a subscriber and has the text wins.
    pub layers: Vec<LayerPlan>,
    /// Funnels in the author's order.
    pub funnels: Vec<FunnelPlan>,
    /// Ways in.
    pub triggers: Triggers,
    /// Events that something looks at later, in order; others are not remembered.
    pub remembered: Vec<u32>,
    /// Whether something goes back to an earlier menu.
    pub has_back: bool,
    /// Whether something looks at the subscriber's last words.
    pub keeps_text: bool,
    /// Channels that have no buttons, so that the number of a button chooses it.
    pub numbered: Vec<String>,
    /// Most messages that nobody asked for.
    pub cap: Option<CapPlan>,
    /// Hash of the text that people must have agreed to, when they must.
    pub consent: Option<u32>,
    /// Hash of the text that a consent is recorded for.
    pub consent_version: u32,
    /// Language of the flow's own texts, such as `ru`.
    pub language: String,
    /// Fields, system fields included, in order of id.
    pub fields: Vec<FlowField>,
    /// Tags in order of id.
    pub tags: Vec<(TagId, String)>,
    /// IANA name of the zone for subscribers whose own is not known; for drivers, the engine never reads it.
    pub zone: String,
}

impl Flow {
    /// Whether the buttons of a reply are the answers that its block waits for.
    pub fn asks(&self, reply: u32) -> bool {
        self.waits.iter().any(|wait| wait.reply == Some(reply) && wait.answer.is_some())
    }

    /// First operation of a block.
    pub fn start_of(&self, block_id: BlockId) -> Option<OpIdx> {
        lookup(&self.starts, block_id)
    }

    /// The operations that a block suspends in, in order; a thread remembers which of them by its number.
    pub fn suspensions(&self, block_id: BlockId) -> &[(BlockId, OpIdx)] {
        let rest = &self.waiting[self.waiting.partition_point(|waiting| waiting.0 < block_id)..];
        // A block has few.
        let after = rest.iter().position(|waiting| waiting.0 != block_id).unwrap_or(rest.len());
        &rest[..after]
    }

    /// The operation of that number that a block suspends in, and its index.
    pub fn suspension(&self, block_id: BlockId, stage: u8) -> Option<(OpIdx, &Op)> {
        let first = self.waiting.partition_point(|waiting| waiting.0 < block_id);
        let waiting = self.waiting.get(first + usize::from(stage)).filter(|waiting| waiting.0 == block_id)?;
        Some((waiting.1, self.ops.get(waiting.1 as usize)?))
    }

    /// Where a funnel that this block has called comes back to.
    pub fn return_of(&self, block_id: BlockId) -> Option<OpIdx> {
        lookup(&self.returns, block_id)
    }

    /// The funnel that a block is in.
    pub fn funnel_of(&self, block_id: BlockId) -> Option<&FunnelPlan> {
        self.funnels.iter().find(|funnel| funnel.blocks.binary_search(&block_id).is_ok())
    }

    /// The text of a template that is the same for every subscriber, in every language and channel.
    pub fn fixed(&self, template: TemplateIdx) -> Option<&str> {
        let literal = self.templates.get(template as usize)?.as_literal()?;
        let replaced = |layer: &LayerPlan| layer.texts.binary_search_by_key(&template, |text| text.0).is_ok();
        if self.layers.iter().any(replaced) { None } else { Some(literal) }
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
