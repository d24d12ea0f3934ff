//! One difference taken back: that part of the project becomes what it was, everything else stays.

use super::record::{self, Step};
use super::{Change, Group, Ordered, Part, Subject, settings};
use crate::edit::{Transaction, between, build};
use crate::model::{
    Block, BlockId, Exit, Frame, Funnel, FunnelName, Label, Layer, Mark, Note, Project, Record, Shared,
    text_of,
};
use std::collections::BTreeMap;

const LABEL: Label = Label::new("Вернуть как было", "Back to what it was");

/// The transaction that makes one difference in `now` what it was in `before`; all of the group without a change.
///
/// `now` may have moved on since the comparison. What leads to things that are no longer there is left out.
pub fn take_back(before: &Project, now: &Project, group: &Group, change: Option<&Change>) -> Transaction {
    let mut to = now.clone();
    let part = change.map_or(&Part::Whole, |change| &change.part);
    match (&group.subject, part) {
        (Subject::Settings, Part::Setting(section, name)) => settings::copy(&mut to, before, section, name),
        (Subject::Settings, _) => settings::copy_all(&mut to, before),
        (Subject::Order(what), _) => order(&mut to, before, what),
        (Subject::Field(id), _) => put(&mut to.fields, &before.fields, |field| field.id == *id),
        (Subject::Tag(id), _) => put(&mut to.tags, &before.tags, |tag| tag.id == *id),
        (Subject::Funnel(name), _) => funnel(&mut to, before, name),
        (Subject::Block(id), Part::Whole) => block(&mut to, before, *id),
        (Subject::Block(id), part) => inside(&mut to, before, *id, part),
        (Subject::Mark(mark), part) => drawn(&mut to, before, *mark, part),
        (Subject::Row(list, name), part) => row(&mut to, before, (list, name), part),
        (Subject::Table(name), _) => {
            put(&mut to.tables, &before.tables, |table| &table.name == name);
            to.tables.sort_by(|a, b| a.name.cmp(&b.name));
        }
        (Subject::Layer(name), Part::Text(key)) => text(&mut to, before, name, key),
        (Subject::Layer(name), _) => {
            put(&mut to.layers, &before.layers, |layer| &layer.name == name);
            to.layers.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }
    between(LABEL, now, &to)
}

/// Makes the thing that fits what it was: replaced, brought back to its place, or taken away.
fn put<T: Clone>(now: &mut Vec<T>, before: &[T], fits: impl Fn(&T) -> bool) {
    let was = before.iter().position(&fits);
    match (now.iter().position(&fits), was) {
        (Some(at), Some(was)) => now[at] = before[was].clone(),
        (Some(at), None) => drop(now.remove(at)),
        (None, Some(was)) => now.insert(was.min(now.len()), before[was].clone()),
        (None, None) => {}
    }
}

fn order(now: &mut Project, before: &Project, what: &Ordered) {
    match what {
        Ordered::Fields => like(&mut now.fields, &before.fields, |a, b| a.id == b.id),
        Ordered::Tags => like(&mut now.tags, &before.tags, |a, b| a.id == b.id),
        Ordered::Funnels => like(&mut now.funnels, &before.funnels, |a, b| a.name == b.name),
        Ordered::List(list) => {
            if let (Some(rows), Some(theirs)) = (now.lists.get_mut(list), before.lists.get(list)) {
                like(rows, theirs, |a, b| text_of(a, "name") == text_of(b, "name"));
            }
        }
    }
}

/// Sorts as the other is; what the other lacks stays behind its neighbour.
fn like<T>(now: &mut Vec<T>, before: &[T], same: impl Fn(&T, &T) -> bool) {
    let mut last = 0;
    let mut placed: Vec<(usize, T)> = Vec::with_capacity(now.len());
    for item in now.drain(..) {
        last = before.iter().position(|other| same(&item, other)).unwrap_or(last);
        placed.push((last, item));
    }
    placed.sort_by_key(|(place, _)| *place);
    now.extend(placed.into_iter().map(|(_, item)| item));
}

fn funnel(now: &mut Project, before: &Project, name: &FunnelName) {
    let Some(was) = before.funnel(name) else {
        let gone = build::remove_funnel(now, name);
        apply(now, gone);
        return;
    };
    if let Some(is) = now.funnels.iter_mut().find(|funnel| &funnel.name == name) {
        is.title.clone_from(&was.title);
        return;
    }
    home(now, before, name);
    for id in was.blocks.keys().filter(|id| now.block(**id).is_none()).copied().collect::<Vec<_>>() {
        bring(now, before, id);
    }
    for id in was.blocks.keys() {
        wire(now, before, *id);
    }
}

/// The funnel of that name, brought back empty where it is gone.
fn home<'p>(now: &'p mut Project, before: &Project, name: &FunnelName) -> Option<&'p mut Funnel> {
    if now.funnel(name).is_none() {
        let at = before.funnels.iter().position(|funnel| &funnel.name == name)?;
        let empty = Funnel { blocks: BTreeMap::new(), ..before.funnels[at].clone() };
        now.funnels.insert(at.min(now.funnels.len()), empty);
    }
    now.funnels.iter_mut().find(|funnel| &funnel.name == name)
}

