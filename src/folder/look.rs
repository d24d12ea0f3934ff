//! Looking into files of media: what they really are, how large a picture is, how long a film lasts.
//!
//! A few bytes of each file are read, never all of it. What is no picture and no film that is known here, and what
//! is damaged, stays unknown.

use super::walk::{MEDIA_DIR, each_file};
use crate::model::MediaLook;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

/// Size of a file in bytes and when it was changed last.
pub type MediaStamp = (u64, Option<SystemTime>);

/// Parts of a file that are walked through before it counts as damaged.
const PARTS_MAX: usize = 4096;
/// Bytes at the beginning that tell what a file is.
const HEAD: usize = 32;

/// What tells a file below `media/` from the one that was there before, for every file.
pub fn media_stamps(root: &Path) -> BTreeMap<String, MediaStamp> {
    let mut stamps = BTreeMap::new();
    // A folder that cannot be read is told by whoever lists it.
    let _ = each_file(&root.join(MEDIA_DIR), "", 0, &mut |name, path| {
        if let Ok(about) = std::fs::metadata(path) {
            stamps.insert(name.to_owned(), (about.len(), about.modified().ok()));
        }
        Ok(())
    });
    stamps
}

/// What the files of these names below `media/` turn out to be.
pub fn media_looks<'n>(
    root: &Path,
    names: impl IntoIterator<Item = &'n String>,
) -> BTreeMap<String, MediaLook> {
    let look = |name: &'n String| {
        let file = File::open(root.join(MEDIA_DIR).join(name)).ok()?;
        Some((name.clone(), look_into(BufReader::new(file))))
    };
    names.into_iter().filter_map(look).collect()
}

fn look_into(mut file: impl Read + Seek) -> MediaLook {
    let mut head = [0; HEAD];
    let mut len = 0;
    while let Ok(more @ 1..) = file.read(&mut head[len..]) {
        len += more;
    }
    let inside = ending_of(&head);
    let pixels = match inside {
        Some("png") => Some((be32(&head, 16), be32(&head, 20))),
        Some("gif") => Some((le16(&head, 6), le16(&head, 8))),
        Some("webp") => webp_pixels(&head),
        Some("jpg") => jpeg_pixels(&mut file),
        _ => None,
    };
    let seconds = matches!(inside, Some("mp4" | "mov" | "m4a")).then(|| seconds_of(&mut file)).flatten();
    MediaLook { inside, pixels: pixels.filter(|(width, height)| *width > 0 && *height > 0), seconds }
}

/// The ending that the first bytes deserve.
fn ending_of(head: &[u8; HEAD]) -> Option<&'static str> {
    let brand = &head[8..12];
    Some(match head {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        [b'R', b'I', b'F', b'F', ..] if brand == b"WEBP" => "webp",
        [b'R', b'I', b'F', b'F', ..] if brand == b"WAVE" => "wav",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => match brand {
            b"heic" | b"heix" | b"mif1" | b"msf1" => "heic",
            b"avif" => "avif",
            b"qt  " => "mov",
            b"M4A " => "m4a",
            _ => "mp4",
        },
        // Older films name no brand.
        [_, _, _, _, b'm', b'o', b'o', b'v', ..]
        | [_, _, _, _, b'm', b'd', b'a', b't', ..]
        | [_, _, _, _, b'f', b'r', b'e', b'e', ..]
        | [_, _, _, _, b'w', b'i', b'd', b'e', ..] => "mov",
        [b'O', b'g', b'g', b'S', ..] => "ogg",
        [b'I', b'D', b'3', ..] => "mp3",
        // A frame of MPEG audio; layer 0 is AAC.
        [0xFF, second, ..] if second & 0xE0 == 0xE0 && second & 0x06 != 0 => "mp3",
        [b'f', b'L', b'a', b'C', ..] => "flac",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "webm",
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        [b'P', b'K', 3, 4, ..] => "zip",
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => "tiff",
        _ => return None,
    })
}

fn be32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| four.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn le16(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 2).map_or(0, |two| u32::from(two[1]) << 8 | u32::from(two[0]))
}

