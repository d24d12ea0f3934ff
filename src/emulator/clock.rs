//! The virtual clock: time moves only when asked and stops at every timer on the way.

use super::{Dropped, Emulator, EntryKind};
use crate::engine::Input;

/// Most timers that one move of the clock fires, so that a loop of short pauses ends.
pub const TIMERS_PER_MOVE_MAX: usize = 10_000;

impl Emulator {
    /// The moment of the next timer, milliseconds since 1970; `None` when nothing is planned.
    pub fn next_due(&self) -> Option<i64> {
        self.session.next_due().into_iter().chain(self.next_given_up()).min()
    }

    /// Lets time pass; timers on the way fire in order of [`crate::engine::Session::first_timer`]. Time does not
    /// go back: a negative span is none.
    pub fn advance(&mut self, millis: i64) {
        let millis = millis.max(0);
        self.note_advance(millis, false);
        self.run_until(self.now.saturating_add(millis));
    }

    /// Lets time pass like a running clock does, in small portions; the log joins them and parts them at
    /// timers, so that a transcript says "until the next event" and not milliseconds.
    pub fn tick(&mut self, millis: i64) {
        let target = self.now.saturating_add(millis.max(0));
        for _ in 0..TIMERS_PER_MOVE_MAX {
            let Some(due) = self.next_due().filter(|due| *due <= target) else { break };
            self.note_advance(due - self.now, true);
            self.run_until(due);
        }
        if target > self.now {
            self.note_advance(target - self.now, false);
            self.run_until(target);
        }
    }

    /// Moves the clock to the next timer and fires it; `false` when nothing is planned.
    pub fn to_next_event(&mut self) -> bool {
        let Some(due) = self.next_due() else { return false };
        self.note_advance(due - self.now, true);
        self.run_until(due);
        true
    }

    /// Fires every timer up to a moment and leaves the clock there.
    pub(super) fn run_until(&mut self, target: i64) {
        for _ in 0..TIMERS_PER_MOVE_MAX {
            let timer = self.session.first_timer().filter(|timer| timer.due <= target);
            let given_up = self.next_given_up().filter(|until| *until <= target);
            if let Some(until) = given_up.filter(|until| timer.is_none_or(|timer| *until < timer.due)) {
                self.now = self.now.max(until);
                self.fresh_advance = false;
                self.give_up();
                continue;
            }
            let Some(timer) = timer else {
                self.now = self.now.max(target);
                return;
            };
            self.now = self.now.max(timer.due);
            self.fresh_advance = false;
            self.feed(&Input::Timer { thread: timer.thread, generation: timer.generation });
            self.drain_answers();
            self.session.drop_timer(timer);
        }
        self.add(EntryKind::Dropped(Dropped::TooManyTimers));
    }

    fn note_advance(&mut self, millis: i64, to_next: bool) {
        let joins = self.fresh_advance;
        match self.log.last_mut().map(|entry| &mut entry.kind) {
            Some(EntryKind::Advanced { millis: before, to_next: reached }) if joins => {
                *before = before.saturating_add(millis);
                *reached = to_next;
            }
            _ => self.add(EntryKind::Advanced { millis, to_next }),
        }
        self.fresh_advance = true;
    }
}
