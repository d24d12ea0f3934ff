//! Transactions about what lies on the canvas: notes, frames, several things at once, a block between two.

use super::delete_blocks;
use crate::edit::{Edit, Transaction};
use crate::model::{BlockId, Exit, Frame, FrameId, FunnelName, Label, Mark, Note, NoteId, Pos, Project};
use std::collections::BTreeSet;

/// Puts a note on the canvas; the id is the one it will have.
pub fn add_note(project: &Project, note: Note) -> (Transaction, NoteId) {
    let note_id = project.layout.next_note();
    let edits = vec![Edit::SetNote { note_id, note: Some(Box::new(note)) }];
    (Transaction::new(Label::new("Добавить заметку", "Add note"), edits), note_id)
}

/// Puts a frame on the canvas; the id is the one it will have.
pub fn add_frame(project: &Project, frame: Frame) -> (Transaction, FrameId) {
    let frame_id = project.layout.next_frame();
    let edits = vec![Edit::SetFrame { frame_id, frame: Some(Box::new(frame)) }];
    (Transaction::new(Label::new("Добавить рамку", "Add frame"), edits), frame_id)
}

/// Replaces a note.
pub fn set_note(_project: &Project, note_id: NoteId, note: Note) -> Transaction {
    let edits = vec![Edit::SetNote { note_id, note: Some(Box::new(note)) }];
    Transaction::new(Label::new("Изменить заметку", "Change note"), edits)
}

/// Replaces a frame.
pub fn set_frame(_project: &Project, frame_id: FrameId, frame: Frame) -> Transaction {
    let edits = vec![Edit::SetFrame { frame_id, frame: Some(Box::new(frame)) }];
    Transaction::new(Label::new("Изменить рамку", "Change frame"), edits)
}

/// Folds blocks, notes and smaller frames into the small card of a frame.
pub fn fold(
    project: &Project,
    frame_id: FrameId,
    blocks: BTreeSet<BlockId>,
    marks: BTreeSet<Mark>,
) -> Transaction {
    let label = Label::new("Свернуть рамку", "Fold frame");
    Transaction::new(label, refold(project, frame_id, blocks, marks))
}

/// Opens a folded frame.
pub fn unfold(project: &Project, frame_id: FrameId) -> Transaction {
    let label = Label::new("Развернуть рамку", "Unfold frame");
    Transaction::new(label, refold(project, frame_id, BTreeSet::new(), BTreeSet::new()))
}

fn refold(
    project: &Project,
    frame_id: FrameId,
    folded: BTreeSet<BlockId>,
    folded_marks: BTreeSet<Mark>,
) -> Vec<Edit> {
    let frame = project.layout.frames.get(&frame_id);
    let frame = frame.map(|frame| Box::new(Frame { folded, folded_marks, ..frame.clone() }));
    frame.map(|frame| Edit::SetFrame { frame_id, frame: Some(frame) }).into_iter().collect()
}

/// Moves blocks to new places, and notes and frames by a distance.
pub fn move_things(project: &Project, places: &[(BlockId, Pos)], marks: &[Mark], by: Pos) -> Transaction {
    let blocks = places.iter().map(|(block_id, pos)| Edit::MoveBlock { block_id: *block_id, to: Some(*pos) });
    let marks = marks.iter().filter_map(|mark| shifted(project, *mark, by));
    let edits: Vec<Edit> = blocks.chain(marks).collect();
    let label = match edits.as_slice() {
        [Edit::MoveBlock { .. }] => Label::new("Передвинуть блок", "Move block"),
        [Edit::SetNote { .. }] => Label::new("Передвинуть заметку", "Move note"),
        [Edit::SetFrame { .. }, ..] => Label::new("Передвинуть рамку", "Move frame"),
        edits if edits.len() == places.len() => Label::new("Передвинуть блоки", "Move blocks"),
        _ => Label::new("Передвинуть", "Move"),
    };
    Transaction::new(label, edits)
}

