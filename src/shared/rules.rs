//! What the project says of its calendars and its team, read once from the lists of a flow.

use crate::flow::{
    DAY_MS, Flow, TablePlan, Window, fold_text, parse_date, parse_duration, parse_weekdays, parse_window,
};
use crate::model::{Decimal, Value, is_russian};
use std::collections::BTreeMap;

/// Length of a slot when the author does not say: an hour, the usual visit.
const SLOT_MS: i64 = 60 * 60_000;
/// Shortest slot, so that a day has at most 288.
const SLOT_MIN_MS: i64 = 5 * 60_000;
/// How many days can be booked when the author does not say.
const AHEAD_DAYS: i64 = 14;
/// Most days that can be booked.
const AHEAD_DAYS_MAX: i64 = 366;

/// A calendar of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Calendar {
    /// Opening hours and days on the project's clock.
    pub window: Window,
    /// Length of a slot, milliseconds.
    pub slot: i64,
    /// How many people at a time, at least 1.
    pub places: usize,
    /// How many days can be booked, today not counted.
    pub ahead_days: i64,
    /// How long before its start a slot closes, milliseconds.
    pub notice: i64,
}

/// A person of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    /// Name.
    pub name: String,
    /// Folded topics; empty for any.
    pub topics: Vec<String>,
    /// Languages in lower case; empty for any.
    pub languages: Vec<String>,
    /// Working hours and days on the project's clock.
    pub window: Window,
    /// Most conversations at once; 0 for no limit.
    pub load: usize,
}

/// Calendars and team of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    calendars: BTreeMap<String, Calendar>,
    pub(super) team: Vec<Person>,
    /// Whether captions are Russian.
    pub(super) russian: bool,
}

impl Rules {
    /// Reads the lists of a flow. What does not read as hours or a span counts as not filled in.
    pub fn of(flow: &Flow) -> Self {
        let holidays: Vec<i32> =
            records(flow, "holidays").filter_map(|row| parse_date(&row.text("date"))).collect();
        let calendar = |row: Row<'_>| (row.text("name"), calendar(&row, &holidays));
        Self {
            calendars: records(flow, "calendars").map(calendar).collect(),
            team: records(flow, "team").map(|row| person(&row, &holidays)).collect(),
            russian: is_russian(&flow.language),
        }
    }

    pub(super) fn calendar(&self, name: &str) -> Option<(&Calendar, bool)> {
        self.calendars.get(name).map(|calendar| (calendar, self.russian))
    }
}

fn calendar(row: &Row<'_>, holidays: &[i32]) -> Calendar {
    let slot = span_ms(&row.text("slot")).filter(|span| *span > 0).unwrap_or(SLOT_MS).max(SLOT_MIN_MS);
    let ahead = span_ms(&row.text("ahead")).map_or(AHEAD_DAYS, |span| (span + DAY_MS - 1) / DAY_MS);
    Calendar {
        window: window(row, holidays),
        slot,
        places: usize::try_from(row.int("places", 1)).unwrap_or(1).max(1),
        ahead_days: ahead.min(AHEAD_DAYS_MAX),
        notice: span_ms(&row.text("notice")).unwrap_or(0),
    }
}

fn person(row: &Row<'_>, holidays: &[i32]) -> Person {
    Person {
        name: row.text("name"),
        topics: row.texts("topics").iter().map(|topic| fold_text(topic)).collect(),
        languages: row.texts("languages").iter().map(|language| language.trim().to_lowercase()).collect(),
        window: window(row, holidays),
        load: usize::try_from(row.int("load", 0)).unwrap_or(0),
    }
}

fn window(row: &Row<'_>, holidays: &[i32]) -> Window {
    let mut window = parse_window(&row.text("hours")).unwrap_or_default();
    window.days = parse_weekdays(&row.text("days")).unwrap_or(window.days);
    window.holidays = holidays.to_vec();
    window
}

/// A span in milliseconds; months count as 30 days.
fn span_ms(text: &str) -> Option<i64> {
    let span = parse_duration(text)?;
    let days = i64::from(span.days) + i64::from(span.months) * 30;
    Some(days * DAY_MS + i64::try_from(span.secs).unwrap_or(0).saturating_mul(1000))
}

/// A row of a list with its columns by name.
struct Row<'a> {
    columns: &'a [String],
    cells: &'a [Value],
}

fn records<'a>(flow: &'a Flow, list: &str) -> impl Iterator<Item = Row<'a>> + use<'a> {
    let table: Option<&TablePlan> = flow.lists.iter().find(|table| table.name == list);
    table.into_iter().flat_map(|table| {
        table.rows.iter().map(|cells| Row { columns: &table.columns, cells: cells.as_slice() })
    })
}

impl Row<'_> {
    fn cell(&self, column: &str) -> Option<&Value> {
        self.cells.get(self.columns.iter().position(|name| name == column)?)
    }

    fn text(&self, column: &str) -> String {
        self.cell(column).map(|value| value.to_string().trim().to_owned()).unwrap_or_default()
    }

    fn int(&self, column: &str, default: i64) -> i64 {
        self.cell(column).and_then(Value::as_number).map_or(default, Decimal::to_int)
    }

    fn texts(&self, column: &str) -> Vec<String> {
        match self.cell(column) {
            Some(Value::List(items)) => items.iter().map(ToString::to_string).collect(),
            Some(_) | None => Vec::new(),
        }
    }
}
