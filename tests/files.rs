//! Project files: what is written reads back, reads well, and refuses mistakes with their place.

mod arbitrary;

use proptest::prelude::*;
use std::collections::BTreeMap;
use voronka::blocks::{BLOCK_TYPES, LIST_TYPES, Registry};
use voronka::edit::build;
use voronka::file::{Before, one_by_one, read, read_since, write};
use voronka::model::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_written_project_reads_back_the_same_and_writes_the_same_bytes(project in arbitrary::project()) {
        let files = write(&project, &Registry);
        let again = read(&files, &Registry).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&again, &project);
        prop_assert_eq!(write(&again, &Registry), files);
    }

    #[test]
    fn a_file_cut_or_scrambled_anywhere_gives_words_and_no_panic(
        project in arbitrary::project(),
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        put in prop::collection::vec(any::<u8>(), 0..4),
        cut in any::<bool>(),
    ) {
        let mut files = write(&project, &Registry);
        let path = which.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let whole = files.clone();
        let bytes = files.get_mut(&path).unwrap();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes.splice(at..at, put); }
        let known = Before { files: &whole, project: &project };
        let since = read_since(known, &files, &Registry, &one_by_one);
        let read = read(&files, &Registry);
        // A text may be scrambled into another good one.
        prop_assert!(since == read || since.is_ok_and(|since| since != project));
        if let Err(error) = read {
            prop_assert!(!error.message.ru.is_empty() && !error.message.en.is_empty());
            prop_assert!(!error.place.path.is_empty());
        }
    }
}

/// A funnel of every layout: short and long rows, several lines of text, quotes.
fn sample() -> Project {
    let mut project = Project::new("Чек-лист «10 писем»");
    project.channels.push(ChannelSetting { channel: "telegram".into(), address: "letters_bot".into() });
    let main = FunnelName("main".into());
    let row = |props: &[(&str, &str)]| -> Record {
        props.iter().map(|(name, text)| ((*name).to_owned(), Prop::Text((*text).to_owned()))).collect()
    };
    let mut entry = Block::new("entry");
    entry.props.insert("links".into(), Prop::Lines(vec!["checklist".into()]));
    let mut hello = Block { title: "Приветствие".into(), ..Block::new("message") };
    hello
        .props
        .insert("text".into(), Prop::Text("Привет, {{ имя | друг }}!\n\nЗабрать \"чек-лист\"?".into()));
    let mut yes = row(&[("key", "b1"), ("label", "Получить")]);
    yes.insert("actions".into(), Prop::List(vec![row(&[("act", "add_tag"), ("tag", "лид")])]));
    let mut site = row(&[
        ("key", "b2"),
        ("label", "Посмотреть сайт автора"),
        ("url", "https://example.com/a/long/address"),
    ]);
    site.insert("beside".into(), Prop::Flag(true));
    hello.props.insert("buttons".into(), Prop::List(vec![yes, site]));
    hello.props.insert("timeout".into(), Prop::Text("1d".into()));
    for (block, at) in [(entry, Pos(0, 0)), (hello, Pos(320, 0)), (Block::new("end"), Pos(640, -40))] {
        build::add_block(&project, &main, block, at).0.apply(&mut project).unwrap();
    }
    for (from, exit, to) in [(1, "next", 2), (2, "b1", 3), (2, "timeout", 3)] {
        build::connect(BlockId(from), Exit::new(exit), Some(BlockId(to))).apply(&mut project).unwrap();
    }
    build::add_tag(&project, "лид").0.apply(&mut project).unwrap();
    build::add_field(&project, "балл", FieldKind::Number).0.apply(&mut project).unwrap();
    project
}

