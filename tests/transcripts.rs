//! Every conversation of every sample project, straight and with the session saved before every line; and the
//! reference conversation from its source.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use voronka::blocks::Registry;
use voronka::compile::compile;
use voronka::emulator::transcript::{Ground, parse, play, play_reloaded, titles_of};
use voronka::emulator::{Emulator, EntryKind, Setup};
use voronka::model::{FieldId, Lang};
use voronka::{folder, zones};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn ground(project: &Path) -> Ground {
    let project = folder::open(project, &Registry).unwrap().project;
    let flow = Arc::new(compile(&project).flow);
    Ground { flow, titles: titles_of(&project), zone_of: zones::rules_of }
}

/// Sample projects, and a small project for each kind of block.
fn projects() -> Vec<PathBuf> {
    let within = |folder: &str| fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = within("projects").chain(within("tests/blocks")).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    folders
}

#[test]
fn every_recorded_conversation_goes_as_recorded_straight_and_reloaded() {
    for project in projects() {
        let ground = ground(&project);
        let chats = folder::tests(&project).unwrap();
        assert!(!chats.is_empty(), "{}", project.display());
        for chat in chats {
            let transcript = parse(&fs::read_to_string(&chat).unwrap()).unwrap();
            let straight = play(&transcript, &ground).unwrap();
            let place = chat.display();
            assert_eq!(straight.error, None, "{place}");
            assert_eq!(straight.diff(&transcript, Lang::En), "", "{place}");
            let reloaded = play_reloaded(&transcript, &ground).unwrap();
            assert_eq!(reloaded.turns, straight.turns, "{place}");
            assert_eq!(reloaded.emulator.session(), straight.emulator.session(), "{place}");
            assert_eq!(reloaded.emulator.log(), straight.emulator.log(), "{place}");
        }
    }
}

#[test]
fn a_conversation_written_down_by_the_emulator_plays_again_the_same() {
    for project in projects() {
        let ground = ground(&project);
        for chat in folder::tests(&project).unwrap() {
            let transcript = parse(&fs::read_to_string(&chat).unwrap()).unwrap();
            let first = play(&transcript, &ground).unwrap().emulator;
            let text = first.transcript();
            let again = parse(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", chat.display()));
            let second = play(&again, &ground).unwrap();
            assert_eq!(second.error, None, "{}\n{text}", chat.display());
            assert_eq!(second.diff(&again, Lang::En), "", "{}\n{text}", chat.display());
            assert_eq!(second.emulator.session(), first.session(), "{}", chat.display());
        }
    }
}

/// What a caption stands for in the reference funnel, and the texts that the conversation should bring.
fn labels(funnel: &serde_json::Value) -> impl Fn(&str) -> String {
    let nodes = funnel["nodes"].as_array().unwrap().clone();
    move |data| {
        let buttons = nodes.iter().filter_map(|node| node["buttons"].as_array()).flatten();
        let mut found = buttons.filter(|button| button["data"] == data);
        found.next().unwrap_or_else(|| panic!("no button {data}"))["label"].as_str().unwrap().to_owned()
    }
}

#[test]
fn the_reference_conversation_brings_its_24_messages() {
    let perf = root().join("../shared/perf");
    let (Ok(script), Ok(funnel)) = (
        fs::read_to_string(perf.join("reference-script.json")),
        fs::read_to_string(perf.join("reference-funnel.json")),
    ) else {
        println!("absent, not compared: {}/reference-*.json", perf.display());
        return;
    };
    let script: Vec<Vec<serde_json::Value>> = serde_json::from_str(&script).unwrap();
    let funnel: serde_json::Value = serde_json::from_str(&funnel).unwrap();
    let label_of = labels(&funnel);
    let mut setup = Setup::new(1_795_417_320_000, zones::rules_of);
    setup.profile = vec![(FieldId::FIRST_NAME, "Anna".into())];
    let mut bot = Emulator::new(ground(&root().join("projects/reference")).flow, setup);
    for entry in &script {
        let word = || entry[1].as_str().unwrap();
        match entry[0].as_str().unwrap() {
            "t" => bot.say(word()),
            "c" => {
                let label = label_of(word());
                let shows = |kind: &EntryKind| matches!(kind, EntryKind::Sent(sent) if sent.reply.button(&label).is_some());
                let at = bot.log().iter().rposition(|entry| shows(&entry.kind)).unwrap();
                bot.press(at, &label).unwrap();
            }
            "w" => assert!(bot.to_next_event()),
            "h" => bot.answer_call(200, &entry[1].to_string()).unwrap(),
            other => panic!("unknown entry {other}"),
        }
    }
    let said: Vec<_> = bot
        .log()
        .iter()
        .filter_map(|entry| match &entry.kind {
            EntryKind::Sent(sent) => Some(sent.reply.text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(said.len(), 24, "{said:#?}");
    let texts: Vec<String> = funnel["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|node| [node["text"].as_str(), node["error"].as_str()])
        .flatten()
        .map(|text| {
            let values = [
                ("first_name", "Anna"),
                ("name", "Anna"),
                ("email", "anna@example.com"),
                ("score", "13"),
                ("crm_id", "L-1001"),
            ];
            values
                .iter()
                .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
        })
        .collect();
    for text in &said {
        assert!(texts.contains(text), "not a text of the reference funnel: {text}");
    }
    assert_eq!(said.last().unwrap(), "You are unsubscribed. Send /start to come back.");
    let recorded = fs::read_to_string(root().join("projects/reference/tests/script.chat")).unwrap();
    let recorded = play(&parse(&recorded).unwrap(), &ground(&root().join("projects/reference"))).unwrap();
    let messages = |emulator: &Emulator| {
        let sent = |entry: &voronka::emulator::Entry| match &entry.kind {
            EntryKind::Sent(sent) => Some(sent.reply.clone()),
            _ => None,
        };
        emulator.log().iter().filter_map(sent).collect::<Vec<_>>()
    };
    assert_eq!(
        messages(&recorded.emulator),
        messages(&bot),
        "projects/reference/tests/script.chat is another talk"
    );
}
