//! Questions and results over the window: unsaved changes, a path without native dialogs, failures, export,
//! tests, publishing.
//!
//! A dialog is drawn from its own state and answers with what the person chose; the application acts.

mod make;
mod marked;
mod merge;
mod places;
mod preferences;
mod publish;
mod shortcuts;
mod tests;
mod world;

pub use make::MakeDialog;
pub use merge::{MergeDialog, MergeRow};
pub use places::TestPlace;
pub use preferences::Preferences;
pub use publish::{Held, LineState, PublishDialog, PublishLine, TokenField};
pub use tests::{TestFailure, TestOutcome, TestsDialog};
pub use world::{ExportDialog, ExportStage};
pub(super) use world::{bar_ui, finding_ui};

use super::command::Command;
use super::controls::{Weight, button, is_second_press};
use super::theme::{self, BODY, SPACE, Theme};
use super::widgets::{Line, line_ui, note_ui};
use super::words::command::SAVE_AS;
use super::words::shell as words;
use crate::diag::Words;
use crate::edit::Piece;
use crate::gallery::Template;
use crate::model::{Label, Lang};
use crate::studio::keyboard::{come_into_view, drawn, is_opened};
use egui::{Align, Id, Key, Layout, Modifiers, Ui};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How a project is opened that another window may have open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Asks when another window has it.
    Ask,
    /// Only to look at.
    Look,
    /// To change it all the same; what both change is brought together when it is saved.
    Edit,
}

/// What was about to happen when unsaved changes were in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Begin a project.
    New,
    /// Choose a project and open it.
    Open,
    /// Open this project.
    OpenPath(PathBuf),
    /// Show the start page.
    Home,
    /// Make a project from the template of that name.
    FromTemplate(&'static str),
    /// Bring back the project of this journal, which was never saved.
    OpenLeft(String),
    /// Close the window.
    Quit,
}

/// What a path is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Open the project in this folder.
    Open,
    /// Save the project in this folder.
    Save,
    /// Save the project in this folder and go on.
    SaveThen(Then),
    /// Write what is handed out into this folder.
    Export,
    /// Draw the funnel on the canvas into this file.
    Picture,
    /// Compare with the project in this folder.
    Compare,
    /// Take this file as an attachment there.
    Media(crate::studio::command::MediaPlace),
    /// Write the texts of this layer into the file.
    TextsOut(String, crate::translate::Exchange),
    /// Take the texts of the file into this layer.
    TextsIn(String),
}

impl Purpose {
    /// Title of the dialog that asks for the path.
    pub fn title(&self) -> Label {
        match self {
            Self::Open => words::OPEN_TITLE,
            Self::Save | Self::SaveThen(_) => words::SAVE_TITLE,
            Self::Export => words::EXPORT_TITLE,
            Self::Picture => words::PICTURE_TITLE,
            Self::Compare => super::words::history::FOLDER_TITLE,
            Self::Media(..) => words::MEDIA_TITLE,
            Self::TextsOut(..) => words::TEXTS_OUT_TITLE,
            Self::TextsIn(_) => words::TEXTS_IN_TITLE,
        }
    }
}

/// A dialog over the window.
#[derive(Debug)]
pub enum Dialog {
    /// There are changes that are not on disk.
    Unsaved(Then),
    /// The system has no dialogs of its own: a path is typed.
    Path(PathDialog),
    /// Somebody else changed the project's files: what happened, and what saving was for.
    Changed(Words, Option<Then>),
    /// Both changed the same: what stays is chosen piece by piece.
    Merge(MergeDialog),
    /// Another window has the project open.
    Twice(PathBuf),
    /// A project is about to be made from a template.
    Make(MakeDialog),
    /// Something did not work.
    Failure(Failure),
    /// Export, while it runs and when it is done.
    Export(ExportDialog),
    /// How the tests went.
    Tests(TestsDialog),
    /// What publishing would do.
    Publish(PublishDialog),
    /// Settings of the program.
    Preferences(Preferences),
    /// What the keys do.
    Shortcuts,
}

/// A path that is typed.
#[derive(Clone, Debug)]
pub struct PathDialog {
    /// What for.
    pub purpose: Purpose,
    /// What was typed so far.
    pub text: String,
    began: bool,
    /// The path of a file that is there already: it is asked for twice.
    taken: Option<String>,
}

impl PathDialog {
    /// Asks for a path, with one to begin from.
    pub fn new(purpose: Purpose, text: String) -> Self {
        Self { purpose, text, began: false, taken: None }
    }

