//! The application: owns the project and everything on the screen, and obeys commands.
//!
//! Panels only read and push commands; [`App`] performs them after the frame is drawn. Whatever may take
//! long happens beside the window and comes back as a report.

mod asking;
mod attach;
mod busy;
mod card;
mod chat;
mod clipboard;
mod columns;
mod comfort;
mod conflict;
mod disk;
mod document;
mod edits;
mod files;
mod handout;
mod home;
mod jobs;
mod keep;
mod keys;
#[cfg(test)]
mod late;
mod media;
mod outside;
mod past;
mod picture;
mod publish;
mod recorded;
mod retold;
mod screen;
mod settings;
mod texts;
mod toast;
mod ways;

pub use picture::PictureOrder;
pub use settings::Settings;

use super::command::Command;
use super::desktop::Wishes;
use super::dialogs::Dialog;
use super::keyboard::{Keyboard, Keys};
use super::left_panel::LeftPanelState;
use super::letters::LettersFirst;
use super::palette::PaletteState;
use super::theme::Theme;
use super::top_bar::Workspace;
use super::tour::Tour;
use crate::journal::Journal;
use crate::model::{Lang, Project};
use document::Document;
use jobs::{Jobs, Work};
use settings::{Keeper, Recent};
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Mutex, Weak};
use toast::Toasts;

/// How the application begins.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Language of the window.
    pub lang: Lang,
    /// What was remembered from the last time.
    pub settings: Settings,
    /// Where to remember things; `None` to remember nothing.
    pub settings_folder: Option<PathBuf>,
    /// Where unsaved changes are kept; `None` to keep none.
    pub data_folder: Option<PathBuf>,
    /// The program to start for another window; `None` where none can be started.
    pub program: Option<PathBuf>,
    /// The project to open first.
    pub path: Option<PathBuf>,
    /// Whether work happens beside the window and paths come from the system's dialogs; a test works at once
    /// and types paths instead of waiting.
    pub beside: bool,
    /// Takes a picture of the window and closes it.
    pub picture: Option<PictureOrder>,
}

/// The studio.
pub struct App {
    theme: Theme,
    lang: Lang,
    settings: Settings,
    settings_folder: Option<PathBuf>,
    keeper: Keeper,
    /// The write of the settings that the recent projects are of.
    recent_written: u64,
    /// The settings that were given to be written last.
    remembered: Option<Settings>,
    data_folder: Option<PathBuf>,
    program: Option<PathBuf>,
    jobs: Jobs,
    /// What the desktop wishes for its windows.
    wishes: Wishes,
    /// Projects that were never saved and whose window was killed.
    left: Vec<super::start::Left>,
    /// The one of them that is forgotten as soon as the news of it go away.
    leaving_behind: Option<keep::Behind>,
    /// What the start page shows.
    shelf: super::start::Shelf,
    start: super::start::StartState,
    /// The report of an error that ended the program the last time.
    crash: Option<PathBuf>,
    /// The project; the start screen is shown without one.
    document: Option<Document>,
    /// How many projects were open before.
    opened: u64,
    /// How often journals and settings were written.
    turn: u64,
    /// The journal that was let go last, while it is being emptied.
    let_go: Weak<Mutex<Journal>>,
    /// The folder of the project that is being read or made.
    opening: Option<PathBuf>,
    /// Whether the window may close without a question.
    leaving: bool,
    /// The moment in which the author last agreed to leave the project.
    left_at: Option<(u64, u64)>,
    /// Whether a path is being chosen in a dialog of the system.
    choosing: bool,
    /// What is being told the messenger, until it has ended.
    sending: Option<jobs::Progress>,
    /// Whether the system has dialogs for files.
    native_dialogs: bool,
    /// Whether that was found out.
    dialogs_known: bool,
    desk: Desk,
}

