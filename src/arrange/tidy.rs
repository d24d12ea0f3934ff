//! Puts a drawing in order without taking it from its author: what stands about where it should stays there.

use super::Drawing;
use super::around::{Field, GAP, place_new};
use crate::model::Pos;

/// Left edges nearer than this form one column.
const COLUMN: f32 = 56.0;
/// Everything comes to stand on this grid, unless a straight wire says otherwise.
const GRID: f32 = 22.0;
/// A wire that is off by no more than this is made straight.
const ALMOST_STRAIGHT: f32 = 30.0;
/// Room between cards side by side.
const BESIDE: f32 = 64.0;

/// Upper left corners of all cards. Those in `known` keep their neighbours and their order: columns are straightened,
/// wires that are nearly straight become so, cards that lie over one another or too close move apart. Cards that
/// `fixed` names do not move at all. Cards without a place find one beside their neighbours.
pub fn tidy(drawing: &Drawing, known: &[Option<Pos>], fixed: &[bool]) -> Vec<Pos> {
    let mut corners: Vec<Option<(f32, f32)>> =
        known.iter().map(|pos| pos.map(|pos| (pos.0 as f32, pos.1 as f32))).collect();
    let loose: Vec<usize> = (0..known.len()).filter(|card| known[*card].is_some() && !fixed[*card]).collect();
    align_columns(&loose, &mut corners);
    spread_columns(drawing, &loose, fixed, &mut corners);
    straighten(drawing, &loose, &mut corners);
    part_rows(drawing, loose, fixed, &mut corners);
    let places: Vec<Option<Pos>> = corners.into_iter().map(|corner| corner.map(super::whole)).collect();
    place_new(drawing, &places)
}

/// The cards that lie still, as a field.
fn still(drawing: &Drawing, fixed: &[bool], corners: &[Option<(f32, f32)>]) -> Field {
    let mut field = Field::default();
    for (card, corner) in corners.iter().enumerate().filter(|(card, _)| fixed[*card]) {
        if let Some(corner) = corner {
            field.put(*corner, &drawing.cards[card]);
        }
    }
    field
}

fn left_of(card: usize, corners: &[Option<(f32, f32)>]) -> f32 {
    corners[card].map_or(0.0, |corner| corner.0)
}

/// Gives cards whose left edges are near one another the same one.
fn align_columns(loose: &[usize], corners: &mut [Option<(f32, f32)>]) {
    let mut sorted = loose.to_vec();
    sorted.sort_by(|a, b| left_of(*a, corners).total_cmp(&left_of(*b, corners)).then(a.cmp(b)));
    let mut first = 0;
    while let Some(start) = sorted.get(first) {
        let start = left_of(*start, corners);
        let length =
            sorted[first..].iter().take_while(|card| left_of(**card, corners) - start <= COLUMN).count();
        let column = &sorted[first..first + length];
        let middle = left_of(column[(length - 1) / 2], corners);
        let x = (middle / GRID).round() * GRID;
        for card in column {
            if let Some(corner) = &mut corners[*card] {
                corner.0 = x;
            }
        }
        first += length;
    }
}

/// Moves whole columns to the right that stand too close to what is left of them.
fn spread_columns(drawing: &Drawing, loose: &[usize], fixed: &[bool], corners: &mut [Option<(f32, f32)>]) {
    let mut field = still(drawing, fixed, corners);
    let mut sorted = loose.to_vec();
    sorted.sort_by(|a, b| left_of(*a, corners).total_cmp(&left_of(*b, corners)).then(a.cmp(b)));
    for column in sorted.chunk_by(|a, b| left_of(*a, corners) == left_of(*b, corners)).collect::<Vec<_>>() {
        let mut push = 0.0_f32;
        for card in column {
            let Some((x, y)) = corners[*card] else { continue };
            for area in field.near((x, y), &drawing.cards[*card], BESIDE) {
                let is_beside = area[1] < y + drawing.cards[*card].height && area[3] > y;
                let needed = area[2] + BESIDE - x;
                // What lies more over than beside another card moves down later.
                if is_beside && x > area[0] + (area[2] - area[0]) / 2.0 {
                    push = push.max((needed / GRID).ceil() * GRID);
                }
            }
        }
        for card in column {
            if let Some(corner) = &mut corners[*card] {
                corner.0 += push;
                field.put(*corner, &drawing.cards[*card]);
            }
        }
    }
}

/// Puts cards on the grid, or in line with the wire that arrives when it is nearly straight already.
fn straighten(drawing: &Drawing, loose: &[usize], corners: &mut [Option<(f32, f32)>]) {
    let mut sorted = loose.to_vec();
    sorted.sort_by(|a, b| left_of(*a, corners).total_cmp(&left_of(*b, corners)).then(a.cmp(b)));
    let mut into: Vec<Vec<&super::Wire>> = vec![Vec::new(); drawing.cards.len()];
    for wire in &drawing.wires {
        into[wire.to].push(wire);
    }
    for card in sorted {
        let Some((x, y)) = corners[card] else { continue };
        let arrive = drawing.cards[card].arrive;
        let line = into[card].iter().find_map(|wire| {
            let (from_x, from_y) = corners[wire.from]?;
            let straight = from_y + wire.leave - arrive;
            (from_x < x && (straight - y).abs() <= ALMOST_STRAIGHT).then_some(straight)
        });
        corners[card] = Some((x, line.unwrap_or((y / GRID).round() * GRID)));
    }
}

/// Moves cards down that lie over or too close below others.
fn part_rows(drawing: &Drawing, mut loose: Vec<usize>, fixed: &[bool], corners: &mut [Option<(f32, f32)>]) {
    let mut field = still(drawing, fixed, corners);
    let top = |card: usize| corners[card].map_or((0.0, 0.0), |corner| (corner.1, corner.0));
    loose.sort_by(|a, b| {
        let (a_top, b_top) = (top(*a), top(*b));
        a_top.0.total_cmp(&b_top.0).then(a_top.1.total_cmp(&b_top.1)).then(a.cmp(b))
    });
    for card in loose {
        let Some((x, y)) = corners[card] else { continue };
        let here = &drawing.cards[card];
        let mut corner = (x, y);
        while field.near(corner, here, GAP / 2.0).next().is_some() {
            corner.1 = (field.below(corner, here) / GRID).ceil() * GRID;
        }
        field.put(corner, here);
        corners[card] = Some(corner);
    }
}
