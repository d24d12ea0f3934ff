//! What a project means: the only bridge from what people edit to what runs.
//!
//! Compiles half-drawn projects too: a missing end becomes a stated operation, and whatever cannot be
//! understood becomes a finding beside a flow that plays on without it. Never panics on a user's data.

mod candidates;
mod conflicts;
mod explain;
mod segments;
mod tables;
mod texts;
mod triggers;
mod wording;

pub use conflicts::{Conflict, WayIn, Why, conflicts, ways_in};

pub use texts::{Spoken, spoken, spoken_in};
pub(crate) use triggers::target_of;

use crate::blocks::{Lower, Problem, ProblemKind, Way, block_type};
use crate::diag::{Anchor, Diagnostic};
use crate::flow::{Expr, ExprIdx, Flow, FlowField, Op, OpIdx, Outcome, Template, TemplateIdx};
use crate::model::{Block, BlockId, FieldKind, Project, SYSTEM_FIELDS};

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
    /// Where the author wrote the texts of the flow, in order of template.
    pub texts: Vec<(TemplateIdx, Anchor)>,
}

impl Compiled {
    /// Who belongs to a segment, for [`crate::engine::holds`] with this flow; `None` when there is no such
    /// segment. The size of a segment is the number of sessions for which it holds.
    pub fn segment(&self, name: &str) -> Option<&Expr> {
        let found = self.segments.iter().find(|segment| segment.0 == name)?;
        self.flow.exprs.get(found.1 as usize)
    }

    /// Where the author wrote a text; `None` for one that the product says by itself.
    pub fn place_of(&self, template: TemplateIdx) -> Option<&Anchor> {
        let at = self.texts.binary_search_by_key(&template, |text| text.0).ok()?;
        self.texts.get(at).map(|text| &text.1)
    }
}

/// Compiles a project. Equal projects give equal flows; time grows with the number of blocks.
pub fn compile(project: &Project) -> Compiled {
    let mut flow = Flow {
        // Plans that say nothing point at the empty template.
        templates: vec![Template::default()],
        fields: fields(project),
        tags: tags(project),
        zone: project.schedule.zone.clone(),
        ..tables::flow(project)
    };
    let mut diagnostics = explain::schedule(project);
    let (mut wires, mut ways, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for (_, block_id, block) in project.blocks() {
        let lowered = lower_block(project, block_id, block, &mut flow);
        let problems = lowered.problems.into_iter();
        diagnostics.extend(problems.map(|problem| explain::problem(project, block_id, problem)));
        wires.extend(lowered.wires);
        ways.extend(lowered.ways);
        texts.extend(lowered.places.into_iter().map(|(template, prop, row)| {
            let at = if prop.is_empty() {
                Anchor::Block(block_id)
            } else {
                Anchor::Prop { block: block_id, prop, row }
            };
            (template, at)
        }));
    }
    flow.starts.sort_unstable_by_key(|start| start.0);
    flow.waiting.sort_unstable();
    flow.returns.sort_unstable_by_key(|back| back.0);
    connect(&mut flow, &wires);
    triggers::sort(&mut ways);
    flow.triggers = triggers::triggers(project, &mut flow, &ways);
    let (segments, unclear) = segments::write(project, &mut flow);
    diagnostics.extend(unclear);
    tables::finish(&mut flow);
    flow.version = version(&flow);
    Compiled { flow, diagnostics, ways, segments, texts }
}

/// What lowering a block leaves beside its operations.
struct Lowered {
    problems: Vec<Problem>,
    wires: Vec<(OpIdx, BlockId)>,
    ways: Vec<(i64, Way)>,
    places: Vec<(TemplateIdx, String, Option<usize>)>,
}

fn lower_block(project: &Project, block_id: BlockId, block: &Block, flow: &mut Flow) -> Lowered {
    let mut lower = Lower::new(project, block_id, block, flow);
    match block_type(&block.kind) {
        Some(block_type) => (block_type.lower)(&mut lower),
        None => {
            lower.problem(None, ProblemKind::UnknownKind(block.kind.clone()));
            lower.begin();
            lower.op(Op::End(Outcome::DeadEnd));
        }
    }
    let start = lower.start();
    let lowered = Lowered {
        problems: std::mem::take(&mut lower.problems),
        wires: std::mem::take(&mut lower.wires),
        ways: std::mem::take(&mut lower.ways),
        places: std::mem::take(&mut lower.places),
    };
    if let Some(start) = start {
        flow.starts.push((block_id, start));
    }
    lowered
}

/// Points the jumps of wires at the blocks they lead to, and funnels that blocks begin at their entries. A wire to a block that is gone is a dead end.
fn connect(flow: &mut Flow, wires: &[(OpIdx, BlockId)]) {
    for &(jump, target) in wires {
        let op = flow.start_of(target).map_or(Op::End(Outcome::DeadEnd), Op::Jump);
        flow.ops[jump as usize] = op;
    }
    for at in 0..flow.targets.len() {
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

/// FNV-1a over the saved flow, folded to 32 bits.
fn version(flow: &Flow) -> u32 {
    let bytes = postcard::to_stdvec(flow).unwrap_or_default();
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as u32
}
