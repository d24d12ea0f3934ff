//! Two ways in with one name: only the first ever works.

use crate::check::{Context, Rule, prop, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::fold_text;
use crate::model::{Block, BlockId, Label};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: "duplicate-trigger",
    label: Label::new("Два входа с одним словом или ссылкой", "Two entries with one word or link"),
    why: Label::new(
        "Сработает только первый вход: подписчик попадёт не в ту воронку, которую ему обещали.",
        "Only the first entry works: the subscriber lands in another funnel than promised.",
    ),
    fix: Label::new(
        "Оставьте слово или ссылку у одного входа, другому дайте свои.",
        "Leave the word or link to one entry and give the other its own.",
    ),
    check,
};

/// A way in: what kind it is, what it answers to, and where it is written.
struct Way {
    kind: Kind,
    name: String,
    shown: String,
    block_id: BlockId,
    at: Anchor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Link,
    Command,
    Word,
    Slot,
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(Kind, String), BlockId> = BTreeMap::new();
    let triggers = &context.flow().triggers;
    let mut found = Vec::new();
    for way in context.blocks_of("entry").flat_map(|(block_id, block)| ways(block_id, block)) {
        let reserved = triggers.stop_words.iter().chain(&triggers.start_words).any(|word| *word == way.name);
        if way.kind == Kind::Word && reserved {
            found.push(reserved_word(&way));
            continue;
        }
        match first.get(&(way.kind, way.name.clone())) {
            Some(winner) => found.push(duplicate(context, &way, *winner)),
            None => {
                first.insert((way.kind, way.name), way.block_id);
            }
        }
    }
    found
}

/// The ways into an entry, in the order that the compiler takes them.
fn ways(block_id: BlockId, block: &Block) -> Vec<Way> {
    let mut ways = Vec::new();
    for (list, kind) in [("links", Kind::Link), ("keywords", Kind::Word), ("commands", Kind::Command)] {
        for (row, written) in block.lines(list).iter().map(|line| line.trim()).enumerate() {
            if written.is_empty() {
                continue;
            }
            let at = prop(block_id, list, Some(row));
            let command = written.trim_start_matches('/').to_lowercase();
            let (kind, name) = match kind {
                Kind::Word if written.starts_with('/') => (Kind::Command, command),
                Kind::Command => (Kind::Command, command),
                Kind::Word => (Kind::Word, fold_text(written)),
                Kind::Link | Kind::Slot => (kind, written.to_owned()),
            };
            ways.push(Way { kind, name, shown: written.to_owned(), block_id, at });
        }
    }
    for slot in ["default", "on_stop", "on_start"].into_iter().filter(|slot| block.flag(slot)) {
        let (name, at) = (slot.to_owned(), prop(block_id, slot, None));
        ways.push(Way { kind: Kind::Slot, name, shown: String::new(), block_id, at });
    }
    ways
}

fn duplicate(context: &Context<'_>, way: &Way, winner: BlockId) -> Diagnostic {
    let (name, shown) = (context.name_of(winner), &way.shown);
    let what = match (way.kind, way.name.as_str()) {
        (Kind::Link, _) => {
            Words::new(format!("Ссылка «{shown}» уже"), format!("The link “{shown}” is already"))
        }
        (Kind::Command, _) => {
            Words::new(format!("Команда «{shown}» уже"), format!("The command “{shown}” is already"))
        }
        (Kind::Word, _) => {
            Words::new(format!("Слово «{shown}» уже"), format!("The word “{shown}” is already"))
        }
        (Kind::Slot, "on_stop") => {
            Words::new("Ответ на стоп-слово уже", "The answer to a stop word is already")
        }
        (Kind::Slot, "on_start") => {
            Words::new("Ответ на слово «старт» уже", "The answer to a start word is already")
        }
        (Kind::Slot, _) => {
            Words::new("Ответ на всё остальное уже", "The answer to everything else is already")
        }
    };
    let message = if winner == way.block_id {
        Words::new(
            format!("{} есть у этого входа: повтор ничего не изменит", what.ru),
            format!("{} in this entry: a second time changes nothing", what.en),
        )
    } else {
        Words::new(
            format!(
                "{} есть у входа «{}» (блок {winner}): подписчик всегда попадёт туда, а не сюда",
                what.ru, name.ru
            ),
            format!(
                "{} in the entry “{}” (block {winner}): subscribers always go there, not here",
                what.en, name.en
            ),
        )
    };
    warning(
        RULE.code,
        way.at.clone(),
        message,
        Words::new("Уберите повтор или выберите другое", "Remove the repetition, or choose another"),
    )
}

fn reserved_word(way: &Way) -> Diagnostic {
    let shown = &way.shown;
    warning(
        RULE.code,
        way.at.clone(),
        Words::new(
            format!("Слово «{shown}» — стоп-слово или старт-слово проекта: этот вход по нему не сработает"),
            format!("“{shown}” is a stop or start word of the project: it never starts this entry"),
        ),
        Words::new(
            "Выберите другое слово или отметьте у входа «По стоп-слову» либо «По слову «старт»»",
            "Choose another word, or tick “On a stop word” or “On a start word” of the entry",
        ),
    )
}
