//! How a command ends.

use crate::diag::{FilePlace, Words};
use crate::model::Lang;
use serde_json::{Value, json};
use std::io;
use std::path::PathBuf;

/// A command that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All is well.
    Well,
    /// It found something wrong, or a test failed.
    Findings,
}

impl Ending {
    /// The exit code: 0 or 1.
    pub fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Findings => 1,
        }
    }

    /// [`Ending::Well`] when all is well.
    pub(super) fn of(well: bool) -> Self {
        if well { Self::Well } else { Self::Findings }
    }
}

/// A command that could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The world or the call does not let it.
    #[error("{words}")]
    Cannot {
        /// Why, and what to do, in the language of the run.
        words: String,
        /// Folder of the project that is meant, when one is.
        project: Option<PathBuf>,
        /// Where in the project's files, when a file is wrong.
        place: Option<FilePlace>,
    },
    /// Standard output or error does not take any more.
    #[error(transparent)]
    Output(io::Error),
}

impl Failure {
    /// A reason in the language of the run.
    pub(super) fn cannot(lang: Lang, words: &Words) -> Self {
        Self::Cannot { words: words.of(lang).to_owned(), project: None, place: None }
    }

    /// What a program is answered in place of a result; `None` when nobody listens.
    pub(super) fn to_json(&self) -> Option<Value> {
        let Self::Cannot { words, project, place } = self else { return None };
        let some = |number: usize| (number > 0).then_some(number);
        Some(json!({
            "project": project.as_ref().map(|path| path.display().to_string()),
            "error": {
                "message": words,
                "file": place.as_ref().map(|place| &place.path),
                "line": place.as_ref().and_then(|place| some(place.line)),
                "column": place.as_ref().and_then(|place| some(place.column)),
            },
        }))
    }

    /// What to print; `None` when the reader of the output has gone, as in `voronka … | head`.
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Cannot { words, .. } => Some(format!("voronka: {words}")),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => None,
            Self::Output(error) => Some(format!("voronka: {error}")),
        }
    }

    /// The exit code: 2, or 0 when the reader of the output has gone.
    pub fn code(&self) -> u8 {
        if self.words().is_none() { 0 } else { 2 }
    }
}
