//! Commands that change the project, and what follows from a change: its flow and its findings.

use super::document::Touched;
use super::jobs::Work;
use super::keys::BACK_FRAMES;
use super::toast::{Tone, block_gone, deletion};
use super::{App, Document, ways};
use crate::blocks::block_type;
use crate::check::{Checker, Known};
use crate::diag::{Diagnostic, Severity, Words};
use crate::edit::{Edit, Transaction, build};
use crate::flow::Flow;
use crate::model::{
    Block, BlockId, Exit, FormField, Frame, FunnelName, Label, Mark, Pos, Project, Prop, Shape,
};
use crate::studio::canvas::{Order, way_on};
use crate::studio::command::Command;
use crate::studio::fixes::beside;
use crate::studio::inspector::{Aim, Before, title_id};
use crate::studio::top_bar::Workspace;
use crate::studio::words::command as command_words;
use crate::studio::words::shell as words;
use crate::zones;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How far a copy lies from what it was copied from, canvas units.
const COPY_OFFSET: Pos = Pos(44, 44);

impl App {
    /// Obeys a command that changes the project.
    pub(super) fn perform_edit(&mut self, command: Command) {
        let Some(document) = &mut self.document else { return };
        match command {
            Command::Edit(transaction) => {
                self.edit(transaction, false);
            }
            Command::Typing(transaction) => {
                self.edit(transaction, true);
            }
            Command::Undo | Command::Redo if document.read_only => self.refuse_to_change(),
            // Nobody means what others did by one press.
            Command::Undo if document.warns_of_undo() => {
                self.desk.toasts.push(Tone::Good, Words::new(words::UNDO_THEIRS.ru, words::UNDO_THEIRS.en));
            }
            Command::Undo => {
                self.desk.past.leave_moment();
                let before = self.desk.inspector.before_step(&document.project);
                let touched = document.touched_by(document.history.told_undo());
                let step = document.history.undo(&mut document.project);
                self.stepped(step, before, touched);
            }
            Command::Redo => {
                self.desk.past.leave_moment();
                let before = self.desk.inspector.before_step(&document.project);
                let touched = document.touched_by(document.history.told_redo());
                let step = document.history.redo(&mut document.project);
                self.stepped(step, before, touched);
            }
            Command::MergeTags { from, into } => self.merge_tags(from, into),
            Command::AddBlock { kind, at, from } => self.add_block(&kind, at, from),
            Command::InsertBlock { kind, at, wire } => self.insert_block(&kind, at, wire),
            Command::DeleteSelection => self.delete_selection(),
            Command::DuplicateSelection => self.duplicate_selection(),
            Command::AddNote(note) => {
                let (transaction, note_id) = build::add_note(&document.project, *note);
                self.edit(transaction, false);
                self.write_on(Mark::Note(note_id));
            }
            Command::AddFrame(frame) => self.add_frame(*frame),
            Command::FrameSelection => {
                if let Some(frame) = self.desk.canvas.frame_around(&document.funnel) {
                    self.add_frame(frame);
                }
            }
            Command::Align(how) => {
                let places = self.desk.canvas.aligned(how);
                if !places.is_empty() {
                    let moved = build::move_blocks(&places);
                    self.edit(Transaction::new(how.label(), moved.edits), false);
                }
            }
            Command::TidyUp => self.put_in_order(Order::Tidy),
            Command::Arrange => self.put_in_order(Order::Anew),
            Command::NewFunnel => self.add_funnel(),
            other => debug_assert!(false, "not an edit: {other:?}"),
        }
    }

    /// Changes the project, or says why not; gives whether it was changed.
    pub(super) fn edit(&mut self, mut transaction: Transaction, typing: bool) -> bool {
        let Some(document) = &mut self.document else { return false };
        if self.desk.past.is_showing() {
            self.refuse_to_draw();
            return false;
        }
        if document.read_only {
            self.refuse_to_change();
            return false;
        }
        let told = document.told(&transaction);
        if transaction.edits.iter().any(is_drawing) {
            let going: BTreeSet<BlockId> = transaction.edits.iter().filter_map(block_gone).collect();
            let mut around = self.desk.canvas.unplaced(&document.project);
            around.retain(|(block_id, _)| !going.contains(block_id));
            transaction.edits.splice(..0, build::move_blocks(&around).edits);
        }
        let with = ways::kept(&document.project, &transaction);
        transaction.edits.extend(with);
        let deleted = deletion(&document.project, &transaction);
        match document.apply(transaction, typing, told) {
            Ok(()) => {
                self.changed();
                if let Some(text) = deleted {
                    self.desk.toasts.push(Tone::Deleted, text);
                }
                true
            }
            Err(refused) => {
                self.desk.toasts.push(Tone::Bad, refused.words());
                false
            }
        }
    }

