//! What a hand does: pan and zoom, select, box-select, move, pull wires, drop from the palette.

use super::frame::Frame;
use super::menu::Menu;
use super::paint_wires::loose_wire;
use super::scene::{Moving, Scene};
use super::title::TitleEdit;
use super::view::{Projection, View};
use super::widgets::Event;
use super::{CanvasInput, CanvasState, PaletteDrag, Request, Settling, Target, Tool, WireDrag, pos_of};
use crate::blocks::block_type;
use crate::edit::build;
use crate::model::{BlockId, Exit, Pos};
use crate::studio::command::Command;
use crate::studio::theme::{self, tint};
use egui::epaint::RectShape;
use egui::{
    CursorIcon, DragAndDrop, Key, PointerButton, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, vec2,
};
use std::collections::BTreeSet;

/// How near the edge a dragged thing makes the canvas follow, points.
const EDGE: f32 = 28.0;
/// How fast it follows, points in a second.
const EDGE_SPEED: f32 = 900.0;

/// What is in the hand.
#[derive(Clone, Debug, Default)]
pub(super) enum Drag {
    #[default]
    None,
    /// The canvas itself, held by a button.
    Pan(PointerButton),
    /// A frame around blocks; `base` stays selected whatever it holds.
    Frame { start: Pos2, end: Pos2, base: BTreeSet<BlockId> },
    /// Blocks.
    Move { start: Pos2, moving: Moving },
    /// The end of a wire.
    Wire { from: BlockId, number: u32, port: u16, exit: Exit, end: Pos2, landing: Option<u32> },
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
    let (scroll, zoom, pos) = ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta(), i.pointer.hover_pos()));
    let view = state.camera.view;
    if let Some(pos) = pos
        && zoom != 1.0
    {
        state.camera.jump(view.zoomed_at(pos, screen, view.zoom * zoom));
    } else if scroll != Vec2::ZERO {
        state.camera.jump(View { center: view.center - scroll / view.zoom, ..view });
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
    click(ui, state, scene, event, world, commands);
    if let Some(target) = event.drag_started {
        let origin = ui.input(|i| i.pointer.press_origin()).or(pointer).unwrap_or_default();
        begin(ui, state, scene, target, projection.world_from_screen(origin), commands);
    }
    if let Some(world) = world {
        proceed(ui, state, scene, projection, world);
        if ui.input(|i| i.pointer.primary_released()) {
            finish(ui, input, state, scene, projection, commands);
        }
        drop_from_palette(ui, input, world, commands);
        drop_wire(ui, input, state, scene, world, commands);
    }
    cursor(ui, state, event);
}

fn click(
    ui: &Ui,
    state: &mut CanvasState,
    scene: &Scene,
    event: &Event,
    world: Option<Pos2>,
    commands: &mut Vec<Command>,
) {
    let adds = ui.input(|i| i.modifiers.shift || i.modifiers.command);
    match event.clicked {
        Some(Target::Canvas) if !adds && !state.selection.is_empty() => {
            set_selection(state, BTreeSet::new(), commands)
        }
        Some(Target::Block(number) | Target::Port(number, _)) => {
            let block_id = scene.item(number).id;
            let mut chosen = if adds { state.selection.clone() } else { BTreeSet::new() };
            if !(adds && chosen.remove(&block_id)) {
                chosen.insert(block_id);
            }
            set_selection(state, chosen, commands);
        }
        Some(Target::Canvas) | None => {}
    }
    match (event.double_clicked, world) {
        (Some(Target::Block(number)), Some(_)) if state.camera.view.zoom < 0.6 => {
            state.request = Some(Request::Focus(scene.item(number).id));
        }
        (Some(Target::Block(number)), Some(_)) => state.title_edit = Some(TitleEdit::new(scene, number)),
        (Some(Target::Canvas), Some(world)) => state.menu = Menu::add(ui, world),
        _ => {}
    }
    if let (Some(target), Some(world)) = (event.asked, world) {
        if let Target::Block(number) | Target::Port(number, _) = target
            && !state.selection.contains(&scene.item(number).id)
        {
            set_selection(state, BTreeSet::from([scene.item(number).id]), commands);
        }
        state.menu = Menu::about(ui, scene, target, event.hot_wire, world);
    }
}

