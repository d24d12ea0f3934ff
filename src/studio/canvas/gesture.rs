//! What a hand does: pan and zoom, box-select, move, pull wires, draw and size notes and frames, drop from the
//! palette. Clicks are in `click`, what is drawn meanwhile in `hand_paint`.

use super::click::{click, set_selection};
use super::drop::{drop_from_palette, drop_wire, finish};
use super::scene::{Moving, Scene, Wire};
use super::snap::{Guide, snap, to_grid};
use super::splice::{Splice, below};
use super::view::{Projection, View};
use super::widgets::{Event, target_at};
use super::{CanvasInput, CanvasState, Target, Tool, marks};
use crate::model;
use crate::model::{BlockId, Exit, Label, Mark, Note, Pos};
use crate::studio::command::Command;
use egui::{CursorIcon, DragAndDrop, Event as Heard, Key, PointerButton, Pos2, Rect, Ui, Vec2, vec2};
use std::collections::BTreeSet;

/// How near the edge a dragged thing makes the canvas follow, points.
const EDGE: f32 = 28.0;
/// How fast it follows, points in a second.
const EDGE_SPEED: f32 = 900.0;

/// How near on the screen an edge must come to that of a neighbour to rest there, points.
const REACH: f32 = 7.0;

/// What is in the hand.
#[derive(Clone, Debug, Default)]
pub(super) enum Drag {
    #[default]
    None,
    /// The canvas itself, held by a button.
    Pan(PointerButton),
    /// A frame around blocks; what was selected before stays so, or with `toggles` turns over.
    Frame { start: Pos2, end: Pos2, base: BTreeSet<BlockId>, marks: BTreeSet<Mark>, toggles: bool },
    /// Blocks, notes and frames; a block may be put into a wire.
    Move { start: Pos2, moving: Moving, guides: Vec<Guide>, splice: Splice },
    /// The end of a wire. One that lay already is taken by its head.
    Wire { from: BlockId, number: u32, port: u16, exit: Exit, end: Pos2, landing: Option<u32>, by_head: bool },
    /// An edge of a note or frame.
    Size { mark: Mark, side: (i8, i8), from: Rect, to: Rect },
    /// A new note or frame.
    Draw { start: Pos2, end: Pos2, tool: Tool },
}

impl Drag {
    /// The blocks in the hand.
    pub fn moving(&self) -> Option<&Moving> {
        match self {
            Self::Move { moving, .. } => Some(moving),
            _ => None,
        }
    }

    /// The block that the wire in the hand would arrive at.
    pub fn landing(&self) -> Option<u32> {
        match self {
            Self::Wire { landing, .. } => *landing,
            _ => None,
        }
    }

    /// The note or frame whose edge is in the hand, as large as it would be.
    pub fn sized(&self) -> Option<(Mark, Rect)> {
        match self {
            Self::Size { mark, to, .. } => Some((*mark, *to)),
            _ => None,
        }
    }

    /// The wire that takes in what is in the hand.
    pub fn over(&self) -> Option<Wire> {
        match self {
            Self::Move { splice, .. } => splice.over,
            _ => None,
        }
    }

    /// Why what is in the hand would not be put into the wire below it.
    pub fn hint(&self) -> Option<Label> {
        match self {
            Self::Move { splice, .. } => splice.hint,
            _ => None,
        }
    }

    /// Whether the wire is in the hand.
    pub fn holds(&self, wire: &Wire) -> bool {
        matches!(self, Self::Wire { number, port, by_head: true, .. } if *number == wire.from && *port == wire.port)
    }
}

