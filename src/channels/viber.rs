//! Viber: REST bot API 7.3.

use super::links::{name_fits, payload_fits};
use super::{Caps, Channel, LengthUnit, Limit, MediaCaps, ProfileCaps, Receipts, Styles, Taken, limits::MIB};
use crate::flow::Request;
use crate::model::Label;

/// Viber.
#[derive(Debug)]
pub struct Viber;

const API: &str = "creators.viber.com, send-message, excerpt of 2026-11-21";
const PRACTICE: &str = "known from practice, not confirmed by Viber, 2026-11-21";

static CAPS: Caps = Caps {
    text: Limit::heard(7000, LengthUnit::Chars, PRACTICE),
    text_with_buttons: Limit::heard(7000, LengthUnit::Chars, PRACTICE),
    caption: Some(Limit::heard(768, LengthUnit::Chars, PRACTICE)),
    label: Limit::heard(250, LengthUnit::Chars, PRACTICE),
    // The keyboard below the chat is the only one: 24 rows of 6 columns.
    buttons: Some(Limit::read(144, LengthUnit::Items, API)),
    row: Some(Limit::read(6, LengthUnit::Items, API)),
    quick: Some(Limit::read(144, LengthUnit::Items, API)),
    list: None,
    asks: &[Request::Contact, Request::Location],
    start_payload: Limit::heard(255, LengthUnit::Bytes, PRACTICE),
    press_payload: Limit::heard(250, LengthUnit::Chars, PRACTICE),
    image_bytes: Limit::heard(MIB, LengthUnit::Bytes, PRACTICE),
    file_bytes: Limit::heard(50 * MIB, LengthUnit::Bytes, PRACTICE),
    media: MediaCaps {
        video: Taken {
            bytes: Some(Limit::heard(26 * MIB, LengthUnit::Bytes, PRACTICE)),
            seconds: Some(180),
            ..Taken::heard(&["mp4"], PRACTICE)
        },
        // A bot sends text, pictures, films, files, contacts, places, stickers and links.
        audio: Taken::lacking(PRACTICE),
        voice: Taken::lacking(PRACTICE),
        ..MediaCaps::UNKNOWN
    },
    styles: Styles { carried: Styles::SIGNS, source: PRACTICE },
    receipts: Receipts::both(PRACTICE),
    profile: ProfileCaps::UNKNOWN,
};

impl Channel for Viber {
    fn name(&self) -> &'static str {
        "viber"
    }

    fn label(&self) -> Label {
        Label::new("Viber", "Viber")
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    /// Opens the application where it is installed; Viber has no confirmed https form with a payload.
    fn link(&self, address: &str, payload: &str) -> Option<String> {
        let fits = name_fits(address) && payload_fits(payload, CAPS.start_payload.max);
        fits.then(|| match payload {
            "" => format!("viber://pa?chatURI={address}"),
            payload => format!("viber://pa?chatURI={address}&context={payload}"),
        })
    }

    fn shown_address(&self, address: &str) -> String {
        address.to_owned()
    }
}
