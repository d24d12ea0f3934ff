//! Condition: the first branch that holds is taken.

use super::parts::{KEY, field, own_or_number};
use super::rules::{JOIN, RULE_FORM, rule_words, rules_expr};
use super::{BlockType, Caption, ExitKind, ExitSpec, Family, Lower};
use crate::flow::{Expr, Op};
use crate::model::{Block, Exit, Form, Label, Record, Shape, rows_of, text_of};

static BRANCH_FORM: Form = Form {
    name: "branch",
    fields: &[
        KEY,
        field(
            "label",
            Label::new("Название", "Name"),
            Label::new(
                "Как назвать ветку; пусто — по условиям",
                "What to call the branch; empty to name it by its rules",
            ),
            Shape::Line,
        ),
        field(
            "join",
            Label::new("Должны выполняться", "What must hold"),
            Label::new("Все условия или любое", "All rules or any"),
            Shape::Choice(JOIN),
        ),
        field(
            "rules",
            Label::new("Условия", "Rules"),
            Label::new("Условия ветки", "Rules of the branch"),
            Shape::List(&RULE_FORM),
        ),
        field(
            "formula",
            Label::new("Формула", "Formula"),
            Label::new(
                "Вместо условий: score >= 12 and has(\"lead\")",
                "Instead of rules: score >= 12 and has(\"lead\")",
            ),
            Shape::Formula,
        ),
    ],
};

static FORM: Form = Form {
    name: "block condition",
    fields: &[field(
        "branches",
        Label::new("Ветки", "Branches"),
        Label::new("Проверяются по порядку, сверху вниз", "Tried in order from the top"),
        Shape::List(&BRANCH_FORM),
    )],
};

/// Takes the first branch whose rules hold.
pub(super) static CONDITION: BlockType = BlockType {
    name: "condition",
    family: Family::Logic,
    icon: "split",
    label: Label::new("Условие", "Condition"),
    summary: Label::new("Выбирает ветку по полям и тегам", "Chooses a branch by fields and tags"),
    also: Label::new(
        "если, иначе, ветка, ветвление, развилка, фильтр, проверка, сегмент",
        "if, else, branch, fork, filter, check, segment",
    ),
    form: &FORM,
    exits,
    preview: |_| vec![],
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    let branch = |(at, row): (usize, &Record)| ExitSpec {
        exit: Exit::new(text_of(row, "key")),
        caption: own_or_number(&caption(row), Label::new("Ветка", "Branch"), at),
        kind: ExitKind::Branch,
    };
    let mut exits: Vec<_> = block.rows("branches").iter().enumerate().map(branch).collect();
    exits.push(ExitSpec {
        exit: Exit::new("else"),
        caption: Caption::Fixed(Label::new("иначе", "otherwise")),
        kind: ExitKind::Branch,
    });
    exits
}

/// The branch in words: its name, its formula, or its rules with signs; rules that nobody has filled in say nothing.
fn caption(row: &Record) -> String {
    let own = [text_of(row, "label"), text_of(row, "formula")];
    if let Some(own) = own.into_iter().find(|text| !text.trim().is_empty()) {
        return own.to_owned();
    }
    let joint = if text_of(row, "join") == "any" { " / " } else { " · " };
    rows_of(row, "rules").iter().filter_map(rule_words).collect::<Vec<_>>().join(joint)
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let branches = block.rows("branches");
    let exits: Vec<_> =
        branches.iter().map(|row| lower.exit(&Exit::new(text_of(row, "key")), true)).collect();
    let otherwise = lower.exit(&Exit::new("else"), true);
    lower.begin();
    for (row, (record, exit)) in branches.iter().zip(exits).enumerate() {
        let expr = branch_expr(lower, record, row);
        let expr = lower.expr(expr);
        let test = lower.op(Op::Unless(expr, 0));
        let jump = lower.op(Op::Jump(exit));
        lower.flow().ops[test as usize] = Op::Unless(expr, jump + 1);
    }
    lower.op(Op::Jump(otherwise));
}

/// A branch without rules never holds, so that a half-drawn condition does not swallow everybody.
fn branch_expr(lower: &mut Lower<'_>, record: &Record, row: usize) -> Expr {
    if !text_of(record, "formula").trim().is_empty() {
        lower.reading("branches.formula", Some(row));
        return lower.formula(text_of(record, "formula"));
    }
    Expr { ops: rules_expr(lower, record, "branches.rules", row) }
}