/// Pan and zoom by wheel, touchpad, middle and right button, space.
pub(super) fn navigate(ui: &Ui, state: &mut CanvasState, screen: Rect) {
    if let Drag::Pan(button) = state.drag {
        let (down, delta) = ui.input(|i| (i.pointer.button_down(button), i.pointer.delta()));
        if down {
            let view = state.camera.view;
            state.camera.jump(View { center: view.center - delta / view.zoom, ..view });
        } else {
            state.drag = Drag::None;
        }
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    if !ui.rect_contains_pointer(screen) {
        return;
    }
    let (scroll, zoom, pos) = ui.input(|i| {
        let touch = i.multi_touch().map_or(Vec2::ZERO, |touch| touch.translation_delta);
        (i.smooth_scroll_delta() + touch, i.zoom_delta(), i.pointer.hover_pos())
    });
    let view = state.camera.view;
    if scroll != Vec2::ZERO || zoom != 1.0 {
        // Two fingers pan and pinch at once; the canvas stays under them.
        let moved = View { center: view.center - scroll / view.zoom, ..view };
        let pos = pos.unwrap_or_else(|| screen.center());
        state.camera.jump(moved.zoomed_at(pos, screen, moved.zoom * zoom));
    }
    let idle = matches!(state.drag, Drag::None);
    for button in [PointerButton::Middle, PointerButton::Secondary] {
        if idle && ui.input(|i| i.pointer.button_pressed(button)) {
            state.drag = Drag::Pan(button);
        }
    }
}

/// Begins, continues and ends what the primary button does.
pub(super) fn follow(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    scene: &Scene,
    projection: Projection,
    event: &Event,
    commands: &mut Vec<Command>,
) {
    let pointer = ui.input(|i| i.pointer.interact_pos());
    let world = pointer.map(|pos| projection.world_from_screen(pos));
    state.pointer = world.filter(|_| event.hot.is_some());
    click(ui, input, state, scene, event, world, commands);
    if let Some(target) = event.drag_started {
        let origin = ui.input(|i| i.pointer.press_origin()).or(pointer).unwrap_or_default();
        let target = target_at(scene, projection, origin, target);
        begin(ui, state, scene, projection, (target, projection.world_from_screen(origin)), commands);
    }
    if let Some(world) = world {
        proceed(ui, state, scene, projection, world);
        if ui.input(|i| i.pointer.primary_released()) {
            finish(ui, input, state, scene, projection, commands);
        }
        drop_from_palette(ui, input, scene, projection, world, commands);
        drop_wire(ui, state, scene, world, commands);
    }
    if !matches!(state.drag, Drag::None | Drag::Pan(_)) && is_lost(ui) {
        state.drag = Drag::None;
    }
    cursor(ui, state, event);
}

/// Whether the window will never hear that the hand lets go: another one has the pointer now.
fn is_lost(ui: &Ui) -> bool {
    ui.input(|i| !i.pointer.primary_down() || i.events.contains(&Heard::WindowFocused(false)))
}

fn begin(
    ui: &Ui,
    state: &mut CanvasState,
    scene: &Scene,
    projection: Projection,
    (target, start): (Target, Pos2),
    commands: &mut Vec<Command>,
) {
    if DragAndDrop::has_any_payload(ui.ctx()) {
        return;
    }
    state.menu = None;
    let (space, adds, toggles) =
        ui.input(|i| (i.key_down(Key::Space), i.modifiers.shift, i.modifiers.command));
    if state.tool == Tool::Hand || space {
        state.drag = Drag::Pan(PointerButton::Primary);
        return;
    }
    if matches!(state.tool, Tool::Note | Tool::Frame) {
        state.drag = Drag::Draw { start, end: start, tool: state.tool };
        return;
    }
    let head = scene.head_at(start, state.wire.as_ref(), projection.zoom);
    state.drag = match (target, head) {
        (Target::Canvas | Target::Block(_), Some(wire)) => pull_head(scene, wire, start),
        (Target::Canvas, None) => {
            let keep = adds || toggles;
            let base = if keep { state.selection.clone() } else { BTreeSet::new() };
            let marks = if keep { state.marks.clone() } else { BTreeSet::new() };
            Drag::Frame { start, end: start, base, marks, toggles }
        }
        (Target::Block(number), None) => {
            let block_id = scene.item(number).id;
            if !state.selection.contains(&block_id) {
                let mut chosen = if adds || toggles { state.selection.clone() } else { BTreeSet::new() };
                let marks = if adds || toggles { state.marks.clone() } else { BTreeSet::new() };
                chosen.insert(block_id);
                set_selection(state, chosen, commands);
                state.marks = marks;
            }
            take_selection(state, scene, start)
        }
        (Target::Mark(number) | Target::Fold(number), _) => {
            let mark = scene.marks[number as usize].mark;
            if !state.marks.contains(&mark) {
                if !(adds || toggles) {
                    set_selection(state, BTreeSet::new(), commands);
                }
                state.marks.insert(mark);
            }
            take_selection(state, scene, start)
        }
        (Target::Edge(number, side), _) => {
            let item = &scene.marks[number as usize];
            set_selection(state, BTreeSet::new(), commands);
            state.marks = BTreeSet::from([item.mark]);
            Drag::Size { mark: item.mark, side, from: item.rect, to: item.rect }
        }
        (Target::Port(number, port), _) => {
            let (item, exit) = (scene.item(number), &scene.item(number).shape.ports[port as usize].exit);
            let exit = exit.clone();
            Drag::Wire { from: item.id, number, port, exit, end: start, landing: None, by_head: false }
        }
    };
}

/// Takes a wire off its block.
fn pull_head(scene: &Scene, wire: Wire, end: Pos2) -> Drag {
    let item = scene.item(wire.from);
    let exit = item.shape.ports[wire.port as usize].exit.clone();
    let (from, number, port) = (item.id, wire.from, wire.port);
    Drag::Wire { from, number, port, exit, end, landing: Some(wire.to), by_head: true }
}

/// Takes everything that is selected, frames with what lies inside.
fn take_selection(state: &CanvasState, scene: &Scene, start: Pos2) -> Drag {
    let (blocks, marks) = state.held_in(scene);
    let mut items: Vec<u32> = blocks.iter().filter_map(|id| scene.by_id.get(id).copied()).collect();
    items.sort_unstable();
    Drag::Move {
        start,
        moving: Moving { items, marks, delta: Vec2::ZERO },
        guides: Vec::new(),
        splice: Splice::default(),
    }
}

fn proceed(ui: &Ui, state: &mut CanvasState, scene: &Scene, projection: Projection, world: Pos2) {
    let free = ui.input(|i| i.modifiers.alt);
    let mut drag = std::mem::take(&mut state.drag);
    match &mut drag {
        Drag::None | Drag::Pan(_) => {
            state.drag = drag;
            return;
        }
        Drag::Frame { start, end, base, marks, toggles } => {
            *end = world;
            let area = Rect::from_two_pos(*start, world);
            select_in(state, scene, area, (base, marks), *toggles);
        }
        Drag::Move { start, moving, guides, splice } => {
            let by = world - *start;
            (moving.delta, *guides) =
                if free { (by.round(), Vec::new()) } else { rest(ui, scene, projection, moving, by) };
            moving.delta = moving.delta.round();
            *splice = below(scene, moving, world, projection, ui.input(|i| i.modifiers.shift));
        }
        Drag::Wire { number, end, landing, .. } => {
            *end = world;
            *landing = scene.landing_at(world, *number);
        }
        Drag::Size { mark, side, from, to } => *to = sized(*mark, *from, *side, world, free),
        Drag::Draw { end, .. } => *end = world,
    }
    state.drag = drag;
    follow_edge(ui, state, projection);
}

/// Selects what an area touches together with what was selected before.
fn select_in(
    state: &mut CanvasState,
    scene: &Scene,
    area: Rect,
    (base, base_marks): (&BTreeSet<BlockId>, &BTreeSet<Mark>),
    toggles: bool,
) {
    let held = scene.blocks.query(area).into_iter().map(|number| scene.item(number));
    let held: BTreeSet<BlockId> = held.filter(|item| !item.folded).map(|item| item.id).collect();
    // A frame is selected only when all of it is inside: one often draws among the blocks that it holds.
    let is_held = |item: &&marks::MarkItem| {
        area.contains_rect(item.rect) || area.intersects(item.rect) && (item.is_folded() || !item.is_frame())
    };
    let held_marks: BTreeSet<Mark> = scene.marks.iter().filter(is_held).map(|item| item.mark).collect();
    if toggles {
        state.selection = base.symmetric_difference(&held).copied().collect();
        state.marks = base_marks.symmetric_difference(&held_marks).copied().collect();
    } else {
        state.selection = base.union(&held).copied().collect();
        state.marks = base_marks.union(&held_marks).copied().collect();
    }
    state.wire = None;
}

/// Where things come to rest that are moved by a hand, and the lines that show why.
fn rest(ui: &Ui, scene: &Scene, projection: Projection, moving: &Moving, by: Vec2) -> (Vec2, Vec<Guide>) {
    let own = moving.items.iter().map(|number| scene.item(*number).rect);
    let marks = scene.marks.iter().filter(|item| moving.marks.contains(&item.mark)).map(|item| item.rect);
    let Some(around) = own.chain(marks).reduce(Rect::union) else { return (by, Vec::new()) };
    let seen = projection.world_rect(ui.clip_rect());
    let others = scene.blocks.query(seen).into_iter();
    let others = others.filter(|number| moving.items.binary_search(number).is_err());
    let blocks = others.map(|number| scene.item(number).rect);
    let marks =
        scene.marks.iter().filter(|item| !moving.marks.contains(&item.mark) && seen.intersects(item.rect));
    // A frame around what moves is no neighbour.
    let marks = marks.map(|item| item.rect).filter(|rect| !rect.contains(around.center() + by));
    let others: Vec<Rect> = blocks.chain(marks).collect();
    snap(around, &others, by, REACH / projection.zoom)
}

/// The rectangle of a note or frame whose edge a hand holds.
fn sized(mark: Mark, from: Rect, (x, y): (i8, i8), world: Pos2, free: bool) -> Rect {
    let at = if free { world } else { world + vec2(to_grid(world.x), to_grid(world.y)) };
    let Pos(width, height) = match mark {
        Mark::Note(_) => Note::SIZE_MIN,
        Mark::Frame(_) => model::Frame::SIZE_MIN,
    };
    let (width, height) = (width as f32, height as f32);
    let mut to = from;
    match x {
        -1 => to.min.x = at.x.min(from.max.x - width),
        1 => to.max.x = at.x.max(from.min.x + width),
        _ => {}
    }
    match y {
        -1 => to.min.y = at.y.min(from.max.y - height),
        1 => to.max.y = at.y.max(from.min.y + height),
        _ => {}
    }
    to
}

/// Lets the canvas follow when something is dragged to its edge.
fn follow_edge(ui: &Ui, state: &mut CanvasState, projection: Projection) {
    let Some(pos) = ui.input(|i| i.pointer.hover_pos()) else { return };
    let screen = ui.clip_rect();
    let push = |at: f32, low: f32, high: f32| {
        ((at - (high - EDGE)).max(0.0) - ((low + EDGE) - at).max(0.0)).clamp(-EDGE, EDGE) / EDGE
    };
    let push = vec2(push(pos.x, screen.left(), screen.right()), push(pos.y, screen.top(), screen.bottom()));
    if push != Vec2::ZERO {
        let dt = ui.input(|i| i.stable_dt).min(0.05);
        let view = state.camera.view;
        let center = view.center + push * EDGE_SPEED * dt / projection.zoom;
        state.camera.jump(View { center, ..view });
        ui.ctx().request_repaint();
    }
}

fn cursor(ui: &Ui, state: &CanvasState, event: &Event) {
    let icon = match (&state.drag, event.hot) {
        (Drag::Pan(PointerButton::Secondary), _) | (Drag::None, None) => return,
        (Drag::Pan(_), _) => CursorIcon::Grabbing,
        (Drag::Move { .. }, _) => CursorIcon::Move,
        (Drag::Wire { .. } | Drag::Frame { .. } | Drag::Draw { .. }, _) => CursorIcon::Crosshair,
        (Drag::Size { side, .. }, _) => edge_cursor(*side),
        (Drag::None, Some(_)) if state.tool == Tool::Hand => CursorIcon::Grab,
        (Drag::None, Some(_)) if state.tool != Tool::Select => CursorIcon::Crosshair,
        (Drag::None, Some(Target::Port(..))) => CursorIcon::Crosshair,
        (Drag::None, Some(Target::Edge(_, side))) => edge_cursor(side),
        (Drag::None, Some(_)) if event.head.is_some() => CursorIcon::Grab,
        (Drag::None, Some(Target::Block(_) | Target::Mark(_) | Target::Fold(_))) => CursorIcon::PointingHand,
        (Drag::None, Some(Target::Canvas)) => return,
    };
    ui.ctx().set_cursor_icon(icon);
}

fn edge_cursor((x, y): (i8, i8)) -> CursorIcon {
    match (x, y) {
        (0, _) => CursorIcon::ResizeVertical,
        (_, 0) => CursorIcon::ResizeHorizontal,
        (x, y) if x == y => CursorIcon::ResizeNwSe,
        _ => CursorIcon::ResizeNeSw,
    }
}
