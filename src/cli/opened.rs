//! A project as commands use it: read, compiled, with its conversations.

use super::{Failure, disk};
use crate::blocks::Registry;
use crate::compile::{Compiled, compile};
use crate::diag::{FileError, FilePlace};
use crate::emulator::transcript::{Ground, Problem, TranscriptError, titles_of};
use crate::flow::Flow;
use crate::folder::{Fingerprint, FolderError};
use crate::model::{Lang, Project};
use crate::{folder, zones};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A project that was read from disk.
pub(super) struct Opened {
    /// Its folder.
    pub root: PathBuf,
    /// The project.
    pub project: Project,
    /// What it means.
    pub compiled: Compiled,
    /// Its files as they were read; nobody's change since then is written over.
    pub fingerprint: Fingerprint,
}

/// A conversation of a project.
pub(super) struct Chat {
    /// The file.
    pub path: PathBuf,
    /// Path inside the project, with `/`.
    pub name: String,
    /// What it holds; the line that is no text in UTF-8, when there is one.
    pub text: Result<String, TranscriptError>,
}

impl Opened {
    /// Reads and compiles a project.
    pub fn open(root: &Path, lang: Lang) -> Result<Self, Failure> {
        let opened = folder::open(root, &Registry).map_err(|error| refused(root, &error, lang))?;
        let folder::Opened { project, fingerprint } = opened;
        let compiled = compile(&project);
        Ok(Self { root: root.to_owned(), project, compiled, fingerprint })
    }

    /// What runs.
    pub fn flow(&self) -> Arc<Flow> {
        Arc::new(self.compiled.flow.clone())
    }

    /// What conversations are played on.
    pub fn ground(&self) -> Ground {
        Ground { flow: self.flow(), titles: titles_of(&self.project), zone_of: zones::rules_of }
    }

    /// The recorded conversations in order of name; none without a folder for them.
    pub fn chats(&self, lang: Lang) -> Result<Vec<Chat>, Failure> {
        let paths = folder::tests(&self.root).map_err(|error| Failure::cannot(lang, &error.words()))?;
        let chat = |path: PathBuf| {
            let inside = path.strip_prefix(&self.root).unwrap_or(&path);
            let name = inside.to_string_lossy().replace('\\', "/");
            let bytes = std::fs::read(&path).map_err(|error| disk::failed(&path, &error, lang))?;
            Ok(Chat { text: read(bytes), name, path })
        };
        paths.into_iter().map(chat).collect()
    }
}

/// A conversation of these bytes; one that is no text does not keep the others from being played.
fn read(bytes: Vec<u8>) -> Result<String, TranscriptError> {
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        TranscriptError { line, problem: Problem::NotText }
    })
}

/// Why a project cannot be read; a place in a file is told so that a terminal makes a link of it.
fn refused(root: &Path, error: &FolderError, lang: Lang) -> Failure {
    let (words, place) = match error {
        FolderError::File(FileError { place, message }) => {
            let at = FilePlace { path: root.join(&place.path).display().to_string(), ..place.clone() };
            (format!("{at}: {}", message.of(lang)), Some(place.clone()))
        }
        _ => (error.words().of(lang).to_owned(), None),
    };
    Failure::Cannot { words, project: Some(root.to_owned()), place }
}

impl Chat {
    /// Replaces the conversation.
    pub fn write(&self, text: &str, lang: Lang) -> Result<(), Failure> {
        disk::write(&self.path, text.as_bytes(), lang)
    }
}
