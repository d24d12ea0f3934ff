//! The manual of the blocks, printed from the registry.

use super::{BLOCK_TYPES, BlockType, Caption, Family, LIST_TYPES};
use crate::model::{Block, Choice, Form, FormField, Label, Lang, Shape};
use std::fmt::Write;

/// Deepest nesting of lists in a form that is printed; rules may hold themselves.
const DEPTH_MAX: usize = 4;

/// The page `docs/blocks.md`: every kind of block with its properties and exits, and the lists of a project, in
/// both languages.
pub fn manual() -> String {
    let mut page = String::from(
        "# Блоки · Blocks\n\n\
         Страница напечатана из реестра блоков и обновляется тестом: `UPDATE_DOCS=1 cargo test --test blocks`.\n\
         This page is printed from the registry of blocks and refreshed by a test: \
         `UPDATE_DOCS=1 cargo test --test blocks`.\n",
    );
    // Writing to a string cannot fail.
    let _ = writeln!(page, "\nВидов блоков / kinds of blocks: {}.", BLOCK_TYPES.len());
    for family in Family::ALL {
        let label = family.label();
        let _ = writeln!(page, "\n## {} · {}", label.ru, label.en);
        for block_type in BLOCK_TYPES.iter().filter(|block_type| block_type.family == family) {
            block(&mut page, block_type);
        }
    }
    let _ = writeln!(page, "\n## Списки проекта · Lists of a project");
    for list in LIST_TYPES {
        let _ = writeln!(page, "\n### {} · {} (`{}`)\n", list.label.ru, list.label.en, list.name);
        form(&mut page, list.form, 0);
    }
    page
}

fn block(page: &mut String, block_type: &BlockType) {
    let BlockType { name, label, summary, form: own, .. } = block_type;
    let _ = writeln!(page, "\n### {} · {} (`{name}`)\n", label.ru, label.en);
    let _ = writeln!(page, "{}. {}.\n", summary.ru, summary.en);
    form(page, own, 0);
    let exits = (block_type.exits)(&Block::new(*name));
    let said = |caption: &Caption| match caption {
        Caption::Own(own) => own.clone(),
        Caption::Fixed(label) | Caption::With(label, _) => both(*label),
    };
    let exits: Vec<_> = exits
        .iter()
        .map(|exit| format!("`{}` {}", exit.exit, said(&exit.caption)).trim().to_owned())
        .collect();
    if !exits.is_empty() {
        let _ = writeln!(page, "\nВыходы пустого блока / exits of an empty block: {}.", exits.join(", "));
    }
}

fn both(label: Label) -> String {
    format!("{} / {}", label.of(Lang::Ru), label.of(Lang::En))
}

fn form(page: &mut String, form: &Form, depth: usize) {
    for field in form.fields {
        let FormField { name, label, help, shape, .. } = field;
        let indent = "  ".repeat(depth);
        let _ = writeln!(
            page,
            "{indent}- `{name}` **{} / {}**: {}. {}. {}",
            label.ru,
            label.en,
            help.ru,
            help.en,
            takes(shape)
        );
        if let Shape::List(rows) = shape
            && depth < DEPTH_MAX
        {
            self::form(page, rows, depth + 1);
        }
    }
}

/// What a property takes, as one writes it in the file.
fn takes(shape: &Shape) -> String {
    let choices = |choices: &[Choice]| {
        let choice = |choice: &Choice| format!("`{}` {}", choice.name, both(choice.label));
        choices.iter().map(choice).collect::<Vec<_>>().join("; ")
    };
    match shape {
        Shape::Text | Shape::Line | Shape::Url => String::new(),
        Shape::Int { min, max, default } => format!("`{min}`…`{max}`, `{default}`"),
        Shape::Flag => "`true`".to_owned(),
        Shape::Choice(list) => choices(list),
        Shape::Duration => "`30s`, `5m`, `1h 30m`, `2d`, `1mo`".to_owned(),
        Shape::TimeOfDay => "`10:00`".to_owned(),
        Shape::Window => "`10:00-20:00`".to_owned(),
        Shape::Weekdays => "`mon-fri`".to_owned(),
        Shape::Date => "`2026-12-31`".to_owned(),
        Shape::Formula => "`score >= 12 and has(\"lead\")`".to_owned(),
        Shape::Lines => "`[\"…\", \"…\"]`".to_owned(),
        Shape::Media => "`media/…`".to_owned(),
        Shape::Table => "`tables/….csv`".to_owned(),
        Shape::Named(list) => format!("`lists.{list}`"),
        Shape::Field | Shape::Tag | Shape::Funnel | Shape::Block | Shape::List(_) => String::new(),
    }
}
