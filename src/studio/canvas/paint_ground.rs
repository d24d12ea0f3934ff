//! Draws the ground with its grid of dots, and marks over the far view.

use super::frame::Frame;
use super::mesh;
use crate::diag::Severity;
use egui::epaint::{Mesh, RectShape};
use egui::{Rect, Shape, Stroke, StrokeKind, Vec2, pos2};

/// Distance of the dots, canvas units.
const GRID: f32 = 22.0;
/// Dots never stand nearer than this on the screen, points.
const GRID_MIN: f32 = 15.0;

/// Fills the canvas and dots it.
pub(super) fn ground(frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
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
    let world = frame.projection.world_rect(frame.screen);
    let dot = Vec2::splat((1.6 * zoom).clamp(1.0, 2.5));
    let (first_x, first_y) = ((world.left() / step).floor() as i32, (world.top() / step).floor() as i32);
    let (last_x, last_y) = ((world.right() / step).ceil() as i32, (world.bottom() / step).ceil() as i32);
    let mut dots = Mesh::default();
    let count = ((last_x - first_x + 1) * (last_y - first_y + 1)).max(0) as usize;
    dots.reserve_vertices(4 * count);
    dots.reserve_triangles(2 * count);
    for row in first_y..=last_y {
        for column in first_x..=last_x {
            let at = frame.projection.screen_from_world(pos2(column as f32 * step, row as f32 * step));
            mesh::rect(&mut dots, Rect::from_center_size(at, dot), tokens.dot);
        }
    }
    shapes.push(Shape::mesh(dots));
}

/// Marks of selection, findings and the waiting block, where blocks are too small to carry them.
pub(super) fn far_marks(frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
    let tokens = &frame.input.theme.tokens;
    let mut outline = |number: u32, stroke: Stroke| {
        let rect = frame.rect(number).expand(1.5);
        if frame.screen.intersects(rect) {
            shapes.push(RectShape::stroke(rect, 2, stroke, StrokeKind::Middle).into());
        }
    };
    for (block_id, severity) in frame.input.findings {
        if let Some(number) = frame.scene.by_id.get(block_id) {
            let color = if *severity == Severity::Error { tokens.error } else { tokens.badge };
            outline(*number, Stroke::new(1.5, color));
        }
    }
    for block_id in frame.selection.iter().chain(&frame.input.walked.current) {
        if let Some(number) = frame.scene.by_id.get(block_id) {
            outline(*number, Stroke::new(2.0, tokens.accent));
        }
    }
}
