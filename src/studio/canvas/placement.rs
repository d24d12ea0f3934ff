//! Places for blocks that have none: in layers from the entries, left to right, in the order of the wires.
//!
//! A pure function of the funnel: the same funnel is laid out alike everywhere and at every opening.

use crate::model::{BlockId, Funnel, Pos};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Distance between the left edges of two layers.
const LAYER: i32 = 320;
/// Gap between two blocks of a layer.
const GAP: i32 = 44;

/// Upper left corners of all blocks of a funnel; `height` tells how tall a block is.
///
/// Blocks that `placed` knows stay there. When it knows none, the others begin at the origin; otherwise they
/// form a drawing of their own below.
pub(super) fn place(
    funnel: &Funnel,
    placed: &BTreeMap<BlockId, Pos>,
    height: impl Fn(BlockId) -> i32,
) -> BTreeMap<BlockId, Pos> {
    let known = funnel.blocks.keys().filter_map(|id| placed.get(id).map(|pos| (*id, *pos)));
    let mut places: BTreeMap<BlockId, Pos> = known.collect();
    if places.len() == funnel.blocks.len() {
        return places;
    }
    let left = places.values().map(|pos| pos.0).min().unwrap_or(0);
    let below = places.iter().map(|(id, pos)| pos.1.saturating_add(height(*id) + 2 * GAP)).max();
    let top = below.unwrap_or(0);
    let layers = layers(funnel);
    let tallest = layers.iter().map(|layer| total(layer, &places, &height)).max().unwrap_or(0);
    for (number, layer) in layers.iter().enumerate() {
        let mut y = top.saturating_add((tallest - total(layer, &places, &height)) / 2);
        for block_id in layer {
            if places.contains_key(block_id) {
                continue;
            }
            places.insert(*block_id, Pos(left.saturating_add(number as i32 * LAYER), y));
            y = y.saturating_add(height(*block_id) + GAP);
        }
    }
    places
}

/// How much room the blocks of a layer take that have no place yet.
fn total(layer: &[BlockId], placed: &BTreeMap<BlockId, Pos>, height: &impl Fn(BlockId) -> i32) -> i32 {
    layer.iter().filter(|id| !placed.contains_key(id)).map(|id| height(*id) + GAP).sum()
}

/// Blocks by their distance from an entry, each once, in the order in which the wires reach them.
fn layers(funnel: &Funnel) -> Vec<Vec<BlockId>> {
    let mut reached = BTreeSet::new();
    let mut layers: Vec<Vec<BlockId>> = Vec::new();
    let entries = funnel.blocks.iter().filter(|(_, block)| block.kind == "entry").map(|(id, _)| *id);
    let targets: BTreeSet<BlockId> =
        funnel.blocks.values().flat_map(|block| block.exits.values().copied()).collect();
    let sources = funnel.blocks.keys().copied().filter(|id| !targets.contains(id));
    for root in entries.chain(sources).chain(funnel.blocks.keys().copied()).collect::<Vec<_>>() {
        let mut queue = VecDeque::from([(root, 0)]);
        while let Some((block_id, depth)) = queue.pop_front() {
            let Some(block) = funnel.blocks.get(&block_id) else { continue };
            if !reached.insert(block_id) {
                continue;
            }
            if layers.len() <= depth {
                layers.push(Vec::new());
            }
            layers[depth].push(block_id);
            queue.extend(block.exits.values().map(|to| (*to, depth + 1)));
        }
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Exit};

    fn funnel(wires: &[(u32, u32)]) -> Funnel {
        let mut funnel = Funnel::default();
        for (from, to) in wires {
            for id in [from, to] {
                funnel.blocks.entry(BlockId(*id)).or_insert_with(|| Block::new("message"));
            }
            let exits = &mut funnel.blocks.get_mut(&BlockId(*from)).unwrap().exits;
            exits.insert(Exit::new(format!("b{to}")), BlockId(*to));
        }
        funnel
    }

    #[test]
    fn blocks_follow_their_wires_to_the_right_and_never_overlap() {
        let funnel = funnel(&[(1, 2), (1, 3), (3, 4), (4, 1), (8, 9)]);
        let places = place(&funnel, &BTreeMap::new(), |_| 100);
        assert_eq!(places.len(), 6);
        assert!(places[&BlockId(2)].0 > places[&BlockId(1)].0);
        assert!(places[&BlockId(4)].0 > places[&BlockId(3)].0);
        let spots: Vec<Pos> = places.values().copied().collect();
        for (n, a) in spots.iter().enumerate() {
            for b in &spots[n + 1..] {
                assert!((a.0 - b.0).abs() >= LAYER || (a.1 - b.1).abs() >= 100, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn a_place_of_the_author_is_kept() {
        let funnel = funnel(&[(1, 2)]);
        let placed = BTreeMap::from([(BlockId(1), Pos(500, 500))]);
        let places = place(&funnel, &placed, |_| 100);
        assert_eq!(places[&BlockId(1)], Pos(500, 500));
        assert!(places[&BlockId(2)].1 >= 600);
    }
}
