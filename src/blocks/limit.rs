//! Limit: lets a subscriber pass so many times, for ever or in a span of time.

use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, Family, Lower, PreviewLine};
use crate::flow::{Duration, Expr, ExprOp, Op, event_id};
use crate::model::{Block, Decimal, Exit, Form, Label, Shape, Value};

/// Most passings counted within a span: each is remembered by its own moment.
pub const IN_SPAN_MAX: i64 = 20;
const COUNT_MAX: i64 = 1_000_000;

static FORM: Form = Form {
    name: "block limit",
    fields: &[
        field(
            "count",
            Label::new("Сколько раз", "How many times"),
            Label::new(
                "Столько раз подписчик пройдёт дальше; за срок — не больше 20",
                "So many times the subscriber passes; within a span at most 20",
            ),
            Shape::Int { min: 1, max: COUNT_MAX, default: 1 },
        ),
        field(
            "per",
            Label::new("За срок", "Within"),
            Label::new(
                "За последние 1h, 1d, 7d; пусто — за всё время",
                "In the last 1h, 1d, 7d; empty for all time",
            ),
            Shape::Duration,
        ),
    ],
};

/// Lets a subscriber pass so many times.
pub(super) static LIMIT: BlockType = BlockType {
    name: "limit",
    family: Family::Logic,
    icon: "gauge",
    label: Label::new("Ограничение", "Limit"),
    summary: Label::new(
        "Пропускает подписчика не больше стольких-то раз: за срок или вообще",
        "Lets a subscriber pass at most so many times, in a span or at all",
    ),
    also: Label::new("не чаще, один раз, лимит, ограничить", "at most, once, cap"),
    form: &FORM,
    exits: |_| {
        vec![
            fixed_exit("next", Label::new("Можно", "May pass"), ExitKind::Branch),
            fixed_exit("over", Label::new("Уже хватит", "Had enough"), ExitKind::Branch),
        ]
    },
    preview: |block: &Block| {
        let per = block.text("per").trim();
        let count = block.int("count", 1);
        let words = if per.is_empty() { count.to_string() } else { format!("{count} / {per}") };
        vec![PreviewLine::Muted(Label::new("Не больше", "At most"), words)]
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), true);
    let over = lower.exit(&Exit::new("over"), true);
    lower.begin();
    let count = lower.block.int("count", 1).clamp(1, COUNT_MAX);
    match lower.span("per").filter(|span| !span.is_zero()) {
        None => {
            let passed = event_id(&format!("passed:{}", lower.block_id));
            let most = ExprOp::Const(Value::Number(Decimal::from_int(count)));
            pass_if(lower, vec![ExprOp::Times(passed), most, ExprOp::Lt], passed, next);
        }
        // Each of so many passings has a place; one that is empty, or was taken before the span, lets pass.
        Some(span) => {
            for place in 0..count.min(IN_SPAN_MAX) {
                let passed = event_id(&format!("passed:{}.{place}", lower.block_id));
                let recent = vec![ExprOp::Happened(passed), ExprOp::Within(secs(span)), ExprOp::Not];
                pass_if(lower, recent, passed, next);
            }
        }
    }
    lower.op(Op::Jump(over));
}

/// Records the passing and goes on when the condition holds.
fn pass_if(lower: &mut Lower<'_>, ops: Vec<ExprOp>, passed: u32, next: u32) {
    let expr = lower.expr(Expr { ops });
    let test = lower.op(Op::Unless(expr, 0));
    lower.op(Op::Mark(passed));
    let jump = lower.op(Op::Jump(next));
    lower.flow().ops[test as usize] = Op::Unless(expr, jump + 1);
}

/// The last second that still counts: who comes exactly a day later comes on another day.
fn secs(span: Duration) -> u64 {
    span.about_secs().saturating_sub(1)
}
