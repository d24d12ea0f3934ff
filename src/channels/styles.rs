//! Formatting that a messenger shows, and what becomes of the rest.

use crate::flow::{Span, Style};
use std::borrow::Cow;

/// The formatting of texts that a messenger takes from a bot.
#[derive(Clone, Copy, Debug)]
pub struct Styles {
    /// What it shows.
    pub carried: &'static [Style],
    /// Page and date that it was read from.
    pub source: &'static str,
}

impl Styles {
    /// Every style there is.
    pub(super) const ALL: &'static [Style] =
        &[Style::Bold, Style::Italic, Style::Underline, Style::Strike, Style::Code, Style::Link];
    /// What one sign on both sides of a word makes: `*bold*`.
    pub(super) const SIGNS: &'static [Style] = &[Style::Bold, Style::Italic, Style::Strike, Style::Code];

    /// A place where there is nothing but text.
    pub const NONE: Self = Self { carried: &[], source: "" };

    /// Whether the messenger shows a style.
    pub fn carries(&self, style: Style) -> bool {
        self.carried.contains(&style)
    }

    /// A text as the messenger shows it: what it cannot form is plain, and an address that cannot stand behind
    /// words stands in brackets after them.
    pub fn shown<'a>(&self, text: &'a str, spans: &[Span]) -> (Cow<'a, str>, Vec<Span>) {
        let (carried, lost): (Vec<&Span>, Vec<&Span>) =
            spans.iter().partition(|span| self.carries(span.style));
        let mut tails: Vec<(usize, String)> =
            lost.iter().filter_map(|span| Some((span.range.end, Self::tail(text, span)?))).collect();
        tails.sort();
        if tails.is_empty() {
            return (Cow::Borrowed(text), carried.into_iter().cloned().collect());
        }
        let mut shown = String::with_capacity(text.len() + 64);
        let mut from = 0;
        for (at, tail) in &tails {
            shown.push_str(&text[from..*at]);
            shown.push_str(tail);
            from = *at;
        }
        shown.push_str(&text[from..]);
        let moved = |at: usize, ends: bool| {
            let before = |tail: &&(usize, String)| if ends { tail.0 < at } else { tail.0 <= at };
            at + tails.iter().filter(before).map(|tail| tail.1.len()).sum::<usize>()
        };
        let spans = carried.into_iter().map(|span| Span {
            range: moved(span.range.start, false)..moved(span.range.end, true),
            ..span.clone()
        });
        (Cow::Owned(shown), spans.collect())
    }

    /// What follows the words of a link that is lost; nothing when the words are the address.
    fn tail(text: &str, span: &Span) -> Option<String> {
        let words = text.get(span.range.clone())?.trim();
        let bare = |text: &str| text.trim_start_matches("https://").trim_end_matches('/').to_owned();
        let is_said = span.to.is_empty() || bare(words) == bare(&span.to);
        (span.style == Style::Link && !is_said).then(|| format!(" ({})", span.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_cannot_stand_behind_words_stands_after_them_and_the_rest_moves_along() {
        let signs = Styles { carried: Styles::SIGNS, source: "" };
        let text = "Вот прайс и скидка";
        let at = |word: &str| text.find(word).map_or(0..0, |start| start..start + word.len());
        let link = Span { to: "https://a.ru".into(), ..Span::new(at("прайс"), Style::Link) };
        let bold = Span::new(at("скидка"), Style::Bold);
        let around = Span::new(at("прайс"), Style::Italic);
        let (shown, spans) = signs.shown(text, &[around, link.clone(), bold.clone()]);
        assert_eq!(shown, "Вот прайс (https://a.ru) и скидка");
        let words: Vec<_> = spans.iter().map(|span| &shown[span.range.clone()]).collect();
        assert_eq!(words, ["прайс", "скидка"]);
        let all = Styles { carried: Styles::ALL, source: "" };
        let spans = [link, bold];
        assert_eq!(all.shown(text, &spans), (Cow::Borrowed(text), spans.to_vec()));
    }

    #[test]
    fn an_address_is_not_said_twice() {
        let none = Styles::NONE;
        let to = "https://sever.ru/";
        let span = Span { to: to.into(), ..Span::new(0.."sever.ru".len(), Style::Link) };
        assert_eq!(none.shown("sever.ru", &[span]), (Cow::Borrowed("sever.ru"), Vec::new()));
    }
}
