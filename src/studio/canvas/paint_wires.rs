//! Draws wires: all of a frame in one mesh, the walked ones over the others with a glow.

use super::WalkedPath;
use super::frame::Frame;
use super::geometry::bow_point;
use super::mesh::ribbon;
use super::scene::Wire;
use crate::studio::theme::tint;
use egui::epaint::Mesh;
use egui::{Color32, Pos2, Shape};

/// Width of a wire, points at 100 %.
const WIDTH: f32 = 2.0;
/// Width of a walked wire.
const WIDTH_WALKED: f32 = 2.6;
/// Width of the glow around a walked wire.
const GLOW: f32 = 9.0;

/// Draws the wires of the numbers.
pub(super) fn wires(frame: &Frame<'_>, numbers: &[u32], shapes: &mut Vec<Shape>) {
    let tokens = &frame.input.theme.tokens;
    let zoom = frame.projection.zoom;
    let mut mesh = Mesh::default();
    let mut walked = Vec::new();
    for number in numbers {
        let wire = frame.scene.wires[*number as usize];
        if is_walked(frame, wire, frame.input.walked) {
            walked.push(wire);
            continue;
        }
        let points = samples(frame, &frame.scene.bow(wire, frame.moving));
        let hot = frame.hot_wire.is_some_and(|hot| hot.from == wire.from && hot.port == wire.port);
        let color = if hot { tokens.accent } else { tokens.wire };
        ribbon(&mut mesh, &points, (WIDTH * zoom.clamp(0.5, 1.2)).max(1.0), color, frame.feather);
    }
    for wire in &walked {
        let points = samples(frame, &frame.scene.bow(*wire, frame.moving));
        ribbon(&mut mesh, &points, GLOW * zoom.clamp(0.4, 1.2), tint(tokens.accent, 16), 5.0 * zoom);
        ribbon(
            &mut mesh,
            &points,
            (WIDTH_WALKED * zoom.clamp(0.5, 1.2)).max(1.4),
            tokens.accent,
            frame.feather,
        );
    }
    shapes.push(Shape::mesh(mesh));
}

/// Draws a wire that is being pulled out of a port.
pub(super) fn loose_wire(frame: &Frame<'_>, bow: &[Pos2; 4], color: Color32, shapes: &mut Vec<Shape>) {
    let mut mesh = Mesh::default();
    ribbon(&mut mesh, &samples(frame, bow), WIDTH_WALKED, color, frame.feather);
    shapes.push(Shape::mesh(mesh));
    shapes.push(Shape::circle_filled(frame.projection.screen_from_world(bow[3]), 4.5, color));
}

fn is_walked(frame: &Frame<'_>, wire: Wire, walked: &WalkedPath) -> bool {
    if walked.exits.is_empty() {
        return false;
    }
    let item = frame.scene.item(wire.from);
    let exit = &item.shape.ports[wire.port as usize].exit;
    walked.exits.contains(&(item.id, exit.clone()))
}

/// Points of a bow on the screen, as many as its length needs.
fn samples(frame: &Frame<'_>, bow: &[Pos2; 4]) -> Vec<Pos2> {
    let screen = bow.map(|point| frame.projection.screen_from_world(point));
    if (screen[0].y - screen[3].y).abs() < 0.5 && screen[0].x < screen[3].x {
        return vec![screen[0], screen[3]];
    }
    let length =
        screen[0].distance(screen[1]) + screen[1].distance(screen[2]) + screen[2].distance(screen[3]);
    let count = ((length / 9.0) as u16).clamp(6, 48);
    (0..=count).map(|step| bow_point(&screen, f32::from(step) / f32::from(count))).collect()
}
