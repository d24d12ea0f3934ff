//! A text under a picture or file that a messenger does not take there.

use crate::channels::Channel;
use crate::check::texts::{Sent, excess, sent};
use crate::check::{Context, Rule};
use crate::diag::{Diagnostic, Severity, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "caption-too-long",
    label: Label::new("Подпись длиннее, чем берёт мессенджер", "A caption longer than a messenger takes"),
    why: Label::new(
        "Текст не поместится под картинкой и уйдёт отдельным сообщением, а там, где это не умеют, не уйдёт вовсе.",
        "The text does not fit under the picture and goes out as a message of its own, or not at all.",
    ),
    fix: Label::new(
        "Сократите подпись или вынесите текст в следующее сообщение.",
        "Shorten the caption, or move the text into the next message.",
    ),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for text in sent(context).iter().filter(|text| text.is_caption()) {
        for channel in &context.channels {
            found.extend(finding(text, *channel));
        }
    }
    found
}

fn finding(text: &Sent<'_>, channel: &dyn Channel) -> Option<Diagnostic> {
    let limit = channel.caps().caption?;
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
            format!(
                "Для {} подпись под вложением слишком длинная: {}. Подписчик получит её отдельным сообщением",
                label.ru, excess.ru
            ),
            format!(
                "The caption is too long for {}: {}. The subscriber gets it as a separate message",
                label.en, excess.en
            ),
        ),
        Words::new(
            "Сократите подпись или вынесите текст в следующее сообщение",
            "Shorten the caption, or move the text into the next message",
        ),
    ))
}
