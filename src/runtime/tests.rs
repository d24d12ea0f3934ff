//! The bot without a messenger: updates go in as Telegram writes them, calls come out, on a clock of the test's.

use super::bot::Bot;
use super::store::Store;
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
}

impl Live {
    fn new(project: &Project, store: Store, now: i64) -> Self {
        let bot = Bot::new(compile(project).flow, store, None).unwrap();
        Self { bot, now, next_update: 1, language: "ru" }
    }

    /// What is called, method and body, for what happened.
    fn batch(&mut self, act: impl FnOnce(&mut Bot, i64)) -> Vec<(&'static str, Json)> {
        self.bot.store.begin().unwrap();
        act(&mut self.bot, self.now);
        self.bot.fire(self.now).unwrap();
        let out = self.bot.commit(&[], &[]).unwrap();
        let due = self.bot.store.due(self.now, 9).unwrap();
        assert_eq!(due, [] as [i64; 0], "who stays due makes the bot turn without rest");
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
