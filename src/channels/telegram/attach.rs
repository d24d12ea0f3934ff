//! Files on their way into a call: which method shows a file best, which files make an album.
//!
//! core.telegram.org/bots/api, Bot API 10.1 of 2026-06-11: an album holds 2–10 items and no keyboard; documents and
//! audio only with their own kind; `sendVideo` plays MPEG-4, `sendAudio` MP3 and M4A, `sendVoice` OGG, MP3 and M4A.

use super::chop::Piece;
use super::keyboard::Markup;
use super::{ApiCall, Upload};
use crate::engine::ViewMedia;
use crate::flow::MediaKind;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Most items of an album (#sendmediagroup of that page).
const ALBUM_MAX: usize = 10;

/// How a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Photo,
    Video,
    Animation,
    Audio,
    Voice,
    Document,
}

impl How {
    /// How a file of a kind is shown best; what a player does not take goes as a document.
    fn of(media: ViewMedia<'_>) -> Self {
        let ending = media.path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match (media.kind, ending.as_str()) {
            (MediaKind::Image, "gif") => Self::Animation,
            (MediaKind::Image, _) => Self::Photo,
            (MediaKind::Video, "mp4" | "m4v" | "mov") => Self::Video,
            (MediaKind::Audio, "mp3" | "m4a") => Self::Audio,
            (MediaKind::Voice, "ogg" | "oga" | "opus" | "mp3" | "m4a") => Self::Voice,
            (MediaKind::Video | MediaKind::Audio | MediaKind::Voice | MediaKind::File, _) => Self::Document,
        }
    }

    const fn method(self) -> &'static str {
        match self {
            Self::Photo => "sendPhoto",
            Self::Video => "sendVideo",
            Self::Animation => "sendAnimation",
            Self::Audio => "sendAudio",
            Self::Voice => "sendVoice",
            Self::Document => "sendDocument",
        }
    }

    /// The parameter that takes the file; the type of an item in an album.
    const fn field(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Video => "video",
            Self::Animation => "animation",
            Self::Audio => "audio",
            Self::Voice => "voice",
            Self::Document => "document",
        }
    }

    /// Whether two files may stand in one album.
    const fn goes_with(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Photo | Self::Video, Self::Photo | Self::Video)
                | (Self::Audio, Self::Audio)
                | (Self::Document, Self::Document)
        )
    }
}

/// Files that go out together.
pub(super) struct Group<'a>(Vec<(How, &'a str)>);

/// Puts files that may stand beside each other into albums, in the author's order.
pub(super) fn groups<'a>(files: impl Iterator<Item = ViewMedia<'a>>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for media in files {
        let how = How::of(media);
        match groups.last_mut() {
            Some(Group(files)) if files.len() < ALBUM_MAX && files[0].0.goes_with(how) => {
                files.push((how, media.path));
            }
            _ => groups.push(Group(vec![(how, media.path)])),
        }
    }
    groups
}

impl Group<'_> {
    /// Whether it has no keyboard.
    pub fn is_album(&self) -> bool {
        self.0.len() > 1
    }

    /// The call that sends it. An album takes no keyboard: the caller keeps it.
    pub fn call(&self, chat_id: i64, caption: Option<&Piece<'_>>, markup: Option<Markup<'_>>) -> ApiCall {
        let &[(how, path)] = self.0.as_slice() else { return self.album(chat_id, caption) };
        let body = FileBody { chat_id, how, caption, markup };
        let uploads = vec![Upload { field: how.field(), path: path.to_owned() }];
        ApiCall { uploads, ..ApiCall::new(how.method(), &body) }
    }

    /// Pictures show the caption of the first item below all, files that of the last one.
    fn album(&self, chat_id: i64, caption: Option<&Piece<'_>>) -> ApiCall {
        let shown = self.0.first().is_some_and(|(how, _)| matches!(how, How::Photo | How::Video));
        let speaks = if shown { 0 } else { self.0.len() - 1 };
        let item = |(index, (how, _)): (usize, &(How, &str))| {
            let caption = caption.filter(|_| index == speaks);
            Item { how: *how, place: Upload::ITEMS[index], caption }
        };
        let media: Vec<_> = self.0.iter().enumerate().map(item).collect();
        let upload =
            |(field, (_, path)): (&&'static str, &(How, &str))| Upload { field, path: (*path).to_owned() };
        let uploads = Upload::ITEMS.iter().zip(&self.0).map(upload).collect();
        ApiCall { uploads, ..ApiCall::new("sendMediaGroup", &AlbumBody { chat_id, media }) }
    }
}

/// Writes a caption with its formatting.
fn write_caption<M: SerializeMap>(map: &mut M, caption: Option<&Piece<'_>>) -> Result<(), M::Error> {
    let Some(Piece { text, entities }) = caption else { return Ok(()) };
    map.serialize_entry("caption", text)?;
    if !entities.is_empty() {
        map.serialize_entry("caption_entities", entities)?;
    }
    Ok(())
}

/// A file alone.
struct FileBody<'a> {
    chat_id: i64,
    how: How,
    caption: Option<&'a Piece<'a>>,
    markup: Option<Markup<'a>>,
}

impl Serialize for FileBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("chat_id", &self.chat_id)?;
        map.serialize_entry(self.how.field(), &Upload::placeholder(self.how.field()))?;
        write_caption(&mut map, self.caption)?;
        if let Some(markup) = &self.markup {
            map.serialize_entry("reply_markup", markup)?;
        }
        map.end()
    }
}

/// An item of an album.
struct Item<'a> {
    how: How,
    place: &'static str,
    caption: Option<&'a Piece<'a>>,
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.how.field())?;
        map.serialize_entry("media", &Upload::placeholder(self.place))?;
        write_caption(&mut map, self.caption)?;
        map.end()
    }
}

#[derive(serde::Serialize)]
struct AlbumBody<'a> {
    chat_id: i64,
    media: Vec<Item<'a>>,
}
