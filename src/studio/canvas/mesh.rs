//! Hand-made meshes: many small things in one shape cost a fraction of as many shapes.

use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Color32, Pos2, Rect, Vec2};

/// Adds a rectangle with hard edges.
pub(super) fn rect(mesh: &mut Mesh, rect: Rect, color: Color32) {
    quad(mesh, [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()], color);
}

/// Adds a straight line with hard edges, `width` points wide.
pub(super) fn line(mesh: &mut Mesh, a: Pos2, b: Pos2, width: f32, color: Color32) {
    let along = b - a;
    let side = Vec2::new(-along.y, along.x) * (0.5 * width / along.length().max(1e-3));
    quad(mesh, [a + side, b + side, b - side, a - side], color);
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
