//! Commands that carry the bot out of the studio: export, tests, publishing.

use super::App;
use super::jobs::{Progress, Work};
use super::toast::Tone;
use crate::diag::{Diagnostic, Words};
use crate::export::{ExportOptions, Exported, export_all};
use crate::folder::{may_hold_other_files, reason, write_whole};
use crate::gallery;
use crate::model::BlockId;
use crate::studio::canvas::picture::{Format, PictureError, PictureOf, picture};
use crate::studio::command::{Command, TestCommand};
use crate::studio::dialogs::{Dialog, ExportDialog, ExportStage, Purpose};
use crate::studio::words::shell as words;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

impl App {
    /// Obeys a command that carries the bot out of the studio.
    pub(super) fn perform_handout(&mut self, command: Command) {
        match command {
            Command::Export => self.ask_path(Purpose::Export),
            Command::SavePicture => self.ask_path(Purpose::Picture),
            Command::ShowExportFolder => match self.desk.exported.clone() {
                Some(folder) => self.show_folder(&folder),
                None => self.ask_path(Purpose::Export),
            },
            Command::Tests(TestCommand::Run) => self.run_tests(),
            Command::Tests(TestCommand::Accept(name)) => self.accept_test(&name),
            Command::Tests(TestCommand::Restore) => self.restore_test(),
            Command::Publish => self.show_publish(),
            other => debug_assert!(false, "does not leave the studio: {other:?}"),
        }
    }

    /// Makes links, QR codes and the minilanding and writes them into a folder.
    pub(super) fn export_to(&mut self, folder: PathBuf) {
        let Some(document) = &self.document else { return };
        let (project, lang) = (document.project.clone(), self.lang);
        let progress = Progress::new(self.jobs.window().clone());
        let stage = ExportStage::Running(0.0);
        self.desk.export = Some(progress.clone());
        self.show_dialog(Dialog::Export(ExportDialog { folder: folder.clone(), stage }));
        self.jobs.start(Work::Exporting(progress.clone()), move || {
            if let Err(error) = may_hold_other_files(&folder) {
                return Box::new(move |app| app.exported(&progress, folder, Err(error.words())));
            }
            let options = ExportOptions { lang, only: Vec::new() };
            // Making is the first half of the way, writing the second.
            let made = export_all(&project, &options, &mut |done, all, _| progress.set(done, 2 * all));
            let written = match made {
                Ok(exported) => write_all(&folder, exported, &progress),
                Err(findings) => Ok((Vec::new(), findings, false)),
            };
            let written = written.map_err(|error| not_written(&folder, &error));
            Box::new(move |app| app.exported(&progress, folder, written))
        });
    }

    /// Draws the funnel on the canvas, or what is selected of it, into a file beside the window.
    pub(super) fn draw_picture(&mut self, path: PathBuf) {
        let Some(document) = &self.document else { return };
        let path = if path.extension().is_none() { path.with_extension("svg") } else { path };
        let Some(format) = Format::of_path(&path.to_string_lossy()) else {
            let text = Words::new(
                "Имя файла должно кончаться на .svg, .png или .pdf.",
                "The file's name must end in .svg, .png or .pdf.",
            );
            return self.fail(words::PICTURE_TITLE, text);
        };
        if self.jobs.is_busy_with(words::DRAWING_PICTURE) {
            let text = Words::new(
                "Рисунок уже делается. Дождитесь его или отмените.",
                "A picture is being drawn already. Wait for it or cancel it.",
            );
            return self.desk.toasts.push(Tone::Bad, text);
        }
        let (project, funnel) = (document.project.clone(), document.funnel.clone());
        let selected: BTreeSet<BlockId> = self.desk.canvas.selection().into_iter().collect();
        let (theme, lang) = (self.theme.clone(), self.lang);
        self.jobs.watch(Work::Other, words::DRAWING_PICTURE, None, move |progress| {
            let of = PictureOf { project: &project, funnel: &funnel, only: &selected, lang, theme: &theme };
            let written = match picture(&of, format, &mut |done, all| progress.set(done, all)) {
                Err(PictureError::Stopped) => return Box::new(|_| {}),
                Ok(_) if progress.is_cancelled() => return Box::new(|_| {}),
                Ok(bytes) => hand_out(&path, &bytes),
                Err(error) => Err(error.words()),
            };
            Box::new(move |app| match written {
                Ok(()) => {
                    let shown = path.display();
                    let text =
                        Words::new(format!("Рисунок сохранён: {shown}"), format!("Picture saved: {shown}"));
                    app.desk.toasts.push(Tone::Good, text);
                }
                Err(text) => app.fail(words::PICTURE_TITLE, text),
            })
        });
    }

    /// Shows what was written, unless another project or another export is on the screen by now.
    fn exported(&mut self, progress: &Progress, folder: PathBuf, written: Result<Written, Words>) {
        if self.desk.export.take_if(|export| export.is(progress)).is_none() {
            return;
        }
        match written {
            Ok((files, findings, stopped)) => {
                if !files.is_empty() {
                    self.desk.exported = Some(folder.clone());
                }
                let lent = self.document.as_ref().and_then(|document| gallery::lent(&document.project));
                let stage = ExportStage::Done { files, findings, stopped, lent };
                self.show_dialog(Dialog::Export(ExportDialog { folder, stage }));
            }
            Err(why) => {
                self.drop_dialogs(|dialog| matches!(dialog, Dialog::Export(_)));
                self.fail(words::EXPORT_TITLE, why);
            }
        }
    }

    /// Shows a folder in the system's file manager.
    pub(super) fn show_folder(&mut self, folder: &Path) {
        if let Err(error) = open::that_detached(folder) {
            let shown = folder.display();
            let text = Words::new(
                format!("Папка не открылась: {shown}. Система говорит: {error}"),
                format!("The folder did not open: {shown}. The system says: {error}"),
            );
            self.desk.toasts.push(Tone::Bad, text);
        }
    }
}

fn not_written(folder: &Path, error: &std::io::Error) -> Words {
    let (shown, why) = (folder.display(), reason(error));
    Words::new(
        format!("В папку {shown} не удалось записать: {}. Выберите другую.", why.ru),
        format!("The folder {shown} cannot be written to: {}. Choose another.", why.en),
    )
}

/// Writes a file for people, unless it would become a part of a project.
pub(super) fn hand_out(path: &Path, bytes: &[u8]) -> Result<(), Words> {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    may_hold_other_files(whole.parent().unwrap_or(path)).map_err(|error| error.words())?;
    write_whole(path, bytes).map_err(|error| {
        let (shown, why) = (path.display(), reason(&error));
        Words::new(
            format!("Файл {shown} не записан: {}.", why.ru),
            format!("The file {shown} was not written: {}.", why.en),
        )
    })
}

/// Paths of the files, what is missing, and whether it was stopped.
type Written = (Vec<String>, Vec<Diagnostic>, bool);

/// Writes files one by one, each whole or not at all.
fn write_all(folder: &Path, exported: Exported, progress: &Progress) -> std::io::Result<Written> {
    let all = exported.files.len();
    let mut names = Vec::new();
    for (done, (name, bytes)) in exported.files.into_iter().enumerate() {
        if progress.is_cancelled() {
            return Ok((names, exported.findings, true));
        }
        write_whole(&folder.join(&name), &bytes)?;
        names.push(name);
        progress.set(all + done + 1, 2 * all);
    }
    Ok((names, exported.findings, exported.stopped))
}
