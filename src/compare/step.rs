//! What a single step is called in the history: what was done to what.

use super::beside::text_name;
use super::name::{block_name, block_of, blocks, counted, exit_name, fixed, funnel_of, joined, own};
use super::settings::sections_between;
use crate::blocks::{block_type, list_type};
use crate::diag::Words;
use crate::edit::{Edit, Settings, Transaction};
use crate::model::{Block, BlockId, Label, Project};
use std::collections::{BTreeMap, BTreeSet};

/// Most blocks that a step is said to have touched: enough to show where it happened.
const TOUCHED_MAX: usize = 256;

/// Tells a transaction that is about to be applied to `project`: its name, and the blocks it touches.
pub fn told(project: &Project, transaction: &Transaction) -> (Words, Vec<BlockId>) {
    let step = StepOf::new(project, transaction);
    let mut touched: Vec<BlockId> = step.touched.iter().copied().collect();
    touched.truncate(TOUCHED_MAX);
    (step.name(), touched)
}

/// A transaction in what it does.
struct StepOf<'s> {
    project: &'s Project,
    transaction: &'s Transaction,
    added: BTreeMap<BlockId, &'s Block>,
    removed: BTreeSet<BlockId>,
    touched: BTreeSet<BlockId>,
}

fn phrase(label: Label, what: &Words) -> Words {
    Words::new(format!("{}: {}", label.ru, what.ru), format!("{}: {}", label.en, what.en))
}

impl<'s> StepOf<'s> {
    fn new(project: &'s Project, transaction: &'s Transaction) -> Self {
        let (mut added, mut removed, mut touched) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        for edit in &transaction.edits {
            match edit {
                Edit::InsertBlock { block_id, block, .. } => drop(added.insert(*block_id, block)),
                Edit::RemoveBlock { block_id } => drop(removed.insert(*block_id)),
                Edit::SetTitle { block_id, .. }
                | Edit::SetProp { block_id, .. }
                | Edit::SetExit { block_id, .. }
                | Edit::MoveBlock { block_id, .. } => drop(touched.insert(*block_id)),
                Edit::InsertFunnel { funnel, .. } => touched.extend(funnel.blocks.keys()),
                Edit::RemoveFunnel { name } => {
                    let blocks = project.funnel(name).map(|funnel| funnel.blocks.keys());
                    touched.extend(blocks.into_iter().flatten());
                }
                Edit::SetText { key, .. } => {
                    touched.extend(key.split('.').next().and_then(|id| id.parse().ok()).map(BlockId));
                }
                Edit::SetNote { .. }
                | Edit::SetFrame { .. }
                | Edit::SetFunnelTitle { .. }
                | Edit::InsertField { .. }
                | Edit::RemoveField { .. }
                | Edit::InsertTag { .. }
                | Edit::RemoveTag { .. }
                | Edit::SetSettings(_)
                | Edit::SetTable { .. }
                | Edit::SetCell { .. }
                | Edit::SetLayer { .. }
                | Edit::SetList { .. }
                | Edit::SetNextIds { .. } => {}
            }
        }
        touched.extend(added.keys().chain(&removed));
        Self { project, transaction, added, removed, touched }
    }

    fn name(&self) -> Words {
        let label = self.transaction.label;
        let funnels = |edit: &Edit| matches!(edit, Edit::InsertFunnel { .. } | Edit::RemoveFunnel { .. });
        match (self.added.len(), self.removed.len()) {
            _ if self.transaction.edits.iter().any(funnels) => self.single().unwrap_or_else(|| fixed(label)),
            (0, 1) => {
                phrase(label, &self.removed.first().map(|id| block_of(self.project, *id)).unwrap_or_default())
            }
            (0, count) if count > 1 => phrase(label, &blocks(count)),
            (1, 0) => phrase(label, &self.added.values().next().map(|b| block_name(b)).unwrap_or_default()),
            (count, 0) if count > 1 => phrase(label, &blocks(count)),
            _ => self.single().unwrap_or_else(|| self.about()),
        }
    }

    /// The label with what it was done to, when it is a matter of blocks.
    fn about(&self) -> Words {
        let label = self.transaction.label;
        match self.touched.len() {
            0 => fixed(label),
            1 => {
                phrase(label, &self.touched.first().map(|id| block_of(self.project, *id)).unwrap_or_default())
            }
            count => phrase(label, &blocks(count)),
        }
    }

    /// The name of a transaction with one edit that matters; what goes along with it, such as the wire of a button
    /// that goes, needs no word.
    fn single(&self) -> Option<Words> {
        let follows = |edit: &&Edit| {
            matches!(edit, Edit::SetNextIds { .. } | Edit::SetText { .. } | Edit::SetExit { .. })
        };
        let edits = &self.transaction.edits;
        if let [edit] = edits.as_slice() {
            return self.told(edit);
        }
        let mut telling = edits.iter().filter(|edit| !follows(edit));
        match (telling.next(), telling.next()) {
            (Some(edit @ (Edit::SetProp { .. } | Edit::SetTitle { .. })), None)
                if self.touched.len() <= 1 =>
            {
                self.told(edit)
            }
            (Some(edit), _) => self.leading(edit),
            (None, _) => None,
        }
    }

