//! Free room on the canvas: where a new block, or a copy of several, covers nothing that is there.

use super::marks::MarkItem;
use super::{CanvasState, pos_of};
use crate::model::{BlockId, Fragment, Pos};
use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Room that a new block wants, and how far from others, canvas units.
pub(super) const NEW_BLOCK: Vec2 = vec2(240.0, 190.0);
pub(super) const GAP: f32 = 16.0;
/// How far apart the places lie that are tried for it, and how far from the wished one the last of them, in steps.
pub(super) const STEP: i32 = 40;
pub(super) const STEPS_MAX: i32 = 60;
/// Room that a block of a copy takes for each way out.
const EXIT: f32 = 30.0;
/// From so many things on a copy is put down as one whole.
const MANY: usize = 60;

impl CanvasState {
    /// The place nearest to a wished one, never to the left of it, where a new block covers no other; the wished one
    /// where blocks are everywhere.
    pub fn free_place(&self, wished: Pos) -> Pos {
        let Pos(x, y) = wished;
        let is_free = |at: &Pos| {
            let card = Rect::from_min_size(corner(*at), NEW_BLOCK);
            self.scene.blocks.query(card.expand(GAP)).is_empty()
        };
        around(STEP)
            .map(|Pos(right, down)| Pos(x.saturating_add(right), y.saturating_add(down)))
            .find(is_free)
            .unwrap_or(wished)
    }

    /// Where a copy is put down so that it covers no block and no note: as near to a wished place as there is room, down
    /// and to the right. With a frame in it, it keeps clear of the frames that are there, too: what lies in a frame goes
    /// along with it, and neither takes anything of the other.
    pub fn free_for(&self, fragment: &Fragment, wished: Pos) -> Pos {
        let from = fragment.corner();
        let mut rects = self.rects_of(fragment);
        let Some(whole) = rects.iter().copied().reduce(Rect::union) else { return wished };
        let mut step = STEP;
        let has_frames = !fragment.frames.is_empty();
        if rects.len() > MANY || has_frames {
            if rects.len() > MANY {
                rects = vec![whole];
            }
            // A large whole gets out of the way in as many steps as a small one.
            step = STEP.max((whole.width().min(whole.height()) / 10.0) as i32);
        }
        let shift =
            |at: Pos| vec2((at.0.saturating_sub(from.0)) as f32, (at.1.saturating_sub(from.1)) as f32);
        let counts = |mark: &&MarkItem| has_frames || !mark.is_frame();
        // A folded frame takes its room when it is unfolded.
        let whole = |mark: &MarkItem| Rect::from_min_size(mark.rect.min, mark.whole);
        let marks: Vec<Rect> = self.scene.marks.iter().filter(counts).map(whole).collect();
        let is_free = |at: &Pos| {
            rects.iter().map(|rect| rect.translate(shift(*at)).expand(GAP)).all(|rect| {
                self.scene.blocks.query(rect).is_empty() && !marks.iter().any(|mark| mark.intersects(rect))
            })
        };
        let Pos(x, y) = wished;
        around(step)
            .map(|Pos(right, down)| Pos(x.saturating_add(right), y.saturating_add(down)))
            .find(is_free)
            .unwrap_or(wished)
    }

    /// The rectangles of what a copy holds, where it was copied; of blocks that are not here as large as a block is.
    fn rects_of(&self, fragment: &Fragment) -> Vec<Rect> {
        let blocks = fragment.places.iter().map(|(block_id, at)| {
            let size = self.size_at(*block_id, *at).unwrap_or_else(|| {
                let exits = fragment.blocks.get(block_id).map_or(0, |block| block.exits.len());
                NEW_BLOCK + vec2(0.0, EXIT * exits.saturating_sub(2) as f32)
            });
            Rect::from_min_size(corner(*at), size)
        });
        let notes = fragment.notes.iter().map(|note| Rect::from_min_size(corner(note.at), size(note.size)));
        let frames =
            fragment.frames.iter().map(|frame| Rect::from_min_size(corner(frame.at), size(frame.size)));
        blocks.chain(notes).chain(frames).collect()
    }

    /// The size of a block, when it is the one that stands there.
    fn size_at(&self, block_id: BlockId, at: Pos) -> Option<Vec2> {
        let (_, item) = self.scene.item_of(block_id)?;
        (pos_of(item.place) == at && !item.folded).then(|| item.rect.size())
    }
}

/// Shifts of so many units at a time, the least first; down and to the right, and up.
fn around(step: i32) -> impl Iterator<Item = Pos> {
    (0..STEPS_MAX).flat_map(move |far| {
        (0..=far).flat_map(move |right| [far - right, right - far].map(|down| Pos(right * step, down * step)))
    })
}

fn corner(at: Pos) -> Pos2 {
    pos2(at.0 as f32, at.1 as f32)
}

fn size(size: Pos) -> Vec2 {
    vec2(size.0 as f32, size.1 as f32)
}
