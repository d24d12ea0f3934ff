//! Every kind of block has a small project of its own in `tests/blocks/KIND`, whose conversations `transcripts`
//! plays: a readable example of what the block does, the unhappy way included.

use std::path::Path;
use voronka::blocks::{BLOCK_TYPES, Registry, manual};
use voronka::compile::compile;
use voronka::flow::{Flow, Piece, ReplyPlan, TemplateIdx};
use voronka::folder;
use voronka::model::{Form, Layer, Prop, Record, Shape};

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

/// Takes out what the author wrote for subscribers.
fn silenced(form: &Form, record: &mut Record) {
    for field in form.fields {
        match (field.shape, record.get_mut(field.name)) {
            (Shape::List(form), Some(Prop::List(rows))) => {
                rows.iter_mut().for_each(|row| silenced(form, row))
            }
            (_, Some(_)) if field.is_spoken => drop(record.remove(field.name)),
            _ => {}
        }
    }
}

/// What a reply says by itself, values of fields left out.
fn words_of(flow: &Flow, reply: &ReplyPlan) -> Vec<TemplateIdx> {
    let cards = reply.cards.iter().flat_map(|card| &card.buttons);
    let buttons = reply.rows.iter().chain(&reply.quick).flatten().chain(cards);
    let choices = reply.choices.iter().flat_map(|choices| choices.card.into_iter().chain([choices.more]));
    let all = buttons.map(|button| button.label).chain(choices).chain([reply.text]);
    let is_russian = |template: &TemplateIdx| {
        let pieces = &flow.templates[*template as usize].pieces;
        let is_letter = |c: char| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
        pieces.iter().any(|piece| matches!(piece, Piece::Literal(text) if text.contains(is_letter)))
    };
    all.filter(is_russian).collect()
}

#[test]
fn a_block_without_words_speaks_the_language_of_the_project_and_of_the_subscriber() {
    let mut spoken = 0;
    for block_type in BLOCK_TYPES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/blocks").join(block_type.name);
        let Ok(opened) = folder::open(&path, &Registry) else { continue };
        let mut project = opened.project;
        let mut silent = Vec::new();
        for (block_id, block) in project.funnels.iter_mut().flat_map(|funnel| &mut funnel.blocks) {
            if block.kind == block_type.name {
                silenced(block_type.form, &mut block.props);
                silent.push(*block_id);
            }
        }
        let mut english = project.clone();
        english.language = "en".into();
        let flow = compile(&english).flow;
        for reply in flow.replies.iter().filter(|reply| silent.contains(&reply.block)) {
            let left = words_of(&flow, reply);
            let left: Vec<_> = left.iter().map(|template| &flow.templates[*template as usize]).collect();
            assert!(left.is_empty(), "{} in English: {left:?}", block_type.name);
        }
        project.layers = vec![Layer { name: "en".into(), ..Layer::default() }];
        let flow = compile(&project).flow;
        for reply in flow.replies.iter().filter(|reply| silent.contains(&reply.block)) {
            for template in words_of(&flow, reply) {
                let said = flow.layers[0].texts.iter().any(|text| text.0 == template);
                let template = &flow.templates[template as usize];
                assert!(said, "{} for who speaks English: {template:?}", block_type.name);
                spoken += 1;
            }
        }
    }
    assert!(spoken > 30, "{spoken} phrases");
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
