//! Editors of time: spans, times of day, windows, days of the week.

use super::desk::{Change, Desk, Spot, wrong_ui};
use super::words;
use crate::flow::{every_day, parse_duration, parse_time_of_day, parse_weekdays};
use crate::model::{Label, Lang};
use crate::studio::theme;
use crate::studio::widgets::spoken::{WEEKDAYS, WEEKDAYS_FULL, duration_words};
use crate::studio::widgets::{Line, line_ui, note_ui, text_in};
use egui::accesskit::Role;
use egui::{CursorIcon, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

const QUICK: [(Label, &str); 3] =
    [(words::FIVE_MINUTES, "5m"), (words::ONE_HOUR, "1h"), (words::ONE_DAY, "1d")];

/// A span of time: said in words while nobody types, as written while somebody does.
pub(super) fn duration(
    ui: &mut Ui,
    desk: &Desk<'_>,
    spot: &Spot,
    value: &str,
    picks: bool,
) -> Option<Change> {
    let span = parse_duration(value);
    let wrong = span.is_none() && !value.trim().is_empty();
    let focused = ui.memory(|memory| memory.has_focus(spot.id));
    let mut text = match span {
        Some(span) if !focused => duration_words(span, desk.input.lang),
        Some(_) | None => value.to_owned(),
    };
    let width = ui.available_width();
    let hint = desk.say(words::NO_WAIT);
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong, width };
    let output = line_ui(ui, desk.input.theme, &line, &mut text);
    let mut change = output.response.changed().then(|| Change::typed(text));
    if wrong {
        wrong_ui(ui, desk, spot, desk.say(words::BAD_DURATION));
    } else if focused && let Some(span) = span {
        let color = desk.input.theme.tokens.muted;
        note_ui(ui, &duration_words(span, desk.input.lang), theme::regular(theme::CAPTION), color);
    }
    if picks {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for (label, short) in QUICK {
                let on = span.is_some() && span == parse_duration(short);
                if chip(ui, desk, desk.say(label), &format!("{}: {}", spot.name, desk.say(label)), on) {
                    change = Some(Change::chosen(if on { "" } else { short }));
                }
            }
        });
    }
    change
}

/// A small pressable pill; gives whether it was pressed.
fn chip(ui: &mut Ui, desk: &Desk<'_>, text: &str, name: &str, on: bool) -> bool {
    let tokens = &desk.input.theme.tokens;
    let ink = if on { tokens.accent } else { tokens.muted };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::regular(theme::CAPTION), ink);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0, 24.0), Sense::click());
    paint_chip(ui, desk, rect, on, response.hovered() || response.has_focus());
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// The ground of a small choice.
pub(super) fn paint_chip(ui: &Ui, desk: &Desk<'_>, rect: Rect, on: bool, lit: bool) {
    let tokens = &desk.input.theme.tokens;
    let (fill, border) = match (on, lit) {
        (true, _) => (tokens.selected, tokens.accent),
        (false, true) => (tokens.hover, tokens.line),
        (false, false) => (tokens.field, tokens.line),
    };
    let stroke = Stroke::new(1.0, border);
    ui.painter().rect(rect, theme::RADIUS_CONTROL, fill, stroke, StrokeKind::Inside);
}

/// A time of day.
pub(super) fn time_of_day(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let mut text = value.to_owned();
    let wrong = !value.trim().is_empty() && parse_time_of_day(value).is_none();
    let width = ui.available_width();
    let hint = desk.say(words::TIME_HINT);
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong, width };
    let output = line_ui(ui, desk.input.theme, &line, &mut text);
    if wrong {
        wrong_ui(ui, desk, spot, desk.say(words::BAD_TIME));
    }
    output.response.changed().then(|| Change::typed(text))
}

