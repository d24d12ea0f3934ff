//! An entry without a link, word or command.

use crate::check::{Context, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{BlockId, Label};
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
    check,
};

/// An entry counts as used when a trigger starts it or another entry's funnel leads to it.
fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let (flow, triggers) = (context.flow(), &context.flow().triggers);
    let links = triggers.links.iter().map(|link| link.target);
    let words = triggers.keywords.iter().map(|word| word.target);
    let commands = triggers.commands.iter().map(|command| command.1);
    let single = [triggers.stop, triggers.resume, triggers.default].into_iter().flatten();
    let started: Vec<_> = links.chain(words).chain(commands).chain(single).collect();
    let reached = context.graph.reached(started.iter().map(|target| target.op));
    let started: BTreeSet<BlockId> = started.iter().map(|target| target.block).collect();
    let idle = context.blocks_of("entry").filter(|(block_id, _)| {
        let is_reached = flow.start_of(*block_id).is_some_and(|start| reached.contains(&start));
        !started.contains(block_id) && !is_reached
    });
    // A second answer to a stop word or to everything else is the business of `duplicate-trigger`.
    let idle =
        idle.filter(|(_, block)| !["default", "on_stop", "on_start"].iter().any(|flag| block.flag(flag)));
    idle.map(|(block_id, _)| {
        warning(
            RULE.code,
            Anchor::Block(block_id),
            Words::new(
                "У входа нет ни ссылки, ни слова, ни команды: подписчик сюда не попадёт",
                "The entry has no link, word or command: no subscriber gets here",
            ),
            Words::new("Впишите ссылку, ключевое слово или команду", "Write a link, a keyword or a command"),
        )
    })
    .collect()
}
