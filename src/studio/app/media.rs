//! Files below `media/` of the project: their sizes for the check and the card, their pictures for the chat.
//!
//! Pictures are read beside the window when the chat first shows them.

use super::App;
use super::jobs::Work;
use crate::check::{MediaLooks, MediaSizes};
use crate::folder::{self, FolderError, MediaStamp};
use crate::studio::chat::MediaStore;
use crate::studio::inspector::MediaFile;
use egui::{ColorImage, TextureFilter, TextureHandle, TextureId, TextureOptions, Vec2};
use image::imageops::FilterType;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

/// Pixels along the longer side of a picture in the chat; larger ones are made smaller when read.
const SIDE_MAX: u32 = 720;
/// Bytes of a file that is read as a picture; the largest that a messenger takes.
const BYTES_MAX: u64 = 20 << 20;
/// Bytes that a picture may take while it is decoded.
const DECODED_MAX: u64 = 256 << 20;
/// Pictures that are read at a time: an album of large photos takes no more memory than these.
const READ_AT_ONCE: usize = 2;

/// Pictures are shown at many sizes, mostly smaller than they are, and small print on them shall be read.
const SMALLER: TextureOptions =
    TextureOptions { mipmap_mode: Some(TextureFilter::Linear), ..TextureOptions::LINEAR };

/// The files of a project.
#[derive(Default)]
pub(super) struct Media {
    /// Size of every file in bytes, by its path below `media/`.
    pub sizes: MediaSizes,
    /// What they turned out to be.
    pub looks: MediaLooks,
    /// The same as a list, for the card of a block.
    pub files: Vec<MediaFile>,
    stamps: BTreeMap<String, MediaStamp>,
    pictures: RefCell<BTreeMap<String, Picture>>,
    wanted: RefCell<VecDeque<String>>,
    /// How many are being read.
    reading: usize,
}

/// What a look into the folder of a project found.
pub(super) struct Listed {
    sizes: MediaSizes,
    looks: MediaLooks,
    stamps: BTreeMap<String, MediaStamp>,
}

impl Listed {
    /// Looks into the folder.
    pub fn of(root: &Path) -> Result<Self, FolderError> {
        // Stamps come first: what changes meanwhile is seen the next time.
        let (stamps, sizes) = (folder::media_stamps(root), folder::media(root)?);
        let looks = folder::media_looks(root, sizes.keys());
        Ok(Self { sizes, looks, stamps })
    }
}

enum Picture {
    Coming,
    Missing,
    Here(TextureHandle),
}

impl Media {
    /// The files as they were found; pictures of files that changed are read again. Gives whether any did.
    pub fn found(&mut self, listed: Listed) -> bool {
        let before = std::mem::replace(&mut self.stamps, listed.stamps);
        if before == self.stamps && self.sizes == listed.sizes {
            return false;
        }
        (self.sizes, self.looks) = (listed.sizes, listed.looks);
        self.files =
            self.sizes.iter().map(|(path, bytes)| MediaFile { path: path.clone(), bytes: *bytes }).collect();
        self.pictures.get_mut().retain(|path, _| before.get(path) == self.stamps.get(path));
        true
    }

    /// The picture that is read next, when it may begin already.
    fn begin_picture(&mut self) -> Option<String> {
        if self.reading >= READ_AT_ONCE {
            return None;
        }
        let path = self.wanted.get_mut().pop_front()?;
        self.reading += 1;
        Some(path)
    }

    /// Some picture is still to come.
    pub fn is_reading(&self) -> bool {
        self.reading > 0 || !self.wanted.borrow().is_empty()
    }

    /// Takes a picture that was read; none of a file that is not one.
    pub fn take_picture(&mut self, path: String, picture: Option<TextureHandle>) {
        self.reading = self.reading.saturating_sub(1);
        self.pictures.get_mut().insert(path, picture.map_or(Picture::Missing, Picture::Here));
    }
}

impl MediaStore for Media {
    fn image(&self, path: &str) -> Option<(TextureId, Vec2)> {
        match self.pictures.borrow_mut().entry(path.to_owned()).or_insert_with(|| {
            self.wanted.borrow_mut().push_back(path.to_owned());
            Picture::Coming
        }) {
            Picture::Here(texture) => Some((texture.id(), texture.size_vec2())),
            Picture::Coming | Picture::Missing => None,
        }
    }

    fn bytes(&self, path: &str) -> Option<u64> {
        self.sizes.get(path).copied()
    }
}

impl App {
    /// Begins to read the pictures that the last frames asked for, a few at a time.
    pub(super) fn fetch_pictures(&mut self) {
        let Some(document) = &mut self.document else { return };
        let Some(folder) = document.path.clone() else { return };
        while let Some(path) = document.media.begin_picture() {
            let small = document.media.bytes(&path).is_some_and(|bytes| bytes <= BYTES_MAX);
            let (serial, file) = (document.serial, folder.join("media").join(&path));
            let window = self.jobs.window().clone();
            self.jobs.start(Work::Picture(serial, path.clone()), move || {
                let picture = if small { read(&file) } else { None };
                let picture = picture.map(|image| window.load_texture(&path, image, SMALLER));
                Box::new(move |app| {
                    app.with_document(serial, |document| document.media.take_picture(path, picture));
                })
            });
        }
    }
}

/// Reads a picture; nothing for any other file.
fn read(file: &Path) -> Option<ColorImage> {
    let mut reader = image::ImageReader::open(file).ok()?.with_guessed_format().ok()?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(DECODED_MAX);
    reader.limits(limits);
    let decoded = reader.decode().ok()?;
    let decoded = if decoded.width().max(decoded.height()) > SIDE_MAX {
        decoded.resize(SIDE_MAX, SIDE_MAX, FilterType::Triangle)
    } else {
        decoded
    };
    let pixels = decoded.to_rgba8();
    let size = [pixels.width() as usize, pixels.height() as usize];
    Some(ColorImage::from_rgba_unmultiplied(size, pixels.as_raw()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_album_is_read_a_few_pictures_at_a_time() {
        let mut media = Media::default();
        for path in ["a", "b", "c", "a"] {
            assert!(media.image(path).is_none());
        }
        let begun: Vec<_> = std::iter::from_fn(|| media.begin_picture()).collect();
        assert_eq!(begun, ["a", "b"]);
        media.take_picture("b".into(), None);
        assert_eq!((media.begin_picture().as_deref(), media.begin_picture()), (Some("c"), None));
    }
}
