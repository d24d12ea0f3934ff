//! A project as commands use it: read, compiled, with its conversations.

use super::{Failure, disk};
use crate::blocks::Registry;
use crate::compile::{Compiled, compile};
use crate::diag::{FileError, FilePlace};
use crate::emulator::transcript::{Ground, titles_of};
use crate::flow::Flow;
use crate::folder::FolderError;
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
}

/// A conversation of a project.
pub(super) struct Chat {
    /// The file.
    pub path: PathBuf,
    /// Path inside the project, with `/`.
    pub name: String,
    /// What it holds.
    pub text: String,
}

impl Opened {
    /// Reads and compiles a project.
    pub fn open(root: &Path, lang: Lang) -> Result<Self, Failure> {
        let project = folder::open(root, &Registry).map_err(|error| refused(root, &error, lang))?.project;
        let compiled = compile(&project);
        Ok(Self { root: root.to_owned(), project, compiled })
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
            Ok(Chat { text: disk::read_text(&path, lang)?, name, path })
        };
        paths.into_iter().map(chat).collect()
    }
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
