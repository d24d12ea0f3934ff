//! Subscription: whether the bot may write to the subscriber without being asked.

use super::parts::field;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::Op;
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

static ACTS: &[Choice] = &[
    Choice { name: "subscribe", label: Label::new("Подписать", "Subscribe") },
    Choice { name: "unsubscribe", label: Label::new("Отписать", "Unsubscribe") },
];

static FORM: Form = Form {
    name: "block subscription",
    fields: &[field(
        "act",
        Label::new("Что сделать", "What to do"),
        Label::new(
            "Отписанному не приходят ни рассылки, ни отложенные сообщения; на его слова бот отвечает",
            "The unsubscribed get no broadcasts and nothing delayed; the bot still answers their words",
        ),
        Shape::Choice(ACTS),
    )],
};

/// Subscribes or unsubscribes.
pub(super) static SUBSCRIPTION: BlockType = BlockType {
    name: "subscription",
    family: Family::Action,
    icon: "bell",
    label: Label::new("Подписка", "Subscription"),
    summary: Label::new(
        "Подписывает на рассылки и отложенные сообщения или отписывает от них",
        "Subscribes to broadcasts and delayed messages, or unsubscribes",
    ),
    also: Label::new("отписка, стоп, подписать, отписать", "unsubscribe, stop, opt out"),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview: |block: &Block| {
        let act = ACTS.iter().find(|act| act.name == block.text("act")).unwrap_or(&ACTS[0]);
        vec![PreviewLine::Muted(act.label, String::new())]
    },
    lower: |lower: &mut Lower<'_>| {
        let next = lower.exit(&Exit::next(), false);
        lower.begin();
        let on = lower.block.text("act") != "unsubscribe";
        lower.op(Op::Subscribe(on));
        lower.op(Op::Jump(next));
    },
};
