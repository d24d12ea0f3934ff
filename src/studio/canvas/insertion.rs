//! Room for a new block that is put into a wire: what follows moves to the right, frames and notes along with it, so
//! that the funnel still reads from left to right. What does not follow and is not in the way stays.

use super::CanvasState;
use super::along::owner;
use super::marks::{self, MarkItem};
use super::room::{GAP, NEW_BLOCK, STEP, STEPS_MAX};
use super::scene::Scene;
use crate::edit::{Edit, build};
use crate::model::{BlockId, Exit, Frame, Mark, Pos, Project};
use egui::{Rect, vec2};
use std::collections::BTreeSet;

/// How far the new block stays from its neighbours, canvas units.
const APART: f32 = 60.0;

impl CanvasState {
    /// Where a block that is put into a wire stands when a hand showed a place for it, and the edits that make room.
    pub fn room_in_wire(&self, project: &Project, wire: &(BlockId, Exit), wished: Pos) -> (Pos, Vec<Edit>) {
        let Some((source, target)) = self.ends_of(wire) else { return (wished, Vec::new()) };
        let left = source.right() + APART;
        let room = target.left() - APART - left;
        if target.left() < source.right() {
            // The wire runs back: nothing follows on its right.
            return (self.free_place(wished), Vec::new());
        }
        let need = (NEW_BLOCK.x - room).ceil().max(0.0);
        let right = left + room + need - NEW_BLOCK.x;
        let at = Pos((wished.0 as f32).clamp(left, right.max(left)).ceil() as i32, wished.1);
        if need == 0.0 {
            return (self.free_of(at, f32::INFINITY), Vec::new());
        }
        let at = self.free_of(at, target.left());
        let mut push = Push::new(&self.scene, target.left(), need);
        push.begin(&wire.0, &wire.1);
        push.sweep(Rect::from_min_size(egui::pos2(at.0 as f32, at.1 as f32), NEW_BLOCK));
        (at, push.edits(project))
    }

    /// The place nearest to one, over or under it, where a new block covers no block that begins left of an edge.
    fn free_of(&self, at: Pos, edge: f32) -> Pos {
        let is_free = |at: &Pos| {
            let corner = egui::pos2(at.0 as f32, at.1 as f32);
            let near = self.scene.blocks.query(Rect::from_min_size(corner, NEW_BLOCK).expand(GAP));
            near.into_iter().all(|number| is_right(self.scene.item(number).rect, edge))
        };
        let steps = (0..STEPS_MAX).flat_map(|step| [step, -step]);
        steps.map(|step| at.plus(Pos(0, step * STEP))).find(is_free).unwrap_or(at)
    }

    /// The blocks that a wire joins, while both are seen.
    fn ends_of(&self, (from, exit): &(BlockId, Exit)) -> Option<(Rect, Rect)> {
        let (number, source) = self.scene.item_of(*from)?;
        let (_, target) = self.scene.item_of(self.scene.target_of(number, exit)?)?;
        (!source.folded && !target.folded).then_some((source.rect, target.rect))
    }
}

/// What moves to the right together, from the block that a wire leads to on.
struct Push<'a> {
    scene: &'a Scene,
    /// Only what begins right of it moves.
    edge: f32,
    by: f32,
    blocks: BTreeSet<u32>,
    marks: BTreeSet<Mark>,
    /// Frames over the edge: their right side moves alone.
    grown: BTreeSet<Mark>,
    /// Blocks whose followers have not been looked at yet.
    pending: Vec<u32>,
}

impl<'a> Push<'a> {
    fn new(scene: &'a Scene, edge: f32, by: f32) -> Self {
        let (blocks, marks, grown) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { scene, edge, by, blocks, marks, grown, pending: Vec::new() }
    }

    fn begin(&mut self, from: &BlockId, exit: &Exit) {
        let source = self.scene.item_of(*from).and_then(|(number, _)| self.scene.target_of(number, exit));
        if let Some((number, _)) = source.and_then(|target| self.scene.item_of(target)) {
            self.take(number);
        }
    }

