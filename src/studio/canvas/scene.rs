//! What the canvas knows of a funnel between two edits: shapes, places, wires and their indices. Rebuilt when
//! the project changes; blocks that did not change keep their shapes.

use super::geometry::{BlockShape, shape_of};
use super::index::GridIndex;
use super::marks::{MarkItem, cards, marks_of};
use super::placement::Placement;
use super::ruler::Ruler;
use super::wiring::Wiring;
use crate::blocks::{Family, leads_to};
use crate::model::{Block, BlockId, Exit, FunnelName, Lang, Mark, Pos, Project};
use egui::{Pos2, Rect, Vec2};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A block where it lies.
#[derive(Debug)]
pub(super) struct Item {
    pub id: BlockId,
    /// Where it is drawn: its frame's card while it is folded.
    pub rect: Rect,
    /// Its own upper left corner.
    pub place: Pos2,
    /// Whether it is folded into a frame and not drawn itself.
    pub folded: bool,
    pub shape: Rc<BlockShape>,
    /// The block that the shape was made of, to see whether it still is the same.
    block: Block,
    /// The name of what it leads to, for the same.
    leads_to: String,
}

impl Item {
    /// Whether a wire leaves by an exit, to this funnel or another.
    pub fn leads_by(&self, exit: &Exit) -> bool {
        self.block.exits.contains_key(exit)
    }
}

/// A wire from a port of one item to another item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wire {
    pub from: u32,
    pub port: u16,
    pub to: u32,
}

/// A way into a folded frame; the likelier ones are less.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    unlikely: (bool, bool),
    place: (i32, i32),
    to: u32,
}

