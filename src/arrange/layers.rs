//! Which column a card stands in: as far right as the longest way to it, loops left out, then drawn together.

use super::Drawing;

/// Wires may take so many places in columns for each card, and so many at least; a longer wire of a larger
/// drawing finds its way by itself.
const DUMMIES_PER_CARD: usize = 6;
const DUMMIES_MIN: usize = 4_000;
/// How often cards are pulled towards their neighbours.
const PULLS: usize = 6;

/// A place in a column: a card, or where a long wire passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Spot {
    /// Number of a card.
    Card(usize),
    /// A wire on its way through.
    Pass,
}

/// A piece of a wire from a spot to one in the next column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub from: usize,
    /// Where it leaves, below the upper edge of its spot.
    pub leave: f32,
    /// Which of the exits it belongs to, from 0 to 1.
    pub rank: f32,
    pub to: usize,
    /// How much it wants to be straight.
    pub weight: f32,
}

/// A drawing cut into columns.
#[derive(Debug)]
pub(super) struct Layered {
    pub spots: Vec<Spot>,
    /// Spots of each column from top to bottom.
    pub columns: Vec<Vec<usize>>,
    pub pieces: Vec<Piece>,
    /// How many wires run up or down in the room right of each column.
    pub traffic: Vec<usize>,
}

impl Layered {
    /// Columns for one connected drawing; inside each, spots stand as a walk along the wires meets them.
    pub fn of(drawing: &Drawing) -> Self {
        let walk = Walk::of(drawing);
        let layers = layers(drawing, &walk);
        let mut layered = Self {
            spots: (0..drawing.cards.len()).map(Spot::Card).collect(),
            columns: vec![Vec::new(); layers.iter().max().map_or(0, |last| last + 1)],
            pieces: Vec::with_capacity(drawing.wires.len()),
            traffic: Vec::new(),
        };
        layered.traffic = vec![0; layered.columns.len() + 1];
        for card in &walk.met {
            layered.columns[layers[*card]].push(*card);
        }
        layered.thread(drawing, &walk, &layers);
        layered
    }

    /// Leads every wire from column to column.
    fn thread(&mut self, drawing: &Drawing, walk: &Walk, layers: &[usize]) {
        let mut room = (DUMMIES_PER_CARD * drawing.cards.len()).max(DUMMIES_MIN);
        let exits = ranks(drawing);
        for (number, wire) in drawing.wires.iter().enumerate() {
            let (first, last) = (layers[wire.from], layers[wire.to]);
            self.traffic[first + 1] += 1;
            if walk.goes_back[number] {
                self.traffic[last] += 1;
                continue;
            }
            let between = last - first - 1;
            if between > room {
                continue;
            }
            room -= between;
            let mut piece =
                Piece { from: wire.from, leave: wire.leave, rank: exits[number], to: wire.to, weight: 1.0 };
            for column in first + 1..last {
                let pass = self.spots.len();
                self.spots.push(Spot::Pass);
                self.columns[column].push(pass);
                let weight = if column == first + 1 { 1.0 } else { 6.0 };
                self.pieces.push(Piece { to: pass, weight, ..piece });
                piece = Piece { from: pass, leave: 0.0, rank: 0.5, to: wire.to, weight: 2.0 };
            }
            self.pieces.push(piece);
        }
    }
}

/// Place of every wire among those of its card, from 0 to 1.
fn ranks(drawing: &Drawing) -> Vec<f32> {
    let mut counts = vec![0_usize; drawing.cards.len()];
    let nth: Vec<usize> = drawing
        .wires
        .iter()
        .map(|wire| {
            counts[wire.from] += 1;
            counts[wire.from] - 1
        })
        .collect();
    let share = |(wire, nth): (&super::Wire, usize)| (nth as f32 + 0.5) / counts[wire.from] as f32;
    drawing.wires.iter().zip(nth).map(share).collect()
}

/// A walk along all wires, exits in order: what it meets, and which wires lead back to where it comes from.
struct Walk {
    /// Cards in the order in which they are met first.
    met: Vec<usize>,
    /// Cards in the order in which they are left for good: every wire that does not go back leads to an earlier one.
    left: Vec<usize>,
    goes_back: Vec<bool>,
}

impl Walk {
    fn of(drawing: &Drawing) -> Self {
        let count = drawing.cards.len();
        let mut exits: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut arrivals = vec![0_usize; count];
        for (number, wire) in drawing.wires.iter().enumerate() {
            exits[wire.from].push(number);
            arrivals[wire.to] += usize::from(wire.from != wire.to);
        }
        let mut roots: Vec<usize> = (0..count).collect();
        roots.sort_by_key(|card| (!drawing.cards[*card].is_entry, arrivals[*card] > 0, *card));
        let mut walk = Self {
            met: Vec::with_capacity(count),
            left: Vec::with_capacity(count),
            goes_back: vec![false; drawing.wires.len()],
        };
        let (mut is_met, mut is_open) = (vec![false; count], vec![false; count]);
        // A stack of our own: a funnel may be longer than the thread's.
        let mut stack: Vec<(usize, usize)> = Vec::new();
        for root in roots {
            if std::mem::replace(&mut is_met[root], true) {
                continue;
            }
            walk.met.push(root);
            is_open[root] = true;
            stack.push((root, 0));
            while let Some((card, next)) = stack.last_mut() {
                let Some(wire) = exits[*card].get(*next).copied() else {
                    is_open[*card] = false;
                    walk.left.push(*card);
                    stack.pop();
                    continue;
                };
                *next += 1;
                let to = drawing.wires[wire].to;
                if is_open[to] {
                    walk.goes_back[wire] = true;
                } else if !std::mem::replace(&mut is_met[to], true) {
                    walk.met.push(to);
                    is_open[to] = true;
                    stack.push((to, 0));
                }
            }
        }
        walk
    }
}

/// The column of every card.
fn layers(drawing: &Drawing, walk: &Walk) -> Vec<usize> {
    let count = drawing.cards.len();
    let (mut into, mut out) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for (wire, _) in drawing.wires.iter().zip(&walk.goes_back).filter(|(_, back)| !**back) {
        into[wire.to].push(wire.from);
        out[wire.from].push(wire.to);
    }
    let mut layers = vec![0_usize; count];
    for card in walk.left.iter().rev() {
        layers[*card] = into[*card].iter().map(|from| layers[*from] + 1).max().unwrap_or(0);
    }
    for _ in 0..PULLS {
        for card in &walk.left {
            let low = into[*card].iter().map(|from| layers[*from] + 1).max();
            let high = out[*card].iter().map(|to| layers[*to] - 1).min();
            layers[*card] = match (low, high) {
                (_, None) | (Some(_), Some(_)) if out[*card].len() <= into[*card].len() => {
                    low.unwrap_or(layers[*card])
                }
                (None, Some(_)) if drawing.cards[*card].is_entry => layers[*card],
                (_, Some(high)) => high,
                (_, None) => layers[*card],
            };
        }
    }
    let first = layers.iter().copied().min().unwrap_or(0);
    layers.iter_mut().for_each(|layer| *layer -= first);
    layers
}
