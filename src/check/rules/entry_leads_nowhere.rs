//! An entry that nothing follows.

use super::open_exits;
use crate::blocks::{ExitKind, Family, block_type};
use crate::check::{Context, Reads, Rule, error};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Block, Label};

pub(super) static RULE: Rule = Rule {
    code: "entry-leads-nowhere",
    label: Label::new("Вход никуда не ведёт", "An entry leads nowhere"),
    why: Label::new(
        "Подписчик приходит по ссылке или слову и видит молчание.",
        "The subscriber comes by a link or a word and meets silence.",
    ),
    fix: Label::new(
        "Соедините вход с первым блоком воронки.",
        "Connect the entry to the funnel's first block.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let begins = |block: &Block| block_type(&block.kind).is_some_and(|kind| kind.family == Family::Entry);
    // A FAQ has said its answer: what follows is up to the author.
    let open =
        open_exits(context, ExitKind::Next).filter(|(_, block, _)| begins(block) && block.kind != "faq");
    open.map(|(block_id, _, exit)| {
        error(
            RULE.code,
            Anchor::Exit(block_id, exit.exit),
            Words::new(
                "За входом ничего нет: подписчик придёт и не получит ответа",
                "Nothing follows the entry: a subscriber who comes gets no answer",
            ),
            Words::new("Соедините вход с первым сообщением", "Connect the entry to the first message"),
        )
    })
    .collect()
}
