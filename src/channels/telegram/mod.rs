//! Telegram, by the Bot API that the limits name. Limits and links here; replies, updates and the profile in files of
//! their own.

mod attach;
mod call;
mod chop;
mod keyboard;
mod loss;
mod parse;
mod profile;
mod render;
mod team;

pub use call::{ApiCall, Upload, answer_press, typing};
pub use loss::Loss;
pub use parse::{Event, Incoming, Profile, Update, parse_update, parse_updates};
pub use profile::{ProfileFault, ProfilePart, ProfileStep, ProfileValue, profile_steps, publish_calls};
pub use render::{Rendered, render};
pub use team::{Mark, about, asks_for_chat, copy, marks, tell_team};

use super::links::named_link;
use super::{Caps, Channel, LengthUnit, Limit, MediaCaps, ProfileCaps, Receipts, Styles, Taken, limits::MIB};
use crate::flow::Request;
use crate::model::Label;

/// Telegram.
#[derive(Debug)]
pub struct Telegram;

const API: &str = "core.telegram.org/bots/api, Bot API 10.1 of 2026-06-11";
const TABLE: &str = "tginfo/Telegram-Limits, 2026-08-19";

static CAPS: Caps = Caps {
    text: Limit::read(4096, LengthUnit::Utf16, API),
    text_with_buttons: Limit::read(4096, LengthUnit::Utf16, API),
    caption: Some(Limit::read(1024, LengthUnit::Utf16, API)),
    label: Limit::heard(
        32,
        LengthUnit::Chars,
        "no documented limit; clients cut captions at about 20–40 characters",
    ),
    buttons: Some(Limit::read(100, LengthUnit::Items, TABLE)),
    row: Some(Limit::heard(8, LengthUnit::Items, "third-party pages, not confirmed by Telegram, 2026-11-21")),
    quick: Some(Limit::read(100, LengthUnit::Items, TABLE)),
    list: None,
    asks: &[Request::Contact, Request::Location],
    start_payload: Limit::read(64, LengthUnit::Bytes, TABLE),
    press_payload: Limit::read(64, LengthUnit::Bytes, API),
    image_bytes: Limit::read(10 * MIB, LengthUnit::Bytes, API),
    file_bytes: Limit::read(50 * MIB, LengthUnit::Bytes, API),
    media: MediaCaps {
        // Photos of 10 000 pixels of width and height together and of 20 to 1: sendPhoto.
        image: Taken {
            sides: Some(10_000),
            ratio: Some(20),
            else_as_file: true,
            ..Taken::read(&["jpg", "jpeg", "png", "webp", "gif"], API)
        },
        video: Taken { else_as_file: true, ..Taken::read(&["mp4", "m4v", "mov"], API) },
        audio: Taken { else_as_file: true, ..Taken::read(&["mp3", "m4a"], API) },
        voice: Taken { else_as_file: true, ..Taken::read(&["ogg", "oga", "opus", "mp3", "m4a"], API) },
    },
    styles: Styles { carried: Styles::ALL, source: API },
    receipts: Receipts::none(API),
    profile: ProfileCaps {
        name: Some(Limit::read(64, LengthUnit::Chars, API)),
        about: Some(Limit::read(120, LengthUnit::Chars, API)),
        description: Some(Limit::read(512, LengthUnit::Chars, API)),
        commands: Some(Limit::read(100, LengthUnit::Items, TABLE)),
        command: Some(Limit::read(32, LengthUnit::Chars, TABLE)),
        command_text: Some(Limit::read(256, LengthUnit::Chars, TABLE)),
    },
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
        named_link("https://t.me", address, "start", payload, CAPS.start_payload.max)
    }

    fn shown_address(&self, address: &str) -> String {
        format!("@{address}")
    }
}
