//! Suspending: waits, pauses, calls, a person who takes over.

use super::{Active, Run};
use crate::engine::eval::{render_address, render_value};
use crate::engine::{CallRequest, Effect, Observer, TRAIL_MAX, Thread, Waiting};
use crate::flow::{CallPlan, OpIdx, Outcome, Service};
use crate::model::{BlockId, Decimal, Value, push_digits};

/// Room for the body of a usual request.
const BODY_BYTES: usize = 256;

impl<O: Observer> Run<'_, O> {
    fn suspend(&mut self, active: Active, (block, at): (BlockId, OpIdx), waiting: Waiting, due: Option<i64>) {
        let (thread, generation) = (active.id, active.generation);
        if let Some(due) = due {
            self.effects.push(Effect::SetTimer { thread, generation, due });
        }
        let stage = self.flow.suspensions(block).iter().position(|suspension| suspension.1 == at);
        let thread = Thread {
            stage: stage.and_then(|stage| u8::try_from(stage).ok()).unwrap_or(0),
            id: thread,
            generation,
            version: self.flow.version,
            entry: active.entry,
            block,
            waiting,
            wrong: 0,
            reminded: false,
            pressed: 0,
            frames: active.frames.into(),
            due,
            held: false,
        };
        // Most subscribers have one thread: room for four would double the size of their session.
        self.session.threads.reserve_exact(1);
        self.session.threads.push(thread);
    }

    /// The moment a delay of the flow that begins now ends.
    pub(in crate::engine) fn due(&self, delay: u32) -> Option<i64> {
        let plan = self.flow.delays.get(delay as usize)?;
        plan.due(self.now, plan.from.and_then(|field_id| self.session.field(field_id)))
    }

    pub(super) fn wait(&mut self, active: Active, place: (BlockId, OpIdx), wait: u32) {
        let flow = self.flow;
        let plan = flow.waits.get(wait as usize);
        let timer = plan.and_then(|plan| plan.reminder.or(plan.timeout));
        let left = self.left.take().filter(|left| {
            let again =
                flow.suspension(left.block, left.stage).is_some_and(|suspension| suspension.0 == place.1);
            again && plan.is_some_and(|plan| plan.keeper.is_some())
        });
        // An invoice asked about is the same invoice: its time goes on.
        let goes_on = left.and_then(|left| left.due.filter(|due| *due > self.now.millis));
        let due = goes_on.or_else(|| timer.and_then(|timer| self.due(timer.delay)));
        if flow.has_back && plan.is_some_and(|plan| plan.reply.is_some()) {
            self.leave_trail(place.0);
        }
        if let Some(keeper) = plan.and_then(|plan| plan.keeper) {
            let thread = Value::Number(Decimal::from_int(active.id.into()));
            self.session.set_field(keeper, Some(thread));
        }
        self.suspend(active, place, Waiting::Reply, due);
        if let Some(thread) = self.session.threads.last_mut().filter(|_| goes_on.is_some()) {
            thread.reminded = left.is_some_and(|left| left.reminded);
        }
    }

    fn leave_trail(&mut self, block: BlockId) {
        let trail = &mut self.session.more().trail;
        if trail.last() == Some(&block) {
            return;
        }
        if trail.len() >= TRAIL_MAX {
            trail.remove(0);
        }
        trail.push(block);
    }

    /// Suspends for a pause and gives nothing, or where to go on when the pause takes no time.
    pub(super) fn sleep(
        &mut self,
        active: &mut Active,
        place: (BlockId, OpIdx),
        delay: u32,
    ) -> Option<OpIdx> {
        let (now, next) = (self.now.millis, place.1 + 1);
        let plan = self.flow.delays.get(delay as usize);
        let past = plan.and_then(|plan| plan.past).unwrap_or(next);
        let due = self.due(delay);
        let later = due.filter(|_| plan.is_some_and(|plan| plan.capped));
        let later = later.and_then(|due| self.must_wait(place.0, due, active.generation));
        match later.or(due) {
            None => Some(past),
            Some(due) if due < now => Some(past),
            Some(due) if due == now => Some(next),
            Some(due) => {
                let frames = std::mem::take(&mut active.frames);
                let Active { id, generation, entry, .. } = *active;
                self.suspend(Active { id, generation, entry, frames }, place, Waiting::Timer, Some(due));
                None
            }
        }
    }

    #[inline(never)]
    pub(super) fn hand_over(&mut self, active: Active, place: (BlockId, OpIdx), human: u32) {
        let until = self.flow.humans.get(human as usize).and_then(|plan| plan.until);
        let due = until.and_then(|delay| self.due(delay));
        self.suspend(active, place, Waiting::Human, due);
    }

    #[inline(never)]
    pub(super) fn call(&mut self, active: Active, place: (BlockId, OpIdx), call: u32) {
        match self.request(call, active.id, active.generation) {
            Some(request) => {
                self.effects.push(Effect::Call(request));
                self.suspend(active, place, Waiting::Call, None);
            }
            None => self.ended(active.id, place.0, Outcome::Lost),
        }
    }

    #[inline(never)]
    pub(super) fn request(&self, call: u32, thread: u16, generation: u32) -> Option<CallRequest> {
        let plan = self.flow.calls.get(call as usize)?;
        let fill = |template| render_value(self.scope(), template);
        Some(CallRequest {
            id: self.effect_id(),
            thread,
            generation,
            call,
            service: plan.service,
            act: plan.act.clone(),
            method: plan.method,
            url: if plan.service == Service::Http {
                render_address(self.scope(), plan.url)
            } else {
                fill(plan.url)
            },
            headers: plan.headers.iter().map(|(name, value)| (name.clone(), fill(*value))).collect(),
            body: self.body(plan),
        })
    }

    /// A JSON object with the members of the plan as strings.
    fn body(&self, plan: &CallPlan) -> String {
        if plan.body.is_empty() {
            return String::new();
        }
        let mut body = String::with_capacity(BODY_BYTES);
        body.push('{');
        for (index, (name, template)) in plan.body.iter().enumerate() {
            if index > 0 {
                body.push(',');
            }
            push_json_string(&mut body, name);
            body.push(':');
            let mut value = render_value(self.scope(), *template);
            // Two invoices of one block are told apart, and so are those of two subscribers.
            if plan.service == Service::Payment && name == "order" {
                for number in [self.session.subscriber, u64::from(self.session.step)] {
                    value.push('-');
                    push_digits(&mut value, number, 1);
                }
            }
            push_json_string(&mut body, &value);
        }
        body.push('}');
        body
    }
}

fn push_json_string(json: &mut String, text: &str) {
    json.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            ..b' ' => "\\u00",
            _ => continue,
        };
        json.push_str(text.get(from..at).unwrap_or_default());
        json.push_str(escape);
        if escape == "\\u00" {
            for digit in [byte >> 4, byte & 15] {
                json.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
            }
        }
        from = at + 1;
    }
    json.push_str(text.get(from..).unwrap_or_default());
    json.push('"');
}
