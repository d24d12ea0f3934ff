//! The gallery: projects of our own that a new project can begin as, by what the marketer wants to achieve.
//!
//! A template is a folder of `projects/` and an entry of [`TEMPLATES`]; the program carries the folders inside.
//! A debug build reads them from the disk, so that changing one compiles nothing.

mod goal;
mod lent;
mod list;
mod yours;

pub use goal::Goal;
pub use lent::{is_lent, lent};
pub use list::TEMPLATES;
pub use yours::{Yours, yours};

use crate::blocks::Registry;
use crate::diag::FileError;
use crate::file;
use crate::folder;
use crate::model::{Label, Project};
use std::collections::BTreeMap;
use std::path::Path;

/// The folders of `projects/`, with paths such as `checklist/project.ron`.
#[derive(rust_embed::RustEmbed)]
#[folder = "projects/"]
struct Carried;

/// A project that a new one can begin as.
#[derive(Debug)]
pub struct Template {
    /// Its folder in `projects/` and its name on the command line.
    pub name: &'static str,
    /// What it is for.
    pub goal: Goal,
    /// What it is, in two or three words.
    pub title: Label,
    /// What it does for the subscriber and for the owner, in one sentence.
    pub about: Label,
}

/// The template of a name.
pub fn template(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// The goals that have a template, in order, each with its templates in the order of the gallery.
pub fn by_goal() -> impl Iterator<Item = (Goal, Vec<&'static Template>)> {
    let of = |goal: Goal| (goal, TEMPLATES.iter().filter(|template| template.goal == goal).collect());
    Goal::ALL.iter().map(move |goal| of(*goal)).filter(|(_, templates): &(_, Vec<_>)| !templates.is_empty())
}

impl Template {
    /// Its files, media and conversations included, by their path inside the folder with `/`.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let prefix = format!("{}/", self.name);
        let inside = |path: &str| path.strip_prefix(&prefix).map(str::to_owned);
        let bytes = |path: &str| Carried::get(path).map(|file| file.data.into_owned());
        Carried::iter().filter_map(|path| Some((inside(&path)?, bytes(&path)?))).collect()
    }

    /// The project itself.
    ///
    /// # Errors
    /// When a debug build finds the folder damaged; a release carries only what the tests have opened.
    pub fn project(&self) -> Result<Project, FileError> {
        let mut files = self.files();
        files.retain(|path, _| folder::is_ours(path));
        file::read(&files, &Registry)
    }

    /// Makes a new project folder from the template, conversations and media included, and gives the project.
    ///
    /// A title becomes the title of the project and the bot's name over the chat; `None` keeps the template's.
    ///
    /// # Errors
    /// When the folder is not empty or cannot be written; then no project is there.
    pub fn make(&self, root: &Path, title: Option<&str>) -> Result<Project, folder::FolderError> {
        self.make_step(root, title, &folder::to_the_end)
    }

    /// The same, followed and stopped.
    ///
    /// # Errors
    /// When the folder is not empty or cannot be written, or it was stopped; then no project is there.
    pub fn make_step(
        &self,
        root: &Path,
        title: Option<&str>,
        step: folder::Step<'_>,
    ) -> Result<Project, folder::FolderError> {
        let mut project = self.project()?;
        if let Some(title) = title {
            title.clone_into(&mut project.title);
            title.clone_into(&mut project.bot.name);
        }
        folder::create_with(root, &project, &Registry, &self.files(), step)?;
        Ok(project)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Folders of `projects/` that nobody begins with.
    const NOT_OFFERED: &[&str] = &["reference"];

    #[test]
    fn every_folder_of_projects_is_in_the_gallery_or_left_out_on_purpose() {
        let projects = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects");
        let folders = std::fs::read_dir(projects).unwrap().map(Result::unwrap);
        let folders: BTreeSet<String> = folders
            .filter(|entry| entry.path().join("project.ron").is_file())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        let listed: Vec<_> =
            TEMPLATES.iter().map(|template| template.name).chain(NOT_OFFERED.iter().copied()).collect();
        let names: BTreeSet<String> = listed.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(names, folders);
        assert_eq!(listed.len(), names.len(), "a template is listed twice");
    }

    #[test]
    fn every_template_opens_and_says_what_it_is_in_both_languages() {
        for template in TEMPLATES {
            template.project().unwrap_or_else(|error| panic!("{}: {error}", template.name));
            assert!(template.files().keys().any(|path| path.starts_with("tests/")), "{}", template.name);
            for label in [template.title, template.about] {
                assert!(!label.ru.is_empty() && !label.en.is_empty(), "{}", template.name);
                assert!(label.ru.chars().any(|c| ('а'..='я').contains(&c)), "{}", label.ru);
                assert!(!label.en.chars().any(|c| ('а'..='я').contains(&c)), "{}", label.en);
            }
            assert!(
                !template.title.ru.ends_with('.') && !template.title.en.ends_with('.'),
                "{}",
                template.name
            );
            assert!(
                template.about.ru.ends_with('.') && template.about.en.ends_with('.'),
                "{}",
                template.name
            );
        }
    }

    #[test]
    fn a_template_without_a_title_becomes_the_same_project_to_the_byte() {
        for template in TEMPLATES {
            let folder = tempfile::tempdir().unwrap();
            template.make(folder.path(), None).unwrap();
            for (path, bytes) in template.files() {
                let made = std::fs::read(folder.path().join(&path)).unwrap();
                assert!(made == bytes, "{}/{path}", template.name);
            }
        }
    }

    #[test]
    fn every_goal_is_shown_once_and_every_template_under_its_own() {
        let shown: Vec<_> = by_goal().flat_map(|(_, templates)| templates).map(|t| t.name).collect();
        let listed: BTreeSet<_> = TEMPLATES.iter().map(|template| template.name).collect();
        assert_eq!((shown.len(), shown.into_iter().collect()), (TEMPLATES.len(), listed));
        assert!(by_goal().all(|(goal, templates)| templates.iter().all(|t| t.goal == goal)));
    }
}
