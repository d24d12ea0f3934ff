//! Folders of a project in which nothing else may be put: what is written for handing out would be read as
//! funnels, tables, texts, tests or media, or replace them.

use super::walk::{MEDIA_DIR, TESTS_DIR};
use super::{FolderError, staging};
use crate::file::{OWN_DIRS, PROJECT_FILE};
use std::path::{Component, Path, PathBuf};

/// Refuses a folder that is, or lies in, the funnels, tables, texts, tests or media of any project. It need not exist yet.
///
/// # Errors
/// [`FolderError::Reserved`].
pub fn may_hold_other_files(folder: &Path) -> Result<(), FolderError> {
    let whole = resolved(folder);
    let is_own = |place: &Path| {
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_named = [TESTS_DIR, MEDIA_DIR, staging::STAGING_DIR].contains(&name)
            || OWN_DIRS.iter().any(|(own, _)| *own == name);
        is_named && place.parent().is_some_and(|project| project.join(PROJECT_FILE).is_file())
    };
    if whole.ancestors().any(is_own) { Err(FolderError::Reserved(folder.to_owned())) } else { Ok(()) }
}

/// The whole path with links and `..` followed, as far as it exists.
fn resolved(folder: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()).components() {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            Component::CurDir => {}
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => whole.push(part),
        }
        whole = whole.canonicalize().unwrap_or(whole);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_folders_of_a_project_are_closed_to_other_files() {
        let place = tempfile::tempdir().unwrap();
        let project = place.path().join("project");
        std::fs::create_dir_all(project.join("tests/more")).unwrap();
        std::fs::create_dir_all(place.path().join("tests")).unwrap();
        std::fs::write(project.join(PROJECT_FILE), "").unwrap();
        for closed in [
            "tests",
            "tests/more",
            "media",
            "tables",
            "texts/en",
            "funnels/new/deep",
            "export/../funnels",
            ".voronka-save",
        ] {
            assert!(may_hold_other_files(&project.join(closed)).is_err(), "{closed}");
        }
        for open in ["", "export", "export/media", "../tests", "tests.old", "tests/../export"] {
            assert!(may_hold_other_files(&project.join(open)).is_ok(), "{open}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_around_the_refusal() {
        let place = tempfile::tempdir().unwrap();
        std::fs::create_dir(place.path().join("media")).unwrap();
        std::fs::write(place.path().join(PROJECT_FILE), "").unwrap();
        std::os::unix::fs::symlink(place.path().join("media"), place.path().join("shortcut")).unwrap();
        assert!(may_hold_other_files(&place.path().join("shortcut/qr")).is_err());
    }
}