#[test]
fn files_read_like_a_page() {
    let files = write(&sample(), &Registry);
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    assert_eq!(
        text("funnels/main.ron"),
        r##"(
    title: "",
    blocks: {
        1: entry(
            links: ["checklist"],
            exits: {"next": 2},
        ),
        2: message(
            title: "Приветствие",
            text: r#"Привет, {{ имя | друг }}!

Забрать "чек-лист"?"#,
            buttons: [
                (key: "b1", label: "Получить", actions: [(act: "add_tag", tag: "лид")]),
                (
                    key: "b2",
                    label: "Посмотреть сайт автора",
                    url: "https://example.com/a/long/address",
                    beside: true,
                ),
            ],
            timeout: "1d",
            exits: {"b1": 3, "timeout": 3},
        ),
        3: end(),
    },
)
"##
    );
    assert_eq!(
        text("project.ron"),
        r#"(
    format: 1,
    title: "Чек-лист «10 писем»",
    channels: [
        (channel: "telegram", address: "letters_bot"),
    ],
    fields: [
        (id: 32, name: "балл", kind: number),
    ],
    tags: [
        (id: 1, name: "лид"),
    ],
    schedule: (
        zone: "Europe/Moscow",
    ),
    words: (
        stop: ["стоп", "stop"],
        start: ["старт", "start"],
    ),
    funnels: ["main"],
    next_block: 4,
    next_field: 33,
    next_tag: 2,
)
"#
    );
    assert_eq!(
        text("layout.ron"),
        "(\n    blocks: {\n        1: (0, 0),\n        2: (320, 0),\n        3: (640, -40),\n    },\n)\n"
    );
}

#[test]
fn notes_and_frames_stand_beside_the_places() {
    let mut project = sample();
    let funnel = FunnelName("main".into());
    let note = Note {
        funnel: funnel.clone(),
        at: Pos(-20, 300),
        size: Pos(220, 110),
        text: "Спросить\nюриста".into(),
        hue: Hue::Amber,
    };
    let frame = Frame {
        funnel,
        size: Pos(900, 400),
        title: "Прогрев".into(),
        folded: [BlockId(2)].into(),
        folded_marks: [Mark::Note(NoteId(4)), Mark::Frame(FrameId(3))].into(),
        ..Frame::default()
    };
    let inner = Frame { size: Pos(300, 200), folded: [].into(), folded_marks: [].into(), ..frame.clone() };
    project.layout.frames.insert(FrameId(3), inner);
    project.layout.notes.insert(NoteId(4), note);
    project.layout.frames.insert(FrameId(1), frame);
    let files = write(&project, &Registry);
    let text = String::from_utf8(files["layout.ron"].clone()).unwrap();
    let (_, drawn) = text.split_once("    },\n").unwrap();
    assert_eq!(
        drawn,
        "    notes: {
        4: (
            funnel: \"main\",
            at: (-20, 300),
            size: (220, 110),
            text: \"Спросить\nюриста\",
            hue: amber,
        ),
    },
    frames: {
        1: (
            funnel: \"main\",
            at: (0, 0),
            size: (900, 400),
            title: \"Прогрев\",
            folded: [2],
            folded_marks: [note(4), frame(3)],
        ),
        3: (funnel: \"main\", at: (0, 0), size: (300, 200), title: \"Прогрев\"),
    },
)
"
    );
    assert_eq!(read(&files, &Registry), Ok(project.clone()));
    // Whoever takes a note out of the file by hand takes it out of the frame.
    let text = text.replace("        4: (", "        5: (");
    let files = BTreeMap::from_iter(files.into_iter().chain([("layout.ron".to_owned(), text.into_bytes())]));
    let read = read(&files, &Registry).unwrap();
    assert_eq!(read.layout.frames[&FrameId(1)].folded_marks, [Mark::Frame(FrameId(3))].into());
}

/// A project with everything that stands beside the drawings.
fn furnished() -> Project {
    let mut project = sample();
    project.language = "ru".into();
    project.consent = Consent { required: true, version: "2026-03".into() };
    project.ai = true;
    let row = |name: &str, prop: &str, text: &str| -> Record {
        [("name", name), (prop, text)].map(|(name, text)| (name.to_owned(), Prop::Text(text.into()))).into()
    };
    project.lists.insert("team".into(), vec![row("Анна", "hours", "09:00-18:00")]);
    project
        .lists
        .insert("segments".into(), vec![row("Новые", "formula", "visits < 2"), row("Все", "join", "all")]);
    project.tables.push(Table {
        name: "menu".into(),
        columns: vec!["код".into(), "название".into()],
        rows: vec![vec!["1".into(), "Маргарита\nбольшая".into()], vec!["2".into(), String::new()]],
    });
    let texts = [("10.text", "ten"), ("2.buttons.b1.label", "Get it"), ("2.text", "Hi\nthere")];
    let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned())).into();
    project.layers.push(Layer { name: "en@whatsapp".into(), texts, ..Layer::default() });
    project
}

