//! Transactions about tables, lists and texts of other languages and channels.

use crate::edit::{Edit, Transaction};
use crate::model::{BlockId, Label, Project, Record, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Says a text in another language or channel, or stops saying it when the text is empty. The layer is made when
/// the project has none of that name.
pub fn set_text(project: &Project, layer: &str, key: &str, text: impl Into<String>) -> Transaction {
    let text = Some(text.into()).filter(|text| !text.trim().is_empty());
    let mut edits = Vec::new();
    if project.layers.iter().all(|other| other.name != layer) {
        edits.push(Edit::SetLayer { name: layer.to_owned(), texts: Some(BTreeMap::new()) });
    }
    edits.push(Edit::SetText { layer: layer.to_owned(), key: key.to_owned(), text });
    Transaction::new(Label::new("Изменить перевод", "Change translation"), edits)
}

/// Adds a layer with these texts or replaces all texts of the one that is there.
pub fn set_layer(_project: &Project, name: &str, texts: BTreeMap<String, String>) -> Transaction {
    let edits = vec![Edit::SetLayer { name: name.to_owned(), texts: Some(texts) }];
    Transaction::new(Label::new("Заменить тексты", "Replace texts"), edits)
}

/// Deletes a layer with all its texts.
pub fn remove_layer(_project: &Project, name: &str) -> Transaction {
    let edits = vec![Edit::SetLayer { name: name.to_owned(), texts: None }];
    Transaction::new(Label::new("Удалить тексты", "Delete texts"), edits)
}

/// Adds a table or replaces the one of its name.
pub fn set_table(_project: &Project, table: Table) -> Transaction {
    let edits = vec![Edit::SetTable { name: table.name.clone(), table: Some(Box::new(one_line_end(table))) }];
    Transaction::new(Label::new("Изменить таблицу", "Change table"), edits)
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

/// Clears the texts of the layers that a row of a list takes with it.
pub(super) fn forget_row(project: &Project, block_id: BlockId, list: &str, key: &str) -> Vec<Edit> {
    let prefix = format!("{block_id}.{list}.{key}.");
    forget(project, |key| key.starts_with(&prefix))
}

fn forget(project: &Project, is_gone: impl Fn(&str) -> bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    for layer in &project.layers {
        for key in layer.texts.keys().filter(|key| is_gone(key)) {
            edits.push(Edit::SetText { layer: layer.name.clone(), key: key.clone(), text: None });
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
            let key = format!("{to}.{rest}");
            edits.push(Edit::SetText { layer: layer.name.clone(), key, text: Some(text.clone()) });
        }
    }
    edits
}
