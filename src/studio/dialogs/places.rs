//! A place where a conversation goes another way than written, as lines that only have to be painted. Comparing texts
//! takes longer than a frame has, so it is done once for a language: beside the window, where conversations are played.

use super::marked::{Part, is_alike};
use crate::compare::{Fate, Run, runs};
use crate::emulator::transcript::{Change, Difference};
use crate::model::{BlockId, Lang};
use crate::studio::words::told::{mark_of, told};

/// A place and its lines.
#[derive(Clone, Debug)]
pub struct TestPlace {
    difference: Difference,
    /// The lines in that language.
    told: Option<(Lang, Vec<Group>)>,
}

/// Lines on one ground.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub whose: Whose,
    /// Whether marks of what differs say something.
    pub is_alike: bool,
    pub rows: Vec<Row>,
}

/// Which side lines are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// It came as written.
    Both,
    Expected,
    Came,
}

/// A line with its number in the file and whoever says it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub number: Option<usize>,
    pub who: &'static str,
    pub parts: Vec<Part>,
    /// How high it was when it was painted last, for the width and the scale of then.
    pub seen: Option<((f32, f32), f32)>,
}

impl TestPlace {
    /// Nothing is compared yet.
    pub fn new(difference: Difference) -> Self {
        Self { difference, told: None }
    }

    /// The block that said the first other thing.
    pub fn block(&self) -> Option<BlockId> {
        self.difference.block
    }

    /// Its lines in that language, made when they are not there.
    pub(super) fn groups(&mut self, lang: Lang) -> &mut [Group] {
        self.told.take_if(|told| told.0 != lang);
        &mut self.told.get_or_insert_with(|| (lang, groups(&self.difference, lang))).1
    }
}

fn groups(place: &Difference, lang: Lang) -> Vec<Group> {
    // What a line that goes on belongs to, among the lines as written and among those that came.
    let (mut written, mut came) = (' ', ' ');
    let context = place.context.iter().map(|(line, text)| {
        written = mark_of(text, written);
        said(*line, text, written, lang)
    });
    let mut groups = vec![Group { whose: Whose::Both, is_alike: true, rows: context.collect() }];
    let mut changes = place.changes.as_slice();
    while let Some(first) = changes.first() {
        if let Change::Same(line, text) = first {
            written = mark_of(text, written);
            came = written;
            let row = said(*line, text, written, lang);
            match groups.last_mut().filter(|group| group.whose == Whose::Both) {
                Some(group) => group.rows.push(row),
                None => groups.push(Group { whose: Whose::Both, is_alike: true, rows: vec![row] }),
            }
            changes = &changes[1..];
            continue;
        }
        let end = changes.iter().position(|change| matches!(change, Change::Same(..)));
        let (differ, rest) = changes.split_at(end.unwrap_or(changes.len()));
        groups.extend(pair(differ, (&mut written, &mut came), lang));
        changes = rest;
    }
    groups
}

/// A line that came as written.
fn said(line: usize, text: &str, mark: char, lang: Lang) -> Row {
    let (who, text) = told(text, mark, lang);
    Row { number: Some(line), who: who.unwrap_or_default(), parts: vec![(false, text)], seen: None }
}

/// Lines that were expected and those that came, with the words that differ marked.
fn pair(differ: &[Change], (written, came): (&mut char, &mut char), lang: Lang) -> [Group; 2] {
    let (mut gone, mut new, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for change in differ {
        match change {
            Change::Same(..) => {}
            Change::Gone(line, text) => {
                *written = mark_of(text, *written);
                numbers.push(*line);
                gone.push(in_words(text, *written, lang));
            }
            Change::New(text) => {
                *came = mark_of(text, *came);
                new.push(in_words(text, *came, lang));
            }
        }
    }
    let runs = runs(&gone.join("\n"), &new.join("\n"));
    let is_alike = is_alike(&runs);
    let rows = |fate, is_nothing: bool, numbers: &[usize]| {
        let lines = if is_nothing { Vec::new() } else { lines_of(&runs, fate) };
        let row = |(at, parts)| Row { number: numbers.get(at).copied(), who: "", parts, seen: None };
        lines.into_iter().enumerate().map(row).collect()
    };
    let expected = rows(Fate::Removed, gone.is_empty(), &numbers);
    let came = rows(Fate::Added, new.is_empty(), &[]);
    [(Whose::Expected, expected), (Whose::Came, came)].map(|(whose, rows)| Group { whose, is_alike, rows })
}

/// A line with whose it is, unless the bot says it.
fn in_words(line: &str, mark: char, lang: Lang) -> String {
    match told(line, mark, lang) {
        (Some(who), text) if !line.starts_with(['<', '.']) => format!("{who}: {text}"),
        (_, text) => text,
    }
}

/// One side of two texts, line by line: stretches and whether only this side has them.
fn lines_of(runs: &[Run], fate: Fate) -> Vec<Vec<Part>> {
    let mut lines = vec![Vec::new()];
    for run in runs.iter().filter(|run| run.fate == Fate::Same || run.fate == fate) {
        for (at, part) in run.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut() {
                let is_marked = run.fate == fate;
                line.push((is_marked, if is_marked { seen(part) } else { part.to_owned() }));
            }
        }
    }
    lines
}

