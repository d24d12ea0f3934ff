//! Counter: a number that all subscribers share, such as the places left at a webinar.

use super::outside::{ask, line, literal, request};
use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{SavePlan, Service};
use crate::model::{Block, Exit, Form, Label, Shape};

const NUMBER_MAX: i64 = 1_000_000_000;

static FORM: Form = Form {
    name: "block counter",
    fields: &[
        field(
            "name",
            Label::new("Счётчик", "Counter"),
            Label::new(
                "Блоки с одним названием считают вместе; пусто — счётчик этого блока",
                "Blocks with one name count together; empty for a counter of this block",
            ),
            Shape::Line,
        ),
        field(
            "by",
            Label::new("Прибавить", "Add"),
            Label::new(
                "На сколько увеличить; 0 — только узнать; минус — вернуть место: ниже нуля счёт не идёт, \
                 а следующий получит освободившийся номер",
                "How much to add; 0 to only look; a minus gives a place back: the count never falls below zero, \
                 and who comes next gets the number that is free",
            ),
            Shape::Int { min: -NUMBER_MAX, max: NUMBER_MAX, default: 1 },
        ),
        field(
            "max",
            Label::new("Не больше", "At most"),
            Label::new(
                "Кому уже не хватило, пойдёт по выходу «Больше нет»; 0 — без предела",
                "Who comes too late leaves by the exit “No more”; 0 for no limit",
            ),
            Shape::Int { min: 0, max: NUMBER_MAX, default: 0 },
        ),
        field(
            "field",
            Label::new("Сохранить число в поле", "Keep the number in field"),
            Label::new(
                "Каким по счёту оказался подписчик; если больше нет или место вернули — сколько уже есть",
                "Which in number the subscriber is; when there is no more or a place was given back, how many there are",
            ),
            Shape::Field,
        ),
    ],
};

/// Adds to a number that all subscribers share.
pub(super) static COUNTER: BlockType = BlockType {
    name: "counter",
    family: Family::Logic,
    icon: "hash",
    label: Label::new("Общий счётчик", "Shared counter"),
    summary: Label::new(
        "Считает всех подписчиков вместе: места на вебинаре, первые 100 заказов",
        "Counts all subscribers together: places at a webinar, the first 100 orders",
    ),
    also: Label::new("остаток, места, сколько осталось, номер", "stock, seats, left, number"),
    form: &FORM,
    exits: |block| {
        let mut exits = vec![ExitSpec::next()];
        if block.int("max", 0) > 0 {
            exits.push(fixed_exit("over", Label::new("Больше нет", "No more"), ExitKind::Branch));
        }
        exits.push(fixed_exit("fail", Label::new("Не получилось", "Failure"), ExitKind::Branch));
        exits
    },
    preview: |block: &Block| {
        let mut words = block.text("name").to_owned();
        words += &format!(" {:+}", block.int("by", 1));
        if block.int("max", 0) > 0 {
            words += &format!(" ≤ {}", block.int("max", 0));
        }
        vec![PreviewLine::Muted(Label::new("", ""), words.trim().to_owned())]
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let ok = lower.exit(&Exit::next(), false);
    let max = block.int("max", 0).max(0);
    let over = (max > 0).then(|| lower.exit(&Exit::new("over"), true));
    let fail = lower.exit(&Exit::new("fail"), true);
    lower.begin();
    let name = match block.text("name").trim() {
        "" => format!("block {}", lower.block_id),
        name => name.to_owned(),
    };
    let counter = line(lower, "name", &name);
    let mut plan = request(Service::Counter, "add", counter, fail);
    plan.body.push(("by".to_owned(), literal(lower, &block.int("by", 1).to_string())));
    if max > 0 {
        plan.body.push(("max".to_owned(), literal(lower, &max.to_string())));
    }
    lower.reading("field", None);
    if let Some((field, _)) = lower.field(block.text("field")) {
        plan.save.push(SavePlan { path: "value".into(), field });
    }
    plan.ok = ok;
    plan.outcomes.extend(over.map(|over| ("over".into(), over)));
    ask(lower, plan);
}
