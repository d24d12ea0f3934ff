//! Hand-over: finds the right person, tells them everything that is known, and is silent until they have finished.

use super::outside::{ask, line, literal, message, of_field, request};
use super::parts::{field, fixed_exit};
use super::{BlockType, Caption, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{HumanPlan, Op, SavePlan, Service};
use crate::model::{Block, Exit, FieldId, Form, Label, Shape};

/// What is said when somebody is there and the author wrote nothing.
const HANDED: Label = Label::new(
    "Передаю разговор менеджеру. Он ответит здесь же.",
    "I am handing you over to a manager. The answer will come here.",
);

static FORM: Form = Form {
    name: "block handover",
    fields: &[
        field(
            "topic",
            Label::new("Тема", "Topic"),
            Label::new(
                "По ней выбирается человек из команды; пусто — любой",
                "The person of the team is chosen by it; empty for anybody",
            ),
            Shape::Line,
        ),
        field(
            "text",
            Label::new("Текст подписчику", "Text to the subscriber"),
            Label::new(
                "Что сказать, когда человек нашёлся; {{ менеджер }} — его имя",
                "What to say when somebody is there; {{ operator }} is their name",
            ),
            Shape::Text,
        ),
        field(
            "note",
            Label::new("Записка менеджеру", "Note to the person"),
            Label::new(
                "Кроме карточки: имя, поля, теги и последнее сообщение в ней уже есть",
                "Beside the card, which holds name, fields, tags and last words already",
            ),
            Shape::Text,
        )
        .unspoken(),
        field(
            "timeout",
            Label::new("Вернуть боту через", "Back to the bot after"),
            Label::new(
                "Если менеджер не закончил сам: 8h; пусто — только по команде",
                "When the person has not finished: 8h; empty for only when told",
            ),
            Shape::Duration,
        ),
    ],
};

/// Hands the conversation to a person.
pub(super) static HANDOVER: BlockType = BlockType {
    name: "handover",
    family: Family::Action,
    icon: "headset",
    label: Label::new("Менеджер", "Hand-over"),
    summary: Label::new(
        "Передаёт разговор человеку с карточкой подписчика, бот молчит до его возврата",
        "Hands the conversation and a card of the subscriber to a person; the bot is silent meanwhile",
    ),
    also: Label::new("оператор, поддержка, человек, диалог, позвать", "operator, support, human, live chat"),
    form: &FORM,
    exits,
    preview: |block: &Block| {
        let topic = block.text("topic");
        let mut lines = vec![PreviewLine::Text(block.text("text").to_owned())];
        if !topic.is_empty() {
            lines.insert(0, PreviewLine::Pair(Label::new("Тема", "Topic"), topic.to_owned()));
        }
        lines
    },
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    let mut exits = vec![
        fixed_exit("next", Label::new("Закончил", "Finished"), ExitKind::Branch),
        fixed_exit("away", Label::new("Никого нет", "Nobody is there"), ExitKind::Branch),
    ];
    let timeout = block.text("timeout").trim();
    if !timeout.is_empty() {
        exits.push(ExitSpec {
            exit: Exit::new("timeout"),
            caption: Caption::With(Label::new("Вернулся через", "Back after"), timeout.to_owned()),
            kind: ExitKind::Timeout,
        });
    }
    exits
}

fn lower(lower: &mut Lower<'_>) {
    let done = lower.exit(&Exit::next(), true);
    let away = lower.exit(&Exit::new("away"), true);
    let until = lower.delay("timeout", false);
    let timeout = if until.is_some() { lower.exit(&Exit::new("timeout"), true) } else { done };
    let reply = message(lower, "text", HANDED);
    let reply = lower.reply(reply);
    let first = lower.op(Op::Say(reply));
    let humans = &mut lower.flow().humans;
    humans.push(HumanPlan { until, done, timeout });
    let human = humans.len() - 1;
    lower.op(Op::Human(human as u32));
    lower.begin();
    let desk = literal(lower, "");
    let mut plan = request(Service::Desk, "assign", desk, away);
    plan.body = vec![
        ("topic".into(), line(lower, "topic", "")),
        ("language".into(), of_field(lower, FieldId::LANGUAGE)),
        // The card shows the last words, which are kept only where something reads them.
        ("question".into(), of_field(lower, FieldId::LAST_TEXT)),
        ("note".into(), line(lower, "note", "")),
    ];
    plan.save = vec![SavePlan { path: "who".into(), field: FieldId::OPERATOR }];
    plan.ok = first;
    plan.outcomes = vec![("away".into(), away)];
    ask(lower, plan);
}
