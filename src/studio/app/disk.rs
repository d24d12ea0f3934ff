//! Reading and writing the project's folder, beside the window.

use super::jobs::Work;
use super::keep::Beside;
use super::media::Listed;
use super::outside::After;
use super::retold::{Retelling, Retold};
use super::toast::Tone;
use super::{App, Document};
use crate::blocks::Registry;
use crate::diag::Words;
use crate::file::PROJECT_FILE;
use crate::folder::{self, Fingerprint, FolderError, Opened, Saving};
use crate::journal::State;
use crate::model::Project;
use crate::studio::dialogs::{Care, Dialog, Failure, Then};
use crate::studio::words::shell as words;
use crate::zones;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

/// What was wanted of saving while the project was being saved.
#[derive(Debug, Default)]
pub(super) struct SaveNext {
    /// Where to; `None` for where the project lives by then.
    path: Option<PathBuf>,
    /// What follows.
    then: Option<Then>,
    /// The state that was asked to be written once more; `None` when somebody only waits to leave.
    again: Option<u64>,
}

impl SaveNext {
    /// The folder that is written next; `None` when everything is there already.
    fn wants(self, document: &Document) -> Option<PathBuf> {
        self.again?;
        let is_elsewhere = self.path.is_some() && self.path != document.path;
        let path = self.path.or_else(|| document.path.clone());
        path.filter(|_| is_elsewhere || document.is_dirty())
    }
}

impl App {
    /// Opens the project in a folder; what is on the screen stays until it is read.
    pub(super) fn open_path(&mut self, path: PathBuf) {
        self.open_with(path, Care::Ask);
    }

    /// The same with what is known about other windows.
    pub(super) fn open_with(&mut self, path: PathBuf, care: Care) {
        let path = folder_of(std::path::absolute(&path).unwrap_or(path));
        // A second press on the same card is no second window on the project.
        if self.opening.as_ref() == Some(&path) {
            return;
        }
        self.opening = Some(path.clone());
        let left_at = self.moment();
        let shown = self.document.as_ref().filter(|document| document.path.as_ref() == Some(&path));
        let held = shown.and_then(|document| document.keeping.journal());
        let root = self.data_folder.clone();
        let let_go = self.finish_letting_go();
        // Reading changes nothing: who gives it up need not wait for a slow disk.
        self.jobs.watch(
            Work::Opening(path.clone()),
            words::OPENING,
            Some(Self::give_up_opening),
            move |progress| {
                let opened = folder::open_step(&path, &Registry, &|done, all| progress.set(done, all));
                let opened = opened.map(|opened| {
                    let_go();
                    let beside = Beside::look(root, (&path, &opened.project), held);
                    (opened, beside)
                });
                Box::new(move |app| app.finish_opening(left_at, (path, care), opened))
            },
        );
    }

    /// What was on the screen stays there.
    pub(super) fn give_up_opening(&mut self) {
        self.opening = None;
        if self.document.is_none() {
            self.fill_shelf();
        }
    }

    /// The project of that folder is read or made, or will never be.
    pub(super) fn end_opening(&mut self, path: &Path) {
        self.opening.take_if(|opening| opening == path);
    }

    fn finish_opening(
        &mut self,
        left_at: Option<(u64, u64)>,
        (path, care): (PathBuf, Care),
        opened: Result<(Opened, Beside), FolderError>,
    ) {
        self.end_opening(&path);
        match opened {
            // Drawn while the folder was being read: the question stands on the screen now.
            Ok(_) if !self.may_still_leave(left_at, Then::OpenPath(path.clone())) => {}
            Ok((_, beside)) if beside.others > 0 && care == Care::Ask => {
                self.show_dialog(Dialog::Twice(path));
            }
            Ok((opened, beside)) => self.begin_with(path, care, opened, beside),
            Err(error) => self.fail(words::OPEN_FAILED, error.words()),
        }
        if self.document.is_none() {
            self.fill_shelf();
        }
    }

