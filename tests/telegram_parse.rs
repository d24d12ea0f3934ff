//! Updates of the Bot API become inputs of the engine, and nothing that arrives can stop the bot.

mod telegram_schema;

use proptest::prelude::*;
use serde_json::{Value, json};
use telegram_schema::Schemas;
use voronka::channels::telegram::{Incoming, parse_update, parse_updates};
use voronka::flow::Attached;
use voronka::model::Decimal;

fn person() -> Value {
    json!({"id": 42, "is_bot": false, "first_name": "Анна", "username": "anna", "language_code": "ru"})
}

fn chat() -> Value {
    json!({"id": 42, "type": "private", "first_name": "Анна"})
}

fn message(member: Value) -> Value {
    let mut message = json!({"message_id": 5, "from": person(), "chat": chat(), "date": 1_700_000_000});
    let (Value::Object(message_map), Value::Object(more)) = (&mut message, member) else { return message };
    message_map.extend(more);
    json!({"update_id": 9, "message": message})
}

/// What an update means: chat and input, or nothing.
fn read(update: &Value) -> Option<(i64, Incoming<'static>)> {
    if let Some(schemas) = Schemas::load() {
        schemas.check("Update", update);
    }
    let json = update.to_string();
    // A batch reads the same as an update alone.
    let batch = format!(r#"{{"ok":true,"result":[{json}]}}"#);
    let update = parse_update(json.as_bytes()).expect("a number");
    assert_eq!(parse_updates(batch.as_bytes()).expect("a batch"), std::slice::from_ref(&update));
    assert_eq!(update.id, 9);
    let event = update.event?;
    let incoming = match event.incoming {
        Incoming::Text(text) => Incoming::Text(text.into_owned().into()),
        Incoming::Press(data) => Incoming::Press(data.into_owned().into()),
        Incoming::Command { name, args } => Incoming::Command { name, args },
        Incoming::Media(kind, file, caption) => {
            Incoming::Media(kind, file.into_owned().into(), caption.into_owned().into())
        }
        Incoming::Location(lat, lon) => Incoming::Location(lat, lon),
        Incoming::Contact(phone) => Incoming::Contact(phone.into_owned().into()),
        Incoming::Blocked => Incoming::Blocked,
    };
    Some((event.chat_id, incoming))
}

fn degrees(text: &str) -> Decimal {
    Decimal::parse(text).expect("degrees")
}

fn command(name: &str, args: &str) -> Incoming<'static> {
    Incoming::Command { name: name.into(), args: args.into() }
}

#[test]
fn what_a_person_writes_is_a_text_or_a_command() {
    for (text, incoming) in [
        ("привет", Incoming::Text("привет".into())),
        ("строка\nс \"кавычками\"", Incoming::Text("строка\nс \"кавычками\"".into())),
        ("/start promo_42", command("start", "promo_42")),
        ("/start", command("start", "")),
        ("/Help@Sever_bot  про цену ", command("help", "про цену")),
        ("/", Incoming::Text("/".into())),
        ("/помощь", Incoming::Text("/помощь".into())),
        ("a /start", Incoming::Text("a /start".into())),
    ] {
        assert_eq!(read(&message(json!({"text": text}))), Some((42, incoming)), "{text}");
    }
}

