//! What Telegram is sent: bodies hold to the published schema and to the limits, whatever the reply.

mod telegram_schema;

use proptest::prelude::*;
use serde_json::Value;
use telegram_schema::Schemas;
use voronka::channels::telegram::{ApiCall, Loss, answer_press, publish_calls, render, typing};
use voronka::channels::{Channel, LengthUnit, Telegram};
use voronka::engine::{Payload, ReplyView, ViewButton, ViewCard, ViewExtra};
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
fn a_link_stands_behind_its_words_and_one_that_leads_nowhere_leaves_them_plain() {
    let link = |to: &str| Span { to: to.into(), ..Span::new(0..12, Style::Link) };
    let spans = [link("https://a.ru"), Span::new(14..18, Style::Underline), Span::new(14..18, Style::Code)];
    let rendered = render(&ReplyView { spans: &spans, ..text_only("Привет, да") }, 42);
    let entities = serde_json::json!([
        {"type": "text_link", "offset": 0, "length": 6, "url": "https://a.ru"},
        {"type": "underline", "offset": 8, "length": 2},
        {"type": "code", "offset": 8, "length": 2},
    ]);
    assert_eq!((&body(&rendered.calls[0])["entities"], rendered.losses), (&entities, vec![]));
    let wrong = [link("javascript:alert(1)")];
    let rendered = render(&ReplyView { spans: &wrong, ..text_only("Привет, да") }, 42);
    assert_eq!(body(&rendered.calls[0])["entities"], Value::Null);
    assert_eq!(rendered.losses, [Loss::LinkRefused]);
}

#[test]
fn a_text_with_bold_words_and_buttons_is_one_message() {
    let spans = [Span::new(0.."Привет".len(), Style::Bold)];
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
    assert_eq!(rendered.losses, [Loss::QuickAsButtons, Loss::RequestRefused]);
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
    assert_eq!(photo.uploads.iter().map(|upload| upload.path.as_str()).collect::<Vec<_>>(), ["cover.png"]);
    assert_eq!(body(&photo.with_file_id("photo", "AgAC"))["photo"], "AgAC");
    let told = photo.without_file("photo").expect("a caption remains");
    assert_eq!((told.method, &body(&told)["text"]), ("sendMessage", &"Обложка".into()));

    let text = "слово ".repeat(300);
    let long = ReplyView { text: &text, ..short };
    let rendered = render(&long, 42);
    assert_eq!(rendered.losses, [Loss::CaptionApart]);
    let methods: Vec<_> = rendered.calls.iter().map(|call| call.method).collect();
    assert_eq!(methods, ["sendPhoto", "sendMessage"]);
    assert!(body(&rendered.calls[0]).get("reply_markup").is_none());
    assert!(body(&rendered.calls[1]).get("reply_markup").is_some());
    let bare = render(&ReplyView { text: "", ..long.clone() }, 42);
    let told = bare.calls[0].without_file("photo").expect("the buttons remain");
    assert_eq!((told.method, &body(&told)["text"]), ("sendMessage", &"👇".into()));
    assert_eq!(body(&told)["reply_markup"], body(&bare.calls[0])["reply_markup"]);
    assert_eq!(
        rendered.calls[0].without_file("photo"),
        None,
        "nothing remains of a picture without a caption"
    );
}

#[test]
fn a_reply_without_anything_to_show_is_not_sent_and_says_so() {
    for text in ["", " \n "] {
        let rendered = render(&ReplyView { rows: vec![vec![press("Да", "yes")]], ..text_only(text) }, 42);
        assert_eq!((rendered.calls.len(), rendered.losses.as_slice()), (0, [Loss::Empty].as_slice()));
    }
}

fn file(kind: MediaKind, path: &str) -> MediaPlan {
    MediaPlan { kind, path: path.into() }
}

