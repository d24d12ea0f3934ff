//! Notify: tells a person of the team something and goes on.

use super::outside::{line, literal, request, tell};
use super::parts::field;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{Op, Service};
use crate::model::{Block, Exit, Form, Label, Shape};

static FORM: Form = Form {
    name: "block notify",
    fields: &[
        field(
            "who",
            Label::new("Кому", "To whom"),
            Label::new("Человек из команды; пусто — всем", "A person of the team; empty for all"),
            Shape::Named("team"),
        ),
        field(
            "text",
            Label::new("Что сообщить", "What to tell"),
            Label::new(
                "Можно с полями: Новая заявка: {{ имя }}, {{ телефон }}",
                "May hold fields: New lead: {{ first_name }}, {{ phone }}",
            ),
            Shape::Text,
        )
        .unspoken(),
    ],
};

/// Tells the team.
pub(super) static NOTIFY: BlockType = BlockType {
    name: "notify",
    family: Family::Action,
    icon: "bell",
    label: Label::new("Уведомление команде", "Notify the team"),
    summary: Label::new(
        "Пишет человеку из команды и сразу идёт дальше",
        "Writes to a person of the team and goes on at once",
    ),
    also: Label::new("админ, сообщить, заявка, письмо сотруднику", "admin, tell, lead, alert"),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview: |block: &Block| {
        vec![
            PreviewLine::Pair(Label::new("Кому", "To"), block.text("who").to_owned()),
            PreviewLine::Text(block.text("text").to_owned()),
        ]
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), false);
    lower.begin();
    let who = lower.block.text("who").trim();
    lower.reading("who", None);
    lower.listed("team", who);
    let who = literal(lower, who);
    let mut plan = request(Service::Desk, "notify", who, 0);
    plan.body = vec![("text".into(), line(lower, "text", ""))];
    tell(lower, plan);
    lower.op(Op::Jump(next));
}
