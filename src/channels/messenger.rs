//! Messenger: messages of a Facebook page, Graph v25.0.

use super::links::named_link;
use super::{Caps, Channel, LengthUnit, Limit, MediaCaps, ProfileCaps, Receipts, Styles, limits::MIB};
use crate::flow::Request;
use crate::model::Label;

/// Messenger of Facebook.
#[derive(Debug)]
pub struct Messenger;

const PAGES: &str = "developers.facebook.com, Messenger Platform templates and quick replies, 2026-04-22";
const CLIENT: &str = "@warriorteam/messenger-sdk 1.4.2, 2026-11-21";
const PRACTICE: &str = "known from practice, not confirmed by Meta, 2026-11-21";

static CAPS: Caps = Caps {
    text: Limit::read(2000, LengthUnit::Chars, CLIENT),
    text_with_buttons: Limit::read(640, LengthUnit::Chars, PAGES),
    // A picture carries no text; the text is sent after it.
    caption: None,
    label: Limit::read(20, LengthUnit::Chars, PAGES),
    buttons: Some(Limit::read(3, LengthUnit::Items, PAGES)),
    row: Some(Limit::read(1, LengthUnit::Items, PAGES)),
    quick: Some(Limit::read(13, LengthUnit::Items, PAGES)),
    list: None,
    asks: &[Request::Contact],
    start_payload: Limit::heard(250, LengthUnit::Bytes, PRACTICE),
    press_payload: Limit::read(1000, LengthUnit::Chars, CLIENT),
    image_bytes: Limit::read(8 * MIB, LengthUnit::Bytes, CLIENT),
    file_bytes: Limit::read(25 * MIB, LengthUnit::Bytes, CLIENT),
    media: MediaCaps::UNKNOWN,
    styles: Styles { carried: &[], source: PAGES },
    receipts: Receipts::both(PRACTICE),
    profile: ProfileCaps::UNKNOWN,
};

impl Channel for Messenger {
    fn name(&self) -> &'static str {
        "messenger"
    }

    fn label(&self) -> Label {
        Label::new("Messenger", "Messenger")
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    fn link(&self, address: &str, payload: &str) -> Option<String> {
        named_link("https://m.me", address, "ref", payload, CAPS.start_payload.max)
    }

    fn shown_address(&self, address: &str) -> String {
        format!("m.me/{address}")
    }
}
