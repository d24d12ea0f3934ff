//! Compiling again after an edit: only the blocks that it touched.
//!
//! A flow is flat, so each block has its stretch of every table. What an edit leaves as long as it was, such as
//! another text or another wire, is written over its stretch; after any other edit the whole project is compiled. The
//! result is the same either way.

use super::part::{Mark, Part, append};
use super::{Compiled, Parts, compile_parts, connect};
use crate::blocks::{Family, block_type, clicked};
use crate::flow::{Flow, OpIdx};
use crate::model::{Block, BlockId, Project};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most blocks that are written over one by one.
const TOUCHED_MAX: usize = 64;
/// Kinds whose operations depend on other blocks, or those of other blocks on them.
const LOOK_AROUND: [&str; 2] = ["wait_event", "booking"];

/// Compiles a project again and again while it is edited.
#[derive(Debug, Default)]
pub struct Compiler(Option<Done>);

/// What the last compiling left.
#[derive(Debug)]
struct Done {
    project: Project,
    /// Without its flow while that is shared.
    compiled: Compiled,
    parts: Parts,
    shared: Option<Arc<Flow>>,
}

/// What is other than at the last compiling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything may be.
    All,
    /// Some blocks: those that are not as they were, and those whose wires lead to blocks that came or went.
    Blocks(BTreeSet<BlockId>),
    /// What some blocks say; the same ways lead through the same blocks of the same names.
    Texts(BTreeSet<BlockId>),
}

impl Compiler {
    /// Compiles a project, and says what is other than the last time.
    pub fn compile(&mut self, project: &Project) -> Extent {
        let before = self.0.take().filter(|done| settings_are_same(&done.project, project));
        let before = before.map(Done::with_flow);
        let found = before.and_then(|done| differences(&done.project, project).map(|found| (done, found)));
        let Some((mut done, Differences { touched, is_rebuilt })) = found else {
            self.start_over(project);
            return Extent::All;
        };
        let has_table = done.parts.have_table(&touched);
        let again = if is_rebuilt { None } else { done.again(project, &touched) };
        if let Some(only_texts) = again {
            done.remember(project, &touched);
            self.0 = Some(done);
            return if only_texts { Extent::Texts(touched) } else { Extent::Blocks(touched) };
        }
        self.start_over(project);
        // What a block finds in a table may be shown by another.
        let has_table = has_table || self.0.as_ref().is_some_and(|done| done.parts.have_table(&touched));
        if has_table { Extent::All } else { Extent::Blocks(touched) }
    }

    /// The last result; `None` before the first. It lacks the flow once that was shared.
    pub fn compiled(&self) -> Option<&Compiled> {
        self.0.as_ref().map(|done| &done.compiled)
    }

    /// The flow of the last result for whoever runs it. There is one of it: compiling goes on with the same one when
    /// it was given back by then, and with a copy otherwise.
    pub fn share(&mut self) -> Arc<Flow> {
        let Some(done) = &mut self.0 else { return Arc::default() };
        let flow = &mut done.compiled.flow;
        done.shared.get_or_insert_with(|| Arc::new(std::mem::take(flow))).clone()
    }

    fn start_over(&mut self, project: &Project) {
        let (compiled, parts) = compile_parts(project);
        self.0 = Some(Done { project: project.clone(), compiled, parts, shared: None });
    }
}

impl Done {
    fn with_flow(mut self) -> Self {
        if let Some(flow) = self.shared.take() {
            self.compiled.flow = Arc::unwrap_or_clone(flow);
        }
        self
    }

    /// Keeps these blocks as they are now; nothing else that is compared is other than before.
    fn remember(&mut self, project: &Project, touched: &BTreeSet<BlockId>) {
        for (known, now) in self.project.funnels.iter_mut().zip(&project.funnels) {
            for (block_id, block) in touched.iter().filter_map(|id| now.blocks.get_key_value(id)) {
                known.blocks.insert(*block_id, block.clone());
            }
        }
    }

    /// Writes these blocks over their stretches; says whether only texts are other than before, `None` when one does
    /// not fit. Nothing is left of what was compiled then.
    fn again(&mut self, project: &Project, touched: &BTreeSet<BlockId>) -> Option<bool> {
        let looks_around = |block_id: &BlockId| {
            let kind = project.block(*block_id).map(|(_, block)| block.kind.as_str());
            kind.is_none_or(|kind| LOOK_AROUND.contains(&kind))
        };
        if touched.len() > TOUCHED_MAX || touched.iter().any(looks_around) || self.parts.have_table(touched) {
            return None;
        }
        let (mut only_texts, mut ways_are_same) = (true, true);
        for block_id in touched.iter().copied().chain(listening_to(project, touched)) {
            let at = self.parts.parts.iter().position(|part| part.block_id == block_id)?;
            let (part, same_ways) = self.write_over(project, at)?;
            let (_, before) = self.project.block(block_id)?;
            let (_, block) = project.block(block_id)?;
            only_texts &= same_ways && before.title == block.title && !is_entry(block);
            ways_are_same &= part.ways == self.parts.parts[at].ways;
            self.parts.parts[at] = part;
        }
        self.compiled.finish(project, &mut self.parts, (!ways_are_same).then_some(()));
        Some(only_texts)
    }

