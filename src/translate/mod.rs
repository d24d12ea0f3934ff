//! What is still to be said in another language: which texts a layer lacks, and their way to a translator and
//! back, as CSV or XLIFF.
//!
//! Nothing that an author or translator wrote is lost on the way: what does not fit the project is named and left
//! out, what has changed meanwhile does not overwrite what is there.

mod csv;
mod names;
mod xliff;

use crate::compile::{Spoken, spoken};
use crate::diag::{FileError, Words};
use crate::model::{Layer, Project, print_of, text_at};
use names::names_in;
use std::collections::{BTreeMap, BTreeSet};

/// A kind of file that translators work in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// A table for spreadsheets: key, original, translation.
    Csv,
    /// XLIFF 1.2, for programs of translators.
    Xliff,
}

impl Exchange {
    /// By the ending of a file's name, in any case: `.csv`, `.xlf` or `.xliff`.
    pub fn of_path(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "xlf" | "xliff" => Some(Self::Xliff),
            _ => None,
        }
    }
}

/// A text on its way to a translator or back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its key in the layers.
    pub key: String,
    /// What the project says.
    pub original: String,
    /// What the layer says; empty when it is not translated yet.
    pub text: String,
}

/// How far a layer is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Texts of the project that the layer does not have, in order of the project.
    pub missing: Vec<Spoken>,
    /// Keys of texts that belong to nothing in the project.
    pub idle: Vec<String>,
    /// Texts with other fields than the original.
    pub slips: Vec<Slip>,
    /// Texts whose original has changed since the layer's was written.
    pub stale: Vec<Spoken>,
}

/// A translation that loses or adds fields in `{{ }}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The original.
    pub spoken: Spoken,
    /// Fields that only the original has.
    pub lost: Vec<String>,
    /// Fields that only the translation has.
    pub added: Vec<String>,
}

/// What came back from a translator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// All texts of the layer as they are to be.
    pub texts: BTreeMap<String, String>,
    /// What each was written to, as [`Layer::originals`] are to be.
    pub originals: BTreeMap<String, u32>,
    /// Keys of texts that came back as they were beside the original of today: they still hold.
    pub confirmed: Vec<String>,
    /// Keys of texts that are new or other than before.
    pub changed: Vec<String>,
    /// Keys that belong to nothing in the project; left out.
    pub unknown: Vec<String>,
    /// Keys of texts whose original is another one by now. Taken only where the layer said nothing yet.
    pub stale: Vec<String>,
    /// Translations with other fields than the original; taken all the same.
    pub slips: Vec<Slip>,
}

/// Compares a layer with what the project says.
pub fn progress(project: &Project, layer: &Layer) -> Progress {
    compare(project, &spoken(project), layer)
}

/// Compares every layer of a project with what it says, in their order.
pub fn progress_of_all(project: &Project) -> Vec<Progress> {
    if project.layers.is_empty() {
        return Vec::new();
    }
    let all = spoken(project);
    project.layers.iter().map(|layer| compare(project, &all, layer)).collect()
}

fn compare(project: &Project, all: &[Spoken], layer: &Layer) -> Progress {
    let known: BTreeSet<&str> = all.iter().map(|spoken| spoken.key.as_str()).collect();
    let said = |spoken: &Spoken| layer.texts.get(&spoken.key).filter(|text| !text.trim().is_empty()).cloned();
    let idle = layer.texts.keys().filter(|key| !known.contains(key.as_str())).cloned().collect();
    let own = || all.iter().filter(|spoken| !spoken.text.trim().is_empty());
    Progress {
        missing: own().filter(|spoken| said(spoken).is_none()).cloned().collect(),
        idle,
        slips: own().filter_map(|spoken| slip(project, spoken, &said(spoken)?)).collect(),
        stale: all.iter().filter(|spoken| is_stale(project, layer, &spoken.key)).cloned().collect(),
    }
}

/// Whether the project says something else by now than what a text of the layer was written to.
fn is_stale(project: &Project, layer: &Layer, key: &str) -> bool {
    let has_text = layer.texts.get(key).is_some_and(|text| !text.trim().is_empty());
    let written_to = layer.originals.get(key).filter(|_| has_text);
    written_to.is_some_and(|print| text_at(project, key).map(print_of) != Some(*print))
}

