//! What stands out on the canvas: what differs between two versions, what a step of the history touched.

use super::frame::Frame;
use super::press::Press;
use crate::compare::Tone;
use crate::model::{BlockId, Exit};
use crate::studio::theme::{self, Theme, tint};
use egui::{Color32, Rect, Shape, Stroke, vec2};
use std::collections::BTreeMap;

/// Why something stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// It differs from another version.
    Differs(Tone),
    /// A step touched it.
    Touched,
}

/// What stands out, and why.
#[derive(Clone, Debug, Default)]
pub struct Shine {
    /// Blocks.
    pub blocks: BTreeMap<BlockId, Shade>,
    /// Wires by what they leave.
    pub wires: BTreeMap<(BlockId, Exit), Tone>,
}

impl Shade {
    /// Its colour; families keep theirs.
    pub(super) fn color(self, theme: &Theme) -> Color32 {
        let tokens = &theme.tokens;
        match self {
            Self::Differs(Tone::Added) => tokens.ok,
            Self::Differs(Tone::Removed) => tokens.error,
            Self::Differs(Tone::Changed) => tokens.badge,
            Self::Differs(Tone::Moved) => tokens.muted,
            Self::Touched => tokens.accent,
        }
    }
}

/// Draws the ring around a block that stands out, below the block.
pub(super) fn ring(theme: &Theme, shade: Shade, rect: Rect, zoom: f32, press: &mut Press) {
    let color = shade.color(theme);
    let radius = f32::from(theme::RADIUS_CARD + 5) * zoom;
    let zoom = zoom.clamp(0.35, 1.0);
    let border = Stroke::new((2.5 * zoom).max(1.5), color);
    press.plate(rect.expand(5.0 * zoom + border.width / 2.0), radius, tint(color, 22), border);
}

/// Draws the sign of a block that stands out, over the block; what is gone becomes a ghost.
pub(super) fn sign(theme: &Theme, shade: Shade, rect: Rect, zoom: f32, press: &mut Press) {
    let Shade::Differs(tone) = shade else { return };
    let tokens = &theme.tokens;
    let color = shade.color(theme);
    if tone == Tone::Removed {
        let veil = tint(tokens.canvas.blend(tint(color, 14)), 62);
        press.plate(rect, f32::from(theme::RADIUS_CARD) * zoom, veil, Stroke::NONE);
    }
    let zoom = zoom.clamp(0.5, 1.2);
    let center = rect.left_top() + vec2(-3.0, -3.0) * zoom;
    press.disc(center, 9.5 * zoom, color);
    let stroke = Stroke::new(1.8 * zoom, tokens.on_badge);
    let arm = 4.2 * zoom;
    let mut line = |from, to| press.shape(Shape::line_segment([center + from, center + to], stroke));
    match tone {
        Tone::Added => {
            line(vec2(-arm, 0.0), vec2(arm, 0.0));
            line(vec2(0.0, -arm), vec2(0.0, arm));
        }
        Tone::Removed => line(vec2(-arm, 0.0), vec2(arm, 0.0)),
        Tone::Changed => {
            for x in [-3.6 * zoom, 0.0, 3.6 * zoom] {
                press.disc(center + vec2(x, 0.0), 1.3 * zoom, tokens.on_badge);
            }
        }
        Tone::Moved => {
            line(vec2(-arm, 0.0), vec2(arm, 0.0));
            line(vec2(arm, 0.0), vec2(arm * 0.2, -arm * 0.8));
            line(vec2(arm, 0.0), vec2(arm * 0.2, arm * 0.8));
        }
    }
}

/// The colour of a wire that stands out.
pub(super) fn wire_color(frame: &Frame<'_>, from: BlockId, exit: &Exit) -> Option<Color32> {
    if frame.shine.wires.is_empty() {
        return None;
    }
    let tone = frame.shine.wires.get(&(from, exit.clone()))?;
    Some(Shade::Differs(*tone).color(frame.input.theme))
}
