//! A long way broken into rows, as a text is: each row reads from left to right, and a row ends where few wires go on.

use super::Drawing;
use super::layers::{Layered, Spot};

/// Columns that stand in one row whatever their shape.
const COLUMNS_MIN: usize = 9;
/// How much wider than tall a drawing may be before it is broken, and what its rows aim at.
const TOO_WIDE: f32 = 3.4;
const SHAPE: f32 = 2.0;
/// Most wires that go from one row to the next.
const CUT_MAX: usize = 3;
/// Fewest columns of a row.
const ROW_MIN: usize = 4;
/// Room between two rows, and for each wire that runs there.
const GAP: f32 = 130.0;
const GAP_WIRE: f32 = 12.0;

/// The corners in rows; as they are where a drawing is not wide or cannot be cut well.
pub(super) fn folded(drawing: &Drawing, layered: &Layered, corners: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    let count = layered.columns.len();
    let (width, height) = size(drawing, &corners);
    if count < COLUMNS_MIN || width < TOO_WIDE * height {
        return corners;
    }
    let column_of = columns(drawing, layered);
    let crossing = crossing(drawing, &column_of, count);
    // So many rows that their width and height together have the shape.
    let rows = (width / (SHAPE * (height + GAP))).sqrt().round().max(2.0) as usize;
    let cuts = cuts(&crossing, rows);
    if cuts.is_empty() {
        return corners;
    }
    in_rows(drawing, &column_of, &cuts, &crossing, corners)
}

fn size(drawing: &Drawing, corners: &[(f32, f32)]) -> (f32, f32) {
    let (mut low, mut high) = ((f32::INFINITY, f32::INFINITY), (f32::NEG_INFINITY, f32::NEG_INFINITY));
    for ((x, y), card) in corners.iter().zip(&drawing.cards) {
        low = (low.0.min(*x), low.1.min(*y));
        high = (high.0.max(x + card.width), high.1.max(y + card.height));
    }
    (high.0 - low.0, high.1 - low.1)
}

/// The column of every card.
fn columns(drawing: &Drawing, layered: &Layered) -> Vec<usize> {
    let mut column_of = vec![0; drawing.cards.len()];
    for (number, column) in layered.columns.iter().enumerate() {
        for spot in column {
            if let Spot::Card(card) = layered.spots[*spot] {
                column_of[card] = number;
            }
        }
    }
    column_of
}

/// How many wires pass the room after each column; several that arrive at one card count as one, as they are drawn.
fn crossing(drawing: &Drawing, column_of: &[usize], count: usize) -> Vec<usize> {
    let mut passing = vec![std::collections::BTreeSet::new(); count];
    for wire in &drawing.wires {
        let (from, to) = (column_of[wire.from], column_of[wire.to]);
        for room in passing.iter_mut().take(from.max(to)).skip(from.min(to)) {
            room.insert(wire.to);
        }
    }
    passing.iter().map(std::collections::BTreeSet::len).collect()
}

/// After which columns rows end: near where they would be equally long, where the fewest wires go on.
fn cuts(crossing: &[usize], rows: usize) -> Vec<usize> {
    let count = crossing.len();
    let mut cuts: Vec<usize> = Vec::new();
    for row in 1..rows {
        let ideal = row * count / rows;
        let reach = count / (rows * 3) + 1;
        let first = cuts.last().map_or(0, |cut| cut + 1) + ROW_MIN - 1;
        let near = (ideal.saturating_sub(reach + 1)..ideal + reach)
            .filter(|at| *at >= first && at + ROW_MIN < count);
        let best = near.min_by_key(|at| (crossing[*at], at.abs_diff(ideal.saturating_sub(1))));
        cuts.extend(best.filter(|at| crossing[*at] <= CUT_MAX));
    }
    cuts
}

fn in_rows(
    drawing: &Drawing,
    column_of: &[usize],
    cuts: &[usize],
    crossing: &[usize],
    mut corners: Vec<(f32, f32)>,
) -> Vec<(f32, f32)> {
    let row_of = |card: usize| cuts.iter().filter(|cut| column_of[card] > **cut).count();
    let mut top = 0.0;
    for row in 0..=cuts.len() {
        let cards: Vec<usize> = (0..corners.len()).filter(|card| row_of(*card) == row).collect();
        let left = cards.iter().map(|card| corners[*card].0).fold(f32::INFINITY, f32::min);
        let upper = cards.iter().map(|card| corners[*card].1).fold(f32::INFINITY, f32::min);
        let mut lower = top;
        for card in cards {
            let (x, y) = corners[card];
            corners[card] = (x - left, y - upper + top);
            lower = f32::max(lower, corners[card].1 + drawing.cards[card].height);
        }
        let wires = cuts.get(row).map_or(0, |cut| crossing[*cut]);
        top = lower + GAP + GAP_WIRE * wires as f32;
    }
    corners
}
