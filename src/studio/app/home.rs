//! The start page's side of the application: what it shows, and beginning from a template.

use super::App;
use super::jobs::Work;
use crate::diag::Words;
use crate::folder::FolderError;
use crate::gallery::{Template, template};
use crate::studio::dialogs::{Care, Dialog, MakeDialog, Then};
use crate::studio::start::Shelf;
use crate::studio::words::shell as words;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

impl App {
    /// Reads what the start page shows.
    pub(super) fn fill_shelf(&mut self) {
        self.look_for_left();
        let paths = self.settings.recent.clone();
        self.jobs.start(Work::Other, move || {
            let recent = Shelf::recent(&paths);
            Box::new(move |app| app.shelf.recent = recent)
        });
        if self.shelf.templates.is_empty() {
            self.jobs.start(Work::Other, move || {
                let templates = Shelf::templates();
                Box::new(move |app| app.shelf.templates = templates)
            });
        }
    }

    /// Shows the start page.
    pub(super) fn go_home(&mut self) {
        self.let_go();
        self.document = None;
        self.leave_desk();
        self.fill_shelf();
    }

    /// Asks what a project from a template is called and where it goes.
    pub(super) fn ask_make(&mut self, name: &'static str) {
        let Some(template) = template(name) else { return };
        // The folder of projects may lie on a disk that takes its time.
        self.jobs.start(Work::Other, move || {
            let root = projects_folder();
            let taken = names_in(&root);
            Box::new(move |app| app.show_make(template, root, taken))
        });
    }

    fn show_make(&mut self, template: &'static Template, root: PathBuf, taken: BTreeSet<String>) {
        let name = template.name;
        let own = self.shelf.templates.get(name).map(|project| project.title.clone());
        let title = own.unwrap_or_else(|| template.title.of(self.lang).to_owned());
        self.show_dialog(Dialog::Make(MakeDialog::new(template, title, (root, taken))));
    }

    /// Makes a project from a template in a folder and opens it.
    pub(super) fn make(&mut self, template: &'static Template, title: String, folder: PathBuf) {
        let own = self.shelf.templates.get(template.name);
        // The title that the template has leaves the bot's name as it is, too.
        let title = Some(title).filter(|title| own.is_none_or(|own| own.title != *title));
        self.opening = Some(folder.clone());
        let left_at = self.moment();
        self.jobs.watch(Work::Opening(folder.clone()), words::MAKING_PROJECT, None, move |progress| {
            let made = template.make_step(&folder, title.as_deref(), &|done, all| progress.set(done, all));
            Box::new(move |app| app.finish_making(left_at, folder, made.map(drop)))
        });
    }

    fn finish_making(&mut self, left_at: Option<(u64, u64)>, folder: PathBuf, made: Result<(), FolderError>) {
        self.end_opening(&folder);
        match made {
            // Drawn while it was being made: the question stands on the screen now.
            Ok(()) if !self.may_still_leave(left_at, Then::OpenPath(folder.clone())) => {}
            Ok(()) => {
                self.settings.right_open = true;
                self.open_with(folder, Care::Ask);
            }
            Err(FolderError::Stopped) => {}
            Err(error) => self.fail(words::MAKE_FAILED, error.words()),
        }
    }

    /// Whether the program ended with an error the last time; the report is shown in its folder or put away.
    pub(super) fn answer_crash(&mut self, show: bool) {
        let Some(report) = self.crash.take() else { return };
        if let Some(root) = &self.data_folder {
            crate::studio::crash::put_away(root);
        }
        if let Some(folder) = report.parent().filter(|_| show) {
            self.show_folder(folder);
        }
    }
}

/// What is in a folder, by name.
fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Where projects go unless somebody says otherwise.
fn projects_folder() -> PathBuf {
    let dirs = directories::UserDirs::new();
    let documents = dirs.as_ref().and_then(|dirs| dirs.document_dir().map(PathBuf::from));
    let home = dirs.as_ref().map(|dirs| dirs.home_dir().to_owned());
    documents.or(home).unwrap_or_default().join("Voronka")
}

/// What the notice of a crash says.
pub(super) fn crash_words(report: &std::path::Path) -> Words {
    let path = report.display();
    Words::new(
        format!("Прошлый раз Воронка закрылась с ошибкой. Отчёт лежит здесь и никуда не отправлен: {path}"),
        format!(
            "Voronka closed with an error the last time. The report is here and was sent nowhere: {path}"
        ),
    )
}
