//! The canvas: a funnel drawn as blocks and wires, and everything a hand can do to it.
//!
//! The canvas reads the project and pushes commands; what it keeps itself is only how one looks at it: the part
//! that is shown, what is selected, what is being dragged. A frame touches nothing that is not on the screen.

mod align;
mod along;
mod badge;
mod bar;
mod bar_place;
mod chrome;
mod click;
mod draft;
mod drop;
mod far;
mod frame;
mod geometry;
mod gesture;
mod hand_paint;
mod index;
mod insertion;
mod keys;
mod look;
mod mark_edit;
mod marks;
mod menu;
mod mesh;
mod minimap;
mod paint_block;
mod paint_ground;
mod paint_wires;
pub mod picture;
mod placement;
mod press;
mod prose;
mod reads;
mod room;
mod ruler;
mod scene;
mod selection;
mod shine;
mod snap;
mod splice;
mod stamps;
#[cfg(test)]
mod tests;
mod text;
mod thumbnail;
mod tidy;
mod title;
mod view;
mod walk;
mod widgets;
mod wiring;

pub(in crate::studio) use chrome::tools_place;
pub(crate) use drop::way_on;
pub use reads::{CanvasInput, PaletteDrag, WalkedPath, WireDrag};
pub use tidy::Order;

pub use shine::{Shade, Shine};
pub use thumbnail::Thumbnail;

use super::command::Command;
use super::keyboard::Keys;
use crate::model::{BlockId, Exit, FunnelName, Mark, Pos};
use egui::{CursorIcon, Pos2, Rect, Sense, Shape, Ui};
use frame::{Detail, Frame};
use gesture::Drag;
use look::Request;
use scene::{Moving, Scene, Wire};
use std::collections::{BTreeMap, BTreeSet};
use view::{Camera, View};

/// Something on the canvas that a hand can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Canvas,
    /// A block by its number in the scene.
    Block(u32),
    /// A port of a block.
    Port(u32, u16),
    /// A note or frame by its number in the scene.
    Mark(u32),
    /// The sign that folds a frame.
    Fold(u32),
    /// An edge or corner of a note or frame: left or right, top or bottom.
    Edge(u32, (i8, i8)),
}

/// What a primary drag on empty canvas does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tool {
    #[default]
    Select,
    Hand,
    /// Puts a note down.
    Note,
    /// Draws a frame.
    Frame,
}

/// How one looks at the canvas: kept from frame to frame, never saved with the project.
#[derive(Default)]
pub struct CanvasState {
    camera: Camera,
    /// Views of the funnels that are not shown now.
    views: BTreeMap<FunnelName, View>,
    shown: Option<FunnelName>,
    selection: BTreeSet<BlockId>,
    /// Notes and frames that are selected.
    marks: BTreeSet<Mark>,
    /// The wire that is selected, by what it leaves.
    wire: Option<(BlockId, Exit)>,
    drag: Drag,
    /// Blocks that were dropped, until the project knows.
    settling: Option<Settling>,
    menu: Option<menu::Menu>,
    /// Where it was drawn.
    menu_rect: Option<Rect>,
    title_edit: Option<title::TitleEdit>,
    mark_edit: Option<mark_edit::MarkEdit>,
    /// Where the pointer is on the canvas, while it is over it.
    pointer: Option<Pos2>,
    /// Where the next paste was asked for.
    paste_at: Option<Pos>,
    /// Whether a key chose what is selected.
    by_keys: bool,
    /// Whether Space was pressed and nothing else since.
    space_waits: bool,
    /// Whether the keyboard shall come back to the canvas.
    wants_keyboard: bool,
    /// For how many more frames the canvas takes the keyboard when nobody has it.
    offered: u8,
    tool: Tool,
    request: Option<Request>,
    /// The block that a click chose, and when, until it is seen that its card does not lie over it.
    chosen_at: Option<(BlockId, f64)>,
    /// Where the block lay last that is selected alone, and its card.
    lay: Option<(BlockId, Rect, Rect)>,
    scene: Scene,
    builds: u64,
    /// What stands out, and the number it came with.
    shine: (u64, Shine),
    ruler: ruler::Ruler,
    fonts: text::FontWatch,
    stamps: stamps::Stamps,
    ground: paint_ground::Ground,
    far: far::FarCache,
    minimap: minimap::MinimapCache,
    screen: Option<Rect>,
    /// What has the keyboard for everything that is drawn.
    ground_id: Option<egui::Id>,
}

