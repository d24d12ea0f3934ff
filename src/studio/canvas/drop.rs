//! What becomes of a thing when a hand lets go of it.

use super::gesture::Drag;
use super::menu::Menu;
use super::scene::{Moving, Scene, Wire};
use super::snap::{STEP, to_grid};
use super::splice::put_in;
use super::view::Projection;
use super::{CanvasInput, CanvasState, PaletteDrag, Settling, Tool, WireDrag, pos_of};
use crate::blocks::{ExitKind, Family, block_type};
use crate::edit::build;
use crate::model;
use crate::model::{Block, BlockId, Exit, Label, Mark, Note, Pos};
use crate::studio::command::Command;
use crate::studio::words::canvas as words;
use egui::{DragAndDrop, PointerButton, Pos2, Rect, Ui, Vec2, vec2};
use std::any::Any;
use std::sync::Arc;

/// Where a block from the palette hangs in the hand, canvas units from its corner.
pub(super) const GRIP: Vec2 = Vec2::new(100.0, 17.0);

/// How far from its exit a wire must be that somebody means to lead somewhere, canvas units.
const AWAY: f32 = 40.0;

/// Lets go of what is in the hand.
pub(super) fn finish(
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
        Drag::Move { moving, splice, .. } => drop_moved(input, state, scene, moving, splice.over, commands),
        Drag::Size { mark, from, to, .. } => {
            if from != to {
                commands.extend(resize(input, mark, to));
                state.settling = Some(Settling::sized((mark, to), input.revision));
            }
        }
        Drag::Draw { start, end, tool } => {
            commands.push(drawn(input, tool, Rect::from_two_pos(start, end)));
            state.tool = Tool::Select;
        }
        Drag::Wire { from, number, port, exit, end, landing, by_head } => {
            let was = scene.target_of(number, &exit);
            let home = scene.item(number).rect.min + scene.item(number).shape.ports[port as usize].at;
            let to = landing.map(|landing| scene.item(landing).id);
            let alt = ui.input(|i| i.modifiers.alt);
            let ways = scene.ways_at(end, number);
            if by_head && was.is_some_and(|was| ways.contains(&was)) {
                // Put back where it was taken from.
            } else if !ways.is_empty() {
                state.menu = Menu::which(ui, scene, (from, number, port, exit), end, ways);
            } else if to.is_some() {
                if to != was {
                    commands.push(Command::Edit(build::connect(from, exit, to)));
                }
            } else if scene.block_at(end) == Some(number) || home.distance(end) * projection.zoom < 14.0 {
                // Dropped where it came from: nothing was meant, or it was said while it lay in the hand.
            } else if alt && was.is_some() {
                commands.push(Command::Edit(build::connect(from, exit, None)));
            } else {
                state.menu = Menu::next(ui, scene, (from, number, port, exit), end);
            }
        }
    }
}

fn drop_moved(
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    scene: &Scene,
    moving: Moving,
    over: Option<Wire>,
    commands: &mut Vec<Command>,
) {
    if moving.delta == Vec2::ZERO {
        return;
    }
    let place = |number: &u32| {
        let item = scene.item(*number);
        (item.id, pos_of(item.place + moving.delta))
    };
    let places: Vec<(BlockId, Pos)> = moving.items.iter().map(place).collect();
    let by = pos_of(moving.delta.to_pos2());
    let mut transaction = build::move_things(input.project, &places, &moving.marks, by);
    if let (Some(wire), [number]) = (over, moving.items.as_slice()) {
        let insert = put_in(input, scene, *number, wire);
        transaction.label = insert.label;
        transaction.edits.extend(insert.edits);
    }
    commands.push(Command::Edit(transaction));
    state.settling = Some(Settling::moved(moving, input.revision));
}

fn resize(input: &CanvasInput<'_>, mark: Mark, to: Rect) -> Option<Command> {
    let (at, size) = (pos_of(to.min), pos_of(to.size().to_pos2()));
    let layout = &input.project.layout;
    let transaction = match mark {
        Mark::Note(note_id) => {
            let note = Note { at, size, ..layout.notes.get(&note_id)?.clone() };
            build::set_note(input.project, note_id, note)
        }
        Mark::Frame(frame_id) => {
            let frame = model::Frame { at, size, ..layout.frames.get(&frame_id)?.clone() };
            build::set_frame(input.project, frame_id, frame)
        }
    };
    Some(Command::Edit(transaction))
}

/// A new note or frame in an area; a mere click makes one of the usual size.
pub(super) fn drawn(input: &CanvasInput<'_>, tool: Tool, area: Rect) -> Command {
    let corner = area.min + vec2(to_grid(area.min.x), to_grid(area.min.y));
    let rounded = |size: f32| (size / STEP).round() * STEP;
    let size = Pos(rounded(area.width()) as i32, rounded(area.height()) as i32);
    let at = pos_of(corner);
    let (funnel, click) = (input.funnel.clone(), area.width().max(area.height()) < 2.0 * STEP);
    if tool == Tool::Frame {
        let least = model::Frame::SIZE_MIN;
        let size = if click { Pos(440, 264) } else { Pos(size.0.max(least.0), size.1.max(least.1)) };
        return Command::AddFrame(Box::new(model::Frame { funnel, at, size, ..model::Frame::default() }));
    }
    let least = Note::SIZE_MIN;
    let size = if click { Note::SIZE_NEW } else { Pos(size.0.max(least.0), size.1.max(least.1)) };
    Command::AddNote(Box::new(Note { funnel, at, size, hue: model::Hue::Amber, ..Note::default() }))
}

