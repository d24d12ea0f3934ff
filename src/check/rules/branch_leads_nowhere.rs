//! A branch, arm, answer or failure that nothing is connected to.

use super::open_exits;
use crate::blocks::{ExitKind, ExitSpec};
use crate::check::texts::exit_name;
use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "branch-leads-nowhere",
    label: Label::new("Ветка никуда не ведёт", "A branch leads nowhere"),
    why: Label::new(
        "Те, кто попадёт в эту ветку, перестанут получать сообщения посреди разговора.",
        "Those who take this branch stop hearing from the bot in the middle of the conversation.",
    ),
    fix: Label::new(
        "Соедините выход со следующим блоком; если здесь конец, поставьте блок «Конец».",
        "Connect the exit to the next block; where the end is meant, put an end block.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let finding = |(block_id, block, exit): (_, _, ExitSpec)| {
        let (name, block) = (exit_name(block, &exit), context.name_of(block_id));
        warning(
            RULE.code,
            Anchor::Exit(block_id, exit.exit),
            Words::new(
                format!("Выход {} блока «{}» никуда не ведёт: разговор здесь оборвётся", name.ru, block.ru),
                format!("The exit {} of “{}” leads nowhere: the conversation breaks off", name.en, block.en),
            ),
            Words::new(
                "Соедините выход со следующим блоком или с блоком «Конец»",
                "Connect the exit to the next block or to an end block",
            ),
        )
    };
    open_exits(context, ExitKind::Branch).map(finding).collect()
}
