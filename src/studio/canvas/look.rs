//! Where one looks: what is shown, from how far, and how that is asked for.

use super::scene::{Item, Wire};
use super::view::{self, View};
use super::{CanvasState, minimap, pos_of};
use crate::blocks::Family;
use crate::model::{BlockId, Exit, Pos};
use egui::{Pos2, Rect, Ui, pos2, vec2};
use std::cmp::Ordering;
use std::time::Duration;

/// How long a second click may take to come, seconds.
const SECOND_CLICK: f64 = 0.35;
/// How much of a block its card may cover, and how far from it a block that was covered comes to stand, points.
const CARD_SHADOW: f32 = 6.0;
const CLEAR: f32 = 24.0;

/// A zoom at which every text of a block can be read, and one below which none can.
const READABLE: f32 = 0.85;
const LEGIBLE: f32 = 0.6;
/// What stays free on the left of the first block, canvas units.
const MARGIN: f32 = 40.0;
/// How far a whole funnel stays from the minimap, points.
const MAP_GAP: f32 = 10.0;
/// What stays free over and below a whole funnel, points.
const TOOLS: f32 = 70.0;

/// A change of view that waits for the next frame, when scene and screen are known.
#[derive(Clone, Copy, Debug)]
pub(super) enum Request {
    FitAll,
    /// Shows all of the funnel when it can be read then, else where it begins. With a zoom always where it begins.
    Begin(Option<f32>),
    Focus(BlockId),
    /// Shows a place that is out of sight.
    Reveal(Rect),
    /// The same for a block that may not be on the canvas yet.
    RevealBlock(BlockId),
    Zoom(f32),
    Step {
        nearer: bool,
    },
}

/// The view moved no farther than it must be for something to stand in a room; its beginning where it is too large.
fn shifted(goal: View, shown: Rect, room: Rect) -> View {
    let shift = |low: f32, high: f32, from: f32, to: f32| {
        let up = (to - high).min(0.0);
        if low + up < from { from - low } else { up }
    };
    let shift = vec2(
        shift(shown.left(), shown.right(), room.left(), room.right()),
        shift(shown.top(), shown.bottom(), room.top(), room.bottom()),
    );
    View { center: goal.center - shift / goal.zoom, ..goal }
}

