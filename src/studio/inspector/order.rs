//! The order of rows: by dragging a handle, or by Alt with an arrow while something in the row has the focus.

use super::desk::{Desk, Spot};
use super::words;
use crate::model::Form;
use crate::studio::keyboard::drawn;
use crate::studio::widgets::icon_at;
use egui::accesskit::Role;
use egui::{CursorIcon, Id, Key, Modifiers, Sense, Stroke, Ui, WidgetInfo, vec2};
use std::ops::RangeInclusive;

const WIDTH: f32 = 12.0;

/// The handle of a row.
pub(super) fn handle_ui(ui: &mut Ui, desk: &mut Desk<'_>, (list, index): (Id, usize), name: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, 32.0), Sense::click_and_drag());
    let held = desk.state.dragged == Some((list, index));
    let tokens = &desk.input.theme.tokens;
    let color = match (held, response.hovered() || response.has_focus()) {
        (true, _) => tokens.accent,
        (false, true) => tokens.muted,
        (false, false) => crate::studio::theme::tint(tokens.faint, 70),
    };
    icon_at(ui, rect, "grip-vertical", 14.0, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.drag_started() {
        desk.state.dragged = Some((list, index));
    }
    response.on_hover_cursor(CursorIcon::Grab).on_hover_text(desk.say(words::DRAG_ROW_TIP));
}

/// What a hand or a key does to the order of a list whose rows were drawn at these heights: from which place to
/// which.
pub(super) fn order_ui(
    ui: &Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    form: &Form,
    spans: &[RangeInclusive<f32>],
) -> Option<(usize, usize)> {
    by_hand(ui, desk, spot, spans).or_else(|| by_key(ui, spot, form, spans))
}

fn by_hand(
    ui: &Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    spans: &[RangeInclusive<f32>],
) -> Option<(usize, usize)> {
    let (_, from) = desk.state.dragged.filter(|dragged| dragged.0 == spot.id)?;
    let y = ui.input(|input| input.pointer.interact_pos())?.y;
    let above = spans.iter().filter(|span| (span.start() + span.end()) / 2.0 < y).count();
    let line = match above {
        0 => spans.first().map(|span| span.start() - 3.0),
        count => spans.get(count - 1).map(|span| span.end() + 3.0),
    }?;
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let stroke = Stroke::new(2.0, desk.input.theme.tokens.accent);
    ui.painter().hline(ui.min_rect().x_range(), line, stroke);
    if ui.input(|input| input.pointer.primary_down()) {
        return None;
    }
    desk.state.dragged = None;
    // The row itself counts among those above when it goes down.
    let to = if above > from { above - 1 } else { above };
    (to != from && from < spans.len()).then_some((from, to))
}

fn by_key(ui: &Ui, spot: &Spot, form: &Form, spans: &[RangeInclusive<f32>]) -> Option<(usize, usize)> {
    let focused = ui.memory(|memory| memory.focused())?;
    let at = drawn(ui.ctx(), focused)?.rect.center();
    if !ui.min_rect().x_range().contains(at.x) {
        return None;
    }
    let from = spans.iter().position(|span| span.contains(&at.y))?;
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
    let to = match (pressed(Key::ArrowUp), pressed(Key::ArrowDown)) {
        (true, _) => from.checked_sub(1)?,
        (_, true) if from + 1 < spans.len() => from + 1,
        (..) => return None,
    };
    // Editors are named by the number of their row, so that the focus goes along by hand.
    let field = form.fields.iter().find(|field| spot.inside(from, field, "").id == focused);
    if let Some(field) = field {
        ui.memory_mut(|memory| memory.request_focus(spot.inside(to, field, "").id));
    }
    Some((from, to))
}
