//! Everything the keyboard does on the canvas while no text is being written.

use super::click::set_selection;
use super::gesture::Drag;
use super::look::Request;
use super::mark_edit::MarkEdit;
use super::marks::fold_or_unfold;
use super::menu::Menu;
use super::snap::STEP;
use super::title::TitleEdit;
use super::walk::{self, Spot, Step};
use super::{CanvasInput, CanvasState, Target, pos_of};
use crate::edit::build;
use crate::model::{BlockId, Pos};
use crate::studio::command::Command;
use crate::studio::keyboard::Keys;
use egui::{Event, EventFilter, FocusDirection, Id, Key, Modifiers, Stroke, StrokeKind, Ui, Vec2, vec2};
use std::collections::BTreeSet;

/// Steps of the grid that an arrow key goes with Shift.
const FAR: f32 = 5.0;

const ARROWS: [(Key, Vec2); 4] = [
    (Key::ArrowLeft, vec2(-1.0, 0.0)),
    (Key::ArrowRight, vec2(1.0, 0.0)),
    (Key::ArrowUp, vec2(0.0, -1.0)),
    (Key::ArrowDown, vec2(0.0, 1.0)),
];

/// Takes the keys of this frame. Must come before the ground is registered: what is taken here is no click on it.
pub(super) fn obey(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    ground: Id,
    commands: &mut Vec<Command>,
) {
    let focused = ui.memory(|memory| memory.focused());
    let elsewhere = input.keys == Keys::Text || focused.is_some_and(|id| id != ground);
    if input.keys == Keys::Cover || elsewhere && state.menu.is_none() {
        state.space_waits = false;
        return;
    }
    if focused == Some(ground) {
        let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(ground, all));
    }
    if ui.input(|i| i.pointer.any_pressed()) {
        state.by_keys = false;
    }
    let held = !matches!(state.drag, Drag::None);
    escape(ui, state, held, commands);
    if held || state.menu.is_some() {
        return;
    }
    clipboard(ui, state, commands);
    if pressed(ui, Modifiers::COMMAND, Key::A) {
        commands.push(Command::SelectAll);
    }
    if focused == Some(ground) {
        tab(ui, state, commands);
    }
    arrows(ui, input, state, commands);
    if let [block_id] = state.selection()[..]
        && pressed(ui, Modifiers::COMMAND, Key::Enter)
    {
        commands.push(Command::WriteBlock(block_id));
    }
    open(ui, input, state, focused == Some(ground), commands);
    if state.has_selection()
        && (pressed(ui, Modifiers::NONE, Key::Delete) || pressed(ui, Modifiers::NONE, Key::Backspace))
    {
        commands.push(Command::DeleteSelection);
    }
    if state.has_selection() && pressed(ui, Modifiers::COMMAND, Key::D) {
        commands.push(Command::DuplicateSelection);
    }
}

fn pressed(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    ui.input_mut(|i| i.consume_key(modifiers, key))
}

/// Gives up what is in the hand, else the popup, else the selection.
fn escape(ui: &Ui, state: &mut CanvasState, held: bool, commands: &mut Vec<Command>) {
    if !(held || state.menu.is_some() || state.has_selection()) || !pressed(ui, Modifiers::NONE, Key::Escape)
    {
        return;
    }
    if held {
        state.drag = Drag::None;
    } else if state.menu.take().is_none() {
        set_selection(state, BTreeSet::new(), commands);
    } else {
        state.wants_keyboard = true;
    }
}

/// Copy, cut and paste as the window reports them. With nothing selected a copy is somebody else's.
fn clipboard(ui: &Ui, state: &CanvasState, commands: &mut Vec<Command>) {
    let has_things = state.has_things();
    ui.input_mut(|i| {
        i.events.retain(|event| {
            let command = match event {
                Event::Copy if has_things => Command::Copy,
                Event::Cut if has_things => Command::Cut,
                Event::Paste(text) => Command::PasteText(text.clone()),
                _ => return true,
            };
            commands.push(command);
            false
        });
    });
}