fn shifted(project: &Project, mark: Mark, by: Pos) -> Option<Edit> {
    match mark {
        Mark::Note(note_id) => {
            let note = project.layout.notes.get(&note_id)?.clone();
            let note = Some(Box::new(Note { at: note.at.plus(by), ..note }));
            Some(Edit::SetNote { note_id, note })
        }
        Mark::Frame(frame_id) => {
            let frame = project.layout.frames.get(&frame_id)?.clone();
            let frame = Some(Box::new(Frame { at: frame.at.plus(by), ..frame }));
            Some(Edit::SetFrame { frame_id, frame })
        }
    }
}

/// Deletes blocks as [`delete_blocks`] does, and notes and frames. What lies inside a frame stays.
pub fn delete(project: &Project, block_ids: &[BlockId], marks: &[Mark]) -> Transaction {
    let mut transaction = delete_blocks(project, block_ids);
    if block_ids.is_empty() {
        transaction.label = match marks {
            [Mark::Note(_)] => Label::new("Удалить заметку", "Delete note"),
            [Mark::Frame(_)] => Label::new("Удалить рамку", "Delete frame"),
            _ => Label::new("Удалить", "Delete"),
        };
    }
    let (blocks, gone) = (block_ids.iter().copied().collect(), marks.iter().copied().collect());
    transaction.edits.extend(let_go(project, &blocks, &gone));
    transaction.edits.extend(marks.iter().map(|mark| taken(*mark)));
    transaction
}

/// Takes notes and frames that are going, and the blocks that go with them, out of the frames that hold them folded.
fn let_go(project: &Project, blocks: &BTreeSet<BlockId>, gone: &BTreeSet<Mark>) -> Vec<Edit> {
    let touched = project.layout.frames.iter().filter(|(_, frame)| !frame.folded_marks.is_disjoint(gone));
    let without = touched.flat_map(|(frame_id, frame)| {
        let folded = frame.folded.difference(blocks).copied().collect();
        refold(project, *frame_id, folded, frame.folded_marks.difference(gone).copied().collect())
    });
    without.collect()
}

fn taken(mark: Mark) -> Edit {
    match mark {
        Mark::Note(note_id) => Edit::SetNote { note_id, note: None },
        Mark::Frame(frame_id) => Edit::SetFrame { frame_id, frame: None },
    }
}

/// Puts a block between an exit and what the exit leads to; the wire goes on from the block's `way_on`.
pub fn insert_between(
    project: &Project,
    (from, exit): (BlockId, Exit),
    block_id: BlockId,
    way_on: Option<Exit>,
) -> Transaction {
    let before = project.block(from).and_then(|(_, block)| block.exits.get(&exit).copied());
    let mut edits = vec![Edit::SetExit { block_id: from, exit, to: Some(block_id) }];
    if let (Some(exit), Some(to)) = (way_on, before.filter(|to| *to != block_id)) {
        edits.push(Edit::SetExit { block_id, exit, to: Some(to) });
    }
    Transaction::new(Label::new("Вставить блок в связь", "Insert block"), edits)
}

/// Takes away the notes and frames of a funnel whose blocks go.
pub(super) fn clear(project: &Project, name: &FunnelName, blocks: &BTreeSet<BlockId>) -> Vec<Edit> {
    let layout = &project.layout;
    let notes = layout.notes.iter().filter(|(_, note)| &note.funnel == name).map(|(id, _)| Mark::Note(*id));
    let frames = layout.frames.iter().filter(|(_, one)| &one.funnel == name).map(|(id, _)| Mark::Frame(*id));
    let gone: BTreeSet<Mark> = notes.chain(frames).collect();
    let mut edits = let_go(project, blocks, &gone);
    edits.extend(gone.into_iter().map(taken));
    edits
}

/// Takes blocks that are going out of the frames that they are folded into.
pub(super) fn unfold_gone(project: &Project, gone: &BTreeSet<BlockId>) -> Vec<Edit> {
    let touched = project.layout.frames.iter().filter(|(_, frame)| !frame.folded.is_disjoint(gone));
    let without = touched.map(|(frame_id, frame)| {
        let folded = frame.folded.difference(gone).copied().collect();
        Edit::SetFrame { frame_id: *frame_id, frame: Some(Box::new(Frame { folded, ..frame.clone() })) }
    });
    without.collect()
}