    /// Funnels, fields and tags tell what the step is about even when much goes along with them.
    fn leading(&self, first: &Edit) -> Option<Words> {
        let is_leading = |edit: &&Edit| {
            matches!(
                edit,
                Edit::InsertFunnel { .. }
                    | Edit::RemoveFunnel { .. }
                    | Edit::InsertField { .. }
                    | Edit::RemoveField { .. }
                    | Edit::InsertTag { .. }
                    | Edit::RemoveTag { .. }
            )
        };
        let mut leading = self.transaction.edits.iter().filter(is_leading);
        let edit = leading.next()?;
        // A thing that goes and comes is one that is renamed.
        let last = leading.next_back();
        match last {
            None => self.told(edit),
            Some(last) if self.transaction.edits.len() > 1 && !matches!(first, Edit::SetSettings(_)) => {
                let what = self.thing(last)?;
                Some(phrase(self.transaction.label, &what))
            }
            Some(_) => None,
        }
    }

    /// What a field, tag or funnel of an edit is called.
    fn thing(&self, edit: &Edit) -> Option<Words> {
        let project = self.project;
        if let Edit::InsertField { field, .. } = edit {
            Some(own(field.name.as_str()))
        } else if let Edit::RemoveField { field_id } = edit {
            project.fields.iter().find(|field| field.id == *field_id).map(|field| own(field.name.as_str()))
        } else if let Edit::InsertTag { tag, .. } = edit {
            Some(own(tag.name.as_str()))
        } else if let Edit::RemoveTag { tag_id } = edit {
            project.tags.iter().find(|tag| tag.id == *tag_id).map(|tag| own(tag.name.as_str()))
        } else if let Edit::InsertFunnel { funnel, .. } = edit {
            Some(super::name::funnel_title(funnel))
        } else if let Edit::RemoveFunnel { name } = edit {
            Some(funnel_of(project, name))
        } else {
            None
        }
    }

    /// The name of one edit.
    fn told(&self, edit: &Edit) -> Option<Words> {
        let (project, label) = (self.project, self.transaction.label);
        let block = |id: &BlockId| block_of(project, *id);
        Some(match edit {
            Edit::SetTitle { block_id, title } if title.is_empty() => phrase(label, &block(block_id)),
            Edit::SetTitle { block_id, title } => {
                let (_, named) = project.block(*block_id)?;
                // Of a title that is being written the last letters are no name: the block is called as without one.
                let plain = block_name(&Block { title: String::new(), ..named.clone() });
                let to = |name: &str| format!("{name} → {}", title.trim());
                phrase(label, &Words::new(to(&plain.ru), to(&plain.en)))
            }
            Edit::SetProp { block_id, prop, .. } => {
                let kind = project.block(*block_id).and_then(|(_, block)| block_type(&block.kind));
                let field = kind.and_then(|kind| kind.form.field(prop));
                phrase(field.map_or(label, |field| field.label), &block(block_id))
            }
            Edit::SetExit { block_id, exit, to } => {
                let (_, from) = project.block(*block_id)?;
                let target = to.or_else(|| from.exits.get(exit).copied()).map(|to| block(&to));
                let end = target.unwrap_or_else(|| exit_name(&[from], exit));
                let start = block_name(from);
                let way =
                    Words::new(format!("{} → {}", start.ru, end.ru), format!("{} → {}", start.en, end.en));
                phrase(label, &way)
            }
            Edit::MoveBlock { block_id, .. } => phrase(label, &block(block_id)),
            Edit::SetSettings(settings) => {
                let sections = sections_between(&Settings::of(project), settings);
                sections.into_iter().reduce(|a, b| joined(&a, &b)).unwrap_or_else(|| fixed(label))
            }
            Edit::SetFunnelTitle { title, .. } => phrase(label, &own(title.as_str())),
            Edit::SetTable { name, .. } | Edit::SetCell { table: name, .. } | Edit::SetLayer { name, .. } => {
                phrase(label, &own(name.as_str()))
            }
            Edit::SetText { layer, key, .. } => {
                let name = text_name(project, project, key);
                Words::new(format!("Текст {layer}: {}", name.ru), format!("Text {layer}: {}", name.en))
            }
            Edit::SetList { list, rows } => {
                let label = list_type(list).map_or(label, |list| list.label);
                let rows = rows.as_ref().map_or(0, Vec::len);
                phrase(label, &counted(rows, ("строка", "строки", "строк"), ("row", "rows")))
            }
            Edit::InsertField { .. }
            | Edit::RemoveField { .. }
            | Edit::InsertTag { .. }
            | Edit::RemoveTag { .. }
            | Edit::InsertFunnel { .. }
            | Edit::RemoveFunnel { .. } => phrase(label, &self.thing(edit)?),
            Edit::SetNote { .. }
            | Edit::SetFrame { .. }
            | Edit::InsertBlock { .. }
            | Edit::RemoveBlock { .. }
            | Edit::SetNextIds { .. } => return None,
        })
    }
}
