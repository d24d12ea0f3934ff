//! Where a bot keeps its memory when nobody names a file: one for each project folder and bot. A project that
//! was moved begins anew, so the memories that its bot has elsewhere are named.

use super::RunError;
use crate::diag::Words;
use crate::model::fnv64;
use std::path::{Path, PathBuf};

/// The file for a project folder and a bot, in the user's data folder.
pub(super) fn of(folder: &Path, bot_id: i64) -> Result<PathBuf, RunError> {
    let dirs = directories::ProjectDirs::from("", "", "voronka").ok_or(RunError::NoDataFolder)?;
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let whole = whole.canonicalize().unwrap_or(whole);
    let name = whole.file_name().map_or_else(|| "project".into(), |name| name.to_string_lossy());
    let hash = fnv64(0, whole.to_string_lossy().as_bytes());
    Ok(dirs.data_dir().join("bots").join(format!("{name}-{hash:016x}{}", ending(bot_id))))
}

fn ending(bot_id: i64) -> String {
    format!("-{bot_id}.sqlite")
}

/// Files beside `path` with the memory of the same bot, in order of name, when `path` itself is not there yet.
pub(super) fn left_elsewhere(path: &Path, bot_id: i64) -> Vec<PathBuf> {
    let entries = path.parent().filter(|_| !path.exists()).and_then(|folder| folder.read_dir().ok());
    let files = entries.into_iter().flatten().flatten().map(|entry| entry.path());
    let ending = ending(bot_id);
    let mut found: Vec<_> = files.filter(|file| file.to_string_lossy().ends_with(&ending)).collect();
    found.sort();
    found
}

/// What to tell about memories left elsewhere.
pub(super) fn warning(others: &[PathBuf]) -> Option<Words> {
    let paths: Vec<_> = others.iter().map(|path| path.display().to_string()).collect();
    let paths = paths.join(", ");
    (!others.is_empty()).then(|| {
        Words::new(
            format!(
                "в этой папке проекта бот начинает с чистой памятью, а разговоры из другой папки лежат здесь: \
                 {paths}. Чтобы продолжить их, остановите бота и запустите с --store ФАЙЛ"
            ),
            format!(
                "in this project folder the bot begins with an empty memory; its conversations from another folder \
                 are here: {paths}. To go on with them, stop the bot and run it with --store FILE"
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_project_is_told_of_the_memory_its_bot_has() {
        let place = tempfile::tempdir().unwrap();
        let (old, new) = (place.path().join("bot-01-7.sqlite"), place.path().join("bot-02-7.sqlite"));
        assert_eq!(warning(&left_elsewhere(&new, 7)), None);
        for name in ["bot-01-7.sqlite", "bot-01-17.sqlite", "bot-01-7.sqlite-wal"] {
            std::fs::write(place.path().join(name), "").unwrap();
        }
        let others = left_elsewhere(&new, 7);
        assert_eq!(others, std::slice::from_ref(&old));
        assert!(warning(&others).unwrap().ru.contains(&old.display().to_string()));
        std::fs::write(&new, "").unwrap();
        assert!(left_elsewhere(&new, 7).is_empty(), "a memory of its own is no new beginning");
    }
}
