//! Delay: a span of time, then a time of day, then the first moment when one may write.

use super::lower::schedule_windows;
use super::parts::field;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{DelayPlan, Op, parse_duration};
use crate::model::{Block, Exit, Form, Label, Shape};

static FORM: Form = Form {
    name: "block delay",
    fields: &[
        field(
            "duration",
            Label::new("Сколько ждать", "How long"),
            Label::new("30s, 5m, 1h 30m, 2d, 1w, 1mo", "30s, 5m, 1h 30m, 2d, 1w, 1mo"),
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
            Label::new("Не сдвигать из тихих часов проекта", "Not moved out of the project's quiet hours"),
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
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    for (prop, label) in [
        ("duration", Label::new("Подождать", "Wait")),
        ("at", Label::new("до", "until")),
        ("window", Label::new("только", "only")),
        ("days", Label::new("только", "only")),
    ] {
        if !block.text(prop).is_empty() {
            lines.push(PreviewLine::Muted(label, block.text(prop).to_owned()));
        }
    }
    lines
}

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), true);
    lower.begin();
    // A span that does not read is reported by `delay`; the pause then lasts no time.
    let index = lower.delay("duration", false);
    let at = lower.time_of_day("at");
    let own = lower.window("window", "days");
    let mut windows: Vec<_> = own.into_iter().collect();
    if !lower.block.flag("any_time") {
        windows.extend(schedule_windows(lower.project));
    }
    let span = parse_duration(lower.block.text("duration")).unwrap_or_default();
    let plan = DelayPlan {
        months: span.months,
        days: span.days,
        secs: span.secs,
        at,
        windows,
        ..DelayPlan::default()
    };
    let index = match index {
        Some(index) => {
            lower.flow().delays[index as usize] = plan;
            index
        }
        None => lower.push_delay(plan),
    };
    lower.op(Op::Sleep(index));
    lower.op(Op::Jump(next));
}
