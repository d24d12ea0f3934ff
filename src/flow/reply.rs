//! Messages as the author meant them: text, media, cards, buttons.

use super::{OpIdx, TemplateIdx};
use crate::model::{BlockId, Decimal, FieldId};
use serde::{Deserialize, Serialize};

/// A message as the author meant it, before a subscriber's values are filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyPlan {
    /// The block that says it.
    pub block: BlockId,
    /// Its text; may render to nothing when there is something else to show.
    pub text: TemplateIdx,
    /// Other wordings of the text; one of all is taken at each sending.
    pub variants: Vec<TemplateIdx>,
    /// Pictures and files above the text; several are an album.
    pub media: Vec<MediaPlan>,
    /// Cards beside each other, or below each other where a messenger has no carousel.
    pub cards: Vec<CardPlan>,
    /// A place or a person shown as the messenger shows them.
    pub extra: Option<ExtraPlan>,
    /// Inline buttons, row by row.
    pub rows: Vec<Vec<ButtonPlan>>,
    /// Quick replies, row by row; they vanish after one press.
    pub quick: Vec<Vec<ButtonPlan>>,
    /// Buttons made of a list that the subscriber's field holds, below the other inline buttons.
    pub choices: Option<ChoicesPlan>,
    /// How long "typing…" shows before the message, milliseconds.
    pub typing_ms: u32,
}

impl ReplyPlan {
    /// Everything that is sent as a file, with the property of the block that names it.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &MediaPlan)> {
        let of_cards = self.cards.iter().filter_map(|card| card.media.as_ref());
        let own = self.media.iter().map(|media| ("media", media));
        own.chain(of_cards.map(|media| ("cards.media", media)))
    }
}

/// Something a reply carries beside text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaPlan {
    /// How messengers present it.
    pub kind: MediaKind,
    /// Path below `media/` of the project.
    pub path: String,
}

/// How a messenger presents media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaKind {
    /// A picture shown in the chat.
    Image,
    /// A film shown in the chat.
    Video,
    /// A piece of music with a player.
    Audio,
    /// A voice message.
    Voice,
    /// A document to download.
    File,
}

impl MediaKind {
    /// The kind that messengers take a file for by its ending; a voice message is a choice of the author.
    pub fn of_path(path: &str) -> Self {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match ending.as_str() {
            "png" | "jpg" | "jpeg" | "webp" | "gif" => Self::Image,
            "mp4" | "m4v" | "mov" | "webm" => Self::Video,
            "mp3" | "m4a" | "aac" | "wav" | "flac" => Self::Audio,
            "ogg" | "oga" | "opus" => Self::Voice,
            _ => Self::File,
        }
    }
}

/// One card of a carousel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPlan {
    /// Its heading.
    pub title: TemplateIdx,
    /// What stands below.
    pub text: TemplateIdx,
    /// Its picture.
    pub media: Option<MediaPlan>,
    /// Its buttons.
    pub buttons: Vec<ButtonPlan>,
}

/// A place or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExtraPlan {
    /// A point on the map with a name and an address.
    Location {
        /// Degrees north.
        lat: Decimal,
        /// Degrees east.
        lon: Decimal,
        /// Name of the place.
        title: TemplateIdx,
        /// Its address.
        address: TemplateIdx,
    },
    /// A telephone number with a name.
    Contact {
        /// International number.
        phone: TemplateIdx,
        /// Whose it is.
        name: TemplateIdx,
    },
}

/// A button of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ButtonPlan {
    /// Key of the button in its block, stable while the author edits.
    pub key: String,
    /// Its caption.
    pub label: TemplateIdx,
    /// A link button opens, dials, shares or copies this and never comes back as a press.
    pub url: Option<UrlButtonPlan>,
    /// What a tap asks the messenger to send instead of a press.
    pub request: Option<Request>,
    /// Where a press leads; unused for a link button.
    pub to: OpIdx,
}

/// What a link button opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrlButtonPlan {
    /// The address, number or text.
    pub url: TemplateIdx,
    /// What is done with it.
    pub kind: LinkKind,
    /// Event that a click is, see [`super::event_id`]; 0 when nobody looks at clicks.
    pub event: u32,
}

/// What a link button does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// Opens a page.
    #[default]
    Open,
    /// Dials a number.
    Call,
    /// Offers a text to friends.
    Share,
    /// Copies a text.
    Copy,
}

/// What a button asks the messenger to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// The subscriber's telephone number.
    Contact,
    /// Where the subscriber is.
    Location,
}

/// Buttons made of a list in a field. Items are texts, or lists of caption, value, text and media path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoicesPlan {
    /// The list; what one message does not hold is shown on request, see [`ChoicesPlan::page`].
    pub list: FieldId,
    /// Where the value of the chosen item is kept.
    pub keep: Option<FieldId>,
    /// Caption of the button under each item when they are shown as cards; `None` for plain buttons.
    pub card: Option<TemplateIdx>,
    /// Caption of the button that shows the next items when there are more than one message holds.
    pub more: TemplateIdx,
    /// Buttons in a row, 1–8.
    pub per_row: u8,
    /// Where a choice leads.
    pub to: OpIdx,
}

impl ChoicesPlan {
    /// Most buttons of items in one message. Telegram takes 100 buttons under one message
    /// (<https://core.telegram.org/bots/api#inlinekeyboardmarkup>, a limit that its page does not name: as reported
    /// by makers of bots); ten are left to the author's own and to the button for more.
    pub const BUTTONS_MAX: usize = 90;
    /// Most cards at once: each is a message of its own in most messengers, which take one a second.
    pub const CARDS_MAX: usize = 10;
    /// Most rows of a table that are offered in one question; more would swell the session of every subscriber, and
    /// nobody pages further.
    pub const LISTED_MAX: usize = 300;

    /// How many items one message shows.
    pub const fn page(&self) -> usize {
        if self.card.is_some() { Self::CARDS_MAX } else { Self::BUTTONS_MAX }
    }
}
