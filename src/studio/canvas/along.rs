//! What goes along with blocks that are put elsewhere: the notes written about them, the frames around them.

use super::marks::{MarkItem, inside, lying_in};
use super::scene::{Item, Scene};
use super::selection::room_for;
use super::{CanvasState, pos_of};
use crate::edit::{Edit, build};
use crate::model::{BlockId, Frame, Mark, Pos, Project};
use egui::{Pos2, Rect, Vec2};
use std::collections::BTreeMap;

/// How far a note may lie from its block for a layout to keep room for both together, canvas units.
const NEAR: f32 = 240.0;

/// The block that a note is written about, or that a frame without blocks belongs to: the one nearest to it, of those that
/// share its frame when there are some.
pub(super) fn owner(scene: &Scene, mark: &MarkItem) -> Option<u32> {
    let apart = |number: &u32| gap(scene.item(*number).rect, mark.rect);
    let near = |a: &u32, b: &u32| apart(a).total_cmp(&apart(b));
    let around = scene.marks.iter().filter(|frame| {
        frame.is_frame()
            && !frame.is_folded()
            && frame.mark != mark.mark
            && frame.rect.contains(mark.rect.center())
    });
    // The smaller frames come last.
    let together = around.rev().find_map(|frame| {
        let (blocks, _) = inside(scene, frame);
        blocks.iter().filter_map(|id| scene.by_id.get(id).copied()).min_by(near)
    });
    together.or_else(|| (0..scene.items.len() as u32).min_by(near))
}

/// The square of how far two rectangles are apart.
fn gap(a: Rect, b: Rect) -> f32 {
    (a.min - b.max).max(b.min - a.max).max(Vec2::ZERO).length_sq()
}

impl Scene {
    /// The room that each block takes together with the notes beside it, in the order of the blocks.
    pub(super) fn rooms(&self) -> Vec<Rect> {
        let mut rooms: Vec<Rect> = self.items.iter().map(|item| item.rect).collect();
        for note in self.marks.iter().filter(|mark| !mark.is_frame()) {
            let Some(number) = owner(self, note) else { continue };
            let item = self.item(number);
            let room = rooms[number as usize].union(note.rect);
            let is_alone = self.blocks.query(room).iter().all(|other| *other == number);
            if !item.folded && is_alone && gap(item.rect, note.rect) <= NEAR * NEAR {
                rooms[number as usize] = room;
            }
        }
        rooms
    }
}

impl CanvasState {
    /// What notes and frames do when blocks go to new places: a note goes with the block that it stands by, a folded
    /// frame with what it hides, and an open one becomes as large as it must be to keep what lies in it.
    pub fn along(&self, project: &Project, places: &[(BlockId, Pos)]) -> Vec<Edit> {
        let mut along =
            Along { scene: &self.scene, places: places.iter().copied().collect(), rects: BTreeMap::new() };
        let mut edits = Vec::new();
        for mark in self.scene.marks.iter().rev() {
            let is_kept = mark.is_frame() && !mark.is_folded();
            match is_kept.then(|| along.around(mark)).flatten() {
                Some(around) => edits.extend(along.grown(project, mark, around)),
                None => edits.extend(along.shifted(project, mark)),
            }
        }
        edits
    }
}

struct Along<'a> {
    scene: &'a Scene,
    places: BTreeMap<BlockId, Pos>,
    /// Where notes and frames come to lie that were looked at already.
    rects: BTreeMap<Mark, Rect>,
}

impl Along<'_> {
    fn by(&self, item: &Item) -> Vec2 {
        self.places.get(&item.id).map_or(Vec2::ZERO, |Pos(x, y)| Pos2::new(*x as f32, *y as f32) - item.place)
    }

    /// The room of all that lies in an open frame, where it comes to lie; nothing for an empty one.
    fn around(&self, frame: &MarkItem) -> Option<Rect> {
        let (blocks, marks) = lying_in(self.scene, frame);
        let items = blocks.iter().filter_map(|id| Some(self.scene.item_of(*id)?.1));
        let blocks = items.map(|item| item.rect.translate(self.by(item)));
        let marks = marks.iter().filter_map(|mark| self.rects.get(&mark.mark).copied());
        blocks.chain(marks).reduce(Rect::union)
    }

    fn grown(&mut self, project: &Project, frame: &MarkItem, around: Rect) -> Option<Edit> {
        self.rects.insert(frame.mark, frame.rect);
        let Mark::Frame(frame_id) = frame.mark else { return None };
        if frame.rect.contains_rect(around) {
            return None;
        }
        let (at, size) = room_for(around);
        let corner = Pos2::new(at.0 as f32, at.1 as f32);
        self.rects.insert(frame.mark, Rect::from_min_size(corner, Vec2::new(size.0 as f32, size.1 as f32)));
        let frame = Frame { at, size, ..project.layout.frames.get(&frame_id)?.clone() };
        Some(Edit::SetFrame { frame_id, frame: Some(Box::new(frame)) })
    }

    /// Moves a note, an empty frame or a card as far as the block goes that it belongs to.
    fn shifted(&mut self, project: &Project, mark: &MarkItem) -> Vec<Edit> {
        let hidden = mark.folded.iter().find_map(|id| Some(self.scene.item_of(*id)?.0));
        let by =
            hidden.or_else(|| owner(self.scene, mark)).map_or(Vec2::ZERO, |at| self.by(self.scene.item(at)));
        self.rects.insert(mark.mark, mark.rect.translate(by));
        if by == Vec2::ZERO {
            return Vec::new();
        }
        let moved: Vec<Mark> = mark.held.iter().copied().chain([mark.mark]).collect();
        build::move_things(project, &[], &moved, pos_of(by.to_pos2())).edits
    }
}