/// A daily window: two times of day.
pub(super) fn window(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let (from, to) = value.split_once(['-', '–', '—']).unwrap_or((value, ""));
    let mut ends = [from.trim().to_owned(), to.trim().to_owned()];
    let empty = ends.iter().all(String::is_empty);
    let wrong = |end: &String| !empty && parse_time_of_day(end).is_none();
    let any_wrong = ends.iter().any(wrong);
    let mut changed = false;
    ui.horizontal(|ui| {
        let labels = [(words::FROM, "10:00"), (words::TO, "20:00")];
        ui.spacing_mut().item_spacing.x = 6.0;
        let lead = if desk.input.lang == Lang::Ru { 16.0 } else { 30.0 };
        let room = (ui.available_width() - 3.0 * 6.0) / 2.0 - lead;
        for (index, (label, hint)) in labels.into_iter().enumerate() {
            let ink = desk.input.theme.tokens.muted;
            let (rect, _) = ui.allocate_exact_size(vec2(lead, 32.0), Sense::hover());
            text_in(ui, rect, desk.say(label), theme::regular(theme::BODY), ink);
            let name = format!("{}: {}", spot.name, desk.say(label));
            let wrong = wrong(&ends[index]);
            let id = spot.id.with(index);
            let line = Line { id, name: &name, hint, rows: 0, wrong, width: room };
            changed |= line_ui(ui, desk.input.theme, &line, &mut ends[index]).response.changed();
        }
    });
    if any_wrong {
        wrong_ui(ui, desk, spot, desk.say(words::BAD_TIME));
    }
    changed.then(|| {
        let empty = ends.iter().all(|end| end.trim().is_empty());
        Change::typed(if empty { String::new() } else { format!("{}-{}", ends[0].trim(), ends[1].trim()) })
    })
}

/// Days of the week: seven switches. Every day is the same as no choice.
pub(super) fn weekdays(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let mask = parse_weekdays(value).unwrap_or(every_day());
    let mut change = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        let width = ((ui.available_width() - 6.0 * 3.0) / 7.0).floor();
        for day in 0..7 {
            let on = mask & (1 << day) != 0;
            let (rect, response) = ui.allocate_exact_size(vec2(width, theme::HIT), Sense::click());
            paint_chip(ui, desk, rect, on, response.hovered() || response.has_focus());
            let tokens = &desk.input.theme.tokens;
            let ink = if on { tokens.accent } else { tokens.faint };
            let font = theme::regular(12.0);
            let text = WEEKDAYS[day].of(desk.input.lang);
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, text, font, ink);
            let name = format!("{}: {}", spot.name, WEEKDAYS_FULL[day].of(desk.input.lang));
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &name));
            let flipped = mask ^ (1 << day);
            // Without any day nothing would ever be sent, so the last one stays.
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && flipped != 0 {
                change = Some(Change::chosen(weekdays_text(flipped)));
            }
        }
    });
    change
}

/// A mask as the file writes it: `mon-fri`, `mon,wed`; empty for every day.
fn weekdays_text(mask: u8) -> String {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    if mask & every_day() == every_day() {
        return String::new();
    }
    let mut parts = Vec::new();
    let mut day = 0;
    while day < 7 {
        if mask & (1 << day) == 0 {
            day += 1;
            continue;
        }
        let first = day;
        while day < 6 && mask & (1 << (day + 1)) != 0 {
            day += 1;
        }
        match day - first {
            0 => parts.push(NAMES[first].to_owned()),
            1 => parts.extend([NAMES[first].to_owned(), NAMES[day].to_owned()]),
            _ => parts.push(format!("{}-{}", NAMES[first], NAMES[day])),
        }
        day += 1;
    }
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_of_days_reads_back() {
        for mask in 1..=every_day() {
            let text = weekdays_text(mask);
            let read = if text.is_empty() { Some(every_day()) } else { parse_weekdays(&text) };
            assert_eq!(read, Some(mask), "{text}");
        }
        assert_eq!(weekdays_text(0b001_1111), "mon-fri");
    }
}
