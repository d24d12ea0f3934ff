//! RON as a person would lay it out: short things on one line, long ones with one entry per line.

use super::hands::Both;
use std::borrow::Cow;

/// A name or bracket; most are the same in every file and cost nothing.
pub(super) type Name = Cow<'static, str>;

/// Widest line that several entries may share, in characters.
const WIDTH_MAX: usize = 100;
const INDENT: &str = "    ";

/// A piece of a file.
pub(super) enum Doc {
    /// A text, number or name as it stands in the file.
    Atom(String),
    /// Entries in brackets, with or without a name before each.
    Group {
        /// What stands before the first entry: `(`, `[`, `{` or `message(`.
        open: Name,
        /// What stands after the last.
        close: char,
        /// Name, already with its quotes where it needs them, and value.
        entries: Vec<(Option<Name>, Doc)>,
        /// One entry per line even when they would fit on one.
        tall: bool,
    },
}

impl Doc {
    /// A text in quotes.
    pub fn text(text: &str) -> Self {
        Self::Atom(quoted(text))
    }

    /// Named entries in round brackets, after an optional word.
    pub fn record<N: Into<Name>>(word: &str, entries: Vec<(N, Self)>) -> Self {
        let entries = entries.into_iter().map(|(name, doc)| (Some(name.into()), doc)).collect();
        let open = if word.is_empty() { "(".into() } else { format!("{word}(").into() };
        Self::Group { open, close: ')', entries, tall: false }
    }

    /// Values in square brackets.
    pub fn list(values: impl Iterator<Item = Self>) -> Self {
        let entries = values.map(|doc| (None, doc)).collect();
        Self::Group { open: "[".into(), close: ']', entries, tall: false }
    }

    /// Named entries in curly brackets; names come as they stand in the file.
    pub fn map(entries: Vec<(String, Self)>) -> Self {
        let entries = entries.into_iter().map(|(name, doc)| (Some(name.into()), doc)).collect();
        Self::Group { open: "{".into(), close: '}', entries, tall: false }
    }

    /// The same with one entry per line.
    pub fn tall(self) -> Self {
        match self {
            Self::Group { open, close, entries, .. } => Self::Group { open, close, entries, tall: true },
            Self::Atom(_) => self,
        }
    }

    /// The whole file.
    pub fn print(&self) -> Vec<u8> {
        let mut out = String::new();
        self.write(&mut out, 0, 0);
        out.push('\n');
        out.into_bytes()
    }

    /// Writes itself at a depth, after `used` characters of the line.
    fn write(&self, out: &mut String, depth: usize, used: usize) {
        match self {
            Self::Atom(text) => out.push_str(text),
            Self::Group { open, close, entries, .. } => {
                // Two characters are left for the closing bracket of a parent and a comma.
                if entries.is_empty() || self.width(WIDTH_MAX.saturating_sub(used + 2)).is_some() {
                    return self.write_flat(out);
                }
                out.push_str(open);
                for (name, value) in entries {
                    value.write_line(out, depth + 1, name.as_deref());
                }
                open_line(out, depth);
                out.push(*close);
            }
        }
    }

    /// Writes itself as an entry on lines of its own, after its name.
    fn write_line(&self, out: &mut String, depth: usize, name: Option<&str>) {
        let mut used = open_line(out, depth);
        if let Some(name) = name {
            used += push_name(out, name);
        }
        self.write(out, depth, used);
        out.push(',');
    }

    fn write_flat(&self, out: &mut String) {
        match self {
            Self::Atom(text) => out.push_str(text),
            Self::Group { open, close, entries, .. } => {
                out.push_str(open);
                for (index, (name, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    if let Some(name) = name {
                        push_name(out, name);
                    }
                    value.write_flat(out);
                }
                out.push(*close);
            }
        }
    }

    /// What is left of `room` when it stands on one line; `None` when it does not fit or may not.
    fn width(&self, room: usize) -> Option<usize> {
        match self {
            // Counting stops early, so that a long text costs no more than a short one.
            Self::Atom(text) if text.len() > room * 4 || text.contains('\n') => None,
            Self::Atom(text) => room.checked_sub(text.chars().count()),
            Self::Group { tall: true, entries, .. } if !entries.is_empty() => None,
            Self::Group { open, entries, .. } => {
                let mut room = room.checked_sub(open.chars().count() + 1)?;
                for (name, value) in entries {
                    let named = name.as_ref().map_or(0, |name| name.chars().count() + 2);
                    room = value.width(room.checked_sub(named + 2)?)?;
                }
                // The last entry has no comma.
                Some(if entries.is_empty() { room } else { room + 2 })
            }
        }
    }
}

/// A file of named entries that is written entry by entry: of ten thousand blocks one at a time is held as pieces.
pub(super) struct Sheet(String);

impl Sheet {
    /// A file without entries.
    pub fn new() -> Self {
        Self("(".to_owned())
    }

