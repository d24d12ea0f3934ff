//! A project folder on disk: opening without altering, saving all or nothing, noticing changes from outside.
//!
//! Only `project.ron`, `layout.ron`, `funnels/*.ron`, `tables/*.csv` and `texts/*.ron` are ours to write; media,
//! tests, notes and git are left alone. [`staging`] tells how a kill at any moment leaves the old project or the new one.

mod attach;
mod disk;
mod error;
pub mod git;
mod look;
mod own;
mod reason;
mod staging;
mod walk;
mod whole;

pub use attach::attach;
pub use error::FolderError;
pub use look::{MediaStamp, media_looks, media_stamps};
pub use own::may_hold_other_files;
pub use reason::reason;
pub use walk::{media, media_size, tests};
pub use whole::{write_new, write_whole};

use crate::file::{self, Before, OWN_DIRS, PROJECT_FILE};
use crate::model::{Catalog, Project};
use staging::Replacement;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

/// Hears how many files of how many are done and says whether to go on. A save that has passed the moment from which
/// it counts goes on to its end.
pub type Step<'s> = &'s dyn Fn(usize, usize) -> bool;

/// What goes with a save.
pub struct Saving<'s> {
    /// Conversations that change with the project, by their path `tests/….chat`: saved in the same moment or not at all.
    pub tests: &'s Files,
    /// What the files read as when the fingerprint handed in was taken: only what differs from it is proven anew.
    pub base: Option<&'s Project>,
    /// Hears how far it is.
    pub step: Step<'s>,
}

/// For those who wait to the end.
pub fn to_the_end(_: usize, _: usize) -> bool {
    true
}

/// Files by their path inside the folder of a project.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What the files of a project looked like at some time: tells whether somebody else changed them since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint(BTreeMap<String, (u64, u64)>);

impl Fingerprint {
    fn of(files: &Files) -> Self {
        let print =
            |(path, bytes): (&String, &Vec<u8>)| (path.clone(), (bytes.len() as u64, quick_hash(bytes)));
        Self(files.iter().map(print).collect())
    }

