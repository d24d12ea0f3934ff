//! Puts several things in line or at equal distances.

use super::pos_of;
use crate::model::{BlockId, Pos};
use crate::studio::command::Align;
use egui::{Rect, Vec2, vec2};

/// Least distance of things that are spread.
const GAP_MIN: f32 = 22.0;

/// New corners of the things that move; those that already lie right are left out.
pub(super) fn aligned(things: &[(BlockId, Rect)], how: Align) -> Vec<(BlockId, Pos)> {
    let Some(around) = things.iter().map(|thing| thing.1).reduce(Rect::union) else { return Vec::new() };
    let shift = |rect: Rect| match how {
        Align::Left => vec2(around.left() - rect.left(), 0.0),
        Align::CenterX => vec2(around.center().x - rect.center().x, 0.0),
        Align::Right => vec2(around.right() - rect.right(), 0.0),
        Align::Top => vec2(0.0, around.top() - rect.top()),
        Align::CenterY => vec2(0.0, around.center().y - rect.center().y),
        Align::Bottom => vec2(0.0, around.bottom() - rect.bottom()),
        Align::SpreadX | Align::SpreadY => Vec2::ZERO,
    };
    let moved: Vec<(BlockId, Rect)> = match how {
        Align::SpreadX => spread(things, |rect| (rect.left(), rect.width()), |by| vec2(by, 0.0)),
        Align::SpreadY => spread(things, |rect| (rect.top(), rect.height()), |by| vec2(0.0, by)),
        Align::Left | Align::CenterX | Align::Right | Align::Top | Align::CenterY | Align::Bottom => {
            things.iter().map(|(id, rect)| (*id, rect.translate(shift(*rect)))).collect()
        }
    };
    let places = moved.into_iter().map(|(id, rect)| (id, pos_of(rect.min)));
    places
        .filter(|(id, pos)| things.iter().any(|thing| thing.0 == *id && pos_of(thing.1.min) != *pos))
        .collect()
}

/// Equal distances between the first and the last; when there is not that much room, the least distance.
fn spread(
    things: &[(BlockId, Rect)],
    along: impl Fn(&Rect) -> (f32, f32),
    way: impl Fn(f32) -> Vec2,
) -> Vec<(BlockId, Rect)> {
    let mut sorted = things.to_vec();
    sorted.sort_by(|a, b| along(&a.1).0.total_cmp(&along(&b.1).0).then(a.0.cmp(&b.0)));
    let ([(_, first), ..], [.., (_, last)]) = (sorted.as_slice(), sorted.as_slice()) else { return sorted };
    let (start, (end, length)) = (along(first).0, along(last));
    let taken: f32 = sorted.iter().map(|(_, rect)| along(rect).1).sum();
    let gaps = sorted.len().saturating_sub(1).max(1) as f32;
    let gap = ((end + length - start - taken) / gaps).max(GAP_MIN);
    let mut at = start;
    for (_, rect) in &mut sorted {
        let (now, length) = along(rect);
        *rect = rect.translate(way(at - now));
        at += length + gap;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn things_are_aligned_and_spread_and_what_lies_right_stays() {
        let rect = |x: f32, y: f32, w: f32| Rect::from_min_size(pos2(x, y), vec2(w, 50.0));
        let things = [
            (BlockId(1), rect(0.0, 5.0, 100.0)),
            (BlockId(2), rect(130.0, 0.0, 200.0)),
            (BlockId(3), rect(600.0, 9.0, 100.0)),
        ];
        assert_eq!(aligned(&things, Align::Top), [(BlockId(1), Pos(0, 0)), (BlockId(3), Pos(600, 0))]);
        assert_eq!(aligned(&things, Align::Right), [(BlockId(1), Pos(600, 5)), (BlockId(2), Pos(500, 0))]);
        assert_eq!(aligned(&things, Align::SpreadX), [(BlockId(2), Pos(250, 0))]);
        let tight = [(BlockId(1), rect(0.0, 0.0, 100.0)), (BlockId(2), rect(50.0, 0.0, 100.0))];
        assert_eq!(aligned(&tight, Align::SpreadX), [(BlockId(2), Pos(122, 0))], "they no longer overlap");
    }
}
