//! Goal: tells web analytics that something of value happened.

use super::outside::{line, request, tell};
use super::parts::field;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{Op, Service};
use crate::model::{Block, Exit, Form, Label, Shape};

static FORM: Form = Form {
    name: "block goal",
    fields: &[
        field(
            "goal",
            Label::new("Цель", "Goal"),
            Label::new("Как она называется в аналитике: order", "What analytics calls it: order"),
            Shape::Line,
        ),
        field(
            "value",
            Label::new("Ценность", "Value"),
            Label::new("Сумма или поле; необязательно", "A sum or a field; optional"),
            Shape::Line,
        ),
        field(
            "currency",
            Label::new("Валюта", "Currency"),
            Label::new(
                "RUB, если есть ценность и валюта не указана",
                "RUB when there is a value and no currency",
            ),
            Shape::Line,
        ),
    ],
};

/// Reports a goal.
pub(super) static GOAL: BlockType = BlockType {
    name: "goal",
    family: Family::Action,
    icon: "target",
    label: Label::new("Цель аналитики", "Analytics goal"),
    summary: Label::new(
        "Сообщает Метрике или другой аналитике о достижении цели",
        "Tells web analytics that a goal was reached",
    ),
    also: Label::new("конверсия, метрика, Яндекс.Метрика, событие", "conversion, metric, event"),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview: |block: &Block| {
        let value = block.text("value");
        let mut lines = vec![PreviewLine::Pair(Label::new("Цель", "Goal"), block.text("goal").to_owned())];
        if !value.is_empty() {
            lines.push(PreviewLine::Muted(Label::new("ценность", "value"), value.to_owned()));
        }
        lines
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), false);
    lower.begin();
    let goal = line(lower, "goal", "goal");
    let mut plan = request(Service::Analytics, "goal", goal, 0);
    if !lower.block.text("value").trim().is_empty() {
        let currency = line(lower, "currency", "RUB");
        plan.body = vec![("value".into(), line(lower, "value", "")), ("currency".into(), currency)];
    }
    tell(lower, plan);
    lower.op(Op::Jump(next));
}
