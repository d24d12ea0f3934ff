//! What a rule looks at.

use super::Known;
use super::graph::Graph;
use crate::blocks::{BlockType, Caption, ExitSpec, Family, block_type};
use crate::channels::{self, Channel};
use crate::compile::Compiled;
use crate::diag::{Diagnostic, Words};
use crate::flow::Flow;
use crate::model::{Block, BlockId, Label, Project};
use std::collections::BTreeSet;

/// A project with all that was worked out of it once for all rules.
pub struct Context<'a> {
    /// The project.
    pub project: &'a Project,
    /// What it compiles to, with the compiler's own findings.
    pub compiled: &'a Compiled,
    /// The messengers of the project, each once; Telegram when none is chosen yet.
    pub channels: Vec<&'static dyn Channel>,
    /// What was looked up for the rules.
    pub known: Known<'a>,
    pub(super) graph: Graph,
    block_ids: BTreeSet<BlockId>,
}

impl<'a> Context<'a> {
    /// Works out what the rules share; takes time in proportion to the project.
    pub fn new(project: &'a Project, compiled: &'a Compiled, known: Known<'a>) -> Self {
        let mut used: Vec<&'static dyn Channel> = Vec::new();
        for setting in &project.channels {
            let known = channels::channel(&setting.channel);
            used.extend(known.filter(|channel| used.iter().all(|other| other.name() != channel.name())));
        }
        if used.is_empty() {
            used.extend(channels::channel("telegram"));
        }
        let block_ids = project.blocks().map(|(_, block_id, _)| block_id).collect();
        Self { project, compiled, channels: used, known, graph: Graph::new(&compiled.flow), block_ids }
    }

    /// The flow.
    pub fn flow(&self) -> &'a Flow {
        &self.compiled.flow
    }

    /// The compiler's findings with a code.
    pub fn compiled(&self, code: &str) -> Vec<Diagnostic> {
        let findings = self.compiled.diagnostics.iter();
        findings.filter(|finding| finding.code == code).cloned().collect()
    }

    /// Blocks of one kind.
    pub fn blocks_of(&self, kind: &'static str) -> impl Iterator<Item = (BlockId, &'a Block)> {
        let blocks = self.project.blocks().filter(move |(_, _, block)| block.kind == kind);
        blocks.map(|(_, block_id, block)| (block_id, block))
    }

    /// Blocks that begin funnels, of every kind that does.
    pub fn entries(&self) -> impl Iterator<Item = (BlockId, &'a Block)> {
        let entries = self.typed().filter(|(_, _, block_type)| block_type.family == Family::Entry);
        entries.map(|(block_id, block, _)| (block_id, block))
    }

    /// Blocks of a known kind with their type.
    pub fn typed(&self) -> impl Iterator<Item = (BlockId, &'a Block, &'static BlockType)> {
        let blocks = self.project.blocks();
        blocks.filter_map(|(_, block_id, block)| Some((block_id, block, block_type(&block.kind)?)))
    }

    /// Whether an exit has a wire to a block that exists.
    pub fn is_connected(&self, block: &Block, exit: &ExitSpec) -> bool {
        block.exits.get(&exit.exit).is_some_and(|target| self.block_ids.contains(target))
    }

    /// What a block is called: its own title, or its kind.
    pub fn name_of(&self, block_id: BlockId) -> Words {
        let Some((_, block)) = self.project.block(block_id) else { return Words::default() };
        let title = block.title.trim();
        if !title.is_empty() {
            return Words::new(title, title);
        }
        let label = block_type(&block.kind).map(|kind| kind.label);
        label.map_or_else(|| Words::new(&block.kind, &block.kind), words)
    }
}

/// A fixed phrase as a sentence made at run time.
pub(super) fn words(label: Label) -> Words {
    Words::new(label.ru, label.en)
}

/// What stands beside a port.
pub(super) fn caption(caption: &Caption) -> Words {
    match caption {
        Caption::Own(text) => Words::new(text, text),
        Caption::Fixed(label) => words(*label),
        Caption::With(label, value) => {
            Words::new(format!("{} {value}", label.ru), format!("{} {value}", label.en))
        }
    }
}
