//! Puts separately laid out parts beside and below one another.

use super::Card;

/// Room between two parts.
const GAP: f32 = 96.0;
/// How much wider than tall the whole may become.
const SHAPE: f32 = 1.7;

/// A part laid out by itself.
pub(super) struct Part {
    /// Corners of its cards; the upper left corner of the part is the origin.
    pub corners: Vec<(f32, f32)>,
    /// Width and height.
    pub size: (f32, f32),
}

impl Part {
    /// The part with its upper left corner moved to the origin.
    pub fn around(cards: &[Card], mut corners: Vec<(f32, f32)>) -> Self {
        let left = corners.iter().map(|corner| corner.0).fold(f32::INFINITY, f32::min);
        let top = corners.iter().map(|corner| corner.1).fold(f32::INFINITY, f32::min);
        let mut size = (0.0_f32, 0.0_f32);
        for (corner, card) in corners.iter_mut().zip(cards) {
            *corner = (corner.0 - left, corner.1 - top);
            size = (size.0.max(corner.0 + card.width), size.1.max(corner.1 + card.height));
        }
        Self { corners, size }
    }
}

/// Upper left corners of parts of these sizes: rows from the top, as wide as the widest part or as a pleasant
/// shape of the whole asks for.
pub(super) fn offsets(sizes: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    let area: f32 = sizes.iter().map(|size| (size.0 + GAP) * (size.1 + GAP)).sum();
    let widest = sizes.iter().map(|size| size.0).fold(0.0, f32::max);
    let room = widest.max((area * SHAPE).sqrt());
    let (mut x, mut y, mut tallest) = (0.0, 0.0, 0.0_f32);
    let mut offsets = Vec::with_capacity(sizes.len());
    for (width, height) in sizes {
        if x > 0.0 && x + width > room {
            (x, y) = (0.0, y + tallest + GAP);
            tallest = 0.0;
        }
        offsets.push((x, y));
        x += width + GAP;
        tallest = tallest.max(height);
    }
    offsets
}
