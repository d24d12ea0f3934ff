//! The way of one wire around cards: the cheapest along the edges of those that stand in the way, where every turn
//! costs as much as a stretch of length.

use super::ground::{Area, Ground};
use super::march::march;
use super::{Ends, Point};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// How far a wire runs straight from and to its ports.
pub(super) const STUB: f32 = 20.0;
/// Room between a wire and a card, wished for and, when cards stand too close, accepted.
const MARGINS: [f32; 3] = [14.0, 7.0, 2.5];
/// A turn costs as much as that many units of way.
const TURN: f32 = 40.0;
/// How often what was met on the way may be taken into account.
const ROUNDS: usize = 5;
/// With so many cards in view the search is given up.
const CARDS_MAX: usize = 14;
/// A wire longer than this goes from gap to gap without looking at all ways.
const LONG: f32 = 2400.0;

/// The corners of a way between two ports, both ends included; `None` when there is none.
pub(super) fn way(ground: &Ground, ends: Ends) -> Option<Vec<Point>> {
    let is_long = (ends.to.x - ends.from.x).abs() + (ends.to.y - ends.from.y).abs() > LONG;
    MARGINS.iter().find_map(|margin| {
        if is_long {
            march(ground, ends, *margin).or_else(|| cheapest(ground, ends, *margin))
        } else {
            cheapest(ground, ends, *margin).or_else(|| march(ground, ends, *margin))
        }
    })
}

/// The cheapest way around the cards that are met.
fn cheapest(ground: &Ground, ends: Ends, margin: f32) -> Option<Vec<Point>> {
    let mut lattice = Lattice::new(ground, ends, margin);
    for _ in 0..ROUNDS {
        let (found, met) = lattice.search();
        let known = lattice.cards.len();
        lattice.take(met);
        if lattice.cards.len() == known || lattice.cards.len() > CARDS_MAX {
            return found;
        }
        if let Some(way) = found {
            // Once more with everything that was met: there may be a shorter way than the first.
            return lattice.search().0.or(Some(way));
        }
    }
    None
}

/// Lines along which the wire may run, and what is known of the cards about.
struct Lattice<'a> {
    ground: &'a Ground,
    ends: Ends,
    margin: f32,
    /// Where the straight stretches at both ports end.
    start: Point,
    goal: Point,
    cards: BTreeSet<usize>,
    xs: Vec<f32>,
    ys: Vec<f32>,
}

/// Right, down, left, up.
const STEPS: [(isize, isize); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

impl<'a> Lattice<'a> {
    fn new(ground: &'a Ground, ends: Ends, margin: f32) -> Self {
        let stub = STUB.min(margin + 4.0);
        let start = Point { x: ends.from.x + stub, ..ends.from };
        let goal = Point { x: ends.to.x - stub, ..ends.to };
        let mut lattice = Self {
            ground,
            ends,
            margin,
            start,
            goal,
            cards: BTreeSet::new(),
            xs: vec![start.x, goal.x],
            ys: vec![start.y, goal.y],
        };
        if goal.x > start.x {
            lattice.xs.push((start.x + goal.x) / 2.0);
        }
        // The cards at both ends are in the way of every wire that turns back.
        for end in [ends.from, ends.to] {
            let mut own = Vec::new();
            ground.each(Area::around(end, end).grown(0.5), |number, card| own.push((number, card)));
            lattice.take(own);
        }
        lattice.put_in_order();
        lattice
    }

    /// Adds the lines around cards.
    fn take(&mut self, cards: Vec<(usize, Area)>) {
        for (number, card) in cards {
            if self.cards.insert(number) {
                let around = card.grown(self.margin + 1.0);
                self.xs.extend([around.left, around.right]);
                self.ys.extend([around.top, around.bottom]);
            }
        }
        self.put_in_order();
    }

    fn put_in_order(&mut self) {
        for line in [&mut self.xs, &mut self.ys] {
            line.sort_by(f32::total_cmp);
            line.dedup();
        }
    }

    fn point(&self, column: usize, row: usize) -> Point {
        Point { x: self.xs[column], y: self.ys[row] }
    }

    /// The cheapest way along the lines, and the cards that stood in the way of better ones.
    fn search(&self) -> (Option<Vec<Point>>, Vec<(usize, Area)>) {
        let mut met = Vec::new();
        let find = |line: &[f32], at: f32| line.iter().position(|other| *other == at);
        let at = |point: Point| Some((find(&self.xs, point.x)?, find(&self.ys, point.y)?));
        let (Some(start), Some(goal)) = (at(self.start), at(self.goal)) else { return (None, met) };
        let width = self.xs.len();
        let state = |column: usize, row: usize, step: usize| (row * width + column) * 4 + step;
        let mut best = vec![f32::INFINITY; width * self.ys.len() * 4];
        let mut before = vec![usize::MAX; best.len()];
        let first = state(start.0, start.1, 0);
        best[first] = 0.0;
        let mut open = BinaryHeap::from([Reverse((0_u32, first))]);
        while let Some(Reverse((_, here))) = open.pop() {
            let (column, row, heading) = (here / 4 % width, here / 4 / width, here % 4);
            if (column, row) == goal && heading != 2 {
                return (Some(self.corners(&before, here)), met);
            }
            let cost = best[here];
            for (step, (dx, dy)) in STEPS.iter().enumerate() {
                let next = (column.checked_add_signed(*dx), row.checked_add_signed(*dy));
                let (Some(to_column), Some(to_row)) = next else { continue };
                if to_column >= width || to_row >= self.ys.len() || (step + 2) % 4 == heading {
                    continue;
                }
                let (a, b) = (self.point(column, row), self.point(to_column, to_row));
                let turn = if step == heading { 0.0 } else { TURN };
                let through = cost + turn + (a.x - b.x).abs() + (a.y - b.y).abs();
                let there = state(to_column, to_row, step);
                if through >= best[there] {
                    continue;
                }
                if let Some(blocker) = self.ground.blocker(a, b, self.margin) {
                    met.push(blocker);
                    continue;
                }
                best[there] = through;
                before[there] = here;
                let left = (b.x - self.goal.x).abs() + (b.y - self.goal.y).abs();
                open.push(Reverse((((through + left) * 8.0) as u32, there)));
            }
        }
        (None, met)
    }

    /// Where the way turns.
    fn corners(&self, before: &[usize], last: usize) -> Vec<Point> {
        let width = self.xs.len();
        let mut points = vec![self.ends.to, self.goal];
        let mut here = last;
        while here != usize::MAX {
            points.push(self.point(here / 4 % width, here / 4 / width));
            here = before[here];
        }
        points.extend([self.start, self.ends.from]);
        points.reverse();
        straightened(points)
    }
}

/// The points without those that lie on a straight line between others.
pub(super) fn straightened(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = kept.as_slice()
            && (a.x == b.x && b.x == point.x || a.y == b.y && b.y == point.y)
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}
