//! Places elsewhere in the project that a block names: a funnel, a step of one.

use super::{Family, Lower, ProblemKind, block_title, block_type};
use crate::flow::{Op, OpIdx};
use crate::model::{Block, BlockId, FunnelName, Lang, Project};

/// The funnel that a property of the block names: its index in the flow and the block it begins with. `None` with
/// a problem when there is no such funnel or it has no blocks; without one when the property is empty.
pub(super) fn funnel(lower: &mut Lower<'_>, prop: &str) -> Option<(u32, BlockId)> {
    let name = FunnelName(lower.block.text(prop).trim().to_owned());
    if name.0.is_empty() {
        return None;
    }
    let funnels = lower.project.funnels.iter().enumerate();
    let begins = funnels.filter(|(_, funnel)| funnel.name == name).find_map(|(index, funnel)| {
        let of = |fits: fn(&Block) -> bool| funnel.blocks.iter().find(|(_, block)| fits(block));
        let entry = of(|block| block.kind == "entry").or_else(|| of(begins_a_funnel));
        let first = entry.or_else(|| funnel.blocks.iter().next());
        first.map(|(block_id, _)| (index as u32, *block_id))
    });
    if begins.is_none() {
        lower.reading(prop, None);
        lower.problem(None, ProblemKind::UnknownFunnel(name.0));
    }
    begins
}

fn begins_a_funnel(block: &Block) -> bool {
    block_type(&block.kind).is_some_and(|block_type| block_type.family == Family::Entry)
}

/// The block that a property names, or `None` with a problem when it is gone.
pub(super) fn step(lower: &mut Lower<'_>, prop: &str) -> Option<BlockId> {
    let named = lower.block.text(prop).trim();
    if named.is_empty() {
        return None;
    }
    let found = named.parse().ok().map(BlockId).filter(|block_id| lower.project.block(*block_id).is_some());
    if found.is_none() {
        lower.reading(prop, None);
        lower.problem(None, ProblemKind::UnknownBlock(named.to_owned()));
    }
    found
}

/// The index of the funnel that the block is in.
pub(super) fn own_funnel(lower: &Lower<'_>) -> Option<u32> {
    let own = lower.block_id;
    let at = lower.project.funnels.iter().position(|funnel| funnel.blocks.contains_key(&own));
    at.map(|at| at as u32)
}

/// Writes a jump to a block elsewhere.
pub(super) fn jump(lower: &mut Lower<'_>, to: BlockId) -> OpIdx {
    let jump = lower.op(Op::Jump(0));
    lower.wires.push((jump, to));
    jump
}

/// The name of the funnel or block that a block leads to otherwise than by a wire; empty when it leads nowhere.
pub fn leads_to(project: &Project, block: &Block, lang: Lang) -> String {
    let (funnel, step) = (block.text("funnel"), block.text("block"));
    if step.is_empty() {
        let known = project.funnels.iter().find(|known| known.name.0 == funnel);
        return known.map_or(funnel, |known| known.shown_title(lang)).to_owned();
    }
    let known = step.parse().ok().and_then(|id| project.block(BlockId(id)));
    known.map_or_else(|| format!("№ {step}"), |(_, block)| block_title(block, lang).to_owned())
}
