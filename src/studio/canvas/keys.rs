//! Keys that act on the selection while no text is being edited.

use super::gesture::{Drag, set_selection};
use super::{CanvasInput, CanvasState, pos_of};
use crate::edit::build;
use crate::model::{BlockId, Pos};
use crate::studio::command::Command;
use egui::{Key, Modifiers, Ui, Vec2, vec2};
use std::collections::BTreeSet;

/// What an arrow key moves by: half a cell of the grid.
const NUDGE: f32 = 11.0;

/// Takes the keys of this frame.
pub(super) fn obey(ui: &Ui, input: &CanvasInput<'_>, state: &mut CanvasState, commands: &mut Vec<Command>) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|i| i.consume_key(modifiers, key));
    let held = !matches!(state.drag, Drag::None);
    if (held || state.menu.is_some() || !state.selection.is_empty()) && pressed(Modifiers::NONE, Key::Escape)
    {
        if held {
            state.drag = Drag::None;
        } else if state.menu.take().is_none() {
            set_selection(state, BTreeSet::new(), commands);
        }
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        let all = state.scene.items.iter().map(|item| item.id).collect();
        set_selection(state, all, commands);
    }
    if state.selection.is_empty() || held {
        return;
    }
    if pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace) {
        commands.push(Command::DeleteSelection);
    }
    if pressed(Modifiers::COMMAND, Key::D) {
        commands.push(Command::DuplicateSelection);
    }
    for (key, direction) in [
        (Key::ArrowLeft, vec2(-1.0, 0.0)),
        (Key::ArrowRight, vec2(1.0, 0.0)),
        (Key::ArrowUp, vec2(0.0, -1.0)),
        (Key::ArrowDown, vec2(0.0, 1.0)),
    ] {
        if pressed(Modifiers::SHIFT, key) {
            nudge(input, state, direction * NUDGE * 4.0, commands);
        } else if pressed(Modifiers::NONE, key) {
            nudge(input, state, direction * NUDGE, commands);
        }
    }
}

/// Moves the selection a little; a row of such steps is one step of undo.
fn nudge(input: &CanvasInput<'_>, state: &CanvasState, by: Vec2, commands: &mut Vec<Command>) {
    let items = state.selection.iter().filter_map(|block_id| state.scene.item_of(*block_id));
    let places: Vec<(BlockId, Pos)> = items.map(|(_, item)| (item.id, pos_of(item.rect.min + by))).collect();
    commands.push(Command::Typing(build::move_blocks(input.project, &places)));
}
