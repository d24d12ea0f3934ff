//! Sequence: begins another funnel beside this one, or ends it.

use super::parts::field;
use super::places::funnel;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{Op, OpIdx, StartPolicy, TriggerTarget};
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

static ACTS: &[Choice] = &[
    Choice { name: "start", label: Label::new("Запустить", "Start") },
    Choice { name: "stop", label: Label::new("Остановить", "Stop") },
];

static AGAIN: &[Choice] = &[
    Choice { name: "keep", label: Label::new("Не трогать", "Leave it") },
    Choice { name: "restart", label: Label::new("Начать заново", "Begin anew") },
];

static FORM: Form = Form {
    name: "block sequence",
    fields: &[
        field(
            "act",
            Label::new("Что сделать", "What to do"),
            Label::new(
                "Запущенная цепочка идёт рядом, эта воронка продолжается",
                "A started sequence runs beside, this funnel goes on",
            ),
            Shape::Choice(ACTS),
        ),
        field(
            "funnel",
            Label::new("Воронка", "Funnel"),
            Label::new(
                "Какую воронку; для остановки пусто — все, кроме этого разговора",
                "Which funnel; to stop, empty means all but this conversation",
            ),
            Shape::Funnel,
        ),
        field(
            "again",
            Label::new("Если она уже идёт", "When it runs already"),
            Label::new(
                "Начать заново значит забыть, до какого шага подписчик дошёл",
                "To begin anew is to forget which step the subscriber has reached",
            ),
            Shape::Choice(AGAIN),
        ),
    ],
};

/// Begins or ends another funnel.
pub(super) static SEQUENCE: BlockType = BlockType {
    name: "sequence",
    family: Family::Action,
    icon: "list-video",
    label: Label::new("Цепочка", "Sequence"),
    summary: Label::new(
        "Запускает другую воронку рядом или останавливает её",
        "Starts another funnel beside this one, or stops it",
    ),
    also: Label::new(
        "серия писем, автоворонка, запустить воронку, прогрев",
        "drip, series, start a funnel, warm-up",
    ),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview: |block: &Block| {
        let act = ACTS.iter().find(|act| act.name == block.text("act")).unwrap_or(&ACTS[0]);
        vec![PreviewLine::LeadsTo(act.label)]
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), false);
    lower.begin();
    let stops = lower.block.text("act") == "stop";
    let is_unnamed = lower.block.text("funnel").trim().is_empty();
    match funnel(lower, "funnel") {
        Some((index, entry)) => {
            let restarts = lower.block.text("again") == "restart";
            if stops || restarts {
                lower.op(Op::Halt(index));
            }
            if !stops {
                // Where the entry begins is known when all blocks are written.
                let policy = if restarts { StartPolicy::Beside } else { StartPolicy::NotNow };
                let target = TriggerTarget { block: entry, op: OpIdx::MAX, policy, guard: None };
                let targets = &mut lower.flow().targets;
                targets.push(target);
                let target = (targets.len() - 1) as u32;
                lower.op(Op::Start(target));
            }
        }
        None if stops && is_unnamed => drop(lower.op(Op::Halt(u32::MAX))),
        None => {}
    }
    lower.op(Op::Jump(next));
}
