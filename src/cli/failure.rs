//! How a command ends.

use crate::diag::Words;
use crate::model::Lang;
use std::io;

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
    /// Why, and what to do, in the language of the run.
    #[error("{0}")]
    Cannot(String),
    /// Standard output or error does not take any more.
    #[error(transparent)]
    Output(io::Error),
}

impl Failure {
    /// A reason in the language of the run.
    pub(super) fn cannot(lang: Lang, words: &Words) -> Self {
        Self::Cannot(words.of(lang).to_owned())
    }

    /// What to print; `None` when the reader of the output has gone, as in `voronka … | head`.
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Cannot(words) => Some(format!("voronka: {words}")),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => None,
            Self::Output(error) => Some(format!("voronka: {error}")),
        }
    }

    /// The exit code: 2, or 0 when the reader of the output has gone.
    pub fn code(&self) -> u8 {
        if self.words().is_none() { 0 } else { 2 }
    }
}
