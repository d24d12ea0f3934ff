//! A block that no entry leads to.

use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{BlockId, Label};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "unreachable-block",
    label: Label::new("В блок нельзя попасть", "A block cannot be reached"),
    why: Label::new(
        "Ни один подписчик не увидит того, что в нём написано: часть воронки не работает.",
        "No subscriber will ever see what it says: a part of the funnel does not work.",
    ),
    fix: Label::new(
        "Соедините с ним выход другого блока или удалите его.",
        "Connect an exit of another block to it, or delete it.",
    ),
    reads: Reads::Ways,
    check,
};

/// Every entry counts as reached here; [`super::entry_never_starts`] looks at entries themselves.
fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let flow = context.flow();
    let entries = context.entries().filter_map(|(block_id, _)| flow.start_of(block_id));
    // A way in may begin past the start of its block.
    let begun = flow.triggers.targets().map(|target| target.op);
    let reached = context.graph().reached(entries.chain(begun));
    let entries: BTreeSet<BlockId> = context.entries().map(|(block_id, _)| block_id).collect();
    let lost = context.project.blocks().filter(|(_, block_id, _)| {
        let start = flow.start_of(*block_id);
        !entries.contains(block_id) && start.is_some_and(|start| !reached.contains(&start))
    });
    lost.map(|(_, block_id, _)| {
        let name = context.name_of(block_id);
        warning(
            RULE.code,
            Anchor::Block(block_id),
            Words::new(
                format!("В блок «{}» нельзя попасть ни с одного входа: подписчик его не увидит", name.ru),
                format!("No entry leads to “{}”: no subscriber will see it", name.en),
            ),
            Words::new(
                "Соедините с ним выход другого блока или удалите его",
                "Connect an exit of another block to it, or delete it",
            ),
        )
    })
    .collect()
}
