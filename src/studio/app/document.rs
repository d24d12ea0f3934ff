//! The project being edited, with what follows from it: its flow, its findings, its conversation.

use super::keep::Keeping;
use super::media::Media;
use super::outside::FROM_DISK;
use crate::check::Checker;
use crate::compare;
use crate::diag::{Diagnostic, Severity};
use crate::edit::{EditError, History, Told, Transaction};
use crate::emulator::{Emulator, Setup};
use crate::flow::{DAY_MS, Flow};
use crate::folder::Fingerprint;
use crate::model::{BlockId, FieldId, FunnelName, Lang, Project};
use crate::studio::dialogs::TestsDialog;
use crate::studio::settings::{Person, Uses};
use crate::studio::status_bar::TestTally;
use crate::zones;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// A state that is never the present one.
const NOWHERE: u64 = u64::MAX;

/// The blocks that a step of the history touches, each with the funnel that it was in before the step.
pub(super) type Touched = Vec<(BlockId, Option<FunnelName>)>;

/// A project under edit.
pub(super) struct Document {
    /// Tells this project from those opened before it: reports of their jobs come late.
    pub serial: u64,
    pub project: Project,
    pub history: History,
    /// The folder it lives in; `None` until it is saved for the first time.
    pub path: Option<PathBuf>,
    /// What its files looked like when they were read or written last.
    pub fingerprint: Option<Fingerprint>,
    /// The project as it was read or written last: what unsaved changes and changes from outside began from.
    pub base: Arc<Project>,
    /// Another number for another base.
    pub base_serial: u64,
    /// What keeps the unsaved changes.
    pub keeping: Keeping,
    /// Whether it is only looked at.
    pub read_only: bool,
    /// When changes were made that were brought back after the window had been killed, milliseconds since 1970.
    pub recovered: Option<i64>,
    /// Looks for changes from outside while this lives.
    pub watch: Option<super::outside::Watch>,
    /// Files that can be attached.
    pub media: Media,
    /// The state that is on disk.
    pub saved: Option<u64>,
    /// The state in which it was said that undo would take back what others did.
    pub warned: Option<u64>,
    /// What that was before the folder was gone.
    lost: Option<Option<u64>>,
    /// The state that is being written.
    pub saving: Option<u64>,
    /// What was wanted of saving meanwhile.
    pub save_next: Option<super::disk::SaveNext>,
    /// Whether it is taken as it is on the disk once that has ended.
    pub reload_next: bool,
    /// How tags were merged, for the tests that name them.
    pub merges: super::retold::Merges,
    /// The funnel on the canvas.
    pub funnel: FunnelName,
    /// What the checked state compiles to; the conversation runs the same one.
    pub flow: Arc<Flow>,
    pub findings: Arc<Vec<Diagnostic>>,
    /// The worst finding of each block that has one.
    pub worst: BTreeMap<BlockId, Severity>,
    /// The state that flow and findings belong to, and how often the files of the project were looked for by
    /// then.
    pub checked: Option<(u64, u32)>,
    /// How often the files of the project were looked for.
    pub looked: u32,
    /// Whether a check is under way.
    pub checking: bool,
    /// How often everything is named, and in which state; `None` until somebody wants to know.
    pub uses: Option<(u64, Uses)>,
    /// Whether that is being counted.
    pub counting: bool,
    /// Who talks in the recorded conversations, as they ended; `None` until somebody wants to know.
    pub people: Option<Vec<Person>>,
    /// What compiles and checks it, and remembers what it found.
    pub checker: Arc<Mutex<Checker>>,
    pub emulator: Emulator,
    /// How far the running clock went in the last frame, milliseconds; 0 at an event.
    pub clock_rate: i64,
    /// Whether the clock of the conversation runs.
    pub playing: bool,
    pub tests: Option<Tested>,
    pub testing: bool,
    /// The test that was written anew last.
    pub accepted: Option<super::recorded::Accepted>,
}

/// How the tests went.
pub(super) struct Tested {
    pub tally: TestTally,
    pub dialog: TestsDialog,
}

impl Document {
    /// A project with the folder it was read from, if any.
    pub fn new(serial: u64, project: Project, path: Option<PathBuf>, lang: Lang) -> Self {
        let flow = Arc::<Flow>::default();
        let mut history = History::default();
        if path.is_some() {
            history.note_saved(history.revision());
        }
        let zone = project.schedule.zone.clone();
        let setup = setup(&zone, lang);
        Self {
            serial,
            warned: None,
            saved: path.is_some().then(|| history.revision()),
            lost: None,
            fingerprint: None,
            base: Arc::new(project.clone()),
            base_serial: 0,
            keeping: Keeping::default(),
            read_only: false,
            recovered: None,
            watch: None,
            media: Media::default(),
            saving: None,
            save_next: None,
            reload_next: false,
            merges: Default::default(),
            funnel: project.funnels.first().map(|funnel| funnel.name.clone()).unwrap_or_default(),
            emulator: Emulator::new(flow.clone(), setup),
            flow,
            findings: Arc::default(),
            worst: BTreeMap::new(),
            checked: None,
            looked: 0,
            checking: false,
            uses: None,
            people: None,
            counting: false,
            checker: Arc::default(),
            clock_rate: 0,
            playing: false,
            tests: None,
            testing: false,
            accepted: None,
            project,
            history,
            path,
        }
    }

