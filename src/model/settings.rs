//! What a project keeps beside its drawings: tables, texts of other languages and channels, consent.

use super::{BlockId, Project, Prop, Record, fnv32, text_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Key of the answer to a stop word.
pub const STOP_REPLY: &str = "project.stop_reply";
/// Key of the answer to a start word.
pub const START_REPLY: &str = "project.start_reply";

/// Rows that blocks look things up in: products, shops, promo codes, questions and answers. A CSV file of the
/// project; every cell is text as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// File name without its ending, unique in the project; the same characters as a funnel's name.
    pub name: String,
    /// Names of the columns, from the first line of the file: one at least, each its own, without blanks around.
    pub columns: Vec<String>,
    /// Rows; each has as many cells as there are columns. Lines inside a cell end in `\n`.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Index of the column of that name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// Texts that take the place of the project's own for a language, a channel, or a language in a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// `en`, `@whatsapp` or `en@whatsapp`; unique in the project.
    pub name: String,
    /// Text by its key, see [`text_key`]. A text that is missing here is said as the project has it.
    pub texts: BTreeMap<String, String>,
    /// What the project said when the text of that key was written, as [`print_of`] has it. A text that is missing
    /// here was never compared.
    pub originals: BTreeMap<String, u32>,
}

impl Layer {
    /// The language this layer is for; empty for any.
    pub fn language(&self) -> &str {
        self.name.split_once('@').map_or(self.name.as_str(), |(language, _)| language)
    }

    /// The channel this layer is for; empty for any.
    pub fn channel(&self) -> &str {
        self.name.split_once('@').map_or("", |(_, channel)| channel)
    }

    /// Whether a name has one of the three forms, so that it names a file on every system.
    pub fn is_valid_name(name: &str) -> bool {
        match name.split_once('@') {
            None => Self::is_language(name),
            Some((language, channel)) => {
                (language.is_empty() || Self::is_language(language)) && is_word(channel)
            }
        }
    }

    /// Whether a word looks like a language: two letters or more with an optional `-REGION`.
    pub fn is_language(word: &str) -> bool {
        let main = word.split('-').next().unwrap_or_default();
        is_word(word) && main.len() >= 2 && main.bytes().all(|c| c.is_ascii_alphabetic())
    }
}

/// 1–16 letters, digits and `-` of ASCII.
fn is_word(word: &str) -> bool {
    (1..=16).contains(&word.len()) && word.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}

/// Names a text of a block for the layers: `12.text`, `12.buttons.b1.label`. `prop` is the path of the property
/// and `row` the key of the row it stands in, or the row's number where rows have no keys.
pub fn text_key(block_id: BlockId, prop: &str, row: Option<&str>) -> String {
    match (prop.split_once('.'), row) {
        (Some((list, field)), Some(row)) => format!("{block_id}.{list}.{row}.{field}"),
        _ => format!("{block_id}.{prop}"),
    }
}

/// A short fingerprint of a text, by which a change is noticed; blanks around it and the ends of its lines do not
/// count. FNV-1a, the same for ever.
pub fn print_of(text: &str) -> u32 {
    let bytes = text.trim().bytes().filter(|byte| *byte != b'\r');
    fnv32(bytes)
}

/// What the author wrote where a key of [`text_key`] points, empty where nothing is filled in; `None` when the key
/// belongs to nothing in the project.
pub fn text_at<'a>(project: &'a Project, key: &str) -> Option<&'a str> {
    match key {
        STOP_REPLY => return Some(&project.words.stop_reply),
        START_REPLY => return Some(&project.words.start_reply),
        _ => {}
    }
    let (block_id, path) = key.split_once('.')?;
    let (_, block) = project.block(BlockId(block_id.parse().ok()?))?;
    text_in(&block.props, path)
}

fn text_in<'a>(record: &'a Record, path: &str) -> Option<&'a str> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    match (record.get(name), rest) {
        (Some(Prop::Text(text)), None) => Some(text),
        (None, None) => Some(""),
        (Some(Prop::List(rows)), Some(rest)) => {
            let (key, rest) = rest.split_once('.')?;
            let named = rows.iter().find(|row| text_of(row, "key") == key);
            text_in(named.or_else(|| rows.get(key.parse::<usize>().ok()?))?, rest)
        }
        _ => None,
    }
}

/// Where a key of a text stands among others: texts of the project first, then block by block.
pub fn text_order(key: &str) -> (u64, &str) {
    let digits = key.split('.').next().unwrap_or_default();
    (digits.parse().unwrap_or(0), key)
}

/// What a subscriber must have agreed to before the bot may write without being asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Consent {
    /// Whether delayed messages and broadcasts wait for a consent.
    pub required: bool,
    /// Version of the text that people agree to, such as `2026-03`; a record of another version does not count.
    pub version: String,
}
