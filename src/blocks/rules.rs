//! Rules about a subscriber that conditions, segments and triggers share: one form, one lowering.

use super::Lower;
use super::parts::field;
use crate::flow::{Duration, ExprOp, Known, Window, event_id, parse_duration, parse_weekdays, parse_window};
use crate::model::{
    Choice, Decimal, FieldId, FieldKind, Form, Label, Record, Shape, Value, flag_of, rows_of, text_of,
};

/// Deepest nesting of segments in segments.
const SEGMENTS_DEEP: usize = 8;

static WHAT: &[Choice] = &[
    Choice { name: "field", label: Label::new("Поле", "Field") },
    Choice { name: "tag", label: Label::new("Есть тег", "Has the tag") },
    Choice { name: "no_tag", label: Label::new("Нет тега", "Has not the tag") },
    Choice { name: "segment", label: Label::new("В сегменте", "Is in the segment") },
    Choice { name: "event", label: Label::new("Было событие", "An event happened") },
    Choice {
        name: "newcomer", label: Label::new("Пришёл впервые", "Is here for the first time")
    },
    Choice { name: "silent", label: Label::new("Молчит дольше", "Silent for longer than") },
    Choice { name: "channel", label: Label::new("Мессенджер", "Messenger") },
    Choice { name: "language", label: Label::new("Язык", "Language") },
    Choice {
        name: "time", label: Label::new("Часы и дни подписчика", "The subscriber's hours and days")
    },
    Choice {
        name: "work", label: Label::new("Рабочее время компании", "The company's working hours")
    },
    Choice { name: "consent", label: Label::new("Дал согласие", "Has agreed") },
    Choice { name: "subscribed", label: Label::new("Подписан", "Is subscribed") },
];

static OPS: &[Choice] = &[
    Choice { name: "eq", label: Label::new("равно", "is") },
    Choice { name: "ne", label: Label::new("не равно", "is not") },
    Choice { name: "ge", label: Label::new("не меньше", "at least") },
    Choice { name: "gt", label: Label::new("больше", "more than") },
    Choice { name: "le", label: Label::new("не больше", "at most") },
    Choice { name: "lt", label: Label::new("меньше", "less than") },
    Choice { name: "contains", label: Label::new("содержит", "contains") },
    Choice { name: "starts", label: Label::new("начинается с", "starts with") },
    Choice { name: "is_set", label: Label::new("заполнено", "is filled in") },
    Choice { name: "is_empty", label: Label::new("не заполнено", "is empty") },
];

/// Whether all rules must hold or any.
pub(super) static JOIN: &[Choice] = &[
    Choice { name: "all", label: Label::new("Все условия", "All rules") },
    Choice { name: "any", label: Label::new("Любое условие", "Any rule") },
];

/// One rule.
pub(super) static RULE_FORM: Form = Form {
    name: "rule",
    fields: &[
        field(
            "what",
            Label::new("Что проверить", "What to look at"),
            Label::new("Что известно о подписчике", "What is known of the subscriber"),
            Shape::Choice(WHAT),
        ),
        field("field", Label::new("Поле", "Field"), Label::new("Какое поле", "Which field"), Shape::Field),
        field("tag", Label::new("Тег", "Tag"), Label::new("Какой тег", "Which tag"), Shape::Tag),
        field(
            "segment",
            Label::new("Сегмент", "Segment"),
            Label::new("Какой сегмент", "Which segment"),
            Shape::Named("segments"),
        ),
        field(
            "op",
            Label::new("Сравнение", "Comparison"),
            Label::new("Как сравнить поле", "How to compare the field"),
            Shape::Choice(OPS),
        ),
        field(
            "value",
            Label::new("Значение", "Value"),
            Label::new(
                "С чем сравнить; для события — его имя, для мессенджера и языка — название",
                "What to compare with; the name of an event, messenger or language",
            ),
            Shape::Line,
        ),
        field(
            "within",
            Label::new("Не раньше чем", "Within the last"),
            Label::new("За сколько последнего времени: 1h, 7d", "How far back: 1h, 7d"),
            Shape::Duration,
        ),
        field(
            "window",
            Label::new("Часы", "Hours"),
            Label::new("10:00-20:00, можно через полночь", "10:00-20:00, may cross midnight"),
            Shape::Window,
        ),
        field("days", Label::new("Дни", "Days"), Label::new("mon-fri", "mon-fri"), Shape::Weekdays),
        field(
            "not",
            Label::new("Наоборот", "The opposite"),
            Label::new("Условие выполнено, когда это не так", "Holds when this is not so"),
            Shape::Flag,
        ),
    ],
};

