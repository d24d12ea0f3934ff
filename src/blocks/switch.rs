//! Switch: a way for each value of a field.

use super::parts::{KEY, field, fixed_exit, own_or_number};
use super::{BlockType, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{Expr, ExprOp, Op};
use crate::model::{Block, Exit, FieldKind, Form, Label, Record, Shape, text_of};

static CASE_FORM: Form = Form {
    name: "case",
    fields: &[
        KEY,
        field(
            "value",
            Label::new("Значение", "Value"),
            Label::new(
                "Регистр и ё не важны; несколько значений — через «|»",
                "Case does not matter; several values are set apart by “|”",
            ),
            Shape::Line,
        ),
    ],
};

static FORM: Form = Form {
    name: "block switch",
    fields: &[
        field(
            "field",
            Label::new("Поле", "Field"),
            Label::new("Значение какого поля смотреть", "Whose value to look at"),
            Shape::Field,
        ),
        field(
            "formula",
            Label::new("Формула", "Formula"),
            Label::new("Вместо поля: score / 10", "Instead of a field: score / 10"),
            Shape::Formula,
        ),
        field(
            "cases",
            Label::new("Значения", "Values"),
            Label::new(
                "Проверяются сверху вниз; если ничего не подошло — выход «иначе»",
                "Tried from the top; when none fits, the exit “otherwise”",
            ),
            Shape::List(&CASE_FORM),
        ),
    ],
};

/// Takes the way of the field's value.
pub(super) static SWITCH: BlockType = BlockType {
    name: "switch",
    family: Family::Logic,
    icon: "signpost",
    label: Label::new("Переключатель", "Switch"),
    summary: Label::new("Выбирает путь по значению поля", "Chooses a way by the value of a field"),
    also: Label::new("если, развилка, ветвление, значение поля", "case, branch, fork, value"),
    form: &FORM,
    exits: |block| {
        let case = |(at, row): (usize, &Record)| ExitSpec {
            exit: Exit::new(text_of(row, "key")),
            caption: own_or_number(text_of(row, "value"), Label::new("Значение", "Value"), at),
            kind: ExitKind::Branch,
        };
        let mut exits: Vec<_> = block.rows("cases").iter().enumerate().map(case).collect();
        exits.push(fixed_exit("else", Label::new("иначе", "otherwise"), ExitKind::Branch));
        exits
    },
    preview: |block: &Block| {
        let by = match block.text("formula") {
            "" => block.text("field"),
            formula => formula,
        };
        if by.is_empty() { vec![] } else { vec![PreviewLine::Muted(Label::new("По", "By"), by.to_owned())] }
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let cases = lower.block.rows("cases");
    let exits: Vec<_> = cases.iter().map(|row| lower.exit(&Exit::new(text_of(row, "key")), true)).collect();
    let otherwise = lower.exit(&Exit::new("else"), true);
    lower.begin();
    let (subject, kind) = subject(lower);
    for (row, (record, exit)) in cases.iter().zip(exits).enumerate() {
        for value in text_of(record, "value").split('|').map(str::trim).filter(|value| !value.is_empty()) {
            lower.reading("cases.value", Some(row));
            let mut ops = subject.clone();
            ops.extend(lower.value(value, kind));
            ops.push(ExprOp::Eq);
            let expr = lower.expr(Expr { ops });
            let test = lower.op(Op::Unless(expr, 0));
            let jump = lower.op(Op::Jump(exit));
            lower.flow().ops[test as usize] = Op::Unless(expr, jump + 1);
        }
    }
    lower.op(Op::Jump(otherwise));
}

/// What is compared with the values; without one nothing fits.
fn subject(lower: &mut Lower<'_>) -> (Vec<ExprOp>, FieldKind) {
    let block = lower.block;
    if !block.text("formula").trim().is_empty() {
        lower.reading("formula", None);
        return (lower.formula(block.text("formula")).ops, FieldKind::Text);
    }
    lower.reading("field", None);
    match lower.field(block.text("field")) {
        Some((field_id, kind)) => (vec![ExprOp::Field(field_id)], kind),
        // A comparison with no value is false.
        None => (vec![ExprOp::Happened(0)], FieldKind::Text),
    }
}
