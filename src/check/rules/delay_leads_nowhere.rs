//! A delay that nothing follows.

use super::open_exits;
use crate::blocks::ExitKind;
use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "delay-leads-nowhere",
    label: Label::new("После задержки ничего нет", "Nothing follows a delay"),
    why: Label::new(
        "Сообщение, ради которого бот ждал, не придёт.",
        "The message that the bot waited for never comes.",
    ),
    fix: Label::new(
        "Соедините задержку со следующим блоком или удалите её.",
        "Connect the delay to the next block, or delete it.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let open = open_exits(context, ExitKind::Next).filter(|(_, block, _)| block.kind == "delay");
    open.map(|(block_id, _, exit)| {
        warning(
            RULE.code,
            Anchor::Exit(block_id, exit.exit),
            Words::new(
                "После задержки ничего нет: подписчик подождёт и ничего не получит",
                "Nothing follows the delay: the subscriber waits and gets nothing",
            ),
            Words::new(
                "Соедините задержку со следующим блоком или удалите её",
                "Connect the delay to the next block, or delete it",
            ),
        )
    })
    .collect()
}