    /// Puts an opened project on the screen, with what was not saved the last time.
    fn begin_with(&mut self, path: PathBuf, care: Care, opened: Opened, beside: Beside) {
        self.show(opened.project, Some(path));
        let Some(document) = &mut self.document else { return };
        document.fingerprint = Some(opened.fingerprint);
        document.read_only = care == Care::Look;
        match (beside.journal, beside.found) {
            // Whoever only looks leaves the journal to those who change something.
            _ if document.read_only => {}
            (Some(journal), found) => {
                document.keeping.hold(journal);
                if let Some(found) = found {
                    self.bring_back(found);
                }
            }
            (None, _) => {}
        }
        if let Some(error) = beside.refused {
            self.tell_refused(&error);
        }
        self.watch();
        self.keep();
    }

    /// Saves the project as it is on the screen; goes on with `then` once it is on disk.
    pub(super) fn save_to(&mut self, path: PathBuf, then: Option<Then>) {
        let since = self.document.as_ref().and_then(|document| document.fingerprint.clone());
        self.write(path, since, then);
    }

    /// Saves over whatever somebody else wrote meanwhile.
    pub(super) fn save_over(&mut self, then: Option<Then>) {
        if let Some(path) = self.document.as_ref().and_then(|document| document.path.clone()) {
            self.write(path, None, then);
        }
    }

    fn write(&mut self, path: PathBuf, since: Option<Fingerprint>, then: Option<Then>) {
        let turn = self.next_turn();
        let Some(document) = &mut self.document else { return };
        if document.saving.is_some() {
            return self.save_next(Some(path), then);
        }
        if document.read_only && document.path.as_ref() == Some(&path) {
            return self.refuse_to_change();
        }
        document.history.break_typing();
        let revision = document.history.revision();
        document.saving = Some(revision);
        let (serial, project, from) = (document.serial, document.project.clone(), document.path.clone());
        let (journal, base) = (document.keeping.journal(), document.base.clone());
        let base_serial = document.base_serial;
        let retelling = Retelling::of(document);
        self.jobs.watch(Work::Saving(serial), words::SAVING_PROJECT, None, move |progress| {
            let path = std::path::absolute(&path).unwrap_or(path);
            if let Some(journal) = journal {
                let mut journal = journal.lock().unwrap_or_else(PoisonError::into_inner);
                // Saving is what keeps the state now; a journal that cannot be written is told of elsewhere.
                let at = zones::now_millis();
                let _ = journal.keep(&State {
                    base: &base,
                    serial: base_serial,
                    now: &project,
                    at,
                    turn,
                    saving: true,
                });
            }
            let retold = retelling.files(from.as_deref().unwrap_or(&path));
            let step = |done, all| progress.set(done, all);
            let saving = Saving { tests: &retold.files, base: Some(&base), step: &step };
            let saved = match from {
                Some(from) if from == path => {
                    folder::save_step(&path, &project, &Registry, since.as_ref(), &saving)
                }
                Some(from) => folder::save_as_step(&from, &path, &project, &Registry, &saving),
                None => folder::create_with(&path, &project, &Registry, &Default::default(), saving.step),
            };
            let project = Arc::new(project);
            let saved = saved.map(|fingerprint| (fingerprint, retold));
            Box::new(move |app| app.finish_saving((serial, revision, project), (path, then), saved))
        });
    }

