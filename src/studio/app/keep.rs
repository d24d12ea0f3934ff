//! Keeps unsaved changes in the journal beside the window, and brings them back.
//!
//! A change is on the disk a moment after it was made: at once when nothing was written for [`PAUSE`], else at its
//! end. While nothing changes nothing is written.

use super::jobs::Work;
use super::outside::After;
use super::toast::Tone;
use super::{App, Document};
use crate::blocks::Registry;
use crate::diag::Words;
use crate::edit::{Transaction, between, merge3};
use crate::folder::Fingerprint;
use crate::journal::{self, Aside, Found, Journal, JournalError, State, Taken};
use crate::model::{Label, Project};
use crate::studio::dialogs::Then;
use crate::studio::start::Left;
use crate::zones;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Rest between two writes of the journal.
const PAUSE: Duration = Duration::from_millis(250);
/// Rest after a write that the disk refused.
const PAUSE_REFUSED: Duration = Duration::from_secs(5);

/// The step that brings changes back.
const RECOVERED: Label = Label::new("Вернуть несохранённые правки", "Bring back unsaved changes");

/// How far the unsaved changes of a document are kept.
#[derive(Default)]
pub(super) struct Keeping {
    journal: Option<Arc<Mutex<Journal>>>,
    /// The state that this journal holds.
    kept: Option<u64>,
    /// Whether it is being written.
    busy: bool,
    began: Option<Instant>,
    /// Whether the disk refused the last write; said once.
    refused: bool,
}

/// A project that was never saved and is forgotten as soon as the news of it go away.
pub(super) struct Behind {
    left: Left,
    fate: Arc<Mutex<Fate>>,
}

/// What becomes of it on the disk. Jobs beside the window may overtake each other.
enum Fate {
    /// Its journal lies where it was.
    Open,
    /// It is not found again.
    Aside(Aside),
    /// It was put back.
    Kept,
}

impl Keeping {
    /// Keeps in that journal from now on.
    pub fn hold(&mut self, journal: Arc<Mutex<Journal>>) {
        self.journal = Some(journal);
        self.kept = None;
    }

    /// The journal, for another document of the same project.
    pub fn journal(&self) -> Option<Arc<Mutex<Journal>>> {
        self.journal.clone()
    }

    /// What the journal holds no longer counts.
    pub fn forget(&mut self) {
        self.kept = None;
    }

    /// A write broke: it may be tried again.
    pub fn broke(&mut self) {
        self.busy = false;
    }

    /// Whether that state is kept.
    pub fn has(&self, state: u64) -> bool {
        self.kept == Some(state)
    }

    /// How long to wait before the next write.
    fn rest(&self) -> Option<Duration> {
        let pause = if self.refused { PAUSE_REFUSED } else { PAUSE };
        pause.checked_sub(self.began?.elapsed()).filter(|rest| !rest.is_zero())
    }
}

/// What opening a project found beside its folder.
pub(super) struct Beside {
    /// The journal of this window.
    pub journal: Option<Arc<Mutex<Journal>>>,
    pub found: Option<Brought>,
    pub others: usize,
    /// Why there is no journal.
    pub refused: Option<JournalError>,
}

impl Beside {
    /// Looks beside a project, given as it is on the disk; takes over the journal that this window has for it
    /// already.
    pub fn look(
        root: Option<PathBuf>,
        (path, disk): (&std::path::Path, &Project),
        held: Option<Arc<Mutex<Journal>>>,
    ) -> Self {
        let nothing = Self { journal: held, found: None, others: 0, refused: None };
        let Some(root) = root.filter(|_| nothing.journal.is_none()) else { return nothing };
        match journal::take(&root, path) {
            Ok(Taken { journal, found, others }) => {
                let found = found.map(|found| Brought::over(&found, disk));
                Self { journal: Some(Arc::new(Mutex::new(journal))), found, others, refused: None }
            }
            Err(error) => Self { refused: Some(error), ..nothing },
        }
    }
}

/// Changes that come back.
pub(super) struct Brought {
    /// What they do to the project as it is on the disk; nothing when all of it is there.
    step: Option<Transaction>,
    /// When the last of them was kept, milliseconds since 1970.
    at: i64,
    /// What they began from, when the disk has something else by now in a place that they change, too.
    asks_over: Option<Arc<Project>>,
}