    /// Whether the file would go over another that the author has not been told of yet.
    fn is_over_another(&self, target: &Path) -> bool {
        let writes_a_file = matches!(self.purpose, Purpose::Picture | Purpose::TextsOut(..));
        writes_a_file && self.taken.as_ref() != Some(&self.text) && target.is_file()
    }
}

/// Something that did not work.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What was wanted.
    pub title: Label,
    /// What happened and what to do.
    pub text: Words,
    /// Whether the project may be saved in another folder instead, and what was to follow its saving.
    pub elsewhere: Option<Option<Then>>,
}

/// What the person chose.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Nothing; the dialog goes away.
    Close,
    /// Save, then go on.
    SaveFirst(Then),
    /// Save in another folder, then go on.
    SaveElsewhere(Option<Then>),
    /// Save over what somebody else wrote, then go on.
    Overwrite(Option<Then>),
    /// Open again what is on disk.
    Reload,
    /// Take these pieces as they are on the disk, the others as they are on the screen.
    Merge(BTreeSet<Piece>),
    /// Make a project of that title from this template in that folder.
    Make(&'static Template, String, PathBuf),
    /// Open the project although another window has it.
    OpenAs(PathBuf, Care),
    /// Go on without saving.
    Discard(Then),
    /// This path for that purpose.
    Path(Purpose, PathBuf),
    /// Stop the export.
    StopExport,
    /// Show this folder in the file manager.
    ShowFolder(PathBuf),
    /// Publish in earnest.
    Publish,
    /// Ask the keychain and the messenger again.
    LookAtProfile,
    /// Keep the token that was typed into the dialog.
    KeepToken,
    /// Stop publishing.
    StopPublishing,
    /// Obey this command; the dialog stays.
    Do(Command),
    /// Obey this command; the dialog goes away.
    Leave(Command),
}

/// Draws the dialog.
pub fn dialog_ui(ctx: &egui::Context, theme: &Theme, lang: Lang, dialog: &mut Dialog) -> Option<Answer> {
    let title = match dialog {
        Dialog::Unsaved(_) => words::UNSAVED_TITLE,
        Dialog::Path(path) => path.purpose.title(),
        Dialog::Changed(..) => words::CHANGED_TITLE,
        Dialog::Merge(_) => words::MERGE_TITLE,
        Dialog::Twice(_) => words::TWICE_TITLE,
        Dialog::Make(_) => words::MAKE_TITLE,
        Dialog::Failure(failure) => failure.title,
        Dialog::Export(_) => words::EXPORT_TITLE,
        Dialog::Tests(_) => words::TESTS_TITLE,
        Dialog::Publish(_) => words::PUBLISH_TITLE,
        Dialog::Preferences(_) => super::words::help::PREFERENCES_TITLE,
        Dialog::Shortcuts => super::words::help::KEYS_TITLE,
    };
    let width = match dialog {
        Dialog::Unsaved(_) | Dialog::Failure(_) => 440.0,
        Dialog::Path(_) | Dialog::Export(_) | Dialog::Twice(_) | Dialog::Make(_) => 520.0,
        Dialog::Changed(..) => 600.0,
        Dialog::Preferences(_) => 520.0,
        Dialog::Tests(_) | Dialog::Merge(_) => 720.0,
        Dialog::Publish(_) => 760.0,
        Dialog::Shortcuts => 820.0,
    };
    frame(ctx, theme, (title, lang), width, |ui| match dialog {
        Dialog::Unsaved(then) => unsaved_ui(ui, theme, lang, then),
        Dialog::Path(path) => path_ui(ui, theme, lang, path),
        Dialog::Changed(text, then) => changed_ui(ui, theme, lang, (text, then)),
        Dialog::Merge(dialog) => merge::merge_ui(ui, theme, lang, dialog),
        Dialog::Twice(path) => merge::twice_ui(ui, theme, lang, path),
        Dialog::Make(dialog) => make::make_ui(ui, theme, lang, dialog),
        Dialog::Failure(failure) => failure_ui(ui, theme, lang, failure),
        Dialog::Export(export) => world::export_ui(ui, theme, lang, export),
        Dialog::Tests(tests) => tests::tests_ui(ui, theme, lang, tests),
        Dialog::Publish(publish) => publish::publish_ui(ui, theme, lang, publish),
        Dialog::Preferences(now) => preferences::preferences_ui(ui, theme, lang, now),
        Dialog::Shortcuts => shortcuts::shortcuts_ui(ui, theme, lang),
    })
}

