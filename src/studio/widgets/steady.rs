//! What scrolls without ever changing its width.

use egui::scroll_area::ScrollAreaOutput;
use egui::{Rect, ScrollArea, Ui, UiBuilder, vec2};

/// Width of the margin that must be free at the right of what scrolls: its bar comes and goes there, points.
const BAR: f32 = 8.0;

/// Shows what scrolls with its bar over the right edge. A bar that took room would make the contents narrower; a picture
/// that is narrower is lower, and where it then fits without the bar the two would take turns for ever.
pub fn steady<R>(ui: &mut Ui, area: ScrollArea, contents: impl FnOnce(&mut Ui) -> R) -> ScrollAreaOutput<R> {
    let usual = ui.spacing().scroll;
    ui.spacing_mut().scroll.floating_allocated_width = 0.0;
    let shown = area.show(ui, |ui| {
        ui.spacing_mut().scroll = usual;
        contents(ui)
    });
    ui.spacing_mut().scroll = usual;
    shown
}

/// The same across the room that is left, with the bar over the margin at the right of the room.
pub fn steady_ui<R>(
    ui: &mut Ui,
    area: ScrollArea,
    contents: impl FnOnce(&mut Ui) -> R,
) -> ScrollAreaOutput<R> {
    let room = ui.available_rect_before_wrap();
    let wide = Rect::from_min_max(room.min, room.max + vec2(BAR, 0.0));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(wide).id_salt("steady"));
    let shown = steady(&mut inner, area, |ui| {
        ui.set_width(room.width());
        contents(ui)
    });
    let taken = Rect::from_min_size(room.min, vec2(room.width(), inner.min_rect().height()));
    ui.advance_cursor_after_rect(taken);
    shown
}
