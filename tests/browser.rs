//! The engine in a browser: it reads and writes the bytes that postcard does, no nonsense breaks it, and a real
//! browser plays every sample to the byte as the engine does here.

#[path = "support/browser.rs"]
#[expect(dead_code, reason = "pictures are looked at elsewhere")]
mod chromium;
#[path = "../browser/input.rs"]
mod input;
#[path = "../benches/wasm/module.rs"]
#[expect(dead_code, reason = "what functions weigh is looked at by the bench")]
mod module;

use chromium::{Browser, Window};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use voronka::blocks::Registry;
use voronka::compile::compile;
use voronka::engine::{CallError, Effect, Input, Session, step};
use voronka::flow::{Attached, Flow, Now, ZoneRules};
use voronka::model::{Decimal, FieldId, Value};
use voronka::travel::{self, Travel};

fn flows() -> Vec<(String, Flow)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects");
    let projects = std::fs::read_dir(folder)
        .expect("the sample projects")
        .flatten()
        .filter(|entry| entry.path().join("project.ron").is_file());
    let flow =
        |path: &Path| compile(&voronka::folder::open(path, &Registry).expect("a sample opens").project).flow;
    let found: Vec<_> = projects
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), flow(&entry.path())))
        .collect();
    assert!(found.len() > 2, "the sample projects");
    found
}

fn written<T: Serialize + Travel>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.write(&mut bytes);
    assert_eq!(Ok(&bytes), postcard::to_stdvec(value).as_ref(), "the bytes that postcard writes");
    bytes
}

#[test]
fn flows_sessions_and_effects_travel_as_postcard_writes_them() {
    for (name, flow) in flows() {
        assert_eq!(travel::read(&written(&flow)), Some(flow.clone()), "{name}");
        let (mut session, zone) = (Session::new(&flow, 7), ZoneRules::fixed(10_800));
        let list = Value::List(vec![Value::Flag(true), Value::Date(-1), Value::Moment(-5), Value::Time(9)]);
        session.set_field(FieldId::SOURCE, Some(list));
        for input in [Input::Command { name: "start", args: "" }, Input::Text("Анна"), Input::Blocked] {
            let (after, effects) = step(&flow, &session, &input, Now::at_home(-1, &zone));
            assert_eq!(travel::read(&written(&after)), Some(after.clone()), "{name}");
            assert_eq!(travel::read::<Vec<Effect>>(&written(&effects)), Some(effects), "{name}");
            session = after;
        }
    }
}

#[test]
fn damaged_bytes_are_refused_or_read_and_never_break_the_reader() {
    for (name, flow) in flows() {
        let bytes = written(&flow);
        for len in (0..bytes.len()).step_by(41) {
            assert_eq!(travel::read::<Flow>(&bytes[..len]), None, "{name} cut to {len}");
        }
        for at in (0..bytes.len()).step_by(17) {
            for wrong in [0x00, 0x7f, 0xff, bytes[at] ^ 1] {
                let mut bytes = bytes.clone();
                bytes[at] = wrong;
                // What can be read can be written.
                if let Some(flow) = travel::read::<Flow>(&bytes) {
                    written(&flow);
                }
            }
        }
    }
}

/// An input as a page writes it.
fn sent(input: &Input<'_>) -> Vec<u8> {
    match *input {
        Input::Text(text) => postcard::to_stdvec(&(0u8, text)),
        Input::Command { name, args } => postcard::to_stdvec(&(1u8, name, args)),
        Input::Press(payload) => postcard::to_stdvec(&(2u8, payload)),
        Input::Media { kind, file, caption } => postcard::to_stdvec(&(3u8, kind, file, caption)),
        Input::Location { lat, lon } => postcard::to_stdvec(&(4u8, lat, lon)),
        Input::Contact { phone } => postcard::to_stdvec(&(5u8, phone)),
        Input::Event { name, about, value } => postcard::to_stdvec(&(6u8, name, about, value)),
        Input::HumanDone => postcard::to_stdvec(&7u8),
        Input::Timer { thread, generation } => postcard::to_stdvec(&(8u8, thread, generation)),
        Input::Answer { thread, generation, outcome, result: Ok(values) } => {
            postcard::to_stdvec(&(9u8, thread, generation, outcome, values))
        }
        Input::Answer { thread, generation, .. } => postcard::to_stdvec(&(10u8, thread, generation)),
        Input::Blocked => postcard::to_stdvec(&11u8),
    }
    .expect("an input is written")
}

