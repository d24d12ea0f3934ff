//! Checks and files: what an author waits for in a project of 10,000 blocks.
//!
//! Prints medians beside the targets. Saving includes that the disk has everything (fsync); what follows an edit is
//! what the studio does: compiling, all checks, and the flow handed to the conversation.

#[path = "generated/mod.rs"]
mod generated;

use generated::grid;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;
use voronka::blocks::Registry;
use voronka::check::{Checker, Known, check};
use voronka::compile::{compile, conflicts};
use voronka::edit::build::{self, FindOptions};
use voronka::emulator::{Emulator, Setup};
use voronka::folder::{self, Files, Saving, to_the_end};
use voronka::model::{Block, BlockId, ChannelSetting, Exit, Layer, Pos, Project, Prop};
use voronka::uses;
use voronka::zones;

const BLOCKS: u32 = 10_000;
const KEYWORDS: u32 = 5_000;
const ROUNDS: usize = 7;

fn main() {
    let mut project = grid(BLOCKS);
    project.channels = vec![ChannelSetting { channel: "telegram".into(), address: "sever_bot".into() }];
    let mut entry = Block::new("entry");
    entry.props.insert("links".into(), Prop::Lines(vec!["checklist".into()]));
    entry.exits.insert(Exit::next(), BlockId(1));
    project.funnels[0].blocks.insert(BlockId(project.next_block), entry);
    project.next_block += 1;
    println!("checks and files, {BLOCKS} blocks, milliseconds (median of {ROUNDS}):");
    files(&project);
    findings(&mut project);
    texts(&mut project);
    let phrases = keywords();
    let compiled = compile(&phrases);
    line(&format!("conflicts of {KEYWORDS} keywords"), None, || conflicts(&phrases, &compiled).len());
}

fn files(project: &Project) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let root = place.path().join("project");
    let mut seen = folder::create(&root, project, &Registry).expect("created");
    // Files that have not changed are not written.
    let mut round = 0;
    let mut changed = project.clone();
    let mut edited = || {
        round += 1;
        let title = format!("Шаг {round}");
        build::set_title(&changed, BlockId(77), title).apply(&mut changed).expect("edited");
        changed.clone()
    };
    let (tests, mut base) = (Files::new(), project.clone());
    line("save an edit with fsync", Some(100.0), || {
        let now = edited();
        let saving = Saving { tests: &tests, base: Some(&base), step: &to_the_end };
        seen = folder::save_step(&root, &now, &Registry, Some(&seen), &saving).expect("saved");
        base = now;
    });
    line("the same, nothing known of the files", None, || {
        folder::save(&root, &edited(), &Registry, None).expect("saved")
    });
    line("open: read, parse, compile", Some(150.0), || {
        compile(&folder::open(&root, &Registry).expect("opened").project)
    });
}

fn findings(project: &mut Project) {
    line("compile alone", None, || compile(project));
    line("all checks from nothing", Some(1_000.0), || {
        check(project, &compile(project), Known::default()).len()
    });
    let mut checker = Checker::default();
    let mut emulator = Emulator::new(Arc::default(), Setup::new(0, zones::rules_of));
    let mut judged = |project: &Project| {
        let found = checker.check(project, Known::default()).len();
        emulator.set_flow(checker.share());
        found
    };
    judged(project);
    let mut round = 0;
    line("a text edit, findings up to date", Some(16.0), || {
        round += 1;
        let text = Some(Prop::Text(format!("Привет в {round}-й раз")));
        build::set_prop(project, BlockId(77), "text", text).apply(project).expect("edited");
        judged(project)
    });
    line("a rewiring, findings up to date", Some(100.0), || {
        round += 1;
        let to = Some(BlockId(100 + round));
        build::connect(BlockId(77), Exit::new("b1"), to).apply(project).expect("edited");
        judged(project)
    });
    line("a block more, findings up to date", Some(100.0), || {
        let funnel = project.funnels[0].name.clone();
        let (transaction, _) = build::add_block(project, &funnel, Block::new("message"), Pos::default());
        transaction.apply(project).expect("edited");
        judged(project)
    });
}

fn texts(project: &mut Project) {
    let options = FindOptions::default();
    line("find in all texts", Some(16.0), || uses::in_texts(project, &Registry, "разбор", options).len());
    line("replace in all texts", None, || {
        build::replace_text(project, &Registry, "разбор", "обзор", options).0.len()
    });
    line("count what is named", None, || uses::all_named(project, &Registry).len());
    line("where a field is named", None, || uses::of_field(project, &Registry, "имя").len());
    let texts = (1..=BLOCKS).map(|id| (format!("{id}.text"), "Hello".to_owned())).collect();
    project.layers = vec![Layer { name: "en".into(), texts, ..Layer::default() }];
    line("all checks with a language", None, || check(project, &compile(project), Known::default()).len());
}

/// A project of as many entries as there are keywords, most of which share a word with many others.
fn keywords() -> Project {
    let mut project = Project::new("Слова");
    for id in 1..=KEYWORDS {
        let mut block = Block::new("entry");
        let word = format!("как {} товар{id}", ["купить", "вернуть", "оплатить"][id as usize % 3]);
        block.props.insert("keywords".into(), Prop::Lines(vec![word]));
        project.funnels[0].blocks.insert(BlockId(id), block);
    }
    project.next_block = KEYWORDS + 1;
    project
}

/// Runs some work and prints how long it takes.
fn line<T>(name: &str, target: Option<f64>, mut work: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = times[ROUNDS / 2];
    let verdict = target.map(|target| {
        let met = if median <= target { "met" } else { "MISSED" };
        format!("   target <= {target} {met}")
    });
    println!("  {name:<34} {median:>9.2}{}", verdict.unwrap_or_default());
}