    /// Writes one entry.
    pub fn entry(&mut self, name: &str, value: &Doc) {
        value.write_line(&mut self.0, 1, Some(name));
    }

    /// Writes an entry that has named entries of its own in curly brackets, one per line.
    pub fn rows(&mut self, name: &str, rows: impl Iterator<Item = (String, Doc)>) {
        self.braces(name, |out| out.push_str(&lines(rows)));
    }

    /// The same by two hands.
    pub fn rows_by<T: Sync>(
        &mut self,
        both: Both<'_>,
        name: &str,
        rows: &[T],
        row: impl Fn(&T) -> (String, Doc) + Sync,
    ) {
        let (first, second) = rows.split_at(rows.len() / 2);
        let (mut begin, mut end) = (String::new(), String::new());
        both(&mut || begin = lines(first.iter().map(&row)), &mut || end = lines(second.iter().map(&row)));
        self.braces(name, |out| out.extend([begin, end]));
    }

    fn braces(&mut self, name: &str, rows: impl FnOnce(&mut String)) {
        open_line(&mut self.0, 1);
        push_name(&mut self.0, name);
        self.0.push('{');
        let before = self.0.len();
        rows(&mut self.0);
        if self.0.len() > before {
            open_line(&mut self.0, 1);
        }
        self.0.push_str("},");
    }

    /// The whole file.
    pub fn print(mut self) -> Vec<u8> {
        self.0.push_str("\n)\n");
        self.0.into_bytes()
    }
}

/// Entries of an entry, one per line; each is held as pieces only until it is written.
fn lines(rows: impl Iterator<Item = (String, Doc)>) -> String {
    let mut out = String::new();
    for (name, value) in rows {
        value.write_line(&mut out, 2, Some(&name));
    }
    out
}

/// Begins a line at a depth and gives how many characters of it that takes.
fn open_line(out: &mut String, depth: usize) -> usize {
    out.push('\n');
    for _ in 0..depth {
        out.push_str(INDENT);
    }
    depth * INDENT.len()
}

/// Writes a name before its value and gives how many characters that takes.
fn push_name(out: &mut String, name: &str) -> usize {
    out.push_str(name);
    out.push_str(": ");
    name.chars().count() + 2
}

/// A text in quotes: lines as lines, so that git shows which of them changed; what cannot be seen is escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    if is_plain(text) {
        out.extend(["\"", text, "\""]);
        return out;
    }
    let mut hidden = text.chars().filter(|c| is_hidden(*c));
    if text.contains(['"', '\\']) && hidden.next().is_none() {
        let mut hashes = String::from("#");
        while text.contains(&format!("\"{hashes}")) {
            hashes.push('#');
        }
        return format!("r{hashes}\"{text}\"{hashes}");
    }
    out.push('"');
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, '"' | '\\') && !is_hidden(c) {
            continue;
        }
        out.push_str(&text[plain..at]);
        plain = at + c.len_utf8();
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            hidden => out.push_str(&format!("\\u{{{:x}}}", hidden as u32)),
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
    out
}

/// Whether a text stands in quotes as it is. Looks at bytes, for a large project says millions of letters.
fn is_plain(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match byte {
        b'\n' => true,
        b'"' | b'\\' | ..b' ' | 0x7f => false,
        // What cannot be seen begins with one of these, and so do dashes and quotes.
        0xc2 | 0xe2 | 0xef => text[at..].chars().next().is_none_or(|c| !is_hidden(c)),
        _ => true,
    })
}

/// Controls, odd line ends, marks that turn the direction of writing: a reader or editor may lose them.
fn is_hidden(c: char) -> bool {
    c != '\n'
        && (c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_groups_have_one_entry_per_line_and_short_ones_one_line() {
        let row = || Doc::record("", vec![("key", Doc::text("b1")), ("label", Doc::text("Да"))]);
        let doc = Doc::record("", vec![("rows", Doc::list([row(), row()].into_iter()).tall())]);
        let text = String::from_utf8(doc.print()).unwrap();
        assert_eq!(
            text,
            "(\n    rows: [\n        (key: \"b1\", label: \"Да\"),\n        (key: \"b1\", label: \"Да\"),\n    ],\n)\n"
        );
    }

    #[test]
    fn texts_keep_lines_and_escape_what_cannot_be_seen() {
        assert_eq!(quoted("a\nb"), "\"a\nb\"");
        assert_eq!(quoted("a\r\n\t\u{202e}"), "\"a\\r\n\\t\\u{202e}\"");
        assert_eq!(quoted("«да» — \u{85}\u{feff}…"), "\"«да» — \\u{85}\\u{feff}…\"");
        assert_eq!(quoted("say \"hi\"#"), "r##\"say \"hi\"#\"##");
    }
}
