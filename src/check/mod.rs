//! What will go wrong: one file per rule, one line in [`RULES`].
//!
//! Rules look at the project, at the compiled flow where the flow is the truth, and at the limits of the
//! messengers in use. They never change anything, never panic on half-drawn projects, and equal projects give
//! equal findings in equal order.

mod address;
mod again;
mod channel;
mod context;
mod formats;
mod forms;
mod graph;
mod landing;
mod lengths;
mod lists;
mod manual;
mod media;
mod notes;
mod rules;
mod schedule;
mod texts;

pub use again::Checker;
pub(crate) use channel::no_channel;
pub use channel::{bad_payload, takes_payload, usable_channel};
pub use context::Context;
pub use formats::{Objection, misnamed, objections};
pub(crate) use landing::{
    bad_landing_addresses, is_blank_landing, landing_without_consent, unknown_landing_link,
};
pub use manual::manual;
pub(crate) use schedule::unknown_zone;

use crate::compile::Compiled;
use crate::diag::{Anchor, Diagnostic, Severity, Words};
use crate::model::{BlockId, Label, MediaLook, Project};
use std::collections::BTreeMap;

/// Sizes of the files below `media/` in bytes, by their path there with `/`.
pub type MediaSizes = BTreeMap<String, u64>;

/// What the files below `media/` turned out to be, by their path there.
pub type MediaLooks = BTreeMap<String, MediaLook>;

/// Something that can be wrong with a project.
#[derive(Debug)]
pub struct Rule {
    /// Code of its findings, stable: `button-leads-nowhere`.
    pub code: &'static str,
    /// What it finds.
    pub label: Label,
    /// Why it matters to the subscriber.
    pub why: Label,
    /// How to fix it.
    pub fix: Label,
    /// What its findings depend on.
    pub reads: Reads,
    /// Finds it.
    pub check: fn(&Context<'_>) -> Vec<Diagnostic>,
}

/// What the findings of a rule depend on beside the settings of the project: what has to be judged again after an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Each finding on one block: what it holds, what it compiles to and whether its wires lead to blocks that exist.
    /// The rule looks at blocks by [`Context::typed`] and its like only.
    Block,
    /// The ways through the flow, the titles of blocks, and entries.
    Ways,
    /// Everything.
    Project,
}

/// Every rule, in the order of the manual.
pub static RULES: &[&Rule] = rules::ALL;

/// The rule with that code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// What the caller has looked up in the world for the rules, which cannot. What nobody looked up is not judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The media files that exist; for files that are missing or too big.
    pub media: Option<&'a MediaSizes>,
    /// What those files turned out to be; for formats, pixels and lengths.
    pub looks: Option<&'a MediaLooks>,
    /// Whether a time zone of that name exists; the shell's answer is `zones::is_known`.
    pub is_zone: Option<fn(&str) -> bool>,
    /// Today, days since 1970; for dates that are over.
    pub today: Option<i32>,
}

/// Everything that is found in a project, the gravest first, then in order of funnels and blocks.
pub fn check(project: &Project, compiled: &Compiled, known: Known<'_>) -> Vec<Diagnostic> {
    run(&Context::new(project, compiled, known))
}

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let found = RULES.iter().flat_map(|rule| (rule.check)(context));
    in_order(context.project, found.chain(unexplained(context.compiled)).collect())
}

/// What the compiler finds and no rule explains is not swallowed.
fn unexplained(compiled: &Compiled) -> impl Iterator<Item = Diagnostic> {
    compiled.diagnostics.iter().filter(|finding| rule(finding.code).is_none()).cloned()
}

/// The gravest first, then in order of funnels and blocks, each once.
fn in_order(project: &Project, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let placed = found.into_iter().map(|finding| {
        let block_id = finding.at.block();
        let funnel = match (&finding.at, block_id) {
            (Anchor::Funnel(name), _) => project.funnels.iter().position(|funnel| funnel.name == *name),
            (_, Some(id)) => project.funnels.iter().position(|funnel| funnel.blocks.contains_key(&id)),
            (_, None) => None,
        };
        ((finding.severity, funnel, block_id), finding)
    });
    let mut placed: Vec<_> = placed.collect();
    let span = |finding: &Diagnostic| finding.span.as_ref().map(|span| (span.start, span.end));
    placed.sort_by(|(place, a), (other_place, b)| {
        let by_place = place.cmp(other_place).then_with(|| a.at.cmp(&b.at)).then_with(|| a.code.cmp(b.code));
        by_place.then_with(|| span(a).cmp(&span(b))).then_with(|| a.message.en.cmp(&b.message.en))
    });
    placed.dedup_by(|a, b| a.1 == b.1);
    placed.into_iter().map(|(_, finding)| finding).collect()
}

/// An error: a subscriber will be hurt.
fn error(code: &'static str, at: Anchor, message: Words, hint: Words) -> Diagnostic {
    Diagnostic::new(code, Severity::Error, at, message, hint)
}

/// A warning: a subscriber may be hurt, or the author surely meant something else.
fn warning(code: &'static str, at: Anchor, message: Words, hint: Words) -> Diagnostic {
    Diagnostic::new(code, Severity::Warning, at, message, hint)
}

/// The place of a property, `row` when it stands in a list.
fn prop(block: BlockId, prop: &str, row: Option<usize>) -> Anchor {
    Anchor::Prop { block, prop: prop.to_owned(), row }
}
