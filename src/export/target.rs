//! Where a link can lead: every messenger of the project with every deep link of its entries.
//!
//! Messengers come in the author's order, links in the order of funnels and blocks; no pair comes twice.

use crate::channels::{self, Channel};
use crate::diag::{Anchor, Diagnostic, Severity, Words};
use crate::model::{ChannelSetting, Project};

/// One way into the bot from outside.
#[derive(Clone)]
pub struct Target {
    /// The messenger.
    pub channel: &'static dyn Channel,
    /// Public address of the bot there.
    pub address: String,
    /// Payload of the deep link; empty for the bot's plain link.
    pub payload: String,
    /// The whole link.
    pub link: String,
}

impl Target {
    /// File name without ending, `telegram-checklist`; `telegram` for the plain link.
    pub fn stem(&self) -> String {
        let safe: String = self
            .payload
            .chars()
            .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' })
            .collect();
        if safe.is_empty() {
            self.channel.name().to_owned()
        } else {
            format!("{}-{safe}", self.channel.name())
        }
    }
}

/// Payloads of the deep links of all entry blocks, each once; without any, the plain link's empty payload.
pub(super) fn payloads(project: &Project) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (_, _, block) in project.blocks().filter(|(_, _, block)| block.kind == "entry") {
        for payload in block.lines("links").iter().map(|link| link.trim()) {
            if !payload.is_empty() && !found.iter().any(|known| known == payload) {
                found.push(payload.to_owned());
            }
        }
    }
    if found.is_empty() {
        found.push(String::new());
    }
    found
}

/// Every link that can be made, and what keeps others from being made.
///
/// Without a single link the findings are the error.
pub fn targets(project: &Project) -> Result<(Vec<Target>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (mut found, mut findings) = (Vec::new(), Vec::new());
    if project.channels.is_empty() {
        findings.push(no_channels());
    }
    let payloads = payloads(project);
    for (index, setting) in project.channels.iter().enumerate() {
        if project.channels[..index].contains(setting) {
            continue;
        }
        match channel_of(setting) {
            Ok(channel) => {
                for payload in &payloads {
                    match target(channel, setting, payload) {
                        Some(target) => found.push(target),
                        None => findings.push(bad_payload(channel, payload)),
                    }
                }
            }
            Err(finding) => findings.push(finding),
        }
    }
    if found.is_empty() { Err(findings) } else { Ok((found, findings)) }
}

/// The link of one messenger and one payload.
pub(super) fn target(
    channel: &'static dyn Channel,
    setting: &ChannelSetting,
    payload: &str,
) -> Option<Target> {
    let address = setting.address.trim().to_owned();
    let link = channel.link(&address, payload)?;
    Some(Target { channel, address, payload: payload.to_owned(), link })
}

/// The messenger of a setting whose address can stand in a link.
pub(super) fn channel_of(setting: &ChannelSetting) -> Result<&'static dyn Channel, Diagnostic> {
    let Some(channel) = channels::channel(&setting.channel) else { return Err(unknown(setting)) };
    if channel.link(setting.address.trim(), "").is_some() {
        return Ok(channel);
    }
    Err(if setting.address.trim().is_empty() { no_address(channel) } else { bad_address(channel, setting) })
}

fn finding(code: &'static str, severity: Severity, message: Words, hint: Words) -> Diagnostic {
    Diagnostic::new(code, severity, Anchor::Project, message, hint)
}

pub(super) fn no_channels() -> Diagnostic {
    finding(
        "no-channel",
        Severity::Error,
        Words::new(
            "В проекте не выбран ни один мессенджер, поэтому ссылок и QR-кодов нет: подписчику некуда прийти",
            "The project has no messenger, so there are no links and QR codes: a subscriber has nowhere to come",
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
    finding(
        "unknown-channel",
        Severity::Warning,
        Words::new(
            format!("Мессенджер «{name}» неизвестен: ссылки и кнопки для него не появятся"),
            format!("The messenger “{name}” is not known: no links or buttons will be made for it"),
        ),
        Words::new(format!("Выберите из: {known}"), format!("Choose from: {known}")),
    )
}

fn no_address(channel: &dyn Channel) -> Diagnostic {
    let label = channel.label();
    finding(
        "channel-without-address",
        Severity::Warning,
        Words::new(
            format!("У мессенджера {} не указан адрес бота: подписчик не сможет прийти по ссылке", label.ru),
            format!("{} has no address of the bot: a subscriber cannot come by a link", label.en),
        ),
        Words::new(
            "Впишите в настройках проекта публичное имя бота или номер, без @ и +",
            "Write the bot's public name or number in the project's settings, without @ and +",
        ),
    )
}

fn bad_address(channel: &dyn Channel, setting: &ChannelSetting) -> Diagnostic {
    let (label, address) = (channel.label(), setting.address.trim());
    finding(
        "channel-address-invalid",
        Severity::Warning,
        Words::new(
            format!("Адрес «{address}» не подходит для {}: ссылка не откроет бота", label.ru),
            format!("The address “{address}” does not fit {}: the link would not open the bot", label.en),
        ),
        Words::new(
            "Оставьте только публичное имя бота или номер: без @, +, пробелов и https://",
            "Keep only the bot's public name or number: without @, +, spaces and https://",
        ),
    )
}

pub(super) fn bad_payload(channel: &dyn Channel, payload: &str) -> Diagnostic {
    let (label, max) = (channel.label(), channel.caps().start_payload.max);
    finding(
        "start-payload-invalid",
        Severity::Warning,
        Words::new(
            format!("Метка «{payload}» не может стоять в ссылке {}: для неё нет ссылки и QR-кода", label.ru),
            format!("“{payload}” cannot stand in a {} link: it gets no link and no QR code", label.en),
        ),
        Words::new(
            format!("Оставьте до {max} знаков: латинские буквы, цифры, «-» и «_»"),
            format!("Keep up to {max} characters: Latin letters, digits, “-” and “_”"),
        ),
    )
}
