//! Room for a new block that is put into a wire: what follows moves to the right, frames and notes along with it, so
//! that the funnel still reads from left to right.

use super::CanvasState;
use super::look::{GAP, NEW_BLOCK, STEP, STEPS_MAX};
use crate::edit::{Edit, build};
use crate::model::{BlockId, Exit, Frame, Mark, Pos, Project};
use egui::Rect;

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
        (self.free_of(at, target.left()), self.moved_right(project, target.left(), need as i32))
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

    /// Moves everything that begins right of an edge; a frame over the edge grows.
    fn moved_right(&self, project: &Project, edge: f32, by: i32) -> Vec<Edit> {
        let items = self.scene.items.iter().filter(|item| is_right(item.rect, edge));
        let places: Vec<(BlockId, Pos)> =
            items.map(|item| (item.id, super::pos_of(item.place).plus(Pos(by, 0)))).collect();
        let marks = self.scene.marks.iter();
        let moved: Vec<Mark> =
            marks.clone().filter(|item| is_right(item.rect, edge)).map(|item| item.mark).collect();
        let mut edits = build::move_things(project, &places, &moved, Pos(by, 0)).edits;
        let over =
            marks.filter(|item| !is_right(item.rect, edge) && !item.is_folded() && item.rect.right() > edge);
        edits.extend(over.filter_map(|item| {
            let Mark::Frame(frame_id) = item.mark else { return None };
            let frame = project.layout.frames.get(&frame_id)?.clone();
            let frame = Some(Box::new(Frame { size: frame.size.plus(Pos(by, 0)), ..frame }));
            Some(Edit::SetFrame { frame_id, frame })
        }));
        edits
    }
}

/// Whether something begins right of an edge.
fn is_right(rect: Rect, edge: f32) -> bool {
    rect.left() >= edge - 1.0
}
