//! Time entry: a moment that comes by itself begins a funnel: a birthday, a weekday, a date, a long silence.

use super::lower::schedule_windows;
use super::parts::field;
use super::ways::{
    ANY_TIME_FIELD, BESIDE_FIELD, ONCE_FIELD, SEGMENT_FIELD, begin, common_lines, guard, policy,
};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, ProblemKind, Way};
use crate::flow::{AlarmTrigger, AlarmWhen, Op, StartPolicy, parse_date, parse_duration, parse_weekdays};
use crate::model::{Block, Choice, FieldId, Form, Label, Shape};

/// When nothing else is said: ten in the morning.
const USUAL_AT: u32 = 10 * 3600;
const DAY_MS: i64 = 86_400_000;
const ALL_DAYS: u8 = 0b111_1111;

static WHEN: &[Choice] = &[
    Choice {
        name: "yearly", label: Label::new("Каждый год по дате из поля", "Every year by a date field")
    },
    Choice {
        name: "dated", label: Label::new("Один раз по дате из поля", "Once by a date field")
    },
    Choice { name: "weekly", label: Label::new("По дням недели", "On days of the week") },
    Choice { name: "monthly", label: Label::new("По числам месяца", "On a day of the month") },
    Choice {
        name: "on", label: Label::new("В один день для всех", "On one date for everybody")
    },
    Choice {
        name: "silence", label: Label::new("Когда долго молчит", "After a long silence")
    },
];

static FORM: Form = Form {
    name: "block time_entry",
    fields: &[
        field(
            "when",
            Label::new("Когда", "When"),
            Label::new("Какой момент начинает воронку", "Which moment begins the funnel"),
            Shape::Choice(WHEN),
        ),
        field(
            "field",
            Label::new("Поле с датой", "Date field"),
            Label::new(
                "День рождения, дата визита; 29 февраля в обычный год отмечается 28-го",
                "A birthday, the date of a visit; 29 February is kept on the 28th of other years",
            ),
            Shape::Field,
        ),
        field(
            "offset",
            Label::new("Сдвиг в днях", "Shift in days"),
            Label::new("−3 — за три дня до даты, 7 — через неделю", "−3: three days before, 7: a week after"),
            Shape::Int { min: -366, max: 366, default: 0 },
        ),
        field(
            "days",
            Label::new("Дни недели", "Days of the week"),
            Label::new("mon,thu или пн,чт; пусто — каждый день", "mon,thu; empty for every day"),
            Shape::Weekdays,
        ),
        field(
            "day",
            Label::new("Число месяца", "Day of the month"),
            Label::new("1–31; в коротком месяце — последний день", "1–31; the last day in a shorter month"),
            Shape::Int { min: 1, max: 31, default: 1 },
        ),
        field(
            "date",
            Label::new("Дата", "Date"),
            Label::new("День, когда сработает", "The day it starts"),
            Shape::Date,
        ),
        field(
            "silence",
            Label::new("Сколько молчит", "How long silent"),
            Label::new(
                "30d, 2w, 1mo; сработает один раз, пока человек снова не напишет",
                "30d, 2w, 1mo; works once until the person writes again",
            ),
            Shape::Duration,
        ),
        field(
            "at",
            Label::new("Время", "Time"),
            Label::new(
                "10:00 по часам подписчика; пусто — 10:00, а для молчания — час последнего сообщения",
                "10:00 on the subscriber's clock; empty for 10:00, and for silence the hour of the last words",
            ),
            Shape::TimeOfDay,
        ),
        ONCE_FIELD,
        ANY_TIME_FIELD,
        BESIDE_FIELD,
        SEGMENT_FIELD,
    ],
};

