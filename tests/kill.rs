//! Two hundred kills at random moments while somebody edits and saves.
//!
//! The test starts itself again as the one who edits: the application as it is, without a window. That one says
//! what it does, line by line, and is killed in the middle of it; the next life must find what the last one left.
#![cfg(feature = "studio")]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command as Program, Stdio};
use std::time::{Duration, Instant};
use voronka::edit::{Edit, Settings as ProjectSettings, Transaction};
use voronka::gallery::template;
use voronka::model::{BlockId, Label, Lang, Project, Prop};
use voronka::studio::command::Command;
use voronka::studio::{App, Opening, Settings};

/// Much longer than any machine takes to open a small project.
const OPENS_WITHIN: Duration = Duration::from_secs(300);
const ROOT: &str = "VORONKA_TEST_LIFE";
const KILLS: usize = 200;
/// Lives that go on beside each other.
const PLACES: usize = 4;
/// The most that may be lost, microseconds.
const LOST_MAX: u128 = 1_000_000;

/// The block that is typed into.
fn block_of(project: &Project) -> BlockId {
    project.blocks().find(|(_, _, block)| block.kind == "message").map(|(_, id, _)| id).unwrap()
}

/// How often was typed, by two files of the project that change together.
fn typed(project: &Project) -> u64 {
    let text = project.block(block_of(project)).unwrap().1.text("text").parse().unwrap_or(0);
    let title = project.title.parse().unwrap_or(0);
    assert_eq!(text, title, "half of a step came back");
    text
}

fn step(project: &Project, number: u64) -> Transaction {
    let text = Some(Prop::Text(number.to_string()));
    let settings = ProjectSettings { title: number.to_string(), ..ProjectSettings::of(project) };
    let edits = vec![
        Edit::SetProp { block_id: block_of(project), prop: "text".into(), value: text },
        Edit::SetSettings(Box::new(settings)),
    ];
    Transaction::new(Label::new("Шаг", "Step"), edits)
}

/// Edits and saves until it is killed; does nothing unless the other test started it.
#[test]
fn somebody_edits_and_saves() {
    let Some(root) = std::env::var_os(ROOT).map(PathBuf::from) else { return };
    let opening = Opening {
        lang: Lang::Ru,
        settings: Settings::default(),
        settings_folder: None,
        data_folder: Some(root.join("data")),
        program: None,
        path: Some(root.join("pizza")),
        beside: true,
        picture: None,
    };
    let ctx = egui::Context::default();
    let mut app = App::new(&ctx, opening);
    let waits = Instant::now();
    while app.project().is_none() {
        // Who listens would otherwise wait for ever with us.
        assert!(waits.elapsed() < OPENS_WITHIN, "the project does not open");
        app.attend();
        std::thread::yield_now();
    }
    let mut number = typed(app.project().unwrap());
    let mut kept = number;
    // The harness has begun a line of its own.
    say(&format!("\n@opened {number}"));
    let began = Instant::now();
    // One edit for every byte that comes in.
    while std::io::stdin().read_exact(&mut [0]).is_ok() {
        number += 1;
        let step = step(app.project().unwrap(), number);
        app.perform(&ctx, Command::Edit(step));
        say(&format!("@made {number} {}", began.elapsed().as_micros()));
        if number % 23 == 7 {
            app.perform(&ctx, Command::Save);
        }
        app.attend();
        if app.is_kept() && kept != number {
            kept = number;
            say(&format!("@kept {kept}"));
        }
    }
}

/// A whole line at once: the one who listens may kill between two.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// What a life said before it was killed.
#[derive(Debug, Default)]
struct Life {
    opened: u64,
    /// Number and moment of every edit, microseconds.
    made: Vec<(u64, u128)>,
    kept: u64,
}

impl Life {
    fn hear(&mut self, line: &str) {
        let words: Vec<_> = line.split(' ').collect();
        // The last line may be cut off by the kill.
        match words[..] {
            ["@opened", number] => self.opened = number.parse().unwrap(),
            ["@made", number, at] => self.made.push((number.parse().unwrap(), at.parse().unwrap())),
            ["@kept", number] => self.kept = number.parse().unwrap(),
            _ => {}
        }
    }

    /// How often was typed at least by what must not be lost.
    fn must_be_there(&self) -> u64 {
        let end = self.made.last().map_or(0, |(_, at)| *at);
        let old = self.made.iter().rev().find(|(_, at)| at + LOST_MAX <= end);
        self.kept.max(self.opened).max(old.map_or(0, |(number, _)| *number))
    }
}

/// Lets somebody edit until `moment`, microseconds, and kills.
fn live(root: &Path, moment: u128) -> Life {
    let mut child = Program::new(std::env::current_exe().unwrap())
        .args(["--exact", "somebody_edits_and_saves", "--nocapture", "--test-threads=1"])
        .env(ROOT, root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut hands = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut life = Life::default();
    for line in lines.by_ref() {
        let line = line.unwrap();
        life.hear(&line);
        if life.made.last().is_some_and(|(_, at)| *at >= moment) {
            break;
        }
        if (line.starts_with("@opened") || line.starts_with("@made")) && hands.write_all(&[0]).is_err() {
            break;
        }
    }
    child.kill().unwrap();
    lines.map_while(Result::ok).for_each(|line| life.hear(&line));
    child.wait().unwrap();
    life
}

/// Random numbers that are the same in every run.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn many_lives(place: u64) -> usize {
    let root = tempfile::tempdir().unwrap();
    template("pizza").unwrap().make(&root.path().join("pizza"), None).unwrap();
    let mut seed = place;
    let mut before = Life::default();
    let mut edits = 0;
    for round in 0..KILLS / PLACES {
        // Most lives are short, so that many kills meet a save or a journal that begins; some outlast the second.
        let moment =
            if round % 10 == 9 { 1_100_000 + next(&mut seed) % 300_000 } else { next(&mut seed) % 400_000 };
        let life = live(root.path(), moment.into());
        let last = before.made.last().map_or(before.opened, |(number, _)| *number);
        assert!(!life.made.is_empty(), "place {place}, round {round}: did not open after {before:?}");
        let found = life.opened;
        assert!(
            (before.must_be_there()..=last).contains(&found),
            "place {place}, round {round}: found {found} of {last}, kept {}, at least {}",
            before.kept,
            before.must_be_there(),
        );
        edits += life.made.len();
        before = life;
    }
    edits
}

#[test]
fn a_project_opens_after_each_of_two_hundred_kills_and_loses_at_most_a_second() {
    let places: Vec<_> = (0..PLACES as u64).map(|at| std::thread::spawn(move || many_lives(at))).collect();
    let edits: usize = places.into_iter().map(|place| place.join().unwrap()).sum();
    assert!(edits > 10 * KILLS, "only {edits} edits were made");
}
