//! An attachment that a messenger refuses for its size.

use crate::check::media::media_place;
use crate::check::{Context, Reads, Rule};
use crate::diag::{Diagnostic, Severity, Words};
use crate::flow::MediaKind;
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "media-too-big",
    label: Label::new("Вложение слишком большое", "An attachment is too big"),
    why: Label::new(
        "Мессенджер откажется от файла, и подписчик его не получит.",
        "The messenger refuses the file, and the subscriber does not get it.",
    ),
    fix: Label::new(
        "Сожмите файл или дайте ссылку на него кнопкой.",
        "Compress the file, or link to it by a button.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(sizes) = context.known.media else { return vec![] };
    let mut found = Vec::new();
    let replies = context.replies();
    let files =
        replies.flat_map(|reply| reply.files().map(move |(place, media)| (reply.block, place, media)));
    for (block_id, place, media) in files {
        let Some(size) = sizes.get(&media.path).copied() else { continue };
        for channel in &context.channels {
            let caps = channel.caps();
            let limit = match media.kind {
                MediaKind::Image => caps.image_bytes,
                MediaKind::Video | MediaKind::Audio | MediaKind::Voice | MediaKind::File => caps.file_bytes,
            };
            let limit = caps.media.of(media.kind).bytes.unwrap_or(limit);
            if size <= limit.max as u64 {
                continue;
            }
            let (label, path) = (channel.label(), &media.path);
            let (size, max) = (megabytes(size), megabytes(limit.max as u64));
            found.push(Diagnostic::new(
                RULE.code,
                if limit.confirmed { Severity::Error } else { Severity::Warning },
                media_place(context, block_id, place, path),
                Words::new(
                    format!("{} берёт вложения до {max} МБ, а media/{path} весит {size} МБ: подписчик его не получит", label.ru),
                    format!("{} takes attachments up to {max} MB, media/{path} has {size} MB: it does not arrive", label.en),
                ),
                Words::new("Сожмите файл или дайте ссылку на него кнопкой", "Compress the file, or link to it by a button"),
            ));
        }
    }
    found
}

/// Megabytes with one decimal place, rounded up, so that what is over the limit never looks equal to it.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}
