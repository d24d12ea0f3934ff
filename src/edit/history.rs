//! Undo and redo, and every moment in between.

use super::weight::weight;
use super::{Edit, EditError, Transaction};
use crate::diag::Words;
use crate::model::{BlockId, FieldId, FunnelName, Label, Mark, Project, Prop};
use std::collections::{BTreeSet, VecDeque};

/// Most steps that are kept.
const STEPS_MAX: usize = 10_000;
/// Most that the steps may weigh together, bytes; one step is kept whatever it weighs.
const WEIGHT_MAX: usize = 64 << 20;

/// What was done to one project since it was opened, backwards and forwards.
///
/// Holds only for the project that every transaction went through; changing that project by other means
/// makes its steps unfit, and then they are dropped.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// What the steps weigh together.
    weight: usize,
    /// States that were on disk at some time.
    kept: BTreeSet<u64>,
    /// Whether early steps were dropped.
    is_cut: bool,
    /// Number of the present state; every state has its own, also after undo and redo.
    now: u64,
    last: u64,
    typing: Option<Typing>,
}

/// The way to another state.
#[derive(Clone, Debug)]
struct Step {
    transaction: Transaction,
    /// Number of the state it leads to.
    to: u64,
    /// What the shell says of the change that it takes back or does again.
    told: Option<Told>,
    weight: usize,
}

/// What is said of a step, by somebody who knows names and has a clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What was done to what.
    pub words: Words,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// The blocks that were touched.
    pub blocks: Vec<BlockId>,
}

/// A state that the project was in or would be in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment<'h> {
    /// Its number.
    pub state: u64,
    /// The label of the step that made it; `None` for the first one that is known.
    pub label: Option<Label>,
    /// What is said of that step.
    pub told: Option<&'h Told>,
    /// Whether it was on disk at some time.
    pub was_saved: bool,
    /// How many steps lie between it and the present; negative for one that was taken back.
    pub back: i64,
}

