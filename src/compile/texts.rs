//! What a project says: every text that its flow asks the layers of languages and channels for, and what the bot
//! answers to stop and start words, which no block says.

use crate::blocks::{Asked, Lower, block_type, layer_of, phrase_in};
use crate::diag::Anchor;
use crate::flow::{Flow, ReplyPlan, Template, parse_template};
use crate::model::{Block, BlockId, FieldId, Project, START_REPLY, STOP_REPLY};
use std::collections::BTreeSet;

/// A text that a subscriber may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Its key in the layers.
    pub key: String,
    /// What the author wrote; empty where the product says a phrase of its own, which has its translation.
    pub text: String,
    /// Where the author wrote it.
    pub at: Anchor,
}

/// Every text that the flow of a project says, each once: those of the project, then block by block. Texts that
/// no subscriber can read, such as the answer to a wrong press below a message without buttons, are not among
/// them.
pub fn spoken(project: &Project) -> Vec<Spoken> {
    let words = [(STOP_REPLY, &project.words.stop_reply), (START_REPLY, &project.words.start_reply)];
    let of_project =
        |(key, text): (&str, &String)| Spoken { key: key.into(), text: text.clone(), at: Anchor::Project };
    let mut all: Vec<_> = words.into_iter().map(of_project).collect();
    let mut flow = listening(project);
    for (_, block_id, block) in project.blocks() {
        all.extend(asked_of(project, block_id, block, &mut flow));
    }
    let mut seen = BTreeSet::new();
    all.retain(|spoken| seen.insert(spoken.key.clone()));
    all
}

/// Every text that one block says, each once; nothing for a block that is not there.
pub fn spoken_in(project: &Project, block_id: BlockId) -> Vec<Spoken> {
    let Some((_, block)) = project.block(block_id) else { return Vec::new() };
    let mut said = asked_of(project, block_id, block, &mut listening(project));
    let mut seen = BTreeSet::new();
    said.retain(|spoken| seen.insert(spoken.key.clone()));
    said
}

/// A flow to lower blocks into for nothing but their texts.
fn listening(project: &Project) -> Flow {
    Flow { templates: vec![Template::default()], layers: Vec::new(), ..super::tables::flow(project) }
}

fn asked_of(project: &Project, block_id: BlockId, block: &Block, flow: &mut Flow) -> Vec<Spoken> {
    let Some(kind) = block_type(&block.kind) else { return Vec::new() };
    let mut lower = Lower::new(project, block_id, block, flow);
    lower.listen();
    (kind.lower)(&mut lower);
    let asked = lower.take_asked().into_iter().filter(|asked| kind.form.is_spoken(&asked.prop));
    let spoken = |Asked { key, prop, row, text }| Spoken {
        key,
        text,
        at: Anchor::Prop { block: block_id, prop, row },
    };
    asked.map(spoken).collect()
}

/// What is answered to a stop word when no block catches it. An unsubscription is always confirmed, also when
/// the author wrote nothing.
pub(super) fn stop_reply(project: &Project, flow: &mut Flow) -> u32 {
    let (ru, en) = match project.words.start.first() {
        Some(word) => (
            format!("Вы отписались, больше не пишем. Чтобы вернуться, напишите «{word}»."),
            format!("You have unsubscribed, we will not write again. To come back, write “{word}”."),
        ),
        None => (
            "Вы отписались, больше не пишем.".to_owned(),
            "You have unsubscribed, we will not write again.".to_owned(),
        ),
    };
    reply(project, flow, STOP_REPLY, &project.words.stop_reply, Some([&ru, &en]))
}

/// What is answered to a start word when no block catches it; `None` when nothing is.
pub(super) fn start_reply(project: &Project, flow: &mut Flow) -> Option<u32> {
    let own = &project.words.start_reply;
    (!own.trim().is_empty()).then(|| reply(project, flow, START_REPLY, own, None))
}

/// Keeps a reply of the project with what the layers say in its place. A phrase of the product takes the language
/// of the project and of each layer.
fn reply(project: &Project, flow: &mut Flow, key: &str, own: &str, phrase: Option<[&str; 2]>) -> u32 {
    let phrase = phrase.filter(|_| own.trim().is_empty());
    let source = phrase.map_or(own, |phrase| phrase_in(phrase, &project.language));
    let text = keep(project, flow, source);
    for index in 0..flow.layers.len() {
        let Some(layer) = layer_of(project, &flow.layers[index]) else { continue };
        let translated = layer.texts.get(key).map(String::as_str).filter(|text| !text.trim().is_empty());
        let phrase = phrase.filter(|_| !layer.language().is_empty());
        let said = translated.or_else(|| Some(phrase_in(phrase?, layer.language())));
        if let Some(said) = said.filter(|said| *said != source) {
            let replacing = keep(project, flow, said);
            flow.layers[index].texts.push((text, replacing));
        }
    }
    flow.replies.push(ReplyPlan { block: BlockId(0), text, ..ReplyPlan::default() });
    (flow.replies.len() - 1) as u32
}

fn keep(project: &Project, flow: &mut Flow, source: &str) -> u32 {
    let field = |name: &str| -> Option<FieldId> { project.field(name).map(|field| field.0) };
    flow.templates.push(parse_template(source, field).0);
    (flow.templates.len() - 1) as u32
}
