//! A funnel without blocks.

use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "empty-funnel",
    label: Label::new("В воронке нет блоков", "A funnel has no blocks"),
    why: Label::new(
        "Подписчику нечего в ней показать, а переход в неё оборвёт разговор.",
        "It has nothing to show a subscriber, and going to it breaks the conversation off.",
    ),
    fix: Label::new(
        "Нарисуйте первый блок или удалите воронку.",
        "Draw the first block, or delete the funnel.",
    ),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let empty = context.project.funnels.iter().filter(|funnel| funnel.blocks.is_empty());
    empty
        .map(|funnel| {
            let name = if funnel.title.trim().is_empty() { &funnel.name.0 } else { &funnel.title };
            warning(
                RULE.code,
                Anchor::Funnel(funnel.name.clone()),
                Words::new(
                    format!("В воронке «{name}» нет блоков: подписчику нечего показать"),
                    format!("The funnel “{name}” has no blocks: there is nothing to show a subscriber"),
                ),
                Words::new(
                    "Нарисуйте первый блок или удалите воронку",
                    "Draw the first block, or delete the funnel",
                ),
            )
        })
        .collect()
}
