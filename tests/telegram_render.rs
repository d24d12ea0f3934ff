//! What Telegram is sent: bodies hold to the published schema and to the limits, whatever the reply.

mod telegram_schema;

use proptest::prelude::*;
use serde_json::Value;
use telegram_schema::Schemas;
use voronka::channels::telegram::{ApiCall, Loss, answer_press, file_id_of, publish_calls, render, typing};
use voronka::channels::{Channel, LengthUnit, Telegram};
use voronka::engine::{Payload, ReplyView, ViewButton};
use voronka::flow::{Flow, LinkKind, MediaKind, MediaPlan, Request, Span, Style, TriggerTarget};
use voronka::model::{BlockId, Project};

const BLOCK: BlockId = BlockId(7);

fn press<'a>(label: &'a str, key: &'a str) -> ViewButton<'a> {
    let payload = Payload { thread: 1, generation: 2, block: BLOCK, key };
    ViewButton { label, payload, url: None, link: LinkKind::Open, event: 0, request: None }
}

fn text_only(text: &str) -> ReplyView<'_> {
    ReplyView {
        block: BLOCK,
        text,
        spans: &[],
        media: &[],
        cards: vec![],
        extra: None,
        rows: vec![],
        quick: vec![],
        typing_ms: 0,
    }
}

fn body(call: &ApiCall) -> Value {
    serde_json::from_str(&call.body).expect("a body is JSON")
}

#[test]
fn a_text_with_bold_words_and_buttons_is_one_message() {
    let spans = [Span { range: 0.."Привет".len(), style: Style::Bold }];
    let site = ViewButton { url: Some("sever.ru"), ..press("Сайт", "site") };
    let rows = vec![vec![press("Да", "yes"), press("Нет", "no")], vec![site]];
    let rendered = render(&ReplyView { spans: &spans, rows, ..text_only("Привет, Анна") }, 42);
    assert_eq!(rendered.losses, []);
    let [call] = rendered.calls.as_slice() else { panic!("one call: {rendered:?}") };
    assert_eq!(call.method, "sendMessage");
    let expected = serde_json::json!({
        "chat_id": 42,
        "text": "Привет, Анна",
        "entities": [{"type": "bold", "offset": 0, "length": 6}],
        "reply_markup": {"inline_keyboard": [
            [{"text": "Да", "callback_data": "1.2.7.yes"}, {"text": "Нет", "callback_data": "1.2.7.no"}],
            [{"text": "Сайт", "url": "https://sever.ru"}],
        ]},
    });
    assert_eq!(body(call), expected);
}

#[test]
fn a_keyboard_asks_for_number_and_place_and_a_message_button_cannot() {
    let ask = |request| ViewButton { request: Some(request), ..press("Поделиться", "share") };
    let quick = vec![vec![ask(Request::Contact), ask(Request::Location)], vec![press("Пропустить", "skip")]];
    let rendered = render(&ReplyView { quick: quick.clone(), ..text_only("Ваш номер?") }, 42);
    assert_eq!(rendered.losses, []);
    let expected = serde_json::json!([
        [
            {"text": "Поделиться", "request_contact": true},
            {"text": "Поделиться", "request_location": true},
        ],
        [{"text": "Пропустить"}],
    ]);
    assert_eq!(body(&rendered.calls[0])["reply_markup"]["keyboard"], expected);
    let both =
        ReplyView { rows: vec![vec![press("Нет", "no")]], quick, ..text_only("Ваш номер?") };
    let rendered = render(&both, 42);
    assert_eq!(rendered.losses, [Loss::QuickAsButtons, Loss::ButtonsDropped]);
    let shown = &body(&rendered.calls[0])["reply_markup"]["inline_keyboard"];
    assert_eq!(shown.as_array().map(Vec::len), Some(2), "{shown}");
}

#[test]
fn quick_replies_take_the_place_of_the_keyboard_and_vanish() {
    let quick = vec![vec![press("Да", "yes")]];
    let rendered = render(&ReplyView { quick: quick.clone(), ..text_only("Готовы?") }, 42);
    let markup = &body(&rendered.calls[0])["reply_markup"];
    assert_eq!(markup["keyboard"][0][0], serde_json::json!({"text": "Да"}));
    assert_eq!((&markup["resize_keyboard"], &markup["one_time_keyboard"]), (&true.into(), &true.into()));

    let both = ReplyView { rows: vec![vec![press("Нет", "no")]], quick, ..text_only("Готовы?") };
    let rendered = render(&both, 42);
    assert_eq!(rendered.losses, [Loss::QuickAsButtons]);
    let rows = &body(&rendered.calls[0])["reply_markup"]["inline_keyboard"];
    assert_eq!(rows[1][0]["callback_data"], "1.2.7.yes");
}

