//! A subscriber who comes and is kept waiting.

use crate::check::{Context, Reads, Rule, warning};
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
    reads: Reads::Ways,
    check,
};

/// Only ways in by which the subscriber has just written count: nobody waits for what a calendar starts.
fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let triggers = &context.flow().triggers;
    let links = triggers.links.iter().map(|link| link.target);
    let words = triggers.keywords.iter().map(|word| word.target);
    let commands = triggers.commands.iter().map(|command| command.1);
    let rest = triggers.default.iter().copied().chain(triggers.resume);
    let written = links.chain(words).chain(commands).chain(rest);
    let mut late: BTreeMap<BlockId, BlockId> = BTreeMap::new();
    let mut looked = BTreeSet::new();
    for target in written.filter(|target| looked.insert(target.op)) {
        for delay in delays_before_a_word(context, target.op) {
            late.entry(delay).or_insert(target.block);
        }
    }
    late.into_iter().map(|(delay, entry)| finding(context, delay, entry)).collect()
}

/// Blocks of delays that end too late on some way from a trigger to the first word; delays on one way add up.
fn delays_before_a_word(context: &Context<'_>, start: OpIdx) -> Vec<BlockId> {
    let flow = context.flow();
    let (mut open, mut longest, mut found) = (vec![(start, 0)], BTreeMap::new(), Vec::new());
    while let Some((op, mut waited)) = open.pop() {
        // A way is taken again only by those who have waited longer, never beyond the limit, so circles end.
        if longest.get(&op).is_some_and(|longest| *longest >= waited) {
            continue;
        }
        longest.insert(op, waited);
        match flow.ops.get(op as usize) {
            None | Some(Op::Say(..) | Op::Wait(..)) => continue,
            Some(Op::Sleep(delay)) => waited += flow.delays.get(*delay as usize).map_or(0, usual_secs),
            Some(_) => {}
        }
        if waited > WAIT_SECS_MAX {
            found.extend(flow.origin.get(op as usize));
        } else {
            open.extend(context.graph().next(op as usize).iter().map(|next| (*next, waited)));
        }
    }
    found
}

/// How long a delay may well take; one until a time of day counts as long, for most come long before it.
fn usual_secs(delay: &DelayPlan) -> u64 {
    let long = delay.months > 0 || delay.days > 0 || delay.at.is_some();
    if long { u64::from(u32::MAX) } else { delay.secs.min(u64::from(u32::MAX)) }
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
