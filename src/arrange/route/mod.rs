//! How wires run: a bow where the way is free, otherwise around the cards in rounded right angles, side by side with
//! others in the same gap.
//!
//! A pure function of where cards lie and which ports are wired. A wire runs through a card only when cards leave no
//! room between them.

mod ground;
mod lanes;
mod line;
mod march;
mod search;

pub use ground::Area;
pub use line::{bow, bow_point};

use ground::Ground;
use line::bow_line;

/// A point of the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Units to the right.
    pub x: f32,
    /// Units down.
    pub y: f32,
}

/// A wire to be led: from a port at the right edge of one card to the left edge of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ends {
    /// Where it leaves.
    pub from: Point,
    /// Where it arrives.
    pub to: Point,
}

/// The way of a wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// A bow from end to end.
    Bow,
    /// Along these points, both ends included, with rounded corners.
    Way(Vec<Point>),
}

impl Route {
    /// The wire as a line of short straight pieces that is nowhere farther than `tolerance` from it.
    pub fn line(&self, ends: Ends, tolerance: f32) -> Vec<Point> {
        match self {
            Self::Bow => bow_line(ends, tolerance),
            Self::Way(points) => line::rounded(points, tolerance),
        }
    }
}

/// Whether a line runs through an area.
pub fn runs_through(line: &[Point], area: Area) -> bool {
    line.windows(2).any(|pair| area.is_crossed(pair[0], pair[1]))
}

/// Nothing but cards: what single wires are led around.
#[derive(Clone, Debug, Default)]
pub struct Cards(Ground);

impl Cards {
    /// An index over the rectangles of all cards.
    pub fn new(areas: Vec<Area>) -> Self {
        Self(Ground::new(areas))
    }

    /// The way of one wire for itself, for one that is being dragged along.
    pub fn route(&self, ends: Ends) -> Route {
        let is_free = ends.to.x - ends.from.x >= line::FORWARD && self.0.is_free(&bow_line(ends, 1.0));
        if is_free {
            return Route::Bow;
        }
        search::way(&self.0, ends).map_or(Route::Bow, Route::Way)
    }

    /// The ways of all wires; those that share a gap run side by side.
    pub fn routes(&self, wires: &[Ends]) -> Vec<Route> {
        let mut routes: Vec<Route> = wires.iter().map(|ends| self.route(*ends)).collect();
        lanes::part(&self.0, &mut routes);
        routes
    }
}
