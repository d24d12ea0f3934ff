//! Running operations until everything is suspended or over.

use super::eval::{eval, render};
use super::{
    CallRequest, Effect, EffectId, Message, Note, Notice, OPS_PER_INPUT_MAX, Observer, Session, Thread,
    Waiting,
};
use crate::flow::{CallPlan, Flow, Now, Op, OpIdx, Outcome, ReplyPlan, SplitPlan};
use crate::model::{BlockId, Value};

/// Most threads that a subscriber may have at once; the oldest gives way.
const THREADS_MAX: usize = 16;

/// One input being worked off.
pub(super) struct Run<'a, O> {
    pub flow: &'a Flow,
    pub session: &'a mut Session,
    pub now: Now<'a>,
    observer: &'a mut O,
    effects: &'a mut Vec<Effect>,
    first_effect: usize,
    ops_left: u32,
}

/// The thread that is running now; it is not in the session while it runs.
struct Active {
    id: u16,
    generation: u32,
    entry: BlockId,
}

impl<'a, O: Observer> Run<'a, O> {
    pub fn new(
        flow: &'a Flow,
        session: &'a mut Session,
        now: Now<'a>,
        effects: &'a mut Vec<Effect>,
        observer: &'a mut O,
    ) -> Self {
        session.step = session.step.wrapping_add(1);
        let first_effect = effects.len();
        Self { flow, session, now, observer, effects, first_effect, ops_left: OPS_PER_INPUT_MAX }
    }

    pub fn note(&mut self, note: Note<'_>) {
        if O::LISTENS {
            self.observer.note(note);
        }
    }

    fn effect_id(&self) -> EffectId {
        let position = (self.effects.len() - self.first_effect).min(usize::from(u16::MAX)) as u16;
        EffectId { subscriber: self.session.subscriber, step: self.session.step, position }
    }

    /// Begins a thread at an operation.
    pub fn begin(&mut self, entry: BlockId, op: OpIdx) {
        if self.session.threads.len() >= THREADS_MAX {
            self.end_at(0, Outcome::Replaced);
        }
        let id = self.session.next_thread;
        self.session.next_thread = id.checked_add(1).unwrap_or(1);
        self.note(Note::Entered(self.flow.origin.get(op as usize).copied().unwrap_or(entry)));
        self.go(id, entry, op);
    }

    /// Goes on with a suspended thread from an operation. `timer_is_spent` when its timer woke it.
    pub fn resume(&mut self, index: usize, op: OpIdx, timer_is_spent: bool) {
        let thread = self.session.threads.remove(index);
        if thread.due.is_some() && !timer_is_spent {
            self.effects.push(Effect::DropTimer { thread: thread.id });
        }
        self.go(thread.id, thread.entry, op);
    }

    /// Ends a suspended thread.
    pub fn end_at(&mut self, index: usize, outcome: Outcome) {
        let thread = self.session.threads.remove(index);
        if thread.due.is_some() {
            self.effects.push(Effect::DropTimer { thread: thread.id });
        }
        self.ended(thread.id, thread.block, outcome);
    }

    /// Ends all suspended threads.
    pub fn end_all(&mut self, outcome: Outcome) {
        while !self.session.threads.is_empty() {
            self.end_at(0, outcome);
        }
    }

    fn ended(&mut self, thread: u16, block: BlockId, outcome: Outcome) {
        self.note(Note::Ended(block, outcome));
        self.effects.push(Effect::Ended { thread, block, outcome });
    }

    fn go(&mut self, id: u16, entry: BlockId, op: OpIdx) {
        let generation = self.session.next_generation;
        self.session.next_generation = generation.wrapping_add(1).max(1);
        let active = Active { id, generation, entry };
        let mut at = op;
        let flow = self.flow;
        loop {
            let (Some(op), Some(&block)) = (flow.ops.get(at as usize), flow.origin.get(at as usize)) else {
                return self.ended(id, entry, Outcome::Lost);
            };
            if self.ops_left == 0 {
                return self.ended(id, block, Outcome::LoopLimit);
            }
            self.ops_left -= 1;
            at = match *op {
                Op::Wait(wait) => return self.wait(&active, block, wait),
                Op::Call(call) => return self.call(&active, block, call),
                Op::End(outcome) => return self.ended(id, block, outcome),
                Op::Sleep(delay) => match self.sleep(&active, block, delay) {
                    true => return,
                    false => at + 1,
                },
                Op::Unless(expr, otherwise) => match self.decide(block, expr) {
                    true => at + 1,
                    false => otherwise,
                },
                Op::Split(split) => match flow.splits.get(split as usize) {
                    Some(plan) => arm(plan, self.session.subscriber),
                    None => return self.ended(id, block, Outcome::Lost),
                },
                Op::Jump(to) => {
                    self.entered(block, to);
                    to
                }
                Op::Say(_)
                | Op::Set(..)
                | Op::AddTag(_)
                | Op::DropTag(_)
                | Op::Leave(_)
                | Op::Subscribe(_) => {
                    self.act(op, &active, block);
                    at + 1
                }
            };
        }
    }

    fn entered(&mut self, from: BlockId, to: OpIdx) {
        if O::LISTENS
            && let Some(&block) = self.flow.origin.get(to as usize)
            && (block != from || self.flow.start_of(block) == Some(to))
        {
            self.note(Note::Entered(block));
        }
    }

