//! The stretch of a flow that one block wrote: where it begins in every table, how it is taken out and put back, and
//! its fingerprint.

use super::explain;
use crate::blocks::{Lower, ProblemKind, Way, block_type};
use crate::diag::Diagnostic;
use crate::flow::{Flow, Op, OpIdx, Outcome};
use crate::model::{Block, BlockId, Project};
use postcard::ser_flavors::Flavor;
use serde::Serialize;
use std::collections::BTreeSet;

/// What one block is in the flow.
#[derive(Debug)]
pub(super) struct Part {
    pub block_id: BlockId,
    /// Where its stretches begin.
    pub mark: Mark,
    /// Ways in that it opens.
    pub ways: Vec<(i64, Way)>,
    /// What could not be understood.
    pub found: Vec<Diagnostic>,
    /// Whether it looked into a table, which it may have altered.
    pub has_table: bool,
    /// Fingerprint of its stretches.
    pub print: u64,
}

/// Jumps to other blocks, known when all blocks are written.
pub(super) type Wires = Vec<(OpIdx, BlockId)>;

impl Part {
    /// Lowers a block at the end of a flow; `clicked` is what [`crate::blocks::clicked`] has found in the project.
    pub fn write(
        (project, clicked): (&Project, &BTreeSet<BlockId>),
        block_id: BlockId,
        block: &Block,
        flow: &mut Flow,
    ) -> (Self, Wires) {
        let mark = Mark::of(flow);
        let mut lower = Lower::new(project, block_id, block, flow).knowing(clicked);
        match block_type(&block.kind) {
            Some(block_type) => (block_type.lower)(&mut lower),
            None => {
                lower.problem(None, ProblemKind::UnknownKind(block.kind.clone()));
                lower.begin();
                lower.op(Op::End(Outcome::DeadEnd));
            }
        }
        let problems = std::mem::take(&mut lower.problems).into_iter();
        let found = problems.map(|problem| explain::problem(project, block_id, problem)).collect();
        let (ways, wires) = (std::mem::take(&mut lower.ways), std::mem::take(&mut lower.wires));
        let (start, has_table) = (lower.start(), lower.has_table());
        flow.starts.extend(start.map(|start| (block_id, start)));
        (Self { block_id, mark, ways, found, has_table, print: 0 }, wires)
    }
}

/// How long the tables were that blocks write to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub ops: u32,
    pub exits: u32,
    replies: u32,
    waits: u32,
    delays: u32,
    calls: u32,
    splits: u32,
    exprs: u32,
    pub templates: u32,
    lookups: u32,
    carts: u32,
    humans: u32,
    pub targets: u32,
    windows: u32,
}

impl Mark {
    /// The end of a flow.
    pub fn of(flow: &Flow) -> Self {
        let len = |len: usize| len as u32;
        Self {
            ops: len(flow.ops.len()),
            exits: len(flow.exits.len()),
            replies: len(flow.replies.len()),
            waits: len(flow.waits.len()),
            delays: len(flow.delays.len()),
            calls: len(flow.calls.len()),
            splits: len(flow.splits.len()),
            exprs: len(flow.exprs.len()),
            templates: len(flow.templates.len()),
            lookups: len(flow.lookups.len()),
            carts: len(flow.carts.len()),
            humans: len(flow.humans.len()),
            targets: len(flow.targets.len()),
            windows: len(flow.windows.len()),
        }
    }

    /// Takes everything off a flow that was written after this mark.
    pub fn cut(self, flow: &mut Flow) -> Flow {
        let layers = flow.layers.iter_mut().map(|layer| {
            let at = layer.texts.partition_point(|text| text.0 < self.templates);
            crate::flow::LayerPlan { texts: layer.texts.split_off(at), ..Default::default() }
        });
        Flow {
            layers: layers.collect(),
            ops: flow.ops.split_off(self.ops as usize),
            origin: flow.origin.split_off(self.ops as usize),
            exits: flow.exits.split_off(self.exits as usize),
            replies: flow.replies.split_off(self.replies as usize),
            waits: flow.waits.split_off(self.waits as usize),
            delays: flow.delays.split_off(self.delays as usize),
            calls: flow.calls.split_off(self.calls as usize),
            splits: flow.splits.split_off(self.splits as usize),
            exprs: flow.exprs.split_off(self.exprs as usize),
            templates: flow.templates.split_off(self.templates as usize),
            lookups: flow.lookups.split_off(self.lookups as usize),
            carts: flow.carts.split_off(self.carts as usize),
            humans: flow.humans.split_off(self.humans as usize),
            targets: flow.targets.split_off(self.targets as usize),
            windows: flow.windows.split_off(self.windows as usize),
            ..Flow::default()
        }
    }