/// Begins a funnel by the calendar or by silence.
pub(super) static TIME_ENTRY: BlockType = BlockType {
    name: "time_entry",
    family: Family::Entry,
    icon: "calendar-clock",
    label: Label::new("По времени", "By time"),
    summary: Label::new(
        "Начинает воронку сама: день рождения, расписание, дата, долгое молчание",
        "Begins a funnel by itself: a birthday, a schedule, a date, a long silence",
    ),
    also: Label::new("расписание, день рождения, дата, триггер", "schedule, birthday, date, trigger"),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = begin(lower, true);
    lower.op(Op::Jump(next));
    let block = lower.block;
    let at = lower.time_of_day("at").unwrap_or(USUAL_AT);
    let when = when(lower);
    lower.reading("segment", None);
    let guard = guard(lower, block.text("segment"));
    let target = lower.target(policy(block, StartPolicy::Beside), guard);
    let windows = if block.flag("any_time") { vec![] } else { schedule_windows(lower.project) };
    if let Some(when) = when {
        lower.way(0, Way::Alarm(AlarmTrigger { when, at, windows, expires: 0, target }));
    }
}

/// The moments meant; `None` while something is missing.
fn when(lower: &mut Lower<'_>) -> Option<AlarmWhen> {
    let block = lower.block;
    let offset = i32::try_from(block.int("offset", 0)).unwrap_or(0);
    match block.text("when") {
        "dated" => Some(AlarmWhen::Dated(date_field(lower)?, offset)),
        "weekly" => {
            let days = block.text("days").trim();
            lower.reading("days", None);
            let mask = read(lower, days, parse_weekdays);
            if days.is_empty() { Some(AlarmWhen::Weekly(ALL_DAYS)) } else { mask.map(AlarmWhen::Weekly) }
        }
        "monthly" => Some(AlarmWhen::Monthly(u8::try_from(block.int("day", 1).clamp(1, 31)).unwrap_or(1))),
        "on" => {
            lower.reading("date", None);
            read(lower, block.text("date").trim(), parse_date).map(AlarmWhen::On)
        }
        "silence" => {
            lower.reading("silence", None);
            let span = read(lower, block.text("silence").trim(), parse_duration)?;
            let days = i64::from(span.days) + i64::from(span.months) * 30;
            let secs = i64::try_from(span.secs).unwrap_or(i64::MAX / DAY_MS);
            let millis = days.saturating_mul(DAY_MS).saturating_add(secs.saturating_mul(1000));
            let at = lower.time_of_day("at");
            (millis > 0).then_some(AlarmWhen::Silence(millis, at))
        }
        _ => Some(AlarmWhen::Yearly(date_field(lower)?, offset)),
    }
}

fn date_field(lower: &mut Lower<'_>) -> Option<FieldId> {
    lower.reading("field", None);
    let name = lower.block.text("field");
    lower.field(name).map(|field| field.0)
}

/// Reads a property; what does not read is a problem, what is empty is not.
fn read<T>(lower: &mut Lower<'_>, source: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
    let parsed = parse(source);
    if parsed.is_none() && !source.is_empty() {
        lower.problem(None, ProblemKind::BrokenTime(source.to_owned()));
    }
    parsed
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let at = match block.text("at").trim() {
        "" => "10:00",
        at => at,
    };
    let shift = match block.int("offset", 0) {
        0 => String::new(),
        days => format!(" {days:+}"),
    };
    let field = block.text("field");
    let line = match block.text("when") {
        "dated" => PreviewLine::Pair(Label::new("Дата", "Date"), format!("{field}{shift}, {at}")),
        "weekly" => {
            let days = block.text("days").trim();
            PreviewLine::Times(
                Label::new("Каждую неделю", "Weekly"),
                format!("{days} {at}").trim().to_owned(),
            )
        }
        "monthly" => {
            PreviewLine::Pair(Label::new("Каждый месяц", "Monthly"), format!("{}, {at}", block.int("day", 1)))
        }
        "on" => PreviewLine::Times(Label::new("Дата", "Date"), format!("{} {at}", block.text("date"))),
        "silence" => PreviewLine::Times(Label::new("Молчит", "Silent for"), block.text("silence").to_owned()),
        _ => PreviewLine::Pair(Label::new("Каждый год", "Every year"), format!("{field}{shift}, {at}")),
    };
    let mut lines = vec![line];
    lines.extend(common_lines(block));
    lines
}