#[test]
fn what_stands_beside_the_drawings_reads_like_a_page() {
    let files = write(&furnished(), &Registry);
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let expected = r#"    language: "ru",
    consent: (
        required: true,
        version: "2026-03",
    ),
    ai: true,
    lists: {
        "segments": [
            (name: "Новые", formula: "visits < 2"),
            (name: "Все", join: "all"),
        ],
        "team": [
            (name: "Анна", hours: "09:00-18:00"),
        ],
    },
    funnels: ["main"],
"#;
    assert!(text("project.ron").contains(expected), "{}", text("project.ron"));
    assert_eq!(text("tables/menu.csv"), "код,название\n1,\"Маргарита\nбольшая\"\n2,\n");
    assert_eq!(
        text("texts/en@whatsapp.ron"),
        r#"(
    texts: {
        "2.buttons.b1.label": "Get it",
        "2.text": "Hi
there",
        "10.text": "ten",
    },
)
"#
    );
}

#[test]
fn a_mistake_beside_the_drawings_is_refused_with_its_place() {
    let table = [("1,\"Маргарита", "1,2,\"Маргарита", "tables/menu.csv:2", "columns: 2")];
    let texts = [
        ("\"2.text\"", "\"10.text\"", "texts/en@whatsapp.ron:6:9", "second time"),
        ("texts:", "text:", "texts/en@whatsapp.ron:2:5", "texts"),
    ];
    let head = [
        ("\"team\"", "\"teem\"", "project.ron:31:9", "team"),
        ("\"Все\"", "\"Новые\"", "project.ron:29:", "second time"),
        ("name: \"Все\"", "name: \" \"", "project.ron:29:", "no name"),
        ("hours: \"09:00", "huors: \"09:00", "project.ron:32:28", "hours"),
        ("language: \"ru\"", "language: \"русский\"", "project.ron:20:15", "ru, en"),
        ("ai: true", "ai: yes", "project.ron:25:9", "true or false"),
    ];
    let all = [("tables/menu.csv", &table[..]), ("texts/en@whatsapp.ron", &texts), ("project.ron", &head)];
    for (path, mistakes) in all {
        for (from, to, place, says) in mistakes {
            let mut files = write(&furnished(), &Registry);
            let text = String::from_utf8(files[path].clone()).unwrap();
            assert!(text.contains(from), "{from}");
            files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
            let error = read(&files, &Registry).expect_err(to);
            assert!(error.place.to_string().starts_with(place), "{to}: {error}\n{text}");
            assert!(error.message.en.contains(says), "{to}: {error}");
        }
    }
}

#[test]
fn a_file_beside_the_drawings_needs_a_name_that_does() {
    for (path, says) in [
        ("tables/Меню.csv", "table name"),
        ("texts/english language.ron", "en@whatsapp"),
        ("texts/EN@whatsapp.ron", "second time"),
        ("texts/.ron", "en@whatsapp"),
    ] {
        let mut files = write(&furnished(), &Registry);
        let like = if path.ends_with(".csv") { "tables/menu.csv" } else { "texts/en@whatsapp.ron" };
        files.insert(path.to_owned(), files[like].clone());
        let error = read(&files, &Registry).expect_err(path);
        assert!(error.message.en.contains(says), "{path}: {error}");
    }
}

#[test]
fn every_list_has_rows_with_a_name() {
    for list in LIST_TYPES {
        assert!(list.form.field("name").is_some(), "{}", list.name);
    }
}

