//! Icons as outlines: whoever looks at the picture does not have their face.

use crate::studio::theme;
use std::fmt::Write;
use ttf_parser::{Face, OutlineBuilder};

/// The outline of an icon in a square of `side` around a middle, as the `d` of an SVG path.
pub(super) fn icon(symbol: &str, (x, y): (f32, f32), side: f32) -> Option<String> {
    let face = Face::parse(theme::face("Lucide")?, 0).ok()?;
    let glyph = face.glyph_index(symbol.chars().next()?)?;
    let units = f32::from(face.units_per_em());
    let around = face.glyph_bounding_box(glyph)?;
    let middle = |low: i16, high: i16| (f32::from(low) + f32::from(high)) / 2.0;
    let scale = side / units;
    let (mid_x, mid_y) = (middle(around.x_min, around.x_max), middle(around.y_min, around.y_max));
    let mut pen = Pen { path: String::new(), scale, x: x - mid_x * scale, y: y + mid_y * scale };
    face.outline_glyph(glyph, &mut pen)?;
    Some(pen.path)
}

/// Writes a glyph as it is outlined.
struct Pen {
    path: String,
    scale: f32,
    x: f32,
    y: f32,
}

impl Pen {
    fn step(&mut self, letter: char, points: &[(f32, f32)]) {
        self.path.push(letter);
        for (x, y) in points {
            // Writing to a string does not fail.
            let _ = write!(self.path, "{:.2} {:.2} ", self.x + x * self.scale, self.y - y * self.scale);
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.step('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.step('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}
