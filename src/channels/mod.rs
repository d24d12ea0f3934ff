//! What a messenger can do: limits, links, rendering of replies, parsing of updates. One file each, one line
//! in [`CHANNELS`].
//!
//! A messenger without its network: no token, no socket. Limits are data with a source and a date.

mod limits;
mod links;
mod max;
mod media;
mod messenger;
mod room;
mod styles;
pub mod telegram;
mod viber;
mod vk;
mod whatsapp;

pub use limits::{Caps, LengthUnit, Limit, ProfileCaps, Receipts, command_fits};
pub use max::Max;
pub use media::{MediaCaps, Taken};
pub use messenger::Messenger;
pub use room::{Given, Room};
pub use styles::Styles;
pub use telegram::Telegram;
pub use viber::Viber;
pub use vk::Vk;
pub use whatsapp::WhatsApp;

use crate::model::Label;

/// Every messenger that a project can be made for, in the order of menus.
pub static CHANNELS: &[&dyn Channel] = &[&Telegram, &Vk, &Max, &WhatsApp, &Viber, &Messenger];

/// The channel of that name.
pub fn channel(name: &str) -> Option<&'static dyn Channel> {
    CHANNELS.iter().find(|channel| channel.name() == name).copied()
}

/// A messenger without its network.
pub trait Channel: Sync {
    /// Name in project files, such as `telegram`.
    fn name(&self) -> &'static str;
    /// Name on the screen.
    fn label(&self) -> Label;
    /// What it can carry.
    fn caps(&self) -> &'static Caps;
    /// Deep link to an address with a payload that comes back as the subscriber's first message; `None` when
    /// the address or payload cannot stand in a link of this messenger.
    fn link(&self, address: &str, payload: &str) -> Option<String>;
    /// The address as a person reads it under a button or a QR code: `@sever_bot`, `+7 999 123-45-67`.
    fn shown_address(&self, address: &str) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_messenger_writes_its_deep_link() {
        for (name, address, link) in [
            ("telegram", "sever_bot", "https://t.me/sever_bot?start=promo-42_a"),
            ("vk", "sever.studio", "https://vk.me/sever.studio?ref=promo-42_a"),
            ("max", "id7700_bot", "https://max.ru/id7700_bot?start=promo-42_a"),
            ("whatsapp", "79991234567", "https://wa.me/79991234567?text=Start%20%23promo-42_a"),
            ("viber", "sever", "viber://pa?chatURI=sever&context=promo-42_a"),
            ("messenger", "sever", "https://m.me/sever?ref=promo-42_a"),
        ] {
            let channel = channel(name).expect(name);
            assert_eq!(channel.link(address, "promo-42_a").as_deref(), Some(link));
            let plain = channel.link(address, "").expect(name);
            assert!(link.starts_with(&plain), "{plain}");
        }
        assert_eq!(CHANNELS.len(), 6);
    }

    #[test]
    fn a_link_that_would_break_is_not_made() {
        for channel in CHANNELS {
            let address = if channel.name() == "whatsapp" { "79991234567" } else { "sever" };
            let name = channel.name();
            for payload in ["a b", "промо", "a&b", "a#b", &"x".repeat(channel.caps().start_payload.max + 1)]
            {
                assert_eq!(channel.link(address, payload), None, "{name} {payload}");
            }
            for address in ["", "a b", "a/b", "a?b", "имя"] {
                assert_eq!(channel.link(address, "x"), None, "{name} {address}");
            }
        }
        assert_eq!(WhatsApp.link("sever", "x"), None);
    }

    #[test]
    fn addresses_are_shown_as_people_know_them() {
        assert_eq!(Telegram.shown_address("sever_bot"), "@sever_bot");
        assert_eq!(WhatsApp.shown_address("79991234567"), "+7 999 123-45-67");
        assert_eq!(WhatsApp.shown_address("+442071838750"), "+442071838750");
        assert_eq!(WhatsApp.shown_address("не номер"), "+не номер");
        assert_eq!(Vk.shown_address("sever"), "vk.me/sever");
    }

    #[test]
    fn every_limit_names_its_source_and_a_year() {
        for channel in CHANNELS {
            let caps = channel.caps();
            let given = [caps.caption, caps.buttons, caps.row, caps.quick].into_iter().flatten();
            let profile = caps.profile;
            let said = [profile.name, profile.about, profile.description];
            let offered = [profile.commands, profile.command, profile.command_text];
            let given = given.chain(said.into_iter().chain(offered).flatten());
            let always = [
                caps.text,
                caps.text_with_buttons,
                caps.label,
                caps.start_payload,
                caps.press_payload,
                caps.image_bytes,
                caps.file_bytes,
            ];
            for limit in always.into_iter().chain(given) {
                let dated = limit.source.contains("202") || !limit.confirmed;
                assert!(limit.max > 0 && dated, "{} {limit:?}", channel.name());
            }
            for taken in [caps.media.image, caps.media.video, caps.media.audio, caps.media.voice] {
                assert!(taken.source.contains("202") || taken.endings.is_empty(), "{}", channel.name());
            }
            assert!(caps.styles.source.contains("202"), "{}", channel.name());
            assert!(caps.receipts.source.contains("202"), "{}", channel.name());
            assert!(caps.press_payload.max >= 40, "payloads of the engine fit {}", channel.name());
        }
    }
}
