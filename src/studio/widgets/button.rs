//! Things to press: icons, quiet links, outlined buttons, segments, switches.

use super::{elided, icon_at, text_in};
use crate::studio::theme::{self, Theme};
use egui::accesskit::Role;
use egui::{CursorIcon, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// A bare icon that can be pressed; `name` is its tooltip and its name.
pub fn icon_button(ui: &mut Ui, theme: &Theme, icon: &str, size: f32, name: &str) -> Response {
    icon_toggle(ui, theme, icon, size, name, false)
}

/// An [`icon_button`] that can be shown as switched on.
pub fn icon_toggle(ui: &mut Ui, theme: &Theme, icon: &str, size: f32, name: &str, on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(size, size), Sense::click());
    let tokens = &theme.tokens;
    let lit = response.hovered() || response.has_focus();
    if lit && ui.is_enabled() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let color = match (ui.is_enabled(), on, lit) {
        (false, _, _) => theme::tint(tokens.faint, 110),
        (true, true, _) => tokens.accent,
        (true, false, true) => tokens.ink,
        (true, false, false) => tokens.muted,
    };
    icon_at(ui, rect, icon, if size < 26.0 { 14.0 } else { theme::ICON }, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name)
}

/// A sunken row across the available width with words in the accent colour: «+ Добавить кнопку».
pub fn link_button(ui: &mut Ui, theme: &Theme, icon: &str, text: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    let tokens = &theme.tokens;
    let lit = response.hovered() || response.has_focus();
    let fill = if lit { tokens.hover } else { tokens.field };
    super::sunken(ui, rect, tokens.line, fill);
    let tile = Rect::from_min_size(rect.min + vec2(8.0, 0.0), vec2(16.0, rect.height()));
    icon_at(ui, tile, icon, 13.0, tokens.accent);
    let room = Rect::from_min_max(pos2(tile.right() + 4.0, rect.top()), rect.max - vec2(8.0, 0.0));
    text_in(ui, room, text, theme::regular(theme::BODY), tokens.accent);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A bordered button with an icon and words, `width` points wide.
pub fn outline_button(ui: &mut Ui, theme: &Theme, icon: &str, text: &str, width: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 32.0), Sense::click());
    let tokens = &theme.tokens;
    let lit = ui.is_enabled() && (response.hovered() || response.has_focus());
    let fill = if lit { tokens.hover } else { tokens.card };
    ui.painter().rect(rect, theme::RADIUS_CONTROL, fill, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    let color = if ui.is_enabled() { tokens.ink } else { tokens.faint };
    let lead = if icon.is_empty() { 0.0 } else { 22.0 };
    let galley = elided(ui, text, theme::regular(theme::BODY), color, width - lead - 16.0);
    let left = (rect.center().x - (galley.size().x + lead) / 2.0).round();
    if !icon.is_empty() {
        let tile = Rect::from_min_size(pos2(left, rect.top()), vec2(16.0, rect.height()));
        icon_at(ui, tile, icon, 15.0, color);
    }
    let top = (rect.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(left + lead, top), galley, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), text));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A row of options of which one is chosen. Gives the option that was pressed.
///
/// `name` is the name of the group; an option whose second part is `false` cannot be chosen and says the
/// tooltip `closed` instead.
pub fn segmented(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    options: &[(&str, bool)],
    chosen: usize,
    closed: &str,
) -> Option<usize> {
    let (track, group) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    group.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, name));
    ui.painter().rect_filled(track, theme::RADIUS_SEGMENTED, theme.tokens.bg);
    let inner = track.shrink(2.0);
    let widths = shares(ui, options, inner.width());
    let mut left = inner.left();
    let mut pressed = None;
    for (index, (option, width)) in options.iter().zip(widths).enumerate() {
        let rect = Rect::from_min_size(pos2(left, inner.top()), vec2(width, inner.height()));
        left += width;
        let sense = if option.1 { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, group.id.with(index), sense);
        segment(ui, theme, rect, *option, index == chosen, &response);
        let pick = response.clicked();
        if option.1 {
            response.on_hover_cursor(CursorIcon::PointingHand);
        } else {
            response.on_hover_text(closed);
        }
        if pick && index != chosen {
            pressed = Some(index);
        }
    }
    pressed
}

/// Widths of segments: each as wide as its words need, the rest shared evenly.
fn shares(ui: &Ui, options: &[(&str, bool)], width: f32) -> Vec<f32> {
    let font = theme::semibold(theme::BODY);
    let need = |text: &str| {
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::PLACEHOLDER);
        galley.size().x
    };
    let needs: Vec<f32> = options.iter().map(|option| need(option.0)).collect();
    let spare = (width - needs.iter().sum::<f32>()) / options.len().max(1) as f32;
    needs.iter().map(|need| need + spare).collect()
}

fn segment(ui: &Ui, theme: &Theme, rect: Rect, option: (&str, bool), on: bool, response: &Response) {
    let tokens = &theme.tokens;
    if on {
        let shape = theme.shadow_near().as_shape(rect, theme::RADIUS_CONTROL);
        ui.painter().add(shape);
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.card);
    }
    let font = if on { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
    let color = match (option.1, on, response.hovered() || response.has_focus()) {
        (false, _, _) => tokens.faint,
        (true, true, _) | (true, false, true) => tokens.ink,
        (true, false, false) => tokens.muted,
    };
    let galley = elided(ui, option.0, font, color, rect.width());
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(pos2(at.x.round(), at.y.round()), galley, color);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, option.1, on, option.0));
}

/// A switch with its words to the left, across the available width. Gives the response of the whole row.
pub fn switch(ui: &mut Ui, theme: &Theme, on: bool, (text, name): (&str, &str)) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::HIT), Sense::click());
    let tokens = &theme.tokens;
    let track = Rect::from_center_size(pos2(rect.right() - 15.0, rect.center().y), vec2(30.0, 18.0));
    let room = Rect::from_min_max(rect.min, pos2(track.left() - 8.0, rect.bottom()));
    text_in(ui, room, text, theme::regular(theme::BODY), tokens.ink);
    let slide = ui.ctx().animate_bool_with_time(response.id, on, theme.motion());
    let fill = if on { tokens.accent } else { tokens.faint };
    ui.painter().rect_filled(track, 9, fill);
    let knob = pos2(egui::lerp(track.left() + 9.0..=track.right() - 9.0, slide), track.center().y);
    ui.painter().circle_filled(knob, 7.0, tokens.on_accent);
    response.widget_info(|| WidgetInfo::selected(Role::Switch, true, on, name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}
