//! How a project changes, and how that is undone.
//!
//! An [`Edit`] is a value. A [`Transaction`] is applied completely or not at all and hands back its exact
//! inverse; [`History`] keeps those inverses; [`build`] makes transactions from what an author wants.

mod beside;
mod between;
pub mod build;
mod check;
mod error;
mod history;
mod merge;
mod weight;

pub use between::between;
pub use error::EditError;
pub use history::{History, Moment, Told};
pub use merge::{Merged, Piece, merge3};

use crate::model::{
    Block, BlockId, BotProfile, ChannelSetting, Consent, Exit, FieldDef, FieldId, Frame, FrameId, Funnel,
    FunnelName, Label, Landing, Layer, Note, NoteId, Pos, Project, Prop, Record, Schedule, StopWords, Table,
    TagDef, TagId,
};
/// One smallest change of a project; every variant has another as its inverse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Puts a block into a funnel.
    InsertBlock {
        /// The funnel it goes into.
        funnel: FunnelName,
        /// Its id, free and already counted by the project.
        block_id: BlockId,
        /// The block with its wires.
        block: Block,
    },
    /// Takes a block out of its funnel; its place on the canvas and the wires that lead to it are edits apart.
    RemoveBlock {
        /// The block.
        block_id: BlockId,
    },
    /// Names a block.
    SetTitle {
        /// The block.
        block_id: BlockId,
        /// Its new title; empty for the name of its kind.
        title: String,
    },
    /// Fills in or clears one property of a block.
    SetProp {
        /// The block.
        block_id: BlockId,
        /// Name of the property in the form of its kind.
        prop: String,
        /// The new value; `None` for the default.
        value: Option<Prop>,
    },
    /// Lays, turns or takes off a wire.
    SetExit {
        /// The block it leaves.
        block_id: BlockId,
        /// The exit it leaves by.
        exit: Exit,
        /// Where it leads; `None` for nowhere.
        to: Option<BlockId>,
    },
    /// Puts a block somewhere on the canvas.
    MoveBlock {
        /// The block.
        block_id: BlockId,
        /// Its upper left corner; `None` leaves the place to the studio.
        to: Option<Pos>,
    },
    /// Puts, replaces or takes away a note.
    SetNote {
        /// The note.
        note_id: NoteId,
        /// What it is; `None` for no such note.
        note: Option<Box<Note>>,
    },
    /// Puts, replaces or takes away a frame; the blocks inside it stay.
    SetFrame {
        /// The frame.
        frame_id: FrameId,
        /// What it is; `None` for no such frame.
        frame: Option<Box<Frame>>,
    },
    /// Adds a funnel with everything in it.
    InsertFunnel {
        /// Its place in the list, from 0 to the number of funnels.
        at: usize,
        /// The funnel.
        funnel: Funnel,
    },
    /// Takes a funnel away with everything in it.
    RemoveFunnel {
        /// The funnel.
        name: FunnelName,
    },
    /// Titles a funnel; its file name stays.
    SetFunnelTitle {
        /// The funnel.
        name: FunnelName,
        /// Its new title.
        title: String,
    },
    /// Adds a field of subscribers.
    InsertField {
        /// Its place in the list.
        at: usize,
        /// The field.
        field: FieldDef,
    },
    /// Takes a field away.
    RemoveField {
        /// The field.
        field_id: FieldId,
    },
    /// Adds a tag.
    InsertTag {
        /// Its place in the list.
        at: usize,
        /// The tag.
        tag: TagDef,
    },
    /// Takes a tag away.
    RemoveTag {
        /// The tag.
        tag_id: TagId,
    },
    /// Replaces the settings of the project, all together.
    SetSettings(Box<Settings>),
    /// Puts, replaces or takes away a table.
    SetTable {
        /// Its name, the one that it gets too.
        name: String,
        /// The table; `None` for no table of that name.
        table: Option<Box<Table>>,
    },
    /// Fills in one cell of a table.
    SetCell {
        /// The table.
        table: String,
        /// Its row, from 0.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// The new text, with `\n` between lines.
        text: String,
    },
    /// Puts, replaces or takes away all texts of a language or channel.
    SetLayer {
        /// Name of the layer, such as `en`, the one that it gets too.
        name: String,
        /// The layer; `None` for no such layer.
        layer: Option<Box<Layer>>,
    },
    /// Fills in or clears one text of a layer.
    SetText {
        /// The layer.
        layer: String,
        /// The text's key, see [`crate::model::text_key`].
        key: String,
        /// The text; `None` when the layer is to say what the project says.
        text: Option<String>,
        /// What the project says now, see [`Layer::originals`]; `None` when that is not to be compared.
        original: Option<u32>,
    },
    /// Puts, replaces or takes away the rows of a list of the project.
    SetList {
        /// The list, such as `segments`.
        list: String,
        /// Its rows, each with a name of its own; `None` for no list.
        rows: Option<Vec<Record>>,
    },
    /// Sets which ids the next new things get; an ordinary transaction only ever raises them.
    SetNextIds {
        /// For a block.
        block: u32,
        /// For a field.
        field: u16,
        /// For a tag.
        tag: u16,
    },
}

