//! Go to: continues in another block or funnel, for good or to come back.

use super::parts::field;
use super::places::{funnel, jump, own_funnel, step};
use super::{BlockType, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{Op, Outcome};
use crate::model::{Block, BlockId, Choice, Exit, Form, Label, Shape};

static PENDING: &[Choice] = &[
    Choice { name: "keep", label: Label::new("Оставить", "Keep") },
    Choice {
        name: "cancel", label: Label::new("Отменить в этой воронке", "Cancel in this funnel")
    },
    Choice { name: "cancel_all", label: Label::new("Отменить везде", "Cancel everywhere") },
];

static FORM: Form = Form {
    name: "block goto",
    fields: &[
        field(
            "funnel",
            Label::new("Воронка", "Funnel"),
            Label::new(
                "Продолжить со входа этой воронки; пусто — идти по связи",
                "Go on from the entry of this funnel; empty to follow the wire",
            ),
            Shape::Funnel,
        ),
        field(
            "block",
            Label::new("Блок", "Block"),
            Label::new(
                "Продолжить с этого блока, в какой бы воронке он ни был; важнее воронки",
                "Go on from this block, whatever funnel it is in; stronger than the funnel",
            ),
            Shape::Block,
        ),
        field(
            "back",
            Label::new("Потом вернуться сюда", "Come back here after that"),
            Label::new(
                "Когда там всё закончится, разговор пойдёт дальше по выходу этого блока",
                "When all is done there, the conversation goes on from the exit of this block",
            ),
            Shape::Flag,
        ),
        field(
            "pending",
            Label::new("Другие паузы и ожидания", "Other pauses and waits"),
            Label::new(
                "Что делать с тем, что подписчик ждёт рядом: отложенные сообщения и напоминания",
                "What happens to what the subscriber waits for beside: delayed messages and reminders",
            ),
            Shape::Choice(PENDING),
        ),
    ],
};

/// Goes to another funnel or block, or by its wire.
pub(super) static GOTO: BlockType = BlockType {
    name: "goto",
    family: Family::Logic,
    icon: "corner-down-right",
    label: Label::new("Переход", "Go to"),
    summary: Label::new(
        "Продолжает в другом блоке или воронке; может вернуться обратно",
        "Goes on in another block or funnel; may come back",
    ),
    also: Label::new(
        "перейти, вернуться, другая воронка, ссылка на блок, шаг",
        "jump, return, another funnel, step",
    ),
    form: &FORM,
    exits: |block| match (is_elsewhere(block), block.flag("back")) {
        (true, true) => vec![ExitSpec::next()],
        (true, false) => vec![],
        (false, _) => vec![ExitSpec { kind: ExitKind::Branch, ..ExitSpec::next() }],
    },
    preview: |block: &Block| {
        let label = match block.text("block") {
            "" => Label::new("Воронка", "Funnel"),
            _ => Label::new("Блок", "Block"),
        };
        let mut lines = Vec::new();
        if is_elsewhere(block) {
            lines.push(PreviewLine::LeadsTo(label));
        }
        if block.flag("back") {
            lines.push(PreviewLine::Muted(Label::new("и вернуться", "and come back"), String::new()));
        }
        lines
    },
    lower,
};

/// Whether the block leads elsewhere than by its wire.
fn is_elsewhere(block: &Block) -> bool {
    !block.text("funnel").trim().is_empty() || !block.text("block").trim().is_empty()
}

fn lower(lower: &mut Lower<'_>) {
    let elsewhere = is_elsewhere(lower.block);
    let comes_back = elsewhere && lower.block.flag("back");
    let next = (comes_back || !elsewhere).then(|| lower.exit(&Exit::next(), !elsewhere));
    lower.begin();
    match (lower.block.text("pending"), own_funnel(lower)) {
        ("cancel", Some(own)) => drop(lower.op(Op::Halt(own))),
        ("cancel_all", _) => drop(lower.op(Op::Halt(u32::MAX))),
        _ => {}
    }
    let to: Option<BlockId> = if lower.block.text("block").trim().is_empty() {
        funnel(lower, "funnel").map(|found| found.1)
    } else {
        step(lower, "block")
    };
    match (to, next) {
        (Some(to), Some(next)) => {
            let call = lower.op(Op::Gosub(0));
            let way = jump(lower, to);
            let block_id = lower.block_id;
            let flow = lower.flow();
            flow.ops[call as usize] = Op::Gosub(way);
            flow.returns.push((block_id, next));
        }
        (Some(to), None) => drop(jump(lower, to)),
        (None, Some(next)) => drop(lower.op(Op::Jump(next))),
        (None, None) => drop(lower.op(Op::End(Outcome::DeadEnd))),
    }
}
