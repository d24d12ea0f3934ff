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
    /// When the subscriber came first, milliseconds since 1970; 0 before the first input.
    pub since: i64,
    /// When the subscriber did something last.
    pub last_seen: i64,
    /// How many visits there were; one begins after [`VISIT_GAP_MS`] of silence.
    pub visits: u16,
    /// The generation that the next suspension gets.
    pub next_generation: u32,
    /// The id that the next thread gets.
    pub next_thread: u16,
    /// Which fields of the messenger's profile the flow has set itself, a bit each; see [`super::set_profile`].
    pub own: u8,
    /// Fields that are set, in order of id.
    pub fields: Vec<(FieldId, Value)>,
    /// Tags, in order of id.
    pub tags: Vec<TagId>,
    /// Running funnels, oldest first.
    pub threads: Vec<Thread>,
    /// What most subscribers do not have.
    pub more: Option<Box<More>>,
}

/// Silence after which the next input begins another visit: the half hour that web analytics count with.
pub const VISIT_GAP_MS: i64 = 30 * 60_000;

/// What is known of a subscriber only when a flow asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct More {
    /// Events that the flow remembers, in order of id.
    pub events: Vec<Seen>,
    /// When each message was written that nobody asked for, oldest first; as many as the cap counts.
    pub unasked: Vec<i64>,
    /// Until when triggers by time have been looked at; 0 while they have not.
    pub watched: i64,
    /// When the next trigger by time comes, while one is set.
    pub alarm: Option<i64>,
    /// What the subscriber agreed to, oldest first.
    pub consents: Vec<ConsentRecord>,
    /// Menus that were shown, latest last; at most [`TRAIL_MAX`].
    pub trail: Vec<BlockId>,
    /// Whether what has rung is put off to [`More::alarm`].
    pub put_off: bool,
    /// Events that must not be lost and came while a person talked, oldest first.
    pub held: Vec<u32>,
}

/// Most menus that "back" remembers.
pub const TRAIL_MAX: usize = 16;
/// Most consents kept; the oldest give way.
pub(super) const CONSENTS_MAX: usize = 16;

/// An event that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its [`crate::flow::event_id`].
    pub event: u32,
    /// When it happened last, milliseconds since 1970.
    pub at: i64,
    /// How often.
    pub times: u32,
}

/// A consent that was given or taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecord {
    /// Hash of the version of the text.
    pub version: u32,
    /// Channel in which it was given.
    pub channel: Box<str>,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// Given, or taken back.
    pub given: bool,
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
    /// Which suspension of the block it is, from 0: some blocks ask, wait and ask again.
    pub stage: u8,
    /// What it waits for.
    pub waiting: Waiting,
    /// Wrong answers so far.
    pub wrong: u8,
    /// Whether the reminder of its wait has been sent.
    pub reminded: bool,
    /// Buttons of its wait that were pressed, by position; for a collected answer whether anything has come; for
    /// buttons made of a list the first item that is shown.
    pub pressed: u32,
    /// Blocks that called the funnel it is in, outermost first.
    pub frames: Box<[BlockId]>,
    /// When its timer comes due, milliseconds since 1970; `None` without a timer.
    pub due: Option<i64>,
    /// Whether only the person who talks to the subscriber holds it back.
    pub held: bool,
}

impl Thread {
    /// The first item shown of a list that its buttons are made of.
    pub(super) const fn first_shown(&self) -> usize {
        self.pressed as usize
    }
}

/// A timer of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timer {
    /// The thread; 0 for the subscriber's own.
    pub thread: u16,
    /// Its generation.
    pub generation: u32,
    /// When it comes due, milliseconds since 1970.
    pub due: i64,
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
    /// A person to finish.
    Human,
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
            since: 0,
            last_seen: 0,
            visits: 0,
            next_generation: 1,
            next_thread: 1,
            own: 0,
            fields: defaults.collect(),
            tags: Vec::new(),
            threads: Vec::new(),
            more: None,
        }
    }

    /// The place for what most subscribers do not have.
    pub(super) fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    /// When an event happened last and how often.
    pub fn seen(&self, event: u32) -> Option<Seen> {
        let events = &self.more.as_ref()?.events;
        events.binary_search_by_key(&event, |seen| seen.event).ok().map(|at| events[at])
    }

    /// Records that an event happened.
    pub(super) fn mark(&mut self, event: u32, now: i64) {
        let events = &mut self.more().events;
        match events.binary_search_by_key(&event, |seen| seen.event) {
            Ok(at) => events[at] = Seen { at: now, times: events[at].times.saturating_add(1), event },
            Err(at) => events.insert(at, Seen { event, at: now, times: 1 }),
        }
    }

    /// Whether the subscriber agreed to the text of that hash, and has not taken it back.
    pub fn agreed(&self, version: u32) -> bool {
        let records = self.more.iter().flat_map(|more| &more.consents);
        records.rev().find(|record| record.version == version).is_some_and(|record| record.given)
    }

    #[inline(never)]
    pub(super) fn record_consent(&mut self, version: u32, given: bool, now: i64) {
        let channel = match self.field(FieldId::CHANNEL) {
            Some(Value::Text(channel)) => channel.clone(),
            Some(_) | None => "".into(),
        };
        let consents = &mut self.more().consents;
        if consents.len() >= CONSENTS_MAX {
            consents.remove(0);
        }
        consents.push(ConsentRecord { version, channel, at: now, given });
    }

    /// The thread in which a person talks to the subscriber, so that the bot is silent.
    pub fn with_human(&self) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.waiting == Waiting::Human)
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
        self.first_timer().map(|timer| timer.due)
    }

    /// The earliest timer, of equals that of the thread which suspended first: what a driver feeds back as
    /// [`super::Input::Timer`] when its moment has come.
    pub fn first_timer(&self) -> Option<Timer> {
        let alarm = self.more.as_ref().and_then(|more| more.alarm);
        let alarm = alarm.map(|due| Timer { thread: super::alarm::OWN, generation: 0, due });
        let timer = |thread: &Thread| {
            Some(Timer { thread: thread.id, generation: thread.generation, due: thread.due? })
        };
        let timers = self.threads.iter().filter_map(timer).chain(alarm);
        timers.min_by_key(|timer| (timer.due, timer.generation.wrapping_sub(1)))
    }

    /// Forgets a timer that the engine did not take, which would come due for ever.
    pub fn drop_timer(&mut self, timer: Timer) {
        let is_own =
            |more: &&mut Box<More>| timer.thread == super::alarm::OWN && more.alarm == Some(timer.due);
        if let Some(more) = self.more.as_mut().filter(is_own) {
            more.alarm = None;
        }
        let same = |thread: &&mut Thread| {
            (thread.id, thread.generation, thread.due) == (timer.thread, timer.generation, Some(timer.due))
        };
        if let Some(thread) = self.threads.iter_mut().find(same) {
            thread.due = None;
        }
    }
}
