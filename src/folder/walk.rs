//! Media and tests beside a project: listed, measured, copied.

use super::staging::go_on;
use super::{Files, FolderError, Step, disk};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

pub(super) const MEDIA_DIR: &str = "media";
pub(super) const TESTS_DIR: &str = "tests";
/// Folders in folders that are followed; more than anybody sorts pictures into.
const DEPTH_MAX: usize = 16;

/// Size in bytes of every file below `media/`, by its path there with `/`. Empty without such a folder; files
/// whose names are not Unicode are left out.
pub fn media(root: &Path) -> Result<BTreeMap<String, u64>, FolderError> {
    let mut sizes = BTreeMap::new();
    each_file(&root.join(MEDIA_DIR), "", 0, &mut |name, path| {
        let about = fs::metadata(path).map_err(|error| FolderError::at(path, error))?;
        sizes.insert(name.to_owned(), about.len());
        Ok(())
    })?;
    Ok(sizes)
}

/// Size in bytes of one file below `media/`; `None` when it is not there or the name leads out of the folder.
pub fn media_size(root: &Path, name: &str) -> Option<u64> {
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let about = fs::metadata(root.join(MEDIA_DIR).join(name)).ok()?;
    (inside && !name.is_empty() && about.is_file()).then_some(about.len())
}

/// Paths of the conversations, every `.chat` file below `tests/`, in order of name.
pub fn tests(root: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let mut paths = BTreeMap::new();
    each_file(&root.join(TESTS_DIR), "", 0, &mut |name, path| {
        if name.ends_with(".chat") {
            paths.insert(name.to_owned(), path.to_owned());
        }
        Ok(())
    })?;
    Ok(paths.into_values().collect())
}

/// Copies media and tests into another folder.
pub(super) fn copy(from: &Path, to: &Path, step: Step<'_>) -> Result<(), FolderError> {
    let mut files = Vec::new();
    for part in [MEDIA_DIR, TESTS_DIR] {
        each_file(&from.join(part), "", 0, &mut |name, path| {
            files.push((path.to_owned(), to.join(part).join(name)));
            Ok(())
        })?;
    }
    for (done, (path, target)) in files.iter().enumerate() {
        go_on(step, done, files.len())?;
        if let Some(folder) = target.parent() {
            disk::make(folder)?;
        }
        fs::copy(path, target).map_err(|error| FolderError::at(target, error))?;
    }
    Ok(())
}

/// Writes the media and tests among some files into a folder.
pub(super) fn put(to: &Path, files: &Files, step: Step<'_>) -> Result<(), FolderError> {
    for (done, (name, bytes)) in files.iter().enumerate() {
        go_on(step, done, files.len())?;
        let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if !is_inside || !name.split_once('/').is_some_and(|(part, _)| [MEDIA_DIR, TESTS_DIR].contains(&part))
        {
            continue;
        }
        let target = to.join(name);
        if let Some(folder) = target.parent() {
            disk::make(folder)?;
        }
        disk::write(&target, bytes)?;
    }
    Ok(())
}

/// Whether a path inside a project is that of a conversation.
pub(super) fn is_test(path: &str) -> bool {
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    inside
        && !path.contains(['\\', '\0', '\n'])
        && path.strip_prefix("tests/").is_some_and(|name| name.ends_with(".chat"))
}

/// Removes what [`copy`] or [`put`] brought into a folder that was empty before, as far as that can be done, and the
/// folder when it was made for that.
pub(super) fn forget(to: &Path, is_new: bool) {
    for part in [MEDIA_DIR, TESTS_DIR] {
        let _ = fs::remove_dir_all(to.join(part));
    }
    if is_new {
        let _ = fs::remove_dir(to);
    }
}

/// Calls `visit` with the path below the first folder and the whole path of each file. What begins with a dot is of
/// programs and of nobody's making.
pub(super) fn each_file(
    folder: &Path,
    prefix: &str,
    depth: usize,
    visit: &mut dyn FnMut(&str, &Path) -> Result<(), FolderError>,
) -> Result<(), FolderError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if disk::is_absent(&error) => return Ok(()),
        Err(error) => return Err(FolderError::at(folder, error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| FolderError::at(folder, error))?;
        let Some(name) = entry.file_name().to_str().map(|name| format!("{prefix}{name}")) else { continue };
        let kind = entry.file_type().map_err(|error| FolderError::at(&entry.path(), error))?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if kind.is_dir() && depth < DEPTH_MAX {
            each_file(&entry.path(), &format!("{name}/"), depth + 1, visit)?;
        } else if kind.is_file() || (kind.is_symlink() && entry.path().is_file()) {
            visit(&name, &entry.path())?;
        }
    }
    Ok(())
}
