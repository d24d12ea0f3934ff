//! VK: messages of a community, API 5.199.

use super::links::named_link;
use super::{Caps, Channel, LengthUnit, Limit, MediaCaps, ProfileCaps, Receipts, Styles, limits::MIB};
use crate::flow::Request;
use crate::model::Label;

/// VK (ВКонтакте).
#[derive(Debug)]
pub struct Vk;

const KEYBOARD: &str = "dev.vk.com, keyboards of bots, excerpt of 2026-11-21";
const CLIENT: &str = "vkbottle 4.11, limits of its keyboard, 2026-11-21";
const PRACTICE: &str = "known from practice, not confirmed by dev.vk.com, 2026-11-21";

static CAPS: Caps = Caps {
    // The schema allows 9000; in practice longer messages are refused with error 914.
    text: Limit::heard(4096, LengthUnit::Chars, PRACTICE),
    text_with_buttons: Limit::heard(4096, LengthUnit::Chars, PRACTICE),
    caption: Some(Limit::heard(4096, LengthUnit::Chars, PRACTICE)),
    label: Limit::read(40, LengthUnit::Chars, CLIENT),
    buttons: Some(Limit::read(10, LengthUnit::Items, KEYBOARD)),
    row: Some(Limit::read(5, LengthUnit::Items, KEYBOARD)),
    quick: Some(Limit::read(40, LengthUnit::Items, KEYBOARD)),
    list: None,
    asks: &[Request::Location],
    start_payload: Limit::heard(255, LengthUnit::Bytes, PRACTICE),
    press_payload: Limit::read(255, LengthUnit::Chars, CLIENT),
    image_bytes: Limit::heard(50 * MIB, LengthUnit::Bytes, PRACTICE),
    file_bytes: Limit::heard(200 * MIB, LengthUnit::Bytes, PRACTICE),
    media: MediaCaps::UNKNOWN,
    styles: Styles { carried: &[], source: "schema 5.199 of dev.vk.com has no formatting, 2026-11-21" },
    receipts: Receipts::none(PRACTICE),
    profile: ProfileCaps::UNKNOWN,
};

impl Channel for Vk {
    fn name(&self) -> &'static str {
        "vk"
    }

    fn label(&self) -> Label {
        Label::new("ВКонтакте", "VK")
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    fn link(&self, address: &str, payload: &str) -> Option<String> {
        named_link("https://vk.me", address, "ref", payload, CAPS.start_payload.max)
    }

    fn shown_address(&self, address: &str) -> String {
        format!("vk.me/{address}")
    }
}