    fn stepped(&mut self, step: Option<Label>, before: Option<Before>, touched: Touched) {
        if let (Some(before), Some(document)) = (before, &self.document) {
            self.desk.inspector.after_step(&before, &document.project);
        }
        if step.is_some() {
            self.changed();
            let elsewhere = self.document.as_ref().and_then(|document| document.only_elsewhere(touched));
            if let Some(funnel) = elsewhere {
                self.show_funnel(funnel);
            }
        }
    }

    /// Moves the blocks of the canvas into order, one step of undo, and says so.
    fn put_in_order(&mut self, order: Order) {
        let Some(document) = &self.document else { return };
        let places = self.desk.canvas.in_order(order);
        if places.is_empty() {
            let text = Words::new("Блоки уже стоят по порядку", "The blocks stand in order already");
            self.desk.toasts.push(Tone::Good, text);
            return;
        }
        let (label, _) = match order {
            Order::Tidy => command_words::TIDY_UP,
            Order::Anew => command_words::ARRANGE,
        };
        let mut transaction = Transaction { label, ..build::move_blocks(&places) };
        transaction.edits.extend(self.desk.canvas.along(&document.project, &places));
        if !self.edit(transaction, false) {
            return;
        }
        self.desk.toasts.push(Tone::Moved, moved(places.len()));
        if order == Order::Anew && self.desk.canvas.selection().len() < 2 {
            self.desk.canvas.fit_all();
        }
    }

    fn add_block(&mut self, kind: &str, at: Option<Pos>, from: Option<(BlockId, Exit)>) {
        let Some(document) = &mut self.document else { return };
        if block_type(kind).is_none() {
            return;
        }
        let at = at.unwrap_or_else(|| {
            let canvas = &self.desk.canvas;
            let source = from.as_ref().map(|(source, _)| beside(&document.project, *source));
            canvas.free_place(source.unwrap_or_else(|| canvas.center()))
        });
        let block = new_block(document, kind);
        let (mut transaction, block_id) = build::add_block(&document.project, &document.funnel, block, at);
        if let Some((source, exit)) = from {
            transaction.edits.push(Edit::SetExit { block_id: source, exit, to: Some(block_id) });
        }
        if self.edit(transaction, false) {
            self.desk.workspace = Workspace::Scenario;
            self.desk.canvas.select([block_id]);
            self.desk.canvas.reveal(block_id);
        }
    }

    fn insert_block(&mut self, kind: &str, at: Pos, wire: (BlockId, Exit)) {
        let Some(document) = &mut self.document else { return };
        if block_type(kind).is_none() {
            return;
        }
        let block = new_block(document, kind);
        let way_on = way_on(&block);
        let (at, room) = self.desk.canvas.room_in_wire(&document.project, &wire, at);
        let (mut transaction, block_id) = build::add_block(&document.project, &document.funnel, block, at);
        let insert = build::insert_between(&document.project, wire, block_id, way_on);
        transaction.label = insert.label;
        transaction.edits.extend(insert.edits);
        transaction.edits.extend(room);
        if self.edit(transaction, false) {
            self.desk.canvas.select([block_id]);
            self.desk.canvas.reveal(block_id);
        }
    }

    fn add_frame(&mut self, frame: Frame) {
        let Some(document) = &mut self.document else { return };
        let (transaction, frame_id) = build::add_frame(&document.project, frame);
        self.edit(transaction, false);
        self.write_on(Mark::Frame(frame_id));
    }

    /// Begins to write on a note or frame, if it was made.
    fn write_on(&mut self, mark: Mark) {
        let Some(layout) = self.project().map(|project| &project.layout) else { return };
        let is_there = match mark {
            Mark::Note(note_id) => layout.notes.contains_key(&note_id),
            Mark::Frame(frame_id) => layout.frames.contains_key(&frame_id),
        };
        if is_there {
            self.desk.canvas.write_on(mark);
        }
    }

