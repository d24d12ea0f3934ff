//! Puts the funnel on the canvas in order.

use super::CanvasState;
use super::placement::drawing;
use super::scene::Item;
use crate::arrange::{Card, arrange, clear_of, tidy};
use crate::model::{BlockId, Pos, Project};
use egui::Vec2;
use std::collections::BTreeMap;

/// How much of what its author placed stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Rows and columns are straightened and what overlaps moves apart; everything stays about where it was.
    Tidy,
    /// Everything is laid out anew.
    Anew,
}

impl CanvasState {
    /// New places for the blocks of the shown funnel that move: of the selected ones when there are at least two,
    /// else of all. Blocks that are not selected stay where they are and are not covered.
    pub fn in_order(&self, order: Order) -> Vec<(BlockId, Pos)> {
        let items = &self.scene.items;
        let mut drawing = drawing(items, &self.scene.wires);
        // A folded frame keeps the room that it takes when it is unfolded.
        let frames = self.scene.marks.iter().flat_map(|mark| mark.folded.iter().map(|id| (*id, mark.whole)));
        let frames: BTreeMap<BlockId, Vec2> = frames.collect();
        for (card, item) in drawing.cards.iter_mut().zip(items) {
            if let Some(whole) = frames.get(&item.id) {
                (card.width, card.height) = (whole.x, whole.y);
            }
        }
        let now: Vec<Pos> = items.iter().map(|item| super::pos_of(item.rect.min)).collect();
        let is_chosen = self.selection.len() >= 2;
        // What is folded into a frame keeps its place inside.
        let is_part = is_chosen || items.iter().any(|item| item.folded);
        let is_fixed = |item: &Item| item.folded || is_chosen && !self.selection.contains(&item.id);
        let fixed: Vec<bool> = items.iter().map(is_fixed).collect();
        let places = match order {
            Order::Tidy => tidy(&drawing, &now.iter().copied().map(Some).collect::<Vec<_>>(), &fixed),
            Order::Anew if !is_part => arrange(&drawing),
            Order::Anew => {
                let chosen: Vec<usize> = (0..items.len()).filter(|number| !fixed[*number]).collect();
                let part = drawing.part(&chosen);
                let laid = arrange(&part);
                let corner = |get: fn(&Pos) -> i32| chosen.iter().map(|n| get(&now[*n])).min().unwrap_or(0);
                let wish = Pos(corner(|pos| pos.0), corner(|pos| pos.1));
                let others = (0..items.len()).filter(|number| fixed[*number]);
                let others: Vec<(Card, Pos)> = others.map(|n| (drawing.cards[n], now[n])).collect();
                let mut places = now.clone();
                for (number, place) in chosen.into_iter().zip(clear_of(&part.cards, &laid, wish, &others)) {
                    places[number] = place;
                }
                places
            }
        };
        let moved = items.iter().zip(places).zip(now);
        let moved = moved.filter(|((item, place), now)| place != now && !item.folded);
        moved.map(|((item, place), _)| (item.id, place)).collect()
    }

    /// Where the canvas put the blocks of the shown funnel that the project has no place for. Whoever writes the
    /// place of one block writes these too, or the picture would change at the next opening.
    pub fn unplaced(&self, project: &Project) -> Vec<(BlockId, Pos)> {
        let items =
            self.scene.items.iter().filter(|item| {
                !project.layout.blocks.contains_key(&item.id) && project.block(item.id).is_some()
            });
        // A folded block is drawn at the card of its frame; its own place is where it comes back to.
        items.map(|item| (item.id, super::pos_of(item.place))).collect()
    }
}