#[test]
fn the_keyboard_stands_under_the_last_part_of_a_long_text() {
    let text = "слово ".repeat(1500);
    let rendered = render(&ReplyView { rows: vec![vec![press("Да", "yes")]], ..text_only(&text) }, 42);
    assert_eq!(rendered.losses, [Loss::TextCut]);
    let with_keyboard: Vec<_> =
        rendered.calls.iter().map(|call| body(call).get("reply_markup").is_some()).collect();
    assert_eq!(with_keyboard, [false, false, true]);
}

#[test]
fn a_picture_carries_a_short_text_and_is_followed_by_a_long_one() {
    let media = MediaPlan { kind: MediaKind::Image, path: "cover.png".into() };
    let rows = vec![vec![press("Да", "yes")]];
    let short =
        ReplyView { media: std::slice::from_ref(&media), rows: rows.clone(), ..text_only("Обложка") };
    let rendered = render(&short, 42);
    let [photo] = rendered.calls.as_slice() else { panic!("one call: {rendered:?}") };
    assert_eq!((photo.method, &body(photo)["caption"]), ("sendPhoto", &"Обложка".into()));
    assert_eq!(photo.upload.as_ref().map(|upload| upload.path.as_str()), Some("cover.png"));
    assert_eq!(body(&photo.with_file_id("AgAC"))["photo"], "AgAC");
    let told = photo.without_file().expect("a caption remains");
    assert_eq!((told.method, &body(&told)["text"]), ("sendMessage", &"Обложка".into()));

    let text = "слово ".repeat(300);
    let long = ReplyView { text: &text, ..short };
    let rendered = render(&long, 42);
    assert_eq!(rendered.losses, [Loss::CaptionApart]);
    let methods: Vec<_> = rendered.calls.iter().map(|call| call.method).collect();
    assert_eq!(methods, ["sendPhoto", "sendMessage"]);
    assert!(body(&rendered.calls[0]).get("reply_markup").is_none());
    assert!(body(&rendered.calls[1]).get("reply_markup").is_some());
    assert_eq!(rendered.calls[0].without_file(), None, "nothing remains of a picture without a caption");
}

#[test]
fn a_reply_without_anything_to_show_is_not_sent_and_says_so() {
    for text in ["", " \n "] {
        let rendered = render(&ReplyView { rows: vec![vec![press("Да", "yes")]], ..text_only(text) }, 42);
        assert_eq!((rendered.calls.len(), rendered.losses.as_slice()), (0, [Loss::Empty].as_slice()));
    }
}

