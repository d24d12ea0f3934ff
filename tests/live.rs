//! A live bot on loopback: order within every chat, kills, timers, calls, refusals and pauses.

mod fake_bot_api;
mod support;

use fake_bot_api::{FakeApi, Reaction, Sent};
use serde_json::json;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use support::{block, project};
use voronka::blocks::Registry;
use voronka::channels::telegram::{ProfilePart, ProfileValue};
use voronka::folder::create;
use voronka::model::Project;
use voronka::runtime::{PublishEvent, PublishOptions, RunError, Token, look_at_profile, publish_watched};

const CHATS: i64 = 200;

/// Greeting with a button, a question, a call, a pause, a reminder.
fn funnel(api: &str) -> Project {
    project(vec![
        block("entry").lines("commands", &["start"]).to("next", 2),
        block("message").text("text", "Привет, {{ имя }}!").buttons(&["Дальше"]).to("b1", 3),
        block("question").text("text", "Как вас зовут?").text("field", "name").to("next", 4),
        block("message").text("text", "Рад знакомству, {{ name }}").to("next", 5),
        block("http")
            .text("method", "get")
            .text("url", &format!("{api}/crm?name={{{{ имя }}}}"))
            .rows("save", &[&[("path", "lead.id"), ("field", "email")]])
            .to("next", 6)
            .to("fail", 8),
        block("message").text("text", "Ваш номер {{ email }}").to("next", 7),
        block("delay").text("duration", "1s").to("next", 8),
        block("message").text("text", "Напоминание"),
    ])
}

/// What a chat is to be told, in order.
fn expected(chat: i64) -> Vec<String> {
    let query = format!("name=Анна{chat}");
    let number = percent_len(&query);
    vec![
        format!("Привет, Анна{chat}!"),
        "Как вас зовут?".into(),
        "Рад знакомству, Анна".into(),
        format!("Ваш номер L-{number}"),
        "Напоминание".into(),
    ]
}

/// Length of a query once letters beyond ASCII are percent-encoded, three characters a byte.
fn percent_len(query: &str) -> usize {
    query.bytes().map(|byte| if byte.is_ascii() { 1 } else { 3 }).sum()
}

fn person(_: i64, text: &str, button: Option<&str>) -> Option<Reaction> {
    match (text, button) {
        (_, Some(button)) => Some(Reaction::Presses(button.to_owned())),
        ("Как вас зовут?", None) => Some(Reaction::Says("Анна")),
        _ => None,
    }
}

/// A bot in a process of its own, killed when the test ends.
struct Bot(Child);

impl Bot {
    fn start(api: &FakeApi, folder: &Path) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_voronka"))
            .arg("run")
            .arg(folder.join("project"))
            .args(["--api", &api.address, "--store"])
            .arg(folder.join("bot.sqlite"))
            .env("VORONKA_TELEGRAM_TOKEN", "1:T")
            .stdout(Stdio::null())
            .spawn();
        Self(child.expect("a bot"))
    }

    fn check_alive(&mut self) {
        if let Some(status) = self.0.try_wait().expect("its state") {
            panic!("the bot ended: {status}");
        }
    }

    /// Asks the bot to stop and waits until it has.
    fn terminate(mut self) {
        let asked = Command::new("kill").arg(self.0.id().to_string()).status().expect("a signal");
        let ended = self.0.wait().expect("ended");
        assert!(asked.success() && ended.success(), "{ended}");
    }

    /// The hardest way to stop a process: nothing of its own runs any more.
    fn kill(mut self) {
        self.0.kill().expect("killed");
        self.0.wait().expect("ended");
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A folder with a project.
fn folder_of(project: &Project) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    create(&folder.path().join("project"), project, &Registry).expect("a project");
    folder
}

fn delivered(sent: &[Sent], chat: i64) -> Vec<String> {
    sent.iter().filter(|sent| sent.chat == chat && !sent.refused).map(|sent| sent.text.clone()).collect()
}

