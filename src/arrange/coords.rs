//! Exact places in columns: wires as straight as the room allows.

use super::Drawing;
use super::layers::{Layered, Spot};

/// Room between two cards of a column.
const GAP: f32 = 44.0;
/// Room between a card and a wire that passes it, and between two such wires.
const GAP_PASS: f32 = 26.0;
const GAP_PASSES: f32 = 12.0;
/// Room between two columns: at least, at most, and for each wire that runs up or down in it.
const CHANNEL: (f32, f32) = (92.0, 240.0);
const CHANNEL_WIRE: f32 = 7.0;
/// How often columns are settled in turn.
const ROUNDS: usize = 14;
/// A column without wires on a side stays where it is, but gives way to others.
const WEIGHT_LOOSE: f32 = 0.01;

/// Upper left corners of all cards.
pub(super) fn corners(drawing: &Drawing, layered: &Layered) -> Vec<(f32, f32)> {
    let y = heights(drawing, layered);
    let mut corners = vec![(0.0, 0.0); drawing.cards.len()];
    let mut x = 0.0;
    for (number, column) in layered.columns.iter().enumerate() {
        let mut widest = 0.0_f32;
        for spot in column {
            if let Spot::Card(card) = layered.spots[*spot] {
                corners[card] = (x, y[*spot]);
                widest = widest.max(drawing.cards[card].width);
            }
        }
        let traffic = layered.traffic[number + 1] as f32;
        x += widest + (CHANNEL.0 + CHANNEL_WIRE * (traffic - 4.0).max(0.0)).min(CHANNEL.1);
    }
    corners
}

/// Upper edges of all spots.
fn heights(drawing: &Drawing, layered: &Layered) -> Vec<f32> {
    let mut y = vec![0.0; layered.spots.len()];
    let rooms: Vec<Vec<f32>> = layered.columns.iter().map(|column| rooms(drawing, layered, column)).collect();
    for (column, rooms) in layered.columns.iter().zip(&rooms) {
        let total: f32 = rooms.iter().sum();
        let mut at = -total / 2.0;
        for (spot, room) in column.iter().zip(rooms) {
            at += room;
            y[*spot] = at;
        }
    }
    let pulls = Pulls::of(drawing, layered);
    for round in 0..ROUNDS {
        let to_the_right = round % 2 == 0;
        for step in 0..layered.columns.len() {
            let column = if to_the_right { step } else { layered.columns.len() - 1 - step };
            // The last rounds listen to both sides at once.
            let both = round + 4 >= ROUNDS;
            let (spots, rooms) = (&layered.columns[column], &rooms[column]);
            let wishes: Vec<(f32, f32)> = spots
                .iter()
                .map(|spot| pulls.wish(*spot, &y, both || to_the_right, both || !to_the_right))
                .collect();
            for (spot, at) in spots.iter().zip(settle(&wishes, rooms)) {
                y[*spot] = at;
            }
        }
    }
    y
}

/// How far below the spot before it each spot of a column must begin; 0 for the first.
fn rooms(drawing: &Drawing, layered: &Layered, column: &[usize]) -> Vec<f32> {
    let mut rooms = vec![0.0];
    rooms.extend(column.windows(2).map(|pair| match (layered.spots[pair[0]], layered.spots[pair[1]]) {
        (Spot::Card(above), Spot::Card(_)) => drawing.cards[above].height + GAP,
        (Spot::Card(above), Spot::Pass) => drawing.cards[above].height + GAP_PASS,
        (Spot::Pass, Spot::Card(_)) => GAP_PASS,
        (Spot::Pass, Spot::Pass) => GAP_PASSES,
    }));
    rooms.truncate(column.len());
    rooms
}

/// One end of a piece as the spot at the other end sees it: the spot it leads to, how far below that spot's upper
/// edge this spot's upper edge must be for the piece to be straight, and how much it matters.
type Pull = (usize, f32, f32);

struct Pulls {
    into: Vec<Vec<Pull>>,
    out: Vec<Vec<Pull>>,
}

impl Pulls {
    fn of(drawing: &Drawing, layered: &Layered) -> Self {
        let count = layered.spots.len();
        let mut pulls = Self { into: vec![Vec::new(); count], out: vec![Vec::new(); count] };
        for piece in &layered.pieces {
            let arrive = match layered.spots[piece.to] {
                Spot::Card(card) => drawing.cards[card].arrive,
                Spot::Pass => 0.0,
            };
            let offset = piece.leave - arrive;
            pulls.into[piece.to].push((piece.from, offset, piece.weight));
            pulls.out[piece.from].push((piece.to, -offset, piece.weight));
        }
        pulls
    }

    /// Where a spot wants its upper edge, and how much.
    fn wish(&self, spot: usize, y: &[f32], left: bool, right: bool) -> (f32, f32) {
        let none: &[Pull] = &[];
        let into = if left { self.into[spot].as_slice() } else { none };
        let out = if right { self.out[spot].as_slice() } else { none };
        let (mut sum, mut weights) = (0.0, 0.0);
        for (other, offset, weight) in into.iter().chain(out) {
            sum += (y[*other] + offset) * weight;
            weights += weight;
        }
        if weights == 0.0 { (y[spot], WEIGHT_LOOSE) } else { (sum / weights, weights) }
    }
}

/// The places nearest to the wishes (in the sense of least squares) that keep the order and the rooms: neighbours
/// that would come too close move together.
pub(super) fn settle(wishes: &[(f32, f32)], rooms: &[f32]) -> Vec<f32> {
    // Without the rooms only the order matters, and groups of spots share one place.
    let mut groups: Vec<(f64, f64, usize)> = Vec::with_capacity(wishes.len());
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(wishes.len());
    for ((wish, weight), room) in wishes.iter().zip(rooms) {
        offset += f64::from(*room);
        offsets.push(offset);
        let weight = f64::from(*weight);
        let mut group = ((f64::from(*wish) - offset) * weight, weight, 1);
        while let Some(above) = groups.pop_if(|above| above.0 / above.1 >= group.0 / group.1) {
            group = (group.0 + above.0, group.1 + above.1, group.2 + above.2);
        }
        groups.push(group);
    }
    let places = groups.iter().flat_map(|(sum, weight, count)| std::iter::repeat_n(sum / weight, *count));
    places.zip(offsets).map(|(place, offset)| (place + offset) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_that_want_the_same_place_share_it_evenly_and_others_stay() {
        let places = settle(&[(100.0, 1.0), (100.0, 1.0), (400.0, 1.0)], &[0.0, 60.0, 60.0]);
        assert_eq!(places, [70.0, 130.0, 400.0]);
        let heavy = settle(&[(100.0, 1000.0), (100.0, 0.001)], &[0.0, 60.0]);
        assert!((heavy[0] - 100.0).abs() < 0.1, "{heavy:?}");
    }
}
