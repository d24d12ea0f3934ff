//! Everything the canvas reads, and what a hand can bring to it from elsewhere.

use crate::diag::Severity;
use crate::model::{BlockId, Exit, FunnelName, Lang, Project};
use crate::studio::keyboard::Keys;
use crate::studio::theme::Theme;
use egui::Rect;
use std::collections::{BTreeMap, BTreeSet};

/// What one drags from the palette onto the canvas: the name of a kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaletteDrag(
    /// Name in the registry of blocks.
    pub &'static str,
);

/// What one drags from the card of a block onto the canvas: the end of a wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireDrag {
    /// The block that it leaves.
    pub block: BlockId,
    /// The exit that it leaves by.
    pub exit: Exit,
}

/// Where the conversation in the chat has been; it glows on the canvas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkedPath {
    /// Exits that were taken.
    pub exits: BTreeSet<(BlockId, Exit)>,
    /// Blocks that were passed.
    pub blocks: BTreeSet<BlockId>,
    /// The block that waits now.
    pub current: Option<BlockId>,
}

/// Everything the canvas reads.
pub struct CanvasInput<'a> {
    /// The project.
    pub project: &'a Project,
    /// The funnel to draw.
    pub funnel: &'a FunnelName,
    /// How it looks.
    pub theme: &'a Theme,
    /// Language of the product's own words.
    pub lang: Lang,
    /// Where the chat has been.
    pub walked: &'a WalkedPath,
    /// The worst finding of each block that has one.
    pub findings: &'a BTreeMap<BlockId, Severity>,
    /// Changes whenever the project changes.
    pub revision: u64,
    /// What lies over the canvas, such as the card of the selected block: a view keeps clear of it.
    pub covered: Option<Rect>,
    /// Whose the keys of this frame are.
    pub keys: Keys,
}