/// Everything that a translator is given: each text that the author wrote with what the layer says already.
pub fn rows(project: &Project, layer: &str) -> Vec<Row> {
    let layer = project.layers.iter().find(|other| other.name == layer);
    let own = spoken(project).into_iter().filter(|spoken| !spoken.text.trim().is_empty());
    own.map(|Spoken { key, text, .. }| {
        let said = layer.and_then(|layer| layer.texts.get(&key)).cloned().unwrap_or_default();
        Row { key, original: text, text: said }
    })
    .collect()
}

/// The file of these rows for a translator.
pub fn write(project: &Project, layer: &str, kind: Exchange, rows: &[Row]) -> Vec<u8> {
    match kind {
        Exchange::Csv => csv::write(rows),
        Exchange::Xliff => xliff::write(project, layer, rows),
    }
}

/// Reads the rows of a translator's file; `path` is for the place of an error.
///
/// # Errors
/// When the file is not of its kind or lacks keys, with the line.
pub fn read(path: &str, kind: Exchange, bytes: &[u8]) -> Result<Vec<Row>, FileError> {
    let rows = match kind {
        Exchange::Csv => csv::read(path, bytes),
        Exchange::Xliff => xliff::read(path, bytes),
    }?;
    let mut seen = BTreeSet::new();
    match rows.iter().find(|row| !seen.insert(row.key.as_str())) {
        Some(twice) => Err(refusal(
            path,
            0,
            Words::new(
                format!("Ключ «{}» встречается дважды. Оставьте одну строку.", twice.key),
                format!("The key “{}” comes twice. Leave one row.", twice.key),
            ),
        )),
        None => Ok(rows),
    }
}

/// What becomes of a layer with the rows of a translator. Rows without a translation change nothing.
pub fn bring(project: &Project, layer: &str, rows: &[Row]) -> Brought {
    let known: BTreeMap<String, Spoken> =
        spoken(project).into_iter().map(|spoken| (spoken.key.clone(), spoken)).collect();
    let layer = project.layers.iter().find(|other| other.name == layer);
    let before = layer.cloned().unwrap_or_default();
    let mut brought = Brought { texts: before.texts, originals: before.originals, ..Brought::default() };
    for Row { key, original, text } in rows.iter().filter(|row| !row.text.trim().is_empty()) {
        let Some(spoken) = known.get(key) else {
            brought.unknown.push(key.clone());
            continue;
        };
        let before = brought.texts.get(key).filter(|before| !before.trim().is_empty());
        let is_of_today = comparable(original) == comparable(&spoken.text);
        let print = if is_of_today { text_at(project, key).map(print_of) } else { Some(print_of(original)) };
        if before.is_some_and(|before| comparable(before) == comparable(text)) {
            if is_of_today && brought.originals.get(key).copied() != print {
                brought.originals.extend(print.map(|print| (key.clone(), print)));
                brought.confirmed.push(key.clone());
            }
            continue;
        }
        if !is_of_today {
            brought.stale.push(key.clone());
            if before.is_some() {
                continue;
            }
        }
        brought.originals.extend(print.map(|print| (key.clone(), print)));
        brought.slips.extend(slip(project, spoken, text));
        brought.changed.push(key.clone());
        brought.texts.insert(key.clone(), text.clone());
    }
    brought
}

fn slip(project: &Project, spoken: &Spoken, text: &str) -> Option<Slip> {
    let (original, said) = (names_in(project, &spoken.text), names_in(project, text));
    let only = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| -> Vec<String> {
        a.iter().filter(|(name, _)| !b.contains_key(*name)).map(|(_, shown)| shown.clone()).collect()
    };
    let (lost, added) = (only(&original, &said), only(&said, &original));
    // A phrase of the product that the author never wrote has no fields to lose.
    let is_sound = lost.is_empty() && added.is_empty() || spoken.text.trim().is_empty();
    (!is_sound).then(|| Slip { spoken: spoken.clone(), lost, added })
}

/// A text without what files and programs change on its way: line ends of Windows, signs that XML cannot hold.
fn comparable(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| xliff::is_allowed(*c) && *c != '\r').collect()
}

/// A refusal of a line of a file; line 0 is the whole file.
fn refusal(path: &str, line: usize, message: Words) -> FileError {
    FileError { place: crate::diag::FilePlace { path: path.to_owned(), line, column: 0 }, message }
}