    /// Whether closing it would lose something.
    pub fn is_dirty(&self) -> bool {
        match self.saved {
            Some(saved) => saved != self.history.revision(),
            // A new project is worth a question once something was drawn.
            None => self.history.can_undo().is_some(),
        }
    }

    /// The project is now on disk as `base`; the present state is that when `here`.
    pub fn rebase(&mut self, base: Arc<Project>, fingerprint: Fingerprint, here: bool) {
        self.base = base;
        self.base_serial += 1;
        self.fingerprint = Some(fingerprint);
        (self.saved, self.lost) = (Some(NOWHERE), None);
        if here {
            self.mark_saved(self.history.revision());
        }
        self.keeping.forget();
    }

    /// A state of the project is on disk.
    pub fn mark_saved(&mut self, state: u64) {
        self.saved = Some(state);
        self.history.note_saved(state);
    }

    /// Whether undo would take back what others did and that has not been said yet; it is said once for each state.
    pub fn warns_of_undo(&mut self) -> bool {
        let state = self.history.revision();
        self.history.can_undo() == Some(FROM_DISK) && self.warned.replace(state) != Some(state)
    }

    /// What a step that is about to be taken back or made again touches.
    pub fn touched_by(&self, told: Option<&Told>) -> Touched {
        let blocks = told.map_or(&[][..], |told| told.blocks.as_slice());
        blocks.iter().map(|block_id| (*block_id, self.funnel_of(*block_id))).collect()
    }

    /// The funnel to be shown after a step, when nothing of the step is seen on the one that is: where blocks came or
    /// went, else where they changed.
    pub fn only_elsewhere(&self, touched: Touched) -> Option<FunnelName> {
        let (mut moved, mut changed) = (BTreeSet::new(), BTreeSet::new());
        for (block_id, before) in touched {
            let after = self.funnel_of(block_id);
            if before == after {
                changed.extend(after);
            } else {
                moved.extend([before, after].into_iter().flatten());
            }
        }
        let seen = if moved.is_empty() { changed } else { moved };
        let is_here = seen.contains(&self.funnel);
        seen.into_iter().find(|name| !is_here && self.project.funnel(name).is_some())
    }

    fn funnel_of(&self, block_id: BlockId) -> Option<FunnelName> {
        self.project.block(block_id).map(|(funnel, _)| funnel.name.clone())
    }

    /// The folder is gone: nothing of it is on disk any more.
    pub fn lose(&mut self) {
        if self.lost.is_none() {
            self.lost = Some(self.saved.replace(NOWHERE));
        }
    }

    /// The folder is there again, as it was.
    pub fn find_again(&mut self) {
        if let Some(saved) = self.lost.take().filter(|_| self.saved == Some(NOWHERE)) {
            self.saved = saved;
        }
    }

    /// What the history will say of a transaction that is about to be applied.
    pub fn told(&self, transaction: &Transaction) -> Told {
        let (words, blocks) = compare::told(&self.project, transaction);
        Told { words, at: zones::now_millis(), blocks }
    }

    /// Applies a transaction as a step, or as a part of the step being typed.
    pub fn apply(&mut self, transaction: Transaction, typing: bool, told: Told) -> Result<(), EditError> {
        let before = self.history.revision();
        if typing {
            self.history.apply_typing(&mut self.project, transaction)?;
        } else {
            self.history.apply(&mut self.project, transaction)?;
        }
        // What was typed back to where it began is no step: the state before has the smaller number.
        if self.history.revision() > before {
            self.history.tell(told);
        }
        Ok(())
    }

    /// Applies a transaction as a step that is told by its own words.
    pub fn step(&mut self, transaction: Transaction) -> Result<(), EditError> {
        let told = self.told(&transaction);
        self.apply(transaction, false, told)
    }

    /// Shows another funnel when an edit took away the one on the canvas.
    pub fn tidy(&mut self) {
        if self.project.funnel(&self.funnel).is_none() {
            self.funnel = self.project.funnels.first().map(|funnel| funnel.name.clone()).unwrap_or_default();
        }
    }

    /// Number of wires.
    pub fn wires(&self) -> usize {
        self.project.blocks().map(|(_, _, block)| block.exits.len()).sum()
    }

    /// Numbers of errors and warnings, once there has been a check.
    pub fn tally(&self) -> Option<(usize, usize)> {
        self.checked?;
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        Some((errors, self.findings.len() - errors))
    }
}

/// The subscriber of the studio's chat: somebody with a name, on the Monday of this week at ten.
fn setup(zone: &str, lang: Lang) -> Setup {
    let ten = 10 * 3_600_000;
    let now = zones::now_millis();
    let monday = now - (now.div_euclid(DAY_MS) + 3).rem_euclid(7) * DAY_MS - now.rem_euclid(DAY_MS);
    let offset = zones::rules_of(zone).map_or(0, |rules| rules.local_at(monday) - monday);
    let (name, code) = match lang {
        Lang::Ru => ("Анна", "ru"),
        Lang::En => ("Anna", "en"),
    };
    let mut setup = Setup::new(monday + ten - offset, zones::rules_of);
    setup.profile = vec![(FieldId::FIRST_NAME, name.into()), (FieldId::LANGUAGE, code.into())];
    setup
}
