//! What was drawn and is not saved yet, kept beside the project so that a kill loses at most a moment.
//!
//! The journal lies in the folder that the system has for the data of programs, by the path of the project: a
//! project's own folder is made for git and for people, may be read-only, and travels. It holds the files of the
//! project as they were on the disk and then, state by state, what differs in the bytes of those files; so a later
//! version of the program reads the journal of an earlier one as it reads its projects, and a journal can be
//! brought together with a disk that moved on.
//!
//! Each window has a slot of its own: a lock, which the system lets go when the program ends however it ends, and a
//! journal beside it. A journal whose lock is free was left by a window that did not end well.

mod record;
mod slot;

pub use slot::{Aside, Taken, left, set_aside, take, take_left, take_new};

use crate::blocks::Registry;
use crate::file;
use crate::folder::Files;
use crate::model::Project;
use record::{HEAD, Record, Step};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A journal may grow to so many times the files of the project before it is written anew.
const GROWTH_MAX: u64 = 4;
/// A journal below this many bytes is never written anew.
const SMALL: u64 = 1 << 20;

/// Why unsaved changes could not be kept; editing and saving go on without.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}")]
pub struct JournalError {
    /// Where.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

impl JournalError {
    fn at(path: &Path, source: io::Error) -> Self {
        Self { path: path.to_owned(), source }
    }
}

/// What a journal that was left behind holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The project as it was on the disk when the changes began; empty for one that was never saved.
    pub base: Project,
    /// The project with the changes.
    pub ours: Project,
    /// States that were about to be saved, in order: one of them may be what is on the disk now.
    pub saving: Vec<Project>,
    /// When the last change was kept, milliseconds since 1970.
    pub at: i64,
}

impl Found {
    /// What the changes are to be compared with when that is on the disk: a save may have come just that far.
    pub fn base_for(&self, disk: &Project) -> &Project {
        self.saving.iter().rev().find(|saved| *saved == disk).unwrap_or(&self.base)
    }
}

/// The journal of one window; its slot is free again when it is [let go](Journal::let_go) or dropped.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// Held, not written: the system frees it with the process. `None` once it was let go.
    lock: Option<File>,
    open: Option<Open>,
    /// The newest turn that was written.
    turn: u64,
}

/// A state of a project to keep.
#[derive(Clone, Copy, Debug)]
pub struct State<'p> {
    /// The project as it is saved.
    pub base: &'p Project,
    /// Another number for another base.
    pub serial: u64,
    /// The project with its changes.
    pub now: &'p Project,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// Rises with every state that is handed in, however late it comes.
    pub turn: u64,
    /// Whether it is about to be saved. Whoever brings something back after a kill in the middle of saving knows by
    /// it that what the disk has is no change of somebody else.
    pub saving: bool,
}

/// A journal with something in it.
#[derive(Debug)]
struct Open {
    file: File,
    /// Which base it begins with.
    serial: u64,
    /// The files as of its last record.
    last: Files,
    bytes: u64,
    bytes_max: u64,
    chain: u64,
}

impl Journal {
    fn new(path: PathBuf, lock: File) -> Self {
        Self { path, lock: Some(lock), open: None, turn: 0 }
    }

    /// Keeps a state of the project and waits until it is on the disk. A state whose turn has passed is left out.
    ///
    /// A first state, a new base and a journal that has grown write all of it anew, in one piece that takes the old
    /// one's place.
    ///
    /// # Errors
    /// Whatever the disk says. What was kept before is still there, and the next call begins anew.
    pub fn keep(&mut self, state: &State<'_>) -> Result<(), JournalError> {
        if !self.is_turn(state.turn) || self.lock.is_none() {
            return Ok(());
        }
        let files = file::write(state.now, &Registry);
        let fits = |open: &Open| open.serial == state.serial && open.bytes < open.bytes_max;
        let kept = match self.open.take().filter(fits) {
            Some(open) => open.append(files, (state.at, state.saving)),
            None => self.begin(state, files),
        };
        self.open = Some(kept.map_err(|source| JournalError::at(&self.path, source))?);
        Ok(())
    }

    /// Jobs beside the window may overtake each other; only the newest counts.
    fn is_turn(&mut self, turn: u64) -> bool {
        let newest = turn >= self.turn;
        self.turn = self.turn.max(turn);
        newest
    }