    /// Deletes blocks, notes and frames; the wire when nothing else is selected.
    pub(super) fn delete_selection(&mut self) {
        let Some(document) = &mut self.document else { return };
        let canvas = &self.desk.canvas;
        let (blocks, marks, wire) = (canvas.selection(), canvas.marks(), canvas.wire());
        if canvas.has_things() {
            let transaction = build::delete(&document.project, &blocks, &marks);
            self.edit(transaction, false);
        } else if let Some((from, exit)) = wire {
            let transaction = build::connect(from, exit, None);
            self.edit(transaction, false);
        }
    }

    fn duplicate_selection(&mut self) {
        let (blocks, marks) = self.desk.canvas.held();
        let fragment = self.fragment();
        let (corner, canvas) = (fragment.corner(), &self.desk.canvas);
        let at = canvas.free_for(&fragment, corner.plus(COPY_OFFSET));
        let Some(document) = &mut self.document else { return };
        if marks.is_empty() && !blocks.is_empty() {
            let by = Pos(at.0.saturating_sub(corner.0), at.1.saturating_sub(corner.1));
            let (mut transaction, copies) = build::duplicate_blocks(&document.project, &blocks, by);
            // Blocks that the studio placed: their copies stand beside them, too.
            let placed = blocks.iter().zip(&copies).filter_map(|(block_id, copy)| {
                let at = fragment.places.get(block_id)?;
                Some((*copy, at.plus(by)))
            });
            transaction.edits.extend(build::move_blocks(&placed.collect::<Vec<_>>()).edits);
            if self.edit(transaction, false) {
                if let Some(first) = copies.first() {
                    self.desk.canvas.reveal(*first);
                }
                self.desk.canvas.select(copies);
            }
        } else if !marks.is_empty() {
            self.put_down(&fragment, at, Label::new("Дублировать", "Duplicate"));
        }
    }

    fn add_funnel(&mut self) {
        let Some(document) = &mut self.document else { return };
        let title = free_title(&document.project, words::NEW_FUNNEL.of(self.lang));
        let (transaction, name) = build::add_funnel(&document.project, &title);
        if !self.edit(transaction, false) {
            return;
        }
        self.show_funnel(name.clone());
        let lang = self.lang;
        if let Some(funnel) = self.project().and_then(|project| project.funnel(&name)).cloned() {
            self.settings.left_open = true;
            self.desk.left.rename(&funnel, lang);
        }
    }

    /// What follows from a change of the project.
    pub(super) fn changed(&mut self) {
        // News that offer to take a step back mean the step before this one.
        self.desk.toasts.settle();
        if let Some(document) = &mut self.document {
            document.tidy();
            // The last run of the tests says nothing of what is drawn now.
            document.tests = None;
        }
        self.compare_again();
        self.keep();
        self.check();
    }

    /// Compiles and checks the newest state beside the window, one state at a time.
    pub(super) fn check(&mut self) {
        let Some(document) = &mut self.document else { return };
        let state = (document.history.revision(), document.looked);
        // Without a look into the folder every file would be missing.
        let unseen = document.path.is_some() && document.looked == 0;
        if document.checking || unseen || document.checked == Some(state) {
            return;
        }
        document.checking = true;
        let (serial, project) = (document.serial, document.project.clone());
        let media =
            document.path.is_some().then(|| (document.media.sizes.clone(), document.media.looks.clone()));
        let checker_of = document.checker.clone();
        self.jobs.start(Work::Checking(serial), move || {
            // Before it is saved a project has no folder for media.
            let known = Known {
                media: media.as_ref().map(|media| &media.0),
                looks: media.as_ref().map(|media| &media.1),
                is_zone: Some(zones::is_known),
                today: Some(zones::today()),
            };
            let mut checker = checker_of.lock().unwrap_or_else(|broken| {
                // What a check that broke off has left is not to be built on.
                checker_of.clear_poison();
                let mut checker = broken.into_inner();
                *checker = Checker::default();
                checker
            });
            let findings = checker.check(&project, known);
            let (flow, worst) = (checker.share(), worst_of(&findings));
            let findings = Arc::new(findings);
            Box::new(move |app| app.checked(serial, state, flow, (findings, worst)))
        });
    }

    fn checked(
        &mut self,
        serial: u64,
        state: (u64, u32),
        flow: Arc<Flow>,
        (findings, worst): (Arc<Vec<Diagnostic>>, BTreeMap<BlockId, Severity>),
    ) {
        let Some(document) = self.document.as_mut().filter(|document| document.serial == serial) else {
            return;
        };
        document.checking = false;
        document.checked = Some(state);
        document.emulator.set_flow(flow.clone());
        document.flow = flow;
        (document.findings, document.worst) = (findings, worst);
        // The project moved on while this state was checked.
        self.check();
    }
}

