//! An entry without a link, word or command.

use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Block, BlockId, Label};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "entry-never-starts",
    label: Label::new("Вход не срабатывает", "An entry never starts"),
    why: Label::new(
        "У входа нет ни ссылки, ни слова, ни команды: подписчик не попадёт в эту воронку.",
        "The entry has no link, word or command: no subscriber gets into this funnel.",
    ),
    fix: Label::new(
        "Впишите ссылку, ключевое слово или команду либо ведите сюда блоком «Переход».",
        "Write a link, keyword or command, or lead here by a go-to block.",
    ),
    reads: Reads::Ways,
    check,
};

/// An entry counts as used when a trigger starts it or another entry's funnel leads to it.
fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let (flow, triggers) = (context.flow(), &context.flow().triggers);
    let started: Vec<_> = triggers.targets().collect();
    let reached = context.graph().reached(started.iter().map(|target| target.op));
    let started: BTreeSet<BlockId> = started.iter().map(|target| target.block).collect();
    let idle = context.entries().filter(|(block_id, _)| {
        let is_reached = flow.start_of(*block_id).is_some_and(|start| reached.contains(&start));
        !started.contains(block_id) && !is_reached
    });
    // A second answer to a stop word or to everything else is the business of `duplicate-trigger`.
    let idle =
        idle.filter(|(_, block)| !["default", "on_stop", "on_start"].iter().any(|flag| block.flag(flag)));
    idle.map(|(block_id, block)| finding(block_id, block)).collect()
}

fn finding(block_id: BlockId, block: &Block) -> Diagnostic {
    let (message, hint) = match block.kind.as_str() {
        "entry" => (
            Words::new(
                "У входа нет ни ссылки, ни слова, ни команды: подписчик сюда не попадёт",
                "The entry has no link, word or command: no subscriber gets here",
            ),
            Words::new("Впишите ссылку, ключевое слово или команду", "Write a link, a keyword or a command"),
        ),
        "faq" => (
            Words::new(
                "Ни у одного вопроса нет и слов, и ответа: бот не ответит",
                "No question has both phrases and an answer: the bot will not answer",
            ),
            Words::new("Впишите, как спрашивают, и ответ", "Write how people ask, and the answer"),
        ),
        _ => (
            Words::new(
                "Не сказано, что начинает эту воронку: она не начнётся ни у кого",
                "It is not said what begins this funnel: it begins for nobody",
            ),
            Words::new("Заполните в блоке, что должно произойти", "Fill in what must happen"),
        ),
    };
    warning(RULE.code, Anchor::Block(block_id), message, hint)
}