/// Blocks that were dropped and lie where they were dropped until the project says so, or refuses.
struct Settling {
    moving: Moving,
    sized: Option<(Mark, Rect)>,
    revision: u64,
    frames_left: u8,
}

impl Settling {
    fn moved(moving: Moving, revision: u64) -> Self {
        Self { moving, sized: None, revision, frames_left: 4 }
    }

    fn sized(sized: (Mark, Rect), revision: u64) -> Self {
        Self { moving: Moving::default(), sized: Some(sized), revision, frames_left: 4 }
    }
}

impl CanvasState {
    /// Lets things stand out. `number` is another one for other things, 0 for none; with the same number as before
    /// nothing is made anew.
    pub fn shine(&mut self, number: u64, make: impl FnOnce() -> Shine) {
        if self.shine.0 != number {
            self.shine = (number, make());
            // What is drawn from far away is kept by this number.
            self.builds += u64::from(self.builds > 0);
        }
    }

    /// Takes over what changed in the project since the last frame.
    fn refresh(&mut self, ctx: &egui::Context, input: &CanvasInput<'_>) {
        let first_of_all = self.shown.is_none();
        if self.shown.as_ref() != Some(input.funnel) {
            if let Some(before) = self.shown.replace(input.funnel.clone()) {
                self.views.insert(before, self.camera.goal());
                (self.drag, self.menu, self.title_edit, self.mark_edit) = (Drag::None, None, None, None);
            }
            match self.views.get(input.funnel) {
                Some(view) => self.camera.jump(*view),
                None if self.request.is_none() && (!first_of_all || self.camera.view == View::default()) => {
                    self.request = Some(Request::Begin(None));
                    self.camera.jump(View::default());
                }
                None => {}
            }
        }
        if self.scene.wiring.take_over() {
            self.builds += 1;
        }
        if !self.scene.is_of(input.funnel, input.revision, input.lang) || self.builds == 0 {
            let before = std::mem::take(&mut self.scene);
            let of = (input.funnel, input.revision, input.lang);
            self.scene = Scene::build(ctx, &mut self.ruler, input.project, of, before);
            self.builds += 1;
            let scene = &self.scene;
            self.selection.retain(|block_id| scene.by_id.contains_key(block_id));
            self.marks.retain(|mark| scene.mark(*mark).is_some());
            self.wire = self.wire.take().filter(|(from, exit)| scene.wire_of(*from, exit).is_some());
            if !matches!(self.drag, Drag::Pan(_) | Drag::Frame { .. }) {
                // Numbers of blocks are good for one scene only.
                self.drag = Drag::None;
            }
        }
    }

    /// Lets the canvas have the keyboard as soon as nobody else has it: after a project was opened, a block found or a
    /// dialog closed, keys mean what is seen.
    pub(in crate::studio) fn offer_keyboard(&mut self) {
        self.offered = OFFER_FRAMES;
    }

    /// Gives the canvas the keyboard, as a key asked for it.
    pub(in crate::studio) fn take_keyboard(&mut self) {
        (self.wants_keyboard, self.by_keys) = (true, true);
    }

    /// The widget that has the keyboard when the canvas has it, once it was drawn.
    pub(in crate::studio) fn ground(&self) -> Option<egui::Id> {
        self.ground_id
    }

    fn take_offer(&mut self, ctx: &egui::Context, keys: Keys) -> bool {
        if self.offered == 0 || keys == Keys::Cover {
            return false;
        }
        self.offered -= 1;
        let is_free = ctx.memory(|memory| memory.focused()).is_none();
        self.offered = if is_free { 0 } else { self.offered };
        ctx.request_repaint();
        is_free
    }

