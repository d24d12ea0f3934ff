//! Which parts of a frame differ from the frame before.
//!
//! The screen is divided into squares, and each has a number for everything that is painted in it, in order. A caret
//! that blinks changes one or two of them.

use super::Picture;
use super::area::Area;
use super::mesh::{Part, pieces};
use epaint::{TextureId, Vertex};

/// Side of a square, pixels.
const SIDE: i32 = 64;

/// The numbers of the last frame.
#[derive(Default)]
pub struct Changes {
    size: (i32, i32),
    numbers: Vec<u64>,
}

impl Changes {
    /// What differs from the frame before; the whole screen when its size does.
    pub fn follow(&mut self, parts: &[Part<'_>], picture: &Picture<'_>, whole: Area) -> Vec<Area> {
        let size = (whole.right, whole.bottom);
        let (columns, rows) = ((size.0 + SIDE - 1) / SIDE, (size.1 + SIDE - 1) / SIDE);
        let numbers = numbers(parts, picture, columns, rows);
        let changed = if self.size == size {
            let differs: Vec<bool> = numbers.iter().zip(&self.numbers).map(|(new, old)| new != old).collect();
            areas(&differs, columns as usize, whole)
        } else {
            vec![whole]
        };
        (self.size, self.numbers) = (size, numbers);
        changed
    }
}

/// A number for each square, from left to right and from above down.
fn numbers(parts: &[Part<'_>], picture: &Picture<'_>, columns: i32, rows: i32) -> Vec<u64> {
    let ground = u64::from(u32::from_le_bytes(picture.ground.to_array()));
    let start = mixed(ground, u64::from(picture.scale.to_bits()));
    let mut numbers = vec![start; columns as usize * rows as usize];
    for part in parts {
        let Area { left, top, right, bottom } = part.clip;
        let sides = [left, top, right, bottom].into_iter().fold(part.texture.version, |sum, side| {
            // A place may be negative; only whether it is the same counts.
            mixed(sum, side as u64)
        });
        let seed = match part.mesh.texture_id {
            TextureId::Managed(id) | TextureId::User(id) => mixed(sides, id),
        };
        pieces(part.mesh, |vertices| {
            let area = around(vertices, part.scale).and(part.clip);
            if area.is_empty() {
                return;
            }
            let number = vertices.iter().fold(seed, |sum, vertex| vertex_number(sum, vertex));
            for row in area.top / SIDE..=(area.bottom - 1) / SIDE {
                let from = (row * columns) as usize;
                let squares = from + (area.left / SIDE) as usize..=from + ((area.right - 1) / SIDE) as usize;
                for square in &mut numbers[squares] {
                    *square = mixed(*square, number);
                }
            }
        });
    }
    numbers
}

/// The pixels that a piece may touch.
fn around(vertices: &[&Vertex], scale: f32) -> Area {
    let (mut low, mut high) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
    for vertex in vertices {
        low = (low.0.min(vertex.pos.x), low.1.min(vertex.pos.y));
        high = (high.0.max(vertex.pos.x), high.1.max(vertex.pos.y));
    }
    // A pixel more on each side instead of rounding down and up.
    Area {
        left: ((low.0 * scale) as i32).saturating_sub(1),
        top: ((low.1 * scale) as i32).saturating_sub(1),
        right: ((high.0 * scale) as i32).saturating_add(2),
        bottom: ((high.1 * scale) as i32).saturating_add(2),
    }
}

fn mixed(sum: u64, more: u64) -> u64 {
    (sum.rotate_left(5) ^ more).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn vertex_number(sum: u64, vertex: &Vertex) -> u64 {
    let pair = |one: f32, other: f32| u64::from(one.to_bits()) << 32 | u64::from(other.to_bits());
    let sum = mixed(sum, pair(vertex.pos.x, vertex.pos.y));
    let sum = mixed(sum, pair(vertex.uv.x, vertex.uv.y));
    mixed(sum, u64::from(u32::from_le_bytes(vertex.color.to_array())))
}

/// The squares that differ, as few rectangles: in each row from the first to the last, rows that are alike together.
fn areas(differs: &[bool], columns: usize, whole: Area) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for (row, squares) in differs.chunks(columns.max(1)).enumerate() {
        let first = squares.iter().position(|square| *square);
        let last = squares.iter().rposition(|square| *square);
        let (Some(first), Some(last)) = (first, last) else { continue };
        let (left, top) = (first as i32 * SIDE, row as i32 * SIDE);
        let area = Area { left, top, right: (last as i32 + 1) * SIDE, bottom: top + SIDE }.and(whole);
        match areas.last_mut() {
            Some(above) if above.bottom == top && above.left == left && above.right == area.right => {
                above.bottom = area.bottom;
            }
            _ => areas.push(area),
        }
    }
    areas
}
