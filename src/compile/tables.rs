//! Tables of a flow that belong to the project and not to a block, and what is known only at the end.

use crate::blocks::{Family, block_type};
use crate::flow::{
    CapPlan, ExprOp, Flow, FunnelPlan, LayerPlan, Op, Piece, TablePlan, Template, event_id, parse_duration,
};
use crate::model::{Decimal, FieldId, Project, Prop, Record, Value};

/// A flow with everything that the project's settings say of it.
pub(super) fn flow(project: &Project) -> Flow {
    let version = event_id(&project.consent.version);
    Flow {
        tables: project.tables.iter().map(TablePlan::of).collect(),
        lists: lists(project),
        layers: layers(project),
        funnels: project.funnels.iter().map(funnel).collect(),
        cap: cap(project),
        consent: project.consent.required.then_some(version),
        consent_version: version,
        language: if project.language.is_empty() { "ru".into() } else { project.language.to_lowercase() },
        numbered: vec!["sms".into()],
        ..Flow::default()
    }
}

/// Columns of the lists that subscribers share.
const SHARED: [(&str, &[&str]); 2] = [
    ("calendars", &["name", "hours", "days", "slot", "places", "ahead", "notice"]),
    ("team", &["name", "topics", "languages", "hours", "days", "load"]),
];

/// Calendars, team and holidays; a list without rows is left out.
fn lists(project: &Project) -> Vec<TablePlan> {
    let row = |record: &Record, columns: &[&str]| columns.iter().map(|name| cell(record, name)).collect();
    let plan = |(name, columns): &(&str, &[&str])| TablePlan {
        name: (*name).into(),
        columns: columns.iter().map(|column| (*column).into()).collect(),
        rows: project.lists.get(*name).into_iter().flatten().map(|record| row(record, columns)).collect(),
    };
    let holidays = project.schedule.holidays.iter().map(|date| vec![Value::text(date.as_str())]);
    let holidays =
        TablePlan { name: "holidays".into(), columns: vec!["date".into()], rows: holidays.collect() };
    let mut lists: Vec<_> = SHARED.iter().map(plan).filter(|list| !list.rows.is_empty()).collect();
    // Holidays shut what is listed and mean nothing alone.
    if !lists.is_empty() && !holidays.rows.is_empty() {
        lists.push(holidays);
    }
    lists
}

fn cell(record: &Record, name: &str) -> Value {
    match record.get(name) {
        Some(Prop::Text(text)) => Value::text(text.as_str()),
        Some(Prop::Int(int)) => Value::Number(Decimal::from_int(*int)),
        Some(Prop::Flag(flag)) => Value::Flag(*flag),
        Some(Prop::Lines(lines)) => {
            Value::List(lines.iter().map(|line| Value::text(line.as_str())).collect())
        }
        Some(Prop::List(_)) | None => Value::text(""),
    }
}

fn funnel(funnel: &crate::model::Funnel) -> FunnelPlan {
    let begins = |kind: &str| block_type(kind).is_some_and(|kind| kind.family == Family::Entry);
    let entry = funnel.blocks.iter().find(|(_, block)| block.kind == "entry");
    let entry = entry.or_else(|| funnel.blocks.iter().find(|(_, block)| begins(&block.kind)));
    FunnelPlan {
        entry: entry.map(|(block_id, _)| *block_id),
        blocks: funnel.blocks.keys().copied().collect(),
    }
}

/// The most special layer first: a language of a region, a language, none; within each that of a channel first.
fn layers(project: &Project) -> Vec<LayerPlan> {
    let plan = |layer: &crate::model::Layer| LayerPlan {
        language: layer.language().to_lowercase(),
        channel: layer.channel().to_owned(),
        texts: Vec::new(),
    };
    let mut layers: Vec<_> = project.layers.iter().map(plan).collect();
    layers.sort_by_key(|layer| {
        (layer.language.is_empty(), !layer.language.contains('-'), layer.channel.is_empty())
    });
    layers
}

fn cap(project: &Project) -> Option<CapPlan> {
    let count = project.schedule.cap.min(CapPlan::COUNT_MAX.into());
    let span = parse_duration(&project.schedule.cap_per).unwrap_or_default();
    let days = if span.is_zero() { 1 } else { u64::from(span.days) + u64::from(span.months) * 30 };
    let millis = (days * 86_400 + span.secs) * 1000;
    (count > 0).then_some(CapPlan { count: count as u8, per: i64::try_from(millis).unwrap_or(i64::MAX) })
}

/// Fills in what only the whole flow tells.
pub(super) fn finish(flow: &mut Flow) {
    let events = flow.exprs.iter().flat_map(|expr| &expr.ops).filter_map(|op| match op {
        ExprOp::Happened(event) | ExprOp::Times(event) => Some(*event),
        _ => None,
    });
    let mut remembered: Vec<_> = events.collect();
    remembered.sort_unstable();
    remembered.dedup();
    flow.remembered = remembered;
    flow.has_back = flow.ops.iter().any(|op| matches!(op, Op::Back));
    let in_exprs =
        flow.exprs.iter().flat_map(|expr| &expr.ops).any(|op| *op == ExprOp::Field(FieldId::LAST_TEXT));
    flow.keeps_text = in_exprs || flow.templates.iter().any(says_text);
}

/// Whether a template tells what the subscriber wrote last.
fn says_text(template: &Template) -> bool {
    template.pieces.iter().any(|piece| match piece {
        Piece::Field(field_id, _) => *field_id == FieldId::LAST_TEXT,
        Piece::Shown(shown) => shown.field == Some(FieldId::LAST_TEXT),
        Piece::Link(to) => says_text(to),
        Piece::Literal(_) | Piece::Open(_) | Piece::Close(_) => false,
    })
}
