//! End: this path is over for the subscriber, or everything is.

use super::parts::field;
use super::places::own_funnel;
use super::{BlockType, Family, Lower, PreviewLine};
use crate::flow::{Op, Outcome};
use crate::model::{Block, Choice, Form, Label, Shape};

static WHAT: &[Choice] = &[
    Choice { name: "path", label: Label::new("Этот путь", "This path") },
    Choice { name: "funnel", label: Label::new("Всю эту воронку", "All of this funnel") },
    Choice { name: "all", label: Label::new("Все воронки", "All funnels") },
];

static FORM: Form = Form {
    name: "block end",
    fields: &[field(
        "what",
        Label::new("Что завершить", "What ends"),
        Label::new(
            "Путь: то, что идёт рядом, продолжится. Воронка и все воронки: отложенное тоже не придёт",
            "A path: what runs beside goes on. The funnel or all: nothing delayed comes either",
        ),
        Shape::Choice(WHAT),
    )],
};

/// Ends the path, the funnel or everything.
pub(super) static END: BlockType = BlockType {
    name: "end",
    family: Family::End,
    icon: "flag",
    label: Label::new("Конец", "End"),
    summary: Label::new(
        "Завершает путь, воронку или всё, что идёт у подписчика",
        "Ends the path, the funnel or all that runs for the subscriber",
    ),
    also: Label::new("стоп, закончить, завершить, финиш", "stop, finish, exit"),
    form: &FORM,
    exits: |_| vec![],
    preview: |block: &Block| {
        let what = WHAT.iter().skip(1).find(|what| what.name == block.text("what"));
        what.map(|what| PreviewLine::Muted(what.label, String::new())).into_iter().collect()
    },
    lower: |lower: &mut Lower<'_>| {
        lower.begin();
        let outcome = match (lower.block.text("what"), own_funnel(lower)) {
            ("funnel", Some(own)) => {
                lower.op(Op::Halt(own));
                Outcome::Done
            }
            ("all", _) => {
                lower.op(Op::Halt(u32::MAX));
                // Nothing that has called this funnel goes on either.
                Outcome::Stopped
            }
            _ => Outcome::Done,
        };
        lower.op(Op::End(outcome));
    },
};