/// The card that every dialog stands on. Esc and a press beside it close it.
fn frame(
    ctx: &egui::Context,
    theme: &Theme,
    (title, lang): (Label, Lang),
    width: f32,
    content: impl FnOnce(&mut Ui) -> Option<Answer>,
) -> Option<Answer> {
    let id = Id::unique("dialog");
    let is_new = is_opened(ctx, title.en);
    let modal = egui::Modal::new(id).backdrop_color(theme.tokens.scrim).frame(theme.card().inner_margin(20));
    let shown = modal.show(ctx, |ui| {
        ui.set_width(width.min(ctx.content_rect().width() - 80.0));
        ui.spacing_mut().item_spacing.y = SPACE[2];
        let heading = egui::RichText::new(title.of(lang)).font(theme::semibold(theme::TITLE));
        let heading = ui.label(heading.color(theme.tokens.ink));
        ctx.accesskit_node_builder(id, |node| {
            node.set_modal();
            node.push_labelled_by(heading.id.accesskit_id());
        });
        content(ui)
    });
    expect_keyboard(ctx, is_new, shown.response.layer_id);
    let closing = shown.should_close() && !is_second_press(ctx);
    shown.inner.or(closing.then_some(Answer::Close))
}

/// Buttons at the right end, the last one first.
pub(super) fn buttons_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> Option<Answer>) -> Option<Answer> {
    ui.add_space(4.0);
    let layout = Layout::right_to_left(Align::Center);
    let size = egui::vec2(ui.available_width(), super::controls::BUTTON_HEIGHT);
    ui.allocate_ui_with_layout(size, layout, content).inner
}

/// A list of a dialog: as high as `wanted`, or as what the window leaves beside `others` of the dialog. A dialog that was
/// small in its first frame grows all the same.
pub(super) fn list_ui<R>(ui: &mut Ui, wanted: f32, others: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let height = (ui.ctx().content_rect().height() - others).clamp(90.0, wanted);
    let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    let shown = area.show(ui, |ui| {
        let shown = content(ui);
        come_into_view(ui);
        shown
    });
    shown.inner
}

/// A button of a dialog. The main one has the keyboard when no field of the dialog takes it.
pub(super) fn choice(ui: &mut Ui, theme: &Theme, weight: Weight, text: &str) -> bool {
    let response = button(ui, theme, weight, "", text, text);
    if weight == Weight::Primary && ui.is_enabled() {
        take_keyboard(&response);
    }
    response.clicked()
}

/// Gives the keyboard to a button of a dialog that has come, unless something else in it has it.
pub(super) fn take_keyboard(button: &egui::Response) {
    let ctx = &button.ctx;
    let wanted = ctx.data(|data| data.get_temp(Id::unique(WANTED)).unwrap_or(false));
    if wanted && ctx.memory(|memory| memory.focused()).is_none() {
        button.request_focus();
    }
}

/// Remembers of a dialog that has come that nothing in it has the keyboard yet: what lies below loses it some frames
/// later.
fn expect_keyboard(ctx: &egui::Context, is_new: bool, layer: egui::LayerId) {
    let held = ctx.memory(|memory| memory.focused()).and_then(|id| drawn(ctx, id));
    let is_inside = held.is_some_and(|held| held.layer_id == layer);
    ctx.data_mut(|data| {
        let wanted = data.get_temp_mut_or_default::<bool>(Id::unique(WANTED));
        *wanted = (*wanted || is_new) && !is_inside;
    });
}

const WANTED: &str = "keyboard of a dialog";

