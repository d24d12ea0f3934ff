//! A text that a messenger does not take in one message.

use crate::check::lengths::Part;
use crate::check::texts::too_long_finding;
use crate::check::{Context, Reads, Rule};
use crate::diag::{Diagnostic, Words};
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
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let hint = Label::new(
        "Сократите текст или разделите его на два сообщения",
        "Shorten the text, or divide it into two messages",
    );
    context.too_long(Part::Text).map(|text| too_long_finding(RULE.code, text, words, hint)).collect()
}

fn words(channel: &Label, excess: &Words, _text: &str) -> Words {
    Words::new(
        format!("Для {} текст слишком длинный: {}. Подписчик получит его кусками", channel.ru, excess.ru),
        format!("The text is too long for {}: {}. The subscriber gets it in pieces", channel.en, excess.en),
    )
}
