//! Facts that a row of the checklist asks for and no other test states.

use super::support::{Talk, block, project};
use std::path::Path;
use std::sync::Arc;
use voronka::blocks::Registry;
use voronka::compile::compile;
use voronka::edit::{History, build};
use voronka::emulator::{Emulator, EntryKind, Setup};
use voronka::engine::{Effect, Input, Session, holds, step};
use voronka::export::{ExportOptions, export_all};
use voronka::flow::{DAY_MS, Flow, Now, ZoneRules};
use voronka::model::{BlockId, Project, Prop, Record, Table};
use voronka::{file, folder, zones};

/// 2026-11-23 10:00 in Moscow, a Monday.
const MONDAY_10: i64 = 1_795_417_200_000;

#[test]
fn sixty_days_of_a_course_come_at_their_moments() {
    const DAYS: u32 = 60;
    let mut drafts = vec![block("entry").to("next", 2)];
    for day in 1..=DAYS {
        let at = 2 * day;
        drafts.push(block("delay").text("duration", "1d").to("next", at + 1));
        drafts.push(block("message").text("text", &format!("Урок {day}")).to("next", at + 2));
    }
    let mut bot =
        Emulator::new(Arc::new(compile(&project(drafts)).flow), Setup::new(MONDAY_10, zones::rules_of));
    bot.open("");
    bot.advance(i64::from(DAYS) * DAY_MS);
    let sent: Vec<_> = bot
        .log()
        .iter()
        .filter_map(|entry| match &entry.kind {
            EntryKind::Sent(sent) => Some((entry.at, sent.reply.text.clone())),
            _ => None,
        })
        .collect();
    let expected: Vec<_> =
        (1..=DAYS).map(|day| (MONDAY_10 + i64::from(day) * DAY_MS, format!("Урок {day}"))).collect();
    assert_eq!(sent, expected);
}

#[test]
fn a_hundred_steps_are_undone_and_done_again_to_the_byte() {
    let mut project = project(vec![block("entry").to("next", 2), block("message").text("text", "Привет")]);
    let first = file::write(&project, &Registry);
    let mut history = History::default();
    for step in 1..=100 {
        let transaction = build::set_title(&project, BlockId(1 + step % 2), format!("Шаг {step}"));
        history.apply(&mut project, transaction).expect("a title");
    }
    let last = file::write(&project, &Registry);
    for _ in 1..=100 {
        assert!(history.undo(&mut project).is_some());
    }
    assert_eq!(history.undo(&mut project), None);
    assert_eq!(file::write(&project, &Registry), first);
    while history.redo(&mut project).is_some() {}
    assert_eq!(file::write(&project, &Registry), last);
}

fn rule(pairs: &[(&str, &str)]) -> Record {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), Prop::Text((*text).into()))).collect()
}

/// Asked a name and a number; the segment is of those called Анна who said 10 and more.
fn survey() -> Project {
    let mut project = project(vec![
        block("entry").to("next", 2),
        block("question").text("text", "Имя?").text("field", "name").to("next", 3),
        block("question")
            .text("text", "Сколько?")
            .text("answer", "number")
            .text("field", "score")
            .to("next", 4),
        block("message").text("text", "Спасибо"),
    ]);
    let rules = vec![
        rule(&[("field", "name"), ("op", "eq"), ("value", "Анна")]),
        rule(&[("field", "score"), ("op", "ge"), ("value", "10")]),
    ];
    let mut group = rule(&[("join", "all")]);
    group.insert("rules".into(), Prop::List(rules));
    let mut segment = rule(&[("name", "Анны"), ("join", "all")]);
    segment.insert("groups".into(), Prop::List(vec![group]));
    project.lists.insert("segments".into(), vec![segment]);
    project
}

