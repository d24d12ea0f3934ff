//! WhatsApp: Business Cloud API, Graph v25.0.

use super::links::payload_fits;
use super::{Caps, Channel, LengthUnit, Limit, MediaCaps, ProfileCaps, Receipts, Styles, Taken, limits::MIB};
use crate::flow::Request;
use crate::model::Label;

/// WhatsApp.
#[derive(Debug)]
pub struct WhatsApp;

const SPEC: &str = "facebook/openapi, business-messaging-api v23.0 of 2025-11-21";
const CLIENT: &str = "pywa 4.5.0 of 2026-08";
const THIRD: &str = "third-party page, not confirmed by Meta, 2026-11-21";

/// Music and voice messages are one kind.
const SOUND: Taken = Taken {
    bytes: Some(Limit::heard(16 * MIB, LengthUnit::Bytes, THIRD)),
    ..Taken::heard(&["aac", "amr", "mp3", "m4a", "ogg", "oga", "opus"], THIRD)
};

static CAPS: Caps = Caps {
    text: Limit::read(4096, LengthUnit::Chars, CLIENT),
    text_with_buttons: Limit::read(1024, LengthUnit::Chars, SPEC),
    caption: Some(Limit::read(1024, LengthUnit::Chars, SPEC)),
    label: Limit::read(20, LengthUnit::Chars, SPEC),
    buttons: Some(Limit::read(3, LengthUnit::Items, SPEC)),
    row: Some(Limit::read(1, LengthUnit::Items, SPEC)),
    // There are no quick replies; a list of up to ten rows takes their place.
    quick: Some(Limit::read(10, LengthUnit::Items, SPEC)),
    list: Some(Limit::read(10, LengthUnit::Items, SPEC)),
    asks: &[Request::Contact, Request::Location],
    // What remains of a prefilled text of 140 characters after its first words.
    start_payload: Limit::read(64, LengthUnit::Bytes, SPEC),
    press_payload: Limit::read(256, LengthUnit::Chars, SPEC),
    image_bytes: Limit::heard(5 * MIB, LengthUnit::Bytes, THIRD),
    file_bytes: Limit::heard(100 * MIB, LengthUnit::Bytes, THIRD),
    media: MediaCaps {
        image: Taken::heard(&["jpg", "jpeg", "png"], THIRD),
        video: Taken {
            bytes: Some(Limit::heard(16 * MIB, LengthUnit::Bytes, THIRD)),
            ..Taken::heard(&["mp4", "3gp"], THIRD)
        },
        audio: SOUND,
        voice: SOUND,
    },
    styles: Styles { carried: Styles::SIGNS, source: CLIENT },
    receipts: Receipts::both(SPEC),
    profile: ProfileCaps {
        about: Some(Limit::read(139, LengthUnit::Chars, SPEC)),
        description: Some(Limit::read(256, LengthUnit::Chars, SPEC)),
        commands: Some(Limit::read(30, LengthUnit::Items, SPEC)),
        command: Some(Limit::read(30, LengthUnit::Chars, SPEC)),
        command_text: Some(Limit::read(256, LengthUnit::Chars, SPEC)),
        ..ProfileCaps::UNKNOWN
    },
};

impl Channel for WhatsApp {
    fn name(&self) -> &'static str {
        "whatsapp"
    }

    fn label(&self) -> Label {
        Label::new("WhatsApp", "WhatsApp")
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    /// WhatsApp has no hidden payload: it stands as a short code in the text that the subscriber sends.
    fn link(&self, address: &str, payload: &str) -> Option<String> {
        let digits = address.strip_prefix('+').unwrap_or(address);
        let number_fits = (7..=15).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit());
        (number_fits && payload_fits(payload, CAPS.start_payload.max)).then(|| match payload {
            "" => format!("https://wa.me/{digits}"),
            payload => format!("https://wa.me/{digits}?text=Start%20%23{payload}"),
        })
    }

    fn shown_address(&self, address: &str) -> String {
        let digits = address.strip_prefix('+').unwrap_or(address);
        match (digits.len(), digits.is_ascii()) {
            (11, true) if digits.starts_with('7') => {
                let (area, rest) = (&digits[1..4], &digits[4..]);
                format!("+7 {area} {}-{}-{}", &rest[..3], &rest[3..5], &rest[5..])
            }
            _ => format!("+{digits}"),
        }
    }
}
