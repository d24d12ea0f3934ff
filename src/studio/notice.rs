//! A calm line under the top bar that stays until it is answered: changes that were brought back, a window that
//! only looks, a report of the last crash.

use super::controls::{Weight, button};
use super::theme::{self, BODY, SPACE, Theme, tint};
use super::widgets::{elided, icon_at};
use crate::model::{Label, Lang};
use egui::accesskit::Role;
use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Height of the line, points.
pub const HEIGHT: f32 = 44.0;

/// What the line says and offers.
#[derive(Debug)]
pub struct Notice<'a> {
    /// Name of its Lucide icon.
    pub icon: &'static str,
    /// What happened.
    pub text: &'a str,
    /// What can be done, the first one first.
    pub choices: &'a [Label],
}

/// Draws the line; gives which choice was made.
pub fn notice_ui(ui: &mut Ui, theme: &Theme, lang: Lang, notice: &Notice<'_>) -> Option<usize> {
    let tokens = &theme.tokens;
    let bar = ui.max_rect();
    ui.painter().rect_filled(bar, 0, tokens.panel.blend(tint(tokens.accent, 8)));
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, egui::Stroke::new(1.0, tokens.line));
    let inner = bar.shrink2(vec2(SPACE[2], 0.0));
    let builder = UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center));
    let right = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = SPACE[1];
        let mut chosen = None;
        for (at, choice) in notice.choices.iter().enumerate().rev() {
            let weight = if at == 0 { Weight::Outline } else { Weight::Quiet };
            let text = choice.of(lang);
            if button(ui, theme, weight, "", text, text).clicked() {
                chosen = Some(at);
            }
        }
        (chosen, ui.min_rect().left())
    });
    let (chosen, right) = right.inner;
    let icon = Rect::from_min_size(inner.min, vec2(20.0, inner.height()));
    icon_at(ui, icon, notice.icon, 16.0, tokens.accent);
    let left = icon.right() + SPACE[1];
    let galley = elided(ui, notice.text, theme::regular(BODY), tokens.ink, right - left - SPACE[2]);
    let top = (inner.center().y - galley.size().y / 2.0).round();
    let place = Rect::from_min_size(pos2(left, top), galley.size());
    ui.painter().galley(place.min, galley, tokens.ink);
    let response = ui.interact(place, ui.scope_id().with("notice"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, notice.text));
    response.on_hover_text(notice.text);
    chosen
}
