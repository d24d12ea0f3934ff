//! Copying a piece of a drawing and putting it down elsewhere, in the same project or another.

use super::next_ids;
use crate::edit::{Edit, Transaction};
use crate::model::{
    Block, BlockId, Catalog, FieldDef, FieldId, Form, Fragment, Frame, FrameId, FunnelName, Label, Layer,
    Mark, Note, NoteId, Pos, Project, Prop, Record, SYSTEM_FIELDS, Shape, TagDef, TagId,
};
use std::collections::{BTreeMap, BTreeSet};

/// What putting down a fragment does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The one step that does it.
    pub transaction: Transaction,
    /// The ids that the blocks will have, in the order of the fragment.
    pub blocks: Vec<BlockId>,
    /// The notes and frames as they will be called.
    pub marks: Vec<Mark>,
}

/// Takes a copy of blocks, notes and frames with everything that goes with them: their texts in other languages,
/// the fields and tags they name. Wires and references that lead outside stay behind.
pub fn copy(project: &Project, catalog: &dyn Catalog, block_ids: &[BlockId], marks: &[Mark]) -> Fragment {
    let ids: BTreeSet<BlockId> = block_ids.iter().copied().collect();
    let mut fragment = Fragment::default();
    for (_, block_id, block) in project.blocks().filter(|(_, block_id, _)| ids.contains(block_id)) {
        let mut block = block.clone();
        block.exits.retain(|_, to| ids.contains(to));
        turn_references(&mut block, catalog, &|to| ids.contains(&to).then_some(to));
        fragment.blocks.insert(block_id, block);
    }
    let places = project.layout.blocks.iter().filter(|(block_id, _)| ids.contains(block_id));
    fragment.places = places.map(|(block_id, pos)| (*block_id, *pos)).collect();
    let mut numbers = BTreeMap::new();
    for mark in marks.iter().filter(|mark| project.layout.has(**mark)) {
        let number = match mark {
            Mark::Note(note_id) => {
                fragment.notes.extend(project.layout.notes.get(note_id).cloned());
                Mark::Note(NoteId(fragment.notes.len() as u32))
            }
            Mark::Frame(frame_id) => {
                fragment.frames.extend(project.layout.frames.get(frame_id).cloned());
                Mark::Frame(FrameId(fragment.frames.len() as u32))
            }
        };
        numbers.insert(*mark, number);
    }
    for note in &mut fragment.notes {
        note.funnel = FunnelName::default();
    }
    for frame in &mut fragment.frames {
        frame.funnel = FunnelName::default();
        frame.folded.retain(|block_id| ids.contains(block_id));
        frame.folded_marks = renamed(&frame.folded_marks, &numbers);
    }
    fragment.layers = layers_of(project, &ids);
    let said = texts_of(&fragment, catalog);
    let is_named = |name: &str| said.iter().any(|text| text.names(name));
    let fields = project.fields.iter().filter(|field| is_named(&field.name)).cloned().collect();
    let tags = project.tags.iter().filter(|tag| is_named(&tag.name)).map(|tag| tag.name.clone()).collect();
    Fragment { fields, tags, ..fragment }
}

/// Puts a fragment into a funnel with its least corner at `at`. Blocks get new ids; fields and tags that the
/// project does not have are made.
pub fn paste(
    project: &Project,
    catalog: &dyn Catalog,
    funnel: &FunnelName,
    fragment: &Fragment,
    at: Pos,
) -> Pasted {
    let ids = fragment.blocks.keys().zip(project.next_block..);
    let ids: BTreeMap<BlockId, BlockId> = ids.map(|(before, now)| (*before, BlockId(now))).collect();
    let corner = fragment.corner();
    let by = Pos(at.0.saturating_sub(corner.0), at.1.saturating_sub(corner.1));
    let (fields, tags) = missing(project, fragment);
    let first_field = project.next_field.max(FieldId::FIRST_OWN.0);
    let raised = (first_field - project.next_field).saturating_add(fields.len() as u16);
    let mut edits = vec![next_ids(project, ids.len() as u32, raised, tags.len() as u16)];
    for (number, field) in fields.into_iter().enumerate() {
        let field = FieldDef { id: FieldId(first_field.saturating_add(number as u16)), ..field.clone() };
        edits.push(Edit::InsertField { at: project.fields.len() + number, field });
    }
    for (number, name) in tags.into_iter().enumerate() {
        let tag = TagDef { id: TagId(project.next_tag.saturating_add(number as u16)), name: name.clone() };
        edits.push(Edit::InsertTag { at: project.tags.len() + number, tag });
    }
    for (before, block) in &fragment.blocks {
        let Some(block_id) = ids.get(before).copied() else { continue };
        let mut block = block.clone();
        let exits = block.exits.into_iter().filter_map(|(exit, to)| Some((exit, *ids.get(&to)?)));
        block.exits = exits.collect();
        turn_references(&mut block, catalog, &|to| ids.get(&to).copied());
        edits.push(Edit::InsertBlock { funnel: funnel.clone(), block_id, block });
        if let Some(pos) = fragment.places.get(before) {
            edits.push(Edit::MoveBlock { block_id, to: Some(pos.plus(by)) });
        }
    }
    edits.extend(paste_texts(project, fragment, &ids));
    let marks = paste_marks(project, funnel, fragment, &ids, by, &mut edits);
    let label = Label::new("Вставить", "Paste");
    Pasted { transaction: Transaction::new(label, edits), blocks: ids.into_values().collect(), marks }
}

