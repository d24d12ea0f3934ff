//! Where a link can lead: every messenger of the project with every deep link of its entries.
//!
//! Messengers come in the author's order, links in the order of funnels and blocks; no pair comes twice.

use crate::channels::Channel;
use crate::check::{bad_payload, no_channel, usable_channel};
use crate::diag::{Anchor, Diagnostic};
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
pub fn payloads(project: &Project) -> Vec<String> {
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
        findings.push(no_channel());
    }
    let payloads = payloads(project);
    for (index, setting) in project.channels.iter().enumerate() {
        if project.channels[..index].contains(setting) {
            continue;
        }
        match usable_channel(setting) {
            Ok(channel) => {
                for payload in &payloads {
                    match target(channel, setting, payload) {
                        Some(target) => found.push(target),
                        None => findings.push(bad_payload(Anchor::Project, channel, payload)),
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