fn reminded(sent: &[Sent]) -> usize {
    let chats: std::collections::BTreeSet<_> = sent
        .iter()
        .filter(|sent| sent.text == "Напоминание" && !sent.refused)
        .map(|sent| sent.chat)
        .collect();
    chats.len()
}

#[test]
fn every_chat_is_answered_in_order_whatever_the_messenger_does() {
    const SLOWED: i64 = 7;
    const BLOCKED: i64 = 8;
    const REFUSED: i64 = 9;
    const UNWELL: i64 = 10;
    let api = FakeApi::start(person, |chat, text, tries| match (chat, tries) {
        (SLOWED, 0) if text == "Как вас зовут?" => {
            let after = json!({"retry_after": 1});
            Some((
                429,
                json!({"ok": false, "error_code": 429, "description": "Too Many Requests", "parameters": after}),
            ))
        }
        (BLOCKED, _) if text == "Рад знакомству, Анна" => {
            let reason = "Forbidden: bot was blocked by the user";
            Some((403, json!({"ok": false, "error_code": 403, "description": reason})))
        }
        (REFUSED, _) if text.starts_with("Рад") => {
            Some((400, json!({"ok": false, "error_code": 400, "description": "Bad Request"})))
        }
        (UNWELL, 0 | 1) if text.starts_with("Привет") => Some((502, json!("Bad Gateway"))),
        _ => None,
    });
    (1..=CHATS).for_each(|chat| api.says(chat, "/start"));
    let folder = folder_of(&funnel(&api.address));
    let mut bot = Bot::start(&api, folder.path());
    let sent = api.wait(&mut || bot.check_alive(), |sent| reminded(sent) == CHATS as usize - 1);
    for chat in 1..=CHATS {
        let mut wanted = expected(chat);
        match chat {
            BLOCKED => wanted.truncate(2),
            REFUSED => drop(wanted.remove(2)),
            _ => {}
        }
        assert_eq!(delivered(&sent, chat), wanted, "chat {chat}");
    }
    let asked: Vec<_> = sent.iter().filter(|s| s.chat == SLOWED && s.text == "Как вас зовут?").collect();
    assert!(asked[1].at - asked[0].at >= std::time::Duration::from_secs(1), "retry_after is kept");
    assert_eq!(api.answered_presses().len(), CHATS as usize, "every press is answered");
    let calls = api.crm_calls();
    assert_eq!(calls.len(), CHATS as usize);
    assert!(calls.iter().all(|(_, key)| key.starts_with("voronka-")), "{calls:?}");
}

#[test]
fn a_bot_killed_in_the_middle_goes_on_where_it_was() {
    let api = FakeApi::start(person, |_, _, _| None);
    (1..=CHATS).for_each(|chat| api.says(chat, "/start"));
    let folder = folder_of(&funnel(&api.address));
    // Killed twice among the first messages and once while most chats wait for their reminder.
    let deaths = [150, 450, 4 * CHATS as usize];
    for messages in deaths {
        let mut bot = Bot::start(&api, folder.path());
        api.wait(&mut || bot.check_alive(), |sent| sent.len() >= messages);
        bot.kill();
    }
    let mut bot = Bot::start(&api, folder.path());
    let sent = api.wait(&mut || bot.check_alive(), |sent| reminded(sent) == CHATS as usize);
    for chat in 1..=CHATS {
        let (wanted, told) = (expected(chat), delivered(&sent, chat));
        let (mut next, mut steps_back) = (0, 0);
        for text in &told {
            // A life may begin by repeating what the one before could not note down, never by leaving out.
            if wanted.get(next) != Some(text) {
                let repeated = wanted[..next].iter().rposition(|earlier| earlier == text);
                next = repeated.unwrap_or_else(|| panic!("chat {chat} was told {told:?}"));
                steps_back += 1;
            }
            next += 1;
        }
        assert_eq!(next, wanted.len(), "chat {chat} was told {told:?}");
        assert!(steps_back <= deaths.len(), "chat {chat} was told {told:?}");
    }
    let repeated = sent.len() - 5 * CHATS as usize;
    println!("{repeated} messages were repeated after three kills");
    assert!(repeated <= 3 * CHATS as usize, "repeats stay an exception: {repeated}");
}

