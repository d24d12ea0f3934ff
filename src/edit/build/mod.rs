//! From what an author wants to a transaction. Pure: nothing is changed until the transaction is applied.
//!
//! Asking for something that is not there gives a transaction that is refused with words, never a panic.

mod beside;
mod drawn;
mod fragment;
mod rename;

pub use drawn::{
    add_frame, add_note, delete, fold, insert_between, move_things, set_frame, set_note, unfold,
};
pub use fragment::{Pasted, copy, media_of, paste};

pub use beside::{
    confirm_texts, remove_layer, remove_table, replace_layer, set_cell, set_layer, set_list, set_table,
    set_text,
};

pub use crate::uses::FindOptions;
pub use rename::{
    merge_tags, remove_unused, rename_field, rename_listed, rename_tag, replace_field, replace_one,
    replace_text,
};

use super::{Edit, Settings, Transaction};
use crate::model::{
    Block, BlockId, Exit, FieldDef, FieldId, FieldKind, Funnel, FunnelName, Label, Pos, Project, Prop,
    TagDef, TagId, text_of,
};
use std::collections::{BTreeMap, BTreeSet};

/// Adds a block at a place of the canvas; the id is the one it will have.
pub fn add_block(project: &Project, funnel: &FunnelName, block: Block, at: Pos) -> (Transaction, BlockId) {
    let block_id = BlockId(project.next_block);
    let edits = vec![
        next_ids(project, 1, 0, 0),
        Edit::InsertBlock { funnel: funnel.clone(), block_id, block },
        Edit::MoveBlock { block_id, to: Some(at) },
    ];
    (Transaction::new(Label::new("Добавить блок", "Add block"), edits), block_id)
}

/// Deletes blocks with their places, their texts in other languages and every wire that leads to them.
pub fn delete_blocks(project: &Project, block_ids: &[BlockId]) -> Transaction {
    let gone: BTreeSet<BlockId> = block_ids.iter().copied().collect();
    let mut edits = cut_off(project, &gone);
    edits.extend(gone.iter().map(|block_id| Edit::RemoveBlock { block_id: *block_id }));
    let label = if gone.len() == 1 {
        Label::new("Удалить блок", "Delete block")
    } else {
        Label::new("Удалить блоки", "Delete blocks")
    };
    Transaction::new(label, edits)
}

/// Lays a wire from an exit to a block, or takes it off.
pub fn connect(block_id: BlockId, exit: Exit, to: Option<BlockId>) -> Transaction {
    let label = match to {
        Some(_) => Label::new("Провести связь", "Connect"),
        None => Label::new("Убрать связь", "Disconnect"),
    };
    Transaction::new(label, vec![Edit::SetExit { block_id, exit, to }])
}

/// Moves blocks to new places.
pub fn move_blocks(places: &[(BlockId, Pos)]) -> Transaction {
    let edits = places.iter().map(|(block_id, pos)| Edit::MoveBlock { block_id: *block_id, to: Some(*pos) });
    let label = if places.len() == 1 {
        Label::new("Передвинуть блок", "Move block")
    } else {
        Label::new("Передвинуть блоки", "Move blocks")
    };
    Transaction::new(label, edits.collect())
}

/// Fills in or clears a property. Rows that a list loses take the wires of their exits and their texts in other
/// languages with them.
pub fn set_prop(project: &Project, block_id: BlockId, prop: &str, value: Option<Prop>) -> Transaction {
    let mut edits = Vec::new();
    if let Some((_, block)) = project.block(block_id) {
        let kept = keys(value.as_ref());
        for key in keys(block.props.get(prop)).difference(&kept) {
            let exit = Exit::new(*key);
            if block.exits.contains_key(&exit) {
                edits.push(Edit::SetExit { block_id, exit, to: None });
            }
            edits.extend(beside::forget_row(project, block_id, prop, key));
        }
    }
    edits.push(Edit::SetProp { block_id, prop: prop.to_owned(), value });
    Transaction::new(Label::new("Изменить блок", "Change block"), edits)
}

/// Fills in or clears a property of one row of a list; a row that is not there stays away.
pub fn set_in_row(
    project: &Project,
    block_id: BlockId,
    (list, row): (&str, usize),
    prop: &str,
    value: Option<Prop>,
) -> Transaction {
    let mut rows = project.block(block_id).map(|(_, block)| block.rows(list).to_vec()).unwrap_or_default();
    if let Some(record) = rows.get_mut(row) {
        match value {
            Some(value) => record.insert(prop.to_owned(), value),
            None => record.remove(prop),
        };
    }
    set_prop(project, block_id, list, (!rows.is_empty()).then_some(Prop::List(rows)))
}