/// What is being typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Typing {
    Title(BlockId),
    Prop(BlockId, String),
    /// The line of that number in a property of lines.
    Line(BlockId, String, usize),
    /// The text of a note, the title of a frame.
    Mark(Mark),
    FunnelTitle(FunnelName),
    Settings,
    /// The value that new subscribers have in a field.
    Field(FieldId),
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
    /// edit is a step of its own. Typing back what was there leaves no step: the project is in the state before.
    pub fn apply_typing(&mut self, project: &mut Project, transaction: Transaction) -> Result<(), EditError> {
        let typing = Typing::of(&transaction, project);
        let goes_on = typing.is_some() && typing == self.typing;
        let is_back = self.typing.is_some()
            && self.undo.back().is_some_and(|step| step.transaction.edits == transaction.edits);
        if is_back && let Some(step) = self.undo.pop_back() {
            self.typing = None;
            self.forget_redo();
            if let Some(ahead) = self.walk(project, step) {
                self.weight -= ahead.weight;
            }
            return Ok(());
        }
        let undo = transaction.apply(project)?;
        if goes_on && !self.undo.is_empty() {
            // The first key's inverse already leads back to the text as it was before.
            self.forget_redo();
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
        let step = self.undo.pop_back()?;
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
        self.undo.push_back(step);
        Some(label)
    }

    /// What undo would take back.
    pub fn can_undo(&self) -> Option<Label> {
        self.undo.back().map(|step| step.transaction.label)
    }

    /// What redo would bring back.
    pub fn can_redo(&self) -> Option<Label> {
        self.redo.last().map(|step| step.transaction.label)
    }

    /// Number of the present state; equal numbers mean an equal project.
    pub fn revision(&self) -> u64 {
        self.now
    }

    /// Remembers that a state was on disk.
    pub fn note_saved(&mut self, state: u64) {
        self.kept.insert(state);
    }

    /// Says of the last step what it was; of steps typed together the last word counts.
    pub fn tell(&mut self, told: Told) {
        if let Some(step) = self.undo.back_mut() {
            step.told = Some(told);
        }
    }

    /// What is said of the step that undo would take back.
    pub fn told_undo(&self) -> Option<&Told> {
        self.undo.back()?.told.as_ref()
    }

    /// What is said of the step that redo would bring back.
    pub fn told_redo(&self) -> Option<&Told> {
        self.redo.last()?.told.as_ref()
    }

    /// Whether the present came about by way of a state: it is the present one or lies before it.
    pub fn came_by(&self, state: u64) -> bool {
        state == self.now || self.undo.iter().any(|step| step.to == state)
    }

    /// Whether the first moments are no longer known.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// How many moments there are: one more than steps.
    pub fn moments_len(&self) -> usize {
        self.redo.len() + self.undo.len() + 1
    }

    /// The moment of that place in the list of all, newest first: what was taken back, the present, what was before.
    pub fn moment(&self, place: usize) -> Option<Moment<'_>> {
        let ahead = self.redo.len();
        let made = |step: Option<&'_ Step>| step.map(|step| step.transaction.label);
        let (step, state) = if place < ahead {
            let step = &self.redo[place];
            (Some(step), step.to)
        } else {
            let back = place - ahead;
            let state = match back {
                0 => self.now,
                _ => self.undo.get(self.undo.len().checked_sub(back)?)?.to,
            };
            (self.undo.len().checked_sub(back + 1).and_then(|at| self.undo.get(at)), state)
        };
        Some(Moment {
            state,
            label: made(step),
            told: step.and_then(|step| step.told.as_ref()),
            was_saved: self.kept.contains(&state),
            back: place as i64 - ahead as i64,
        })
    }

    /// The project as it was, or would be, in a state; `None` for a state that is not known.
    pub fn at(&self, project: &Project, state: u64) -> Option<Project> {
        let mut there = project.clone();
        if state == self.now {
            return Some(there);
        }
        let back = self.undo.iter().rev().position(|step| step.to == state);
        let ahead = || self.redo.iter().rev().position(|step| step.to == state);
        let steps: Vec<&Step> = match back {
            Some(count) => self.undo.iter().rev().take(count + 1).collect(),
            None => self.redo.iter().rev().take(ahead()? + 1).collect(),
        };
        for step in steps {
            step.transaction.clone().run(&mut there).ok()?;
        }
        Some(there)
    }

    fn push(&mut self, undo: Transaction) {
        self.forget_redo();
        let weight = weight(&undo);
        self.weight += weight;
        self.undo.push_back(Step { transaction: undo, to: self.now, told: None, weight });
        self.now = self.fresh();
        while self.undo.len() > STEPS_MAX || (self.weight > WEIGHT_MAX && self.undo.len() > 1) {
            let Some(first) = self.undo.pop_front() else { break };
            self.weight -= first.weight;
            self.is_cut = true;
        }
    }

    fn forget_redo(&mut self) {
        self.weight -= self.redo.drain(..).map(|step| step.weight).sum::<usize>();
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
            self.weight = 0;
            self.now = self.fresh();
            return None;
        };
        let from = std::mem::replace(&mut self.now, step.to);
        // The way back may weigh more or less than the way here.
        let heavier = weight(&back);
        self.weight = (self.weight + heavier).saturating_sub(step.weight);
        Some(Step { transaction: back, to: from, told: step.told, weight: heavier })
    }
}

impl Typing {
    fn of(transaction: &Transaction, project: &Project) -> Option<Self> {
        let edit = match transaction.edits.as_slice() {
            [edit] => edit,
            [Edit::RemoveField { field_id }, Edit::InsertField { field, .. }] if field.id == *field_id => {
                return Some(Self::Field(*field_id));
            }
            edits => return Self::places(edits),
        };
        match edit {
            Edit::SetTitle { block_id, .. } => Some(Self::Title(*block_id)),
            Edit::SetProp { block_id, prop, value: Some(Prop::Lines(lines)) } => {
                Some(Self::Line(*block_id, prop.clone(), lines.len()))
            }
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
            Edit::SetNote { note_id, note: Some(note) }
                if project.layout.notes.get(note_id).is_some_and(|before| before.text != note.text) =>
            {
                Some(Self::Mark(Mark::Note(*note_id)))
            }
            Edit::SetFrame { frame_id, frame: Some(frame) }
                if project.layout.frames.get(frame_id).is_some_and(|before| before.title != frame.title) =>
            {
                Some(Self::Mark(Mark::Frame(*frame_id)))
            }
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
