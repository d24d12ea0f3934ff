//! Delay: a span of time, a date, a weekday or a date of the subscriber's own, then a time of day, then the first
//! moment when one may write.
//!
//! All of it is on the subscriber's clock: in the zone of the field `timezone`, or in the project's zone while that
//! is not known.

use super::lower::schedule_windows;
use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{DelayPlan, Op, parse_date, parse_weekdays};
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

static UNTIL: &[Choice] = &[
    Choice { name: "span", label: Label::new("Столько времени", "A span of time") },
    Choice { name: "date", label: Label::new("До даты", "Until a date") },
    Choice { name: "weekday", label: Label::new("До дня недели", "Until a day of the week") },
    Choice { name: "field", label: Label::new("По дате из поля", "By a date in a field") },
];

static SIDES: &[Choice] = &[
    Choice { name: "after", label: Label::new("После даты", "After the date") },
    Choice { name: "before", label: Label::new("До даты", "Before the date") },
];

static FORM: Form = Form {
    name: "block delay",
    fields: &[
        field(
            "until",
            Label::new("Как ждать", "How to wait"),
            Label::new(
                "Всё — по часам подписчика; пока его пояс неизвестен, по часам проекта",
                "All on the subscriber's clock; on the project's while the zone is not known",
            ),
            Shape::Choice(UNTIL),
        ),
        field(
            "date",
            Label::new("Дата", "Date"),
            Label::new("Если она прошла — выход «Уже прошло»", "When it is over, the exit “Already past”"),
            Shape::Date,
        ),
        field(
            "weekdays",
            Label::new("День недели", "Day of the week"),
            Label::new("Ближайший из них: mon или mon,thu", "The next of them: mon or mon,thu"),
            Shape::Weekdays,
        ),
        field(
            "field",
            Label::new("Поле с датой", "Field with a date"),
            Label::new(
                "Например дата вебинара; если она прошла или не указана — выход «Уже прошло»",
                "Such as the date of a webinar; when it is over or empty, the exit “Already past”",
            ),
            Shape::Field,
        ),
        field(
            "side",
            Label::new("С какой стороны", "On which side"),
            Label::new("До даты из поля или после неё", "Before the date in the field or after it"),
            Shape::Choice(SIDES),
        ),
        field(
            "duration",
            Label::new("Сколько ждать", "How long"),
            Label::new(
                "30s, 5m, 1h 30m, 2d, 1w, 1mo; по дате — за сколько до неё или через сколько после",
                "30s, 5m, 1h 30m, 2d, 1w, 1mo; by a date, how long before or after it",
            ),
            Shape::Duration,
        ),
        field(
            "at",
            Label::new("До времени", "Until the time"),
            Label::new("Потом дождаться этого времени суток: 10:00", "Then wait for this time of day: 10:00"),
            Shape::TimeOfDay,
        ),
        field(
            "window",
            Label::new("Только в часы", "Only in the hours"),
            Label::new("Писать только в это время: 10:00-20:00", "Write only at this time: 10:00-20:00"),
            Shape::Window,
        ),
        field(
            "days",
            Label::new("Только в дни", "Only on the days"),
            Label::new("mon-fri или пн,ср,пт", "mon-fri or mon,wed,fri"),
            Shape::Weekdays,
        ),
        field(
            "any_time",
            Label::new("Можно и в тихие часы", "Quiet hours too"),
            Label::new(
                "Не сдвигать из тихих часов, выходных и праздников проекта",
                "Not moved out of the project's quiet hours, days off and holidays",
            ),
            Shape::Flag,
        ),
    ],
};

/// Waits.
pub(super) static DELAY: BlockType = BlockType {
    name: "delay",
    family: Family::Time,
    icon: "clock",
    label: Label::new("Задержка", "Delay"),
    summary: Label::new(
        "Ждёт и продолжает в разрешённые часы подписчика",
        "Waits and goes on in the subscriber's allowed hours",
    ),
    also: Label::new(
        "пауза, подождать, ждать, таймер, отложить, через день",
        "pause, wait, timer, later, sleep",
    ),
    form: &FORM,
    exits: |block| {
        let mut exits = vec![ExitSpec::next()];
        if can_be_past(block) {
            exits.push(fixed_exit("past", Label::new("Уже прошло", "Already past"), ExitKind::Branch));
        }
        exits
    },
    preview,
    lower,
};

/// Whether the moment may lie in the past when the subscriber comes here.
fn can_be_past(block: &Block) -> bool {
    matches!(block.text("until"), "date" | "field")
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let wait = Label::new("Подождать", "Wait");
    let until = Label::new("до", "until");
    let before_date = Label::new("до даты из поля", "before the date of the field");
    let after_date = Label::new("после даты из поля", "after the date of the field");
    let at = Label::new("в", "at");
    let only = Label::new("только", "only");
    let is_before = block.text("side") == "before";
    let props: &[(&str, Label)] = match block.text("until") {
        "date" => &[("date", until), ("at", at)],
        "weekday" => &[("duration", wait), ("weekdays", until), ("at", at)],
        "field" if is_before => {
            &[("duration", Label::new("за", "ahead by")), ("field", before_date), ("at", at)]
        }
        "field" => &[("duration", Label::new("через", "later by")), ("field", after_date), ("at", at)],
        _ => &[("duration", wait), ("at", until)],
    };
    let hours = [("window", only), ("days", only)];
    let filled = props.iter().chain(&hours).filter(|(prop, _)| !block.text(prop).is_empty());
    let line = |(prop, label): &(&str, Label)| {
        let text = block.text(prop).to_owned();
        // A field has the name that its author gave it, be it that of a day.
        if *prop == "field" {
            PreviewLine::Muted(*label, text)
        } else {
            PreviewLine::MutedTimes(*label, text)
        }
    };
    filled.map(line).collect()
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let next = lower.exit(&Exit::next(), true);
    let past = can_be_past(block).then(|| lower.exit(&Exit::new("past"), true));
    lower.begin();
    let until = block.text("until");
    // A span that does not read is a problem; the pause then lasts no time.
    let span = if until == "date" { None } else { lower.span("duration") }.unwrap_or_default();
    let at = lower.time_of_day("at");
    let mut windows: Vec<_> = lower.window("window", "days").into_iter().collect();
    if !block.flag("any_time") {
        windows.extend(schedule_windows(lower.project));
    }
    let plan = DelayPlan {
        months: span.months,
        days: span.days,
        secs: span.secs,
        before: until == "field" && block.text("side") == "before",
        at,
        windows,
        past,
        ..DelayPlan::default()
    };
    let plan = match until {
        "date" => DelayPlan { date: lower.parsed("date", parse_date), ..plan },
        "weekday" => DelayPlan { weekdays: lower.parsed("weekdays", parse_weekdays).unwrap_or(0), ..plan },
        "field" => {
            lower.reading("field", None);
            DelayPlan { from: lower.field(block.text("field")).map(|field| field.0), ..plan }
        }
        _ => plan,
    };
    // A date that was never filled in is nothing to wait for.
    if let Some(past) = past.filter(|_| plan.from.is_none() && plan.date.is_none()) {
        lower.op(Op::Jump(past));
        return;
    }
    let delay = lower.push_delay(plan);
    lower.op(Op::Sleep(delay));
    lower.op(Op::Jump(next));
}
