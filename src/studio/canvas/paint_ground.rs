//! Draws the ground with its grid of dots, and marks over the far view.

use super::frame::Frame;
use super::mesh;
use crate::diag::Severity;
use egui::epaint::{Mesh, RectShape};
use egui::{Color32, ColorImage, Rect, Shape, TextureHandle, TextureOptions, pos2, vec2};

/// Distance of the dots, canvas units.
const GRID: f32 = 22.0;
/// Dots never stand nearer than this on the screen, nor twice as far, points.
const GRID_MIN: f32 = 15.0;
/// Width of a dot, as a share of the distance.
const DOT: f32 = 0.075;

/// One dot with its room; the grid is this tile over and over.
#[derive(Default)]
pub(super) struct Ground(Option<TextureHandle>);

impl Ground {
    /// Fills the canvas and dots it.
    pub fn paint(&mut self, frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
        let tokens = &frame.input.theme.tokens;
        shapes.push(RectShape::filled(frame.screen, 0, tokens.canvas).into());
        let zoom = frame.projection.zoom;
        if zoom < 0.1 {
            return;
        }
        let mut step = GRID;
        while step * zoom < GRID_MIN {
            step *= 2.0;
        }
        while step * zoom >= 2.0 * GRID_MIN + GRID {
            step /= 2.0;
        }
        let tile = self.tile(frame);
        let world = frame.projection.world_rect(frame.screen);
        // Whole tiles are taken away, so that numbers stay small however far out one is.
        let first = vec2((world.min.x / step).floor(), (world.min.y / step).floor());
        let at = |x: f32, y: f32| (vec2(x / step, y / step) - first + vec2(0.5, 0.5)).to_pos2();
        let mut dots = Mesh::with_texture(tile.id());
        let share = Rect::from_min_max(at(world.min.x, world.min.y), at(world.max.x, world.max.y));
        dots.add_rect_with_uv(frame.screen, share, tokens.dot);
        shapes.push(Shape::mesh(dots));
    }

    /// The tile in the size at which it is seen about as large as it is.
    fn tile(&mut self, frame: &Frame<'_>) -> &TextureHandle {
        let side = ((GRID / frame.feather).round() as usize).clamp(16, 96);
        let known = self.0.take().filter(|tile| tile.size() == [side, side]);
        self.0.insert(known.unwrap_or_else(|| {
            let options = TextureOptions::LINEAR_REPEAT;
            frame.ctx.load_texture("canvas dots", dot(side), options)
        }))
    }
}

/// A disc in the middle of a square, with a soft edge.
fn dot(side: usize) -> ColorImage {
    let (middle, radius) = (side as f32 / 2.0, side as f32 * DOT / 2.0);
    let pixel = |n: usize| {
        let at = pos2((n % side) as f32 + 0.5, (n / side) as f32 + 0.5);
        let inside = radius + 0.5 - at.distance(pos2(middle, middle));
        Color32::from_white_alpha((inside.clamp(0.0, 1.0) * 255.0) as u8)
    };
    ColorImage::new([side, side], (0..side * side).map(pixel).collect())
}

/// Marks of selection, findings and the waiting block, where blocks are too small to carry them.
pub(super) fn far_marks(frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
    let tokens = &frame.input.theme.tokens;
    let mut marks = Mesh::default();
    let mut outline = |number: u32, width: f32, color: Color32| {
        let rect = frame.rect(number).expand(1.5 + width / 2.0);
        if frame.screen.intersects(rect) {
            mesh::frame(&mut marks, rect, width, color);
        }
    };
    // Both are in the order of the blocks' names: a huge funnel may have a finding at each block.
    let mut items = (0_u32..).zip(&frame.scene.items).peekable();
    for (block_id, severity) in frame.input.findings {
        while items.next_if(|(_, item)| item.id < *block_id).is_some() {}
        if let Some((number, _)) = items.next_if(|(_, item)| item.id == *block_id) {
            let color = if *severity == Severity::Error { tokens.error } else { tokens.badge };
            outline(number, 1.5, color);
        }
    }
    for block_id in frame.selection.iter().chain(&frame.input.walked.current) {
        if let Some(number) = frame.scene.by_id.get(block_id) {
            outline(*number, 2.0, tokens.accent);
        }
    }
    shapes.push(Shape::mesh(marks));
}