#[test]
fn every_kind_of_input_is_read_as_a_page_writes_it() {
    let answer = [None, Some(Value::text("L-1")), Some(Value::List(vec![Value::Flag(true)]))];
    let (thread, generation, outcome) = (3, 70_000, "empty");
    for input in [
        Input::Text("Привет"),
        Input::Command { name: "start", args: "guide" },
        Input::Press("1.2.3.a"),
        Input::Media { kind: Attached::Image, file: "f", caption: "Торт" },
        Input::Location { lat: Decimal::from_int(-55), lon: Decimal::from_int(37) },
        Input::Contact { phone: "+79991234567" },
        Input::Event { name: "comment", about: "post-1", value: "Хочу" },
        Input::HumanDone,
        Input::Timer { thread, generation },
        Input::Answer { thread, generation, outcome, result: Ok(&answer) },
        Input::Answer { thread, generation, outcome: "", result: Err(CallError::Unreachable) },
        Input::Blocked,
    ] {
        let bytes = sent(&input);
        assert_eq!(input::read(&bytes, &mut Vec::new()), Some(input));
        for len in 0..bytes.len() {
            assert_eq!(input::read(&bytes[..len], &mut Vec::new()), None, "{bytes:?} cut to {len}");
        }
    }
}

/// What stands before the module: the module itself, and a function that plays inputs and gives the answers,
/// all bytes in hexadecimal.
const PAGE: &str = "<meta charset=utf-8><script>
const bytes = hex => Uint8Array.from(hex.match(/../g) ?? [], byte => parseInt(byte, 16));
const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
const module = WebAssembly.compile(bytes(MODULE));
const play = async (flow, session, zones, inputs) => {
    const {exports: engine} = await WebAssembly.instantiate(await module, {});
    const put = text => {
        const from = bytes(text), at = engine.buffer(from.length);
        new Uint8Array(engine.memory.buffer, at, from.length).set(from);
        return from.length;
    };
    const loaded = [engine.load_flow(put(flow)), engine.load_session(put(session)), engine.load_zones(put(zones))];
    if (loaded.includes(0) || engine.load_flow(put('ff')) || engine.step(put('ff'), 0)) return 'not loaded';
    return inputs.map(([input, now]) => {
        const length = engine.step(put(input), now);
        return hex(new Uint8Array(engine.memory.buffer, engine.answer(), length));
    });
};
</script>";

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string");
        hex
    })
}

/// Builds the module as `./x test` does; says aloud when this machine cannot.
fn built() -> Option<Vec<u8>> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let libdir =
        Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output().ok()?;
    if !Path::new(String::from_utf8_lossy(&libdir.stdout).trim()).is_dir() {
        println!("absent: {TARGET}; the engine is not played in a browser");
        return None;
    }
    // This program lies in <target>/debug/deps.
    let program = std::env::current_exe().expect("a path");
    let target: PathBuf = program.ancestors().nth(3).expect("a target folder").into();
    let status = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--quiet", "--locked", "--lib", "--bin", "voronka-engine", "--no-default-features"])
        .args(["--features", "browser", "--target", TARGET, "--target-dir"])
        .arg(&target)
        .status();
    assert!(status.expect("cargo").success(), "the module builds");
    let built = std::fs::read(target.join(TARGET).join("debug/voronka-engine.wasm")).expect("the module");
    // What a debugger would want to know is most of it.
    module::Module::parse(built).map(|module| module.without(|_| false))
}

