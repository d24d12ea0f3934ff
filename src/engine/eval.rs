//! Values of a subscriber in templates and expressions.

use super::session::Session;
use super::show;
use crate::flow::{
    Expr, ExprOp, Flow, Known, Now, Piece, Span, Template, TemplateIdx, contains_text, count_chars,
    fold_text, parts, push_encoded,
};
use crate::model::{Decimal, FieldId, Value, is_russian};
use std::borrow::Cow;
use std::cmp::Ordering;

type Slot<'a> = Option<Cow<'a, Value>>;

/// What templates and expressions look at.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub flow: &'a Flow,
    pub session: &'a Session,
    pub now: Now<'a>,
}

/// Whether an expression holds for a subscriber: who belongs to a segment.
pub fn holds(flow: &Flow, session: &Session, expr: &Expr, now: Now<'_>) -> bool {
    eval(Scope { flow, session, now }, expr).is_some_and(|value| value.is_truthy())
}

impl<'a> Scope<'a> {
    /// A field that holds a text; empty for any other.
    pub(super) fn text_of(&self, field_id: FieldId) -> &'a str {
        match self.session.field(field_id) {
            Some(Value::Text(text)) => text,
            Some(_) | None => "",
        }
    }

    /// The subscriber's language as far as texts are told apart by it: `en` of `en-GB`.
    pub fn language(&self) -> &'a str {
        let tag = self.text_of(FieldId::LANGUAGE);
        let own = parts(tag, b"-_").next().unwrap_or(tag);
        if own.is_empty() { &self.flow.language } else { own }
    }

    /// The template that takes the place of another in the subscriber's language and channel, and whether it
    /// is of a language of its own.
    #[inline(never)]
    fn layered(&self, template: TemplateIdx) -> (TemplateIdx, bool) {
        let (language, channel) = (self.language(), self.text_of(FieldId::CHANNEL));
        // `pt-BR` reads texts of its own region, and else those of its language.
        let tag = self.text_of(FieldId::LANGUAGE);
        let fits = |layer: &&crate::flow::LayerPlan| layer.speaks([language, tag], channel);
        let replaced = self.flow.layers.iter().filter(fits).find_map(|layer| {
            let at = layer.texts.binary_search_by_key(&template, |text| text.0).ok()?;
            Some((layer.texts[at].1, !layer.language.is_empty()))
        });
        replaced.unwrap_or((template, false))
    }

    /// The value of what the engine knows by itself.
    pub fn known(&self, known: Known) -> Value {
        let local = self.now.zone.local_at(self.now.millis);
        let day = local.div_euclid(crate::flow::DAY_MS);
        match known {
            Known::Now => Value::Moment(self.now.millis),
            Known::Today => Value::Date(day as i32),
            Known::Clock => Value::Time((local.rem_euclid(crate::flow::DAY_MS) / 1000) as u32),
            Known::Weekday => Value::Number(Decimal::from_int((day + 3).rem_euclid(7) + 1)),
            Known::LastSeen => Value::Moment(self.session.last_seen),
            Known::Since => Value::Moment(self.session.since),
            Known::Visits => Value::Number(Decimal::from_int(i64::from(self.session.visits))),
            Known::Subscribed => Value::Flag(self.session.subscribed && !self.session.blocked),
            Known::WithHuman => Value::Flag(self.session.with_human().is_some()),
        }
    }
}

/// Who reads what a template is filled in for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// A person, in the subscriber's language and on the subscriber's clock.
    Person,
    /// Another program or a field: moments in UTC, a full stop in numbers.
    Program,
    /// A part of a web address.
    Address,
}

/// Fills a template in for people. An index outside the table renders to nothing.
pub(super) fn render(scope: Scope<'_>, template: TemplateIdx) -> (String, Vec<Span>) {
    filled_in(scope, template, Reader::Person)
}

/// Fills a template in that a program reads or a field keeps.
pub(super) fn render_value(scope: Scope<'_>, template: TemplateIdx) -> String {
    filled_in(scope, template, Reader::Program).0
}

/// Fills the template of a web address in: what a subscriber wrote becomes a part of the address and never
/// changes where it leads. An address that is a value as a whole stays as it is.
pub(super) fn render_address(scope: Scope<'_>, template: TemplateIdx) -> String {
    filled_in(scope, template, Reader::Address).0
}