/// What is sent for these files with this text: the methods, the call that carries the text, the losses.
fn sent(media: &[MediaPlan], text: &str) -> (Vec<&'static str>, Vec<Loss>) {
    let rendered = render(&ReplyView { media, ..text_only(text) }, 42);
    (rendered.calls.iter().map(|call| call.method).collect(), rendered.losses)
}

#[test]
fn every_kind_of_file_is_shown_by_the_method_that_plays_it() {
    use MediaKind::{Audio, File, Image, Video, Voice};
    for (kind, path, method, field) in [
        (Image, "a.png", "sendPhoto", "photo"),
        (Image, "a.gif", "sendAnimation", "animation"),
        (Video, "a.mp4", "sendVideo", "video"),
        (Video, "a.webm", "sendDocument", "document"),
        (Audio, "a.mp3", "sendAudio", "audio"),
        (Audio, "a.wav", "sendDocument", "document"),
        (Voice, "a.ogg", "sendVoice", "voice"),
        (File, "a.pdf", "sendDocument", "document"),
    ] {
        let media = [file(kind, path)];
        let rendered = render(&ReplyView { media: &media, ..text_only("Подпись") }, 42);
        let [call] = rendered.calls.as_slice() else { panic!("one call: {rendered:?}") };
        assert_eq!((call.method, &body(call)["caption"]), (method, &"Подпись".into()), "{path}");
        let shown = if field == "photo" { r#"[{"file_id":"x1"}]"# } else { r#"{"file_id":"x1"}"# };
        let answer = format!(r#"{{"ok":true,"result":{{"{field}":{shown}}}}}"#);
        assert_eq!(call.file_ids(&answer), [(field, "x1".to_owned())]);
        assert_eq!(ApiCall::method_named(call.method), call.method);
    }
}

#[test]
fn files_of_one_kind_are_an_album_and_others_go_apart() {
    use MediaKind::{Audio, File, Image, Video, Voice};
    let kinds = |kinds: &[MediaKind]| {
        let path = |kind: &MediaKind| match kind {
            Image => "a.png",
            Video => "a.mp4",
            Audio => "a.mp3",
            Voice => "a.ogg",
            File => "a.pdf",
        };
        kinds.iter().map(|kind| file(*kind, path(kind))).collect::<Vec<_>>()
    };
    assert_eq!(sent(&kinds(&[Image, Video, Image]), "Зал"), (vec!["sendMediaGroup"], vec![]));
    assert_eq!(sent(&kinds(&[File, File]), ""), (vec!["sendMediaGroup"], vec![]));
    let mixed = kinds(&[Image, Image, File, Voice]);
    assert_eq!(
        sent(&mixed, "Зал"),
        (vec!["sendMediaGroup", "sendDocument", "sendVoice"], vec![Loss::AlbumSplit])
    );
    assert_eq!(
        sent(&kinds(&[Image; 11]), "Зал"),
        (vec!["sendMediaGroup", "sendPhoto"], vec![Loss::AlbumSplit])
    );
}

#[test]
fn an_album_has_its_text_under_it_and_its_buttons_in_a_message_of_their_own() {
    let media = [file(MediaKind::Image, "a.png"), file(MediaKind::Image, "b.png")];
    let rendered = render(&ReplyView { media: &media, ..text_only("Зал") }, 42);
    let items = body(&rendered.calls[0])["media"].clone();
    let item = |field: &str| serde_json::json!({"type": "photo", "media": format!("attach://{field}")});
    let mut first = item("file0");
    first["caption"] = "Зал".into();
    assert_eq!(items, Value::Array(vec![first, item("file1")]));

    let rows = vec![vec![press("Да", "yes")]];
    for (text, shown) in [("Зал", "Зал"), ("", "👇")] {
        let rendered = render(&ReplyView { media: &media, rows: rows.clone(), ..text_only(text) }, 42);
        assert_eq!(rendered.losses, [Loss::ButtonsApart]);
        let [album, below] = rendered.calls.as_slice() else { panic!("two calls: {rendered:?}") };
        assert_eq!((album.method, below.method), ("sendMediaGroup", "sendMessage"));
        assert_eq!(body(below)["text"], shown);
        assert!(body(below).get("reply_markup").is_some());
    }
}

#[test]
fn an_album_goes_on_without_a_file_that_is_gone() {
    let media =
        [file(MediaKind::Image, "a.png"), file(MediaKind::Image, "b.png"), file(MediaKind::Image, "c.png")];
    let rendered = render(&ReplyView { media: &media, ..text_only("Зал") }, 42);
    let album = &rendered.calls[0];
    let answer = r#"{"ok":true,"result":[{"photo":[{"file_id":"A"}]},{"photo":[{"file_id":"B"}]},{}]}"#;
    assert_eq!(album.file_ids(answer), [("file0", "A".to_owned()), ("file1", "B".to_owned())]);
    let known = album.with_file_id("file1", "B");
    assert_eq!(body(&known)["media"][1]["media"], "B");
    assert_eq!(known.uploads.iter().map(|upload| upload.field).collect::<Vec<_>>(), ["file0", "file2"]);

    let two = album.without_file("file0").expect("two pictures");
    assert_eq!((two.method, &body(&two)["media"][0]["caption"]), ("sendMediaGroup", &"Зал".into()));
    let one = two.without_file("file1").expect("a picture");
    let expected = serde_json::json!({"chat_id": 42, "photo": "attach://file2", "caption": "Зал"});
    assert_eq!((one.method, body(&one)), ("sendPhoto", expected));
    let none = one.without_file("file2").expect("the caption");
    assert_eq!((none.method, &body(&none)["text"]), ("sendMessage", &"Зал".into()));
    if let Some(schemas) = Schemas::load() {
        for call in [album, &known, &two, &one, &none] {
            schemas.check(call.method, &body(call));
        }
    }
}

#[test]
fn cards_go_one_below_the_other_each_with_its_buttons() {
    let picture = voronka::engine::ViewMedia { kind: MediaKind::Image, path: "a.png" };
    let card =
        |title, media, key| ViewCard {
            title, text: "590 ₽", media, buttons: vec![press("Заказать", key)]
        };
    let cards = vec![card("Маргарита", Some(picture), "b1"), card("Пепперони", None, "b2")];
    let rendered = render(&ReplyView { cards, ..text_only("Меню") }, 42);
    assert_eq!(rendered.losses, [Loss::CardsBelow]);
    let [above, first, second] = rendered.calls.as_slice() else { panic!("three calls: {rendered:?}") };
    assert_eq!(body(above), serde_json::json!({"chat_id": 42, "text": "Меню"}));
    let buttons =
        |key| serde_json::json!({"inline_keyboard": [[{"text": "Заказать", "callback_data": key}]]});
    let bold = serde_json::json!([{"type": "bold", "offset": 0, "length": 9}]);
    let expected = serde_json::json!({"chat_id": 42, "photo": "attach://photo", "caption": "Маргарита\n590 ₽",
        "caption_entities": bold, "reply_markup": buttons("1.2.7.b1")});
    assert_eq!((first.method, body(first)), ("sendPhoto", expected));
    let expected = serde_json::json!({"chat_id": 42, "text": "Пепперони\n590 ₽",
        "entities": bold, "reply_markup": buttons("1.2.7.b2")});
    assert_eq!((second.method, body(second)), ("sendMessage", expected));
}

#[test]
fn a_place_and_a_contact_follow_the_text_and_hold_the_keyboard() {
    let degrees = |text| voronka::model::Decimal::parse(text).expect("degrees");
    let (lat, lon) = (degrees("55.777402"), degrees("-37.5"));
    let place = |title, address| Some(ViewExtra::Location { lat, lon, title, address });
    let rows = vec![vec![press("Еду", "go")]];
    let full = ReplyView { extra: place("Студия", "Лесная, 5"), rows, ..text_only("Ждём") };
    let rendered = render(&full, 42);
    assert_eq!(rendered.losses, []);
    let [said, venue] = rendered.calls.as_slice() else { panic!("two calls: {rendered:?}") };
    assert_eq!(body(said), serde_json::json!({"chat_id": 42, "text": "Ждём"}));
    let expected = serde_json::json!({"chat_id": 42, "latitude": 55.777402, "longitude": -37.5, "title": "Студия",
        "address": "Лесная, 5", "reply_markup": {"inline_keyboard": [[{"text": "Еду", "callback_data": "1.2.7.go"}]]}});
    assert_eq!((venue.method, body(venue)), ("sendVenue", expected));

    let half = render(&ReplyView { extra: place("", "Лесная, 5"), ..text_only("") }, 42);
    assert_eq!(body(&half.calls[0])["text"], "Лесная, 5");
    assert_eq!(half.calls[1].method, "sendLocation");

    let extra = Some(ViewExtra::Contact { phone: "+7 999 123-45-67", name: "" });
    let rendered = render(&ReplyView { extra, ..text_only("") }, 42);
    let [contact] = rendered.calls.as_slice() else { panic!("one call: {rendered:?}") };
    let expected = serde_json::json!({"chat_id": 42, "phone_number": "+7 999 123-45-67", "first_name": "+7 999 123-45-67"});
    assert_eq!((contact.method, body(contact)), ("sendContact", expected));
    if let Some(schemas) = Schemas::load() {
        for call in [said, venue, &half.calls[1], contact] {
            schemas.check(call.method, &body(call));
        }
    }
}

#[test]
fn buttons_copy_share_and_show_a_number_that_can_be_tapped() {
    let link = |label, kind, url| ViewButton { url: Some(url), link: kind, ..press(label, "b") };
    let rows = vec![
        vec![link("Код", LinkKind::Copy, "YOGA10")],
        vec![link("Позвать", LinkKind::Share, "Пойдём? t.me/a")],
        vec![link("Позвонить", LinkKind::Call, "+7 999 123-45-67")],
    ];
    let rendered = render(&ReplyView { rows, ..text_only("Студия") }, 42);
    assert_eq!(rendered.losses, [Loss::CallAsText]);
    let [call] = rendered.calls.as_slice() else { panic!("one call: {rendered:?}") };
    let shown = body(call);
    assert_eq!(shown["text"], "Студия\nПозвонить: +7 999 123-45-67");
    let rows = &shown["reply_markup"]["inline_keyboard"];
    assert_eq!(rows[0][0], serde_json::json!({"text": "Код", "copy_text": {"text": "YOGA10"}}));
    assert!(
        rows[1][0]["url"]
            .as_str()
            .is_some_and(|url| url.starts_with("https://t.me/share/url?url=t.me%2Fa&text="))
    );
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
    if let Some(schemas) = Schemas::load() {
        schemas.check(call.method, &shown);
    }

    let long = "я".repeat(257);
    let rows = vec![vec![link("Код", LinkKind::Copy, &long)]];
    assert_eq!(render(&ReplyView { rows, ..text_only("Студия") }, 42).losses, [Loss::CopyRefused]);
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
        media in prop::collection::vec(any::<bool>(), 0..13),
        rows in buttons(),
        quick in buttons(),
    ) {
        let spans: Vec<_> =
            marks.iter().map(|(a, b)| Span::new(*a..*b, Style::Strike)).collect();
        let kind = |image: &bool| if *image { MediaKind::Image } else { MediaKind::File };
        let media: Vec<_> = media.iter().map(|image| file(kind(image), "a")).collect();
        let view = ReplyView {
            spans: &spans,
            media: &media,
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
            let of_items = || body["media"].as_array()?.iter().find_map(|item| item.get("caption")).cloned();
            let said = body.get("text").or_else(|| body.get("caption")).cloned().or_else(of_items)?;
            said.as_str().filter(|text| *text != "👇").map(str::to_owned)
        }).collect();
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&shown), bare(&text));
    }
}
