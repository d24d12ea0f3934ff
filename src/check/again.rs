//! Checking again after an edit: only what it touched.

use super::notes::{Noted, note};
use super::{Context, Known, MediaLooks, MediaSizes, RULES, Reads, in_order, unexplained};
use crate::compile::{Compiled, Compiler, Extent};
use crate::diag::Diagnostic;
use crate::flow::Flow;
use crate::model::{BlockId, Project};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Compiles and checks a project again and again while it is edited. Finds what [`super::check`] finds.
#[derive(Debug, Default)]
pub struct Checker {
    compiler: Compiler,
    media: Option<MediaSizes>,
    looks: Option<MediaLooks>,
    knows_zones: bool,
    today: Option<i32>,
    /// What is wrong with each block by itself.
    of_blocks: BTreeMap<BlockId, Vec<Diagnostic>>,
    /// What is wrong with the ways through the flow.
    of_ways: Vec<Diagnostic>,
    noted: Noted,
}

impl Checker {
    /// Everything that is found in a project, the gravest first, then in order of funnels and blocks.
    pub fn check(&mut self, project: &Project, known: Known<'_>) -> Vec<Diagnostic> {
        let mut extent = self.compiler.compile(project);
        // Taken apart by name, so that a new member cannot be forgotten here.
        let Known { media, looks, is_zone, today } = known;
        let is_known = self.media.as_ref() == media && self.looks.as_ref() == looks;
        if !is_known || self.knows_zones != is_zone.is_some() || self.today != today {
            (self.media, self.looks) = (media.cloned(), looks.cloned());
            (self.knows_zones, self.today) = (is_zone.is_some(), today);
            extent = Extent::All;
        }
        self.forget(project, &extent);
        let Some(compiled) = self.compiler.compiled() else { return Vec::new() };
        let scope = match &extent {
            Extent::All => None,
            Extent::Blocks(touched) | Extent::Texts(touched) => Some(touched),
        };
        let near = Context::new(project, compiled, known).within(scope);
        self.noted.extend(note(&near));
        let mut found = Vec::new();
        for rule in RULES.iter().filter(|rule| rule.reads == Reads::Block) {
            for finding in (rule.check)(&near) {
                match finding.at.block() {
                    Some(block_id) => self.of_blocks.entry(block_id).or_default().push(finding),
                    None => found.push(finding),
                }
            }
        }
        let whole = Context::new(project, compiled, known).with_notes(&self.noted);
        let by = |reads: Reads| {
            let rules = RULES.iter().filter(move |rule| rule.reads == reads);
            rules.flat_map(|rule| (rule.check)(&whole))
        };
        if !matches!(extent, Extent::Texts(_)) {
            self.of_ways = by(Reads::Ways).collect();
        }
        found.extend(by(Reads::Project).chain(unexplained(compiled)));
        found.extend(self.of_ways.iter().chain(self.of_blocks.values().flatten()).cloned());
        in_order(project, found)
    }

    /// The last project compiled; `None` before the first check. It lacks the flow once that was shared.
    pub fn compiled(&self) -> Option<&Compiled> {
        self.compiler.compiled()
    }

    /// The flow of the last project for whoever runs it.
    pub fn share(&mut self) -> Arc<Flow> {
        self.compiler.share()
    }

    /// Drops what was found in blocks that are to be judged again or are gone.
    fn forget(&mut self, project: &Project, extent: &Extent) {
        match extent {
            Extent::All => {
                self.of_blocks.clear();
                self.noted.clear();
            }
            Extent::Blocks(touched) => {
                let stays =
                    |block_id: &BlockId| !touched.contains(block_id) && project.block(*block_id).is_some();
                self.of_blocks.retain(|block_id, _| stays(block_id));
                self.noted.retain(|block_id, _| stays(block_id));
            }
            Extent::Texts(touched) => {
                for block_id in touched {
                    self.of_blocks.remove(block_id);
                    self.noted.remove(block_id);
                }
            }
        }
    }
}
