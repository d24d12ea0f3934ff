//! Upright rectangles of one colour, plain or with a part of a texture: nearly everything that a window shows.

use super::area::Area;
use super::colour::{over, through};
use super::mesh::{Band, from_middle, lay};
use super::texture::{Between, Level, Texture, mixed};
use super::triangle::Corner;
use epaint::{Rect, pos2};

/// How far a texel may be from its pixel, in texels, to be taken as it is.
const NEAR: f32 = 0.02;

/// An upright rectangle.
pub struct Quad {
    /// In pixels.
    place: Rect,
    /// In the texture, each side 0–1.
    from: Rect,
    colour: u32,
}

impl Quad {
    /// The rectangle of four corners: left and right above, left and right below; `None` for another shape.
    pub fn new([a, b, c, d]: [Corner; 4]) -> Option<Self> {
        let upright = |at: fn(&Corner) -> (f32, f32)| {
            let (a, b, c, d) = (at(&a), at(&b), at(&c), at(&d));
            a.0 == c.0 && b.0 == d.0 && a.1 == b.1 && c.1 == d.1
        };
        let alike = a.colour == b.colour && b.colour == c.colour && c.colour == d.colour;
        // Turned over it is left to the triangles.
        let unturned = a.x <= d.x && a.y <= d.y;
        let is_quad = alike
            && unturned
            && upright(|corner| (corner.x, corner.y))
            && upright(|corner| (corner.u, corner.v));
        is_quad.then(|| Self {
            place: Rect { min: pos2(a.x, a.y), max: pos2(d.x, d.y) },
            from: Rect { min: pos2(a.u, a.v), max: pos2(d.u, d.v) },
            colour: a.colour,
        })
    }

    /// Paints what lies inside of `clip`.
    pub fn paint(&self, band: &mut Band<'_>, clip: Area, texture: &Texture) {
        let whole = Area {
            left: from_middle(self.place.min.x),
            top: from_middle(self.place.min.y),
            right: from_middle(self.place.max.x),
            bottom: from_middle(self.place.max.y),
        };
        let area = whole.and(clip);
        if area.is_empty() || self.colour == 0 {
            return;
        }
        let Some(full) = texture.level(1.0) else { return };
        let step = |level: &Level| {
            let across = self.from.width() * level.width as f32 / self.place.width();
            (across, self.from.height() * level.height as f32 / self.place.height())
        };
        let (across, down) = step(full);
        if across == 0.0 && down == 0.0 {
            return self.plain(band, area, texture, full);
        }
        let texels = across.abs().max(down.abs());
        let Some(level) = texture.level(texels) else { return };
        let (across, down) = step(level);
        // From the place of each pixel itself, so that nothing depends on where the clip begins.
        let u = |x: i32| self.from.min.x * level.width as f32 + (x as f32 + 0.5 - self.place.min.x) * across;
        let v = |y: i32| self.from.min.y * level.height as f32 + (y as f32 + 0.5 - self.place.min.y) * down;
        let (left, top) = (u(area.left), v(area.top));
        let is_near = |at: f32| (at - at.floor() - 0.5).abs() < NEAR;
        // So far a texel may drift from its pixel over the whole rectangle.
        let drift = |step: f32, side: f32| (step - 1.0).abs() * side;
        let same = drift(across, self.place.width()).max(drift(down, self.place.height())) < NEAR;
        let (x, y) = (left.floor() as usize, top.floor() as usize);
        let fits = left >= 0.0
            && top >= 0.0
            && x.saturating_add((area.right - area.left) as usize) <= level.width
            && y.saturating_add((area.bottom - area.top) as usize) <= level.height;
        if same && is_near(left) && is_near(top) && fits {
            return self.copy(band, area, level, x, y);
        }
        let smooth = texture.is_smooth(texels);
        let columns: Vec<Between> =
            (area.left..area.right).map(|x| texture.between(u(x), level.width, smooth)).collect();
        for y in area.top..area.bottom {
            let row = texture.between(v(y), level.height, smooth);
            self.stretch(band.row(y, area.left, area.right), level, &columns, row);
        }
    }

    /// One texel for all.
    fn plain(&self, band: &mut Band<'_>, area: Area, texture: &Texture, level: &Level) {
        let across = texture.between(self.from.min.x * level.width as f32, level.width, true);
        let down = texture.between(self.from.min.y * level.height as f32, level.height, true);
        let paint = through(self.colour, level.mixed(across, down));
        for y in area.top..area.bottom {
            lay(band.row(y, area.left, area.right), paint);
        }
    }

    /// A texel for each pixel: letters.
    fn copy(&self, band: &mut Band<'_>, area: Area, level: &Level, x: usize, y: usize) {
        for row in 0..(area.bottom - area.top) {
            let pixels = band.row(area.top + row, area.left, area.right);
            let texels = &level.row(y + row as usize)[x..x + pixels.len()];
            for (pixel, texel) in pixels.iter_mut().zip(texels) {
                if *texel != 0 {
                    *pixel = over(*pixel, through(self.colour, *texel));
                }
            }
        }
    }

    fn stretch(&self, pixels: &mut [u32], level: &Level, columns: &[Between], row: Between) {
        let (upper, lower) = (level.row(row.first), level.row(row.second));
        for (pixel, column) in pixels.iter_mut().zip(columns) {
            let texel = mixed(upper, lower, *column, row.share);
            if texel != 0 {
                *pixel = over(*pixel, through(self.colour, texel));
            }
        }
    }
}
