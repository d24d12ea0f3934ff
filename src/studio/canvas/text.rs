//! Text of blocks: its sizes, its layout, and the row of text that painted triangles are handed to egui in.

use crate::studio::theme;
use egui::epaint::Mesh;
use egui::epaint::text::RowVisuals;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley};
use std::sync::Arc;

/// Sizes of text on the screen are whole steps of this many points.
const SIZE_STEP: f32 = 0.25;
/// Text smaller than this many points is not drawn.
pub(super) const SIZE_MIN: f32 = 4.5;

/// The step of a size at a zoom, rounded down so that text never grows beyond its room.
pub(super) fn size_at(body: f32, zoom: f32) -> f32 {
    ((body * zoom + 0.05) / SIZE_STEP).floor() * SIZE_STEP
}

/// Lays out text in the fonts as they are in this frame.
#[derive(Clone, Debug)]
pub(super) struct TextPainter<'a> {
    ctx: &'a egui::Context,
    /// Another one when glyphs lie elsewhere than before.
    pub generation: u64,
    sample: Arc<Galley>,
}

impl TextPainter<'_> {
    /// A text on one line.
    pub fn galley(&self, text: &str, font: FontId, italics: bool) -> Arc<Galley> {
        let mut job = theme::job(text, font, Color32::PLACEHOLDER);
        for section in &mut job.sections {
            section.format.italics = italics;
        }
        self.line(job, f32::INFINITY)
    }

    /// A text on one line of that width, with `…` where it is cut.
    pub fn cut(&self, text: &str, font: FontId, width: f32) -> Arc<Galley> {
        self.line(theme::job(text, font, Color32::PLACEHOLDER), width)
    }

    fn line(&self, mut job: LayoutJob, width: f32) -> Arc<Galley> {
        job.wrap =
            TextWrapping { max_width: width, max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
        job.break_on_newline = false;
        self.ctx.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// Triangles as a row of text: the only thing that egui itself puts in its place, and whose texels it finds even
    /// when the glyphs have got more room since. The mesh counts texels, not shares of the texture.
    pub fn row_of(&self, mesh: Mesh) -> Arc<Galley> {
        let mut galley = (*self.sample).clone();
        (galley.num_vertices, galley.num_indices) = (mesh.vertices.len(), mesh.indices.len());
        galley.mesh_bounds = mesh.calc_bounds();
        galley.rows.truncate(1);
        if let Some(placed) = galley.rows.first_mut() {
            let row = Arc::make_mut(&mut placed.row);
            row.glyphs.clear();
            row.visuals = RowVisuals { mesh_bounds: galley.mesh_bounds, mesh, ..RowVisuals::default() };
            placed.pos = egui::Pos2::ZERO;
        }
        Arc::new(galley)
    }
}

/// Notices that egui threw its glyphs away, which makes all kept text point at the wrong pixels.
#[derive(Debug, Default)]
pub(super) struct FontWatch {
    sample: Option<Arc<Galley>>,
    generation: u64,
}

impl FontWatch {
    /// Call once a frame. egui keeps a galley that is asked for in every frame until it clears its glyphs.
    pub fn watch<'a>(&mut self, ctx: &'a egui::Context) -> TextPainter<'a> {
        let format = TextFormat::simple(FontId::proportional(11.0), Color32::PLACEHOLDER);
        let job = LayoutJob::single_section("canvas".to_owned(), format);
        let now = ctx.fonts_mut(|fonts| fonts.layout_job(job));
        if !self.sample.as_ref().is_some_and(|before| Arc::ptr_eq(before, &now)) {
            self.generation += 1;
        }
        self.sample = Some(Arc::clone(&now));
        TextPainter { ctx, generation: self.generation, sample: now }
    }
}
