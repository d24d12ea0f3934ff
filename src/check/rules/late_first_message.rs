//! A subscriber who comes and is kept waiting.

use crate::check::{Context, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::{DelayPlan, Op, OpIdx};
use crate::model::{BlockId, Label};
use std::collections::{BTreeMap, BTreeSet};

/// How long a subscriber may wait for the first word: five minutes, the trade's rule of the first reply.
const WAIT_SECS_MAX: u64 = 5 * 60;

pub(super) static RULE: Rule = Rule {
    code: "late-first-message",
    label: Label::new("Первое сообщение приходит поздно", "The first message comes late"),
    why: Label::new(
        "Подписчик пришёл и ждёт: после пяти минут тишины он закроет чат и не вернётся.",
        "The subscriber has come and waits: after five minutes of silence they close the chat for good.",
    ),
    fix: Label::new(
        "Поставьте перед задержкой короткое сообщение: что и когда придёт.",
        "Put a short message before the delay: what comes and when.",
    ),
    check,
};

/// Only ways in by which the subscriber has just written count: nobody waits for what a calendar starts.
fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let triggers = &context.flow().triggers;
    let links = triggers.links.iter().map(|link| link.target);
    let words = triggers.keywords.iter().map(|word| word.target);
    let commands = triggers.commands.iter().map(|command| command.1);
    let written =
        links.chain(words).chain(commands).chain([triggers.default, triggers.resume].into_iter().flatten());
    let mut late: BTreeMap<BlockId, BlockId> = BTreeMap::new();
    let mut looked = BTreeSet::new();
    for target in written.filter(|target| looked.insert(target.op)) {
        for delay in delays_before_a_word(context, target.op) {
            late.entry(delay).or_insert(target.block);
        }
    }
    late.into_iter().map(|(delay, entry)| finding(context, delay, entry)).collect()
}

/// Blocks of long delays that a thread can reach before it says anything.
fn delays_before_a_word(context: &Context<'_>, start: OpIdx) -> Vec<BlockId> {
    let flow = context.flow();
    let (mut open, mut seen, mut found) = (vec![start], BTreeSet::new(), Vec::new());
    while let Some(op) = open.pop() {
        let Some(what) = flow.ops.get(op as usize).filter(|_| seen.insert(op)) else { continue };
        let long = matches!(what, Op::Sleep(delay) if flow.delays.get(*delay as usize).is_some_and(is_long));
        if long {
            found.extend(flow.origin.get(op as usize));
        } else if !matches!(what, Op::Say(..) | Op::Wait(..)) {
            open.extend(context.graph.next(op as usize));
        }
    }
    found
}

fn is_long(delay: &DelayPlan) -> bool {
    delay.months > 0 || delay.days > 0 || delay.secs > WAIT_SECS_MAX || delay.at.is_some()
}

fn finding(context: &Context<'_>, delay: BlockId, entry: BlockId) -> Diagnostic {
    let (name, minutes) = (context.name_of(entry), WAIT_SECS_MAX / 60);
    warning(
        RULE.code,
        Anchor::Block(delay),
        Words::new(
            format!(
                "После входа «{}» бот молчит дольше {minutes} минут: подписчик не дождётся и уйдёт",
                name.ru
            ),
            format!(
                "After “{}” the bot is silent for more than {minutes} minutes: the subscriber leaves",
                name.en
            ),
        ),
        Words::new(
            "Поставьте перед задержкой короткое сообщение: что и когда придёт",
            "Put a short message before the delay: what comes and when",
        ),
    )
}
