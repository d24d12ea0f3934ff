//! Small widgets that several panels share. Each draws itself from the theme and tells assistive technology
//! its name, so that tests and screen readers find it.

mod button;
mod input;
mod phrase;
mod select;
pub mod spoken;
mod steady;
mod tip;

pub use button::{icon_button, icon_toggle, link_button, outline_button, segmented, switch};
pub use input::{
    Layouter, Line, goes_on, keep_cursor, laid_line_ui, line_ui, put_cursor, secret_ui, select_all,
};
pub use phrase::{WORD_HEIGHT, part_ui, words_ui};
pub use select::{list_ui, menu_note, menu_row, opened_ui, select_ui};
pub use steady::{steady, steady_ui};
pub use tip::{tip_above, tip_beside};

use super::theme::{self, Theme};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Id, Layout, Rect, Response, Sense, Stroke, Ui, UiBuilder, pos2};
use std::sync::Arc;

/// One line of text, cut with an ellipsis where it would be wider than `width` points.
pub fn elided(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(width.max(8.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Text wrapped at `width` points, in the line height of the design.
pub fn wrapped(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let line_height = Some((font.size * 1.42).round());
    let mut job = LayoutJob::simple(text.to_owned(), font, color, width.max(8.0));
    for section in &mut job.sections {
        section.format.line_height = line_height;
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Paints an icon in the middle of a rectangle.
pub fn icon_at(ui: &Ui, rect: Rect, name: &str, size: f32, color: Color32) {
    let glyph = theme::icon_char(name).to_string();
    let galley = ui.painter().layout_no_wrap(glyph, theme::icon_font(size), color);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(pos2(at.x.round(), at.y.round()), galley, color);
}

/// Paints one line of text, cut at the right edge of a rectangle and centred in its height.
pub fn text_in(ui: &Ui, rect: Rect, text: &str, font: FontId, color: Color32) {
    let galley = elided(ui, text, font, color, rect.width());
    let top = (rect.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(rect.left(), top), galley, color);
}

/// A quiet line of text that takes the place it needs.
pub fn note_ui(ui: &mut Ui, text: &str, font: FontId, color: Color32) -> Response {
    let galley = wrapped(ui, text, font, color, ui.available_width());
    ui.add(egui::Label::new(galley))
}

/// Gives a widget the name that assistive technology and tests know it by, in place of its own.
pub fn name_it(response: &Response, name: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
}

/// Tells assistive technology of a row of a list that is walked while the keyboard stays in `field`: whether Enter takes
/// it.
pub fn mark_row(row: &Response, field: Id, is_marked: bool) {
    let ctx = &row.ctx;
    let told = ctx.accesskit_node_builder(row.id, |node| node.set_selected(is_marked)).is_some();
    if is_marked && told && ctx.has_accesskit_node(field) {
        ctx.accesskit_node_builder(field, |node| node.set_active_descendant(row.id.accesskit_id()));
    }
}

/// A rounded rectangle with text and a tinted ground: a tag.
pub fn tag_ui(ui: &mut Ui, text: &str, color: Color32, sense: Sense) -> Response {
    let width = ui.available_width() - 12.0;
    let galley = elided(ui, text, theme::regular(theme::CAPTION), color, width);
    let size = galley.size() + egui::vec2(12.0, 4.0);
    let (rect, response) = ui.allocate_exact_size(size, sense);
    ui.painter().rect_filled(rect, 4, theme::tint(color, theme::TILE_TINT));
    ui.painter().galley(rect.min + egui::vec2(6.0, 2.0), galley, color);
    let role = if sense.senses_click() { Role::Button } else { Role::Label };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, text));
    response
}

/// The rounded square with the icon of a kind of block.
pub fn tile_at(ui: &Ui, rect: Rect, icon: &str, color: Color32) {
    ui.painter().rect_filled(rect, 6, theme::tint(color, theme::TILE_TINT));
    icon_at(ui, rect, icon, 14.0, color);
}

/// Ground and border of a sunken control.
pub fn sunken(ui: &Ui, rect: Rect, border: Color32, fill: Color32) {
    ui.painter().rect(rect, theme::RADIUS_CONTROL, fill, Stroke::new(1.0, border), egui::StrokeKind::Inside);
}

/// A hairline across the available width.
pub fn hairline(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.tokens.line);
}

/// Where [`at_right_end`] begins in a room, as it was drawn last: what stands before it is drawn before it.
pub fn right_end(ui: &Ui, room: Rect, salt: &str) -> Rect {
    let width = ui.data(|data| data.get_temp::<f32>(Id::unique(("right end", salt)))).unwrap_or(0.0);
    Rect::from_min_max(pos2(room.right() - width, room.top()), room.max)
}

/// Lays widgets from left to right so that the last one ends at the right end of a room: the keyboard goes through them
/// as they are read.
pub fn at_right_end(ui: &mut Ui, room: Rect, salt: &str, content: impl FnOnce(&mut Ui)) {
    let place = right_end(ui, room, salt);
    let builder = UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)).id_salt(salt);
    let taken = ui.scope_builder(builder, |ui| {
        content(ui);
        ui.min_rect().width()
    });
    if (taken.inner - place.width()).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(Id::unique(("right end", salt)), taken.inner));
        ui.ctx().request_discard("what stands at the right end has another width");
    }
}
