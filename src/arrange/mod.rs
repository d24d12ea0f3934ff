//! Where blocks go: a drawing of cards and wires laid out in layers from left to right.
//!
//! Pure functions of sizes and wires: the same drawing is laid out alike everywhere and at every opening, and ten
//! thousand cards take a fraction of a second. Nothing here knows what a block says.

mod around;
mod coords;
mod fold;
mod layers;
mod order;
mod pack;
pub mod route;
mod tidy;

pub use around::{clear_of, place_new};
pub use tidy::tidy;

use crate::model::Pos;
use layers::Layered;

/// A block as a rectangle, in canvas units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Card {
    /// From its left to its right edge.
    pub width: f32,
    /// From its upper to its lower edge.
    pub height: f32,
    /// Where wires arrive at its left edge, below its upper one.
    pub arrive: f32,
    /// Whether conversations begin here: such a card stands at the left.
    pub is_entry: bool,
}

/// A wire from the right edge of one card to the left edge of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wire {
    /// Number of the card that it leaves.
    pub from: usize,
    /// Where it leaves, below the upper edge of that card.
    pub leave: f32,
    /// Number of the card that it arrives at.
    pub to: usize,
}

/// Cards and the wires between them. Wires of one card stand in the order of its exits, and every number of a
/// card is below `cards.len()`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The cards.
    pub cards: Vec<Card>,
    /// The wires.
    pub wires: Vec<Wire>,
}

impl Drawing {
    /// The part of the drawing that `keep` chooses, with the wires inside it; its card `n` is card `keep[n]` here.
    pub fn part(&self, keep: &[usize]) -> Self {
        let mut number = vec![None; self.cards.len()];
        for (new, old) in keep.iter().enumerate() {
            number[*old] = Some(new);
        }
        let wires = self.wires.iter().filter_map(|wire| {
            let (from, to) = (number[wire.from]?, number[wire.to]?);
            Some(Wire { from, to, ..*wire })
        });
        Self { cards: keep.iter().map(|old| self.cards[*old]).collect(), wires: wires.collect() }
    }

    /// Sets of cards that wires hold together: the one with the first entry first, then by their first card.
    fn components(&self) -> Vec<Vec<usize>> {
        let mut root: Vec<usize> = (0..self.cards.len()).collect();
        for wire in &self.wires {
            let (a, b) = (find(&mut root, wire.from), find(&mut root, wire.to));
            root[a.max(b)] = a.min(b);
        }
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); self.cards.len()];
        for card in 0..self.cards.len() {
            parts[find(&mut root, card)].push(card);
        }
        parts.retain(|part| !part.is_empty());
        let first_entry = |part: &Vec<usize>| part.iter().copied().find(|card| self.cards[*card].is_entry);
        parts.sort_by_key(|part| first_entry(part).map_or((1, part[0]), |entry| (0, entry)));
        parts
    }
}

fn find(root: &mut [usize], mut card: usize) -> usize {
    while root[card] != card {
        root[card] = root[root[card]];
        card = root[card];
    }
    card
}

/// Upper left corners of all cards, laid out anew: entries at the left, wires to the right, exits in order from
/// top to bottom, parts without a wire between them apart. A long way breaks into rows, as a text does, where few wires
/// run from one row to the next. The upper left corner of the whole is the origin.
pub fn arrange(drawing: &Drawing) -> Vec<Pos> {
    let mut places = vec![Pos(0, 0); drawing.cards.len()];
    let mut parts = Vec::new();
    for keep in drawing.components() {
        let part = drawing.part(&keep);
        let layered = order::ordered(Layered::of(&part));
        let corners = fold::folded(&part, &layered, coords::corners(&part, &layered));
        parts.push((keep, pack::Part::around(&part.cards, corners)));
    }
    let offsets = pack::offsets(parts.iter().map(|(_, part)| part.size).collect());
    for ((keep, part), offset) in parts.into_iter().zip(offsets) {
        for (card, corner) in keep.into_iter().zip(part.corners) {
            places[card] = whole((corner.0 + offset.0, corner.1 + offset.1));
        }
    }
    places
}

/// The nearest place in whole canvas units.
fn whole(corner: (f32, f32)) -> Pos {
    Pos(corner.0.round() as i32, corner.1.round() as i32)
}

#[cfg(test)]
mod tests;
