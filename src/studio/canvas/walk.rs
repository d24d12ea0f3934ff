//! Goes from thing to thing without a pointer: in reading order, along wires, on to the end of the funnel.

use super::scene::Scene;
use crate::model::Mark;
use egui::{Pos2, Rect};
use std::collections::BTreeSet;

/// Things whose left edges stand nearer than this are one column.
const COLUMN: f32 = 120.0;

/// What can be walked to: a block that is seen, by its number, or a note or frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    Block(u32),
    Mark(Mark),
}

impl Spot {
    /// Where a block is seen: itself, or the card of its frame.
    pub fn of(scene: &Scene, number: u32) -> Self {
        let item = scene.item(number);
        let card = scene.marks.iter().filter(|_| item.folded).find(|mark| mark.folded.contains(&item.id));
        card.map_or(Self::Block(number), |card| Self::Mark(card.mark))
    }

    /// Where it lies.
    pub fn rect(self, scene: &Scene) -> Rect {
        match self {
            Self::Block(number) => scene.item(number).rect,
            Self::Mark(mark) => scene.mark(mark).map_or(Rect::ZERO, |item| item.rect),
        }
    }
}

/// A step along the wires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Along a wire, or back along one.
    Forth,
    Back,
    /// To the neighbour above or below among those that come from the same block.
    Up,
    Down,
}

/// What a step leads to; none at an end.
pub(super) fn step(scene: &Scene, from: Spot, step: Step) -> Option<Spot> {
    let mut ends = scene.wires.iter().map(|wire| (Spot::of(scene, wire.from), Spot::of(scene, wire.to)));
    match step {
        Step::Forth => ends.find(|wire| wire.0 == from).map(|wire| wire.1),
        Step::Back => ends.find(|wire| wire.1 == from).map(|wire| wire.0),
        Step::Up | Step::Down => sibling(scene, from, step == Step::Down),
    }
}

/// The next block or card, up or down, that a wire from the same source leads to; else the nearest of the same column.
fn sibling(scene: &Scene, from: Spot, down: bool) -> Option<Spot> {
    let ends: Vec<(Spot, Spot)> =
        scene.wires.iter().map(|wire| (Spot::of(scene, wire.from), Spot::of(scene, wire.to))).collect();
    let source = ends.iter().find(|wire| wire.1 == from).map(|wire| wire.0);
    let together = ends.iter().filter(|wire| Some(wire.0) == source).map(|wire| wire.1);
    let together: BTreeSet<Spot> = together.collect();
    let rect = from.rect(scene);
    let is_beyond = |spot: &Spot| {
        let other = spot.rect(scene);
        *spot != from && if down { other.top() > rect.top() } else { other.top() < rect.top() }
    };
    let distance = |spot: &Spot| (spot.rect(scene).top() - rect.top()).abs();
    let nearest = |spots: &mut dyn Iterator<Item = Spot>| {
        spots.filter(|spot| is_beyond(spot)).min_by(|a, b| distance(a).total_cmp(&distance(b)))
    };
    let column = |spot: &Spot| (spot.rect(scene).left() - rect.left()).abs() < COLUMN;
    nearest(&mut together.into_iter()).or_else(|| nearest(&mut wired(scene).filter(column)))
}

/// What wires lead to and from: blocks that are seen, and cards.
fn wired(scene: &Scene) -> impl Iterator<Item = Spot> {
    let blocks = (0..scene.items.len() as u32).filter(|number| !scene.item(*number).folded);
    let cards = scene.marks.iter().filter(|mark| mark.is_folded());
    blocks.map(Spot::Block).chain(cards.map(|card| Spot::Mark(card.mark)))
}

/// Everything that is seen, column by column from the left, each from its top.
pub(super) fn reading_order(scene: &Scene) -> Vec<Spot> {
    let open = scene.marks.iter().filter(|mark| !mark.is_folded());
    let spots = wired(scene).chain(open.map(|mark| Spot::Mark(mark.mark)));
    let mut order: Vec<(Rect, Spot)> = spots.map(|spot| (spot.rect(scene), spot)).collect();
    order.sort_by(|a, b| a.0.left().total_cmp(&b.0.left()));
    let mut column = 0;
    let mut left = f32::NEG_INFINITY;
    let mut keyed = Vec::with_capacity(order.len());
    for (rect, spot) in order {
        if rect.left() - left > COLUMN {
            (column, left) = (column + 1, rect.left());
        }
        keyed.push((column, rect.top(), spot));
    }
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    keyed.into_iter().map(|(_, _, spot)| spot).collect()
}

/// The block or card nearest to a point; of a funnel without any, the note or frame.
pub(super) fn nearest(scene: &Scene, to: Pos2) -> Option<Spot> {
    let far = |spot: &Spot| spot.rect(scene).distance_sq_to_pos(to);
    let near = |a: &Spot, b: &Spot| far(a).total_cmp(&far(b));
    wired(scene).min_by(near).or_else(|| reading_order(scene).into_iter().min_by(near))
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
