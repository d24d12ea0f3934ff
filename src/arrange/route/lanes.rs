//! Parts wires that run in the same gap: each gets a lane of its own, in the order in which fewest of them cross.

use super::ground::{Area, Ground};
use super::{Point, Route};

/// Distance of two lanes, wished for.
const LANE: f32 = 9.0;
/// Stretches nearer than this to one another share a gap.
const NEAR: f32 = 10.0;
/// Room between a lane and a card.
const MARGIN: f32 = 9.0;
/// How far a stretch looks for the cards on both sides.
const REACH: f32 = 120.0;
/// Stretches that are looked at together, at most.
const GROUP_MAX: usize = 60;
/// How far a stretch stays from the ports of its wire.
const PORT: f32 = 10.0;

/// Which way a stretch runs.
#[derive(Clone, Copy, PartialEq)]
enum Along {
    Down,
    Across,
}

/// A straight part of a wire between two corners. `at` is its place across, `low` and `high` its ends along.
#[derive(Debug)]
struct Stretch {
    route: usize,
    /// Number of its first point.
    point: usize,
    at: f32,
    low: f32,
    high: f32,
    /// Whether the wire comes to and goes from the lower and the upper end on the greater side.
    low_side: bool,
    high_side: bool,
    /// Where cards leave it room.
    room: (f32, f32),
}

/// Moves stretches of the ways apart.
pub(super) fn part(ground: &Ground, routes: &mut [Route]) {
    for along in [Along::Down, Along::Across] {
        let stretches = stretches(ground, routes, along);
        for group in groups(&stretches) {
            for (number, at) in assign(&stretches, &group) {
                let stretch = &stretches[number];
                if let Route::Way(points) = &mut routes[stretch.route] {
                    for point in &mut points[stretch.point..stretch.point + 2] {
                        match along {
                            Along::Down => point.x = at,
                            Along::Across => point.y = at,
                        }
                    }
                }
            }
        }
    }
}

/// All stretches of a direction that may move, by their place.
fn stretches(ground: &Ground, routes: &[Route], along: Along) -> Vec<Stretch> {
    let mut found = Vec::new();
    for (route, way) in routes.iter().enumerate() {
        let Route::Way(points) = way else { continue };
        for point in 1..points.len().saturating_sub(2) {
            let (a, b) = (points[point], points[point + 1]);
            let runs_down = a.x == b.x && a.y != b.y;
            if runs_down == (along == Along::Down) {
                found.push(stretch(ground, points, route, point, along));
            }
        }
    }
    found.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.route.cmp(&b.route)).then(a.point.cmp(&b.point)));
    found
}

fn stretch(ground: &Ground, points: &[Point], route: usize, point: usize, along: Along) -> Stretch {
    let seen = |point: Point| match along {
        Along::Down => (point.x, point.y),
        Along::Across => (point.y, point.x),
    };
    let [before, a, b, after] = [point - 1, point, point + 1, point + 2].map(|number| seen(points[number]));
    let is_up = a.1 <= b.1;
    let (low, high) = if is_up { (a.1, b.1) } else { (b.1, a.1) };
    let (first_side, last_side) = (before.0 > a.0, after.0 > b.0);
    let (low_side, high_side) = if is_up { (first_side, last_side) } else { (last_side, first_side) };
    let at = a.0;
    let area = match along {
        Along::Down => Area { left: at - REACH, right: at + REACH, top: low - MARGIN, bottom: high + MARGIN },
        Along::Across => {
            Area { left: low - MARGIN, right: high + MARGIN, top: at - REACH, bottom: at + REACH }
        }
    };
    let mut room = (at - REACH, at + REACH);
    ground.each(area, |_, card| {
        let (near, far) =
            if along == Along::Down { (card.left, card.right) } else { (card.top, card.bottom) };
        if far <= at {
            room.0 = room.0.max(far + MARGIN);
        } else if near >= at {
            room.1 = room.1.min(near - MARGIN);
        }
    });
    // Next to a port the wire keeps running to the right.
    if along == Along::Down && point == 1 {
        room.0 = room.0.max(points[0].x + PORT);
    }
    if along == Along::Down && point + 3 == points.len() {
        room.1 = room.1.min(points[point + 2].x - PORT);
    }
    Stretch { route, point, at, low, high, low_side, high_side, room: (room.0.min(at), room.1.max(at)) }
}

