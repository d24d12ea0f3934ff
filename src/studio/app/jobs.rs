//! Work beside the window: compiling, checking, tests, disk. The window never waits for any of it.
//!
//! A job runs on a thread of its own and comes back as a report, which the application takes at its next frame. One that
//! somebody waits for is [watched](Jobs::watch): once it takes longer than a moment the window shows how far it is and
//! lets it be stopped.

use super::App;
use super::document::Document;
use super::toast::Tone;
use crate::diag::Words;
use crate::model::Label;
use crate::studio::dialogs::Dialog;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// How long somebody waits without being told what for.
const MOMENT: Duration = Duration::from_millis(300);

/// What a finished job does to the application.
pub(super) type Report = Box<dyn FnOnce(&mut App) + Send>;

/// What a job is for: what waits for its report, and must not wait for ever when the job breaks. The number is that of
/// the document.
#[derive(Clone, Debug)]
pub(super) enum Work {
    /// A project is read or made in this folder.
    Opening(PathBuf),
    Saving(u64),
    /// A state is written into the journal.
    Keeping(u64),
    Checking(u64),
    Testing(u64),
    /// How often things are named is counted.
    Counting(u64),
    Exporting(Progress),
    /// The messenger is asked or told something.
    Publishing(Progress),
    /// The versions in git are listed.
    Versions(u64),
    /// A path is chosen in a dialog of the system.
    Choosing,
    /// A picture of this name is read.
    Picture(u64, String),
    /// Nothing waits for it.
    Other,
}

/// Where jobs begin and their reports arrive.
pub(super) struct Jobs {
    sender: Sender<Report>,
    receiver: Receiver<Report>,
    window: egui::Context,
    beside: bool,
    watched: Vec<Watched>,
}

/// A job that somebody waits for.
pub(super) struct Watched {
    /// What is being done.
    pub what: Label,
    /// How far it is.
    pub progress: Progress,
    /// What happens at once when it is given up, for a job whose end nobody has to wait for.
    pub give_up: Option<fn(&mut App)>,
    began: Instant,
}

impl Jobs {
    /// Jobs beside the window, or, for tests that must not wait, at once and on the same thread.
    pub fn new(window: egui::Context, beside: bool) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, window, beside, watched: Vec::new() }
    }

    /// Begins a job. There is a report even when the job breaks, so that nothing is left waiting.
    pub fn start(&self, work: Work, job: impl FnOnce() -> Report + Send + 'static) {
        self.run(move || report_of(work, job));
    }

    fn run(&self, job: impl FnOnce() -> Report + Send + 'static) {
        let (sender, window) = (self.sender.clone(), self.window.clone());
        let run = move || {
            // Nobody listens once the window is closed.
            let _ = sender.send(job());
            window.request_repaint();
        };
        if self.beside {
            std::thread::spawn(run);
        } else {
            run();
        }
    }

    /// Begins a job that somebody waits for; it looks at its progress for whether to stop. With `give_up` the window
    /// goes on at once when it is stopped, and the report of the job is not taken.
    pub fn watch(
        &mut self,
        work: Work,
        what: Label,
        give_up: Option<fn(&mut App)>,
        job: impl FnOnce(&Progress) -> Report + Send + 'static,
    ) {
        let progress = Progress::new(self.window.clone());
        let theirs = progress.clone();
        self.watched.push(Watched { what, progress, give_up, began: Instant::now() });
        self.window.request_repaint_after(MOMENT);
        self.run(move || {
            let report = report_of(work, || {
                let _ended = Ended(theirs.clone());
                job(&theirs)
            });
            let dropped = give_up.is_some() && theirs.is_cancelled();
            if dropped { Box::new(|_| {}) } else { report }
        });
    }

    /// The jobs that have been waited for longer than a moment.
    pub fn shown(&mut self) -> impl Iterator<Item = &Watched> {
        self.watched.retain(|watched| !watched.progress.has_ended());
        self.watched.iter().filter(|watched| watched.began.elapsed() >= MOMENT)
    }

    /// How long it is until the next of them has been waited for longer than a moment.
    pub fn next_shown(&self) -> Option<Duration> {
        let watched = self.watched.iter().filter(|watched| !watched.progress.has_ended());
        watched.filter_map(|watched| MOMENT.checked_sub(watched.began.elapsed())).min()
    }

    /// Whether a watched job that does this has not ended.
    pub fn is_busy_with(&self, what: Label) -> bool {
        self.watched.iter().any(|watched| watched.what == what && !watched.progress.has_ended())
    }

    /// Whether a watched job has not ended.
    #[cfg(test)]
    pub fn is_waited_for(&self) -> bool {
        self.watched.iter().any(|watched| !watched.progress.has_ended())
    }

    /// Lets a moment pass for those who wait.
    #[cfg(test)]
    pub fn age(&mut self) {
        for watched in &mut self.watched {
            watched.began = watched.began.checked_sub(MOMENT).unwrap_or(watched.began);
        }
    }

    /// Stops a watched job; gives what is to be done at once.
    pub fn stop(&mut self, progress: &Progress) -> Option<fn(&mut App)> {
        progress.cancel();
        let at = self.watched.iter().position(|watched| watched.progress.is(progress))?;
        let give_up = self.watched[at].give_up;
        if give_up.is_some() {
            self.watched.remove(at);
        }
        give_up
    }

    /// Whether jobs run beside the window.
    pub fn are_beside(&self) -> bool {
        self.beside
    }

    /// The window that is woken when a report arrives.
    pub fn window(&self) -> &egui::Context {
        &self.window
    }

    /// Where a report can be sent from outside.
    pub fn sender(&self) -> Sender<Report> {
        self.sender.clone()
    }

    /// The next report that arrived.
    pub fn next(&self) -> Option<Report> {
        self.receiver.try_recv().ok()
    }
}

