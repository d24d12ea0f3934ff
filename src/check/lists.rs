//! What does not read in the lists of the settings: hours of a calendar, spans of a slot, days of a person.

use super::error;
use crate::blocks::LIST_TYPES;
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::{parse_date, parse_duration, parse_time_of_day, parse_weekdays, parse_window};
use crate::model::{Project, Record, Shape, text_of};

/// Times and spans of the settings that do not read, as findings of `code`.
pub(super) fn broken_times(project: &Project, code: &'static str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for list in LIST_TYPES {
        for record in project.lists.get(list.name).into_iter().flatten() {
            for field in list.form.fields {
                let text = text_of(record, field.name).trim();
                let Some(sample) = wanted(field.shape, text) else { continue };
                let (name, label) = (name_of(record), field.label);
                let (heading, heading_en) = (list.label.ru, list.label.en);
                let message = Words::new(
                    format!("{heading}{name}: «{text}» в «{}» не читается, считается пустым", label.ru),
                    format!(
                        "{heading_en}{name}: “{text}” in “{}” does not read and counts as empty",
                        label.en
                    ),
                );
                found.push(finding(code, message, sample));
            }
        }
    }
    let (schedule, per) = (&project.schedule, project.schedule.cap_per.trim());
    if schedule.cap > 0
        && let Some(sample) = wanted(Shape::Duration, per)
    {
        let message = Words::new(
            format!("Срок «{per}» для лимита сообщений не читается: считается за 1 день"),
            format!("The span “{per}” of the limit of messages does not read: a day is counted with"),
        );
        found.push(finding(code, message, sample));
    }
    found
}

fn finding(code: &'static str, message: Words, sample: &str) -> Diagnostic {
    let hint = Words::new(format!("Напишите по образцу: {sample}"), format!("Write it like this: {sample}"));
    error(code, Anchor::Project, message, hint)
}

fn name_of(record: &Record) -> String {
    match text_of(record, "name").trim() {
        "" => String::new(),
        name => format!(" ({name})"),
    }
}

/// A sample of what a property wants, when what is filled in does not read as such.
fn wanted(shape: Shape, text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    let (reads, sample) = match shape {
        Shape::Window => (parse_window(text).is_some(), "10:00-20:00"),
        Shape::Weekdays => (parse_weekdays(text).is_some(), "mon-fri"),
        Shape::Duration => (parse_duration(text).is_some_and(|span| !span.is_zero()), "30m, 1h, 2d"),
        Shape::Date => (parse_date(text).is_some(), "2026-12-31"),
        Shape::TimeOfDay => (parse_time_of_day(text).is_some(), "10:00"),
        _ => return None,
    };
    (!reads).then_some(sample)
}