fn begin(
    ui: &Ui,
    state: &mut CanvasState,
    scene: &Scene,
    target: Target,
    start: Pos2,
    commands: &mut Vec<Command>,
) {
    if DragAndDrop::has_any_payload(ui.ctx()) {
        return;
    }
    state.menu = None;
    let (space, adds) = ui.input(|i| (i.key_down(Key::Space), i.modifiers.shift || i.modifiers.command));
    state.drag = match target {
        _ if state.tool == Tool::Hand || space => Drag::Pan(PointerButton::Primary),
        Target::Canvas => {
            let base = if adds { state.selection.clone() } else { BTreeSet::new() };
            Drag::Frame { start, end: start, base }
        }
        Target::Block(number) => {
            let block_id = scene.item(number).id;
            if !state.selection.contains(&block_id) {
                let mut chosen = if adds { state.selection.clone() } else { BTreeSet::new() };
                chosen.insert(block_id);
                set_selection(state, chosen, commands);
            }
            let items = state.selection.iter().filter_map(|id| scene.by_id.get(id).copied()).collect();
            Drag::Move { start, moving: Moving { items, delta: Vec2::ZERO } }
        }
        Target::Port(number, port) => {
            let (item, exit) = (scene.item(number), &scene.item(number).shape.ports[port as usize].exit);
            Drag::Wire { from: item.id, number, port, exit: exit.clone(), end: start, landing: None }
        }
    };
}

