//! What one frame of the canvas is drawn from.

use super::scene::{Moving, Scene, Wire};
use super::text::TextPainter;
use super::view::Projection;
use super::{CanvasInput, Target};
use crate::model::{BlockId, Mark};
use egui::{Pos2, Rect};
use std::collections::{BTreeMap, BTreeSet};

/// How much of a block is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// Coloured rectangles and straight lines in one mesh.
    Far,
    /// Cards with titles; text and ports as bars.
    Half,
    /// Everything.
    Near,
}

impl Detail {
    /// The level for a zoom: text is readable from 0.6 on, a title's tile from 0.2 on.
    pub fn of(zoom: f32) -> Self {
        if zoom >= 0.6 {
            Self::Near
        } else if zoom >= 0.2 {
            Self::Half
        } else {
            Self::Far
        }
    }
}

/// Everything a painting function reads; nothing of it changes during a frame.
pub(super) struct Frame<'a> {
    pub input: &'a CanvasInput<'a>,
    pub scene: &'a Scene,
    pub projection: Projection,
    /// Where the canvas is on the screen.
    pub screen: Rect,
    pub text: TextPainter<'a>,
    pub ctx: &'a egui::Context,
    pub moving: Option<&'a Moving>,
    /// Lines of the wires that move along, by number.
    pub moved_lines: BTreeMap<u32, Vec<Pos2>>,
    /// A note or frame that is being made larger or smaller.
    pub sized: Option<(Mark, Rect)>,
    pub selection: &'a BTreeSet<BlockId>,
    /// Notes and frames that are selected.
    pub marks: &'a BTreeSet<Mark>,
    /// What stands out.
    pub shine: &'a super::Shine,
    /// What lies under the pointer.
    pub hot: Option<Target>,
    /// The wire under the pointer.
    pub hot_wire: Option<Wire>,
    /// The block that a wire would arrive at if it were dropped now.
    pub landing: Option<u32>,
    /// Width of a soft edge, points: one pixel.
    pub feather: f32,
    pub detail: Detail,
}

impl Frame<'_> {
    /// Pixels of a canvas unit.
    pub fn pixels(&self) -> f32 {
        self.projection.zoom / self.feather.max(f32::EPSILON)
    }

    /// The rectangle of an item on the screen.
    pub fn rect(&self, number: u32) -> Rect {
        self.projection.screen_rect(self.scene.rect(number, self.moving))
    }
}
