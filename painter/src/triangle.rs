//! Triangles of any shape: lines, round corners, wires, the soft edges of everything.
//!
//! A pixel belongs to a triangle when its middle does, and two triangles that share an edge never both have it, nor
//! neither: where an edge crosses a row is reckoned from its upper end, whichever of the two asks.

use super::area::Area;
use super::colour::{gathered, over, packed, spread, through};
use super::mesh::{Band, from_middle, lay};
use super::texture::{Level, Texture};
use epaint::Vertex;

/// Twice the area in pixels below which a triangle covers the middle of no pixel.
const FLAT: f32 = 1e-6;

/// A corner in pixels.
#[derive(Clone, Copy)]
pub struct Corner {
    /// Column.
    pub x: f32,
    /// Row.
    pub y: f32,
    /// Place in the texture across, 0–1.
    pub u: f32,
    /// Place in the texture down, 0–1.
    pub v: f32,
    /// What it paints with.
    pub colour: u32,
}

impl Corner {
    /// A vertex of egui at so many pixels a point.
    #[inline]
    pub fn new(vertex: &Vertex, scale: f32) -> Self {
        Self {
            x: vertex.pos.x * scale,
            y: vertex.pos.y * scale,
            u: vertex.uv.x,
            v: vertex.uv.y,
            colour: packed(vertex.color),
        }
    }
}

/// An edge from its upper to its lower end.
struct Edge {
    x: f32,
    y: f32,
    slope: f32,
}

impl Edge {
    fn new(upper: &Corner, lower: &Corner) -> Self {
        Self { x: upper.x, y: upper.y, slope: (lower.x - upper.x) / (lower.y - upper.y) }
    }

    /// Where it crosses a row.
    #[inline]
    fn at(&self, y: f32) -> f32 {
        self.x + (y - self.y) * self.slope
    }
}

/// A value that changes evenly over a triangle.
struct Slope<const N: usize> {
    start: [f32; N],
    across: [f32; N],
    down: [f32; N],
}

impl<const N: usize> Slope<N> {
    fn new([a, b, c]: &[Corner; 3], doubled: f32, of: impl Fn(&Corner) -> [f32; N]) -> Self {
        let (start, second, third) = (of(a), of(b), of(c));
        let mut slope = Self { start, across: [0.0; N], down: [0.0; N] };
        for at in 0..N {
            let (to_second, to_third) = (second[at] - start[at], third[at] - start[at]);
            slope.across[at] = (to_second * (c.y - a.y) - to_third * (b.y - a.y)) / doubled;
            slope.down[at] = (to_third * (b.x - a.x) - to_second * (c.x - a.x)) / doubled;
        }
        slope
    }

    /// The value so far from the first corner.
    #[inline]
    fn at(&self, x: f32, y: f32) -> [f32; N] {
        std::array::from_fn(|at| self.start[at] + self.across[at] * x + self.down[at] * y)
    }
}

/// Where the colours of a triangle come from.
enum Paint<'a> {
    /// The same everywhere.
    One(u32),
    /// From corner to corner.
    Shade(Slope<4>),
    /// Of a texture, in the colours of the corners.
    Textured { shade: Slope<4>, place: Slope<2>, texture: &'a Texture, level: &'a Level, smooth: bool },
}

/// Paints what lies inside of `clip`.
pub fn triangle(band: &mut Band<'_>, clip: Area, corners: [Corner; 3], texture: &Texture) {
    let [mut a, mut b, mut c] = corners;
    // Twisted so that `a` is above `b` and `b` above `c`.
    if b.y < a.y {
        std::mem::swap(&mut a, &mut b);
    }
    if c.y < b.y {
        std::mem::swap(&mut b, &mut c);
        if b.y < a.y {
            std::mem::swap(&mut a, &mut b);
        }
    }
    let (top, bottom) = (from_middle(a.y).max(clip.top), from_middle(c.y).min(clip.bottom));
    if top >= bottom || (a.colour | b.colour | c.colour) == 0 {
        return;
    }
    let (left, right) = (a.x.min(b.x).min(c.x), a.x.max(b.x).max(c.x));
    if from_middle(left).max(clip.left) >= from_middle(right).min(clip.right) {
        return;
    }
    let Some(paint) = paint(&[a, b, c], texture) else { return };
    let (long, upper, lower) = (Edge::new(&a, &c), Edge::new(&a, &b), Edge::new(&b, &c));
    for y in top..bottom {
        let middle = y as f32 + 0.5;
        let (one, other) = (long.at(middle), if middle < b.y { upper.at(middle) } else { lower.at(middle) });
        let from = from_middle(one.min(other)).max(clip.left);
        let to = from_middle(one.max(other)).min(clip.right);
        if from < to {
            paint.span(band.row(y, from, to), from, a.x, middle - a.y);
        }
    }
}

/// Where the colours come from; `None` when there is nothing to see.
fn paint<'a>(corners: &[Corner; 3], texture: &'a Texture) -> Option<Paint<'a>> {
    let [a, b, c] = corners;
    let full = texture.level(1.0)?;
    let alike = |of: fn(&Corner) -> (f32, f32)| of(a) == of(b) && of(b) == of(c);
    let plain = alike(|corner| (corner.u, corner.v));
    let doubled = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    if doubled.abs() < FLAT {
        return None;
    }
    if plain {
        let across = texture.between(a.u * full.width as f32, full.width, true);
        let down = texture.between(a.v * full.height as f32, full.height, true);
        let texel = full.mixed(across, down);
        if a.colour == b.colour && b.colour == c.colour {
            return Some(Paint::One(through(a.colour, texel)));
        }
        return Some(Paint::Shade(Slope::new(corners, doubled, |corner| {
            spread(through(corner.colour, texel))
        })));
    }
    let shade = Slope::new(corners, doubled, |corner| spread(corner.colour));
    let place = |level: &Level| {
        let (width, height) = (level.width as f32, level.height as f32);
        Slope::new(corners, doubled, |corner| [corner.u * width, corner.v * height])
    };
    let wide = place(full);
    let texels = wide.across.iter().chain(&wide.down).fold(0.0, |most: f32, step| most.max(step.abs()));
    let level = texture.level(texels)?;
    Some(Paint::Textured { shade, place: place(level), texture, level, smooth: texture.is_smooth(texels) })
}

impl Paint<'_> {
    /// Paints pixels of a row from the column `left` on; the first corner is at `corner` and `y` rows above.
    ///
    /// Every pixel is reckoned from its own place: what it becomes does not depend on where the span begins.
    #[inline]
    fn span(&self, pixels: &mut [u32], left: i32, corner: f32, y: f32) {
        let away = |at: usize| (left + at as i32) as f32 + 0.5 - corner;
        match self {
            Self::One(paint) => lay(pixels, *paint),
            Self::Shade(shade) => {
                for (at, pixel) in pixels.iter_mut().enumerate() {
                    *pixel = over(*pixel, gathered(shade.at(away(at), y)));
                }
            }
            Self::Textured { shade, place, texture, level, smooth } => {
                for (at, pixel) in pixels.iter_mut().enumerate() {
                    let [across, down] = place.at(away(at), y);
                    let across = texture.between(across, level.width, *smooth);
                    let down = texture.between(down, level.height, *smooth);
                    let texel = level.mixed(across, down);
                    if texel != 0 {
                        *pixel = over(*pixel, through(gathered(shade.at(away(at), y)), texel));
                    }
                }
            }
        }
    }
}
