//! A text under a picture or file that a messenger does not take there.

use crate::check::lengths::Part;
use crate::check::texts::too_long_finding;
use crate::check::{Context, Reads, Rule};
use crate::diag::{Diagnostic, Words};
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
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let hint = Label::new(
        "Сократите подпись или вынесите текст в следующее сообщение",
        "Shorten the caption, or move the text into the next message",
    );
    context.too_long(Part::Caption).map(|text| too_long_finding(RULE.code, text, words, hint)).collect()
}

fn words(channel: &Label, excess: &Words, _text: &str) -> Words {
    Words::new(
        format!(
            "Для {} подпись под вложением слишком длинная: {}. Подписчик получит её отдельным сообщением",
            channel.ru, excess.ru
        ),
        format!(
            "The caption is too long for {}: {}. The subscriber gets it as a separate message",
            channel.en, excess.en
        ),
    )
}
