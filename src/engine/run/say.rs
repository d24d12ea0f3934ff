//! Sending: texts filled in, one wording of several, what is offered.

use super::{Run, mixed};
use crate::engine::effect::fillable;
use crate::engine::eval::{render, render_address};
use crate::engine::{Choice, Effect, Message, Notice, Observer, menu};
use crate::flow::{ChoicesPlan, ReplyPlan};
use crate::model::Value;

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
        let choices = plan.choices.as_ref().map_or_else(Vec::new, |choices| self.choices(choices));
        let id = self.effect_id();
        let message = Message { id, reply, thread, generation, text, spans, filled, variant, choices };
        self.effects.push(Effect::Send(message));
    }

    /// One wording of several, by a hash of subscriber and input.
    fn wording(&self, plan: &ReplyPlan, reply: u32) -> (u32, u8) {
        if plan.variants.is_empty() {
            return (plan.text, 0);
        }
        let seed = self.session.subscriber ^ u64::from(self.session.step) << 32 ^ u64::from(reply);
        let variant = (mixed(seed) % (plan.variants.len() as u64 + 1)) as usize;
        let template = variant.checked_sub(1).map_or(plan.text, |at| plan.variants[at]);
        (template, variant as u8)
    }

    fn choices(&self, plan: &ChoicesPlan) -> Vec<Choice> {
        let offered = |item: &Value| Choice {
            label: menu::part(item, 0),
            text: if plan.card.is_some() { menu::part(item, 2) } else { String::new() },
            media: if plan.card.is_some() { menu::part(item, 3) } else { String::new() },
        };
        menu::items(self.scope(), plan).iter().map(offered).collect()
    }

    /// Tells the presser of a button something short.
    pub(in crate::engine) fn notice(&mut self, notice: Notice) {
        let id = self.effect_id();
        self.effects.push(Effect::Notice(id, notice));
    }
}
