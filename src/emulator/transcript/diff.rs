//! The difference between a conversation as written and as it goes now, for people.

use super::{Transcript, Turn};
use crate::model::{BlockId, Lang};

/// Longest pair of texts that are aligned line by line; beyond it one simply replaces the other.
const CELLS_MAX: usize = 1_000_000;
/// Most places that are shown.
const PLACES_MAX: usize = 10;

/// One input after which something else came than written. Lines are those of the file, with their marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// First line of the file that is meant.
    pub line: usize,
    /// The block that said the first other thing; where the conversation stood when nothing else was said.
    pub block: Option<BlockId>,
    /// The input with the numbers of its lines, for orientation.
    pub context: Vec<(usize, String)>,
    /// What came of it line by line.
    pub changes: Vec<Change>,
}

/// A line of what was written or what came; the number is that in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It came as written.
    Same(usize, String),
    /// It was written and did not come.
    Gone(usize, String),
    /// It came and was not written.
    New(String),
}

/// The difference of a turn; `None` when it went as written.
pub(super) fn difference(transcript: &Transcript, turn: &Turn) -> Option<Difference> {
    if turn.fits(transcript) {
        return None;
    }
    let numbered = |index: usize| {
        let record = &transcript.records[index];
        record.lines().into_iter().enumerate().map(move |(at, text)| (record.line + at, text))
    };
    let expected: Vec<_> = turn.expected.clone().flat_map(numbered).collect();
    let got: Vec<_> = turn.got.iter().flatten().cloned().collect();
    let context: Vec<_> = turn.input.into_iter().flat_map(numbered).collect();
    let changes = align(&expected, &got);
    let gone = changes.iter().find_map(|change| match change {
        Change::Gone(line, _) => Some(*line),
        Change::Same(..) | Change::New(_) => None,
    });
    let line = gone.or(context.first().map(|line| line.0)).or(expected.first().map(|line| line.0));
    Some(Difference { line: line.unwrap_or(1), block: blamed(transcript, turn), context, changes })
}

/// The block that said the first thing that was not written.
fn blamed(transcript: &Transcript, turn: &Turn) -> Option<BlockId> {
    let written = transcript.records[turn.expected.clone()].iter().map(super::Record::lines);
    let same = written.zip(&turn.got).take_while(|(written, got)| written == *got).count();
    let is_said = |got: &&Vec<String>| got.first().is_some_and(|line| line.starts_with('<'));
    let before = turn.got.iter().take(same).filter(is_said).count();
    let says = turn.got.get(same).is_some_and(|got| is_said(&got));
    let other = turn.said.get(before).filter(|_| says);
    other.copied().or(turn.stood).or_else(|| turn.said.last().copied())
}

/// Aligns two texts by their longest common lines.
fn align(expected: &[(usize, String)], got: &[String]) -> Vec<Change> {
    let head = expected.iter().zip(got).take_while(|(old, new)| old.1 == **new).count();
    let (old, new) = (&expected[head..], &got[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old.1 == **new).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let same = |(line, text): &(usize, String)| Change::Same(*line, text.clone());
    let gone = |(line, text): &(usize, String)| Change::Gone(*line, text.clone());
    let mut changes: Vec<_> = expected[..head].iter().map(same).collect();
    let width = new.len() + 1;
    let (mut i, mut j) = (0, 0);
    if old.len().saturating_mul(width) <= CELLS_MAX {
        // common[i * width + j]: most common lines of old[i..] and new[j..].
        let mut common = vec![0u32; (old.len() + 1) * width];
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                let here = if old[i].1 == new[j] {
                    common[(i + 1) * width + j + 1] + 1
                } else {
                    common[(i + 1) * width + j].max(common[i * width + j + 1])
                };
                common[i * width + j] = here;
            }
        }
        while i < old.len() && j < new.len() {
            if old[i].1 == new[j] {
                changes.push(same(&old[i]));
                (i, j) = (i + 1, j + 1);
            } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
                changes.push(gone(&old[i]));
                i += 1;
            } else {
                changes.push(Change::New(new[j].clone()));
                j += 1;
            }
        }
    }
    changes.extend(old[i..].iter().map(gone));
    changes.extend(new[j..].iter().cloned().map(Change::New));
    changes.extend(expected[expected.len() - tail..].iter().map(same));
    changes
}

/// Writes differences with line numbers of the file.
pub(super) fn render(differences: &[Difference], lang: Lang) -> String {
    let mut text = String::new();
    for difference in differences.iter().take(PLACES_MAX) {
        for (line, words) in &difference.context {
            push(&mut text, Some(*line), ' ', words);
        }
        for change in &difference.changes {
            match change {
                Change::Same(line, words) => push(&mut text, Some(*line), ' ', words),
                Change::Gone(line, words) => push(&mut text, Some(*line), '−', words),
                Change::New(words) => push(&mut text, None, '+', words),
            }
        }
        text.push('\n');
    }
    let more = differences.len().saturating_sub(PLACES_MAX);
    if more > 0 {
        text += &match lang {
            Lang::Ru => format!("… и ещё мест: {more}\n"),
            Lang::En => format!("… and {more} more places\n"),
        };
    }
    text
}

fn push(text: &mut String, line: Option<usize>, mark: char, words: &str) {
    let number = line.map(|line| line.to_string()).unwrap_or_default();
    let row = format!("{number:>6} {mark} {words}");
    text.push_str(row.trim_end());
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &[&str], new: &[&str]) -> String {
        let old: Vec<_> = old.iter().enumerate().map(|(at, text)| (at + 1, (*text).to_owned())).collect();
        let new: Vec<_> = new.iter().map(|text| (*text).to_owned()).collect();
        let changes = align(&old, &new);
        render(&[Difference { line: 1, block: None, context: vec![], changes }], Lang::En)
    }

    #[test]
    fn one_changed_line_is_shown_between_those_that_stayed() {
        let text = shown(&["a", "b", "c", "d"], &["a", "x", "c", "d"]);
        assert_eq!(text, "     1   a\n     2 − b\n       + x\n     3   c\n     4   d\n\n");
    }

    #[test]
    fn lines_that_moved_past_each_other_are_gone_and_new() {
        let text = shown(&["a", "b", "c"], &["b", "c", "a"]);
        assert_eq!(text, "     1 − a\n     2   b\n     3   c\n       + a\n\n");
    }
}
