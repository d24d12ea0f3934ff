//! Small steps on disk, each with its error named.

use super::FolderError;
use crate::file::{FILE_BYTES_MAX, too_large};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Reads a file that must be an ordinary one and not too large; `None` when nothing is there.
pub(super) fn read(root: &Path, inside: &str) -> Result<Option<Vec<u8>>, FolderError> {
    let path = root.join(inside);
    let about = match fs::metadata(&path) {
        Ok(about) => about,
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(FolderError::at(&path, error)),
    };
    // A pipe would be waited for without end.
    if !about.is_file() {
        let source = io::Error::other("not an ordinary file");
        return Err(FolderError::Io { path, source });
    }
    if about.len() > FILE_BYTES_MAX {
        return Err(FolderError::File(too_large(inside, about.len())));
    }
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(FolderError::at(&path, error)),
    }
}

/// Writes a new file and waits until it is on the disk.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|error| FolderError::at(path, error))
}

/// Makes sure that the names in a folder are on the disk.
pub(super) fn sync(path: &Path) -> Result<(), FolderError> {
    // Folders cannot be opened as files on Windows, which keeps their names by itself.
    if cfg!(windows) {
        return Ok(());
    }
    let synced = File::open(path).and_then(|folder| folder.sync_all());
    match synced {
        // Some network disks do not know the request.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        Err(error) => Err(FolderError::at(path, error)),
        Ok(()) => Ok(()),
    }
}

/// Makes a folder and those above it where they are missing.
pub(super) fn make(path: &Path) -> Result<(), FolderError> {
    fs::create_dir_all(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            FolderError::NotAFolder(path.to_owned())
        }
        // Making all that is missing, nothing can be missing: the system keeps this place to itself.
        io::ErrorKind::NotFound => FolderError::Denied(path.to_owned()),
        _ => FolderError::at(path, error),
    })
}

/// Whether nothing is there, which a file in place of a folder above means too.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
