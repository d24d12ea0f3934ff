//! Options that choices of one and of several share: rows of the author's, as buttons or as cards with pictures.

use super::filters::column;
use super::lower::media_plan;
use super::outside::{more, own, set};
use super::parts::{KEY, field, keyboard_rows};
use super::{Caption, ExitKind, ExitSpec, Lower, PreviewLine};
use crate::flow::{ButtonPlan, CardPlan, CellTest, ChoicesPlan, Expr, ExprOp, LookupPlan, Op, OpIdx};
use crate::model::{Block, Exit, FieldId, Form, FormField, Label, Record, Shape, flag_of, text_of};

/// Place of the block's own: the items of the list with their names. The first place is that of ticks.
const OFFERED: u16 = 1;
/// Most options that the canvas names.
const PREVIEW_MAX: usize = 8;

const LABEL: FormField = field(
    "label",
    Label::new("Надпись", "Caption"),
    Label::new("Что увидит подписчик", "What the subscriber sees"),
    Shape::Line,
)
.spoken();

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

/// Table that says what the items of the list are called.
pub(super) const NAMES: FormField = field(
    "names",
    Label::new("Названия из таблицы", "Names from a table"),
    Label::new(
        "Если в поле артикулы: таблица, где у них есть названия; пусто — пункты показываются как есть",
        "When the field holds articles: the table that names them; empty to show the items as they are",
    ),
    Shape::Table,
);

/// Column by which an item is found in [`NAMES`].
pub(super) const NAMES_KEY: FormField = field(
    "key_column",
    Label::new("Столбец артикула", "Column of the article"),
    Label::new("По нему находится строка; он же запомнится", "It finds the row, and is what is kept"),
    Shape::Line,
);

/// Column that [`NAMES`] takes captions from.
pub(super) const NAMES_TITLE: FormField = field(
    "title_column",
    Label::new("Столбец названия", "Column of the title"),
    Label::new("Что станет надписью кнопки", "What becomes the caption"),
    Shape::Line,
);

/// Buttons of the items of the list, when the block names one. Writes what finds their names, so that it comes
/// after [`Lower::begin`] and before the question.
pub(super) fn listed(lower: &mut Lower<'_>, to: OpIdx) -> Option<ChoicesPlan> {
    lower.reading("list", None);
    let list = lower.field(lower.block.text("list"))?.0;
    let per_row = lower.block.int("columns", 1).clamp(1, 8) as u8;
    let list = named(lower, list).unwrap_or(list);
    let more = more(lower);
    Some(ChoicesPlan { list, keep: None, card: None, more, per_row, to })
}

/// The list with names out of a table, made anew each time the question is asked; as it is when the table knows
/// none of its items.
fn named(lower: &mut Lower<'_>, list: FieldId) -> Option<FieldId> {
    lower.reading("names", None);
    let (table_index, table) = lower.table(lower.block.text("names"))?;
    let key = column(lower, table, "key_column").unwrap_or(0);
    let title = column(lower, table, "title_column")?;
    let offered = own(lower, OFFERED);
    set(lower, offered, vec![ExprOp::Field(list)]);
    let items = lower.expr(Expr { ops: vec![ExprOp::Field(list)] });
    let plan = LookupPlan {
        table: table_index,
        filters: vec![(key, CellTest::In, items)],
        nearest: None,
        save: Vec::new(),
        list: Some((offered, [Some(title), Some(key), None, None])),
        take: 0,
        none: lower.next_op() + 1,
    };
    let lookups = &mut lower.flow().lookups;
    lookups.push(plan);
    let lookup = lookups.len() - 1;
    lower.op(Op::Lookup(lookup as u32));
    Some(offered)
}
