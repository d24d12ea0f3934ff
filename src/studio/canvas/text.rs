//! Laid-out text kept from frame to frame. Every span keeps its own galley for the size it was drawn in last,
//! so that drawing a frame hashes no strings.

use crate::studio::theme;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley};
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// Sizes of text on the screen are whole steps of this many points.
const SIZE_STEP: f32 = 0.25;
/// Text smaller than this many points is not drawn.
pub(super) const SIZE_MIN: f32 = 4.5;

/// The step of a size at a zoom, rounded down so that text never grows beyond its room.
pub(super) fn size_at(body: f32, zoom: f32) -> f32 {
    ((body * zoom + 0.05) / SIZE_STEP).floor() * SIZE_STEP
}

/// Texts laid out in one frame at most while the view rests. What is beyond waits for the next frame.
const BUDGET_STILL: u32 = 700;
/// Texts laid out in one frame at most while zooming, when every text has a new size in every other frame.
const BUDGET_ZOOMING: u32 = 120;

/// One kept galley.
#[derive(Debug, Default)]
pub(super) struct GalleySlot(RefCell<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    generation: u64,
    size: f32,
    galley: Arc<Galley>,
}

impl GalleySlot {
    /// The text in a size. When this frame has laid out enough already, the text of a nearby size; `None` when
    /// there is none, and then a bar may stand for it until the next frame.
    pub fn galley(
        &self,
        painter: &TextPainter<'_>,
        text: &str,
        font: FontId,
        italics: bool,
    ) -> Option<Arc<Galley>> {
        let size = font.size;
        let mut slot = self.0.borrow_mut();
        if let Some(kept) = slot.as_ref().filter(|kept| kept.generation == painter.generation) {
            let off = size / kept.size;
            if off == 1.0 || painter.budget.get() == 0 && (0.85..1.3).contains(&off) {
                painter.stale.set(painter.stale.get() || off != 1.0);
                return Some(Arc::clone(&kept.galley));
            }
        }
        if painter.budget.get() == 0 {
            painter.stale.set(true);
            return None;
        }
        painter.budget.set(painter.budget.get() - 1);
        let mut job = theme::job(text, font, Color32::PLACEHOLDER);
        for section in &mut job.sections {
            section.format.italics = italics;
        }
        job.wrap.max_rows = 1;
        job.break_on_newline = false;
        let galley = painter.ctx.fonts_mut(|fonts| fonts.layout_job(job));
        *slot = Some(Kept { generation: painter.generation, size, galley: Arc::clone(&galley) });
        Some(galley)
    }
}

/// Lays out text in the fonts as they are in this frame.
#[derive(Clone, Debug)]
pub(super) struct TextPainter<'a> {
    ctx: &'a egui::Context,
    generation: u64,
    budget: Cell<u32>,
    stale: Cell<bool>,
}

impl TextPainter<'_> {
    /// Whether some text of this frame waits for the next one.
    pub fn is_stale(&self) -> bool {
        self.stale.get()
    }
}

/// Notices that egui threw its glyphs away, which makes every kept galley point at the wrong pixels.
#[derive(Debug, Default)]
pub(super) struct FontWatch {
    sentinel: Option<Arc<Galley>>,
    generation: u64,
    zoom: f32,
}

impl FontWatch {
    /// Call once a frame. egui keeps a galley that is asked for in every frame until it clears its glyphs.
    pub fn watch<'a>(&mut self, ctx: &'a egui::Context, zoom: f32) -> TextPainter<'a> {
        let format = TextFormat::simple(FontId::proportional(11.0), Color32::PLACEHOLDER);
        let job = LayoutJob::single_section("canvas".to_owned(), format);
        let now = ctx.fonts_mut(|fonts| fonts.layout_job(job));
        if !self.sentinel.as_ref().is_some_and(|before| Arc::ptr_eq(before, &now)) {
            self.generation += 1;
            self.sentinel = Some(now);
        }
        let still = std::mem::replace(&mut self.zoom, zoom) == zoom;
        let budget = Cell::new(if still { BUDGET_STILL } else { BUDGET_ZOOMING });
        TextPainter { ctx, generation: self.generation, budget, stale: Cell::new(false) }
    }
}
