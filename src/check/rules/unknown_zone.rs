//! A time zone that no list of zones has.

use crate::check::{Context, Reads, Rule, unknown_zone};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "unknown-zone",
    label: Label::new("Неизвестный часовой пояс", "An unknown time zone"),
    why: Label::new(
        "Бот будет считать время по Гринвичу: утреннее сообщение придёт подписчику днём, а тихие часы сдвинутся.",
        "The bot reckons in UTC: a morning message reaches the subscriber at another hour, and so do quiet hours.",
    ),
    fix: Label::new(
        "Впишите пояс по образцу Europe/Moscow, Asia/Yekaterinburg.",
        "Write a zone such as Europe/Moscow or Asia/Yekaterinburg.",
    ),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<crate::diag::Diagnostic> {
    let zone = context.project.schedule.zone.trim();
    let is_unknown = context.known.is_zone.is_some_and(|is_zone| !is_zone(zone));
    is_unknown.then(|| unknown_zone(zone)).into_iter().collect()
}
