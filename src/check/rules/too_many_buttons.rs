//! More buttons than a messenger shows under one message.

use crate::channels::{Channel, Limit};
use crate::check::{Context, Reads, Rule, prop};
use crate::diag::{Diagnostic, Severity, Words};
use crate::model::{BlockId, Label};

pub(super) static RULE: Rule = Rule {
    code: "too-many-buttons",
    label: Label::new("Кнопок больше, чем показывает мессенджер", "More buttons than a messenger shows"),
    why: Label::new(
        "Лишних кнопок подписчик не увидит и не сможет выбрать то, что на них написано.",
        "The subscriber does not see the buttons beyond the limit and cannot choose them.",
    ),
    fix: Label::new("Разделите выбор на два сообщения.", "Divide the choice into two messages."),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (block_id, block, _) in context.typed() {
        for channel in &context.channels {
            let caps = channel.caps();
            for (list, limit) in [("buttons", caps.buttons), ("quick_replies", caps.quick)] {
                let count = block.rows(list).len();
                found.extend(match (limit, caps.list) {
                    (Some(few), Some(rows)) if few.max < count && count <= rows.max => {
                        Some(listed(block_id, list, (count, few.max), *channel))
                    }
                    (_, Some(rows)) => finding(block_id, list, count, Some(rows), *channel),
                    (limit, None) => finding(block_id, list, count, limit, *channel),
                });
            }
        }
    }
    found
}

/// Buttons become a list, which has to be opened before anything of it is seen.
fn listed(block_id: BlockId, list: &str, (count, few): (usize, usize), channel: &dyn Channel) -> Diagnostic {
    let label = channel.label();
    Diagnostic::new(
        RULE.code,
        Severity::Warning,
        prop(block_id, list, None),
        Words::new(
            format!(
                "{} покажет не больше {few} кнопок, здесь их {count}: подписчик увидит список, который надо открыть",
                label.ru
            ),
            format!(
                "{} shows at most {few} buttons, here are {count}: the subscriber gets a list that has to be opened",
                label.en
            ),
        ),
        Words::new(
            format!("Оставьте {few} кнопки или скажите в тексте, что выбор в списке"),
            format!("Keep {few} buttons or say in the text that the choice is in a list"),
        ),
    )
}

fn finding(
    block_id: BlockId,
    list: &str,
    count: usize,
    limit: Option<Limit>,
    channel: &dyn Channel,
) -> Option<Diagnostic> {
    let max = limit.map_or(0, |limit| limit.max);
    if count <= max {
        return None;
    }
    let severity =
        if limit.is_none_or(|limit| limit.confirmed) { Severity::Error } else { Severity::Warning };
    let (label, over) = (channel.label(), count - max);
    Some(Diagnostic::new(
        RULE.code,
        severity,
        prop(block_id, list, None),
        Words::new(
            format!(
                "{} покажет не больше {max} кнопок, здесь их {count}: последние {over} подписчик не увидит",
                label.ru
            ),
            format!(
                "{} shows at most {max} buttons, here are {count}: the last {over} stay unseen",
                label.en
            ),
        ),
        Words::new("Разделите выбор на два сообщения", "Divide the choice into two messages"),
    ))
}
