//! What a rule looks at.

use super::Known;
use super::graph::Graph;
use super::lengths::{Part, TooLong, too_long};
use crate::blocks::{BlockType, Caption, ExitSpec, Family, block_type};
use crate::channels::{self, Channel};
use crate::compile::Compiled;
use crate::diag::{Diagnostic, Words};
use crate::flow::Flow;
use crate::model::{Block, BlockId, Label, Layer, Project};
use crate::translate::{Progress, progress_of_all};
use std::cell::OnceCell;
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
    too_long: OnceCell<Vec<TooLong>>,
    progress: OnceCell<Vec<Progress>>,
    typed: Vec<(BlockId, &'a Block, &'static BlockType)>,
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
        let blocks = project.blocks();
        let typed =
            blocks.filter_map(|(_, block_id, block)| Some((block_id, block, block_type(&block.kind)?)));
        let block_ids = project.blocks().map(|(_, block_id, _)| block_id).collect();
        Self {
            project,
            compiled,
            channels: used,
            known,
            graph: Graph::new(&compiled.flow),
            too_long: OnceCell::new(),
            progress: OnceCell::new(),
            typed: typed.collect(),
            block_ids,
        }
    }

    /// Everything of one kind that a messenger does not take as it is, worked out once for all rules.
    pub(super) fn too_long(&self, part: Part) -> impl Iterator<Item = &TooLong> {
        let all = self.too_long.get_or_init(|| too_long(self));
        all.iter().filter(move |text| text.part == part)
    }

    /// The layers with how far each is, worked out once for all rules.
    pub(super) fn layers(&self) -> impl Iterator<Item = (&'a Layer, &Progress)> {
        let all = self.progress.get_or_init(|| progress_of_all(self.project));
        self.project.layers.iter().zip(all)
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
        self.typed.iter().copied()
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