/// Paths below `media/` that the blocks of a fragment name.
pub fn media_of(fragment: &Fragment, catalog: &dyn Catalog) -> BTreeSet<String> {
    let said = texts_of(fragment, catalog);
    let media = said.iter().filter(|text| matches!(text.shape, Shape::Media) && !text.text.is_empty());
    media.map(|text| text.text.to_owned()).collect()
}

/// Fields and tags of a fragment that a project does not have.
fn missing<'f>(project: &Project, fragment: &'f Fragment) -> (Vec<&'f FieldDef>, Vec<&'f String>) {
    let is_system =
        |name: &str| SYSTEM_FIELDS.iter().any(|system| system.name == name || system.alias == name);
    let is_new = |field: &&FieldDef| {
        !is_system(&field.name) && project.fields.iter().all(|other| other.name != field.name)
    };
    let fields = fragment.fields.iter().filter(is_new).collect();
    (fields, fragment.tags.iter().filter(|name| project.tag(name).is_none()).collect())
}

fn paste_marks(
    project: &Project,
    funnel: &FunnelName,
    fragment: &Fragment,
    ids: &BTreeMap<BlockId, BlockId>,
    by: Pos,
    edits: &mut Vec<Edit>,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    let notes =
        (1..).map(NoteId).zip((project.layout.next_note().0..).map(NoteId)).take(fragment.notes.len());
    let frames = (1..).map(FrameId).zip((project.layout.next_frame().0..).map(FrameId));
    let notes = notes.map(|(number, id)| (Mark::Note(number), Mark::Note(id)));
    let frames = frames.map(|(number, id)| (Mark::Frame(number), Mark::Frame(id)));
    let names = notes.chain(frames.take(fragment.frames.len())).collect();
    for (note_id, note) in (project.layout.next_note().0..).map(NoteId).zip(&fragment.notes) {
        let note = Note { funnel: funnel.clone(), at: note.at.plus(by), ..note.clone() };
        edits.push(Edit::SetNote { note_id, note: Some(Box::new(note)) });
        marks.push(Mark::Note(note_id));
    }
    for (frame_id, frame) in (project.layout.next_frame().0..).map(FrameId).zip(&fragment.frames) {
        let folded = frame.folded.iter().filter_map(|block_id| ids.get(block_id).copied()).collect();
        let folded_marks = renamed(&frame.folded_marks, &names);
        let at = frame.at.plus(by);
        let frame = Frame { funnel: funnel.clone(), at, folded, folded_marks, ..frame.clone() };
        edits.push(Edit::SetFrame { frame_id, frame: Some(Box::new(frame)) });
        marks.push(Mark::Frame(frame_id));
    }
    marks
}

/// Notes and frames by other names; those that have none are left out.
fn renamed(marks: &BTreeSet<Mark>, names: &BTreeMap<Mark, Mark>) -> BTreeSet<Mark> {
    marks.iter().filter_map(|mark| names.get(mark).copied()).collect()
}

fn paste_texts(project: &Project, fragment: &Fragment, ids: &BTreeMap<BlockId, BlockId>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for layer in &fragment.layers {
        let renamed = layer.texts.iter().filter_map(|(key, text)| {
            let (block_id, rest) = key.split_once('.')?;
            let block_id = ids.get(&BlockId(block_id.parse().ok()?))?;
            let original = layer.originals.get(key).copied();
            Some((format!("{block_id}.{rest}"), text.clone(), original))
        });
        if project.layers.iter().any(|other| other.name == layer.name) {
            edits.extend(renamed.map(|(key, text, original)| {
                let layer = layer.name.clone();
                Edit::SetText { layer, key, text: Some(text), original }
            }));
        } else {
            let mut new = Layer::default();
            for (key, text, original) in renamed {
                new.originals.extend(original.map(|original| (key.clone(), original)));
                new.texts.insert(key, text);
            }
            edits.push(Edit::SetLayer { name: layer.name.clone(), layer: Some(Box::new(new)) });
        }
    }
    edits
}

