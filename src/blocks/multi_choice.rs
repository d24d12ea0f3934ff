//! Multiple choice: options are ticked until the subscriber says that this is all.

use super::asking::{
    ATTEMPTS, Asked, Asking, COLUMNS, FIELD, MEDIA, PROGRESS, RETRY, SKIP, TEXT, TYPING, answered,
    asking_exits, asking_preview,
};
use super::options::{LIST, NAMES, NAMES_KEY, NAMES_TITLE, TICK_FORM, listed, option_lines, shown, value_of};
use super::outside::{clear, own, set};
use super::parts::{REMIND, TIMEOUT, field};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{AnswerKind, ButtonPlan, Expr, ExprOp, Op, OpIdx, TicksPlan};
use crate::model::{Block, Exit, FieldId, Form, Label, Shape, text_of};

/// Key of the button that ends the choice.
const DONE: &str = "done";
/// What that button says when the author has left it empty.
const END: Label = Label::new("Готово", "Done");
/// Place of the block's own: what is ticked before the choice is done.
const TICKED: u16 = 0;
/// Longest answer kept while the author has written no options yet.
const TEXT_MAX: u32 = 4_096;
/// Most options that can be asked for.
const COUNT_MAX: i64 = 100;

static FORM: Form = Form {
    name: "block multi_choice",
    fields: &[
        TEXT,
        MEDIA,
        PROGRESS,
        field(
            "options",
            Label::new("Варианты", "Options"),
            Label::new(
                "Подписчик отметит кнопками или напишет через запятую: 1, 3",
                "The subscriber ticks them by buttons or types them with commas: 1, 3",
            ),
            Shape::List(&TICK_FORM),
        ),
        LIST,
        NAMES,
        NAMES_KEY,
        NAMES_TITLE,
        COLUMNS,
        field(
            "min",
            Label::new("Отметить не меньше", "At least"),
            Label::new("Сколько вариантов нужно", "How many options are needed"),
            Shape::Int { min: 0, max: COUNT_MAX, default: 1 },
        ),
        field(
            "max",
            Label::new("Отметить не больше", "At most"),
            Label::new("Сколько вариантов можно; 0 — все", "How many options are allowed; 0 for all"),
            Shape::Int { min: 0, max: COUNT_MAX, default: 0 },
        ),
        field(
            "done",
            Label::new("Кнопка «Готово»", "“Done” button"),
            Label::new(
                "Надпись кнопки, которая заканчивает выбор",
                "Caption of the button that ends the choice",
            ),
            Shape::Line,
        )
        .spoken(),
        FIELD,
        RETRY,
        ATTEMPTS,
        SKIP,
        TYPING,
        REMIND,
        TIMEOUT,
    ],
};

/// Asks for several of the options.
pub(super) static MULTI_CHOICE: BlockType = BlockType {
    name: "multi_choice",
    family: Family::Ask,
    icon: "list-checks",
    label: Label::new("Выбор нескольких", "Multiple choice"),
    summary: Label::new(
        "Несколько вариантов и кнопка «Готово»; ответы сохраняются списком в поле",
        "Several options and a “Done” button; the answers are kept as a list in a field",
    ),
    also: Label::new(
        "опрос, анкета, галочки, чекбокс, несколько ответов",
        "survey, poll, checkbox, several answers",
    ),
    form: &FORM,
    exits,
    preview,
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    asking_exits(block, [answered()])
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut lines = asking_preview(block, Label::new("Несколько из", "Several of"));
    lines.extend(option_lines(block.rows("options")));
    lines
}

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), true);
    let mut asking = Asking::exits(lower);
    lower.reading("field", None);
    let field = lower.field(lower.block.text("field")).map(|field| field.0);
    let done = keeping(lower, field, &mut asking, next);
    lower.begin();
    let options = lower.block.rows("options");
    let choices = listed(lower, next);
    if options.is_empty() && choices.is_none() {
        let kind = AnswerKind::Text { min: 1, max: TEXT_MAX };
        asking.ask(lower, Asked { field, ..Asked::by_text(kind, next) });
        return;
    }
    let ticks = ticks(lower, own(lower, TICKED));
    // Ticks of an earlier time would be there unseen.
    clear(lower, ticks.field);
    let mut shown = shown(lower, &vec![next; options.len()]);
    let label = lower.plain_or(DONE, END);
    let done = vec![ButtonPlan { key: DONE.into(), label, url: None, request: None, to: done }];
    // Below the items of a list, as everything that ends a choice.
    let (quick, rows) = if choices.is_some() { (vec![done], vec![]) } else { (vec![], vec![done]) };
    shown.rows.extend(rows);
    let asked = Asked {
        quick,
        cards: shown.cards,
        choices,
        retry: retry(lower.block, ticks.min, ticks.max),
        ticks: Some(ticks),
        numbered: true,
        ..Asked::by_press(lower.block, shown.rows)
    };
    asking.ask(lower, asked);
}

/// Puts what is ticked into the field and goes on: the former answer stays until there is a new one. Who falls
/// silent in the middle of the first answer has given that much of it.
fn keeping(lower: &mut Lower<'_>, field: Option<FieldId>, asking: &mut Asking, next: OpIdx) -> OpIdx {
    let ticked = own(lower, TICKED);
    let keep = |lower: &mut Lower<'_>, to| {
        let first = lower.next_op();
        if let Some(field) = field {
            set(lower, field, vec![ExprOp::Field(ticked)]);
        }
        clear(lower, ticked);
        lower.op(Op::Jump(to));
        first
    };
    let done = keep(lower, next);
    if let (Some(field), Some(timeout)) = (field, &mut asking.timeout) {
        let answered = lower.expr(Expr { ops: vec![ExprOp::Field(field), ExprOp::IsSet, ExprOp::Not] });
        let first = keep(lower, timeout.to);
        let silent = lower.op(Op::Unless(answered, timeout.to));
        lower.op(Op::Jump(first));
        timeout.to = silent;
    }
    done
}

fn ticks(lower: &mut Lower<'_>, field: FieldId) -> TicksPlan {
    let mut values = Vec::new();
    for (row, option) in lower.block.rows("options").iter().enumerate() {
        lower.reading("options.value", Some(row));
        values.push((text_of(option, "key").to_owned(), lower.plain(value_of(option))));
    }
    let count = |name, default| lower.block.int(name, default).clamp(0, COUNT_MAX) as u8;
    let (min, max) = (count("min", 1), count("max", 0));
    TicksPlan { field, values, done: DONE.into(), min, max: if max > 0 { max.max(min) } else { 0 } }
}

/// What is said when there are too few or too many, or something else was sent.
fn retry(block: &Block, min: u8, max: u8) -> [String; 2] {
    let (ru, en) = match (min, max) {
        (0 | 1, 0) => (String::new(), String::new()),
        (_, 0) => (format!(" (не меньше {min})"), format!(" (at least {min})")),
        (0 | 1, _) => (format!(" (не больше {max})"), format!(" (at most {max})")),
        (_, _) => (format!(" (от {min} до {max})"), format!(" ({min} to {max})")),
    };
    let done = match block.text(DONE).trim() {
        "" => [END.ru, END.en],
        own => [own, own],
    };
    [
        format!("Отметьте варианты{ru} и нажмите «{}». Можно написать их через запятую.", done[0]),
        format!("Please tick options{en} and press “{}”. You may type them with commas as well.", done[1]),
    ]
}
