//! Where a thing in the hand comes to rest: in line with its neighbours, else on the grid.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Distance of the lines of the grid that things rest on: half of that of the dots.
pub(super) const STEP: f32 = 11.0;

/// A line that shows what something is in line with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Guide {
    pub from: Pos2,
    pub to: Pos2,
}

/// The way that `rect` goes when a hand moves it `by`, and what it is then in line with. Edges meet edges and
/// middles meet middles within `reach`; where nothing is near, the upper left corner rests on the grid.
pub(super) fn snap(rect: Rect, others: &[Rect], by: Vec2, reach: f32) -> (Vec2, Vec<Guide>) {
    let moved = rect.translate(by);
    let turned = |rect: &Rect| Rect::from_min_max(flip(rect.min), flip(rect.max));
    let flipped: Vec<Rect> = others.iter().map(turned).collect();
    let x = nearest(moved, others, reach).unwrap_or_else(|| to_grid(moved.left()));
    let y = nearest(turned(&moved), &flipped, reach).unwrap_or_else(|| to_grid(moved.top()));
    let rest = moved.translate(vec2(x, y));
    let mut guides = in_line(rest, others);
    let across = in_line(turned(&rest), &flipped);
    guides.extend(across.into_iter().map(|guide| Guide { from: flip(guide.from), to: flip(guide.to) }));
    (by + vec2(x, y), guides)
}

/// Across instead of along: what holds for upright lines then holds for level ones.
fn flip(pos: Pos2) -> Pos2 {
    pos2(pos.y, pos.x)
}

/// How far to the nearest line of the grid.
pub(super) fn to_grid(at: f32) -> f32 {
    (at / STEP).round() * STEP - at
}

/// Pairs of lines of two things that may meet, left to right.
fn pairs(rect: Rect, other: Rect) -> [(f32, f32); 5] {
    [
        (rect.left(), other.left()),
        (rect.right(), other.right()),
        (rect.left(), other.right()),
        (rect.right(), other.left()),
        (rect.center().x, other.center().x),
    ]
}

/// The least step to the side that puts a thing in line with another.
fn nearest(rect: Rect, others: &[Rect], reach: f32) -> Option<f32> {
    let steps = others.iter().flat_map(|other| pairs(rect, *other)).map(|(own, other)| other - own);
    steps.filter(|step| step.abs() <= reach).min_by(|a, b| a.abs().total_cmp(&b.abs()))
}

/// Upright lines through everything that a thing is in line with.
fn in_line(rect: Rect, others: &[Rect]) -> Vec<Guide> {
    let mut guides: Vec<Guide> = Vec::new();
    for other in others {
        for (own, at) in pairs(rect, *other) {
            if (own - at).abs() > 0.1 {
                continue;
            }
            let (top, bottom) = (rect.top().min(other.top()), rect.bottom().max(other.bottom()));
            match guides.iter_mut().find(|guide| (guide.from.x - at).abs() < 0.1) {
                Some(guide) => {
                    guide.from.y = guide.from.y.min(top);
                    guide.to.y = guide.to.y.max(bottom);
                }
                None => guides.push(Guide { from: pos2(at, top), to: pos2(at, bottom) }),
            }
        }
    }
    guides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_rests_in_line_with_its_neighbours_else_on_the_grid() {
        let rect = |x: f32, y: f32| Rect::from_min_size(pos2(x, y), vec2(200.0, 80.0));
        let others = [rect(503.0, 0.0)];
        let (by, guides) = snap(rect(0.0, 400.0), &others, vec2(500.0, 0.0), 6.0);
        assert_eq!(by, vec2(503.0, -4.0), "in line on the left, on the grid below");
        assert!(guides.contains(&Guide { from: pos2(503.0, 0.0), to: pos2(503.0, 476.0) }), "{guides:?}");
        let (by, guides) = snap(rect(0.0, 400.0), &others, vec2(60.0, 60.0), 6.0);
        assert_eq!((by, guides), (vec2(55.0, 62.0), vec![]));
    }
}
