//! What rules about the whole project have to know of each block, noted once while the block stays as it is.

use super::Context;
use super::forms::written;
use super::rules::mixed_you::{Address, told};
use super::rules::no_fallback::{Hole, hole, kept};
use crate::blocks::Registry;
use crate::diag::Anchor;
use crate::model::{BlockId, FieldId, Shape};
use crate::uses::{Thing, in_block, names_in_formula};
use std::collections::BTreeMap;

/// Notes of the blocks that have something to note.
pub(super) type Noted = BTreeMap<BlockId, Notes>;

/// What is noted of a block.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// The familiar and the polite “you” of its texts.
    pub you: [Address; 2],
    /// Names of tags with the first place of each.
    pub tags: Vec<(String, Anchor)>,
    /// Values that may be missed in its texts.
    pub holes: Vec<Hole>,
    /// Values of the profile that it fills in.
    pub kept: Vec<FieldId>,
}

/// Notes of the blocks that are looked at.
pub(super) fn note(context: &Context<'_>) -> Noted {
    let mut noted = Noted::new();
    written(context, |text| {
        if matches!(text.field.shape, Shape::Text) {
            let you = told(text.text(), || text.at());
            if you.iter().any(|address| address.count > 0) {
                let notes = noted.entry(text.block_id).or_default();
                for (all, address) in notes.you.iter_mut().zip(you) {
                    all.add(address);
                }
            }
            if let Some(hole) = hole(context, &text) {
                noted.entry(text.block_id).or_default().holes.push(hole);
            }
        }
        if matches!(text.field.shape, Shape::Field)
            && let Some(field_id) = kept(context, &text)
        {
            noted.entry(text.block_id).or_default().kept.push(field_id);
        }
    });
    if !context.project.tags.is_empty() {
        for (block_id, block, _) in context.typed() {
            let mut tags: Vec<(String, Anchor)> = Vec::new();
            in_block(block_id, block, &Registry, &mut |text| {
                for name in tags_in(text.shape, text.text) {
                    if tags.iter().all(|known| known.0 != name) {
                        tags.push((name, text.at()));
                    }
                }
            });
            if !tags.is_empty() {
                noted.entry(block_id).or_default().tags = tags;
            }
        }
    }
    noted
}

/// The tags that a text names.
pub(super) fn tags_in(shape: Shape, text: &str) -> Vec<String> {
    match shape {
        Shape::Tag => vec![text.trim().to_owned()],
        Shape::Formula => {
            let names = names_in_formula(text).into_iter();
            names.filter(|name| name.thing == Thing::Tag).map(|name| name.name).collect()
        }
        _ => Vec::new(),
    }
}
