//! Every kind of block has a small project of its own in `tests/blocks/KIND`, whose conversations `transcripts`
//! plays: a readable example of what the block does, the unhappy way included.

use std::path::Path;
use voronka::blocks::{BLOCK_TYPES, Registry, manual};
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

#[test]
fn the_manual_of_blocks_is_the_registry_in_print() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/blocks.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, manual()).expect("written");
    }
    let printed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(printed == manual(), "docs/blocks.md is old; run UPDATE_DOCS=1 cargo test --test blocks");
}
