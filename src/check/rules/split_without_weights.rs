//! A split, or a random way, that sends nobody anywhere.

use crate::check::{Context, Reads, Rule, error, prop};
use crate::diag::{Diagnostic, Words};
use crate::model::{Label, Prop};

pub(super) static RULE: Rule = Rule {
    code: "split-without-weights",
    label: Label::new("Делить не на что: нет долей", "Nothing to divide by: no shares"),
    why: Label::new(
        "Ни одному варианту не досталось подписчиков: разговор оборвётся для всех.",
        "No variant gets any subscribers: the conversation breaks off for everybody.",
    ),
    fix: Label::new(
        "Добавьте варианты и дайте хотя бы одному долю больше нуля.",
        "Add variants and give at least one of them a share above zero.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let drawing = ["split", "random"].into_iter().flat_map(|kind| context.blocks_of(kind));
    let idle = drawing.filter(|(_, block)| {
        let has_share = |row: &crate::model::Record| !matches!(row.get("weight"), Some(Prop::Int(..=0)));
        !block.rows("arms").iter().any(has_share)
    });
    idle.map(|(block_id, block)| {
        let message = if block.rows("arms").is_empty() {
            Words::new(
                "В блоке нет вариантов: разговор оборвётся для всех",
                "The block has no variants: the conversation breaks off for everybody",
            )
        } else {
            Words::new(
                "Доли всех вариантов равны нулю: разговор оборвётся для всех",
                "The shares of all variants are zero: the conversation breaks off for everybody",
            )
        };
        error(
            RULE.code,
            prop(block_id, "arms", None),
            message,
            Words::new(
                "Дайте хотя бы одному варианту долю больше нуля",
                "Give at least one variant a share above zero",
            ),
        )
    })
    .collect()
}
