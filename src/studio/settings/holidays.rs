//! Days on which the bot does not write by itself: a calendar to press, a list to paste.

use super::parts::{caption, link, set};
use super::{SettingsInput, SettingsState, words};
use crate::flow::{DAY_MS, parse_date, value_as};
use crate::model::{FieldKind, Value, civil_from_days, days_from_civil, iso_date};
use crate::studio::command::Command;
use crate::studio::controls::{Weight, button};
use crate::studio::theme::{self, CAPTION, SPACE};
use crate::studio::widgets::spoken::{WEEKDAYS, date_words};
use crate::studio::widgets::{Line, icon_button, line_ui, note_ui};
use egui::accesskit::Role;
use egui::{Align2, CursorIcon, Id, Rect, Sense, Ui, WidgetInfo, vec2};
use std::collections::BTreeSet;

/// Width of the calendar, points.
const CALENDAR: f32 = 266.0;
const CELL: f32 = 34.0;

/// Public holidays of Russia that fall on the same date every year: month and day.
const RUSSIAN: [(u32, u32); 14] = [
    (1, 1),
    (1, 2),
    (1, 3),
    (1, 4),
    (1, 5),
    (1, 6),
    (1, 7),
    (1, 8),
    (2, 23),
    (3, 8),
    (5, 1),
    (5, 9),
    (6, 12),
    (11, 4),
];

pub(super) fn holidays_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    let held = Days::of(&input.project.schedule.holidays);
    let today = input.now.div_euclid(DAY_MS) as i32;
    let (year, month, _) = civil_from_days(today);
    let shown = *state.month.get_or_insert((year, month));
    let mut changed = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE[4];
        ui.vertical(|ui| {
            ui.set_width(CALENDAR);
            state.month = Some(head_ui(ui, input, shown));
            changed = month_ui(ui, input, shown, (&held.known, today)).map(|known| held.with(known));
        });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = SPACE[1];
            if let Some(days) = list_ui(ui, input, state, &held) {
                changed = Some(days);
            }
            let text = words::russian_holidays(shown.0, input.lang);
            if link(ui, input, "plus", &text, &text).clicked() {
                let own = RUSSIAN.iter().map(|(month, day)| days_from_civil(shown.0, *month, *day));
                changed = Some(held.with(held.known.iter().copied().chain(own).collect()));
            }
            paste_ui(ui, input, state, &held, &mut changed);
        });
    });
    if let Some(days) = changed {
        set(input.project, commands, |settings| settings.schedule.holidays = days.written());
    }
}

/// The list of the project as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Days {
    known: BTreeSet<i32>,
    /// What is no date: it stays until somebody takes it off.
    unread: Vec<String>,
}

impl Days {
    fn of(lines: &[String]) -> Self {
        let mut days = Self { known: BTreeSet::new(), unread: Vec::new() };
        for line in lines {
            match parse_date(line.trim()) {
                Some(day) => {
                    days.known.insert(day);
                }
                None => days.unread.push(line.clone()),
            }
        }
        days
    }

    /// Other dates beside what cannot be read.
    fn with(&self, known: BTreeSet<i32>) -> Self {
        Self { known, unread: self.unread.clone() }
    }

    fn written(self) -> Vec<String> {
        self.known.into_iter().map(iso_date).chain(self.unread).collect()
    }
}

/// The month with arrows around it; gives the month to show.
fn head_ui(ui: &mut Ui, input: &SettingsInput<'_>, (year, month): (i32, u32)) -> (i32, u32) {
    let mut shown = (year, month);
    ui.horizontal(|ui| {
        if icon_button(ui, input.theme, "chevron-left", theme::HIT, words::EARLIER.of(input.lang)).clicked() {
            shown = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
        }
        let title = format!("{} {year}", words::MONTHS[(month as usize - 1) % 12].of(input.lang));
        let size = vec2(ui.available_width() - theme::HIT - SPACE[1], theme::HIT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let font = theme::semibold(theme::BODY);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, &title, font, input.theme.tokens.ink);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
        if icon_button(ui, input.theme, "chevron-right", theme::HIT, words::LATER.of(input.lang)).clicked() {
            shown = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
    });
    shown
}

/// The days of a month; gives the dates after a press on one.
fn month_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    (year, month): (i32, u32),
    (held, today): (&BTreeSet<i32>, i32),
) -> Option<BTreeSet<i32>> {
    let tokens = &input.theme.tokens;
    let first = days_from_civil(year, month, 1);
    let next = days_from_civil(year, month + 1, 1);
    // Monday comes first; day 0 of the epoch was a Thursday.
    let lead = (first + 3).rem_euclid(7);
    let weeks = (lead + (next - first) + 6) / 7;
    let (rect, _) =
        ui.allocate_exact_size(vec2(CALENDAR, (weeks as f32 + 1.0) * CELL - 10.0), Sense::hover());
    let step = CALENDAR / 7.0;
    for (at, name) in WEEKDAYS.iter().enumerate() {
        let center = rect.min + vec2((at as f32 + 0.5) * step, 10.0);
        let font = theme::regular(CAPTION);
        ui.painter().text(center, Align2::CENTER_CENTER, name.of(input.lang), font, tokens.muted);
    }
    let mut changed = None;
    for day in first..next {
        let at = lead + day - first;
        let corner = rect.min + vec2((at % 7) as f32 * step, 24.0 + (at / 7) as f32 * CELL);
        let cell = Rect::from_min_size(corner, vec2(step, CELL)).shrink(2.0);
        let on = held.contains(&day);
        let response = ui.interact(cell, Id::unique(("day", day)), Sense::click());
        let lit = response.hovered() || response.has_focus();
        let fill = match (on, lit) {
            (true, _) => tokens.accent,
            (false, true) => tokens.hover,
            (false, false) => egui::Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(cell, theme::RADIUS_CONTROL, fill);
        if day == today {
            let ring = egui::Stroke::new(1.0, tokens.accent);
            ui.painter().rect_stroke(cell, theme::RADIUS_CONTROL, ring, egui::StrokeKind::Inside);
        }
        let is_free = at % 7 > 4;
        let ink = match (on, is_free) {
            (true, _) => tokens.on_accent,
            (false, true) => tokens.muted,
            (false, false) => tokens.ink,
        };
        let (_, _, number) = civil_from_days(day);
        let font = theme::regular(theme::BODY);
        ui.painter().text(cell.center(), Align2::CENTER_CENTER, number.to_string(), font, ink);
        let name = date_words(day, input.lang);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &name));
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            let mut dates = held.clone();
            if !dates.remove(&day) {
                dates.insert(day);
            }
            changed = Some(dates);
        }
    }
    changed
}

