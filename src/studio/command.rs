//! What can be asked for. Panels read state and push commands; the application alone obeys them.
//!
//! Menus, buttons, the command palette and the list of shortcuts are drawn from one table, [`UI_COMMANDS`].

mod align;
mod past;
mod table;

pub use align::Align;
pub use past::{PastCommand, With};
pub use table::{MORE_KEYS, UI_COMMANDS, UiCommand, ui_command};

use super::comfort::{MotionChoice, ScaleStep};
use super::top_bar::Workspace;
use crate::edit::Transaction;
use crate::flow::Attached;
use crate::model::{
    BlockId, Decimal, Exit, FieldId, Frame, FunnelName, Label, Lang, Note, Pos, TagId, Value,
};
use crate::translate::Exchange;
use crate::uses::{Hit, Thing};
use std::path::PathBuf;

/// Everything a panel may ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Change the project; one step of undo.
    Edit(Transaction),
    /// Change the project while somebody types or drags a slider: merges with the step before when that
    /// changed the same thing.
    Typing(Transaction),
    /// Take the last step back.
    Undo,
    /// Do the step again that was taken back.
    Redo,
    /// Select exactly these blocks.
    Select(Vec<BlockId>),
    /// Select every block of the funnel on the canvas.
    SelectAll,
    /// Select the selected blocks and everything that follows.
    SelectOnward,
    /// Delete what is selected: blocks, notes, frames, a wire.
    DeleteSelection,
    /// Copy what is selected beside itself.
    DuplicateSelection,
    /// Put what is selected into the clipboard.
    Copy,
    /// Put what is selected into the clipboard and delete it.
    Cut,
    /// Ask the system for what the clipboard holds; it comes as [`Command::PasteText`].
    Paste,
    /// Put this text from the clipboard onto the canvas: blocks that were copied, or else a message.
    PasteText(String),
    /// Put a text into the clipboard and say so.
    CopyText(String),
    /// Line up the selected blocks.
    Align(Align),
    /// Put a note on the canvas and write on it.
    AddNote(Box<Note>),
    /// Put a frame on the canvas and title it.
    AddFrame(Box<Frame>),
    /// Put a frame around what is selected.
    FrameSelection,
    /// Show a funnel on the canvas.
    SelectFunnel(FunnelName),
    /// Switch to the funnel of a block, pan to it and select it.
    FocusBlock(BlockId),
    /// Put the cursor into the first text of a block's card.
    WriteBlock(BlockId),
    /// Add a block of a kind.
    AddBlock {
        /// Name in the registry of blocks.
        kind: String,
        /// Its upper left corner; when absent a free place beside what leads to it, else in the middle of the canvas.
        at: Option<Pos>,
        /// The way out that shall lead to it.
        from: Option<(BlockId, Exit)>,
    },
    /// Put a new block into a wire, which goes on from the block.
    InsertBlock {
        /// Name in the registry of blocks.
        kind: String,
        /// Its upper left corner.
        at: Pos,
        /// What the wire leaves by.
        wire: (BlockId, Exit),
    },
    /// Straighten the funnel or the selection and part what overlaps.
    TidyUp,
    /// Lay the funnel or the selection out anew.
    Arrange,
    /// Add an empty funnel and show it.
    NewFunnel,
    /// Begin a project.
    New,
    /// Choose a project folder and open it.
    Open,
    /// Open the project in this folder.
    OpenPath(PathBuf),
    /// Show the start page.
    Home,
    /// Begin a project from the template of that name.
    FromTemplate(&'static str),
    /// Open a project that was never saved and whose window was killed, by the name of its journal.
    OpenLeft(String),
    /// Forget such a project.
    DropLeft(String),
    /// Keep the one that was to be forgotten just now.
    KeepLeft,
    /// Anything about a recent project that is not open.
    Recent(RecentCommand),
    /// Open another window, with a project or with the start screen.
    NewWindow(Option<PathBuf>),
    /// Save where the project lives.
    Save,
    /// Choose a folder and save there.
    SaveAs,
    /// Write the minilanding, links and QR codes.
    Export,
    /// Draw the funnel on the canvas, or its selected blocks, into a file.
    SavePicture,
    /// Show what was exported in the file manager.
    ShowExportFolder,
    /// Anything about the project's recorded conversations.
    Tests(TestCommand),
    /// Hand the bot over to its messenger.
    Publish,
    /// Show or hide the search-or-run palette.
    TogglePalette,
    /// Find a block by title, text or kind, and go to it.
    GoToBlock,
    /// Show or hide the left panel.
    ToggleLeft,
    /// Show or hide the chat.
    ToggleRight,
    /// Show or hide the list of findings.
    ToggleProblems,
    /// One step nearer.
    ZoomIn,
    /// One step farther.
    ZoomOut,
    /// Back to 100 %.
    ZoomReset,
    /// Show the whole funnel.
    FitAll,
    /// Anything about how the window looks and explains itself.
    Looks(Looks),
    /// Choose a file from the disk, copy it below `media/` and put its path into a property.
    PickMedia(MediaPlace),
    /// Copy this file below `media/` and put its path into a property.
    AttachFile(MediaPlace, PathBuf),
    /// Show or hide the settings of the project.
    ToggleSettings,
    /// Show the settings of the project at the section of that name, such as `tags` or `segments`.
    ShowSettings(String),
    /// Look for words in all texts of the project.
    Find,
    /// Show where a tag, field, link or file is named.
    ShowUses(Thing, String),
    /// Show a text where it is edited.
    GoTo(Box<Hit>),
    /// Put a tag in place of another everywhere, tests included.
    MergeTags {
        /// The one that goes away.
        from: TagId,
        /// The one that stays.
        into: TagId,
    },
    /// Replace words in so many places.
    ReplaceTexts(usize, Transaction),
    /// Choose a file and write the texts of a layer into it for a translator.
    ExportTexts(String, Exchange),
    /// Choose a file of a translator and take its texts into a layer.
    ImportTexts(String),
    /// Anything about the chat.
    Chat(ChatCommand),
    /// Anything about the history and comparisons.
    Past(PastCommand),
    /// Close the window.
    Quit,
}

