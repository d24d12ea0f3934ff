//! Two ways in that fit the same: only one ever works.

use crate::check::{Context, Reads, Rule, prop, warning};
use crate::compile::{Conflict, WayIn, conflicts};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::fold_text;
use crate::model::{BlockId, Label, text_of};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "duplicate-trigger",
    label: Label::new("Два входа с одним словом или ссылкой", "Two entries with one word or link"),
    why: Label::new(
        "Сработает только один вход: подписчик попадёт не в ту воронку, которую ему обещали.",
        "Only one entry works: the subscriber lands in another funnel than promised.",
    ),
    fix: Label::new(
        "Оставьте слово или ссылку у одного входа, другому дайте свои.",
        "Leave the word or link to one entry and give the other its own.",
    ),
    reads: Reads::Ways,
    check,
};

/// Ways in that another one always comes before.
fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let conflicts = conflicts(context.project, context.compiled);
    let mut told = BTreeSet::new();
    let never = conflicts.iter().filter(|conflict| conflict.never);
    let findings = never.filter_map(|conflict| {
        let block_id = conflict.loser.block?;
        // One that comes before is named, not all of them.
        let first = told.insert((block_id, conflict.loser.words.en.clone()));
        first.then(|| finding(context, conflict, block_id))
    });
    findings.collect()
}

fn finding(context: &Context<'_>, conflict: &Conflict, block_id: BlockId) -> Diagnostic {
    let (winner, loser) = (&conflict.winner, &conflict.loser);
    let repeated = winner.block == loser.block;
    let message = match winner.block {
        None => Words::new(
            format!("{} здесь не сработает: это {} проекта", capital(&loser.words.ru), winner.words.ru),
            format!(
                "{} does not work here: it is {} of the project",
                capital(&loser.words.en),
                winner.words.en
            ),
        ),
        Some(_) if repeated => Words::new(
            format!("{} уже есть в этом блоке: повтор ничего не изменит", capital(&loser.words.ru)),
            format!("{} is already in this block: a second time changes nothing", capital(&loser.words.en)),
        ),
        Some(other) => {
            let (name, why) = (context.name_of(other), conflict.why.words());
            Words::new(
                format!(
                    "{} здесь не сработает: подписчик всегда попадёт в «{}» (блок {other}), там {}, и {}",
                    capital(&loser.words.ru),
                    name.ru,
                    winner.words.ru,
                    why.ru
                ),
                format!(
                    "{} never works here: subscribers always go to “{}” (block {other}), which has {}, because {}",
                    capital(&loser.words.en),
                    name.en,
                    winner.words.en,
                    why.en
                ),
            )
        }
    };
    let hint = match winner.block {
        None => Words::new(
            "Выберите другое слово или отметьте у входа «По стоп-слову» либо «По слову «старт»»",
            "Choose another word, or tick “On a stop word” or “On a start word” of the entry",
        ),
        Some(_) => {
            Words::new("Уберите повтор или выберите другое", "Remove the repetition, or choose another")
        }
    };
    warning(RULE.code, place(context, loser, block_id, repeated), message, hint)
}

/// The property that opens a way; the later one of two alike.
fn place(context: &Context<'_>, way: &WayIn, block_id: BlockId, later: bool) -> Anchor {
    let Some((_, block)) = context.project.block(block_id) else { return Anchor::Block(block_id) };
    let mut found: Vec<(&str, usize)> = Vec::new();
    for list in ["links", "keywords", "commands"] {
        for (row, written) in block.lines(list).iter().map(|line| line.trim()).enumerate() {
            let command = || written.trim_start_matches('/').to_lowercase() == way.name;
            let is_here = match (list, way.prop) {
                ("links", "links") => written == way.name,
                ("keywords", "keywords") => fold_text(written) == way.name && !written.starts_with('/'),
                ("keywords", "commands") => written.starts_with('/') && command(),
                ("commands", "commands") => command(),
                _ => false,
            };
            found.extend(is_here.then_some((list, row)));
        }
    }
    for (row, question) in block.rows("questions").iter().enumerate() {
        let mut phrases = text_of(question, "phrases").split(',').map(fold_text);
        found.extend(phrases.any(|phrase| phrase == way.name).then_some(("questions.phrases", row)));
    }
    match if later { found.last() } else { found.first() } {
        Some((list, row)) => prop(block_id, list, Some(*row)),
        None if matches!(way.prop, "default" | "on_stop" | "on_start") => prop(block_id, way.prop, None),
        None => Anchor::Block(block_id),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}
