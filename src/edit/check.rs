//! What must hold after a transaction, looked at only where the transaction touched the project.

use super::{Edit, EditError, beside};
use crate::model::{
    Block, BlockId, FieldDef, FieldId, FrameId, FunnelName, Mark, NoteId, Project, SYSTEM_FIELDS, TagDef,
};
use std::collections::BTreeSet;

/// Whether the project is sound after a transaction whose inverse is `undo`.
///
/// The inverse names exactly what was touched: an edit that would remove a block says that it was inserted.
pub(super) fn sound(project: &Project, undo: &[Edit]) -> Result<(), EditError> {
    let mut gone = BTreeSet::new();
    for edit in undo {
        match edit {
            Edit::RemoveBlock { block_id } => block(project, *block_id)?,
            Edit::InsertBlock { block_id, .. } => {
                gone.insert(*block_id);
            }
            Edit::SetExit { block_id, .. } => wires(project, *block_id)?,
            Edit::MoveBlock { block_id, .. } => place(project, *block_id)?,
            Edit::SetNote { note_id, .. } => note(project, *note_id)?,
            Edit::SetFrame { frame_id, .. } => frame(project, *frame_id)?,
            Edit::RemoveFunnel { name } => {
                if !name.is_valid() {
                    return Err(EditError::BadFunnelName(name.clone()));
                }
                for block_id in project.funnel(name).into_iter().flat_map(|funnel| funnel.blocks.keys()) {
                    block(project, *block_id)?;
                }
            }
            Edit::InsertFunnel { funnel, .. } => {
                nothing_lies_on(project, &funnel.name)?;
                gone.extend(funnel.blocks.keys());
            }
            Edit::RemoveField { field_id } => field(project, *field_id)?,
            Edit::RemoveTag { tag_id } => {
                if let Some(def) = project.tags.iter().find(|def| def.id == *tag_id) {
                    tag(project, def)?;
                }
            }
            Edit::SetNextIds { .. } => counted(project)?,
            Edit::SetTable { name, .. } | Edit::SetCell { table: name, .. } => {
                beside::table_is_sound(project, name)?;
            }
            Edit::SetLayer { name, .. } => beside::layer_is_sound(project, name)?,
            Edit::SetList { list, .. } => beside::list_is_sound(project, list)?,
            Edit::SetSettings(_) => beside::language_is_sound(project)?,
            Edit::SetTitle { .. }
            | Edit::SetProp { .. }
            | Edit::SetFunnelTitle { .. }
            | Edit::InsertField { .. }
            | Edit::InsertTag { .. }
            | Edit::SetText { .. } => {}
        }
    }
    gone.retain(|block_id| project.block(*block_id).is_none());
    nothing_leads_to(project, &gone)
}

fn block(project: &Project, block_id: BlockId) -> Result<(), EditError> {
    if block_id.0 >= project.next_block && project.block(block_id).is_some() {
        return Err(EditError::BlockNotCounted(block_id));
    }
    wires(project, block_id)
}

fn wires(project: &Project, block_id: BlockId) -> Result<(), EditError> {
    let Some((_, block)) = project.block(block_id) else { return Ok(()) };
    let lost = block.exits.iter().find(|(_, to)| project.block(**to).is_none());
    lost.map_or(Ok(()), |(exit, to)| {
        Err(EditError::ExitLeadsNowhere { from: block_id, exit: exit.clone(), to: *to })
    })
}

fn place(project: &Project, block_id: BlockId) -> Result<(), EditError> {
    let orphan = project.layout.blocks.contains_key(&block_id) && project.block(block_id).is_none();
    if orphan { Err(EditError::PlaceWithoutBlock(block_id)) } else { Ok(()) }
}

fn note(project: &Project, note_id: NoteId) -> Result<(), EditError> {
    match project.layout.notes.get(&note_id) {
        Some(note) if project.funnel(&note.funnel).is_none() => {
            Err(EditError::NoSuchFunnel(note.funnel.clone()))
        }
        Some(_) => Ok(()),
        None => nothing_holds(project, Mark::Note(note_id)),
    }
}

/// A note or frame that is gone is in no frame: its id will be given away again.
fn nothing_holds(project: &Project, mark: Mark) -> Result<(), EditError> {
    let is_held = project.layout.frames.values().any(|frame| frame.folded_marks.contains(&mark));
    if is_held { Err(EditError::FoldedWithoutMark(mark)) } else { Ok(()) }
}