/// A stretch that is nothing but blanks, as something that can be seen.
fn seen(part: &str) -> String {
    match part.trim().is_empty() {
        true => part.chars().map(|blank| if blank == '\t' { '→' } else { '·' }).collect(),
        false => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{PLACES_MAX, tests_ui};
    use super::super::{TestFailure, TestOutcome, TestsDialog};
    use super::*;
    use crate::studio::theme::Theme;
    use egui::Ui;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    fn place(changes: Vec<Change>) -> TestPlace {
        let context = vec![(1, "> Привет".to_owned())];
        TestPlace::new(Difference { line: 2, block: None, context, changes })
    }

    fn texts(place: &mut TestPlace, whose: Whose) -> Vec<String> {
        let groups = place.groups(Lang::Ru).iter().filter(|group| group.whose == whose);
        groups
            .flat_map(|group| &group.rows)
            .map(|row| row.parts.iter().map(|part| part.1.as_str()).collect())
            .collect()
    }

    #[test]
    fn texts_are_compared_once_for_a_language() {
        let changes = vec![Change::Gone(2, "< Ждём в пять".into()), Change::New("< Ждём в семь".into())];
        let mut place = place(changes);
        assert_eq!(texts(&mut place, Whose::Came), ["Ждём в семь"]);
        place.difference.changes.clear();
        assert_eq!(texts(&mut place, Whose::Came), ["Ждём в семь"], "what was made is kept");
        assert_eq!(place.groups(Lang::En).len(), 1, "another language is told anew");
    }

    #[test]
    fn lines_that_differ_in_nothing_but_blanks_are_seen_to_differ() {
        let mut place = place(vec![
            Change::Same(2, "< Список".into()),
            Change::Gone(3, "    - пункт".into()),
            Change::New("  - пункт".into()),
        ]);
        assert_eq!(texts(&mut place, Whose::Expected), ["··- пункт"]);
        assert_eq!(texts(&mut place, Whose::Came), ["- пункт"]);
    }

    #[test]
    fn a_body_of_a_request_has_no_buttons() {
        let mut place = place(vec![
            Change::Same(2, "! POST https://a.ru".into()),
            Change::Gone(3, "  [\"a\"]".into()),
            Change::New("  [\"b\"]".into()),
        ]);
        assert_eq!(texts(&mut place, Whose::Expected), ["[\"a\"]"]);
        assert_eq!(texts(&mut place, Whose::Came), ["[\"b\"]"]);
    }

    #[test]
    fn a_button_far_below_keeps_the_keyboard_while_what_is_out_of_sight_is_not_painted() {
        let place = |at: usize| {
            let changes = (0..40).flat_map(|line| {
                [Change::Gone(line, format!("< Ждём {at}")), Change::New(format!("< Придём {at}"))]
            });
            let (changes, context) = (changes.collect(), Vec::new());
            TestPlace::new(Difference { line: 1, block: Some(BlockId(at as u32)), context, changes })
        };
        let places = (1..=PLACES_MAX).map(place).collect();
        let failure = Some(TestFailure { places, ..TestFailure::default() });
        let outcomes = vec![TestOutcome { name: "a".into(), title: String::new(), failure }];
        let theme = Theme::new(false, false);
        let mut is_dressed = false;
        let draw = move |ui: &mut Ui, tests: &mut TestsDialog| {
            // Faces that are set in one frame are there in the next.
            if !std::mem::replace(&mut is_dressed, true) {
                Theme::install_fonts(ui.ctx());
                return theme.install(ui.ctx());
            }
            tests_ui(ui, &theme, Lang::Ru, tests);
        };
        let mut window = Harness::builder().build_ui_state(draw, TestsDialog { outcomes });
        window.run_steps(3);
        let high = |window: &Harness<'_, TestsDialog>| {
            window.get_all_by_label("Показать на холсте").last().map(|last| last.rect().bottom())
        };
        let before = high(&window);
        window.run_steps(2);
        assert_eq!(high(&window), before, "what is not painted keeps its height");
        window.get_all_by_label("Показать на холсте").last().unwrap().focus();
        window.run_steps(20);
        let last = window.get_all_by_label("Показать на холсте").last().unwrap();
        assert!(
            last.is_focused() && Some(last.rect().bottom()) < before,
            "it came into view and kept the keyboard"
        );
    }
}
