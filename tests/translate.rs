//! Languages: the keys that are listed are those that the flow asks for; what goes to a translator comes back
//! the same; what does not fit is named and lost nowhere.

mod arbitrary;

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use voronka::blocks::Registry;
use voronka::compile::{compile, spoken};
use voronka::edit::build;
use voronka::flow::Piece;
use voronka::folder;
use voronka::model::*;
use voronka::translate::{Brought, Exchange, Row, bring, progress, read, rows, write};

/// Every project of the tree.
fn projects() -> Vec<(PathBuf, Project)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["projects", "tests/blocks"].map(|folder| std::fs::read_dir(root.join(folder)).unwrap());
    let paths = folders.into_iter().flatten().map(|entry| entry.unwrap().path());
    let paths = paths.filter(|path| path.join("project.ron").is_file());
    paths.map(|path| (path.clone(), folder::open(&path, &Registry).unwrap().project)).collect()
}

/// What the layers of a project's flow say, as plain text.
fn said(project: &Project) -> BTreeSet<String> {
    let flow = compile(project).flow;
    let texts =
        flow.layers.iter().flat_map(|layer| &layer.texts).map(|(_, text)| &flow.templates[*text as usize]);
    let literal = |piece: &Piece| match piece {
        Piece::Literal(text) => text.to_string(),
        _ => String::new(),
    };
    texts.map(|template| template.pieces.iter().map(literal).collect()).collect()
}