    /// Forgets dropped blocks when the project has moved on, or has not within a few frames.
    fn settle(&mut self, ctx: &egui::Context, revision: u64) {
        if let Some(settling) = &mut self.settling {
            settling.frames_left = settling.frames_left.saturating_sub(1);
            ctx.request_repaint();
            if settling.revision != revision || settling.frames_left == 0 {
                self.settling = None;
            }
        }
    }
}

/// Frames in which the field of a dialog that was closed lets go of the keyboard.
const OFFER_FRAMES: u8 = 3;

/// Whole canvas units of a point.
fn pos_of(point: Pos2) -> Pos {
    Pos(point.x.round() as i32, point.y.round() as i32)
}

/// Draws the canvas into the room that is left in `ui` and pushes what was asked for.
///
/// Keys (delete, duplicate, select all, arrows, Esc) are taken only while no text is being edited, and are used
/// up, so that a global shortcut does not act a second time.
pub fn canvas_ui(ui: &mut Ui, input: &CanvasInput<'_>, state: &mut CanvasState, commands: &mut Vec<Command>) {
    let screen = ui.available_rect_before_wrap();
    ui.allocate_rect(screen, Sense::empty());
    let ground_id = ui.scope_id().with("ground");
    ui.set_clip_rect(screen.intersect(ui.clip_rect()));
    state.ground_id = Some(ground_id);
    let first = state.screen.replace(screen).is_none();
    let shown_before = state.shown.clone();
    state.refresh(ui.ctx(), input);
    state.settle(ui.ctx(), input.revision);
    state.answer_request(screen, input.covered, first || state.shown != shown_before);
    let dt = ui.input(|i| i.stable_dt).min(0.1);
    if state.camera.advance(dt, input.theme.motion()) {
        ui.ctx().request_repaint();
    }
    keys::obey(ui, input, state, ground_id, commands);
    let ground = ui.interact(screen, ground_id, Sense::click_and_drag());
    gesture::navigate(ui, state, screen);

    let pixels_per_point = ui.ctx().pixels_per_point();
    let projection = state.camera.view.projection(screen, pixels_per_point);
    let detail = Detail::of(projection.zoom);
    let mut scene = std::mem::take(&mut state.scene);
    let visible = visible_blocks(&scene, projection.world_rect(screen.expand(24.0)), detail, state);
    let event = widgets::place(ui, input, &scene, projection, &visible, ground, detail);
    let touched = event.clicked.is_some() || event.asked.is_some() || event.drag_started.is_some();
    let is_offered = state.take_offer(ui.ctx(), input.keys);
    if touched || is_offered || std::mem::take(&mut state.wants_keyboard) {
        ui.memory_mut(|memory| memory.request_focus(ground_id));
    }
    let chosen = state.alone();
    gesture::follow(ui, input, state, &scene, projection, &event, commands);
    if state.alone() != chosen {
        state.chosen_at = state.alone().map(|block_id| (block_id, ui.input(|input| input.time)));
    }
    draw(ui, input, state, &scene, projection, visible, &event);
    keys::show_keyboard(ui, input, state, ground_id);
    std::mem::swap(&mut state.scene, &mut scene);

    state.come_clear(ui, screen, input.covered);
    title::edit_ui(ui, input, state, projection, commands);
    mark_edit::edit_ui(ui, input, state, projection, commands);
    bar::bar_over_selection_ui(ui, input, state, projection, screen, commands);
    chrome::tools_ui(ui, input, state, screen, commands);
    if state.scene.items.is_empty() && state.scene.marks.is_empty() {
        chrome::empty_ui(ui, input, screen, commands);
    } else {
        minimap::minimap_ui(ui, input, state, screen);
    }
    chrome::zoom_ui(ui, input, state, screen);
    menu::menu_ui(ui, input, state, projection, commands);
}

/// Numbers of the blocks to draw one by one; none from far away.
fn visible_blocks(scene: &Scene, world: Rect, detail: Detail, state: &CanvasState) -> Vec<u32> {
    if detail == Detail::Far {
        return Vec::new();
    }
    let mut visible = scene.blocks.query(world);
    if !state.selection.is_empty() {
        // What is worked on is not hidden by what it grows over.
        visible.sort_by_key(|number| state.selection.contains(&scene.item(*number).id));
    }
    if let Some(moving) = state.drag.moving() {
        // What is dragged stays in hand even when its old place is out of sight, and lies on top.
        visible.retain(|number| moving.items.binary_search(number).is_err());
        visible.extend(&moving.items);
    }
    visible.retain(|number| !scene.item(*number).folded);
    visible
}

