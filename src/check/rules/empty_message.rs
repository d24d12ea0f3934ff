//! A message or question that says nothing.

use crate::blocks::Family;
use crate::check::{Context, Reads, Rule, error, prop};
use crate::diag::{Diagnostic, Words};
use crate::model::Label;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "empty-message",
    label: Label::new("Пустое сообщение", "An empty message"),
    why: Label::new(
        "Мессенджер не примет пустое сообщение: подписчик не увидит ни текста, ни кнопок.",
        "The messenger refuses an empty message: the subscriber sees neither text nor buttons.",
    ),
    fix: Label::new(
        "Впишите текст или приложите картинку либо файл.",
        "Write a text, or attach a picture or file.",
    ),
    reads: Reads::Block,
    check,
};

/// Questions that have words of their own where the author wrote none.
const HAVE_WORDS: [&str; 2] = ["booking", "catalogue"];

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let spoken =
        context.typed().filter(|(_, block, kind)| kind.family == Family::Ask || block.kind == "message");
    let spoken = spoken.filter(|(_, block, _)| !HAVE_WORDS.contains(&block.kind.as_str()));
    let is_empty = |name: &str, block: &crate::model::Block| block.text(name).trim().is_empty();
    // A block that says nothing at all the way it is filled in, such as a cancelled booking, needs no text.
    let speaking: BTreeSet<_> = context.replies().map(|reply| reply.block).collect();
    let empty = spoken.filter(|(block_id, block, _)| {
        is_empty("text", block) && is_empty("media", block) && speaking.contains(block_id)
    });
    empty
        .map(|(block_id, _, kind)| {
            let (ru, en) = if kind.family == Family::Ask {
                ("В вопросе нет текста: подписчик не поймёт, что от него ждут", "The question has no text: the subscriber is not asked anything")
            } else {
                ("В сообщении нет ни текста, ни вложения: мессенджер его не примет, подписчик ничего не увидит", "The message has no text and no attachment: the messenger refuses it, the subscriber sees nothing")
            };
            error(
                RULE.code,
                prop(block_id, "text", None),
                Words::new(ru, en),
                Words::new("Впишите текст или добавьте вложение", "Write a text or add an attachment"),
            )
        })
        .collect()
}
