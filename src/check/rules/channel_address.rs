//! Messengers of the project that no link can lead to.

use crate::check::{Context, Reads, Rule, usable_channel};
use crate::diag::Diagnostic;
use crate::model::Label;

const WHY: Label = Label::new(
    "Ссылки, QR-код и кнопка минилендинга для этого мессенджера не появятся: подписчик не сможет прийти.",
    "No link, QR code or minilanding button is made for this messenger: a subscriber cannot come.",
);

pub(super) static UNKNOWN: Rule = Rule {
    code: "unknown-channel",
    label: Label::new("Неизвестный мессенджер", "An unknown messenger"),
    why: WHY,
    fix: Label::new("Выберите мессенджер из списка.", "Choose a messenger from the list."),
    reads: Reads::Project,
    check: |context| found(context, UNKNOWN.code),
};

pub(super) static WITHOUT: Rule = Rule {
    code: "channel-without-address",
    label: Label::new("Не указан адрес бота", "The bot's address is missing"),
    why: WHY,
    fix: Label::new(
        "Впишите в настройках проекта публичное имя бота или номер.",
        "Write the bot's public name or number in the project's settings.",
    ),
    reads: Reads::Project,
    check: |context| found(context, WITHOUT.code),
};

pub(super) static INVALID: Rule = Rule {
    code: "channel-address-invalid",
    label: Label::new("Адрес бота не подходит", "The bot's address does not fit"),
    why: WHY,
    fix: Label::new(
        "Оставьте только имя бота или номер, без @, +, пробелов и https://.",
        "Keep only the bot's name or number, without @, +, spaces and https://.",
    ),
    reads: Reads::Project,
    check: |context| found(context, INVALID.code),
};

fn found(context: &Context<'_>, code: &str) -> Vec<Diagnostic> {
    let findings = context.project.channels.iter().filter_map(|setting| usable_channel(setting).err());
    findings.filter(|finding| finding.code == code).collect()
}
