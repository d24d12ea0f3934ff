//! Two versions drawn as one: the later one, with what it lacks of the earlier one as ghosts.

use super::{Comparison, Part, Subject, Tone};
use crate::model::{BlockId, Exit, Project};
use std::collections::{BTreeMap, BTreeSet};

/// What to draw and how each of it stands out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// The later version with the blocks and wires that are only in the earlier one. Made to be looked at.
    pub project: Project,
    /// Blocks that differ.
    pub blocks: BTreeMap<BlockId, Tone>,
    /// Wires that differ, by what they leave.
    pub wires: BTreeMap<(BlockId, Exit), Tone>,
}

/// Draws two versions as one.
pub fn overlay(before: &Project, after: &Project, comparison: &Comparison) -> Overlay {
    let mut drawn = Overlay { project: after.clone(), ..Overlay::default() };
    for group in &comparison.groups {
        let Subject::Block(id) = &group.subject else { continue };
        drawn.blocks.insert(*id, group.tone);
        if group.tone == Tone::Removed {
            drawn.put_back(before, *id);
        }
    }
    for group in &comparison.groups {
        let Subject::Block(id) = &group.subject else { continue };
        match group.tone {
            Tone::Added | Tone::Removed => drawn.mark_all(*id, group.tone),
            Tone::Changed | Tone::Moved => {
                for change in &group.changes {
                    if let Part::Exit(exit) = &change.part {
                        drawn.mark(before, *id, exit, change.tone);
                    }
                }
            }
        }
    }
    drawn.cut_loose();
    drawn
}

impl Overlay {
    /// Puts a block that is gone where it was; its funnel too, when that is gone as well.
    fn put_back(&mut self, before: &Project, id: BlockId) {
        let Some((funnel, block)) = before.block(id) else { return };
        if self.project.funnel(&funnel.name).is_none() {
            let empty = crate::model::Funnel { blocks: BTreeMap::new(), ..funnel.clone() };
            self.project.funnels.push(empty);
        }
        if let Some(home) = self.project.funnels.iter_mut().find(|home| home.name == funnel.name) {
            home.blocks.insert(id, block.clone());
        }
        if let Some(pos) = before.layout.blocks.get(&id) {
            self.project.layout.blocks.insert(id, *pos);
        }
    }

    fn mark_all(&mut self, id: BlockId, tone: Tone) {
        let exits: Vec<Exit> = self
            .project
            .block(id)
            .map(|(_, block)| block.exits.keys().cloned().collect())
            .unwrap_or_default();
        self.wires.extend(exits.into_iter().map(|exit| ((id, exit), tone)));
    }

    /// A wire that differs; one that is gone is drawn where it was.
    fn mark(&mut self, before: &Project, id: BlockId, exit: &Exit, tone: Tone) {
        if tone == Tone::Removed {
            let was = before.block(id).and_then(|(_, block)| block.exits.get(exit).copied());
            let block = self.project.funnels.iter_mut().find_map(|funnel| funnel.blocks.get_mut(&id));
            if let (Some(was), Some(block)) = (was, block) {
                block.exits.insert(exit.clone(), was);
            }
        }
        self.wires.insert((id, exit.clone()), tone);
    }

    /// Takes off wires to blocks that neither version has.
    fn cut_loose(&mut self) {
        let ids: BTreeSet<BlockId> = self.project.blocks().map(|(_, id, _)| id).collect();
        for block in self.project.funnels.iter_mut().flat_map(|funnel| funnel.blocks.values_mut()) {
            block.exits.retain(|_, to| ids.contains(to));
        }
    }
}
