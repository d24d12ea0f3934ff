//! What several subscribers share: promo codes, counters, calendars, stock, the time of the team. Kept out of
//! sessions, so that a driver decides inside its own transaction and two subscribers never get the same place.
//!
//! Promises: pure and in order, so that equal questions in equal order get equal answers; a code is handed out
//! once; a slot never holds more people than it has places; what is reserved never exceeds the stock. Every
//! question gets an answer: what cannot be understood is answered `none`.
//!
//! | service | acts | answers |
//! |---|---|---|
//! | pool `table` or `table.column` | `take` | `ok {code}`, `empty`, `none` |
//! | counter `name` | `add {by, max}` | `ok {value}`, `over {value}` |
//! | calendar `name` | `days`, `slots {day}` | `ok {days}`, `ok {slots}`: lists of caption and value; `empty`, `none` |
//! | | `book {slot}`, `move {slot, from}`, `cancel {slot}` | `ok {slot, when}`, `taken`, `none` |
//! | stock `table` | `list {key, count}` | `ok {keys}`, `empty`, `none` |
//! | | `reserve {key, count, item, amount}`, `release` | `ok {left}`, `out`, `none` |
//! | desk | `assign {topic, language}`, `free`, `notify` | `ok {who, card}`, `away` |

mod calendar;
mod card;
mod counter;
mod desk;
mod pool;
mod rules;
mod stock;

pub use card::card;
pub use rules::Rules;

use crate::engine::{CallError, CallRequest, Input, Session};
use crate::flow::{CallPlan, Flow, Now, Op, Service, pick_saved};
use crate::model::{Decimal, Value};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Most answers that one input may bring about, so that a funnel that asks in a circle ends.
pub const ANSWERS_MAX: usize = 100;

/// The call that a thread waits in: found by its block, because the flow may be another one than when it asked.
pub fn plan_of<'f>(flow: &'f Flow, session: &Session, thread: u16) -> Option<&'f CallPlan> {
    let thread = session.thread(thread)?;
    let (_, Op::Call(index)) = flow.suspension(thread.block, thread.stage)? else { return None };
    flow.calls.get(*index as usize)
}

/// An answer on its way to the thread that asked, whoever gave it: every driver hands it over in the same way.
#[derive(Clone, Debug)]
pub struct Answered {
    thread: u16,
    generation: u32,
    outcome: String,
    result: Result<Vec<Option<Value>>, CallError>,
}

impl Answered {
    /// The answer of that name to a request, `ok` or nothing for a plain success, with its body; the values that the
    /// call keeps are read here.
    pub fn of(
        flow: &Flow,
        session: &Session,
        request: &CallRequest,
        outcome: &str,
        body: Result<&str, CallError>,
    ) -> Self {
        let CallRequest { thread, generation, .. } = *request;
        let saved = plan_of(flow, session, thread).map_or(&[][..], |plan| &plan.save);
        let outcome = if outcome == "ok" { "" } else { outcome }.to_owned();
        Self { thread, generation, outcome, result: body.map(|body| pick_saved(flow, saved, body)) }
    }

    /// The same for the engine.
    pub fn input(&self) -> Input<'_> {
        let result = self.result.as_deref().map_err(|error| *error);
        Input::Answer { thread: self.thread, generation: self.generation, outcome: &self.outcome, result }
    }
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Name of the answer; `ok` for a plain success.
    pub outcome: &'static str,
    /// Values, a JSON object; empty for none.
    pub body: String,
    /// Name of the part of the world that changed, for a store; `None` when nothing did.
    pub changed: Option<String>,
}

impl Answer {
    /// An answer without values that changes nothing.
    const fn bare(outcome: &'static str) -> Self {
        Self { outcome, body: String::new(), changed: None }
    }

    fn with(outcome: &'static str, body: Json) -> Self {
        Self { outcome, body: body.to_string(), changed: None }
    }
}

/// One pool, counter, calendar or stock; the desk is one part as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Codes that were handed out.
    Pool(pool::Pool),
    /// The sum so far.
    Counter(i64),
    /// Who comes when.
    Calendar(calendar::Bookings),
    /// Who has reserved how much of what.
    Stock(stock::Reserved),
    /// Who of the team talks to whom.
    Desk(desk::Desk),
}

/// Everything that is shared, part by part. A value that can be saved part by part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    parts: BTreeMap<String, Part>,
}

