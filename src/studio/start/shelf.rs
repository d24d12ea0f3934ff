//! What the start page shows of projects: templates and recent ones, read beside the window; their pictures,
//! measured one by one while the page is already there.

use crate::blocks::Registry;
use crate::folder;
use crate::gallery::TEMPLATES;
use crate::model::{Lang, Project};
use crate::studio::canvas::Thumbnail;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// A recent project as it is on the disk now.
#[derive(Clone, Debug)]
pub struct Recent {
    /// Its folder.
    pub path: PathBuf,
    /// What its author calls it; the name of the folder when it cannot be read.
    pub title: String,
    /// When it was saved last, milliseconds since 1970.
    pub at: Option<i64>,
    /// The project; `None` when the folder is gone or cannot be read.
    pub project: Option<Arc<Project>>,
    /// Whether the folder is there.
    pub there: bool,
}

/// Projects for the cards.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Templates by name.
    pub templates: BTreeMap<&'static str, Arc<Project>>,
    /// Recent projects, the last one first.
    pub recent: Vec<Recent>,
}

impl Shelf {
    /// Reads the recent projects.
    pub fn recent(paths: &[PathBuf]) -> Vec<Recent> {
        paths.iter().map(|path| recent(path)).collect()
    }

    /// Reads the templates.
    pub fn templates() -> BTreeMap<&'static str, Arc<Project>> {
        let read = TEMPLATES.iter().filter_map(|one| Some((one.name, Arc::new(one.project().ok()?))));
        read.collect()
    }
}

fn recent(path: &Path) -> Recent {
    let opened = folder::open(path, &Registry).ok().map(|opened| Arc::new(opened.project));
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let title = opened.as_ref().map(|project| project.title.trim().to_owned());
    let title = title.filter(|title| !title.is_empty()).unwrap_or(name);
    let changed = folder::changed_at(path).and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let at = changed.and_then(|since| i64::try_from(since.as_millis()).ok());
    Recent { path: path.to_owned(), title, at, project: opened, there: path.is_dir() }
}

/// Pictures of projects, by the address of the project and the language. Each holds its project, so that no other one
/// comes to lie at that address while there is a picture for it.
#[derive(Debug, Default)]
pub struct Pictures {
    drawn: BTreeMap<(usize, bool), (Arc<Project>, Thumbnail)>,
    /// How many may still be measured in this frame.
    left: usize,
}

impl Pictures {
    /// Begins a frame: a few more pictures may be measured, and those of projects that nobody shows any more go.
    pub fn begin(&mut self) {
        const A_FRAME: usize = 3;
        self.left = A_FRAME;
        let drawn: BTreeMap<usize, usize> = self.drawn.keys().fold(BTreeMap::new(), |mut held, (at, _)| {
            *held.entry(*at).or_default() += 1;
            held
        });
        self.drawn.retain(|(at, _), (project, _)| Arc::strong_count(project) > drawn[at]);
    }

    /// The picture of a project; `None` when it is not its turn yet, and then another frame is asked for.
    pub fn of(&mut self, ctx: &egui::Context, project: &Arc<Project>, lang: Lang) -> Option<&Thumbnail> {
        let key = (Arc::as_ptr(project) as usize, lang == Lang::Ru);
        if !self.drawn.contains_key(&key) {
            if self.left == 0 {
                ctx.request_repaint();
                return None;
            }
            self.left -= 1;
            self.drawn.insert(key, (project.clone(), Thumbnail::new(ctx, project, lang)));
        }
        self.drawn.get(&key).map(|(_, picture)| picture)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_holds_its_project_and_goes_when_nobody_else_does() {
        let ctx = egui::Context::default();
        crate::studio::theme::Theme::install_fonts(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let mut pictures = Pictures::default();
            let project = Arc::new(Project::new("Первый"));
            let address = Arc::downgrade(&project);
            pictures.begin();
            for lang in [Lang::Ru, Lang::En] {
                assert!(pictures.of(ui.ctx(), &project, lang).is_some());
            }
            pictures.begin();
            assert_eq!(pictures.drawn.len(), 2, "its card is still there");
            drop(project);
            assert!(address.upgrade().is_some(), "no other project can come to lie at its address");
            pictures.begin();
            assert!(pictures.drawn.is_empty() && address.upgrade().is_none());
        });
        output.textures_delta.clear();
    }
}
