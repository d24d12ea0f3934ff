//! Templates: text with `{{ field | fallback }}` and light formatting, as `markup` reads it once when compiling.

use super::Known;
use crate::model::FieldId;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Formatting of a part of a text; channels translate or drop it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Style {
    /// `**bold**`
    Bold,
    /// `__italic__`
    Italic,
    /// `++underlined++`
    Underline,
    /// `~~struck out~~`
    Strike,
    /// `` `of equal width` ``, copied with one tap where a messenger can
    Code,
    /// `[words](https://address)`
    Link,
}

/// A formatted part of a rendered text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// How it looks.
    pub style: Style,
    /// Where a [`Style::Link`] leads; empty for every other style.
    pub to: Box<str>,
}

impl Span {
    /// A part in a style that leads nowhere.
    pub fn new(range: Range<usize>, style: Style) -> Self {
        Self { range, style, to: "".into() }
    }
}

/// A parsed template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Pieces in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Text as written.
    Literal(Box<str>),
    /// The value of a field, or the fallback when it is not set or empty.
    Field(FieldId, Box<str>),
    /// A value shown in a way of its own.
    Shown(Box<Shown>),
    /// Formatting begins.
    Open(Style),
    /// Formatting ends.
    Close(Style),
    /// A link ends that leads to this address.
    Link(Box<Template>),
}

/// A value and how it is shown: `{{ дата : date | скоро }}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The field; `None` for a known value.
    pub field: Option<FieldId>,
    /// What the engine knows by itself, such as today's date.
    pub known: Option<Known>,
    /// How it is shown.
    pub filter: Filter,
    /// What is shown when there is no value, or none that the filter can show.
    pub fallback: Box<str>,
}

/// How a value is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filter {
    /// As it is.
    Plain,
    /// `12 500` and `1 990,50`, in English `1,990.50`: thousands apart, two decimals when there are any.
    Money,
    /// `5 марта`, `March 5`.
    Date,
    /// `5 марта 2027`, `March 5, 2027`.
    FullDate,
    /// `четверг`, `Thursday`.
    Weekday,
    /// `14:05` on the subscriber's clock.
    Time,
    /// `5 марта в 14:05`, `March 5 at 14:05`.
    DateTime,
    /// Upper case.
    Upper,
    /// The first letter in upper case.
    Capital,
    /// The form of a word that goes with a number: two forms as in English (1 day, 2 days) or three as in
    /// Russian (1 день, 2 дня, 5 дней).
    Plural(Vec<Box<str>>),
}

impl Filter {
    /// Every filter without arguments and its names.
    const NAMES: [(&'static str, &'static str, Self); 8] = [
        ("money", "деньги", Self::Money),
        ("date", "дата", Self::Date),
        ("full_date", "полная_дата", Self::FullDate),
        ("weekday", "день_недели", Self::Weekday),
        ("time", "время", Self::Time),
        ("date_time", "дата_и_время", Self::DateTime),
        ("upper", "прописными", Self::Upper),
        ("capital", "с_большой", Self::Capital),
    ];

    /// Reads `money` or `plural(день, дня, дней)`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (name, arguments) = match text.split_once('(') {
            Some((name, rest)) => (name.trim(), Some(rest.strip_suffix(')')?)),
            None => (text, None),
        };
        match (name, arguments) {
            ("plural" | "склонение", Some(forms)) => {
                let forms: Vec<Box<str>> = forms.split(',').map(|form| form.trim().into()).collect();
                matches!(forms.len(), 2 | 3).then_some(Self::Plural(forms))
            }
            (_, Some(_)) => None,
            (name, None) => {
                let known = Self::NAMES.into_iter().find(|known| known.0 == name || known.1 == name);
                known.map(|known| known.2)
            }
        }
    }
}

impl Template {
    /// The text with the fallback of every field, as short as it can become, and whether a field is in it.
    /// Where words cannot be a link, its address follows them.
    pub fn shortest(&self, has_links: bool) -> (String, bool) {
        let (mut text, mut grows) = (String::new(), false);
        for piece in &self.pieces {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Field(_, fallback) => {
                    text.push_str(fallback);
                    grows = true;
                }
                Piece::Shown(shown) => {
                    text.push_str(&shown.fallback);
                    grows = true;
                }
                Piece::Link(to) if !has_links => {
                    let (address, field) = to.shortest(false);
                    text.push_str(" (");
                    text.push_str(&address);
                    text.push(')');
                    grows |= field;
                }
                Piece::Open(_) | Piece::Close(_) | Piece::Link(_) => {}
            }
        }
        (text, grows)
    }

    /// The text when it needs no subscriber to be known: no field and no formatting.
    pub fn as_literal(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Literal(text)] => Some(text),
            _ => None,
        }
    }
}

/// What is wrong in a template, by character range of its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// `{{` without `}}`, or the other way round.
    Unclosed(Range<usize>),
    /// `{{ }}` inside `{{ }}`.
    Nested(Range<usize>),
    /// `{{ }}` without a name.
    Empty(Range<usize>),
    /// No field has this name.
    UnknownField(String, Range<usize>),
    /// No way of showing a value has this name.
    UnknownFilter(String, Range<usize>),
}

impl TemplateError {
    /// Characters of the source that are meant.
    pub fn span(&self) -> Range<usize> {
        match self {
            Self::Unclosed(span)
            | Self::Nested(span)
            | Self::Empty(span)
            | Self::UnknownField(_, span)
            | Self::UnknownFilter(_, span) => span.clone(),
        }
    }
}