fn proceed(ui: &Ui, state: &mut CanvasState, scene: &Scene, projection: Projection, world: Pos2) {
    match &mut state.drag {
        Drag::None | Drag::Pan(_) => return,
        Drag::Frame { start, end, base } => {
            *end = world;
            let area = Rect::from_two_pos(*start, world);
            let held = scene.blocks.query(area).into_iter().map(|number| scene.item(number).id);
            state.selection = base.iter().copied().chain(held).collect();
        }
        Drag::Move { start, moving } => moving.delta = (world - *start).round(),
        Drag::Wire { number, end, landing, .. } => {
            *end = world;
            *landing = scene.block_at(world).filter(|under| under != number);
        }
    }
    follow_edge(ui, state, projection);
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

fn finish(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    scene: &Scene,
    projection: Projection,
    commands: &mut Vec<Command>,
) {
    match std::mem::take(&mut state.drag) {
        Drag::None => {}
        Drag::Pan(button) => {
            if button != PointerButton::Primary {
                state.drag = Drag::Pan(button);
            }
        }
        Drag::Frame { .. } => commands.push(Command::Select(state.selection())),
        Drag::Move { moving, .. } => {
            if moving.delta != Vec2::ZERO {
                let place = |number: &u32| {
                    let item = scene.item(*number);
                    (item.id, pos_of(item.rect.min + moving.delta))
                };
                let places: Vec<(BlockId, Pos)> = moving.items.iter().map(place).collect();
                commands.push(Command::Edit(build::move_blocks(input.project, &places)));
                state.settling = Some(Settling { moving, revision: input.revision, frames_left: 4 });
            }
        }
        Drag::Wire { from, number, port, exit, end, landing } => {
            let was = scene.target_of(number, &exit);
            let home = scene.item(number).rect.min + scene.item(number).shape.ports[port as usize].at;
            let to = landing.map(|landing| scene.item(landing).id);
            let alt = ui.input(|i| i.modifiers.alt);
            if to.is_some() {
                if to != was {
                    commands.push(Command::Edit(build::connect(input.project, from, exit, to)));
                }
            } else if scene.block_at(end) == Some(number) || home.distance(end) * projection.zoom < 14.0 {
                // Dropped where it came from: nothing was meant.
            } else if alt && was.is_some() {
                commands.push(Command::Edit(build::connect(input.project, from, exit, None)));
            } else {
                state.menu = Menu::next(ui, scene, (from, number, port, exit), end);
            }
        }
    }
}

fn drop_from_palette(ui: &Ui, input: &CanvasInput<'_>, world: Pos2, commands: &mut Vec<Command>) {
    let released = ui.input(|i| i.pointer.any_released());
    if !released || !ui.rect_contains_pointer(ui.clip_rect()) || input.project.funnel(input.funnel).is_none()
    {
        return;
    }
    if let Some(PaletteDrag(kind)) = DragAndDrop::take_payload::<PaletteDrag>(ui.ctx()).as_deref() {
        let at = pos_of(world - vec2(100.0, 17.0));
        commands.push(Command::AddBlock { kind: (*kind).to_owned(), at: Some(at), from: None });
    }
}

/// Lays the wire that was pulled out of a block's card: to the block below, or to a new one.
fn drop_wire(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    scene: &Scene,
    world: Pos2,
    commands: &mut Vec<Command>,
) {
    if !ui.input(|i| i.pointer.any_released()) || !ui.rect_contains_pointer(ui.clip_rect()) {
        return;
    }
    let Some(wire) = DragAndDrop::take_payload::<WireDrag>(ui.ctx()) else { return };
    let Some((number, port)) = port_of(scene, &wire) else { return };
    match scene.block_at(world) {
        Some(landing) => {
            let to = Some(scene.item(landing).id);
            commands.push(Command::Edit(build::connect(input.project, wire.block, wire.exit.clone(), to)));
        }
        None => state.menu = Menu::next(ui, scene, (wire.block, number, port, wire.exit.clone()), world),
    }
}

/// The number of a block and of its port.
fn port_of(scene: &Scene, wire: &WireDrag) -> Option<(u32, u16)> {
    let (number, item) = scene.item_of(wire.block)?;
    let port = item.shape.ports.iter().position(|port| port.exit == wire.exit)?;
    Some((number, port as u16))
}

/// Selects at once, for this frame's picture, and says so.
pub(super) fn set_selection(state: &mut CanvasState, chosen: BTreeSet<BlockId>, commands: &mut Vec<Command>) {
    if state.selection != chosen {
        state.selection = chosen;
        commands.push(Command::Select(state.selection()));
    }
}

fn cursor(ui: &Ui, state: &CanvasState, event: &Event) {
    let icon = match (&state.drag, event.hot) {
        (Drag::Pan(PointerButton::Secondary), _) | (Drag::None, None) => return,
        (Drag::Pan(_), _) => CursorIcon::Grabbing,
        (Drag::Move { .. }, _) => CursorIcon::Move,
        (Drag::Wire { .. }, _) | (Drag::Frame { .. }, _) => CursorIcon::Crosshair,
        (Drag::None, Some(_)) if state.tool == Tool::Hand => CursorIcon::Grab,
        (Drag::None, Some(Target::Port(..))) => CursorIcon::Crosshair,
        (Drag::None, Some(Target::Block(_))) => CursorIcon::PointingHand,
        (Drag::None, Some(Target::Canvas)) => return,
    };
    ui.ctx().set_cursor_icon(icon);
}

/// Draws the frame or the wire in the hand.
pub(super) fn paint_drag(frame: &Frame<'_>, drag: &Drag, shapes: &mut Vec<Shape>) {
    let accent = frame.input.theme.tokens.accent;
    match drag {
        Drag::None | Drag::Pan(_) | Drag::Move { .. } => {}
        Drag::Frame { start, end, .. } => {
            let area = frame.projection.screen_rect(Rect::from_two_pos(*start, *end));
            let stroke = Stroke::new(1.0, accent);
            shapes.push(RectShape::new(area, 4, tint(accent, 10), stroke, StrokeKind::Middle).into());
        }
        Drag::Wire { number, port, end, landing, .. } => {
            let item = frame.scene.item(*number);
            let start = item.rect.min + item.shape.ports[*port as usize].at;
            let end = landing.map_or(*end, |landing| {
                let item = frame.scene.item(landing);
                item.rect.min + item.shape.input()
            });
            loose_wire(frame, start, end, accent, shapes);
        }
    }
}

/// Draws the wire that is being pulled out of a block's card.
pub(super) fn paint_wire_drag(ui: &Ui, frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
    let Some(wire) = DragAndDrop::payload::<WireDrag>(ui.ctx()) else { return };
    let pos = ui.input(|i| i.pointer.hover_pos()).filter(|pos| frame.screen.contains(*pos));
    let (Some(pos), Some((number, port))) = (pos, port_of(frame.scene, &wire)) else { return };
    let item = frame.scene.item(number);
    let start = item.rect.min + item.shape.ports[port as usize].at;
    let world = frame.projection.world_from_screen(pos);
    let landing = frame.scene.block_at(world).map(|landing| frame.scene.item(landing));
    let end = landing.map_or(world, |item| item.rect.min + item.shape.input());
    loose_wire(frame, start, end, frame.input.theme.tokens.accent, shapes);
}

/// Draws where a block from the palette would land.
pub(super) fn paint_palette_drag(ui: &Ui, frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
    let Some(payload) = DragAndDrop::payload::<PaletteDrag>(ui.ctx()) else { return };
    let pos = ui.input(|i| i.pointer.hover_pos()).filter(|pos| frame.screen.contains(*pos));
    let (Some(pos), Some(kind)) = (pos, block_type(payload.0)) else { return };
    let color = frame.input.theme.family(kind.family);
    let zoom = frame.projection.zoom;
    let rect = Rect::from_min_size(pos - vec2(100.0, 17.0) * zoom, vec2(200.0, 60.0) * zoom);
    let radius = (f32::from(theme::RADIUS_CARD) * zoom).round() as u8;
    shapes.push(
        RectShape::new(rect, radius, tint(color, 16), Stroke::new(1.5, color), StrokeKind::Middle).into(),
    );
}
