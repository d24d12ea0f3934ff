//! What finding and replacing says.

use crate::model::{Label, Lang};
use crate::studio::widgets::spoken::plural_ru;
use crate::uses::Thing;

pub(super) const TITLE: Label = Label::new("Найти в текстах", "Find in texts");
pub(super) const CLOSE: Label = Label::new("Закрыть поиск", "Close the search");
pub(super) const QUERY: Label = Label::new("Что найти", "What to find");
pub(super) const CASE: Label = Label::new("Различать большие и маленькие буквы", "Match case");
pub(super) const WHOLE: Label = Label::new("Только слово целиком", "Whole words only");
pub(super) const REPLACING: Label = Label::new("Заменить на другое", "Replace with something else");
pub(super) const REPLACEMENT: Label = Label::new("На что заменить", "What to put instead");
pub(super) const REPLACE_ONE: Label = Label::new("Заменить", "Replace");
pub(super) const REPLACE_ALL: Label = Label::new("Заменить всё", "Replace all");
pub(super) const HELP: Label = Label::new(
    "Ищет во всех воронках, переводах, таблицах и настройках. ↑ ↓ — по местам, Enter — в текст.",
    "Looks through all funnels, translations, tables and settings. ↑ ↓ go through the places, Enter into the text.",
);
pub(super) const NOTHING: Label = Label::new("Такого нет ни в одном тексте", "No text has this");
pub(super) const NOWHERE: Label = Label::new("Нигде не используется", "Used nowhere");

/// The title over the places of a thing.
pub(in crate::studio) fn where_is(thing: Thing, name: &str, lang: Lang) -> String {
    let what = thing_label(thing).of(lang);
    match lang {
        Lang::Ru => format!("Где стоит {what} «{name}»"),
        Lang::En => format!("Where the {what} “{name}” is used"),
    }
}

fn thing_label(thing: Thing) -> Label {
    match thing {
        Thing::Tag => Label::new("тег", "tag"),
        Thing::Field => Label::new("поле", "field"),
        Thing::Link => Label::new("ссылка", "link"),
        Thing::Media => Label::new("файл", "file"),
    }
}

/// How much was found.
pub(super) fn found(places: usize, texts: usize, lang: Lang) -> String {
    let (p, t) = (places as u64, texts as u64);
    match lang {
        Lang::Ru => format!(
            "{places} {} в {texts} {}",
            plural_ru(p, "место", "места", "мест"),
            plural_ru(t, "тексте", "текстах", "текстах")
        ),
        Lang::En => {
            let ending = |count: usize| if count == 1 { "" } else { "s" };
            format!("{places} place{} in {texts} text{}", ending(places), ending(texts))
        }
    }
}