    /// Paths of the files that differ, are new or are gone.
    fn differences(&self, other: &Self) -> Vec<String> {
        let paths = self.0.keys().chain(other.0.keys());
        let mut paths: Vec<_> =
            paths.filter(|path| self.0.get(*path) != other.0.get(*path)).cloned().collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

/// A project read from disk.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The project.
    pub project: Project,
    /// Its files as they were read; hand it to [`save`].
    pub fingerprint: Fingerprint,
}

/// Opens the project in a folder; never alters a file, not even to finish an interrupted save.
pub fn open(path: &Path, catalog: &dyn Catalog) -> Result<Opened, FolderError> {
    open_step(path, catalog, &to_the_end)
}

/// The same, followed and stopped.
pub fn open_step(path: &Path, catalog: &dyn Catalog, step: Step<'_>) -> Result<Opened, FolderError> {
    let files = staging::read(path, step)?;
    let project = file::read_by(&files, catalog, &at_once)?;
    Ok(Opened { project, fingerprint: Fingerprint::of(&files) })
}

/// The fingerprint of the files as they are now, for a look whether somebody else changed them.
pub fn fingerprint(path: &Path) -> Result<Fingerprint, FolderError> {
    Ok(Fingerprint::of(&staging::read(path, &to_the_end)?))
}

/// Saves a project over the one in the folder: all of it or nothing. Files that have not changed are not
/// written; funnels that are gone lose their file.
///
/// With `since` refuses to overwrite files that are not as they were then; `None` overwrites. Gives the
/// fingerprint to hand in next time.
pub fn save(
    path: &Path,
    project: &Project,
    catalog: &dyn Catalog,
    since: Option<&Fingerprint>,
) -> Result<Fingerprint, FolderError> {
    let tests = Files::new();
    save_step(path, project, catalog, since, &Saving { tests: &tests, base: None, step: &to_the_end })
}

/// The same with conversations, followed and stopped.
pub fn save_step(
    path: &Path,
    project: &Project,
    catalog: &dyn Catalog,
    since: Option<&Fingerprint>,
    saving: &Saving<'_>,
) -> Result<Fingerprint, FolderError> {
    let files = file::write_by(project, catalog, &at_once);
    let look = || {
        let now = staging::read(path, &to_the_end)?;
        let changed = since.map(|since| Fingerprint::of(&now).differences(since)).unwrap_or_default();
        if changed.is_empty() {
            return Ok(now);
        }
        Err(FolderError::ChangedOutside { path: path.to_owned(), files: changed })
    };
    let all = with_tests(&files, saving);
    let now = look()?;
    let base = saving.base.filter(|_| since.is_some());
    let before = base.map(|project| Before { files: &now, project });
    // While the disk takes the new files beside the old ones, they are proven to open again.
    std::thread::scope(|scope| {
        let proof = scope.spawn(|| proven(&files, project, catalog, before));
        let prove = || proof.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        staging::replace(path, Replacement { now: &now, look: &look, new: &all, step: saving.step, prove })
    })?;
    Ok(Fingerprint::of(&files))
}

/// Makes a new project folder. Refuses a folder that has anything in it.
pub fn create(path: &Path, project: &Project, catalog: &dyn Catalog) -> Result<Fingerprint, FolderError> {
    create_with(path, project, catalog, &Files::new(), &to_the_end)
}

/// Makes a new project folder with media and tests given as bytes by their path inside the folder; of other
/// paths nothing is written. The new folder is a project only once everything is in it.
pub fn create_with(
    path: &Path,
    project: &Project,
    catalog: &dyn Catalog,
    beside: &Files,
    step: Step<'_>,
) -> Result<Fingerprint, FolderError> {
    let files = written(project, catalog)?;
    make_with(path, &files, step, || walk::put(path, beside, step))?;
    Ok(Fingerprint::of(&files))
}

/// Makes a new project folder with the media and tests of another. The new folder is a project only once
/// everything is in it.
pub fn save_as(
    from: &Path,
    to: &Path,
    project: &Project,
    catalog: &dyn Catalog,
) -> Result<Fingerprint, FolderError> {
    let tests = Files::new();
    save_as_step(from, to, project, catalog, &Saving { tests: &tests, base: None, step: &to_the_end })
}

/// The same with other conversations, followed and stopped; of a folder that was begun nothing stays.
pub fn save_as_step(
    from: &Path,
    to: &Path,
    project: &Project,
    catalog: &dyn Catalog,
    saving: &Saving<'_>,
) -> Result<Fingerprint, FolderError> {
    let files = written(project, catalog)?;
    let new = with_tests(&files, saving);
    make_with(to, &new, saving.step, || walk::copy(from, to, saving.step))?;
    Ok(Fingerprint::of(&files))
}

/// Makes a folder with these files once `beside` has put there what lies beside them. Of what cannot be finished nothing
/// stays.
fn make_with(
    path: &Path,
    files: &Files,
    step: Step<'_>,
    beside: impl FnOnce() -> Result<(), FolderError>,
) -> Result<(), FolderError> {
    // Inside the media of a project the copy of them would be copied, too.
    own::may_hold_other_files(path)?;
    let is_new = !path.exists();
    staging::make_empty(path)?;
    let replacement = Replacement { now: &Files::new(), look: &nothing, new: files, step, prove: || Ok(()) };
    let done = beside().and_then(|()| staging::replace(path, replacement));
    let Err(error) = done else { return Ok(()) };
    // What another program has put there in the meantime is not ours to take away.
    if matches!(error, FolderError::Busy(_)) || !staging::give_up(path, files) {
        return Err(error);
    }
    walk::forget(path, is_new);
    Err(match error {
        FolderError::Unfinished { path, source } => FolderError::at(&path, source),
        other => other,
    })
}

/// The files of a project and the conversations that change with it.
fn with_tests<'f>(files: &'f Files, saving: &Saving<'_>) -> Cow<'f, Files> {
    let tests = saving.tests.iter().filter(|(path, _)| walk::is_test(path));
    let mut all = Cow::Borrowed(files);
    for (path, bytes) in tests {
        all.to_mut().insert(path.clone(), bytes.clone());
    }
    all
}

/// What is in a folder that was made a moment ago.
fn nothing() -> Result<Files, FolderError> {
    Ok(Files::new())
}

/// The bytes of a project, proven to open again as the same project.
fn written(project: &Project, catalog: &dyn Catalog) -> Result<Files, FolderError> {
    let files = file::write_by(project, catalog, &at_once);
    proven(&files, project, catalog, None)?;
    Ok(files)
}

/// Does two pieces of work at the same time; one after the other where the system gives no thread.
fn at_once(first: file::Work<'_>, second: file::Work<'_>) {
    let mut is_beside = false;
    std::thread::scope(|scope| {
        is_beside = std::thread::Builder::new().spawn_scoped(scope, &mut *second).is_ok();
        first();
    });
    if !is_beside {
        second();
    }
}

/// Refuses files that do not open as the project: nothing is overwritten by them.
fn proven(
    files: &Files,
    project: &Project,
    catalog: &dyn Catalog,
    before: Option<Before<'_>>,
) -> Result<(), FolderError> {
    let again = before.map(|before| file::read_since(before, files, catalog, &at_once));
    if again.is_some_and(|again| again.is_ok_and(|again| again == *project)) {
        return Ok(());
    }
    match file::read_by(files, catalog, &at_once) {
        Ok(again) if again == *project => {
            // Of a large project it is a hundred thousand pieces, and nobody waits until they are given back.
            let _ = std::thread::Builder::new().spawn(move || drop(again));
            Ok(())
        }
        Ok(_) => Err(FolderError::WouldDiffer),
        Err(error) => Err(FolderError::WouldNotOpen(error)),
    }
}

/// A cheap look at the files of a project: equal stamps mean that nobody has touched them.
///
/// Files of the same length saved twice within the resolution of the disk's clock look alike; whoever writes in
/// earnest compares a [`Fingerprint`].
pub fn stamps(path: &Path) -> Result<Stamps, FolderError> {
    staging::stamps(path).map(Stamps)
}

/// When the files of a project were changed last; `None` when none can be seen.
pub fn changed_at(path: &Path) -> Option<std::time::SystemTime> {
    staging::stamps(path).ok()?.into_iter().filter_map(|(_, _, at)| at).max()
}

/// What [`stamps`] saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps(Vec<staging::Stamp>);

/// Whether a path inside the folder is of the project itself: one that saving may write or remove.
pub fn is_ours(path: &str) -> bool {
    path == PROJECT_FILE || path == file::LAYOUT_FILE || own_folder(path).is_some()
}

/// The folder inside the project that a file of ours lies in; `None` for every other file and for those that lie
/// beside `project.ron`.
fn own_folder(path: &str) -> Option<&'static str> {
    let (folder, name) = path.split_once('/')?;
    let (own, ending) = OWN_DIRS.iter().find(|(own, _)| *own == folder)?;
    let is_name = name.ends_with(ending) && !name.contains(['/', '\\', '\0', '\n']) && !name.starts_with('.');
    is_name.then_some(*own)
}

/// Enough to notice a change, at a multiply and a shift for every eight bytes: `fnv64` takes one for every byte, and
/// every look at the disk reads all files of a project. Another version of the program may count otherwise, so it is
/// never kept beyond the run.
fn quick_hash(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, word: u64| {
        let mixed = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(bytes.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)))
}
