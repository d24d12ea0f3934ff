//! Other hands on the same project: git, an editor of text, another window. What they change comes into this one.
//!
//! A thread looks at the times of the files now and then, and the window looks when somebody comes back to it;
//! neither draws anything unless something changed.

use super::conflict::rows_of;
use super::jobs::Work;
use super::toast::Tone;
use super::{App, Document};
use crate::blocks::Registry;
use crate::diag::Words;
use crate::edit::{Piece, Told, Transaction, between, merge3};
use crate::folder::{self, FolderError, Opened};
use crate::model::{BlockId, Label, Project};
use crate::studio::dialogs::{Dialog, MergeDialog, MergeRow, Then};
use crate::studio::words::shell as words;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// How often the times of the files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The step that takes over what came from the disk.
pub(super) const FROM_DISK: Label = Label::new("Изменения с диска", "Changes from the disk");

/// What happens once the disk has been looked at.
#[derive(Clone, Debug)]
pub(super) enum After {
    /// Nothing more.
    Nothing,
    /// Saving, which had found the files changed, then what saving was for.
    Save(Option<Then>),
    /// All of it is taken as it is on the disk.
    TakeTheirs,
}

/// Two versions that wait for somebody to choose.
pub(super) struct Merging {
    opened: Opened,
    after: After,
}

/// Two versions that met.
struct Met {
    /// What somebody has to choose about.
    rows: Vec<MergeRow>,
    /// What makes the project on the screen both; nothing when it is that already.
    step: Option<Transaction>,
    /// Whether that is what is on the disk.
    is_theirs: bool,
    /// Blocks that have another number now.
    renumbered: BTreeMap<BlockId, BlockId>,
}

impl Met {
    /// The way from what is on the screen to what comes of it.
    fn between(ours: &Project, made: &Project, theirs: &Project) -> Self {
        let step = (made != ours).then(|| between(FROM_DISK, ours, made));
        Self { rows: Vec::new(), step, is_theirs: made == theirs, renumbered: BTreeMap::new() }
    }
}

