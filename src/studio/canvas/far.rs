//! Draws a whole funnel from far away: blocks as coloured rectangles, wires as straight lines, in one mesh
//! that is kept while neither funnel nor view changes.

use super::frame::Frame;
use super::mesh;
use super::view::Projection;
use crate::studio::theme::{Theme, tint};
use egui::epaint::Mesh;
use egui::{Color32, Pos2, Rect, Shape};
use std::sync::Arc;

/// The mesh of the last far view.
#[derive(Debug, Default)]
pub(super) struct FarCache {
    key: Option<FarKey>,
    mesh: Arc<Mesh>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct FarKey {
    build: u64,
    projection: Projection,
    dark: bool,
    screen: Rect,
}

impl FarCache {
    /// Draws everything; `build` counts the rebuilds of the scene.
    pub fn paint(&mut self, frame: &Frame<'_>, build: u64, shapes: &mut Vec<Shape>) {
        let key = FarKey {
            build,
            projection: frame.projection,
            dark: frame.input.theme.dark,
            screen: frame.screen,
        };
        if self.key != Some(key) || frame.moving.is_some() {
            self.key = frame.moving.is_none().then_some(key);
            self.mesh = Arc::new(draw(frame));
        }
        shapes.push(Shape::Mesh(Arc::clone(&self.mesh)));
    }
}

fn draw(frame: &Frame<'_>) -> Mesh {
    let theme = frame.input.theme;
    let scene = frame.scene;
    let mut mesh = Mesh::default();
    mesh.reserve_vertices(4 * (scene.items.len() + scene.wires.len()));
    mesh.reserve_triangles(2 * (scene.items.len() + scene.wires.len()));
    let screen = frame.screen;
    let width = (2.0 * frame.projection.zoom).max(frame.feather);
    let wire_color = tint(theme.tokens.wire, if frame.projection.zoom < 0.08 { 45 } else { 80 });
    for wire in &scene.wires {
        let a = scene.rect(wire.from, frame.moving).min
            + scene.item(wire.from).shape.ports[wire.port as usize].at;
        let b = scene.rect(wire.to, frame.moving).min + scene.item(wire.to).shape.input();
        let (a, b) = (frame.projection.screen_from_world(a), frame.projection.screen_from_world(b));
        if passes(screen, a, b) {
            mesh::line(&mut mesh, a, b, width, wire_color);
        }
    }
    for number in 0..scene.items.len() as u32 {
        let rect = frame.rect(number);
        if screen.intersects(rect) {
            mesh::rect(&mut mesh, rect, block_color(theme, theme.family(scene.item(number).shape.family)));
        }
    }
    mesh
}

/// The colour of a block that is too small for its contents: its family's, quieter, over the card.
pub(super) fn block_color(theme: &Theme, family: Color32) -> Color32 {
    theme.tokens.card.blend(tint(family, 50))
}

/// Whether a line may touch the screen.
fn passes(screen: Rect, a: Pos2, b: Pos2) -> bool {
    screen.intersects(Rect::from_two_pos(a, b))
}
