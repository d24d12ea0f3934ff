//! CRM: makes or changes a contact, a deal or a status there.

use super::outside::{MEMBERS, SAVE, ask, line, members, request, saves};
use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, Family, Lower, PreviewLine};
use crate::flow::Service;
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

static ACTS: &[Choice] = &[
    Choice { name: "deal", label: Label::new("Сделка", "Deal") },
    Choice { name: "contact", label: Label::new("Контакт", "Contact") },
    Choice { name: "status", label: Label::new("Статус сделки", "Status of the deal") },
];

static FORM: Form = Form {
    name: "block crm",
    fields: &[
        field(
            "act",
            Label::new("Что записать", "What to write"),
            Label::new("Создать или изменить", "Make or change it"),
            Shape::Choice(ACTS),
        ),
        field(
            "crm",
            Label::new("CRM", "CRM"),
            Label::new("Какая из подключённых, например amocrm", "Which one, such as amocrm"),
            Shape::Line,
        ),
        MEMBERS,
        SAVE,
    ],
};

/// Writes to a CRM.
pub(super) static CRM: BlockType = BlockType {
    name: "crm",
    family: Family::Action,
    icon: "handshake",
    label: Label::new("CRM", "CRM"),
    summary: Label::new(
        "Создаёт контакт или сделку, меняет статус и ждёт ответ",
        "Makes a contact or a deal, changes a status and waits for the answer",
    ),
    also: Label::new("сделка, amoCRM, Битрикс24, лид, заявка", "deal, lead, Bitrix24"),
    form: &FORM,
    exits: |_| {
        vec![
            fixed_exit("next", Label::new("Записано", "Written"), ExitKind::Branch),
            fixed_exit("fail", Label::new("Не получилось", "Failure"), ExitKind::Branch),
        ]
    },
    preview: |block: &Block| vec![PreviewLine::Pair(act(block).label, block.text("crm").to_owned())],
    lower,
};

fn act(block: &Block) -> &'static Choice {
    ACTS.iter().find(|act| act.name == block.text("act")).unwrap_or(&ACTS[0])
}

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), true);
    let fail = lower.exit(&Exit::new("fail"), true);
    lower.begin();
    let crm = line(lower, "crm", "crm");
    let mut plan = request(Service::Crm, act(lower.block).name, crm, fail);
    plan.body = members(lower, "members");
    plan.save = saves(lower, "save");
    plan.ok = next;
    ask(lower, plan);
}
