//! What can be asked for about the history of a project and comparisons of its versions.

use std::path::PathBuf;

/// Everything that may be asked of the history.
#[derive(Clone, Debug, PartialEq)]
pub enum PastCommand {
    /// Show or hide the panel.
    Toggle,
    /// Show the project as it was in a state, only to look at.
    Show(u64),
    /// Make the project what is shown, as a step.
    Restore,
    /// Show the project as it is now.
    Close,
    /// Show what lies between another version and the project as it is now.
    Compare(With),
    /// List the versions of git.
    Commits,
    /// Back to the list of steps.
    Steps,
    /// Go to a group of changes by its number.
    Choose(usize),
    /// Go to the next group of changes or to the one before.
    Step {
        /// Whether to the next one.
        forward: bool,
    },
    /// Make a group of changes, or one change of it, what it was.
    TakeBack(usize, Option<usize>),
}

/// What the project is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum With {
    /// What is on disk.
    Saved,
    /// A moment of the history.
    Moment(u64),
    /// A folder that is to be chosen.
    AnyFolder,
    /// The project in this folder.
    Folder(PathBuf),
    /// A commit: its name for git, and what people call it.
    Commit(String, String),
}
