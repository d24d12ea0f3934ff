//! Draws a whole funnel from far away: blocks as coloured rectangles, wires as straight lines, in one mesh
//! that is kept while neither funnel nor view changes.

use super::frame::Frame;
use super::mesh;
use super::view::Projection;
use crate::studio::theme::{Theme, tint};
use egui::epaint::Mesh;
use egui::{Color32, Rect, Shape};
use std::sync::Arc;

/// With more wires than this each is one straight line.
const ROUTED_MAX: usize = 3_000;

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
    let follows = scene.wires.len() <= ROUTED_MAX;
    for (number, wire) in scene.wires.iter().enumerate() {
        let (from, to) = scene.ends(*wire, frame.moving);
        let straight = [from, to];
        let line = match frame.moved_lines.get(&(number as u32)) {
            Some(line) if follows => line.as_slice(),
            None if follows => scene.wiring.lines[number].half.as_slice(),
            _ => straight.as_slice(),
        };
        for piece in line.windows(2) {
            let [a, b] = [piece[0], piece[1]].map(|point| frame.projection.screen_from_world(point));
            if mesh::piece_in(screen, a, b) {
                mesh::line(&mut mesh, a, b, width, wire_color);
            }
        }
    }
    for number in 0..scene.items.len() as u32 {
        let rect = frame.rect(number);
        if screen.intersects(rect) {
            let color = match frame.shine.blocks.get(&scene.item(number).id) {
                Some(shade) => shade.color(theme),
                None => block_color(theme, theme.family(scene.item(number).shape.family)),
            };
            mesh::rect(&mut mesh, rect, color);
        }
    }
    mesh
}

/// The colour of a block that is too small for its contents: its family's, quieter, over the card.
pub(super) fn block_color(theme: &Theme, family: Color32) -> Color32 {
    theme.tokens.card.blend(tint(family, 50))
}
