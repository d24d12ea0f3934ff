//! An attachment in a format, of a size in pixels or of a length that a messenger does not take.

use crate::check::formats::{misnamed, objections};
use crate::check::media::media_place;
use crate::check::{Context, Reads, Rule};
use crate::diag::Diagnostic;
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "media-format",
    label: Label::new("Формат вложения не подходит", "The format of an attachment does not fit"),
    why: Label::new(
        "Мессенджер откажется от файла или покажет его не картинкой и не роликом, а файлом для скачивания.",
        "The messenger refuses the file, or shows neither picture nor player but a file to download.",
    ),
    fix: Label::new(
        "Сохраните файл в формате, который берут все мессенджеры проекта: JPG, MP4, MP3.",
        "Save the file in a format that all messengers of the project take: JPG, MP4, MP3.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(sizes) = context.known.media else { return vec![] };
    let look = |path: &str| context.known.looks.and_then(|looks| looks.get(path));
    let mut found = Vec::new();
    let replies = context.replies();
    let files =
        replies.flat_map(|reply| reply.files().map(move |(place, media)| (reply.block, place, media)));
    for (block_id, place, media) in files.filter(|(.., media)| sizes.contains_key(&media.path)) {
        let (path, kind) = (&media.path, media.kind);
        let everywhere = look(path).and_then(|look| misnamed(path, look));
        // What is in a file counts, and nobody knows what a messenger makes of a wrong name.
        let each = context.channels.iter().filter(|_| everywhere.is_none());
        let each: Vec<_> = each.flat_map(|channel| objections(*channel, kind, path, look(path))).collect();
        found.extend(everywhere.into_iter().chain(each).map(|objection| {
            let at = media_place(context, block_id, place, path);
            Diagnostic::new(RULE.code, objection.severity, at, objection.message, objection.hint)
        }));
    }
    found
}