fn block(now: &mut Project, before: &Project, id: BlockId) {
    if before.block(id).is_none() {
        let gone = build::delete_blocks(now, &[id]);
        apply(now, gone);
        return;
    }
    if now.block(id).is_some() {
        for funnel in &mut now.funnels {
            funnel.blocks.remove(&id);
        }
    }
    bring(now, before, id);
    wire(now, before, id);
}

/// Puts a block back with its place and its texts in other languages; its wires come once all blocks are there.
fn bring(now: &mut Project, before: &Project, id: BlockId) {
    let Some((funnel, block)) = before.block(id) else { return };
    let (name, block) = (funnel.name.clone(), Block { exits: Shared::default(), ..block.clone() });
    if let Some(funnel) = home(now, before, &name) {
        funnel.blocks.insert(id, block);
    }
    match before.layout.blocks.get(&id) {
        Some(pos) => now.layout.blocks.insert(id, *pos),
        None => now.layout.blocks.remove(&id),
    };
    now.next_block = now.next_block.max(id.0.saturating_add(1));
    let own = format!("{id}.");
    for theirs in &before.layers {
        let Some(layer) = now.layers.iter_mut().find(|layer| layer.name == theirs.name) else { continue };
        for (key, text) in theirs.texts.iter().filter(|(key, _)| key.starts_with(&own)) {
            copy_text(layer, theirs, key, Some(text));
        }
    }
}

/// Lays the wires of a block as they were, and those to it whose exits lead nowhere now.
fn wire(now: &mut Project, before: &Project, id: BlockId) {
    let Some((_, was)) = before.block(id) else { return };
    let own = was.exits.iter().map(|(exit, to)| (id, exit, *to));
    let to_it = before.blocks().flat_map(|(_, from, block)| {
        block.exits.iter().filter(|(_, to)| **to == id).map(move |(exit, to)| (from, exit, *to))
    });
    for (from, exit, to) in own.chain(to_it) {
        if now.block(to).is_some()
            && let Some(block) = block_mut(now, from)
        {
            block.exits.get_or_insert_with(exit.clone(), || to);
        }
    }
}

fn block_mut(project: &mut Project, id: BlockId) -> Option<&mut Block> {
    project.funnels.iter_mut().find_map(|funnel| funnel.blocks.get_mut(&id))
}

/// One part of a block that both have.
fn inside(now: &mut Project, before: &Project, id: BlockId, part: &Part) {
    let Some((funnel, was)) = before.block(id) else { return };
    match part {
        Part::Title => {
            if let Some(block) = block_mut(now, id) {
                block.title.clone_from(&was.title);
            }
        }
        Part::Funnel => {
            let taken = now.funnels.iter_mut().find_map(|funnel| funnel.blocks.remove(&id));
            if let (Some(block), Some(home)) = (taken, home(now, before, &funnel.name)) {
                home.blocks.insert(id, block);
            }
        }
        Part::Value(way) => value(now, was, id, way, |props| record::copy(props, &was.props, way)),
        Part::RowOrder(way) => value(now, was, id, way, |props| record::reorder(props, &was.props, way)),
        Part::Exit(exit) => {
            let to = was.exits.get(exit).copied().filter(|to| now.block(*to).is_some());
            set_exit(now, id, exit, to);
        }
        Part::Place => {
            match before.layout.blocks.get(&id) {
                Some(pos) => now.layout.blocks.insert(id, *pos),
                None => now.layout.blocks.remove(&id),
            };
        }
        Part::Whole | Part::Setting(..) | Part::Text(_) => {}
    }
}

