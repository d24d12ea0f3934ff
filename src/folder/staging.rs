//! How several files are replaced together.
//!
//! 1. New files are written into `.voronka-save/` inside the project and brought to the disk.
//! 2. A list of what to put and what to drop is renamed to `.voronka-save/commit`. From this moment the new
//!    project is saved.
//! 3. Each file is renamed into its place; dropped ones are removed.
//! 4. The commit is removed, then the folder.
//!
//! A kill before 2 leaves the old project, one after it the new: whoever reads lays the prepared files over the
//! others, and the next save finishes the work first. Reading never writes.

use super::walk::is_test;
use super::{Files, FolderError, Step, disk, is_ours};
use crate::file::{LAYOUT_FILE, OWN_DIRS, PROJECT_FILE};
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

pub(super) const STAGING_DIR: &str = ".voronka-save";
const COMMIT: &str = "commit";
const LOCK: &str = "lock";
/// First line of a commit; another one is of a program we do not know.
const COMMIT_HEAD: &str = "voronka save 1";
/// Looks at the files before a reader gives up on files that change under it.
const LOOKS_MAX: usize = 20;

/// Sees the files of a project as they are, or refuses them.
pub(super) type Look<'l> = &'l dyn Fn() -> Result<Files, FolderError>;

/// Path, length and time of a file.
pub(super) type Stamp = (PathBuf, u64, Option<std::time::SystemTime>);

/// What a commit says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Commit {
    puts: Vec<String>,
    drops: Vec<String>,
}

/// Reads the files of the project in a folder, with an interrupted save that was committed laid over them.
pub(super) fn read(root: &Path, step: Step<'_>) -> Result<Files, FolderError> {
    let about = fs::metadata(root).map_err(|error| FolderError::at(root, error))?;
    if !about.is_dir() {
        return Err(FolderError::NotAFolder(root.to_owned()));
    }
    let mut seen = stamps(root)?;
    for _ in 0..LOOKS_MAX {
        let files = read_once(root, step);
        // Another program may be saving: only files that held still are one project.
        let again = stamps(root)?;
        if again == seen {
            let files = files?;
            let is_project = files.contains_key(PROJECT_FILE);
            return if is_project { Ok(files) } else { Err(FolderError::NotAProject(root.to_owned())) };
        }
        seen = again;
    }
    Err(FolderError::Busy(root.to_owned()))
}

/// What takes the place of the files of a project.
pub(super) struct Replacement<'r, P> {
    /// The files as they were a moment ago.
    pub now: &'r Files,
    /// Sees the files as they are; what it refuses is refused.
    pub look: Look<'r>,
    /// The files as they shall be.
    pub new: &'r Files,
    /// Hears how many of them are written.
    pub step: Step<'r>,
    /// Asked when the new files are on the disk beside the old ones: what it refuses never takes the place of anything.
    pub prove: P,
}

