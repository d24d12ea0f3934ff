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
