//! A telephone number that nobody can call.

use crate::check::texts::{buttons, label, named};
use crate::check::{Context, Reads, Rule, error, prop};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Label, text_of};

pub(super) static RULE: Rule = Rule {
    code: "broken-phone",
    label: Label::new("Это не номер телефона", "This is no telephone number"),
    why: Label::new(
        "Мессенджер не возьмёт такой контакт, а кнопка никуда не позвонит.",
        "The messenger refuses such a contact, and the button calls nobody.",
    ),
    fix: Label::new(
        "Впишите номер с кодом страны: +7 999 123-45-67.",
        "Write the number with its country code: +44 20 7183 8750.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let contacts = context.blocks_of("contact").filter(|(_, block)| is_odd(block.text("phone")));
    let mut found: Vec<_> = contacts
        .map(|(block_id, block)| finding(prop(block_id, "phone", None), None, block.text("phone")))
        .collect();
    found.extend(buttons(context).filter_map(|(block_id, list, row, record)| {
        let value = text_of(record, "value");
        let is_wrong = text_of(record, "kind") == "call" && is_odd(value);
        let at = prop(block_id, &format!("{list}.value"), Some(row));
        is_wrong.then(|| finding(at, Some(named(&Words::new(label(record), label(record)), row)), value))
    }));
    found
}

/// Whether a text that is written is no number of 3 to 15 digits; a value of a field is not known yet.
fn is_odd(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '–' | '(' | ')' | '.');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    let is_number = (3..=15).contains(&digits) && rest.chars().all(is_sign);
    !(is_number || text.is_empty() || text.contains("{{"))
}

fn finding(at: Anchor, button: Option<Words>, text: &str) -> Diagnostic {
    let text = text.trim();
    let message = match button {
        None => Words::new(
            format!("«{text}» — не номер телефона: мессенджер не возьмёт такой контакт"),
            format!("“{text}” is no telephone number: the messenger refuses such a contact"),
        ),
        Some(label) => Words::new(
            format!("У кнопки {} стоит «{text}», это не номер телефона: она никуда не позвонит", label.ru),
            format!("The button {} has “{text}”, which is no telephone number: it calls nobody", label.en),
        ),
    };
    let hint = Words::new(
        "Впишите номер с кодом страны: +7 999 123-45-67",
        "Write the number with its country code: +44 20 7183 8750",
    );
    error(RULE.code, at, message, hint)
}
