//! `docs/checklist.md` tells the truth: every row of the seed's checklist once and in order, with the tests that
//! decide it, which exist; what is not there is marked so and named with the reason.

#[path = "checklist/facts.rs"]
mod facts;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Rows of the seed's checklist.
const ROWS: u32 = 137;

/// How far a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Its tests decide it.
    Works,
    /// A part is there and tested; the note says what is missing.
    Part,
    /// Belongs to a later capability, which the note names.
    Later,
    /// Left out; the note says why.
    Out,
}

impl Status {
    const ALL: [(&'static str, Self); 4] =
        [("works", Self::Works), ("part", Self::Part), ("later", Self::Later), ("out", Self::Out)];

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(name, _)| *name == word).map(|(_, status)| status)
    }
}

/// A row of the page.
struct Row<'a> {
    number: u32,
    feature: &'a str,
    status: Status,
    tests: Vec<&'a str>,
    note: &'a str,
}

fn read(path: &str) -> Option<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()
}

fn page() -> String {
    read("docs/checklist.md").expect("docs/checklist.md")
}

/// The first cell of a line of a table, when it is a number.
fn number_of(line: &str) -> Option<u32> {
    line.strip_prefix('|')?.split('|').next()?.trim().parse().ok()
}

fn row(line: &str) -> Option<Row<'_>> {
    let number = number_of(line)?;
    let cells: Vec<_> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
    let [_, feature, status, tests, note] = cells[..] else {
        panic!("row {number}: {} cells, not 5", cells.len())
    };
    let status = Status::of(status).unwrap_or_else(|| panic!("row {number}: unknown status “{status}”"));
    let tests = tests.split("<br>").map(str::trim).filter(|test| !test.is_empty());
    let tests =
        tests.map(|test| test.strip_prefix('`').and_then(|test| test.strip_suffix('`')).unwrap_or(test));
    Some(Row { number, feature, status, tests: tests.collect(), note })
}

fn count(rows: &[Row<'_>]) -> BTreeMap<Status, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.status).or_default() += 1;
    }
    counts
}

/// “works 84, part 12, later 38, out 3”
fn summary(rows: &[Row<'_>]) -> String {
    let counts = count(rows);
    let part = |(name, status)| format!("{name} {}", counts.get(&status).copied().unwrap_or(0));
    Status::ALL.map(part).join(", ")
}

/// Whether a function of that name is a test: `#[test]` stands among the lines right above it.
fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<_> = source.lines().map(str::trim).collect();
    let head = format!("fn {name}(");
    let is_test = |at: usize| {
        let above =
            lines[..at].iter().rev().take_while(|line| line.starts_with('#') || line.starts_with("//"));
        above.into_iter().any(|line| *line == "#[test]")
    };
    lines.iter().enumerate().any(|(at, line)| line.starts_with(&head) && is_test(at))
}

/// Whether `tests/transcripts.rs` plays this conversation: it lies in the folder of a sample or of a block's kind.
fn is_played(chat: &str) -> bool {
    let Some((project, file)) = chat.rsplit_once("/tests/") else { return false };
    let parent = project.rsplit_once('/').map_or("", |(parent, _)| parent);
    ["projects", "tests/blocks"].contains(&parent)
        && !file.contains('/')
        && read(&format!("{project}/project.ron")).is_some()
        && read(chat).is_some()
}

fn exists(test: &str) -> bool {
    match test.split_once("::") {
        None => test.ends_with(".chat") && is_played(test),
        Some((file, name)) => {
            let is_code = file.starts_with("tests/") || file.starts_with("src/");
            is_code && read(file).is_some_and(|source| has_test(&source, name))
        }
    }
}

#[test]
fn every_row_stands_once_and_in_order() {
    let page = page();
    let rows: Vec<_> = page.lines().filter_map(row).map(|row| row.number).collect();
    assert_eq!(rows, (1..=ROWS).collect::<Vec<_>>());
}

#[test]
fn every_test_that_a_row_names_exists() {
    let page = page();
    let mut complaints = Vec::new();
    for row in page.lines().filter_map(row) {
        let is_tested = matches!(row.status, Status::Works | Status::Part);
        if is_tested && row.tests.is_empty() {
            complaints.push(format!("{}: no test decides it", row.number));
        }
        if row.status != Status::Works && row.note.is_empty() {
            complaints
                .push(format!("{}: the note does not say what is missing and where it belongs", row.number));
        }
        if row.feature.is_empty() {
            complaints.push(format!("{}: nothing is said of the feature", row.number));
        }
        let missing = row.tests.iter().filter(|test| !exists(test));
        complaints.extend(missing.map(|test| format!("{}: no such test: {test}", row.number)));
        let different: BTreeSet<_> = row.tests.iter().collect();
        if different.len() != row.tests.len() {
            complaints.push(format!("{}: a test is named twice", row.number));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn what_is_no_test_or_is_not_played_does_not_count() {
    assert!(exists("tests/checklist.rs::what_is_no_test_or_is_not_played_does_not_count"));
    assert!(!exists("tests/checklist.rs::has_test"), "a function that is no test");
    assert!(!exists("tests/checklist.rs::no_such_test"));
    assert!(!exists("docs/checklist.md"));
    assert!(!exists("tests/blocks/faq/tests/no-such.chat"));
    assert!(exists("tests/blocks/faq/tests/01-dvadcat-voprosov.chat"));
}

#[test]
fn the_head_of_the_page_states_the_counts() {
    let page = page();
    let rows: Vec<_> = page.lines().filter_map(row).collect();
    let summary = summary(&rows);
    println!("{summary}");
    for (name, status) in Status::ALL.into_iter().skip(1) {
        let numbers: Vec<_> =
            rows.iter().filter(|row| row.status == status).map(|row| row.number.to_string()).collect();
        println!("{name}: {}", numbers.join(", "));
    }
    let head = page.lines().find(|line| line.contains("works ")).unwrap_or_default();
    assert!(
        head.contains(&format!("**{summary}**")),
        "the head of docs/checklist.md must say {summary}: {head}"
    );
}

#[test]
fn the_seeds_checklist_has_the_same_rows() {
    let Some(seed) = read("../shared/mission/checklist.md") else {
        println!("absent, not compared: ../shared/mission/checklist.md");
        return;
    };
    let numbers = |text: &str| text.lines().filter_map(number_of).collect::<BTreeSet<_>>();
    assert_eq!(numbers(&seed), numbers(&page()));
}
