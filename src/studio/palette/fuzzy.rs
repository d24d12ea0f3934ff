//! How well a few typed letters fit a phrase, typed in either keyboard layout.

use std::cell::RefCell;

/// Keys of a Latin keyboard and the Russian letters on them.
const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN: &str = "ёйцукенгшщзхъфывапролджэячсмитьбю";

const START_OF_WORD: i32 = 12;
const ADJACENT: i32 = 8;
const GAP: i32 = -1;

/// What was typed, ready to be held against many phrases.
pub(super) struct Typed {
    straight: Vec<Vec<char>>,
    other: Vec<Vec<char>>,
    /// Room for a phrase.
    phrase: RefCell<Vec<char>>,
}

impl Typed {
    pub fn new(typed: &str) -> Self {
        let words = |text: &str| {
            let words = text.split_whitespace().map(|word| folded(word).collect());
            words.collect::<Vec<Vec<char>>>()
        };
        Self { straight: words(typed), other: words(&other_layout(typed)), phrase: RefCell::default() }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.straight.is_empty()
    }

    /// Whether it is this phrase, in whatever case and layout of the keyboard.
    pub fn is(&self, phrase: &str) -> bool {
        let phrase: Vec<Vec<char>> = phrase.split_whitespace().map(|word| folded(word).collect()).collect();
        phrase == self.straight || phrase == self.other
    }

    /// How well it fits `phrase`; higher is better, `None` when some letter does not occur in order.
    ///
    /// Case, `ё` and the keyboard layout do not matter; every word typed must fit. Nothing typed fits everything.
    pub fn fit(&self, phrase: &str) -> Option<i32> {
        let mut held = self.phrase.borrow_mut();
        held.clear();
        held.extend(folded(phrase));
        let straight = fit_words(&self.straight, &held);
        // The wrong layout is a guess: it loses against a straight fit.
        let guessed = fit_words(&self.other, &held).map(|score| score - 5);
        straight.max(guessed)
    }
}

fn fit_words(typed: &[Vec<char>], phrase: &[char]) -> Option<i32> {
    typed.iter().try_fold(0, |sum, word| {
        let starts = (0..phrase.len()).filter(|at| phrase[*at] == word[0]);
        starts.filter_map(|at| fit_from(word, phrase, at)).max().map(|score| sum + score)
    })
}

/// Fits a word whose first letter stands at `start`, taking the next occurrence of every other letter.
fn fit_from(word: &[char], phrase: &[char], start: usize) -> Option<i32> {
    let (mut at, mut score) = (start, 0);
    for (nth, letter) in word.iter().enumerate() {
        let found =
            if nth == 0 { start } else { at + 1 + phrase[at + 1..].iter().position(|c| c == letter)? };
        let begins = found == 0 || !phrase[found - 1].is_alphanumeric();
        if begins {
            score += START_OF_WORD;
        } else if nth > 0 && found == at + 1 {
            score += ADJACENT;
        } else {
            score += GAP * (found - at).min(10) as i32;
        }
        at = found;
    }
    // Scattered letters of a long phrase are no fit at all.
    (score > 0 || word.len() == 1).then(|| score - phrase.len().min(40) as i32 / 8)
}

fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c })
}

fn other_layout(typed: &str) -> String {
    let swap = |c: char| {
        let on =
            |from: &str, to: &str| from.chars().position(|key| key == c).and_then(|at| to.chars().nth(at));
        on(LATIN, RUSSIAN).or_else(|| on(RUSSIAN, LATIN)).unwrap_or(c)
    };
    typed.chars().flat_map(char::to_lowercase).map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, phrase: &str) -> Option<i32> {
        Typed::new(typed).fit(phrase)
    }

    #[test]
    fn the_layout_of_the_keyboard_does_not_matter() {
        assert!(fit("cjj,otybt", "Сообщение").is_some());
        assert!(fit("ыфму", "Save").is_some());
        assert!(fit("ёлка", "Елка").is_some());
    }

    #[test]
    fn beginnings_of_words_fit_better_than_letters_inside() {
        let better = |typed: &str, good: &str, bad: &str| {
            assert!(fit(typed, good) > fit(typed, bad), "{typed}: {good} / {bad}");
        };
        better("со", "Сохранить", "Поиск слова");
        better("сп", "Сохранить проект", "Список");
        better("save", "Save", "Save as…");
        assert_eq!(fit("xyz", "Save"), None);
        assert_eq!(fit("", "Save"), Some(0));
    }
}