    /// Forgets everything: it is saved, or the author does not want it. Does nothing when the turn has passed.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn clear(&mut self, turn: u64) -> Result<(), JournalError> {
        if !self.is_turn(turn) || self.lock.is_none() {
            return Ok(());
        }
        self.open = None;
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(JournalError::at(&self.path, error)),
            _ => Ok(()),
        }
    }

    /// Forgets everything and gives the slot back; nothing is kept here from now on.
    ///
    /// # Errors
    /// Whatever the disk says; then what was kept is found again.
    pub fn let_go(&mut self, turn: u64) -> Result<(), JournalError> {
        let cleared = self.clear(turn);
        self.lock = None;
        cleared
    }

    fn begin(&self, state: &State<'_>, files: Files) -> io::Result<Open> {
        let draft = self.path.with_extension("new");
        let base = file::write(state.base, &Registry);
        let step = Step::between(&base, &files, (state.at, state.saving));
        let mut bytes = HEAD.to_vec();
        let chain = Record::Base(base).push(0, &mut bytes)?;
        let chain = Record::Step(step).push(chain, &mut bytes)?;
        let mut file = File::create(&draft)?;
        file.write_all(&bytes)?;
        file.sync_data()?;
        fs::rename(&draft, &self.path)?;
        if let (Some(folder), false) = (self.path.parent(), cfg!(windows)) {
            File::open(folder)?.sync_all()?;
        }
        let bytes = bytes.len() as u64;
        Ok(Open {
            file,
            serial: state.serial,
            last: files,
            bytes,
            bytes_max: SMALL.max(bytes * GROWTH_MAX),
            chain,
        })
    }

    /// What is in it; `None` when there is nothing that can be read. A torn end is left out.
    fn read(path: &Path) -> Option<Found> {
        let bytes = fs::read(path).ok()?;
        let mut records = record::read(&bytes).into_iter();
        let Some(Record::Base(base)) = records.next() else { return None };
        let mut steps: Vec<Step> = records
            .map_while(|record| match record {
                Record::Step(step) => Some(step),
                Record::Base(_) => None,
            })
            .collect();
        let project = |files: &Files| file::read(files, &Registry).ok();
        // A state that does not open is no use to anybody; the one before it may be.
        while let Some(last) = steps.last() {
            let at = last.at;
            let mut saving = Vec::new();
            let files = steps.iter().try_fold(base.clone(), |files, step| {
                let files = step.apply(files)?;
                saving.extend(step.saving.then(|| project(&files)).flatten());
                Some(files)
            });
            if let Some(ours) = files.as_ref().and_then(project) {
                return Some(Found { base: project(&base).unwrap_or_default(), ours, saving, at });
            }
            steps.pop();
        }
        None
    }
}

