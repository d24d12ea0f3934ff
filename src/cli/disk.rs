//! Files that commands write beside a project: whole or not at all, with errors that say what to do.

use super::Failure;
use crate::diag::Words;
use crate::folder::{reason, write_whole};
use crate::model::Lang;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// Writes a file so that it is the old one or the new one at every moment; makes the folders it needs.
pub(super) fn write(path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Failure> {
    write_whole(path, bytes).map_err(|error| match error.kind() {
        // The folders are made on the way, so it is not the file that is missing.
        ErrorKind::NotFound => {
            let path = path.display();
            let (ru, en) = (
                "сюда записать нельзя, выберите другую папку",
                "nothing can be written there, choose another folder",
            );
            Failure::cannot(lang, &Words::new(format!("{path}: {ru}"), format!("{path}: {en}")))
        }
        _ => failed(path, &error, lang),
    })
}

/// Reads a text file.
pub(super) fn read_text(path: &Path, lang: Lang) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| failed(path, &error, lang))
}

/// Why a file or folder cannot be used.
pub(super) fn failed(path: &Path, error: &Error, lang: Lang) -> Failure {
    let (path, Words { ru, en }) = (path.display(), reason(error));
    Failure::cannot(lang, &Words::new(format!("{path}: {ru}"), format!("{path}: {en}")))
}