/// The property that a rule lacks to look at anything; `None` for a rule that is filled in.
pub fn lacking(rule: &Record) -> Option<&'static str> {
    let is_bare = |name: &&str| text_of(rule, name).trim().is_empty();
    let wanted = match (text_of(rule, "what"), text_of(rule, "op")) {
        ("tag" | "no_tag", _) => "tag",
        ("segment", _) => "segment",
        ("event" | "channel" | "language", _) => "value",
        ("silent", _) => "within",
        ("time", _) if !is_bare(&"days") => return None,
        ("time", _) => "window",
        ("newcomer" | "work" | "consent" | "subscribed", _) => return None,
        (_, "is_set" | "is_empty") => "field",
        _ if is_bare(&"field") => "field",
        _ => "value",
    };
    Some(wanted).filter(is_bare)
}

/// A rule in a few signs, for the canvas: `…` where something is still to be written, nothing when all is.
pub(super) fn rule_words(rule: &Record) -> Option<String> {
    const WRITTEN: [&str; 7] = ["field", "tag", "segment", "value", "within", "window", "days"];
    if lacking(rule).is_some() && WRITTEN.iter().all(|name| text_of(rule, name).trim().is_empty()) {
        return None;
    }
    let told = |name: &str| match text_of(rule, name) {
        text if text.trim().is_empty() => "…",
        text => text,
    };
    let (field, tag, value, within) = (told("field"), told("tag"), told("value"), told("within"));
    let words = match (text_of(rule, "what"), text_of(rule, "op")) {
        ("tag", _) => format!("#{tag}"),
        ("no_tag", _) => format!("≠ #{tag}"),
        ("segment", _) => format!("∈ {}", told("segment")),
        ("event", _) if text_of(rule, "within").is_empty() => format!("⚡ {value}"),
        ("event", _) => format!("⚡ {value} · {within}"),
        ("newcomer", _) => "1-й визит".to_owned(),
        ("silent", _) => format!("молчит {within}"),
        ("channel" | "language", _) => value.to_owned(),
        ("time", _) if lacking(rule).is_some() => "…".to_owned(),
        ("time", _) => format!("{} {}", text_of(rule, "window"), text_of(rule, "days")).trim().to_owned(),
        ("work", _) => "рабочее время".to_owned(),
        ("consent", _) => "согласие ✓".to_owned(),
        ("subscribed", _) => "подписан".to_owned(),
        (_, "ne") => format!("{field} ≠ {value}"),
        (_, "ge") => format!("{field} ≥ {value}"),
        (_, "gt") => format!("{field} > {value}"),
        (_, "le") => format!("{field} ≤ {value}"),
        (_, "lt") => format!("{field} < {value}"),
        (_, "contains") => format!("{field} ∋ {value}"),
        (_, "starts") => format!("{field} ⊐ {value}"),
        (_, "is_set") => format!("{field} ✓"),
        (_, "is_empty") => format!("{field} ∅"),
        _ => format!("{field} = {value}"),
    };
    Some(if flag_of(rule, "not") { format!("¬ {words}") } else { words })
}

/// The rules of a record joined as it says. Without rules it never holds, so that a half-drawn condition does
/// not swallow everybody. `list` is the path of the rules' property, for the places of problems.
pub(super) fn rules_expr(lower: &mut Lower<'_>, record: &Record, list: &str, row: usize) -> Vec<ExprOp> {
    joined(lower, record, list, row, 0)
}

