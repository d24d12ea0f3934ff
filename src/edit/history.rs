//! Undo and redo.

use super::{Edit, EditError, Transaction};
use crate::model::{BlockId, FunnelName, Label, Mark, Project};
use std::collections::BTreeSet;

/// What was done to one project since it was opened, backwards and forwards.
///
/// Holds only for the project that every transaction went through; changing that project by other means
/// makes its steps unfit, and then they are dropped.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// Number of the present state; every state has its own, also after undo and redo.
    now: u64,
    last: u64,
    saved: u64,
    typing: Option<Typing>,
}

/// The way to another state.
#[derive(Clone, Debug)]
struct Step {
    transaction: Transaction,
    /// Number of the state it leads to.
    to: u64,
}

/// What is being typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Typing {
    Title(BlockId),
    Prop(BlockId, String),
    FunnelTitle(FunnelName),
    Settings,
    Cell(String, usize, usize),
    Text(String, String),
    List(String),
    /// Things that are pushed over the canvas step by step.
    Places(BTreeSet<Placed>),
}

/// Something with a place on the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Placed {
    Block(BlockId),
    Mark(Mark),
}

impl History {
    /// Applies a transaction as a step of its own. What could be redone no longer can.
    pub fn apply(&mut self, project: &mut Project, transaction: Transaction) -> Result<(), EditError> {
        let undo = transaction.apply(project)?;
        self.typing = None;
        self.push(undo);
        Ok(())
    }

    /// Applies a transaction that comes from typing: as long as the same text is typed into, all of it is one
    /// step. So it is while the same things are pushed over the canvas. Any other transaction of more than one
    /// edit is a step of its own.
    pub fn apply_typing(&mut self, project: &mut Project, transaction: Transaction) -> Result<(), EditError> {
        let typing = Typing::of(&transaction);
        let goes_on = typing.is_some() && typing == self.typing;
        let undo = transaction.apply(project)?;
        if goes_on && !self.undo.is_empty() {
            // The first key's inverse already leads back to the text as it was before.
            self.redo.clear();
            self.now = self.fresh();
        } else {
            self.push(undo);
        }
        self.typing = typing;
        Ok(())
    }

    /// Ends the step being typed, as when the cursor leaves the text.
    pub fn break_typing(&mut self) {
        self.typing = None;
    }

    /// Goes one step back; gives its label, `None` when there is none.
    pub fn undo(&mut self, project: &mut Project) -> Option<Label> {
        self.typing = None;
        let step = self.undo.pop()?;
        let step = self.walk(project, step)?;
        let label = step.transaction.label;
        self.redo.push(step);
        Some(label)
    }

    /// Goes one step forward again; gives its label, `None` when there is none.
    pub fn redo(&mut self, project: &mut Project) -> Option<Label> {
        self.typing = None;
        let step = self.redo.pop()?;
        let step = self.walk(project, step)?;
        let label = step.transaction.label;
        self.undo.push(step);
        Some(label)
    }

    /// What undo would take back.
    pub fn can_undo(&self) -> Option<Label> {
        self.undo.last().map(|step| step.transaction.label)
    }

    /// What redo would bring back.
    pub fn can_redo(&self) -> Option<Label> {
        self.redo.last().map(|step| step.transaction.label)
    }

    /// Number of the present state; equal numbers mean an equal project.
    pub fn revision(&self) -> u64 {
        self.now
    }

    /// Remembers that the present state is on disk.
    pub fn mark_saved(&mut self) {
        self.typing = None;
        self.saved = self.now;
    }

    /// Whether the present state is on disk; so again after undo back to it.
    pub fn is_saved(&self) -> bool {
        self.saved == self.now
    }

    fn push(&mut self, undo: Transaction) {
        self.redo.clear();
        self.undo.push(Step { transaction: undo, to: self.now });
        self.now = self.fresh();
    }

    fn fresh(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// Takes a step and gives the way back.
    fn walk(&mut self, project: &mut Project, step: Step) -> Option<Step> {
        let Ok(back) = step.transaction.run(project) else {
            self.undo.clear();
            self.redo.clear();
            self.now = self.fresh();
            return None;
        };
        let from = std::mem::replace(&mut self.now, step.to);
        Some(Step { transaction: back, to: from })
    }
}

impl Typing {
    fn of(transaction: &Transaction) -> Option<Self> {
        let [edit] = transaction.edits.as_slice() else { return Self::places(&transaction.edits) };
        match edit {
            Edit::SetTitle { block_id, .. } => Some(Self::Title(*block_id)),
            Edit::SetProp { block_id, prop, .. } => Some(Self::Prop(*block_id, prop.clone())),
            Edit::SetFunnelTitle { name, .. } => Some(Self::FunnelTitle(name.clone())),
            Edit::SetSettings(_) => Some(Self::Settings),
            Edit::SetCell { table, row, column, .. } => Some(Self::Cell(table.clone(), *row, *column)),
            Edit::SetText { layer, key, .. } => Some(Self::Text(layer.clone(), key.clone())),
            Edit::SetList { list, .. } => Some(Self::List(list.clone())),
            Edit::InsertBlock { .. }
            | Edit::RemoveBlock { .. }
            | Edit::SetExit { .. }
            | Edit::InsertFunnel { .. }
            | Edit::RemoveFunnel { .. }
            | Edit::InsertField { .. }
            | Edit::RemoveField { .. }
            | Edit::InsertTag { .. }
            | Edit::RemoveTag { .. }
            | Edit::SetTable { .. }
            | Edit::SetLayer { .. }
            | Edit::SetNextIds { .. } => None,
            Edit::MoveBlock { .. } | Edit::SetNote { .. } | Edit::SetFrame { .. } => {
                Self::places(&transaction.edits)
            }
        }
    }

    /// The things that edits move, when they do nothing else.
    fn places(edits: &[Edit]) -> Option<Self> {
        let placed = |edit: &Edit| {
            if let Edit::MoveBlock { block_id, to: Some(_) } = edit {
                Some(Placed::Block(*block_id))
            } else if let Edit::SetNote { note_id, note: Some(_) } = edit {
                Some(Placed::Mark(Mark::Note(*note_id)))
            } else if let Edit::SetFrame { frame_id, frame: Some(_) } = edit {
                Some(Placed::Mark(Mark::Frame(*frame_id)))
            } else {
                None
            }
        };
        let all: Option<BTreeSet<Placed>> = edits.iter().map(placed).collect();
        all.filter(|all| !all.is_empty()).map(Self::Places)
    }
}
