//! About how much memory a step takes, so that a history of thousands of them stays bounded.

use super::{Edit, Transaction};
use crate::model::{Block, Frame, Funnel, Layer, Prop, Record, Table};

/// What anything weighs besides its texts, bytes.
const SMALL: usize = 64;

/// Bytes of a transaction, roughly.
pub(super) fn weight(transaction: &Transaction) -> usize {
    transaction.edits.iter().map(of_edit).sum::<usize>() + SMALL
}

fn of_edit(edit: &Edit) -> usize {
    SMALL
        + match edit {
            Edit::InsertBlock { block, .. } => of_block(block),
            Edit::InsertFunnel { funnel, .. } => of_funnel(funnel),
            Edit::SetProp { prop, value, .. } => prop.len() + value.as_ref().map_or(0, of_prop),
            Edit::SetTable { table, .. } => table.as_deref().map_or(0, of_table),
            Edit::SetLayer { layer, .. } => layer.as_deref().map_or(0, of_layer),
            Edit::SetList { rows, .. } => rows.iter().flatten().map(of_record).sum(),
            Edit::SetCell { text, .. } | Edit::SetTitle { title: text, .. } => text.len(),
            Edit::SetText { text, key, .. } => key.len() + text.as_ref().map_or(0, String::len),
            Edit::SetNote { note, .. } => note.as_ref().map_or(0, |note| note.text.len() + SMALL),
            Edit::SetFrame { frame, .. } => {
                let held = |frame: &Frame| frame.folded.len() + frame.folded_marks.len();
                frame.as_ref().map_or(0, |frame| frame.title.len() + SMALL + 8 * held(frame))
            }
            // A few texts of a line or two.
            Edit::SetSettings(_) => 4096,
            Edit::RemoveBlock { .. }
            | Edit::SetExit { .. }
            | Edit::MoveBlock { .. }
            | Edit::RemoveFunnel { .. }
            | Edit::SetFunnelTitle { .. }
            | Edit::InsertField { .. }
            | Edit::RemoveField { .. }
            | Edit::InsertTag { .. }
            | Edit::RemoveTag { .. }
            | Edit::SetNextIds { .. } => SMALL,
        }
}

fn of_funnel(funnel: &Funnel) -> usize {
    funnel.blocks.values().map(of_block).sum()
}

fn of_block(block: &Block) -> usize {
    SMALL + block.title.len() + of_record(&block.props) + SMALL * block.exits.len()
}

fn of_record(record: &Record) -> usize {
    record.iter().map(|(name, prop)| name.len() + of_prop(prop)).sum::<usize>() + SMALL
}

fn of_prop(prop: &Prop) -> usize {
    match prop {
        Prop::Text(text) => text.len() + SMALL,
        Prop::Int(_) | Prop::Flag(_) => SMALL,
        Prop::Lines(lines) => lines.iter().map(|line| line.len() + SMALL).sum(),
        Prop::List(rows) => rows.iter().map(of_record).sum(),
    }
}

fn of_table(table: &Table) -> usize {
    table.columns.iter().chain(table.rows.iter().flatten()).map(|cell| cell.len() + SMALL / 2).sum()
}

fn of_layer(layer: &Layer) -> usize {
    layer.texts.iter().map(|(key, text)| key.len() + text.len() + SMALL).sum::<usize>()
        + layer.originals.keys().map(|key| key.len() + SMALL).sum::<usize>()
}
