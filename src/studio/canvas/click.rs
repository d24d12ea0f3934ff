//! What clicks do: select, add to and take from the selection, open titles, texts and menus.

use super::drop::drawn;
use super::mark_edit::MarkEdit;
use super::marks::fold_or_unfold;
use super::menu::Menu;
use super::scene::{Scene, Wire};
use super::title::TitleEdit;
use super::widgets::Event;
use super::{CanvasInput, CanvasState, Request, Target, Tool, walk};
use crate::model::BlockId;
use crate::studio::command::Command;
use egui::{Modifiers, Pos2, Rect, Ui};
use std::collections::BTreeSet;

/// Obeys the clicks of this frame.
pub(super) fn click(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    scene: &Scene,
    event: &Event,
    world: Option<Pos2>,
    commands: &mut Vec<Command>,
) {
    let keys = ui.input(|i| i.modifiers);
    if let (Some(_), Tool::Note | Tool::Frame, Some(world)) = (event.clicked, state.tool, world) {
        commands.push(drawn(input, state.tool, Rect::from_min_max(world, world)));
        state.tool = Tool::Select;
        return;
    }
    match event.clicked {
        Some(Target::Canvas) => ground(state, scene, event.hot_wire, keys, commands),
        Some(Target::Block(number) | Target::Port(number, _)) => {
            let block_id = scene.item(number).id;
            let chosen = picked(&state.selection, block_id, keys);
            let marks = if keys.shift || keys.command { state.marks.clone() } else { BTreeSet::new() };
            set_selection(state, chosen, commands);
            state.marks = marks;
        }
        Some(Target::Mark(number)) => {
            let marks = picked(&state.marks, scene.marks[number as usize].mark, keys);
            if !(keys.shift || keys.command) {
                set_selection(state, BTreeSet::new(), commands);
            }
            state.wire = None;
            state.marks = marks;
        }
        Some(Target::Fold(number)) => {
            let fold = fold_or_unfold(input.project, scene, &scene.marks[number as usize]);
            commands.extend(fold.map(Command::Edit));
        }
        Some(Target::Edge(..)) | None => {}
    }
    if let (Some(target), Some(world)) = (event.double_clicked, world) {
        twice(ui, state, scene, (target, event.hot_wire), world, commands);
    }
    if let (Some(target), Some(world)) = (event.asked, world) {
        ask(ui, state, scene, (target, event.hot_wire), world, commands);
    }
}

/// What is selected after a click on one thing: Shift adds it, Ctrl turns it over, else it is alone.
fn picked<T: Ord + Copy>(before: &BTreeSet<T>, thing: T, keys: Modifiers) -> BTreeSet<T> {
    let mut chosen = if keys.shift || keys.command { before.clone() } else { BTreeSet::new() };
    if !(keys.command && chosen.remove(&thing)) {
        chosen.insert(thing);
    }
    chosen
}

/// A click on the ground selects the wire under the pointer, else nothing.
fn ground(
    state: &mut CanvasState,
    scene: &Scene,
    wire: Option<Wire>,
    keys: Modifiers,
    commands: &mut Vec<Command>,
) {
    if keys.shift || keys.command {
        return;
    }
    set_selection(state, BTreeSet::new(), commands);
    state.wire = wire.map(|wire| scene.exit_of(wire));
}

fn twice(
    ui: &Ui,
    state: &mut CanvasState,
    scene: &Scene,
    (target, wire): (Target, Option<Wire>),
    world: Pos2,
    commands: &mut Vec<Command>,
) {
    match (target, wire) {
        (Target::Block(number), _) if state.camera.view.zoom < 0.6 => {
            state.request = Some(Request::Focus(scene.item(number).id));
        }
        (Target::Block(number), _) => state.title_edit = Some(TitleEdit::new(scene, number)),
        (Target::Mark(number), _) => {
            state.mark_edit = Some(MarkEdit::new(scene.marks[number as usize].mark));
        }
        (Target::Canvas, Some(wire)) => {
            let onward = walk::onward(scene, [wire.to]);
            let onward = onward.into_iter().map(|number| scene.item(number).id).collect();
            set_selection(state, onward, commands);
        }
        (Target::Canvas, None) => state.menu = Menu::add(ui, world),
        (Target::Port(..) | Target::Fold(_) | Target::Edge(..), _) => {}
    }
}

/// Opens the menu of the thing under the pointer; what is not selected yet becomes so.
fn ask(
    ui: &Ui,
    state: &mut CanvasState,
    scene: &Scene,
    (target, wire): (Target, Option<Wire>),
    world: Pos2,
    commands: &mut Vec<Command>,
) {
    match target {
        Target::Block(number) | Target::Port(number, _) => {
            let block_id = scene.item(number).id;
            if !state.selection.contains(&block_id) {
                set_selection(state, BTreeSet::from([block_id]), commands);
            }
        }
        Target::Mark(number) | Target::Fold(number) | Target::Edge(number, _) => {
            let mark = scene.marks[number as usize].mark;
            if !state.marks.contains(&mark) {
                set_selection(state, BTreeSet::new(), commands);
                state.marks = BTreeSet::from([mark]);
            }
        }
        Target::Canvas => {
            if let Some(wire) = wire {
                set_selection(state, BTreeSet::new(), commands);
                state.wire = Some(scene.exit_of(wire));
            }
        }
    }
    state.menu = Menu::about(ui, scene, target, wire, world);
}

/// Selects blocks at once, for this frame's picture, and says so. Notes, frames and the wire that were selected
/// are so no longer.
pub(super) fn set_selection(state: &mut CanvasState, chosen: BTreeSet<BlockId>, commands: &mut Vec<Command>) {
    state.marks.clear();
    state.wire = None;
    if state.selection != chosen {
        state.selection = chosen;
        commands.push(Command::Select(state.selection()));
    }
}