fn webp_pixels(head: &[u8; HEAD]) -> Option<(u32, u32)> {
    let le24 = |at: usize| le16(head, at) | u32::from(head[at + 2]) << 16;
    match &head[12..16] {
        b"VP8 " => Some((le16(head, 26) & 0x3FFF, le16(head, 28) & 0x3FFF)),
        b"VP8L" => {
            let bits = le16(head, 21) | le16(head, 23) << 16;
            Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        b"VP8X" => Some((le24(24) + 1, le24(27) + 1)),
        _ => None,
    }
}

/// Walks from marker to marker to the one that begins a frame.
fn jpeg_pixels(file: &mut (impl Read + Seek)) -> Option<(u32, u32)> {
    file.seek(SeekFrom::Start(2)).ok()?;
    for _ in 0..PARTS_MAX {
        let mut marker = [0; 4];
        file.read_exact(&mut marker).ok()?;
        let len = i64::from(marker[2]) << 8 | i64::from(marker[3]);
        let is_frame = matches!(marker[1], 0xC0..=0xCF) && !matches!(marker[1], 0xC4 | 0xC8 | 0xCC);
        if marker[0] != 0xFF || len < 2 {
            return None;
        }
        if is_frame {
            let mut frame = [0; 5];
            file.read_exact(&mut frame).ok()?;
            let [_, high, low, wide, narrow] = frame.map(u32::from);
            return Some((wide << 8 | narrow, high << 8 | low));
        }
        file.seek(SeekFrom::Current(len - 2)).ok()?;
    }
    None
}

/// The length that the header of a film names: `moov`, then `mvhd` inside.
fn seconds_of(file: &mut (impl Read + Seek)) -> Option<u32> {
    let mut at = 0_u64;
    for _ in 0..PARTS_MAX {
        file.seek(SeekFrom::Start(at)).ok()?;
        let mut head = [0; 16];
        file.read_exact(&mut head[..8]).ok()?;
        let (mut len, mut lead) = (u64::from(be32(&head, 0)), 8);
        if len == 1 {
            file.read_exact(&mut head[8..]).ok()?;
            (len, lead) = (u64::from(be32(&head, 8)) << 32 | u64::from(be32(&head, 12)), 16);
        }
        match &head[4..8] {
            b"moov" => at += lead,
            b"mvhd" => {
                let mut body = [0; 32];
                file.read_exact(&mut body).ok()?;
                let (scale, length) = match body[0] {
                    1 => (be32(&body, 20), u64::from(be32(&body, 24)) << 32 | u64::from(be32(&body, 28))),
                    _ => (be32(&body, 12), u64::from(be32(&body, 16))),
                };
                return u32::try_from(length.div_ceil(u64::from(scale).max(1))).ok().filter(|_| scale > 0);
            }
            _ if len < lead => return None,
            _ => at = at.checked_add(len)?,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn look(parts: &[&[u8]]) -> MediaLook {
        look_into(Cursor::new(parts.concat()))
    }

    #[test]
    fn pictures_tell_what_they_are_and_how_large() {
        let png = look(&[b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[0, 0, 4, 0, 0, 0, 3, 0], &[0; 8]]);
        assert_eq!(png, MediaLook { inside: Some("png"), pixels: Some((1024, 768)), seconds: None });
        let app = [&[0xFF, 0xE0, 0, 16][..], &[0; 14]].concat();
        let frame = [0xFF, 0xC2, 0, 11, 8, 2, 0, 3, 1, 1, 0];
        let jpg = look(&[&[0xFF, 0xD8], &app, &frame]);
        assert_eq!((jpg.inside, jpg.pixels), (Some("jpg"), Some((769, 512))));
        let webp = look(&[b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0", &[0xFF, 3, 0, 0xFF, 1, 0], &[0; 2]]);
        assert_eq!(webp.pixels, Some((1024, 512)));
        assert_eq!(look(&[b"\0\0\0\x18ftypheic"]).inside, Some("heic"));
    }

    #[test]
    fn a_film_tells_its_length_from_behind_its_pictures_and_damage_is_not_judged() {
        let mvhd =
            [&[0, 0, 0, 108][..], b"mvhd", &[0; 12], &[0, 0, 3, 232], &[0, 2, 0xBF, 0x21], &[0; 80]].concat();
        let film: [&[u8]; 4] =
            [b"\0\0\0\x10ftypisom\0\0\0\0", b"\0\0\0\x0cmdat1234", b"\0\0\0\x74moov", &mvhd];
        assert_eq!(look(&film).seconds, Some(181));
        assert_eq!(look(&film[..2]).seconds, None);
        for damaged in [&b""[..], b"\xFF\xD8\xFF", b"%PD", b"GIF89a"] {
            assert_eq!(look(&[damaged]).pixels, None);
        }
    }
}