#[test]
fn what_subscribers_share_outlives_a_kill_and_an_unconnected_service_is_a_failure() {
    let api = FakeApi::start(|_, _, _| None, |_, _, _| None);
    let project = project(vec![
        block("entry").lines("commands", &["start"]).to("next", 2),
        block("counter").text("name", "места").int("max", 2).to("next", 3).to("over", 4),
        block("crm").to("next", 5).to("fail", 6),
        block("message").text("text", "Места кончились"),
        block("message").text("text", "Записали в CRM"),
        block("message").text("text", "Место ваше, CRM не подключена"),
    ]);
    let folder = folder_of(&project);
    for chat in 1..=3 {
        // A life of its own for each: what was given away is on disk before anybody is told.
        let mut bot = Bot::start(&api, folder.path());
        api.says(chat, "/start");
        api.wait(&mut || bot.check_alive(), |sent| sent.iter().any(|sent| sent.chat == chat));
        bot.kill();
    }
    let sent = api.wait(&mut || {}, |_| true);
    let first = |chat| delivered(&sent, chat).into_iter().next().expect("an answer");
    assert_eq!(first(1), "Место ваше, CRM не подключена");
    assert_eq!(first(2), "Место ваше, CRM не подключена");
    assert_eq!(first(3), "Места кончились");
}

#[test]
fn a_picture_is_uploaded_once_and_named_by_its_id_afterwards() {
    let api = FakeApi::start(|_, _, _| None, |_, _, _| None);
    let picture = block("message").text("text", "Обложка").text("media", "cover.png");
    let project = project(vec![block("entry").lines("commands", &["start"]).to("next", 2), picture]);
    let folder = folder_of(&project);
    let media = folder.path().join("project/media");
    std::fs::create_dir_all(&media).expect("a folder");
    std::fs::write(media.join("cover.png"), b"\x89PNG of a kind").expect("a picture");
    for chat in [1, 2] {
        // A bot of its own for each: the id of the upload outlives the process.
        let mut bot = Bot::start(&api, folder.path());
        api.says(chat, "/start");
        api.wait(&mut || bot.check_alive(), |sent| sent.iter().any(|sent| sent.chat == chat));
        bot.terminate();
    }
    let photos: Vec<_> = api.bodies().into_iter().filter(|(method, _)| method == "sendPhoto").collect();
    let [(_, form), (_, json)] = photos.as_slice() else { panic!("two photos: {photos:?}") };
    assert!(form.contains("PNG of a kind") && form.contains("filename=\"cover.png\""), "{form}");
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(json, json!({"chat_id": 2, "photo": "file-1", "caption": "Обложка"}));
}

