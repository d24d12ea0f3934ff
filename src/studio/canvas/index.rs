//! Finds what lies in a part of the canvas without looking at the rest: a grid of square cells.

use egui::{Pos2, Rect};

const CELL: f32 = 512.0;
/// What covers more cells than this stands in a short list that every search looks through.
const CELLS_MAX: i32 = 64;

/// Rectangles by number, found by place.
#[derive(Debug, Default)]
pub(super) struct GridIndex {
    /// (row, column, number), sorted: the columns of one row stand together.
    cells: Vec<(i32, i32, u32)>,
    wide: Vec<u32>,
    rects: Vec<Rect>,
}

impl GridIndex {
    /// An index over the rectangles; their numbers are their positions.
    pub fn new(rects: Vec<Rect>) -> Self {
        let mut index = Self { cells: Vec::with_capacity(rects.len() * 2), wide: Vec::new(), rects };
        for (number, rect) in index.rects.iter().enumerate() {
            let (rows, columns) = cells_of(*rect);
            let count = (rows.1 - rows.0 + 1).saturating_mul(columns.1 - columns.0 + 1);
            if count > CELLS_MAX {
                index.wide.push(number as u32);
                continue;
            }
            for row in rows.0..=rows.1 {
                for column in columns.0..=columns.1 {
                    index.cells.push((row, column, number as u32));
                }
            }
        }
        index.cells.sort_unstable();
        index
    }

    /// The smallest rectangle around all of them; nothing when there are none.
    pub fn bounds(&self) -> Option<Rect> {
        self.rects.iter().copied().reduce(Rect::union)
    }

    /// Numbers of the rectangles that touch `area`, ascending, each once.
    pub fn query(&self, area: Rect) -> Vec<u32> {
        let (rows, columns) = cells_of(area);
        let mut found = self.wide.clone();
        for row in rows.0..=rows.1 {
            let first = self.cells.partition_point(|cell| (cell.0, cell.1) < (row, columns.0));
            let row_cells = self.cells[first..].iter();
            found
                .extend(row_cells.take_while(|cell| cell.0 == row && cell.1 <= columns.1).map(|cell| cell.2));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|number| self.rects[*number as usize].intersects(area));
        found
    }

    /// The last rectangle that holds the point; later ones lie on top.
    pub fn at(&self, pos: Pos2) -> Option<u32> {
        let found = self.query(Rect::from_min_max(pos, pos));
        found.into_iter().rev().find(|number| self.rects[*number as usize].contains(pos))
    }
}

/// First and last row, first and last column. The ends are kept within sane numbers, whatever a file says.
fn cells_of(rect: Rect) -> ((i32, i32), (i32, i32)) {
    let cell = |at: f32| (at / CELL).floor().clamp(-1e6, 1e6) as i32;
    ((cell(rect.min.y), cell(rect.max.y)), (cell(rect.min.x), cell(rect.max.x)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    #[test]
    fn a_search_finds_exactly_what_touches_the_area() {
        let rect = |n: i32| {
            let (x, y) = ((n * 7919 % 6000 - 3000) as f32, (n * 104_729 % 5000 - 2500) as f32);
            Rect::from_min_size(pos2(x, y), vec2(230.0, (40 + n % 300) as f32))
        };
        let mut rects: Vec<Rect> = (0..400).map(rect).collect();
        rects.push(Rect::from_min_max(pos2(-9000.0, -9000.0), pos2(9000.0, 9000.0)));
        let index = GridIndex::new(rects.clone());
        for area in [
            Rect::from_min_size(pos2(-100.0, -100.0), vec2(900.0, 700.0)),
            Rect::from_min_size(pos2(-3000.0, 1200.0), vec2(10.0, 10.0)),
            Rect::from_min_size(pos2(8000.0, 8000.0), vec2(5.0, 5.0)),
        ] {
            let scan: Vec<u32> =
                (0..rects.len() as u32).filter(|n| rects[*n as usize].intersects(area)).collect();
            assert_eq!(index.query(area), scan);
        }
        assert_eq!(index.at(pos2(8999.0, 0.0)), Some(400));
        assert_eq!(index.at(pos2(9999.0, 0.0)), None);
    }
}
