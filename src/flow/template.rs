//! Templates: text with `{{ field | fallback }}` and light formatting, parsed once when compiling.

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
    /// `~~struck out~~`
    Strike,
}

/// A formatted part of a rendered text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// How it looks.
    pub style: Style,
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
    /// `12 500` and `1 990,50`: thousands apart, two decimals when there are any.
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
    fn parse(text: &str) -> Option<Self> {
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
    /// `{{` without `}}`.
    Unclosed(Range<usize>),
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
            | Self::Empty(span)
            | Self::UnknownField(_, span)
            | Self::UnknownFilter(_, span) => span.clone(),
        }
    }
}

const MARKS: [(&str, Style); 3] = [("**", Style::Bold), ("__", Style::Italic), ("~~", Style::Strike)];

/// Parses a template. Every error leaves a template that still renders and never prints braces:
/// an unknown field renders its fallback.
pub fn parse_template(
    source: &str,
    field: impl Fn(&str) -> Option<FieldId>,
) -> (Template, Vec<TemplateError>) {
    parse(source, &MARKS, field)
}

/// Like [`parse_template`] without formatting: for addresses, headers, captions and values of fields.
pub fn parse_plain(source: &str, field: impl Fn(&str) -> Option<FieldId>) -> (Template, Vec<TemplateError>) {
    parse(source, &[], field)
}

fn parse(
    source: &str,
    marks: &[(&str, Style)],
    field: impl Fn(&str) -> Option<FieldId>,
) -> (Template, Vec<TemplateError>) {
    let mut parser = Parser { source, at: 0, text: String::new(), pieces: Vec::new(), open: Vec::new() };
    let mut errors = Vec::new();
    while parser.at < source.len() {
        let rest = &source[parser.at..];
        if rest.starts_with("{{") {
            parser.field(&field, &mut errors);
        } else if let Some((mark, style)) = marks.iter().find(|(mark, _)| rest.starts_with(mark)) {
            parser.mark(mark, *style);
        } else {
            let c = rest.chars().next().unwrap_or(' ');
            parser.text.push(c);
            parser.at += c.len_utf8();
        }
    }
    parser.flush();
    while let Some(style) = parser.open.pop() {
        parser.pieces.push(Piece::Close(style));
    }
    (Template { pieces: parser.pieces }, errors)
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    text: String,
    pieces: Vec<Piece>,
    open: Vec<Style>,
}

impl Parser<'_> {
    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Literal(std::mem::take(&mut self.text).into()));
        }
    }

    fn field(&mut self, field: &impl Fn(&str) -> Option<FieldId>, errors: &mut Vec<TemplateError>) {
        let rest = &self.source[self.at..];
        let (inner, len) = match rest.find("}}") {
            Some(end) => (&rest[2..end], end + 2),
            None => {
                errors.push(TemplateError::Unclosed(chars(self.source, self.at, rest.len())));
                self.at = self.source.len();
                return;
            }
        };
        let (named, fallback) = inner.split_once('|').unwrap_or((inner, ""));
        let (name, filter) = named.split_once(':').map_or((named, None), |(name, f)| (name, Some(f.trim())));
        let (name, fallback) = (name.trim(), fallback.trim());
        let span = chars(self.source, self.at, len);
        self.at += len;
        if name.is_empty() {
            errors.push(TemplateError::Empty(span));
            return self.text.push_str(fallback);
        }
        let shown_as = match filter {
            None => Filter::Plain,
            Some(text) => Filter::parse(text).unwrap_or_else(|| {
                errors.push(TemplateError::UnknownFilter(text.into(), span.clone()));
                Filter::Plain
            }),
        };
        let (own, known) = (field(name), Known::parse(name));
        if own.is_none() && known.is_none() {
            errors.push(TemplateError::UnknownField(name.into(), span));
            return self.text.push_str(fallback);
        }
        self.flush();
        self.pieces.push(match own {
            Some(field_id) if shown_as == Filter::Plain => Piece::Field(field_id, fallback.into()),
            own => {
                let known = if own.is_some() { None } else { known };
                Piece::Shown(Box::new(Shown {
                    field: own,
                    known,
                    filter: shown_as,
                    fallback: fallback.into(),
                }))
            }
        });
    }

    /// A mark opens only at the beginning of a word and when its partner stands at the end of one, so that
    /// `2 ** 3`, a lone `__` and `https://example.com/a__b__c` stay as written.
    fn mark(&mut self, mark: &str, style: Style) {
        let after = &self.source[self.at + mark.len()..];
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/'));
        let closes = |after: &str| !is_word(after.chars().next());
        let partner = |(at, _): (usize, &str)| at > 0 && closes(&after[at + mark.len()..]);
        if self.open.last() == Some(&style) && closes(after) {
            self.flush();
            self.open.pop();
            self.pieces.push(Piece::Close(style));
        } else if !self.open.contains(&style)
            && !after.starts_with(|c: char| c.is_whitespace())
            && !is_word(self.source[..self.at].chars().next_back())
            && after.match_indices(mark).any(partner)
        {
            self.flush();
            self.open.push(style);
            self.pieces.push(Piece::Open(style));
        } else {
            self.text.push_str(mark);
        }
        self.at += mark.len();
    }
}

/// A byte range of the source as a range of characters.
fn chars(source: &str, start: usize, len: usize) -> Range<usize> {
    let first = source[..start].chars().count();
    first..first + source[start..start + len].chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(source: &str) -> (Template, Vec<TemplateError>) {
        parse_template(source, |name| (name == "имя").then_some(FieldId::FIRST_NAME))
    }

    #[test]
    fn a_field_keeps_its_fallback() {
        let (template, errors) = parsed("Привет, {{ имя | друг }}!");
        assert_eq!(errors, []);
        assert_eq!(template.pieces[1], Piece::Field(FieldId::FIRST_NAME, "друг".into()));
    }

    #[test]
    fn a_value_may_be_shown_in_a_way_of_its_own() {
        let (template, errors) =
            parsed("{{ имя : upper | друг }} {{ сегодня: дата }} {{ имя: plural(a, b, c) }}");
        assert_eq!(errors, []);
        assert_eq!(template.pieces.iter().filter(|piece| matches!(piece, Piece::Shown(_))).count(), 3);
        assert!(matches!(parsed("{{ имя: shout }}").1[0], TemplateError::UnknownFilter(..)));
    }

    #[test]
    fn braces_are_never_printed_even_when_the_template_is_wrong() {
        for source in ["a {{ b", "{{}}", "{{ nobody | x }}", "{{|y}}"] {
            let (template, errors) = parsed(source);
            assert_eq!(errors.len(), 1, "{source}");
            let shows_braces = |piece: &Piece| matches!(piece, Piece::Literal(text) if text.contains('{'));
            assert!(!template.pieces.iter().any(shows_braces), "{source}");
        }
    }

    #[test]
    fn errors_point_at_characters_not_bytes() {
        let (_, errors) = parsed("Привет {{ x }}");
        assert_eq!(errors[0].span(), 7..14);
    }

    #[test]
    fn formatting_is_balanced_and_arithmetic_is_left_alone() {
        let (template, _) = parsed("**Да** 2 ** 3 snake__case a__b__c");
        let opened = template.pieces.iter().filter(|piece| matches!(piece, Piece::Open(_))).count();
        assert_eq!(opened, 1);
        assert_eq!(template.pieces.last(), Some(&Piece::Literal(" 2 ** 3 snake__case a__b__c".into())));
    }
}
