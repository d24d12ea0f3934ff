//! Draws a whole funnel from far away: blocks as coloured rectangles, wires as straight lines, in one mesh
//! that is kept while neither funnel nor view changes. What the mesh is made of is kept while one pans and zooms.

use super::frame::Frame;
use super::mesh;
use super::view::Projection;
use crate::studio::theme::{Theme, tint};
use egui::epaint::Mesh;
use egui::{Color32, Pos2, Rect, Shape, Vec2};
use std::sync::Arc;

/// With more wires than this each is one straight line.
const ROUTED_MAX: usize = 3_000;
/// Narrowest block on the screen, points: thinner ones would flicker.
const SIDE_MIN: f32 = 1.0;

/// The last far view.
#[derive(Debug, Default)]
pub(super) struct FarCache {
    plan: Option<((u64, bool), Plan)>,
    view: Option<(Projection, Rect)>,
    mesh: Arc<Mesh>,
}

impl FarCache {
    /// Draws everything; `build` counts the rebuilds of the scene.
    pub fn paint(&mut self, frame: &Frame<'_>, build: u64, shapes: &mut Vec<Shape>) {
        let key = (build, frame.input.theme.dark);
        let moves = frame.moving.is_some();
        let plan = match self.plan.take() {
            Some((before, plan)) if before == key && !moves => plan,
            _ => {
                self.view = None;
                Plan::of(frame)
            }
        };
        let view = (frame.projection, frame.screen);
        if self.view != Some(view) {
            self.mesh = Arc::new(plan.mesh(frame));
            self.view = Some(view);
        }
        // While something moves each frame needs a plan of its own.
        self.plan = (!moves).then_some((key, plan));
        shapes.push(Shape::Mesh(Arc::clone(&self.mesh)));
    }
}

/// Lines and rectangles on the canvas, close together in memory.
#[derive(Debug, Default)]
struct Plan {
    lines: Vec<Line>,
    blocks: Vec<(Rect, Color32)>,
}

/// A straight piece of a wire and the direction across.
#[derive(Debug)]
struct Line {
    a: Pos2,
    b: Pos2,
    side: Vec2,
}

impl Plan {
    fn of(frame: &Frame<'_>) -> Self {
        let (theme, scene) = (frame.input.theme, frame.scene);
        let mut plan = Self { lines: Vec::with_capacity(scene.wires.len()), blocks: Vec::new() };
        let follows = scene.wires.len() <= ROUTED_MAX;
        for (number, wire) in scene.wires.iter().enumerate() {
            match frame.moved_lines.get(&(number as u32)) {
                Some(line) if follows => plan.add(line),
                None if follows => plan.add(&scene.wiring.lines[number]),
                _ => {
                    let (from, to) = scene.ends(*wire, frame.moving);
                    plan.add(&[from, to]);
                }
            }
        }
        let blocks = scene.items.iter().enumerate().filter(|(_, item)| !item.folded);
        plan.blocks.extend(blocks.map(|(number, item)| {
            let color = match frame.shine.blocks.get(&item.id) {
                Some(shade) => shade.color(theme),
                None => block_color(theme, theme.family(item.shape.family)),
            };
            (scene.rect(number as u32, frame.moving), color)
        }));
        plan
    }

    fn add(&mut self, line: &[Pos2]) {
        self.lines.extend(line.windows(2).map(|piece| {
            let (a, b) = (piece[0], piece[1]);
            Line { a, b, side: (b - a).normalized().rot90() }
        }));
    }

    /// What of it is on the screen.
    fn mesh(&self, frame: &Frame<'_>) -> Mesh {
        let (projection, theme) = (frame.projection, frame.input.theme);
        let world = projection.world_rect(frame.screen);
        let mut found = Mesh::default();
        let half = 0.5 * (2.0 * projection.zoom).max(frame.feather);
        let color = tint(theme.tokens.wire, if projection.zoom < 0.08 { 45 } else { 80 });
        for line in self.lines.iter().filter(|line| mesh::piece_in(world, line.a, line.b)) {
            let ends = [line.a, line.b].map(|end| projection.screen_from_world(end));
            mesh::strip(&mut found, ends, line.side * half, color);
        }
        for (rect, color) in self.blocks.iter().filter(|(rect, _)| world.intersects(*rect)) {
            let rect = projection.screen_rect(*rect);
            let lack = (Vec2::splat(SIDE_MIN) - rect.size()).max(Vec2::ZERO);
            mesh::rect(&mut found, rect.expand2(lack / 2.0), *color);
        }
        found
    }
}

/// The colour of a block that is too small for its contents: its family's, quieter, over the card.
pub(super) fn block_color(theme: &Theme, family: Color32) -> Color32 {
    theme.tokens.card.blend(tint(family, 50))
}
