//! Ways out of a block that cannot be told apart.

use crate::blocks::{ExitKind, ExitSpec};
use crate::check::context::Exits;
use crate::check::texts::exit_name;
use crate::check::{Context, Reads, Rule, error};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

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
    reads: Reads::Block,
    check: |context| context.exits().iter().flat_map(|exits| duplicates(context, exits)).collect(),
};

pub(super) static NAMELESS: Rule = Rule {
    code: "exit-without-name",
    label: Label::new("Выход без имени", "An exit without a name"),
    why: Label::new(
        "К нему нельзя провести связь: подписчик выберет его, и разговор оборвётся.",
        "No wire can be drawn from it: the subscriber chooses it and the conversation breaks off.",
    ),
    fix: AGAIN,
    reads: Reads::Block,
    check: |context| context.exits().iter().flat_map(|exits| nameless(context, exits)).collect(),
};

/// The exits of a block that have a port; link buttons have none.
fn ports<'e>(exits: &'e Exits<'_>) -> impl Iterator<Item = &'e ExitSpec> {
    exits.exits.iter().filter(|exit| exit.kind != ExitKind::Link)
}

fn duplicates(context: &Context<'_>, exits: &Exits<'_>) -> Vec<Diagnostic> {
    let block_id = exits.block_id;
    let mut first: Vec<&ExitSpec> = Vec::new();
    let mut found = Vec::new();
    for exit in ports(exits).filter(|exit| !exit.exit.0.trim().is_empty()) {
        let Some(other) = first.iter().find(|other| other.exit == exit.exit) else {
            first.push(exit);
            continue;
        };
        let (one, two) = (exit_name(exits.block, other), exit_name(exits.block, exit));
        let (block, name) = (context.name_of(block_id), &exit.exit);
        found.push(error(
            DUPLICATE.code,
            Anchor::Exit(block_id, exit.exit.clone()),
            Words::new(
                format!(
                    "У выходов {} и {} блока «{}» одно имя «{name}»: подписчик выберет один, а попадёт по другому",
                    one.ru, two.ru, block.ru
                ),
                format!(
                    "The exits {} and {} of “{}” share the name “{name}”: choosing one takes the way of the other",
                    one.en, two.en, block.en
                ),
            ),
            hint(),
        ));
    }
    found
}

fn nameless(context: &Context<'_>, exits: &Exits<'_>) -> Vec<Diagnostic> {
    let bare = ports(exits).filter(|exit| exit.exit.0.trim().is_empty());
    bare.map(|exit| {
        let (name, block) = (exit_name(exits.block, exit), context.name_of(exits.block_id));
        error(
            NAMELESS.code,
            Anchor::Exit(exits.block_id, exit.exit.clone()),
            Words::new(
                format!("У выхода {} блока «{}» нет имени: связь от него потеряется", name.ru, block.ru),
                format!("The exit {} of “{}” has no name: its wire gets lost", name.en, block.en),
            ),
            hint(),
        )
    })
    .collect()
}

fn hint() -> Words {
    Words::new(AGAIN.ru.trim_end_matches('.'), AGAIN.en.trim_end_matches('.'))
}
