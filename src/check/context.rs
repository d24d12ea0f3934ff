//! What a rule looks at.

use super::Known;
use super::graph::Graph;
use super::lengths::{Part, TooLong, too_long};
use super::notes::{Noted, note};
use crate::blocks::{BlockType, Caption, ExitSpec, Family, block_type};
use crate::channels::{self, Channel};
use crate::compile::Compiled;
use crate::diag::{Diagnostic, Words};
use crate::flow::{Flow, ReplyPlan};
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
    /// The only blocks that are looked at; `None` for all.
    scope: Option<&'a BTreeSet<BlockId>>,
    /// What is noted of each block; `None` when nobody has it yet.
    noted: Option<&'a Noted>,
    own_notes: OnceCell<Noted>,
    graph: OnceCell<Graph>,
    too_long: OnceCell<Vec<TooLong>>,
    progress: OnceCell<Vec<Progress>>,
    typed: OnceCell<Vec<(BlockId, &'a Block, &'static BlockType)>>,
    exits: OnceCell<Vec<Exits<'a>>>,
    block_ids: OnceCell<Vec<BlockId>>,
}

/// A block with its exits.
pub(super) struct Exits<'a> {
    pub block_id: BlockId,
    pub block: &'a Block,
    pub exits: Vec<ExitSpec>,
}

impl<'a> Context<'a> {
    /// Prepares to judge a project; what the rules share is worked out when the first of them asks.
    pub fn new(project: &'a Project, compiled: &'a Compiled, known: Known<'a>) -> Self {
        let mut used: Vec<&'static dyn Channel> = Vec::new();
        for setting in &project.channels {
            let known = channels::channel(&setting.channel);
            used.extend(known.filter(|channel| used.iter().all(|other| other.name() != channel.name())));
        }
        if used.is_empty() {
            used.extend(channels::channel("telegram"));
        }
        Self {
            project,
            compiled,
            channels: used,
            known,
            scope: None,
            noted: None,
            own_notes: OnceCell::new(),
            graph: OnceCell::new(),
            too_long: OnceCell::new(),
            progress: OnceCell::new(),
            typed: OnceCell::new(),
            exits: OnceCell::new(),
            block_ids: OnceCell::new(),
        }
    }

    /// The same with nothing but these blocks to look at, for rules that judge each block by itself.
    pub(super) fn within(self, scope: Option<&'a BTreeSet<BlockId>>) -> Self {
        Self { scope, ..self }
    }

    /// The same with what was noted of the blocks before.
    pub(super) fn with_notes(self, noted: &'a Noted) -> Self {
        Self { noted: Some(noted), ..self }
    }

    fn is_within(&self, block_id: BlockId) -> bool {
        self.scope.is_none_or(|scope| scope.contains(&block_id))
    }

    /// What is noted of the blocks that are looked at.
    pub(super) fn noted(&self) -> &Noted {
        self.noted.unwrap_or_else(|| self.own_notes.get_or_init(|| note(self)))
    }

    /// The ways through the flow.
    pub(super) fn graph(&self) -> &Graph {
        self.graph.get_or_init(|| Graph::new(&self.compiled.flow))
    }

    /// The replies of the blocks that are looked at, and those of no block.
    pub(super) fn replies(&self) -> impl Iterator<Item = &'a ReplyPlan> {
        let all = self.compiled.flow.replies.iter();
        all.filter(|reply| reply.block == BlockId(0) || self.is_within(reply.block))
    }

    /// Every block with its exits.
    pub(super) fn exits(&self) -> &[Exits<'a>] {
        self.exits.get_or_init(|| {
            let exits = self.typed().map(|(block_id, block, kind)| Exits {
                block_id,
                block,
                exits: (kind.exits)(block),
            });
            exits.collect()
        })
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
        let blocks = self.typed().filter(move |(.., block_type)| block_type.name == kind);
        blocks.map(|(block_id, block, _)| (block_id, block))
    }

    /// Blocks that begin funnels, of every kind that does.
    pub fn entries(&self) -> impl Iterator<Item = (BlockId, &'a Block)> {
        let entries = self.typed().filter(|(_, _, block_type)| block_type.family == Family::Entry);
        entries.map(|(block_id, block, _)| (block_id, block))
    }

    /// Blocks of a known kind with their type.
    pub fn typed(&self) -> impl Iterator<Item = (BlockId, &'a Block, &'static BlockType)> {
        let typed = self.typed.get_or_init(|| {
            let typed =
                |(block_id, block): (BlockId, &'a Block)| Some((block_id, block, block_type(&block.kind)?));
            match self.scope {
                None => self.project.blocks().filter_map(|(_, id, block)| typed((id, block))).collect(),
                Some(scope) => {
                    let blocks = scope.iter().filter_map(|id| Some((*id, self.project.block(*id)?.1)));
                    blocks.filter_map(typed).collect()
                }
            }
        });
        typed.iter().copied()
    }

    /// Whether an exit has a wire to a block that exists.
    pub fn is_connected(&self, block: &Block, exit: &ExitSpec) -> bool {
        let there = self.block_ids.get_or_init(|| {
            let mut ids: Vec<_> = self.project.blocks().map(|(_, block_id, _)| block_id).collect();
            ids.sort_unstable();
            ids
        });
        block.exits.get(&exit.exit).is_some_and(|target| there.binary_search(target).is_ok())
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
