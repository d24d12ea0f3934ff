//! Condition: the first branch that holds is taken.

use super::parts::{KEY, field};
use super::{BlockType, Caption, ExitKind, ExitSpec, Family, Lower};
use crate::flow::{Expr, ExprOp, Op};
use crate::model::{Block, Choice, Exit, FieldKind, Form, Label, Record, Shape, Value, rows_of, text_of};

static WHAT: &[Choice] = &[
    Choice { name: "field", label: Label::new("Поле", "Field") },
    Choice { name: "tag", label: Label::new("Есть тег", "Has the tag") },
    Choice { name: "no_tag", label: Label::new("Нет тега", "Has not the tag") },
];

static OPS: &[Choice] = &[
    Choice { name: "eq", label: Label::new("равно", "is") },
    Choice { name: "ne", label: Label::new("не равно", "is not") },
    Choice { name: "ge", label: Label::new("не меньше", "at least") },
    Choice { name: "gt", label: Label::new("больше", "more than") },
    Choice { name: "le", label: Label::new("не больше", "at most") },
    Choice { name: "lt", label: Label::new("меньше", "less than") },
    Choice { name: "contains", label: Label::new("содержит", "contains") },
    Choice { name: "is_set", label: Label::new("заполнено", "is filled in") },
    Choice { name: "is_empty", label: Label::new("не заполнено", "is empty") },
];

static JOIN: &[Choice] = &[
    Choice { name: "all", label: Label::new("Все условия", "All rules") },
    Choice { name: "any", label: Label::new("Любое условие", "Any rule") },
];

static RULE_FORM: Form = Form {
    name: "rule",
    fields: &[
        field(
            "what",
            Label::new("Что проверить", "What to look at"),
            Label::new("Поле или тег подписчика", "A field or a tag of the subscriber"),
            Shape::Choice(WHAT),
        ),
        field("field", Label::new("Поле", "Field"), Label::new("Какое поле", "Which field"), Shape::Field),
        field("tag", Label::new("Тег", "Tag"), Label::new("Какой тег", "Which tag"), Shape::Tag),
        field(
            "op",
            Label::new("Сравнение", "Comparison"),
            Label::new("Как сравнить", "How to compare"),
            Shape::Choice(OPS),
        ),
        field(
            "value",
            Label::new("Значение", "Value"),
            Label::new("С чем сравнить", "What to compare with"),
            Shape::Line,
        ),
    ],
};

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
    form: &FORM,
    exits,
    preview: |_| vec![],
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    let branch = |row: &Record| ExitSpec {
        exit: Exit::new(text_of(row, "key")),
        caption: Caption::Own(caption(row)),
        kind: ExitKind::Branch,
    };
    let mut exits: Vec<_> = block.rows("branches").iter().map(branch).collect();
    exits.push(ExitSpec {
        exit: Exit::new("else"),
        caption: Caption::Fixed(Label::new("иначе", "otherwise")),
        kind: ExitKind::Branch,
    });
    exits
}

/// The branch in words: its name, its formula, or its rules with signs.
fn caption(row: &Record) -> String {
    if !text_of(row, "label").is_empty() {
        return text_of(row, "label").to_owned();
    }
    if !text_of(row, "formula").is_empty() {
        return text_of(row, "formula").to_owned();
    }
    let rule = |rule: &Record| {
        let (field, tag, value) = (text_of(rule, "field"), text_of(rule, "tag"), text_of(rule, "value"));
        match (text_of(rule, "what"), text_of(rule, "op")) {
            ("tag", _) => format!("#{tag}"),
            ("no_tag", _) => format!("≠ #{tag}"),
            (_, "ne") => format!("{field} ≠ {value}"),
            (_, "ge") => format!("{field} ≥ {value}"),
            (_, "gt") => format!("{field} > {value}"),
            (_, "le") => format!("{field} ≤ {value}"),
            (_, "lt") => format!("{field} < {value}"),
            (_, "contains") => format!("{field} ∋ {value}"),
            (_, "is_set") => format!("{field} ✓"),
            (_, "is_empty") => format!("{field} ∅"),
            _ => format!("{field} = {value}"),
        }
    };
    let joint = if text_of(row, "join") == "any" { " / " } else { " · " };
    rows_of(row, "rules").iter().map(rule).collect::<Vec<_>>().join(joint)
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
    let joint = if text_of(record, "join") == "any" { ExprOp::Or } else { ExprOp::And };
    let mut ops = Vec::new();
    for (index, rule) in rows_of(record, "rules").iter().enumerate() {
        rule_ops(lower, rule, row, &mut ops);
        if index > 0 {
            ops.push(joint.clone());
        }
    }
    if ops.is_empty() {
        ops.push(ExprOp::Const(Value::Flag(false)));
    }
    Expr { ops }
}

fn rule_ops(lower: &mut Lower<'_>, rule: &Record, row: usize, ops: &mut Vec<ExprOp>) {
    let what = text_of(rule, "what");
    if matches!(what, "tag" | "no_tag") {
        lower.reading("branches.rules.tag", Some(row));
        let tag = lower.tag(text_of(rule, "tag"));
        ops.push(tag.map_or(ExprOp::Const(Value::Flag(false)), ExprOp::HasTag));
        if what == "no_tag" {
            ops.push(ExprOp::Not);
        }
        return;
    }
    lower.reading("branches.rules.field", Some(row));
    let Some((field_id, kind)) = lower.field(text_of(rule, "field")) else {
        ops.push(ExprOp::Const(Value::Flag(false)));
        return;
    };
    ops.push(ExprOp::Field(field_id));
    let op = match text_of(rule, "op") {
        "is_set" => return ops.push(ExprOp::IsSet),
        "is_empty" => return ops.extend([ExprOp::IsSet, ExprOp::Not]),
        "ne" => ExprOp::Ne,
        "ge" => ExprOp::Ge,
        "gt" => ExprOp::Gt,
        "le" => ExprOp::Le,
        "lt" => ExprOp::Lt,
        "contains" => ExprOp::Contains,
        _ => ExprOp::Eq,
    };
    lower.reading("branches.rules.value", Some(row));
    let ordered = matches!(op, ExprOp::Ge | ExprOp::Gt | ExprOp::Le | ExprOp::Lt);
    ops.extend(lower.value(text_of(rule, "value"), if ordered { FieldKind::Number } else { kind }));
    ops.push(op);
}
