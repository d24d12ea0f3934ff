//! Where the blocks of a scene lie: where the project says, else where there is room, and then they stay there.

use super::scene::{Item, Wire};
use crate::arrange::{Card, Drawing, Wire as Link, place_new};
use crate::blocks::Family;
use crate::model::{BlockId, Pos};
use std::collections::BTreeMap;

/// Places that the project did not know when they were wanted, kept while the project is on the screen, also of blocks
/// that are gone or have a place by now: nothing moves by itself when a text makes its block taller, and undo brings
/// back the very drawing that was there.
#[derive(Debug, Default)]
pub(super) struct Placement(BTreeMap<BlockId, Pos>);

impl Placement {
    /// A place for every item, in their order.
    pub fn places(&mut self, items: &[Item], wires: &[Wire], layout: &BTreeMap<BlockId, Pos>) -> Vec<Pos> {
        let place = |item: &Item| layout.get(&item.id).or_else(|| self.0.get(&item.id)).copied();
        let known: Vec<Option<Pos>> = items.iter().map(place).collect();
        let places = match known.iter().copied().collect::<Option<Vec<Pos>>>() {
            Some(places) => places,
            None => place_new(&drawing(items, wires), &known),
        };
        let own = items.iter().zip(&places).filter(|(item, _)| !layout.contains_key(&item.id));
        self.0.extend(own.map(|(item, pos)| (item.id, *pos)));
        places
    }
}

/// The items as cards.
pub(super) fn drawing(items: &[Item], wires: &[Wire]) -> Drawing {
    let card = |item: &Item| Card {
        width: item.shape.size.x,
        height: item.shape.size.y,
        arrive: item.shape.input().y,
        is_entry: item.shape.family == Family::Entry,
    };
    let link = |wire: &Wire| {
        let port = &items[wire.from as usize].shape.ports[wire.port as usize];
        Link { from: wire.from as usize, leave: port.at.y, to: wire.to as usize }
    };
    Drawing { cards: items.iter().map(card).collect(), wires: wires.iter().map(link).collect() }
}
