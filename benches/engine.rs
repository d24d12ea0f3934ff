//! The engine on the reference conversation: inputs per CPU second in memory, with the session saved and
//! loaded at every step, and the bytes of a session in the middle of the quiz. Then sixty virtual days: of a
//! chain of daily messages, and of every recorded conversation of the samples, of which the slowest counts.
//!
//! Prints one line per figure beside its target. Whole conversations, with templates rendered and effects
//! produced, on one thread. The median of several runs is what counts; the best says what the machine can do when
//! nobody else wants it. A machine that is busy slows a yardstick of plain work in the same way, so its ratio
//! to an input is what compares from day to day: how many inputs are taken while one yardstick is laid.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use voronka::blocks::Registry;
use voronka::compile::compile;
use voronka::emulator::transcript::{Ground, parse, play, titles_of};
use voronka::emulator::{Emulator, EntryKind, Setup};
use voronka::engine::{Effect, Input, Session, Silent, step_in_place};
use voronka::flow::{DAY_MS, Flow, Now, ZoneRules};
use voronka::model::{Block, BlockId, Exit, FieldId, Project, Prop, Value};
use voronka::travel::{self, Travel};
use voronka::zones;

/// Conversations between two looks at the clock.
const CONVERSATIONS: u64 = 5_000;
const ROUNDS: usize = 9;
/// Least CPU time of a run, seconds.
const RUN_MIN: f64 = 0.5;
const DAYS_ROUNDS: usize = 21;
/// 2026-11-23 10:00 in Moscow.
const START: i64 = 1_795_417_200_000;
/// Saved and loaded after every input; 20 is in the middle of the quiz.
const MIDDLE_OF_QUIZ: usize = 15;