impl Brought {
    /// Puts what a journal holds over what is on the disk.
    fn over(found: &Found, disk: &Project) -> Self {
        let base = found.base_for(disk);
        let merged = merge3(base, &found.ours, disk, &Registry, &BTreeSet::new());
        // Where both changed the same nobody wins unasked: the screen shows what was drawn, as it did before.
        let asks = !merged.conflicts.is_empty();
        let ours = if asks { &found.ours } else { &merged.project };
        let step = (*ours != *disk).then(|| between(RECOVERED, disk, ours));
        Self { step, at: found.at, asks_over: asks.then(|| Arc::new(base.clone())) }
    }
}

impl App {
    /// Writes the present state into the journal when it is not there and the last write is some time ago.
    pub(super) fn keep(&mut self) {
        let waits = self.jobs.are_beside();
        let turn = self.next_turn();
        let Some(document) = &mut self.document else { return };
        let Some(journal) = document.keeping.journal.clone() else { return };
        let state = document.history.revision();
        if document.keeping.busy || document.keeping.has(state) {
            return;
        }
        if let Some(rest) = document.keeping.rest().filter(|_| waits) {
            return self.jobs.window().request_repaint_after(rest);
        }
        let unsaved = document.is_dirty();
        document.keeping.busy = true;
        document.keeping.began = Some(Instant::now());
        let (serial, base) = (document.serial, (document.base_serial, document.base.clone()));
        let now = unsaved.then(|| document.project.clone());
        self.jobs.start(Work::Keeping(serial), move || {
            let at = zones::now_millis();
            let kept = {
                let mut journal = journal.lock().unwrap_or_else(PoisonError::into_inner);
                match &now {
                    Some(now) => {
                        journal.keep(&State { base: &base.1, serial: base.0, now, at, turn, saving: false })
                    }
                    None => journal.clear(turn),
                }
            };
            Box::new(move |app| app.finish_keeping(serial, &journal, (state, base.0), kept))
        });
    }

    /// Takes note of what a journal holds. Saving elsewhere may have brought another one meanwhile, of which it says
    /// nothing.
    fn finish_keeping(
        &mut self,
        serial: u64,
        journal: &Arc<Mutex<Journal>>,
        (state, base): (u64, u64),
        kept: Result<(), JournalError>,
    ) {
        let Some(document) = self.document.as_mut().filter(|document| document.serial == serial) else {
            return;
        };
        document.keeping.busy = false;
        match kept {
            Ok(()) => {
                let is_held =
                    document.keeping.journal.as_ref().is_some_and(|held| Arc::ptr_eq(held, journal));
                if is_held {
                    document.keeping.kept = (document.base_serial == base).then_some(state);
                }
                document.keeping.refused = false;
            }
            Err(error) => {
                let told = std::mem::replace(&mut document.keeping.refused, true);
                if !told {
                    self.tell_refused(&error);
                }
            }
        }
        if self.jobs.are_beside() {
            self.keep();
        }
    }

    /// Says once that changes are not kept; drawing and saving go on.
    pub(super) fn tell_refused(&mut self, error: &JournalError) {
        let (path, source) = (error.path.display(), &error.source);
        let text = Words::new(
            format!(
                "Несохранённые правки сейчас не страхуются: {path}: {source}. Освободите место и сохраняйте чаще."
            ),
            format!("Unsaved changes are not kept now: {path}: {source}. Make room and save often."),
        );
        self.desk.toasts.push(Tone::Bad, text);
    }

    /// Takes a slot for the document on the screen: a new one without a folder, or the one of its folder.
    pub(super) fn take_slot(&mut self) {
        let (Some(document), Some(root)) = (&self.document, self.data_folder.clone()) else { return };
        let (serial, path) = (document.serial, document.path.clone());
        self.jobs.start(Work::Other, move || {
            let taken = match &path {
                Some(path) => journal::take(&root, path).map(|taken| taken.journal),
                None => journal::take_new(&root),
            };
            Box::new(move |app| app.finish_slot((serial, path), taken))
        });
    }

