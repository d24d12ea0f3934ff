//! An answer in several messages of a kind that cannot be put together.

use crate::blocks::can_collect;
use crate::check::{Context, Reads, Rule, prop, warning};
use crate::diag::{Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "collect-without-text",
    label: Label::new("Такой ответ не собрать из сообщений", "Such an answer cannot be collected"),
    why: Label::new(
        "Два числа или две даты вместе — не число и не дата: бот возьмёт первое сообщение.",
        "Two numbers or two dates together are neither: the bot takes the first message.",
    ),
    fix: Label::new(
        "Очистите «Собирать сообщения» или спросите текст.",
        "Clear “Collect messages”, or ask for a text.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let collecting =
        context.blocks_of("question").filter(|(_, block)| !block.text("collect").trim().is_empty());
    let odd = collecting.filter(|(_, block)| !can_collect(block));
    odd.map(|(block_id, _)| {
        let message = Words::new(
            "Собирают только текст и файлы: здесь ответом станет первое же сообщение",
            "Only text and files are collected: here the very first message is the answer",
        );
        let hint = Words::new(
            "Очистите «Собирать сообщения» или спросите текст",
            "Clear “Collect messages”, or ask for a text",
        );
        warning(RULE.code, prop(block_id, "collect", None), message, hint)
    })
    .collect()
}
