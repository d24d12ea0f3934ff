//! A button without a caption.

use crate::check::texts::{buttons, label};
use crate::check::{Context, Reads, Rule, error, prop};
use crate::diag::{Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "empty-label",
    label: Label::new("Кнопка без надписи", "A button without a caption"),
    why: Label::new(
        "Подписчик не поймёт, что нажимает, а мессенджер может не принять всё сообщение.",
        "The subscriber cannot tell what it does, and the messenger may refuse the whole message.",
    ),
    fix: Label::new("Напишите на кнопке, что она делает.", "Write on the button what it does."),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let bare = buttons(context).filter(|(.., record)| label(record).is_empty());
    bare.map(|(block_id, list, row, _)| {
        error(
            RULE.code,
            prop(block_id, &format!("{list}.label"), Some(row)),
            Words::new(
                format!("На кнопке {} нет надписи: подписчик не поймёт, что нажимает", row + 1),
                format!("Button {} has no caption: the subscriber cannot tell what it does", row + 1),
            ),
            Words::new("Напишите, что делает кнопка", "Write what the button does"),
        )
    })
    .collect()
}
