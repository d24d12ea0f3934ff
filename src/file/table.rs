//! Reading and writing `tables/<name>.csv` as RFC 4180 has it.
//!
//! Reads what spreadsheets save: a comma or a semicolon between cells, a byte order mark, line ends of Windows,
//! empty lines at the end. Writes commas and `\n`. A row with too many or too few cells is refused with its
//! line, for a shifted column would tell a subscriber another product's price.

use super::source::Source;
use super::words;
use crate::diag::{FileError, Words};
use crate::model::Table;

/// Reads a table; its name is left empty, for it is the name of the file.
pub(super) fn read(source: &Source<'_>) -> Result<Table, FileError> {
    let rows = records(source.text()).map_err(|broken| refuse(source, broken.line, broken.words))?;
    let mut rows = rows.into_iter();
    let Some(head) = rows.next() else { return Err(refuse(source, 0, words::empty())) };
    let columns: Vec<_> = head.cells.iter().map(|name| name.trim().to_owned()).collect();
    for (at, name) in columns.iter().enumerate() {
        if name.is_empty() {
            return Err(refuse(source, head.line, words::column_without_name(at + 1)));
        }
        if columns[..at].contains(name) {
            return Err(refuse(source, head.line, words::twice(name)));
        }
    }
    let mut table = Table { columns, ..Table::default() };
    for row in rows {
        if row.cells.len() != table.columns.len() {
            let words = words::ragged(row.cells.len(), table.columns.len());
            return Err(refuse(source, row.line, words));
        }
        table.rows.push(row.cells);
    }
    Ok(table)
}

/// The bytes of a table.
pub(super) fn write(table: &Table) -> Vec<u8> {
    let mut out = String::new();
    for row in std::iter::once(&table.columns).chain(&table.rows) {
        push_row(&mut out, row);
    }
    out.into_bytes()
}

/// One line of CSV. Whatever a reader could take for something else stands in quotes.
fn push_row(out: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        // A line that is empty would not be a row, and edges of blanks do not survive every spreadsheet.
        let is_lone = cells.len() == 1 && cell.is_empty();
        let is_edged = cell.trim() != cell;
        if is_lone || is_edged || cell.contains([',', ';', '"', '\n', '\r', '\t', '\u{feff}']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}

fn refuse(source: &Source<'_>, line: usize, words: Words) -> FileError {
    let mut error = super::whole(&source.path, words);
    error.place.line = line;
    error
}

/// A row with the line that it begins in.
struct Row {
    line: usize,
    cells: Vec<String>,
}

/// Why a text is not CSV.
struct Broken {
    line: usize,
    words: Words,
}

/// Splits a text into rows; lines without anything are none.
fn records(text: &str) -> Result<Vec<Row>, Broken> {
    let between = separator(text);
    let mut rows = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while !rest.is_empty() {
        let mut row = Row { line, cells: Vec::new() };
        let is_blank = rest.starts_with('\n');
        loop {
            let (cell, after) = take_cell(rest, between).map_err(|words| Broken { line: row.line, words })?;
            line += cell.matches('\n').count();
            row.cells.push(cell);
            match after.strip_prefix(between) {
                Some(more) => rest = more,
                None => {
                    rest = after.strip_prefix('\n').unwrap_or(after);
                    line += 1;
                    break;
                }
            }
        }
        if !is_blank {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The cell that a text begins with and what follows it, a separator, a line end or nothing.
fn take_cell(text: &str, between: char) -> Result<(String, &str), Words> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([between, '\n']).unwrap_or(text.len());
        let (cell, after) = text.split_at(end);
        return Ok((cell.to_owned(), after));
    };
    let mut cell = String::new();
    let mut rest = quoted;
    loop {
        let Some(end) = rest.find('"') else { return Err(words::quote_stays_open()) };
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None if rest.is_empty() || rest.starts_with([between, '\n']) => return Ok((cell, rest)),
            None => return Err(words::after_quote()),
        }
    }
}

/// What stands between cells: of comma, semicolon and tab the one that the first line has most of outside quotes.
fn separator(text: &str) -> char {
    let (mut commas, mut semicolons, mut tabs, mut in_quotes) = (0, 0, 0, false);
    for c in text.chars() {
        match c {
            '"' => in_quotes = !in_quotes,
            '\n' if !in_quotes => break,
            ',' if !in_quotes => commas += 1,
            ';' if !in_quotes => semicolons += 1,
            '\t' if !in_quotes => tabs += 1,
            _ => {}
        }
    }
    match (semicolons > commas, tabs > commas.max(semicolons)) {
        (_, true) => '\t',
        (true, false) => ';',
        (false, false) => ',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_set_apart_by_commas_semicolons_or_tabs() {
        for text in ["a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "\"a\"\tb\n1\t\"2\"\n"] {
            let table = read_text(text).unwrap();
            assert_eq!(
                (table.columns, table.rows),
                (vec!["a".into(), "b".into()], vec![vec!["1".into(), "2".into()]]),
                "{text:?}"
            );
        }
    }

    fn read_text(text: &str) -> Result<Table, FileError> {
        read(&Source::new("tables/t.csv", text.as_bytes())?)
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let table = read_text(text).unwrap();
        std::iter::once(table.columns).chain(table.rows).collect()
    }

    #[test]
    fn what_spreadsheets_save_is_read_alike() {
        let same = cells("код,название\n1,\"Пицца \"\"Маргарита\"\", 30 см\"\n");
        for text in [
            "\u{feff}код,название\r\n1,\"Пицца \"\"Маргарита\"\", 30 см\"\r\n\r\n",
            "код;название\r\n1;\"Пицца \"\"Маргарита\"\", 30 см\"",
            "\"код\",\" название \"\n\n\"1\",\"Пицца \"\"Маргарита\"\", 30 см\"\n",
        ] {
            assert_eq!(cells(text), same, "{text:?}");
        }
        assert_eq!(cells("a,b\n\"1\n2\",\n"), [["a", "b"], ["1\n2", ""]]);
        assert_eq!(cells("a\n\"\"\nx\n"), [["a"], [""], ["x"]]);
    }

    #[test]
    fn a_mistake_is_refused_with_its_line() {
        for (text, line) in [
            ("a,b\n1,2\n3\n", 3),
            ("a,b\n1,2\n3,4,5\n", 3),
            ("a,b\n\"x\ny\",2\n3\n", 4),
            ("a,,c\n", 1),
            ("a,b,a\n", 1),
            ("a,b\n1,\"2\n3,4\n", 2),
            ("a,b\n1,\"2\" 3\n", 2),
        ] {
            let error = read_text(text).unwrap_err();
            assert_eq!(error.place.line, line, "{text:?}: {error}");
        }
        assert_eq!(read_text("  \n").unwrap_err().place.line, 0);
    }

    #[test]
    fn a_written_table_reads_back_and_never_as_semicolons() {
        let table = Table {
            columns: vec!["a;b;c".into()],
            rows: vec![vec![String::new()], vec![" x".into()], vec!["\u{feff}\"\n,".into()]],
            ..Table::default()
        };
        let text = String::from_utf8(write(&table)).unwrap();
        assert_eq!(read_text(&text).unwrap(), table, "{text}");
    }
}
