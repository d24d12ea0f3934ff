//! The emulator and its transcripts on a small project made by hand.

use std::sync::Arc;
use voronka::compile::compile;
use voronka::emulator::transcript::{Ground, parse, play, play_reloaded, titles_of};
use voronka::emulator::{Emulator, EmulatorError, EntryKind, Setup};
use voronka::model::{
    Block, BlockId, Exit, FieldDef, FieldId, FieldKind, Lang, Project, Prop, Record, TagDef, TagId,
};
use voronka::zones::rules_of;

fn text(text: &str) -> Prop {
    Prop::Text(text.into())
}

fn record(members: &[(&str, Prop)]) -> Record {
    members.iter().map(|(name, prop)| ((*name).to_owned(), prop.clone())).collect()
}

fn buttons(labels: &[(&str, &str)]) -> Prop {
    Prop::List(
        labels.iter().map(|(key, label)| record(&[("key", text(key)), ("label", text(label))])).collect(),
    )
}

fn block(kind: &str, title: &str, props: &[(&str, Prop)], exits: &[(&str, u32)]) -> Block {
    let exits: voronka::model::Few<_, _> =
        exits.iter().map(|(exit, to)| (Exit::new(*exit), BlockId(*to))).collect();
    Block { kind: kind.into(), title: title.into(), props: record(props).into(), exits: exits.into() }
}

/// Entry → greeting with two buttons → question or a day's pause → request → end.
fn project() -> Project {
    let mut project = Project::new("Проба");
    let number = FieldDef { id: FieldId(32), name: "score".into(), kind: FieldKind::Number, default: None };
    let order = FieldDef { id: FieldId(33), name: "order".into(), kind: FieldKind::Text, default: None };
    project.fields = vec![number, order];
    project.tags = vec![TagDef { id: TagId(1), name: "лид".into() }];
    let save = Prop::List(vec![record(&[("path", text("id")), ("field", text("order"))])]);
    let body = Prop::List(vec![record(&[("name", text("name")), ("value", text("{{ имя }}"))])]);
    let blocks = [
        block("entry", "", &[("commands", Prop::Lines(vec!["start".into()]))], &[("next", 2)]),
        block(
            "message",
            "Привет",
            &[
                ("text", text("Привет, {{ имя | друг }}!\n\n[не кнопка]")),
                ("buttons", buttons(&[("go", "Дальше"), ("later", "Позже")])),
                ("quick_replies", buttons(&[("ask", "Спросить")])),
            ],
            &[("go", 3), ("later", 4), ("ask", 3)],
        ),
        block(
            "question",
            "Сколько",
            &[("text", text("Сколько?")), ("answer", text("number")), ("field", text("score"))],
            &[("next", 5), ("fail", 6)],
        ),
        block("delay", "Пауза", &[("duration", text("1d"))], &[("next", 2)]),
        block(
            "http",
            "Заказ",
            &[("url", text("https://crm.example/lead")), ("body", body), ("save", save)],
            &[("next", 6), ("fail", 7)],
        ),
        block("message", "Готово", &[("text", text("Заказ {{ order | без номера }}"))], &[]),
        block("message", "Сбой", &[("text", text("Не вышло"))], &[]),
    ];
    project.funnels[0].blocks = (1..).map(BlockId).zip(blocks).collect();
    project.next_block = 8;
    project
}

fn ground() -> Ground {
    let project = project();
    let compiled = compile(&project);
    assert_eq!(compiled.diagnostics, []);
    Ground { flow: Arc::new(compiled.flow), titles: titles_of(&project), zone_of: rules_of }
}

fn emulator() -> Emulator {
    let mut setup = Setup::new(1_795_417_320_000, rules_of);
    setup.profile = vec![(FieldId::FIRST_NAME, "Анна".into())];
    Emulator::new(ground().flow, setup)
}

const TALK: &str = "\
# Заказ со второго раза
@ 2026-11-23 10:02 Europe/Moscow
@ имя: Анна
> /start
< Привет, Анна!

  \\[не кнопка]
  [Дальше]
  [Позже]
  (Спросить)
> [Позже]

