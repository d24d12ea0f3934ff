//! Cards as obstacles, found by place: a grid of cells, each with the numbers of what touches it.

use super::Point;

/// Side of a cell, at least.
const CELL: f32 = 256.0;
/// Cells for each card, at most.
const CELLS_PER_CARD: f32 = 8.0;
/// Room between a bow and a card.
const NEAR: f32 = 5.0;

/// A rectangle of the canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Area {
    /// The smallest area around two points.
    pub fn around(a: Point, b: Point) -> Self {
        Self { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) }
    }

    /// The area with all edges moved outwards.
    pub fn grown(self, by: f32) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Whether two areas share more than an edge.
    pub fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether a straight line runs through the inside.
    pub fn is_crossed(self, a: Point, b: Point) -> bool {
        // The part of the line inside both strips, as shares of its length.
        let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
        for (start, along, low, high) in
            [(a.x, b.x - a.x, self.left, self.right), (a.y, b.y - a.y, self.top, self.bottom)]
        {
            if along == 0.0 {
                if start <= low || start >= high {
                    return false;
                }
                continue;
            }
            let (first, second) = ((low - start) / along, (high - start) / along);
            enter = enter.max(first.min(second));
            leave = leave.min(first.max(second));
        }
        enter < leave
    }
}

/// All cards of a funnel.
#[derive(Clone, Debug, Default)]
pub(super) struct Ground {
    areas: Vec<Area>,
    origin: Point,
    cell: f32,
    columns: usize,
    rows: usize,
    /// Where the numbers of each cell begin in `numbers`, row by row; one more at the end.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Ground {
    pub fn new(areas: Vec<Area>) -> Self {
        let mut ground = Self { areas, cell: CELL, ..Self::default() };
        let Some(around) = ground.areas.iter().copied().reduce(|a, b| Area {
            left: a.left.min(b.left),
            top: a.top.min(b.top),
            right: a.right.max(b.right),
            bottom: a.bottom.max(b.bottom),
        }) else {
            return ground;
        };
        ground.origin = Point { x: around.left, y: around.top };
        let (width, height) = (around.right - around.left, around.bottom - around.top);
        let cells_max = CELLS_PER_CARD * ground.areas.len() as f32 + 64.0;
        ground.cell = ((width / cells_max) * height).sqrt().max(width.max(height) / cells_max).max(CELL);
        ground.columns = (width / ground.cell) as usize + 1;
        ground.rows = (height / ground.cell) as usize + 1;
        ground.fill();
        ground
    }

    fn fill(&mut self) {
        let mut counts = vec![0_u32; self.columns * self.rows + 1];
        for area in &self.areas {
            self.each_cell(*area, |cell| counts[cell + 1] += 1);
        }
        for cell in 1..counts.len() {
            counts[cell] += counts[cell - 1];
        }
        let mut next = counts.clone();
        let mut numbers = vec![0; counts.last().map_or(0, |total| *total as usize)];
        for (number, area) in self.areas.iter().enumerate() {
            self.each_cell(*area, |cell| {
                numbers[next[cell] as usize] = number as u32;
                next[cell] += 1;
            });
        }
        (self.starts, self.numbers) = (counts, numbers);
    }

    fn each_cell(&self, area: Area, mut visit: impl FnMut(usize)) {
        if self.columns == 0 {
            return;
        }
        let at =
            |from: f32, origin: f32, count: usize| (((from - origin) / self.cell) as usize).min(count - 1);
        let (first, last) =
            (at(area.left, self.origin.x, self.columns), at(area.right, self.origin.x, self.columns));
        for row in at(area.top, self.origin.y, self.rows)..=at(area.bottom, self.origin.y, self.rows) {
            for column in first..=last {
                visit(row * self.columns + column);
            }
        }
    }

    /// Calls for the cards that share more than an edge with an area; for some more than once.
    pub fn each(&self, area: Area, mut visit: impl FnMut(usize, Area)) {
        self.each_cell(area, |cell| {
            for number in &self.numbers[self.starts[cell] as usize..self.starts[cell + 1] as usize] {
                let card = self.areas[*number as usize];
                if card.meets(area) {
                    visit(*number as usize, card);
                }
            }
        });
    }

    /// A card nearer than `margin` to a straight line along an axis, the first that one meets coming from `a`.
    pub fn blocker(&self, a: Point, b: Point, margin: f32) -> Option<(usize, Area)> {
        let mut first: Option<(f32, usize, Area)> = None;
        self.each(Area::around(a, b).grown(margin), |number, card| {
            let x = a.x.clamp(card.left, card.right) - a.x;
            let y = a.y.clamp(card.top, card.bottom) - a.y;
            let far = x.abs() + y.abs();
            if first.is_none_or(|(before, other, _)| (far, number) < (before, other)) {
                first = Some((far, number, card));
            }
        });
        first.map(|(_, number, card)| (number, card))
    }

    /// Whether a line keeps away from all cards. Its own two cards it only touches at the ends.
    pub fn is_free(&self, line: &[Point]) -> bool {
        let last = line.len().saturating_sub(2);
        line.windows(2).enumerate().all(|(number, pair)| {
            let mut free = true;
            self.each(Area::around(pair[0], pair[1]).grown(NEAR), |_, card| {
                let is_own =
                    number == 0 && card.right <= pair[0].x || number == last && card.left >= pair[1].x;
                let room = if is_own { 0.0 } else { NEAR };
                free &= !card.grown(room).is_crossed(pair[0], pair[1]);
            });
            free
        })
    }
}
