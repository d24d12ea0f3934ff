//! What can be done with blocks, ports, wires, notes, frames and the empty canvas.
//!
//! Each function gives whether something was chosen that is no command, so that the popup closes.

use super::Menu;
use super::rows::Rows;
use crate::edit::{Edit, Transaction, build};
use crate::model::{BlockId, Exit, Hue, Mark};
use crate::studio::canvas::bar::hue_ui;
use crate::studio::canvas::chrome::icon_button;
use crate::studio::canvas::mark_edit::{MarkEdit, with_hue};
use crate::studio::canvas::title::TitleEdit;
use crate::studio::canvas::{CanvasInput, CanvasState, Tool, drop, keys, pos_of};
use crate::studio::command::{Align, ChatCommand, Command};
use crate::studio::words::canvas as words;
use egui::{Pos2, Rect, Ui};

pub(super) fn block_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    state: &mut CanvasState,
    block_id: BlockId,
    commands: &mut Vec<Command>,
) -> bool {
    if state.selection.len() + state.marks.len() > 1 {
        several_ui(ui, rows, commands);
        return false;
    }
    let number = state.scene.by_id.get(&block_id).copied();
    if rows.row(ui, "play", words::PLAY_FROM_HERE, None) {
        commands.push(Command::Chat(ChatCommand::PlayFrom(block_id)));
    }
    let mut done = false;
    if rows.row(ui, "pencil", words::RENAME, Some("F2")) {
        state.title_edit = number.map(|number| TitleEdit::new(&state.scene, number));
        done = true;
    }
    if rows.row(ui, "corner-down-right", words::WHAT_NEXT, Some(words::SPACE.of(rows.input.lang))) {
        state.menu = number.and_then(|number| keys::next_of(ui, state, number));
    }
    rows.line(ui);
    for id in ["copy", "cut", "duplicate"] {
        rows.command(ui, id, commands);
    }
    rows.line(ui);
    rows.command(ui, "select_onward", commands);
    rows.command(ui, "frame", commands);
    if has_wires(rows.input, block_id) && rows.row(ui, "unlink", words::CUT_ALL_WIRES, None) {
        commands.push(Command::Edit(cut_all_wires(rows.input, block_id)));
    }
    rows.line(ui);
    rows.command(ui, "delete", commands);
    done
}

fn several_ui(ui: &mut Ui, rows: &mut Rows<'_>, commands: &mut Vec<Command>) {
    rows.heading(ui, words::ALIGN);
    ui.horizontal(|ui| {
        for how in Align::ALL {
            if icon_button(ui, rows.input, how.icon(), how.label(), None).clicked() {
                commands.push(Command::Align(how));
            }
        }
    });
    rows.line(ui);
    for id in ["tidy_up", "frame"] {
        rows.command(ui, id, commands);
    }
    rows.line(ui);
    for id in ["copy", "cut", "duplicate"] {
        rows.command(ui, id, commands);
    }
    rows.line(ui);
    rows.command(ui, "delete", commands);
}

pub(super) fn port_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    state: &mut CanvasState,
    (block_id, port, exit): (BlockId, u16, &Exit),
    commands: &mut Vec<Command>,
) {
    let Some((number, item)) = state.scene.item_of(block_id) else { return };
    if rows.row(ui, "corner-down-right", words::WHAT_NEXT, None) {
        let start = item.shape.ports.get(port as usize).map_or(egui::Vec2::ZERO, |port| port.at);
        let at = item.rect.min + start + egui::vec2(84.0, 0.0);
        state.menu =
            Menu::next(ui, &state.scene, (block_id, number, port, exit.clone()), at).map(Menu::anywhere);
        return;
    }
    if let Some(to) = state.scene.target_of(number, exit) {
        if rows.row(ui, "arrow-right-to-line", words::GO_TO_TARGET, None) {
            commands.push(Command::FocusBlock(to));
        }
        rows.line(ui);
        if rows.row(ui, "unlink", words::CUT_WIRE, None) {
            commands.push(Command::Edit(build::connect(block_id, exit.clone(), None)));
        }
    }
}

