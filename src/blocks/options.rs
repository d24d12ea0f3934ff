//! Options that choices of one and of several share: rows of the author's, as buttons or as cards with pictures.

use super::lower::media_plan;
use super::parts::{KEY, field, keyboard_rows};
use super::{Caption, ExitKind, ExitSpec, Lower, PreviewLine};
use crate::flow::{ButtonPlan, CardPlan, ChoicesPlan, OpIdx};
use crate::model::{Block, Exit, Form, FormField, Label, Record, Shape, flag_of, text_of};

/// Most options that the canvas names.
const PREVIEW_MAX: usize = 8;

const LABEL: FormField = field(
    "label",
    Label::new("Надпись", "Caption"),
    Label::new("Что увидит подписчик", "What the subscriber sees"),
    Shape::Line,
);

const VALUE: FormField = field(
    "value",
    Label::new("Значение", "Value"),
    Label::new("Что записать в поле; пусто — надпись", "What is kept in the field; empty for the caption"),
    Shape::Line,
);

const ABOUT: FormField = field(
    "text",
    Label::new("Описание", "Description"),
    Label::new("Текст на карточке варианта", "Text on the card of the option"),
    Shape::Text,
);

const PICTURE: FormField = field(
    "media",
    Label::new("Картинка", "Picture"),
    Label::new("С картинкой варианты становятся карточками", "With a picture options become cards"),
    Shape::Media,
);

/// An option that may have a way on of its own.
pub(super) static OPTION_FORM: Form = Form {
    name: "option",
    fields: &[
        KEY,
        LABEL,
        VALUE,
        ABOUT,
        PICTURE,
        field(
            "own",
            Label::new("Свой выход", "Exit of its own"),
            Label::new("Разговор пойдёт отсюда своим путём", "The conversation takes a way of its own"),
            Shape::Flag,
        ),
    ],
};

/// An option of several.
pub(super) static TICK_FORM: Form =
    Form { name: "option of several", fields: &[KEY, LABEL, VALUE, ABOUT, PICTURE] };

/// Options out of a list that the subscriber's field holds.
pub(super) const LIST: FormField = field(
    "list",
    Label::new("Варианты из поля", "Options from a field"),
    Label::new(
        "Поле-список: его пункты станут вариантами ниже своих",
        "A field with a list: its items become options below your own",
    ),
    Shape::Field,
);

/// Whether an option has an exit of its own.
pub(super) fn has_own_exit(block: &Block, option: &Record) -> bool {
    flag_of(option, "own") || block.exits.contains_key(&Exit::new(text_of(option, "key")))
}

/// The exits of options that have their own.
pub(super) fn option_exits(block: &Block) -> impl Iterator<Item = ExitSpec> {
    let own = block.rows("options").iter().filter(|option| has_own_exit(block, option));
    own.map(|option| ExitSpec {
        exit: Exit::new(text_of(option, "key")),
        caption: Caption::Own(text_of(option, "label").to_owned()),
        kind: ExitKind::Button,
    })
}

/// What the canvas shows of options that have no port.
pub(super) fn option_lines(options: &[Record]) -> impl Iterator<Item = PreviewLine> {
    let line = |option| PreviewLine::Muted(Label::new("•", "•"), text_of(option, "label").to_owned());
    options.iter().take(PREVIEW_MAX).map(line)
}

/// What an option puts into the field: its value, or its caption. Read as `options.value`, so that it is the
/// same in every language; only captions are translated.
pub(super) fn value_of(option: &Record) -> &str {
    match text_of(option, "value") {
        "" => text_of(option, "label"),
        value => value,
    }
}

/// Options as the subscriber sees them.
pub(super) struct Shown {
    /// As buttons, row by row.
    pub rows: Vec<Vec<ButtonPlan>>,
    /// As cards with a button each.
    pub cards: Vec<CardPlan>,
}

/// Buttons of the options, or cards when one of them has a picture or a description. `to` says where each
/// leads.
pub(super) fn shown(lower: &mut Lower<'_>, to: &[OpIdx]) -> Shown {
    let options = lower.block.rows("options");
    let is_carded =
        |option: &Record| !text_of(option, "media").is_empty() || !text_of(option, "text").is_empty();
    let as_cards = options.iter().any(is_carded);
    let columns = lower.block.int("columns", 1).clamp(1, 8) as usize;
    let (mut buttons, mut cards) = (Vec::new(), Vec::new());
    for (row, (option, &to)) in options.iter().zip(to).enumerate() {
        lower.reading("options.label", Some(row));
        let label = lower.plain(text_of(option, "label"));
        let button = ButtonPlan { key: text_of(option, "key").into(), label, url: None, request: None, to };
        if !as_cards {
            buttons.push((row % columns > 0, button));
            continue;
        }
        lower.reading("options.text", Some(row));
        let text = lower.template(text_of(option, "text"));
        let media = media_plan(text_of(option, "media"));
        cards.push(CardPlan { title: label, text, media, buttons: vec![button] });
    }
    Shown { rows: keyboard_rows(buttons), cards }
}

/// Buttons of the items of the list, when the block names one.
pub(super) fn listed(lower: &mut Lower<'_>, to: OpIdx) -> Option<ChoicesPlan> {
    lower.reading("list", None);
    let list = lower.field(lower.block.text("list"))?.0;
    let per_row = lower.block.int("columns", 1).clamp(1, 8) as u8;
    Some(ChoicesPlan { list, keep: None, card: None, per_row, to })
}
