//! From the plan of a wire to a smooth line.

use super::{Ends, Point};

/// A wire bows when its end lies at least so far to the right of its beginning.
pub(super) const FORWARD: f32 = 28.0;
/// Radius of a corner.
const RADIUS: f32 = 16.0;

/// A bow from a port to a card: its ends and the two points that pull it.
pub fn bow(ends: Ends) -> [Point; 4] {
    let Ends { from, to } = ends;
    let across = to.x - from.x;
    let pull = if across >= 0.0 { (across * 0.5).max(36.0) } else { (60.0 - across * 0.3).min(240.0) };
    [from, Point { x: from.x + pull, ..from }, Point { x: to.x - pull, ..to }, to]
}

/// A point of a bow, `t` from 0 to 1.
pub fn bow_point(bow: &[Point; 4], t: f32) -> Point {
    let s = 1.0 - t;
    let shares = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    let sum = |get: fn(&Point) -> f32| bow.iter().zip(shares).map(|(point, share)| get(point) * share).sum();
    Point { x: sum(|point| point.x), y: sum(|point| point.y) }
}

/// A bow in pieces, as many as its bend needs.
pub(super) fn bow_line(ends: Ends, tolerance: f32) -> Vec<Point> {
    let bow = bow(ends);
    if (ends.from.y - ends.to.y).abs() < 0.5 && ends.from.x < ends.to.x {
        return vec![ends.from, ends.to];
    }
    let bend = |n: usize| {
        let x = bow[n].x - 2.0 * bow[n + 1].x + bow[n + 2].x;
        let y = bow[n].y - 2.0 * bow[n + 1].y + bow[n + 2].y;
        (x * x + y * y).sqrt()
    };
    let pieces = (0.75 * bend(0).max(bend(1)) / tolerance).sqrt().ceil().clamp(4.0, 128.0) as u16;
    (0..=pieces).map(|step| bow_point(&bow, f32::from(step) / f32::from(pieces))).collect()
}

/// A way with its corners rounded.
pub(super) fn rounded(points: &[Point], tolerance: f32) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let pieces = (0.5 * RADIUS / tolerance).sqrt().ceil().clamp(2.0, 16.0) as u16;
    let mut line = vec![*first];
    for corner in points.windows(3) {
        let [a, b, c] = [corner[0], corner[1], corner[2]];
        let radius = RADIUS.min(length(a, b) / 2.0).min(length(b, c) / 2.0);
        let (start, end) = (towards(b, a, radius), towards(b, c, radius));
        for step in 0..=pieces {
            let t = f32::from(step) / f32::from(pieces);
            let s = 1.0 - t;
            let mix = |a: f32, b: f32, c: f32| s * s * a + 2.0 * s * t * b + t * t * c;
            line.push(Point { x: mix(start.x, b.x, end.x), y: mix(start.y, b.y, end.y) });
        }
    }
    line.push(*last);
    line
}

/// Length of a straight piece along an axis.
fn length(a: Point, b: Point) -> f32 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

fn towards(from: Point, to: Point, by: f32) -> Point {
    let share = by / length(from, to).max(1e-3);
    Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}
