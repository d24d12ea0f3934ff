//! What is selected, and what the window asks about it.

use super::align::aligned;
use super::mark_edit::MarkEdit;
use super::marks::{STRIP, inside};
use super::scene::Scene;
use super::{CanvasState, pos_of, walk};
use crate::model;
use crate::model::{BlockId, Exit, FunnelName, Mark, Pos};
use crate::studio::command::Align;
use egui::{Pos2, Rect, pos2};
use std::collections::{BTreeMap, BTreeSet};

/// Room around the blocks that a new frame takes in.
const AROUND: f32 = 22.0;

/// Corner and size of a frame around things.
pub(super) fn room_for(around: Rect) -> (Pos, Pos) {
    let around = around.expand(AROUND);
    let around = Rect::from_min_max(pos2(around.left(), around.top() - STRIP), around.max);
    (pos_of(around.min), pos_of(around.size().to_pos2()))
}

impl CanvasState {
    /// The selected blocks, in order of id.
    pub fn selection(&self) -> Vec<BlockId> {
        self.selection.iter().copied().collect()
    }

    /// The selected notes and frames.
    pub fn marks(&self) -> Vec<Mark> {
        self.marks.iter().copied().collect()
    }

    /// The selected wire, by the block and exit that it leaves.
    pub fn wire(&self) -> Option<(BlockId, Exit)> {
        self.wire.clone()
    }

    /// Selects exactly these blocks; notes and frames that were selected with exactly these stay so.
    pub fn select(&mut self, block_ids: impl IntoIterator<Item = BlockId>) {
        let chosen: BTreeSet<BlockId> = block_ids.into_iter().collect();
        if chosen != self.selection {
            self.marks.clear();
            self.wire = None;
            self.selection = chosen;
        }
    }

    /// Selects exactly these blocks, notes and frames.
    pub fn select_things(
        &mut self,
        block_ids: impl IntoIterator<Item = BlockId>,
        marks: impl IntoIterator<Item = Mark>,
    ) {
        self.wire = None;
        self.selection = block_ids.into_iter().collect();
        self.marks = marks.into_iter().collect();
    }

    /// Selects everything on the canvas.
    pub fn select_all(&mut self) {
        let seen = self.scene.items.iter().filter(|item| !item.folded);
        let blocks: Vec<BlockId> = seen.map(|item| item.id).collect();
        let marks: Vec<Mark> = self.scene.marks.iter().map(|item| item.mark).collect();
        self.select_things(blocks, marks);
    }

    /// Selects the selected blocks, or those that the selected wire leads to, and everything that follows.
    pub fn select_onward(&mut self) {
        let from = self.selection.iter().filter_map(|block_id| self.scene.by_id.get(block_id).copied());
        let wire = self.wire.as_ref().and_then(|(from, exit)| self.scene.wire_of(*from, exit));
        let onward = walk::onward(&self.scene, from.chain(wire.map(|wire| wire.to)));
        let onward: Vec<BlockId> = onward.into_iter().map(|number| self.scene.item(number).id).collect();
        self.select_things(onward, []);
    }

    /// Whether a menu of the canvas is open.
    pub fn has_menu(&self) -> bool {
        self.menu.is_some()
    }

    /// Whether an open menu of the canvas lies at a point of the screen.
    pub fn has_menu_at(&self, pos: Pos2) -> bool {
        self.menu.is_some() && self.menu_rect.is_some_and(|rect| rect.contains(pos))
    }

    /// Whether something can be deleted.
    pub fn has_selection(&self) -> bool {
        self.has_things() || self.wire.is_some()
    }

    /// Whether a block, note or frame is selected.
    pub fn has_things(&self) -> bool {
        !self.selection.is_empty() || !self.marks.is_empty()
    }

    /// What moves and is copied with the selection: selected things, and all that lies in selected frames.
    pub fn held(&self) -> (Vec<BlockId>, Vec<Mark>) {
        self.held_in(&self.scene)
    }

    /// The same for a scene that is out of its place while a frame is drawn.
    pub(super) fn held_in(&self, scene: &Scene) -> (Vec<BlockId>, Vec<Mark>) {
        let (mut blocks, mut marks) = (self.selection.clone(), self.marks.clone());
        for item in scene.marks.iter().filter(|item| item.is_frame() && self.marks.contains(&item.mark)) {
            let (held, inner) = inside(scene, item);
            blocks.extend(held);
            marks.extend(inner);
        }
        (blocks.into_iter().collect(), marks.into_iter().collect())
    }

    /// Where blocks of the shown funnel lie, those that the project has no place for included.
    pub fn places(&self, block_ids: &[BlockId]) -> BTreeMap<BlockId, Pos> {
        let items = block_ids.iter().filter_map(|block_id| self.scene.item_of(*block_id));
        items.map(|(_, item)| (item.id, pos_of(item.place))).collect()
    }

    /// New places of the selected blocks that an alignment moves.
    pub fn aligned(&self, how: Align) -> Vec<(BlockId, Pos)> {
        let items = self.selection.iter().filter_map(|block_id| self.scene.item_of(*block_id));
        let things: Vec<(BlockId, Rect)> =
            items.filter(|(_, item)| !item.folded).map(|(_, item)| (item.id, item.rect)).collect();
        aligned(&things, how)
    }

    /// A frame around what is selected; none when nothing is.
    pub fn frame_around(&self, funnel: &FunnelName) -> Option<model::Frame> {
        let around = self.around_selection().filter(|_| self.has_things())?;
        let (at, size) = room_for(around);
        Some(model::Frame { funnel: funnel.clone(), at, size, ..model::Frame::default() })
    }

    /// Where something goes that is pasted now: where it was asked for, under the pointer, or in the middle.
    pub fn paste_place(&mut self) -> Pos {
        let pointer = self.pointer.map(pos_of);
        self.paste_at.take().or(pointer).unwrap_or_else(|| self.center())
    }

    /// Selects a note or frame and begins to write its text.
    pub fn write_on(&mut self, mark: Mark) {
        self.select_things([], [mark]);
        self.mark_edit = Some(MarkEdit::new(mark));
    }

    /// The rectangle of a note or frame on the screen as it was drawn last, if it is in the shown funnel.
    pub fn mark_screen_rect(&self, mark: Mark) -> Option<Rect> {
        let projection = self.camera.view.projection(self.screen?, 1.0);
        self.scene.mark(mark).map(|item| projection.screen_rect(item.rect))
    }
}
