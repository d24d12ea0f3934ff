//! Laid-out text kept from frame to frame. Every span keeps its own galley for the size it was drawn in last,
//! so that drawing a frame hashes no strings.

use crate::studio::theme;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley};
use std::cell::RefCell;
use std::sync::Arc;

/// Sizes of text on the screen are whole steps of this many points.
const SIZE_STEP: f32 = 0.25;
/// Text smaller than this many points is not drawn.
pub(super) const SIZE_MIN: f32 = 4.5;

/// The step of a size at a zoom, rounded down so that text never grows beyond its room.
pub(super) fn size_at(body: f32, zoom: f32) -> f32 {
    ((body * zoom + 0.05) / SIZE_STEP).floor() * SIZE_STEP
}

/// One kept galley.
#[derive(Debug, Default)]
pub(super) struct GalleySlot(RefCell<Option<(u64, u32, Arc<Galley>)>>);

impl GalleySlot {
    /// The text in a size; laid out anew only when the size or the generation of the fonts changed.
    pub fn galley(&self, painter: &TextPainter<'_>, text: &str, font: FontId, italics: bool) -> Arc<Galley> {
        let size = font.size.to_bits();
        let mut slot = self.0.borrow_mut();
        if let Some((generation, kept, galley)) = &*slot
            && *generation == painter.generation
            && *kept == size
        {
            return Arc::clone(galley);
        }
        let mut job = theme::job(text, font, Color32::PLACEHOLDER);
        for section in &mut job.sections {
            section.format.italics = italics;
        }
        job.wrap.max_rows = 1;
        job.break_on_newline = false;
        let galley = painter.ctx.fonts_mut(|fonts| fonts.layout_job(job));
        *slot = Some((painter.generation, size, Arc::clone(&galley)));
        galley
    }
}

/// Lays out text in the fonts as they are in this frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextPainter<'a> {
    ctx: &'a egui::Context,
    generation: u64,
}

/// Notices that egui threw its glyphs away, which makes every kept galley point at the wrong pixels.
#[derive(Debug, Default)]
pub(super) struct FontWatch {
    sentinel: Option<Arc<Galley>>,
    generation: u64,
}

impl FontWatch {
    /// Call once a frame. egui keeps a galley that is asked for in every frame until it clears its glyphs.
    pub fn watch<'a>(&mut self, ctx: &'a egui::Context) -> TextPainter<'a> {
        let format = TextFormat::simple(FontId::proportional(11.0), Color32::PLACEHOLDER);
        let job = LayoutJob::single_section("canvas".to_owned(), format);
        let now = ctx.fonts_mut(|fonts| fonts.layout_job(job));
        if !self.sentinel.as_ref().is_some_and(|before| Arc::ptr_eq(before, &now)) {
            self.generation += 1;
            self.sentinel = Some(now);
        }
        TextPainter { ctx, generation: self.generation }
    }
}