/// Names a block.
pub fn set_title(_project: &Project, block_id: BlockId, title: impl Into<String>) -> Transaction {
    let edit = Edit::SetTitle { block_id, title: title.into() };
    Transaction::new(Label::new("Переименовать блок", "Rename block"), vec![edit])
}

/// Copies blocks inside their funnels, each shifted by `offset`; wires among the copied are copied too, wires
/// to other blocks are not. Gives the ids of the copies in the order of `block_ids`.
pub fn duplicate_blocks(
    project: &Project,
    block_ids: &[BlockId],
    offset: Pos,
) -> (Transaction, Vec<BlockId>) {
    let mut copies = BTreeMap::new();
    let mut ids = Vec::new();
    for block_id in block_ids.iter().filter(|block_id| project.block(**block_id).is_some()) {
        let next = BlockId(project.next_block.saturating_add(copies.len() as u32));
        if let std::collections::btree_map::Entry::Vacant(entry) = copies.entry(*block_id) {
            entry.insert(next);
            ids.push(next);
        }
    }
    let mut edits = vec![next_ids(project, copies.len() as u32, 0, 0)];
    for (from, copy) in &copies {
        let Some((funnel, block)) = project.block(*from) else { continue };
        let mut block = block.clone();
        block.exits =
            block.exits.into_iter().filter_map(|(exit, to)| copies.get(&to).map(|to| (exit, *to))).collect();
        edits.push(Edit::InsertBlock { funnel: funnel.name.clone(), block_id: *copy, block });
        if let Some(pos) = project.layout.blocks.get(from) {
            let to = Pos(pos.0.saturating_add(offset.0), pos.1.saturating_add(offset.1));
            edits.push(Edit::MoveBlock { block_id: *copy, to: Some(to) });
        }
        edits.extend(beside::copy_texts(project, *from, *copy));
    }
    let label = if ids.len() == 1 {
        Label::new("Дублировать блок", "Duplicate block")
    } else {
        Label::new("Дублировать блоки", "Duplicate blocks")
    };
    (Transaction::new(label, edits), ids)
}

/// Adds an empty funnel at the end, with a file name made from its title.
pub fn add_funnel(project: &Project, title: &str) -> (Transaction, FunnelName) {
    let name = free_funnel_name(project, title);
    let funnel = Funnel { name: name.clone(), title: title.to_owned(), ..Funnel::default() };
    let edits = vec![Edit::InsertFunnel { at: project.funnels.len(), funnel }];
    (Transaction::new(Label::new("Добавить воронку", "Add funnel"), edits), name)
}

/// Deletes a funnel with its blocks, their places, their texts and every wire that leads to them.
pub fn remove_funnel(project: &Project, name: &FunnelName) -> Transaction {
    let gone: BTreeSet<BlockId> =
        project.funnel(name).into_iter().flat_map(|funnel| funnel.blocks.keys().copied()).collect();
    let mut edits = cut_off(project, &gone);
    edits.extend(drawn::clear(project, name, &gone));
    edits.push(Edit::RemoveFunnel { name: name.clone() });
    Transaction::new(Label::new("Удалить воронку", "Delete funnel"), edits)
}

/// Titles a funnel; its file name stays.
pub fn set_funnel_title(_project: &Project, name: &FunnelName, title: impl Into<String>) -> Transaction {
    let edit = Edit::SetFunnelTitle { name: name.clone(), title: title.into() };
    Transaction::new(Label::new("Переименовать воронку", "Rename funnel"), vec![edit])
}

/// Adds a field at the end; the id is the one it will have.
pub fn add_field(project: &Project, name: &str, kind: FieldKind) -> (Transaction, FieldId) {
    let id = FieldId(project.next_field.max(FieldId::FIRST_OWN.0));
    let field = FieldDef { id, name: name.to_owned(), kind, default: None };
    let edits = vec![
        next_ids(project, 0, id.0.saturating_add(1).saturating_sub(project.next_field), 0),
        Edit::InsertField { at: project.fields.len(), field },
    ];
    (Transaction::new(Label::new("Добавить поле", "Add field"), edits), id)
}

/// Deletes a field; blocks that name it keep the name, and the check says so.
pub fn remove_field(_project: &Project, field_id: FieldId) -> Transaction {
    Transaction::new(Label::new("Удалить поле", "Delete field"), vec![Edit::RemoveField { field_id }])
}

