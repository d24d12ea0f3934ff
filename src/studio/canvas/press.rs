//! Makes the picture of a block: cuts all of it into triangles of one mesh, which counts texels and not shares of the
//! texture of glyphs.

use super::frame::Frame;
use super::mesh::{self, Plate};
use egui::epaint::{Mesh, TessellationOptions, Tessellator, TextShape};
use egui::{Color32, Galley, Pos2, Rect, Shape, Stroke};
use std::sync::Arc;

/// Cuts one block after the other.
pub(super) struct Press {
    tessellator: Tessellator,
    mesh: Mesh,
    pixel: f32,
}

impl Press {
    pub fn new(frame: &Frame<'_>) -> Self {
        let options: TessellationOptions = frame.ctx.tessellation_options(|options| *options);
        // In a texture of one texel, shares of the texture are texels.
        let tessellator = Tessellator::new(1.0 / frame.feather, options, [1, 1], Vec::new());
        Self { tessellator, mesh: Mesh::default(), pixel: frame.feather }
    }

    /// What was drawn since the last time.
    pub fn take(&mut self) -> Mesh {
        let mut mesh = std::mem::take(&mut self.mesh);
        mesh.vertices.shrink_to_fit();
        mesh.indices.shrink_to_fit();
        mesh
    }

    /// A rounded rectangle on whole pixels, with its border inside.
    pub fn plate(&mut self, rect: Rect, radius: f32, fill: Color32, border: Stroke) {
        let rect = Rect::from_min_max(self.snap(rect.min), self.snap(rect.max));
        Plate { rect, radius, fill, border, feather: self.pixel }.add_to(&mut self.mesh);
    }

    /// A rounded rectangle without an edge: it fades over `blur` points.
    pub fn shadow(&mut self, rect: Rect, radius: f32, color: Color32, blur: f32) {
        let feather = blur.max(self.pixel);
        Plate { rect, radius, fill: color, border: Stroke::NONE, feather }.add_to(&mut self.mesh);
    }

    pub fn disc(&mut self, center: Pos2, radius: f32, color: Color32) {
        mesh::disc(&mut self.mesh, center, radius, color, self.pixel);
    }

    /// A rectangle with hard edges.
    pub fn bar(&mut self, rect: Rect, color: Color32) {
        mesh::rect(&mut self.mesh, rect, color);
    }

    /// Text on whole pixels, so that it is sharp.
    pub fn text(&mut self, corner: Pos2, galley: Arc<Galley>, color: Color32) {
        let shape = TextShape::new(self.snap(corner), galley, color);
        self.tessellator.tessellate_text(&shape, &mut self.mesh);
    }

    /// Whatever else there is.
    pub fn shape(&mut self, shape: impl Into<Shape>) {
        self.tessellator.tessellate_shape(shape.into(), &mut self.mesh);
    }

    fn snap(&self, pos: Pos2) -> Pos2 {
        Pos2::new((pos.x / self.pixel).round() * self.pixel, (pos.y / self.pixel).round() * self.pixel)
    }
}
