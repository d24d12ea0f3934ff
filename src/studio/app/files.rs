//! Commands about projects as a whole: begin, open, save, attach a file, leave. Paths come from the system's
//! dialogs or, where it has none, from a text field.

use super::attach::Landing;
use super::jobs::Work;
use super::keys::BACK_FRAMES;
use super::toast::Tone;
use super::{App, Document};
use crate::diag::Words;
use crate::edit::build;
use crate::file::PROJECT_FILE;
use crate::model::{Label, Project};
use crate::studio::command::{Command, RecentCommand, With};
use crate::studio::desktop;
use crate::studio::dialogs::{Answer, Dialog, PathDialog, Purpose, Then};
use crate::studio::words::shell as words;
use crate::translate::Exchange;
use std::path::{Path, PathBuf};

/// What a picture of a funnel is called at first, and what it may be written as.
const PICTURE_NAME: Label = Label::new("воронка.svg", "funnel.svg");
const PICTURES: [&str; 3] = ["svg", "png", "pdf"];

impl App {
    /// Obeys a command about the project as a whole.
    pub(super) fn perform_file(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::New => self.leave_for(ctx, Then::New),
            Command::Open => self.leave_for(ctx, Then::Open),
            Command::OpenPath(path) => self.leave_for(ctx, Then::OpenPath(path)),
            Command::Quit => self.leave_for(ctx, Then::Quit),
            Command::Home => self.leave_for(ctx, Then::Home),
            Command::FromTemplate(name) => self.leave_for(ctx, Then::FromTemplate(name)),
            Command::OpenLeft(name) => self.leave_for(ctx, Then::OpenLeft(name)),
            Command::DropLeft(name) => self.drop_left(name),
            Command::KeepLeft => self.keep_left(),
            Command::Recent(RecentCommand::Forget(path)) => {
                self.shelf.recent.retain(|recent| recent.path != path);
                self.remember_recent(move |settings| settings.recent.retain(|recent| *recent != path));
            }
            Command::Recent(RecentCommand::Show(path)) => self.show_folder(&path),
            Command::NewWindow(path) => self.new_window(path),
            Command::Save => self.save(None),
            Command::SaveAs => self.ask_path(Purpose::Save),
            Command::PickMedia(place) => self.pick_media(place),
            Command::AttachFile(place, path) => self.attach(Landing::Place(place), vec![path]),
            other => debug_assert!(false, "not a matter of files: {other:?}"),
        }
    }

    /// Asks about unsaved changes, then goes on.
    pub(super) fn leave_for(&mut self, ctx: &egui::Context, then: Then) {
        if self.may_leave(then.clone()) {
            self.go_on(ctx, then);
        }
    }

    /// Does what leaving was for.
    pub(super) fn go_on(&mut self, ctx: &egui::Context, then: Then) {
        self.left_at = self.moment();
        match then {
            Then::New => self.begin(),
            Then::Open => self.ask_path(Purpose::Open),
            Then::Home => self.go_home(),
            Then::FromTemplate(name) => self.ask_make(name),
            Then::OpenLeft(name) => self.open_left(name),
            Then::OpenPath(path) => self.open_path(path),
            Then::Quit => {
                self.leaving = true;
                self.let_go();
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
        }
    }

    /// Which document is on the screen and in which state; what is drawn after a moment was taken shows in it.
    pub(super) fn moment(&self) -> Option<(u64, u64)> {
        self.document.as_ref().map(|document| (document.serial, document.history.revision()))
    }

    /// Whether nothing was drawn since the author agreed to leave for a project; otherwise asks once more.
    pub(super) fn may_still_leave(&mut self, left_at: Option<(u64, u64)>, then: Then) -> bool {
        self.moment() == left_at || self.may_leave(then)
    }

    pub(super) fn begin(&mut self) {
        let project = Project::new(words::NEW_TITLE.of(self.lang));
        self.show(project, None);
        self.take_slot();
    }

    /// Puts a project on the screen.
    pub(super) fn show(&mut self, project: Project, path: Option<PathBuf>) {
        self.let_go();
        self.opened += 1;
        if let Some(path) = path.clone() {
            self.remember_recent(move |settings| settings.remember(&path));
        }
        self.document = Some(Document::new(self.opened, project, path, self.lang));
        self.leave_desk();
        self.desk.canvas.offer_keyboard();
        self.list_media();
        self.check();
    }

    /// Clears the desk for another project, or none. News that offer a step back meant a step of the project before.
    pub(super) fn leave_desk(&mut self) {
        self.stop_publishing();
        if let Some(export) = self.desk.export.take() {
            export.cancel();
        }
        self.desk.clear();
        self.desk.toasts.settle();
    }

    /// Saves where the project lives, or asks where; goes on with `then` once it is on disk.
    pub(super) fn save(&mut self, then: Option<Then>) {
        let Some(document) = &self.document else { return };
        if document.saving.is_some() {
            return self.save_next(None, then);
        }
        match (document.path.clone(), then) {
            (Some(path), then) => self.save_to(path, then),
            (None, Some(then)) => self.ask_path(Purpose::SaveThen(then)),
            (None, None) => self.ask_path(Purpose::Save),
        }
    }

    /// Lets the person choose a path: in the system's dialog, one at a time, or in a text field where it has none.
    pub(super) fn ask_path(&mut self, purpose: Purpose) {
        let from = self.path_to_begin(&purpose);
        if !self.native_dialogs {
            self.show_dialog(Dialog::Path(PathDialog::new(purpose, from.display().to_string())));
            return;
        }
        if self.choosing {
            let text = Words::new(
                "Окно выбора файла уже открыто. Выберите в нём или закройте его",
                "The window for choosing a file is open already. Choose there or close it",
            );
            return self.desk.toasts.push(Tone::Bad, text);
        }
        self.choosing = true;
        let asked_for = self.document.as_ref().map(|document| document.serial);
        if !self.dialogs_known {
            // A portal may have to be started first, which takes its time.
            let known = move |app: &mut Self, has: bool| {
                (app.native_dialogs, app.dialogs_known, app.choosing) = (has, true, false);
                if app.is_asked_for(asked_for, &purpose) {
                    app.ask_path(purpose);
                }
            };
            let give_up: fn(&mut Self) = |app| app.choosing = false;
            return self.jobs.watch(Work::Choosing, words::CHOOSING, Some(give_up), move |_| {
                let has = desktop::has_file_dialogs();
                Box::new(move |app| known(app, has))
            });
        }
        let (title, lang) = (purpose.title().of(self.lang), self.lang);
        self.jobs.start(Work::Choosing, move || {
            let dialog = rfd::FileDialog::new().set_title(title);
            let (from, name) = match purpose {
                Purpose::TextsOut(..) | Purpose::TextsIn(_) => split_name(&from),
                _ => (from, String::new()),
            };
            let dialog = dialog.set_directory(&from);
            let picked = match purpose {
                Purpose::Media(..) | Purpose::TextsIn(_) => dialog.pick_file(),
                Purpose::TextsOut(..) => dialog.set_file_name(&name).save_file(),
                Purpose::Picture => PICTURES
                    .iter()
                    .fold(dialog, |dialog, end| dialog.add_filter(end.to_uppercase(), &[end]))
                    .set_file_name(PICTURE_NAME.of(lang))
                    .save_file(),
                Purpose::Open | Purpose::Save | Purpose::SaveThen(_) | Purpose::Export | Purpose::Compare => {
                    dialog.pick_folder()
                }
            };
            Box::new(move |app| app.take_picked(asked_for, purpose, picked))
        });
    }

    /// Goes on with what was chosen in a dialog of the system. It stands beside the window, where another project may
    /// have been opened meanwhile: a path for the one before is no path for this one.
    pub(super) fn take_picked(&mut self, asked_for: Option<u64>, purpose: Purpose, picked: Option<PathBuf>) {
        self.choosing = false;
        let Some(path) = picked else { return };
        if self.is_asked_for(asked_for, &purpose) {
            return self.take_path(purpose, path);
        }
        let text = Words::new(
            "Проект, для которого вы выбирали файл, уже закрыт. Ничего не изменилось",
            "The project that you chose a file for is closed. Nothing was changed",
        );
        self.desk.toasts.push(Tone::Bad, text);
    }

    /// Whether a path for that purpose is still wanted: opening a project concerns none that is open.
    fn is_asked_for(&self, document: Option<u64>, purpose: &Purpose) -> bool {
        *purpose == Purpose::Open || self.document.as_ref().map(|document| document.serial) == document
    }

    fn path_to_begin(&self, purpose: &Purpose) -> PathBuf {
        let own = self.document.as_ref().and_then(|document| document.path.clone());
        let recent = self.settings.recent.first().cloned();
        let home = || directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned()).unwrap_or_default();
        let parent = |path: PathBuf| path.parent().map(Path::to_owned).unwrap_or(path);
        match (purpose, own) {
            (Purpose::Export, Some(own)) => own.join("export"),
            (Purpose::TextsOut(layer, kind), own) => {
                let ending = match kind {
                    Exchange::Csv => "csv",
                    Exchange::Xliff => "xlf",
                };
                own.map_or_else(home, parent).join(format!("{layer}.{ending}"))
            }
            (Purpose::TextsIn(layer), own) => own.map_or_else(home, parent).join(format!("{layer}.csv")),
            (Purpose::Export | Purpose::Media(..), _) => home(),
            (Purpose::Picture, own) if !self.native_dialogs => {
                own.map_or_else(home, parent).join(PICTURE_NAME.of(self.lang))
            }
            (_, own) => own.or(recent).map_or_else(home, parent),
        }
    }

    /// Goes on with a path that was chosen.
    pub(super) fn take_path(&mut self, purpose: Purpose, path: PathBuf) {
        match purpose {
            Purpose::Open => {
                if self.may_still_leave(self.left_at, Then::OpenPath(path.clone())) {
                    self.open_path(path);
                }
            }
            Purpose::Save => self.save_as(path, None),
            Purpose::SaveThen(then) => self.save_as(path, Some(then)),
            Purpose::Export => self.export_to(path),
            Purpose::Picture => self.draw_picture(path),
            Purpose::Compare => self.compare_with(With::Folder(path)),
            Purpose::Media(place) => self.attach(Landing::Place(place), vec![path]),
            Purpose::TextsOut(layer, kind) => {
                let kind = Exchange::of_path(&path.to_string_lossy()).unwrap_or(kind);
                self.texts_out(layer, kind, path);
            }
            Purpose::TextsIn(layer) => self.texts_in(layer, path),
        }
    }

    /// Saves into a folder that was chosen: into it when it is new or empty, below it when other things are in
    /// it. Writing refuses a folder that holds another project.
    fn save_as(&mut self, path: PathBuf, then: Option<Then>) {
        let Some(document) = &self.document else { return };
        if document.path.as_ref() == Some(&path) {
            return self.save_to(path, then);
        }
        let serial = document.serial;
        let below = build::free_funnel_name(&Project::default(), &document.project.title).0;
        self.jobs.start(Work::Other, move || {
            let occupied =
                |path: &Path| std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
            let free = path.join(PROJECT_FILE).exists() || !occupied(&path);
            let target = if free { path } else { path.join(below) };
            Box::new(move |app| {
                if app.document.as_ref().is_some_and(|document| document.serial == serial) {
                    if !free {
                        let place = target.display();
                        let text = Words::new(
                            format!("В папке уже что-то есть, поэтому проект — в своей папке внутри неё: {place}"),
                            format!("There is something in the folder, so the project is in one of its own: {place}"),
                        );
                        app.desk.toasts.push(Tone::Good, text);
                    }
                    app.save_to(target, then);
                }
            })
        });
    }

    /// Obeys what was chosen in a dialog.
    pub(super) fn answer(&mut self, ctx: &egui::Context, answer: Answer) {
        let dialog = self.desk.dialog.take();
        match answer {
            Answer::Close => {
                self.desk.back = self.desk.before.map(|before| (before, BACK_FRAMES));
                // What was written until then is told of.
                if let (Some(Dialog::Export(_)), Some(progress)) = (&dialog, &self.desk.export) {
                    progress.cancel();
                }
                match dialog {
                    Some(Dialog::Publish(_)) => self.stop_publishing(),
                    Some(Dialog::Merge(_)) => self.desk.merging = None,
                    _ => {}
                }
            }
            Answer::SaveFirst(then) => self.save(Some(then)),
            Answer::SaveElsewhere(then) => self.ask_path(then.map_or(Purpose::Save, Purpose::SaveThen)),
            Answer::Overwrite(then) => self.save_over(then),
            Answer::Reload => self.look_outside(super::outside::After::TakeTheirs),
            Answer::Make(template, title, folder) => self.make(template, title, folder),
            Answer::Merge(from_theirs) => self.merge_as_chosen(from_theirs),
            Answer::OpenAs(path, care) => self.open_with(path, care),
            Answer::Discard(then) => self.go_on(ctx, then),
            Answer::Path(purpose, path) => self.take_path(purpose, path),
            Answer::StopExport => {
                if let Some(progress) = &self.desk.export {
                    progress.cancel();
                }
                self.desk.dialog = dialog;
            }
            Answer::ShowFolder(folder) => self.show_folder(&folder),
            Answer::Do(command) => {
                self.desk.dialog = dialog;
                self.perform(ctx, command);
            }
            Answer::Leave(command) => self.perform(ctx, command),
            Answer::Publish => {
                self.desk.dialog = dialog;
                self.publish_now();
            }
            Answer::LookAtProfile => {
                self.desk.dialog = dialog;
                self.look_at_profile();
            }
            Answer::KeepToken => {
                self.desk.dialog = dialog;
                self.keep_token();
            }
            Answer::StopPublishing => {
                self.desk.dialog = dialog;
                self.stop_publishing();
            }
        }
    }
}

/// A file as its folder and its name.
fn split_name(path: &Path) -> (PathBuf, String) {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    (path.parent().map(Path::to_owned).unwrap_or_default(), name)
}
