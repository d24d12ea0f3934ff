//! A small picture of a funnel, for the cards of the start page: the same scene and colours as the canvas, seen
//! from far away.

use super::far::block_color;
use super::geometry::TITLE;
use super::mesh;
use super::ruler::Ruler;
use super::scene::Scene;
use crate::model::{Lang, Project};
use crate::studio::theme::{Theme, tint};
use egui::epaint::{Mesh, RectShape};
use egui::{Color32, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2};

/// No picture is drawn smaller: blocks would be specks.
const SCALE_MIN: f32 = 0.1;
/// Nor larger: a funnel of one block would be a poster.
const SCALE_MAX: f32 = 0.34;
/// How far from the edge a picture that goes on begins to fade, points.
const FADE: f32 = 36.0;

/// The largest funnel of a project, measured and ready to be drawn at any size.
#[derive(Debug)]
pub struct Thumbnail(Scene);

impl Thumbnail {
    /// Measures the largest funnel of a project.
    pub fn new(ctx: &egui::Context, project: &Project, lang: Lang) -> Self {
        let largest = project.funnels.iter().rev().max_by_key(|funnel| funnel.blocks.len());
        let mut ruler = Ruler::default();
        let scene = largest.map_or_else(Scene::default, |funnel| {
            Scene::build(ctx, &mut ruler, project, (&funnel.name, 0, lang), Scene::default())
        });
        Self(scene)
    }

    /// Draws it into a rectangle: all of it where that is not too small, else its beginning.
    pub fn paint(&self, ui: &Ui, theme: &Theme, rect: Rect) {
        let scene = &self.0;
        let Some(bounds) = scene.bounds else { return };
        let room = rect.shrink(14.0);
        let fits = (room.width() / bounds.width()).min(room.height() / bounds.height());
        let scale = fits.clamp(SCALE_MIN, SCALE_MAX);
        let size = bounds.size() * scale;
        // What does not fit goes on past the right and lower edge.
        let left = if size.x > room.width() { room.left() } else { room.center().x - size.x / 2.0 };
        let top = if size.y > room.height() { room.top() } else { room.center().y - size.y / 2.0 };
        let place = |at: Pos2| pos2(left, top) + (at - bounds.min) * scale;
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let feather = 1.0 / ui.ctx().pixels_per_point();
        let mut wires = Mesh::default();
        let color = tint(theme.tokens.wire, 70);
        for line in &scene.wiring.lines {
            let points: Vec<Pos2> = line.iter().map(|point| place(*point)).collect();
            mesh::ribbon(&mut wires, &points, (6.0 * scale).max(1.0), color, feather);
        }
        painter.add(Shape::Mesh(wires.into()));
        for item in &scene.items {
            let block = Rect::from_min_max(place(item.rect.min), place(item.rect.max));
            let family = theme.family(item.shape.family);
            let fill = theme.tokens.card.blend(tint(family, 16));
            let edge = Stroke::new(feather.max(0.75), tint(family, 70));
            let radius = (12.0 * scale).round().max(2.0);
            painter.add(RectShape::new(block, radius, fill, edge, StrokeKind::Inside));
            let head = Rect::from_min_size(block.min, egui::vec2(block.width(), TITLE * scale));
            painter.rect_filled(head.intersect(block).shrink(feather), radius, block_color(theme, family));
        }
        let ground = theme.tokens.canvas;
        if size.x > room.width() {
            painter.add(fade(
                Rect::from_min_max(pos2(rect.right() - FADE, rect.top()), rect.max),
                ground,
                true,
            ));
        }
        if size.y > room.height() {
            painter.add(fade(
                Rect::from_min_max(pos2(rect.left(), rect.bottom() - FADE), rect.max),
                ground,
                false,
            ));
        }
    }
}

/// A veil that grows to the colour of the ground, to the right or downwards: there is more.
fn fade(rect: Rect, ground: Color32, right: bool) -> Shape {
    let mut veil = Mesh::default();
    let (clear, far) = (tint(ground, 0), if right { rect.right_top() } else { rect.left_bottom() });
    for corner in [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()] {
        let is_far = corner == rect.right_bottom() || corner == far;
        veil.colored_vertex(corner, if is_far { ground } else { clear });
    }
    veil.add_triangle(0, 1, 2);
    veil.add_triangle(0, 2, 3);
    Shape::Mesh(veil.into())
}