/// What is on the screen beside the project.
#[derive(Default)]
struct Desk {
    workspace: Workspace,
    canvas: super::canvas::CanvasState,
    inspector: super::inspector::InspectorState,
    /// Where the card of the selected block stands.
    card: card::CardPlace,
    chat: super::chat::ChatState,
    left: LeftPanelState,
    problems_open: bool,
    palette: Option<PaletteState>,
    dialog: Option<Dialog>,
    /// Dialogs that wait for their turn.
    waiting: VecDeque<Dialog>,
    settings: Option<super::settings::SettingsState>,
    /// The page of settings as it was left.
    settings_left: Option<super::settings::SettingsState>,
    find: Option<super::find::FindState>,
    export: Option<jobs::Progress>,
    /// What is being asked of the messenger or told it.
    publishing: Option<jobs::Progress>,
    exported: Option<PathBuf>,
    toasts: Toasts,
    merging: Option<outside::Merging>,
    picture: Option<picture::Picture>,
    growth: super::growth::GrowthState,
    past: past::Past,
    window_title: String,
    tour: Option<Tour>,
    /// Where the tour finds what it is about.
    places: comfort::Places,
    keyboard: Keyboard,
    /// What gets the keyboard back from the palette, and for how many frames it still needs help.
    back: Option<(egui::Id, u8)>,
    /// Files that were let go over the window, and for how many frames it still waits to hear where.
    dropped: Option<(Vec<PathBuf>, u8)>,
    /// Whether a dialog or the palette lay over everything in the frame before.
    covered: bool,
    /// The pointer, while what lies below that is drawn.
    pointer: Option<egui::PointerState>,
    /// Whether something else than the canvas was shown, or lay over it, in the frame before.
    away: bool,
    /// What had the keyboard when the dialog opened.
    before: Option<egui::Id>,
    /// Whose the keys of this frame are.
    keys: Keys,
    /// What waits for the text that is being left.
    asked: Vec<Command>,
    /// Whether the left panel goes before the chat where there is room for one.
    left_first: bool,
}

impl Desk {
    /// A desk for another project: what is looked at begins anew, what was chosen stays.
    fn clear(&mut self) {
        let kept = std::mem::take(self);
        *self = Self {
            // What did not work is told all the same.
            waiting: kept
                .dialog
                .into_iter()
                .chain(kept.waiting)
                .filter(|dialog| matches!(dialog, Dialog::Failure(_)))
                .collect(),
            problems_open: kept.problems_open,
            toasts: kept.toasts,
            picture: kept.picture,
            window_title: kept.window_title,
            ..Self::default()
        };
    }
}

impl App {
    /// Makes the studio ready to draw.
    pub fn new(ctx: &egui::Context, opening: Opening) -> Self {
        Theme::install_fonts(ctx);
        ctx.add_plugin(LettersFirst::default());
        let wishes = Wishes::default();
        let reduced = opening.settings.motion.is_reduced(wishes.less_motion);
        let theme = Theme::new(comfort::is_dark(opening.settings.theme, wishes, ctx), reduced);
        theme.install(ctx);
        ctx.options_mut(|options| {
            // At once: a factor for the next frame is applied to the size of the frame before, and there is none.
            options.zoom_factor = opening.settings.zoom();
            // The keys of egui's own zoom belong to the canvas; the window has others.
            options.zoom_with_keyboard = false;
            // A notch of the wheel brings a fifth nearer and not a half.
            options.input_options.scroll_zoom_speed = 1.0 / 450.0;
        });
        let mut app = Self {
            theme,
            lang: opening.lang,
            settings: opening.settings,
            settings_folder: opening.settings_folder,
            keeper: Keeper::default(),
            recent_written: 0,
            remembered: None,
            data_folder: opening.data_folder,
            program: opening.program,
            jobs: Jobs::new(ctx.clone(), opening.beside),
            wishes,
            left: Vec::new(),
            leaving_behind: None,
            shelf: super::start::Shelf::default(),
            start: super::start::StartState::default(),
            crash: None,
            document: None,
            opened: 0,
            turn: 0,
            let_go: Weak::new(),
            opening: None,
            leaving: false,
            left_at: None,
            choosing: false,
            sending: None,
            native_dialogs: opening.beside,
            dialogs_known: false,
            desk: Desk { picture: opening.picture.map(picture::Picture::new), ..Desk::default() },
        };
        if app.native_dialogs && app.desk.picture.is_none() {
            app.listen_to_desktop();
        }
        app.crash = app.data_folder.as_deref().and_then(super::crash::untold);
        match opening.path {
            Some(path) => app.open_path(path),
            None => app.fill_shelf(),
        }
        app
    }

    /// The project on the screen.
    pub fn project(&self) -> Option<&Project> {
        self.document.as_ref().map(|document| &document.project)
    }

    /// Takes what came from beside the window and does what has become due; called before every frame.
    pub fn attend(&mut self) {
        while let Some(report) = self.jobs.next() {
            report(self);
        }
        self.settle_left();
        self.keep();
        self.next_dialog();
    }

    /// Whether every change is on the disk, saved or kept in the journal.
    pub fn is_kept(&self) -> bool {
        self.document
            .as_ref()
            .is_none_or(|document| !document.is_dirty() || document.keeping.has(document.history.revision()))
    }

    /// Whether every change is saved.
    pub fn is_saved(&self) -> bool {
        self.document.as_ref().is_none_or(|document| document.saving.is_none() && !document.is_dirty())
    }

