//! What is known of one subscriber. A session is a subscriber, not a cursor.

use crate::flow::Flow;
use crate::model::{BlockId, FieldId, TagId, Value};
use serde::{Deserialize, Serialize};

/// A subscriber: what is known of the person and which funnels run. A small plain value that survives
/// saving and loading between any two inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The subscriber, unique in the bot; splits hash it.
    pub subscriber: u64,
    /// How many inputs were taken; part of the ids of effects.
    pub step: u32,
    /// Whether delayed and broadcast messages may be sent.
    pub subscribed: bool,
    /// Whether the messenger said that the bot is blocked.
    pub blocked: bool,
    /// The generation that the next suspension gets.
    pub next_generation: u32,
    /// The id that the next thread gets.
    pub next_thread: u16,
    /// Fields that are set, in order of id.
    pub fields: Vec<(FieldId, Value)>,
    /// Tags, in order of id.
    pub tags: Vec<TagId>,
    /// Running funnels, oldest first.
    pub threads: Vec<Thread>,
}

/// One running funnel, suspended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Its id within the session.
    pub id: u16,
    /// Changes with every suspension, so that what was meant for an earlier one is recognised.
    pub generation: u32,
    /// Version of the flow that it last ran under.
    pub version: u32,
    /// The entry block that began it.
    pub entry: BlockId,
    /// The block that it waits in.
    pub block: BlockId,
    /// What it waits for.
    pub waiting: Waiting,
    /// Wrong answers so far.
    pub wrong: u8,
    /// When its timer comes due, milliseconds since 1970; `None` without a timer.
    pub due: Option<i64>,
}

/// What a thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waiting {
    /// A press or an answer.
    Reply,
    /// The end of a pause.
    Timer,
    /// The answer to a call.
    Call,
}

impl Session {
    /// A new subscriber of a flow: defaults of the fields set, nothing running.
    pub fn new(flow: &Flow, subscriber: u64) -> Self {
        let defaults = flow.fields.iter().filter_map(|field| Some((field.id, field.default.clone()?)));
        Self {
            subscriber,
            step: 0,
            subscribed: true,
            blocked: false,
            next_generation: 1,
            next_thread: 1,
            fields: defaults.collect(),
            tags: Vec::new(),
            threads: Vec::new(),
        }
    }

    /// The value of a field, when it is set.
    pub fn field(&self, field_id: FieldId) -> Option<&Value> {
        self.fields.binary_search_by_key(&field_id, |field| field.0).ok().map(|at| &self.fields[at].1)
    }

    /// Sets a field, or clears it.
    pub fn set_field(&mut self, field_id: FieldId, value: Option<Value>) {
        match (self.fields.binary_search_by_key(&field_id, |field| field.0), value) {
            (Ok(at), Some(value)) => self.fields[at].1 = value,
            (Ok(at), None) => drop(self.fields.remove(at)),
            (Err(at), Some(value)) => self.fields.insert(at, (field_id, value)),
            (Err(_), None) => {}
        }
    }

    /// Whether the subscriber has a tag.
    pub fn has_tag(&self, tag_id: TagId) -> bool {
        self.tags.binary_search(&tag_id).is_ok()
    }

    /// Puts a tag on or takes it off; twice is once.
    pub fn set_tag(&mut self, tag_id: TagId, on: bool) {
        match (self.tags.binary_search(&tag_id), on) {
            (Err(at), true) => self.tags.insert(at, tag_id),
            (Ok(at), false) => drop(self.tags.remove(at)),
            (Ok(_), true) | (Err(_), false) => {}
        }
    }

    /// The running thread of that id.
    pub fn thread(&self, thread_id: u16) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.id == thread_id)
    }

    /// The moment of the earliest timer, milliseconds since 1970.
    pub fn next_due(&self) -> Option<i64> {
        self.threads.iter().filter_map(|thread| thread.due).min()
    }
}
