//! In which order spots stand in their column: the one in which few wires cross.

use super::layers::Layered;

/// Sweeps over all columns, there and back.
const SWEEPS: usize = 12;
/// Above this many spots fewer sweeps must do, and neighbours are not compared one by one.
const LARGE: usize = 6_000;
const SWEEPS_LARGE: usize = 4;

/// Puts the spots of every column into a good order: by the middle of their neighbours, column after column.
pub(super) fn ordered(layered: Layered) -> Layered {
    let is_large = layered.spots.len() > LARGE;
    let mut sorter = Sorter::of(layered);
    let mut best = (sorter.crossings(), sorter.layered.columns.clone());
    for sweep in 0..if is_large { SWEEPS_LARGE } else { SWEEPS } {
        sorter.sweep(sweep % 2 == 0);
        if !is_large {
            sorter.swap_neighbours();
        }
        let crossings = sorter.crossings();
        if crossings < best.0 {
            best = (crossings, sorter.layered.columns.clone());
        }
        if best.0 == 0 {
            break;
        }
    }
    Layered { columns: best.1, ..sorter.layered }
}

struct Sorter {
    layered: Layered,
    /// Numbers of the pieces that arrive at and leave each spot.
    into: Vec<Vec<usize>>,
    out: Vec<Vec<usize>>,
    /// Place of every spot in its column.
    at: Vec<usize>,
}

impl Sorter {
    fn of(layered: Layered) -> Self {
        let count = layered.spots.len();
        let (mut into, mut out) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (number, piece) in layered.pieces.iter().enumerate() {
            into[piece.to].push(number);
            out[piece.from].push(number);
        }
        let mut sorter = Self { layered, into, out, at: vec![0; count] };
        for column in 0..sorter.layered.columns.len() {
            sorter.number(column);
        }
        sorter
    }

    fn number(&mut self, column: usize) {
        for (place, spot) in self.layered.columns[column].iter().enumerate() {
            self.at[*spot] = place;
        }
    }

    fn sweep(&mut self, to_the_right: bool) {
        let count = self.layered.columns.len();
        for step in 1..count {
            let column = if to_the_right { step } else { count - 1 - step };
            let mut spots = std::mem::take(&mut self.layered.columns[column]);
            let mut keyed: Vec<(f32, usize)> =
                spots.drain(..).map(|spot| (self.middle(spot, to_the_right), spot)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.layered.columns[column] = keyed.into_iter().map(|(_, spot)| spot).collect();
            self.number(column);
        }
    }

    /// The middle of a spot's neighbours on one side; where it is when it has none.
    fn middle(&self, spot: usize, to_the_right: bool) -> f32 {
        let pieces = if to_the_right { &self.into[spot] } else { &self.out[spot] };
        let place = |number: &usize| {
            let piece = &self.layered.pieces[*number];
            if to_the_right { self.leaves_at(*number) } else { self.at[piece.to] as f32 + 0.5 }
        };
        let sum: f32 = pieces.iter().map(place).sum();
        if pieces.is_empty() { self.at[spot] as f32 + 0.5 } else { sum / pieces.len() as f32 }
    }

    fn leaves_at(&self, number: usize) -> f32 {
        let piece = &self.layered.pieces[number];
        self.at[piece.from] as f32 + piece.rank
    }

    /// How many pairs of pieces cross.
    fn crossings(&self) -> usize {
        let mut total = 0;
        for column in &self.layered.columns {
            let mut ends: Vec<(f32, usize)> = column
                .iter()
                .flat_map(|spot| &self.out[*spot])
                .map(|number| (self.leaves_at(*number), self.at[self.layered.pieces[*number].to]))
                .collect();
            ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            total += inversions(&ends);
        }
        total
    }

    /// Swaps neighbours where that takes crossings away.
    fn swap_neighbours(&mut self) {
        for column in 0..self.layered.columns.len() {
            for place in 1..self.layered.columns[column].len() {
                let [above, below] = [place - 1, place].map(|place| self.layered.columns[column][place]);
                if self.crossings_of(above, below) > self.crossings_of(below, above) {
                    self.layered.columns[column].swap(place - 1, place);
                    (self.at[above], self.at[below]) = (place, place - 1);
                }
            }
        }
    }

    /// Crossings between the pieces of two spots when the first stands above the second.
    fn crossings_of(&self, above: usize, below: usize) -> usize {
        let count = |upper: Vec<f32>, lower: Vec<f32>| {
            upper.iter().map(|a| lower.iter().filter(|b| a > b).count()).sum::<usize>()
        };
        let sources =
            |spot: usize| self.into[spot].iter().map(|number| self.leaves_at(*number)).collect::<Vec<_>>();
        let targets = |spot: usize| {
            let at = |number: &usize| self.at[self.layered.pieces[*number].to] as f32;
            self.out[spot].iter().map(at).collect::<Vec<_>>()
        };
        count(sources(above), sources(below)) + count(targets(above), targets(below))
    }
}

/// Pairs that stand in one order at their first ends and in the other at their second, counted in a tree of sums.
fn inversions(ends: &[(f32, usize)]) -> usize {
    let size = ends.iter().map(|end| end.1 + 1).max().unwrap_or(0);
    let mut sums = vec![0_usize; size + 1];
    let mut total = 0;
    for (seen, (_, to)) in ends.iter().enumerate() {
        let mut not_below = 0;
        let mut at = to + 1;
        while at > 0 {
            not_below += sums[at];
            at &= at - 1;
        }
        total += seen - not_below;
        let mut at = to + 1;
        while at <= size {
            sums[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    total
}
