//! Draws wires: all of a frame in one mesh, those of the block under the hand or selected over the others, the walked
//! ones on top with a glow.

use super::frame::{Detail, Frame};
use super::mesh::{piece_in, ribbon};
use super::scene::Wire;
use super::shine;
use super::wiring::loose_line;
use super::{Target, WalkedPath};
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
    let width = (WIDTH * zoom.clamp(0.5, 1.2)).max(1.0);
    let mut pen = Pen { frame, mesh: Mesh::default(), shown: Vec::new() };
    let (mut told, mut walked) = (Vec::new(), Vec::new());
    for number in numbers {
        let wire = frame.scene.wires[*number as usize];
        if is_walked(frame, wire, frame.input.walked) {
            walked.push(*number);
        } else if let Some(color) = emphasis(frame, wire) {
            told.push((*number, color));
        } else {
            pen.stroke(*number, width, tokens.wire, frame.feather);
        }
    }
    for (number, color) in told {
        pen.stroke(number, width, color, frame.feather);
    }
    for number in &walked {
        let color = tint(tokens.accent, 16);
        pen.stroke(*number, GLOW * zoom.clamp(0.4, 1.2), color, 5.0 * zoom);
        let width = (WIDTH_WALKED * zoom.clamp(0.5, 1.2)).max(1.4);
        pen.stroke(*number, width, tokens.accent, frame.feather);
    }
    shapes.push(Shape::mesh(pen.mesh));
}

/// Draws a wire that is being pulled out of a port.
pub(super) fn loose_wire(frame: &Frame<'_>, from: Pos2, to: Pos2, color: Color32, shapes: &mut Vec<Shape>) {
    let mut mesh = Mesh::default();
    let line = loose_line(from, to, frame.pixels());
    let points: Vec<Pos2> = line.iter().map(|point| frame.projection.screen_from_world(*point)).collect();
    ribbon(&mut mesh, &points, WIDTH_WALKED, color, frame.feather);
    shapes.push(Shape::mesh(mesh));
    shapes.push(Shape::circle_filled(frame.projection.screen_from_world(to), 4.5, color));
}

/// The colour of a wire that the hand or the selection asks about.
fn emphasis(frame: &Frame<'_>, wire: Wire) -> Option<Color32> {
    let accent = frame.input.theme.tokens.accent;
    let item = frame.scene.item(wire.from);
    let differs = shine::wire_color(frame, item.id, &item.shape.ports[wire.port as usize].exit);
    if differs.is_some() {
        return differs;
    }
    if frame.hot_wire == Some(wire) || frame.hot == Some(Target::Port(wire.from, wire.port)) {
        return Some(accent);
    }
    let is_selected = |number: u32| frame.selection.contains(&frame.scene.item(number).id);
    let is_hot = |number: u32| frame.hot == Some(Target::Block(number));
    if !frame.selection.is_empty() && (is_selected(wire.from) || is_selected(wire.to)) {
        Some(accent)
    } else if is_hot(wire.from) || is_hot(wire.to) {
        Some(frame.input.theme.tokens.wire.lerp_to_gamma(accent, 0.6))
    } else {
        None
    }
}

fn is_walked(frame: &Frame<'_>, wire: Wire, walked: &WalkedPath) -> bool {
    if walked.exits.is_empty() {
        return false;
    }
    let item = frame.scene.item(wire.from);
    let exit = &item.shape.ports[wire.port as usize].exit;
    walked.exits.contains(&(item.id, exit.clone()))
}

/// Collects lines in one mesh.
struct Pen<'a> {
    frame: &'a Frame<'a>,
    mesh: Mesh,
    /// Points of the part that is being collected.
    shown: Vec<Pos2>,
}

impl Pen<'_> {
    /// Adds the parts of a wire that are on the screen.
    fn stroke(&mut self, number: u32, width: f32, color: Color32, feather: f32) {
        let frame = self.frame;
        let near;
        let line = match frame.moved_lines.get(&number) {
            Some(line) => line,
            None if frame.detail == Detail::Near => {
                near = frame.scene.wiring.near(number, frame.pixels());
                &near
            }
            None => &frame.scene.wiring.lines[number as usize],
        };
        let screen = frame.screen.expand(width + feather);
        let mut before: Option<Pos2> = None;
        for point in line {
            let point = frame.projection.screen_from_world(*point);
            if let Some(before) = before {
                if piece_in(screen, before, point) {
                    if self.shown.is_empty() {
                        self.shown.push(before);
                    }
                    self.shown.push(point);
                } else if !self.shown.is_empty() {
                    ribbon(&mut self.mesh, &self.shown, width, color, feather);
                    self.shown.clear();
                }
            }
            before = Some(point);
        }
        ribbon(&mut self.mesh, &self.shown, width, color, feather);
        self.shown.clear();
    }
}