fn filled_in(scope: Scope<'_>, template: TemplateIdx, reader: Reader) -> (String, Vec<Span>) {
    let (template, translated) =
        if scope.flow.layers.is_empty() { (template, false) } else { scope.layered(template) };
    match scope.flow.templates.get(template as usize) {
        Some(template) => filled(scope, template, translated, reader),
        None => Default::default(),
    }
}

fn filled(scope: Scope<'_>, template: &Template, translated: bool, reader: Reader) -> (String, Vec<Span>) {
    let language = || if translated { scope.language() } else { &scope.flow.language };
    let mut spans = Vec::new();
    if let Some(literal) = template.as_literal() {
        return (literal.to_owned(), spans);
    }
    let mut text = String::with_capacity(literal_len(template) + 24);
    let mut open: Vec<(usize, crate::flow::Style)> = Vec::new();
    for piece in &template.pieces {
        let before = text.len();
        match piece {
            Piece::Literal(literal) => text.push_str(literal),
            Piece::Field(field_id, fallback) => match scope.session.field(*field_id) {
                Some(Value::Text(value)) if !value.is_empty() => text.push_str(value),
                Some(value) if value.is_truthy() || !matches!(value, Value::Text(_) | Value::List(_)) => {
                    match reader {
                        Reader::Person => show::plain(scope, value, is_russian(language()), &mut text),
                        Reader::Program | Reader::Address => value.push_to(&mut text),
                    }
                }
                Some(_) | None => text.push_str(fallback),
            },
            Piece::Shown(shown) => {
                let is_person = reader == Reader::Person;
                show::shown(scope, shown, language(), is_person, &mut text);
            }
            Piece::Open(style) => open.push((text.len(), *style)),
            Piece::Close(_) | Piece::Link(_) => {
                let closed = if let Piece::Close(style) = piece { *style } else { crate::flow::Style::Link };
                if let Some(at) = open.iter().rposition(|(_, opened)| *opened == closed) {
                    let (start, style) = open.remove(at);
                    let mut span = Span::new(start..text.len(), style);
                    if let Piece::Link(to) = piece {
                        span.to = filled(scope, to, translated, Reader::Address).0.into();
                    }
                    spans.push(span);
                }
            }
        }
        if reader == Reader::Address && before > 0 && matches!(piece, Piece::Field(..) | Piece::Shown(_)) {
            let value = text.split_off(before);
            push_encoded(&mut text, &value);
        }
    }
    (text, spans)
}

fn literal_len(template: &Template) -> usize {
    let len = |piece: &Piece| if let Piece::Literal(text) = piece { text.len() } else { 0 };
    template.pieces.iter().map(len).sum()
}