/// Goes through everything in reading order; beyond the last thing the keyboard leaves the canvas.
fn tab(ui: &Ui, state: &mut CanvasState, commands: &mut Vec<Command>) {
    for (modifiers, is_back, onward) in
        [(Modifiers::SHIFT, true, FocusDirection::Previous), (Modifiers::NONE, false, FocusDirection::Next)]
    {
        if !pressed(ui, modifiers, Key::Tab) {
            continue;
        }
        let mut order = walk::reading_order(&state.scene);
        if is_back {
            order.reverse();
        }
        let at = current(state).and_then(|spot| order.iter().position(|other| *other == spot));
        match order.get(at.map_or(0, |at| at + 1)) {
            Some(spot) => go(state, *spot, commands),
            // The ground is not drawn yet in this frame: from it the keyboard goes on to what is read next.
            None => ui.memory_mut(|memory| memory.move_focus(onward)),
        }
    }
}

/// The one thing that is selected. What is folded is seen as the card of its frame.
fn current(state: &CanvasState) -> Option<Spot> {
    match (&state.selection()[..], &state.marks()[..]) {
        ([block_id], []) => Some(Spot::of(&state.scene, *state.scene.by_id.get(block_id)?)),
        ([], [mark]) => Some(Spot::Mark(*mark)),
        _ => None,
    }
}

/// Selects a thing and brings it into view.
fn go(state: &mut CanvasState, spot: Spot, commands: &mut Vec<Command>) {
    state.by_keys = true;
    choose(state, spot, commands);
    state.request = Some(Request::Reveal(spot.rect(&state.scene)));
}

fn choose(state: &mut CanvasState, spot: Spot, commands: &mut Vec<Command>) {
    match spot {
        Spot::Block(number) => {
            set_selection(state, BTreeSet::from([state.scene.item(number).id]), commands);
        }
        Spot::Mark(mark) => {
            set_selection(state, BTreeSet::new(), commands);
            state.marks.insert(mark);
        }
    }
}

/// Arrows push the selection, or find a first block when there is none; with Alt they follow wires.
fn arrows(ui: &Ui, input: &CanvasInput<'_>, state: &mut CanvasState, commands: &mut Vec<Command>) {
    let steps = [Step::Back, Step::Forth, Step::Up, Step::Down];
    for ((key, direction), step) in ARROWS.into_iter().zip(steps) {
        if pressed(ui, Modifiers::ALT, key) {
            let to = current(state).and_then(|spot| walk::step(&state.scene, spot, step));
            if let Some(spot) = to.or_else(|| first(state)) {
                go(state, spot, commands);
            }
        } else if pressed(ui, Modifiers::SHIFT, key) {
            nudge(input, state, direction * STEP * FAR, commands);
        } else if pressed(ui, Modifiers::NONE, key) {
            match first(state) {
                Some(spot) => go(state, spot, commands),
                None => nudge(input, state, direction * STEP, commands),
            }
        }
    }
}

/// Where walking begins while nothing is selected.
fn first(state: &CanvasState) -> Option<Spot> {
    if state.has_selection() {
        return None;
    }
    walk::nearest(&state.scene, state.camera.goal().center)
}

/// Moves the selection a little; a row of such steps is one step of undo.
fn nudge(input: &CanvasInput<'_>, state: &CanvasState, by: Vec2, commands: &mut Vec<Command>) {
    let (blocks, marks) = state.held();
    let items = blocks.iter().filter_map(|block_id| state.scene.item_of(*block_id));
    let places: Vec<(BlockId, Pos)> = items.map(|(_, item)| (item.id, pos_of(item.place + by))).collect();
    if !places.is_empty() || !marks.is_empty() {
        let by = pos_of(by.to_pos2());
        commands.push(Command::Typing(build::move_things(input.project, &places, &marks, by)));
    }
}