fn frame(project: &Project, frame_id: FrameId) -> Result<(), EditError> {
    let Some(frame) = project.layout.frames.get(&frame_id) else {
        return nothing_holds(project, Mark::Frame(frame_id));
    };
    if project.funnel(&frame.funnel).is_none() {
        return Err(EditError::NoSuchFunnel(frame.funnel.clone()));
    }
    let lost = frame.folded.iter().find(|block_id| project.block(**block_id).is_none());
    if let Some(block_id) = lost {
        return Err(EditError::PlaceWithoutBlock(*block_id));
    }
    let lost = frame.folded_marks.iter().find(|mark| !project.layout.has(**mark));
    lost.map_or(Ok(()), |mark| Err(EditError::FoldedWithoutMark(*mark)))
}

/// Notes and frames go with the funnel that they lie on.
fn nothing_lies_on(project: &Project, name: &FunnelName) -> Result<(), EditError> {
    let layout = &project.layout;
    let mut drawn =
        layout.notes.values().map(|one| &one.funnel).chain(layout.frames.values().map(|one| &one.funnel));
    if project.funnel(name).is_none() && drawn.any(|funnel| funnel == name) {
        return Err(EditError::NoSuchFunnel(name.clone()));
    }
    Ok(())
}

fn field(project: &Project, field_id: FieldId) -> Result<(), EditError> {
    let Some(def) = project.fields.iter().find(|def| def.id == field_id) else { return Ok(()) };
    if def.name.trim().is_empty() {
        return Err(EditError::EmptyName);
    }
    if def.id < FieldId::FIRST_OWN || def.id.0 >= project.next_field {
        return Err(EditError::IdNotCounted(def.id.0));
    }
    if SYSTEM_FIELDS.iter().any(|system| system.name == def.name || system.alias == def.name) {
        return Err(EditError::FieldIsSystem(def.name.clone()));
    }
    let twin = |other: &FieldDef| other.id != def.id && other.name == def.name;
    if project.fields.iter().any(twin) {
        return Err(EditError::FieldExists(def.name.clone()));
    }
    Ok(())
}

fn tag(project: &Project, def: &TagDef) -> Result<(), EditError> {
    if def.name.trim().is_empty() {
        return Err(EditError::EmptyName);
    }
    if def.id.0 >= project.next_tag {
        return Err(EditError::IdNotCounted(def.id.0));
    }
    if project.tags.iter().any(|other| other.id != def.id && other.name == def.name) {
        return Err(EditError::TagExists(def.name.clone()));
    }
    Ok(())
}

/// Every id in use lies below its counter, so that no id is ever handed out twice.
fn counted(project: &Project) -> Result<(), EditError> {
    let last = project.funnels.iter().filter_map(|funnel| funnel.blocks.keys().next_back()).max();
    if let Some(block_id) = last.filter(|block_id| block_id.0 >= project.next_block) {
        return Err(EditError::BlockNotCounted(*block_id));
    }
    let field = project.fields.iter().map(|field| field.id.0).find(|id| *id >= project.next_field);
    let tag = project.tags.iter().map(|tag| tag.id.0).find(|id| *id >= project.next_tag);
    field.or(tag).map_or(Ok(()), |id| Err(EditError::IdNotCounted(id)))
}

fn nothing_leads_to(project: &Project, gone: &BTreeSet<BlockId>) -> Result<(), EditError> {
    if gone.is_empty() {
        return Ok(());
    }
    let layout = &project.layout;
    let kept = |block_id: &BlockId| {
        layout.blocks.contains_key(block_id)
            || layout.frames.values().any(|frame| frame.folded.contains(block_id))
    };
    if let Some(block_id) = gone.iter().find(|block_id| kept(block_id)) {
        return Err(EditError::PlaceWithoutBlock(*block_id));
    }
    let lost =
        |block: &Block| block.exits.iter().find(|(_, to)| gone.contains(to)).map(|(e, to)| (e.clone(), *to));
    for (_, from, block) in project.blocks() {
        if let Some((exit, to)) = lost(block) {
            return Err(EditError::ExitLeadsNowhere { from, exit, to });
        }
    }
    Ok(())
}
