//! How several blocks are lined up.

use super::{Command, UI_COMMANDS, UiCommand};
use crate::model::Label;
use crate::studio::words::command as words;

/// How several blocks are lined up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Left edges.
    Left,
    /// Middles, one under the other.
    CenterX,
    /// Right edges.
    Right,
    /// Upper edges.
    Top,
    /// Middles, one beside the other.
    CenterY,
    /// Lower edges.
    Bottom,
    /// Equal distances from left to right.
    SpreadX,
    /// Equal distances from top to bottom.
    SpreadY,
}

impl Align {
    /// All ways in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Left,
        Self::CenterX,
        Self::Right,
        Self::Top,
        Self::CenterY,
        Self::Bottom,
        Self::SpreadX,
        Self::SpreadY,
    ];

    /// The command of this way in [`UI_COMMANDS`].
    fn command(self) -> Option<&'static UiCommand> {
        UI_COMMANDS.iter().find(|command| (command.make)() == Command::Align(self))
    }

    /// Its name on buttons and beside undo.
    pub fn label(self) -> Label {
        self.command().map_or(words::ALIGN_LEFT.0, |command| command.label)
    }

    /// Name of its Lucide icon.
    pub fn icon(self) -> &'static str {
        self.command().map_or("align-start-vertical", |command| command.icon)
    }
}
