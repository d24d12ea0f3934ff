//! The way from one project to another as a transaction: for going back to a moment, for taking over what came
//! from the disk, for bringing back what was not saved. All of them can be undone like any other step.

use super::{Edit, Settings, Transaction};
use crate::model::{Block, BlockId, Few, Funnel, Label, Layer, Layout, Project};
use std::collections::{BTreeMap, BTreeSet};

/// The transaction that makes exactly `to` out of `from`; without edits when they are equal.
///
/// Sound whenever `to` is; names only what differs, so that a step of it is small and a refusal names the culprit.
pub fn between(label: Label, from: &Project, to: &Project) -> Transaction {
    let mut edits = Vec::new();
    let counters = |project: &Project| (project.next_block, project.next_field, project.next_tag);
    if counters(from) != counters(to) {
        edits.push(Edit::SetNextIds { block: to.next_block, field: to.next_field, tag: to.next_tag });
    }
    let (now, then) = (Settings::of(from), Settings::of(to));
    if now != then {
        edits.push(Edit::SetSettings(Box::new(then)));
    }
    fields_and_tags(from, to, &mut edits);
    funnels(from, to, &mut edits);
    places(&from.layout, &to.layout, &mut edits);
    beside(from, to, &mut edits);
    Transaction::new(label, edits)
}

fn fields_and_tags(from: &Project, to: &Project, edits: &mut Vec<Edit>) {
    let kept = in_place(&from.fields, &to.fields, |a, b| a == b);
    let gone = from.fields.iter().enumerate().filter(|(at, _)| !kept.iter().any(|(old, _)| old == at));
    edits.extend(gone.map(|(_, field)| Edit::RemoveField { field_id: field.id }));
    let new = to.fields.iter().enumerate().filter(|(at, _)| !kept.iter().any(|(_, new)| new == at));
    edits.extend(new.map(|(at, field)| Edit::InsertField { at, field: field.clone() }));

    let kept = in_place(&from.tags, &to.tags, |a, b| a == b);
    let gone = from.tags.iter().enumerate().filter(|(at, _)| !kept.iter().any(|(old, _)| old == at));
    edits.extend(gone.map(|(_, tag)| Edit::RemoveTag { tag_id: tag.id }));
    let new = to.tags.iter().enumerate().filter(|(at, _)| !kept.iter().any(|(_, new)| new == at));
    edits.extend(new.map(|(at, tag)| Edit::InsertTag { at, tag: tag.clone() }));
}

/// Which items of `from` may stay where they are: pairs of places, rising on both sides.
fn in_place<T>(from: &[T], to: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (old, item) in from.iter().enumerate() {
        let after = pairs.last().map_or(0, |(_, new)| new + 1);
        if let Some(new) = to.iter().skip(after).position(|other| same(item, other)) {
            pairs.push((old, after + new));
        }
    }
    pairs
}

fn funnels(from: &Project, to: &Project, edits: &mut Vec<Edit>) {
    let kept = in_place(&from.funnels, &to.funnels, |a, b| a.name == b.name);
    let stays: BTreeSet<&str> = kept.iter().map(|(old, _)| from.funnels[*old].name.0.as_str()).collect();
    for funnel in from.funnels.iter().filter(|funnel| !stays.contains(funnel.name.0.as_str())) {
        edits.push(Edit::RemoveFunnel { name: funnel.name.clone() });
    }
    // Everything that leaves goes first: an id may come back in another funnel.
    for (old, new) in &kept {
        let (old, new) = (&from.funnels[*old], &to.funnels[*new]);
        let gone =
            old.blocks.iter().filter(|(id, block)| !new.blocks.get(id).is_some_and(|b| alike(block, b)));
        edits.extend(gone.map(|(block_id, _)| Edit::RemoveBlock { block_id: *block_id }));
    }
    for (at, funnel) in to.funnels.iter().enumerate() {
        if !stays.contains(funnel.name.0.as_str()) {
            edits.push(Edit::InsertFunnel { at, funnel: funnel.clone() });
        }
    }
    for (old, new) in &kept {
        inside(&from.funnels[*old], &to.funnels[*new], edits);
    }
}