fn draw(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    scene: &Scene,
    projection: view::Projection,
    visible: Vec<u32>,
    event: &widgets::Event,
) {
    let screen = ui.clip_rect();
    let moving = state
        .drag
        .moving()
        .cloned()
        .or_else(|| state.settling.as_ref().map(|settling| settling.moving.clone()));
    let sized = state.drag.sized().or_else(|| state.settling.as_ref().and_then(|settling| settling.sized));
    let pointer = ui.input(|i| i.pointer.hover_pos()).map(|pos| projection.world_from_screen(pos));
    let over = pointer.and_then(|pos| gesture_over(ui, state, scene, projection, pos));
    let selected = state.wire.as_ref().and_then(|(from, exit)| scene.wire_of(*from, exit));
    let feather = 1.0 / ui.ctx().pixels_per_point();
    let lines = |moving| scene.moved_lines(moving, projection.zoom / feather);
    let frame = Frame {
        input,
        ctx: ui.ctx(),
        sized,
        marks: &state.marks,
        shine: &state.shine.1,
        scene,
        projection,
        screen,
        text: state.fonts.watch(ui.ctx()),
        moving: moving.as_ref(),
        moved_lines: moving.as_ref().map(lines).unwrap_or_default(),
        selection: &state.selection,
        hot: event.hot,
        hot_wire: over.or(event.hot_wire).or(selected),
        landing: state.drag.landing(),
        feather,
        detail: Detail::of(projection.zoom),
    };
    let mut shapes: Vec<Shape> = Vec::with_capacity(64 + visible.len() * 24);
    state.ground.paint(&frame, &mut shapes);
    marks::ground(&frame, &mut shapes);
    if frame.detail == Detail::Far {
        state.far.paint(&frame, state.builds, &mut shapes);
        paint_ground::far_marks(&frame, &mut shapes);
    } else {
        let mut wires = scene.wiring.within(projection.world_rect(screen.expand(8.0)));
        wires.extend(frame.moved_lines.keys());
        wires.sort_unstable();
        wires.dedup();
        // A wire whose head is in the hand is drawn with the hand.
        wires.retain(|number| !state.drag.holds(&scene.wires[*number as usize]));
        paint_wires::wires(&frame, &wires, &mut shapes);
        marks::titles(&frame, true, &mut shapes);
        if state.stamps.paint(&frame, &visible, &mut shapes) {
            ui.ctx().request_repaint();
        }
    }
    marks::titles(&frame, false, &mut shapes);
    marks::folded(&frame, &mut shapes);
    hand_paint::paint_drag(&frame, &state.drag, &mut shapes);
    menu::paint_loose(&frame, state.menu.as_ref(), &mut shapes);
    hand_paint::paint_palette_drag(ui, &frame, &mut shapes);
    hand_paint::paint_wire_drag(ui, &frame, &mut shapes);
    ui.painter().extend(shapes);
    say(ui, input, state, scene, pointer);
}

/// Says beside the hand why what it holds does not go where it is.
fn say(ui: &Ui, input: &CanvasInput<'_>, state: &CanvasState, scene: &Scene, pointer: Option<Pos2>) {
    let own = pointer.and_then(|pos| drop::own_block_hint(ui, scene, &state.drag, pos));
    if own.is_some() {
        ui.ctx().set_cursor_icon(CursorIcon::NotAllowed);
    }
    if let Some(hint) = state.drag.hint().or(own) {
        splice::hint_ui(ui, input, hint);
    }
}

/// The wire that would take in what is in the hand.
fn gesture_over(
    ui: &Ui,
    state: &CanvasState,
    scene: &Scene,
    projection: view::Projection,
    pos: Pos2,
) -> Option<Wire> {
    state.drag.over().or_else(|| drop::wire_for_palette(ui, scene, projection, pos))
}
