//! What the canvas knows of a funnel between two edits: shapes, places, wires and their indices. Rebuilt when
//! the project changes; blocks that did not change keep their shapes.

use super::geometry::{BlockShape, shape_of};
use super::index::GridIndex;
use super::placement::Placement;
use super::ruler::Ruler;
use super::wiring::Wiring;
use crate::model::{Block, BlockId, Exit, FunnelName, Lang, Pos, Project};
use egui::{Pos2, Rect, Vec2};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A block where it lies.
#[derive(Debug)]
pub(super) struct Item {
    pub id: BlockId,
    pub rect: Rect,
    pub shape: Rc<BlockShape>,
    /// The block that the shape was made of, to see whether it still is the same.
    block: Block,
}

/// A wire from a port of one item to another item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wire {
    pub from: u32,
    pub port: u16,
    pub to: u32,
}

/// Blocks on their way to another place, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Moving {
    pub items: Vec<u32>,
    pub delta: Vec2,
}

/// A funnel ready to be drawn.
#[derive(Debug, Default)]
pub(super) struct Scene {
    funnel: FunnelName,
    revision: u64,
    lang: Lang,
    pub items: Vec<Item>,
    pub by_id: BTreeMap<BlockId, u32>,
    pub blocks: GridIndex,
    pub wires: Vec<Wire>,
    pub wiring: Wiring,
    placement: Placement,
    /// The smallest rectangle around all blocks; nothing for an empty funnel.
    pub bounds: Option<Rect>,
}

impl Scene {
    /// Whether the scene shows this state of the project.
    pub fn is_of(&self, funnel: &FunnelName, revision: u64, lang: Lang) -> bool {
        self.revision == revision && self.lang == lang && &self.funnel == funnel
    }

    /// The scene of a funnel; takes over what did not change since `before`.
    pub fn build(
        ctx: &egui::Context,
        ruler: &mut Ruler,
        project: &Project,
        (funnel_name, revision, lang): (&FunnelName, u64, Lang),
        before: Self,
    ) -> Self {
        let mut scene = Self { funnel: funnel_name.clone(), revision, lang, ..Self::default() };
        let Some(funnel) = project.funnel(funnel_name) else { return scene };
        let same_words = before.lang == lang;
        let mut kept: BTreeMap<BlockId, Item> =
            before.items.into_iter().map(|item| (item.id, item)).filter(|_| same_words).collect();
        let mut shapes = BTreeMap::new();
        for (block_id, block) in &funnel.blocks {
            let shape = match kept.remove(block_id) {
                Some(item) if &item.block == block => (item.shape, item.block),
                _ => (Rc::new(shape_of(ctx, ruler, block, lang)), block.clone()),
            };
            shapes.insert(*block_id, shape);
        }
        for (id, (shape, block)) in shapes {
            scene.by_id.insert(id, scene.items.len() as u32);
            scene.items.push(Item { id, rect: Rect::from_min_size(Pos2::ZERO, shape.size), shape, block });
        }
        scene.find_wires();
        scene.placement = if before.funnel == *funnel_name { before.placement } else { Placement::default() };
        let places = scene.placement.places(&scene.items, &scene.wires, &project.layout.blocks);
        for (item, Pos(x, y)) in scene.items.iter_mut().zip(places) {
            item.rect = item.rect.translate(Vec2::new(x as f32, y as f32));
            scene.bounds = Some(scene.bounds.map_or(item.rect, |bounds| bounds.union(item.rect)));
        }
        scene.blocks = GridIndex::new(scene.items.iter().map(|item| item.rect).collect());
        let ends = scene.wires.iter().map(|wire| scene.ends(*wire, None)).collect();
        let rects = scene.items.iter().map(|item| item.rect).collect();
        scene.wiring = Wiring::lead(ctx, rects, ends, before.wiring);
        scene
    }

    fn find_wires(&mut self) {
        for (from, item) in self.items.iter().enumerate() {
            for (port, spec) in item.shape.ports.iter().enumerate() {
                let to = item.block.exits.get(&spec.exit).and_then(|to| self.by_id.get(to));
                if let Some(to) = to {
                    self.wires.push(Wire { from: from as u32, port: port as u16, to: *to });
                }
            }
        }
    }

    /// An item by its number.
    pub fn item(&self, number: u32) -> &Item {
        &self.items[number as usize]
    }

    /// The item of a block.
    pub fn item_of(&self, block_id: BlockId) -> Option<(u32, &Item)> {
        self.by_id.get(&block_id).map(|number| (*number, self.item(*number)))
    }

    /// Where an exit of a block leads, on this funnel or another.
    pub fn target_of(&self, number: u32, exit: &Exit) -> Option<BlockId> {
        self.item(number).block.exits.get(exit).copied()
    }

    /// The rectangle of an item, moved along while it is dragged.
    pub fn rect(&self, number: u32, moving: Option<&Moving>) -> Rect {
        let rect = self.item(number).rect;
        match moving {
            Some(moving) if moving.items.binary_search(&number).is_ok() => rect.translate(moving.delta),
            _ => rect,
        }
    }

    /// Where a wire leaves and where it arrives.
    pub fn ends(&self, wire: Wire, moving: Option<&Moving>) -> (Pos2, Pos2) {
        let from = self.rect(wire.from, moving).min + self.item(wire.from).shape.ports[wire.port as usize].at;
        (from, self.rect(wire.to, moving).min + self.item(wire.to).shape.input())
    }

    /// The lines of the wires that move along with blocks, by number.
    pub fn moved_lines(&self, moving: &Moving) -> BTreeMap<u32, Vec<Pos2>> {
        let moves = |number: u32| moving.items.binary_search(&number).is_ok();
        let touched = self.wires.iter().enumerate().filter(|(_, wire)| moves(wire.from) || moves(wire.to));
        let wires = touched.map(|(number, wire)| {
            let (from, to) = self.ends(*wire, Some(moving));
            (number as u32, from, to)
        });
        let rects = (0..self.items.len() as u32).map(|number| self.rect(number, Some(moving)));
        self.wiring.lead_anew(rects.collect(), wires.collect())
    }

    /// The block on top at a point.
    pub fn block_at(&self, pos: Pos2) -> Option<u32> {
        self.blocks.at(pos)
    }

    /// The wire within `radius` of a point.
    pub fn wire_at(&self, pos: Pos2, radius: f32) -> Option<Wire> {
        self.wiring.at(pos, radius).map(|number| self.wires[number as usize])
    }
}
