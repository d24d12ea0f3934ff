//! The way of a long wire: straight towards its end, and through the nearest gap wherever a card stands in the way.
//! Costs little however far it is, and finds its way through any drawing in columns.

use super::ground::{Area, Ground};
use super::search::{STUB, straightened};
use super::{Ends, Point};

/// Gaps that a wire may pass through.
const GAPS_MAX: usize = 400;
/// Cards of one column that are looked past for a gap, up and down.
const PAST_MAX: usize = 24;

/// The corners of a way between two ports, both ends included; `None` when it gets stuck.
pub(super) fn march(ground: &Ground, ends: Ends, margin: f32) -> Option<Vec<Point>> {
    let stub = STUB.min(margin + 4.0);
    let goal = Point { x: ends.to.x - stub, ..ends.to };
    let mut here = Point { x: ends.from.x + stub, ..ends.from };
    let mut points = vec![ends.from, here];
    let is_free = |a: Point, b: Point| ground.blocker(a, b, margin).is_none();
    for _ in 0..GAPS_MAX {
        let level = Point { x: here.x, y: goal.y };
        if goal.x >= here.x && is_free(here, level) && is_free(level, goal) {
            points.extend([level, goal, ends.to]);
            return Some(straightened(points));
        }
        let ahead = Point { x: goal.x, y: here.y };
        let Some((_, card)) = ground.blocker(here, ahead, margin) else {
            if !is_free(ahead, goal) {
                return None;
            }
            points.extend([ahead, goal, ends.to]);
            return Some(straightened(points));
        };
        let step = pass(ground, here, goal, card, margin)?;
        points.extend(step);
        here = step[2];
    }
    None
}

/// Past a card and whatever stands above or below it: up or down before it, and on to its far side.
fn pass(ground: &Ground, here: Point, goal: Point, card: Area, margin: f32) -> Option<[Point; 3]> {
    let room = margin + 1.0;
    let (before, behind) = if goal.x >= here.x {
        ((card.left - room).max(here.x), card.right + room)
    } else {
        ((card.right + room).min(here.x), card.left - room)
    };
    let way = |up: bool| {
        let mut around = card;
        for _ in 0..PAST_MAX {
            let y = if up { around.top - room } else { around.bottom + room };
            let (turn, end) = (Point { x: before, y }, Point { x: behind, y });
            match ground.blocker(turn, end, margin) {
                Some((_, next)) => around = next,
                None => {
                    let start = Point { x: before, y: here.y };
                    let is_open = ground.blocker(start, turn, margin).is_none();
                    return is_open.then_some([start, turn, end]);
                }
            }
        }
        None
    };
    let cost = |step: &[Point; 3]| (step[1].y - here.y).abs() + 0.5 * (step[1].y - goal.y).abs();
    match (way(true), way(false)) {
        (Some(up), Some(down)) => Some(if cost(&up) <= cost(&down) { up } else { down }),
        (up, down) => up.or(down),
    }
}
