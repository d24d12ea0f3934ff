//! What stands out on the canvas: what differs between two versions, what a step of the history touched.

use super::frame::Frame;
use crate::compare::Tone;
use crate::model::{BlockId, Exit};
use crate::studio::theme::{self, Theme, tint};
use egui::epaint::RectShape;
use egui::{Color32, CornerRadius, Rect, Shape, Stroke, StrokeKind, vec2};
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
pub(super) fn ring(frame: &Frame<'_>, id: BlockId, rect: Rect, shapes: &mut Vec<Shape>) {
    let Some(shade) = frame.shine.blocks.get(&id) else { return };
    let (color, zoom) = (shade.color(frame.input.theme), frame.projection.zoom.clamp(0.35, 1.0));
    let around = rect.expand(5.0 * zoom);
    let radius = corner(theme::RADIUS_CARD + 5, frame.projection.zoom);
    let stroke = Stroke::new((2.5 * zoom).max(1.5), color);
    shapes.push(RectShape::new(around, radius, tint(color, 22), stroke, StrokeKind::Middle).into());
}

/// Draws the sign of a block that stands out, over the block; what is gone becomes a ghost.
pub(super) fn sign(frame: &Frame<'_>, id: BlockId, rect: Rect, shapes: &mut Vec<Shape>) {
    let Some(Shade::Differs(tone)) = frame.shine.blocks.get(&id) else { return };
    let tokens = &frame.input.theme.tokens;
    let color = Shade::Differs(*tone).color(frame.input.theme);
    let zoom = frame.projection.zoom;
    if *tone == Tone::Removed {
        let veil = tint(tokens.canvas.blend(tint(color, 14)), 62);
        shapes.push(RectShape::filled(rect, corner(theme::RADIUS_CARD, zoom), veil).into());
    }
    let zoom = zoom.clamp(0.5, 1.2);
    let center = rect.left_top() + vec2(-3.0, -3.0) * zoom;
    shapes.push(Shape::circle_filled(center, 9.5 * zoom, color));
    let stroke = Stroke::new(1.8 * zoom, tokens.on_badge);
    let arm = 4.2 * zoom;
    let line = |from, to| Shape::line_segment([center + from, center + to], stroke);
    match tone {
        Tone::Added => {
            shapes.push(line(vec2(-arm, 0.0), vec2(arm, 0.0)));
            shapes.push(line(vec2(0.0, -arm), vec2(0.0, arm)));
        }
        Tone::Removed => shapes.push(line(vec2(-arm, 0.0), vec2(arm, 0.0))),
        Tone::Changed => {
            let dot = |x: f32| Shape::circle_filled(center + vec2(x, 0.0), 1.3 * zoom, tokens.on_badge);
            shapes.extend([-3.6 * zoom, 0.0, 3.6 * zoom].map(dot));
        }
        Tone::Moved => {
            shapes.push(line(vec2(-arm, 0.0), vec2(arm, 0.0)));
            shapes.push(line(vec2(arm, 0.0), vec2(arm * 0.2, -arm * 0.8)));
            shapes.push(line(vec2(arm, 0.0), vec2(arm * 0.2, arm * 0.8)));
        }
    }
}

fn corner(units: u8, zoom: f32) -> CornerRadius {
    CornerRadius::same((f32::from(units) * zoom).round() as u8)
}

/// The colour of a wire that stands out.
pub(super) fn wire_color(frame: &Frame<'_>, from: BlockId, exit: &Exit) -> Option<Color32> {
    if frame.shine.wires.is_empty() {
        return None;
    }
    let tone = frame.shine.wires.get(&(from, exit.clone()))?;
    Some(Shade::Differs(*tone).color(frame.input.theme))
}