/// Opens what belongs to the selection: its title or text, what a card hides, what comes next, its menu.
fn open(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    has_keyboard: bool,
    commands: &mut Vec<Command>,
) {
    let spot = current(state);
    let (rename, enter) = (pressed(ui, Modifiers::NONE, Key::F2), pressed(ui, Modifiers::NONE, Key::Enter));
    let menu = pressed(ui, Modifiers::SHIFT, Key::F10) || pressed(ui, Modifiers::NONE, Key::Menu);
    if let Some(spot @ Spot::Mark(_)) = spot.filter(|_| rename || enter || menu) {
        // A block that is folded was selected: what is seen is the card.
        choose(state, spot, commands);
    }
    let mark = if let Some(Spot::Mark(mark)) = spot { Some(mark) } else { state.marks.first().copied() };
    let card = mark.and_then(|mark| state.scene.mark(mark)).filter(|item| item.is_folded());
    match (spot, mark) {
        (Some(Spot::Block(number)), _) if rename || enter => {
            state.title_edit = Some(TitleEdit::new(&state.scene, number));
        }
        (_, Some(_)) if enter && card.is_some() => {
            let unfold = card.and_then(|card| fold_or_unfold(input.project, &state.scene, card));
            commands.extend(unfold.map(Command::Edit));
        }
        (_, Some(mark)) if rename || enter => state.mark_edit = Some(MarkEdit::new(mark)),
        _ => {}
    }
    let number = if let Some(Spot::Block(number)) = spot { Some(number) } else { None };
    if menu {
        open_menu(ui, state, number);
    }
    space(ui, state, number, has_keyboard);
}

fn open_menu(ui: &Ui, state: &mut CanvasState, number: Option<u32>) {
    let scene = &state.scene;
    let (target, at) = match (number, state.marks.iter().next(), state.selection.iter().next()) {
        (Some(number), ..) => (Target::Block(number), scene.item(number).rect.right_top()),
        (None, Some(mark), _) => {
            let Some(at) = scene.marks.iter().position(|item| item.mark == *mark) else { return };
            (Target::Mark(at as u32), scene.marks[at].rect.right_top())
        }
        (None, None, Some(block_id)) => {
            let Some((number, item)) = scene.item_of(*block_id) else { return };
            (Target::Block(number), item.rect.right_top())
        }
        (None, None, None) => (Target::Canvas, state.camera.goal().center),
    };
    let wire = state.wire.clone().and_then(|(from, exit)| scene.wire_of(from, &exit));
    state.menu = Menu::about(ui, scene, target, wire, at).map(Menu::by_keys);
}

/// Space alone asks what comes next; Space with a drag moves the canvas, so that only letting go tells.
fn space(ui: &Ui, state: &mut CanvasState, number: Option<u32>, has_keyboard: bool) {
    let (down, up, pointer) = ui.input(|i| {
        (
            i.key_pressed(Key::Space),
            i.key_released(Key::Space),
            i.pointer.any_down() || i.pointer.any_pressed(),
        )
    });
    if down && (has_keyboard || number.is_some()) {
        pressed(ui, Modifiers::NONE, Key::Space);
        state.space_waits = true;
    }
    if pointer {
        state.space_waits = false;
    }
    if up
        && std::mem::take(&mut state.space_waits)
        && let Some(number) = number
    {
        state.menu = next_of(ui, state, number);
    }
}

/// Asks what comes after a block, from its first exit that leads nowhere yet.
pub(super) fn next_of(ui: &Ui, state: &CanvasState, number: u32) -> Option<Menu> {
    let scene = &state.scene;
    let item = scene.item(number);
    let ports = item.shape.ports.iter().enumerate().filter(|(_, port)| port.is_open_to_wires());
    let is_free = |port: &super::geometry::Port| scene.target_of(number, &port.exit).is_none();
    let ports: Vec<_> = ports.collect();
    let free = ports.iter().find(|(_, port)| is_free(port)).or(ports.first());
    let (port, spec) = free?;
    let at = item.rect.min + spec.at + vec2(84.0, 0.0);
    Menu::next(ui, scene, (item.id, number, *port as u16, spec.exit.clone()), at).map(Menu::anywhere)
}

/// A border that tells that the canvas has the keyboard, while nothing selected tells it.
pub(super) fn show_keyboard(ui: &Ui, input: &CanvasInput<'_>, state: &CanvasState, ground: Id) {
    let has_keyboard = ui.memory(|memory| memory.has_focus(ground));
    if has_keyboard && !ui.input(|i| i.pointer.any_down()) && !state.has_selection() && state.by_keys {
        let stroke = Stroke::new(2.0, input.theme.tokens.accent);
        ui.painter().rect_stroke(ui.clip_rect(), 0, stroke, StrokeKind::Inside);
    }
}
