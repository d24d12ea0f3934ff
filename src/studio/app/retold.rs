//! Tests on the disk name fields and tags as the project does. What the project renames or merges is written into them
//! in the same save, all or nothing, and what undo brings back comes back there.

use super::App;
use super::document::Document;
use super::toast::Tone;
use crate::blocks::Registry;
use crate::diag::Words;
use crate::edit::build;
use crate::emulator::transcript::{NewName, with_names};
use crate::folder::{self, Files};
use crate::model::{Project, TagDef, TagId};
use std::collections::BTreeMap;
use std::path::Path;

/// What was done to tags since the project was opened: a merged tag leaves no trace in the project itself.
#[derive(Debug, Default)]
pub(super) struct Merges {
    made: Vec<Merge>,
    /// Tests that were saved with a tag in place of another, newest last.
    saved: Vec<Saved>,
}

#[derive(Debug)]
struct Merge {
    from: TagId,
    into: TagId,
    /// The state that it led to.
    state: u64,
}

/// A test as it was before a merge and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Test {
    before: String,
    after: String,
}

#[derive(Debug)]
struct Saved {
    gone: Vec<TagId>,
    tests: BTreeMap<String, Test>,
}

/// How the tests on the disk have to change to fit the project on the screen.
#[derive(Clone, Debug, Default)]
pub(super) struct Retelling {
    names: Vec<NewName>,
    /// Tags that others stand for now.
    gone: Vec<TagId>,
    /// Tests that come back as they were before a merge.
    back: Vec<BTreeMap<String, Test>>,
}

/// The tests that change.
#[derive(Debug, Default)]
pub(super) struct Retold {
    /// Their new bytes, by their path in the project.
    pub files: Files,
    gone: Vec<TagId>,
    tests: BTreeMap<String, Test>,
}

impl Retelling {
    /// From the project that the tests on the disk were written for to the one on the screen.
    pub fn of(document: &Document) -> Self {
        let (base, now) = (&*document.base, &document.project);
        let mut retelling = Self { names: new_names(base, now), ..Self::default() };
        for merge in &document.merges.made {
            let (was, into) = (tag(base, merge.from), tag(now, merge.into));
            if let (Some(was), Some(into)) = (was, into)
                && tag(now, merge.from).is_none()
                && document.history.came_by(merge.state)
            {
                let (from, to) = (was.name.clone(), into.name.clone());
                retelling.names.push(NewName { is_tag: true, from, to });
                retelling.gone.push(merge.from);
            }
        }
        let is_back = |gone: &TagId| tag(base, *gone).is_none() && tag(now, *gone).is_some();
        let back = document.merges.saved.iter().rev().filter(|saved| saved.gone.iter().any(is_back));
        retelling.back = back.map(|saved| saved.tests.clone()).collect();
        retelling
    }

    /// A test as it has to be; `None` when it is so already.
    pub fn text(&self, file: &str, text: &str) -> Option<String> {
        let known = self.back.iter().filter_map(|tests| tests.get(file));
        let back = known.into_iter().find(|test| test.after == text).map(|test| test.before.clone());
        with_names(back.as_deref().unwrap_or(text), &self.names).or(back)
    }

    /// The tests in a folder that change.
    pub fn files(&self, root: &Path) -> Retold {
        let mut retold = Retold { gone: self.gone.clone(), ..Retold::default() };
        if self.names.is_empty() && self.back.is_empty() {
            return retold;
        }
        for file in folder::tests(root).unwrap_or_default() {
            let Ok(before) = std::fs::read_to_string(&file) else { continue };
            let name = name_of(root, &file);
            if let Some(after) = self.text(&name, &before) {
                retold.files.insert(name.clone(), after.clone().into_bytes());
                retold.tests.insert(name, Test { before, after });
            }
        }
        retold
    }
}

impl Merges {
    /// Remembers what was saved, for the way back.
    pub fn note_saved(&mut self, retold: Retold) {
        if !retold.gone.is_empty() && !retold.tests.is_empty() {
            self.saved.push(Saved { gone: retold.gone, tests: retold.tests });
        }
    }
}

impl App {
    /// Puts a tag in place of another.
    pub(super) fn merge_tags(&mut self, from: TagId, into: TagId) {
        let Some(document) = &self.document else { return };
        let before = document.history.revision();
        let transaction = build::merge_tags(&document.project, &Registry, from, into);
        self.edit(transaction, false);
        if let Some(document) = &mut self.document {
            let state = document.history.revision();
            if state != before {
                document.merges.made.push(Merge { from, into, state });
            }
        }
    }

    /// Says in how many tests fields and tags go by other names now.
    pub(super) fn tell_retold(&mut self, count: usize) {
        if count > 0 {
            let text = Words::new(
                format!("Имена полей и тегов обновлены и в тестах: файлов {count}"),
                format!("Tests have the new names of fields and tags, too: {count} files"),
            );
            self.desk.toasts.push(Tone::Good, text);
        }
    }
}

/// The path of a test inside the project, with `/`.
pub(super) fn name_of(root: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(root).unwrap_or(file);
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn tag(project: &Project, tag_id: TagId) -> Option<&TagDef> {
    project.tags.iter().find(|tag| tag.id == tag_id)
}

/// Fields and tags that go by another name than before.
fn new_names(before: &Project, now: &Project) -> Vec<NewName> {
    let tags = before.tags.iter().filter_map(|old| {
        let new = tag(now, old.id)?;
        (new.name != old.name).then(|| NewName { is_tag: true, from: old.name.clone(), to: new.name.clone() })
    });
    let fields = before.fields.iter().filter_map(|old| {
        let new = now.fields.iter().find(|field| field.id == old.id)?;
        (new.name != old.name).then(|| NewName {
            is_tag: false,
            from: old.name.clone(),
            to: new.name.clone(),
        })
    });
    tags.chain(fields).collect()
}
