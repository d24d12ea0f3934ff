//! The name of a row of a project's list. It changes as a whole when the field is left, for every use of it changes too;
//! a name that another row has, or none, is not taken.

use super::desk::{Change, Desk, Spot, wrong_ui};
use super::words;
use crate::model::{Project, Record, text_of};
use crate::studio::widgets::{Line, line_ui};
use egui::{Id, Key, Ui};

/// What is being typed into a name.
#[derive(Debug)]
pub(super) struct Draft {
    id: Id,
    text: String,
}

/// The list whose row is called by that property; `None` for everything else.
pub(super) fn list_of<'s>(project: &Project, spot: &'s Spot) -> Option<&'s str> {
    let (list, prop) = spot.path.split_once('.')?;
    (prop == "name" && project.lists.contains_key(list)).then_some(list)
}

/// The field; gives the new name once it was left.
pub(super) fn name(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (spot, list): (&Spot, &str),
    value: &str,
    hint: &str,
) -> Option<Change> {
    let draft = desk.state.list_name.take_if(|draft| draft.id == spot.id);
    let mut text = draft.as_ref().map_or_else(|| value.to_owned(), |draft| draft.text.clone());
    let wrong = why_not(desk, (spot, list), value, text.trim());
    let width = ui.available_width();
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong: wrong.is_some(), width };
    let response = line_ui(ui, desk.input.theme, &line, &mut text).response;
    if draft.is_none() && !response.changed() {
        return None;
    }
    if response.has_focus() {
        if let Some(why) = wrong {
            wrong_ui(ui, desk, spot, desk.say(why));
        }
        desk.state.list_name = Some(Draft { id: spot.id, text });
        return None;
    }
    let escaped = ui.input(|keys| keys.key_pressed(Key::Escape));
    let name = text.trim();
    let is_taken = !escaped && name != value && why_not(desk, (spot, list), value, name).is_none();
    is_taken.then(|| Change::chosen(name))
}

/// Why a row cannot be called so.
fn why_not(
    desk: &Desk<'_>,
    (spot, list): (&Spot, &str),
    value: &str,
    name: &str,
) -> Option<crate::model::Label> {
    if name == value {
        return None;
    }
    let rows = desk.input.project.lists.get(list).map_or(&[][..], Vec::as_slice);
    let others = rows.iter().enumerate().filter(|(index, _)| Some(*index) != spot.row);
    let is_other = |row: &Record| text_of(row, "name").trim() == name;
    if name.is_empty() {
        Some(words::NAME_EMPTY)
    } else if others.map(|(_, row)| row).any(is_other) {
        Some(words::NAME_TAKEN)
    } else {
        None
    }
}

/// The names before and after, when that is all in which the rows of a list differ and nobody else had the first.
pub(super) fn renamed<'r>(before: &'r [Record], after: &'r [Record]) -> Option<(&'r str, &'r str)> {
    let mut changed = before.iter().zip(after).filter(|(old, new)| old != new);
    let (old, new) = changed.next().filter(|_| before.len() == after.len())?;
    let (name, wanted) = (text_of(old, "name"), text_of(new, "name"));
    let is_alone = before.iter().filter(|row| text_of(row, "name").trim() == name.trim()).count() == 1;
    let is_all = changed.next().is_none() && is_alone;
    (is_all && name != wanted && !name.trim().is_empty() && !wanted.is_empty())
        .then_some((name.trim(), wanted))
}
