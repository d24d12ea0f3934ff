//! Where the author wrote a text of a flow.
//!
//! Seldom asked, and of many thousand texts: nothing is kept for it. The block of the text is lowered once more.

use super::Compiled;
use crate::blocks::{Lower, block_type};
use crate::diag::Anchor;
use crate::flow::{Flow, TemplateIdx};
use crate::model::{BlockId, Project};

/// Finds the places of texts of a compiled project; the texts of one block one after the other cost no more than one.
pub struct Places<'a> {
    project: &'a Project,
    compiled: &'a Compiled,
    /// What the last block is lowered into.
    flow: Flow,
    /// The last block and its texts by their number among its templates.
    last: Option<(BlockId, Vec<(TemplateIdx, Anchor)>)>,
}

impl<'a> Places<'a> {
    /// For the texts of that project.
    pub fn new(project: &'a Project, compiled: &'a Compiled) -> Self {
        Self { project, compiled, flow: super::tables::flow(project), last: None }
    }

    /// Where the author wrote a text; `None` for one that the product says by itself.
    pub fn place_of(&mut self, template: TemplateIdx) -> Option<Anchor> {
        let texts = &self.compiled.texts;
        let after = texts.partition_point(|(_, first)| *first <= template);
        let (block_id, first) = *texts.get(after.checked_sub(1)?)?;
        if self.last.as_ref().is_none_or(|last| last.0 != block_id) {
            self.last = Some((block_id, self.lowered(block_id)));
        }
        let (_, places) = self.last.as_ref()?;
        places.iter().find(|place| place.0 == template - first).map(|place| place.1.clone())
    }

    fn lowered(&mut self, block_id: BlockId) -> Vec<(TemplateIdx, Anchor)> {
        let Some((_, block)) = self.project.block(block_id) else { return Vec::new() };
        let Some(kind) = block_type(&block.kind) else { return Vec::new() };
        let first = self.flow.templates.len() as TemplateIdx;
        let mut lower = Lower::new(self.project, block_id, block, &mut self.flow);
        lower.note_places();
        (kind.lower)(&mut lower);
        let places = lower.take_places().into_iter().map(|(template, prop, row)| {
            let at = if prop.is_empty() {
                Anchor::Block(block_id)
            } else {
                Anchor::Prop { block: block_id, prop, row }
            };
            (template - first, at)
        });
        places.collect()
    }
}
