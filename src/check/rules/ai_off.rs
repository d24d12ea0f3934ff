//! A block that asks a language model in a project that does not allow it.

use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "ai-off",
    label: Label::new("Ответ ИИ выключен", "AI answers are switched off"),
    why: Label::new(
        "Блок никого не спросит: каждый подписчик сразу уйдёт по выходу «Не ответил».",
        "The block asks nobody: every subscriber leaves by the exit “No answer” at once.",
    ),
    fix: Label::new(
        "Разрешите ответы ИИ в настройках проекта или уберите блок.",
        "Allow AI answers in the project's settings, or take the block out.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    if context.project.ai {
        return Vec::new();
    }
    let blocks = context.blocks_of("ai");
    blocks
        .map(|(block_id, _)| {
            warning(
                RULE.code,
                Anchor::Block(block_id),
                Words::new(
                    "Ответы ИИ выключены в настройках проекта: подписчик всегда уйдёт по выходу «Не ответил»",
                    "AI answers are off in the project's settings: subscribers always leave by “No answer”",
                ),
                Words::new(
                    "Разрешите ответы ИИ в настройках проекта или замените блок",
                    "Allow AI answers in the project's settings, or replace the block",
                ),
            )
        })
        .collect()
}