#[test]
fn what_editors_and_git_do_to_a_file_does_not_change_the_project() {
    let project = furnished();
    let mut files = write(&project, &Registry);
    for bytes in files.values_mut() {
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        if !text.starts_with('(') {
            *bytes = format!("\u{feff}{}", text.replace(',', ";").replace('\n', "\r\n")).into_bytes();
            continue;
        }
        let text = text.replace("    title", "    // a remark\n    title").replace('\n', "\r\n");
        *bytes = format!("\u{feff}{text}\r\n/* the end */").into_bytes();
    }
    assert_eq!(read(&files, &Registry), Ok(project));
}

#[test]
fn no_form_has_a_property_that_the_file_uses_for_every_block() {
    for block_type in BLOCK_TYPES {
        for name in ["title", "exits"] {
            assert!(block_type.form.field(name).is_none(), "{} has {name}", block_type.name);
        }
    }
}

#[test]
fn a_project_without_layout_opens_with_its_blocks_unplaced() {
    let mut files = write(&sample(), &Registry);
    files.remove("layout.ron");
    assert!(read(&files, &Registry).unwrap().layout.blocks.is_empty());
}

/// A mistake: in which file what is replaced by what, where the error stands and what it must say.
struct Mistake(&'static str, &'static str, &'static str, &'static str, &'static str);

const MISTAKES: &[Mistake] = &[
    Mistake("funnels/main.ron", "buttons:", "butons:", "funnels/main.ron:13:13", "buttons"),
    Mistake("funnels/main.ron", "2: message(", "2: mesage(", "funnels/main.ron:8:12", "message"),
    Mistake(
        "funnels/main.ron",
        "timeout: \"1d\"",
        "timeout: 5",
        "funnels/main.ron:22:22",
        "a text in quotes",
    ),
    Mistake("funnels/main.ron", "beside: true", "beside: \"yes\"", "funnels/main.ron:19:29", "true or false"),
    Mistake("funnels/main.ron", "\"add_tag\"", "\"add_teg\"", "funnels/main.ron:14:64", "add_tag"),
    Mistake("funnels/main.ron", "tag: \"лид\"", "tog: \"лид\"", "funnels/main.ron:14:75", "tag"),
    Mistake("funnels/main.ron", "\"b1\": 3", "\"b1\": 7", "funnels/main.ron:23:27", "block 7"),
    Mistake("funnels/main.ron", "3: end()", "2: end()", "funnels/main.ron:25:9", "second time"),
    Mistake("funnels/main.ron", "3: end()", "9: end()", "funnels/main.ron:23:27", "block 3"),
    Mistake(
        "funnels/main.ron",
        "3: end()",
        "3: split(arms: [(weight: -1)])",
        "funnels/main.ron:25:34",
        "from 0",
    ),
    Mistake(
        "funnels/main.ron",
        "timeout: \"1d\",",
        "timeout: \"1d\", timeout: \"2d\",",
        "funnels/main.ron:22:28",
        "second time",
    ),
    Mistake(
        "funnels/main.ron",
        "\"b1\": 3,",
        "\"b1\": 3, \"b1\": 2,",
        "funnels/main.ron:23:30",
        "second time",
    ),
    Mistake(
        "funnels/main.ron",
        "exits: {\"next\": 2},",
        "exits: {\"next\" 2},",
        "funnels/main.ron:6:28",
        "colon",
    ),
    Mistake(
        "funnels/main.ron",
        "links: [\"checklist\"],",
        "links: [\"checklist\"]",
        "funnels/main.ron:6:13",
        "comma",
    ),
    Mistake("funnels/main.ron", "title: \"\"", "titel: \"\"", "funnels/main.ron:2:5", "title"),
    Mistake("project.ron", "format: 1", "format: 2", "project.ron:2:13", "newer version"),
    Mistake("project.ron", "format: 1", "form: 1", "project.ron", "not a project file"),
    Mistake("project.ron", "next_block: 4", "next_block: 3", "project.ron:21:17", "at least 4"),
    Mistake("project.ron", "next_tag: 2,", "", "project.ron:24:1", "next_tag"),
    Mistake("project.ron", "kind: number", "kind: nomber", "project.ron:8:38", "number"),
    Mistake("project.ron", "address:", "adress:", "project.ron:5:31", "address"),
    Mistake(
        "project.ron",
        "[\"main\"]",
        "[\"main\", \"Второй\"]",
        "project.ron:20:23",
        "cannot be a file name",
    ),
    Mistake(
        "project.ron",
        "[\"main\"]",
        "[\"main\", \"two\"]",
        "project.ron:20:23",
        "no file funnels/two.ron",
    ),
    Mistake("project.ron", "\"балл\"", "\"имя\"", "project.ron:8:", "имя"),
    Mistake("project.ron", "id: 32", "id: 3", "project.ron:8:", "Field number 3"),
    Mistake("layout.ron", "3: (640, -40)", "8: (640, -40)", "layout.ron:5:9", "block 8"),
    Mistake("layout.ron", "(640, -40)", "(640.5, -40)", "layout.ron:5:16", "comma"),
    Mistake(
        "layout.ron",
        "    },\n)",
        "    },\n    notes: {1: (funnel: \"x\", at: (0, 0), size: (9, 9))},\n)",
        "layout.ron:7:",
        "funnel “x”",
    ),
    Mistake(
        "layout.ron",
        "    },\n)",
        "    },\n    frames: {1: (funnel: \"main\", at: (0, 0), size: (9, 9), folded: [77])},\n)",
        "layout.ron:7:",
        "block 77",
    ),
];

#[test]
fn every_mistake_is_refused_with_its_place_and_what_was_meant() {
    for Mistake(path, from, to, place, says) in MISTAKES {
        let mut files = write(&sample(), &Registry);
        let text = String::from_utf8(files[*path].clone()).unwrap();
        assert!(text.contains(from), "{from}");
        files.insert((*path).to_owned(), text.replacen(from, to, 1).into_bytes());
        let error = read(&files, &Registry).expect_err(to);
        let found = error.place.to_string();
        assert!(found.starts_with(place), "{to}: at {found}, expected {place}: {error}");
        assert!(error.message.en.contains(says), "{to}: {}", error.message.en);
        assert!(error.message.ru.contains(|c| matches!(c, 'а'..='я')), "{to}: {}", error.message.ru);
    }
}

#[test]
fn an_id_used_in_two_funnels_is_found_in_the_second() {
    let mut project = sample();
    build::add_funnel(&project, "Вторая воронка").0.apply(&mut project).unwrap();
    let mut files = write(&project, &Registry);
    let path = "funnels/vtoraia-voronka.ron";
    assert!(files.contains_key(path), "{:?}", files.keys());
    files.insert(path.into(), b"(title: \"\", blocks: {\n  1: end(),\n})".to_vec());
    let error = read(&files, &Registry).expect_err("twice");
    assert_eq!(error.place.to_string(), "funnels/vtoraia-voronka.ron:2:3");
    assert!(error.message.en.contains("another funnel"), "{error}");
}

#[test]
fn a_funnel_that_is_not_listed_is_named() {
    let mut files = write(&sample(), &Registry);
    files.insert("funnels/lost.ron".into(), b"(title: \"\", blocks: {})".to_vec());
    let error = read(&files, &Registry).expect_err("not listed");
    assert_eq!(error.place.to_string(), "funnels/lost.ron");
}

#[test]
fn brackets_without_end_are_refused_and_do_not_overflow() {
    let mut files: BTreeMap<_, _> = write(&sample(), &Registry);
    for bomb in ["(".repeat(100_000), format!("(format: 1, x: {}", "[".repeat(100_000)), "((".into()] {
        files.insert("project.ron".into(), bomb.clone().into_bytes());
        assert!(read(&files, &Registry).is_err());
        files.insert("project.ron".into(), write(&sample(), &Registry)["project.ron"].clone());
        files
            .insert("funnels/main.ron".into(), format!("(blocks: {{1: message(buttons: {bomb}").into_bytes());
        assert!(read(&files, &Registry).is_err());
    }
}