/// Everything of a project that is not drawn: what the settings dialogs edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Title of the project.
    pub title: String,
    /// How the bot introduces itself.
    pub bot: BotProfile,
    /// Messengers in the author's order.
    pub channels: Vec<ChannelSetting>,
    /// When the project may write.
    pub schedule: Schedule,
    /// Stop and start words.
    pub words: StopWords,
    /// The minilanding.
    pub landing: Landing,
    /// Language of the project's own texts; empty for Russian.
    pub language: String,
    /// What people must agree to.
    pub consent: Consent,
    /// Whether blocks may ask a language model.
    pub ai: bool,
}

impl Settings {
    /// The settings of a project as they are now.
    pub fn of(project: &Project) -> Self {
        Self {
            title: project.title.clone(),
            bot: project.bot.clone(),
            channels: project.channels.clone(),
            schedule: project.schedule.clone(),
            words: project.words.clone(),
            landing: project.landing.clone(),
            language: project.language.clone(),
            consent: project.consent.clone(),
            ai: project.ai,
        }
    }
}

/// Edits that belong together: all of them happen, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// What the author did; shown beside undo and redo.
    pub label: Label,
    /// The edits in order.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// A transaction under a label.
    pub fn new(label: Label, edits: Vec<Edit>) -> Self {
        Self { label, edits }
    }

    /// Applies every edit and gives the transaction that takes them all back.
    ///
    /// Refused when an edit does not fit the project or when the result would not be sound: a wire to a missing
    /// block, a place of a missing block, a name twice, an id that was never handed out. A refused transaction
    /// changes nothing.
    pub fn apply(self, project: &mut Project) -> Result<Self, EditError> {
        let undo = self.run(project)?;
        match check::sound(project, &undo.edits) {
            Ok(()) => Ok(undo),
            Err(error) => {
                roll_back(undo.edits, project);
                Err(error)
            }
        }
    }

    /// Applies every edit without judging the result: for going back to a state that has been before.
    fn run(self, project: &mut Project) -> Result<Self, EditError> {
        let mut undo = Vec::with_capacity(self.edits.len());
        for edit in self.edits {
            match perform(edit, project) {
                Ok(inverse) => undo.push(inverse),
                Err(error) => {
                    undo.reverse();
                    roll_back(undo, project);
                    return Err(error);
                }
            }
        }
        undo.reverse();
        Ok(Self { label: self.label, edits: undo })
    }
}

/// Takes edits back that were performed a moment ago; `undo` stands in the order to perform.
fn roll_back(undo: Vec<Edit>, project: &mut Project) {
    for edit in undo {
        let undone = perform(edit, project);
        debug_assert!(undone.is_ok(), "an inverse always fits the state it was made in: {undone:?}");
    }
}

