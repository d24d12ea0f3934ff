//! Cutting a text into pieces that a message can hold, and translating its formatting into UTF-16.

use super::keyboard::accepted_url;
use crate::flow::{Span, Style};
use serde::Serialize;

/// Formatting of a part of a message, counted as the Bot API counts: in UTF-16 code units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Entity {
    #[serde(rename = "type")]
    kind: &'static str,
    offset: usize,
    length: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Most entities of a message; Telegram ignores further ones (tginfo/Telegram-Limits, 2026-08-19).
const ENTITIES_MAX: usize = 100;

/// A piece of a text with the formatting that falls into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// The text.
    pub text: &'a str,
    /// Formatting, ready to be sent.
    pub entities: Vec<Entity>,
}

/// Cuts a text into pieces of at most `units_max` UTF-16 units: between paragraphs where that does not leave
/// a piece too small, else between lines, else between words, else anywhere. White space at a cut is dropped;
/// a text of white space alone gives no piece.
pub(super) fn chop<'a>(text: &'a str, spans: &[Span], units_max: usize) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    loop {
        from += text[from..].len() - text[from..].trim_start().len();
        let rest = text[from..].trim_end();
        if rest.is_empty() {
            return pieces;
        }
        let len = cut_of(rest, units_max.max(2));
        let piece = rest[..len].trim_end();
        pieces.push(Piece { text: piece, entities: entities_of(text, spans, from, from + piece.len()) });
        from += len;
    }
}

/// Length in bytes of the piece to cut off, at least one character.
fn cut_of(text: &str, units_max: usize) -> usize {
    // No text has more UTF-16 units than bytes.
    if text.len() <= units_max {
        return text.len();
    }
    let mut units = 0;
    let fits = |(_, c): &(usize, char)| {
        units += c.len_utf16();
        units <= units_max
    };
    let Some(hard) = text.char_indices().take_while(fits).last().map(|(at, c)| at + c.len_utf8()) else {
        return text.len();
    };
    if hard == text.len() {
        return hard;
    }
    // A piece shorter than a quarter would look torn off.
    let head = &text[..hard];
    let good = |at: &usize| *at >= hard / 4;
    let paragraph = head.rfind("\n\n").filter(good);
    let line = || head.rfind('\n').filter(good);
    // A word that ends exactly at the cut is whole.
    let at_space = || text[hard..].starts_with(char::is_whitespace).then_some(hard);
    let word = || head.rfind(char::is_whitespace).filter(|at| *at > 0);
    paragraph.or_else(line).or_else(at_space).or_else(word).unwrap_or(hard)
}

fn entities_of(text: &str, spans: &[Span], from: usize, to: usize) -> Vec<Entity> {
    let units = |range: std::ops::Range<usize>| text.get(range).map(|part| part.encode_utf16().count());
    let within = spans.iter().filter_map(|span| {
        let (start, end) = (span.range.start.max(from), span.range.end.min(to));
        (start < end).then_some((start, end, span))
    });
    let entity = |(start, end, span): (usize, usize, &Span)| {
        let (kind, url) = match span.style {
            Style::Bold => ("bold", None),
            Style::Italic => ("italic", None),
            Style::Underline => ("underline", None),
            Style::Strike => ("strikethrough", None),
            Style::Code => ("code", None),
            // An address that is none would be taken off without a word: the text stays.
            Style::Link => ("text_link", Some(accepted_url(&span.to)?)),
        };
        Some(Entity { kind, offset: units(from..start)?, length: units(start..end)?, url })
    };
    within.filter_map(entity).take(ENTITIES_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str, max: usize) -> Vec<&str> {
        chop(text, &[], max).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn a_long_text_is_cut_where_a_reader_pauses() {
        assert_eq!(texts("один два\n\nтри", 12), ["один два", "три"]);
        assert_eq!(texts("один\nдва три", 9), ["один", "два три"]);
        assert_eq!(texts("один два три", 9), ["один два", "три"]);
        assert_eq!(texts("абвгдежз", 3), ["абв", "где", "жз"]);
        assert_eq!(texts("🍕🍕🍕", 4), ["🍕🍕", "🍕"]);
        assert_eq!(texts("  \n ", 4), [""; 0]);
    }

    #[test]
    fn formatting_is_counted_in_utf16_and_follows_its_words_into_the_next_piece() {
        let text = "🍕 ура всем";
        let spans = [Span::new(5.."🍕 ура всем".len(), Style::Bold)];
        let pieces = chop(text, &spans, 6);
        let bold = |offset, length| vec![Entity { kind: "bold", offset, length, url: None }];
        assert_eq!(pieces[0], Piece { text: "🍕 ура", entities: bold(3, 3) });
        assert_eq!(pieces[1], Piece { text: "всем", entities: bold(0, 4) });
    }

    proptest! {
        #[test]
        fn pieces_fit_and_lose_nothing_but_white_space(
            text in "[а-яa-z 🍕\n]{0,300}",
            max in 2usize..40,
            marks in prop::collection::vec((0usize..400, 0usize..400), 0..5),
        ) {
            let spans: Vec<_> =
                marks.iter().map(|(a, b)| Span::new(*a..*b, Style::Italic)).collect();
            let pieces = chop(&text, &spans, max);
            let mut joined = String::new();
            for piece in &pieces {
                let units = piece.text.encode_utf16().count();
                prop_assert!(units <= max && !piece.text.trim().is_empty());
                for entity in &piece.entities {
                    prop_assert!(entity.length > 0 && entity.offset + entity.length <= units);
                }
                joined.push_str(piece.text);
            }
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&joined), bare(&text));
        }
    }
}
