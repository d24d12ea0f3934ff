//! Pixels between the painter, the display and those who want a picture of the window.

use super::error::StudioError;
use egui_winit::ActionRequested;
use std::num::NonZeroU32;
use std::sync::Arc;
use voronka_painter::Area;

/// Why a display takes no pixels.
pub(super) fn refused(error: &softbuffer::SoftBufferError) -> StudioError {
    StudioError::NoPixels(error.to_string())
}

/// Gives the picture of the window to those who asked for it.
pub(super) fn finish_pictures(actions: &mut Vec<ActionRequested>, pixels: &[u32], width: usize) {
    let is_picture = |action: &mut ActionRequested| matches!(action, ActionRequested::Screenshot(_));
    let wanted: Vec<ActionRequested> = actions.extract_if(.., is_picture).collect();
    if wanted.is_empty() {
        return;
    }
    let bytes: Vec<u8> = pixels
        .iter()
        .flat_map(|pixel| {
            let [_, red, green, blue] = pixel.to_be_bytes();
            [red, green, blue, u8::MAX]
        })
        .collect();
    let size = [width, pixels.len() / width.max(1)];
    let image = Arc::new(egui::ColorImage::from_rgba_unmultiplied(size, &bytes));
    for action in wanted {
        if let ActionRequested::Screenshot(callback) = action {
            callback.complete(image.clone());
        }
    }
}

/// An area as the display counts it; `None` for one without a pixel.
pub(super) fn rect(area: &Area) -> Option<softbuffer::Rect> {
    let side = |from: i32, to: i32| u32::try_from(to - from).ok().and_then(NonZeroU32::new);
    let (width, height) = (side(area.left, area.right)?, side(area.top, area.bottom)?);
    let (x, y) = (u32::try_from(area.left).ok()?, u32::try_from(area.top).ok()?);
    Some(softbuffer::Rect { x, y, width, height })
}
