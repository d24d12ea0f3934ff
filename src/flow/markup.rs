//! Reads templates: fields in double braces, marks of formatting, links. One reader serves the compiler and the
//! editor of texts, so that what an author sees formed is what a subscriber gets.

use super::Known;
use super::template::{Filter, Piece, Shown, Style, Template, TemplateError};
use crate::model::FieldId;
use std::ops::Range;

/// The marks that stand on both sides of formatted words.
const MARKS: [(&str, Style); 5] = [
    ("**", Style::Bold),
    ("__", Style::Italic),
    ("++", Style::Underline),
    ("~~", Style::Strike),
    ("`", Style::Code),
];

/// A mark of formatting in the source of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes; of a link `[` opens and `](address)` closes.
    pub range: Range<usize>,
    /// What it forms.
    pub style: Style,
    /// Whether the style begins here.
    pub opens: bool,
}

/// Parses a template. Every error leaves a template that still renders and never prints braces:
/// an unknown field renders its fallback.
pub fn parse_template(
    source: &str,
    field: impl Fn(&str) -> Option<FieldId>,
) -> (Template, Vec<TemplateError>) {
    parse(source, true, &field).done()
}

/// Like [`parse_template`] without formatting: for addresses, headers, captions and values of fields.
pub fn parse_plain(source: &str, field: impl Fn(&str) -> Option<FieldId>) -> (Template, Vec<TemplateError>) {
    parse(source, false, &field).done()
}

/// Every mark that forms something, in order; a mark that stays a part of the text is not among them.
pub fn marks(source: &str) -> Vec<Mark> {
    if !source.contains(['*', '_', '+', '~', '`', '[']) {
        return Vec::new();
    }
    parse(source, true, &|_| None).marks
}

/// The text without its marks; of a link the words remain.
pub fn unmarked(source: &str) -> String {
    let (mut text, mut at) = (String::with_capacity(source.len()), 0);
    for mark in marks(source) {
        text.push_str(&source[at..mark.range.start]);
        at = mark.range.end;
    }
    text.push_str(&source[at..]);
    text
}

fn parse<'a>(source: &'a str, formatted: bool, field: &'a dyn Fn(&str) -> Option<FieldId>) -> Parser<'a> {
    let mut parser = Parser {
        source,
        field,
        text: String::new(),
        pieces: Vec::new(),
        open: Vec::new(),
        marks: Vec::new(),
        errors: Vec::new(),
    };
    parser.read(0..source.len(), formatted);
    parser
}

struct Parser<'a> {
    source: &'a str,
    field: &'a dyn Fn(&str) -> Option<FieldId>,
    text: String,
    pieces: Vec<Piece>,
    open: Vec<Style>,
    marks: Vec<Mark>,
    errors: Vec<TemplateError>,
}

