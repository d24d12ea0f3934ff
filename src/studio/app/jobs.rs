//! Work beside the window: compiling, checking, tests, disk. The window never waits for any of it.
//!
//! A job runs on a thread of its own and comes back as a report, which the application takes at its next frame.

use super::App;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// What a finished job does to the application.
pub(super) type Report = Box<dyn FnOnce(&mut App) + Send>;

/// Where jobs begin and their reports arrive.
pub(super) struct Jobs {
    sender: Sender<Report>,
    receiver: Receiver<Report>,
    window: egui::Context,
    beside: bool,
}

impl Jobs {
    /// Jobs beside the window, or, for tests that must not wait, at once and on the same thread.
    pub fn new(window: egui::Context, beside: bool) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, window, beside }
    }

    /// Begins a job. Its report is taken even when the job breaks, so that nothing is left waiting.
    pub fn start(&self, job: impl FnOnce() -> Report + Send + 'static) {
        let (sender, window) = (self.sender.clone(), self.window.clone());
        let work = move || {
            let report = catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| Box::new(App::job_broke));
            // Nobody listens once the window is closed.
            let _ = sender.send(report);
            window.request_repaint();
        };
        if self.beside {
            std::thread::spawn(work);
        } else {
            work();
        }
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

/// How far a long job is, shared with the one who does it.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    done: AtomicUsize,
    all: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// Says how much is done of how much.
    pub fn set(&self, done: usize, all: usize) {
        self.0.done.store(done, Ordering::Relaxed);
        self.0.all.store(all, Ordering::Relaxed);
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
