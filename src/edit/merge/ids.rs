//! Ids: two people who add things at the same time give them the same numbers.

use super::keys;
use crate::model::{
    Block, BlockId, Catalog, FieldId, Form, FrameId, Mark, NoteId, Project, Prop, Record, Shape, TagId,
};
use std::collections::{BTreeMap, BTreeSet};

/// Ours with new ids for what both added under one id and made different, and those of the blocks; names that both
/// added are one thing.
pub(super) fn apart(
    base: &Project,
    ours: &Project,
    theirs: &Project,
    catalog: &dyn Catalog,
) -> (Project, BTreeMap<BlockId, BlockId>) {
    let mut ours = ours.clone();
    let renamed = clashes(base, &ours, theirs);
    if !renamed.is_empty() {
        renumber(&mut ours, &renamed, catalog);
    }
    ours.next_block = ours.next_block.max(theirs.next_block).saturating_add(renamed.len() as u32);
    keys::apart(base, &mut ours, theirs);
    fields(base, &mut ours, theirs);
    tags(base, &mut ours, theirs);
    marks(base, &mut ours, theirs);
    (ours, renamed)
}

/// New ids for blocks that both added under one id.
fn clashes(base: &Project, ours: &Project, theirs: &Project) -> BTreeMap<BlockId, BlockId> {
    let mut next = ours.next_block.max(theirs.next_block);
    let mut renamed = BTreeMap::new();
    for (funnel, id, block) in ours.blocks().filter(|(_, id, _)| base.block(*id).is_none()) {
        let Some((other_funnel, other)) = theirs.block(id) else { continue };
        if funnel.name != other_funnel.name || block != other {
            renamed.insert(id, BlockId(next));
            next = next.saturating_add(1);
        }
    }
    renamed
}

fn renumber(project: &mut Project, renamed: &BTreeMap<BlockId, BlockId>, catalog: &dyn Catalog) {
    let new = |id: BlockId| renamed.get(&id).copied().unwrap_or(id);
    for funnel in &mut project.funnels {
        let blocks = std::mem::take(&mut funnel.blocks);
        for (id, mut block) in blocks {
            block.exits.values_mut().for_each(|to| *to = new(*to));
            named_blocks(&mut block, renamed, catalog);
            funnel.blocks.insert(new(id), block);
        }
    }
    let places = std::mem::take(&mut project.layout.blocks);
    project.layout.blocks = places.into_iter().map(|(id, place)| (new(id), place)).collect();
    for frame in project.layout.frames.values_mut() {
        frame.folded = frame.folded.iter().map(|id| new(*id)).collect();
    }
    for layer in &mut project.layers {
        let (texts, originals) = (std::mem::take(&mut layer.texts), std::mem::take(&mut layer.originals));
        let key = |key: String| match key.split_once('.') {
            Some((id, rest)) => match id.parse().ok().and_then(|id| renamed.get(&BlockId(id))) {
                Some(id) => format!("{id}.{rest}"),
                None => key,
            },
            None => key,
        };
        layer.texts = texts.into_iter().map(|(name, text)| (key(name), text)).collect();
        layer.originals = originals.into_iter().map(|(name, print)| (key(name), print)).collect();
    }
}

/// Properties that name a block by its id.
fn named_blocks(block: &mut Block, renamed: &BTreeMap<BlockId, BlockId>, catalog: &dyn Catalog) {
    if let Some(form) = catalog.form(&block.kind) {
        in_record(&mut block.props, form, renamed);
    }
}

fn in_record(record: &mut Record, form: &'static Form, renamed: &BTreeMap<BlockId, BlockId>) {
    for field in form.fields {
        match (&field.shape, record.get_mut(field.name)) {
            (Shape::Block, Some(Prop::Text(text))) => {
                if let Some(id) = text.parse().ok().and_then(|id| renamed.get(&BlockId(id))) {
                    *text = id.to_string();
                }
            }
            (Shape::List(inner), Some(Prop::List(rows))) => {
                rows.iter_mut().for_each(|row| in_record(row, inner, renamed));
            }
            _ => {}
        }
    }
}

fn fields(base: &Project, ours: &mut Project, theirs: &Project) {
    let is_new = |id: FieldId| base.fields.iter().all(|field| field.id != id);
    ours.fields.retain(|field| {
        let twin = theirs.fields.iter().find(|other| other.name == field.name);
        !(is_new(field.id) && twin.is_some_and(|twin| twin != field))
    });
    let mut next = ours.next_field.max(theirs.next_field);
    for field in ours.fields.iter_mut().filter(|field| is_new(field.id)) {
        if theirs.fields.iter().any(|other| other.id == field.id && other != field) {
            field.id = FieldId(next);
            next = next.saturating_add(1);
        }
    }
    ours.next_field = next;
}