    /// Everything that is moved, once nothing more has to.
    fn edits(mut self, project: &Project) -> Vec<Edit> {
        loop {
            while let Some(number) = self.pending.pop() {
                self.follow(number);
            }
            let scene = self.scene;
            let notes = scene.marks.iter().filter(|mark| !mark.is_frame() && self.goes_along(mark));
            let notes: Vec<&MarkItem> = notes.collect();
            if notes.is_empty() {
                break;
            }
            notes.into_iter().for_each(|note| self.take_mark(note));
        }
        let by = Pos(self.by as i32, 0);
        let items = self.blocks.iter().map(|number| self.scene.item(*number));
        let places: Vec<(BlockId, Pos)> =
            items.map(|item| (item.id, super::pos_of(item.place).plus(by))).collect();
        let moved: Vec<Mark> = self.marks.iter().copied().collect();
        let mut edits = build::move_things(project, &places, &moved, by).edits;
        edits.extend(self.grown.iter().filter_map(|mark| {
            let Mark::Frame(frame_id) = *mark else { return None };
            let frame = project.layout.frames.get(&frame_id)?.clone();
            let frame = Some(Box::new(Frame { size: frame.size.plus(by), ..frame }));
            Some(Edit::SetFrame { frame_id, frame })
        }));
        edits
    }

    fn take(&mut self, number: u32) {
        let item = self.scene.item(number);
        if is_right(item.rect, self.edge) && self.blocks.insert(number) {
            self.pending.push(number);
        }
    }

    /// Takes along the blocks that a block leads on to, what stands in its way, and the frames around it.
    fn follow(&mut self, number: u32) {
        let scene = self.scene;
        let item = scene.item(number);
        let onward = |to: &u32| is_right(scene.item(*to).rect, item.rect.left());
        scene.targets(number).filter(onward).for_each(|to| self.take(to));
        let holds = |mark: &&MarkItem| match mark.is_folded() {
            true => mark.folded.contains(&item.id),
            false => mark.is_frame() && mark.rect.contains(item.rect.center()),
        };
        scene.marks.iter().filter(holds).for_each(|frame| self.take_mark(frame));
        self.sweep(item.rect);
    }

    /// Takes a note or frame along with all that lies in it; of a frame over the edge the right side only.
    fn take_mark(&mut self, mark: &MarkItem) {
        if !is_right(mark.rect, self.edge) {
            if self.grown.insert(mark.mark) {
                self.sweep(mark.rect.with_min_x(mark.rect.right()));
            }
            return;
        }
        if !self.marks.insert(mark.mark) {
            return;
        }
        // What a card hides moves with it and meets nothing on its way.
        self.marks.extend(&mark.held);
        if mark.is_frame() {
            let (blocks, inner) = marks::inside(self.scene, mark);
            blocks.iter().filter_map(|id| self.scene.item_of(*id)).for_each(|(number, _)| self.take(number));
            inner.iter().filter_map(|id| self.scene.mark(*id)).for_each(|mark| self.take_mark(mark));
        }
        self.sweep(mark.rect);
    }

    /// Takes along what something meets on its way to the right.
    fn sweep(&mut self, rect: Rect) {
        let scene = self.scene;
        let way = rect.union(rect.translate(vec2(self.by, 0.0))).expand2(vec2(GAP, 0.0));
        let ahead = |other: Rect| is_right(other, rect.left()) && other.intersects(way);
        let blocks = scene.blocks.query(way);
        blocks
            .into_iter()
            .filter(|number| ahead(scene.item(*number).rect))
            .for_each(|number| self.take(number));
        let edge = self.edge;
        let marks = scene.marks.iter().filter(|mark| is_right(mark.rect, edge) && ahead(mark.rect));
        marks.for_each(|mark| self.take_mark(mark));
    }

    /// Whether a note stays behind a block that it is written about.
    fn goes_along(&self, note: &MarkItem) -> bool {
        !self.marks.contains(&note.mark)
            && is_right(note.rect, self.edge)
            && owner(self.scene, note).is_some_and(|number| self.blocks.contains(&number))
    }
}

/// Whether something begins right of an edge.
fn is_right(rect: Rect, edge: f32) -> bool {
    rect.left() >= edge - 1.0
}
