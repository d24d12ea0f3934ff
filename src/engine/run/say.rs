//! Sending: texts filled in, one wording of several, what is offered.

use super::{Run, mixed};
use crate::engine::effect::fillable;
use crate::engine::eval::{render, render_address};
use crate::engine::{Choice, Effect, Message, Notice, Observer, Thread, menu};
use crate::flow::{ChoicesPlan, ReplyPlan};
use crate::model::{Decimal, FieldId, Value, push_digits};

impl<O: Observer> Run<'_, O> {
    /// Sends a reply; one that renders to nothing at all is not sent.
    pub(in crate::engine) fn say(&mut self, reply: u32, thread: u16, generation: u32) {
        let flow = self.flow;
        let Some(plan) = flow.replies.get(reply as usize) else { return };
        let (template, variant) = self.wording(plan, reply);
        let (text, spans) = render(self.scope(), template);
        let bare = plan.media.is_empty() && plan.cards.is_empty() && plan.extra.is_none();
        let no_keyboard = plan.rows.is_empty() && plan.quick.is_empty() && plan.choices.is_none();
        if bare && no_keyboard && text.chars().all(char::is_whitespace) {
            return;
        }
        let mut filled = Vec::new();
        fillable(plan, &mut |template, is_address| {
            if flow.fixed(template).is_none() {
                filled.push(match is_address {
                    true => render_address(self.scope(), template),
                    false => render(self.scope(), template).0,
                });
            }
        });
        let from = self.session.thread(thread).map_or(0, Thread::first_shown);
        let choices = plan.choices.as_ref().map_or_else(Vec::new, |choices| self.choices(choices, from));
        let id = self.effect_id();
        let message = Message { id, reply, thread, generation, text, spans, filled, variant, choices };
        self.effects.push(Effect::Send(message));
    }

    /// One wording of several, by a hash of subscriber and input, but never the one that was taken last.
    fn wording(&mut self, plan: &ReplyPlan, reply: u32) -> (u32, u8) {
        if plan.variants.is_empty() {
            return (plan.text, 0);
        }
        let seed = self.session.subscriber ^ u64::from(self.session.step) << 32 ^ u64::from(reply);
        let count = plan.variants.len() as u64 + 1;
        let place = FieldId::of_block(plan.block, FieldId::PLACES_OF_BLOCK - 1);
        let last = self.session.field(place).and_then(Value::as_number);
        let variant = match last.map(|last| last.to_int().unsigned_abs() % count) {
            Some(last) => (last + 1 + mixed(seed) % (count - 1)) % count,
            None => mixed(seed) % count,
        };
        self.session.set_field(place, Some(Value::Number(Decimal::from_int(variant as i64))));
        let variant = variant as usize;
        let template = variant.checked_sub(1).map_or(plan.text, |at| plan.variants[at]);
        (template, variant as u8)
    }

    /// What is offered of a list from an item on, and the button for more.
    fn choices(&self, plan: &ChoicesPlan, from: usize) -> Vec<Choice> {
        let items = menu::items(self.scope(), plan);
        let (shown, more) = menu::page(self.scope(), plan, from);
        let mut choices = Vec::with_capacity(shown.len() + 1);
        let of_card = |item: &Value, index| {
            if plan.card.is_some() { menu::part(item, index) } else { String::new() }
        };
        for at in shown.clone() {
            let item = &items[at];
            let (label, text, media) = (menu::part(item, 0), of_card(item, 2), of_card(item, 3));
            choices.push(Choice { key: key_of('*', at), label, text, media });
        }
        if more {
            let label = render(self.scope(), plan.more).0;
            choices.push(Choice { key: key_of('+', shown.end), label, ..Choice::default() });
        }
        choices
    }

    /// Tells the presser of a button something short.
    pub(in crate::engine) fn notice(&mut self, notice: Notice) {
        let id = self.effect_id();
        self.effects.push(Effect::Notice(id, notice));
    }
}

/// The key of an item of a list, or of the button that shows the list from there on.
fn key_of(sign: char, index: usize) -> String {
    let mut key = String::from(sign);
    push_digits(&mut key, index as u64, 1);
    key
}
