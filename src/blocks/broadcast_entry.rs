//! Broadcast entry: what a broadcast of the project sends, to its segment, on its date or when told to.

use super::lower::schedule_windows;
use super::parts::field;
use super::ways::{ANY_TIME_FIELD, BESIDE_FIELD, begin, common_lines, guard, policy};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, ProblemKind, Way};
use crate::flow::{
    AlarmTrigger, AlarmWhen, EventTrigger, Op, StartPolicy, event_id, parse_date, parse_time_of_day,
};
use crate::model::{Block, Form, Label, Record, Shape, text_of};

/// When the broadcast says a date and no time: ten in the morning.
const USUAL_AT: u32 = 10 * 3600;

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
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = begin(lower, true);
    lower.op(Op::Jump(next));
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
    let windows = if block.flag("any_time") { vec![] } else { schedule_windows(lower.project) };
    if let Some((day, at)) = moment(lower, broadcast) {
        lower.way(0, Way::Alarm(AlarmTrigger { when: AlarmWhen::On(day), at, windows, target }));
    }
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