/// Takes a block that was dragged from the palette.
pub(super) fn drop_from_palette(
    ui: &Ui,
    input: &CanvasInput<'_>,
    scene: &Scene,
    projection: Projection,
    world: Pos2,
    commands: &mut Vec<Command>,
) {
    if input.project.funnel(input.funnel).is_none() {
        return;
    }
    let wire = wire_for_palette(ui, scene, projection, world);
    if let Some(PaletteDrag(kind)) = dropped::<PaletteDrag>(ui).as_deref() {
        let at = pos_of(world - GRIP);
        let kind = (*kind).to_owned();
        commands.push(match wire {
            Some(wire) => {
                let item = scene.item(wire.from);
                let exit = item.shape.ports[wire.port as usize].exit.clone();
                Command::InsertBlock { kind, at, wire: (item.id, exit) }
            }
            None => Command::AddBlock { kind, at: Some(at), from: None },
        });
    }
}

/// What of one kind a hand lets go of over the canvas. Things of other kinds stay in the hand: whoever takes them by
/// the wrong name would throw them away.
fn dropped<T: Any + Send + Sync>(ui: &Ui) -> Option<Arc<T>> {
    let is_here = ui.input(|i| i.pointer.any_released()) && ui.rect_contains_pointer(ui.clip_rect());
    let is_one = is_here && DragAndDrop::has_payload_of_type::<T>(ui.ctx());
    is_one.then(|| DragAndDrop::take_payload(ui.ctx())).flatten()
}

/// The wire that the block dragged from the palette would be put into.
pub(super) fn wire_for_palette(ui: &Ui, scene: &Scene, projection: Projection, world: Pos2) -> Option<Wire> {
    let payload = DragAndDrop::payload::<PaletteDrag>(ui.ctx())?;
    block_type(payload.0).filter(|kind| kind.family != Family::Entry)?;
    if scene.block_at(world).is_some() {
        return None;
    }
    scene.wire_at(world, 14.0 / projection.zoom.max(0.5))
}

/// Lays the wire that was pulled out of a block's card: to the block below, or to a new one.
pub(super) fn drop_wire(
    ui: &Ui,
    state: &mut CanvasState,
    scene: &Scene,
    world: Pos2,
    commands: &mut Vec<Command>,
) {
    let Some(wire) = dropped::<WireDrag>(ui) else { return };
    let Some((number, port)) = port_of(scene, &wire) else { return };
    let ways = scene.ways_at(world, number);
    match scene.landing_at(world, number) {
        None if scene.block_at(world) == Some(number) => {}
        _ if !ways.is_empty() => {
            state.menu = Menu::which(ui, scene, (wire.block, number, port, wire.exit.clone()), world, ways);
        }
        Some(landing) => {
            let to = Some(scene.item(landing).id);
            commands.push(Command::Edit(build::connect(wire.block, wire.exit.clone(), to)));
        }
        None => state.menu = Menu::next(ui, scene, (wire.block, number, port, wire.exit.clone()), world),
    }
}

/// Why the wire in the hand does not lead to what lies below it: the block that it leaves. Near its own exit the wire has
/// hardly left yet.
pub(super) fn own_block_hint(ui: &Ui, scene: &Scene, drag: &Drag, world: Pos2) -> Option<Label> {
    let (number, port) = match drag {
        Drag::Wire { number, port, .. } => (*number, *port),
        _ => port_of(scene, DragAndDrop::payload::<WireDrag>(ui.ctx())?.as_ref())?,
    };
    let item = scene.item(number);
    let home = item.rect.min + item.shape.ports[port as usize].at;
    let is_own = scene.block_at(world) == Some(number) && home.distance(world) > AWAY;
    is_own.then_some(words::NOT_TO_ITSELF)
}

/// The number of a block and of its port.
pub(super) fn port_of(scene: &Scene, wire: &WireDrag) -> Option<(u32, u16)> {
    let (number, item) = scene.item_of(wire.block)?;
    let port = item.shape.ports.iter().position(|port| port.exit == wire.exit)?;
    Some((number, port as u16))
}

/// The exit by which a wire that a block is put into goes on: its way on, else its first branch.
pub(crate) fn way_on(block: &Block) -> Option<Exit> {
    let exits = block_type(&block.kind).map_or_else(Vec::new, |kind| (kind.exits)(block));
    let next = exits.iter().find(|exit| exit.kind == ExitKind::Next);
    let any = || exits.iter().find(|exit| exit.kind != ExitKind::Link);
    next.or_else(any).map(|exit| exit.exit.clone())
}
