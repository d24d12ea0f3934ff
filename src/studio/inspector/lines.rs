//! The editor of several one-line texts: chips, and a field whose Enter adds one.

use super::desk::{Change, Desk, Spot};
use super::words;
use crate::model::Prop;
use crate::studio::theme;
use crate::studio::widgets::{Line, elided, icon_at, line_ui};
use egui::accesskit::Role;
use egui::{CursorIcon, Key, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

/// Chips of the texts, and a field for another.
pub(super) fn lines(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, held: &[String]) -> Option<Change> {
    let mut gone = None;
    if !held.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for (index, text) in held.iter().enumerate() {
                if chip(ui, desk, text) {
                    gone = Some(index);
                }
            }
        });
    }
    if let Some(index) = gone {
        let mut rest = held.to_vec();
        rest.remove(index);
        return Some(change(rest));
    }
    let added = add_ui(ui, desk, spot)?;
    if held.contains(&added) {
        return None;
    }
    let mut more = held.to_vec();
    more.push(added);
    Some(change(more))
}

fn change(lines: Vec<String>) -> Change {
    Change::set((!lines.is_empty()).then_some(Prop::Lines(lines)))
}

/// The field that adds; what was typed is added when the field is left too, so that nothing is lost.
fn add_ui(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot) -> Option<String> {
    let mut draft = desk.state.lines.remove(&spot.id).unwrap_or_default();
    let width = ui.available_width();
    let hint = desk.say(words::ADD_LINE);
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong: false, width };
    let output = line_ui(ui, desk.input.theme, &line, &mut draft);
    let entered = output.response.lost_focus();
    let text = draft.trim().to_owned();
    if entered && !text.is_empty() {
        if ui.input(|input| input.key_pressed(Key::Enter)) {
            ui.memory_mut(|memory| memory.request_focus(spot.id));
        }
        return Some(text);
    }
    if !draft.is_empty() {
        desk.state.lines.insert(spot.id, draft);
    }
    None
}

/// A chip; gives whether its cross was pressed.
fn chip(ui: &mut Ui, desk: &Desk<'_>, text: &str) -> bool {
    let tokens = &desk.input.theme.tokens;
    let galley = elided(ui, text, theme::regular(12.0), tokens.ink, ui.available_width().max(200.0) - 36.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 32.0, 24.0), Sense::click());
    let lit = response.hovered() || response.has_focus();
    ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, if lit { tokens.hover } else { tokens.selected });
    let top = (rect.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(rect.left() + 9.0, top), galley, tokens.ink);
    let cross = Rect::from_min_max(pos2(rect.right() - 22.0, rect.top()), rect.max);
    icon_at(ui, cross, "x", 12.0, if lit { tokens.error } else { tokens.muted });
    let name = format!("{} «{text}»", desk.say(words::REMOVE));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name).clicked()
}
