//! Too many messages at once.

use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::{Op, OpIdx};
use crate::model::{BlockId, Label};

/// How many messages in a row people still read; the sixth sounds like spam (checklist of the trade, “do not
/// flood the subscriber”).
const IN_A_ROW_MAX: usize = 5;

pub(super) static RULE: Rule = Rule {
    code: "messages-in-a-row",
    label: Label::new("Много сообщений подряд", "Many messages in a row"),
    why: Label::new(
        "Телефон звенит без остановки: подписчик не успевает читать, отключает звук или отписывается.",
        "The telephone rings without end: the subscriber cannot keep up, mutes the bot or leaves.",
    ),
    fix: Label::new(
        "Объедините сообщения, поставьте между ними кнопку, вопрос или задержку.",
        "Join messages, or put a button, a question or a delay between them.",
    ),
    reads: Reads::Ways,
    check,
};

/// A run of messages on the way to an operation: how many, and the block of the first.
type Run = (usize, Option<BlockId>);

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let flow = context.flow();
    let order = order(context);
    let mut place = vec![0; order.len()];
    for (at, op) in order.iter().enumerate() {
        place[*op] = at;
    }
    let mut longest: Vec<Run> = vec![(0, None); order.len()];
    let mut found = Vec::new();
    for op in &order {
        let (mut count, mut first) = longest[*op];
        if matches!(flow.ops[*op], Op::Say(..)) {
            let block_id = flow.origin.get(*op).copied();
            (count, first) = (count + 1, first.or(block_id));
            if count == IN_A_ROW_MAX + 1 {
                found.extend(first.zip(block_id).map(|(first, last)| finding(context, first, last)));
            }
        }
        for next in ways(context, *op).iter().map(|next| *next as usize) {
            // A way back is a circle, the business of `loop-without-wait`.
            if place.get(next).is_some_and(|at| *at > place[*op]) && count > longest[next].0 {
                longest[next] = (count, first);
            }
        }
    }
    found
}

/// Where an operation leads while the subscriber can neither answer nor draw breath; another service's answer
/// is no pause.
fn ways<'a>(context: &'a Context<'_>, op: usize) -> &'a [OpIdx] {
    let asks_service = matches!(context.flow().ops[op], Op::Call(..));
    if asks_service { context.graph().next(op) } else { context.graph().at_once(op) }
}

/// The operations, each before those it leads to, but for ways back. Without recursion, for funnels of any length.
fn order(context: &Context<'_>) -> Vec<usize> {
    let size = context.flow().ops.len();
    let (mut seen, mut done) = (vec![false; size], Vec::with_capacity(size));
    for root in 0..size {
        let mut open = vec![(root, 0)];
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        while let Some((op, tried)) = open.pop() {
            match ways(context, op).get(tried).map(|next| *next as usize) {
                Some(next) => {
                    open.push((op, tried + 1));
                    if seen.get(next) == Some(&false) {
                        seen[next] = true;
                        open.push((next, 0));
                    }
                }
                None => done.push(op),
            }
        }
    }
    done.reverse();
    done
}

fn finding(context: &Context<'_>, first: BlockId, last: BlockId) -> Diagnostic {
    let (from, number) = (context.name_of(first), IN_A_ROW_MAX + 1);
    warning(
        RULE.code,
        Anchor::Block(last),
        Words::new(
            format!(
                "Это {number}-е сообщение подряд без паузы, начиная с «{}» (блок {first}): подписчик не успеет прочесть",
                from.ru
            ),
            format!(
                "Message {number} in a row without a pause since “{}” (block {first}): the subscriber cannot keep up",
                from.en
            ),
        ),
        Words::new(
            "Объедините сообщения или поставьте между ними кнопку, вопрос либо задержку",
            "Join messages, or put a button, a question or a delay between them",
        ),
    )
}
