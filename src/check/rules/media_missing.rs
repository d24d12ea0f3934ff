//! An attachment whose file is not there.

use crate::check::media::media_place;
use crate::check::{Context, Reads, Rule, error};
use crate::diag::{Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "media-missing",
    label: Label::new("Файла вложения нет или он пуст", "An attachment's file is missing or empty"),
    why: Label::new(
        "Подписчик не получит картинку или файл, ради которого пришёл.",
        "The subscriber does not get the picture or file they came for.",
    ),
    fix: Label::new(
        "Положите файл в папку media проекта или выберите другой.",
        "Put the file into the project's folder media, or choose another.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(sizes) = context.known.media else { return vec![] };
    let replies = context.replies();
    let media =
        replies.flat_map(|reply| reply.files().map(move |(place, media)| (reply.block, place, media)));
    let missing = media.filter_map(|(block_id, place, media)| {
        let path = &media.path;
        let message = match sizes.get(path) {
            None => Words::new(
                format!("Файла media/{path} нет: подписчик не получит вложение"),
                format!("There is no file media/{path}: the subscriber does not get the attachment"),
            ),
            Some(0) => Words::new(
                format!("Файл media/{path} пуст: мессенджер его не примет"),
                format!("The file media/{path} is empty: the messenger refuses it"),
            ),
            Some(_) => return None,
        };
        let hint = Words::new(
            "Положите файл в папку media или выберите другой",
            "Put the file into the folder media, or choose another",
        );
        Some(error(RULE.code, media_place(context, block_id, place, path), message, hint))
    });
    missing.collect()
}
