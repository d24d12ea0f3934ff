//! MAX: the messenger of max.ru, Bot API of platform-api2.max.ru.

use super::links::named_link;
use super::{Caps, Channel, LengthUnit, Limit, MediaCaps, ProfileCaps, Receipts, Styles, Taken, limits::MIB};
use crate::flow::Request;
use crate::model::Label;

/// MAX.
#[derive(Debug)]
pub struct Max;

const SCHEMA: &str = "max-messenger/max-bot-api-client-go, schema 0.0.30 of 2026-07-01";
const PAGES: &str = "dev.max.ru, excerpts of 2026-09";

static CAPS: Caps = Caps {
    text: Limit::read(4000, LengthUnit::Chars, SCHEMA),
    text_with_buttons: Limit::read(4000, LengthUnit::Chars, SCHEMA),
    caption: Some(Limit::read(4000, LengthUnit::Chars, SCHEMA)),
    label: Limit::read(128, LengthUnit::Chars, SCHEMA),
    buttons: Some(Limit::read(210, LengthUnit::Items, PAGES)),
    row: Some(Limit::read(7, LengthUnit::Items, PAGES)),
    // Quick replies are buttons of type `message` in the same keyboard.
    quick: Some(Limit::read(210, LengthUnit::Items, PAGES)),
    list: None,
    asks: &[Request::Contact, Request::Location],
    start_payload: Limit::read(128, LengthUnit::Bytes, PAGES),
    press_payload: Limit::read(1024, LengthUnit::Chars, SCHEMA),
    image_bytes: Limit::read(50 * MIB, LengthUnit::Bytes, PAGES),
    // Decimal gigabytes, as the page says.
    file_bytes: Limit::read(4_000_000_000, LengthUnit::Bytes, PAGES),
    // The schema bounds a command at 64 characters and does not say of which letters.
    media: MediaCaps {
        image: Taken {
            side: Some(7680),
            ..Taken::read(&["jpg", "jpeg", "png", "gif", "tiff", "bmp", "heic"], PAGES)
        },
        video: Taken {
            bytes: Some(Limit::read(250 * MIB, LengthUnit::Bytes, PAGES)),
            ..Taken::read(&["mp4", "mov", "mkv", "webm"], PAGES)
        },
        audio: Taken {
            bytes: Some(Limit::read(256 * MIB, LengthUnit::Bytes, PAGES)),
            seconds: Some(3600),
            ..Taken::read(&[], PAGES)
        },
        ..MediaCaps::UNKNOWN
    },
    styles: Styles { carried: Styles::ALL, source: SCHEMA },
    receipts: Receipts::none(SCHEMA),
    profile: ProfileCaps {
        name: Some(Limit::read(59, LengthUnit::Chars, SCHEMA)),
        description: Some(Limit::read(16_000, LengthUnit::Chars, SCHEMA)),
        commands: Some(Limit::read(32, LengthUnit::Items, SCHEMA)),
        command_text: Some(Limit::read(128, LengthUnit::Chars, SCHEMA)),
        ..ProfileCaps::UNKNOWN
    },
};

impl Channel for Max {
    fn name(&self) -> &'static str {
        "max"
    }

    fn label(&self) -> Label {
        Label::new("MAX", "MAX")
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    fn link(&self, address: &str, payload: &str) -> Option<String> {
        named_link("https://max.ru", address, "start", payload, CAPS.start_payload.max)
    }

    fn shown_address(&self, address: &str) -> String {
        format!("max.ru/{address}")
    }
}
