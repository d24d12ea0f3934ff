//! A sentence that is changed word by word: plain words, and parts that open a list.

use super::elided;
use crate::studio::theme::{self, Theme};
use egui::accesskit::Role;
use egui::{CursorIcon, Id, Response, Sense, Ui, WidgetInfo, vec2};

/// Height of a word, points.
pub const WORD_HEIGHT: f32 = 28.0;

/// Words, each on its own so that the line breaks between them.
pub fn words_ui(ui: &mut Ui, theme: &Theme, words: &str) {
    let color = theme.tokens.ink;
    for word in words.split_inclusive(' ') {
        let galley = ui.painter().layout_no_wrap(word.to_owned(), theme::regular(theme::BODY), color);
        let (rect, _) = ui.allocate_exact_size(vec2(galley.size().x, WORD_HEIGHT), Sense::hover());
        ui.painter().galley(rect.left_center() - vec2(0.0, galley.size().y / 2.0), galley, color);
    }
}

/// A part of a sentence that opens a list; it goes by what it says. What begins with a plus is not said yet. Under
/// its `id` the list stays open while other words of the sentence come and go.
pub fn part_ui(ui: &mut Ui, theme: &Theme, id: Id, (shown, tip): (&str, &str)) -> Response {
    let tokens = &theme.tokens;
    let ink = if shown.starts_with('+') { tokens.muted } else { tokens.accent };
    let galley = elided(ui, shown, theme::medium(theme::BODY), ink, ui.max_rect().width() - 10.0);
    let (_, rect) = ui.allocate_space(vec2(galley.size().x + 8.0, WORD_HEIGHT));
    let response = ui.interact(rect, id, Sense::click());
    let lit = response.hovered() || response.has_focus();
    let fill = if lit { tokens.hover } else { theme::tint(tokens.accent, 10) };
    if lit || !shown.starts_with('+') {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 2.0)), theme::RADIUS_CONTROL, fill);
    }
    let at = rect.left_center() + vec2(4.0, -galley.size().y / 2.0);
    ui.painter().galley(at.round(), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, shown));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(tip)
}
