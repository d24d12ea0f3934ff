//! The bot without a messenger: updates go in as Telegram writes them, calls come out, on a clock of the test's.

use super::bot::Bot;
use super::store::{PendingCall, Store};
use crate::channels::telegram::{marks, parse_updates};
use crate::compile::compile;
use crate::model::{Block, BlockId, Exit, Project, Prop};
use serde_json::{Value as Json, json};
use std::path::Path;

const DAY: i64 = 86_400_000;
/// 2026-11-23 10:00 UTC, a Monday.
const START: i64 = 20_780 * DAY + DAY * 10 / 24;

/// A bot with its memory and a clock.
struct Live {
    bot: Bot,
    now: i64,
    next_update: i64,
    /// What the messenger says of the subscriber's application.
    language: &'static str,
    /// Everything that was sent: moment, chat, method and body.
    sent: Vec<(i64, i64, String)>,
    /// Calls to the web that wait for an answer.
    calls: Vec<PendingCall>,
}

impl Live {
    fn new(project: &Project, store: Store, now: i64) -> Self {
        let bot = Bot::new(compile(project).flow, store, None).unwrap();
        Self { bot, now, next_update: 1, language: "ru", sent: Vec::new(), calls: Vec::new() }
    }

    /// What a chat was told, answers to presses left out: moment, method and body.
    fn told(&self, chat: i64) -> Vec<(i64, String)> {
        let own = self.sent.iter().filter(|sent| sent.1 == chat);
        own.map(|(at, _, call)| (*at, call.clone())).collect()
    }

    /// What is called, method and body, for what happened.
    fn batch(&mut self, act: impl FnOnce(&mut Bot, i64)) -> Vec<(&'static str, Json)> {
        self.bot.store.begin().unwrap();
        act(&mut self.bot, self.now);
        self.bot.fire(self.now).unwrap();
        let out = self.bot.commit(&[], &[]).unwrap();
        let due = self.bot.store.due(self.now, 9).unwrap();
        assert_eq!(due, [] as [i64; 0], "who stays due makes the bot turn without rest");
        self.calls.extend(out.calls);
        for job in out.jobs.iter().filter(|job| job.row.is_some()) {
            let call = format!("{} {}", job.method, std::str::from_utf8(&job.body).unwrap());
            self.sent.push((self.now, job.chat, call));
        }
        let jobs = out.jobs.into_iter();
        jobs.map(|job| (job.method, serde_json::from_slice(&job.body).unwrap())).collect()
    }

    fn update(&mut self, mut update: Json) -> Vec<(&'static str, Json)> {
        update["update_id"] = json!(self.next_update);
        self.next_update += 1;
        let answer = json!({ "ok": true, "result": [update] }).to_string();
        let marks = marks(answer.as_bytes());
        self.batch(|bot, now| {
            for update in parse_updates(answer.as_bytes()).unwrap() {
                bot.update(&update, marks.get(&update.id), now).unwrap();
            }
        })
    }

    fn says(&mut self, chat: i64, text: &str) -> Vec<String> {
        let from = json!({ "id": chat, "first_name": "Анна", "language_code": self.language });
        let place = json!({ "id": chat, "type": "private" });
        let message = json!({ "message_id": 1, "date": 0, "from": from, "chat": place, "text": text });
        texts(&self.update(json!({ "message": message })))
    }

    /// Lets time pass and gives what is said meanwhile.
    fn wait(&mut self, millis: i64) -> Vec<String> {
        let until = self.now + millis;
        let mut said = Vec::new();
        while let Some(due) = self.bot.store.next_due().unwrap().filter(|due| *due <= until) {
            self.now = self.now.max(due);
            said.extend(texts(&self.batch(|_, _| {})));
        }
        self.now = until;
        said
    }
}