#[test]
fn the_profile_is_published_from_the_command_line_and_a_dry_run_touches_nothing() {
    let api = FakeApi::start(|_, _, _| None, |_, _, _| None);
    let mut project = funnel(&api.address);
    project.bot.name = "Студия Север".into();
    let folder = folder_of(&project);
    let publish = |more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_voronka"))
            .args(["publish", "telegram", "--lang", "ru"])
            .arg(folder.path().join("project"))
            .args(["--api", &api.address])
            .args(more)
            .env("VORONKA_TELEGRAM_TOKEN", "1:SECRET")
            .output()
            .expect("a run");
        let shown = String::from_utf8(output.stdout).expect("text");
        let said = String::from_utf8(output.stderr).expect("text");
        assert!(output.status.success() && !said.contains("SECRET"), "{said}");
        shown
    };
    let planned = publish(&["--dry-run"]);
    assert!(api.bodies().is_empty());
    let first = planned.lines().next().expect("a call");
    assert_eq!(first, r#"{"method":"setMyName","parameters":{"name":"Студия Север"}}"#);
    assert_eq!(publish(&[]), planned);
    let done: Vec<_> = api
        .bodies()
        .into_iter()
        .map(|(method, body)| format!(r#"{{"method":"{method}","parameters":{body}}}"#))
        .collect();
    assert_eq!(done, planned.lines().collect::<Vec<_>>());
}

#[test]
fn a_trigger_by_time_rings() {
    let api = FakeApi::start(|_, _, _| None, |_, _, _| None);
    let folder = folder_of(&project(vec![
        block("entry").lines("commands", &["start"]).to("next", 2),
        block("message").text("text", "Здравствуйте"),
        block("time_entry").text("when", "silence").text("silence", "1s").flag("any_time").to("next", 4),
        block("message").text("text", "Вы молчите"),
    ]));
    let mut bot = Bot::start(&api, folder.path());
    api.says(1, "/start");
    let sent = api.wait(&mut || bot.check_alive(), |sent| sent.len() == 2);
    assert_eq!(delivered(&sent, 1), ["Здравствуйте", "Вы молчите"]);
}

/// What publishing a project with a name, a description and a command needs.
fn publishing(api: &str) -> PublishOptions {
    let mut project = funnel(api);
    project.bot.name = "Студия Север".into();
    project.bot.description = "Запишет и напомнит".into();
    let (api, token) = (Some(api.to_owned()), Some(Token("1:SECRET".into())));
    PublishOptions { project, api, token, ..PublishOptions::default() }
}

#[test]
fn what_stands_in_the_profile_is_told_line_by_line() {
    let api = FakeApi::start(|_, _, _| None, |_, _, _| None);
    let mut told = Vec::new();
    let watch = &mut |event| {
        told.extend((event != PublishEvent::Waiting).then_some(event));
        true
    };
    look_at_profile(&publishing(&api.address), watch).expect("the profile");
    let text = |text: &str| ProfileValue::Text(text.into());
    let commands = ProfileValue::Commands(vec![("start".into(), "Начать".into())]);
    let stands = [
        PublishEvent::Bot("fake_bot".into()),
        PublishEvent::Stands(ProfilePart::Name, text("Старое имя")),
        PublishEvent::Stands(ProfilePart::Description, text("")),
        PublishEvent::Stands(ProfilePart::About, text("Коротко")),
        PublishEvent::Stands(ProfilePart::Commands, commands),
        PublishEvent::Stands(ProfilePart::Menu, ProfileValue::Menu(false)),
    ];
    assert_eq!(told, stands);
    assert!(api.bodies().is_empty(), "looking changes nothing");
}

#[test]
fn publishing_stops_between_lines_and_leaves_out_what_is_the_same() {
    let api = FakeApi::start(|_, _, _| None, |_, _, _| None);
    let mut options = publishing(&api.address);
    options.skip = vec![ProfilePart::Name];
    let watch = &mut |event| event != PublishEvent::Begun(ProfilePart::Commands);
    assert!(matches!(publish_watched(&options, watch), Err(RunError::Stopped)));
    let methods: Vec<_> = api.bodies().into_iter().map(|(method, _)| method).collect();
    assert_eq!(methods, ["setMyDescription"]);
}

#[test]
fn publishing_stops_while_the_messenger_keeps_silent() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let options = publishing(&format!("http://{}", listener.local_addr().expect("an address")));
    let mut waited = 0;
    let watch = &mut |event| {
        waited += u32::from(event == PublishEvent::Waiting);
        waited < 3
    };
    assert!(matches!(publish_watched(&options, watch), Err(RunError::Stopped)));
    assert_eq!(format!("{:?}", options.token), "Some(Token)", "no log shows a token");
}
