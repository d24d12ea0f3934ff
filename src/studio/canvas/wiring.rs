//! The lines of all wires of a scene, made when blocks or wires change and never while drawing.
//!
//! A funnel of usual size is wired at once. A huge one is wired beside the window, and until that is done its new
//! wires are bows.

use super::index::GridIndex;
use super::mesh::piece_in;
use crate::arrange::route::{Area, Cards, Ends, Point, Route};
use egui::{Pos2, Rect, Vec2, pos2};
use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::Duration;

/// So many wires are led at once; more are led beside the window.
const AT_ONCE_MAX: usize = 1_200;
/// How far a line may be from the true curve: near, pixels and at most so many canvas units; from half way out, canvas
/// units.
const TOLERANCE: f32 = 0.2;
const TOLERANCE_HALF: f32 = 1.2;

/// How often who waits for the ways looks whether they are still wanted.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A line from half way out.
type Line = Vec<Pos2>;

/// All lines of a scene.
#[derive(Debug, Default)]
pub(super) struct Wiring {
    areas: Vec<Area>,
    ends: Vec<Ends>,
    routes: Vec<Route>,
    /// From half way out; [`Wiring::near`] makes what is seen from near.
    pub lines: Vec<Line>,
    pub index: GridIndex,
    coming: Option<Receiver<Led>>,
}

/// What is made beside the window: ways with the lines that they give.
struct Led {
    routes: Vec<Route>,
    lines: Vec<Line>,
    index: GridIndex,
}

impl Led {
    fn new(routes: Vec<Route>, ends: &[Ends]) -> Self {
        let lines: Vec<Line> = routes.iter().zip(ends).map(|(route, ends)| line_of(route, *ends)).collect();
        let index = index_of(&lines);
        Self { routes, lines, index }
    }
}

impl Wiring {
    /// The lines of wires between blocks; takes over `before` when nothing moved.
    pub fn lead(ctx: &egui::Context, areas: Vec<Rect>, ends: Vec<(Pos2, Pos2)>, before: Self) -> Self {
        let areas: Vec<Area> = areas.into_iter().map(area_of).collect();
        let ends: Vec<Ends> = ends.into_iter().map(|(from, to)| ends_of(from, to)).collect();
        if before.areas == areas && before.ends == ends {
            return before;
        }
        let mut wiring = Self { areas, ends, ..Self::default() };
        if wiring.ends.len() <= AT_ONCE_MAX {
            let routes = Cards::new(wiring.areas.clone()).routes(&wiring.ends);
            wiring.take(Led::new(routes, &wiring.ends));
        } else {
            wiring.carry_over(before);
            wiring.coming = Some(start(ctx, wiring.areas.clone(), wiring.ends.clone()));
        }
        wiring
    }

    fn take(&mut self, led: Led) {
        (self.routes, self.lines, self.index) = (led.routes, led.lines, led.index);
    }

    /// The ways and lines of wires whose ends did not move; bows for the others.
    fn carry_over(&mut self, before: Self) {
        let key = |ends: &Ends| [ends.from.x, ends.from.y, ends.to.x, ends.to.y].map(f32::to_bits);
        let led = before.routes.into_iter().zip(before.lines);
        let mut known: HashMap<[u32; 4], (Route, Line)> = before.ends.iter().map(key).zip(led).collect();
        let bow = |ends: &Ends| (Route::Bow, line_of(&Route::Bow, *ends));
        let led = self.ends.iter().map(|ends| known.remove(&key(ends)).unwrap_or_else(|| bow(ends)));
        (self.routes, self.lines) = led.unzip();
        self.index = index_of(&self.lines);
    }

    /// Takes the ways that were found beside the window; true when there are some.
    pub fn take_over(&mut self) -> bool {
        let Some(coming) = &self.coming else { return false };
        match coming.try_recv() {
            Ok(led) => {
                self.take(led);
                self.coming = None;
                true
            }
            Err(TryRecvError::Disconnected) => {
                self.coming = None;
                false
            }
            Err(TryRecvError::Empty) => false,
        }
    }

    /// Waits for the ways that are being found beside the window as long as `goes_on` says so; whether they came.
    pub fn wait(&mut self, goes_on: &mut dyn FnMut() -> bool) -> bool {
        let Some(coming) = self.coming.take() else { return goes_on() };
        loop {
            match coming.recv_timeout(LOOK_EVERY) {
                Err(RecvTimeoutError::Timeout) if goes_on() => {}
                Err(RecvTimeoutError::Timeout) => return false,
                Err(RecvTimeoutError::Disconnected) => return true,
                Ok(led) => {
                    self.take(led);
                    return goes_on();
                }
            }
        }
    }

