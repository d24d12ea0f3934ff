//! Nothing answers words that no way in catches.

use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "no-default-reply",
    label: Label::new("Нет ответа на непонятное", "No answer to what is not understood"),
    why: Label::new(
        "Подписчик пишет своими словами, а бот молчит: кажется, что он сломан.",
        "The subscriber writes in own words and the bot is silent: it seems broken.",
    ),
    fix: Label::new(
        "Отметьте у одного из входов «Ответ на всё остальное» и ответьте после него.",
        "Mark an entry as “Answer to everything else”, and answer after it.",
    ),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let triggers = &context.flow().triggers;
    let hears = !triggers.keywords.is_empty() || !triggers.commands.is_empty() || !triggers.links.is_empty();
    if !hears || !triggers.default.is_empty() {
        return Vec::new();
    }
    vec![warning(
        RULE.code,
        Anchor::Project,
        Words::new(
            "На слова, которых бот не знает, никто не ответит: подписчик увидит молчание",
            "Words that the bot does not know are answered by nobody: the subscriber meets silence",
        ),
        Words::new(
            "Отметьте у одного из входов «Ответ на всё остальное» и ответьте после него",
            "Mark an entry as “Answer to everything else”, and answer after it",
        ),
    )]
}