    fn finish_saving(
        &mut self,
        (serial, revision, project): (u64, u64, Arc<Project>),
        (path, then): (PathBuf, Option<Then>),
        saved: Result<(Fingerprint, Retold), FolderError>,
    ) {
        let Some(document) = self.document.as_mut().filter(|document| document.serial == serial) else {
            return;
        };
        document.saving = None;
        let next = document.save_next.take();
        let then = next.as_ref().and_then(|next| next.then.clone()).or(then);
        match saved {
            Ok((fingerprint, retold)) => {
                self.desk.toasts.drop_all(Tone::Unread);
                let told = retold.files.len();
                document.merges.note_saved(retold);
                document.rebase(project, fingerprint, false);
                document.mark_saved(revision);
                document.recovered = None;
                let moved = document.path.replace(path.clone()) != Some(path.clone());
                let next = next.and_then(|next| next.wants(document));
                self.remember_recent(move |settings| settings.remember(&path));
                self.list_media();
                if moved {
                    self.moved();
                }
                self.keep();
                self.tell_retold(told);
                self.reload_as_wanted();
                match (next, then) {
                    (Some(path), then) => self.save_to(path, then),
                    (None, Some(then)) => {
                        let window = self.jobs.window().clone();
                        // Asks again when something was drawn while saving.
                        self.leave_for(&window, then);
                    }
                    (None, None) => {}
                }
            }
            Err(FolderError::Stopped) => {
                let text = Words::new(words::SAVE_STOPPED.ru, words::SAVE_STOPPED.en);
                self.desk.toasts.push(Tone::Bad, text);
                self.reload_as_wanted();
            }
            Err(FolderError::ChangedOutside { .. }) => {
                if !self.reload_as_wanted() {
                    self.look_outside(After::Save(then));
                }
            }
            Err(error) => {
                self.reload_as_wanted();
                // What does not read again would not read elsewhere either.
                let is_of_disk = !matches!(error, FolderError::WouldDiffer | FolderError::WouldNotOpen(_));
                let elsewhere = is_of_disk.then_some(then);
                let failure = Failure { title: words::SAVE_FAILED, text: error.words(), elsewhere };
                self.show_dialog(Dialog::Failure(failure));
            }
        }
    }

    /// Somebody wants to save while that is being done: once more when it has ended, unless nothing is new by then.
    pub(super) fn save_next(&mut self, path: Option<PathBuf>, then: Option<Then>) {
        let Some(document) = &mut self.document else { return };
        let again = Some(document.history.revision());
        let before = document.save_next.take().unwrap_or_default();
        document.save_next = Some(SaveNext { path: path.or(before.path), then: then.or(before.then), again });
    }

    /// Whether what is on the screen is just being written: then leaving waits for that instead of asking. Whoever
    /// presses again while it takes long gets the question.
    pub(super) fn leaves_when_saved(&mut self, then: &Then) -> bool {
        let takes_long = self.jobs.shown().any(|watched| watched.what == words::SAVING_PROJECT);
        let Some(document) = &mut self.document else { return false };
        let now = Some(document.history.revision());
        let mut next = document.save_next.take().unwrap_or_default();
        let is_written = document.saving.is_some() && (document.saving == now || next.again == now);
        let waits = is_written && !(takes_long && next.then.is_some());
        next.then = Some(then.clone()).filter(|_| waits);
        document.save_next = (waits || next.again.is_some()).then_some(next);
        waits
    }

    /// The project lives in another folder from now on.
    fn moved(&mut self) {
        if let Some(document) = &mut self.document {
            document.read_only = false;
        }
        self.take_slot();
        self.watch();
    }

    /// Says why nothing changes.
    pub(super) fn refuse_to_change(&mut self) {
        let text = Words::new(
            "Здесь только просмотр: проект открыт в другом окне. Правьте там или сохраните копию под другим именем.",
            "This window only looks: another window has the project open. Change it there or save a copy elsewhere.",
        );
        self.desk.toasts.push(Tone::Bad, text);
    }

    /// Looks which files can be attached.
    pub(super) fn list_media(&mut self) {
        let Some(document) = &self.document else { return };
        let Some(path) = document.path.clone() else { return };
        let serial = document.serial;
        self.jobs.start(Work::Other, move || {
            let found = Listed::of(&path);
            Box::new(move |app| app.finish_media(serial, found))
        });
    }

    fn finish_media(&mut self, serial: u64, found: Result<Listed, FolderError>) {
        let Some(document) = self.document.as_mut().filter(|document| document.serial == serial) else {
            return;
        };
        match found {
            Ok(listed) => {
                let changed = document.media.found(listed);
                if !changed && document.looked > 0 {
                    return;
                }
            }
            Err(error) => self.desk.toasts.push(Tone::Bad, error.words()),
        }
        // Missing and oversized files are findings.
        document.looked += 1;
        self.check();
    }
}

/// The folder of a project that is named by its `project.ron`, as file managers do.
fn folder_of(path: PathBuf) -> PathBuf {
    let stands_for_folder = path.file_name().is_some_and(|name| name == PROJECT_FILE) && path.is_file();
    match path.parent() {
        Some(folder) if stands_for_folder => folder.to_owned(),
        Some(_) | None => path,
    }
}
