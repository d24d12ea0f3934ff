//! Tooltips where they do not hide what is read or pressed next.

use egui::{RectAlign, Response, Tooltip};

/// Says something over a widget while the pointer rests on it: below it stands what it names.
pub fn tip_above(response: &Response, text: &str) {
    tip(response, text, RectAlign::TOP_START, 4.0);
}

/// Says something to the right of a row while the pointer rests on it: below it stands the next row.
pub fn tip_beside(response: &Response, text: &str) {
    tip(response, text, RectAlign::RIGHT, 12.0);
}

fn tip(response: &Response, text: &str, align: RectAlign, gap: f32) {
    let mut tip = Tooltip::for_enabled(response);
    tip.popup = tip.popup.align(align).gap(gap);
    tip.show(|ui| ui.label(text));
}
