//! Hours: whether it is working time now.

use super::parts::{field, fixed_exit};
use super::rules::{open, window_of, work_window};
use super::{BlockType, ExitKind, Family, Lower, PreviewLine};
use crate::flow::{Expr, Op};
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

static WHOSE: &[Choice] = &[
    Choice { name: "company", label: Label::new("Компании", "The company's") },
    Choice { name: "own", label: Label::new("Свои", "Own") },
];

static CLOCK: &[Choice] = &[
    Choice { name: "project", label: Label::new("Проекта", "The project's") },
    Choice { name: "subscriber", label: Label::new("Подписчика", "The subscriber's") },
];

static FORM: Form = Form {
    name: "block hours",
    fields: &[
        field(
            "whose",
            Label::new("Какие часы", "Whose hours"),
            Label::new(
                "Часы и дни компании заданы в настройках проекта",
                "Hours and days of the company are in the project's settings",
            ),
            Shape::Choice(WHOSE),
        ),
        field(
            "window",
            Label::new("Часы", "Hours"),
            Label::new("09:00-18:00, можно через полночь", "09:00-18:00, may cross midnight"),
            Shape::Window,
        ),
        field(
            "days",
            Label::new("Дни", "Days"),
            Label::new("mon-fri; пусто — каждый день", "mon-fri; empty for every day"),
            Shape::Weekdays,
        ),
        field(
            "clock",
            Label::new("По часам", "On the clock"),
            Label::new(
                "Если часовой пояс подписчика неизвестен, берётся пояс проекта",
                "When the subscriber's time zone is not known, the project's is taken",
            ),
            Shape::Choice(CLOCK),
        ),
        field(
            "on_holidays",
            Label::new("И в праздники", "On holidays too"),
            Label::new(
                "Праздники из настроек проекта не считать нерабочими",
                "Holidays of the project's settings do not count as closed",
            ),
            Shape::Flag,
        ),
    ],
};

/// Goes by whether it is working time.
pub(super) static HOURS: BlockType = BlockType {
    name: "hours",
    family: Family::Logic,
    icon: "calendar-clock",
    label: Label::new("Рабочее время", "Working hours"),
    summary: Label::new(
        "Разделяет по тому, рабочее ли сейчас время, с учётом выходных и праздников",
        "Divides by whether it is working time now, days off and holidays included",
    ),
    also: Label::new(
        "график, часы работы, выходные, ночь, расписание",
        "opening hours, weekend, night, schedule",
    ),
    form: &FORM,
    exits: |_| {
        vec![
            fixed_exit("open", Label::new("Рабочее время", "Open"), ExitKind::Branch),
            fixed_exit("closed", Label::new("Нерабочее время", "Closed"), ExitKind::Branch),
        ]
    },
    preview: |block: &Block| {
        let words = format!("{} {}", block.text("window"), block.text("days"));
        let is_own = block.text("whose") == "own" && !words.trim().is_empty();
        let line = PreviewLine::MutedTimes(Label::new("Часы", "Hours"), words.trim().to_owned());
        if is_own { vec![line] } else { vec![] }
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let during = lower.exit(&Exit::new("open"), true);
    let outside = lower.exit(&Exit::new("closed"), true);
    lower.begin();
    let is_own = block.text("whose") == "own";
    let mut window = work_window(lower);
    if is_own {
        lower.reading("window", None);
        let own = window_of(lower, block.text("window"), block.text("days"));
        (window.from, window.to, window.days) = (own.from, own.to, own.days);
    }
    if block.flag("on_holidays") {
        window.holidays.clear();
    }
    let at_home = !(is_own && block.text("clock") == "subscriber");
    let is_open = open(lower, window, at_home);
    let expr = lower.expr(Expr { ops: vec![is_open] });
    lower.op(Op::Unless(expr, outside));
    lower.op(Op::Jump(during));
}
