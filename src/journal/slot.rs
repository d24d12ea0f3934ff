//! Which window has which journal: slots, each a lock and a journal, in a folder per project.

use super::{Found, Journal, JournalError};
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Folder of the journals inside the data of the program.
const FOLDER: &str = "journal";
/// Folder of the projects that were never saved.
const NEW: &str = "new";
/// Held while somebody looks which slots are free.
const DOOR: &str = "door";
/// Windows on one project; more of them are not counted.
const SLOTS_MAX: u32 = 64;

/// A slot that was taken for a project.
#[derive(Debug)]
pub struct Taken {
    /// The journal of this window; nothing is written until something is kept.
    pub journal: Journal,
    /// What a window that did not end well left here.
    pub found: Option<Found>,
    /// How many other windows have the project open now.
    pub others: usize,
}

/// Takes a slot for a project by the path of its folder, one with a journal that was left behind when there is one.
///
/// `root` is the folder for the data of the program.
///
/// # Errors
/// Whatever the disk says; then nothing can be kept and nothing is known of other windows.
pub fn take(root: &Path, project: &Path) -> Result<Taken, JournalError> {
    let folder = root.join(FOLDER).join(key(project));
    let free = Slots::look(&folder)?;
    let others = free.others;
    let mut journal: Option<(Journal, Option<Found>)> = None;
    for slot in free.slots {
        let found = Journal::read(&slot.path);
        let is_newer =
            |best: &(Journal, Option<Found>)| found.as_ref().map(|f| f.at) > best.1.as_ref().map(|f| f.at);
        if journal.as_ref().is_none_or(is_newer) {
            journal = Some((slot, found));
        }
    }
    match journal {
        Some((journal, found)) => Ok(Taken { journal, found, others }),
        None => Err(JournalError::at(&folder, io::Error::other("too many windows"))),
    }
}

/// Takes a slot for a project that has no folder yet.
///
/// # Errors
/// As for [`take`].
pub fn take_new(root: &Path) -> Result<Journal, JournalError> {
    let folder = root.join(FOLDER).join(NEW);
    let empty = Slots::look(&folder)?.slots.into_iter().find(|slot| !slot.path.exists());
    empty.ok_or_else(|| JournalError::at(&folder, io::Error::other("too many windows")))
}

/// Projects that were never saved and whose window did not end well, by the name of their slot, the newest first.
pub fn left(root: &Path) -> Vec<(String, Found)> {
    let slots = Slots::look(&root.join(FOLDER).join(NEW)).map(|free| free.slots).unwrap_or_default();
    let mut found: Vec<_> = slots.iter().filter_map(|s| Some((s.name(), Journal::read(&s.path)?))).collect();
    found.sort_by_key(|(_, found)| std::cmp::Reverse(found.at));
    found
}

/// Takes the slot of a project that was never saved; `None` when another window has it by now.
///
/// # Errors
/// As for [`take`].
pub fn take_left(root: &Path, name: &str) -> Result<Option<(Journal, Found)>, JournalError> {
    let mut slots = Slots::look(&root.join(FOLDER).join(NEW))?.slots.into_iter();
    let slot = slots.find(|slot| slot.name() == name);
    Ok(slot.and_then(|slot| Journal::read(&slot.path).map(|found| (slot, found))))
}

/// A project that was never saved and that nobody wants any more: it is not found again, whatever becomes of this
/// window, and is forgotten for good when this is dropped.
#[derive(Debug)]
pub struct Aside(Journal);

/// Sets a project aside that was never saved; `None` when another window has it by now.
///
/// # Errors
/// As for [`take`]; then it is found again.
pub fn set_aside(root: &Path, name: &str) -> Result<Option<Aside>, JournalError> {
    let Some((slot, _)) = take_left(root, name)? else { return Ok(None) };
    fs::rename(&slot.path, slot.aside()).map_err(|source| JournalError::at(&slot.path, source))?;
    Ok(Some(Aside(slot)))
}

impl Aside {
    /// Puts it back among the projects that were never saved.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn put_back(self) -> Result<(), JournalError> {
        let path = &self.0.path;
        fs::rename(self.0.aside(), path).map_err(|source| JournalError::at(path, source))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next who looks at the slot.
        let _ = fs::remove_file(self.0.aside());
    }
}

impl Journal {
    /// Where it waits to be forgotten.
    fn aside(&self) -> PathBuf {
        self.path.with_extension("aside")
    }

    /// Name of its slot among those of its folder.
    fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The free slots of a folder, all of them held.
struct Slots {
    slots: Vec<Journal>,
    others: usize,
}

impl Slots {
    /// Holds every free slot that was used before and one that was not.
    fn look(folder: &Path) -> Result<Self, JournalError> {
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| JournalError { path, source }
        };
        fs::create_dir_all(folder).map_err(at(folder))?;
        let path = folder.join(DOOR);
        let door = File::create(&path).map_err(at(&path))?;
        // Two windows that open at once would take each other's look for a third. Disks without locks do without.
        let _ = door.lock();
        let mut free = Self { slots: Vec::new(), others: 0 };
        for number in 1..=SLOTS_MAX {
            let path = folder.join(format!("{number}.lock"));
            let is_new = !path.exists();
            let lock = File::options().create(true).append(true).open(&path).map_err(at(&path))?;
            match lock.try_lock() {
                Err(TryLockError::WouldBlock) => free.others += 1,
                held @ (Err(TryLockError::Error(_)) | Ok(())) => {
                    let slot = Journal::new(folder.join(format!("{number}.journal")), lock);
                    if held.is_ok() {
                        // Its window ended before it could forget it; most often there is none.
                        let _ = fs::remove_file(slot.aside());
                    }
                    free.slots.push(slot);
                }
            }
            if is_new && !free.slots.is_empty() {
                break;
            }
        }
        Ok(free)
    }
}

/// Name of a project's folder among the journals. Two ways to the same folder are one.
fn key(project: &Path) -> String {
    let path: PathBuf = fs::canonicalize(project).unwrap_or_else(|_| project.to_owned());
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
