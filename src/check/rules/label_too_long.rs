//! A button's caption that a messenger cuts or refuses.

use crate::check::lengths::Part;
use crate::check::texts::too_long_finding;
use crate::check::{Context, Reads, Rule};
use crate::diag::{Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "label-too-long",
    label: Label::new("Надпись на кнопке слишком длинная", "A button's caption is too long"),
    why: Label::new(
        "Надпись обрежется или мессенджер откажется от всего сообщения: подписчик не поймёт, что нажимать.",
        "The caption is cut, or the messenger refuses the message: the subscriber cannot tell what to press.",
    ),
    fix: Label::new("Оставьте на кнопке два-три слова.", "Keep two or three words on the button."),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let hint = Label::new("Сократите надпись", "Shorten the caption");
    context.too_long(Part::Label).map(|text| too_long_finding(RULE.code, text, words, hint)).collect()
}

fn words(channel: &Label, excess: &Words, text: &str) -> Words {
    Words::new(
        format!(
            "Для {} надпись «{text}» слишком длинная: {}. Подписчик увидит её не целиком",
            channel.ru, excess.ru
        ),
        format!(
            "“{text}” is too long for a button of {}: {}. The subscriber does not see all of it",
            channel.en, excess.en
        ),
    )
}
