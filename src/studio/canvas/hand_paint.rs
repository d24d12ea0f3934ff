//! Draws what is in the hand: the frame around blocks, the wire that is being pulled, guide lines, a new note.

use super::drop::{GRIP, port_of};
use super::frame::Frame;
use super::gesture::Drag;
use super::paint_wires::loose_wire;
use super::snap::Guide;
use super::{PaletteDrag, Tool, WireDrag};
use crate::blocks::block_type;
use crate::studio::theme::{self, tint};
use egui::epaint::RectShape;
use egui::{DragAndDrop, Rect, Shape, Stroke, StrokeKind, Ui, vec2};

/// Draws the frame or the wire in the hand.
pub(super) fn paint_drag(frame: &Frame<'_>, drag: &Drag, shapes: &mut Vec<Shape>) {
    let accent = frame.input.theme.tokens.accent;
    match drag {
        Drag::None | Drag::Pan(_) | Drag::Size { .. } => {}
        Drag::Move { guides, .. } => guides.iter().for_each(|line| guide(frame, line, shapes)),
        Drag::Draw { start, end, tool } => {
            let area = frame.projection.screen_rect(Rect::from_two_pos(*start, *end));
            let tokens = &frame.input.theme.tokens;
            let color = if *tool == Tool::Note { tokens.logic } else { tokens.send };
            let (ground, stroke) = (tint(color, 10), Stroke::new(1.5, tint(color, 70)));
            shapes.push(RectShape::new(area, 8, ground, stroke, StrokeKind::Middle).into());
        }
        Drag::Frame { start, end, .. } => {
            let area = frame.projection.screen_rect(Rect::from_two_pos(*start, *end));
            let stroke = Stroke::new(1.0, accent);
            shapes.push(RectShape::new(area, 4, tint(accent, 10), stroke, StrokeKind::Middle).into());
        }
        Drag::Wire { number, port, end, landing, .. } => {
            let item = frame.scene.item(*number);
            let start = item.rect.min + item.shape.ports[*port as usize].at;
            let end = landing.map_or(*end, |landing| {
                let item = frame.scene.item(landing);
                item.rect.min + item.shape.input()
            });
            loose_wire(frame, start, end, accent, shapes);
        }
    }
}

/// Draws the wire that is being pulled out of a block's card.
pub(super) fn paint_wire_drag(ui: &Ui, frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
    let Some(wire) = DragAndDrop::payload::<WireDrag>(ui.ctx()) else { return };
    let pos = ui.input(|i| i.pointer.hover_pos()).filter(|pos| frame.screen.contains(*pos));
    let (Some(pos), Some((number, port))) = (pos, port_of(frame.scene, &wire)) else { return };
    let item = frame.scene.item(number);
    let start = item.rect.min + item.shape.ports[port as usize].at;
    let world = frame.projection.world_from_screen(pos);
    let landing = frame.scene.landing_at(world, u32::MAX).map(|landing| frame.scene.item(landing));
    let end = landing.map_or(world, |item| item.rect.min + item.shape.input());
    loose_wire(frame, start, end, frame.input.theme.tokens.accent, shapes);
}

/// A line that shows what the thing in the hand is in line with.
fn guide(frame: &Frame<'_>, line: &Guide, shapes: &mut Vec<Shape>) {
    let ends = [line.from, line.to].map(|end| frame.projection.screen_from_world(end));
    let color = frame.input.theme.tokens.action;
    shapes.push(Shape::line_segment(ends, Stroke::new(1.0, color)));
    for end in ends {
        shapes.push(Shape::circle_filled(end, 2.5, color));
    }
}

/// Draws where a block from the palette would land.
pub(super) fn paint_palette_drag(ui: &Ui, frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
    let Some(payload) = DragAndDrop::payload::<PaletteDrag>(ui.ctx()) else { return };
    let pos = ui.input(|i| i.pointer.hover_pos()).filter(|pos| frame.screen.contains(*pos));
    let (Some(pos), Some(kind)) = (pos, block_type(payload.0)) else { return };
    let color = frame.input.theme.family(kind.family);
    let zoom = frame.projection.zoom;
    let rect = Rect::from_min_size(pos - GRIP * zoom, vec2(200.0, 60.0) * zoom);
    let radius = (f32::from(theme::RADIUS_CARD) * zoom).round() as u8;
    shapes.push(
        RectShape::new(rect, radius, tint(color, 16), Stroke::new(1.5, color), StrokeKind::Middle).into(),
    );
}
