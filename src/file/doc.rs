//! RON as a person would lay it out: short things on one line, long ones with one entry per line.

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
                    out.push('\n');
                    indent(out, depth + 1);
                    let mut used = (depth + 1) * INDENT.len();
                    if let Some(name) = name {
                        out.push_str(name);
                        out.push_str(": ");
                        used += name.chars().count() + 2;
                    }
                    value.write(out, depth + 1, used);
                    out.push(',');
                }
                out.push('\n');
                indent(out, depth);
                out.push(*close);
            }
        }
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
                        out.push_str(name);
                        out.push_str(": ");
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

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str(INDENT);
    }
}

/// A text in quotes: lines as lines, so that git shows which of them changed; what cannot be seen is escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut hidden = text.chars().filter(|c| is_hidden(*c));
    if text.contains(['"', '\\']) && hidden.next().is_none() {
        let mut hashes = String::from("#");
        while text.contains(&format!("\"{hashes}")) {
            hashes.push('#');
        }
        return format!("r{hashes}\"{text}\"{hashes}");
    }
    let mut out = String::with_capacity(text.len() + 2);
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
        assert_eq!(quoted("say \"hi\"#"), "r##\"say \"hi\"#\"##");
    }
}
