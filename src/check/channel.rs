//! Findings about messengers and their links, shared by the rules and the exporters.

use super::{error, warning};
use crate::channels::{self, Channel};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::ChannelSetting;

/// Addresses of which every messenger takes at least one; they stand in for one that is not filled in yet.
const SAMPLES: [&str; 2] = ["sample_bot", "79991234567"];

/// The messenger of a setting when links to it can be made, or why they cannot.
pub fn usable_channel(setting: &ChannelSetting) -> Result<&'static dyn Channel, Diagnostic> {
    let Some(channel) = channels::channel(&setting.channel) else { return Err(unknown(setting)) };
    let address = setting.address.trim();
    if channel.link(address, "").is_some() {
        return Ok(channel);
    }
    Err(if address.is_empty() { no_address(channel) } else { bad_address(channel, address) })
}

/// Whether a payload can stand in the messenger's links, whatever the bot's address is.
pub fn takes_payload(channel: &dyn Channel, payload: &str) -> bool {
    SAMPLES.iter().any(|address| channel.link(address, payload).is_some())
}

/// A payload that cannot stand in a messenger's links.
pub fn bad_payload(at: Anchor, channel: &dyn Channel, payload: &str) -> Diagnostic {
    let (label, max) = (channel.label(), channel.caps().start_payload.max);
    error(
        "start-payload-invalid",
        at,
        Words::new(
            format!(
                "Метка «{payload}» не может стоять в ссылке мессенджера {}: ссылка и QR-код не получатся",
                label.ru
            ),
            format!("“{payload}” cannot stand in a link of {}: no link or QR code can be made", label.en),
        ),
        Words::new(
            format!("Оставьте до {max} знаков: латинские буквы, цифры, «-» и «_»"),
            format!("Keep up to {max} characters: Latin letters, digits, “-” and “_”"),
        ),
    )
}

/// No messenger at all.
pub(crate) fn no_channel() -> Diagnostic {
    error(
        "no-channel",
        Anchor::Project,
        Words::new(
            "В проекте не выбран ни один мессенджер: ссылок и QR-кодов нет, подписчику некуда прийти",
            "The project has no messenger: there are no links or QR codes, a subscriber has nowhere to come",
        ),
        Words::new(
            "Добавьте мессенджер и имя бота в настройках проекта",
            "Add a messenger and the bot's name in the project's settings",
        ),
    )
}

fn unknown(setting: &ChannelSetting) -> Diagnostic {
    let name = &setting.channel;
    let known: Vec<_> = channels::CHANNELS.iter().map(|channel| channel.name()).collect();
    let known = known.join(", ");
    warning(
        "unknown-channel",
        Anchor::Project,
        Words::new(
            format!("Мессенджер «{name}» неизвестен: ссылок и кнопок для него не будет"),
            format!("The messenger “{name}” is not known: no links or buttons will be made for it"),
        ),
        Words::new(format!("Выберите из: {known}"), format!("Choose from: {known}")),
    )
}

fn no_address(channel: &dyn Channel) -> Diagnostic {
    let label = channel.label();
    warning(
        "channel-without-address",
        Anchor::Project,
        Words::new(
            format!(
                "Для мессенджера {} не указан адрес бота: подписчик не сможет прийти по ссылке",
                label.ru
            ),
            format!("{} has no address of the bot: a subscriber cannot come by a link", label.en),
        ),
        Words::new(
            "Впишите в настройках проекта публичное имя бота или номер, без @ и +",
            "Write the bot's public name or number in the project's settings, without @ and +",
        ),
    )
}

fn bad_address(channel: &dyn Channel, address: &str) -> Diagnostic {
    let label = channel.label();
    warning(
        "channel-address-invalid",
        Anchor::Project,
        Words::new(
            format!("Адрес «{address}» не подходит для мессенджера {}: ссылка не откроет бота", label.ru),
            format!("The address “{address}” does not fit {}: the link would not open the bot", label.en),
        ),
        Words::new(
            "Оставьте только публичное имя бота или номер: без @, +, пробелов и https://",
            "Keep only the bot's public name or number: without @, +, spaces and https://",
        ),
    )
}