#[test]
fn what_a_survey_was_answered_decides_who_belongs_to_a_segment() {
    let project = survey();
    let compiled = compile(&project);
    let segment = compiled.segment("Анны").expect("the segment");
    for (name, score, belongs) in [("анна", "12", true), ("Анна", "9", false), ("Пётр", "12", false)]
    {
        let mut talk = Talk::with(&project);
        let asked = talk.start();
        assert_eq!(asked, ["Имя?"]);
        let is_in =
            |talk: &Talk| holds(&compiled.flow, &talk.session, segment, Now::at_home(talk.now, &talk.zone));
        assert!(!is_in(&talk), "nothing is known before the answers");
        talk.say(name);
        assert_eq!(talk.say(score), ["Спасибо"]);
        assert_eq!(is_in(&talk), belongs, "{name}, {score}");
    }
}

#[test]
fn a_table_of_rules_recommends_a_product_for_every_combination_of_answers() {
    let skins = ["сухая", "жирная", "нормальная"];
    let ages = ["до 30", "после 30"];
    let mut project = project(vec![
        block("entry").to("next", 2),
        block("question").text("text", "Кожа?").text("field", "name").to("next", 3),
        block("question").text("text", "Возраст?").text("field", "email").to("next", 4),
        block("lookup")
            .text("table", "rules")
            .rows(
                "filters",
                &[
                    &[("column", "кожа"), ("test", "same"), ("value", "{{ name }}")],
                    &[("column", "возраст"), ("test", "same"), ("value", "{{ email }}")],
                ],
            )
            .rows("save", &[&[("column", "средство"), ("field", "name")]])
            .to("next", 5)
            .to("none", 6),
        block("message").text("text", "Вам подойдёт {{ name }}"),
        block("message").text("text", "Подберём сами"),
    ]);
    let product = |skin: &str, age: &str| format!("крем «{skin}, {age}»");
    let rows =
        skins.iter().flat_map(|skin| ages.map(|age| vec![skin.to_string(), age.into(), product(skin, age)]));
    let rows = rows.filter(|row| row[0] != "нормальная" || row[1] != "до 30").collect();
    let columns = vec!["кожа".into(), "возраст".into(), "средство".into()];
    project.tables.push(Table { name: "rules".into(), columns, rows });
    for skin in skins {
        for age in ages {
            let mut talk = Talk::with(&project);
            talk.start();
            talk.say(skin);
            let advice = talk.say(age);
            let expected = match (skin, age) {
                ("нормальная", "до 30") => "Подберём сами".to_owned(),
                _ => format!("Вам подойдёт {}", product(skin, age)),
            };
            assert_eq!(advice, [expected], "{skin}, {age}");
        }
    }
}

#[test]
fn answers_of_a_model_are_off_until_the_project_turns_them_on() {
    let mut project = project(vec![
        block("entry").to("next", 2),
        block("ai").text("instructions", "Отвечай кратко").to("next", 3).to("fail", 4),
        block("message").text("text", "Ответил"),
        block("message").text("text", "Позовём человека"),
    ]);
    let is_asked = |talk: &Talk| talk.effects.iter().any(|effect| matches!(effect, Effect::Call(_)));
    let mut talk = Talk::with(&project);
    assert_eq!(talk.start(), ["Позовём человека"]);
    assert!(!is_asked(&talk));
    project.ai = true;
    let mut talk = Talk::with(&project);
    assert_eq!(talk.start(), [""; 0]);
    assert!(is_asked(&talk));
}

#[test]
fn the_page_of_the_city_leads_into_its_three_messengers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/gorod-qr");
    let project = folder::open(&folder, &Registry).expect("the sample").project;
    let exported = export_all(&project, &ExportOptions::default(), &mut |_, _, _| true).expect("files");
    let page = String::from_utf8_lossy(&exported.files["index.html"]).into_owned();
    let page = page.replace("&#x2f;", "/");
    let (_, rest) = page.split_once("<nav").expect("buttons");
    let (buttons, _) = rest.split_once("</nav>").expect("their end");
    let links: Vec<_> = buttons.split("href=").skip(1).collect();
    assert_eq!(links.len(), 3);
    for (link, expected) in links.iter().zip([
        "https://t.me/zareche_afisha_bot?start=afisha",
        "https://vk.me/zareche_afisha?ref=afisha",
        "https://max.ru/id770000000011_bot?start=afisha",
    ]) {
        assert!(link.trim_start_matches(['"', '\'']).starts_with(expected), "{link}");
    }
    for channel in ["telegram", "vk", "max"] {
        assert!(exported.files.contains_key(&format!("qr/{channel}-afisha.svg")), "{channel}");
    }
}

