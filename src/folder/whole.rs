//! Whole files beside the project's own: the file that was there or the new one, at every moment. A kill or a full disk
//! leaves no half of one; what a kill leaves is a draft whose name begins with a dot.
//!
//! Whoever may read the folder may read them, as those of any other program: they are for handing out, for git, for a
//! bot under another user.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Writes a file and waits until its contents are on the disk; makes the folders it needs.
///
/// # Errors
/// Whatever the disk says; a file that was there is there as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    drafted(folder, bytes)?.persist(path)?;
    Ok(())
}

/// The same under the first of the names for 1, 2, 3 and so on that is free; gives that name. Never over a file that is
/// there.
///
/// # Errors
/// Whatever the disk says; then no file is new.
pub fn write_new(folder: &Path, bytes: &[u8], name: impl Fn(u32) -> String) -> io::Result<String> {
    let mut file = drafted(folder, bytes)?;
    for number in 1.. {
        let name = name(number);
        match put_down(file, &folder.join(&name))? {
            None => return Ok(name),
            Some(draft) => file = draft,
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// An empty draft in a folder that is there; nothing of it stays when it is dropped.
pub(super) fn draft(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".voronka-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What the system takes off it, it takes off every new file of this person.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Gives a draft that is on the disk its name. The draft comes back when the name is taken.
pub(super) fn put_down(draft: NamedTempFile, path: &Path) -> io::Result<Option<NamedTempFile>> {
    match draft.persist_noclobber(path) {
        Ok(_) => Ok(None),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => Ok(Some(refused.file)),
        Err(refused) => Err(refused.error),
    }
}

/// A draft with these bytes, on the disk.
fn drafted(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    fs::create_dir_all(folder)?;
    let mut file = draft(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole_and_a_new_one_takes_the_first_free_name() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("deep/er");
        write_whole(&folder.join("a.csv"), b"one").unwrap();
        write_whole(&folder.join("a.csv"), b"two").unwrap();
        assert_eq!(fs::read(folder.join("a.csv")).unwrap(), b"two");
        let name = |number: u32| format!("talk-{number}.chat");
        fs::write(folder.join("talk-2.chat"), "theirs").unwrap();
        assert_eq!(write_new(&folder, b"1", name).unwrap(), "talk-1.chat");
        assert_eq!(write_new(&folder, b"3", name).unwrap(), "talk-3.chat");
        assert_eq!(fs::read(folder.join("talk-2.chat")).unwrap(), b"theirs");
        fs::create_dir(folder.join("b.csv")).unwrap();
        assert!(write_whole(&folder.join("b.csv"), b"").is_err(), "a folder has the name");
        assert!(write_whole(&folder.join("a.csv/below"), b"").is_err(), "a file is no folder");
        let held = ["a.csv", "b.csv", "talk-1.chat", "talk-2.chat", "talk-3.chat"];
        assert_eq!(names(&folder), held, "no draft is left over");
    }

    #[cfg(unix)]
    #[test]
    fn whoever_may_read_a_new_file_may_read_these() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        // The way every program makes a file says what this person gives to others.
        fs::write(at("usual"), "").unwrap();
        write_whole(&at("texts.csv"), b"").unwrap();
        write_new(place.path(), b"", |number| format!("talk-{number}.chat")).unwrap();
        fs::write(at("price.pdf"), "").unwrap();
        super::super::attach(&at("project"), &at("price.pdf")).unwrap();
        for name in ["texts.csv", "talk-1.chat", "project/media/price.pdf"] {
            assert_eq!(mode(&at(name)), mode(&at("usual")), "{name}");
        }
    }
}