/// One entry of the reference script.
enum Entry {
    Command(&'static str),
    Text(&'static str),
    Press(&'static str),
    Timer,
    Answer(&'static str),
}

/// The reference conversation: the same inputs that the peers are timed with.
const SCRIPT: &[Entry] = &[
    Entry::Command("start"),
    Entry::Press("about"),
    Entry::Press("back"),
    Entry::Press("later"),
    Entry::Timer,
    Entry::Press("quiz"),
    Entry::Text("A"),
    Entry::Text("Anna"),
    Entry::Text("anna@"),
    Entry::Text("anna@example.com"),
    Entry::Text("call me"),
    Entry::Text("+79991234567"),
    Entry::Press("q13"),
    Entry::Text("dunno"),
    Entry::Press("q22"),
    Entry::Press("q33"),
    Entry::Press("q42"),
    Entry::Press("q53"),
    Entry::Answer("L-1001"),
    Entry::Press("guide"),
    Entry::Timer,
    Entry::Press("think"),
    Entry::Timer,
    Entry::Press("case"),
    Entry::Press("remind"),
    Entry::Timer,
    Entry::Press("pay"),
    Entry::Press("paid"),
    Entry::Text("hello?"),
    Entry::Text("stop"),
];

/// What a driver keeps between inputs.
#[derive(Default)]
struct Driver {
    effects: Vec<Effect>,
    payload: String,
    messages: u64,
}

impl Driver {
    /// Takes one entry of the script, as a live driver would: presses carry the payload of the button shown.
    fn take(&mut self, flow: &Flow, session: &mut Session, entry: &Entry, now: &mut i64, zone: &ZoneRules) {
        let values;
        let waiting =
            session.threads.last().map(|thread| (thread.id, thread.generation, thread.block, thread.due));
        let input = match (entry, waiting) {
            (Entry::Command(name), _) => Input::Command { name, args: "" },
            (Entry::Text(text), _) => Input::Text(text),
            (Entry::Press(key), Some((thread, generation, block, _))) => {
                self.payload.clear();
                let payload = voronka::engine::Payload { thread, generation, block, key };
                payload.push_to(&mut self.payload);
                Input::Press(&self.payload)
            }
            (Entry::Timer, Some((thread, generation, _, due))) => {
                *now = due.unwrap_or(*now);
                Input::Timer { thread, generation }
            }
            (Entry::Answer(id), Some((thread, generation, _, _))) => {
                values = [Some(Value::text(*id))];
                Input::Answer { thread, generation, outcome: "", result: Ok(&values) }
            }
            (Entry::Press(_) | Entry::Timer | Entry::Answer(_), None) => panic!("nothing waits"),
        };
        self.effects.clear();
        step_in_place(flow, session, &input, Now::at_home(*now, zone), &mut self.effects, &mut Silent);
        self.messages +=
            self.effects.iter().filter(|effect| matches!(effect, Effect::Send(_))).count() as u64;
        black_box(&self.effects);
    }
}

fn load() -> Flow {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/reference");
    let mut files = BTreeMap::new();
    for name in ["project.ron", "layout.ron", "funnels/main.ron"] {
        files.insert(name.to_owned(), std::fs::read(folder.join(name)).expect(name));
    }
    compile(&voronka::file::read(&files, &Registry).expect("the reference project")).flow
}

fn subscriber(flow: &Flow, id: u64) -> Session {
    let mut session = Session::new(flow, id);
    session.set_field(FieldId::FIRST_NAME, Some(Value::text("Anna")));
    session
}

/// CPU time of this thread, seconds: to the nanosecond where Linux tells, else the time on the wall.
fn cpu(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = told.split_whitespace().next().and_then(|nanos| nanos.parse::<f64>().ok());
    nanos.map_or_else(|| since.elapsed().as_secs_f64(), |nanos| nanos / 1e9)
}

/// How often something is done per CPU second: runs it until enough time is spent.
fn per_second(run: impl Fn() -> u64) -> f64 {
    let since = Instant::now();
    let before = cpu(since);
    let mut done = 0;
    loop {
        done += run();
        let spent = cpu(since) - before;
        if spent >= RUN_MIN {
            return done as f64 / spent;
        }
    }
}

/// Plain work of the same sort as an engine's: small texts made, moved, found and dropped.
fn yardstick() -> u64 {
    const ROUNDS: u64 = 2_000;
    for round in 0..ROUNDS {
        let mut words: Vec<String> = (0..64).map(|at| format!("{} word", (at * 37 + round) % 101)).collect();
        words.sort_unstable();
        black_box(words.binary_search_by(|word| word.as_str().cmp("50 word")).is_ok());
        black_box(words.join(" "));
    }
    ROUNDS
}

/// Inputs per second of several runs.
struct Rate {
    median: f64,
    best: f64,
    /// Inputs for one laying of the yardstick, which is laid before each run; the median.
    per_yardstick: f64,
}

fn rate(run: impl Fn() -> u64) -> Rate {
    let (mut rates, mut ratios) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let laid = per_second(yardstick);
        let taken = per_second(&run);
        rates.push(taken);
        ratios.push(taken / laid);
    }
    rates.sort_by(f64::total_cmp);
    ratios.sort_by(f64::total_cmp);
    Rate { median: rates[ROUNDS / 2], best: rates[ROUNDS - 1], per_yardstick: ratios[ROUNDS / 2] }
}

fn in_memory(flow: &Flow, zone: &ZoneRules) -> u64 {
    let mut driver = Driver::default();
    for id in 0..CONVERSATIONS {
        let (mut session, mut now) = (subscriber(flow, id), 0);
        for entry in SCRIPT {
            driver.take(flow, &mut session, entry, &mut now, zone);
        }
    }
    assert_eq!(driver.messages, CONVERSATIONS * 24);
    CONVERSATIONS * SCRIPT.len() as u64
}

fn saved_and_loaded(flow: &Flow, zone: &ZoneRules) -> u64 {
    let mut driver = Driver::default();
    for id in 0..CONVERSATIONS {
        let (mut bytes, mut now) = (Vec::new(), 0);
        subscriber(flow, id).write(&mut bytes);
        for entry in SCRIPT {
            let mut session: Session = travel::read(&bytes).expect("a session loads");
            driver.take(flow, &mut session, entry, &mut now, zone);
            bytes.clear();
            session.write(&mut bytes);
        }
    }
    assert_eq!(driver.messages, CONVERSATIONS * 24);
    CONVERSATIONS * SCRIPT.len() as u64
}

/// Bytes of a session in memory, its heap counted by capacity, and at rest.
fn sizes(flow: &Flow, zone: &ZoneRules) -> (usize, usize) {
    let (mut driver, mut session, mut now) = (Driver::default(), subscriber(flow, 1), 0);
    for entry in &SCRIPT[..MIDDLE_OF_QUIZ] {
        driver.take(flow, &mut session, entry, &mut now, zone);
    }
    let texts: usize =
        session.fields.iter().map(|(_, v)| if let Value::Text(text) = v { text.len() } else { 0 }).sum();
    let live = size_of::<Session>()
        + session.fields.capacity() * size_of::<(FieldId, Value)>()
        + texts
        + session.tags.capacity() * 2
        + session.threads.capacity() * size_of::<voronka::engine::Thread>();
    let mut bytes = Vec::new();
    session.write(&mut bytes);
    (live, bytes.len())
}

/// Median milliseconds of a run.
fn millis(run: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..DAYS_ROUNDS)
        .map(|_| {
            let before = Instant::now();
            run();
            before.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[DAYS_ROUNDS / 2]
}

/// An entry, then sixty times a day's delay and a message.
fn chain() -> Project {
    let mut project = Project::new("Шестьдесят дней");
    project.schedule.quiet = "22:00-09:00".into();
    let mut put = |id: u32, kind: &str, prop: (&str, &str), next: u32| {
        let mut block = Block::new(kind);
        block.props.insert(prop.0.into(), Prop::Text(prop.1.into()));
        block.exits.insert(Exit::next(), BlockId(next));
        project.funnels[0].blocks.insert(BlockId(id), block);
    };
    put(1, "entry", ("title", "Вход"), 2);
    for day in 0..60 {
        put(2 + 2 * day, "delay", ("duration", "1d"), 3 + 2 * day);
        put(3 + 2 * day, "message", ("text", "{{ имя | друг }}, ещё один день"), 4 + 2 * day);
    }
    project
}

fn sixty_days_of_the_chain() -> f64 {
    let flow = Arc::new(compile(&chain()).flow);
    millis(|| {
        let mut bot = Emulator::new(flow.clone(), Setup::new(START, zones::rules_of));
        bot.open("");
        bot.advance(61 * DAY_MS);
        let sent = bot.log().iter().filter(|entry| matches!(entry.kind, EntryKind::Sent(_))).count();
        assert_eq!(sent, 60);
    })
}

/// The slowest recorded conversation of all samples with sixty days after it: its place and its time.
fn sixty_days_of_the_samples() -> (String, f64) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects");
    let folders = std::fs::read_dir(&root).expect("the samples").filter_map(|entry| Some(entry.ok()?.path()));
    let mut slowest = (String::new(), 0.0);
    for folder in folders.filter(|folder| folder.is_dir()) {
        // A folder that is not a project yet is the tests' business.
        let Ok(opened) = voronka::folder::open(&folder, &Registry) else { continue };
        let project = opened.project;
        let flow = Arc::new(compile(&project).flow);
        let ground = Ground { flow, titles: titles_of(&project), zone_of: zones::rules_of };
        for chat in voronka::folder::tests(&folder).expect("its conversations") {
            let transcript = parse(&std::fs::read_to_string(&chat).expect("a chat")).expect("a transcript");
            let time = millis(|| {
                let mut bot = play(&transcript, &ground).expect("it plays").emulator;
                bot.advance(60 * DAY_MS);
                black_box(bot.log().len());
            });
            if time > slowest.1 {
                let place = chat.strip_prefix(&root).unwrap_or(&chat).display().to_string();
                slowest = (place, time);
            }
        }
    }
    slowest
}

fn main() {
    let (flow, zone) = (load(), ZoneRules::fixed(0));
    let (live, rest) = sizes(&flow, &zone);
    let memory = rate(|| in_memory(&flow, &zone));
    let saved = rate(|| saved_and_loaded(&flow, &zone));
    println!("engine, reference conversation, inputs per CPU second ({ROUNDS} runs):");
    for (name, rate, target) in
        [("in memory", memory, 3_000_000), ("saved and loaded at every step", saved, 1_000_000)]
    {
        let Rate { median, best, per_yardstick } = rate;
        println!(
            "  {name:<30}  {median:>12.0}   target >= {target}   best {best:.0}, a yardstick {per_yardstick:.1}"
        );
    }
    println!("session in the middle of the quiz, bytes:");
    println!("  live                            {live:>12}   target <= 512");
    println!("  at rest (postcard)              {rest:>12}   target <= 128");
    println!("sixty virtual days, milliseconds (median of {DAYS_ROUNDS}):");
    println!("  a chain of daily messages       {:>12.3}   target <= 5", sixty_days_of_the_chain());
    let (place, time) = sixty_days_of_the_samples();
    println!("  the slowest recorded sample     {time:>12.3}   target <= 5   {place}");
}
