//! The row of a list that was added last: it is written at once, stays in sight, and Enter in it asks for the next.

use super::desk::{Change, Desk, Spot};
use crate::model::{Form, FormField, Prop, Record, text_of};
use crate::studio::widgets::select_all;
use egui::{Id, Key, Rect, Ui};

/// What of its surroundings is shown around a new row, points.
const MARGIN: f32 = 12.0;

/// The row that was added last.
#[derive(Debug)]
pub(super) struct NewRow {
    /// The editor of its first value.
    face: Id,
    field: &'static str,
    /// The words that it came with, to be written over.
    words: String,
    /// Whether it came by Enter in the row before.
    goes_on: bool,
    /// How far below the beginning of the list it was drawn last, points.
    place: Option<f32>,
}

/// What is wanted of the list when a key has left the new row.
pub(super) enum Wish {
    /// Another row.
    Next,
    /// The row was not wanted after all.
    Nothing,
}

/// What a row shows first.
pub(super) fn face_of(form: &'static Form) -> Option<&'static FormField> {
    form.fields.iter().find(|field| field.name != "key")
}

/// Whether the cursor is in the first value of the row that was added last.
pub(super) fn is_written(
    ui: &Ui,
    desk: &Desk<'_>,
    spot: &Spot,
    (index, count): (usize, usize),
    form: &'static Form,
) -> bool {
    let Some(face) = face_of(form) else { return false };
    let id = spot.inside(index, face, "").id;
    let is_new = desk.state.new_row.as_ref().is_some_and(|new| new.face == id);
    is_new && index + 1 == count && ui.memory(|memory| memory.has_focus(id))
}

/// Puts the cursor into the first value of a row that was added, over the words that it came with.
pub(super) fn begin(
    ui: &Ui,
    desk: &mut Desk<'_>,
    (spot, index, face): (&Spot, usize, &'static FormField),
    words: &str,
    goes_on: bool,
) {
    let id = spot.inside(index, face, "").id;
    select_all(ui, id, words);
    let words = words.to_owned();
    desk.state.new_row = Some(NewRow { face: id, field: face.name, words, goes_on, place: None });
}

/// Scrolls to the new row whenever it has another place among the rows: what was found out about those above it
/// comes between them later. Who scrolls away is not called back.
pub(super) fn keep_in_sight(ui: &Ui, desk: &mut Desk<'_>, rect: Rect) {
    let Some(new) = &mut desk.state.new_row else { return };
    let place = rect.top() - ui.min_rect().top();
    if new.place.replace(place) != Some(place) {
        ui.scroll_to_rect(rect.expand(MARGIN), None);
    }
}

/// What is wanted when a key has left the new row, with what was typed last: who writes a list goes on by Enter, and
/// ends it by leaving the next line as it came.
pub(super) fn left_by_key(
    ui: &Ui,
    desk: &Desk<'_>,
    row: &Record,
    typed: Option<(&'static str, &Change)>,
) -> Option<Wish> {
    let new = desk.state.new_row.as_ref()?;
    if ui.memory(|memory| memory.has_focus(new.face)) {
        return None;
    }
    let (entered, escaped) =
        ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    let text = match typed {
        Some((name, change)) if name == new.field => match &change.prop {
            Some(Prop::Text(text)) => text,
            _ => "",
        },
        _ => text_of(row, new.field),
    };
    let is_own = !text.trim().is_empty() && text != new.words;
    if entered && is_own {
        return Some(Wish::Next);
    }
    ((entered || escaped) && new.goes_on && !is_own).then_some(Wish::Nothing)
}
