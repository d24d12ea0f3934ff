//! Funnels, their blocks, and where those lie.

use super::lists::keyed;
use super::{Picker, Piece, Sides, order};
use crate::model::{Block, BlockId, Exit, Funnel, FunnelName, Mark, Project, Prop};
use std::collections::{BTreeMap, BTreeSet};

/// A block and the funnel it is in.
type Placed<'p> = (&'p FunnelName, &'p Block);

/// Puts funnels, blocks and places of both into the project.
pub(super) fn merge(sides: &Sides<'_>, project: &mut Project, picker: &mut Picker<'_>) {
    let (base, ours, theirs) = sides.each(placed);
    let ids: BTreeSet<BlockId> = ours.keys().chain(theirs.keys()).copied().collect();
    let mut merged: BTreeMap<FunnelName, BTreeMap<BlockId, Block>> = BTreeMap::new();
    for id in ids {
        let found = (base.get(&id).copied(), ours.get(&id).copied(), theirs.get(&id).copied());
        if let Some((funnel, block)) = one(id, found, picker) {
            merged.entry(funnel).or_default().insert(id, block);
        }
    }
    funnels(sides, project, merged, picker);
    let (base, ours, theirs) = sides.map(|p| &p.layout.blocks);
    let keys: BTreeSet<&BlockId> = ours.keys().chain(theirs.keys()).collect();
    for id in keys {
        let (was, mine, other) = (base.get(id), ours.get(id), theirs.get(id));
        let place = if mine == was { other } else { mine };
        // One of them deleted the block and it stayed: the other knows where it lies.
        let place = place.or(mine).or(other);
        if let Some(place) = place {
            project.layout.blocks.insert(*id, *place);
        }
    }
    let notes = sides.map(|p| &p.layout.notes);
    project.layout.notes = picker.map(notes, |id| Piece::Mark(Mark::Note(*id)));
    let frames = sides.map(|p| &p.layout.frames);
    project.layout.frames = picker.map(frames, |id| Piece::Mark(Mark::Frame(*id)));
}

fn placed(project: &Project) -> BTreeMap<BlockId, Placed<'_>> {
    project.blocks().map(|(funnel, id, block)| (id, (&funnel.name, block))).collect()
}

/// One block; `None` when it is gone.
fn one(
    id: BlockId,
    (base, ours, theirs): (Option<Placed<'_>>, Option<Placed<'_>>, Option<Placed<'_>>),
    picker: &mut Picker<'_>,
) -> Option<(FunnelName, Block)> {
    let own = |(funnel, block): Placed<'_>| (funnel.clone(), block.clone());
    match (base, ours, theirs) {
        (_, Some(ours), Some(theirs)) if ours.1.kind == theirs.1.kind => {
            Some(both(id, base.filter(|base| base.1.kind == ours.1.kind), ours, theirs, picker))
        }
        (base, ours, theirs) => picker.pick((base, ours, theirs), || Piece::Block(id)).map(own),
    }
}

/// A block that both have, piece by piece.
fn both(
    id: BlockId,
    base: Option<Placed<'_>>,
    (our_funnel, ours): Placed<'_>,
    (their_funnel, theirs): Placed<'_>,
    picker: &mut Picker<'_>,
) -> (FunnelName, Block) {
    let nothing = Block::default();
    let (base_funnel, base) = base.unwrap_or((our_funnel, &nothing));
    let funnel = if our_funnel == base_funnel { their_funnel } else { our_funnel };
    let title = picker.pick((&base.title, &ours.title, &theirs.title), || Piece::Title(id)).clone();
    let mut block = Block { kind: ours.kind.clone(), title, ..Block::default() };
    let names: BTreeSet<&String> = ours.props.keys().chain(theirs.props.keys()).collect();
    for name in names {
        let values = (base.props.get(name), ours.props.get(name), theirs.props.get(name));
        if let Some(value) = prop(id, name, values, picker) {
            block.props.insert(name.clone(), value);
        }
    }
    let exits: BTreeSet<&Exit> = ours.exits.keys().chain(theirs.exits.keys()).collect();
    for exit in exits {
        let wires = (base.exits.get(exit), ours.exits.get(exit), theirs.exits.get(exit));
        if let Some(to) = picker.pick(wires, || Piece::Wire(id, exit.clone())) {
            block.exits.insert(exit.clone(), *to);
        }
    }
    (funnel.clone(), block)
}

fn prop(
    id: BlockId,
    name: &str,
    (base, ours, theirs): (Option<&Prop>, Option<&Prop>, Option<&Prop>),
    picker: &mut Picker<'_>,
) -> Option<Prop> {
    let changed_by_both = ours != theirs && ours != base && theirs != base;
    let by_rows = if changed_by_both { keyed(base, ours, theirs) } else { None };
    by_rows.or_else(|| picker.pick((base, ours, theirs), || Piece::Prop(id, name.to_owned())).cloned())
}

/// The funnels in order, each with its blocks. A funnel that one of them deleted stays when a block in it stayed.
fn funnels(
    sides: &Sides<'_>,
    project: &mut Project,
    mut blocks: BTreeMap<FunnelName, BTreeMap<BlockId, Block>>,
    picker: &mut Picker<'_>,
) {
    let (base, ours, theirs) = sides.each(|p| p.funnels.iter().map(|f| f.name.clone()).collect::<Vec<_>>());
    for name in order(&base, &ours, &theirs) {
        let titles = sides.each(|p| p.funnel(&name).map(|funnel| &funnel.title));
        let own = blocks.remove(&name).unwrap_or_default();
        let title = match titles {
            (Some(base), Some(ours), Some(theirs)) => {
                Some(picker.pick((base, ours, theirs), || Piece::FunnelTitle(name.clone())))
            }
            (None, Some(title), _) | (None, None, Some(title)) => Some(title),
            (Some(_), Some(title), None) | (Some(_), None, Some(title)) if !own.is_empty() => Some(title),
            _ => None,
        };
        if let Some(title) = title {
            project.funnels.push(Funnel { name, title: title.clone(), blocks: own });
        }
    }
}
