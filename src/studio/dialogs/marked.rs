//! Two texts beside each other with the words marked that only one of them has.

use crate::compare::{Fate, Run};
use crate::studio::theme::{self, BODY};
use egui::Color32;
use egui::text::{LayoutJob, TextFormat};

/// Height of a line of such a text.
pub(super) const LINE: f32 = 19.0;
/// How much of a stretch that both have is shown beside what differs, characters.
const KEPT: usize = 60;

/// Whether the texts have so much in common that marks say something: where all differs they are only noise.
pub(super) fn is_alike(runs: &[Run]) -> bool {
    runs.iter().any(|run| run.fate == Fate::Same && run.text.trim().chars().count() > 2)
}

/// A stretch of one side, and whether only this side has it.
pub(super) type Part = (bool, String);

/// One side of two texts, all of it.
pub(super) fn side_whole(runs: &[Run], fate: Fate) -> Vec<Part> {
    let shown = runs.iter().filter(|run| run.fate == Fate::Same || run.fate == fate);
    shown.map(|run| (run.fate == fate, run.text.clone())).collect()
}

/// One side of two texts. Of long stretches that both have only the ends beside a difference are left, so that it is
/// seen at once.
pub(super) fn side_in_short(runs: &[Run], fate: Fate) -> Vec<Part> {
    let last = runs.len().saturating_sub(1);
    let shown = runs.iter().enumerate().filter(|(_, run)| run.fate == Fate::Same || run.fate == fate);
    let part = |(at, run): (usize, &Run)| match run.fate == Fate::Same && last > 0 {
        true => (false, in_short(&run.text, at > 0, at < last)),
        false => (run.fate == fate, run.text.clone()),
    };
    shown.map(part).collect()
}

/// A text without its middle: with its beginning, its end, or both.
fn in_short(text: &str, keeps_head: bool, keeps_tail: bool) -> String {
    let kept = KEPT * (usize::from(keeps_head) + usize::from(keeps_tail));
    let chars = text.chars().count();
    if chars <= kept + KEPT / 2 {
        return text.to_owned();
    }
    let is_end = |c: char| c.is_whitespace();
    let head: String = text.chars().take(if keeps_head { KEPT } else { 0 }).collect();
    let tail: String = text.chars().skip(chars - if keeps_tail { KEPT } else { 0 }).collect();
    // Words are left whole.
    let head = head.rfind(is_end).map_or(head.as_str(), |at| &head[..at]);
    let tail = tail.find(is_end).map_or(tail.as_str(), |at| tail[at..].trim_start_matches(is_end));
    // The blank at the beginning of a kept head parts it from the word before.
    if head.is_empty() { format!("… {tail}") } else { format!("{head} … {tail}") }
}

/// Plain text in the look of these.
pub(super) fn plain(text: &str, color: Color32) -> LayoutJob {
    LayoutJob::single_section(text.to_owned(), format(color))
}

/// The stretches as one text; marked ones stand on that ground.
pub(super) fn marked<'t>(
    parts: impl IntoIterator<Item = (bool, &'t str)>,
    color: Color32,
    ground: Color32,
) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (is_marked, text) in parts {
        let background = if is_marked { ground } else { Color32::TRANSPARENT };
        job.append(text, 0.0, TextFormat { background, ..format(color) });
    }
    job
}

fn format(color: Color32) -> TextFormat {
    TextFormat { line_height: Some(LINE), ..TextFormat::simple(theme::regular(BODY), color) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::runs;

    #[test]
    fn a_long_text_begins_just_before_what_differs() {
        let long = "Сначала много одинаковых слов. ".repeat(20);
        let (ours, theirs) =
            (format!("{long}Ждём вас в пять. {long}"), format!("{long}Ждём вас в семь. {long}"));
        let runs = runs(&ours, &theirs);
        let shown = |fate| side_in_short(&runs, fate).into_iter().map(|part| part.1).collect::<String>();
        let (ours, theirs) = (shown(Fate::Removed), shown(Fate::Added));
        assert!(
            ours.starts_with("… ") && ours.contains("Ждём вас в пять") && ours.ends_with(" … "),
            "{ours}"
        );
        assert!(theirs.contains("Ждём вас в семь") && theirs.chars().count() < 200, "{theirs}");
        let marked: Vec<_> = side_in_short(&runs, Fate::Added).into_iter().filter(|part| part.0).collect();
        assert_eq!(marked, [(true, "семь".to_owned())]);
    }

    #[test]
    fn words_beside_what_differs_stay_apart() {
        let long = " и приходите всей семьёй".repeat(8);
        let runs = runs(&format!("Ждём вас в пять{long}"), &format!("Ждём вас в семь{long}"));
        let shown: String = side_in_short(&runs, Fate::Added).into_iter().map(|part| part.1).collect();
        assert!(shown.starts_with("Ждём вас в семь и приходите ") && shown.ends_with(" … "), "{shown}");
    }

    #[test]
    fn a_short_text_is_whole() {
        let runs = runs("Цена 500 ₽", "Цена 600 ₽");
        let shown = side_in_short(&runs, Fate::Added);
        assert_eq!(shown.iter().map(|part| part.1.as_str()).collect::<String>(), "Цена 600 ₽");
    }
}
