//! Goes from block to block without a pointer: in reading order, along wires, on to the end of the funnel.

use super::scene::Scene;
use egui::Pos2;
use std::collections::BTreeSet;

/// Blocks whose left edges stand nearer than this are one column.
const COLUMN: f32 = 120.0;

/// A step to another block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The next or the one before in reading order.
    Next,
    Before,
    /// Along a wire, or back along one.
    Forth,
    Back,
    /// To the neighbour above or below among those that come from the same block.
    Up,
    Down,
}

/// The block that a step from a block leads to; none at an end.
pub(super) fn step(scene: &Scene, from: u32, step: Step) -> Option<u32> {
    match step {
        Step::Next | Step::Before => {
            let order = reading_order(scene);
            let at = order.iter().position(|number| *number == from)?;
            let to = if step == Step::Next { at.checked_add(1)? } else { at.checked_sub(1)? };
            order.get(to).copied()
        }
        Step::Forth => scene.wires.iter().find(|wire| wire.from == from).map(|wire| wire.to),
        Step::Back => scene.wires.iter().find(|wire| wire.to == from).map(|wire| wire.from),
        Step::Up | Step::Down => sibling(scene, from, step == Step::Down),
    }
}

/// The next block, up or down, that a wire from the same source leads to; else the nearest of the same column.
fn sibling(scene: &Scene, from: u32, down: bool) -> Option<u32> {
    let source = scene.wires.iter().find(|wire| wire.to == from).map(|wire| wire.from);
    let together = scene.wires.iter().filter(|wire| Some(wire.from) == source).map(|wire| wire.to);
    let together: BTreeSet<u32> = together.collect();
    let rect = scene.item(from).rect;
    let is_beyond = |number: &u32| {
        let other = scene.item(*number).rect;
        *number != from && if down { other.top() > rect.top() } else { other.top() < rect.top() }
    };
    let distance = |number: &u32| (scene.item(*number).rect.top() - rect.top()).abs();
    let nearest = |numbers: &mut dyn Iterator<Item = u32>| {
        numbers.filter(|n| is_beyond(n)).min_by(|a, b| distance(a).total_cmp(&distance(b)))
    };
    let column = |n: &u32| (scene.item(*n).rect.left() - rect.left()).abs() < COLUMN;
    nearest(&mut together.into_iter())
        .or_else(|| nearest(&mut (0..scene.items.len() as u32).filter(|number| column(number))))
}

/// All blocks that are not folded, column by column from the left, each from its top.
pub(super) fn reading_order(scene: &Scene) -> Vec<u32> {
    let mut order: Vec<u32> = (0..scene.items.len() as u32).filter(|n| !scene.item(*n).folded).collect();
    order.sort_by(|a, b| scene.item(*a).rect.left().total_cmp(&scene.item(*b).rect.left()));
    let mut column = 0;
    let mut left = f32::NEG_INFINITY;
    let mut keyed = Vec::with_capacity(order.len());
    for number in order {
        let rect = scene.item(number).rect;
        if rect.left() - left > COLUMN {
            (column, left) = (column + 1, rect.left());
        }
        keyed.push((column, rect.top(), number));
    }
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    keyed.into_iter().map(|(_, _, number)| number).collect()
}

/// The block nearest to a point.
pub(super) fn nearest(scene: &Scene, to: Pos2) -> Option<u32> {
    let far = |number: &u32| scene.item(*number).rect.distance_sq_to_pos(to);
    let seen = (0..scene.items.len() as u32).filter(|number| !scene.item(*number).folded);
    seen.min_by(|a, b| far(a).total_cmp(&far(b)))
}

/// Blocks and everything that wires lead to from them.
pub(super) fn onward(scene: &Scene, from: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<u32> = from.into_iter().collect();
    while let Some(number) = waiting.pop() {
        if reached.insert(number) {
            waiting.extend(scene.targets(number));
        }
    }
    reached
}