/// A question with its members read.
struct Question<'a> {
    act: &'a str,
    name: &'a str,
    subscriber: u64,
    members: Map<String, Json>,
}

impl Question<'_> {
    fn member(&self, name: &str) -> &str {
        self.members.get(name).and_then(Json::as_str).unwrap_or_default().trim()
    }

    /// A whole number; `default` when it is missing or reads as none.
    fn int(&self, name: &str, default: i64) -> i64 {
        Decimal::parse(self.member(name)).map_or(default, Decimal::to_int)
    }

    /// The same, rounded up.
    fn int_up(&self, name: &str, default: i64) -> i64 {
        let up = |number: Decimal| {
            let whole = number.to_int();
            whole.saturating_add(i64::from(number > Decimal::from_int(whole)))
        };
        Decimal::parse(self.member(name)).map_or(default, up)
    }
}

impl World {
    /// A world in which nothing has happened.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a part back that was kept by a store.
    pub fn restore(&mut self, name: String, part: Part) {
        self.parts.insert(name, part);
    }

    /// A part by its name, for a store.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.get(name)
    }

    /// Answers a question of a subscriber; `None` when the service is not a shared one.
    pub fn answer(
        &mut self,
        rules: &Rules,
        flow: &Flow,
        session: &Session,
        request: &CallRequest,
        now: Now<'_>,
    ) -> Option<Answer> {
        if !request.service.is_shared() {
            return None;
        }
        let members = match serde_json::from_str(&request.body) {
            Ok(Json::Object(members)) => members,
            Ok(_) | Err(_) => Map::new(),
        };
        let name = request.url.trim();
        let subscriber = request.id.subscriber;
        let question = Question { act: &request.act, name, subscriber, members };
        let key = match request.service {
            Service::Desk => "desk".to_owned(),
            Service::Pool => format!("pool:{}", pool::name_of(flow, &question)),
            service => format!("{}:{name}", service.name()),
        };
        let mut answer = match request.service {
            Service::Pool => self.pool(&key, flow, &question),
            Service::Counter => self.counter(&key, &question),
            Service::Calendar => self.calendar(&key, rules, &question, now),
            Service::Stock => self.stock(&key, flow, &question),
            _ => {
                let card = card(flow, session);
                self.desk(&key, rules, &question, &card, now)
            }
        };
        answer.changed = answer.changed.map(|_| key);
        Some(answer)
    }

    fn pool(&mut self, key: &str, flow: &Flow, question: &Question<'_>) -> Answer {
        match self.parts.entry(key.to_owned()).or_insert_with(|| Part::Pool(pool::Pool::default())) {
            Part::Pool(pool) => pool.answer(flow, question),
            _ => Answer::bare("none"),
        }
    }

    fn counter(&mut self, key: &str, question: &Question<'_>) -> Answer {
        match self.parts.entry(key.to_owned()).or_insert(Part::Counter(0)) {
            Part::Counter(value) => counter::answer(value, question),
            _ => Answer::bare("none"),
        }
    }

    fn calendar(&mut self, key: &str, rules: &Rules, question: &Question<'_>, now: Now<'_>) -> Answer {
        let Some(calendar) = rules.calendar(question.name) else { return Answer::bare("none") };
        let part = self.parts.entry(key.to_owned());
        match part.or_insert_with(|| Part::Calendar(calendar::Bookings::default())) {
            Part::Calendar(bookings) => bookings.answer(calendar, question, now),
            _ => Answer::bare("none"),
        }
    }

    fn stock(&mut self, key: &str, flow: &Flow, question: &Question<'_>) -> Answer {
        match self.parts.entry(key.to_owned()).or_insert_with(|| Part::Stock(stock::Reserved::default())) {
            Part::Stock(reserved) => reserved.answer(flow, question),
            _ => Answer::bare("none"),
        }
    }

    fn desk(
        &mut self,
        key: &str,
        rules: &Rules,
        question: &Question<'_>,
        card: &str,
        now: Now<'_>,
    ) -> Answer {
        match self.parts.entry(key.to_owned()).or_insert_with(|| Part::Desk(desk::Desk::default())) {
            Part::Desk(desk) => desk.answer(rules, question, card, now),
            _ => Answer::bare("none"),
        }
    }
}

#[cfg(test)]
mod tests;
