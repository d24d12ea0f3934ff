//! Small typography: short words do not hang at the end of a line.

/// Non-breaking space.
pub(super) const NB: char = '\u{a0}';
/// Longest word that holds on to the next one: prepositions, conjunctions, numbers.
const SHORT: usize = 2;

/// Invisible; forbids a line end after a hyphen.
const JOINER: char = '\u{2060}';
/// Longest hyphenated word that stays whole.
const WHOLE: usize = 14;

/// Like [`glue`], and keeps hyphenated words whole, as a headline in large type wants.
pub(super) fn headline(text: &str) -> String {
    let glued = glue(text);
    let words = glued.split(' ').map(|word| {
        let joins = word.contains('-') && word.chars().count() <= WHOLE;
        if joins { word.replace('-', &format!("-{JOINER}")) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Glues short words to the next word and a dash to the word before; trims and joins blanks.
pub(super) fn glue(text: &str) -> String {
    let mut glued = String::new();
    let mut last = "";
    for word in text.split_whitespace() {
        if !last.is_empty() {
            let short = last.chars().count() <= SHORT && last.chars().all(char::is_alphanumeric);
            let dash = matches!(word, "—" | "–" | "·");
            glued.push(if short || dash { NB } else { ' ' });
        }
        glued.push_str(word);
        last = word;
    }
    glued
}

#[cfg(test)]
mod tests {
    use super::{glue, headline};

    #[test]
    fn short_words_and_dashes_do_not_hang() {
        assert_eq!(glue("12 ошибок  в боте — и как"), "12\u{a0}ошибок в\u{a0}боте\u{a0}— и\u{a0}как");
        assert_eq!(glue("  \n "), "");
        assert_eq!(headline("ошибки чат-бота"), "ошибки чат-\u{2060}бота");
    }
}