#[test]
fn a_lone_dice_is_the_emoji_that_was_typed_and_other_media_are_attachments() {
    let dice = message(json!({"dice": {"emoji": "🎯", "value": 3}}));
    assert_eq!(read(&dice), Some((42, Incoming::Text("🎯".into()))));
    let file = json!({"file_id": "a", "file_unique_id": "b"});
    let mut size = file.clone();
    size["width"] = 90.into();
    size["height"] = 90.into();
    let mut small = size.clone();
    small["file_id"] = "small".into();
    for (member, incoming) in [
        (
            json!({"photo": [small, size], "caption": "подпись"}),
            Incoming::Media(Attached::Image, "a".into(), "подпись".into()),
        ),
        (json!({"document": file}), Incoming::Media(Attached::File, "a".into(), "".into())),
        (
            json!({"contact": {"phone_number": "79990000000", "first_name": "Анна", "user_id": 42}}),
            Incoming::Contact("79990000000".into()),
        ),
        (
            json!({"location": {"latitude": 55.7, "longitude": -37.6}}),
            Incoming::Location(degrees("55.7"), degrees("-37.6")),
        ),
    ] {
        assert_eq!(read(&message(member.clone())), Some((42, incoming)), "{member}");
    }
    let service = message(json!({"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}}));
    assert_eq!(read(&service), None, "a notice of the messenger answers nothing");
}

#[test]
fn a_press_names_its_button_and_must_be_answered() {
    let press = json!({"update_id": 9, "callback_query": {
        "id": "123", "from": person(), "chat_instance": "x", "data": "1.2.7.yes",
        "message": {"message_id": 5, "chat": chat(), "date": 1_700_000_000, "text": "a"},
    }});
    assert_eq!(read(&press), Some((42, Incoming::Press("1.2.7.yes".into()))));
    let json = press.to_string();
    let update = parse_update(json.as_bytes()).expect("a number");
    assert_eq!(update.press_id.as_deref(), Some("123"));
    let profile = update.event.expect("an event").profile;
    assert_eq!((&*profile.first_name, &*profile.last_name, &*profile.language), ("Анна", "", "ru"));

    let mut old = press.clone();
    old["callback_query"].as_object_mut().expect("an object").remove("message");
    assert_eq!(read(&old), Some((42, Incoming::Press("1.2.7.yes".into()))), "too old to be shown");

    let mut group = press;
    group["callback_query"]["message"]["chat"] = json!({"id": -5, "type": "supergroup", "title": "g"});
    assert_eq!(read(&group), None);
    let json = group.to_string();
    assert!(parse_update(json.as_bytes()).expect("a number").press_id.is_some(), "answered all the same");
}

#[test]
fn a_person_who_blocks_the_bot_is_noticed_and_one_who_comes_back_is_not_disturbed() {
    let member = |status: &str| {
        json!({"update_id": 9, "my_chat_member": {
            "chat": chat(), "from": person(), "date": 0,
            "old_chat_member": {"status": "member", "user": person()},
            "new_chat_member": {"status": status, "user": person(), "until_date": 0},
        }})
    };
    let read_bare = |update: Value| {
        let json = update.to_string();
        parse_update(json.as_bytes())
            .expect("a number")
            .event
            .map(|event| event.incoming.input() == voronka::engine::Input::Blocked)
    };
    assert_eq!(read_bare(member("kicked")), Some(true));
    assert_eq!(read_bare(member("member")), None);
}

#[test]
fn groups_channels_and_unknown_updates_are_acknowledged_and_left_alone() {
    let mut group = message(json!({"text": "привет"}));
    group["message"]["chat"] = json!({"id": -5, "type": "supergroup", "title": "Чат"});
    assert_eq!(read(&group), None);
    for update in [
        json!({"update_id": 9, "edited_message": message(json!({"text": "a"}))["message"]}),
        json!({"update_id": 9, "stopped_message_generation": {"x": 1}}),
        json!({"update_id": 9, "message": {"chat": "not a chat"}}),
        json!({"update_id": 9, "message": 5}),
    ] {
        let json = update.to_string();
        let read = parse_update(json.as_bytes()).expect("a number");
        assert_eq!((read.id, read.event), (9, None), "{json}");
    }
}

#[test]
fn one_update_of_a_strange_shape_does_not_hold_up_the_others() {
    let good = message(json!({"text": "привет"}));
    let batch = json!({"ok": true, "result": [{"update_id": 8, "message": []}, {"no": 1}, good]});
    let json = batch.to_string();
    let updates = parse_updates(json.as_bytes()).expect("a batch");
    assert_eq!(updates.iter().map(|update| update.id).collect::<Vec<_>>(), [8, 9]);
    assert!(updates[0].event.is_none() && updates[1].event.is_some());
    assert!(parse_updates(br#"{"ok":false,"error_code":401}"#).is_none());
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..400) {
        let _ = (parse_update(&bytes), parse_updates(&bytes));
        let json = message(json!({"text": "/start 🍕 \" \u{0}"})).to_string();
        let mut torn = json.into_bytes();
        torn.truncate(cut);
        let _ = parse_update(&torn);
        if let Some(byte) = bytes.first() {
            let at = cut % torn.len().max(1);
            if let Some(place) = torn.get_mut(at) { *place = *byte; }
        }
        let _ = parse_update(&torn);
    }
}
