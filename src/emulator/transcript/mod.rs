//! Conversations as text: the `.chat` files of a project's `tests/`.

use super::{Emulator, EntryKind};

/// The conversation as the text of a `.chat` file.
pub(super) fn of_conversation(emulator: &Emulator) -> String {
    let said = emulator.log().iter().filter_map(|entry| match &entry.kind {
        EntryKind::Said(text) => Some(format!("> {text}\n")),
        EntryKind::Sent(sent) => Some(format!("< {}\n", sent.reply.text)),
        _ => None,
    });
    said.collect()
}
