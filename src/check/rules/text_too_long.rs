//! A text that a messenger does not take in one message.

use crate::channels::Channel;
use crate::check::texts::{Sent, excess, sent};
use crate::check::{Context, Rule};
use crate::diag::{Diagnostic, Severity, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "text-too-long",
    label: Label::new("Текст длиннее, чем берёт мессенджер", "A text longer than a messenger takes"),
    why: Label::new(
        "Сообщение придёт кусками или не придёт вовсе, кнопки окажутся под последним куском.",
        "The message comes in pieces or not at all, with the buttons under the last piece.",
    ),
    fix: Label::new(
        "Сократите текст или разделите его на два сообщения.",
        "Shorten the text, or divide it into two messages.",
    ),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for text in sent(context) {
        for channel in &context.channels {
            found.extend(finding(&text, *channel));
        }
    }
    found
}

fn finding(text: &Sent<'_>, channel: &dyn Channel) -> Option<Diagnostic> {
    let caps = channel.caps();
    if text.is_caption() && caps.caption.is_some() {
        return None;
    }
    let limit = if text.has_buttons() { caps.text_with_buttons } else { caps.text };
    let length = limit.unit.measure(&text.least);
    if length <= limit.max {
        return None;
    }
    let (label, excess) = (channel.label(), excess(length, limit.max, limit.unit, text.grows));
    let severity = if limit.confirmed { Severity::Error } else { Severity::Warning };
    Some(Diagnostic::new(
        RULE.code,
        severity,
        text.at(),
        Words::new(
            format!("Для {} текст слишком длинный: {}. Подписчик получит его кусками", label.ru, excess.ru),
            format!("The text is too long for {}: {}. The subscriber gets it in pieces", label.en, excess.en),
        ),
        Words::new(
            "Сократите текст или разделите его на два сообщения",
            "Shorten the text, or divide it into two messages",
        ),
    ))
}