    /// Writes a block over its stretch; says whether the ways through it are the same. `None` when it does not fit.
    fn write_over(&mut self, project: &Project, at: usize) -> Option<(Part, bool)> {
        let (block_id, mark, end) =
            (self.parts.parts[at].block_id, self.parts.parts[at].mark, self.parts.end(at));
        let (_, block) = project.block(block_id)?;
        let flow = &mut self.compiled.flow;
        let tail = end.cut(flow);
        let before = mark.cut(flow);
        let (lists, clicked) = (Lists::take(flow), clicked(project));
        let (mut part, wires) = Part::write((project, &clicked), block_id, block, flow);
        let fits = Mark::of(flow) == end && flow.exits[mark.exits as usize..] == before.exits[..];
        let fits = fits && !part.has_table && lists.have_same(flow, block_id);
        lists.give_back(flow);
        if !fits {
            return None;
        }
        connect(flow, &wires, mark);
        let same_ways = mark.differs_in_texts_only(flow, &before);
        append(flow, tail);
        part.print = mark.print(flow, end);
        Some((part, same_ways))
    }
}

/// The tables of a flow that are sorted by block, aside while a block is written.
struct Lists {
    starts: Vec<(BlockId, OpIdx)>,
    waiting: Vec<(BlockId, OpIdx)>,
    returns: Vec<(BlockId, OpIdx)>,
}

impl Lists {
    fn take(flow: &mut Flow) -> Self {
        let (starts, waiting) = (std::mem::take(&mut flow.starts), std::mem::take(&mut flow.waiting));
        Self { starts, waiting, returns: std::mem::take(&mut flow.returns) }
    }

    /// Whether the block has written the entries that it has here.
    fn have_same(&self, flow: &Flow, block_id: BlockId) -> bool {
        let same = |all: &[(BlockId, OpIdx)], new: &[(BlockId, OpIdx)]| {
            let first = all.partition_point(|entry| entry.0 < block_id);
            let own = all[first..].partition_point(|entry| entry.0 == block_id);
            all[first..first + own] == *new
        };
        same(&self.starts, &flow.starts)
            && same(&self.waiting, &flow.waiting)
            && same(&self.returns, &flow.returns)
    }

    fn give_back(self, flow: &mut Flow) {
        (flow.starts, flow.waiting, flow.returns) = (self.starts, self.waiting, self.returns);
    }
}

/// Blocks that wait for something to happen in one of these.
fn listening_to(project: &Project, touched: &BTreeSet<BlockId>) -> Vec<BlockId> {
    let names_one = |block: &Block| {
        let named = block.text("block").trim().parse().ok().map(BlockId);
        named.is_some_and(|named| touched.contains(&named))
    };
    let all = project.blocks();
    let listening = all.filter(|(_, _, block)| block.kind == "wait_event" && names_one(block));
    listening.map(|(_, block_id, _)| block_id).collect()
}

fn is_entry(block: &Block) -> bool {
    block_type(&block.kind).is_some_and(|kind| kind.family == Family::Entry)
}

/// Whether everything but titles, blocks and their places is the same.
fn settings_are_same(before: &Project, project: &Project) -> bool {
    // Taken apart by name, so that a new member cannot be forgotten here.
    let Project {
        title: _,
        bot,
        channels,
        fields,
        tags,
        schedule,
        words,
        landing,
        language,
        layers,
        tables,
        lists,
        consent,
        ai,
        funnels,
        layout: _,
        next_block: _,
        next_field: _,
        next_tag: _,
    } = project;
    let names_are_same =
        || before.funnels.iter().map(|funnel| &funnel.name).eq(funnels.iter().map(|f| &f.name));
    before.bot == *bot
        && before.channels == *channels
        && before.fields == *fields
        && before.tags == *tags
        && before.schedule == *schedule
        && before.words == *words
        && before.landing == *landing
        && before.language == *language
        && before.layers == *layers
        && before.tables == *tables
        && before.lists == *lists
        && before.consent == *consent
        && before.ai == *ai
        && names_are_same()
}

/// Blocks that are other than before.
struct Differences {
    /// Those that are there now and not as they were, or whose wires lead to blocks that came or went.
    touched: BTreeSet<BlockId>,
    /// Whether blocks came or went or are of another kind.
    is_rebuilt: bool,
}

/// What differs between the blocks of two projects with the same funnels.
fn differences(before: &Project, project: &Project) -> Option<Differences> {
    let (mut touched, mut moved) = (BTreeSet::new(), BTreeSet::new());
    let mut is_rebuilt = false;
    for (old, new) in before.funnels.iter().zip(&project.funnels) {
        let mut old = old.blocks.iter().peekable();
        for (block_id, block) in &new.blocks {
            while let Some((gone, _)) = old.next_if(|(id, _)| *id < block_id) {
                moved.insert(*gone);
            }
            match old.next_if(|(id, _)| *id == block_id) {
                Some((_, same)) if same == block => {}
                Some((_, was)) => {
                    is_rebuilt |= was.kind != block.kind;
                    touched.insert(*block_id);
                }
                None => {
                    moved.insert(*block_id);
                    touched.insert(*block_id);
                }
            }
        }
        moved.extend(old.map(|(gone, _)| *gone));
    }
    if !moved.is_empty() {
        is_rebuilt = true;
        let leads_there = |block: &Block| block.exits.values().any(|to| moved.contains(to));
        touched.extend(project.blocks().filter(|(_, _, block)| leads_there(block)).map(|(_, id, _)| id));
    }
    (touched.len() <= project.blocks().count() / 2).then_some(Differences { touched, is_rebuilt })
}
