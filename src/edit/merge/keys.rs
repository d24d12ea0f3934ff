//! Keys of rows: two people who add a button to the same block give it the same key.

use crate::model::{Block, BlockId, Exit, Project, Prop, Record, text_of};
use std::collections::{BTreeMap, BTreeSet};

/// Gives new keys to rows of ours whose keys both added to one block for different rows. Wires and translations
/// of the rows go along.
pub(super) fn apart(base: &Project, ours: &mut Project, theirs: &Project) {
    let mut moved: BTreeMap<String, String> = BTreeMap::new();
    for funnel in &mut ours.funnels {
        for (block_id, block) in &mut funnel.blocks {
            let (Some((_, was)), Some((_, other))) = (base.block(*block_id), theirs.block(*block_id)) else {
                continue;
            };
            for (list, old, new) in clashes(was, block, other) {
                rename(block, &list, &old, &new);
                moved.insert(prefix(*block_id, &list, &old), prefix(*block_id, &list, &new));
            }
        }
    }
    for layer in ours.layers.iter_mut().filter(|_| !moved.is_empty()) {
        layer.texts = std::mem::take(&mut layer.texts).into_iter().map(along(&moved)).collect();
        layer.originals = std::mem::take(&mut layer.originals).into_iter().map(along(&moved)).collect();
    }
}

/// What the texts of a row are called by in the layers, up to the name of the property.
fn prefix(block_id: BlockId, list: &str, key: &str) -> String {
    format!("{block_id}.{list}.{key}")
}

/// A text under the key that its row has now.
fn along<V>(moved: &BTreeMap<String, String>) -> impl Fn((String, V)) -> (String, V) {
    |(key, value)| {
        let (row, prop) = key.rsplit_once('.').unwrap_or((&key, ""));
        match moved.get(row) {
            Some(row) => (format!("{row}.{prop}"), value),
            None => (key, value),
        }
    }
}

/// List, key and new key of every row that clashes.
fn clashes(was: &Block, ours: &Block, theirs: &Block) -> Vec<(String, String, String)> {
    let (known, taken) = (rows(was), rows(theirs));
    let is_new = |key: &str| known.iter().all(|(_, row)| text_of(row, "key") != key);
    let is_other = |list: &str, row: &Record| {
        let key = text_of(row, "key");
        let mut same_key = taken.iter().filter(|(_, other)| text_of(other, "key") == key);
        same_key.any(|(other_list, other)| *other_list != list || *other != row)
    };
    let mut used: BTreeSet<String> =
        rows(ours).iter().chain(&taken).map(|(_, row)| text_of(row, "key").to_owned()).collect();
    used.extend(ours.exits.keys().chain(theirs.exits.keys()).map(|exit| exit.0.clone()));
    let mut found = Vec::new();
    for (list, row) in rows(ours) {
        let key = text_of(row, "key");
        if !key.is_empty() && is_new(key) && is_other(list, row) {
            let mut free = (1_u32..).map(|number| format!("b{number}"));
            let Some(new) = free.find(|new| !used.contains(new)) else { continue };
            used.insert(new.clone());
            found.push((list.to_owned(), key.to_owned(), new));
        }
    }
    found
}

/// The rows of every list of a block, with the list's name.
fn rows(block: &Block) -> Vec<(&str, &Record)> {
    let lists = block.props.iter().filter_map(|(name, prop)| match prop {
        Prop::List(rows) => Some((name.as_str(), rows)),
        Prop::Text(_) | Prop::Int(_) | Prop::Flag(_) | Prop::Lines(_) => None,
    });
    lists.flat_map(|(name, rows)| rows.iter().map(move |row| (name, row))).collect()
}

fn rename(block: &mut Block, list: &str, old: &str, new: &str) {
    if let Some(Prop::List(rows)) = block.props.get_mut(list)
        && let Some(row) = rows.iter_mut().find(|row| text_of(row, "key") == old)
    {
        row.insert("key".into(), Prop::Text(new.into()));
    }
    if let Some(to) = block.exits.remove(&Exit::new(old)) {
        block.exits.insert(Exit::new(new), to);
    }
}
