//! What a project means: the only bridge from what people edit to what runs.
//!
//! Compiles half-drawn projects too: a missing end becomes a stated operation, and whatever cannot be
//! understood becomes a finding beside a flow that plays on without it. Never panics on a user's data.

mod again;
mod candidates;
mod conflicts;
mod explain;
mod part;
mod places;
mod segments;
mod tables;
mod texts;
mod triggers;
mod wording;

pub use again::{Compiler, Extent};
pub use conflicts::{Conflict, WayIn, Why, conflicts, ways_in};
pub use places::Places;

pub use texts::{Spoken, spoken, spoken_in};
pub(crate) use triggers::target_of;

use crate::blocks::{Way, clicked};
use crate::diag::Diagnostic;
use crate::flow::{Expr, ExprIdx, Flow, FlowField, Op, OpIdx, Outcome, Template, TemplateIdx};
use crate::model::{BlockId, FieldKind, Project, SYSTEM_FIELDS};
use part::{Mark, Part, Wires};
use std::collections::BTreeSet;

/// A flow and what was found while making it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compiled {
    /// What the engine runs.
    pub flow: Flow,
    /// What could not be understood, in order of funnel and block.
    pub diagnostics: Vec<Diagnostic>,
    /// Ways in that blocks open, with their priorities, in the order in which they are tried.
    pub ways: Vec<(i64, Way)>,
    /// Segments of the project by name, as indices in [`Flow::exprs`].
    pub segments: Vec<(String, ExprIdx)>,
    /// The first template of every block in order; what follows the blocks is at the end as of block 0.
    texts: Vec<(BlockId, TemplateIdx)>,
}

impl Compiled {
    /// Who belongs to a segment, for [`crate::engine::holds`] with this flow; `None` when there is no such
    /// segment. The size of a segment is the number of sessions for which it holds.
    pub fn segment(&self, name: &str) -> Option<&Expr> {
        let found = self.segments.iter().find(|segment| segment.0 == name)?;
        self.flow.exprs.get(found.1 as usize)
    }

    /// What follows when all blocks are written: ways in, segments, what only the whole flow tells. `ways` when they
    /// may be other than before.
    fn finish(&mut self, project: &Project, parts: &mut Parts, ways: Option<()>) {
        if ways.is_some() {
            drop(parts.end.cut(&mut self.flow));
            self.ways = parts.parts.iter().flat_map(|part| part.ways.iter().cloned()).collect();
            triggers::sort(&mut self.ways);
            self.flow.triggers = triggers::triggers(project, &mut self.flow, &self.ways);
            (self.segments, parts.unclear) = segments::write(project, &mut self.flow);
        }
        let of_blocks = parts.parts.iter().flat_map(|part| &part.found);
        let all = parts.schedule.iter().chain(of_blocks).chain(&parts.unclear);
        self.diagnostics = all.cloned().collect();
        tables::finish(&mut self.flow);
        self.flow.version = version(&self.flow, parts);
    }
}

/// What each block is in a flow, and what is found beside them.
#[derive(Debug, Default)]
struct Parts {
    parts: Vec<Part>,
    /// Where the last one ends.
    end: Mark,
    /// What is wrong with the schedule and the answers to stop and start words.
    schedule: Vec<Diagnostic>,
    /// What is wrong with segments.
    unclear: Vec<Diagnostic>,
}

impl Parts {
    /// Where a part ends.
    fn end(&self, at: usize) -> Mark {
        self.parts.get(at + 1).map_or(self.end, |part| part.mark)
    }

    /// Whether one of these blocks looked into a table.
    fn have_table(&self, blocks: &BTreeSet<BlockId>) -> bool {
        self.parts.iter().any(|part| part.has_table && blocks.contains(&part.block_id))
    }
}

/// Compiles a project. Equal projects give equal flows; time grows with the number of blocks.
pub fn compile(project: &Project) -> Compiled {
    compile_parts(project).0
}

/// The segments of a project without its blocks, which takes next to no time: enough to ask who belongs to them.
pub fn segments(project: &Project) -> Compiled {
    let mut flow = Flow {
        templates: vec![Template::default()],
        fields: fields(project),
        tags: tags(project),
        zone: project.schedule.zone.clone(),
        ..Flow::default()
    };
    let (segments, diagnostics) = segments::write(project, &mut flow);
    Compiled { flow, segments, diagnostics, ..Compiled::default() }
}

