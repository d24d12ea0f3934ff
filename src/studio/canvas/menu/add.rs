//! The list of kinds of block: what to add, what comes next, what to put into a wire.

use super::rows::Rows;
use super::{Loose, Menu, WIDTH};
use crate::blocks::{BLOCK_TYPES, BlockType, Family};
use crate::edit::build;
use crate::flow::fold_text;
use crate::model::{BlockId, Exit};
use crate::studio::canvas::pos_of;
use crate::studio::command::Command;
use crate::studio::widgets::{Line, line_ui};
use crate::studio::words::canvas as words;
use egui::{Key, ScrollArea, Ui, vec2};

/// Height of the list of kinds before it scrolls, points.
const LIST_HEIGHT: f32 = 360.0;

pub(super) fn add_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    menu: &Menu,
    (from, into): (Option<&Loose>, Option<&(BlockId, Exit)>),
    commands: &mut Vec<Command>,
) {
    rows.keyboard = false;
    rows.heading(
        ui,
        match (from, into) {
            (Some(_), _) => words::WHAT_NEXT,
            (None, Some(_)) => words::INSERT_BLOCK,
            (None, None) => words::ADD_BLOCK,
        },
    );
    let wanted = find_ui(ui, rows, menu);
    let leads_in = from.is_some() || into.is_some();
    let fits = |kind: &&&'static BlockType| {
        let words = [kind.label.ru, kind.label.en, kind.summary.ru, kind.summary.en];
        let found = words.iter().any(|words| fold_text(words).contains(&wanted));
        (!leads_in || kind.family != Family::Entry) && (wanted.is_empty() || found)
    };
    let kinds: Vec<_> = BLOCK_TYPES.iter().filter(fits).collect();
    let enter = ui.input(|i| i.key_pressed(Key::Enter)) && !wanted.is_empty();
    let mut chosen = kinds.first().copied().filter(|_| enter);
    ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| {
        for kind in &kinds {
            if rows.kind(ui, kind) {
                chosen = Some(kind);
            }
        }
        if kinds.is_empty() {
            rows.heading(ui, words::NO_KIND);
        }
    });
    if let Some(kind) = chosen {
        // The wire arrives in the middle of the new block's title row.
        let corner = pos_of(menu.at - vec2(0.0, 17.0));
        let kind = kind.name.to_owned();
        commands.push(match into {
            Some(wire) => Command::InsertBlock { kind, at: corner, wire: wire.clone() },
            None => {
                let from = from.map(|loose| (loose.from, loose.exit.clone()));
                Command::AddBlock { kind, at: Some(corner), from }
            }
        });
    }
    if let Some(Loose { from, exit, is_wired: true, .. }) = from {
        rows.line(ui);
        if rows.row(ui, "unlink", words::CUT_WIRE, None) {
            commands.push(Command::Edit(build::connect(*from, exit.clone(), None)));
        }
    }
}

/// The field that narrows the list of kinds, in focus when the popup opens. Gives what is typed, folded.
fn find_ui(ui: &mut Ui, rows: &Rows<'_>, menu: &Menu) -> String {
    let id = ui.scope_id().with("find");
    let held: Option<(f64, String)> = ui.data(|data| data.get_temp(id));
    let typed = held.filter(|(opened, _)| *opened == menu.opened);
    let is_new = typed.is_none();
    let mut text = typed.map(|typed| typed.1).unwrap_or_default();
    let name = words::FIND_KIND.of(rows.input.lang);
    let line = Line { id: id.with("line"), name, hint: name, rows: 0, wrong: false, width: WIDTH };
    let output = line_ui(ui, rows.input.theme, &line, &mut text);
    if is_new {
        output.response.request_focus();
    }
    ui.add_space(4.0);
    let folded = if text.trim().is_empty() { String::new() } else { fold_text(&text) };
    ui.data_mut(|data| data.insert_temp(id, (menu.opened, text)));
    folded
}