/// The view that shows a place; nothing when the goal does already.
fn sought(goal: View, place: Rect, screen: Rect, room: Rect) -> Option<View> {
    let (shown, room) = (goal.projection(screen, 1.0).screen_rect(place), room.shrink(CLEAR));
    (!room.contains_rect(shown)).then(|| shifted(goal, shown, room))
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

    /// Shows where the funnel begins.
    pub fn begin(&mut self, zoom: f32) {
        self.request = Some(Request::Begin(Some(zoom)));
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

    /// Brings a block into sight at the next frame, when it is not.
    pub fn reveal(&mut self, block_id: BlockId) {
        self.request = Some(Request::RevealBlock(block_id));
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
        let wire = self.scene.wires.iter().position(is_it)?;
        let line = self.scene.wiring.near(u32::try_from(wire).ok()?, 1.0);
        Some(line.iter().map(|point| projection.screen_from_world(*point)).collect())
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

    /// Whether blocks, notes or frames are in the hand.
    pub fn is_moving(&self) -> bool {
        self.drag.moving().is_some()
    }

    /// The block that is selected alone.
    pub(super) fn alone(&self) -> Option<BlockId> {
        self.selection.first().copied().filter(|_| self.selection.len() == 1)
    }

    /// Moves the canvas when the card of a block that was clicked, dragged or has grown comes to lie over the block itself.
    /// A second click comes first: it would miss a block that moves.
    pub(super) fn come_clear(&mut self, ui: &Ui, screen: Rect, covered: Option<Rect>) {
        let (now, is_down) = ui.input(|input| (input.time, input.pointer.any_down()));
        let lies = self.alone().and_then(|block_id| {
            Some((block_id, self.scene.item_of(block_id)?.1.rect, covered.unwrap_or(Rect::NOTHING)))
        });
        let before = std::mem::replace(&mut self.lay, lies);
        if before != lies && self.chosen_at.is_none() {
            // What a hand has moved under the card stays there, whatever is written afterwards.
            let goal = self.camera.goal().projection(screen, 1.0);
            let was_clear = |(_, rect, card): (BlockId, Rect, Rect)| {
                !goal.screen_rect(rect).intersects(card.shrink(CARD_SHADOW))
            };
            let is_same = before.map(|lay| lay.0) == lies.map(|lay| lay.0);
            let gives_way = !is_same || before.is_some_and(was_clear);
            self.chosen_at = lies.filter(|_| gives_way).map(|lay| (lay.0, now - SECOND_CLICK));
        }
        let Some((block_id, chosen_at)) = self.chosen_at else { return };
        if is_down {
            // What is held in the hand stays under it; the frame in which it is let go asks again.
            return;
        }
        let left = chosen_at + SECOND_CLICK - now;
        if left > 0.0 {
            return ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
        }
        self.chosen_at = None;
        let is_busy = self.title_edit.is_some() || self.menu.is_some();
        let (Some(card), Some((_, item))) = (covered, self.scene.item_of(block_id)) else { return };
        let goal = self.camera.goal();
        let shown = goal.projection(screen, 1.0).screen_rect(item.rect);
        if is_busy || self.alone() != Some(block_id) || !shown.intersects(card.shrink(CARD_SHADOW)) {
            return;
        }
        self.camera.fly(shifted(goal, shown, view::clear_of(screen, covered).shrink(CLEAR)));
        // The flight is begun at the next frame, which nobody else may ask for.
        ui.ctx().request_repaint();
    }

    /// The view that shows all of the funnel in a part of the screen, and nothing of it under the minimap.
    fn fitting(&self, bounds: Rect, room: Rect, screen: Rect) -> View {
        let view = View::fitting(bounds, room.size()).in_middle_of(room, screen);
        let map = minimap::place(screen).expand(MAP_GAP);
        let projection = view.projection(screen, 1.0);
        let covered = projection.world_rect(map);
        let is_covered = self.scene.items.iter().any(|item| item.rect.intersects(covered))
            || self.scene.marks.iter().any(|mark| mark.rect.intersects(covered));
        if !minimap::is_shown(self, screen) || !is_covered {
            return view;
        }
        // Over the map there is need of room for the tools alone.
        let above = Rect::from_min_max(pos2(room.left(), room.top() + TOOLS), pos2(room.right(), map.top()));
        let over = View::fitting(bounds, above.size() + vec2(0.0, 2.0 * TOOLS)).in_middle_of(above, screen);
        let beside = room.with_min_x(map.right());
        let beside = View::fitting(bounds, beside.size()).in_middle_of(beside, screen);
        if over.zoom >= beside.zoom { over } else { beside }
    }

    /// Where the funnel begins, at the left of a part of the screen; all of it when it can be read then and no zoom is
    /// asked for.
    fn beginning(&self, zoom: Option<f32>, room: Rect) -> View {
        let Some(bounds) = self.scene.extent() else { return View::default() };
        let fitting = View::fitting(bounds, room.size());
        if zoom.is_none() && fitting.zoom >= LEGIBLE {
            return fitting;
        }
        let zoom = zoom.unwrap_or(READABLE);
        let rank = |item: &&Item| (item.shape.family != Family::Entry, item.rect.left(), item.rect.top());
        let first =
            self.scene.items.iter().min_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap_or(Ordering::Equal));
        let first = first.map_or(bounds, |item| item.rect);
        let fits_in_height = bounds.height() * zoom <= room.height();
        let middle = if fits_in_height { bounds.center().y } else { first.center().y };
        View { center: pos2(first.left() - MARGIN + room.width() / zoom / 2.0, middle), zoom }
    }

    /// The point of the screen that stays where it is while the zoom changes: the middle of what is selected as far as
    /// it is in sight, else the middle of the canvas.
    fn still(&self, goal: View, screen: Rect, room: Rect) -> Pos2 {
        let projection = goal.projection(screen, 1.0);
        let selected = self.selection.iter().filter_map(|block_id| self.scene.item_of(*block_id));
        let shown = selected.map(|(_, item)| projection.screen_rect(item.rect).intersect(room));
        let shown = shown.filter(|rect| rect.is_positive()).reduce(|a, b| a.union(b));
        shown.map_or(screen.center(), |rect| rect.center())
    }

    /// Does what was asked of the view.
    pub(super) fn answer_request(&mut self, screen: Rect, covered: Option<Rect>, first: bool) {
        let Some(request) = self.request.take() else { return };
        let goal = self.camera.goal();
        let room = view::clear_of(screen, covered);
        let view = match request {
            Request::FitAll => match self.scene.extent() {
                Some(bounds) => self.fitting(bounds, room, screen),
                None => View::default(),
            },
            Request::Begin(zoom) => self.beginning(zoom, room).in_middle_of(room, screen),
            Request::Focus(block_id) => match self.scene.item_of(block_id) {
                Some((_, item)) => {
                    let view = View { center: item.rect.center(), zoom: goal.zoom.clamp(0.6, 1.5) };
                    view.in_middle_of(room, screen)
                }
                None => return,
            },
            Request::Reveal(rect) => match sought(goal, rect, screen, room) {
                Some(view) => view,
                None => return,
            },
            Request::RevealBlock(block_id) => {
                let item = self.scene.item_of(block_id);
                match item.and_then(|(_, item)| sought(goal, item.rect, screen, room)) {
                    Some(view) => view,
                    None => return,
                }
            }
            Request::Zoom(zoom) => goal.zoomed_at(self.still(goal, screen, room), screen, zoom),
            Request::Step { nearer } => {
                goal.zoomed_at(self.still(goal, screen, room), screen, goal.step(nearer))
            }
        };
        if first { self.camera.jump(view) } else { self.camera.fly(view) }
    }
}
