//! A conversation under attack: five thousand characters, control and right-to-left characters, emoji sequences,
//! stickers, every button ever shown, the same update twice, stop in the middle of everything. Over all sample
//! projects: no panic, no silence, no braces printed, and the session survives saving.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use voronka::blocks::Registry;
use voronka::compile::compile;
use voronka::emulator::{Emulator, EmulatorError, Entry, EntryKind, Setup};
use voronka::engine::{CallError, Session, Waiting};
use voronka::flow::{Attached, Flow};
use voronka::model::Decimal;
use voronka::travel::Travel;
use voronka::{folder, travel, zones};

/// Something that a subscriber, the world or time does.
#[derive(Clone, Debug)]
enum Act {
    Start,
    Say(String),
    /// A button of a message; both are counted from the last.
    Press {
        message: usize,
        button: usize,
        twice: bool,
    },
    Media(usize),
    Location,
    Contact,
    Stop,
    Resume,
    Wait(i64),
    Next,
    Answer {
        outcome: usize,
        body: String,
    },
    Fail,
    Event(usize),
    HumanDone,
}

/// Events that messengers, sites and widgets report.
const EVENTS: [&str; 9] =
    ["comment", "reaction", "join", "leave", "ad", "page", "purchase", "cart_abandoned", "made_up"];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("а".repeat(5_000)),
        Just("🍕".repeat(2_500)),
        Just("\u{202e}сопс\u{202c} \u{200f}\u{200e}\u{2066}".to_owned()),
        Just("\u{0}\u{1}\u{7}\u{1b}[31m\r\n\t".to_owned()),
        Just("👩‍👩‍👧‍👦👍🏽🇷🇺❤️‍🔥1️⃣".to_owned()),
        Just("   ".to_owned()),
        Just(".".to_owned()),
        Just("a̐éö̲\u{feff}".to_owned()),
        Just("'; DROP TABLE subscribers; --".to_owned()),
        Just("/start checklist__s-vk__c-".to_owned()),
        Just("/".to_owned()),
        Just("999999999999999999999999".to_owned()),
        Just("1".to_owned()),
        Just("да".to_owned()),
        Just("anna@example.com".to_owned()),
        Just("+79991234567".to_owned()),
        Just("завтра".to_owned()),
        "[ -~а-яё]{1,40}".prop_map(|text| text.replace(['{', '}'], "")),
        any::<String>().prop_map(|text| text.replace(['{', '}'], "")),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        2 => Just(Act::Start),
        6 => texts().prop_map(Act::Say),
        12 => (0..6usize, 0..8usize, prop::bool::weighted(0.2))
            .prop_map(|(message, button, twice)| Act::Press { message, button, twice }),
        2 => (0..6usize).prop_map(Act::Media),
        1 => Just(Act::Location),
        1 => Just(Act::Contact),
        1 => Just(Act::Stop),
        1 => Just(Act::Resume),
        2 => (0..40 * 86_400_000i64).prop_map(Act::Wait),
        3 => Just(Act::Next),
        4 => (0..4usize, prop_oneof![Just("{}".to_owned()), Just("not json".to_owned()), texts()])
            .prop_map(|(outcome, body)| Act::Answer { outcome, body }),
        1 => Just(Act::Fail),
        1 => (0..EVENTS.len()).prop_map(Act::Event),
        1 => Just(Act::HumanDone),
    ];
    prop::collection::vec(act, 1..40)
}