pub(super) fn wire_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    state: &mut CanvasState,
    at: Pos2,
    (block_id, exit): (BlockId, &Exit),
    commands: &mut Vec<Command>,
) -> bool {
    let to = rows.input.project.block(block_id).and_then(|(_, block)| block.exits.get(exit).copied());
    if rows.row(ui, "square-plus", words::INSERT_BLOCK, None) {
        state.menu = Menu::insert(ui, at + egui::vec2(-100.0, 0.0), (block_id, exit.clone()));
        return false;
    }
    if rows.row(ui, "arrow-left-to-line", words::GO_TO_SOURCE, None) {
        commands.push(Command::FocusBlock(block_id));
    }
    if let Some(to) = to
        && rows.row(ui, "arrow-right-to-line", words::GO_TO_TARGET, None)
    {
        commands.push(Command::FocusBlock(to));
    }
    rows.command(ui, "select_onward", commands);
    rows.line(ui);
    if rows.row(ui, "unlink", words::CUT_WIRE, Some("Delete")) {
        commands.push(Command::Edit(build::connect(block_id, exit.clone(), None)));
    }
    false
}

pub(super) fn mark_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    state: &mut CanvasState,
    mark: Mark,
    commands: &mut Vec<Command>,
) -> bool {
    let Some(item) = state.scene.mark(mark).cloned() else { return true };
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        ui.spacing_mut().item_spacing.x = 3.0;
        for hue in Hue::ALL {
            if hue_ui(ui, rows.input, hue, hue == item.hue) {
                commands.extend(with_hue(rows.input.project, mark, hue).map(Command::Edit));
            }
        }
    });
    rows.line(ui);
    let label = if item.is_frame() { words::RENAME } else { words::WRITE };
    if rows.row(ui, "pencil", label, Some("F2")) {
        state.mark_edit = Some(MarkEdit::new(mark));
        return true;
    }
    if let Mark::Frame(frame_id) = mark {
        let (icon, label) =
            if item.is_folded() { ("maximize-2", words::UNFOLD) } else { ("minimize-2", words::FOLD) };
        if rows.row(ui, icon, label, None) {
            commands.extend(state.fold(rows.input.project, frame_id));
        }
        if !item.is_folded() && rows.row(ui, "box-select", words::SELECT_INSIDE, None) {
            let (blocks, _) = crate::studio::canvas::marks::inside(&state.scene, &item);
            commands.push(Command::Select(blocks));
        }
    }
    rows.line(ui);
    for id in ["copy", "cut", "duplicate"] {
        rows.command(ui, id, commands);
    }
    rows.line(ui);
    if item.is_frame() && state.marks.len() + state.selection.len() == 1 {
        if rows.row(ui, "trash-2", words::TAKE_FRAME, Some("Delete")) {
            commands.push(Command::DeleteSelection);
        }
    } else {
        rows.command(ui, "delete", commands);
    }
    false
}

pub(super) fn ground_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    state: &mut CanvasState,
    at: Pos2,
    commands: &mut Vec<Command>,
) -> bool {
    if rows.row(ui, "plus", words::ADD_BLOCK, None) {
        let is_anywhere = state.menu.as_ref().is_some_and(|menu| menu.anywhere);
        let menu = Menu::add(ui, at);
        state.menu = if is_anywhere { menu.map(Menu::anywhere) } else { menu };
    }
    for (tool, icon, label) in
        [(Tool::Note, "sticky-note", words::ADD_NOTE), (Tool::Frame, "frame", words::ADD_FRAME)]
    {
        if rows.row(ui, icon, label, None) {
            commands.push(drop::drawn(rows.input, tool, Rect::from_min_max(at, at)));
        }
    }
    rows.line(ui);
    let before = commands.len();
    rows.command(ui, "paste", commands);
    if commands.len() > before {
        state.paste_at = Some(pos_of(at));
    }
    rows.line(ui);
    for id in ["select_all", "fit_all", "tidy_up", "go_to_block"] {
        rows.command(ui, id, commands);
    }
    false
}

fn has_wires(input: &CanvasInput<'_>, block_id: BlockId) -> bool {
    input.project.block(block_id).is_some_and(|(_, block)| !block.exits.is_empty())
        || input.project.blocks().any(|(_, _, block)| block.exits.values().any(|to| *to == block_id))
}

/// Takes off every wire that leaves a block or leads to it.
fn cut_all_wires(input: &CanvasInput<'_>, block_id: BlockId) -> Transaction {
    let wires = input.project.blocks().flat_map(|(_, from, block)| {
        let cut = move |(exit, to): (&Exit, &BlockId)| {
            (from == block_id || *to == block_id).then(|| Edit::SetExit {
                block_id: from,
                exit: exit.clone(),
                to: None,
            })
        };
        block.exits.iter().filter_map(cut)
    });
    Transaction::new(words::CUT_ALL_WIRES, wires.collect())
}
