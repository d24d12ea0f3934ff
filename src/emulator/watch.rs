//! Listening to the engine: the walked path, and what was dropped.

use super::{Dropped, Passed};
use crate::engine::{Note, Observer};

/// Writes the path and collects what was dropped during one input.
pub(super) struct Watch<'a> {
    pub path: &'a mut Vec<Passed>,
    pub dropped: Vec<Dropped>,
}

impl Observer for Watch<'_> {
    fn note(&mut self, note: Note<'_>) {
        match note {
            Note::Entered(block) => self.path.push(Passed { block, exit: None }),
            Note::Left(block, exit) => {
                let exit = Some(exit.to_owned());
                let open = self.path.iter_mut().rev().find(|step| step.block == block && step.exit.is_none());
                match open {
                    Some(step) => step.exit = exit,
                    // A late press leaves a block that was left before.
                    None => self.path.push(Passed { block, exit }),
                }
            }
            Note::Late(block) => self.dropped.push(Dropped::Late(block)),
            Note::Unheard => self.dropped.push(Dropped::Unheard),
            Note::LeftToHuman => self.dropped.push(Dropped::LeftToHuman),
            Note::Postponed(block, until) => self.dropped.push(Dropped::Postponed(block, until)),
            Note::Triggered(_) | Note::Decided(..) | Note::Ended(..) => {}
        }
    }
}