/// Whether Enter gives the answer that the main button gives: nothing else in the dialog has the keyboard.
fn is_entered(ui: &Ui) -> bool {
    ui.memory(|memory| memory.focused()).is_none()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

fn unsaved_ui(ui: &mut Ui, theme: &Theme, lang: Lang, then: &Then) -> Option<Answer> {
    note_ui(ui, words::UNSAVED_TEXT.of(lang), theme::regular(BODY), theme.tokens.muted);
    let entered = is_entered(ui);
    buttons_ui(ui, |ui| {
        let save = choice(ui, theme, Weight::Primary, words::SAVE.of(lang));
        let discard = choice(ui, theme, Weight::Outline, words::DONT_SAVE.of(lang));
        let cancel = choice(ui, theme, Weight::Quiet, words::CANCEL.of(lang));
        match (save || entered, discard, cancel) {
            (true, _, _) => Some(Answer::SaveFirst(then.clone())),
            (_, true, _) => Some(Answer::Discard(then.clone())),
            (_, _, true) => Some(Answer::Close),
            (false, false, false) => None,
        }
    })
}

fn changed_ui(
    ui: &mut Ui,
    theme: &Theme,
    lang: Lang,
    (text, then): (&Words, &Option<Then>),
) -> Option<Answer> {
    note_ui(ui, words::CHANGED_TEXT.of(lang), theme::regular(BODY), theme.tokens.ink);
    ui.add_space(6.0);
    note_ui(ui, text.of(lang), theme::regular(BODY), theme.tokens.muted);
    buttons_ui(ui, |ui| {
        let elsewhere = choice(ui, theme, Weight::Primary, SAVE_AS.0.of(lang));
        let over = choice(ui, theme, Weight::Outline, words::OVERWRITE.of(lang));
        let reload = choice(ui, theme, Weight::Outline, words::RELOAD.of(lang));
        let cancel = choice(ui, theme, Weight::Quiet, words::CANCEL.of(lang));
        match (elsewhere, over, reload, cancel) {
            (true, ..) => Some(Answer::SaveElsewhere(then.clone())),
            (_, true, ..) => Some(Answer::Overwrite(then.clone())),
            (_, _, true, _) => Some(Answer::Reload),
            (.., true) => Some(Answer::Close),
            (false, false, false, false) => None,
        }
    })
}

fn path_ui(ui: &mut Ui, theme: &Theme, lang: Lang, path: &mut PathDialog) -> Option<Answer> {
    note_ui(ui, words::PATH_TEXT.of(lang), theme::regular(BODY), theme.tokens.muted);
    let id = Id::unique("path field");
    let name = words::PATH_NAME.of(lang);
    let line = Line { id, name, hint: name, rows: 0, wrong: false, width: ui.available_width() };
    if !path.began {
        super::widgets::select_all(ui, id, &path.text);
    }
    let response = line_ui(ui, theme, &line, &mut path.text).response;
    // The frame that measures a new dialog gives nobody the keyboard.
    path.began |= response.has_focus();
    let entered = response.lost_focus() && ui.input(|keys| keys.key_pressed(Key::Enter));
    let ready = !path.text.trim().is_empty();
    let is_taken = path.taken.as_ref() == Some(&path.text);
    if is_taken {
        note_ui(ui, words::PATH_TAKEN.of(lang), theme::regular(BODY), theme.tokens.error);
    }
    buttons_ui(ui, |ui| {
        let go = match path.purpose {
            _ if is_taken => words::REPLACE_FILE,
            Purpose::Open | Purpose::Media(..) | Purpose::TextsIn(_) | Purpose::Compare => words::OPEN,
            Purpose::Save | Purpose::SaveThen(_) => words::SAVE,
            Purpose::Export | Purpose::TextsOut(..) => words::EXPORT,
            Purpose::Picture => words::SAVE,
        };
        let pressed = ui.add_enabled_ui(ready, |ui| choice(ui, theme, Weight::Primary, go.of(lang))).inner;
        let cancel = choice(ui, theme, Weight::Quiet, words::CANCEL.of(lang));
        if ready && (pressed || entered) {
            let target = at_home(path.text.trim());
            if !path.is_over_another(&target) {
                return Some(Answer::Path(path.purpose.clone(), target));
            }
            path.taken = Some(path.text.clone());
            path.began = false;
        }
        cancel.then_some(Answer::Close)
    })
}

/// A typed path, `~` meaning the person's home folder.
fn at_home(text: &str) -> PathBuf {
    match (text.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(text),
    }
}

fn failure_ui(ui: &mut Ui, theme: &Theme, lang: Lang, failure: &Failure) -> Option<Answer> {
    list_ui(ui, 320.0, 170.0, |ui| {
        let galley = super::widgets::wrapped(
            ui,
            failure.text.of(lang),
            theme::regular(BODY),
            theme.tokens.ink,
            ui.available_width(),
        );
        ui.add(egui::Label::new(galley).selectable(true));
    });
    let entered = is_entered(ui);
    buttons_ui(ui, |ui| {
        let Some(then) = &failure.elsewhere else {
            let got = choice(ui, theme, Weight::Primary, words::GOT_IT.of(lang)) || entered;
            return got.then_some(Answer::Close);
        };
        let elsewhere = choice(ui, theme, Weight::Primary, SAVE_AS.0.of(lang)) || entered;
        let got = choice(ui, theme, Weight::Outline, words::GOT_IT.of(lang));
        elsewhere.then(|| Answer::SaveElsewhere(then.clone())).or(got.then_some(Answer::Close))
    })
}
