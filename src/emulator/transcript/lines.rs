//! The lowest level of a `.chat` file: records, their continuation lines, and escapes that let any text pass.

use super::{Problem, TranscriptError};

/// A mark, what stands after it, and the lines that belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Line of the file, from 1.
    pub line: usize,
    /// Comments and empty lines before it, as written.
    pub before: Vec<String>,
    /// The mark: one of `@ > < + ! = ? . - *`.
    pub mark: char,
    /// What stands after the mark, line by line, without indent and trailing white space.
    pub body: Vec<String>,
}

impl Record {
    /// The record as lines of a file, in the one accepted layout.
    pub fn lines(&self) -> Vec<String> {
        layout(self.mark, &self.body)
    }
}

/// Writes a record in the one accepted layout.
pub(super) fn layout(mark: char, body: &[String]) -> Vec<String> {
    let line = |(index, text): (usize, &String)| match (index, mark, text.as_str()) {
        (0, '-', text) => format!("-{text}"),
        (0, mark, "") => mark.to_string(),
        (0, mark, text) => format!("{mark} {text}"),
        (_, _, "") => String::new(),
        (_, _, text) => format!("  {text}"),
    };
    body.iter().enumerate().map(line).collect()
}

/// Title, records and the comments after the last of them.
pub(super) type Split = (String, Vec<Record>, Vec<String>);

/// Splits a file into records.
pub(super) fn split(text: &str) -> Result<Split, TranscriptError> {
    let mut title = None;
    let mut records: Vec<Record> = Vec::new();
    // Lines since the last record; empty ones turn out to be inside it when a continuation follows.
    let mut between: Vec<String> = Vec::new();
    for (index, raw) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let line = index + 1;
        let kept = raw.trim_end();
        let fail = |problem| TranscriptError { line, problem };
        let Some(mark) = kept.chars().next() else {
            between.push(String::new());
            continue;
        };
        match mark {
            '#' => {
                title.get_or_insert_with(|| kept[1..].trim().to_owned());
                between.push(kept.to_owned());
            }
            ' ' if kept.starts_with("  ") && between.iter().all(String::is_empty) => {
                let record = records.last_mut().ok_or_else(|| fail(Problem::NothingToContinue))?;
                record.body.append(&mut between);
                record.body.push(kept[2..].to_owned());
            }
            ' ' => return Err(fail(Problem::NothingToContinue)),
            '@' | '>' | '<' | '+' | '!' | '=' | '?' | '.' | '-' | '*' => {
                let body = &kept[1..];
                let body = if mark == '-' { body } else { body.strip_prefix(' ').unwrap_or(body) };
                let before = std::mem::take(&mut between);
                records.push(Record { line, before, mark, body: vec![body.to_owned()] });
            }
            other => return Err(fail(Problem::UnknownMark(other))),
        }
    }
    Ok((title.unwrap_or_default(), records, between))
}

/// Characters that begin something other than text inside a message.
pub(super) const MESSAGE_MARKS: [char; 3] = ['[', '(', '{'];

/// Writes text as lines of a record: `\` before a line that would mean something else, and after one whose
/// end would be lost.
pub(super) fn escape(text: &str, marks: &[char]) -> Vec<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let last = lines.len() - 1;
    let escape = |(index, line): (usize, &&str)| {
        let opens = line.starts_with(marks) || line.starts_with('\\') || (line.is_empty() && index == last);
        let closes = line.ends_with(|c: char| c.is_whitespace() || c == '\\');
        let (before, after) =
            (if opens && last + line.len() > 0 { "\\" } else { "" }, if closes { "\\" } else { "" });
        format!("{before}{line}{after}")
    };
    lines.iter().enumerate().map(escape).collect()
}

/// Reads text back from lines of a record.
pub(super) fn unescape(lines: &[String]) -> String {
    let unescape = |line: &String| {
        let line = line.strip_prefix('\\').unwrap_or(line);
        line.strip_suffix('\\').unwrap_or(line).to_owned()
    };
    lines.iter().map(unescape).collect::<Vec<_>>().join("\n")
}

/// Writes a caption between two brackets.
pub(super) fn bracket(open: char, text: &str, close: char) -> String {
    let mut line = String::from(open);
    for c in text.chars() {
        match c {
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            c if c == close || matches!(c, '\\' | '→') => line.extend(['\\', c]),
            c => line.push(c),
        }
    }
    line.push(close);
    line
}

/// Reads a caption between two brackets and what follows them.
pub(super) fn unbracket(line: &str, open: char, close: char) -> Option<(String, &str)> {
    let mut chars = line.strip_prefix(open)?.char_indices();
    let mut text = String::new();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next()?.1 {
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                other => text.push(other),
            },
            c if c == close => return Some((text, &line[open.len_utf8() + at + c.len_utf8()..])),
            c => text.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn round(text: &str) -> String {
        let file = layout('>', &escape(text, &MESSAGE_MARKS)).join("\n");
        let (_, records, _) = split(&format!("{file}\n\n# end\n> next\n")).unwrap();
        assert_eq!(records.len(), 2, "{file}");
        unescape(&records[0].body)
    }

    #[test]
    fn awkward_texts_come_back_as_they_went() {
        for text in [
            "",
            "\n",
            "\n\n\n",
            "a\n\nb",
            "a\n",
            "[x]",
            "\\",
            "\\\\",
            "a\\",
            " a ",
            "# a\n@ b\n> c\n-- d",
            "a\r",
            "\t",
            "  two\n   three",
            "\n[a]\n",
        ] {
            assert_eq!(round(text), text, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_went(text in "[-a \\\\\n\r\t#@<>\\[(){}+!=?.é🍕]{0,12}") {
            prop_assert_eq!(round(&text), text);
        }

        #[test]
        fn any_caption_comes_back_as_it_went(text in "[a \\\\\n\r\\])→🍕]{0,12}") {
            let line = bracket('[', &text, ']') + " rest";
            prop_assert_eq!(unbracket(&line, '[', ']'), Some((text, " rest")));
        }
    }
}
