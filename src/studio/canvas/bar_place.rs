//! Where a small bar stands that belongs to what is selected: near it, never under what lies over the canvas, and over
//! what is selected only where there is no other room.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Distance from what is selected.
const AWAY: f32 = 12.0;
/// Distance from what lies over the canvas.
const GAP: f32 = 8.0;

/// Finds the place of a bar of that size inside `room`. `around` lies around everything `selected`; the `taken` places
/// are never covered as long as the bar fits beside them.
pub(super) fn place(size: Vec2, around: Rect, selected: &[Rect], room: Rect, taken: &[Rect]) -> Rect {
    let wanted = pos2(around.center().x - size.x / 2.0, around.top() - AWAY - size.y);
    let mut across =
        vec![wanted.x, around.left(), around.right() - size.x, room.left(), room.right() - size.x];
    let mut down = vec![wanted.y, around.bottom() + AWAY, room.top(), room.bottom() - size.y];
    for rect in taken {
        across.extend([rect.right() + GAP, rect.left() - GAP - size.x]);
        down.extend([rect.bottom() + GAP, rect.top() - GAP - size.y]);
    }
    let inside = |at: Pos2| {
        let last = (room.max - size).max(room.min);
        Rect::from_min_size(at.clamp(room.min, last).round(), size)
    };
    let all = across.iter().flat_map(|x| down.iter().map(|y| inside(pos2(*x, *y))));
    let cost = |bar: &Rect| {
        let covered: f32 = selected.iter().map(|rect| shared(*bar, *rect)).sum();
        let hidden: f32 = taken.iter().map(|rect| shared(bar.expand(GAP / 2.0), *rect)).sum();
        // Above is where people look for it.
        let far = (bar.min - wanted).length() + if bar.top() > around.top() { AWAY } else { 0.0 };
        hidden * 1e4 + covered * 10.0 + far
    };
    let costs = all.map(|bar| (cost(&bar), bar));
    costs.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(inside(wanted), |best| best.1)
}

/// Area that two places share.
fn shared(a: Rect, b: Rect) -> f32 {
    let both = a.intersect(b);
    let size = vec2(both.width().max(0.0), both.height().max(0.0));
    size.x * size.y
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAR: Vec2 = vec2(370.0, 38.0);
    const ROOM: Rect = Rect { min: pos2(12.0, 12.0), max: pos2(700.0, 700.0) };
    const TOOLS: Rect = Rect { min: pos2(16.0, 16.0), max: pos2(198.0, 54.0) };
    const MAP: Rect = Rect { min: pos2(16.0, 590.0), max: pos2(204.0, 696.0) };
    const ZOOM: Rect = Rect { min: pos2(220.0, 658.0), max: pos2(386.0, 696.0) };

    fn around(blocks: &[Rect]) -> Rect {
        blocks.iter().copied().reduce(Rect::union).unwrap()
    }

    fn block(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(200.0, 90.0))
    }

    #[test]
    fn the_bar_stands_over_what_is_selected_where_nothing_is_in_the_way() {
        let blocks = [block(100.0, 300.0), block(400.0, 320.0)];
        let bar = place(BAR, around(&blocks), &blocks, ROOM, &[TOOLS, MAP, ZOOM]);
        assert_eq!((bar.center().x, bar.bottom()), (350.0, 288.0));
    }

    #[test]
    fn the_bar_covers_neither_tools_nor_blocks_while_there_is_room() {
        let column = |x: f32| (0..6).map(|row| block(x, 20.0 + 112.0 * row as f32)).collect::<Vec<_>>();
        let cases = [
            vec![block(20.0, 62.0), block(240.0, 70.0)],
            vec![block(20.0, 480.0), block(260.0, 560.0)],
            column(20.0),
            column(490.0),
            vec![block(-60.0, 10.0), block(560.0, 600.0)],
        ];
        for blocks in cases {
            let bar = place(BAR, around(&blocks), &blocks, ROOM, &[TOOLS, MAP, ZOOM]);
            assert!(ROOM.contains_rect(bar), "{bar:?}");
            for other in [TOOLS, MAP, ZOOM].iter().chain(&blocks) {
                assert_eq!(shared(bar, *other), 0.0, "{bar:?} covers {other:?}");
            }
        }
    }

    #[test]
    fn where_blocks_fill_everything_the_bar_still_stays_off_the_tools() {
        let blocks =
            [Rect::EVERYTHING.intersect(Rect::from_min_max(pos2(-900.0, -900.0), pos2(1800.0, 1800.0)))];
        let bar = place(BAR, blocks[0], &blocks, ROOM, &[TOOLS, MAP, ZOOM]);
        assert!([TOOLS, MAP, ZOOM].iter().all(|other| shared(bar, *other) == 0.0), "{bar:?}");
    }
}
