//! A project that cannot be left.

use crate::check::{Context, Reads, Rule, error};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "missing-stop-word",
    label: Label::new("Нет стоп-слова", "There is no stop word"),
    why: Label::new(
        "Подписчик не сможет отписаться сам и пожалуется на бота, а закон о рекламе требует дать ему такую возможность.",
        "The subscriber cannot unsubscribe and will report the bot; the law asks for a way out.",
    ),
    fix: Label::new(
        "Добавьте в настройках проекта стоп-слово, например «стоп».",
        "Add a stop word in the project's settings, such as “stop”.",
    ),
    reads: Reads::Project,
    check,
};

/// A stop word always has an answer: the compiler writes one when the author has not.
fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.flow().triggers.stop_words.is_empty() {
        return vec![];
    }
    vec![error(
        RULE.code,
        Anchor::Project,
        Words::new(
            "В проекте нет стоп-слова: подписчик не сможет отписаться и пожалуется на бота",
            "The project has no stop word: a subscriber cannot leave and will report the bot",
        ),
        Words::new(
            "Добавьте в настройках проекта стоп-слово, например «стоп»",
            "Add a stop word in the project's settings, such as “stop”",
        ),
    )]
}
