//! What a step of undo or redo changed on the card comes into sight: it may lie outside of what is scrolled to.

use super::InspectorState;
use super::applies::is_rare;
use crate::blocks::block_type;
use crate::model::{Block, BlockId, Form, Project, Prop, Record, Shape, rows_of};
use egui::text_edit::TextEditState;
use egui::{Id, Rect, Ui};
use std::collections::BTreeMap;

/// Frames until a card stands still on which a step has put rows in or taken them out.
const FRAMES: u8 = 3;
/// What of its surroundings is shown around it, points.
const MARGIN: f32 = 8.0;

/// The block of the card as it was before a step.
#[derive(Debug)]
pub struct Before {
    block_id: BlockId,
    block: Block,
    /// What the shown layer said.
    texts: BTreeMap<String, String>,
}

/// What a step has changed, until it is in sight.
#[derive(Debug)]
pub(super) struct Stepped {
    /// Editors, rows and ways of the block, the most telling first.
    places: Vec<Id>,
    /// The first of them that was drawn in this frame, and where.
    found: Option<(usize, Rect)>,
    frames: u8,
}

/// Names the editor of a property.
pub(super) fn prop_id(block_id: BlockId, prop: &str) -> Id {
    Id::unique(("inspector", block_id.0, prop))
}

/// Names the row of a list.
pub(super) fn row_id(list: Id, index: usize) -> Id {
    list.with(("row", index))
}

/// Names where an exit of a block leads.
pub(super) fn way_id(block_id: BlockId, exit: &str) -> Id {
    Id::unique(("way", block_id.0, exit))
}

impl Stepped {
    /// Hears where something was drawn.
    pub(super) fn drew(&mut self, id: Id, rect: Rect) {
        let place = self.places.iter().position(|place| *place == id);
        if let Some(place) = place.filter(|place| self.found.is_none_or(|found| *place < found.0)) {
            self.found = Some((place, rect));
        }
    }
}

/// Names of all editors of a block's properties, in one order for every block of the same shape.
fn editors(block_id: BlockId, block: &Block) -> Vec<Id> {
    let form = block_type(&block.kind).map(|kind| kind.form);
    let mut ids = Vec::new();
    for field in form.into_iter().flat_map(|form| form.fields) {
        let id = prop_id(block_id, field.name);
        ids.push(id);
        if let Shape::List(rows) = field.shape {
            rows_of_editor(id, rows, block.rows(field.name), &mut ids);
        }
    }
    ids
}

fn rows_of_editor(list: Id, form: &'static Form, rows: &[Record], ids: &mut Vec<Id>) {
    for (index, row) in rows.iter().enumerate() {
        for field in form.fields {
            let id = list.with(index).with(field.name);
            ids.push(id);
            if let Shape::List(inner) = field.shape {
                rows_of_editor(id, inner, rows_of(row, field.name), ids);
            }
        }
    }
}

impl InspectorState {
    /// Goes on with a block that has got another number: the cursor stays in the text in which it is.
    pub fn follow(&mut self, project: &Project, from: BlockId, to: BlockId) {
        let Some((_, block)) = project.block(to) else { return };
        let editors = editors(from, block).into_iter().zip(editors(to, block)).collect();
        (self.shown, self.moved) = (Some(to), Some(editors));
    }

    /// Hands the keyboard over to the editors of a block that has got another number.
    pub(super) fn hand_over(&mut self, ui: &Ui) {
        let Some(editors) = self.moved.take() else { return };
        let focused = ui.memory(|memory| memory.focused());
        let to = editors.into_iter().find(|(from, _)| Some(*from) == focused);
        if let Some((from, to)) = to {
            if let Some(state) = TextEditState::load(ui.ctx(), from) {
                state.store(ui.ctx(), to);
            }
            ui.memory_mut(|memory| memory.request_focus(to));
        }
    }

    /// Remembers the block of the card before a step of undo or redo.
    pub fn before_step(&self, project: &Project) -> Option<Before> {
        let block_id = self.shown?;
        let block = project.block(block_id)?.1.clone();
        Some(Before { block_id, block, texts: self.texts_of(project) })
    }

    /// Shows on the card what the step has changed.
    pub fn after_step(&mut self, before: &Before, project: &Project) {
        let Some((_, now)) = project.block(before.block_id) else { return };
        let own = before.block_id;
        let mut places = Vec::new();
        let texts = self.texts_of(project);
        let keys = texts.keys().chain(before.texts.keys());
        let edited = keys.filter(|key| texts.get(*key) != before.texts.get(*key));
        places.extend(edited.map(|key| Id::unique(("layer", &self.layer, key))));
        let form = block_type(&now.kind).map(|kind| kind.form);
        for field in form.into_iter().flat_map(|form| form.fields) {
            let (then, now) = (before.block.props.get(field.name), now.props.get(field.name));
            if then != now {
                self.more |= form.is_some_and(|form| is_rare(form, field));
                places.extend(places_in(prop_id(own, field.name), then, now));
            }
        }
        let exits = now.exits.keys().chain(before.block.exits.keys());
        let led = exits.filter(|exit| now.exits.get(exit) != before.block.exits.get(exit));
        places.extend(led.map(|exit| way_id(own, &exit.0)));
        self.stepped = (!places.is_empty()).then_some(Stepped { places, found: None, frames: 0 });
    }

    fn texts_of(&self, project: &Project) -> BTreeMap<String, String> {
        let layer = project.layers.iter().find(|layer| layer.name == self.layer);
        layer.map(|layer| layer.texts.clone()).unwrap_or_default()
    }
}

/// Where a property is edited: in a list the value that changed, or its row.
fn places_in(id: Id, then: Option<&Prop>, now: Option<&Prop>) -> Vec<Id> {
    let rows = |prop: Option<&Prop>| match prop {
        Some(Prop::List(rows)) => rows.clone(),
        Some(_) | None => Vec::new(),
    };
    let (then, now) = (rows(then), rows(now));
    let Some(last) = now.len().checked_sub(1) else { return vec![id] };
    let index = now.iter().zip(&then).take_while(|(now, then)| now == then).count().min(last);
    let mut places = Vec::new();
    if let Some(then) = then.get(index).filter(|_| then.len() == now.len()) {
        places.extend(edited(then, &now[index]).map(|name| id.with(index).with(name)));
    }
    places.extend([row_id(id, index), id]);
    places
}

/// The values of a row that are others.
fn edited<'r>(then: &'r Record, now: &'r Record) -> impl Iterator<Item = &'r String> {
    let names = now.keys().chain(then.keys().filter(|name| !now.contains_key(*name)));
    names.filter(|name| then.get(*name) != now.get(*name))
}

/// Scrolls to what was changed unless it is in sight; called inside the card after it is drawn.
pub(super) fn stepped_ui(ui: &Ui, state: &mut InspectorState) {
    let Some(stepped) = &mut state.stepped else { return };
    stepped.frames += 1;
    if let Some((_, rect)) = stepped.found.take() {
        let seen = ui.clip_rect();
        // Of what is higher than the card a part in sight is enough.
        if rect.height() <= seen.height() || !seen.intersects(rect) {
            ui.scroll_to_rect(rect.expand(MARGIN), None);
        }
    }
    if stepped.frames >= FRAMES {
        state.stepped = None;
    }
    ui.ctx().request_repaint();
}