impl Open {
    fn append(mut self, files: Files, when: (i64, bool)) -> io::Result<Self> {
        let step = Step::between(&self.last, &files, when);
        let mut bytes = Vec::new();
        self.chain = Record::Step(step).push(self.chain, &mut bytes)?;
        self.file.write_all(&bytes)?;
        self.file.sync_data()?;
        self.bytes += bytes.len() as u64;
        self.last = files;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::build;
    use crate::model::{Block, FunnelName, Pos};

    fn grown(project: &Project) -> Project {
        let mut project = project.clone();
        let funnel = FunnelName("main".into());
        let block = Block { title: format!("Шаг {}", project.next_block), ..Block::new("message") };
        build::add_block(&project, &funnel, block, Pos(0, 0)).0.apply(&mut project).unwrap();
        project
    }

    fn state<'p>(base: &'p Project, now: &'p Project, at: i64) -> State<'p> {
        State { base, serial: 1, now, at, turn: at as u64, saving: false }
    }

    /// A journal with three states behind a base, as a killed window leaves it; its file and the states.
    fn left_behind(root: &Path) -> (PathBuf, Vec<Project>) {
        let mut states = vec![Project::new("Основа")];
        let mut journal = take(root, Path::new("/p")).unwrap().journal;
        for at in 1..=3 {
            states.push(grown(&states[at - 1]));
            journal.keep(&state(&states[0], &states[at], at as i64)).unwrap();
        }
        (journal.path.clone(), states)
    }

    #[test]
    fn a_torn_end_costs_only_the_states_that_it_tore() {
        let root = tempfile::tempdir().unwrap();
        let (path, states) = left_behind(root.path());
        let whole = fs::read(&path).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for len in 0..=whole.len() {
            fs::write(&path, &whole[..len]).unwrap();
            if let Some(found) = Journal::read(&path) {
                assert_eq!(found.base, states[0]);
                assert_eq!(found.ours, states[found.at as usize]);
                seen.insert(found.at);
            }
        }
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn a_flipped_bit_is_noticed_and_everything_before_it_counts() {
        let root = tempfile::tempdir().unwrap();
        let (path, states) = left_behind(root.path());
        let whole = fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            fs::write(&path, &bytes).unwrap();
            if let Some(found) = Journal::read(&path) {
                assert_eq!(found.ours, states[found.at as usize], "byte {at}");
                assert!(found.at < 3, "byte {at} belongs to no state");
            }
        }
    }

    #[test]
    fn a_slot_is_free_when_its_window_is_gone_and_what_it_left_is_found() {
        let root = tempfile::tempdir().unwrap();
        let (_, states) = left_behind(root.path());
        let first = take(root.path(), Path::new("/p")).unwrap();
        assert_eq!(first.found.as_ref().map(|found| &found.ours), states.last());
        assert_eq!(first.others, 0);
        let second = take(root.path(), Path::new("/p")).unwrap();
        assert_eq!((second.found, second.others), (None, 1));
        assert_eq!(take(root.path(), Path::new("/q")).unwrap().others, 0);
        let mut journal = first.journal;
        journal.clear(9).unwrap();
        drop(journal);
        assert_eq!(take(root.path(), Path::new("/p")).unwrap().found, None);
    }

    #[test]
    fn a_project_that_was_never_saved_is_found_by_its_slot() {
        let root = tempfile::tempdir().unwrap();
        let project = grown(&Project::new("Черновик"));
        let mut journal = take_new(root.path()).unwrap();
        journal.keep(&state(&Project::new("Черновик"), &project, 7)).unwrap();
        assert!(left(root.path()).is_empty(), "its window is still open");
        drop(journal);
        let found = left(root.path());
        assert_eq!(found.iter().map(|one| &one.1.ours).collect::<Vec<_>>(), [&project]);
        let taken = take_left(root.path(), &found[0].0).unwrap().unwrap();
        assert_eq!(taken.1.ours, project);
    }

    #[test]
    fn a_project_that_was_set_aside_is_not_found_again_unless_it_is_put_back() {
        let root = tempfile::tempdir().unwrap();
        let project = grown(&Project::new("Черновик"));
        let mut journal = take_new(root.path()).unwrap();
        journal.keep(&state(&Project::new("Черновик"), &project, 7)).unwrap();
        let path = journal.path.clone();
        drop(journal);
        let name = left(root.path())[0].0.clone();
        let aside = set_aside(root.path(), &name).unwrap().unwrap();
        assert!(left(root.path()).is_empty() && !path.exists());
        aside.put_back().unwrap();
        assert_eq!(left(root.path())[0].1.ours, project);
        // A window that is killed forgets nothing; whoever comes next does.
        fs::rename(&path, path.with_extension("aside")).unwrap();
        assert!(left(root.path()).is_empty() && !path.with_extension("aside").exists());
    }

    #[test]
    fn a_state_that_was_about_to_be_saved_is_known_again() {
        let root = tempfile::tempdir().unwrap();
        let base = Project::new("Основа");
        let saved = grown(&base);
        let ours = grown(&saved);
        let mut journal = take_new(root.path()).unwrap();
        journal.keep(&State { saving: true, ..state(&base, &saved, 1) }).unwrap();
        journal.keep(&state(&base, &ours, 3)).unwrap();
        journal.keep(&state(&base, &saved, 2)).unwrap();
        let found = Journal::read(&journal.path).unwrap();
        assert_eq!((found.base_for(&saved), found.base_for(&base)), (&saved, &base));
        assert_eq!(found.ours, ours);
    }

    #[test]
    fn a_long_journal_is_written_anew_and_says_the_same() {
        let root = tempfile::tempdir().unwrap();
        let mut journal = take_new(root.path()).unwrap();
        let base = Project::new("Основа");
        let mut project = base.clone();
        for at in 0..40 {
            let (funnel, title) = (FunnelName("main".into()), at.to_string().repeat(60_000));
            build::set_funnel_title(&project, &funnel, title).apply(&mut project).unwrap();
            journal.keep(&state(&base, &project, at)).unwrap();
        }
        assert!(fs::metadata(&journal.path).unwrap().len() < 2 * SMALL);
        assert_eq!(Journal::read(&journal.path).unwrap().ours, project);
    }
}