fn compile_parts(project: &Project) -> (Compiled, Parts) {
    let mut flow = Flow {
        // Plans that say nothing point at the empty template.
        templates: vec![Template::default()],
        fields: fields(project),
        tags: tags(project),
        zone: project.schedule.zone.clone(),
        ..tables::flow(project)
    };
    let mut parts = Parts { schedule: explain::schedule(project), ..Parts::default() };
    let mut wires = Wires::new();
    let clicked = clicked(project);
    for (_, block_id, block) in project.blocks() {
        let (part, out) = Part::write((project, &clicked), block_id, block, &mut flow);
        wires.extend(out);
        parts.parts.push(part);
    }
    parts.end = Mark::of(&flow);
    shrink(&mut flow);
    parts.parts.shrink_to_fit();
    flow.starts.sort_unstable_by_key(|start| start.0);
    flow.waiting.sort_unstable();
    flow.returns.sort_unstable_by_key(|back| back.0);
    connect(&mut flow, &wires, Mark::default());
    for at in 0..parts.parts.len() {
        parts.parts[at].print = parts.parts[at].mark.print(&flow, parts.end(at));
    }
    let texts = parts.parts.iter().map(|part| (part.block_id, part.mark.templates));
    let texts = texts.chain([(BlockId(0), parts.end.templates)]).collect();
    let mut compiled = Compiled { flow, texts, ..Compiled::default() };
    compiled.finish(project, &mut parts, Some(()));
    (compiled, parts)
}

/// Gives back the room that the long tables have for more: whoever compiles again writes over what stands there.
fn shrink(flow: &mut Flow) {
    flow.ops.shrink_to_fit();
    flow.origin.shrink_to_fit();
    flow.exits.shrink_to_fit();
    flow.replies.shrink_to_fit();
    flow.waits.shrink_to_fit();
    flow.templates.shrink_to_fit();
    flow.exprs.shrink_to_fit();
}

/// Points the jumps of wires at the blocks they lead to, and funnels that blocks begin at their entries, from a mark
/// on. A wire to a block that is gone is a dead end.
fn connect(flow: &mut Flow, wires: &[(OpIdx, BlockId)], from: Mark) {
    for &(jump, target) in wires {
        let op = flow.start_of(target).map_or(Op::End(Outcome::DeadEnd), Op::Jump);
        flow.ops[jump as usize] = op;
    }
    for at in from.targets as usize..flow.targets.len() {
        let target = flow.targets[at];
        if target.op == OpIdx::MAX {
            flow.targets[at].op = flow.start_of(target.block).unwrap_or(OpIdx::MAX);
        }
    }
}

fn fields(project: &Project) -> Vec<FlowField> {
    let system = SYSTEM_FIELDS.iter().map(|field| FlowField {
        id: field.id,
        name: field.name.into(),
        kind: FieldKind::Text,
        default: None,
    });
    let own = project.fields.iter().map(|field| FlowField {
        id: field.id,
        name: field.name.clone(),
        kind: field.kind,
        default: field.default.clone(),
    });
    let mut fields: Vec<_> = system.chain(own).collect();
    fields.sort_by_key(|field| field.id);
    fields.dedup_by_key(|field| field.id);
    fields
}

fn tags(project: &Project) -> Vec<(crate::model::TagId, String)> {
    let mut tags: Vec<_> = project.tags.iter().map(|tag| (tag.id, tag.name.clone())).collect();
    tags.sort();
    tags.dedup_by_key(|tag| tag.0);
    tags
}

/// Hash of everything in the flow: of what each block wrote and of the rest.
fn version(flow: &Flow, parts: &Parts) -> u32 {
    let of_blocks = parts.parts.iter().fold(0, |print, part| part::mix(print, part.print));
    let behind = parts.end.print(flow, Mark::of(flow));
    let Flow { starts, waiting, returns, exits, tables, lists, layers, funnels, triggers, .. } = flow;
    let Flow { remembered, has_back, keeps_text, numbered, cap, consent, consent_version, .. } = flow;
    let Flow { language, fields, tags, zone, .. } = flow;
    let rest = (
        (starts, waiting, returns, exits, tables, lists, layers, funnels, triggers),
        (remembered, has_back, keeps_text, numbered, cap, consent, consent_version),
        (language, fields, tags, zone),
    );
    let hash = [behind, part::print(&rest)].into_iter().fold(of_blocks, part::mix);
    (hash ^ (hash >> 32)) as u32
}