/// Performs one edit and gives its inverse, or changes nothing.
fn perform(edit: Edit, project: &mut Project) -> Result<Edit, EditError> {
    match edit {
        Edit::InsertBlock { funnel, block_id, block } => insert_block(project, funnel, block_id, block),
        Edit::RemoveBlock { block_id } => remove_block(project, block_id),
        Edit::SetTitle { block_id, title } => set_title(project, block_id, title),
        Edit::SetProp { block_id, prop, value } => set_prop(project, block_id, prop, value),
        Edit::SetExit { block_id, exit, to } => set_exit(project, block_id, exit, to),
        Edit::MoveBlock { block_id, to } => {
            let places = &mut project.layout.blocks;
            let to = match to {
                Some(to) => places.insert(block_id, to),
                None => places.remove(&block_id),
            };
            Ok(Edit::MoveBlock { block_id, to })
        }
        Edit::SetNote { note_id, note } => {
            let notes = &mut project.layout.notes;
            let note = match note {
                Some(note) => notes.insert(note_id, *note),
                None => notes.remove(&note_id),
            };
            Ok(Edit::SetNote { note_id, note: note.map(Box::new) })
        }
        Edit::SetFrame { frame_id, frame } => {
            let frames = &mut project.layout.frames;
            let frame = match frame {
                Some(frame) => frames.insert(frame_id, *frame),
                None => frames.remove(&frame_id),
            };
            Ok(Edit::SetFrame { frame_id, frame: frame.map(Box::new) })
        }
        Edit::InsertFunnel { at, funnel } => insert_funnel(project, at, funnel),
        Edit::RemoveFunnel { name } => {
            let at = funnel_at(project, &name)?;
            Ok(Edit::InsertFunnel { at, funnel: project.funnels.remove(at) })
        }
        Edit::SetFunnelTitle { name, title } => {
            let at = funnel_at(project, &name)?;
            let title = std::mem::replace(&mut project.funnels[at].title, title);
            Ok(Edit::SetFunnelTitle { name, title })
        }
        Edit::InsertField { at, field } => insert_field(project, at, field),
        Edit::RemoveField { field_id } => {
            let at = project.fields.iter().position(|field| field.id == field_id);
            let at = at.ok_or(EditError::NoSuchField(field_id))?;
            Ok(Edit::InsertField { at, field: project.fields.remove(at) })
        }
        Edit::InsertTag { at, tag } => insert_tag(project, at, tag),
        Edit::RemoveTag { tag_id } => {
            let at = project.tags.iter().position(|tag| tag.id == tag_id);
            let at = at.ok_or(EditError::NoSuchTag(tag_id))?;
            Ok(Edit::InsertTag { at, tag: project.tags.remove(at) })
        }
        Edit::SetSettings(settings) => Ok(Edit::SetSettings(set_settings(project, settings))),
        Edit::SetTable { name, table } => Ok(beside::set_table(project, name, table)),
        Edit::SetCell { table, row, column, text } => beside::set_cell(project, table, (row, column), text),
        Edit::SetLayer { name, layer } => Ok(beside::set_layer(project, name, layer)),
        Edit::SetText { layer, key, text, original } => {
            beside::set_text(project, layer, key, (text, original))
        }
        Edit::SetList { list, rows } => Ok(beside::set_list(project, list, rows)),
        Edit::SetNextIds { block, field, tag } => Ok(Edit::SetNextIds {
            block: std::mem::replace(&mut project.next_block, block),
            field: std::mem::replace(&mut project.next_field, field),
            tag: std::mem::replace(&mut project.next_tag, tag),
        }),
    }
}

fn set_title(project: &mut Project, block_id: BlockId, title: String) -> Result<Edit, EditError> {
    let title = std::mem::replace(&mut block_mut(project, block_id)?.title, title);
    Ok(Edit::SetTitle { block_id, title })
}

fn set_prop(
    project: &mut Project,
    block_id: BlockId,
    prop: String,
    value: Option<Prop>,
) -> Result<Edit, EditError> {
    let props = &mut block_mut(project, block_id)?.props;
    let value = match value {
        Some(value) => props.insert(prop.clone(), value),
        None => props.remove(&prop),
    };
    Ok(Edit::SetProp { block_id, prop, value })
}

