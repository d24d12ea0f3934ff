//! Findings about the project's schedule, shared by the rules and the commands that make a bot live.

use super::error;
use crate::diag::{Anchor, Diagnostic, Words};

/// A zone by which no time can be reckoned.
pub(crate) fn unknown_zone(zone: &str) -> Diagnostic {
    let message = if zone.is_empty() {
        Words::new(
            "Часовой пояс не указан: бот будет считать время по Гринвичу и напишет не в тот час",
            "No time zone is given: the bot reckons in UTC and writes at the wrong hour",
        )
    } else {
        Words::new(
            format!(
                "Часового пояса «{zone}» нет: бот будет считать время по Гринвичу и напишет не в тот час"
            ),
            format!("There is no time zone “{zone}”: the bot reckons in UTC and writes at the wrong hour"),
        )
    };
    error(
        "unknown-zone",
        Anchor::Project,
        message,
        Words::new(
            "Впишите в настройках проекта пояс по образцу Europe/Moscow, Asia/Yekaterinburg",
            "Write a zone such as Europe/Moscow or Asia/Yekaterinburg in the project's settings",
        ),
    )
}