    /// Obeys a command.
    pub fn perform(&mut self, ctx: &egui::Context, command: Command) {
        super::crash::note(command.name());
        match command {
            Command::Edit(_)
            | Command::Typing(_)
            | Command::Undo
            | Command::Redo
            | Command::AddBlock { .. }
            | Command::InsertBlock { .. }
            | Command::AddNote(_)
            | Command::AddFrame(_)
            | Command::FrameSelection
            | Command::Align(_)
            | Command::DeleteSelection
            | Command::DuplicateSelection
            | Command::MergeTags { .. }
            | Command::TidyUp
            | Command::Arrange
            | Command::NewFunnel => self.perform_edit(command),
            Command::Copy | Command::Cut | Command::Paste | Command::PasteText(_) | Command::CopyText(_) => {
                self.perform_clipboard(ctx, command)
            }
            Command::Select(_)
            | Command::SelectAll
            | Command::SelectOnward
            | Command::SelectFunnel(_)
            | Command::FocusBlock(_)
            | Command::WriteBlock(_)
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ZoomReset
            | Command::FitAll => self.perform_view(command),
            Command::New
            | Command::Open
            | Command::OpenPath(_)
            | Command::Save
            | Command::SaveAs
            | Command::PickMedia(_)
            | Command::AttachFile(..)
            | Command::Home
            | Command::FromTemplate(_)
            | Command::OpenLeft(_)
            | Command::DropLeft(_)
            | Command::KeepLeft
            | Command::Recent(_)
            | Command::NewWindow(_)
            | Command::Quit => self.perform_file(ctx, command),
            Command::Export
            | Command::SavePicture
            | Command::ShowExportFolder
            | Command::Tests(_)
            | Command::Publish => self.perform_handout(command),
            Command::TogglePalette
            | Command::GoToBlock
            | Command::ToggleLeft
            | Command::ToggleRight
            | Command::ToggleProblems => self.perform_window(ctx, command),
            Command::ToggleSettings
            | Command::ShowSettings(_)
            | Command::Find
            | Command::ShowUses(..)
            | Command::GoTo(_)
            | Command::ReplaceTexts(..)
            | Command::ExportTexts(..)
            | Command::ImportTexts(_) => self.perform_texts(command),
            Command::Past(command) => self.perform_past(command),
            Command::Looks(command) => self.perform_looks(ctx, command),
            Command::Chat(command) => self.perform_chat(command),
        }
    }

    fn perform_window(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::TogglePalette => {
                self.desk.palette = match self.desk.palette.take() {
                    Some(_) => None,
                    None => Some(PaletteState::default()),
                };
            }
            Command::GoToBlock => self.desk.palette = Some(PaletteState::of_blocks()),
            Command::ToggleLeft => self.toggle_side(ctx, true),
            Command::ToggleRight => self.toggle_side(ctx, false),
            Command::ToggleProblems => {
                // From a page on which the list is not seen one goes to where it is.
                let is_here = self.desk.settings.is_none() && self.desk.workspace == Workspace::Scenario;
                self.desk.problems_open = !(is_here && self.desk.problems_open);
                self.desk.settings = None;
                self.desk.workspace = Workspace::Scenario;
            }
            other => debug_assert!(false, "not a matter of the window: {other:?}"),
        }
        self.remember();
    }

    /// Changes the list of recent projects, which other windows change too.
    fn remember_recent(&mut self, change: impl Fn(&mut Settings) + Send + 'static) {
        change(&mut self.settings);
        self.write_settings(change);
    }

    /// Keeps the settings for the next start; the recent projects stay as the last window left them.
    fn remember(&mut self) {
        let bare = |settings: &Settings| Settings { recent: Vec::new(), ..settings.clone() };
        if self.remembered.as_ref().map(bare) != Some(bare(&self.settings)) {
            self.write_settings(|_| {});
        }
    }

    /// Shows the recent projects as the file has them, unless a later write was reported before.
    fn take_recent(&mut self, recent: Recent) {
        if recent.written > self.recent_written {
            (self.recent_written, self.settings.recent) = (recent.written, recent.paths);
        }
    }

    /// Writes the settings beside the window.
    fn write_settings(&mut self, change: impl FnOnce(&mut Settings) + Send + 'static) {
        let Some(folder) = self.settings_folder.clone() else { return };
        self.remembered = Some(self.settings.clone());
        let (keeper, now) = (self.keeper.clone(), (self.next_turn(), self.settings.clone()));
        self.jobs.start(Work::Other, move || {
            let recent = keeper.write(&folder, now, change);
            Box::new(move |app| app.take_recent(recent))
        });
    }
}
