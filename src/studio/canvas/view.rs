//! Which part of the endless canvas is on the screen, and how it gets from one part to another.

use egui::{Pos2, Rect, Vec2, vec2};

/// Farthest zoom: a funnel of 10,000 blocks fits into a window.
pub(super) const ZOOM_MIN: f32 = 0.02;
/// Nearest zoom.
pub(super) const ZOOM_MAX: f32 = 3.0;
/// What the buttons step through.
const STEPS: [f32; 15] = [0.02, 0.05, 0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.85, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0];

/// A point of the canvas in the middle of the screen and the number of points in one canvas unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct View {
    pub center: Pos2,
    pub zoom: f32,
}

impl Default for View {
    fn default() -> Self {
        Self { center: Pos2::ZERO, zoom: 1.0 }
    }
}

impl View {
    /// The view that shows all of `world` inside a screen of `size`, never larger than 100 %.
    pub fn fitting(world: Rect, size: Vec2) -> Self {
        let room = (size - vec2(120.0, 140.0)).max(vec2(80.0, 80.0));
        let zoom = (room.x / world.width().max(1.0)).min(room.y / world.height().max(1.0));
        Self { center: world.center(), zoom: zoom.clamp(ZOOM_MIN, 1.0) }
    }

    /// The same view with its middle in the middle of a part of the screen.
    pub fn in_middle_of(self, room: Rect, screen: Rect) -> Self {
        Self { center: self.center - (room.center() - screen.center()) / self.zoom, ..self }
    }

    /// The same view with another zoom, in which the canvas under `screen_pos` stays where it is.
    pub fn zoomed_at(self, screen_pos: Pos2, screen: Rect, zoom: f32) -> Self {
        let zoom = zoom.clamp(ZOOM_MIN, ZOOM_MAX);
        let from_center = screen_pos - screen.center();
        Self { center: self.center + from_center / self.zoom - from_center / zoom, zoom }
    }

    /// The next zoom of the buttons, nearer or farther.
    pub fn step(self, nearer: bool) -> f32 {
        if nearer {
            STEPS.iter().copied().find(|step| *step > self.zoom * 1.01).unwrap_or(ZOOM_MAX)
        } else {
            STEPS.iter().rev().copied().find(|step| *step < self.zoom * 0.99).unwrap_or(ZOOM_MIN)
        }
    }

    /// How this view maps to a screen; the origin lies on a whole pixel, so that a still picture is sharp.
    pub fn projection(self, screen: Rect, pixels_per_point: f32) -> Projection {
        let origin = screen.center() - self.center.to_vec2() * self.zoom;
        let snap = |at: f32| (at * pixels_per_point).round() / pixels_per_point;
        Projection { origin: Pos2::new(snap(origin.x), snap(origin.y)), zoom: self.zoom }
    }
}

/// The larger part of the screen beside or above what covers it.
pub(super) fn clear_of(screen: Rect, covered: Option<Rect>) -> Rect {
    let Some(covered) =
        covered.map(|covered| covered.intersect(screen)).filter(|covered| covered.is_positive())
    else {
        return screen;
    };
    let beside = Rect::from_min_max(screen.min, Pos2::new(covered.left(), screen.bottom()));
    let above = Rect::from_min_max(screen.min, Pos2::new(screen.right(), covered.top()));
    if beside.area() >= above.area() { beside } else { above }
}

/// Canvas units to points and back, for one frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Projection {
    origin: Pos2,
    pub zoom: f32,
}

impl Projection {
    pub fn screen_from_world(self, world: Pos2) -> Pos2 {
        self.origin + world.to_vec2() * self.zoom
    }

    pub fn world_from_screen(self, screen: Pos2) -> Pos2 {
        ((screen - self.origin) / self.zoom).to_pos2()
    }

    pub fn screen_rect(self, world: Rect) -> Rect {
        Rect::from_min_max(self.screen_from_world(world.min), self.screen_from_world(world.max))
    }

    pub fn world_rect(self, screen: Rect) -> Rect {
        Rect::from_min_max(self.world_from_screen(screen.min), self.world_from_screen(screen.max))
    }
}

/// The view, or the way from one view to another.
#[derive(Clone, Debug, Default)]
pub(super) struct Camera {
    pub view: View,
    flight: Option<Flight>,
}

#[derive(Clone, Debug)]
struct Flight {
    from: View,
    to: View,
    passed: f32,
}

impl Camera {
    /// Where the camera is or is going.
    pub fn goal(&self) -> View {
        self.flight.as_ref().map_or(self.view, |flight| flight.to)
    }

    /// Stands at a view at once.
    pub fn jump(&mut self, view: View) {
        *self = Self { view, flight: None };
    }

    /// Sets out for a view.
    pub fn fly(&mut self, to: View) {
        self.flight = Some(Flight { from: self.view, to, passed: 0.0 });
    }

    /// Moves on by `dt` seconds of a flight that lasts `motion` seconds; true while still under way.
    pub fn advance(&mut self, dt: f32, motion: f32) -> bool {
        let Some(flight) = &mut self.flight else { return false };
        flight.passed += dt;
        let share = if motion > 0.0 { (flight.passed / motion).min(1.0) } else { 1.0 };
        let eased = 1.0 - (1.0 - share).powi(3);
        let (from, to) = (flight.from, flight.to);
        let zoom = from.zoom * (to.zoom / from.zoom).powf(eased);
        self.view = View { center: from.center.lerp(to.center, eased), zoom };
        if share >= 1.0 {
            self.jump(to);
        }
        share < 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn zooming_keeps_the_point_under_the_cursor() {
        let screen = Rect::from_min_size(pos2(100.0, 50.0), vec2(800.0, 600.0));
        let mut view = View { center: pos2(40.0, -70.0), zoom: 0.85 };
        let cursor = pos2(333.0, 444.0);
        let world = |view: View| view.center + (cursor - screen.center()) / view.zoom;
        let before = world(view);
        for zoom in [1.1, 2.9, 0.1, 0.5] {
            view = view.zoomed_at(cursor, screen, zoom);
            assert!((world(view) - before).length() < 0.01, "{zoom}");
        }
    }

    #[test]
    fn a_view_keeps_clear_of_what_covers_the_canvas() {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(1000.0, 600.0));
        let card = Rect::from_min_max(pos2(700.0, 60.0), pos2(990.0, 590.0));
        let room = clear_of(screen, Some(card));
        assert_eq!(room, Rect::from_min_max(screen.min, pos2(700.0, 600.0)));
        let view = View { center: pos2(50.0, 50.0), zoom: 2.0 }.in_middle_of(room, screen);
        let at = view.projection(screen, 1.0).screen_from_world(pos2(50.0, 50.0));
        assert_eq!(at, room.center());
        assert_eq!(clear_of(screen, None), screen);
    }

    #[test]
    fn a_flight_ends_exactly_at_its_goal() {
        let mut camera = Camera::default();
        let goal = View { center: pos2(500.0, 20.0), zoom: 0.3 };
        camera.fly(goal);
        assert!(camera.advance(0.05, 0.15));
        assert_ne!(camera.view, goal);
        assert!(!camera.advance(0.2, 0.15));
        assert_eq!(camera.view, goal);
        camera.fly(View::default());
        assert!(!camera.advance(0.0, 0.0), "reduced motion arrives at once");
        assert_eq!(camera.view, View::default());
    }
}
