//! A small Bot API on loopback: hands out updates, records what the bot sends, lets people react to it and
//! fails when told to.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// What a person does about a message: chat, text, and the payload of its first button.
pub type Person = fn(i64, &str, Option<&str>) -> Option<Reaction>;
/// A failure to answer with: chat, text, how often this chat was sent this text before.
pub type Fault = fn(i64, &str, usize) -> Option<(u16, Value)>;

/// What a person does.
pub enum Reaction {
    Says(&'static str),
    Presses(String),
}

/// A message that arrived, or was refused.
#[derive(Clone, Debug)]
pub struct Sent {
    pub chat: i64,
    pub text: String,
    pub refused: bool,
    pub at: Instant,
}

#[derive(Default)]
struct State {
    updates: Vec<Value>,
    /// Numbers below this one are confirmed.
    confirmed: i64,
    sent: Vec<Sent>,
    tries: BTreeMap<(i64, String), usize>,
    seen: BTreeSet<(i64, String)>,
    answered_presses: BTreeMap<String, String>,
    crm: Vec<(String, String)>,
    /// Whole bodies of uploads and calls that tests look at.
    bodies: Vec<(String, String)>,
}

/// The server; stops with the test.
#[derive(Clone)]
pub struct FakeApi {
    pub address: String,
    state: Arc<Mutex<State>>,
    changed: Arc<Condvar>,
    person: Person,
    fault: Fault,
}

impl FakeApi {
    pub fn start(person: Person, fault: Fault) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("nonblocking");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let api = Self { address, state: Arc::default(), changed: Arc::default(), person, fault };
        let server = api.clone();
        std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(server.serve(listener));
        });
        api
    }

    async fn serve(self, listener: std::net::TcpListener) {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        loop {
            let Ok((stream, _)) = listener.accept().await else { return };
            let api = self.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request| {
                    let api = api.clone();
                    async move { api.handle(request).await }
                });
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    }

    async fn handle(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, hyper::Error> {
        let path = request.uri().path().to_owned();
        let query = request.uri().query().unwrap_or_default().to_owned();
        let header = |name: &str| {
            request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let (id, kind) = (header("idempotency-key"), header("content-type"));
        let body = request.into_body().collect().await?.to_bytes();
        let method = path.rsplit('/').next().unwrap_or_default();
        let (status, answer) = match method {
            "crm" => {
                self.change(|state| state.crm.push((query.clone(), id)));
                (200, json!({"lead": {"id": format!("L-{}", query.len())}}))
            }
            "getMe" => {
                (200, json!({"ok": true, "result": {"id": 1, "is_bot": true, "username": "fake_bot"}}))
            }
            "getMyName" => (200, json!({"ok": true, "result": {"name": "Старое имя"}})),
            "getMyDescription" => (200, json!({"ok": true, "result": {"description": ""}})),
            "getMyShortDescription" => (200, json!({"ok": true, "result": {"short_description": "Коротко"}})),
            "getMyCommands" => {
                let commands = json!([{"command": "start", "description": "Начать"}]);
                (200, json!({"ok": true, "result": commands}))
            }
            "getChatMenuButton" => (200, json!({"ok": true, "result": {"type": "default"}})),
            "getUpdates" => (200, self.updates(&body).await),
            "answerCallbackQuery" => {
                let body: Value = serde_json::from_slice(&body).expect("JSON");
                let text = body["text"].as_str().unwrap_or_default().to_owned();
                let press = body["callback_query_id"].as_str().expect("an id").to_owned();
                self.change(|state| state.answered_presses.insert(press, text));
                (200, json!({"ok": true, "result": true}))
            }
            method if method.starts_with("send") => self.message(method, &kind, &body),
            method => {
                let body = String::from_utf8_lossy(&body).into_owned();
                self.change(|state| state.bodies.push((method.to_owned(), body)));
                (200, json!({"ok": true, "result": true}))
            }
        };
        let response = Response::builder().status(status).header("content-type", "application/json");
        Ok(response.body(Full::new(Bytes::from(answer.to_string()))).expect("a response"))
    }

    async fn updates(&self, body: &[u8]) -> Value {
        let order: Value = serde_json::from_slice(body).expect("JSON");
        let offset = order["offset"].as_i64().unwrap_or(0);
        let limit = order["limit"].as_u64().unwrap_or(100) as usize;
        let until = Instant::now() + Duration::from_secs(order["timeout"].as_u64().unwrap_or(0));
        loop {
            let batch: Vec<Value> = {
                let mut state = self.state.lock().expect("the state");
                state.confirmed = state.confirmed.max(offset);
                let from = state.confirmed;
                let rest = state.updates.iter().filter(|update| update["update_id"].as_i64() >= Some(from));
                rest.take(limit).cloned().collect()
            };
            if !batch.is_empty() || Instant::now() >= until {
                return json!({"ok": true, "result": batch});
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    fn message(&self, method: &str, kind: &str, body: &[u8]) -> (u16, Value) {
        let parsed: Value = serde_json::from_slice(body).unwrap_or_default();
        let whole = String::from_utf8_lossy(body).into_owned();
        if method == "sendChatAction" {
            return (200, json!({"ok": true, "result": true}));
        }
        // A form with a file: only who it goes to is read from it.
        let form_chat =
            whole.split("name=\"chat_id\"\r\n\r\n").nth(1).and_then(|rest| rest.split('\r').next());
        let chat = parsed["chat_id"].as_i64().or(form_chat.and_then(|id| id.parse().ok())).unwrap_or(0);
        let text = parsed["text"].as_str().or(parsed["caption"].as_str()).unwrap_or(kind).to_owned();
        let mut state = self.state.lock().expect("the state");
        let tries = state.tries.entry((chat, text.clone())).or_default();
        *tries += 1;
        let fault = (self.fault)(chat, &text, *tries - 1);
        let sent = Sent { chat, text: text.clone(), refused: fault.is_some(), at: Instant::now() };
        state.sent.push(sent);
        state.bodies.push((method.to_owned(), whole));
        if fault.is_none() && state.seen.insert((chat, text.clone())) {
            let button = &parsed["reply_markup"]["inline_keyboard"][0][0]["callback_data"];
            if let Some(reaction) = (self.person)(chat, &text, button.as_str()) {
                push_reaction(&mut state, chat, reaction);
            }
        }
        let number = state.sent.len();
        drop(state);
        self.changed.notify_all();
        fault.unwrap_or_else(|| {
            let photo = json!([{"file_id": format!("file-{number}")}]);
            (200, json!({"ok": true, "result": {"message_id": number, "chat": {"id": chat}, "photo": photo}}))
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) {
        change(&mut self.state.lock().expect("the state"));
        self.changed.notify_all();
    }

    /// A person writes.
    pub fn says(&self, chat: i64, text: &'static str) {
        self.change(|state| push_reaction(state, chat, Reaction::Says(text)));
    }

    /// Waits until what was sent fulfils a condition; fails when `alive` does.
    pub fn wait(&self, alive: &mut dyn FnMut(), done: impl Fn(&[Sent]) -> bool) -> Vec<Sent> {
        let mut state = self.state.lock().expect("the state");
        while !done(&state.sent) {
            // Wakes by itself only to notice a bot that died.
            state = self.changed.wait_timeout(state, Duration::from_millis(200)).expect("the state").0;
            alive();
        }
        state.sent.clone()
    }

    /// Texts of answers to presses, by the number of the press.
    pub fn answered_presses(&self) -> BTreeMap<String, String> {
        self.state.lock().expect("the state").answered_presses.clone()
    }

    /// Query and idempotency key of every call to the outside world.
    pub fn crm_calls(&self) -> Vec<(String, String)> {
        self.state.lock().expect("the state").crm.clone()
    }

    /// Method and body of every call.
    pub fn bodies(&self) -> Vec<(String, String)> {
        self.state.lock().expect("the state").bodies.clone()
    }
}

fn push_reaction(state: &mut State, chat: i64, reaction: Reaction) {
    let id = state.updates.len() as i64 + 1;
    let from =
        json!({"id": chat, "is_bot": false, "first_name": format!("Анна{chat}"), "language_code": "ru"});
    let place = json!({"id": chat, "type": "private"});
    let update = match reaction {
        Reaction::Says(text) => json!({"update_id": id, "message": {
            "message_id": id, "date": 0, "from": from, "chat": place, "text": text}}),
        Reaction::Presses(data) => json!({"update_id": id, "callback_query": {
            "id": id.to_string(), "from": from, "data": data, "chat_instance": "x",
            "message": {"message_id": 1, "date": 0, "chat": place}}}),
    };
    state.updates.push(update);
}
