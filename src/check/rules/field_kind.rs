//! A block keeps something in a field that holds another kind of thing.

use crate::check::{Context, Reads, Rule, prop, warning};
use crate::diag::{Diagnostic, Words};
use crate::model::{Block, FieldKind, Label};

pub(super) static RULE: Rule = Rule {
    code: "field-kind",
    label: Label::new("Поле другого вида", "A field of another kind"),
    why: Label::new(
        "Поле сохранит не то, что обещает: не посчитается сумма, не сработает дата, не придёт напоминание.",
        "The field keeps something else than it promises: no sum, no date, no reminder comes of it.",
    ),
    fix: Label::new(
        "Выберите поле того вида, который записывает блок, или смените вид поля.",
        "Choose a field of the kind that the block keeps, or change the kind of the field.",
    ),
    reads: Reads::Project,
    check,
};

/// What kinds of block keep in which property, whatever else is filled in.
const KEPT: &[(&str, &str, &[FieldKind])] = &[
    ("booking", "field", &[FieldKind::Moment]),
    ("booking", "when", &[FieldKind::Text]),
    ("cart", "cart", &[FieldKind::List]),
    ("cart", "total", &[FieldKind::Number, FieldKind::Text]),
    ("cart", "lines", &[FieldKind::Text]),
    ("promo", "field", &[FieldKind::Text]),
    ("multi_choice", "field", &[FieldKind::List, FieldKind::Text]),
    ("rating", "field", &[FieldKind::Number, FieldKind::Text]),
    ("nps", "field", &[FieldKind::Number, FieldKind::Text]),
];

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (block_id, block, _) in context.typed() {
        let rows = KEPT.iter().filter(|row| row.0 == block.kind).map(|row| (row.1, row.2));
        for (name, kinds) in rows.chain(answered(block)) {
            let field = block.text(name).trim();
            let kind = context.project.field(field).map(|field| field.1);
            if let Some(kind) = kind.filter(|kind| !kinds.contains(kind)) {
                let (kept, held) = (words(kinds[0]), words(kind));
                let message = Words::new(
                    format!(
                        "Блок записывает {}, а поле «{field}» хранит {}: сохранится не то, что ждут",
                        kept.ru, held.ru
                    ),
                    format!(
                        "The block keeps {} and the field “{field}” holds {}: it will not be what is expected",
                        kept.en, held.en
                    ),
                );
                let hint = Words::new(
                    format!("Выберите поле, которое хранит {}", kept.ru),
                    format!("Choose a field that holds {}", kept.en),
                );
                found.push(warning(RULE.code, prop(block_id, name, None), message, hint));
            }
        }
    }
    found
}

/// What a question keeps by the kind of answer that it asks for.
fn answered(block: &Block) -> Option<(&'static str, &'static [FieldKind])> {
    if block.kind != "question" {
        return None;
    }
    let kinds: &[FieldKind] = match block.text("answer") {
        "" | "text" if !block.text("collect").trim().is_empty() => &[FieldKind::Text],
        "number" => &[FieldKind::Number, FieldKind::Text],
        "date" => &[FieldKind::Date, FieldKind::Text],
        "time" => &[FieldKind::Time, FieldKind::Text],
        "email" | "phone" => &[FieldKind::Text],
        _ => return None,
    };
    Some(("field", kinds))
}

fn words(kind: FieldKind) -> Label {
    match kind {
        FieldKind::Text => Label::new("текст", "a text"),
        FieldKind::Number => Label::new("число", "a number"),
        FieldKind::Flag => Label::new("да или нет", "yes or no"),
        FieldKind::Date => Label::new("дату", "a date"),
        FieldKind::Time => Label::new("время", "a time of day"),
        FieldKind::Moment => Label::new("дату и время", "a date and time"),
        FieldKind::List => Label::new("список", "a list"),
    }
}