/// What a job reports, also when it breaks.
fn report_of(work: Work, job: impl FnOnce() -> Report) -> Report {
    catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| Box::new(move |app| app.job_broke(work)))
}

/// Says that a job has ended, also when it breaks.
struct Ended(Progress);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.0.ended.store(true, Ordering::Relaxed);
    }
}

/// How far a long job is, shared with the one who does it.
#[derive(Clone, Debug)]
pub(super) struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    window: egui::Context,
    done: AtomicUsize,
    all: AtomicUsize,
    cancelled: AtomicBool,
    ended: AtomicBool,
}

impl Progress {
    /// Nothing is done yet. The window is woken when more is.
    pub fn new(window: egui::Context) -> Self {
        Self(Arc::new(Shared { window, ..Shared::default() }))
    }

    /// Says how much is done of how much; gives whether to go on.
    pub fn set(&self, done: usize, all: usize) -> bool {
        let before = self.percent();
        self.0.done.store(done, Ordering::Relaxed);
        self.0.all.store(all, Ordering::Relaxed);
        if self.percent() != before {
            self.0.window.request_repaint();
        }
        !self.is_cancelled()
    }

    /// Wakes the window: there is news.
    pub fn wake(&self) {
        self.0.window.request_repaint();
    }

    /// Percent that are done; 0 before anything is known.
    pub fn percent(&self) -> u32 {
        (self.share() * 100.0) as u32
    }

    /// Whether anything is known of how far it is.
    pub fn is_measured(&self) -> bool {
        self.0.all.load(Ordering::Relaxed) > 0
    }

    /// Whether the job has ended.
    pub fn has_ended(&self) -> bool {
        self.0.ended.load(Ordering::Relaxed)
    }

    /// Whether it is of the same job.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Share that is done, from 0 to 1.
    pub fn share(&self) -> f32 {
        let (done, all) = (self.0.done.load(Ordering::Relaxed), self.0.all.load(Ordering::Relaxed));
        if all == 0 { 0.0 } else { done as f32 / all as f32 }
    }

    /// Asks the job to stop.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the job shall stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }
}

impl App {
    /// A job broke: what it was for will not come, and what waits for it goes on. Other jobs are not touched.
    fn job_broke(&mut self, work: Work) {
        let text = Words::new(
            "Что-то сломалось по пути. Проект на экране цел: сохраните его и повторите.",
            "Something broke on the way. The project on the screen is whole: save it and repeat.",
        );
        match work {
            Work::Opening(path) => self.end_opening(&path),
            Work::Saving(serial) => self.with_document(serial, |document| {
                (document.saving, document.save_next, document.reload_next) = (None, None, false);
            }),
            Work::Keeping(serial) => self.with_document(serial, |document| document.keeping.broke()),
            Work::Checking(serial) => self.with_document(serial, |document| document.checking = false),
            // Once more only when the project has changed: every frame asks for it.
            Work::Counting(serial) => self.with_document(serial, |document| {
                document.counting = false;
                document.uses = Some((document.history.revision(), Default::default()));
            }),
            Work::Testing(serial) => self.with_document(serial, |document| document.testing = false),
            Work::Exporting(progress) => {
                if self.desk.export.as_ref().is_some_and(|export| export.is(&progress)) {
                    self.desk.export = None;
                    self.drop_dialogs(|dialog| matches!(dialog, Dialog::Export(_)));
                }
            }
            Work::Publishing(progress) => self.publishing_broke(&progress, &text),
            Work::Versions(serial) => self.take_versions(serial, Err(text.clone())),
            Work::Choosing => self.choosing = false,
            // A file that nobody can read is shown as any other that is no picture.
            Work::Picture(serial, path) => {
                return self.with_document(serial, |document| document.media.take_picture(path, None));
            }
            Work::Other => {}
        }
        self.desk.toasts.push(Tone::Bad, text);
    }

    /// Changes the document of that number while it is on the screen.
    pub(super) fn with_document(&mut self, serial: u64, change: impl FnOnce(&mut Document)) {
        if let Some(document) = self.document.as_mut().filter(|document| document.serial == serial) {
            change(document);
        }
    }
}
