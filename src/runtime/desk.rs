//! The team in the live bot: a chat of Telegram where it hears of its subscribers, answers them and gives them
//! back. Without that chat nobody is there: hand-overs take the exit «Никого нет», and the log says why.

use super::RunError;
use super::bot::Bot;
use super::sender::Job;
use crate::channels::telegram::{ApiCall, Event, Incoming, Mark, about, answer_press, copy, tell_team};
use crate::diag::Words;
use crate::engine::{CallRequest, Input, Session};
use crate::flow::{Flow, Service};
use crate::model::{FieldId, Label, Lang, Value, is_russian};
use crate::shared::{Answer, card};
use serde_json::Value as Json;

const GIVE_BACK: Label = Label::new("Вернуть боту", "Back to the bot");
const WAITS: Label = Label::new(
    "ждёт человека. Ответьте на это сообщение, и ответ уйдёт подписчику.",
    "waits for a person. Answer this message, and the subscriber gets your answer.",
);
const WITH_BOT: Label = Label::new("снова говорит с ботом", "talks to the bot again");
const CHAT: Label = Label::new(
    "Номер этого чата. С ним бота запускают так: voronka run ПАПКА --team",
    "The number of this chat. Run the bot with it: voronka run FOLDER --team",
);
const ALREADY: Label = Label::new("Разговор уже у бота", "The bot has the conversation already");
const NOT_SENT: Label = Label::new(
    "говорит с ботом, ответ не отправлен. Подписчик увидит вас, когда снова попросит человека.",
    "talks to the bot, so your answer was not sent. Subscribers hear you when they ask for a person.",
);

/// A value of the request's JSON body.
fn member(body: &str, name: &str) -> String {
    let body: Option<Json> = serde_json::from_str(body).ok();
    let member = body.as_ref().and_then(|body| body.get(name)?.as_str());
    member.unwrap_or_default().trim().to_owned()
}

fn name_of(session: &Session) -> String {
    match session.field(FieldId::FIRST_NAME) {
        Some(Value::Text(name)) => name.to_string(),
        Some(_) | None => String::new(),
    }
}

/// What to tell the owner of a bot whose team would hear nothing.
pub(super) fn warning(flow: &Flow, team: Option<i64>) -> Option<Words> {
    let asks = flow.calls.iter().any(|call| call.service == Service::Desk && call.act != "free");
    (asks && team.is_none()).then(|| {
        Words::new(
            "у бота нет чата команды: передача менеджеру уйдёт по выходу «Никого нет», уведомления никто не получит. \
             Добавьте бота в группу команды, напишите там /team и запустите бота с --team и номером из ответа",
            "the bot has no chat of the team: hand-overs leave by “Nobody is there”, and nobody gets notifications. \
             Add the bot to the team's group, write /team there and run the bot with --team and the number it says",
        )
    })
}

impl Bot {
    fn lang(&self) -> Lang {
        if is_russian(&self.flow().language) { Lang::Ru } else { Lang::En }
    }

    fn post(&mut self, call: ApiCall, chat: i64) -> Result<(), RunError> {
        let mut job = Job::new(chat, 0, call);
        self.store.push(&mut job)?;
        self.out.jobs.push(job);
        Ok(())
    }

    /// What a question to the desk is answered when there is no chat of the team.
    pub(super) fn nobody_there(&self, chat: i64, request: &CallRequest) -> Option<Answer> {
        if self.team.is_some() || request.act == "free" {
            return None;
        }
        tracing::error!(
            chat,
            "{} reaches nobody: name the chat of the team with --team",
            if request.act == "notify" { "a message to the team" } else { "a hand-over" }
        );
        Some(Answer { outcome: "away", body: String::new(), changed: None })
    }

    /// Tells the team what the desk was asked and has answered.
    pub(super) fn tell_desk(
        &mut self,
        chat: i64,
        request: &CallRequest,
        answer: &Answer,
    ) -> Result<(), RunError> {
        let Some(team) = self.team else { return Ok(()) };
        let Some(session) = self.session_of(chat) else { return Ok(()) };
        let head = format!("{} {}", about(chat), name_of(session));
        let known = card(self.flow(), session);
        let with_human = session.with_human().is_some();
        let (text, done) = match (request.act.as_str(), answer.outcome) {
            ("assign", "ok") => {
                let (who, note) = (member(&answer.body, "who"), member(&request.body, "note"));
                let parts = [format!("{head} {}", WAITS.of(self.lang())), who, note, known];
                (parts.join("\n\n"), Some((GIVE_BACK.of(self.lang()), chat)))
            }
            ("notify", _) => ([head, request.url.clone(), member(&request.body, "text")].join("\n"), None),
            ("free", _) if !with_human => (format!("{head} {}", WITH_BOT.of(self.lang())), None),
            _ => return Ok(()),
        };
        let text = text.replace("\n\n\n\n", "\n\n").replace("\n\n\n", "\n\n");
        self.post(tell_team(team, text.trim(), done), team)
    }

    /// Takes what the team does in its chat: `false` when it is nothing of the team's.
    pub(super) fn team_heard(
        &mut self,
        mark: &Mark,
        press: Option<&str>,
        now: i64,
    ) -> Result<bool, RunError> {
        if mark.asks && mark.chat < 0 {
            let text = format!("{} {}", CHAT.of(self.lang()), mark.chat);
            self.post(tell_team(mark.chat, &text, None), mark.chat)?;
            return Ok(true);
        }
        let Some(team) = self.team.filter(|team| *team == mark.chat) else { return Ok(false) };
        let Some(subscriber) = mark.done.or(mark.about) else { return Ok(false) };
        let talks = self.load(subscriber)?.with_human().is_some();
        if let Some(press) = press {
            let told = (!talks).then(|| ALREADY.of(self.lang()));
            self.out.jobs.push(Job::new(0, 0, answer_press(press, told)));
        }
        match (mark.done, talks) {
            (Some(_), true) => self.step(subscriber, &Input::HumanDone, None, now)?,
            (Some(_), false) => {}
            (None, true) => self.post(copy(subscriber, mark.chat, mark.message), subscriber)?,
            (None, false) => {
                let text = format!("{} {}", about(subscriber), NOT_SENT.of(self.lang()));
                self.post(tell_team(team, &text, None), team)?;
            }
        }
        Ok(true)
    }

    /// Shows the team what a subscriber says while a person of it talks to them.
    pub(super) fn show_team(&mut self, event: &Event<'_>, mark: Option<&Mark>) -> Result<(), RunError> {
        let Some(team) = self.team else { return Ok(()) };
        let Some(session) = self.session_of(event.chat_id).filter(|session| session.with_human().is_some())
        else {
            return Ok(());
        };
        let head = format!("{} {}:", about(event.chat_id), name_of(session));
        let done = Some((GIVE_BACK.of(self.lang()), event.chat_id));
        match &event.incoming {
            Incoming::Text(text) => self.post(tell_team(team, &format!("{head}\n{text}"), done), team),
            Incoming::Media(..) | Incoming::Location(..) | Incoming::Contact(_) => {
                self.post(tell_team(team, &head, done), team)?;
                match mark {
                    Some(mark) => self.post(copy(team, mark.chat, mark.message), team),
                    None => Ok(()),
                }
            }
            Incoming::Command { .. } | Incoming::Press(_) | Incoming::Blocked => Ok(()),
        }
    }
}