/// Adds a tag at the end; the id is the one it will have.
pub fn add_tag(project: &Project, name: &str) -> (Transaction, TagId) {
    let id = TagId(project.next_tag);
    let tag = TagDef { id, name: name.to_owned() };
    let edits = vec![next_ids(project, 0, 0, 1), Edit::InsertTag { at: project.tags.len(), tag }];
    (Transaction::new(Label::new("Добавить тег", "Add tag"), edits), id)
}

/// Deletes a tag; blocks that name it keep the name, and the check says so.
pub fn remove_tag(_project: &Project, tag_id: TagId) -> Transaction {
    Transaction::new(Label::new("Удалить тег", "Delete tag"), vec![Edit::RemoveTag { tag_id }])
}

/// Replaces the settings of the project.
pub fn set_settings(_project: &Project, settings: Settings) -> Transaction {
    let edits = vec![Edit::SetSettings(Box::new(settings))];
    Transaction::new(Label::new("Изменить настройки", "Change settings"), edits)
}

/// A key for a new row of any list of a block: `b1`, `b2` … above every key in use and every key with a wire.
pub fn next_key(block: &Block) -> String {
    let number = |key: &str| key.strip_prefix('b').and_then(|digits| digits.parse::<u32>().ok());
    let of_rows = block.props.values().flat_map(|prop| keys(Some(prop))).filter_map(number);
    let of_wires = block.exits.keys().filter_map(|exit| number(&exit.0));
    let last = of_rows.chain(of_wires).max().unwrap_or(0);
    format!("b{}", u64::from(last) + 1)
}

/// A free file name for a funnel of that title: Russian letters become Latin ones, the rest `-`.
pub fn free_funnel_name(project: &Project, title: &str) -> FunnelName {
    const LEN_MAX: usize = 48;
    let mut name = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            _ => match latin(c) {
                Some(letters) => name.push_str(letters),
                None if !name.is_empty() && !name.ends_with('-') => name.push('-'),
                None => {}
            },
        }
        if name.len() >= LEN_MAX {
            break;
        }
    }
    let stem = match name.trim_end_matches('-') {
        "" => "funnel",
        stem => stem,
    };
    let numbered = (2u32..).map(|number| FunnelName(format!("{stem}-{number}")));
    let mut names = std::iter::once(FunnelName(stem.to_owned())).chain(numbered);
    names.find(|name| project.funnel(name).is_none()).unwrap_or_default()
}

/// Counters raised by so many new things.
fn next_ids(project: &Project, blocks: u32, fields: u16, tags: u16) -> Edit {
    Edit::SetNextIds {
        block: project.next_block.saturating_add(blocks),
        field: project.next_field.saturating_add(fields),
        tag: project.next_tag.saturating_add(tags),
    }
}

/// Takes the wires of all other blocks off these blocks, and these blocks off the canvas and out of the layers.
fn cut_off(project: &Project, gone: &BTreeSet<BlockId>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (_, block_id, block) in project.blocks().filter(|(_, block_id, _)| !gone.contains(block_id)) {
        for (exit, _) in block.exits.iter().filter(|(_, to)| gone.contains(to)) {
            edits.push(Edit::SetExit { block_id, exit: exit.clone(), to: None });
        }
    }
    let placed = gone.iter().filter(|block_id| project.layout.blocks.contains_key(block_id));
    edits.extend(placed.map(|block_id| Edit::MoveBlock { block_id: *block_id, to: None }));
    edits.extend(drawn::unfold_gone(project, gone));
    edits.extend(beside::forget_blocks(project, gone));
    edits
}

/// Keys of the rows of a list and of the lists inside them.
fn keys(prop: Option<&Prop>) -> BTreeSet<&str> {
    let Some(Prop::List(rows)) = prop else { return BTreeSet::new() };
    let inner = rows.iter().flat_map(|row| row.values()).flat_map(|prop| keys(Some(prop)));
    let own = rows.iter().map(|row| text_of(row, "key"));
    own.filter(|key| !key.is_empty()).chain(inner).collect()
}

/// Latin letters for a small Russian letter, as in passports; empty for the signs.
fn latin(letter: char) -> Option<&'static str> {
    const LETTERS: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
        "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "iu", "ia",
    ];
    match letter {
        'а'..='я' => LETTERS.get((letter as u32 - 'а' as u32) as usize).copied(),
        'ё' => Some("e"),
        _ => None,
    }
}
