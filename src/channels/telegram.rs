//! Telegram: Bot API 10.3.

use super::{Caps, Channel, LengthUnit, Limit};
use crate::model::Label;

/// Telegram.
#[derive(Debug)]
pub struct Telegram;

const API: &str = "core.telegram.org/bots/api, Bot API 10.1 of 2026-06-11";

const fn limit(max: usize, unit: LengthUnit, source: &'static str, confirmed: bool) -> Limit {
    Limit { max, unit, source, confirmed }
}

static CAPS: Caps = Caps {
    text: limit(4096, LengthUnit::Utf16, API, true),
    caption: Some(limit(1024, LengthUnit::Utf16, API, true)),
    label: limit(
        32,
        LengthUnit::Chars,
        "no documented limit; clients cut captions at about 20–40 characters",
        false,
    ),
    buttons: Some(limit(100, LengthUnit::Chars, "tginfo/Telegram-Limits, 2026-08-19", true)),
    row: Some(limit(8, LengthUnit::Chars, "third-party pages, unverified", false)),
    quick: Some(limit(100, LengthUnit::Chars, "tginfo/Telegram-Limits, 2026-08-19", true)),
    start_payload: limit(64, LengthUnit::Bytes, "tginfo/Telegram-Limits, 2026-08-19", true),
    press_payload: limit(64, LengthUnit::Bytes, API, true),
    image_bytes: limit(10 * 1024 * 1024, LengthUnit::Bytes, API, true),
    file_bytes: limit(50 * 1024 * 1024, LengthUnit::Bytes, API, true),
};

impl Channel for Telegram {
    fn name(&self) -> &'static str {
        "telegram"
    }

    fn label(&self) -> Label {
        Label::new("Telegram", "Telegram")
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    fn link(&self, address: &str, payload: &str) -> Option<String> {
        let fits = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-');
        let address_fits = !address.is_empty() && address.bytes().all(fits);
        let payload_fits = payload.len() <= CAPS.start_payload.max && payload.bytes().all(fits);
        (address_fits && payload_fits).then(|| {
            if payload.is_empty() {
                format!("https://t.me/{address}")
            } else {
                format!("https://t.me/{address}?start={payload}")
            }
        })
    }
}
