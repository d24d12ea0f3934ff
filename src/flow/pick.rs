//! Small pure helpers that drivers and the compiler share: folding of typed words and picking from JSON.

use super::letters::{is_letter, to_lower};
use super::time::parse_moment;
use super::{Flow, KeywordMode, SavePlan, value_as};
use crate::model::{Decimal, FieldKind, Value, trimmed};

/// Folds what people type for comparison: lower case, `ё` as `е`, without punctuation, variation selectors
/// and skin tones; runs of white space become one space. Emoji are kept.
pub fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    let mut rest = text;
    loop {
        if !space {
            let (plain, after) = rest.split_at_checked(plain_len(rest.as_bytes())).unwrap_or_default();
            folded.push_str(plain);
            rest = after;
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        match to_lower(c) {
            '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => continue,
            // Some keyboards send `й` and `ё` as a letter and its mark.
            '\u{301}' | '\u{308}' => continue,
            '\u{306}' if folded.ends_with('и') => {
                folded.pop();
                folded.push('й');
            }
            c if c.is_whitespace() => space = true,
            c if is_noise(c) => space |= !folded.is_empty() && !matches!(c, '\'' | '’'),
            c => {
                if space && !folded.is_empty() {
                    folded.push(' ');
                }
                space = false;
                folded.push(if c == 'ё' { 'е' } else { c });
            }
        }
    }
    if folded.is_empty() { trimmed(text).to_owned() } else { folded }
}

/// Bytes of small letters and digits at the beginning, Latin and Russian, which stay as they are.
fn plain_len(bytes: &[u8]) -> usize {
    let mut len = 0;
    loop {
        len += match bytes.get(len..) {
            Some([b'a'..=b'z' | b'0'..=b'9', ..]) => 1,
            // а–п, р–я in UTF-8.
            Some([0xd0, 0xb0..=0xbf, ..] | [0xd1, 0x80..=0x8f, ..]) => 2,
            Some(_) | None => return len,
        };
    }
}

fn is_noise(c: char) -> bool {
    c.is_control()
        || matches!(c, '!' | '?' | '.' | ',' | ';' | ':' | '"' | '«' | '»' | '(' | ')' | '…' | '\'' | '’')
}

/// Whether a message is meant by a keyword; both folded by [`fold_text`]. A keyword that ends in `*` takes any
/// ending of its last word: `доставк*`.
pub fn has_keyword(message: &str, word: &str, mode: KeywordMode) -> bool {
    let (stem, any_ending) = stem_of(word);
    let inside_word = |rest: &str| rest.chars().next().is_some_and(is_letter);
    match mode {
        KeywordMode::Exact if any_ending => {
            message.strip_prefix(stem).is_some_and(|rest| rest.chars().all(is_letter))
        }
        KeywordMode::Exact => message == word || is_repeated(message, word),
        KeywordMode::Contains => contains_words(message, word),
        KeywordMode::Starts => message
            .strip_prefix(stem)
            .is_some_and(|rest| any_ending || !inside_word(rest) || !stem.ends_with(is_letter)),
    }
}

/// Whether the message is an emoji or sign several times over: `🍕🍕`, `+ +`.
fn is_repeated(message: &str, word: &str) -> bool {
    if word.is_empty() || word.chars().any(is_letter) {
        return false;
    }
    let mut rest = message;
    while let Some(after) = rest.strip_prefix(word) {
        rest = after.trim_start();
    }
    rest.is_empty() && !message.is_empty()
}

/// A keyword without its `*`, and whether it has one.
fn stem_of(word: &str) -> (&str, bool) {
    let stem = word.strip_suffix('*').filter(|stem| stem.ends_with(is_letter));
    (stem.unwrap_or(word), stem.is_some())
}

/// Whether the words occur in the message as whole words; both folded by [`fold_text`]. Emoji are words of
/// their own, also when repeated; words that end in `*` take any ending.
pub fn contains_words(message: &str, words: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(is_letter);
    let (words, any_ending) = stem_of(words);
    let first = is_word(words.chars().next());
    let last = !any_ending && is_word(words.chars().next_back());
    places(message, words).any(|at| {
        let before = message.get(..at).and_then(|text| text.chars().next_back());
        let after = message.get(at + words.len()..).and_then(|text| text.chars().next());
        !(first && is_word(before) || last && is_word(after))
    })
}

/// Characters of a text, counted without the fast and heavy way of the standard library.
pub fn count_chars(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}

/// A text before and after the first of an ASCII character; the standard library's way weighs a kilobyte.
pub fn split_at_sign(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The parts of a text between occurrences of another; at least one, and empty ones too.
pub fn parts_at<'t>(text: &'t str, between: &'static str) -> impl Iterator<Item = &'t str> {
    let mut left = Some(text);
    std::iter::from_fn(move || {
        let rest = left?;
        let end = places(rest, between).next();
        left = end.and_then(|end| rest.get(end + between.len()..));
        rest.get(..end.unwrap_or(rest.len()))
    })
}

/// The parts of a text between any of some ASCII characters; at least one, and empty ones too.
pub fn parts<'t>(text: &'t str, signs: &'static [u8]) -> Parts<'t> {
    Parts { rest: Some(text), signs }
}

/// What [`parts`] gives: one kind for all signs, where the standard library makes one for every pattern.
#[derive(Clone)]
pub struct Parts<'t> {
    rest: Option<&'t str>,
    signs: &'static [u8],
}

