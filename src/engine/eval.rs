//! Values of a subscriber in templates and expressions.

use super::Session;
use crate::flow::{Expr, ExprOp, Flow, Piece, Span, Template, TemplateIdx, fold_text};
use crate::model::{Decimal, Value};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write;

type Slot<'a> = Option<Cow<'a, Value>>;

/// Fills a template in. An index outside the table renders to nothing.
pub(super) fn render(flow: &Flow, session: &Session, template: TemplateIdx) -> (String, Vec<Span>) {
    let mut spans = Vec::new();
    let Some(template) = flow.templates.get(template as usize) else { return (String::new(), spans) };
    let mut text = String::with_capacity(literal_len(template) + 24);
    let mut open: Vec<(usize, crate::flow::Style)> = Vec::new();
    for piece in &template.pieces {
        match piece {
            Piece::Literal(literal) => text.push_str(literal),
            Piece::Field(field_id, fallback) => match session.field(*field_id) {
                Some(Value::Text(value)) if !value.is_empty() => text.push_str(value),
                Some(value) if value.is_truthy() || !matches!(value, Value::Text(_) | Value::List(_)) => {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "{value}");
                }
                Some(_) | None => text.push_str(fallback),
            },
            Piece::Open(style) => open.push((text.len(), *style)),
            Piece::Close(style) => {
                if let Some(at) = open.iter().rposition(|(_, opened)| opened == style) {
                    let (start, style) = open.remove(at);
                    spans.push(Span { range: start..text.len(), style });
                }
            }
        }
    }
    (text, spans)
}

fn literal_len(template: &Template) -> usize {
    let len = |piece: &Piece| if let Piece::Literal(text) = piece { text.len() } else { 0 };
    template.pieces.iter().map(len).sum()
}

/// The value of an expression; `None` when it has none.
pub(super) fn eval(flow: &Flow, session: &Session, expr: &Expr) -> Option<Value> {
    let mut stack: Vec<Slot<'_>> = Vec::with_capacity(expr.ops.len());
    for op in &expr.ops {
        let slot = match op {
            ExprOp::Const(value) => Some(Cow::Borrowed(value)),
            ExprOp::Field(field_id) => session.field(*field_id).map(Cow::Borrowed),
            ExprOp::HasTag(tag_id) => flag(session.has_tag(*tag_id)),
            ExprOp::Template(template) => Some(Cow::Owned(Value::text(render(flow, session, *template).0))),
            ExprOp::Not => {
                let value = stack.pop().flatten();
                flag(!is_true(&value))
            }
            ExprOp::IsSet => {
                let value = stack.pop().flatten();
                let empty = |value: &Value| matches!(value, Value::Text(text) if text.is_empty());
                flag(value.is_some_and(|value| !empty(&value)))
            }
            ExprOp::Add
            | ExprOp::Sub
            | ExprOp::Mul
            | ExprOp::Div
            | ExprOp::Eq
            | ExprOp::Ne
            | ExprOp::Lt
            | ExprOp::Le
            | ExprOp::Gt
            | ExprOp::Ge
            | ExprOp::And
            | ExprOp::Or
            | ExprOp::Contains => {
                let right = stack.pop().flatten();
                let left = stack.pop().flatten();
                binary(op, left, right)
            }
        };
        stack.push(slot);
    }
    stack.pop().flatten().map(Cow::into_owned)
}

fn flag<'a>(value: bool) -> Slot<'a> {
    Some(Cow::Owned(Value::Flag(value)))
}

fn is_true(slot: &Slot<'_>) -> bool {
    slot.as_ref().is_some_and(|value| value.is_truthy())
}

fn binary<'a>(op: &ExprOp, left: Slot<'a>, right: Slot<'a>) -> Slot<'a> {
    match op {
        ExprOp::Add => add(left, right),
        ExprOp::Sub => arithmetic(left, right, |a, b| Some(a.minus(b))),
        ExprOp::Mul => arithmetic(left, right, |a, b| Some(a.times(b))),
        ExprOp::Div => arithmetic(left, right, Decimal::over),
        ExprOp::And => flag(is_true(&left) && is_true(&right)),
        ExprOp::Or => flag(is_true(&left) || is_true(&right)),
        ExprOp::Ne => flag(order(&left, &right) != Some(Ordering::Equal)),
        ExprOp::Eq => flag(order(&left, &right) == Some(Ordering::Equal)),
        ExprOp::Lt => flag(order(&left, &right).is_some_and(Ordering::is_lt)),
        ExprOp::Le => flag(order(&left, &right).is_some_and(Ordering::is_le)),
        ExprOp::Gt => flag(order(&left, &right).is_some_and(Ordering::is_gt)),
        ExprOp::Ge => flag(order(&left, &right).is_some_and(Ordering::is_ge)),
        ExprOp::Contains => flag(contains(&left, &right)),
        ExprOp::Const(_)
        | ExprOp::Field(_)
        | ExprOp::HasTag(_)
        | ExprOp::Template(_)
        | ExprOp::Not
        | ExprOp::IsSet => None,
    }
}

fn number(slot: &Slot<'_>) -> Option<Decimal> {
    slot.as_ref().and_then(|value| value.as_number())
}

/// Adds numbers; what is not set counts as zero, so that a score may begin by adding. Texts are joined.
fn add<'a>(left: Slot<'a>, right: Slot<'a>) -> Slot<'a> {
    let zero = |slot: &Slot<'_>| if slot.is_none() { Some(Decimal::ZERO) } else { number(slot) };
    if let (Some(a), Some(b)) = (zero(&left), zero(&right)) {
        return Some(Cow::Owned(Value::Number(a.plus(b))));
    }
    let joined = format!("{}{}", left.as_deref()?, right.as_deref()?);
    Some(Cow::Owned(Value::text(joined)))
}

fn arithmetic<'a>(left: Slot<'a>, right: Slot<'a>, op: fn(Decimal, Decimal) -> Option<Decimal>) -> Slot<'a> {
    op(number(&left)?, number(&right)?).map(|value| Cow::Owned(Value::Number(value)))
}

/// Numbers compare as numbers, dates as dates, everything else as the folded text that people see.
fn order(left: &Slot<'_>, right: &Slot<'_>) -> Option<Ordering> {
    let (a, b) = (left.as_deref()?, right.as_deref()?);
    if let (Some(a), Some(b)) = (a.as_number(), b.as_number()) {
        return Some(a.cmp(&b));
    }
    if std::mem::discriminant(a) == std::mem::discriminant(b) && !matches!(a, Value::Text(_)) {
        return Some(a.cmp(b));
    }
    Some(fold_text(&a.to_string()).cmp(&fold_text(&b.to_string())))
}

fn contains(left: &Slot<'_>, right: &Slot<'_>) -> bool {
    let (Some(left), Some(right)) = (left.as_deref(), right.as_deref()) else { return false };
    match left {
        Value::List(items) => items.contains(right),
        text => fold_text(&text.to_string()).contains(&fold_text(&right.to_string())),
    }
}