/// Blocks on their way to another place, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Moving {
    pub items: Vec<u32>,
    /// Notes and frames that move along.
    pub marks: Vec<Mark>,
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
    /// Notes and frames, those on top last.
    pub marks: Vec<MarkItem>,
    pub wires: Vec<Wire>,
    pub wiring: Wiring,
    placement: Placement,
    /// The smallest rectangle around all blocks, notes and frames; nothing for an empty funnel.
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
            let leads_to = leads_to(project, block, lang);
            let is_same = |item: &Item| &item.block == block && item.leads_to == leads_to && !item.folded;
            let (shape, block) = match kept.remove(block_id).filter(is_same) {
                Some(item) => (item.shape, item.block),
                None => (Rc::new(shape_of(ctx, ruler, block, &leads_to, lang)), block.clone()),
            };
            shapes.insert(*block_id, (shape, block, leads_to));
        }
        for (id, (shape, block, leads_to)) in shapes {
            scene.by_id.insert(id, scene.items.len() as u32);
            let (rect, place) = (Rect::from_min_size(Pos2::ZERO, shape.size), Pos2::ZERO);
            scene.items.push(Item { id, rect, place, folded: false, shape, block, leads_to });
        }
        scene.find_wires();
        scene.placement = before.placement;
        let places = scene.placement.places(&scene.items, &scene.wires, &project.layout.blocks);
        for (item, Pos(x, y)) in scene.items.iter_mut().zip(places) {
            item.rect = item.rect.translate(Vec2::new(x as f32, y as f32));
            item.place = item.rect.min;
        }
        scene.marks = marks_of(project, funnel_name);
        scene.fold();
        let rects = scene.items.iter().map(|item| item.rect);
        scene.bounds = rects.chain(scene.marks.iter().map(|item| item.rect)).reduce(Rect::union);
        scene.blocks = GridIndex::new(scene.items.iter().map(|item| item.rect).collect());
        let ends = scene.wires.iter().map(|wire| scene.ends(*wire, None)).collect();
        let rects = scene.items.iter().map(|item| item.rect).collect();
        scene.wiring = Wiring::lead(ctx, rects, ends, before.wiring);
        scene
    }

    /// Puts folded blocks behind the cards of their frames; wires inside a card are not drawn.
    fn fold(&mut self) {
        for (block_id, card) in cards(&self.marks) {
            let Some(item) = self.by_id.get(&block_id).and_then(|at| self.items.get_mut(*at as usize)) else {
                continue;
            };
            (item.rect, item.folded) = (card, true);
            item.shape = Rc::new(item.shape.folded(card.size()));
        }
        let items = &self.items;
        self.wires.retain(|wire| {
            let (from, to) = (&items[wire.from as usize], &items[wire.to as usize]);
            !(from.folded && to.folded && from.rect == to.rect)
        });
    }

    fn find_wires(&mut self) {
        for (from, item) in self.items.iter().enumerate() {
            for (port, spec) in item.shape.ports.iter().enumerate() {
                let to = item.block.exits.get(&spec.exit).and_then(|to| self.by_id.get(to));
                let is_hidden =
                    |to: u32| item.folded && self.item(to).folded && self.item(to).rect == item.rect;
                if let Some(to) = to.filter(|to| !is_hidden(**to)) {
                    self.wires.push(Wire { from: from as u32, port: port as u16, to: *to });
                }
            }
        }
    }

    /// The smallest rectangle around everything that is drawn, wires as far as they are led by now included.
    pub fn extent(&self) -> Option<Rect> {
        self.bounds.into_iter().chain(self.wiring.index.bounds()).reduce(Rect::union)
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

    /// The lines of the wires that move along with blocks, by number, for a canvas unit of so many pixels.
    pub fn moved_lines(&self, moving: &Moving, pixels: f32) -> BTreeMap<u32, Vec<Pos2>> {
        let moves = |number: u32| moving.items.binary_search(&number).is_ok();
        let touched = self.wires.iter().enumerate().filter(|(_, wire)| moves(wire.from) || moves(wire.to));
        let wires = touched.map(|(number, wire)| {
            let (from, to) = self.ends(*wire, Some(moving));
            (number as u32, from, to)
        });
        let rects = (0..self.items.len() as u32).map(|number| self.rect(number, Some(moving)));
        self.wiring.lead_anew(rects.collect(), wires.collect(), pixels)
    }

    /// The block on top at a point.
    pub fn block_at(&self, pos: Pos2) -> Option<u32> {
        self.blocks.at(pos).filter(|number| !self.item(*number).folded)
    }

    /// The block that a wire of another block lands in when it is let go at a point: the one on top, or where a
    /// conversation comes into the folded frame whose card lies there.
    pub fn landing_at(&self, pos: Pos2, from: u32) -> Option<u32> {
        let on_top = self.block_at(pos).filter(|number| *number != from);
        on_top.or_else(|| self.way_into(self.marks.iter().rev().find(|mark| mark.rect.contains(pos))?, from))
    }

    /// Where a conversation comes into a folded frame: where wires from outside lead already, else where none of
    /// its own wires lead; of several the one that lies first.
    fn way_into(&self, frame: &MarkItem, from: u32) -> Option<u32> {
        self.ways_into(frame, from).first().map(|way| way.to)
    }

    /// The blocks of a folded frame that a wire may lead to, when it is let go at a point where its card lies and no one
    /// of them is the clear way in.
    pub fn ways_at(&self, pos: Pos2, from: u32) -> Vec<BlockId> {
        let on_top = self.block_at(pos).filter(|number| *number != from);
        let card = self.marks.iter().rev().find(|mark| mark.rect.contains(pos)).filter(|_| on_top.is_none());
        let ways = card.map_or_else(Vec::new, |card| self.ways_into(card, from));
        match ways.as_slice() {
            [first, second, ..] if first.unlikely == second.unlikely => {
                ways.iter().map(|way| self.item(way.to).id).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The blocks of a folded frame that take a wire, the likeliest first.
    fn ways_into(&self, frame: &MarkItem, from: u32) -> Vec<Way> {
        let numbers = frame.folded.iter().filter_map(|block_id| self.by_id.get(block_id).copied());
        let takes = |number: &u32| *number != from && self.item(*number).shape.family != Family::Entry;
        let leads = |item: &Item, to: u32| item.block.exits.values().any(|id| *id == self.item(to).id);
        let rank = |to: u32| {
            let mut leading = self.items.iter().filter(|item| leads(item, to));
            let (outer, inner): (Vec<_>, Vec<_>) =
                leading.by_ref().partition(|item| !frame.folded.contains(&item.id));
            let place = self.item(to).place;
            // A way into the frame by its own entry block counts as one from outside.
            let entered = inner.iter().any(|item| item.shape.family == Family::Entry);
            let unlikely = (outer.is_empty() && !entered, !inner.is_empty());
            Way { unlikely, place: (place.x as i32, place.y as i32), to }
        };
        let mut ways: Vec<Way> = numbers.filter(takes).map(rank).collect();
        ways.sort_unstable();
        ways
    }

    /// Blocks of the funnel that wires of a block lead to, folded or not.
    pub fn targets(&self, number: u32) -> impl Iterator<Item = u32> {
        self.item(number).block.exits.values().filter_map(|to| self.by_id.get(to).copied())
    }

    /// The block and the exit that a wire leaves by.
    pub fn exit_of(&self, wire: Wire) -> (BlockId, Exit) {
        let item = self.item(wire.from);
        (item.id, item.shape.ports[wire.port as usize].exit.clone())
    }

    /// The wire that leaves a block by an exit.
    pub fn wire_of(&self, from: BlockId, exit: &Exit) -> Option<Wire> {
        let (number, item) = self.item_of(from)?;
        let port = item.shape.ports.iter().position(|port| &port.exit == exit)? as u16;
        self.wires.iter().copied().find(|wire| wire.from == number && wire.port == port)
    }

    /// The wire whose head can be taken at a point; of several the one that is selected.
    pub fn head_at(&self, pos: Pos2, selected: Option<&(BlockId, Exit)>, zoom: f32) -> Option<Wire> {
        const REACH: f32 = 9.0;
        const ZOOM_MIN: f32 = 0.35;
        if zoom < ZOOM_MIN {
            return None;
        }
        let near = self.wiring.index.query(Rect::from_center_size(pos, Vec2::splat(2.0 * REACH / zoom)));
        let head = |wire: &Wire| self.item(wire.to).rect.min + self.item(wire.to).shape.input();
        let heads = near.into_iter().map(|number| self.wires[number as usize]);
        let heads: Vec<Wire> = heads.filter(|wire| head(wire).distance(pos) * zoom <= REACH).collect();
        let chosen = heads.iter().find(|wire| selected == Some(&self.exit_of(**wire)));
        chosen.or(heads.last()).copied()
    }

    /// The wire within `radius` of a point.
    pub fn wire_at(&self, pos: Pos2, radius: f32) -> Option<Wire> {
        self.wiring.at(pos, radius).map(|number| self.wires[number as usize])
    }
}
