//! Where things lie on the canvas, and what an author draws around them. Nothing here touches the logic.

use super::{BlockId, FunnelName};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A place on the canvas, in canvas units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pos(
    /// Units to the right of the origin.
    pub i32,
    /// Units below the origin.
    pub i32,
);

impl Pos {
    /// The place that lies so far to the right and below; the ends of the canvas hold.
    pub fn plus(self, by: Self) -> Self {
        Self(self.0.saturating_add(by.0), self.1.saturating_add(by.1))
    }
}

/// Where things lie on the canvas. Moving a block touches no logic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Upper left corners of the blocks; a block without one is placed by the studio.
    pub blocks: BTreeMap<BlockId, Pos>,
    /// Notes of the author.
    pub notes: BTreeMap<NoteId, Note>,
    /// Frames around blocks.
    pub frames: BTreeMap<FrameId, Frame>,
}

/// Names a note inside its project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(pub u32);

/// Names a frame inside its project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FrameId(pub u32);

/// Something an author draws beside the blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A note.
    Note(NoteId),
    /// A frame.
    Frame(FrameId),
}

/// Colour of a note or frame: one of the families that blocks are painted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hue {
    /// No colour of its own.
    Grey,
    /// As what is sent.
    #[default]
    Blue,
    /// As ways in.
    Green,
    /// As questions.
    Violet,
    /// As logic.
    Amber,
    /// As actions.
    Pink,
}

impl Hue {
    /// All hues in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Grey, Self::Blue, Self::Green, Self::Violet, Self::Amber, Self::Pink];

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Blue => "blue",
            Self::Green => "green",
            Self::Violet => "violet",
            Self::Amber => "amber",
            Self::Pink => "pink",
        }
    }
}

/// A slip of paper on the canvas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The drawing it lies on.
    #[serde(default)]
    pub funnel: FunnelName,
    /// Its upper left corner.
    pub at: Pos,
    /// Its width and height, canvas units.
    pub size: Pos,
    /// What it says.
    #[serde(default)]
    pub text: String,
    /// Its colour.
    #[serde(default)]
    pub hue: Hue,
}

/// A frame around blocks. It holds what lies inside it; folded, it holds what lay inside when it was folded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// The drawing it lies on.
    #[serde(default)]
    pub funnel: FunnelName,
    /// Its upper left corner.
    pub at: Pos,
    /// Its width and height, canvas units, also while it is folded.
    pub size: Pos,
    /// What the author calls it.
    #[serde(default)]
    pub title: String,
    /// Its colour.
    #[serde(default)]
    pub hue: Hue,
    /// The blocks that are folded into one small card; empty while the frame is open.
    #[serde(default)]
    pub folded: BTreeSet<BlockId>,
    /// The notes and smaller frames that are folded with them. What a folded one of these holds stays its own.
    #[serde(default)]
    pub folded_marks: BTreeSet<Mark>,
}

impl Note {
    /// Least width and height.
    pub const SIZE_MIN: Pos = Pos(88, 44);
    /// Width and height of a new one.
    pub const SIZE_NEW: Pos = Pos(220, 110);
}

impl Frame {
    /// Least width and height.
    pub const SIZE_MIN: Pos = Pos(132, 88);

    /// Whether it is drawn as one small card.
    pub fn is_folded(&self) -> bool {
        !self.folded.is_empty() || !self.folded_marks.is_empty()
    }
}

impl Layout {
    /// Whether there is such a note or frame.
    pub fn has(&self, mark: Mark) -> bool {
        match mark {
            Mark::Note(note_id) => self.notes.contains_key(&note_id),
            Mark::Frame(frame_id) => self.frames.contains_key(&frame_id),
        }
    }

    /// Lets frames hold no note and no frame that is gone: its id will be given away again.
    pub fn let_go_of_gone(&mut self) {
        let held = self.frames.values().flat_map(|frame| &frame.folded_marks).copied();
        let gone: BTreeSet<Mark> = held.filter(|mark| !self.has(*mark)).collect();
        if !gone.is_empty() {
            self.frames.values_mut().for_each(|frame| frame.folded_marks.retain(|mark| !gone.contains(mark)));
        }
    }

    /// An id that no note has.
    pub fn next_note(&self) -> NoteId {
        NoteId(self.notes.keys().next_back().map_or(1, |id| id.0.saturating_add(1)))
    }

    /// An id that no frame has.
    pub fn next_frame(&self) -> FrameId {
        FrameId(self.frames.keys().next_back().map_or(1, |id| id.0.saturating_add(1)))
    }
}
