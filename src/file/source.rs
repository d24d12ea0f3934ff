//! The text of one file while it is read: from bytes to text, from a parser's complaint to a place and words.

use super::{FILE_BYTES_MAX, too_large, whole, words};
use crate::diag::{FileError, FilePlace, Words};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;

/// A file's text with its path.
pub(super) struct Source<'s> {
    /// Path inside the project folder.
    pub path: String,
    text: Cow<'s, str>,
    /// Words of a refusal of our own; the parser hands a mere mark of it upwards.
    refused: RefCell<Option<Words>>,
}

impl<'s> Source<'s> {
    /// Takes a file's bytes for text. A byte order mark and the line ends of Windows are read over, since
    /// editors and git put them in; a line end in a text of ours is always `\n`, another one is escaped.
    pub fn new(path: &str, bytes: &'s [u8]) -> Result<Source<'s>, FileError> {
        if bytes.len() as u64 > FILE_BYTES_MAX {
            return Err(too_large(path, bytes.len() as u64));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let good = std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default());
            let place = end_of(path, good.unwrap_or_default());
            FileError { place, message: words::not_text() }
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(whole(path, words::empty()));
        }
        let text = if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text.into() };
        Ok(Source { path: path.to_owned(), text, refused: RefCell::default() })
    }

    /// A piece of the text of another source, as it stands there.
    pub fn of_piece(path: &str, text: &'s str) -> Self {
        Source { path: path.to_owned(), text: text.into(), refused: RefCell::default() }
    }

    /// The text, without a byte order mark and with `\n` at the ends of its lines.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads the text to its end.
    pub fn parse<'de, S: DeserializeSeed<'de>>(&'de self, seed: S) -> Result<S::Value, FileError> {
        ron::Options::default().from_str_seed(&self.text, seed).map_err(|error| self.explain(&error))
    }

    /// Refuses what was read last.
    pub fn refuse<E: Error>(&self, words: Words) -> E {
        *self.refused.borrow_mut() = Some(words);
        E::custom("refused")
    }

    fn explain(&self, error: &ron::error::SpannedError) -> FileError {
        use ron::Error as E;
        let (start, end) = (error.span.start, error.span.end);
        let refused = self.refused.borrow_mut().take();
        let at = match &error.code {
            _ if refused.is_some() => start,
            E::NoSuchStructField { .. }
            | E::NoSuchEnumVariant { .. }
            | E::DuplicateStructField { .. }
            | E::InvalidValueForType { .. }
            | E::ExpectedStringEnd
            | E::IntegerOutOfBounds => start,
            _ => end,
        };
        let mut at = at;
        if refused.is_some() {
            // The parser passes over a quote or a sign before it stands at a value.
            let before = if at.col > 1 { self.token(at.line, at.col - 1) } else { "" };
            at.col -= usize::from(before.starts_with(['"', '-']));
        } else if matches!(error.code, E::IntegerOutOfBounds) && at.col > 1 {
            at.col -= usize::from(self.token(at.line, at.col - 1).starts_with('-'));
        }
        let message = refused.unwrap_or_else(|| words::of_parser(&error.code, self.token(at.line, at.col)));
        FileError { place: FilePlace { path: self.path.clone(), line: at.line, column: at.col }, message }
    }

    /// What stands at a place, short enough to be shown; empty at the end of the file.
    fn token(&self, line: usize, column: usize) -> &str {
        const LEN_MAX: usize = 24;
        let line = self.text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
        let rest = line.char_indices().nth(column.saturating_sub(1)).map_or("", |(at, _)| &line[at..]);
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let mut len = 0;
        for (index, c) in rest.chars().enumerate() {
            let ends_text = rest.starts_with('"') && c == '"' && index > 0;
            if index > LEN_MAX || (index > 0 && !rest.starts_with('"') && !is_word(c)) {
                break;
            }
            len += c.len_utf8();
            if ends_text || (index == 0 && c != '"' && !is_word(c)) {
                break;
            }
        }
        &rest[..len]
    }
}

/// The place after a text.
fn end_of(path: &str, text: &str) -> FilePlace {
    let line = text.matches('\n').count() + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    FilePlace { path: path.to_owned(), line, column }
}

/// A name before a colon or bracket, as it stands in the text.
pub(super) struct Ident;

impl<'de> DeserializeSeed<'de> for Ident {
    type Value = &'de str;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<&'de str, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Ident {
    type Value = &'de str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<&'de str, E> {
        Ok(name)
    }
}

/// Reads a `T` and judges it while the parser still stands at it.
pub(super) struct Then<'c, T, F> {
    source: &'c Source<'c>,
    judge: F,
    reads: PhantomData<T>,
}

impl<'c, T, F> Then<'c, T, F> {
    /// A reading whose result goes through `judge`.
    pub fn new<U>(source: &'c Source<'c>, judge: F) -> Self
    where
        F: FnOnce(T) -> Result<U, Words>,
    {
        Self { source, judge, reads: PhantomData }
    }
}

impl<'de, T: Deserialize<'de>, U, F: FnOnce(T) -> Result<U, Words>> DeserializeSeed<'de> for Then<'_, T, F> {
    type Value = U;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<U, D::Error> {
        (self.judge)(T::deserialize(from)?).map_err(|words| self.source.refuse(words))
    }
}