    /// Whether what stands behind this mark is what was cut off there, texts and the number of files aside.
    pub fn differs_in_texts_only(self, flow: &Flow, before: &Flow) -> bool {
        flow.ops[self.ops as usize..] == before.ops[..]
            && flow.replies[self.replies as usize..] == before.replies[..]
            && flow.waits[self.waits as usize..] == before.waits[..]
            && flow.delays[self.delays as usize..] == before.delays[..]
            && flow.calls[self.calls as usize..] == before.calls[..]
            && flow.splits[self.splits as usize..] == before.splits[..]
            && flow.exprs[self.exprs as usize..] == before.exprs[..]
            && flow.lookups[self.lookups as usize..] == before.lookups[..]
            && flow.carts[self.carts as usize..] == before.carts[..]
            && flow.humans[self.humans as usize..] == before.humans[..]
            && flow.targets[self.targets as usize..] == before.targets[..]
            && flow.windows[self.windows as usize..] == before.windows[..]
    }

    /// Fingerprint of what stands between this mark and another.
    pub fn print(self, flow: &Flow, end: Self) -> u64 {
        let plans = (
            &flow.ops[self.ops as usize..end.ops as usize],
            &flow.origin[self.ops as usize..end.ops as usize],
            &flow.replies[self.replies as usize..end.replies as usize],
            &flow.waits[self.waits as usize..end.waits as usize],
            &flow.delays[self.delays as usize..end.delays as usize],
            &flow.calls[self.calls as usize..end.calls as usize],
            &flow.splits[self.splits as usize..end.splits as usize],
        );
        let rest = (
            &flow.exprs[self.exprs as usize..end.exprs as usize],
            &flow.templates[self.templates as usize..end.templates as usize],
            &flow.lookups[self.lookups as usize..end.lookups as usize],
            &flow.carts[self.carts as usize..end.carts as usize],
            &flow.humans[self.humans as usize..end.humans as usize],
            &flow.targets[self.targets as usize..end.targets as usize],
            &flow.windows[self.windows as usize..end.windows as usize],
        );
        print(&(plans, rest))
    }
}

/// Puts back what [`Mark::cut`] took.
pub(super) fn append(flow: &mut Flow, mut tail: Flow) {
    for (layer, tail) in flow.layers.iter_mut().zip(&mut tail.layers) {
        layer.texts.append(&mut tail.texts);
    }
    flow.ops.append(&mut tail.ops);
    flow.origin.append(&mut tail.origin);
    flow.exits.append(&mut tail.exits);
    flow.replies.append(&mut tail.replies);
    flow.waits.append(&mut tail.waits);
    flow.delays.append(&mut tail.delays);
    flow.calls.append(&mut tail.calls);
    flow.splits.append(&mut tail.splits);
    flow.exprs.append(&mut tail.exprs);
    flow.templates.append(&mut tail.templates);
    flow.lookups.append(&mut tail.lookups);
    flow.carts.append(&mut tail.carts);
    flow.humans.append(&mut tail.humans);
    flow.targets.append(&mut tail.targets);
    flow.windows.append(&mut tail.windows);
}

/// Fingerprint of the saved form of something.
pub(super) fn print<T: Serialize>(value: &T) -> u64 {
    postcard::serialize_with_flavor(value, Print::default()).unwrap_or_default()
}

/// Two fingerprints as one.
pub(super) fn mix(print: u64, more: u64) -> u64 {
    let mixed = (print ^ more).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// A fingerprint that grows with what is written to it.
#[derive(Default)]
struct Print(u64);

impl Flavor for Print {
    type Output = u64;

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        let (words, rest) = bytes.as_chunks::<8>();
        let hash = words.iter().fold(self.0, |hash, word| mix(hash, u64::from_le_bytes(*word)));
        self.0 = rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)));
        Ok(())
    }

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0 = mix(self.0, u64::from(byte));
        Ok(())
    }

    fn finalize(self) -> postcard::Result<u64> {
        Ok(self.0)
    }
}
