//! Buttons: their forms, the ways out they give a block, their lowering.
//!
//! A button goes on by an exit of its own, or back, or to the beginning; or it opens, dials, shares or copies
//! something and never comes back as a press.

use super::parts::{BESIDE, KEY, PRESS_ACTIONS, field, is_beside, keyboard_rows};
use super::{Caption, ExitKind, ExitSpec, Lower};
use crate::flow::{ButtonPlan, LinkKind, Op, OpIdx, UrlButtonPlan, event_id};
use crate::model::{Choice, Exit, Form, FormField, Label, Record, Shape, flag_of, rows_of, text_of};

const GO: Choice = Choice { name: "go", label: Label::new("Перейти дальше", "Go on") };
const BACK: Choice = Choice { name: "back", label: Label::new("Назад", "Back") };
const HOME: Choice = Choice { name: "home", label: Label::new("В начало", "To the beginning") };

static KINDS: &[Choice] = &[
    GO,
    Choice { name: "link", label: Label::new("Открыть ссылку", "Open a link") },
    Choice { name: "call", label: Label::new("Позвонить", "Call") },
    Choice { name: "share", label: Label::new("Поделиться", "Share") },
    Choice { name: "copy", label: Label::new("Скопировать", "Copy") },
    BACK,
    HOME,
];

static QUICK_KINDS: &[Choice] = &[GO, BACK, HOME];

const KIND: FormField = field(
    "kind",
    Label::new("Что делает", "What it does"),
    Label::new(
        "«Назад» — к прошлому меню, «В начало» — к началу воронки",
        "“Back” leads to the menu before, “To the beginning” to the start of the funnel",
    ),
    Shape::Choice(KINDS),
);

/// An inline button.
pub(super) static BUTTON_FORM: Form = Form {
    name: "button",
    fields: &[
        KEY,
        field(
            "label",
            Label::new("Надпись", "Caption"),
            Label::new("Текст на кнопке", "Text on the button"),
            Shape::Line,
        )
        .spoken(),
        KIND,
        field(
            "url",
            Label::new("Ссылка", "Link"),
            Label::new("Если указана, кнопка открывает сайт", "When given, the button opens a site"),
            Shape::Url,
        ),
        field(
            "value",
            Label::new("Номер или текст", "Number or text"),
            Label::new(
                "Куда позвонить, чем поделиться или что скопировать",
                "The number to call, the text to share or to copy",
            ),
            Shape::Line,
        ),
        field(
            "track",
            Label::new("Считать переходы", "Count clicks"),
            Label::new(
                "Переход станет событием, на которое можно ответить. Мессенджеры о переходах не сообщают: пока их слышит только чат студии",
                "A click becomes an event that the funnel can react to. Messengers do not report clicks: only the chat of the studio hears them so far",
            ),
            Shape::Flag,
        ),
        BESIDE,
        PRESS_ACTIONS,
    ],
};

/// A quick reply.
pub(super) static QUICK_FORM: Form = Form {
    name: "quick reply",
    fields: &[
        KEY,
        field(
            "label",
            Label::new("Надпись", "Caption"),
            Label::new("Текст быстрого ответа", "Text of the quick reply"),
            Shape::Line,
        )
        .spoken(),
        FormField { shape: Shape::Choice(QUICK_KINDS), ..KIND },
        BESIDE,
        PRESS_ACTIONS,
    ],
};

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// Leaves the block by the button's own exit.
    Go,
    /// Goes to the menu before.
    Back,
    /// Goes to the beginning of the funnel.
    Home,
    /// Does something with the text of that property, outside the conversation.
    Link(LinkKind, &'static str),
}

fn does(row: &Record) -> Does {
    match text_of(row, "kind") {
        "link" => Does::Link(LinkKind::Open, "url"),
        "call" => Does::Link(LinkKind::Call, "value"),
        "share" => Does::Link(LinkKind::Share, "value"),
        "copy" => Does::Link(LinkKind::Copy, "value"),
        "back" => Does::Back,
        "home" => Does::Home,
        // A button that has an address and says no more has always been a link.
        _ if !text_of(row, "url").trim().is_empty() => Does::Link(LinkKind::Open, "url"),
        _ => Does::Go,
    }
}

/// The property that a button opens, dials, shares or copies; `None` for a button that is pressed.
pub fn link_prop(row: &Record) -> Option<&'static str> {
    match does(row) {
        Does::Link(_, prop) => Some(prop),
        Does::Go | Does::Back | Does::Home => None,
    }
}

/// Exits of buttons; those that have none of their own have a row but no port.
pub(super) fn button_exits(rows: &[Record]) -> impl Iterator<Item = ExitSpec> + '_ {
    rows.iter().map(|row| ExitSpec {
        exit: Exit::new(text_of(row, "key")),
        caption: Caption::Own(text_of(row, "label").to_owned()),
        kind: if does(row) == Does::Go { ExitKind::Button } else { ExitKind::Link },
    })
}

/// Whether one of the buttons is pressed, so that the block waits.
pub(super) fn any_pressed(rows: &[Record]) -> bool {
    rows.iter().any(|row| link_prop(row).is_none())
}

/// The buttons of a list property, row by row, and their ways out. Before [`Lower::begin`].
pub(super) fn buttons(lower: &mut Lower<'_>, list: &str) -> Vec<Vec<ButtonPlan>> {
    let rows = lower.block.rows(list).iter().enumerate();
    let plans: Vec<_> =
        rows.map(|(row, record)| (is_beside(record), button(lower, list, row, record))).collect();
    keyboard_rows(plans)
}

/// One button. `path` names its place, `buttons` or `cards.buttons.b2`, and `row` the row of the outermost list.
pub(super) fn button(lower: &mut Lower<'_>, path: &str, row: usize, record: &Record) -> ButtonPlan {
    let key = text_of(record, "key").to_owned();
    let place = |prop: &str| format!("{path}.{prop}");
    lower.reading(place("label"), Some(row));
    let label = lower.plain(text_of(record, "label"));
    let actions = rows_of(record, "actions");
    let (url, to) = match does(record) {
        Does::Go => (None, lower.exit_with(&Exit::new(key.clone()), true, &place("actions"), actions)),
        Does::Back => (None, inner_way(lower, &place("actions"), actions, Op::Back)),
        Does::Home => (None, inner_way(lower, &place("actions"), actions, Op::Home)),
        Does::Link(kind, prop) => {
            lower.reading(place(prop), Some(row));
            let url = lower.plain(text_of(record, prop).trim());
            let clicked = || event_id(&format!("clicked:{}.{key}", lower.block_id));
            let event = if flag_of(record, "track") || lower.is_clicked() { clicked() } else { 0 };
            (Some(UrlButtonPlan { url, kind, event }), 0)
        }
    };
    ButtonPlan { key, label, url, request: None, to }
}

/// What a press changes, and a turn inside the conversation.
fn inner_way(lower: &mut Lower<'_>, list: &str, actions: &[Record], turn: Op) -> OpIdx {
    let first = lower.flow().ops.len() as OpIdx;
    lower.actions(list, actions);
    lower.op(turn);
    first
}
