//! Segments of the project as expressions, so that their members can be counted and what they look at is
//! remembered of every subscriber.

use super::explain;
use crate::blocks::{Lower, segment_expr};
use crate::diag::{Anchor, Diagnostic};
use crate::flow::{Expr, ExprIdx, Flow};
use crate::model::{Block, BlockId, Project, text_of};

/// Writes every segment into the flow: its name and its expression. What cannot be understood is a finding about
/// the project.
pub(super) fn write(project: &Project, flow: &mut Flow) -> (Vec<(String, ExprIdx)>, Vec<Diagnostic>) {
    let nowhere = Block::default();
    let rows = project.lists.get("segments").map_or(&[][..], Vec::as_slice);
    let (mut segments, mut findings) = (Vec::new(), Vec::new());
    for row in rows {
        let name = text_of(row, "name").trim();
        let mut lower = Lower::new(project, BlockId(0), &nowhere, flow);
        let ops = segment_expr(&mut lower, name);
        let expr = lower.expr(Expr { ops });
        let problems = std::mem::take(&mut lower.problems).into_iter();
        findings.extend(problems.map(|problem| Diagnostic {
            at: Anchor::Project,
            ..explain::problem(project, BlockId(0), problem)
        }));
        segments.push((name.to_owned(), expr));
    }
    (segments, findings)
}
