//! A project that nobody can enter.

use crate::check::{Context, Reads, Rule, error};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "no-entry",
    label: Label::new("В проекте нет входа", "The project has no entry"),
    why: Label::new(
        "Подписчик откроет бота, нажмёт «Старт» и ничего не получит.",
        "The subscriber opens the bot, presses “Start” and gets nothing.",
    ),
    fix: Label::new(
        "Добавьте блок «Вход» и соедините его с первым сообщением.",
        "Add an entry block and connect it to the first message.",
    ),
    reads: Reads::Project,
    check,
};

/// A funnel that a comment or a date begins is no answer to “Start”: something must be.
fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let has_blocks = context.project.blocks().next().is_some();
    let is_answered = context.flow().triggers.commands.iter().any(|(name, _)| name == "start");
    if !has_blocks || is_answered || context.blocks_of("entry").next().is_some() {
        return vec![];
    }
    vec![error(
        RULE.code,
        Anchor::Project,
        Words::new(
            "В проекте нет блока «Вход»: подписчик нажмёт «Старт» и не получит ответа",
            "The project has no entry block: a subscriber presses “Start” and gets no answer",
        ),
        Words::new(
            "Добавьте блок «Вход» и соедините его с первым сообщением",
            "Add an entry block and connect it to the first message",
        ),
    )]
}
