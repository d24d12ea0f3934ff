//! Controls of bars and dialogs beside the shared [`super::widgets`]: buttons as wide as their words, headings.

use super::theme::{self, BODY, CAPTION, RADIUS_CONTROL, Theme};
use super::widgets::{icon_at, text_in};
use egui::accesskit::Role;
use egui::{
    Color32, CursorIcon, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// Height of buttons with text, points.
pub const BUTTON_HEIGHT: f32 = 32.0;
/// Room beside the words of a button, points.
pub const PADDING: f32 = 12.0;
const LEAD: f32 = 24.0;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here.
    Primary,
    /// An equal choice among others.
    Outline,
    /// Part of the surroundings.
    Quiet,
}

/// A button with a Lucide icon before its words; either may be empty. `name` is what assistive technology
/// and tests know it by.
pub fn button(ui: &mut Ui, theme: &Theme, weight: Weight, icon: &str, text: &str, name: &str) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font_of(weight), Color32::PLACEHOLDER);
    let lead = match (icon.is_empty(), text.is_empty()) {
        (true, _) => 0.0,
        (false, true) => 16.0,
        (false, false) => LEAD,
    };
    let size = vec2((galley.size().x + lead + 2.0 * PADDING).round(), BUTTON_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let ink = ground(ui, theme, weight, rect, &response);
    let left = rect.left() + PADDING;
    if !icon.is_empty() {
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(16.0, rect.height()));
        icon_at(ui, place, icon, theme::ICON, ink);
    }
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(left + lead, top).round(), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// How wide a [`button`] with an icon and words is, points.
pub fn button_width(ui: &Ui, weight: Weight, text: &str) -> f32 {
    (width_of(ui, text, font_of(weight)) + LEAD + 2.0 * PADDING).round()
}

fn font_of(weight: Weight) -> egui::FontId {
    match weight {
        Weight::Primary => theme::semibold(BODY),
        Weight::Outline | Weight::Quiet => theme::medium(BODY),
    }
}

/// Paints what a button stands on and gives the colour of its words.
fn ground(ui: &Ui, theme: &Theme, weight: Weight, rect: Rect, response: &Response) -> Color32 {
    let tokens = &theme.tokens;
    if !ui.is_enabled() {
        // What cannot be pressed is quiet, and its words can still be read.
        let fill = if weight == Weight::Quiet { Color32::TRANSPARENT } else { tokens.hover };
        ui.painter().rect(rect, RADIUS_CONTROL, fill, Stroke::new(1.0, fill), StrokeKind::Inside);
        return tokens.ink;
    }
    let lit = response.hovered() || response.has_focus();
    let (fill, border, ink) = match (weight, lit) {
        (Weight::Primary, true) => (tokens.accent_hover, tokens.accent_hover, tokens.on_accent),
        (Weight::Primary, false) => (tokens.accent, tokens.accent, tokens.on_accent),
        (Weight::Outline, true) => (tokens.hover, tokens.line, tokens.ink),
        (Weight::Outline, false) => (tokens.card, tokens.line, tokens.ink),
        (Weight::Quiet, true) => (tokens.hover, Color32::TRANSPARENT, tokens.ink),
        (Weight::Quiet, false) => (Color32::TRANSPARENT, Color32::TRANSPARENT, tokens.muted),
    };
    ui.painter().rect(rect, RADIUS_CONTROL, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    ink
}

/// A heading over a group of rows.
pub fn group_heading(ui: &mut Ui, theme: &Theme, text: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let room = rect.shrink2(vec2(8.0, 0.0));
    text_in(ui, room, text, theme::semibold(CAPTION), theme.tokens.faint);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// Width of a text in a face.
pub fn width_of(ui: &Ui, text: &str, font: egui::FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}

/// Paints a text with its left edge and middle at a point; gives the point at its right end.
pub fn text_at(ui: &Ui, at: Pos2, text: &str, font: egui::FontId, color: Color32) -> Pos2 {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
    let (width, height) = (galley.size().x, galley.size().y);
    ui.painter().galley(pos2(at.x, at.y - height / 2.0).round(), galley, color);
    pos2(at.x + width, at.y)
}

/// The frame of a menu.
pub fn list_frame(theme: &Theme) -> egui::Frame {
    theme.card().inner_margin(6)
}

/// Keys as they stand on a keyboard: signs and arrows instead of their English names.
pub fn keys_text(ctx: &egui::Context, keys: &egui::KeyboardShortcut) -> String {
    const SIGNS: [(&str, &str); 10] = [
        ("Comma", ","),
        ("Period", "."),
        ("Slash", "/"),
        ("Plus", "+"),
        ("Minus", "−"),
        ("Equals", "="),
        ("Left", "←"),
        ("Right", "→"),
        ("Up", "↑"),
        ("Down", "↓"),
    ];
    let text = ctx.format_shortcut(keys);
    let sign = SIGNS.iter().find_map(|(name, sign)| Some(format!("{}{sign}", text.strip_suffix(name)?)));
    sign.unwrap_or(text)
}

/// Whether the pointer is pressed twice now. Who opens a dialog by a double click lands beside it with the second press
/// and did not mean to close it.
pub fn is_second_press(ctx: &egui::Context) -> bool {
    ctx.input(|input| input.pointer.button_double_clicked(egui::PointerButton::Primary))
}
