//! Broadcast entry: what a broadcast of the project sends, to its segment, on its date or when told to.

use super::lower::schedule_windows;
use super::outside::{own, set};
use super::parts::field;
use super::ways::{ANY_TIME_FIELD, BESIDE_FIELD, begin, common_lines, guard, policy};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, ProblemKind, Way};
use crate::flow::{
    AlarmTrigger, AlarmWhen, Duration, EventTrigger, Expr, ExprOp, Known, Op, OpIdx, Outcome, StartPolicy,
    event_id, parse_date, parse_time_of_day,
};
use crate::model::{Block, Form, Label, Record, Shape, text_of};

/// When the broadcast says a date and no time: ten in the morning.
const USUAL_AT: u32 = 10 * 3600;
/// Place of the block's own: when the broadcast came.
const CAME: u16 = 0;

static FORM: Form = Form {
    name: "block broadcast_entry",
    fields: &[
        field(
            "broadcast",
            Label::new("Рассылка", "Broadcast"),
            Label::new(
                "Из настроек проекта: там же кому и когда",
                "From the settings of the project, which say to whom and when",
            ),
            Shape::Named("broadcasts"),
        ),
        ANY_TIME_FIELD,
        field(
            "within",
            Label::new("Не позже чем через", "No later than after"),
            Label::new(
                "Если тихие часы, частота или разговор с человеком задержат её дольше, она не уйдёт: 24h. \
                 Пусто — уйдёт, когда будет можно",
                "When quiet hours, the cap or a talk with a person hold it back for longer, it is not sent: 24h. \
                 Empty for whenever it may be sent",
            ),
            Shape::Duration,
        ),
        BESIDE_FIELD,
    ],
};

/// Begins a funnel by a broadcast.
pub(super) static BROADCAST_ENTRY: BlockType = BlockType {
    name: "broadcast_entry",
    family: Family::Entry,
    icon: "megaphone",
    label: Label::new("Рассылка", "Broadcast"),
    summary: Label::new(
        "Начинает воронку у всех, кому идёт рассылка",
        "Begins a funnel for everybody whom a broadcast goes to",
    ),
    also: Label::new("рассылка по базе, массовая отправка", "mass message, campaign"),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = begin(lower, true);
    let within = lower.span("within").map(Duration::about_secs).filter(|secs| *secs > 0);
    match within {
        Some(secs) => fresh(lower, secs, next),
        None => drop(lower.op(Op::Jump(next))),
    }
    let block = lower.block;
    lower.reading("broadcast", None);
    let name = block.text("broadcast").trim();
    let Some(broadcast) = lower.listed("broadcasts", name) else { return };
    let guard = guard(lower, text_of(broadcast, "segment"));
    let target = lower.target(policy(block, StartPolicy::Beside), guard);
    let told = EventTrigger {
        event: event_id("broadcast"),
        about: name.to_owned(),
        words: vec![],
        except: vec![],
        unasked: true,
        target,
    };
    lower.way(0, Way::Event(told));
    // What goes stale counts from the very moment, so that the block itself waits for allowed hours.
    let waits = !block.flag("any_time") && within.is_none();
    let windows = if waits { schedule_windows(lower.project) } else { vec![] };
    let expires = within.map_or(0, |secs| i64::try_from(secs).unwrap_or(i64::MAX).saturating_mul(1000));
    if let Some((day, at)) = moment(lower, broadcast) {
        lower.way(0, Way::Alarm(AlarmTrigger { when: AlarmWhen::On(day), at, windows, expires, target }));
    }
}

/// Goes on when no more than so many seconds have passed since the broadcast came, and ends otherwise.
fn fresh(lower: &mut Lower<'_>, secs: u64, next: OpIdx) {
    let came = own(lower, CAME);
    let in_time = lower.expr(Expr { ops: vec![ExprOp::Field(came), ExprOp::Within(secs)] });
    let check = lower.op(Op::Unless(in_time, 0));
    lower.op(Op::Jump(next));
    let end = lower.op(Op::End(Outcome::Done));
    lower.flow().ops[check as usize] = Op::Unless(in_time, end);
    let waits = lower.start().unwrap_or(check);
    let first = set(lower, came, vec![ExprOp::Known(Known::Now)]);
    lower.op(Op::Jump(waits));
    lower.begin_at(first);
}

/// Day and time of a broadcast that has a date.
fn moment(lower: &mut Lower<'_>, broadcast: &Record) -> Option<(i32, u32)> {
    let (date, at) = (text_of(broadcast, "date").trim(), text_of(broadcast, "at").trim());
    if date.is_empty() {
        return None;
    }
    let day = parse_date(date);
    let secs = if at.is_empty() { Some(USUAL_AT) } else { parse_time_of_day(at) };
    if day.is_none() {
        lower.problem(None, ProblemKind::BrokenTime(date.to_owned()));
    }
    if secs.is_none() {
        lower.problem(None, ProblemKind::BrokenTime(at.to_owned()));
    }
    Some((day?, secs.unwrap_or(USUAL_AT)))
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut lines =
        vec![PreviewLine::Pair(Label::new("Рассылка", "Broadcast"), block.text("broadcast").to_owned())];
    lines.extend(common_lines(block));
    lines
}