/// Whether a block can become the other by its properties alone.
fn alike(block: &Block, other: &Block) -> bool {
    block.kind == other.kind
}

fn inside(from: &Funnel, to: &Funnel, edits: &mut Vec<Edit>) {
    if from.title != to.title {
        edits.push(Edit::SetFunnelTitle { name: to.name.clone(), title: to.title.clone() });
    }
    for (block_id, block) in &to.blocks {
        match from.blocks.get(block_id).filter(|before| alike(before, block)) {
            Some(before) => block_edits(*block_id, before, block, edits),
            None => {
                let (funnel, block) = (to.name.clone(), block.clone());
                edits.push(Edit::InsertBlock { funnel, block_id: *block_id, block });
            }
        }
    }
}

fn block_edits(block_id: BlockId, from: &Block, to: &Block, edits: &mut Vec<Edit>) {
    let Block { kind: _, title, props, exits } = to;
    if from.title != *title {
        edits.push(Edit::SetTitle { block_id, title: title.clone() });
    }
    for (prop, value) in few_changes(&from.props, props) {
        edits.push(Edit::SetProp { block_id, prop: prop.clone(), value: value.cloned() });
    }
    for (exit, to) in few_changes(&from.exits, exits) {
        edits.push(Edit::SetExit { block_id, exit: exit.clone(), to: to.copied() });
    }
}

fn places(from: &Layout, to: &Layout, edits: &mut Vec<Edit>) {
    let Layout { blocks, notes, frames } = to;
    for (block_id, to) in changes(&from.blocks, blocks) {
        edits.push(Edit::MoveBlock { block_id: *block_id, to: to.copied() });
    }
    for (note_id, note) in changes(&from.notes, notes) {
        edits.push(Edit::SetNote { note_id: *note_id, note: note.cloned().map(Box::new) });
    }
    for (frame_id, frame) in changes(&from.frames, frames) {
        edits.push(Edit::SetFrame { frame_id: *frame_id, frame: frame.cloned().map(Box::new) });
    }
}

fn beside(from: &Project, to: &Project, edits: &mut Vec<Edit>) {
    let tables = |project: &Project| -> BTreeMap<String, crate::model::Table> {
        project.tables.iter().map(|table| (table.name.clone(), table.clone())).collect()
    };
    for (name, table) in changes(&tables(from), &tables(to)) {
        edits.push(Edit::SetTable { name: name.clone(), table: table.cloned().map(Box::new) });
    }
    let layers = |project: &Project| -> BTreeMap<String, Layer> {
        project.layers.iter().map(|layer| (layer.name.clone(), layer.clone())).collect()
    };
    for (name, layer) in changes(&layers(from), &layers(to)) {
        edits.push(Edit::SetLayer { name: name.clone(), layer: layer.cloned().map(Box::new) });
    }
    for (list, rows) in changes(&from.lists, &to.lists) {
        edits.push(Edit::SetList { list: list.clone(), rows: rows.cloned() });
    }
}

/// Like [`changes`], for maps of few entries.
fn few_changes<'m, K: Ord, V: PartialEq>(
    from: &'m Few<K, V>,
    to: &'m Few<K, V>,
) -> impl Iterator<Item = (&'m K, Option<&'m V>)> {
    let gone = from.keys().filter(|key| !to.contains_key(*key)).map(|key| (key, None));
    let set = to.iter().filter(|(key, value)| from.get(*key) != Some(*value));
    gone.chain(set.map(|(key, value)| (key, Some(value))))
}

/// Keys whose value differs, with what it becomes.
fn changes<'m, K: Ord, V: PartialEq>(
    from: &'m BTreeMap<K, V>,
    to: &'m BTreeMap<K, V>,
) -> impl Iterator<Item = (&'m K, Option<&'m V>)> {
    let gone = from.keys().filter(|key| !to.contains_key(*key)).map(|key| (key, None));
    let set = to.iter().filter(|(key, value)| from.get(*key) != Some(*value));
    gone.chain(set.map(|(key, value)| (key, Some(value))))
}
