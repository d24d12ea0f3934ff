//! The tour of the first start: at most three hints, each beside what it is about. Nothing waits for it: the window
//! works as usual, Enter goes on to the next one and Esc ends it.

use super::controls::{Weight, button};
use super::theme::{self, BODY, CAPTION, SPACE, Theme, tint};
use super::widgets::note_ui;
use super::words::help as words;
use crate::model::{Label, Lang};
use egui::accesskit::Role;
use egui::{Align, Align2, Id, Layout, Order, Pos2, Rect, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

const WIDTH: f32 = 300.0;
/// How far a hint stands from what it is about.
const GAP: f32 = 14.0;

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Funnels and the palette of blocks.
    Left,
    /// The chat.
    Chat,
    /// Search, tests and publishing.
    Search,
}

/// The hints in order.
const STEPS: [(Anchor, Label, Label); 3] = [
    (Anchor::Left, words::DRAW_TITLE, words::DRAW_TEXT),
    (Anchor::Chat, words::TALK_TITLE, words::TALK_TEXT),
    (Anchor::Search, words::REST_TITLE, words::REST_TEXT),
];

/// The hint that is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tour {
    at: usize,
    /// Whether the main button of this hint was given the keys: once, so that they may be taken elsewhere.
    held: bool,
}

impl Tour {
    /// What the hint is about.
    pub fn anchor(&self) -> Anchor {
        STEPS[self.at.min(STEPS.len() - 1)].0
    }
}

/// Draws the hint beside its place, which is `None` while that is hidden; gives whether the tour goes on.
pub fn tour_ui(ctx: &egui::Context, theme: &Theme, lang: Lang, tour: &mut Tour, place: Option<Rect>) -> bool {
    let Some((anchor, title, text)) = STEPS.get(tour.at) else { return false };
    let screen = ctx.content_rect();
    if let Some(place) = place {
        let ring = Stroke::new(2.0, theme.tokens.accent);
        let painter = ctx.layer_painter(egui::LayerId::new(Order::Foreground, Id::unique("tour ring")));
        let edge = place.shrink(2.0).intersect(screen.shrink(2.0));
        painter.rect_stroke(edge, theme::RADIUS_CARD, ring, StrokeKind::Inside);
        painter.rect_stroke(
            edge,
            theme::RADIUS_CARD,
            Stroke::new(6.0, tint(ring.color, 22)),
            StrokeKind::Inside,
        );
    }
    let (at, pivot) = beside(*anchor, place, screen);
    let step = format!("{} / {}", tour.at + 1, STEPS.len());
    let area = egui::Area::new(Id::unique("tour"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .pivot(pivot)
        .constrain_to(screen.shrink(SPACE[1]));
    let shown = area.show(ctx, |ui| {
        let card = theme.card().inner_margin(SPACE[3]).shadow(theme.shadow()).show(ui, |ui| {
            ui.set_width(WIDTH.min(screen.width() - 64.0));
            ui.spacing_mut().item_spacing.y = SPACE[1];
            note_ui(ui, &step, theme::regular(CAPTION), theme.tokens.muted);
            note_ui(ui, title.of(lang), theme::semibold(theme::TITLE), theme.tokens.ink);
            note_ui(ui, text.of(lang), theme::regular(BODY), theme.tokens.muted);
            ui.add_space(SPACE[0]);
            choices_ui(ui, theme, lang, tour)
        });
        let name = words::TOUR_NAME.of(lang);
        card.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, name));
        card.inner
    });
    shown.inner
}

/// Gives whether the tour goes on.
fn choices_ui(ui: &mut Ui, theme: &Theme, lang: Lang, tour: &mut Tour) -> bool {
    let last = tour.at + 1 == STEPS.len();
    let size = vec2(ui.available_width(), super::controls::BUTTON_HEIGHT);
    let layout = Layout::right_to_left(Align::Center);
    let row = ui.allocate_ui_with_layout(size, layout, |ui| {
        let onward = if last { words::BEGIN } else { words::ONWARD }.of(lang);
        let main = button(ui, theme, Weight::Primary, "", onward, onward);
        // A place that is only being measured cannot have the keys.
        if !tour.held && ui.is_enabled() && !ui.is_sizing_pass() {
            main.request_focus();
            tour.held = true;
        }
        let next = main.clicked();
        let skip = words::SKIP.of(lang);
        let skipped = !last && button(ui, theme, Weight::Quiet, "", skip, skip).clicked();
        (next, skipped)
    });
    let (next, skipped) = row.inner;
    if next {
        *tour = Tour { at: tour.at + 1, held: false };
    }
    !skipped && tour.at < STEPS.len()
}

/// Where a hint stands and by which of its corners.
fn beside(anchor: Anchor, place: Option<Rect>, screen: Rect) -> (Pos2, Align2) {
    let Some(place) = place else { return (screen.center(), Align2::CENTER_CENTER) };
    let top = place.top() + 48.0;
    match anchor {
        // Below the tools of the canvas.
        Anchor::Left => (pos2(place.right() + GAP, place.top() + 68.0), Align2::LEFT_TOP),
        Anchor::Chat => (pos2(place.left() - GAP, top), Align2::RIGHT_TOP),
        Anchor::Search => (pos2(place.right(), place.bottom() + GAP), Align2::RIGHT_TOP),
    }
}
