//! What messengers have against a file: its format, its size in pixels, its length.

use crate::channels::{Channel, Taken};
use crate::diag::{Severity, Words};
use crate::flow::MediaKind;
use crate::model::MediaLook;

/// Something a messenger does not take, or shows other than meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong and what the subscriber sees of it.
    pub message: Words,
    /// What to do.
    pub hint: Words,
}

/// What stands against sending a file by its path below `media/` in a messenger; `look` is what it turned out to be.
pub fn objections(
    channel: &dyn Channel,
    kind: MediaKind,
    path: &str,
    look: Option<&MediaLook>,
) -> Vec<Objection> {
    let taken = channel.caps().media.of(kind);
    let here = Here { channel, taken, kind, path };
    let own = ending(path);
    let is_taken = !taken.lacks && (taken.endings.is_empty() || taken.endings.contains(&own.as_str()));
    let format = (!is_taken).then(|| here.format(&own));
    let look = look.copied().unwrap_or_default();
    let pixels = look.pixels.filter(|_| kind == MediaKind::Image).and_then(|sides| here.pixels(sides));
    let seconds = look.seconds.and_then(|seconds| here.seconds(seconds));
    format.into_iter().chain(pixels).chain(seconds).collect()
}

/// What is wrong with a file in every messenger: it is not what it is called.
pub fn misnamed(path: &str, look: &MediaLook) -> Option<Objection> {
    let own = ending(path);
    let known = ["jpg", "png", "gif", "webp", "mp4", "mp3", "ogg", "wav", "flac", "webm", "pdf"];
    // Sound may begin with anything.
    let tells = look.inside.is_some() || family(&own) != "mp3";
    let is_other = look.inside.is_none_or(|inside| family(inside) != family(&own));
    let (ru, en) =
        look.inside.map_or(("что-то другое".to_owned(), "something else".to_owned()), |inside| {
            (shown(inside), shown(inside))
        });
    (known.contains(&family(&own)) && tells && is_other).then(|| Objection {
        severity: Severity::Error,
        message: Words::new(
            format!("Файл media/{path} назван .{own}, а внутри {ru}: мессенджер его не покажет"),
            format!("media/{path} is called .{own}, inside it is {en}: messengers do not show it"),
        ),
        hint: Words::new(
            format!("Сохраните файл заново в формате {own} или дайте ему верное окончание"),
            format!("Save the file anew as {own}, or give it the right ending"),
        ),
    })
}

fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

fn shown(ending: &str) -> String {
    ending.to_ascii_uppercase()
}

/// Endings that are one format.
fn family(ending: &str) -> &str {
    match ending {
        "jpeg" => "jpg",
        "mov" | "m4v" | "m4a" | "3gp" => "mp4",
        "oga" | "opus" => "ogg",
        "mkv" => "webm",
        ending => ending,
    }
}

struct Here<'a> {
    channel: &'a dyn Channel,
    taken: &'a Taken,
    kind: MediaKind,
    path: &'a str,
}