/// What blocks say in other languages and channels; layers in which they say nothing are left out.
fn layers_of(project: &Project, ids: &BTreeSet<BlockId>) -> Vec<Layer> {
    let block_of = |key: &str| key.split('.').next().and_then(|id| id.parse().ok()).map(BlockId);
    let of_blocks = |layer: &Layer| {
        let texts = layer.texts.iter().filter(|(key, _)| block_of(key).is_some_and(|id| ids.contains(&id)));
        let texts: BTreeMap<_, _> = texts.map(|(key, text)| (key.clone(), text.clone())).collect();
        let originals = layer.originals.iter().filter(|(key, _)| texts.contains_key(*key));
        let originals = originals.map(|(key, original)| (key.clone(), *original)).collect();
        Layer { name: layer.name.clone(), texts, originals }
    };
    project.layers.iter().map(of_blocks).filter(|layer| !layer.texts.is_empty()).collect()
}

/// One text of a block and what it is.
struct Said<'a> {
    shape: Shape,
    text: &'a str,
}

impl Said<'_> {
    /// Whether the text names a field or tag.
    fn names(&self, name: &str) -> bool {
        match self.shape {
            Shape::Field | Shape::Tag => self.text == name,
            Shape::Formula => has_word(self.text, name),
            Shape::Text | Shape::Line | Shape::Url | Shape::Lines => {
                let inserts = self.text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
                inserts.into_iter().any(|insert| has_word(insert, name)) || self.text == name
            }
            Shape::Int { .. }
            | Shape::Flag
            | Shape::Choice(_)
            | Shape::Duration
            | Shape::TimeOfDay
            | Shape::Window
            | Shape::Weekdays
            | Shape::Funnel
            | Shape::Media
            | Shape::Date
            | Shape::Table
            | Shape::Named(_)
            | Shape::Block
            | Shape::List(_) => false,
        }
    }
}

/// Whether a name stands in a text with no letter or digit beside it.
fn has_word(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + name.len()..]);
            !before.ends_with(is_part) && !after.starts_with(is_part)
        })
}

/// Every text of the blocks of a fragment, other languages included.
fn texts_of<'f>(fragment: &'f Fragment, catalog: &dyn Catalog) -> Vec<Said<'f>> {
    let mut said = Vec::new();
    for block in fragment.blocks.values() {
        if let Some(form) = catalog.form(&block.kind) {
            read_texts(&block.props, form, &mut said);
        }
    }
    let layers = fragment.layers.iter().flat_map(|layer| layer.texts.values());
    said.extend(layers.map(|text| Said { shape: Shape::Text, text }));
    said
}

fn read_texts<'f>(record: &'f Record, form: &'static Form, said: &mut Vec<Said<'f>>) {
    for field in form.fields {
        match (record.get(field.name), field.shape) {
            (Some(Prop::List(rows)), Shape::List(form)) => {
                rows.iter().for_each(|row| read_texts(row, form, said));
            }
            (Some(Prop::Text(text)), shape) => said.push(Said { shape, text }),
            (Some(Prop::Lines(lines)), shape) => {
                said.extend(lines.iter().map(|text| Said { shape, text }));
            }
            (Some(Prop::Int(_) | Prop::Flag(_) | Prop::List(_)) | None, _) => {}
        }
    }
}

/// Turns the references of a block to other blocks; those that lead nowhere are cleared.
fn turn_references(block: &mut Block, catalog: &dyn Catalog, to: &dyn Fn(BlockId) -> Option<BlockId>) {
    if let Some(form) = catalog.form(&block.kind) {
        turn_in(&mut block.props, form, to);
    }
}

fn turn_in(record: &mut Record, form: &'static Form, to: &dyn Fn(BlockId) -> Option<BlockId>) {
    for field in form.fields {
        match (record.get_mut(field.name), field.shape) {
            (Some(Prop::List(rows)), Shape::List(form)) => {
                rows.iter_mut().for_each(|row| turn_in(row, form, to));
            }
            (Some(Prop::Text(text)), Shape::Block) => {
                let turned = text.trim().parse().ok().and_then(|id| to(BlockId(id)));
                match turned {
                    Some(block_id) => *text = block_id.to_string(),
                    None => {
                        record.remove(field.name);
                    }
                }
            }
            _ => {}
        }
    }
}
