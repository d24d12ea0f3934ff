//! Text that a person reads, in both languages of the product.

use serde::{Deserialize, Serialize};

/// A language of the product's own texts. Russian comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Russian.
    #[default]
    Ru,
    /// English.
    En,
}

/// Whether a language tag is Russian, the language of whoever states none: `ru`, `ru-RU`.
pub fn is_russian(tag: &str) -> bool {
    let mut bytes = tag.bytes();
    let first = [bytes.next(), bytes.next(), bytes.next()];
    match first.map(|byte| byte.map(|byte| byte.to_ascii_lowercase())) {
        [None, ..] => true,
        [Some(b'r'), Some(b'u'), after] => matches!(after, None | Some(b'-' | b'_')),
        _ => false,
    }
}

/// One fixed phrase in both languages, so that neither can be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The Russian phrase.
    pub ru: &'static str,
    /// The English phrase.
    pub en: &'static str,
}

impl Label {
    /// Pairs a Russian phrase with its English one.
    pub const fn new(ru: &'static str, en: &'static str) -> Self {
        Self { ru, en }
    }

    /// Picks the phrase of a language.
    pub const fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ru => self.ru,
            Lang::En => self.en,
        }
    }
}
