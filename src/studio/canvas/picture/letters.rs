//! A text as SVG takes it: letters in the face of the text, emoji in their own. Whoever makes pixels of it shapes a
//! whole text in one face and puts what that lacks together sign by sign, while an emoji of several signs (a flag, a
//! family, a heart) is one picture in its own face only.

use crate::studio::theme;
use std::sync::LazyLock;
use ttf_parser::{Face, name_id};

/// The faces of letters and of emoji.
static FACES: LazyLock<[Option<Face<'static>>; 2]> =
    LazyLock::new(|| ["Onest-Regular", "Twemoji"].map(|name| Face::parse(theme::face(name)?, 0).ok()));

/// The family of the face of emoji, as it calls itself.
pub(super) fn emoji_family() -> &'static str {
    static NAME: LazyLock<Option<String>> = LazyLock::new(|| {
        let names = FACES[1].as_ref()?.names();
        names.into_iter().find(|name| name.name_id == name_id::FAMILY && name.is_unicode())?.to_string()
    });
    NAME.as_deref().unwrap_or_default()
}

/// A piece of a text that is in one face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run<'t> {
    /// Letters, digits, signs.
    Letters(&'t str),
    /// Nothing but emoji.
    Emoji(&'t str),
}

impl<'t> Run<'t> {
    pub fn text(self) -> &'t str {
        let (Run::Letters(text) | Run::Emoji(text)) = self;
        text
    }
}

/// A text as its runs, in order.
pub(super) fn runs(text: &str) -> Vec<Run<'_>> {
    let (mut runs, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (letters, emoji) = rest.split_at(rest.len() - emoji_from(rest).len());
        let end = emoji_to(emoji);
        let both = [Run::Letters(letters), Run::Emoji(&emoji[..end])];
        runs.extend(both.into_iter().filter(|run| !run.text().is_empty()));
        rest = &emoji[end..];
    }
    runs
}

/// The text from its first emoji on.
fn emoji_from(text: &str) -> &str {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_emoji(c) || chars.peek().is_some_and(|(_, next)| joins(*next)) {
            return &text[at..];
        }
    }
    ""
}

/// Where the emoji that a text begins with end, bytes.
fn emoji_to(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_part = is_emoji(c) || joins(c) || chars.peek().is_some_and(|(_, next)| joins(*next));
        if !is_part {
            return at;
        }
    }
    text.len()
}

/// Whether a character makes one picture of its neighbours: the joiner, the wish for a picture, the key.
fn joins(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}')
}

/// Whether a character is in the face of emoji and not in that of letters.
fn is_emoji(c: char) -> bool {
    let [letters, emoji] = &*FACES;
    let has = |face: &Option<Face<'_>>| face.as_ref().is_some_and(|face| face.glyph_index(c).is_some());
    !c.is_ascii() && has(emoji) && !has(letters)
}

/// Text as XML takes it; characters that XML forbids are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_of_several_signs_stay_whole_in_a_run_of_their_own() {
        use Run::{Emoji, Letters};
        assert_eq!(runs("Да & нет, 1 — №5"), [Letters("Да & нет, 1 — №5")]);
        assert_eq!(runs("а 🚀🔥 б"), [Letters("а "), Emoji("🚀🔥"), Letters(" б")]);
        for emoji in ["❤\u{fe0f}", "🇷🇺", "👨\u{200d}👩\u{200d}👧", "👋🏽", "1\u{fe0f}\u{20e3}", "☎\u{fe0f}"]
        {
            assert_eq!(runs(&format!("{emoji} слово")), [Emoji(emoji), Letters(" слово")]);
        }
        assert_eq!(runs(""), []);
    }
}