/// Numbers of stretches that must be looked at together.
fn groups(stretches: &[Stretch]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..stretches.len()).collect();
    let mut sizes = vec![1; stretches.len()];
    for (number, stretch) in stretches.iter().enumerate() {
        let near = stretches[number + 1..].iter().take_while(|other| other.at - stretch.at < NEAR);
        for (offset, other) in near.enumerate() {
            if overlap(stretch, other) {
                let (a, b) = (find(&mut root, number), find(&mut root, number + 1 + offset));
                if a != b && sizes[a] + sizes[b] <= GROUP_MAX {
                    root[a.max(b)] = a.min(b);
                    sizes[a.min(b)] += sizes[a.max(b)];
                }
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); stretches.len()];
    for number in 0..stretches.len() {
        groups[find(&mut root, number)].push(number);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn find(root: &mut [usize], mut number: usize) -> usize {
    while root[number] != number {
        root[number] = root[root[number]];
        number = root[number];
    }
    number
}

fn overlap(a: &Stretch, b: &Stretch) -> bool {
    a.route != b.route && a.low < b.high + LANE && b.low < a.high + LANE
}

/// Crossings of two stretches when the first lies on the lesser side of the second.
fn crossings(lesser: &Stretch, greater: &Stretch) -> i32 {
    let inside = |at: f32, of: &Stretch| of.low < at && at < of.high;
    let ends = |of: &Stretch| [(of.low, of.low_side), (of.high, of.high_side)];
    let out = ends(lesser).into_iter().filter(|(at, side)| *side && inside(*at, greater)).count();
    let back = ends(greater).into_iter().filter(|(at, side)| !*side && inside(*at, lesser)).count();
    (out + back) as i32
}

/// A place for every stretch of a group.
fn assign(stretches: &[Stretch], group: &[usize]) -> Vec<(usize, f32)> {
    let wish = |a: usize, b: usize| {
        let (a, b) = (&stretches[a], &stretches[b]);
        if overlap(a, b) { (crossings(a, b) - crossings(b, a)).signum() } else { 0 }
    };
    let mut scored: Vec<(i32, usize)> =
        group.iter().map(|a| (group.iter().map(|b| wish(*a, *b)).sum(), *a)).collect();
    scored.sort();
    let mut lanes: Vec<(usize, usize)> = Vec::with_capacity(group.len());
    for (_, number) in scored {
        let taken = lanes.iter().filter(|(other, _)| overlap(&stretches[*other], &stretches[number]));
        let lane = taken.map(|(_, lane)| lane + 1).max().unwrap_or(0);
        lanes.push((number, lane));
    }
    let count = lanes.iter().map(|(_, lane)| lane + 1).max().unwrap_or(1) as f32;
    let low = group.iter().map(|number| stretches[*number].room.0).fold(f32::NEG_INFINITY, f32::max);
    let high = group.iter().map(|number| stretches[*number].room.1).fold(f32::INFINITY, f32::min);
    let width = (high - low).max(0.0);
    let gap = LANE.min(width / count);
    let own = group.iter().map(|number| stretches[*number].at).sum::<f32>() / group.len() as f32;
    // In the middle of a gap between cards; beside a card that stands alone.
    let middle = if width < 1.5 * REACH { (low + high) / 2.0 } else { own };
    let half = gap * (count - 1.0) / 2.0;
    let middle = if low + half <= high - half { middle.clamp(low + half, high - half) } else { own };
    let place = |(number, lane): (usize, usize)| {
        let room = stretches[number].room;
        (number, (middle - half + lane as f32 * gap).clamp(room.0, room.1))
    };
    lanes.into_iter().map(place).collect()
}