/// The value of an expression; `None` when it has none.
pub(super) fn eval(scope: Scope<'_>, expr: &Expr) -> Option<Value> {
    let session = scope.session;
    let mut stack: Vec<Slot<'_>> = Vec::with_capacity(expr.ops.len());
    for op in &expr.ops {
        let slot = match op {
            ExprOp::Const(value) => Some(Cow::Borrowed(value)),
            ExprOp::Field(field_id) => session.field(*field_id).map(Cow::Borrowed),
            ExprOp::HasTag(tag_id) => flag(session.has_tag(*tag_id)),
            ExprOp::Template(template) => Some(Cow::Owned(Value::text(render_value(scope, *template)))),
            ExprOp::Known(known) => Some(Cow::Owned(scope.known(*known))),
            ExprOp::Happened(event) => session.seen(*event).map(|seen| Cow::Owned(Value::Moment(seen.at))),
            ExprOp::Times(event) => number_slot(session.seen(*event).map_or(0, |seen| i64::from(seen.times))),
            ExprOp::Agreed(version) => flag(session.agreed(*version)),
            ExprOp::Open(window) => flag(is_open(scope, *window)),
            ExprOp::Within(secs) => {
                let since = |at: i64| scope.now.millis.saturating_sub(at);
                let limit = i64::try_from(*secs).unwrap_or(i64::MAX).saturating_mul(1000);
                let value = stack.pop().flatten();
                flag(matches!(value.as_deref(), Some(Value::Moment(at)) if since(*at) <= limit))
            }
            ExprOp::Len => {
                let len = stack.pop().flatten().and_then(|value| match &*value {
                    Value::List(items) => Some(items.len()),
                    Value::Text(text) => Some(count_chars(text)),
                    _ => None,
                });
                number_slot(len.unwrap_or(0) as i64)
            }
            ExprOp::Round => {
                let rounded = number(&stack.pop().flatten()).map(Decimal::rounded);
                rounded.map(|value| Cow::Owned(Value::Number(value)))
            }
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
            | ExprOp::Contains
            | ExprOp::Starts
            | ExprOp::Min
            | ExprOp::Max => {
                let right = stack.pop().flatten();
                let left = stack.pop().flatten();
                binary(scope, op, left, right)
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

fn binary<'a>(scope: Scope<'a>, op: &ExprOp, left: Slot<'a>, right: Slot<'a>) -> Slot<'a> {
    let order = |left: &Slot<'_>, right: &Slot<'_>| order(scope, left, right);
    match op {
        ExprOp::Add => add(left, right),
        ExprOp::Sub => subtract(left, right),
        ExprOp::Min => arithmetic(left, right, |a, b| Some(a.min(b))),
        ExprOp::Max => arithmetic(left, right, |a, b| Some(a.max(b))),
        ExprOp::Mul => arithmetic(left, right, |a, b| Some(a.times(b))),
        ExprOp::Div => arithmetic(left, right, Decimal::over),
        ExprOp::And => flag(is_true(&left) && is_true(&right)),
        ExprOp::Or => flag(is_true(&left) || is_true(&right)),
        ExprOp::Ne | ExprOp::Eq | ExprOp::Lt | ExprOp::Le | ExprOp::Gt | ExprOp::Ge => {
            flag(compares(op, order(&left, &right)))
        }
        ExprOp::Contains => flag(contains(&left, &right)),
        ExprOp::Starts => flag(starts(&left, &right)),
        ExprOp::Const(_)
        | ExprOp::Field(_)
        | ExprOp::HasTag(_)
        | ExprOp::Template(_)
        | ExprOp::Known(_)
        | ExprOp::Happened(_)
        | ExprOp::Times(_)
        | ExprOp::Agreed(_)
        | ExprOp::Open(_)
        | ExprOp::Within(_)
        | ExprOp::Len
        | ExprOp::Round
        | ExprOp::Not
        | ExprOp::IsSet => None,
    }
}

/// Whether things in that order compare so; what has no order is only unequal.
fn compares(op: &ExprOp, order: Option<Ordering>) -> bool {
    let Some(order) = order else { return *op == ExprOp::Ne };
    match op {
        ExprOp::Eq => order.is_eq(),
        ExprOp::Lt => order.is_lt(),
        ExprOp::Le => order.is_le(),
        ExprOp::Gt => order.is_gt(),
        ExprOp::Ge => order.is_ge(),
        _ => order.is_ne(),
    }
}

fn number_slot<'a>(number: i64) -> Slot<'a> {
    Some(Cow::Owned(Value::Number(Decimal::from_int(number))))
}

fn is_open(scope: Scope<'_>, window: u32) -> bool {
    let Some((window, at_home)) = scope.flow.windows.get(window as usize) else { return false };
    let zone = if *at_home { scope.now.home } else { scope.now.zone };
    window.open_at(zone.local_at(scope.now.millis)).is_ok()
}

fn number(slot: &Slot<'_>) -> Option<Decimal> {
    slot.as_ref().and_then(|value| value.as_number())
}

/// Adds numbers; what is not set counts as zero, so that a score may begin by adding, and adds nothing to
/// anything else. Days are added to a date or a moment; texts are joined; what is added to a list becomes its last
/// items.
fn add<'a>(left: Slot<'a>, right: Slot<'a>) -> Slot<'a> {
    match (left.as_deref(), right.as_deref()) {
        (Some(Value::Date(days)), Some(_)) => {
            let more = number(&right)?.to_int();
            return Some(Cow::Owned(Value::Date(days.saturating_add(i32::try_from(more).unwrap_or(0)))));
        }
        (Some(Value::Moment(at)), Some(_)) => {
            return Some(Cow::Owned(Value::Moment(days_later(*at, number(&right)?))));
        }
        // A time of day has no next day to reach into.
        (Some(Value::Time(_)), Some(Value::Number(_))) => return None,
        (Some(Value::List(items)), Some(more)) => {
            let mut items = items.clone();
            match more {
                Value::List(more) => items.extend_from_slice(more),
                item => items.push(item.clone()),
            }
            return Some(Cow::Owned(Value::List(items)));
        }
        _ => {}
    }
    let zero = |slot: &Slot<'_>| if slot.is_none() { Some(Decimal::ZERO) } else { number(slot) };
    if let (Some(a), Some(b)) = (zero(&left), zero(&right)) {
        return Some(Cow::Owned(Value::Number(a.plus(b))));
    }
    let (Some(before), Some(more)) = (left.as_deref(), right.as_deref()) else { return left.or(right) };
    let mut joined = before.shown().into_owned();
    more.push_to(&mut joined);
    Some(Cow::Owned(Value::text(joined)))
}

/// A moment so many days of 24 hours later.
fn days_later(at: i64, days: Decimal) -> i64 {
    at.saturating_add(days.times(Decimal::from_int(crate::flow::DAY_MS)).to_int())
}

/// Subtracts numbers, days from a date, a date from a date (days) and a moment from a moment (days, rounded
/// down).
#[inline(never)]
fn subtract<'a>(left: Slot<'a>, right: Slot<'a>) -> Slot<'a> {
    match (left.as_deref(), right.as_deref()) {
        (Some(Value::Date(a)), Some(Value::Date(b))) => number_slot(i64::from(*a) - i64::from(*b)),
        (Some(Value::Moment(a)), Some(Value::Moment(b))) => {
            number_slot(a.saturating_sub(*b).div_euclid(crate::flow::DAY_MS))
        }
        (Some(Value::Date(days)), Some(_)) => {
            let less = i32::try_from(number(&right)?.to_int()).unwrap_or(0);
            Some(Cow::Owned(Value::Date(days.saturating_sub(less))))
        }
        (Some(Value::Moment(at)), Some(_)) => {
            let less = Decimal::ZERO.minus(number(&right)?);
            Some(Cow::Owned(Value::Moment(days_later(*at, less))))
        }
        _ => arithmetic(left, right, |a, b| Some(a.minus(b))),
    }
}

fn starts(left: &Slot<'_>, right: &Slot<'_>) -> bool {
    let (Some(left), Some(right)) = (left.as_deref(), right.as_deref()) else { return false };
    fold_text(&left.shown()).starts_with(&fold_text(&right.shown()))
}

fn arithmetic<'a>(left: Slot<'a>, right: Slot<'a>, op: fn(Decimal, Decimal) -> Option<Decimal>) -> Slot<'a> {
    op(number(&left)?, number(&right)?).map(|value| Cow::Owned(Value::Number(value)))
}

/// Numbers compare as numbers, dates as dates, a moment with a date or a time as what it is on the subscriber's
/// clock, everything else as the folded text that people see.
#[inline(never)]
fn order(scope: Scope<'_>, left: &Slot<'_>, right: &Slot<'_>) -> Option<Ordering> {
    let (a, b) = (left.as_deref()?, right.as_deref()?);
    match (a, b) {
        (Value::Moment(at), Value::Date(_) | Value::Time(_)) => return Some(on_clock(scope, *at, b).cmp(b)),
        (Value::Date(_) | Value::Time(_), Value::Moment(at)) => return Some(a.cmp(&on_clock(scope, *at, a))),
        _ => {}
    }
    if let (Some(a), Some(b)) = (a.as_number(), b.as_number()) {
        return Some(a.cmp(&b));
    }
    if std::mem::discriminant(a) == std::mem::discriminant(b) && !matches!(a, Value::Text(_)) {
        return Some(a.cmp(b));
    }
    Some(fold_text(&a.shown()).cmp(&fold_text(&b.shown())))
}

/// The date of a moment on the subscriber's clock, or its time of day, whichever the other value is.
fn on_clock(scope: Scope<'_>, at: i64, like: &Value) -> Value {
    let local = scope.now.zone.local_at(at);
    match like {
        Value::Time(_) => Value::Time((local.rem_euclid(crate::flow::DAY_MS) / 1000) as u32),
        _ => Value::Date(local.div_euclid(crate::flow::DAY_MS) as i32),
    }
}

fn contains(left: &Slot<'_>, right: &Slot<'_>) -> bool {
    let (Some(left), Some(right)) = (left.as_deref(), right.as_deref()) else { return false };
    match left {
        Value::List(items) => items.contains(right),
        text => contains_text(&fold_text(&text.shown()), &fold_text(&right.shown())),
    }
}
