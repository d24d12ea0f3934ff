//! A project without a single messenger.

use crate::check::{Context, Reads, Rule, no_channel};
use crate::diag::{Diagnostic, Severity};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "no-channel",
    label: Label::new("Не выбран ни один мессенджер", "No messenger is chosen"),
    why: Label::new(
        "Ссылок и QR-кодов не будет: подписчику некуда прийти.",
        "There are no links or QR codes: a subscriber has nowhere to come.",
    ),
    fix: Label::new(
        "Добавьте мессенджер и имя бота в настройках проекта.",
        "Add a messenger and the bot's name in the project's settings.",
    ),
    reads: Reads::Project,
    check,
};

/// Only a warning, because a funnel can be drawn and played before anybody decides where it will live; the
/// exporters, which can make nothing then, call it an error. An empty project is not nagged.
fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let begun = context.project.blocks().next().is_some();
    let none = begun && context.project.channels.is_empty();
    none.then(|| Diagnostic { severity: Severity::Warning, ..no_channel() }).into_iter().collect()
}