impl Command {
    /// What it is, by a fixed name that holds nothing of the project: for the report of a crash.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Edit(transaction) | Self::Typing(transaction) => transaction.label.en,
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Select(_) | Self::SelectAll => "Select",
            Self::SelectOnward => "Select onward",
            Self::Copy | Self::Cut | Self::CopyText(_) => "Copy",
            Self::Paste | Self::PasteText(_) => "Paste",
            Self::Align(how) => how.label().en,
            Self::AddNote(_) => "Add note",
            Self::AddFrame(_) | Self::FrameSelection => "Add frame",
            Self::InsertBlock { .. } => "Insert block",
            Self::GoToBlock => "Find block",
            Self::DeleteSelection => "Delete selection",
            Self::DuplicateSelection => "Duplicate selection",
            Self::SelectFunnel(_) => "Show funnel",
            Self::FocusBlock(_) => "Go to block",
            Self::WriteBlock(_) => "Write in the card",
            Self::AddBlock { .. } => "Add block",
            Self::TidyUp => "Tidy up",
            Self::Arrange => "Lay out anew",
            Self::NewFunnel => "New funnel",
            Self::New => "New project",
            Self::Home => "Start page",
            Self::FromTemplate(name) => name,
            Self::Open | Self::OpenPath(_) | Self::OpenLeft(_) => "Open",
            Self::DropLeft(_) | Self::KeepLeft => "Forget",
            Self::Recent(_) => "Recent projects",
            Self::NewWindow(_) => "New window",
            Self::Save | Self::SaveAs => "Save",
            Self::SavePicture => "Save a picture",
            Self::Export | Self::ShowExportFolder => "Export",
            Self::Tests(_) => "Tests",
            Self::Publish => "Publish",
            Self::TogglePalette => "Search or run",
            Self::ToggleLeft | Self::ToggleRight | Self::ToggleProblems => "Panels",
            Self::ZoomIn | Self::ZoomOut | Self::ZoomReset | Self::FitAll => "Zoom",
            Self::PickMedia(_) | Self::AttachFile(..) => "Attach",
            Self::ToggleSettings | Self::ShowSettings(_) => "Settings",
            Self::Find | Self::ShowUses(..) | Self::GoTo(_) => "Find",
            Self::MergeTags { .. } => "Merge tags",
            Self::ReplaceTexts(..) => "Replace in texts",
            Self::ExportTexts(..) | Self::ImportTexts(_) => "Texts for a translator",
            Self::Looks(_) => "Looks",
            Self::Chat(_) => "Chat",
            Self::Past(_) => "History",
            Self::Quit => "Quit",
        }
    }
}