    fn act(&mut self, op: &Op, active: &Active, block: BlockId) {
        match *op {
            Op::Say(reply) => self.say(reply, active.id, active.generation),
            Op::Set(field_id, expr) => {
                let value =
                    self.flow.exprs.get(expr as usize).and_then(|expr| eval(self.flow, self.session, expr));
                self.session.set_field(field_id, value);
            }
            Op::AddTag(tag_id) => self.session.set_tag(tag_id, true),
            Op::DropTag(tag_id) => self.session.set_tag(tag_id, false),
            Op::Leave(exit) => {
                if O::LISTENS
                    && let Some(exit) = self.flow.exits.get(exit as usize)
                {
                    self.observer.note(Note::Left(block, exit));
                }
            }
            Op::Subscribe(on) => self.session.subscribed = on,
            Op::Wait(_)
            | Op::Sleep(_)
            | Op::Call(_)
            | Op::Unless(..)
            | Op::Split(_)
            | Op::Jump(_)
            | Op::End(_) => {}
        }
    }

    fn decide(&mut self, block: BlockId, expr: u32) -> bool {
        let value = self.flow.exprs.get(expr as usize).and_then(|expr| eval(self.flow, self.session, expr));
        let held = value.as_ref().is_some_and(Value::is_truthy);
        self.note(Note::Decided(block, value.as_ref(), held));
        held
    }

    /// Sends a reply; one that renders to nothing at all is not sent.
    pub fn say(&mut self, reply: u32, thread: u16, generation: u32) {
        let flow = self.flow;
        let Some(plan) = flow.replies.get(reply as usize) else { return };
        let (text, spans) = render(flow, self.session, plan.text);
        if text.trim().is_empty() && plan.media.is_none() && plan.rows.is_empty() && plan.quick.is_empty() {
            return;
        }
        let filled = self.filled(plan);
        let id = self.effect_id();
        self.effects.push(Effect::Send(Message { id, reply, thread, generation, text, spans, filled }));
    }

    /// Captions and addresses that hold values, in the order in which [`Message::view`] reads them.
    fn filled(&self, plan: &ReplyPlan) -> Vec<String> {
        let mut filled = Vec::new();
        for button in plan.rows.iter().chain(&plan.quick).flatten() {
            for template in [Some(button.label), button.url.as_ref().map(|url| url.url)].into_iter().flatten()
            {
                if self.flow.templates.get(template as usize).is_some_and(|t| t.as_literal().is_none()) {
                    filled.push(render(self.flow, self.session, template).0);
                }
            }
        }
        filled
    }

    /// Tells the presser that the button is no longer in force.
    pub fn button_is_old(&mut self) {
        let id = self.effect_id();
        self.effects.push(Effect::Notice(id, Notice::ButtonIsOld));
    }

    fn suspend(&mut self, active: &Active, block: BlockId, waiting: Waiting, due: Option<i64>) {
        let (thread, generation) = (active.id, active.generation);
        if let Some(due) = due {
            self.effects.push(Effect::SetTimer { thread, generation, due });
        }
        let version = self.flow.version;
        let thread =
            Thread { id: thread, generation, version, entry: active.entry, block, waiting, wrong: 0, due };
        // Most subscribers have one thread: room for four would double the size of their session.
        self.session.threads.reserve_exact(1);
        self.session.threads.push(thread);
    }

    fn wait(&mut self, active: &Active, block: BlockId, wait: u32) {
        let flow = self.flow;
        let timeout = flow.waits.get(wait as usize).and_then(|plan| plan.timeout);
        let delay = timeout.and_then(|timeout| flow.delays.get(timeout.delay as usize));
        let due = delay.map(|delay| delay.due(self.now));
        self.suspend(active, block, Waiting::Reply, due);
    }

    /// Suspends for a pause; `false` when the pause takes no time.
    fn sleep(&mut self, active: &Active, block: BlockId, delay: u32) -> bool {
        let due = self.flow.delays.get(delay as usize).map_or(self.now.millis, |plan| plan.due(self.now));
        let waits = due > self.now.millis;
        if waits {
            self.suspend(active, block, Waiting::Timer, Some(due));
        }
        waits
    }

    fn call(&mut self, active: &Active, block: BlockId, call: u32) {
        let Some(plan) = self.flow.calls.get(call as usize) else {
            return self.ended(active.id, block, Outcome::Lost);
        };
        let fill = |template| render(self.flow, self.session, template).0;
        let request = CallRequest {
            id: self.effect_id(),
            thread: active.id,
            generation: active.generation,
            call,
            method: plan.method,
            url: fill(plan.url),
            headers: plan.headers.iter().map(|(name, value)| (name.clone(), fill(*value))).collect(),
            body: self.body(plan),
        };
        self.effects.push(Effect::Call(request));
        self.suspend(active, block, Waiting::Call, None);
    }

    /// A JSON object with the members of the plan as strings.
    fn body(&self, plan: &CallPlan) -> String {
        if plan.body.is_empty() {
            return String::new();
        }
        let mut body = String::from("{");
        for (index, (name, template)) in plan.body.iter().enumerate() {
            if index > 0 {
                body.push(',');
            }
            push_json_string(&mut body, name);
            body.push(':');
            push_json_string(&mut body, &render(self.flow, self.session, *template).0);
        }
        body.push('}');
        body
    }
}

fn push_json_string(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            c if c < ' ' => {
                json.push_str("\\u00");
                for digit in [c as u32 >> 4, c as u32 & 15] {
                    json.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            c => json.push(c),
        }
    }
    json.push('"');
}

/// The arm of a subscriber: a hash of subscriber and experiment, so that it is the same every time.
fn arm(plan: &SplitPlan, subscriber: u64) -> OpIdx {
    let mut z = (subscriber ^ plan.experiment).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    let total: u64 = plan.arms.iter().map(|arm| u64::from(arm.0)).sum();
    let mut rest = z % total.max(1);
    for (weight, to) in &plan.arms {
        if rest < u64::from(*weight) {
            return *to;
        }
        rest -= u64::from(*weight);
    }
    plan.arms.last().map_or(OpIdx::MAX, |arm| arm.1)
}
