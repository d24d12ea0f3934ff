//! Two people changed the same project: what each of them did is brought together.
//!
//! Everything is compared with what both began from, piece by piece: a property of a block, a wire, a cell, a
//! text, a setting. A piece that only one of them changed is taken from there. A piece that both changed
//! differently is a [`Piece`] that somebody has to decide about; until then it stays as ours.

mod blocks;
mod ids;
mod keys;
mod lists;
mod settings;

use crate::model::{BlockId, Catalog, Exit, FieldId, FunnelName, Mark, Project, TagId};
use std::collections::{BTreeMap, BTreeSet};

/// A smallest part of a project that can be decided about by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// A setting of the whole project, such as `title` or `landing.headline`.
    Setting(&'static str),
    /// A field of subscribers.
    Field(FieldId),
    /// A tag.
    Tag(TagId),
    /// The title of a funnel.
    FunnelTitle(FunnelName),
    /// A block as a whole: one deleted it, the other changed it.
    Block(BlockId),
    /// The title of a block.
    Title(BlockId),
    /// A property of a block.
    Prop(BlockId, String),
    /// Where a wire of a block leads.
    Wire(BlockId, Exit),
    /// A note or a frame on the canvas.
    Mark(Mark),
    /// A row of a list of the project, by list and name.
    Row(String, String),
    /// A table.
    Table(String),
    /// A text of another language or channel, by layer and key.
    Text(String, String),
}

/// Two versions brought together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The project with both changes; sound whenever the three were.
    pub project: Project,
    /// Pieces that both changed differently, in order; each stands as ours or as it was chosen.
    pub conflicts: Vec<Piece>,
    /// Blocks of ours that have another number now, by the one they had: theirs has that.
    pub renumbered: BTreeMap<BlockId, BlockId>,
}

/// Brings `ours` and `theirs` together, both made from `base`.
///
/// Of the pieces that both changed differently those in `from_theirs` are taken from theirs, the others from ours.
/// A block, field or tag that both added under one id keeps the id in theirs, which others may know already, and
/// gets a new one in ours. Places of blocks on the canvas are never asked about: ours win.
pub fn merge3(
    base: &Project,
    ours: &Project,
    theirs: &Project,
    catalog: &dyn Catalog,
    from_theirs: &BTreeSet<Piece>,
) -> Merged {
    let as_is = |project: &Project| {
        let (conflicts, renumbered) = (Vec::new(), BTreeMap::new());
        Merged { project: project.clone(), conflicts, renumbered }
    };
    if ours == theirs || theirs == base {
        return as_is(ours);
    }
    if ours == base {
        return as_is(theirs);
    }
    let (ours, renumbered) = ids::apart(base, ours, theirs, catalog);
    let mut picker = Picker { from_theirs, conflicts: BTreeSet::new() };
    let sides = Sides { base, ours: &ours, theirs };
    let mut project = settings::merge(&sides, &mut picker);
    blocks::merge(&sides, &mut project, &mut picker);
    lists::merge(&sides, &mut project, &mut picker);
    ids::settle(&mut project);
    Merged { project, conflicts: picker.conflicts.into_iter().collect(), renumbered }
}

/// The same thing in the base, in ours and in theirs.
type Three<T> = (T, T, T);

/// The three versions.
struct Sides<'p> {
    base: &'p Project,
    ours: &'p Project,
    theirs: &'p Project,
}

impl<'p> Sides<'p> {
    /// The same part of each version.
    fn map<T: ?Sized>(&self, part: impl Fn(&'p Project) -> &'p T) -> (&'p T, &'p T, &'p T) {
        (part(self.base), part(self.ours), part(self.theirs))
    }

    /// The same part of each version, made for the purpose.
    fn each<T>(&self, part: impl Fn(&'p Project) -> T) -> (T, T, T) {
        (part(self.base), part(self.ours), part(self.theirs))
    }
}

/// Decides piece by piece and remembers what somebody has to decide about.
struct Picker<'c> {
    from_theirs: &'c BTreeSet<Piece>,
    conflicts: BTreeSet<Piece>,
}

impl Picker<'_> {
    /// The value of a piece.
    fn pick<T: PartialEq>(&mut self, (base, ours, theirs): (T, T, T), piece: impl FnOnce() -> Piece) -> T {
        if ours == theirs || theirs == base {
            return ours;
        }
        if ours == base {
            return theirs;
        }
        if self.asks(piece()) { theirs } else { ours }
    }

    /// Remembers a conflict; gives whether theirs was chosen.
    fn asks(&mut self, piece: Piece) -> bool {
        let theirs = self.from_theirs.contains(&piece);
        self.conflicts.insert(piece);
        theirs
    }

    /// Every key of three maps by itself.
    fn map<K: Ord + Clone, V: PartialEq + Clone>(
        &mut self,
        (base, ours, theirs): Three<&BTreeMap<K, V>>,
        piece: impl Fn(&K) -> Piece,
    ) -> BTreeMap<K, V> {
        let keys: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
        let mut merged = BTreeMap::new();
        for key in keys {
            let values = (base.get(key), ours.get(key), theirs.get(key));
            if let Some(value) = self.pick(values, || piece(key)) {
                merged.insert(key.clone(), value.clone());
            }
        }
        merged
    }
}

/// Brings two orders together: ours unless only theirs was changed; what the other has besides stands after what it
/// follows there. Things that are in neither `ours` nor `theirs` do not come.
fn order<K: PartialEq + Clone>(base: &[K], ours: &[K], theirs: &[K]) -> Vec<K> {
    let among = |list: &[K], others: &[&[K]]| -> Vec<K> {
        list.iter().filter(|key| others.iter().all(|other| other.contains(key))).cloned().collect()
    };
    let ours_moved = among(ours, &[base, theirs]) != among(base, &[ours, theirs]);
    let (first, second) = if ours_moved { (ours, theirs) } else { (theirs, ours) };
    let mut merged = first.to_vec();
    for (at, key) in second.iter().enumerate() {
        if !merged.contains(key) {
            let after = second[..at].iter().rev().find_map(|before| merged.iter().position(|k| k == before));
            merged.insert(after.map_or(0, |after| after + 1), key.clone());
        }
    }
    merged
}
