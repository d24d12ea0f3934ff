//! What the studio remembers between two starts: theme, language, recent projects, size of the window.
//!
//! Kept in the folder that the system has for settings. A missing or damaged file means the defaults and is
//! never an error: nothing a person made is in it.

use super::columns::wider;
use crate::model::Lang;
use crate::studio::comfort::{MotionChoice, ScaleStep};
use crate::studio::command::ThemeChoice;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

const FILE: &str = "studio.ron";
const RECENT_MAX: usize = 8;

/// What the studio remembers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark, or as the system is.
    pub theme: ThemeChoice,
    /// Language of the window; `None` until the person chooses, then the system's language does not matter.
    pub lang: Option<Lang>,
    /// Size of everything in the window, percent.
    pub scale: u16,
    /// How much moves.
    pub motion: MotionChoice,
    /// Whether the tour was seen or skipped.
    pub toured: bool,
    /// Folders of projects, the last opened first.
    pub recent: Vec<PathBuf>,
    /// Size of the window in points of a window at 100 %.
    pub size: (f32, f32),
    /// Whether the palette of blocks is shown.
    pub left_open: bool,
    /// Whether the chat is shown.
    pub right_open: bool,
    /// By how many points the columns at the left and right are wider than they need to be.
    pub wider: (f32, f32),
    /// Emoji that were put into texts last, the newest first.
    pub emoji: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::System,
            lang: None,
            scale: 100,
            motion: MotionChoice::System,
            toured: false,
            recent: Vec::new(),
            size: (1440.0, 900.0),
            left_open: true,
            right_open: true,
            wider: (0.0, 0.0),
            emoji: Vec::new(),
        }
    }
}

impl Settings {
    /// The system's folder for the settings of this program; `None` where the system has none.
    pub fn folder() -> Option<PathBuf> {
        directories::ProjectDirs::from("", "", "voronka").map(|dirs| dirs.config_dir().to_owned())
    }

    /// Reads the settings of a folder; defaults where there are none.
    pub fn load(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        let mut settings: Self = ron::from_str(&text).unwrap_or_default();
        settings.size.0 = settings.size.0.clamp(800.0, 8000.0);
        settings.size.1 = settings.size.1.clamp(500.0, 8000.0);
        settings.wider = (wider(settings.wider.0), wider(settings.wider.1));
        settings.scale = ScaleStep::To(settings.scale).from(100);
        settings
    }

    /// How many times larger than usual everything is.
    pub fn zoom(&self) -> f32 {
        f32::from(self.scale) / 100.0
    }

    /// Writes the settings, all or nothing.
    ///
    /// # Errors
    /// Whatever the disk says; losing settings is worth no more than a line in the log.
    pub fn save(&self, folder: &Path) -> std::io::Result<()> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n"))
            .map_err(std::io::Error::other)?;
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.persist(folder.join(FILE))?;
        Ok(())
    }

    /// Puts a project at the head of the recent ones.
    pub fn remember(&mut self, project: &Path) {
        self.recent.retain(|path| path != project);
        self.recent.insert(0, project.to_owned());
        self.recent.truncate(RECENT_MAX);
    }
}

/// Writes the settings one after another, whichever thread comes first.
#[derive(Clone, Debug, Default)]
pub(super) struct Keeper(Arc<Mutex<Kept>>);

/// What was written last, and its turn.
#[derive(Debug, Default)]
struct Kept {
    turn: u64,
    settings: Option<Settings>,
    written: u64,
}

/// The recent projects as they were after a write.
#[derive(Debug)]
pub(super) struct Recent {
    /// How many writes there were by then: reports of them may come in another order.
    pub written: u64,
    pub paths: Vec<PathBuf>,
}

impl Keeper {
    /// Writes settings whose turn it is, with the recent projects of the file after `change`; gives those. Settings
    /// that come after newer ones change the recent projects only.
    pub fn write(
        &self,
        folder: &Path,
        (turn, settings): (u64, Settings),
        change: impl FnOnce(&mut Settings),
    ) -> Recent {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = kept.settings.take().filter(|_| kept.turn > turn);
        let mut settings = newer.unwrap_or(settings);
        settings.recent = Settings::load(folder).recent;
        change(&mut settings);
        // Settings that cannot be kept are not worth a word: nothing that a person made is in them.
        let _ = settings.save(folder);
        let paths = settings.recent.clone();
        (kept.turn, kept.settings) = (kept.turn.max(turn), Some(settings));
        kept.written += 1;
        Recent { written: kept.written, paths }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings { theme: ThemeChoice::Dark, lang: Some(Lang::En), ..Settings::default() };
        settings.remember(Path::new("/projects/a"));
        settings.save(folder.path()).unwrap();
        assert_eq!(Settings::load(folder.path()), settings);
    }

    #[test]
    fn a_window_leaves_the_recent_projects_of_another_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut other = Settings::default();
        other.remember(Path::new("/projects/other"));
        other.save(folder.path()).unwrap();
        let mine = Settings { theme: ThemeChoice::Dark, ..Settings::default() };
        Keeper::default().write(folder.path(), (1, mine), |_| {});
        assert_eq!(Settings::load(folder.path()), Settings { theme: ThemeChoice::Dark, ..other });
    }

    #[test]
    fn what_is_written_late_takes_nothing_back() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::default();
        let before = Settings { theme: ThemeChoice::Light, ..Settings::default() };
        let after = Settings { theme: ThemeChoice::Dark, ..Settings::default() };
        keeper.write(folder.path(), (2, after.clone()), |_| {});
        let write = keeper.write(folder.path(), (1, before), |settings| settings.remember(Path::new("/p")));
        let recent = write.paths;
        assert_eq!(recent, [Path::new("/p")]);
        let kept = Settings::load(folder.path());
        assert_eq!(kept, Settings { recent, ..after }, "the theme chosen last and the project opened before");
    }

    #[test]
    fn a_damaged_file_means_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), b"(theme: \xff").unwrap();
        assert_eq!(Settings::load(folder.path()), Settings::default());
    }

    #[test]
    fn a_project_opened_again_moves_to_the_head_of_the_recent_ones() {
        let mut settings = Settings::default();
        for at in 0..20 {
            settings.remember(Path::new(&format!("/p{at}")));
        }
        settings.remember(Path::new("/p15"));
        assert_eq!(settings.recent.len(), RECENT_MAX);
        assert_eq!(settings.recent[0], Path::new("/p15"));
        assert_eq!(settings.recent.iter().filter(|path| path.ends_with("p15")).count(), 1);
    }
}