    /// Keeps in the slot that was taken, unless the project has moved to another folder since.
    fn finish_slot(&mut self, (serial, path): (u64, Option<PathBuf>), taken: Result<Journal, JournalError>) {
        let is_its = |document: &&mut Document| document.serial == serial && document.path == path;
        let Some(document) = self.document.as_mut().filter(is_its) else { return };
        match taken {
            Ok(journal) => {
                let before = document.keeping.journal();
                document.keeping.hold(Arc::new(Mutex::new(journal)));
                self.keep();
                self.clear(before);
            }
            Err(error) => self.tell_refused(&error),
        }
    }

    /// The turn of the next write of any journal.
    pub(super) fn next_turn(&mut self) -> u64 {
        self.turn += 1;
        self.turn
    }

    /// Empties a journal and gives its slot back once nobody writes into it.
    fn clear(&mut self, journal: Option<Arc<Mutex<Journal>>>) {
        let Some(journal) = journal else { return };
        let turn = self.next_turn();
        self.jobs.start(Work::Other, move || {
            // A file that stays is offered once more, which harms nobody.
            let _ = journal.lock().unwrap_or_else(PoisonError::into_inner).let_go(turn);
            Box::new(|_| {})
        });
    }

    /// The author left the document on the screen as it is: nothing of it is brought back.
    pub(super) fn let_go(&mut self) {
        let journal = self.document.as_mut().and_then(|document| document.keeping.journal.take());
        if let Some(journal) = &journal {
            self.let_go = Arc::downgrade(journal);
        }
        self.clear(journal);
    }

