//! Which ways in can overlap at all: a few for each instead of all pairs, so that thousands of phrases take
//! no longer than their number.

use crate::blocks::Way;
use crate::flow::is_letter;
use std::collections::{BTreeMap, BTreeSet};

/// Ways that may fit one input, by what they have in common. Says yes too often but never too rarely.
pub(super) struct Candidates<'w> {
    /// Ways that are found by a text of their own, which both must have: links, commands, events.
    named: BTreeMap<(u8, String), Vec<usize>>,
    /// Keywords by a whole word that a message must have.
    words: BTreeMap<&'w str, Vec<usize>>,
    /// Keywords of one word with any ending, by its beginning.
    stems: BTreeMap<&'w str, Vec<usize>>,
    /// Keywords that begin with a sign or an emoji and have no word, by their first character.
    signs: BTreeMap<char, Vec<usize>>,
}

impl<'w> Candidates<'w> {
    pub(super) fn new(ways: &'w [(i64, Way)]) -> Self {
        let mut common: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, way) in ways {
            let Way::Keyword(keyword) = way else { continue };
            for word in words_of(&keyword.word) {
                *common.entry(word).or_default() += 1;
            }
        }
        let mut found = Self {
            named: BTreeMap::new(),
            words: BTreeMap::new(),
            stems: BTreeMap::new(),
            signs: BTreeMap::new(),
        };
        let mut open = BTreeSet::new();
        for (at, (_, way)) in ways.iter().enumerate() {
            match way {
                // A repetition of one that is always open never works: it is compared with others, and others
                // need not be compared with it.
                Way::Keyword(keyword) if open.contains(&(keyword.word.as_str(), keyword.mode as u8)) => {}
                Way::Keyword(keyword) => {
                    found.keyword(at, &keyword.word, &common);
                    if keyword.target.guard.is_none() && keyword.except.is_empty() {
                        open.insert((keyword.word.as_str(), keyword.mode as u8));
                    }
                }
                Way::Link(_)
                | Way::Command(..)
                | Way::Event(_)
                | Way::Alarm(_)
                | Way::Default(_)
                | Way::Stop(_)
                | Way::Resume(_)
                | Way::Greeting(_) => {
                    found.named.entry(name_of(way)).or_default().push(at);
                }
            }
        }
        found
    }

    fn keyword(&mut self, at: usize, keyword: &'w str, common: &BTreeMap<&str, usize>) {
        let starred = keyword.strip_suffix('*').filter(|stem| stem.ends_with(is_letter));
        let mut words: Vec<&str> = words_of(starred.unwrap_or(keyword)).collect();
        let stem = starred.and_then(|_| words.pop());
        // The rarest word finds the fewest others.
        match (words.into_iter().min_by_key(|word| common.get(word).copied()), stem) {
            (Some(word), _) => self.words.entry(word).or_default().push(at),
            (None, Some(stem)) => self.stems.entry(stem).or_default().push(at),
            (None, None) => {
                let first = keyword.chars().next().unwrap_or_default();
                self.signs.entry(first).or_default().push(at);
            }
        }
    }

    /// Ways other than keywords that may fit what this one fits.
    pub(super) fn alike(&self, way: &Way) -> &[usize] {
        self.named.get(&name_of(way)).map_or(&[], Vec::as_slice)
    }

    /// Keywords that a folded message may fit.
    pub(super) fn taking(&self, message: &str) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for word in words_of(message) {
            found.extend(self.words.get(word).into_iter().flatten());
            // One beginning after another, for a word has few letters and a project many keywords.
            for end in word.char_indices().map(|(at, c)| at + c.len_utf8()) {
                found.extend(self.stems.get(&word[..end]).into_iter().flatten());
            }
        }
        for sign in message.chars().filter(|c| !is_letter(*c) && *c != ' ') {
            found.extend(self.signs.get(&sign).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Kind and name of a way that only another of the same kind and name can overlap.
fn name_of(way: &Way) -> (u8, String) {
    match way {
        Way::Link(link) => (0, link.payload.clone()),
        Way::Command(name, _) => (1, name.clone()),
        Way::Event(event) => (2, event.event.to_string()),
        Way::Alarm(_) => (3, String::new()),
        Way::Default(_) => (4, String::new()),
        Way::Stop(_) => (5, String::new()),
        Way::Resume(_) => (6, String::new()),
        Way::Greeting(_) => (7, String::new()),
        Way::Keyword(_) => (8, String::new()),
    }
}

/// Runs of letters and digits.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty())
}
