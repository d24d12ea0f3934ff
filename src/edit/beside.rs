//! Changes of what stands beside the drawings: tables, texts of other languages and channels, lists.

use super::{Edit, EditError};
use crate::model::{FunnelName, Layer, Project, Record, Table, text_of};

/// Puts, replaces or takes away a table; tables stand in order of name.
pub(super) fn set_table(project: &mut Project, name: String, table: Option<Box<Table>>) -> Edit {
    let found = project.tables.binary_search_by(|other| other.name.as_str().cmp(&name));
    let named = table.map(|table| Table { name: name.clone(), ..*table });
    let before = match (found, named) {
        (Ok(at), Some(table)) => Some(std::mem::replace(&mut project.tables[at], table)),
        (Ok(at), None) => Some(project.tables.remove(at)),
        (Err(at), Some(table)) => {
            project.tables.insert(at, table);
            None
        }
        (Err(_), None) => None,
    };
    Edit::SetTable { name, table: before.map(Box::new) }
}

/// Fills in one cell of a table.
pub(super) fn set_cell(
    project: &mut Project,
    table: String,
    (row, column): (usize, usize),
    text: String,
) -> Result<Edit, EditError> {
    let found = project.tables.iter_mut().find(|other| other.name == table);
    let Some(found) = found else { return Err(EditError::NoSuchTable(table)) };
    let cell = found.rows.get_mut(row).and_then(|row| row.get_mut(column));
    let cell = cell.ok_or(EditError::NoSuchPlace(row))?;
    let text = std::mem::replace(cell, text);
    Ok(Edit::SetCell { table, row, column, text })
}

/// Puts, replaces or takes away a layer; layers stand in order of name. Originals of texts that it does not have
/// are left out.
pub(super) fn set_layer(project: &mut Project, name: String, layer: Option<Box<Layer>>) -> Edit {
    let found = project.layers.binary_search_by(|other| other.name.as_str().cmp(&name));
    let named = layer.map(|layer| {
        let Layer { texts, mut originals, .. } = *layer;
        originals.retain(|key, _| texts.contains_key(key));
        Layer { name: name.clone(), texts, originals }
    });
    let before = match (found, named) {
        (Ok(at), Some(layer)) => Some(std::mem::replace(&mut project.layers[at], layer)),
        (Ok(at), None) => Some(project.layers.remove(at)),
        (Err(at), Some(layer)) => {
            project.layers.insert(at, layer);
            None
        }
        (Err(_), None) => None,
    };
    Edit::SetLayer { name, layer: before.map(Box::new) }
}

/// Fills in or clears one text of a layer, with what the project says now.
pub(super) fn set_text(
    project: &mut Project,
    layer: String,
    key: String,
    (text, original): (Option<String>, Option<u32>),
) -> Result<Edit, EditError> {
    let found = project.layers.iter_mut().find(|other| other.name == layer);
    let Some(found) = found else { return Err(EditError::NoSuchLayer(layer)) };
    let original = match original.filter(|_| text.is_some()) {
        Some(original) => found.originals.insert(key.clone(), original),
        None => found.originals.remove(&key),
    };
    let text = match text {
        Some(text) => found.texts.insert(key.clone(), text),
        None => found.texts.remove(&key),
    };
    Ok(Edit::SetText { layer, key, text, original })
}

/// Puts, replaces or takes away the rows of a list.
pub(super) fn set_list(project: &mut Project, list: String, rows: Option<Vec<Record>>) -> Edit {
    let rows = match rows {
        Some(rows) => project.lists.insert(list.clone(), rows),
        None => project.lists.remove(&list),
    };
    Edit::SetList { list, rows }
}

/// Whether a table can be saved and read again as it is.
pub(super) fn table_is_sound(project: &Project, name: &str) -> Result<(), EditError> {
    let Some(table) = project.table(name) else { return Ok(()) };
    if !FunnelName(name.to_owned()).is_valid() {
        return Err(EditError::BadTableName(name.to_owned()));
    }
    let columns = &table.columns;
    let is_bad = |(at, column): (usize, &String)| {
        column.is_empty() || column.trim() != column || columns[..at].contains(column)
    };
    if columns.is_empty() || columns.iter().enumerate().any(is_bad) {
        return Err(EditError::BadColumns(name.to_owned()));
    }
    let is_ragged = |row: &Vec<String>| row.len() != columns.len();
    // A spreadsheet and git would turn such a line end into another.
    let has_return = |cells: &Vec<String>| cells.iter().any(|cell| cell.contains('\r'));
    match table.rows.iter().position(|row| is_ragged(row) || has_return(row)) {
        Some(at) => Err(EditError::BadRow(name.to_owned(), at)),
        None if has_return(columns) => Err(EditError::BadColumns(name.to_owned())),
        None => Ok(()),
    }
}

/// Whether the name of a layer does as the name of a file beside the others.
pub(super) fn layer_is_sound(project: &Project, name: &str) -> Result<(), EditError> {
    if project.layers.iter().all(|layer| layer.name != name) {
        return Ok(());
    }
    if !Layer::is_valid_name(name) {
        return Err(EditError::BadLayerName(name.to_owned()));
    }
    let alike = project.layers.iter().filter(|layer| layer.name.eq_ignore_ascii_case(name));
    if alike.count() > 1 { Err(EditError::LayerExists(name.to_owned())) } else { Ok(()) }
}

/// Whether every row of a list has a name of its own.
pub(super) fn list_is_sound(project: &Project, list: &str) -> Result<(), EditError> {
    let rows = project.lists.get(list).map_or(&[][..], Vec::as_slice);
    for (at, row) in rows.iter().enumerate() {
        let name = text_of(row, "name");
        if name.trim().is_empty() {
            return Err(EditError::EmptyName);
        }
        if rows[..at].iter().any(|other| text_of(other, "name") == name) {
            return Err(EditError::RowExists(name.to_owned()));
        }
    }
    Ok(())
}

/// Whether the project's own language looks like one.
pub(super) fn language_is_sound(project: &Project) -> Result<(), EditError> {
    if project.language.is_empty() || Layer::is_language(&project.language) {
        return Ok(());
    }
    Err(EditError::BadLanguage(project.language.clone()))
}