impl<'t> Iterator for Parts<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest?;
        let end = rest.bytes().position(|byte| self.signs.contains(&byte));
        self.rest = end.and_then(|end| rest.get(end + 1..));
        rest.get(..end.unwrap_or(rest.len()))
    }
}

/// The whole number that a text of one to nine ASCII digits is.
pub fn whole(text: &str) -> Option<u32> {
    if !(1..=9).contains(&text.len()) {
        return None;
    }
    text.bytes()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

/// Whether a text occurs in another.
pub fn contains_text(text: &str, part: &str) -> bool {
    places(text, part).next().is_some()
}

/// Bytes at which a text occurs in another. Byte by byte: the search of the standard library weighs two
/// kilobytes in a page, and what people type is short.
fn places<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    (0..=bytes.len()).filter(move |at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(part.as_bytes())))
}

/// Picks a value by a dotted path such as `data.items.0.id` from JSON text; an empty path means all of it.
///
/// Arrays come as lists, objects as their JSON text, moments such as `2026-11-23T07:00Z` as moments, `null` as an
/// empty text; a missing member as `None`.
pub fn pick_json(json: &str, path: &str) -> Option<Value> {
    let root: serde_json::Value = serde_json::from_str(json).ok()?;
    let mut at = &root;
    for part in path.split('.').filter(|part| !part.is_empty()) {
        at = match at {
            serde_json::Value::Array(items) => items.get(part.parse::<usize>().ok()?)?,
            other => other.get(part)?,
        };
    }
    Some(value_of(at).unwrap_or_else(|| Value::text("")))
}

/// The values of a JSON answer to keep. A text becomes what its field holds, a date in a field of dates, where it
/// reads as that, and stays text where it does not.
pub fn pick_saved(flow: &Flow, saves: &[SavePlan], json: &str) -> Vec<Option<Value>> {
    let one = |save: &SavePlan| match pick_json(json, &save.path)? {
        // An empty text clears the field, whatever it holds.
        Value::Text(text) if text.is_empty() => Some(Value::Text(text)),
        Value::Text(text) => {
            let kind = flow.field(save.field).map_or(FieldKind::Text, |field| field.kind);
            let read = if kind == FieldKind::Text { None } else { value_as(&text, kind) };
            Some(read.unwrap_or(Value::Text(text)))
        }
        value => Some(value),
    };
    saves.iter().map(one).collect()
}

fn value_of(json: &serde_json::Value) -> Option<Value> {
    match json {
        serde_json::Value::Null => None,
        serde_json::Value::Bool(flag) => Some(Value::Flag(*flag)),
        serde_json::Value::Number(number) => {
            let shown = number.to_string();
            Some(Decimal::parse(&shown).map_or_else(|| Value::text(shown), Value::Number))
        }
        serde_json::Value::String(text) => {
            Some(parse_moment(text).map_or_else(|| Value::text(text.as_str()), Value::Moment))
        }
        serde_json::Value::Array(items) => {
            let item = |item| value_of(item).unwrap_or_else(|| Value::text(""));
            Some(Value::List(items.iter().map(item).collect()))
        }
        object @ serde_json::Value::Object(_) => Some(Value::text(object.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fold_as_people_mean_them() {
        for (typed, folded) in [
            ("  СТОП!! ", "стоп"),
            ("Чек-лист", "чек-лист"),
            ("Ёлка, пожалуйста", "елка пожалуйста"),
            ("👍🏽", "👍"),
            ("❤️", "❤"),
            ("+", "+"),
            ("?", "?"),
            ("don't", "dont"),
        ] {
            assert_eq!(fold_text(typed), folded, "{typed}");
        }
    }

    #[test]
    fn json_is_picked_by_path() {
        let json = r#"{"id":"L-1","n":12.50,"list":[{"a":true},null]}"#;
        assert_eq!(pick_json(json, "id"), Some(Value::text("L-1")));
        assert_eq!(pick_json(json, "n").map(|v| v.to_string()).as_deref(), Some("12.5"));
        assert_eq!(pick_json(json, "list.0.a"), Some(Value::Flag(true)));
        assert_eq!(pick_json(json, "list.1"), Some(Value::text("")));
        assert_eq!(pick_json(json, "list.2"), None);
        assert_eq!(pick_json("not json", "id"), None);
        let json = r#"{"slots":[["10:00","2026-11-23T07:00Z"],"x"]}"#;
        let slot = Value::List(vec![Value::text("10:00"), Value::Moment(1_795_417_200_000)]);
        assert_eq!(pick_json(json, "slots"), Some(Value::List(vec![slot, Value::text("x")])));
    }
}