fn tags(base: &Project, ours: &mut Project, theirs: &Project) {
    let is_new = |id: TagId| base.tags.iter().all(|tag| tag.id != id);
    ours.tags.retain(|tag| {
        let twin = theirs.tags.iter().find(|other| other.name == tag.name);
        !(is_new(tag.id) && twin.is_some_and(|twin| twin != tag))
    });
    let mut next = ours.next_tag.max(theirs.next_tag);
    for tag in ours.tags.iter_mut().filter(|tag| is_new(tag.id)) {
        if theirs.tags.iter().any(|other| other.id == tag.id && other != tag) {
            tag.id = TagId(next);
            next = next.saturating_add(1);
        }
    }
    ours.next_tag = next;
}

fn marks(base: &Project, ours: &mut Project, theirs: &Project) {
    let (was, other) = (&base.layout, &theirs.layout);
    let layout = &mut ours.layout;
    let free = NoteId(layout.next_note().0.max(other.next_note().0));
    let notes =
        apart_by(&was.notes, &mut layout.notes, &other.notes, |past| NoteId(free.0.saturating_add(past)));
    let free = FrameId(layout.next_frame().0.max(other.next_frame().0));
    let frames =
        apart_by(&was.frames, &mut layout.frames, &other.frames, |past| FrameId(free.0.saturating_add(past)));
    let notes = notes.into_iter().map(|(was, is)| (Mark::Note(was), Mark::Note(is)));
    let frames = frames.into_iter().map(|(was, is)| (Mark::Frame(was), Mark::Frame(is)));
    let renamed: BTreeMap<Mark, Mark> = notes.chain(frames).collect();
    if !renamed.is_empty() {
        for frame in layout.frames.values_mut() {
            let marks = std::mem::take(&mut frame.folded_marks).into_iter();
            frame.folded_marks = marks.map(|mark| renamed.get(&mark).copied().unwrap_or(mark)).collect();
        }
    }
}

/// Gives a new id to what both added under one id and made different; the ids before and after.
fn apart_by<K: Ord + Copy, V: PartialEq>(
    base: &BTreeMap<K, V>,
    ours: &mut BTreeMap<K, V>,
    theirs: &BTreeMap<K, V>,
    free: impl Fn(u32) -> K,
) -> Vec<(K, K)> {
    let clash =
        |(id, mine): (&K, &V)| !base.contains_key(id) && theirs.get(id).is_some_and(|other| other != mine);
    let clashes: Vec<K> = ours.iter().filter(|one| clash(*one)).map(|(id, _)| *id).collect();
    let renamed: Vec<(K, K)> = (0..).zip(clashes).map(|(past, id)| (id, free(past))).collect();
    for (was, is) in &renamed {
        if let Some(mine) = ours.remove(was) {
            ours.insert(*is, mine);
        }
    }
    renamed
}

/// Takes away what leads nowhere: wires and places of blocks that are gone, and names that stand twice.
pub(super) fn settle(project: &mut Project) {
    let there: BTreeSet<BlockId> = project.blocks().map(|(_, id, _)| id).collect();
    for funnel in &mut project.funnels {
        for block in funnel.blocks.values_mut() {
            block.exits.retain(|_, to| there.contains(to));
        }
    }
    project.layout.blocks.retain(|id, _| there.contains(id));
    let funnels: BTreeSet<String> = project.funnels.iter().map(|funnel| funnel.name.0.clone()).collect();
    project.layout.notes.retain(|_, note| funnels.contains(&note.funnel.0));
    project.layout.frames.retain(|_, frame| funnels.contains(&frame.funnel.0));
    for frame in project.layout.frames.values_mut() {
        frame.folded.retain(|id| there.contains(id));
    }
    project.layout.let_go_of_gone();
    let mut names = BTreeSet::new();
    project.fields.retain(|field| names.insert(field.name.clone()));
    let mut names = BTreeSet::new();
    project.tags.retain(|tag| names.insert(tag.name.clone()));
    for rows in project.lists.values_mut() {
        let mut names = BTreeSet::new();
        rows.retain(|row| names.insert(crate::model::text_of(row, "name").to_owned()));
    }
    if project.funnels.is_empty() {
        project.funnels = Project::new("").funnels;
    }
}