#[test]
fn every_key_that_is_listed_is_one_that_the_flow_asks_for() {
    let mut count = 0;
    for (path, mut project) in projects() {
        let all = spoken(&project);
        let own = all.iter().filter(|spoken| !spoken.text.trim().is_empty());
        let texts: BTreeMap<_, _> =
            own.map(|spoken| (spoken.key.clone(), format!("<{}>", spoken.key))).collect();
        count += texts.len();
        project.layers = vec![Layer { name: "en".into(), texts: texts.clone(), ..Layer::default() }];
        let said = said(&project);
        for (key, text) in &texts {
            assert!(said.iter().any(|said| said.contains(text)), "{}: {key} is never said", path.display());
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn what_the_team_reads_is_asked_of_no_translator_and_changed_by_no_layer() {
    for (kind, prop) in [("notify", "text"), ("handover", "note")] {
        let mut project = Project::new("Заявки");
        let mut block = Block::new(kind);
        block.props.insert(prop.into(), Prop::Text("Новая заявка".into()));
        let block_id = BlockId(project.next_block);
        project.funnels[0].blocks.insert(block_id, block);
        project.next_block += 1;
        let key = text_key(block_id, prop, None);
        assert!(spoken(&project).iter().all(|spoken| spoken.key != key), "{key} is asked for");
        let texts = BTreeMap::from([(key, "A new lead".to_owned())]);
        project.layers = vec![Layer { name: "en".into(), texts, ..Layer::default() }];
        assert!(!said(&project).contains("A new lead"), "{kind} speaks the subscriber's language");
    }
}

#[test]
fn every_text_of_a_message_and_its_buttons_is_listed_where_it_stands() {
    let project = sample();
    let keys: Vec<_> = spoken(&project).into_iter().map(|spoken| (spoken.key, spoken.text)).collect();
    let expected = [
        ("project.stop_reply", "До встречи"),
        ("project.start_reply", ""),
        ("1.buttons.yes.label", "Да"),
        ("1.text", "Привет, {{ имя | друг }}"),
        ("2.text", "Как вас зовут?"),
        ("2.retry", ""),
    ];
    assert_eq!(
        keys.iter().cloned().collect::<BTreeSet<_>>(),
        expected.map(|(k, t)| (k.into(), t.into())).into()
    );
}

/// A message with a button and a question.
fn sample() -> Project {
    let mut project = Project::new("Проба");
    project.words.stop_reply = "До встречи".into();
    let text = |text: &str| Prop::Text(text.to_owned());
    let mut message = Block::new("message");
    message.props.insert("text".into(), text("Привет, {{ имя | друг }}"));
    let row = Record::from([("key".to_owned(), text("yes")), ("label".to_owned(), text("Да"))]);
    message.props.insert("buttons".into(), Prop::List(vec![row]));
    let mut question = Block::new("question");
    question.props.insert("text".into(), text("Как вас зовут?"));
    project.funnels[0].blocks = [(BlockId(1), message), (BlockId(2), question)].into();
    project.next_block = 3;
    project
}

fn layer(project: &mut Project, texts: &[(&str, &str)]) {
    let texts = texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    project.layers = vec![Layer { name: "en".into(), texts, ..Layer::default() }];
}

#[test]
fn a_layer_knows_what_it_lacks_what_is_idle_and_which_fields_slipped() {
    let mut project = sample();
    layer(
        &mut project,
        &[
            ("1.text", "Hi, {{ first_name | friend }}"),
            ("2.text", " "),
            ("7.text", "gone"),
            ("2.retry", "Again"),
        ],
    );
    let found = progress(&project, &project.layers[0]);
    let missing: BTreeSet<_> = found.missing.iter().map(|spoken| spoken.key.as_str()).collect();
    assert_eq!(missing, ["project.stop_reply", "1.buttons.yes.label", "2.text"].into());
    assert_eq!((found.idle, found.slips.len()), (vec!["7.text".to_owned()], 0));
    layer(&mut project, &[("1.text", "Hi, {{ last_name }}")]);
    let slips = progress(&project, &project.layers[0]).slips;
    assert_eq!(
        (slips[0].lost.clone(), slips[0].added.clone()),
        (vec!["имя".into()], vec!["last_name".to_owned()])
    );
}

#[test]
fn a_text_whose_original_changes_is_stale_until_it_is_written_or_confirmed() {
    let mut project = sample();
    build::set_text(&project, "en", "1.text", "Hi, {{ имя | friend }}").apply(&mut project).unwrap();
    let stale = |project: &Project| progress(project, &project.layers[0]).stale.len();
    assert_eq!(stale(&project), 0);
    let said = Some(Prop::Text("Здравствуйте, {{ имя | друг }}".into()));
    build::set_prop(&project, BlockId(1), "text", said).apply(&mut project).unwrap();
    assert_eq!(stale(&project), 1);
    let saved = voronka::file::write(&project, &Registry);
    assert_eq!(stale(&voronka::file::read(&saved, &Registry).unwrap()), 1, "files keep it");
    let mut confirmed = project.clone();
    build::confirm_texts(&project, "en", &["1.text"]).apply(&mut confirmed).unwrap();
    assert_eq!(stale(&confirmed), 0);
    // A translator who has read the new original and sends the old words back confirms them too.
    let brought = bring(&project, "en", &rows(&project, "en"));
    assert_eq!((brought.confirmed, brought.changed.len()), (vec!["1.text".to_owned()], 0));
    let Brought { texts, originals, .. } = bring(&project, "en", &rows(&project, "en"));
    let layer = Layer { name: "en".into(), texts, originals };
    build::replace_layer(&project, layer).apply(&mut project).unwrap();
    assert_eq!(project, confirmed);
}

#[test]
fn every_button_of_a_card_has_its_own_line_that_goes_with_it() {
    let mut project = sample();
    let text = |text: &str| Prop::Text(text.to_owned());
    let row = |fields: &[(&str, Prop)]| -> Record {
        fields.iter().map(|(name, prop)| ((*name).to_owned(), prop.clone())).collect()
    };
    let button = |key: &str, label: &str| row(&[("key", text(key)), ("label", text(label))]);
    let list = Prop::List(vec![button("b1", "Взять"), button("b2", "Позже")]);
    let card = row(&[("key", text("c1")), ("title", text("Роза")), ("buttons", list)]);
    let mut cards = Block::new("cards");
    cards.props.insert("cards".into(), Prop::List(vec![card.clone()]));
    project.funnels[0].blocks.insert(BlockId(1), cards);
    let keys = |project: &Project| -> BTreeSet<String> {
        rows(project, "en").into_iter().map(|row| row.key).filter(|key| key.starts_with("1.")).collect()
    };
    let expected = ["1.cards.c1.title", "1.cards.c1.buttons.b1.label", "1.cards.c1.buttons.b2.label"];
    assert_eq!(keys(&project), expected.map(str::to_owned).into());
    for (key, said) in expected.iter().zip(["Rose", "Take", "Later"]) {
        build::set_text(&project, "en", key, said).apply(&mut project).unwrap();
    }
    assert!(["Rose", "Take", "Later"].iter().all(|said_so| said(&project).contains(*said_so)));
    let fewer = row(&[
        ("key", text("c1")),
        ("title", text("Роза")),
        ("buttons", Prop::List(vec![button("b2", "Позже")])),
    ]);
    build::set_prop(&project, BlockId(1), "cards", Some(Prop::List(vec![fewer])))
        .apply(&mut project)
        .unwrap();
    assert!(!project.layers[0].texts.contains_key("1.cards.c1.buttons.b1.label"));
    assert_eq!(progress(&project, &project.layers[0]).idle, [] as [String; 0]);
}

#[test]
fn phrases_of_the_product_follow_the_language_of_the_project_and_of_each_layer() {
    let mut project = sample();
    project.words.stop_reply.clear();
    let stop = |project: &Project| {
        let flow = compile(project).flow;
        let reply = &flow.replies[flow.triggers.stop_reply.unwrap() as usize];
        let text = |at: u32| flow.templates[at as usize].as_literal().unwrap().to_owned();
        let other =
            flow.layers.first().and_then(|layer| layer.texts.iter().find(|pair| pair.0 == reply.text));
        (text(reply.text), other.map(|pair| text(pair.1)))
    };
    assert!(stop(&project).0.starts_with("Вы отписались") && stop(&project).0.contains("старт"));
    layer(&mut project, &[]);
    assert!(stop(&project).1.unwrap().starts_with("You have unsubscribed"));
    project.language = "en".into();
    assert!(stop(&project).0.starts_with("You have unsubscribed"));
    assert_eq!(stop(&project).1, None);
    layer(&mut project, &[("project.stop_reply", "Bye")]);
    assert_eq!(stop(&project).1.as_deref(), Some("Bye"));
}

#[test]
fn what_a_translator_sends_is_taken_named_or_left_out() {
    let mut project = sample();
    layer(&mut project, &[("2.text", "Your name?"), ("7.text", "kept")]);
    let row = |key: &str, original: &str, text: &str| Row {
        key: key.into(),
        original: original.into(),
        text: text.into(),
    };
    let back = [
        row("1.text", "Привет, {{ имя | друг }}", "Hi"),
        row("1.buttons.yes.label", "Ага", "Yes"),
        row("2.text", "Как тебя зовут?", "What are you called?"),
        row("project.stop_reply", "До встречи", ""),
        row("9.text", "Нет такого", "None"),
    ];
    let brought = bring(&project, "en", &back);
    assert_eq!(brought.changed, ["1.text", "1.buttons.yes.label"]);
    assert_eq!(brought.unknown, ["9.text"]);
    assert_eq!(brought.stale, ["1.buttons.yes.label", "2.text"]);
    assert_eq!(brought.slips.len(), 1);
    let texts: Vec<_> = brought.texts.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
    let expected =
        [("1.buttons.yes.label", "Yes"), ("1.text", "Hi"), ("2.text", "Your name?"), ("7.text", "kept")];
    assert_eq!(texts, expected);
}

#[test]
fn a_file_for_translators_is_xliff_1_2_and_what_their_programs_make_of_it_is_read() {
    let mut project = sample();
    layer(&mut project, &[("1.buttons.yes.label", "Yes & <no>")]);
    let rows = rows(&project, "en");
    let text = String::from_utf8(write(&project, "en", Exchange::Xliff, &rows)).unwrap();
    for part in [
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">",
        "source-language=\"ru\" target-language=\"en\" datatype=\"plaintext\"",
        "<trans-unit id=\"1.text\" xml:space=\"preserve\">",
        "<target state=\"translated\">Yes &amp; &lt;no&gt;</target>",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(text.matches("<target").count(), 1);
    let theirs = r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>
<x:xliff version='1.2' xmlns:x='urn:oasis:names:tc:xliff:document:1.2'><x:file><x:header><x:note>n</x:note></x:header><x:body>
<x:group><x:trans-unit id='1.text'><x:source>Привет, <x:g id='1'>{{ имя | друг }}</x:g></x:source>
<x:target>Hi,&#32;<x:g id='1'>{{ имя | <![CDATA[friend]]> }}</x:g></x:target><x:note>note</x:note>
<x:alt-trans><x:source>Old</x:source><x:target>Older</x:target></x:alt-trans></x:trans-unit></x:group></x:body></x:file></x:xliff>"#;
    let found = read("t.xlf", Exchange::Xliff, theirs.as_bytes()).unwrap();
    let row = Row {
        key: "1.text".into(),
        original: "Привет, {{ имя | друг }}".into(),
        text: "Hi, {{ имя | friend }}".into(),
    };
    assert_eq!(found, [row]);
}

#[test]
fn a_file_that_is_none_is_refused_with_its_line() {
    let unit =
        |inside: &str| format!("<xliff version=\"1.2\">\n<file><body>\n{inside}\n</body></file></xliff>");
    let cases = [
        (Exchange::Csv, "key,original\n1.text,a\n".to_owned(), 1, "translation"),
        (Exchange::Csv, "key,original,translation\n1.text,a\n".to_owned(), 2, "columns: 3"),
        (Exchange::Csv, "key,original,translation\na,b,c\na,b,c\n".to_owned(), 0, "comes twice"),
        (Exchange::Xliff, "<html></html>".to_owned(), 1, "not XLIFF"),
        (Exchange::Xliff, "<xliff version=\"2.0\"></xliff>".to_owned(), 1, "not XLIFF"),
        (Exchange::Xliff, unit("<trans-unit><source>a</source></trans-unit>"), 3, "no id"),
        (Exchange::Xliff, unit("<trans-unit id='a'><source>&made;</source></trans-unit>"), 3, "damaged"),
        (Exchange::Xliff, unit("<trans-unit id='a'><source></trans-unit>"), 3, "damaged"),
        (Exchange::Xliff, "<xliff version=\"1.2\"><file>".to_owned(), 1, "damaged"),
        (Exchange::Xliff, String::new(), 1, "damaged"),
    ];
    for (kind, text, line, says) in cases {
        let error = read("t", kind, text.as_bytes()).expect_err(&text);
        assert_eq!(error.place.line, line, "{text}: {error}");
        assert!(error.message.en.contains(says) && !error.message.ru.is_empty(), "{text}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_out_and_comes_back_changes_nothing(mut project in arbitrary::project(), said in arbitrary::text()) {
        let own = rows(&project, "en").into_iter().map(|row| row.key);
        let texts = own.enumerate().filter(|(at, _)| at % 3 > 0).map(|(_, key)| (key, said.clone())).collect();
        project.layers = vec![Layer { name: "en".into(), texts, ..Layer::default() }];
        let out = rows(&project, "en");
        let clean = |text: &str| -> String { text.chars().filter(|c| *c != '\r').collect() };
        for kind in [Exchange::Csv, Exchange::Xliff] {
            let bytes = write(&project, "en", kind, &out);
            let back = read("t", kind, &bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(back.len(), out.len());
            let brought = bring(&project, "en", &back);
            prop_assert_eq!((brought.changed, brought.stale), (vec![], vec![]));
            prop_assert_eq!(&brought.texts, &project.layers[0].texts);
            if kind == Exchange::Csv {
                for (back, out) in back.iter().zip(&out) {
                    prop_assert_eq!(&back.original, &clean(&out.original));
                }
            }
        }
    }

    #[test]
    fn no_file_of_a_translator_panics(kind in 0..2, text in arbitrary::text(), at in any::<prop::sample::Index>()) {
        let project = sample();
        let kind = if kind == 0 { Exchange::Csv } else { Exchange::Xliff };
        let mut bytes = write(&project, "en", kind, &rows(&project, "en"));
        let at = at.index(bytes.len());
        bytes.splice(at..at, text.bytes());
        if let Ok(rows) = read("t", kind, &bytes) {
            bring(&project, "en", &rows);
        }
    }
}