#[test]
fn the_id_of_an_uploaded_file_is_found_in_the_answer() {
    let photo = r#"{"ok":true,"result":{"photo":[{"file_id":"small"},{"file_id":"large"}]}}"#;
    let document = r#"{"ok":true,"result":{"document":{"file_id":"doc"}}}"#;
    assert_eq!(file_id_of(photo).as_deref(), Some("large"));
    assert_eq!(file_id_of(document).as_deref(), Some("doc"));
    assert_eq!(file_id_of(r#"{"ok":true,"result":{}}"#), None);
}

#[test]
fn the_profile_is_set_from_the_project_and_checked_first() {
    let mut project = Project::new("Север");
    project.bot.name = "Студия Север".into();
    project.bot.about = "Чек-листы и разборы".into();
    project.funnels[0].title = "Начать".into();
    project.funnels[0].blocks.insert(BLOCK, voronka::model::Block::new("entry"));
    let mut flow = Flow::default();
    let target = TriggerTarget { block: BLOCK, op: 0, policy: Default::default(), guard: None };
    flow.triggers.commands = vec![("start".into(), target), ("start".into(), target)];
    let calls = publish_calls(&project, &flow).expect("a profile within the limits");
    let shown: Vec<_> = calls.iter().map(|call| format!("{} {}", call.method, call.body)).collect();
    assert_eq!(
        shown,
        [
            r#"setMyName {"name":"Студия Север"}"#,
            r#"setMyShortDescription {"short_description":"Чек-листы и разборы"}"#,
            r#"setMyCommands {"commands":[{"command":"start","description":"Начать"}]}"#,
            r#"setChatMenuButton {"menu_button":{"type":"commands"}}"#,
        ]
    );
    if let Some(schemas) = Schemas::load() {
        calls.iter().for_each(|call| schemas.check(call.method, &body(call)));
    }
    project.bot.about = "я".repeat(121);
    flow.triggers.commands[0].0 = "Старт".into();
    let faults = publish_calls(&project, &flow).expect_err("two faults");
    assert_eq!(faults.iter().map(|fault| fault.what.len()).collect::<Vec<_>>(), [242, "/Старт".len()]);
}

#[test]
fn small_calls_hold_to_the_schema() {
    let Some(schemas) = Schemas::load() else { return };
    for call in [typing(42), answer_press("1", None), answer_press("1", Some("Кнопка устарела"))]
    {
        schemas.check(call.method, &body(&call));
    }
}

fn texts(chars_max: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![Just("слово "), Just("🍕"), Just("\n\n"), Just("\n"), Just("a<b>&\"\\"), Just("\u{0}")],
        0..chars_max,
    )
    .prop_map(|parts| parts.concat())
}

type Buttons = Vec<Vec<(String, String, Option<String>)>>;

fn buttons() -> impl Strategy<Value = Buttons> {
    let url = prop_oneof![Just("https://a.ru"), Just("нет"), Just("")].prop_map(str::to_owned);
    let button = (texts(30), "[a-z0-9]{1,50}", prop::option::weighted(0.2, url));
    prop::collection::vec(prop::collection::vec(button, 0..14), 0..14)
}

fn view_rows(rows: &Buttons) -> Vec<Vec<ViewButton<'_>>> {
    fn button((label, key, url): &(String, String, Option<String>)) -> ViewButton<'_> {
        ViewButton { url: url.as_deref(), ..press(label, key) }
    }
    rows.iter().map(|row| row.iter().map(button).collect()).collect()
}

/// Fails when a call breaks a limit that Telegram is known to hold to.
fn hold_limits(call: &ApiCall) {
    let (caps, body) = (Telegram.caps(), body(call));
    let units = |name: &str| body[name].as_str().map(|text| LengthUnit::Utf16.measure(text));
    assert!(units("text").is_none_or(|units| (1..=caps.text.max).contains(&units)));
    assert!(units("caption").is_none_or(|units| units <= caps.caption.map_or(0, |limit| limit.max)));
    let markup = &body["reply_markup"];
    let limits = [("inline_keyboard", caps.buttons), ("keyboard", caps.quick)];
    for (name, limit) in limits {
        let Some(rows) = markup[name].as_array() else { continue };
        let count: usize = rows.iter().map(|row| row.as_array().map_or(0, Vec::len)).sum();
        assert!(count >= 1 && count <= limit.map_or(0, |limit| limit.max));
        for row in rows {
            let row = row.as_array().expect("a row");
            assert!(!row.is_empty() && row.len() <= caps.row.map_or(0, |limit| limit.max));
            for button in row {
                assert!(!button["text"].as_str().expect("a caption").trim().is_empty());
                let data = button["callback_data"].as_str().unwrap_or("x");
                assert!((1..=caps.press_payload.max).contains(&data.len()));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn whatever_the_reply_its_calls_fit_telegram(
        text in texts(1500),
        marks in prop::collection::vec((0usize..9000, 0usize..9000), 0..4),
        media in prop::option::of(any::<bool>()),
        rows in buttons(),
        quick in buttons(),
    ) {
        let spans: Vec<_> =
            marks.iter().map(|(a, b)| Span { range: *a..*b, style: Style::Strike }).collect();
        let media = media.map(|image| MediaPlan {
            kind: if image { MediaKind::Image } else { MediaKind::File },
            path: "a".into(),
        });
        let view = ReplyView {
            spans: &spans,
            media: media.as_slice(),
            rows: view_rows(&rows),
            quick: view_rows(&quick),
            ..text_only(&text)
        };
        let rendered = render(&view, 42);
        let schemas = Schemas::load();
        for call in &rendered.calls {
            hold_limits(call);
            if let Some(schemas) = schemas {
                schemas.check(call.method, &body(call));
            }
        }
        let shown: String = rendered.calls.iter().filter_map(|call| {
            let body = body(call);
            Some(body.get("text").or_else(|| body.get("caption"))?.as_str()?.to_owned())
        }).collect();
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&shown), bare(&text));
    }
}