/// The worst finding of each block that has one.
fn worst_of(findings: &[Diagnostic]) -> BTreeMap<BlockId, Severity> {
    let mut worst = BTreeMap::new();
    for finding in findings {
        if let Some(block_id) = finding.at.block() {
            let severity = worst.entry(block_id).or_insert(finding.severity);
            *severity = finding.severity.min(*severity);
        }
    }
    worst
}

/// A new block as people want it first: the first way in answers the start button of the messenger.
pub(super) fn new_block(document: &Document, kind: &str) -> Block {
    let mut block = Block::new(kind);
    if kind == "entry" && !document.project.blocks().any(|(_, _, block)| block.kind == "entry") {
        block.props.insert("commands".into(), Prop::Lines(vec!["start".into()]));
    }
    block
}

/// A title for a new funnel that no other has.
fn free_title(project: &Project, wished: &str) -> String {
    let is_free = |title: &String| project.funnels.iter().all(|funnel| funnel.title != *title);
    let numbered = (2..).map(|number: usize| format!("{wished} {number}"));
    std::iter::once(wished.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

/// Says how many blocks went to another place.
fn moved(blocks: usize) -> Words {
    Words::new(format!("Передвинуто блоков: {blocks}"), format!("Blocks moved: {blocks}"))
}

impl App {
    /// Obeys a command that changes only what is looked at.
    pub(super) fn perform_view(&mut self, command: Command) {
        if self.document.is_none() {
            return;
        }
        match command {
            Command::Select(selected) => self.desk.canvas.select(selected),
            Command::SelectAll => self.desk.canvas.select_all(),
            Command::SelectOnward => self.desk.canvas.select_onward(),
            Command::SelectFunnel(name) => {
                self.leave_settings();
                self.show_funnel(name);
            }
            Command::FocusBlock(block_id) => {
                self.leave_settings();
                self.focus(block_id);
            }
            Command::WriteBlock(block_id) => self.write_in(block_id),
            Command::ZoomIn => self.desk.canvas.zoom_in(),
            Command::ZoomOut => self.desk.canvas.zoom_out(),
            Command::ZoomReset => self.desk.canvas.zoom_reset(),
            Command::FitAll => self.desk.canvas.fit_all(),
            other => debug_assert!(false, "not a matter of the view: {other:?}"),
        }
    }

    /// Puts the cursor into the first text that the form of a block has, else into its first field.
    fn write_in(&mut self, block_id: BlockId) {
        let Some((_, block)) = self.project().and_then(|project| project.block(block_id)) else { return };
        let Some(kind) = block_type(&block.kind) else { return };
        let is_text = |field: &&FormField| matches!(field.shape, Shape::Text | Shape::Line);
        let Some(field) = kind.form.fields.iter().find(is_text) else {
            // From the title the keyboard goes on through the whole card.
            self.desk.back = Some((title_id(block_id), BACK_FRAMES));
            return;
        };
        let end = block.text(field.name).chars().count();
        self.desk.inspector.aim = Some(Aim::new(block_id, "", (field.name, None), end..end));
    }

    fn show_funnel(&mut self, name: FunnelName) {
        self.desk.workspace = Workspace::Scenario;
        let Some(document) = &mut self.document else { return };
        if self.desk.past.show_funnel(&name) {
            return;
        }
        if document.funnel != name && document.project.funnel(&name).is_some() {
            document.funnel = name;
        }
    }

    pub(super) fn focus(&mut self, block_id: BlockId) {
        self.desk.workspace = Workspace::Scenario;
        let Some(document) = &mut self.document else { return };
        let Some((funnel, _)) = document.project.block(block_id) else { return };
        let name = funnel.name.clone();
        if !self.desk.past.show_funnel(&name) {
            document.funnel = name;
        }
        self.desk.canvas.focus(block_id);
    }
}

/// Whether an edit changes how the blocks lie, or would when the studio places them anew at the next opening: then the
/// places that it found are written down, so that a funnel opens as it was drawn.
fn is_drawing(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::MoveBlock { .. }
            | Edit::InsertBlock { .. }
            | Edit::RemoveBlock { .. }
            | Edit::SetExit { .. }
            | Edit::SetNote { .. }
            | Edit::SetFrame { .. }
    )
}
