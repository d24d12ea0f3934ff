//! Choice: one of several options, as buttons or as cards with pictures.

use super::asking::{
    ATTEMPTS, Asked, Asking, CHANGE, COLUMNS, FIELD, MEDIA, PROGRESS, RETRY, SKIP, TEXT, TYPING, answered,
    asking_exits, asking_preview,
};
use super::options::{
    LIST, NAMES, NAMES_KEY, NAMES_TITLE, OPTION_FORM, has_own_exit, listed, option_exits, option_lines,
    shown, value_of,
};
use super::parts::{REMIND, TIMEOUT, field};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{AnswerKind, ChoicesPlan, Expr, Op, OpIdx};
use crate::model::{Block, Exit, FieldId, FieldKind, Form, Label, Shape, text_of};

/// Longest answer kept while the author has written no options yet.
const TEXT_MAX: u32 = 4_096;

static FORM: Form = Form {
    name: "block choice",
    fields: &[
        TEXT,
        MEDIA,
        PROGRESS,
        field(
            "options",
            Label::new("Варианты", "Options"),
            Label::new(
                "Подписчик нажмёт кнопку, напишет её надпись или номер",
                "The subscriber presses a button, or types its caption or number",
            ),
            Shape::List(&OPTION_FORM),
        ),
        LIST,
        NAMES,
        NAMES_KEY,
        NAMES_TITLE,
        COLUMNS,
        FIELD,
        RETRY,
        ATTEMPTS,
        SKIP,
        CHANGE,
        TYPING,
        REMIND,
        TIMEOUT,
    ],
};

/// Asks for one of several options.
pub(super) static CHOICE: BlockType = BlockType {
    name: "choice",
    family: Family::Ask,
    icon: "circle-dot",
    label: Label::new("Выбор", "Choice"),
    summary: Label::new(
        "Один из вариантов кнопкой или картинкой; ответ сохраняется в поле",
        "One of several options by button or picture; the answer is kept in a field",
    ),
    also: Label::new(
        "опрос, квиз, тест, кнопки, меню, вариант ответа",
        "survey, quiz, poll, buttons, menu, option",
    ),
    form: &FORM,
    exits,
    preview,
    lower,
};

/// Whether some answer leaves by the common exit.
fn has_next(block: &Block) -> bool {
    let options = block.rows("options");
    options.is_empty()
        || !block.text("list").trim().is_empty()
        || options.iter().any(|option| !has_own_exit(block, option))
}

fn exits(block: &Block) -> Vec<ExitSpec> {
    let next = has_next(block).then(answered);
    asking_exits(block, option_exits(block).chain(next))
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut lines = asking_preview(block, Label::new("Один из", "One of"));
    let common: Vec<_> =
        block.rows("options").iter().filter(|option| !has_own_exit(block, option)).cloned().collect();
    lines.extend(option_lines(&common));
    lines
}

fn lower(lower: &mut Lower<'_>) {
    lower.reading("field", None);
    let kept = lower.field(lower.block.text("field"));
    let next = if has_next(lower.block) { lower.exit(&Exit::next(), true) } else { 0 };
    let to = ways(lower, kept, next);
    let asking = Asking::exits(lower);
    lower.begin();
    let field = kept.map(|kept| kept.0);
    let choices = listed(lower, next).map(|choices| ChoicesPlan { keep: field, ..choices });
    let options = shown(lower, &to);
    // Before there are options any words will do, so that a half-drawn funnel can be played.
    if to.is_empty() && choices.is_none() {
        let kind = AnswerKind::Text { min: 1, max: TEXT_MAX };
        asking.ask(lower, Asked { field, ..Asked::by_text(kind, next) });
        return;
    }
    let asked =
        Asked { cards: options.cards, choices, numbered: true, ..Asked::by_press(lower.block, options.rows) };
    asking.ask(lower, asked);
}

/// Where each option leads: it keeps its value on the way.
fn ways(lower: &mut Lower<'_>, kept: Option<(FieldId, FieldKind)>, next: OpIdx) -> Vec<OpIdx> {
    let block = lower.block;
    let way = |(row, option)| {
        let first = lower.next_op();
        if let Some((field_id, kind)) = kept {
            lower.reading("options.value", Some(row));
            let ops = lower.value(value_of(option), kind);
            let expr = lower.expr(Expr { ops });
            lower.op(Op::Set(field_id, expr));
        }
        if has_own_exit(block, option) {
            lower.exit(&Exit::new(text_of(option, "key")), true);
        } else {
            lower.op(Op::Jump(next));
        }
        first
    };
    block.rows("options").iter().enumerate().map(way).collect()
}
