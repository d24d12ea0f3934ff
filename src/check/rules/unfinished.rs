//! Blocks and buttons that lack the one thing they are there for.

use crate::blocks::link_prop;
use crate::check::texts::{buttons, label};
use crate::check::{Context, Reads, Rule, error, prop};
use crate::diag::{Diagnostic, Words};
use crate::model::{Block, BlockId, Label, text_of};

pub(super) static BLOCK: Rule = Rule {
    code: "unfinished-block",
    label: Label::new("Блок не дозаполнен", "A block is not filled in"),
    why: Label::new(
        "Подписчик не получит того, ради чего блок стоит: карты, контакта, кода или подарка.",
        "The subscriber does not get what the block is there for: map, contact, code or gift.",
    ),
    fix: Label::new("Заполните названное свойство.", "Fill in the property that is named."),
    reads: Reads::Block,
    check: |context| context.typed().flat_map(|(block_id, block, _)| lacks(block_id, block)).collect(),
};

pub(super) static BUTTON: Rule = Rule {
    code: "unfinished-button",
    label: Label::new("Кнопке нечего открыть", "A button has nothing to open"),
    why: Label::new(
        "Мессенджер не покажет такую кнопку: подписчик не перейдёт, не позвонит, не скопирует.",
        "The messenger does not show such a button: the subscriber cannot go, call or copy.",
    ),
    fix: Label::new(
        "Впишите ссылку, номер или текст либо выберите другое действие.",
        "Write the link, number or text, or choose what else the button does.",
    ),
    reads: Reads::Block,
    check: bare_buttons,
};

/// Kinds of block, the property without which each does nothing, and what the subscriber misses.
const NEEDS: &[(&str, &str, Label)] = &[
    (
        "place",
        "lat",
        Label::new("Нет широты: вместо карты придёт текст", "No latitude: a text comes and no map"),
    ),
    (
        "place",
        "lon",
        Label::new("Нет долготы: вместо карты придёт текст", "No longitude: a text comes and no map"),
    ),
    (
        "contact",
        "phone",
        Label::new("Нет номера: контакт не придёт", "No number: the contact does not arrive"),
    ),
    (
        "promo",
        "table",
        Label::new("Нет таблицы с кодами: код не выдастся", "No table of codes: no code is given"),
    ),
    (
        "promo",
        "field",
        Label::new(
            "Код нигде не сохранится: применить его потом не выйдет",
            "The code is kept nowhere: it cannot be looked at later",
        ),
    ),
    (
        "magnet",
        "tag",
        Label::new("Нет тега: не видно, кто получил подарок", "No tag: nobody sees who has received it"),
    ),
];

fn lacks(block_id: BlockId, block: &Block) -> Vec<Diagnostic> {
    let is_bare = |name: &str| block.text(name).trim().is_empty();
    let needs = NEEDS.iter().filter(|(kind, name, _)| block.kind == *kind && is_bare(name));
    let mut found: Vec<_> = needs.map(|(_, name, words)| finding(block_id, name, *words)).collect();
    let is_empty = match block.kind.as_str() {
        "cards" => block.rows("cards").is_empty(),
        "magnet" => is_bare("media") && is_bare("url"),
        _ => false,
    };
    if is_empty {
        let (name, words) = if block.kind == "cards" {
            (
                "cards",
                Label::new(
                    "Нет ни одной карточки: подписчик увидит только текст",
                    "There is no card: the subscriber sees nothing but the text",
                ),
            )
        } else {
            (
                "media",
                Label::new(
                    "Нет ни файла, ни ссылки: дарить нечего",
                    "Neither file nor link: nothing to give",
                ),
            )
        };
        found.push(finding(block_id, name, words));
    }
    found
}

fn finding(block_id: BlockId, name: &str, words: Label) -> Diagnostic {
    error(
        BLOCK.code,
        prop(block_id, name, None),
        Words::new(words.ru, words.en),
        Words::new("Заполните это свойство", "Fill in this property"),
    )
}

fn bare_buttons(context: &Context<'_>) -> Vec<Diagnostic> {
    let found = buttons(context).filter_map(|(block_id, list, row, record)| {
        let name = link_prop(record)?;
        text_of(record, name).trim().is_empty().then(|| {
            let label = label(record);
            error(
                BUTTON.code,
                prop(block_id, &format!("{list}.{name}"), Some(row)),
                Words::new(
                    format!("Кнопке «{label}» нечего открыть: мессенджер её не покажет"),
                    format!("The button “{label}” has nothing to open: the messenger does not show it"),
                ),
                Words::new("Впишите ссылку, номер или текст", "Write the link, number or text"),
            )
        })
    });
    found.collect()
}