/// What is done with a recent project, by its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecentCommand {
    /// Take it off the list; its folder stays.
    Forget(PathBuf),
    /// Show it in the system's file manager.
    Show(PathBuf),
}

/// What is done with the recorded conversations of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestCommand {
    /// Play them.
    Run,
    /// Write the one of that name anew, with the answers that the bot gives now.
    Accept(String),
    /// Put the one back that was written anew last.
    Restore,
}

/// The place of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaPlace {
    /// The block.
    pub block: BlockId,
    /// The property: `media`, or `album.media` in a row of a list.
    pub prop: String,
    /// Which row of the list.
    pub row: Option<usize>,
}

/// How the window looks and explains itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Choose the theme.
    Theme(ThemeChoice),
    /// Choose the language.
    Lang(Lang),
    /// Draw everything larger or smaller.
    Scale(ScaleStep),
    /// Choose how much moves.
    Motion(MotionChoice),
    /// Show this in the middle of the window.
    Workspace(Workspace),
    /// Show the settings of the program.
    Preferences,
    /// Show the list of shortcuts.
    Shortcuts,
    /// Say why what was tried was not done.
    Refuse(Label),
    /// Show the tour of the first start again.
    Tour,
}

/// Which theme the window is drawn in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Everything that may be asked of the chat.
#[derive(Clone, Debug, PartialEq)]
pub enum ChatCommand {
    /// Come in through the main entry.
    Start,
    /// Begin the conversation at this block.
    PlayFrom(BlockId),
    /// Write as the subscriber.
    Say(String),
    /// Send something other than words as the subscriber.
    Send(Own),
    /// Let something happen outside the words of the chat.
    Happen {
        /// Name of the event.
        name: String,
        /// What it is about; may be empty.
        about: String,
        /// What comes with it; may be empty.
        value: String,
    },
    /// End the turn of the person who talks.
    HumanDone,
    /// Block the bot as the subscriber.
    Block,
    /// Set a field of the subscriber by hand, or clear it.
    SetField(FieldId, Option<Value>),
    /// Put a tag on the subscriber by hand (`true`), or take it off.
    SetTag(TagId, bool),
    /// Begin anew in another channel, or with another language of the subscriber; `None` leaves it as it is.
    As {
        /// Name of the channel, such as `telegram`.
        channel: Option<String>,
        /// Language of the profile, such as `ru`.
        language: Option<String>,
    },
    /// Press a button of a message.
    Press {
        /// Which line of the conversation the button stands under.
        entry: usize,
        /// Its caption.
        label: String,
    },
    /// Press a link button of a message.
    Click {
        /// Which line of the conversation the button stands under.
        entry: usize,
        /// Its caption.
        label: String,
    },
    /// Go to the next event on the clock.
    Next,
    /// Let that many milliseconds pass.
    Advance(i64),
    /// Let the clock run, or stop it.
    PlayPause,
    /// Forget the subscriber and begin anew.
    Reset,
    /// Keep the conversation as a test.
    ToTest,
    /// Answer the outgoing request that the conversation waits for.
    Answer {
        /// HTTP status.
        status: u16,
        /// Body of the answer.
        body: String,
    },
    /// Answer the outgoing request by the name of an answer.
    AnswerNamed {
        /// The name, such as `ok` or `empty`.
        outcome: String,
        /// What comes with it, JSON.
        body: String,
    },
    /// Let the outgoing request that the conversation waits for go unanswered.
    Fail,
}

/// What a subscriber sends that is not words.
#[derive(Clone, Debug, PartialEq)]
pub enum Own {
    /// A picture, a film, a sound, a sticker or a file, and its name.
    Media(Attached, String),
    /// A place: degrees north and east.
    Location(Decimal, Decimal),
    /// A telephone number.
    Contact(String),
}