impl Parser<'_> {
    /// Reads a stretch of the source; what was opened in it is closed at its end.
    fn read(&mut self, stretch: Range<usize>, formatted: bool) {
        let depth = self.open.len();
        let mut at = stretch.start;
        while at < stretch.end {
            let rest = &self.source[at..stretch.end];
            let taken = if rest.starts_with("{{") {
                Some(self.field(at, rest.len()))
            } else if formatted && rest.starts_with("}}") {
                self.errors.push(TemplateError::Unclosed(chars(self.source, at, 2)));
                Some(2)
            } else if formatted {
                self.mark(at, rest.len()).or_else(|| self.link(at, rest.len()))
            } else {
                None
            };
            at += taken.unwrap_or_else(|| {
                let c = rest.chars().next().unwrap_or(' ');
                self.text.push(c);
                c.len_utf8()
            });
        }
        self.flush();
        let left = self.open.drain(depth..).rev();
        self.pieces.extend(left.map(Piece::Close));
    }

    /// A flow holds tens of thousands of templates, most of one piece: none keeps room for more.
    fn done(mut self) -> (Template, Vec<TemplateError>) {
        self.pieces.shrink_to_fit();
        (Template { pieces: self.pieces }, self.errors)
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Literal(std::mem::take(&mut self.text).into()));
        }
    }

    /// A field; gives the bytes that were read.
    fn field(&mut self, at: usize, len: usize) -> usize {
        let rest = &self.source[at..at + len];
        let Some(end) = closing(rest) else {
            self.errors.push(TemplateError::Unclosed(chars(self.source, at, len)));
            return len;
        };
        let (inner, len) = (&rest[2..end], end + 2);
        let (named, mut fallback) = inner.split_once('|').unwrap_or((inner, ""));
        if fallback.contains("{{") {
            // One field in place of another is not known here; what stands last is said without its braces.
            self.errors.push(TemplateError::Nested(chars(self.source, at, len)));
            let last = fallback.rsplit('|').next().map(|last| last.trim_end_matches(['}', ' ']));
            fallback = last.filter(|last| !last.contains("{{")).unwrap_or_default();
        }
        let (name, filter) = named.split_once(':').map_or((named, None), |(name, f)| (name, Some(f.trim())));
        let (name, fallback) = (name.trim(), fallback.trim());
        let span = chars(self.source, at, len);
        if name.is_empty() {
            self.errors.push(TemplateError::Empty(span));
            self.text.push_str(fallback);
            return len;
        }
        let shown_as = match filter {
            None => Filter::Plain,
            Some(text) => Filter::parse(text).unwrap_or_else(|| {
                self.errors.push(TemplateError::UnknownFilter(text.into(), span.clone()));
                Filter::Plain
            }),
        };
        let (own, known) = ((self.field)(name), Known::parse(name));
        if own.is_none() && known.is_none() {
            self.errors.push(TemplateError::UnknownField(name.into(), span));
            self.text.push_str(fallback);
            return len;
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
        len
    }

    /// A mark opens only at the beginning of a word and when its partner stands at the end of one, so that
    /// `2 ** 3`, a lone `__`, `C++` and `https://example.com/a__b__c` stay as written. Inside a code nothing
    /// else is a mark. Gives the bytes that were read; nothing when no mark stands here.
    fn mark(&mut self, at: usize, len: usize) -> Option<usize> {
        let rest = &self.source[at..at + len];
        let (mark, style) = MARKS.into_iter().find(|(mark, _)| rest.starts_with(mark))?;
        let in_code = self.open.last() == Some(&Style::Code);
        let after = &rest[mark.len()..];
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/'));
        let closes = |after: &str| !is_word(after.chars().next());
        let partner = |(at, _): (usize, &str)| at > 0 && closes(&after[at + mark.len()..]);
        let range = at..at + mark.len();
        if self.open.last() == Some(&style) && closes(after) {
            self.flush();
            self.open.pop();
            self.pieces.push(Piece::Close(style));
            self.marks.push(Mark { range, style, opens: false });
        } else if !in_code
            && !self.open.contains(&style)
            && !after.starts_with(|c: char| c.is_whitespace())
            && !is_word(self.source[..at].chars().next_back())
            && after.match_indices(mark).any(partner)
        {
            self.flush();
            self.open.push(style);
            self.pieces.push(Piece::Open(style));
            self.marks.push(Mark { range, style, opens: true });
        } else {
            self.text.push_str(mark);
        }
        Some(mark.len())
    }

    /// `[words](address)`, when the address is one; gives the bytes that were read.
    fn link(&mut self, at: usize, len: usize) -> Option<usize> {
        let rest = &self.source[at..at + len];
        let (words, address) = link_parts(rest)?;
        if self.open.iter().any(|style| matches!(style, Style::Link | Style::Code)) {
            return None;
        }
        let end = address.end + 1;
        self.flush();
        self.pieces.push(Piece::Open(Style::Link));
        self.marks.push(Mark { range: at..at + 1, style: Style::Link, opens: true });
        self.open.push(Style::Link);
        self.read(at + words.start..at + words.end, true);
        self.open.pop();
        let words_read = std::mem::take(&mut self.pieces);
        if is_bare(&rest[address.clone()]) {
            self.text.push_str("https://");
        }
        self.read(at + address.start..at + address.end, false);
        let pieces = std::mem::replace(&mut self.pieces, words_read);
        self.pieces.push(Piece::Link(Box::new(Template { pieces })));
        self.marks.push(Mark { range: at + words.end..at + end, style: Style::Link, opens: false });
        Some(end)
    }
}

