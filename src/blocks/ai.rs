//! AI answer: asks a language model what to answer. Off unless the project turns it on.

use super::outside::{ask, line, of_field, own, request};
use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, Family, Lower, PreviewLine};
use crate::flow::{Op, ReplyPlan, SavePlan, Service};
use crate::model::{Block, Exit, FieldId, Form, Label, Shape};

/// Place of the block's own: the answer, when the author keeps it nowhere.
const ANSWER: u16 = 0;

static FORM: Form = Form {
    name: "block ai",
    fields: &[
        field(
            "instructions",
            Label::new("Как отвечать", "How to answer"),
            Label::new(
                "Кто отвечает, что знает и о чём говорить нельзя",
                "Who answers, what is known and what must not be said",
            ),
            Shape::Text,
        )
        .unspoken(),
        field(
            "question",
            Label::new("На что отвечать", "What to answer"),
            Label::new("Пусто — на последнее сообщение подписчика", "Empty for the subscriber's last words"),
            Shape::Line,
        ),
        field(
            "field",
            Label::new("Сохранить ответ в поле", "Keep the answer in"),
            Label::new("Необязательно: ответ и так будет отправлен", "Optional: the answer is sent anyway"),
            Shape::Field,
        ),
    ],
};

/// Answers by a language model.
pub(super) static AI: BlockType = BlockType {
    name: "ai",
    family: Family::Action,
    icon: "sparkles",
    label: Label::new("Ответ ИИ", "AI answer"),
    summary: Label::new(
        "Отвечает языковой моделью, если это включено в настройках проекта",
        "Answers by a language model when the project's settings allow it",
    ),
    also: Label::new("GPT, нейросеть, искусственный интеллект, помощник", "GPT, neural network, assistant"),
    form: &FORM,
    exits: |_| {
        vec![
            fixed_exit("next", Label::new("Ответил", "Answered"), ExitKind::Branch),
            fixed_exit("fail", Label::new("Не ответил", "No answer"), ExitKind::Branch),
        ]
    },
    preview: |block: &Block| vec![PreviewLine::Text(block.text("instructions").to_owned())],
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), true);
    let fail = lower.exit(&Exit::new("fail"), true);
    lower.reading("field", None);
    let kept = lower.field(lower.block.text("field")).map_or_else(|| own(lower, ANSWER), |field| field.0);
    let text = of_field(lower, kept);
    let reply = lower.reply(ReplyPlan { block: lower.block_id, text, ..ReplyPlan::default() });
    let say = lower.op(Op::Say(reply));
    lower.op(Op::Jump(next));
    lower.begin();
    if !lower.project.ai {
        lower.op(Op::Jump(fail));
        return;
    }
    let name = super::outside::literal(lower, "");
    let mut plan = request(Service::Ai, "answer", name, fail);
    let question = match lower.block.text("question").trim() {
        "" => of_field(lower, FieldId::LAST_TEXT),
        _ => line(lower, "question", ""),
    };
    plan.body = vec![("instructions".into(), line(lower, "instructions", "")), ("question".into(), question)];
    plan.save = vec![SavePlan { path: "answer".into(), field: kept }];
    plan.ok = say;
    ask(lower, plan);
}