/// Keeps a thread looking; it ends when this is dropped.
pub(super) struct Watch(#[allow(dead_code, reason = "its end is the message")] Arc<()>);

impl App {
    /// Begins to look for changes of the files of the document on the screen.
    pub(super) fn watch(&mut self) {
        let Some(document) = self.document.as_mut().filter(|_| self.jobs.are_beside()) else { return };
        let Some(path) = document.path.clone() else { return };
        let alive = Arc::new(());
        let (here, serial) = (Arc::downgrade(&alive), document.serial);
        let (sender, window) = (self.jobs.sender(), self.jobs.window().clone());
        document.watch = Some(Watch(alive));
        std::thread::spawn(move || {
            let mut seen = folder::stamps(&path).ok();
            let mut seen_media = folder::media_stamps(&path);
            while Weak::upgrade(&here).is_some() {
                std::thread::sleep(LOOK_EVERY);
                let media = folder::media_stamps(&path);
                if media != seen_media {
                    seen_media = media;
                    let list = move |app: &mut Self| app.list_media_if_shown(serial);
                    let _ = sender.send(Box::new(list));
                    window.request_repaint();
                }
                let now = folder::stamps(&path).ok();
                if now != seen && now.is_some() {
                    seen = now;
                    let look = move |app: &mut Self| app.look_if_shown(serial);
                    // Nobody listens once the window is closed.
                    let _ = sender.send(Box::new(look));
                    window.request_repaint();
                }
            }
        });
    }

    fn list_media_if_shown(&mut self, serial: u64) {
        if self.document.as_ref().is_some_and(|document| document.serial == serial) {
            self.list_media();
        }
    }

    fn look_if_shown(&mut self, serial: u64) {
        if self.document.as_ref().is_some_and(|document| document.serial == serial) {
            self.look_outside(After::Nothing);
        }
    }

    /// Somebody who comes back to the window may have been in the files.
    pub(super) fn follow_focus(&mut self, ctx: &egui::Context) {
        let is_back = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(true));
        if ctx.input(|input| input.events.iter().any(is_back)) {
            self.look_outside(After::Nothing);
            self.list_media();
        }
    }

    /// Looks whether the files are as they were read or written last.
    pub(super) fn look_outside(&mut self, after: After) {
        let Some(document) = &self.document else { return };
        let asking = self.desk.dialog.is_some() && matches!(after, After::Nothing);
        let (Some(path), Some(known)) = (document.path.clone(), document.fingerprint.clone()) else { return };
        if document.saving.is_some() {
            return self.look_later(&after);
        }
        if asking {
            return;
        }
        let serial = document.serial;
        self.jobs.start(Work::Other, move || {
            let opened = match folder::fingerprint(&path) {
                Ok(now) if now == known && !matches!(after, After::TakeTheirs) => Ok(None),
                Ok(_) => folder::open(&path, &Registry).map(Some),
                Err(error) => Err(error),
            };
            Box::new(move |app| app.finish_looking(serial, opened, after))
        });
    }

    fn finish_looking(&mut self, serial: u64, opened: Result<Option<Opened>, FolderError>, after: After) {
        let Some(document) = self.document.as_mut().filter(|document| document.serial == serial) else {
            return;
        };
        if document.saving.is_some() {
            self.look_later(&after);
            return self.after_looking(after);
        }
        if opened.is_ok() {
            document.find_again();
            self.desk.toasts.drop_all(Tone::Unread);
        }
        match opened {
            Ok(None) => self.after_looking(after),
            Ok(Some(opened)) if opened.project == *document.base && !matches!(after, After::TakeTheirs) => {
                // The bytes differ and mean the same, or somebody wrote what was read before.
                document.fingerprint = Some(opened.fingerprint);
                self.after_looking(after);
            }
            Ok(Some(opened)) => self.bring_together(opened, after, None),
            Err(error) => self.cannot_look(&error, after),
        }
    }

    /// Saving looks at the disk by itself; who wants what is there has it once that has ended.
    fn look_later(&mut self, after: &After) {
        if let (After::TakeTheirs, Some(document)) = (after, &mut self.document) {
            document.reload_next = true;
        }
    }

    /// Takes the project as it is on the disk when that was wanted while saving; gives whether it was.
    pub(super) fn reload_as_wanted(&mut self) -> bool {
        let wanted = self.document.as_mut().is_some_and(|document| std::mem::take(&mut document.reload_next));
        if wanted {
            self.look_outside(After::TakeTheirs);
        }
        wanted
    }

    fn after_looking(&mut self, after: After) {
        if let After::Save(then) = after {
            self.save(then);
        }
    }

    /// The files cannot be read: halfway through a checkout, with marks of a conflict, gone.
    fn cannot_look(&mut self, error: &FolderError, after: After) {
        match after {
            After::Save(then) => return self.show_dialog(Dialog::Changed(error.words(), then)),
            After::TakeTheirs => return self.fail(words::OPEN_FAILED, error.words()),
            After::Nothing => {}
        }
        let is_of = |document: &Document, gone: &Path| {
            document.path.as_ref().is_some_and(|path| path.starts_with(gone))
        };
        if let FolderError::NotFound(gone) = error
            && let Some(document) = self.document.as_mut().filter(|document| is_of(document, gone))
        {
            // Closing the window would lose the last copy: that is asked about.
            document.lose();
            let text = Words::new(words::FOLDER_GONE.ru, words::FOLDER_GONE.en);
            return self.desk.toasts.push(Tone::Unread, text);
        }
        let words = error.words();
        let text = Words::new(
            format!("Проект на диске изменился и не читается, на экране — прежний. {}", words.ru),
            format!(
                "The project on the disk changed and cannot be read; the screen shows the earlier one. {}",
                words.en
            ),
        );
        self.desk.toasts.push(Tone::Unread, text);
    }

    /// Takes over what came from the disk, or asks about what both changed unless that was decided.
    fn bring_together(&mut self, opened: Opened, after: After, decided: Option<BTreeSet<Piece>>) {
        let Some(document) = &self.document else { return };
        let moment = (document.serial, document.history.revision());
        let (base, ours) = (document.base.clone(), document.project.clone());
        self.jobs.watch(Work::Other, words::MERGING, None, move |_| {
            let met = match (&after, &decided) {
                (After::TakeTheirs, _) => Met::between(&ours, &opened.project, &opened.project),
                (After::Nothing | After::Save(_), decided) => {
                    let none = BTreeSet::new();
                    let chosen = decided.as_ref().unwrap_or(&none);
                    let merged = merge3(&base, &ours, &opened.project, &Registry, chosen);
                    let open = if decided.is_some() { Vec::new() } else { merged.conflicts };
                    let rows = rows_of(open, &ours, &opened.project);
                    let renumbered = merged.renumbered;
                    Met { rows, renumbered, ..Met::between(&ours, &merged.project, &opened.project) }
                }
            };
            Box::new(move |app| app.finish_merging(moment, met, (opened, after, decided)))
        });
    }

    fn finish_merging(
        &mut self,
        (serial, state): (u64, u64),
        met: Met,
        (opened, after, decided): (Opened, After, Option<BTreeSet<Piece>>),
    ) {
        let Some(document) = self.document.as_ref().filter(|document| document.serial == serial) else {
            return;
        };
        if document.saving.is_some() {
            self.look_later(&after);
            return self.after_looking(after);
        }
        if document.history.revision() != state {
            // The project moved on while it was brought together.
            return self.bring_together(opened, after, decided);
        }
        if met.rows.is_empty() {
            return self.take_over(met, opened, after);
        }
        self.show_dialog(Dialog::Merge(MergeDialog { rows: met.rows }));
        self.desk.merging = Some(Merging { opened, after });
    }

    /// Goes on with what was chosen piece by piece.
    pub(super) fn merge_as_chosen(&mut self, chosen: BTreeSet<Piece>) {
        if let Some(Merging { opened, after }) = self.desk.merging.take() {
            self.bring_together(opened, after, Some(chosen));
        }
    }

    /// Puts a project on the screen as one step, with what is on the disk as its base.
    fn take_over(&mut self, met: Met, opened: Opened, after: After) {
        let Some(document) = &mut self.document else { return };
        let dirty = document.is_dirty();
        if let Some(step) = met.step {
            // Whose block it names would be hard to say: both may have drawn one under one number.
            let words = Words::new(step.label.ru, step.label.en);
            let told = Told { words, ..document.told(&step) };
            if let Err(refused) = document.apply(step, false, told) {
                return self.desk.toasts.push(Tone::Bad, refused.words());
            }
        }
        let here = met.is_theirs;
        document.rebase(Arc::new(opened.project), opened.fingerprint, here);
        let (ru, en) = match (&after, dirty) {
            (After::TakeTheirs, true) => (
                "Открыто как на диске. Ваши правки вернёт отмена",
                "Opened as it is on the disk. Undo brings your changes back",
            ),
            (After::TakeTheirs, false) => ("Открыто как на диске", "Opened as it is on the disk"),
            (After::Nothing | After::Save(_), true) if !here => (
                "Проект изменился на диске — объединено с вашими правками",
                "The project changed on the disk and was brought together with your changes",
            ),
            (After::Nothing | After::Save(_), _) => {
                ("Проект изменился на диске — обновлено", "The project changed on the disk and was updated")
            }
        };
        self.desk.toasts.push(Tone::Good, Words::new(ru, en));
        self.follow_blocks(&met.renumbered);
        self.changed();
        self.list_media();
        self.after_looking(after);
    }

    /// Goes on with the same blocks under their new numbers: what is selected, the open card and the cursor in it.
    fn follow_blocks(&mut self, renumbered: &BTreeMap<BlockId, BlockId>) {
        let chosen = self.desk.canvas.selection();
        if !chosen.iter().any(|block_id| renumbered.contains_key(block_id)) {
            return;
        }
        let new = |block_id: BlockId| renumbered.get(&block_id).copied().unwrap_or(block_id);
        let marks = self.desk.canvas.marks();
        self.desk.canvas.select_things(chosen.iter().copied().map(new), marks);
        if let (Some(document), [alone]) = (&self.document, chosen.as_slice()) {
            self.desk.inspector.follow(&document.project, *alone, new(*alone));
        }
    }

    /// Starts this program once more.
    pub(super) fn new_window(&mut self, path: Option<std::path::PathBuf>) {
        let Some(program) = &self.program else { return };
        let mut command = std::process::Command::new(program);
        command.args(path).stdin(std::process::Stdio::null());
        match command.spawn() {
            // Whoever starts a program hears of its end, or it stays in the list of programs.
            Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
            Err(error) => {
                let text = Words::new(
                    format!("Новое окно не открылось. Система говорит: {error}"),
                    format!("The new window did not open. The system says: {error}"),
                );
                self.desk.toasts.push(Tone::Bad, text);
            }
        }
    }
}