/// A segment of the project as an expression; one that is not there or has no rule at all holds for nobody. A
/// group without rules says nothing: turned round it would be everybody, and beside others nobody.
pub fn segment_expr(lower: &mut Lower<'_>, name: &str) -> Vec<ExprOp> {
    segment(lower, name, 0)
}

fn joined(lower: &mut Lower<'_>, record: &Record, list: &str, row: usize, deep: usize) -> Vec<ExprOp> {
    let joint = if text_of(record, "join") == "any" { ExprOp::Or } else { ExprOp::And };
    let mut ops = Vec::new();
    for (index, rule) in rows_of(record, "rules").iter().enumerate() {
        rule_ops(lower, rule, (list, row), &mut ops, deep);
        if flag_of(rule, "not") {
            ops.push(ExprOp::Not);
        }
        if index > 0 {
            ops.push(joint.clone());
        }
    }
    if ops.is_empty() { vec![never()] } else { ops }
}

fn never() -> ExprOp {
    ExprOp::Const(Value::Flag(false))
}

fn segment(lower: &mut Lower<'_>, name: &str, deep: usize) -> Vec<ExprOp> {
    let Some(record) = lower.listed("segments", name).filter(|_| deep < SEGMENTS_DEEP) else {
        return vec![never()];
    };
    let formula = text_of(record, "formula").trim();
    if !formula.is_empty() {
        return lower.formula(formula).ops;
    }
    let joint = if text_of(record, "join") == "any" { ExprOp::Or } else { ExprOp::And };
    let mut ops = Vec::new();
    let groups = rows_of(record, "groups").iter().filter(|group| !rows_of(group, "rules").is_empty());
    for (index, group) in groups.enumerate() {
        ops.extend(joined(lower, group, "", 0, deep + 1));
        if flag_of(group, "not") {
            ops.push(ExprOp::Not);
        }
        if index > 0 {
            ops.push(joint.clone());
        }
    }
    if ops.is_empty() { vec![never()] } else { ops }
}

fn rule_ops(
    lower: &mut Lower<'_>,
    rule: &Record,
    (list, row): (&str, usize),
    ops: &mut Vec<ExprOp>,
    deep: usize,
) {
    let reading = |lower: &mut Lower<'_>, prop: &str| {
        if !list.is_empty() {
            lower.reading(format!("{list}.{prop}"), Some(row));
        }
    };
    match text_of(rule, "what") {
        what @ ("tag" | "no_tag") => {
            reading(lower, "tag");
            let tag = lower.tag(text_of(rule, "tag"));
            ops.push(tag.map_or_else(never, ExprOp::HasTag));
            if what == "no_tag" {
                ops.push(ExprOp::Not);
            }
        }
        "segment" => {
            reading(lower, "segment");
            ops.extend(segment(lower, text_of(rule, "segment"), deep));
        }
        "event" => {
            reading(lower, "within");
            let event = event_id(text_of(rule, "value").trim());
            ops.push(ExprOp::Happened(event));
            ops.push(match seconds(lower, text_of(rule, "within")) {
                Some(secs) => ExprOp::Within(secs),
                None => ExprOp::IsSet,
            });
        }
        "newcomer" => ops.extend([
            ExprOp::Known(Known::Visits),
            ExprOp::Const(Value::Number(Decimal::from_int(1))),
            ExprOp::Le,
        ]),
        "silent" => {
            reading(lower, "within");
            let secs = seconds(lower, text_of(rule, "within")).unwrap_or(u64::MAX);
            ops.extend([ExprOp::Known(Known::LastSeen), ExprOp::Within(secs), ExprOp::Not]);
        }
        "channel" => same_text(FieldId::CHANNEL, text_of(rule, "value"), ExprOp::Eq, ops),
        "language" => same_text(FieldId::LANGUAGE, text_of(rule, "value"), ExprOp::Starts, ops),
        "time" => {
            reading(lower, "window");
            let window = window_of(lower, text_of(rule, "window"), text_of(rule, "days"));
            ops.push(open(lower, window, false));
        }
        "work" => {
            let window = work_window(lower);
            ops.push(open(lower, window, true));
        }
        "consent" => ops.push(ExprOp::Agreed(event_id(&lower.project.consent.version))),
        "subscribed" => ops.push(ExprOp::Known(Known::Subscribed)),
        _ => field_ops(lower, rule, (list, row), ops),
    }
}

