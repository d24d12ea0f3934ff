//! Walks over a mesh: pairs of triangles that are upright rectangles (letters, pictures, grounds) and the others.

use super::area::Area;
use super::colour::over;
use super::quad::Quad;
use super::texture::Texture;
use super::triangle::{Corner, triangle};
use epaint::{Mesh, Vertex};

/// A mesh with its texture and where it may be seen.
pub struct Part<'a> {
    /// Its triangles, in points.
    pub mesh: &'a Mesh,
    /// Where its colours come from.
    pub texture: &'a Texture,
    /// Where it may be seen.
    pub clip: Area,
    /// What the mesh may touch inside of `clip`.
    pub bounds: Area,
    /// Pixels in a point.
    pub scale: f32,
}

/// Rows of the screen that one thread paints.
pub struct Band<'a> {
    /// Its rows, one after another.
    pub pixels: &'a mut [u32],
    /// Pixels in a row.
    pub width: usize,
    /// The first row.
    pub top: i32,
}

impl Band<'_> {
    /// Paints everything that lies in these areas.
    pub fn fill(&mut self, parts: &[Part<'_>], stale: &[Area], ground: u32) {
        let rows = self.pixels.len() / self.width.max(1);
        let own = Area { top: self.top, bottom: self.top + rows as i32, ..Area::of_size(self.width, 0) };
        for area in stale {
            let area = area.and(own);
            if area.is_empty() {
                continue;
            }
            for y in area.top..area.bottom {
                self.row(y, area.left, area.right).fill(ground);
            }
            for part in parts {
                let clip = part.clip.and(area);
                if !part.bounds.and(area).is_empty() {
                    self.part(part, clip);
                }
            }
        }
    }

    /// Pixels of a row from a column up to another, both inside of the band.
    #[inline]
    pub fn row(&mut self, y: i32, left: i32, right: i32) -> &mut [u32] {
        let from = (y - self.top) as usize * self.width;
        &mut self.pixels[from + left as usize..from + right as usize]
    }

    fn part(&mut self, part: &Part<'_>, clip: Area) {
        let corner = |index: u32| Corner::new(&part.mesh.vertices[index as usize], part.scale);
        let mut at = 0;
        while let Some(three) = part.mesh.indices.get(at..at + 3) {
            let four = fourth(&part.mesh.indices[at..]);
            let quad = four.and_then(|four| Quad::new([three[0], three[1], three[2], four].map(corner)));
            if let Some(quad) = quad {
                quad.paint(self, clip, part.texture);
                at += 6;
            } else {
                triangle(self, clip, [three[0], three[1], three[2]].map(corner), part.texture);
                at += 3;
            }
        }
    }
}

/// The fourth corner, when the next two triangles share the edge that an upright rectangle of egui shares.
pub fn fourth(indices: &[u32]) -> Option<u32> {
    let [_, b, c, d, e, f, ..] = *indices else { return None };
    (d == c && e == b).then_some(f)
}

/// Lays one colour over pixels.
#[inline]
pub fn lay(pixels: &mut [u32], paint: u32) {
    match paint >> 24 {
        255 => pixels.fill(paint & 0x00ff_ffff),
        _ if paint == 0 => {}
        _ => pixels.iter_mut().for_each(|pixel| *pixel = over(*pixel, paint)),
    }
}

/// The first column or row whose middle is not before this place.
#[inline]
pub fn from_middle(at: f32) -> i32 {
    // Not `ceil`, which is a call where the processor is an old one.
    let at = at - 0.5;
    let whole = at as i32;
    whole.saturating_add(i32::from(at > whole as f32))
}

/// Vertices of a mesh in the order of its triangles, a rectangle counted once.
pub fn pieces(mesh: &Mesh, mut each: impl FnMut(&[&Vertex])) {
    let vertex = |index: u32| &mesh.vertices[index as usize];
    let mut at = 0;
    while let Some(three) = mesh.indices.get(at..at + 3) {
        if let Some(four) = fourth(&mesh.indices[at..]) {
            each(&[three[0], three[1], three[2], four].map(vertex));
            at += 6;
        } else {
            each(&[three[0], three[1], three[2]].map(vertex));
            at += 3;
        }
    }
}
