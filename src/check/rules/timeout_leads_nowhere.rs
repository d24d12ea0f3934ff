//! A limit of silence that nothing is connected to.

use super::open_exits;
use crate::blocks::{ExitKind, ExitSpec};
use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "timeout-leads-nowhere",
    label: Label::new("Выход «Молчит» никуда не ведёт", "The exit “Silent” leads nowhere"),
    why: Label::new(
        "Когда срок выйдет, бот перестанет ждать ответа, но ничего не скажет: поздний ответ уйдёт в пустоту.",
        "When the time is up the bot stops waiting and says nothing: a late answer goes unheard.",
    ),
    fix: Label::new(
        "Соедините выход с напоминанием или уберите срок.",
        "Connect the exit to a reminder, or remove the time.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let finding = |(block_id, block, exit): (_, &crate::model::Block, ExitSpec)| {
        let time = block.text("timeout").trim();
        warning(
            RULE.code,
            Anchor::Exit(block_id, exit.exit),
            Words::new(
                format!(
                    "Через {time} молчания бот перестанет ждать и ничего не скажет: ответ подписчика пропадёт"
                ),
                format!("After {time} of silence the bot stops waiting and says nothing: an answer is lost"),
            ),
            Words::new(
                "Соедините выход «Молчит» с напоминанием или уберите срок",
                "Connect the exit “Silent” to a reminder, or remove the time",
            ),
        )
    };
    open_exits(context, ExitKind::Timeout).map(finding).collect()
}
