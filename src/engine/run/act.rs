//! Operations that change something and go on.

use super::{Active, Run, STARTS_MAX};
use crate::engine::table::change_cart;
use crate::engine::{Effect, Note, Observer};
use crate::flow::{Op, Outcome, numbered_event_id};
use crate::model::{BlockId, FieldId, TagId, Value};

impl<O: Observer> Run<'_, O> {
    pub(super) fn act(&mut self, op: &Op, active: &Active, block: BlockId) {
        match *op {
            Op::Say(reply) => self.say(reply, active.id, active.generation),
            Op::Set(field_id, expr) => {
                let value = self.value(expr);
                self.set(field_id, value);
            }
            Op::AddTag(tag_id) => self.tag(tag_id, true),
            Op::DropTag(tag_id) => self.tag(tag_id, false),
            Op::Leave(exit) => {
                if O::LISTENS
                    && let Some(exit) = self.flow.exits.get(exit as usize)
                {
                    self.observer.note(Note::Left(block, exit));
                }
            }
            Op::Subscribe(on) => self.session.subscribed = on,
            Op::Agree(given) => {
                let version = self.flow.consent_version;
                self.session.record_consent(version, given, self.now.millis);
            }
            Op::Mark(event) => {
                self.session.mark(event, self.now.millis);
                self.react(event);
            }
            Op::Tell(call) => {
                if let Some(request) = self.request(call, 0, 0) {
                    self.effects.push(Effect::Tell(request));
                }
            }
            Op::Start(target) => {
                if let Some(target) = self.flow.targets.get(target as usize) {
                    match self.starts.len() < STARTS_MAX {
                        true => self.starts.push(*target),
                        false => self.ended(0, target.block, Outcome::LoopLimit),
                    }
                }
            }
            Op::Halt(funnel) => self.halt(funnel),
            Op::Cart(cart) => {
                if let Some(plan) = self.flow.carts.get(cart as usize) {
                    for (field_id, value) in change_cart(self.scope(), plan) {
                        self.set(field_id, value);
                    }
                }
            }
            Op::Wait(_)
            | Op::Sleep(_)
            | Op::Call(_)
            | Op::Human(_)
            | Op::Unless(..)
            | Op::Split(_)
            | Op::Jump(_)
            | Op::Gosub(_)
            | Op::Back
            | Op::Home
            | Op::Lookup(_)
            | Op::End(_) => {}
        }
    }

    /// Ends the suspended threads of a funnel, or all.
    fn halt(&mut self, funnel: u32) {
        let plan = self.flow.funnels.get(funnel as usize);
        let belongs = |block: BlockId| plan.is_none_or(|plan| plan.blocks.binary_search(&block).is_ok());
        while let Some(at) = self.session.threads.iter().position(|thread| belongs(thread.block)) {
            self.end_at(at, Outcome::Stopped);
        }
    }

    /// Sets a field; a change is an event of its own.
    pub(in crate::engine) fn set(&mut self, field_id: FieldId, value: Option<Value>) {
        let bit = crate::engine::profile_bit(field_id);
        if bit != 0 {
            self.session.own = if value.is_some() { self.session.own | bit } else { self.session.own & !bit };
        }
        if self.flow.triggers.events.is_empty() {
            return self.session.set_field(field_id, value);
        }
        let changed = self.session.field(field_id) != value.as_ref();
        self.session.set_field(field_id, value);
        if changed {
            self.react(numbered_event_id("field:", field_id.0.into()));
        }
    }

    fn tag(&mut self, tag_id: TagId, on: bool) {
        let changed = self.session.has_tag(tag_id) != on;
        self.session.set_tag(tag_id, on);
        if changed && !self.flow.triggers.events.is_empty() {
            self.react(numbered_event_id(if on { "tag:" } else { "untag:" }, tag_id.0.into()));
        }
    }

    fn react(&mut self, event: u32) {
        let Some(wanted) = self.flow.triggers.events.iter().find(|trigger| trigger.event == event) else {
            return;
        };
        match self.happened.len() < STARTS_MAX {
            true => self.happened.push(event),
            false => self.ended(0, wanted.target.block, Outcome::LoopLimit),
        }
    }
}
