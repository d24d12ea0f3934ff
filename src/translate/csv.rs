//! Texts for a translator as a table.

use super::{Row, refusal};
use crate::diag::{FileError, Words};
use crate::file;
use crate::model::Table;

const KEY: &str = "key";
const ORIGINAL: &str = "original";
const TRANSLATION: &str = "translation";

/// A byte order mark, without which spreadsheets take UTF-8 for another alphabet.
const MARK: &str = "\u{feff}";

pub(super) fn write(rows: &[Row]) -> Vec<u8> {
    let cells = |row: &Row| [&row.key, &row.original, &row.text].map(|text| text.replace('\r', "")).to_vec();
    let table = Table {
        columns: [KEY, ORIGINAL, TRANSLATION].map(str::to_owned).to_vec(),
        rows: rows.iter().map(cells).collect(),
        ..Table::default()
    };
    [MARK.as_bytes(), &file::write_table(&table)].concat()
}

pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Vec<Row>, FileError> {
    let table = file::read_table(path, bytes)?;
    let column = |name: &str| {
        table.column(name).ok_or_else(|| {
            refusal(
                path,
                1,
                Words::new(
                    format!("Нет столбца «{name}». Верните первую строку: {KEY}, {ORIGINAL}, {TRANSLATION}."),
                    format!("There is no column “{name}”. Bring the first line back: {KEY}, {ORIGINAL}, {TRANSLATION}."),
                ),
            )
        })
    };
    let at = [column(KEY)?, column(ORIGINAL)?, column(TRANSLATION)?];
    let row = |cells: &Vec<String>| {
        let [key, original, text] = at.map(|at| cells.get(at).cloned().unwrap_or_default());
        Row { key: key.trim().to_owned(), original, text }
    };
    Ok(table.rows.iter().map(row).collect())
}