/// Nothing to compare with is like nobody: every language starts with an empty one.
fn same_text(field_id: FieldId, value: &str, op: ExprOp, ops: &mut Vec<ExprOp>) {
    if value.trim().is_empty() {
        return ops.push(never());
    }
    ops.extend([ExprOp::Field(field_id), ExprOp::Const(Value::text(value.trim())), op]);
}

/// A span of the past in seconds; months count as 30 days.
fn seconds(lower: &mut Lower<'_>, source: &str) -> Option<u64> {
    let source = source.trim();
    let span = parse_duration(source);
    if span.is_none() && !source.is_empty() {
        lower.problem(None, super::ProblemKind::BrokenTime(source.into()));
    }
    span.map(Duration::about_secs)
}

/// Hours and days as a window; what does not read is a problem and does not narrow it.
pub(super) fn window_of(lower: &mut Lower<'_>, hours: &str, days: &str) -> Window {
    let mut window = parse_window(hours.trim()).unwrap_or_default();
    if window == Window::default() && !hours.trim().is_empty() && parse_window(hours.trim()).is_none() {
        lower.problem(None, super::ProblemKind::BrokenTime(hours.trim().into()));
    }
    match parse_weekdays(days.trim()) {
        Some(mask) => window.days = mask,
        None if days.trim().is_empty() => {}
        None => lower.problem(None, super::ProblemKind::BrokenTime(days.trim().into())),
    }
    window
}

/// When people of the project are there, holidays out.
pub(super) fn work_window(lower: &mut Lower<'_>) -> Window {
    let schedule = &lower.project.schedule;
    let mut window = window_of(lower, &schedule.work, &schedule.work_days);
    window.holidays = schedule.holidays.iter().filter_map(|date| crate::flow::parse_date(date)).collect();
    window
}

/// Whether a window is open now, on the project's clock or the subscriber's.
pub(super) fn open(lower: &mut Lower<'_>, window: Window, at_home: bool) -> ExprOp {
    let windows = &mut lower.flow().windows;
    windows.push((window, at_home));
    ExprOp::Open((windows.len() - 1) as u32)
}

fn field_ops(lower: &mut Lower<'_>, rule: &Record, (list, row): (&str, usize), ops: &mut Vec<ExprOp>) {
    if !list.is_empty() {
        lower.reading(format!("{list}.field"), Some(row));
    }
    let Some((field_id, kind)) = lower.field(text_of(rule, "field")) else { return ops.push(never()) };
    ops.push(ExprOp::Field(field_id));
    let op = match text_of(rule, "op") {
        "is_set" => return ops.push(ExprOp::IsSet),
        "is_empty" => return ops.extend([ExprOp::IsSet, ExprOp::Not]),
        "ne" => ExprOp::Ne,
        "ge" => ExprOp::Ge,
        "gt" => ExprOp::Gt,
        "le" => ExprOp::Le,
        "lt" => ExprOp::Lt,
        "contains" => ExprOp::Contains,
        "starts" => ExprOp::Starts,
        _ => ExprOp::Eq,
    };
    if !list.is_empty() {
        lower.reading(format!("{list}.value"), Some(row));
    }
    let ordered = matches!(op, ExprOp::Ge | ExprOp::Gt | ExprOp::Le | ExprOp::Lt) && kind == FieldKind::Text;
    let value = text_of(rule, "value");
    ops.extend(if ordered { lower.amount(value) } else { lower.value(value, kind) });
    ops.push(op);
}
