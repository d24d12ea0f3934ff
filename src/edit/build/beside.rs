//! Transactions about tables, lists and texts of other languages and channels.

use crate::edit::{Edit, Transaction};
use crate::model::{BlockId, Label, Layer, Project, Record, Table, print_of, text_at};
use std::collections::{BTreeMap, BTreeSet};

/// Says a text in another language or channel, or stops saying it when the text is empty. The layer is made when
/// the project has none of that name. What the project says now is kept beside it, so that a later change is noticed.
pub fn set_text(project: &Project, layer: &str, key: &str, text: impl Into<String>) -> Transaction {
    let text = Some(text.into()).filter(|text| !text.trim().is_empty());
    let mut edits = Vec::new();
    if project.layers.iter().all(|other| other.name != layer) {
        edits.push(Edit::SetLayer { name: layer.to_owned(), layer: Some(Box::default()) });
    }
    let original = original(project, key);
    edits.push(Edit::SetText { layer: layer.to_owned(), key: key.to_owned(), text, original });
    Transaction::new(Label::new("Изменить перевод", "Change translation"), edits)
}

/// Says that texts of a layer still hold although their originals have changed.
pub fn confirm_texts(project: &Project, layer: &str, keys: &[&str]) -> Transaction {
    let found = project.layers.iter().find(|other| other.name == layer);
    let text = |key: &str| found.and_then(|layer| layer.texts.get(key)).cloned();
    let confirmed = keys.iter().filter_map(|key| {
        let (text, original) = (Some(text(key)?), original(project, key));
        Some(Edit::SetText { layer: layer.to_owned(), key: (*key).to_owned(), text, original })
    });
    Transaction::new(Label::new("Подтвердить перевод", "Confirm translation"), confirmed.collect())
}

/// What a project says where a key points, for comparing later.
fn original(project: &Project, key: &str) -> Option<u32> {
    text_at(project, key).map(print_of)
}

/// Adds a layer with these texts or replaces all texts of the one that is there. Texts that are other than before
/// count as written to what the project says now.
pub fn set_layer(project: &Project, name: &str, texts: BTreeMap<String, String>) -> Transaction {
    let before = project.layers.iter().find(|layer| layer.name == name);
    let kept = |key: &str, text: &str| {
        let before = before.filter(|layer| layer.texts.get(key).is_some_and(|said| said == text));
        match before {
            Some(before) => before.originals.get(key).copied(),
            None => original(project, key),
        }
    };
    let originals = texts.iter().filter_map(|(key, text)| Some((key.clone(), kept(key, text)?))).collect();
    replace_layer(project, Layer { name: name.to_owned(), texts, originals })
}

/// Adds a layer or replaces the one of its name, with the originals as they are given.
pub fn replace_layer(_project: &Project, layer: Layer) -> Transaction {
    let edits = vec![Edit::SetLayer { name: layer.name.clone(), layer: Some(Box::new(layer)) }];
    Transaction::new(Label::new("Заменить тексты", "Replace texts"), edits)
}

/// Deletes a layer with all its texts.
pub fn remove_layer(_project: &Project, name: &str) -> Transaction {
    let edits = vec![Edit::SetLayer { name: name.to_owned(), layer: None }];
    Transaction::new(Label::new("Удалить тексты", "Delete texts"), edits)
}

/// Adds a table or replaces the one of its name.
pub fn set_table(project: &Project, table: Table) -> Transaction {
    let label = match project.table(&table.name) {
        Some(_) => Label::new("Изменить таблицу", "Change table"),
        None => Label::new("Добавить таблицу", "Add table"),
    };
    let edits = vec![Edit::SetTable { name: table.name.clone(), table: Some(Box::new(one_line_end(table))) }];
    Transaction::new(label, edits)
}

/// Deletes a table; blocks that name it keep the name, and the check says so.
pub fn remove_table(_project: &Project, name: &str) -> Transaction {
    let edits = vec![Edit::SetTable { name: name.to_owned(), table: None }];
    Transaction::new(Label::new("Удалить таблицу", "Delete table"), edits)
}

/// Fills in one cell of a table.
pub fn set_cell(_project: &Project, table: &str, row: usize, column: usize, text: &str) -> Transaction {
    let edits = vec![Edit::SetCell { table: table.to_owned(), row, column, text: with_newlines(text) }];
    Transaction::new(Label::new("Изменить ячейку", "Change cell"), edits)
}

/// Replaces the rows of a list; without rows the list goes.
pub fn set_list(_project: &Project, list: &str, rows: Vec<Record>) -> Transaction {
    let rows = Some(rows).filter(|rows| !rows.is_empty());
    let edits = vec![Edit::SetList { list: list.to_owned(), rows }];
    Transaction::new(Label::new("Изменить список", "Change list"), edits)
}

/// A table as a file keeps it: line ends as `\n`, names of columns without blanks around.
fn one_line_end(mut table: Table) -> Table {
    for column in &mut table.columns {
        *column = with_newlines(column.trim());
    }
    for cell in table.rows.iter_mut().flatten() {
        *cell = with_newlines(cell);
    }
    table
}

fn with_newlines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Clears the texts of the layers that blocks take with them.
pub(super) fn forget_blocks(project: &Project, gone: &BTreeSet<BlockId>) -> Vec<Edit> {
    let block_of = |key: &str| key.split('.').next().and_then(|id| id.parse().ok()).map(BlockId);
    forget(project, |key| block_of(key).is_some_and(|block_id| gone.contains(&block_id)))
}

/// Clears the texts of the layers that a row of a list, or of a list inside it, takes with it.
pub(super) fn forget_row(project: &Project, block_id: BlockId, list: &str, key: &str) -> Vec<Edit> {
    let prefix = format!("{block_id}.{list}.");
    // Keys of rows and names of properties take turns: `12.cards.c1.buttons.b2.label`.
    forget(project, |text_key| {
        let rows = text_key.strip_prefix(&prefix).map(|rest| rest.split('.').step_by(2));
        rows.is_some_and(|mut rows| rows.any(|row| row == key))
    })
}

fn forget(project: &Project, is_gone: impl Fn(&str) -> bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    for layer in &project.layers {
        for key in layer.texts.keys().filter(|key| is_gone(key)) {
            let (layer, key) = (layer.name.clone(), key.clone());
            edits.push(Edit::SetText { layer, key, text: None, original: None });
        }
    }
    edits
}

/// Gives a copy of a block the texts that the block has in the layers.
pub(super) fn copy_texts(project: &Project, from: BlockId, to: BlockId) -> Vec<Edit> {
    let prefix = format!("{from}.");
    let mut edits = Vec::new();
    for layer in &project.layers {
        for (key, text) in &layer.texts {
            let Some(rest) = key.strip_prefix(&prefix) else { continue };
            let original = layer.originals.get(key).copied();
            let (layer, key) = (layer.name.clone(), format!("{to}.{rest}"));
            edits.push(Edit::SetText { layer, key, text: Some(text.clone()), original });
        }
    }
    edits
}
