//! Puts the funnel on the canvas in order.

use super::CanvasState;
use super::placement::drawing;
use super::scene::Item;
use crate::arrange::{Card, Drawing, arrange, clear_of, tidy};
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
        let is_out = |item: &Item| is_chosen && !self.selection.contains(&item.id);
        let places = match order {
            Order::Tidy => {
                // What is folded into a frame keeps its place inside.
                let fixed: Vec<bool> = items.iter().map(|item| item.folded || is_out(item)).collect();
                tidy(&drawing, &now.iter().copied().map(Some).collect::<Vec<_>>(), &fixed)
            }
            Order::Anew => self.anew(drawing, &now, (is_chosen, &is_out)),
        };
        let moved = items.iter().zip(places).zip(now).filter(|((_, place), now)| place != now);
        let moved = moved.map(|((item, place), now)| {
            let by = Pos(place.0 - now.0, place.1 - now.1);
            (item.id, super::pos_of(item.place).plus(by))
        });
        moved.collect()
    }

    /// Everything laid out anew, or of a selection what is chosen, where it is out of the way of the rest. A folded frame
    /// is one card, and a block keeps room for the notes beside it.
    fn anew(
        &self,
        mut drawing: Drawing,
        now: &[Pos],
        (is_chosen, is_out): (bool, &dyn Fn(&Item) -> bool),
    ) -> Vec<Pos> {
        let items = &self.scene.items;
        let cards: Vec<usize> = (0..items.len()).map(|number| self.card_of(number)).collect();
        for wire in &mut drawing.wires {
            (wire.from, wire.to) = (cards[wire.from], cards[wire.to]);
        }
        drawing.wires.retain(|wire| wire.from != wire.to);
        let beside = self.with_notes(&mut drawing);
        let is_moved = |number: &usize| {
            cards[*number] == *number && !(is_chosen && items[*number].folded) && !is_out(&items[*number])
        };
        let chosen: Vec<usize> = (0..items.len()).filter(is_moved).collect();
        let part = drawing.part(&chosen);
        let mut laid = arrange(&part);
        if is_chosen {
            let corner = |get: fn(&Pos) -> i32| chosen.iter().map(|n| get(&now[*n])).min().unwrap_or(0);
            let wish = Pos(corner(|pos| pos.0), corner(|pos| pos.1));
            let others = (0..items.len()).filter(|number| !is_moved(number));
            let others: Vec<(Card, Pos)> = others.map(|n| (drawing.cards[n], now[n])).collect();
            laid = clear_of(&part.cards, &laid, wish, &others);
        }
        let mut places = now.to_vec();
        for (number, place) in chosen.into_iter().zip(laid) {
            places[number] = place.plus(beside[number]);
        }
        // What is folded goes where its card goes.
        cards.iter().map(|card| places[*card]).collect()
    }

    /// The first of the blocks that are drawn as the same card; an open block itself.
    fn card_of(&self, number: usize) -> usize {
        let item = &self.scene.items[number];
        let card =
            self.scene.marks.iter().filter(|_| item.folded).find(|mark| mark.folded.contains(&item.id));
        let first = card.and_then(|mark| mark.folded.iter().find_map(|id| self.scene.by_id.get(id)));
        first.map_or(number, |first| *first as usize)
    }

    /// Makes cards as large as the blocks are with the notes beside them; gives where in its card each block stands.
    fn with_notes(&self, drawing: &mut Drawing) -> Vec<Pos> {
        let rooms = self.scene.rooms();
        let inside: Vec<Vec2> =
            self.scene.items.iter().zip(&rooms).map(|(item, room)| item.rect.min - room.min).collect();
        for ((card, item), (room, inside)) in
            drawing.cards.iter_mut().zip(&self.scene.items).zip(rooms.iter().zip(&inside))
        {
            (card.width, card.height) = (
                card.width + room.width() - item.rect.width(),
                card.height + room.height() - item.rect.height(),
            );
            card.arrive += inside.y;
        }
        for wire in &mut drawing.wires {
            wire.leave += inside[wire.from].y;
        }
        inside.into_iter().map(|inside| super::pos_of(inside.to_pos2())).collect()
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