/// The dates as chips; gives those that stay after one was taken off.
fn list_ui(ui: &mut Ui, input: &SettingsInput<'_>, state: &mut SettingsState, held: &Days) -> Option<Days> {
    if held.known.is_empty() && held.unread.is_empty() {
        note_ui(ui, words::NO_HOLIDAYS.of(input.lang), theme::regular(theme::BODY), input.theme.tokens.muted);
        return None;
    }
    if !held.unread.is_empty() {
        let text = words::unread_dates(&held.unread.join(", "), input.lang);
        note_ui(ui, &text, theme::regular(CAPTION), input.theme.tokens.error);
    }
    let known = held.known.iter().map(|day| date_words(*day, input.lang));
    let names: Vec<String> = known.chain(held.unread.iter().cloned()).collect();
    let what = (Id::unique("holidays"), words::ADD_HOLIDAY.of(input.lang));
    let lines = crate::studio::inspector::lines_ui(ui, &input.inspector(), &mut state.editor, what, &names)?;
    // What people can read becomes a date as the file has it.
    let stays = |line: &&String| lines.contains(line) && day_of(line).is_none();
    let unread = held.unread.iter().filter(stays).cloned().collect();
    Some(Days { known: lines.iter().filter_map(|line| day_of(line)).collect(), unread })
}

/// The field for a list from somewhere else.
fn paste_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    held: &Days,
    changed: &mut Option<Days>,
) {
    let lang = input.lang;
    caption(ui, input, words::PASTE.of(lang));
    let (id, name) = (Id::unique("paste dates"), words::PASTE.of(lang));
    let hint = words::PASTE_HINT.of(lang);
    let line = Line { id, name, hint, rows: 2, wrong: false, width: ui.available_width() };
    line_ui(ui, input.theme, &line, &mut state.pasted);
    if state.pasted.trim().is_empty() {
        return;
    }
    let (dates, unread) = dates_in(&state.pasted);
    if !unread.is_empty() {
        let text = words::unread_dates(&unread.join(", "), lang);
        note_ui(ui, &text, theme::regular(CAPTION), input.theme.tokens.error);
    }
    let text = words::add_dates(dates.len(), lang);
    ui.add_enabled_ui(!dates.is_empty(), |ui| {
        if button(ui, input.theme, Weight::Outline, "plus", &text, words::ADD_DATES.of(lang)).clicked() {
            *changed = Some(held.with(held.known.iter().chain(&dates).copied().collect()));
            state.pasted = unread.join(", ");
        }
    });
}

fn day_of(text: &str) -> Option<i32> {
    match value_as(text, FieldKind::Date)? {
        Value::Date(day) => Some(day),
        _ => None,
    }
}

/// Dates in a text, one after another or on lines of their own, and what is no date.
fn dates_in(text: &str) -> (Vec<i32>, Vec<String>) {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let (mut dates, mut unread) = (Vec::new(), Vec::new());
    for word in words.filter(|word| !word.is_empty()) {
        match day_of(word) {
            Some(day) => dates.push(day),
            None => unread.push(word.to_owned()),
        }
    }
    (dates, unread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_is_read_and_what_is_no_date_is_kept() {
        let (dates, unread) = dates_in("2026-01-01, 08.03.2026\n 31.02.2026; завтра");
        assert_eq!(dates.into_iter().map(iso_date).collect::<Vec<_>>(), ["2026-01-01", "2026-03-08"]);
        assert_eq!(unread, ["31.02.2026", "завтра"]);
    }
}