fn texts(calls: &[(&'static str, Json)]) -> Vec<String> {
    calls.iter().filter_map(|(_, body)| Some(body["text"].as_str()?.to_owned())).collect()
}

fn memory() -> Store {
    Store::open(Path::new(":memory:"), 1).unwrap()
}

fn block(kind: &str, props: &[(&str, &str)], next: u32) -> Block {
    let mut block = Block::new(kind);
    for (name, text) in props {
        let prop = match *name {
            "commands" | "keywords" => Prop::Lines(vec![(*text).into()]),
            "any_time" => Prop::Flag(true),
            _ => Prop::Text((*text).into()),
        };
        block.props.insert((*name).into(), prop);
    }
    if next > 0 {
        block.exits.insert(Exit::next(), BlockId(next));
    }
    block
}

/// A project with one funnel of these blocks, ids from 1.
fn project(blocks: Vec<Block>) -> Project {
    let mut project = Project::new("Проба");
    for block in blocks {
        project.funnels[0].blocks.insert(BlockId(project.next_block), block);
        project.next_block += 1;
    }
    project
}

fn start(next: u32) -> Block {
    block("entry", &[("commands", "start")], next)
}

#[test]
fn what_the_funnel_has_set_outlives_what_the_messenger_says() {
    let mut live = Live::new(
        &project(vec![
            start(2),
            block("question", &[("text", "Как вас звать?"), ("field", "имя")], 3),
            block("message", &[("text", "{{ имя }}, {{ язык }}")], 0),
            block("entry", &[("keywords", "кто я")], 3),
        ]),
        memory(),
        START,
    );
    live.says(1, "/start");
    live.language = "en";
    assert_eq!(live.says(1, "Аня"), ["Аня, en"]);
    assert_eq!(live.says(1, "кто я"), ["Аня, en"], "the name is the funnel's, the language Telegram's");
}

#[test]
fn a_trigger_by_time_rings_in_a_day_of_the_bot() {
    let silence = [("when", "silence"), ("silence", "30d"), ("any_time", "")];
    let both = project(vec![
        start(2),
        block("message", &[("text", "Здравствуйте")], 0),
        block("time_entry", &silence, 4),
        block("message", &[("text", "Давно не виделись")], 0),
    ]);
    let mut live = Live::new(&both, memory(), START);
    assert_eq!(live.says(1, "/start"), ["Здравствуйте"]);
    assert_eq!(live.wait(30 * DAY - 1), [""; 0]);
    assert_eq!(live.wait(1), ["Давно не виделись"]);
    assert_eq!(live.wait(90 * DAY), [""; 0], "once until the next word");
}

#[test]
fn triggers_by_time_of_a_new_release_reach_those_who_have_not_written_since() {
    let place = tempfile::tempdir().unwrap();
    let open = || Store::open(&place.path().join("bot.sqlite"), 1).unwrap();
    let older = vec![start(2), block("message", &[("text", "Здравствуйте")], 0)];
    let mut newer = older.clone();
    newer.push(block("time_entry", &[("when", "on"), ("date", "2026-11-25")], 4));
    newer.push(block("message", &[("text", "Распродажа")], 0));
    newer.push(block("time_entry", &[("when", "on"), ("date", "2026-11-22")], 6));
    newer.push(block("message", &[("text", "Вчерашнее")], 0));
    let mut live = Live::new(&project(older), open(), START);
    (1..=450).for_each(|chat| drop(live.says(chat, "/start")));
    drop(live);
    let mut live = Live::new(&project(newer.clone()), open(), START + 1000);
    let mut batches = 0;
    while live.bot.has_alarms_to_set() {
        live.batch(|bot, now| bot.set_alarms(now).unwrap());
        batches += 1;
    }
    assert!(batches > 2, "nobody waits for all of them");
    let mut told = live.wait(7 * DAY);
    assert_eq!(told.len(), 450, "once each");
    told.dedup();
    assert_eq!(told, ["Распродажа"], "and not what was over at the release");
    drop(live);
    assert!(!Live::new(&project(newer), open(), START).bot.has_alarms_to_set());
}

const TEAM: i64 = -1001;

fn with_desk() -> Project {
    let mut handover = block("handover", &[("text", "Передаю")], 3);
    handover.exits.insert(Exit::new("away"), BlockId(4));
    project(vec![
        start(2),
        handover,
        block("message", &[("text", "Снова бот")], 0),
        block("message", &[("text", "Никого нет")], 0),
    ])
}

/// Something said in the chat of the team, as an answer to what the bot said there.
fn from_team(text: &str, answered: &str) -> Json {
    let place = json!({ "id": TEAM, "type": "supergroup" });
    let from = json!({ "id": 9, "first_name": "Борис" });
    let answered = json!({ "message_id": 5, "date": 0, "chat": place, "text": answered });
    json!({ "message": { "message_id": 77, "date": 0, "from": from, "chat": place, "text": text,
        "reply_to_message": answered } })
}

fn pressed_by_team(data: &str) -> Json {
    let message = json!({ "message_id": 5, "date": 0, "chat": { "id": TEAM, "type": "supergroup" } });
    json!({ "callback_query": { "id": "p", "from": { "id": 9, "first_name": "Борис" }, "data": data,
        "chat_instance": "x", "message": message } })
}

#[test]
fn without_a_chat_of_the_team_nobody_is_there_and_the_subscriber_hears_it() {
    let mut live = Live::new(&with_desk(), memory(), START);
    assert_eq!(live.says(1, "/start"), ["Никого нет"]);
    assert!(super::desk::warning(&compile(&with_desk()).flow, None).is_some());
    assert!(super::desk::warning(&compile(&with_desk()).flow, Some(TEAM)).is_none());
}

#[test]
fn the_team_gets_the_conversation_answers_in_it_and_gives_it_back() {
    let mut live = Live::new(&with_desk(), memory(), START);
    live.bot.team = Some(TEAM);
    let told = live.update(json!({ "message": { "message_id": 1, "date": 0, "text": "/start",
        "from": { "id": 1, "first_name": "Анна" }, "chat": { "id": 1, "type": "private" } } }));
    let (team, subscriber): (Vec<_>, Vec<_>) =
        told.into_iter().partition(|(_, body)| body["chat_id"] == TEAM);
    assert_eq!(texts(&subscriber), ["Передаю"]);
    let card = team[0].1["text"].as_str().unwrap().to_owned();
    assert!(card.starts_with("#id1 Анна"), "{card}");
    let done =
        team[0].1["reply_markup"]["inline_keyboard"][0][0]["callback_data"].as_str().unwrap().to_owned();
    // Both hear each other, and the bot says nothing of its own.
    assert_eq!(live.says(1, "Вы тут?"), ["#id1 Анна:\nВы тут?"]);
    let answer = live.update(from_team("Да, слушаю", &card));
    let copy = json!({ "chat_id": 1, "from_chat_id": TEAM, "message_id": 77 });
    assert_eq!(answer, [("copyMessage", copy)]);
    // Given back: the press is answered, the subscriber goes on with the bot, the team hears it once.
    let back = live.update(pressed_by_team(&done));
    assert_eq!(back[0].0, "answerCallbackQuery");
    assert_eq!(texts(&back[1..]), ["#id1 Анна снова говорит с ботом", "Снова бот"]);
    let again = live.update(pressed_by_team(&done));
    assert_eq!(texts(&again), ["Разговор уже у бота"]);
    let late = live.update(from_team("Ещё вопрос", &card));
    assert!(late.len() == 1 && late[0].1["chat_id"] == TEAM, "{late:?}");
}

#[test]
fn a_group_learns_its_number_and_what_the_team_says_among_itself_goes_nowhere() {
    let mut live = Live::new(&with_desk(), memory(), START);
    let told = live.update(from_team("/team@fake_bot", ""));
    assert!(told[0].1["text"].as_str().unwrap().ends_with("--team -1001"), "{told:?}");
    live.bot.team = Some(TEAM);
    assert_eq!(live.update(from_team("Кто возьмёт?", "Обед в час")), []);
}

/// Every conversation that Telegram can carry goes the same way in the emulator and in the bot: the transcripts
/// of the blocks are played in one, what people do in them is done to the other, and every call is compared.
mod parity {
    use super::{Live, TEAM, memory};
    use crate::blocks::Registry;
    use crate::channels::telegram::render;
    use crate::compile::compile;
    use crate::emulator::transcript::{Ground, parse, play, titles_of};
    use crate::emulator::{Dropped, Emulator, EntryKind};
    use crate::engine::{CallError, Input};
    use crate::flow::{Attached, Service};
    use crate::model::{FieldId, Value};
    use crate::{folder, zones};
    use serde_json::{Value as Json, json};
    use std::path::Path;
    use std::sync::Arc;

    /// The private chat of the conversation's subscriber, whose number both are.
    fn chat_of(emulator: &Emulator) -> i64 {
        emulator.setup().subscriber as i64
    }

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
            let rendered = render(&view, chat_of(emulator));
            calls.extend(
                rendered.calls.into_iter().map(|call| (entry.at, format!("{} {}", call.method, call.body))),
            );
        }
        calls
    }

    fn from(chat: i64, member: Json) -> Json {
        let mut message = json!({ "message_id": 1, "date": 0, "from": { "id": chat, "first_name": "" },
        "chat": { "id": chat, "type": "private" } });
        message.as_object_mut().unwrap().extend(member.as_object().unwrap().clone());
        json!({ "message": message })
    }

    fn attachment(chat: i64, kind: Attached, file: &str) -> Json {
        let file = json!({ "file_id": file, "file_unique_id": "u" });
        from(
            chat,
            match kind {
                Attached::Image => json!({ "photo": [file] }),
                Attached::Sticker => json!({ "sticker": file }),
                Attached::Voice => json!({ "voice": file }),
                Attached::Audio => json!({ "audio": file }),
                Attached::Video => json!({ "video": file }),
                Attached::File => json!({ "document": file }),
            },
        )
    }

    /// Does to the bot what was done to the emulator.
    fn replay(emulator: &Emulator, live: &mut Live) {
        let (setup, chat) = (emulator.setup(), chat_of(emulator));
        for (field_id, text) in &setup.profile {
            live.bot.load(chat).unwrap().set_field(*field_id, Some(Value::text(text.as_str())));
        }
        for entry in emulator.log() {
            live.wait(entry.at - live.now);
            match &entry.kind {
                EntryKind::Opened(link) => {
                    drop(live.update(from(chat, json!({ "text": format!("/start {link}") }))))
                }
                EntryKind::Said(text) => drop(live.update(from(chat, json!({ "text": text })))),
                EntryKind::Pressed { label, quick: true, .. } => {
                    live.update(from(chat, json!({ "text": label })));
                }
                EntryKind::Pressed { label, entry, quick: false } => {
                    let data = payload(emulator, *entry, label).unwrap();
                    live.update(json!({ "callback_query": { "id": "p", "data": data, "chat_instance": "x",
                    "from": { "id": chat, "first_name": "" },
                    "message": { "message_id": 1, "date": 0, "chat": { "id": chat, "type": "private" } } } }));
                }
                EntryKind::Attachment(kind, file, caption) => {
                    let mut sent = attachment(chat, *kind, file);
                    sent["message"]["caption"] = json!(caption);
                    live.update(sent);
                }
                EntryKind::Located(lat, lon) => {
                    let degrees = |text: String| text.parse::<f64>().unwrap();
                    let place = json!({ "latitude": degrees(lat.to_string()), "longitude": degrees(lon.to_string()) });
                    live.update(from(chat, json!({ "location": place })));
                }
                EntryKind::SharedContact(phone) => {
                    live.update(from(chat, json!({ "contact": { "phone_number": phone, "user_id": chat } })));
                }
                EntryKind::HumanDone => {
                    live.batch(|bot, now| bot.step(chat, &Input::HumanDone, None, now).unwrap());
                }
                EntryKind::Blocked => drop(live.batch(|bot, now| bot.blocked(chat, now).unwrap())),
                EntryKind::FieldSet(field_id, value) => {
                    live.bot.load(chat).unwrap().set_field(*field_id, value.clone());
                }
                EntryKind::TagSet(tag_id, on) => live.bot.load(chat).unwrap().set_tag(*tag_id, *on),
                EntryKind::Answered { status, body, .. } => {
                    let call = live.calls.remove(0);
                    let ok = (200..300).contains(status);
                    let result = if ok { Ok(body.clone()) } else { Err(CallError::Status(*status)) };
                    live.batch(|bot, now| bot.answered(&call, result, now).unwrap());
                }
                EntryKind::Failed(error) => {
                    let call = live.calls.remove(0);
                    live.batch(|bot, now| bot.answered(&call, Err(*error), now).unwrap());
                }
                EntryKind::Dropped(Dropped::NoAnswer) => {
                    let call = live.calls.remove(0);
                    live.batch(|bot, now| bot.answered(&call, Err(CallError::Timeout), now).unwrap());
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
        let mut folders: Vec<_> =
            std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        let (mut same, mut foreign_count) = (0, 0);
        for path in folders {
            let project = folder::open(&path, &Registry).unwrap().project;
            let flow = Arc::new(compile(&project).flow);
            let ground = Ground { flow, titles: titles_of(&project), zone_of: zones::rules_of };
            for file in folder::tests(&path).unwrap() {
                let transcript = parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
                let emulator = play(&transcript, &ground).unwrap().emulator;
                if foreign(&emulator).is_some() {
                    foreign_count += 1;
                    continue;
                }
                let chat = chat_of(&emulator);
                let mut live = Live::new(&project, memory(), emulator.setup().start);
                live.bot.team = Some(TEAM);
                replay(&emulator, &mut live);
                assert_eq!(live.told(chat), expected(&emulator), "{}", file.display());
                let known = |field: FieldId| emulator.session().field(field).cloned();
                assert_eq!(
                    live.bot.load(chat).unwrap().field(FieldId::LANGUAGE).cloned(),
                    known(FieldId::LANGUAGE)
                );
                same += 1;
            }
        }
        println!("{same} conversations are the same; {foreign_count} are not of Telegram and this bot");
        assert!(same > 60, "{same} of {}", same + foreign_count);
    }
}
