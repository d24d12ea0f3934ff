//! A wire from an exit that the block does not have.

use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Exit, Label};

pub(super) static RULE: Rule = Rule {
    code: "unknown-exit",
    label: Label::new("Связь от выхода, которого нет", "A wire from an exit that is not there"),
    why: Label::new(
        "По этой связи никто не пройдёт: подписчик не увидит того, что за ней.",
        "Nobody goes along this wire: the subscriber does not see what is behind it.",
    ),
    fix: Label::new(
        "Ведите связь от выхода, который у блока есть, или верните кнопку, ветку или настройку, у которой он был.",
        "Lead the wire from an exit that the block has, or bring back the button, branch or setting it belonged to.",
    ),
    reads: Reads::Block,
    check,
};

/// Exits that come and go with a setting; their wires stay for the day the setting comes back.
const BY_SETTING: [&str; 13] = [
    "next",
    "timeout",
    "remind",
    "skip",
    "fail",
    "low",
    "past",
    "empty",
    "none",
    "cancelled",
    "done",
    "absent",
    "out",
];

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for of_block in context.exits() {
        let (block_id, block) = (of_block.block_id, of_block.block);
        let is_unknown = |exit: &&Exit| {
            !BY_SETTING.contains(&exit.0.as_str()) && of_block.exits.iter().all(|known| known.exit != **exit)
        };
        for exit in block.exits.keys().filter(is_unknown) {
            let message = Words::new(
                format!("У блока нет выхода «{}», а связь от него есть: по ней никто не пройдёт", exit.0),
                format!("The block has no exit “{}” and a wire leaves from it: nobody goes along it", exit.0),
            );
            let hint = Words::new(
                "Ведите связь от другого выхода или уберите её",
                "Lead the wire from another exit, or take it away",
            );
            found.push(warning(RULE.code, Anchor::Exit(block_id, exit.clone()), message, hint));
        }
    }
    found
}