    /// What empties the journal that was let go last, unless the job that does it was quicker. To be called before
    /// anybody looks who has the project open: this window is no other one.
    pub(super) fn finish_letting_go(&mut self) -> impl FnOnce() + Send + 'static {
        let turn = self.next_turn();
        let held = self.document.as_ref().and_then(|document| document.keeping.journal());
        let let_go = self.let_go.clone();
        move || {
            let is_held =
                |journal: &Arc<Mutex<Journal>>| held.as_ref().is_some_and(|held| Arc::ptr_eq(held, journal));
            if let Some(journal) = let_go.upgrade().filter(|journal| !is_held(journal)) {
                // A file that stays is offered once more, which harms nobody.
                let _ = journal.lock().unwrap_or_else(PoisonError::into_inner).let_go(turn);
            }
        }
    }

    /// Puts what was brought back over what is on the disk, as a step that undo takes back.
    pub(super) fn bring_back(&mut self, brought: Brought) {
        let (Some(document), Some(step)) = (&mut self.document, brought.step) else { return };
        match document.step(step) {
            Ok(()) => {
                document.recovered = Some(brought.at);
                if let Some(base) = &brought.asks_over {
                    // As if the window had stayed open: of what is on the disk it knows nothing yet.
                    document.rebase(base.clone(), Fingerprint::default(), false);
                }
                self.changed();
                if brought.asks_over.is_some() {
                    self.look_outside(After::Nothing);
                }
            }
            Err(refused) => self.desk.toasts.push(Tone::Bad, refused.words()),
        }
    }

    /// Goes back to what is saved, or stays with what was brought back.
    pub(super) fn decide_recovered(&mut self, keep: bool) {
        let Some(document) = &mut self.document else { return };
        let is_behind = document.fingerprint == Some(Fingerprint::default());
        if document.recovered.take().is_some() && !keep {
            if is_behind {
                return self.look_outside(After::TakeTheirs);
            }
            let saved = (*document.base).clone();
            let label = Label::new("Вернуть сохранённое", "Back to the saved");
            let step = between(label, &document.project, &saved);
            match document.step(step) {
                Ok(()) => {
                    if document.path.is_some() {
                        document.mark_saved(document.history.revision());
                    }
                    self.changed();
                }
                Err(refused) => self.desk.toasts.push(Tone::Bad, refused.words()),
            }
        }
    }

    /// Looks for projects that were never saved and whose window was killed.
    pub(super) fn look_for_left(&mut self) {
        let Some(root) = self.data_folder.clone() else { return };
        self.jobs.start(Work::Other, move || {
            let left = journal::left(&root);
            let left = left.into_iter().map(|(name, found)| Left {
                name,
                title: found.ours.title.clone(),
                at: found.at,
                project: Arc::new(found.ours),
            });
            let left: Vec<Left> = left.collect();
            Box::new(move |app| {
                app.left = left;
                let behind = app.leaving_behind.as_ref().map(|behind| behind.left.name.clone());
                app.left.retain(|left| Some(&left.name) != behind.as_ref());
            })
        });
    }

    pub(super) fn open_left(&mut self, name: String) {
        let Some(root) = self.data_folder.clone() else { return };
        let left_at = self.moment();
        self.jobs.start(Work::Other, move || {
            let taken = journal::take_left(&root, &name).map(|taken| {
                let (journal, found) = taken?;
                let base = if found.base.funnels.is_empty() { Project::new("") } else { found.base.clone() };
                let brought = Brought::over(&found, &base);
                Some((journal, base, brought))
            });
            Box::new(move |app| app.finish_left(left_at, name, taken))
        });
    }

    fn finish_left(
        &mut self,
        left_at: Option<(u64, u64)>,
        name: String,
        taken: Result<Option<(Journal, Project, Brought)>, JournalError>,
    ) {
        // Drawn while the journal was being read: it waits in its place until the question is answered.
        if !self.may_still_leave(left_at, Then::OpenLeft(name.clone())) {
            return;
        }
        self.left.retain(|left| left.name != name);
        match taken {
            Ok(Some((journal, base, brought))) => {
                self.show(base, None);
                self.bring_back(brought);
                if let Some(document) = &mut self.document {
                    document.keeping.hold(Arc::new(Mutex::new(journal)));
                }
                self.keep();
            }
            // Another window was faster.
            Ok(None) => {}
            Err(error) => self.tell_refused(&error),
        }
    }

    pub(super) fn drop_left(&mut self, name: String) {
        // One at a time can be kept: the one before is settled now.
        self.forget_left();
        let Some(at) = self.left.iter().position(|left| left.name == name) else { return };
        let left = self.left.remove(at);
        let (title, name) = (left.title.clone(), left.name.clone());
        let fate = Arc::new(Mutex::new(Fate::Open));
        self.leaving_behind = Some(Behind { left, fate: fate.clone() });
        if let Some(root) = self.data_folder.clone() {
            self.jobs.start(Work::Other, move || {
                let mut fate = fate.lock().unwrap_or_else(PoisonError::into_inner);
                // What cannot be set aside is offered once more at the next start.
                if let (Fate::Open, Ok(Some(aside))) = (&*fate, journal::set_aside(&root, &name)) {
                    *fate = Fate::Aside(aside);
                }
                Box::new(|_| {})
            });
        }
        self.desk.toasts.drop_all(Tone::Forgotten);
        let text =
            Words::new(format!("Проект «{title}» удалён"), format!("The project “{title}” is deleted"));
        self.desk.toasts.push(Tone::Forgotten, text);
    }

    /// Puts the project back that was about to be forgotten.
    pub(super) fn keep_left(&mut self) {
        self.desk.toasts.drop_all(Tone::Forgotten);
        let Some(Behind { left, fate }) = self.leaving_behind.take() else { return };
        self.jobs.start(Work::Other, move || {
            let mut fate = fate.lock().unwrap_or_else(PoisonError::into_inner);
            let put_back = match std::mem::replace(&mut *fate, Fate::Kept) {
                Fate::Aside(aside) => aside.put_back(),
                Fate::Open | Fate::Kept => Ok(()),
            };
            Box::new(move |app| match put_back {
                Ok(()) => {
                    app.left.push(left);
                    app.left.sort_by_key(|left| std::cmp::Reverse(left.at));
                }
                Err(error) => app.tell_refused(&error),
            })
        });
    }

    /// Forgets the project for good once nobody is offered to keep it any more.
    pub(super) fn settle_left(&mut self) {
        if self.leaving_behind.is_some() && !self.desk.toasts.has(Tone::Forgotten) {
            self.forget_left();
        }
    }

    fn forget_left(&mut self) {
        if let Some(behind) = self.leaving_behind.take() {
            self.jobs.start(Work::Other, move || {
                drop(behind);
                Box::new(|_| {})
            });
        }
    }
}
