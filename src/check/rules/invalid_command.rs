//! A command that a messenger does not know as one.

use crate::channels::{Channel, Limit, command_fits};
use crate::check::{Context, Reads, Rule, prop};
use crate::diag::{Diagnostic, Severity, Words};
use crate::model::{BlockId, Label};

pub(super) static RULE: Rule = Rule {
    code: "invalid-command",
    label: Label::new("Команда не подходит мессенджеру", "A command does not fit the messenger"),
    why: Label::new(
        "Команда не появится в меню бота, по ней нельзя нажать: подписчик её не найдёт.",
        "The command does not get into the bot's menu and cannot be pressed: subscribers do not find it.",
    ),
    fix: Label::new(
        "Оставьте латинские буквы, цифры и «_»; для русского слова есть ключевые слова.",
        "Keep Latin letters, digits and “_”; other words can be keywords.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (block_id, block) in context.blocks_of("entry") {
        for list in ["commands", "keywords"] {
            for (row, written) in block.lines(list).iter().map(|line| line.trim()).enumerate() {
                // A keyword that begins with a slash is a command too.
                if list == "keywords" && !written.starts_with('/') {
                    continue;
                }
                let command = written.trim_start_matches('/').to_lowercase();
                let limits = context.channels.iter();
                let limits = limits.filter_map(|channel| Some((*channel, channel.caps().profile.command?)));
                let refusing = limits.filter(|(_, limit)| !command_fits(&command, *limit));
                let refusing = refusing.filter(|_| !written.is_empty());
                found.extend(refusing.map(|it| finding((block_id, list, row), &command, it)));
            }
        }
    }
    found
}

fn finding(
    (block_id, list, row): (BlockId, &str, usize),
    command: &str,
    (channel, limit): (&dyn Channel, Limit),
) -> Diagnostic {
    let (label, max) = (channel.label(), limit.max);
    Diagnostic::new(
        RULE.code,
        if limit.confirmed { Severity::Error } else { Severity::Warning },
        prop(block_id, list, Some(row)),
        Words::new(
            format!("{} не примет команду «/{command}»: её не будет в меню и по ней нельзя нажать", label.ru),
            format!("{} does not take “/{command}”: it is not in the menu and cannot be pressed", label.en),
        ),
        Words::new(
            format!(
                "Оставьте до {max} знаков: латинские буквы, цифры и «_»; русское слово впишите в ключевые слова"
            ),
            format!(
                "Keep up to {max} characters: Latin letters, digits and “_”; put other words into keywords"
            ),
        ),
    )
}
