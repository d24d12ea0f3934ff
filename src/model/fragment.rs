//! A piece of a drawing on its way to another place: what the clipboard holds.

use super::{Block, BlockId, FieldDef, Frame, Layer, Mark, Note, Pos};
use std::collections::BTreeMap;

/// Blocks, notes and frames that were copied, with what they name. Nothing in it leads outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// Fields of the project that the blocks name; their ids mean nothing elsewhere.
    pub fields: Vec<FieldDef>,
    /// Tags of the project that the blocks name.
    pub tags: Vec<String>,
    /// The blocks under the ids that they had; wires lead only to one another.
    pub blocks: BTreeMap<BlockId, Block>,
    /// Upper left corners of the blocks.
    pub places: BTreeMap<BlockId, Pos>,
    /// The notes.
    pub notes: Vec<Note>,
    /// The frames. A note or frame that one holds is named by its number in these two lists, from 1.
    pub frames: Vec<Frame>,
    /// What the blocks say in other languages and channels.
    pub layers: Vec<Layer>,
}

impl Fragment {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.notes.is_empty() && self.frames.is_empty()
    }

    /// Lets frames hold no note and no frame that is not in the lists.
    pub fn let_go_of_gone(&mut self) {
        let (notes, frames) = (self.notes.len(), self.frames.len());
        let is_there = |mark: &Mark| match mark {
            Mark::Note(note_id) => (1..=notes).contains(&(note_id.0 as usize)),
            Mark::Frame(frame_id) => (1..=frames).contains(&(frame_id.0 as usize)),
        };
        self.frames.iter_mut().for_each(|frame| frame.folded_marks.retain(is_there));
    }

    /// The least corner of everything in it; the origin when nothing has a place.
    pub fn corner(&self) -> Pos {
        let notes = self.notes.iter().map(|note| note.at);
        let frames = self.frames.iter().map(|frame| frame.at);
        let all = self.places.values().copied().chain(notes).chain(frames);
        all.reduce(|a, b| Pos(a.0.min(b.0), a.1.min(b.1))).unwrap_or_default()
    }
}
