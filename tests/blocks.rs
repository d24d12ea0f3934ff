//! Every kind of block has a small project of its own in `tests/blocks/KIND`, whose conversations `transcripts`
//! plays: a readable example of what the block does, the unhappy way included.

use std::path::Path;
use voronka::blocks::{BLOCK_TYPES, Registry};
use voronka::folder;

#[test]
fn every_kind_of_block_has_conversations_of_its_own() {
    let mut complaints = Vec::new();
    for block_type in BLOCK_TYPES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/blocks").join(block_type.name);
        let Ok(opened) = folder::open(&path, &Registry) else {
            complaints.push(format!("{}: no project in {}", block_type.name, path.display()));
            continue;
        };
        if !opened.project.blocks().any(|(_, _, block)| block.kind == block_type.name) {
            complaints.push(format!("{}: its project does not have the block", block_type.name));
        }
        let chats = folder::tests(&path).map_or(0, |chats| chats.len());
        if chats < 2 {
            complaints.push(format!("{}: {chats} conversations, at least 2", block_type.name));
        }
    }
    assert!(
        complaints.is_empty(),
        "{} of {} kinds:\n{}",
        complaints.len(),
        BLOCK_TYPES.len(),
        complaints.join("\n")
    );
}