/// Where the braces end that a text begins with, over those that stand inside; the first end when those do not.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (0usize, 0);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"{{") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"}}") {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
            at += 2;
        } else {
            at += 1;
        }
    }
    text.find("}}")
}

/// Words and address of the link that a text begins with.
fn link_parts(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let inside = text.strip_prefix('[')?;
    let words = 1..1 + outside_fields(inside, |c| matches!(c, '[' | ']' | '\n'))?;
    let address = text[words.end..].strip_prefix("](")?;
    let from = words.end + 2;
    let mut depth = 0;
    let len = outside_fields(address, |c| {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        c.is_whitespace()
    })?;
    let is_whole = address[len..].starts_with(')') && is_address(&address[..len]);
    (is_whole && !text[words.clone()].trim().is_empty()).then_some((words, from..from + len))
}

/// Where a letter outside of `{{ }}` first is the one that is looked for.
fn outside_fields(text: &str, mut is_wanted: impl FnMut(char) -> bool) -> Option<usize> {
    let mut skip_to = 0;
    text.char_indices().find_map(|(at, c)| {
        if at >= skip_to && text[at..].starts_with("{{") {
            skip_to = at + text[at..].find("}}")? + 2;
        }
        (at >= skip_to && is_wanted(c)).then_some(at)
    })
}

/// Whether a link may lead there: a web address with or without `https://`, a place inside a messenger, or an
/// address that begins with a field.
pub fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let host_of = |rest: &str| rest.starts_with("{{") || rest.starts_with(char::is_alphanumeric);
    let web = ["https://", "http://"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    let inside =
        ["tg://", "viber://", "max://", "vk://"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    match (web, inside) {
        (Some(rest), _) => host_of(rest),
        (None, Some(rest)) => !rest.is_empty(),
        (None, None) => lower.starts_with("{{") || is_bare(text),
    }
}

/// Whether a text is a web address but for its beginning: `sever.ru/about`.
fn is_bare(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let is_label = |label: &str| !label.is_empty() && !label.contains([':', '@', '{', '(']);
    host.contains('.') && host.split('.').all(is_label)
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

    fn seen(source: &str) -> String {
        let mut seen = source.to_owned();
        for mark in marks(source).iter().rev() {
            seen.replace_range(mark.range.clone(), if mark.opens { "<" } else { ">" });
        }
        seen
    }

    #[test]
    fn words_in_front_of_an_address_are_a_link() {
        for (source, shown) in [
            ("Вот [прайс](https://a.ru/x?y=1) для вас", "Вот <прайс> для вас"),
            ("[сайт](sever.ru) и [чат](tg://resolve?domain=x)", "<сайт> и <чат>"),
            ("[**Оплатить** {{ имя }}](https://a.ru/?id={{ имя | 0 }})", "<<Оплатить> {{ имя }}>"),
            ("[вики](https://ru.wiki/Бот_(чат)) да", "<вики> да"),
            ("++важно++ `КОД_10__` C++ и a+b", "<важно> <КОД_10__> C++ и a+b"),
            ("[а **б](https://a.ru) в**", "<а **б> в**"),
        ] {
            assert_eq!(seen(source), shown);
        }
        for source in
            ["[1](см. ниже)", "[а](б)", "[](https://a.ru)", "[а] (https://a.ru)", "[а](javascript:x)"]
        {
            assert_eq!(seen(source), source);
        }
    }

    #[test]
    fn a_link_keeps_its_address_with_fields_and_gets_the_beginning_it_lacks() {
        let (template, errors) = parsed("[да](sever.ru/{{ имя }})");
        assert_eq!(errors, []);
        let [Piece::Open(Style::Link), Piece::Literal(words), Piece::Link(to)] = template.pieces.as_slice()
        else {
            panic!("{template:?}")
        };
        assert_eq!(&**words, "да");
        let address =
            [Piece::Literal("https://sever.ru/".into()), Piece::Field(FieldId::FIRST_NAME, "".into())];
        assert_eq!(to.pieces, address);
        assert_eq!(
            parsed("[а](https://{{ x }})").1.len(),
            1,
            "a field nobody has is found in an address too"
        );
    }
}
