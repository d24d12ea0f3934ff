//! The editor of several one-line texts: chips, and a field whose Enter adds one.

use super::desk::{Change, Desk, Spot};
use super::words;
use crate::model::Prop;
use crate::studio::theme;
use crate::studio::widgets::{Line, elided, icon_at, line_ui};
use egui::accesskit::Role;
use egui::{CursorIcon, Key, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// A line that is being written into the field that adds one.
#[derive(Debug, Default)]
pub(super) struct Adding {
    text: String,
    /// Whether the project has it already, as the last line.
    is_in: bool,
}

/// When a line that is being written becomes one of the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// With its first letter: nothing is lost whatever happens next.
    AtOnce,
    /// When the field is left, for lines that mean something only as a whole.
    Whole,
}

/// Chips of the texts, and a field for another.
pub(super) fn lines(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    held: &[String],
    added: Added,
) -> Option<Change> {
    let adding = desk.state.adding.remove(&spot.id).unwrap_or_default();
    let is_in = adding.is_in && held.last().is_some_and(|last| last == adding.text.trim());
    // What is in the field is no chip yet.
    let done = if is_in { &held[..held.len() - 1] } else { held };
    let mut gone = None;
    if !done.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for (index, text) in done.iter().enumerate() {
                if chip(ui, desk, text, desk.is_line_wrong(spot, index)) {
                    gone = Some(index);
                }
            }
        });
    }
    if let Some(index) = gone {
        let mut rest = held.to_vec();
        rest.remove(index);
        desk.state.adding.insert(spot.id, adding);
        return Some(change(rest, false));
    }
    let lines = add_ui(ui, desk, spot, done, (Adding { is_in, ..adding }, added))?;
    (lines != held).then(|| change(lines, added == Added::AtOnce))
}

fn change(lines: Vec<String>, typing: bool) -> Change {
    Change { typing, ..Change::set((!lines.is_empty()).then_some(Prop::Lines(lines))) }
}

/// The field that adds; gives the lines after an edit. What was typed stays when the field is left, and goes
/// with Esc.
fn add_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    done: &[String],
    (mut adding, added): (Adding, Added),
) -> Option<Vec<String>> {
    let width = ui.available_width();
    let hint = desk.say(words::ADD_LINE);
    let wrong = adding.is_in && desk.is_line_wrong(spot, done.len());
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong, width };
    let response = line_ui(ui, desk.input.theme, &line, &mut adding.text).response;
    let left = response.lost_focus();
    let (entered, escaped) =
        ui.input(|input| (input.key_pressed(Key::Enter), left && input.key_pressed(Key::Escape)));
    let text = adding.text.trim().to_owned();
    let is_line = !escaped && !text.is_empty() && !done.contains(&text);
    let counts = match added {
        Added::AtOnce => response.changed() || escaped && adding.is_in,
        Added::Whole => left && is_line,
    };
    if left {
        if entered && !text.is_empty() {
            ui.memory_mut(|memory| memory.request_focus(spot.id));
        }
    } else if !adding.text.is_empty() {
        adding.is_in = is_line && (counts || adding.is_in);
        desk.state.adding.insert(spot.id, adding);
    }
    counts.then(|| done.iter().cloned().chain(is_line.then_some(text)).collect())
}

/// A chip, red around when something is wrong with it; gives whether its cross was pressed.
fn chip(ui: &mut Ui, desk: &Desk<'_>, text: &str, wrong: bool) -> bool {
    let tokens = &desk.input.theme.tokens;
    let galley = elided(ui, text, theme::regular(12.0), tokens.ink, ui.available_width().max(200.0) - 36.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 32.0, 24.0), Sense::click());
    let lit = response.hovered() || response.has_focus();
    ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, if lit { tokens.hover } else { tokens.selected });
    if wrong {
        let line = Stroke::new(1.0, tokens.error);
        ui.painter().rect_stroke(rect, theme::RADIUS_CONTROL, line, StrokeKind::Inside);
    }
    let top = (rect.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(rect.left() + 9.0, top), galley, tokens.ink);
    let cross = Rect::from_min_max(pos2(rect.right() - 22.0, rect.top()), rect.max);
    icon_at(ui, cross, "x", 12.0, if lit { tokens.error } else { tokens.muted });
    let name = format!("{} «{text}»", desk.say(words::REMOVE));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name).clicked()
}