# прошёл день
+ next
-- 2026-11-24 10:02 --
< Привет, Анна!

  \\[не кнопка]
  [Дальше]
  [Позже]
  (Спросить)
? waits: Привет
> (Спросить)
< Сколько?
> много
< Нужно число, например 1200.
> 12
! POST https://crm.example/lead {\"name\":\"Анна\"}
? score = 12
? нет #лид
= 200 {\"id\":\"L-1\"}
< Заказ L-1
? order = L-1
? ended
";

#[test]
fn a_transcript_passes_straight_and_reloaded() {
    let transcript = parse(TALK).unwrap();
    assert_eq!(transcript.title, "Заказ со второго раза");
    for played in [play(&transcript, &ground()).unwrap(), play_reloaded(&transcript, &ground()).unwrap()] {
        assert_eq!(played.error, None);
        assert_eq!(played.diff(&transcript, Lang::Ru), "");
        assert!(played.passed(&transcript));
        assert_eq!(played.rewritten(&transcript), TALK);
    }
}

#[test]
fn a_conversation_is_written_down_so_that_it_plays_again() {
    let mut emulator = emulator();
    emulator.open("");
    let shown = emulator.log().len() - 1;
    emulator.press(shown, "Позже").unwrap();
    for _ in 0..100 {
        emulator.tick(3_600_017);
    }
    emulator.press(shown, "Дальше").unwrap();
    emulator.set_tag(TagId(1), true);
    emulator.say("12");
    emulator.answer_call(500, "").unwrap();
    let text = emulator.transcript();
    assert!(text.contains("\n+ next\n-- 2026-11-24 10:02 --\n< Привет, Анна!\n"), "{text}");
    assert!(text.contains("\n> [Дальше] ^1\n"), "{text}");
    assert!(text.ends_with("= 500\n< Не вышло\n"), "{text}");
    let transcript = parse(&text).unwrap();
    let played = play(&transcript, &ground()).unwrap();
    assert_eq!(played.diff(&transcript, Lang::Ru), "", "{text}");
    assert_eq!(played.error, None);
    assert_eq!(played.emulator.session(), emulator.session());
    assert_eq!(played.emulator.now(), emulator.now());
}

#[test]
fn a_changed_text_is_shown_as_a_difference_with_its_line() {
    let transcript = parse(&TALK.replace("Сколько?", "Сколько штук?")).unwrap();
    let played = play(&transcript, &ground()).unwrap();
    assert!(!played.passed(&transcript));
    assert_eq!(played.first_difference(&transcript), Some(24));
    let expected = "    23   > (Спросить)\n    24 − < Сколько штук?\n       + < Сколько?\n\n";
    assert_eq!(played.diff(&transcript, Lang::Ru), expected);
    assert_eq!(played.rewritten(&transcript), TALK);
}

#[test]
fn a_check_that_does_not_hold_says_what_is_the_case() {
    for (check, truth) in [
        ("? score = 13", "? score = 12"),
        ("? #лид", "? нет #лид"),
        ("? ended", "? waits: Заказ"),
        ("? unsubscribed", "? subscribed"),
    ] {
        let transcript = parse(&TALK.replace("? нет #лид", check)).unwrap();
        let diff = play(&transcript, &ground()).unwrap().diff(&transcript, Lang::Ru);
        assert!(diff.contains(&format!("− {check}\n")) && diff.contains(&format!("+ {truth}\n")), "{diff}");
    }
}

#[test]
fn what_cannot_be_played_names_its_line_and_what_to_do() {
    for (text, line, words) in [
        ("привет", 1, "начинается с «п»"),
        ("  привет", 1, "перед ней сообщения нет"),
        ("# a\n@ 2026-13-01 10:00", 2, "не читается как время"),
        ("@ 2026-11-23 10:00 Europe/Nowhere", 1, "нет часового пояса"),
        ("> /start\n> [Нет такой]", 2, "в последнем есть: Дальше, Позже, Спросить"),
        ("> [Дальше", 1, "скобка кнопки не закрыта"),
        ("> [Дальше]", 1, "в последнем кнопок нет"),
        ("+ next", 1, "ждать нечего"),
        ("+ 3 попугая", 1, "не читается как время"),
        ("= 200 {}", 1, "ни о чём не спрашивал"),
        ("= хорошо", 1, "не читается как ответ"),
        ("? что-то", 1, "не читается как проверка"),
        ("@ рост: 180", 1, "нет поля «рост»"),
        ("@ tag: vip", 1, "нет тега «vip»"),
        ("@ score: много", 1, "не подходит полю"),
        ("> /start\n@ channel: vk", 2, "до первого сообщения"),
        ("@ 2026-11-23 10:00\n> /start\n@ 2020-01-01 10:00", 3, "уже прошёл"),
    ] {
        let played = parse(text).and_then(|transcript| play(&transcript, &ground()));
        let error = match played {
            Ok(played) => played.error.unwrap_or_else(|| panic!("{text}: no error")),
            Err(error) => error,
        };
        let said = error.problem.words(Lang::Ru);
        assert!(said.contains(words), "{text}: {said}");
        assert_eq!(error.line, line, "{text}");
        assert!(error.to_string().starts_with(&format!("line {line}: ")), "{error}");
    }
}

#[test]
fn timers_and_session_agree_about_what_is_due() {
    let mut emulator = emulator();
    emulator.say("/start@my_bot");
    assert_eq!(emulator.next_due(), None);
    emulator.say("Позже");
    assert_eq!(emulator.next_due(), emulator.session().next_due());
    assert!(emulator.next_due().is_some());
    emulator.advance(86_399_999);
    let before = emulator.log().len();
    emulator.advance(1);
    assert_eq!(emulator.log().len(), before + 1, "one message, the passing of time is joined");
    assert_eq!(emulator.next_due(), None);
}

#[test]
fn refusals_change_nothing() {
    let mut emulator = emulator();
    assert_eq!(emulator.press(0, "Дальше"), Err(EmulatorError::NotAMessage));
    assert_eq!(emulator.answer_call(200, "{}"), Err(EmulatorError::NoCall));
    assert!(!emulator.to_next_event());
    emulator.open("");
    let len = emulator.log().len();
    assert_eq!(emulator.press(len - 1, "x"), Err(EmulatorError::NoButton("x".into())));
    assert_eq!(emulator.log().len(), len);
    emulator.restart();
    assert_eq!(emulator.log(), []);
}

#[test]
fn the_path_names_blocks_and_exits_in_order() {
    let mut emulator = emulator();
    emulator.open("");
    emulator.say("дальше");
    let path: Vec<_> = emulator.path().iter().map(|step| (step.block.0, step.exit.as_deref())).collect();
    assert_eq!(path, [(1, Some("next")), (2, Some("go")), (3, None)]);
    assert_eq!(emulator.waiting_block(), Some(BlockId(3)));
}

#[test]
fn an_edited_flow_goes_on_with_the_same_conversation() {
    let mut emulator = emulator();
    emulator.open("");
    let mut project = project();
    let question = project.funnels[0].blocks.get_mut(&BlockId(3)).unwrap();
    question.props.insert("text".into(), text("Сколько штук?"));
    emulator.set_flow(Arc::new(compile(&project).flow));
    emulator.say("Дальше");
    let last = emulator.log().iter().rev().find_map(|entry| match &entry.kind {
        EntryKind::Sent(sent) => Some(sent.reply.text.clone()),
        _ => None,
    });
    assert_eq!(last.as_deref(), Some("Сколько штук?"));
}

#[test]
fn a_project_with_a_zone_that_does_not_exist_is_written_down_in_utc() {
    let mut project = project();
    project.schedule.zone = "Europe/Mosscow".into();
    let flow = Arc::new(compile(&project).flow);
    let mut emulator = Emulator::new(flow.clone(), Setup::new(1_795_417_320_000, rules_of));
    emulator.open("");
    let transcript = parse(&emulator.transcript()).unwrap();
    assert!(emulator.transcript().contains("@ 2026-11-23 07:02 UTC\n"), "{}", emulator.transcript());
    let ground = Ground { flow, titles: titles_of(&project), zone_of: rules_of };
    assert!(play(&transcript, &ground).unwrap().passed(&transcript));
}
