//! A text of the bot's profile that a messenger refuses.

use crate::channels::{Channel, Limit};
use crate::check::texts::excess;
use crate::check::{Context, Reads, Rule};
use crate::diag::{Anchor, Diagnostic, Severity, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "profile-too-long",
    label: Label::new("Текст профиля бота слишком длинный", "A text of the bot's profile is too long"),
    why: Label::new(
        "Мессенджер не примет профиль: подписчик увидит старое имя или пустое описание и не поймёт, чей это бот.",
        "The messenger refuses the profile: the subscriber sees an old name or no description.",
    ),
    fix: Label::new("Сократите текст в настройках проекта.", "Shorten the text in the project's settings."),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let bot = &context.project.bot;
    let mut found = Vec::new();
    for channel in &context.channels {
        let profile = channel.caps().profile;
        let texts = [
            (Label::new("имя бота", "the bot's name"), &bot.name, profile.name),
            (Label::new("строка «О боте»", "the line about the bot"), &bot.about, profile.about),
            (
                Label::new("описание пустого чата", "the description of the empty chat"),
                &bot.description,
                profile.description,
            ),
        ];
        let texts = texts.into_iter().filter_map(|(what, text, limit)| Some((what, text.trim(), limit?)));
        let long = texts.filter(|(_, text, limit)| !limit.takes(text));
        found.extend(long.map(|(what, text, limit)| finding(*channel, what, text, limit)));
    }
    found
}

fn finding(channel: &dyn Channel, what: Label, text: &str, limit: Limit) -> Diagnostic {
    let excess = excess(limit.unit.measure(text), limit.max, limit.unit, false);
    let label = channel.label();
    Diagnostic::new(
        RULE.code,
        if limit.confirmed { Severity::Error } else { Severity::Warning },
        Anchor::Project,
        Words::new(
            format!("{} не примет профиль: {} — {}", label.ru, what.ru, excess.ru),
            format!("{} refuses the profile: {} has {}", label.en, what.en, excess.en),
        ),
        Words::new("Сократите текст в настройках проекта", "Shorten the text in the project's settings"),
    )
}
