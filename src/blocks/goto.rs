//! Go to: continues in another block or funnel.

use super::parts::field;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, ProblemKind};
use crate::flow::{Op, Outcome};
use crate::model::{Block, Exit, Form, FunnelName, Label, Shape};

static FORM: Form = Form {
    name: "block goto",
    fields: &[field(
        "funnel",
        Label::new("Воронка", "Funnel"),
        Label::new(
            "Продолжить со входа этой воронки; пусто — идти по связи",
            "Go on from the entry of this funnel; empty to follow the wire",
        ),
        Shape::Funnel,
    )],
};

/// Goes to another funnel, or by its wire to a block.
pub(super) static GOTO: BlockType = BlockType {
    name: "goto",
    family: Family::Logic,
    icon: "corner-down-right",
    label: Label::new("Переход", "Go to"),
    summary: Label::new("Продолжает в другом блоке или воронке", "Goes on in another block or funnel"),
    form: &FORM,
    exits: |block| {
        if block.text("funnel").is_empty() {
            vec![ExitSpec { kind: super::ExitKind::Branch, ..ExitSpec::next() }]
        } else {
            vec![]
        }
    },
    preview: |block: &Block| {
        let funnel = block.text("funnel");
        if funnel.is_empty() {
            vec![]
        } else {
            vec![PreviewLine::Muted(Label::new("Воронка", "Funnel"), funnel.to_owned())]
        }
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let name = FunnelName(lower.block.text("funnel").trim().to_owned());
    if name.0.is_empty() {
        let next = lower.exit(&Exit::next(), true);
        lower.begin();
        lower.op(Op::Jump(next));
        return;
    }
    lower.begin();
    let entry = lower.project.funnel(&name).and_then(|funnel| {
        let entry = funnel.blocks.iter().find(|(_, block)| block.kind == "entry");
        entry.or_else(|| funnel.blocks.iter().next()).map(|(block_id, _)| *block_id)
    });
    match entry {
        Some(block_id) => {
            let jump = lower.op(Op::Jump(0));
            lower.wires.push((jump, block_id));
        }
        None => {
            lower.reading("funnel", None);
            lower.problem(None, ProblemKind::UnknownFunnel(name.0));
            lower.op(Op::End(Outcome::DeadEnd));
        }
    }
}
