//! Every conversation that Telegram can carry goes the same way in the emulator and in the bot: the transcripts
//! of the blocks are played in one, what people do in them is done to the other, and every call is compared.

use super::{Live, TEAM, memory};
use crate::blocks::Registry;
use crate::channels::telegram::render;
use crate::compile::compile;
use crate::emulator::transcript::{Ground, parse, play, titles_of};
use crate::emulator::{Emulator, EntryKind};
use crate::engine::Input;
use crate::flow::{Attached, Service};
use crate::model::{FieldId, Value};
use crate::{folder, zones};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::sync::Arc;

/// Number of the subscriber in transcripts, and so of the chat.
const CHAT: i64 = 1;

/// Why a conversation is not one of Telegram and this bot; `None` when it is.
fn foreign(emulator: &Emulator) -> Option<&'static str> {
    if emulator.setup().channel != "telegram" {
        return Some("another messenger");
    }
    emulator.log().iter().find_map(|entry| match &entry.kind {
        EntryKind::Happened { .. } => Some("an event that the bot hears by no way"),
        EntryKind::Called(call) | EntryKind::Told(call)
            if call.service != Service::Http && !call.service.is_shared() =>
        {
            Some("a service that is not connected")
        }
        EntryKind::Pressed { entry, label, .. } if leads_away(emulator, *entry, label) => Some("a click"),
        _ => None,
    })
}

fn leads_away(emulator: &Emulator, entry: usize, label: &str) -> bool {
    payload(emulator, entry, label).is_none()
}

/// What a press of a button sends; `None` for a link.
fn payload(emulator: &Emulator, entry: usize, label: &str) -> Option<String> {
    let EntryKind::Sent(sent) = &emulator.log()[entry].kind else { return None };
    let (button, _) = sent.reply.button(label)?;
    if button.url.is_some() { None } else { Some(button.payload.clone()) }
}

/// What the emulator's bot would call: moment, method, body.
fn expected(emulator: &Emulator) -> Vec<(i64, String)> {
    let mut calls = Vec::new();
    for entry in emulator.log() {
        let EntryKind::Sent(sent) = &entry.kind else { continue };
        let view = sent.message.view(emulator.flow()).unwrap();
        let rendered = render(&view, CHAT);
        calls.extend(
            rendered.calls.into_iter().map(|call| (entry.at, format!("{} {}", call.method, call.body))),
        );
    }
    calls
}

fn from(member: Json) -> Json {
    let mut message = json!({ "message_id": 1, "date": 0, "from": { "id": CHAT, "first_name": "" },
        "chat": { "id": CHAT, "type": "private" } });
    message.as_object_mut().unwrap().extend(member.as_object().unwrap().clone());
    json!({ "message": message })
}

fn attachment(kind: Attached, file: &str) -> Json {
    let file = json!({ "file_id": file, "file_unique_id": "u" });
    from(match kind {
        Attached::Image => json!({ "photo": [file] }),
        Attached::Sticker => json!({ "sticker": file }),
        Attached::Voice => json!({ "voice": file }),
        Attached::Audio => json!({ "audio": file }),
        Attached::Video => json!({ "video": file }),
        Attached::File => json!({ "document": file }),
    })
}

/// Does to the bot what was done to the emulator.
fn replay(emulator: &Emulator, live: &mut Live) {
    let setup = emulator.setup();
    for (field_id, text) in &setup.profile {
        live.bot.load(CHAT).unwrap().set_field(*field_id, Some(Value::text(text.as_str())));
    }
    for entry in emulator.log() {
        live.wait(entry.at - live.now);
        match &entry.kind {
            EntryKind::Opened(link) => drop(live.update(from(json!({ "text": format!("/start {link}") })))),
            EntryKind::Said(text) => drop(live.update(from(json!({ "text": text })))),
            EntryKind::Pressed { label, quick: true, .. } => {
                live.update(from(json!({ "text": label })));
            }
            EntryKind::Pressed { label, entry, quick: false } => {
                let data = payload(emulator, *entry, label).unwrap();
                live.update(json!({ "callback_query": { "id": "p", "data": data, "chat_instance": "x",
                    "from": { "id": CHAT, "first_name": "" },
                    "message": { "message_id": 1, "date": 0, "chat": { "id": CHAT, "type": "private" } } } }));
            }
            EntryKind::Attachment(kind, file) => drop(live.update(attachment(*kind, file))),
            EntryKind::Located(lat, lon) => {
                let degrees = |text: String| text.parse::<f64>().unwrap();
                let place =
                    json!({ "latitude": degrees(lat.to_string()), "longitude": degrees(lon.to_string()) });
                live.update(from(json!({ "location": place })));
            }
            EntryKind::SharedContact(phone) => {
                live.update(from(json!({ "contact": { "phone_number": phone, "user_id": CHAT } })));
            }
            EntryKind::HumanDone => {
                live.batch(|bot, now| bot.step(CHAT, &Input::HumanDone, None, now).unwrap());
            }
            EntryKind::Blocked => drop(live.batch(|bot, now| bot.blocked(CHAT, now).unwrap())),
            EntryKind::FieldSet(field_id, value) => {
                live.bot.load(CHAT).unwrap().set_field(*field_id, value.clone());
            }
            EntryKind::TagSet(tag_id, on) => live.bot.load(CHAT).unwrap().set_tag(*tag_id, *on),
            EntryKind::Answered { status, body, .. } => {
                let call = live.calls.remove(0);
                let ok = (200..300).contains(status);
                let result =
                    if ok { Ok(body.clone()) } else { Err(crate::engine::CallError::Status(*status)) };
                live.batch(|bot, now| bot.answered(&call, result, now).unwrap());
            }
            EntryKind::Failed(error) => {
                let call = live.calls.remove(0);
                live.batch(|bot, now| bot.answered(&call, Err(*error), now).unwrap());
            }
            EntryKind::Happened { .. }
            | EntryKind::Sent(_)
            | EntryKind::Advanced { .. }
            | EntryKind::Called(_)
            | EntryKind::Told(_)
            | EntryKind::Shared { .. }
            | EntryKind::Notice(_)
            | EntryKind::Ended { .. }
            | EntryKind::Dropped(_) => {}
        }
    }
    live.wait(emulator.now() - live.now);
}

#[test]
fn the_bot_says_what_the_emulator_says_in_every_conversation_of_the_blocks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/blocks");
    let mut folders: Vec<_> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let (mut same, mut foreign_count) = (0, 0);
    for path in folders {
        let project = folder::open(&path, &Registry).unwrap().project;
        let flow = Arc::new(compile(&project).flow);
        let ground = Ground { flow, titles: titles_of(&project), zone_of: zones::rules_of };
        for chat in folder::tests(&path).unwrap() {
            let transcript = parse(&std::fs::read_to_string(&chat).unwrap()).unwrap();
            let emulator = play(&transcript, &ground).unwrap().emulator;
            if foreign(&emulator).is_some() {
                foreign_count += 1;
                continue;
            }
            let mut live = Live::new(&project, memory(), emulator.setup().start);
            live.bot.team = Some(TEAM);
            replay(&emulator, &mut live);
            assert_eq!(live.told(CHAT), expected(&emulator), "{}", chat.display());
            let known = |field: FieldId| emulator.session().field(field).cloned();
            assert_eq!(
                live.bot.load(CHAT).unwrap().field(FieldId::LANGUAGE).cloned(),
                known(FieldId::LANGUAGE)
            );
            same += 1;
        }
    }
    println!("{same} conversations are the same; {foreign_count} are not of Telegram and this bot");
    assert!(same > 60, "{same} of {}", same + foreign_count);
}