/// Replaces the files of a project, all or nothing. Looks once more under the lock, so that nobody who saved in between
/// is overwritten unseen.
pub(super) fn replace<P>(root: &Path, replacement: Replacement<'_, P>) -> Result<(), FolderError>
where
    P: FnOnce() -> Result<(), FolderError>,
{
    let staging = root.join(STAGING_DIR);
    let unfinished = fs::symlink_metadata(&staging).is_ok();
    if replacement.now == replacement.new && !unfinished {
        return (replacement.prove)();
    }
    let lock = lock(root, &staging)?;
    let done = replace_locked(root, replacement);
    if done.is_ok() || fs::symlink_metadata(staging.join(COMMIT)).is_err() {
        // What cannot be tidied up now is ignored by readers and tidied up by the next save.
        let _ = fs::remove_dir_all(&staging);
    }
    drop(lock);
    done
}

/// Makes a folder where nothing or an empty folder is. What a save that was killed before it counted has left there is
/// nothing.
pub(super) fn make_empty(root: &Path) -> Result<(), FolderError> {
    match fs::metadata(root) {
        Ok(about) if !about.is_dir() => return Err(FolderError::NotAFolder(root.to_owned())),
        Ok(_) => {}
        Err(_) => return disk::make(root),
    }
    let staging = root.join(STAGING_DIR);
    let is_begun = fs::symlink_metadata(&staging).is_ok();
    let is_saved = fs::symlink_metadata(staging.join(COMMIT)).is_ok();
    if is_begun && !is_saved && lock(root, &staging).is_err() {
        // Another program is making its project here.
        return Err(FolderError::NotEmpty(root.to_owned()));
    }
    for entry in fs::read_dir(root).map_err(|error| FolderError::at(root, error))? {
        let entry = entry.map_err(|error| FolderError::at(root, error))?;
        if is_saved || entry.file_name() != STAGING_DIR {
            return Err(FolderError::NotEmpty(root.to_owned()));
        }
    }
    Ok(())
}

/// Takes away what [`replace`] put into a folder that was empty before and could not finish; gives whether it is no
/// project now. A commit that cannot be removed counts, and with it all that belongs to it.
pub(super) fn give_up(root: &Path, files: &Files) -> bool {
    let staging = root.join(STAGING_DIR);
    match fs::remove_file(staging.join(COMMIT)) {
        Err(error) if !disk::is_absent(&error) => return false,
        _ => {}
    }
    for path in files.keys() {
        let _ = fs::remove_file(root.join(path));
    }
    for (own, _) in OWN_DIRS {
        let _ = fs::remove_dir(root.join(own));
    }
    // What stays is in the way of nobody.
    let _ = fs::remove_dir_all(staging);
    true
}

/// The folder inside the project that a file is put into; `None` beside `project.ron`.
fn folder_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// The work of [`replace`] while no other Voronka does it.
fn replace_locked<P>(root: &Path, replacement: Replacement<'_, P>) -> Result<(), FolderError>
where
    P: FnOnce() -> Result<(), FolderError>,
{
    let Replacement { look, new, step, prove, .. } = replacement;
    if let Some(commit) = read_commit(root)? {
        finish(root, &commit)?;
    }
    let now = look()?;
    let puts: Vec<_> = new.iter().filter(|(path, bytes)| now.get(*path) != Some(*bytes)).collect();
    let drops: Vec<_> = now.keys().filter(|path| !new.contains_key(*path)).cloned().collect();
    if puts.is_empty() && drops.is_empty() {
        return prove();
    }
    let commit = prepare(root, &puts, drops, step, prove)?;
    finish(root, &commit)
}

/// Steps 1 and 2, with the proof between them.
fn prepare(
    root: &Path,
    puts: &[(&String, &Vec<u8>)],
    drops: Vec<String>,
    step: Step<'_>,
    prove: impl FnOnce() -> Result<(), FolderError>,
) -> Result<Commit, FolderError> {
    let staging = root.join(STAGING_DIR);
    let folders: BTreeSet<_> = puts.iter().filter_map(|(path, _)| folder_of(path)).collect();
    for folder in &folders {
        disk::make(&staging.join(folder))?;
        let target = root.join(folder);
        if fs::metadata(&target).is_ok_and(|about| !about.is_dir()) {
            return Err(FolderError::NotAFolder(target));
        }
    }
    for (done, (path, bytes)) in puts.iter().enumerate() {
        go_on(step, done, puts.len())?;
        disk::write(&staging.join(path), bytes)?;
    }
    go_on(step, puts.len(), puts.len())?;
    for folder in &folders {
        disk::sync(&staging.join(folder))?;
    }
    let commit = Commit { puts: puts.iter().map(|(path, _)| (*path).clone()).collect(), drops };
    let draft = staging.join("commit.new");
    disk::write(&draft, commit.print().as_bytes())?;
    disk::sync(&staging)?;
    disk::sync(root)?;
    prove()?;
    let path = staging.join(COMMIT);
    fs::rename(&draft, &path).map_err(|error| FolderError::at(&path, error))?;
    disk::sync(&staging)?;
    Ok(commit)
}

/// Steps 3 and 4; may be done again from any point.
fn finish(root: &Path, commit: &Commit) -> Result<(), FolderError> {
    let staging = root.join(STAGING_DIR);
    let unfinished = |path: &Path| {
        let path = path.to_owned();
        move |source| FolderError::Unfinished { path, source }
    };
    let folders: BTreeSet<_> = commit.puts.iter().filter_map(|path| folder_of(path)).collect();
    for folder in &folders {
        let target = root.join(folder);
        fs::create_dir_all(&target).map_err(unfinished(&target))?;
    }
    for path in &commit.puts {
        let target = root.join(path);
        match fs::rename(staging.join(path), &target) {
            // It is in its place since an earlier attempt.
            Err(error) if disk::is_absent(&error) && target.is_file() => {}
            other => other.map_err(unfinished(&target))?,
        }
    }
    for path in &commit.drops {
        let target = root.join(path);
        match fs::remove_file(&target) {
            Err(error) if disk::is_absent(&error) => {}
            other => other.map_err(unfinished(&target))?,
        }
    }
    for folder in OWN_DIRS.iter().map(|(folder, _)| *folder).chain(folders) {
        let folder = root.join(folder);
        if folder.is_dir() {
            disk::sync(&folder)?;
        }
    }
    disk::sync(root)?;
    let path = staging.join(COMMIT);
    fs::remove_file(&path).map_err(unfinished(&path))?;
    disk::sync(&staging)
}

/// Keeps a second Voronka from preparing files in the same place; the lock ends with the program that holds it. Makes
/// the folder, which the one before takes away with its lock.
fn lock(root: &Path, staging: &Path) -> Result<File, FolderError> {
    let path = staging.join(LOCK);
    for _ in 0..LOOKS_MAX {
        disk::make(staging).map_err(|error| match error {
            FolderError::NotAFolder(path) => FolderError::StagingTaken(path),
            FolderError::Denied(_) => FolderError::Denied(root.to_owned()),
            other => other,
        })?;
        let file = match File::create(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            made => made.map_err(|error| FolderError::at(&path, error))?,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(FolderError::Busy(root.to_owned())),
            // Disks without locks are used by one program at a time.
            Err(TryLockError::Error(_)) | Ok(()) if is_at(&file, &path) => return Ok(file),
            Err(TryLockError::Error(_)) | Ok(()) => {}
        }
    }
    Err(FolderError::Busy(root.to_owned()))
}

/// Whether a path still names that file: between its making and its lock another program may have taken it away, and a
/// third may lock a new one.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |about: fs::Metadata| (about.dev(), about.ino());
    matches!((file.metadata().map(id), fs::metadata(path).map(id)), (Ok(held), Ok(named)) if held == named)
}

/// Elsewhere a file that is open is not taken away.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Tells how far it is; an error once it is to stop.
pub(super) fn go_on(step: Step<'_>, done: usize, all: usize) -> Result<(), FolderError> {
    if step(done, all) { Ok(()) } else { Err(FolderError::Stopped) }
}

fn read_once(root: &Path, step: Step<'_>) -> Result<Files, FolderError> {
    let mut files = Files::new();
    let paths = paths(root)?;
    let all = paths.len();
    for (done, path) in paths.into_iter().enumerate() {
        go_on(step, done, all)?;
        if let Some(bytes) = disk::read(root, &path)? {
            files.insert(path, bytes);
        }
    }
    if let Some(commit) = read_commit(root)? {
        let staging = root.join(STAGING_DIR);
        for path in commit.puts.into_iter().filter(|path| is_ours(path)) {
            if let Some(bytes) = disk::read(&staging, &path)? {
                files.insert(path, bytes);
            }
        }
        files.retain(|path, _| !commit.drops.contains(path));
    }
    Ok(files)
}

/// Paths inside a folder that may be files of a project.
fn paths(root: &Path) -> Result<BTreeSet<String>, FolderError> {
    let mut paths = BTreeSet::from([PROJECT_FILE.to_owned(), LAYOUT_FILE.to_owned()]);
    for (own, _) in OWN_DIRS {
        let folder = root.join(own);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if disk::is_absent(&error) => continue,
            Err(error) => return Err(FolderError::at(&folder, error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| FolderError::at(&folder, error))?;
            let path = format!("{own}/{}", entry.file_name().to_string_lossy());
            if is_ours(&path) {
                paths.insert(path);
            }
        }
    }
    Ok(paths)
}

/// Length and time of every file that belongs to the project, to notice that one changes while it is read.
pub(super) fn stamps(root: &Path) -> Result<Vec<Stamp>, FolderError> {
    let mut stamps = Vec::new();
    let commit = format!("{STAGING_DIR}/{COMMIT}");
    for inside in paths(root)?.into_iter().chain([commit]) {
        let path = root.join(inside);
        if let Ok(about) = fs::metadata(&path) {
            stamps.push((path, about.len(), about.modified().ok()));
        }
    }
    Ok(stamps)
}

fn read_commit(root: &Path) -> Result<Option<Commit>, FolderError> {
    let inside = format!("{STAGING_DIR}/{COMMIT}");
    let Some(bytes) = disk::read(root, &inside)? else { return Ok(None) };
    let commit = String::from_utf8(bytes).ok().and_then(|text| Commit::parse(&text));
    commit.map(Some).ok_or_else(|| FolderError::StagingDamaged(root.join(inside)))
}

impl Commit {
    fn print(&self) -> String {
        let mut out = format!("{COMMIT_HEAD}\n");
        for (word, paths) in [("put", &self.puts), ("drop", &self.drops)] {
            for path in paths {
                out.push_str(&format!("{word} {path}\n"));
            }
        }
        out.push_str("end\n");
        out
    }

    /// `None` for anything but a whole commit about files of ours, since its words remove files.
    fn parse(text: &str) -> Option<Self> {
        let mut commit = Self::default();
        let mut lines = text.lines();
        if lines.next() != Some(COMMIT_HEAD) {
            return None;
        }
        for line in lines.by_ref() {
            if line == "end" {
                return lines.next().is_none().then_some(commit);
            }
            let (word, path) = line.split_once(' ')?;
            let paths = match word {
                "put" => &mut commit.puts,
                "drop" => &mut commit.drops,
                _ => return None,
            };
            let may_be = is_ours(path) || (word == "put" && is_test(path));
            if !may_be {
                return None;
            }
            paths.push(path.to_owned());
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A replacement that nobody stops.
    fn whole<'r, P>(now: &'r Files, look: Look<'r>, new: &'r Files, prove: P) -> Replacement<'r, P> {
        Replacement { now, look, new, step: &|_, _| true, prove }
    }

    #[test]
    fn a_save_that_is_stopped_leaves_the_files_as_they_were() {
        let root = tempfile::tempdir().unwrap();
        let was = Files::from([(PROJECT_FILE.to_owned(), b"before".to_vec())]);
        fs::write(root.path().join(PROJECT_FILE), "before").unwrap();
        let look = || read(root.path(), &|_, _| true);
        let new = |path: &str| (path.to_owned(), b"new".to_vec());
        let ours = Files::from([new(PROJECT_FILE), new("funnels/a.ron"), new("funnels/b.ron")]);
        let test = root.path().join("tests/sub/a.chat");
        let new: Files = ours.clone().into_iter().chain([new("tests/sub/a.chat")]).collect();
        for stop in 0..=new.len() {
            let step = |done, all| {
                assert_eq!(all, new.len());
                done < stop
            };
            let half = Replacement { now: &was, look: &look, new: &new, step: &step, prove: || Ok(()) };
            let stopped = replace(root.path(), half);
            assert!(matches!(stopped, Err(FolderError::Stopped)), "after {stop}: {stopped:?}");
            assert_eq!(look().unwrap(), was);
            assert!(!test.exists());
            assert!(!root.path().join(STAGING_DIR).exists(), "nothing is left lying about");
        }
        replace(root.path(), whole(&was, &look, &new, || Ok(()))).unwrap();
        assert_eq!(look().unwrap(), ours);
        assert_eq!(fs::read(&test).unwrap(), b"new", "conversations change in the same moment");
        assert!(matches!(read(root.path(), &|done, _| done < 1), Err(FolderError::Stopped)));
    }

    #[test]
    fn files_that_do_not_prove_themselves_take_the_place_of_nothing() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join(PROJECT_FILE);
        fs::write(&file, "before").unwrap();
        let look = || read(root.path(), &|_, _| true);
        let new = Files::from([(PROJECT_FILE.to_owned(), b"new".to_vec())]);
        let staged = root.path().join(STAGING_DIR).join(PROJECT_FILE);
        let prove = || {
            assert_eq!(fs::read(&staged).unwrap(), b"new", "asked when the disk has everything");
            Err(FolderError::WouldDiffer)
        };
        let now = look().unwrap();
        let refused = replace(root.path(), whole(&now, &look, &new, prove));
        assert!(matches!(refused, Err(FolderError::WouldDiffer)));
        assert_eq!(fs::read(&file).unwrap(), b"before");
        assert!(!root.path().join(STAGING_DIR).exists(), "nothing is left lying about");
    }

    #[test]
    fn who_saved_between_the_look_and_the_lock_is_not_overwritten() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join(PROJECT_FILE);
        fs::write(&file, "before").unwrap();
        let looks = std::cell::Cell::new(0);
        let look = || {
            let now = read(root.path(), &|_, _| true)?;
            looks.set(looks.get() + 1);
            if looks.get() == 1 {
                // Another program writes now: this writer has looked and holds no lock yet.
                fs::write(&file, "theirs").unwrap();
            }
            match now[PROJECT_FILE] == b"before" {
                true => Ok(now),
                false => Err(FolderError::Busy(root.path().to_owned())),
            }
        };
        let ours = Files::from([(PROJECT_FILE.to_owned(), b"ours".to_vec())]);
        let now = look().unwrap();
        assert!(replace(root.path(), whole(&now, &look, &ours, || Ok(()))).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"theirs");
        assert!(!root.path().join(STAGING_DIR).exists(), "nothing is left lying about");
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_counts_only_while_it_lies_where_others_look_for_it() {
        let root = tempfile::tempdir().unwrap();
        let staging = root.path().join(STAGING_DIR);
        let first = lock(root.path(), &staging).unwrap();
        let path = staging.join(LOCK);
        assert!(is_at(&first, &path));
        assert!(matches!(lock(root.path(), &staging), Err(FolderError::Busy(_))));
        fs::remove_dir_all(&staging).unwrap();
        assert!(!is_at(&first, &path), "it lies nowhere");
        let second = lock(root.path(), &staging).unwrap();
        assert!(is_at(&second, &path) && !is_at(&first, &path), "another has its name");
    }

    #[test]
    fn a_commit_names_only_files_of_the_project() {
        let puts = ["project.ron", "tables/menu.csv", "texts/en@whatsapp.ron", "tests/deep/a.chat"]
            .map(str::to_owned)
            .to_vec();
        let commit = Commit { puts, drops: vec!["funnels/old.ron".into()] };
        assert_eq!(Commit::parse(&commit.print()), Some(commit));
        for path in [
            "../other/project.ron",
            "funnels/../x.ron",
            "media/a.png",
            "/etc/passwd",
            "funnels/.ron",
            "tables/a.ron",
            "tests/a.chat",
        ] {
            let text = format!("{COMMIT_HEAD}\ndrop {path}\nend\n");
            assert_eq!(Commit::parse(&text), None, "{path}");
        }
        assert_eq!(Commit::parse(&format!("{COMMIT_HEAD}\nput project.ron\n")), None, "cut off");
    }
}