    /// The line of a wire from near, where a canvas unit has so many pixels. Few are seen from there at a time, so none
    /// is kept.
    pub fn near(&self, number: u32, pixels: f32) -> Vec<Pos2> {
        let number = number as usize;
        points(&self.routes[number].line(self.ends[number], tolerance(pixels)))
    }

    /// The wires that pass through an area.
    pub fn within(&self, area: Rect) -> Vec<u32> {
        let mut found = self.index.query(area);
        found.retain(|number| {
            let line = &self.lines[*number as usize];
            line.windows(2).any(|pair| piece_in(area, pair[0], pair[1]))
        });
        found
    }

    /// The wire within `radius` of a point that is nearest to it.
    pub fn at(&self, pos: Pos2, radius: f32) -> Option<u32> {
        let near = self.index.query(Rect::from_center_size(pos, Vec2::splat(2.0 * radius)));
        let far = near.into_iter().map(|number| (distance(&self.near(number, 1.0), pos), number));
        far.filter(|(far, _)| *far <= radius).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, number)| number)
    }

    /// Lines of single wires between blocks that lie elsewhere for the moment.
    pub fn lead_anew(
        &self,
        areas: Vec<Rect>,
        wires: Vec<(u32, Pos2, Pos2)>,
        pixels: f32,
    ) -> BTreeMap<u32, Vec<Pos2>> {
        let is_small = self.ends.len() <= AT_ONCE_MAX;
        let cards = is_small.then(|| Cards::new(areas.into_iter().map(area_of).collect()));
        let line = |(number, from, to): (u32, Pos2, Pos2)| {
            let ends = ends_of(from, to);
            let route = cards.as_ref().map_or(Route::Bow, |cards| cards.route(ends));
            (number, points(&route.line(ends, tolerance(pixels))))
        };
        wires.into_iter().map(line).collect()
    }
}

/// The line of a wire that nothing stands in the way of.
pub(super) fn loose_line(from: Pos2, to: Pos2, pixels: f32) -> Vec<Pos2> {
    points(&Route::Bow.line(ends_of(from, to), tolerance(pixels)))
}

/// How far a line may be from the true curve, canvas units, where each of them has so many pixels.
fn tolerance(pixels: f32) -> f32 {
    TOLERANCE / pixels.max(1.0)
}

/// How far a point is from a line.
fn distance(line: &[Pos2], pos: Pos2) -> f32 {
    let piece = |pair: &[Pos2]| {
        let along = pair[1] - pair[0];
        let share = ((pos - pair[0]).dot(along) / along.length_sq().max(1e-6)).clamp(0.0, 1.0);
        (pair[0] + along * share).distance(pos)
    };
    line.windows(2).map(piece).fold(f32::INFINITY, f32::min)
}

/// Leads wires on a thread of their own, which wakes the window when it is done.
fn start(ctx: &egui::Context, areas: Vec<Area>, ends: Vec<Ends>) -> Receiver<Led> {
    let (sender, receiver) = channel();
    let ctx = ctx.clone();
    std::thread::spawn(move || {
        let routes = Cards::new(areas).routes(&ends);
        if sender.send(Led::new(routes, &ends)).is_ok() {
            ctx.request_repaint();
        }
    });
    receiver
}

/// The line of a way from half way out.
fn line_of(route: &Route, ends: Ends) -> Line {
    points(&route.line(ends, TOLERANCE_HALF))
}

fn index_of(lines: &[Line]) -> GridIndex {
    GridIndex::new(lines.iter().map(|line| Rect::from_points(line).expand(4.0 + TOLERANCE_HALF)).collect())
}

fn area_of(rect: Rect) -> Area {
    Area { left: rect.left(), top: rect.top(), right: rect.right(), bottom: rect.bottom() }
}

fn ends_of(from: Pos2, to: Pos2) -> Ends {
    Ends { from: Point { x: from.x, y: from.y }, to: Point { x: to.x, y: to.y } }
}

fn points(line: &[Point]) -> Vec<Pos2> {
    line.iter().map(|point| pos2(point.x, point.y)).collect()
}
