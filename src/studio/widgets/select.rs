//! A field that opens a list.

use super::{elided, icon_at, input::field_ground, text_in};
use crate::studio::keyboard::{begin_at_chosen, begins_at_chosen, come_into_view, is_opened};
use crate::studio::theme::{self, Theme};
use egui::accesskit::Role;
use egui::{CursorIcon, Popup, PopupCloseBehavior, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

/// Narrowest list: half a card is too little for the names of fields.
const LIST_WIDTH_MIN: f32 = 190.0;

/// Highest list before it scrolls: the menu of what a subscriber can do fits.
const LIST_HEIGHT_MAX: f32 = 320.0;

/// A field showing `shown`, or `hint` when that is empty, that opens a list drawn by `list`.
///
/// The list closes when one of its rows is pressed or anything outside it is.
pub fn select_ui<R>(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    (shown, hint): (&str, &str),
    width: f32,
    list: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    opened_ui(ui, theme, name, (shown, hint), width, list).1
}

/// The same, with the field itself.
pub fn opened_ui<R>(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    (shown, hint): (&str, &str),
    width: f32,
    list: impl FnOnce(&mut Ui) -> R,
) -> (Response, Option<R>) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 32.0), Sense::click());
    let tokens = &theme.tokens;
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    field_ground(ui, theme, rect, open || response.has_focus());
    let arrow = Rect::from_min_max(pos2(rect.right() - 24.0, rect.top()), rect.max);
    icon_at(ui, arrow, "chevron-down", 14.0, tokens.muted);
    let room = Rect::from_min_max(rect.min + vec2(9.0, 0.0), pos2(arrow.left(), rect.bottom()));
    let (text, color) = if shown.is_empty() { (hint, tokens.faint) } else { (shown, tokens.ink) };
    text_in(ui, room, text, theme::regular(theme::BODY), color);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(shown.to_owned());
        info
    });
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let shown = list_ui(theme, &response, width.max(LIST_WIDTH_MIN), list);
    (response, shown)
}

/// The list, `width` points wide, that a press on anything opens below it; `None` while it is closed.
///
/// It closes when something outside it is pressed; its rows close it with `ui.close()`.
pub fn list_ui<R>(
    theme: &Theme,
    opener: &Response,
    width: f32,
    list: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let popup = Popup::menu(opener).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let popup = popup.frame(theme.card().inner_margin(6));
    let shown = popup.show(|ui| {
        begin_at_chosen(ui, is_opened(ui.ctx(), opener.id));
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.set_width(width);
        egui::ScrollArea::vertical()
            .max_height(LIST_HEIGHT_MAX)
            .show(ui, |ui| {
                let shown = list(ui);
                begin_at_chosen(ui, false);
                come_into_view(ui);
                shown
            })
            .inner
    });
    shown.map(|inner| inner.inner)
}

/// A row of such a list. The caller closes the list with `ui.close()` when it was pressed.
pub fn menu_row(ui: &mut Ui, theme: &Theme, icon: &str, text: &str, chosen: bool) -> Response {
    let tokens = &theme.tokens;
    let lead = if icon.is_empty() { 0.0 } else { 24.0 };
    let galley = elided(ui, text, theme::regular(theme::BODY), tokens.ink, 260.0);
    let width = ui.available_width().max(galley.size().x + lead + 16.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, theme::HIT), Sense::click());
    if chosen {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.selected);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let color = if chosen { tokens.accent } else { tokens.ink };
    if !icon.is_empty() {
        let tile = Rect::from_min_size(rect.min + vec2(6.0, 0.0), vec2(18.0, rect.height()));
        icon_at(ui, tile, icon, 15.0, if chosen { tokens.accent } else { tokens.muted });
    }
    let room = Rect::from_min_max(rect.min + vec2(8.0 + lead, 0.0), rect.max);
    text_in(ui, room, text, theme::regular(theme::BODY), color);
    if chosen && begins_at_chosen(ui) {
        response.request_focus();
    }
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, true, chosen, text));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A quiet heading or remark inside a list.
pub fn menu_note(ui: &mut Ui, theme: &Theme, text: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let room = rect.shrink2(vec2(8.0, 0.0));
    text_in(ui, room, text, theme::semibold(theme::CAPTION), theme.tokens.faint);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}
