//! Which files a messenger takes as pictures, films and sounds.

use super::Limit;
use crate::flow::MediaKind;

/// Files of one kind that a messenger takes. What is not known is `None` or empty and never judged.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// Endings that it shows as that kind; empty when not known.
    pub endings: &'static [&'static str],
    /// Whether the messenger has no such kind at all, whatever the ending.
    pub lacks: bool,
    /// Whether a file with another ending still arrives, to be downloaded.
    pub else_as_file: bool,
    /// Largest size in bytes, where it differs from that of pictures or files.
    pub bytes: Option<Limit>,
    /// Longest side of a picture, pixels.
    pub side: Option<u32>,
    /// Width and height of a picture together, pixels.
    pub sides: Option<u32>,
    /// How many times longer than the other a side may be.
    pub ratio: Option<u32>,
    /// Longest film or sound, seconds.
    pub seconds: Option<u32>,
    /// Page and date that it was read from.
    pub source: &'static str,
    /// Whether the source was read; what is not confirmed warns but never forbids.
    pub confirmed: bool,
}

impl Taken {
    /// A kind of which nothing is known.
    pub(super) const UNKNOWN: Self = Self {
        endings: &[],
        lacks: false,
        else_as_file: false,
        bytes: None,
        side: None,
        sides: None,
        ratio: None,
        seconds: None,
        source: "",
        confirmed: false,
    };

    /// A kind whose endings were read from a page.
    pub(super) const fn read(endings: &'static [&'static str], source: &'static str) -> Self {
        Self { endings, source, confirmed: true, ..Self::UNKNOWN }
    }

    /// A kind that bots of the messenger cannot send: it arrives as a file to download.
    pub(super) const fn lacking(source: &'static str) -> Self {
        Self { lacks: true, else_as_file: true, source, ..Self::UNKNOWN }
    }

    /// A kind whose endings are known from practice only.
    pub(super) const fn heard(endings: &'static [&'static str], source: &'static str) -> Self {
        Self { endings, source, ..Self::UNKNOWN }
    }
}

/// What a messenger takes of each kind of file that it shows.
#[derive(Clone, Copy, Debug)]
pub struct MediaCaps {
    /// Pictures.
    pub image: Taken,
    /// Films.
    pub video: Taken,
    /// Music.
    pub audio: Taken,
    /// Voice messages.
    pub voice: Taken,
}

impl MediaCaps {
    /// A messenger of whose formats nothing is known.
    pub(super) const UNKNOWN: Self =
        Self { image: Taken::UNKNOWN, video: Taken::UNKNOWN, audio: Taken::UNKNOWN, voice: Taken::UNKNOWN };

    /// What is taken of a kind; of other files everything.
    pub fn of(&self, kind: MediaKind) -> &Taken {
        match kind {
            MediaKind::Image => &self.image,
            MediaKind::Video => &self.video,
            MediaKind::Audio => &self.audio,
            MediaKind::Voice => &self.voice,
            MediaKind::File => &Taken::UNKNOWN,
        }
    }
}