fn set_exit(
    project: &mut Project,
    block_id: BlockId,
    exit: Exit,
    to: Option<BlockId>,
) -> Result<Edit, EditError> {
    let exits = &mut block_mut(project, block_id)?.exits;
    let to = match to {
        Some(to) => exits.insert(exit.clone(), to),
        None => exits.remove(&exit),
    };
    Ok(Edit::SetExit { block_id, exit, to })
}

fn insert_block(
    project: &mut Project,
    funnel: FunnelName,
    block_id: BlockId,
    block: Block,
) -> Result<Edit, EditError> {
    let at = funnel_at(project, &funnel)?;
    if project.block(block_id).is_some() {
        return Err(EditError::BlockExists(block_id));
    }
    project.funnels[at].blocks.insert(block_id, block);
    Ok(Edit::RemoveBlock { block_id })
}

fn remove_block(project: &mut Project, block_id: BlockId) -> Result<Edit, EditError> {
    for funnel in &mut project.funnels {
        if let Some(block) = funnel.blocks.remove(&block_id) {
            return Ok(Edit::InsertBlock { funnel: funnel.name.clone(), block_id, block });
        }
    }
    Err(EditError::NoSuchBlock(block_id))
}

fn insert_funnel(project: &mut Project, at: usize, funnel: Funnel) -> Result<Edit, EditError> {
    if project.funnel(&funnel.name).is_some() {
        return Err(EditError::FunnelExists(funnel.name));
    }
    if let Some(taken) = funnel.blocks.keys().find(|block_id| project.block(**block_id).is_some()) {
        return Err(EditError::BlockExists(*taken));
    }
    fits(at, project.funnels.len())?;
    let name = funnel.name.clone();
    project.funnels.insert(at, funnel);
    Ok(Edit::RemoveFunnel { name })
}

fn insert_field(project: &mut Project, at: usize, field: FieldDef) -> Result<Edit, EditError> {
    let field_id = field.id;
    if project.fields.iter().any(|other| other.id == field_id) {
        return Err(EditError::FieldExists(field.name));
    }
    fits(at, project.fields.len())?;
    project.fields.insert(at, field);
    Ok(Edit::RemoveField { field_id })
}

fn insert_tag(project: &mut Project, at: usize, tag: TagDef) -> Result<Edit, EditError> {
    let tag_id = tag.id;
    if project.tags.iter().any(|other| other.id == tag_id) {
        return Err(EditError::TagExists(tag.name));
    }
    fits(at, project.tags.len())?;
    project.tags.insert(at, tag);
    Ok(Edit::RemoveTag { tag_id })
}

fn set_settings(project: &mut Project, mut settings: Box<Settings>) -> Box<Settings> {
    std::mem::swap(&mut project.title, &mut settings.title);
    std::mem::swap(&mut project.bot, &mut settings.bot);
    std::mem::swap(&mut project.channels, &mut settings.channels);
    std::mem::swap(&mut project.schedule, &mut settings.schedule);
    std::mem::swap(&mut project.words, &mut settings.words);
    std::mem::swap(&mut project.landing, &mut settings.landing);
    std::mem::swap(&mut project.language, &mut settings.language);
    std::mem::swap(&mut project.consent, &mut settings.consent);
    std::mem::swap(&mut project.ai, &mut settings.ai);
    settings
}

fn block_mut(project: &mut Project, block_id: BlockId) -> Result<&mut Block, EditError> {
    let block = project.funnels.iter_mut().find_map(|funnel| funnel.blocks.get_mut(&block_id));
    block.ok_or(EditError::NoSuchBlock(block_id))
}

fn funnel_at(project: &Project, name: &FunnelName) -> Result<usize, EditError> {
    let at = project.funnels.iter().position(|funnel| &funnel.name == name);
    at.ok_or_else(|| EditError::NoSuchFunnel(name.clone()))
}

fn fits(at: usize, len: usize) -> Result<(), EditError> {
    if at <= len { Ok(()) } else { Err(EditError::NoSuchPlace(at)) }
}
