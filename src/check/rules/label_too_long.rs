//! A button's caption that a messenger cuts or refuses.

use crate::check::texts::{buttons, excess, label, least};
use crate::check::{Context, Rule, prop};
use crate::diag::{Diagnostic, Severity, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "label-too-long",
    label: Label::new("Надпись на кнопке слишком длинная", "A button's caption is too long"),
    why: Label::new(
        "Надпись обрежется или мессенджер откажется от всего сообщения: подписчик не поймёт, что нажимать.",
        "The caption is cut, or the messenger refuses the message: the subscriber cannot tell what to press.",
    ),
    fix: Label::new("Оставьте на кнопке два-три слова.", "Keep two or three words on the button."),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (block_id, list, row, record) in buttons(context) {
        let (text, grows) = least(context.project, label(record));
        for channel in &context.channels {
            let limit = channel.caps().label;
            let length = limit.unit.measure(&text);
            if length <= limit.max {
                continue;
            }
            let (name, excess) = (channel.label(), excess(length, limit.max, limit.unit, grows));
            let severity = if limit.confirmed { Severity::Error } else { Severity::Warning };
            found.push(Diagnostic::new(
                RULE.code,
                severity,
                prop(block_id, &format!("{list}.label"), Some(row)),
                Words::new(
                    format!(
                        "Для {} надпись «{text}» слишком длинная: {}. Подписчик увидит её не целиком",
                        name.ru, excess.ru
                    ),
                    format!(
                        "“{text}” is too long for a button of {}: {}. The subscriber does not see all of it",
                        name.en, excess.en
                    ),
                ),
                Words::new("Сократите надпись", "Shorten the caption"),
            ));
        }
    }
    found
}
