//! Rating: a number on a short scale, shown as numbers or stars.

use super::asking::{
    ATTEMPTS, Asked, Asking, CHANGE, FIELD, MEDIA, PROGRESS, RETRY, SKIP, TEXT, TYPING, asking_exits,
    asking_preview, branch,
};
use super::parts::{REMIND, TIMEOUT, field, keyboard_rows};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{ButtonPlan, Expr, ExprOp, Op, OpIdx};
use crate::model::{Block, Choice, Decimal, Exit, FieldId, Form, Label, Shape, Value};

const SCALE_MAX: i64 = 10;
const SCALE_USUAL: i64 = 5;
/// Most buttons in a row: eight is what Telegram takes, and fingers hit five.
const ROW_MAX: i64 = 5;

static LOOKS: &[Choice] = &[
    Choice { name: "stars", label: Label::new("Звёзды: 1 ⭐ … 5 ⭐", "Stars: 1 ⭐ … 5 ⭐") },
    Choice { name: "numbers", label: Label::new("Числа: 1 … 5", "Numbers: 1 … 5") },
];

static FORM: Form = Form {
    name: "block rating",
    fields: &[
        TEXT,
        MEDIA,
        PROGRESS,
        field(
            "look",
            Label::new("Вид", "Look"),
            Label::new("Как выглядят кнопки", "What the buttons look like"),
            Shape::Choice(LOOKS),
        ),
        field(
            "scale",
            Label::new("Высшая оценка", "Highest rating"),
            Label::new("Оценки идут от 1 до этого числа", "Ratings go from 1 to this number"),
            Shape::Int { min: 2, max: SCALE_MAX, default: SCALE_USUAL },
        ),
        field(
            "low",
            Label::new("Низкая оценка — до", "Low rating, up to"),
            Label::new(
                "Такие и меньшие оценки идут по выходу «Низкая»; 0 — один выход на все",
                "Ratings up to this leave by the exit “Low”; 0 for one exit for all",
            ),
            Shape::Int { min: 0, max: SCALE_MAX - 1, default: 0 },
        ),
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

/// Asks for a rating.
pub(super) static RATING: BlockType = BlockType {
    name: "rating",
    family: Family::Ask,
    icon: "star",
    label: Label::new("Оценка", "Rating"),
    summary: Label::new(
        "Оценка звёздами или числами; низкие могут идти своим путём",
        "A rating by stars or numbers; low ones may take a way of their own",
    ),
    also: Label::new("отзыв, звёзды, опрос, обратная связь", "review, stars, survey, feedback"),
    form: &FORM,
    exits,
    preview,
    lower,
};

fn scale(block: &Block) -> i64 {
    block.int("scale", SCALE_USUAL).clamp(2, SCALE_MAX)
}

/// The highest rating that counts as low; below the scale, so that somebody can be content.
fn low(block: &Block) -> i64 {
    block.int("low", 0).clamp(0, scale(block) - 1)
}

fn exits(block: &Block) -> Vec<ExitSpec> {
    let has_low = low(block) > 0;
    let next =
        if has_low { Label::new("Хорошая", "Good") } else { Label::new("Оценка", "Rating") };
    let low = has_low.then(|| branch("low", Label::new("Низкая", "Low")));
    asking_exits(block, std::iter::once(branch("next", next)).chain(low))
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut lines = asking_preview(block, Label::new("Оценка", "Rating"));
    let sign = if block.text("look") == "numbers" { "" } else { " ⭐" };
    lines.push(PreviewLine::Muted(Label::new("от 1 до", "1 to"), format!("{}{sign}", scale(block))));
    lines
}

fn lower(lower: &mut Lower<'_>) {
    let (scale, low) = (scale(lower.block), low(lower.block));
    let next = lower.exit(&Exit::next(), true);
    let low_to = if low > 0 { lower.exit(&Exit::new("low"), true) } else { next };
    let to = scores(lower, 1..=scale, |score| if score <= low { low_to } else { next });
    let asking = Asking::exits(lower);
    lower.begin();
    let sign = if lower.block.text("look") == "numbers" { "" } else { " ⭐" };
    let buttons = to.into_iter().map(|(score, to)| score_button(lower, score, sign, to));
    // Rows of the same length, so that no score stands alone.
    let rows = (scale + ROW_MAX - 1) / ROW_MAX;
    let per_row = (scale + rows - 1) / rows;
    let rows = keyboard_rows(buttons.map(|(score, button)| ((score - 1) % per_row > 0, button)));
    let asked = Asked { numbered: true, retry: retry(1, scale), ..Asked::by_press(lower.block, rows) };
    asking.ask(lower, asked);
}

/// Operations that keep each score in the block's field and lead on. Before [`Lower::begin`].
pub(super) fn scores(
    lower: &mut Lower<'_>,
    scale: impl Iterator<Item = i64>,
    to: impl Fn(i64) -> OpIdx,
) -> Vec<(i64, OpIdx)> {
    lower.reading("field", None);
    let field: Option<FieldId> = lower.field(lower.block.text("field")).map(|field| field.0);
    let way = |score| {
        let first = lower.next_op();
        if let Some(field_id) = field {
            let value = Value::Number(Decimal::from_int(score));
            let expr = lower.expr(Expr { ops: vec![ExprOp::Const(value)] });
            lower.op(Op::Set(field_id, expr));
        }
        lower.op(Op::Jump(to(score)));
        (score, first)
    };
    scale.map(way).collect()
}

/// The button of a score; its key is the score.
pub(super) fn score_button(lower: &mut Lower<'_>, score: i64, sign: &str, to: OpIdx) -> (i64, ButtonPlan) {
    lower.reading("scale", None);
    let label = lower.plain(&format!("{score}{sign}"));
    (score, ButtonPlan { key: score.to_string(), label, url: None, request: None, to })
}

/// What is said to anything that is no score.
pub(super) fn retry(from: i64, to: i64) -> [String; 2] {
    [
        format!("Нажмите, пожалуйста, число от {from} до {to}."),
        format!("Please choose a number from {from} to {to}."),
    ]
}
