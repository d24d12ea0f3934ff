//! Languages: texts that are missing, belong to nothing, or show other fields than the original.

use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;
use crate::translate::Progress;

/// How many places are named in one finding.
const NAMED_MAX: usize = 3;

pub(super) static MISSING: Rule = Rule {
    code: "missing-translation",
    label: Label::new("Не все тексты переведены", "Not every text is translated"),
    why: Label::new(
        "Посреди разговора подписчик получит сообщение на чужом языке и решит, что бот сломан.",
        "In the middle of a conversation the subscriber gets a message in a foreign language.",
    ),
    fix: Label::new(
        "Переведите недостающее: voronka texts ПРОЕКТ --layer ЯЗЫК --out файл.csv.",
        "Translate what is missing: voronka texts PROJECT --layer LANGUAGE --out file.csv.",
    ),
    reads: Reads::Project,
    check: missing,
};

pub(super) static IDLE: Rule = Rule {
    code: "idle-translation",
    label: Label::new("Перевод ни к чему не относится", "A translation belongs to nothing"),
    why: Label::new(
        "Текста, который он переводил, больше нет или у него другой ключ: подписчик этого перевода не увидит.",
        "The text that it translated is gone or has another key: no subscriber will see it.",
    ),
    fix: Label::new(
        "Поправьте ключ или удалите строку в папке texts.",
        "Correct the key or delete the line in the folder texts.",
    ),
    reads: Reads::Project,
    check: idle,
};

pub(super) static STALE: Rule = Rule {
    code: "stale-translation",
    label: Label::new("Перевод устарел", "A translation is out of date"),
    why: Label::new(
        "Текст в проекте с тех пор изменился: подписчик на другом языке прочтёт старые условия, дату или цену.",
        "The text of the project has changed since: a subscriber of that language reads old terms, dates or prices.",
    ),
    fix: Label::new(
        "Поправьте перевод или подтвердите его: выгрузите тексты, проверьте и внесите обратно.",
        "Correct the translation or confirm it: export the texts, look through them and bring them back.",
    ),
    reads: Reads::Project,
    check: stale,
};

pub(super) static FIELDS: Rule = Rule {
    code: "translation-fields",
    label: Label::new("В переводе другие поля", "A translation has other fields"),
    why: Label::new(
        "Подписчик не увидит имени, даты или суммы, которые есть в оригинале, или увидит лишнее.",
        "The subscriber will not see a name, date or sum of the original, or will see one too many.",
    ),
    fix: Label::new(
        "Верните в перевод те же {{ }}, что в оригинале.",
        "Put the same {{ }} into the translation as in the original.",
    ),
    reads: Reads::Project,
    check: fields,
};

fn missing(context: &Context<'_>) -> Vec<Diagnostic> {
    // A layer of a channel says only what is different there.
    let whole = context.layers().filter(|(layer, _)| layer.channel().is_empty());
    whole.filter_map(|(layer, Progress { missing, .. })| {
        let first = missing.first()?;
        let (count, keys) = (missing.len(), named(missing.iter().map(|spoken| spoken.key.as_str())));
        let name = &layer.name;
        Some(warning(
            MISSING.code,
            first.at.clone(),
            Words::new(
                format!("Без перевода на «{name}» осталось текстов: {count} ({keys}). Подписчик прочтёт их на языке проекта"),
                format!("Texts without a translation to “{name}”: {count} ({keys}). The subscriber reads them in the project's language"),
            ),
            Words::new(
                format!("Выгрузите их переводчику: voronka texts ПРОЕКТ --layer {name} --out {name}.csv"),
                format!("Hand them to a translator: voronka texts PROJECT --layer {name} --out {name}.csv"),
            ),
        ))
    })
    .collect()
}

fn idle(context: &Context<'_>) -> Vec<Diagnostic> {
    let found = context.layers().filter(|(_, progress)| !progress.idle.is_empty());
    found
        .map(|(layer, Progress { idle, .. })| {
            let (count, keys) = (idle.len(), named(idle.iter().map(String::as_str)));
            warning(
                IDLE.code,
                Anchor::Project,
                Words::new(
                    format!("В «{}» ни к чему не относятся переводы: {count} ({keys})", layer.name),
                    format!("Translations in “{}” that belong to nothing: {count} ({keys})", layer.name),
                ),
                Words::new(
                    format!("Поправьте ключи или удалите строки в texts/{}.ron", layer.name),
                    format!("Correct the keys or delete the lines in texts/{}.ron", layer.name),
                ),
            )
        })
        .collect()
}

fn stale(context: &Context<'_>) -> Vec<Diagnostic> {
    let stale = context
        .layers()
        .flat_map(|(layer, progress)| progress.stale.iter().map(move |spoken| (&layer.name, spoken)));
    stale
        .map(|(layer, spoken)| {
            warning(
                STALE.code,
                spoken.at.clone(),
                Words::new(
                    format!("Перевод на «{layer}» устарел: текст с тех пор изменился, подписчик прочтёт старое"),
                    format!("The translation “{layer}” is out of date: the text has changed since, the subscriber reads the old one"),
                ),
                Words::new(
                    "Поправьте перевод или подтвердите, что он верен",
                    "Correct the translation, or confirm that it still holds",
                ),
            )
        })
        .collect()
}

fn fields(context: &Context<'_>) -> Vec<Diagnostic> {
    let slips = context
        .layers()
        .flat_map(|(layer, progress)| progress.slips.iter().map(move |slip| (layer.name.as_str(), slip)));
    slips
        .map(|(layer, slip)| {
            let (lost, added) = (slip.lost.join(", "), slip.added.join(", "));
            let part = |what: &str, names: &str| {
                if names.is_empty() { String::new() } else { format!("{what} {names}") }
            };
            let both = |lost: String, added: String| {
                [lost, added].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
            };
            let ru = both(part("потеряно", &lost), part("лишнее", &added));
            let en = both(part("lost", &lost), part("too many", &added));
            warning(
                FIELDS.code,
                slip.spoken.at.clone(),
                Words::new(
                    format!("В переводе «{layer}» не те поля, что в оригинале: {ru}"),
                    format!("The translation “{layer}” has other fields than the original: {en}"),
                ),
                Words::new(
                    "Верните в перевод те же {{ }}, что в оригинале",
                    "Put the same {{ }} into the translation as in the original",
                ),
            )
        })
        .collect()
}

/// The first keys, and that there are more.
fn named<'k>(keys: impl Iterator<Item = &'k str>) -> String {
    let keys: Vec<_> = keys.collect();
    let more = if keys.len() > NAMED_MAX { ", …" } else { "" };
    keys[..keys.len().min(NAMED_MAX)].join(", ") + more
}
