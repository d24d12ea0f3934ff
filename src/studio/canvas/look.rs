//! Where one looks: what is shown, from how far, and how that is asked for.

use super::scene::Wire;
use super::view::{self, View};
use super::{CanvasState, pos_of};
use crate::model::{BlockId, Exit, Pos};
use egui::{Pos2, Rect};

/// A change of view that waits for the next frame, when scene and screen are known.
#[derive(Clone, Copy, Debug)]
pub(super) enum Request {
    FitAll,
    Focus(BlockId),
    /// Shows a block that is out of sight.
    Reveal(BlockId),
    Zoom(f32),
    Step {
        nearer: bool,
    },
}

impl CanvasState {
    /// Pans to a block of the shown funnel and selects it.
    pub fn focus(&mut self, block_id: BlockId) {
        self.select([block_id]);
        self.request = Some(Request::Focus(block_id));
    }

    /// Shows the whole funnel.
    pub fn fit_all(&mut self) {
        self.request = Some(Request::FitAll);
    }

    /// One step nearer.
    pub fn zoom_in(&mut self) {
        self.request = Some(Request::Step { nearer: true });
    }

    /// One step farther.
    pub fn zoom_out(&mut self) {
        self.request = Some(Request::Step { nearer: false });
    }

    /// Back to 100 %.
    pub fn zoom_reset(&mut self) {
        self.request = Some(Request::Zoom(1.0));
    }

    /// Points on the screen for one canvas unit; 1 at 100 %.
    pub fn zoom(&self) -> f32 {
        self.camera.goal().zoom
    }

    /// Shows the canvas around a point at a zoom, at once.
    pub fn look_at(&mut self, center: Pos, zoom: f32) {
        let center = Pos2::new(center.0 as f32, center.1 as f32);
        self.camera.jump(View { center, zoom: zoom.clamp(view::ZOOM_MIN, view::ZOOM_MAX) });
    }

    /// The middle of what is shown: where a new block goes when nobody says where.
    pub fn center(&self) -> Pos {
        pos_of(self.camera.goal().center)
    }

    /// The rectangle of a block on the screen as it was drawn last, if it is in the shown funnel.
    pub fn block_rect(&self, block_id: BlockId) -> Option<Rect> {
        let projection = self.camera.view.projection(self.screen?, 1.0);
        self.scene.item_of(block_id).map(|(_, item)| projection.screen_rect(item.rect))
    }

    /// The line of a wire on the screen as it was drawn last, if it is in the shown funnel.
    pub fn wire_line(&self, block_id: BlockId, exit: &Exit) -> Option<Vec<Pos2>> {
        let projection = self.camera.view.projection(self.screen?, 1.0);
        let (number, item) = self.scene.item_of(block_id)?;
        let port = item.shape.ports.iter().position(|port| &port.exit == exit)?;
        let is_it = |wire: &Wire| wire.from == number && wire.port as usize == port;
        let line = &self.scene.wiring.lines[self.scene.wires.iter().position(is_it)?];
        Some(line.near.iter().map(|point| projection.screen_from_world(*point)).collect())
    }

    /// Where the canvas was drawn last.
    pub fn screen(&self) -> Option<Rect> {
        self.screen
    }

    /// The block under a point of the screen and the point on the canvas; nothing beside the canvas.
    pub fn under(&self, pos: Pos2) -> Option<(Option<BlockId>, Pos)> {
        let screen = self.screen.filter(|screen| screen.contains(pos))?;
        let world = self.camera.view.projection(screen, 1.0).world_from_screen(pos);
        let block = self.scene.block_at(world).map(|number| self.scene.item(number).id);
        Some((block, pos_of(world)))
    }

    /// Does what was asked of the view.
    pub(super) fn answer_request(&mut self, screen: Rect, covered: Option<Rect>, first: bool) {
        let Some(request) = self.request.take() else { return };
        let goal = self.camera.goal();
        let room = view::clear_of(screen, covered);
        let view = match request {
            Request::FitAll => match self.scene.bounds {
                Some(bounds) => View::fitting(bounds, room.size()).in_middle_of(room, screen),
                None => View::default(),
            },
            Request::Focus(block_id) => match self.scene.item_of(block_id) {
                Some((_, item)) => {
                    let view = View { center: item.rect.center(), zoom: goal.zoom.clamp(0.6, 1.5) };
                    view.in_middle_of(room, screen)
                }
                None => return,
            },
            Request::Reveal(block_id) => {
                let Some((_, item)) = self.scene.item_of(block_id) else { return };
                let shown = goal.projection(screen, 1.0).screen_rect(item.rect);
                if room.shrink(24.0).contains_rect(shown) {
                    return;
                }
                View { center: item.rect.center(), zoom: goal.zoom.max(0.4) }.in_middle_of(room, screen)
            }
            Request::Zoom(zoom) => goal.zoomed_at(screen.center(), screen, zoom),
            Request::Step { nearer } => goal.zoomed_at(screen.center(), screen, goal.step(nearer)),
        };
        if first { self.camera.jump(view) } else { self.camera.fly(view) }
    }
}
