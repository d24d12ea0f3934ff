//! Findings for authors: what is wrong, where, why it matters and what to do.
//!
//! One list serves the problems panel, the canvas and the command line. Functions that find things return
//! them beside their result, so that a half-drawn project still plays.

use crate::model::{BlockId, Exit, FunnelName, Lang};
use std::fmt;
use std::ops::Range;

/// A sentence in both languages of the product, made at run time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// Pairs a Russian sentence with its English one.
    pub fn new(ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ru: ru.into(), en: en.into() }
    }

    /// The same with the middle left out of what is longer than anybody reads: a finding quotes what an author wrote, and
    /// that may be a page pasted into the caption of a button.
    fn brief(self) -> Self {
        Self { ru: brief(self.ru), en: brief(self.en) }
    }

    /// Picks the sentence of a language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}

/// A number with its noun in the form that Russian wants: one, two, five; in English one and many.
pub fn counted(count: usize, (one, few, many): (&str, &str, &str), en: (&str, &str)) -> Words {
    let ru = match (count % 100, count % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    };
    Words::new(format!("{count} {ru}"), format!("{count} {}", if count == 1 { en.0 } else { en.1 }))
}

/// Longest sentence of a finding that is shown whole, in characters.
const SENTENCE_MAX: usize = 480;

fn brief(text: String) -> String {
    let count = text.chars().count();
    if count <= SENTENCE_MAX {
        return text;
    }
    let part = SENTENCE_MAX / 2 - 1;
    let begin = text.chars().take(part);
    begin.chain(['…']).chain(text.chars().skip(count - part)).collect()
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A subscriber will be hurt: silence, a refused message, a lost order.
    Error,
    /// A subscriber may be hurt, or the author surely meant something else.
    Warning,
}

/// Where the author must look; the studio jumps there, the command line names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    /// The project's settings.
    Project,
    /// A funnel as a whole.
    Funnel(FunnelName),
    /// A block.
    Block(BlockId),
    /// A way out of a block.
    Exit(BlockId, Exit),
    /// A property of a block; `row` counts from zero when the property is in a list.
    Prop {
        /// The block.
        block: BlockId,
        /// Name of the property; `buttons.label` inside a list.
        prop: String,
        /// Which row of the list.
        row: Option<usize>,
    },
    /// A place in a file of the project folder.
    File(FilePlace),
}

impl Anchor {
    /// The block that the anchor lies in.
    pub fn block(&self) -> Option<BlockId> {
        match self {
            Self::Block(block_id) | Self::Exit(block_id, _) => Some(*block_id),
            Self::Prop { block, .. } => Some(*block),
            Self::Project | Self::Funnel(_) | Self::File(_) => None,
        }
    }
}

/// A place in a text file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePlace {
    /// Path inside the project folder, with `/`.
    pub path: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// Column in characters, from 1; 0 when the whole line is meant.
    pub column: usize,
}

impl fmt::Display for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        Ok(())
    }
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable and documented: `button-leads-nowhere`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where to look.
    pub at: Anchor,
    /// Characters of the property's text that are meant, when a part of it is.
    pub span: Option<Range<usize>>,
    /// What is wrong and what the subscriber will notice.
    pub message: Words,
    /// What to do about it, as an instruction.
    pub hint: Words,
}

impl Diagnostic {
    /// A finding about a whole anchor.
    pub fn new(code: &'static str, severity: Severity, at: Anchor, message: Words, hint: Words) -> Self {
        Self { code, severity, at, span: None, message: message.brief(), hint }
    }

    /// Narrows the finding to a part of its property's text, in characters.
    pub fn with_span(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }
}

/// Why a file could not be read as a project, with the place and what was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {}", message.en)]
pub struct FileError {
    /// Where.
    pub place: FilePlace,
    /// What was found, what was expected, what to do.
    pub message: Words,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_quotes_the_beginning_and_the_end_of_a_page() {
        let page = "Ж".repeat(24_000);
        let words = Words::new(format!("Надпись «{page}» слишком длинная"), "Short");
        let found =
            Diagnostic::new("label-too-long", Severity::Error, Anchor::Project, words, Words::default());
        let said = &found.message.ru;
        assert!(said.chars().count() <= SENTENCE_MAX, "{said}");
        assert!(said.starts_with("Надпись «Ж") && said.ends_with("Ж» слишком длинная"), "{said}");
        assert_eq!(found.message.en, "Short");
    }
}
