//! The columns beside the canvas: which of them have room, how wide they are, and the edges to drag.
//!
//! A column is never narrower than what stands in it needs, and the canvas keeps its room whatever was chosen.

use super::App;
use crate::model::Label;
use crate::studio::words::shell as words;
use crate::studio::{chat, find, history, left_panel};
use egui::accesskit::Role;
use egui::{CursorIcon, Rect, Response, Sense, Stroke, Ui, WidgetInfo};

/// Room that the canvas needs beside two panels, and beside one.
const CANVAS_BESIDE_TWO: f32 = 380.0;

/// By how much a column can be made wider than it needs to be, points.
const WIDER_MAX: f32 = 260.0;
/// How far from it an edge can be taken, points: on the side of the canvas, for the column may have a bar to scroll.
const REACH: f32 = 6.0;

/// What stands at the left of the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftSide {
    Find,
    Blocks,
}

/// What stands at the right of the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RightSide {
    History,
    Chat,
}

/// Which panels are shown, and by how many points each is wider than it needs to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sides {
    pub left: Option<LeftSide>,
    pub right: Option<RightSide>,
    wider: (f32, f32),
}

impl Sides {
    /// Width of the left one, points.
    pub fn left_width(self) -> f32 {
        self.left.map_or(0.0, |left| self.wider.0 + left.width())
    }

    /// Width of the right one, points.
    pub fn right_width(self) -> f32 {
        self.right.map_or(0.0, |right| self.wider.1 + right.width())
    }

    /// Makes them as wide as was wished, the left one first, as far as the canvas keeps its room.
    fn widened(self, (left, right): (f32, f32), width: f32) -> Self {
        let spare = (width - CANVAS_BESIDE_TWO - self.left_width() - self.right_width()).max(0.0);
        let left = if self.left.is_some() { left.min(spare) } else { 0.0 };
        Self { wider: (left, right.min(spare - left)), ..self }
    }
}

impl LeftSide {
    fn width(self) -> f32 {
        match self {
            Self::Find => find::WIDTH,
            Self::Blocks => left_panel::WIDTH,
        }
    }
}

impl RightSide {
    fn width(self) -> f32 {
        match self {
            Self::History => history::WIDTH,
            Self::Chat => chat::PANEL_WIDTH,
        }
    }
}

/// Where an edge shall be, if that was asked for just now; `least` for the width that is needed.
fn wish(response: &Response, least: f32) -> Option<f32> {
    let pointer = response.dragged().then(|| response.interact_pointer_pos()).flatten();
    response.double_clicked().then_some(least).or(pointer.map(|pos| pos.x))
}

fn is_ended(response: &Response) -> bool {
    response.double_clicked() || response.drag_stopped()
}

/// A wish for the width of a column as it may be kept.
pub(super) fn wider(wished: f32) -> f32 {
    if wished.is_nan() { 0.0 } else { wished.round().clamp(0.0, WIDER_MAX) }
}

impl App {
    /// Which of the panels that are switched on have room: a narrow window shows the one that was asked for last.
    pub(super) fn sides(&self, width: f32) -> Sides {
        let blocks = self.settings.left_open.then_some(LeftSide::Blocks);
        let left = self.desk.find.as_ref().map(|_| LeftSide::Find).or(blocks);
        let chat = self.settings.right_open.then_some(RightSide::Chat);
        let right = if self.desk.past.is_open() { Some(RightSide::History) } else { chat };
        let both = Sides { left, right, wider: (0.0, 0.0) };
        let have_room = both.left_width() + both.right_width() + CANVAS_BESIDE_TWO <= width;
        let sides = match (left, right) {
            (Some(_), Some(_)) if !have_room && self.desk.left_first => Sides { right: None, ..both },
            (Some(_), Some(_)) if !have_room => Sides { left: None, ..both },
            _ => both,
        };
        sides.widened(self.settings.wider, width)
    }

    /// The edges of the columns, to be dragged; pressing one twice gives its column the width that it needs.
    pub(super) fn edges_ui(&mut self, ui: &Ui, sides: Sides, room: Rect) {
        let mut ended = false;
        if sides.left.is_some() {
            let at = room.left() + sides.left_width();
            let least = at - sides.wider.0;
            let edge = Rect::from_x_y_ranges(at..=at + REACH, room.y_range());
            let response = self.edge_ui(ui, edge, at, words::LEFT_EDGE);
            if let Some(to) = wish(&response, least) {
                self.settings.wider.0 = wider(to - least);
            }
            ended |= is_ended(&response);
        }
        if sides.right.is_some() {
            let at = room.right() - sides.right_width();
            let least = at + sides.wider.1;
            let edge = Rect::from_x_y_ranges(at - REACH..=at, room.y_range());
            let response = self.edge_ui(ui, edge, at, words::RIGHT_EDGE);
            if let Some(to) = wish(&response, least) {
                self.settings.wider.1 = wider(least - to);
            }
            ended |= is_ended(&response);
        }
        if ended {
            self.remember();
        }
    }

    fn edge_ui(&self, ui: &Ui, rect: Rect, at: f32, name: Label) -> Response {
        // It takes the hand and not the keyboard: the widths of columns are a matter of the eye.
        let response = ui.interact(rect, ui.scope_id().with(name.en), Sense::CLICK.union(Sense::DRAG));
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, name.of(self.lang)));
        if response.hovered() || response.dragged() {
            ui.painter().vline(at, rect.y_range(), Stroke::new(2.0, self.theme.tokens.accent));
        }
        response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal)
    }

    /// Shows or hides a panel; one that only lacked room comes to the front.
    pub(super) fn toggle_side(&mut self, ctx: &egui::Context, left: bool) {
        let sides = self.sides(ctx.content_rect().width());
        let shown = if left { sides.left.is_some() } else { sides.right.is_some() };
        let open = if left { &mut self.settings.left_open } else { &mut self.settings.right_open };
        *open = !shown;
        if !shown {
            self.desk.left_first = left;
        }
    }
}
