//! Where the card of the selected block stands over the canvas.
//!
//! It stands in the lower right corner, and as high as it needs. While its block is being edited its upper edge stays
//! where it is, so that nothing moves away under the pointer: it grows downward, and scrolls where the room ends. It
//! rises for what does not fit only when nobody is about to press anything in it.

use super::App;
use crate::model::BlockId;
use crate::studio::command::Command;
use crate::studio::inspector::{CARD_WIDTH, InspectorInput, inspector_ui};
use egui::{Context, Event, Popup, Pos2, Rect, Ui, UiBuilder, pos2, vec2};

/// How far the card stays from the edges of the canvas, points.
const GAP: f32 = 16.0;
/// How much of the canvas over the card stays free, for its tools.
const TOP: f32 = 70.0;
/// The room that even a card of one line has below its upper edge, to grow into.
const LEAST: f32 = 320.0;

/// The card as it was placed last.
#[derive(Debug, Default)]
pub(super) struct CardPlace {
    /// The block and the canvas that it was placed for.
    of: Option<(BlockId, Rect)>,
    top: f32,
    /// Where it was drawn.
    rect: Option<Rect>,
    /// Whether the keyboard was used after the pointer.
    typing: bool,
}

impl CardPlace {
    /// What it covers of a canvas, or may cover when it was not drawn yet.
    pub(super) fn covers(&self, screen: Rect) -> Rect {
        self.rect.unwrap_or_else(|| room(screen))
    }

    /// Whether it lies under a point of the screen.
    pub(super) fn is_at(&self, pos: Pos2) -> bool {
        self.rect.is_some_and(|rect| rect.contains(pos))
    }

    /// Forgets the card: no block is selected.
    pub(super) fn leave(&mut self) {
        *self = Self::default();
    }

    /// Where the upper left corner stands; `whole` is the height the card would like, once it is known.
    fn corner(&mut self, ctx: &Context, screen: Rect, block_id: BlockId, whole: Option<f32>) -> Pos2 {
        let room = room(screen);
        let wished = (room.bottom() - whole.unwrap_or(LEAST).max(LEAST)).max(room.top());
        let now = (block_id, screen);
        let is_held = self.is_held(ctx);
        if self.of != Some(now) || wished < self.top && !is_held {
            self.top = wished;
            self.of = whole.is_some().then_some(now);
        }
        pos2(room.left(), self.top)
    }

    /// Whether something in the card may be about to be pressed. Asked in every frame, for it sees what came in.
    fn is_held(&mut self, ctx: &Context) -> bool {
        let (over, down) = ctx.input(|input| {
            for event in &input.events {
                match event {
                    Event::Text(_) | Event::Paste(_) | Event::Key { .. } => self.typing = true,
                    Event::PointerMoved(_) | Event::PointerButton { .. } => self.typing = false,
                    _ => {}
                }
            }
            let over = input.pointer.latest_pos().is_some_and(|at| self.is_at(at));
            (over, input.pointer.any_down())
        });
        down || Popup::is_any_open(ctx) || over && !self.typing
    }
}

impl App {
    /// The card of the selected block.
    pub(super) fn card_ui(
        &mut self,
        ui: &mut Ui,
        screen: Rect,
        block_id: BlockId,
        commands: &mut Vec<Command>,
    ) {
        let Some(document) = &self.document else { return };
        let input = InspectorInput {
            project: &document.project,
            block_id,
            theme: &self.theme,
            lang: self.lang,
            findings: &document.findings,
            media: &document.media.files,
            store: &document.media,
            emulator: Some(&document.emulator),
            revision: document.history.revision(),
        };
        if self.desk.inspector.recent.is_empty() {
            self.desk.inspector.recent.clone_from(&self.settings.emoji);
        }
        let whole = self.desk.inspector.whole_height(block_id);
        let corner = self.desk.card.corner(ui.ctx(), screen, block_id, whole);
        let height = room(screen).bottom() - corner.y;
        let card = egui::Area::new(egui::Id::unique("card"))
            .order(egui::Order::Middle)
            .fixed_pos(corner)
            .constrain_to(screen)
            .show(ui.ctx(), |ui| {
                let room = Rect::from_min_size(ui.max_rect().min, vec2(CARD_WIDTH, height));
                ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
                    inspector_ui(ui, &input, &mut self.desk.inspector, commands);
                });
            });
        self.desk.card.rect = Some(card.response.rect);
        if whole.is_none() {
            ui.ctx().request_discard("the height of the card is known only now");
        }
        if self.desk.inspector.recent != self.settings.emoji {
            self.settings.emoji.clone_from(&self.desk.inspector.recent);
            self.remember();
        }
    }
}

/// All that the card may take of a canvas.
fn room(screen: Rect) -> Rect {
    let corner = screen.max - vec2(GAP, GAP);
    Rect::from_min_max(pos2(corner.x - CARD_WIDTH, screen.top() + TOP), corner)
}