/// Something that the subscriber may do next, by a small dice: press what is shown, wait, answer, write.
fn next<'a>(session: &Session, shown: &'a [String], values: &'a [Option<Value>], dice: u32) -> Input<'a> {
    let texts = ["Анна", "anna@example.com", "+7 999 123-45-67", "стоп", "/start", "ЁЛКА 5,5 👍🏽", "İ"];
    let thread = session.threads.last();
    match (dice % 8, thread) {
        (0..=2, _) if !shown.is_empty() => Input::Press(&shown[dice as usize / 8 % shown.len()]),
        (3, Some(thread)) => Input::Timer { thread: thread.id, generation: thread.generation },
        (4 | 5, Some(thread)) if dice % 8 == 4 || dice.is_multiple_of(5) => Input::Answer {
            thread: thread.id,
            generation: thread.generation,
            outcome: "",
            result: if dice % 8 == 4 { Ok(values) } else { Err(CallError::Unreachable) },
        },
        (6, _) if dice.is_multiple_of(9) => Input::Media { kind: Attached::Sticker, file: "", caption: "" },
        (7, _) if dice.is_multiple_of(11) => Input::Blocked,
        (_, None) => Input::Command { name: "start", args: "checklist" },
        _ => Input::Text(texts[dice as usize / 8 % texts.len()]),
    }
}

/// Plays a flow here: inputs with their time, and effects and session after each.
fn played(flow: &Flow, first: &Session, zone: &ZoneRules, steps: u32) -> (Vec<(String, i64)>, Vec<String>) {
    let (mut session, mut now, mut shown) = (first.clone(), 1_780_000_000_000, Vec::new());
    let (mut inputs, mut answers) = (Vec::new(), Vec::new());
    let values = [None, Some(Value::text("L-1")), None];
    for dice in (1..=steps).map(|n| n.wrapping_mul(2_654_435_769) >> 7) {
        let input = next(&session, &shown, &values, dice);
        now = session.next_due().filter(|_| matches!(input, Input::Timer { .. })).unwrap_or(now + 1_000);
        let (after, effects) =
            step(flow, &session, &input, Now { millis: now, zone, home: &ZoneRules::fixed(0) });
        inputs.push((hex(&sent(&input)), now));
        answers.push(hex(&[written(&effects), written(&after)].concat()));
        session = after;
        let messages = effects.iter().filter_map(|effect| match effect {
            Effect::Send(message) => message.view(flow),
            _ => None,
        });
        let buttons =
            messages.flat_map(|view| view.rows.into_iter().chain(view.quick).flatten().collect::<Vec<_>>());
        shown.extend(buttons.map(|button| button.payload.to_string()));
        shown.drain(..shown.len().saturating_sub(6));
    }
    (inputs, answers)
}

#[test]
fn a_real_browser_plays_every_sample_as_the_engine_does_here() {
    let Some(module) = built() else { return };
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("engine.html");
    let script = format!("<script>const MODULE = '{}'</script>", hex(&module));
    std::fs::write(&page, script + PAGE).expect("the page is written");
    let seen = browser.open(&page, Window { width: 400, height: 400, dark: false });
    assert!(seen.console.is_empty(), "{:?}", seen.console);
    let zone = ZoneRules { offset: 7200, transitions: vec![(1_780_500_000_000, 10_800)] };
    for (name, flow) in flows() {
        let mut first = Session::new(&flow, 42);
        first.set_field(FieldId::FIRST_NAME, Some(Value::text("Анна")));
        let (inputs, answers) = played(&flow, &first, &zone, 300);
        let inputs = serde_json::to_string(&inputs).expect("inputs");
        let zones = written(&(zone.clone(), ZoneRules::fixed(0)));
        let [flow, session, zones] = [written(&flow), written(&first), zones].map(|bytes| hex(&bytes));
        let there = browser.eval(&format!("play('{flow}', '{session}', '{zones}', {inputs})"));
        assert!(answers.iter().collect::<BTreeSet<_>>().len() > 250, "{name}: the play stands still");
        assert_eq!(there, serde_json::to_value(&answers).expect("answers"), "{name}");
    }
}
