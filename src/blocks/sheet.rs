//! Sheet: appends, reads or changes a row of an online sheet.

use super::outside::{MEMBERS, SAVE, ask, line, members, request, saves};
use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::Service;
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

static ACTS: &[Choice] = &[
    Choice { name: "append", label: Label::new("Добавить строку", "Append a row") },
    Choice { name: "read", label: Label::new("Прочитать строку", "Read a row") },
    Choice { name: "update", label: Label::new("Изменить строку", "Change a row") },
];

static FORM: Form = Form {
    name: "block sheet",
    fields: &[
        field(
            "act",
            Label::new("Что сделать", "What to do"),
            Label::new("Добавить, прочитать или изменить", "Append, read or change"),
            Shape::Choice(ACTS),
        ),
        field(
            "sheet",
            Label::new("Таблица", "Sheet"),
            Label::new("Название таблицы или листа", "Name of the sheet"),
            Shape::Line,
        ),
        field(
            "column",
            Label::new("Искать в столбце", "Column to look in"),
            Label::new("По какому столбцу найти строку", "By which column the row is found"),
            Shape::Line,
        ),
        field(
            "value",
            Label::new("Искать значение", "Value to look for"),
            Label::new("Можно с полями в {{ }}", "May hold fields in {{ }}"),
            Shape::Line,
        ),
        MEMBERS,
        SAVE,
    ],
};

/// Works on a row of an online sheet.
pub(super) static SHEET: BlockType = BlockType {
    name: "sheet",
    family: Family::Action,
    icon: "sheet",
    label: Label::new("Онлайн-таблица", "Online sheet"),
    summary: Label::new(
        "Добавляет, читает или меняет строку онлайн-таблицы",
        "Appends, reads or changes a row of an online sheet",
    ),
    also: Label::new("Google Таблицы, Excel, строка, экспорт", "Google Sheets, Excel, row, export"),
    form: &FORM,
    exits,
    preview: |block: &Block| vec![PreviewLine::Pair(act(block).label, block.text("sheet").to_owned())],
    lower,
};

fn act(block: &Block) -> &'static Choice {
    ACTS.iter().find(|act| act.name == block.text("act")).unwrap_or(&ACTS[0])
}

fn exits(block: &Block) -> Vec<ExitSpec> {
    let mut exits = vec![fixed_exit("next", Label::new("Готово", "Done"), ExitKind::Branch)];
    if act(block).name != "append" {
        exits.push(fixed_exit("none", Label::new("Строки нет", "No such row"), ExitKind::Branch));
    }
    exits.push(fixed_exit("fail", Label::new("Не получилось", "Failure"), ExitKind::Branch));
    exits
}

fn lower(lower: &mut Lower<'_>) {
    let act = act(lower.block).name;
    let next = lower.exit(&Exit::next(), true);
    let none = (act != "append").then(|| lower.exit(&Exit::new("none"), true));
    let fail = lower.exit(&Exit::new("fail"), true);
    lower.begin();
    let sheet = line(lower, "sheet", "sheet");
    let mut plan = request(Service::Sheet, act, sheet, fail);
    if none.is_some() {
        plan.body =
            vec![("column".into(), line(lower, "column", "")), ("value".into(), line(lower, "value", ""))];
    }
    plan.body.extend(members(lower, "members"));
    plan.save = saves(lower, "save");
    plan.ok = next;
    plan.outcomes = none.map(|none| ("none".into(), none)).into_iter().collect();
    ask(lower, plan);
}
