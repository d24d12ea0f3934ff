//! Hand-made meshes: many small things in one shape cost a fraction of as many shapes.

use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Color32, Pos2, Rect, Stroke, Vec2};

/// Adds a rectangle with hard edges.
pub(super) fn rect(mesh: &mut Mesh, rect: Rect, color: Color32) {
    quad(mesh, [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()], color);
}

/// Adds a straight line with hard edges; `side` leads from its middle to its edge.
pub(super) fn strip(mesh: &mut Mesh, [a, b]: [Pos2; 2], side: Vec2, color: Color32) {
    quad(mesh, [a + side, b + side, b - side, a - side], color);
}

/// Adds the edges of a rectangle, `width` points wide, inside of it.
pub(super) fn frame(mesh: &mut Mesh, outer: Rect, width: f32, color: Color32) {
    let inner = outer.shrink2((outer.size() / 2.0).min(Vec2::splat(width)));
    for edge in [
        Rect::from_min_max(outer.min, Pos2::new(outer.max.x, inner.min.y)),
        Rect::from_min_max(Pos2::new(outer.min.x, inner.max.y), outer.max),
        Rect::from_min_max(Pos2::new(outer.min.x, inner.min.y), Pos2::new(inner.min.x, inner.max.y)),
        Rect::from_min_max(Pos2::new(inner.max.x, inner.min.y), Pos2::new(outer.max.x, inner.max.y)),
    ] {
        rect(mesh, edge, color);
    }
}

/// A rounded rectangle as it is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plate {
    pub rect: Rect,
    pub radius: f32,
    pub fill: Color32,
    /// Inside of the rectangle; no width for none.
    pub border: Stroke,
    /// Over so many points the edge fades.
    pub feather: f32,
}

impl Plate {
    /// Adds the rectangle: rings of corners from the outside in, the innermost filled.
    pub fn add_to(self, mesh: &mut Mesh) {
        let Self { rect, radius, fill, border, feather } = self;
        let half = feather / 2.0;
        let mut rings = [(half, Color32::TRANSPARENT), (-half, fill), (0.0, fill), (0.0, fill)];
        let mut count = 2;
        if border.width > 0.0 {
            rings[1].1 = border.color;
            if border.width > feather {
                rings[count] = (half - border.width, border.color);
                count += 1;
            }
            rings[count] = (-half - border.width, fill);
            count += 1;
        }
        let depth = -rings[count - 1].0;
        let room = rect.size().min_elem() / 2.0;
        let radius = radius.max(depth).min(room.max(depth));
        let steps = (radius / 2.0).ceil().clamp(2.0, 12.0) as u32;
        let first = mesh.vertices.len() as u32;
        for (out, color) in &rings[..count] {
            for (corner, start) in corners(rect.shrink(radius.min(room))).into_iter().zip(0_u8..) {
                for step in 0..=steps {
                    let turn = f32::from(start) + step as f32 / steps as f32;
                    let side = Vec2::angled(turn * std::f32::consts::FRAC_PI_2);
                    let pos = corner + side * (radius + out);
                    mesh.vertices.push(Vertex { pos, uv: WHITE_UV, color: *color });
                }
            }
        }
        join_rings(mesh, first, count as u32, 4 * (steps + 1));
    }
}

/// Adds a disc whose edge fades over `feather` points.
pub(super) fn disc(mesh: &mut Mesh, center: Pos2, radius: f32, color: Color32, feather: f32) {
    let count = (radius * 2.5).ceil().clamp(8.0, 28.0) as u32;
    let first = mesh.vertices.len() as u32;
    let half = (feather / 2.0).min(radius);
    for (radius, color) in [(radius + half, Color32::TRANSPARENT), (radius - half, color)] {
        for step in 0..count {
            let side = Vec2::angled(step as f32 / count as f32 * std::f32::consts::TAU);
            mesh.vertices.push(Vertex { pos: center + side * radius, uv: WHITE_UV, color });
        }
    }
    join_rings(mesh, first, 2, count);
}

/// Right lower, left lower, left upper, right upper: the way in which angles grow.
fn corners(rect: Rect) -> [Pos2; 4] {
    [rect.right_bottom(), rect.left_bottom(), rect.left_top(), rect.right_top()]
}

/// Fills what lies between rings of `count` vertices each, and the last of them.
fn join_rings(mesh: &mut Mesh, first: u32, rings: u32, count: u32) {
    for ring in 1..rings {
        let (outer, inner) = (first + (ring - 1) * count, first + ring * count);
        for at in 0..count {
            let next = (at + 1) % count;
            mesh.indices.extend([
                outer + at,
                outer + next,
                inner + at,
                inner + at,
                outer + next,
                inner + next,
            ]);
        }
    }
    let last = first + (rings - 1) * count;
    for at in 2..count {
        mesh.indices.extend([last, last + at - 1, last + at]);
    }
}

fn quad(mesh: &mut Mesh, corners: [Pos2; 4], color: Color32) {
    let first = mesh.vertices.len() as u32;
    mesh.vertices.extend(corners.map(|pos| Vertex { pos, uv: WHITE_UV, color }));
    mesh.indices.extend([first, first + 1, first + 2, first, first + 2, first + 3]);
}

/// Adds a smooth line through points, `width` points wide, with edges that fade over `feather` points.
pub(super) fn ribbon(mesh: &mut Mesh, points: &[Pos2], width: f32, color: Color32, feather: f32) {
    if points.len() < 2 {
        return;
    }
    let (inner, outer) = ((width - feather).max(0.0) * 0.5, (width + feather) * 0.5);
    let mut first = mesh.vertices.len() as u32;
    for (number, point) in points.iter().enumerate() {
        let before = points[number.saturating_sub(1)];
        let after = points[(number + 1).min(points.len() - 1)];
        let along = after - before;
        let side = Vec2::new(-along.y, along.x) / along.length().max(1e-3);
        for (distance, color) in
            [(outer, Color32::TRANSPARENT), (inner, color), (-inner, color), (-outer, Color32::TRANSPARENT)]
        {
            mesh.vertices.push(Vertex { pos: *point + side * distance, uv: WHITE_UV, color });
        }
        if number > 0 {
            for lane in 0..3 {
                let at = first + lane;
                mesh.indices.extend([at, at + 1, at + 4, at + 1, at + 5, at + 4]);
            }
            first += 4;
        }
    }
}

/// Whether a straight piece of a line may touch an area.
pub(super) fn piece_in(area: Rect, a: Pos2, b: Pos2) -> bool {
    a.x.min(b.x) <= area.max.x
        && a.x.max(b.x) >= area.min.x
        && a.y.min(b.y) <= area.max.y
        && a.y.max(b.y) >= area.min.y
}