/// Changes properties of a block the way the inspector does: a row that goes takes its wire and its texts along, one
/// that comes back brings its wire.
fn value(now: &mut Project, was: &Block, id: BlockId, way: &[Step], change: impl FnOnce(&mut Record)) {
    let Some(Step::Prop(name)) = way.first() else { return };
    let Some((_, is)) = now.block(id) else { return };
    let mut props = is.props.clone();
    change(&mut props);
    let set = build::set_prop(now, id, name, props.remove(name));
    apply(now, set);
    if let Some(Step::Row("key", key)) = way.last() {
        let exit = Exit::new(key.as_str());
        let to = was.exits.get(&exit).copied().filter(|to| now.block(*to).is_some());
        set_exit(now, id, &exit, to);
    }
}

fn set_exit(now: &mut Project, id: BlockId, exit: &Exit, to: Option<BlockId>) {
    if let Some(block) = block_mut(now, id) {
        match to {
            Some(to) => block.exits.insert(exit.clone(), to),
            None => block.exits.remove(exit),
        };
    }
}

/// Applies what is made to fit; a refusal leaves everything as it is, and then there is nothing to take back.
fn apply(now: &mut Project, transaction: Transaction) {
    let undo = transaction.apply(now);
    debug_assert!(undo.is_ok(), "made for this project: {undo:?}");
}

fn drawn(now: &mut Project, before: &Project, mark: Mark, part: &Part) {
    match mark {
        Mark::Note(id) => {
            let was = before.layout.notes.get(&id).cloned();
            let is = now.layout.notes.remove(&id);
            let note = match (was, is, part) {
                (Some(was), Some(is), Part::Title) => Some(Note { text: was.text, ..is }),
                (Some(was), Some(is), Part::Place) => Some(Note { text: is.text, ..was }),
                (was, _, _) => was,
            };
            now.layout.notes.extend(note.map(|note| (id, note)));
        }
        Mark::Frame(id) => {
            let was = before.layout.frames.get(&id).cloned();
            let is = now.layout.frames.remove(&id);
            let frame = match (was, is, part) {
                (Some(was), Some(is), Part::Title) => Some(Frame { title: was.title, ..is }),
                (Some(was), Some(is), Part::Place) => Some(Frame { title: is.title, ..was }),
                (was, _, _) => was,
            };
            let blocks: Vec<BlockId> = now.blocks().map(|(_, id, _)| id).collect();
            let frame = frame.map(|mut frame| {
                frame.folded.retain(|id| blocks.binary_search(id).is_ok() || blocks.contains(id));
                (id, frame)
            });
            now.layout.frames.extend(frame);
        }
    }
    now.layout.let_go_of_gone();
}

fn row(now: &mut Project, before: &Project, (list, name): (&str, &str), part: &Part) {
    let named = |row: &Record| text_of(row, "name") == name;
    let none = Vec::new();
    let theirs = before.lists.get(list).unwrap_or(&none);
    let rows = now.lists.entry(list.to_owned()).or_default();
    let was = theirs.iter().find(|row| named(row));
    match (rows.iter_mut().find(|row| named(row)), was, part) {
        (Some(row), Some(was), Part::Value(way)) => record::copy(row, was, way),
        (Some(row), Some(was), Part::RowOrder(way)) => record::reorder(row, was, way),
        _ => put(rows, theirs, named),
    }
    if rows.is_empty() && !before.lists.contains_key(list) {
        now.lists.remove(list);
    }
}

fn text(now: &mut Project, before: &Project, name: &str, key: &str) {
    let Some(layer) = now.layers.iter_mut().find(|layer| layer.name == name) else { return };
    let none = Layer::default();
    let theirs = before.layers.iter().find(|layer| layer.name == name).unwrap_or(&none);
    copy_text(layer, theirs, key, theirs.texts.get(key));
}

fn copy_text(layer: &mut Layer, theirs: &Layer, key: &str, text: Option<&String>) {
    match text {
        Some(text) => layer.texts.insert(key.to_owned(), text.clone()),
        None => layer.texts.remove(key),
    };
    match theirs.originals.get(key).filter(|_| text.is_some()) {
        Some(print) => layer.originals.insert(key.to_owned(), *print),
        None => layer.originals.remove(key),
    };
}