/// What a reader of the health bot writes, and a part of what comes last.
const READERS: [(&[&str], &str); 4] = [
    (&["привет", "2", "два"], "Оставайтесь дома"),
    (&["меню", "1"], "Мойте не меньше 20 секунд"),
    (&["а маску носить?"], "Маска нужна"),
    (&["привет", "ыыы"], "Такого в справке нет"),
];

fn texts(effects: &[Effect]) -> Vec<&str> {
    let mut texts = Vec::new();
    for effect in effects {
        if let Effect::Send(message) = effect {
            texts.push(&*message.text);
        }
    }
    texts
}

/// The conversations of these subscribers at the same time, one message of each in turn.
fn talk_at_once(flow: &Flow, subscribers: std::ops::Range<u64>) {
    let zone = ZoneRules::fixed(3 * 3600);
    let now = Now::at_home(MONDAY_10, &zone);
    let mut sessions: Vec<_> = subscribers.map(|id| Session::new(flow, id)).collect();
    for turn in 0..3 {
        for session in &mut sessions {
            let (says, last) = READERS[(session.subscriber % 4) as usize];
            let Some(says_now) = says.get(turn) else { continue };
            let (next, effects) = step(flow, session, &Input::Text(says_now), now);
            let answers = texts(&effects);
            assert!(!answers.is_empty(), "{says_now}: silence");
            if turn + 1 == says.len() {
                assert!(
                    answers.last().is_some_and(|answer| answer.contains(last)),
                    "{says_now}: {answers:?}"
                );
            }
            *session = next;
        }
    }
}

#[test]
fn a_hundred_thousand_readers_at_once_all_get_their_own_answers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/zdorovie-info");
    let flow = compile(&folder::open(&folder, &Registry).expect("the sample").project).flow;
    std::thread::scope(|scope| {
        for half in [0..50_000, 50_000..100_000] {
            let flow = &flow;
            scope.spawn(move || talk_at_once(flow, half));
        }
    });
}

/// The samples of the seed's cases: pizza by emoji, flowers, the information bot, booking near by, the mortgage form,
/// recipes, the page of the city, and the three of every day: leads, booking, promotions.
const CASES: [&str; 10] = [
    "pizza",
    "dostavka-cvetov",
    "zdorovie-info",
    "beauty-zapis",
    "ipoteka",
    "recepty",
    "gorod-qr",
    "checklist",
    "zapis-na-uslugu",
    "akcii",
];

#[test]
fn every_case_of_the_seed_is_drawn_without_a_formula() {
    for name in CASES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects").join(name);
        let project = folder::open(&path, &Registry).unwrap().project;
        let blocks: Vec<_> = project.blocks().map(|(_, id, block)| (id, &block.props)).collect();
        assert!(blocks.len() > 5, "{name}");
        for (id, props) in blocks {
            assert!(!has_formula(props), "{name}: block {id}");
        }
        for row in project.lists.values().flatten() {
            assert!(!has_formula(row), "{name}: {row:?}");
        }
    }
}

fn has_formula(record: &Record) -> bool {
    record.iter().any(|(name, prop)| match prop {
        Prop::Text(text) => name == "formula" && !text.trim().is_empty(),
        Prop::List(rows) => rows.iter().any(has_formula),
        Prop::Int(_) | Prop::Flag(_) | Prop::Lines(_) => false,
    })
}
