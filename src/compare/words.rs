//! What became of a text, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Texts of more words than this are aligned line by line: a shortest way between them would take too long.
const WORDS_MAX: usize = 4_000;

/// Whether a stretch of text stayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is in both.
    Same,
    /// It is only in the earlier one.
    Removed,
    /// It is only in the later one.
    Added,
}

/// A stretch of text with one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Whether it stayed.
    pub fate: Fate,
    /// The text.
    pub text: String,
}

/// The way from one text to another in runs of words, removed before added. The same and the removed together are
/// `before`, the same and the added are `after`, byte for byte.
pub fn runs(before: &str, after: &str) -> Vec<Run> {
    let (mut old, mut new) = (words(before), words(after));
    if old.len().max(new.len()) > WORDS_MAX {
        (old, new) = (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    }
    if old.len().max(new.len()) > WORDS_MAX {
        (old, new) = (vec![before], vec![after]);
    }
    let mut changed = Changed::default();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (DiffOp::Equal { old_index, .. }
        | DiffOp::Delete { old_index, .. }
        | DiffOp::Insert { old_index, .. }
        | DiffOp::Replace { old_index, .. }) = op;
        if let DiffOp::Equal { len, .. } = op {
            changed.same(&old[old_index..old_index + len].concat());
        } else {
            changed.removed += &old[op.old_range()].concat();
            changed.added += &new[op.new_range()].concat();
        }
    }
    changed.flush();
    changed.runs
}

/// Runs being made.
#[derive(Default)]
struct Changed {
    runs: Vec<Run>,
    removed: String,
    added: String,
}

impl Changed {
    /// Takes what stayed. A blank between two changed words is changed along with them, so that a phrase reads as one.
    fn same(&mut self, text: &str) {
        let open = !self.removed.is_empty() || !self.added.is_empty();
        if open && text.chars().all(|c| c == ' ') {
            self.removed += text;
            self.added += text;
            return;
        }
        self.flush();
        self.push(Fate::Same, text.to_owned());
    }

    /// Ends what is being changed; blanks that both end in have stayed after all.
    fn flush(&mut self) {
        let (removed, added) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.added));
        let blanks = |text: &str| text.len() - text.trim_end_matches(' ').len();
        let tail = blanks(&removed).min(blanks(&added));
        self.push(Fate::Removed, removed[..removed.len() - tail].to_owned());
        self.push(Fate::Added, added[..added.len() - tail].to_owned());
        self.push(Fate::Same, " ".repeat(tail));
    }

    fn push(&mut self, fate: Fate, text: String) {
        match self.runs.last_mut() {
            Some(last) if last.fate == fate => last.text += &text,
            _ if text.is_empty() => {}
            _ => self.runs.push(Run { fate, text }),
        }
    }
}

/// What a word can be made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Blank,
    Sign,
}

impl Kind {
    fn of(c: char) -> Self {
        if c.is_alphanumeric() || matches!(c, '_' | '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe0f}') {
            Self::Word
        } else if c == ' ' {
            Self::Blank
        } else {
            Self::Sign
        }
    }
}

/// Words, stretches of blanks, and every other sign by itself.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = Kind::of(first);
        let end = match kind {
            // What a mark joins to a sign stays with it.
            Kind::Sign => rest.char_indices().skip(1).find(|(_, c)| !matches!(c, '\u{fe0f}' | '\u{200d}')),
            Kind::Word | Kind::Blank => rest.char_indices().find(|(_, c)| Kind::of(*c) != kind),
        };
        let (word, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        found.push(word);
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(before: &str, after: &str) -> String {
        let tell = |run: Run| match run.fate {
            Fate::Same => run.text,
            Fate::Removed => format!("[-{}-]", run.text),
            Fate::Added => format!("[+{}+]", run.text),
        };
        runs(before, after).into_iter().map(tell).collect()
    }

    #[test]
    fn a_changed_word_is_told_and_its_neighbours_are_not() {
        for (before, after, expected) in [
            ("Привет, Анна!", "Привет, {{ имя }}!", "Привет, [-Анна-][+{{ имя }}+]!"),
            ("Скидка 10 %", "Скидка 20 %", "Скидка [-10-][+20+] %"),
            ("один два три", "один три", "один [-два -]три"),
            ("a b c d", "a x y d", "a [-b c-][+x y+] d"),
            ("", "новое", "[+новое+]"),
            ("то же", "то же", "то же"),
            ("👍🏽 да", "👎 да", "[-👍🏽-][+👎+] да"),
        ] {
            assert_eq!(told(before, after), expected);
        }
    }

    proptest! {
        #[test]
        fn runs_hold_both_texts_to_the_byte(before in "[а-в \\n,!👍]{0,40}", after in "[а-в \\n,!👍]{0,40}") {
            let side = |without: Fate| -> String {
                runs(&before, &after).into_iter().filter(|run| run.fate != without).map(|run| run.text).collect()
            };
            prop_assert_eq!(side(Fate::Added), before.clone());
            prop_assert_eq!(side(Fate::Removed), after.clone());
        }
    }

    #[test]
    fn a_text_of_a_megabyte_takes_no_time_to_speak_of() {
        let text = |word: &str| format!("{word} слово,").repeat(60_000);
        let found = runs(&text("одно"), &text("другое"));
        assert_eq!(found.len(), 2);
    }
}