fn press(emulator: &mut Emulator, message: usize, button: usize) -> bool {
    let buttons = |entry: &Entry| match &entry.kind {
        EntryKind::Sent(sent) => {
            let cards = sent.reply.cards.iter().flat_map(|card| &card.buttons);
            let rows = sent.reply.rows.iter().chain(&sent.reply.quick).flatten();
            rows.chain(cards).map(|button| button.label.clone()).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    let shown: Vec<_> = emulator.log().iter().enumerate().map(|(at, entry)| (at, buttons(entry))).collect();
    let Some((at, labels)) = shown.into_iter().rev().filter(|shown| !shown.1.is_empty()).nth(message) else {
        return false;
    };
    let label = &labels[button % labels.len()];
    !matches!(emulator.press(at, label), Err(EmulatorError::OpensLink(_)) | Err(EmulatorError::NoButton(_)))
}

/// Does it; whether the subscriber did something that must not meet silence.
fn perform(emulator: &mut Emulator, act: &Act) -> bool {
    match act {
        Act::Start => emulator.open(""),
        Act::Say(text) => emulator.say(text),
        Act::Press { message, button, twice } => {
            let pressed = press(emulator, *message, *button);
            if *twice {
                press(emulator, *message, *button);
            }
            return pressed;
        }
        Act::Media(kind) => emulator.send_media(Attached::ALL[*kind].0, "file-id"),
        Act::Location => emulator.send_location(Decimal::from_int(55), Decimal::from_int(37)),
        Act::Contact => emulator.send_contact("+7 999 123-45-67"),
        Act::Stop => emulator.say("стоп"),
        Act::Resume => emulator.say("старт"),
        Act::Wait(millis) => {
            emulator.advance(*millis);
            return false;
        }
        Act::Next => {
            emulator.to_next_event();
            return false;
        }
        Act::Answer { outcome, body } => {
            let outcomes: Vec<String> = emulator.outcomes().into_iter().map(str::to_owned).collect();
            let answered = match outcomes.get(*outcome) {
                Some(outcome) => emulator.answer_named(outcome, body),
                None => emulator.answer_call(500, body),
            };
            drop(answered);
            return false;
        }
        Act::Fail => {
            drop(emulator.fail_call(CallError::Timeout));
            return false;
        }
        Act::Event(event) => {
            emulator.happen(EVENTS[*event], "post-1", "4990");
            return false;
        }
        Act::HumanDone => {
            emulator.human_done();
            return false;
        }
    }
    true
}

/// Whether the subscriber was heard: a message, a notice, a step of the funnel (a button may lead to a pause), a
/// question to the world that is under way, a person who talks, an answer of several messages that is collected.
fn is_heard(emulator: &Emulator, from: usize, steps: usize) -> bool {
    let answers = |entry: &Entry| {
        matches!(
            entry.kind,
            EntryKind::Sent(_) | EntryKind::Notice(_) | EntryKind::Called(_) | EntryKind::Told(_)
        )
    };
    let session = emulator.session();
    emulator.log()[from..].iter().any(answers)
        || emulator.path().len() > steps
        || session.with_human().is_some()
        || session.threads.iter().any(|thread| thread.waiting == Waiting::Call)
        || session.threads.iter().any(|thread| thread.pressed != 0 && thread.due.is_some())
}

fn attack(flow: &Arc<Flow>, acts: &[Act]) -> Result<(), TestCaseError> {
    let mut emulator = Emulator::new(flow.clone(), Setup::new(1_780_000_000_000, zones::rules_of));
    for act in acts {
        let (from, steps) = (emulator.log().len(), emulator.path().len());
        // Who has no answer to everything else may be silent; the templates all have one.
        let must_hear =
            perform(&mut emulator, act) && flow.triggers.default.iter().any(|target| target.guard.is_none());
        prop_assert!(
            !must_hear || is_heard(&emulator, from, steps),
            "silence after {act:?}: {:#?}",
            &emulator.log()[from..]
        );
        for entry in &emulator.log()[from..] {
            if let EntryKind::Sent(sent) = &entry.kind {
                let text = &sent.reply.text;
                prop_assert!(!text.contains("{{") && !text.contains("}}"), "braces in {text}");
                prop_assert!(sent.message.view(flow).is_some(), "cannot be put together: {sent:?}");
            }
        }
        let mut saved = Vec::new();
        emulator.session().write(&mut saved);
        let loaded: Option<Session> = travel::read(&saved);
        prop_assert_eq!(loaded.as_ref(), Some(emulator.session()));
    }
    Ok(())
}

fn projects() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let within = |folder: &str| fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = within("projects").chain(within("tests/blocks")).collect();
    folders.retain(|folder| folder.join("project.ron").is_file());
    folders.sort();
    folders
}

#[test]
fn every_sample_answers_what_nothing_else_catches() {
    for project in projects().iter().filter(|project| project.parent().unwrap().ends_with("projects")) {
        let opened = folder::open(project, &Registry).unwrap();
        // The reference funnel is the one that other runners are timed with, block by block.
        let is_reference = project.ends_with("reference");
        let answers =
            compile(&opened.project).flow.triggers.default.iter().any(|target| target.guard.is_none());
        assert!(answers || is_reference, "{}", project.display());
    }
}

#[test]
fn hostile_subscribers_meet_no_panic_no_silence_and_no_braces() {
    for project in projects() {
        let opened = folder::open(&project, &Registry).unwrap();
        let flow = Arc::new(compile(&opened.project).flow);
        let mut runner =
            TestRunner::new(Config { cases: 192, failure_persistence: None, ..Config::default() });
        let result = runner.run(&acts(), |acts| attack(&flow, &acts));
        assert!(result.is_ok(), "{}: {}", project.display(), result.unwrap_err());
    }
}
