//! Ways out of a block that cannot be told apart.

use crate::blocks::{ExitKind, ExitSpec};
use crate::check::context::caption;
use crate::check::{Context, Rule, error};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{BlockId, Label};
use std::collections::BTreeMap;

const AGAIN: Label = Label::new(
    "Удалите одну из строк и добавьте её заново: новое имя задастся само.",
    "Delete one of the rows and add it again: it gets a name of its own.",
);

pub(super) static DUPLICATE: Rule = Rule {
    code: "duplicate-exit",
    label: Label::new("Два выхода с одним именем", "Two exits with one name"),
    why: Label::new(
        "У них одна связь на двоих: подписчик нажмёт одну кнопку, а попадёт туда, куда ведёт другая.",
        "They share one wire: the subscriber presses one button and goes where the other leads.",
    ),
    fix: AGAIN,
    check: |context| exits(context).into_iter().flat_map(|exits| duplicates(context, exits)).collect(),
};

pub(super) static NAMELESS: Rule = Rule {
    code: "exit-without-name",
    label: Label::new("Выход без имени", "An exit without a name"),
    why: Label::new(
        "К нему нельзя провести связь: подписчик выберет его, и разговор оборвётся.",
        "No wire can be drawn from it: the subscriber chooses it and the conversation breaks off.",
    ),
    fix: AGAIN,
    check: |context| exits(context).into_iter().flat_map(|exits| nameless(context, exits)).collect(),
};

/// The exits of a block that have a port; link buttons have none.
fn exits(context: &Context<'_>) -> Vec<(BlockId, Vec<ExitSpec>)> {
    let exits = context.typed().map(|(block_id, block, kind)| {
        let exits = (kind.exits)(block).into_iter().filter(|exit| exit.kind != ExitKind::Link);
        (block_id, exits.collect())
    });
    exits.collect()
}

fn duplicates(context: &Context<'_>, (block_id, exits): (BlockId, Vec<ExitSpec>)) -> Vec<Diagnostic> {
    let block = context.name_of(block_id);
    let mut first: BTreeMap<&str, &ExitSpec> = BTreeMap::new();
    let mut found = Vec::new();
    for exit in exits.iter().filter(|exit| !exit.exit.0.trim().is_empty()) {
        let Some(other) = first.get(exit.exit.0.as_str()) else {
            first.insert(&exit.exit.0, exit);
            continue;
        };
        let (one, two, name) = (caption(&other.caption), caption(&exit.caption), &exit.exit);
        found.push(error(
            DUPLICATE.code,
            Anchor::Exit(block_id, exit.exit.clone()),
            Words::new(
                format!(
                    "У выходов «{}» и «{}» блока «{}» одно имя «{name}»: подписчик выберет один, а попадёт по другому",
                    one.ru, two.ru, block.ru
                ),
                format!(
                    "The exits “{}” and “{}” of “{}” share the name “{name}”: choosing one takes the way of the other",
                    one.en, two.en, block.en
                ),
            ),
            hint(),
        ));
    }
    found
}

fn nameless(context: &Context<'_>, (block_id, exits): (BlockId, Vec<ExitSpec>)) -> Vec<Diagnostic> {
    let block = context.name_of(block_id);
    let bare = exits.into_iter().filter(|exit| exit.exit.0.trim().is_empty());
    bare.map(|exit| {
        let name = caption(&exit.caption);
        error(
            NAMELESS.code,
            Anchor::Exit(block_id, exit.exit),
            Words::new(
                format!("У выхода «{}» блока «{}» нет имени: связь от него потеряется", name.ru, block.ru),
                format!("The exit “{}” of “{}” has no name: its wire gets lost", name.en, block.en),
            ),
            hint(),
        )
    })
    .collect()
}

fn hint() -> Words {
    Words::new(AGAIN.ru.trim_end_matches('.'), AGAIN.en.trim_end_matches('.'))
}