impl Here<'_> {
    fn severity(&self) -> Severity {
        if self.taken.confirmed { Severity::Error } else { Severity::Warning }
    }

    fn format(&self, own: &str) -> Objection {
        let (name, path) = (self.channel.label(), self.path);
        let wanted = self.taken.endings.join(", ");
        let hint = if self.taken.lacks {
            Words::new(
                "Положите его туда, где он играет, и дайте ссылку кнопкой",
                "Put it where it plays, and link to it by a button",
            )
        } else {
            Words::new(
                format!("Сохраните файл в одном из форматов: {wanted}"),
                format!("Save the file in one of these formats: {wanted}"),
            )
        };
        if self.taken.else_as_file {
            let message = Words::new(
                format!("{} покажет media/{path} файлом для скачивания: {}", name.ru, self.instead().ru),
                format!("{} shows media/{path} as a file to download: {}", name.en, self.instead().en),
            );
            return Objection { severity: Severity::Warning, message, hint };
        }
        let (ru, en) = self.kind_names();
        let message = Words::new(
            format!("{} не берёт {ru} .{own}: media/{path} до подписчика не дойдёт", name.ru),
            format!("{} takes no {en} .{own}: media/{path} does not reach the subscriber", name.en),
        );
        Objection { severity: self.severity(), message, hint }
    }

    fn instead(&self) -> Words {
        match self.kind {
            MediaKind::Image => Words::new("картинки в чате не будет", "there is no picture in the chat"),
            MediaKind::Video | MediaKind::Audio | MediaKind::Voice | MediaKind::File => {
                Words::new("проигрывателя в чате не будет", "there is no player in the chat")
            }
        }
    }

    fn kind_names(&self) -> (&'static str, &'static str) {
        match self.kind {
            MediaKind::Image => ("картинки", "pictures"),
            MediaKind::Video => ("видео", "films"),
            MediaKind::Audio => ("аудио", "music"),
            MediaKind::Voice => ("голосовые", "voice messages"),
            MediaKind::File => ("файлы", "files"),
        }
    }

    fn pixels(&self, (width, height): (u32, u32)) -> Option<Objection> {
        let (name, path) = (self.channel.label(), self.path);
        let (long, short) = (width.max(height), width.min(height));
        let (ru, en) = if let Some(max) = self.taken.side.filter(|max| long > *max) {
            (format!("до {max} точек по стороне"), format!("up to {max} pixels a side"))
        } else if let Some(max) = self.taken.sides.filter(|max| width.saturating_add(height) > *max) {
            (
                format!("до {max} точек по ширине и высоте вместе"),
                format!("up to {max} pixels of width and height together"),
            )
        } else {
            let max = self.taken.ratio.filter(|max| long > short.saturating_mul(*max))?;
            (
                format!("вытянутые не больше чем в {max} раз"),
                format!("at most {max} times as long as they are wide"),
            )
        };
        Some(Objection {
            severity: self.severity(),
            message: Words::new(
                format!(
                    "{} берёт картинки {ru}, а media/{path} — {width}×{height}: подписчик её не получит",
                    name.ru
                ),
                format!(
                    "{} takes pictures {en}, media/{path} is {width}×{height}: it does not arrive",
                    name.en
                ),
            ),
            hint: Words::new("Уменьшите или обрежьте картинку", "Make the picture smaller or crop it"),
        })
    }

    fn seconds(&self, seconds: u32) -> Option<Objection> {
        let max = self.taken.seconds.filter(|max| seconds > *max)?;
        let (name, path) = (self.channel.label(), self.path);
        let (max, long) = (clock(max), clock(seconds));
        Some(Objection {
            severity: self.severity(),
            message: Words::new(
                format!(
                    "{} берёт записи до {max}, а media/{path} идёт {long}: подписчик её не получит",
                    name.ru
                ),
                format!(
                    "{} takes recordings up to {max}, media/{path} lasts {long}: it does not arrive",
                    name.en
                ),
            ),
            hint: Words::new(
                "Сократите запись или дайте ссылку на неё кнопкой",
                "Shorten it, or link to it by a button",
            ),
        })
    }
}

/// Minutes and seconds, `3:05`.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::channel;

    fn said(messenger: &str, path: &str, look: MediaLook) -> Vec<String> {
        let found = objections(channel(messenger).unwrap(), MediaKind::of_path(path), path, Some(&look));
        found.into_iter().map(|objection| objection.message.en.to_string()).collect()
    }

    #[test]
    fn a_messenger_objects_to_formats_sizes_and_lengths_that_it_does_not_take() {
        let look = |pixels, seconds| MediaLook { inside: None, pixels, seconds };
        let none = MediaLook::default();
        assert!(said("whatsapp", "a.webp", none)[0].contains("takes no pictures .webp"));
        assert!(said("telegram", "b.webm", none)[0].contains("as a file to download"));
        assert!(said("telegram", "a.jpg", look(Some((9000, 1200)), None))[0].contains("10000 pixels"));
        assert!(said("telegram", "a.jpg", look(Some((2100, 100)), None))[0].contains("20 times"));
        assert!(said("max", "a.png", look(Some((8000, 10)), None))[0].contains("7680 pixels a side"));
        assert!(said("viber", "a.mp4", look(None, Some(181)))[0].contains("up to 3:00"));
        for (messenger, path) in
            [("telegram", "a.jpg"), ("whatsapp", "a.mp4"), ("vk", "a.heic"), ("max", "x.pdf")]
        {
            assert_eq!(said(messenger, path, look(Some((800, 600)), Some(60))), [""; 0]);
        }
    }

    #[test]
    fn a_file_that_is_not_what_it_is_called_is_found() {
        let look = |inside| MediaLook { inside, ..MediaLook::default() };
        assert!(misnamed("a.jpg", &look(Some("heic"))).unwrap().message.ru.contains("внутри HEIC"));
        for (path, inside) in [("a.jpeg", "jpg"), ("a.m4a", "mp4"), ("a.docx", "zip"), ("a", "pdf")] {
            assert_eq!(misnamed(path, &look(Some(inside))), None);
        }
        assert!(misnamed("virus.jpg", &look(None)).unwrap().message.ru.contains("внутри что-то другое"));
        assert_eq!(misnamed("a.mp3", &look(None)), None);
    }
}
