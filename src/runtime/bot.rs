//! The driver of the engine: takes updates, due timers and answers to calls, and makes of them sessions,
//! messages and calls inside one transaction of the store.

use super::RunError;
use super::sender::Job;
use super::shared::{Ready, Shared};
use super::store::{PendingCall, Store};
use crate::channels::telegram::{self, Event, Mark, Profile, Update};
use crate::engine::{self, CallError, CallRequest, Effect, Input, Notice, Session, Silent};
use crate::flow::{Flow, Now, Service, ZoneRules};
use crate::model::{FieldId, Label, Lang, Value};
use crate::shared::{ANSWERS_MAX, Answered, plan_of};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// Sessions kept in memory beside the store; more are forgotten after a batch and read again when needed.
const SESSIONS_MAX: usize = 8_192;
/// Timers fired in one transaction.
const TIMERS_MAX: usize = 500;
/// Timers of one chat fired in one transaction, so that a loop of short pauses leaves room for others.
const TIMERS_PER_CHAT_MAX: usize = 16;
/// Chats whose triggers by time are set anew in one transaction, so that who writes need not wait for all.
const CHATS_AT_ONCE: usize = 200;
/// How far below the expected number an update still counts as a repeat: a batch, for no more than one is ever
/// taken without having been confirmed. Telegram starts numbering anew at random after a quiet week, so a
/// number further below is a new update.
const REPEATS_MAX: i64 = 100;
/// Zone of subscribers where neither they nor the project name one that exists: UTC, as in the emulator.
const FALLBACK_OFFSET: i32 = 0;

const BUTTON_IS_OLD: Label = Label::new("Эта кнопка уже не действует", "This button is no longer in force");

/// What a batch asks to be done once it is on disk.
#[derive(Default)]
pub(super) struct Out {
    pub jobs: Vec<Job>,
    pub calls: Vec<PendingCall>,
}

/// The bot: a flow, a store and the sessions it works on.
pub(super) struct Bot {
    pub store: Store,
    flow: Flow,
    /// The chat of the team, when it has one.
    pub team: Option<i64>,
    sessions: HashMap<i64, Session>,
    dirty: BTreeSet<i64>,
    effects: Vec<Effect>,
    pub out: Out,
    shared: Shared,
    offset: Option<i64>,
    /// The chat up to which triggers by time are set as this flow says; `None` when all are.
    to_set: Option<i64>,
    home_zone: Rc<ZoneRules>,
    zones: HashMap<String, Rc<ZoneRules>>,
    buffer: Vec<u8>,
}

impl Bot {
    /// A bot that runs a flow over a store.
    pub fn new(flow: Flow, store: Store, team: Option<i64>) -> Result<Self, RunError> {
        let home_zone = crate::zones::rules_of(&flow.zone).unwrap_or(ZoneRules::fixed(FALLBACK_OFFSET));
        let version = i64::from(flow.version);
        let is_new = store.alarms_of()? != Some(version);
        if is_new && flow.triggers.alarms.is_empty() {
            store.set_alarms_of(version)?;
        }
        Ok(Self {
            offset: store.offset()?,
            to_set: (is_new && !flow.triggers.alarms.is_empty()).then_some(i64::MIN),
            shared: Shared::load(&flow, &store)?,
            store,
            flow,
            team,
            sessions: HashMap::new(),
            dirty: BTreeSet::new(),
            effects: Vec::new(),
            out: Out::default(),
            home_zone: Rc::new(home_zone),
            zones: HashMap::new(),
            buffer: Vec::new(),
        })
    }

    /// The number to ask the messenger for; everything below is safely on disk.
    pub fn offset(&self) -> Option<i64> {
        self.offset
    }

    /// Takes an update; one that was taken before is passed over.
    /// `mark` says what of it may concern the team.
    pub fn update(&mut self, update: &Update<'_>, mark: Option<&Mark>, now: i64) -> Result<(), RunError> {
        let expected = self.offset.unwrap_or(i64::MIN);
        if update.id < expected && expected.saturating_sub(update.id) <= REPEATS_MAX {
            return Ok(());
        }
        self.offset = Some(update.id + 1);
        let press = update.press_id.as_deref();
        if let Some(mark) = mark
            && self.team_heard(mark, press, now)?
        {
            return Ok(());
        }
        match (&update.event, press) {
            (Some(event), press) => self.heard(event, mark, press, now),
            (None, Some(press)) => {
                // A press in a group: nothing follows, but its clock must stop.
                self.out.jobs.push(Job::new(0, 0, telegram::answer_press(press, None)));
                Ok(())
            }
            (None, None) => Ok(()),
        }
    }

    fn heard(
        &mut self,
        event: &Event<'_>,
        mark: Option<&Mark>,
        press: Option<&str>,
        now: i64,
    ) -> Result<(), RunError> {
        let session = self.load(event.chat_id)?;
        set_profile(session, &event.profile);
        let talks = session.with_human().is_some();
        self.step(event.chat_id, &event.incoming.input(), press, now)?;
        if talks { self.show_team(event, mark) } else { Ok(()) }
    }

    /// What it runs.
    pub fn flow(&self) -> &Flow {
        &self.flow
    }

    /// A session that is in memory already.
    pub fn session_of(&self, chat: i64) -> Option<&Session> {
        self.sessions.get(&chat)
    }

    /// The messenger said that the subscriber has blocked the bot.
    pub fn blocked(&mut self, chat: i64, now: i64) -> Result<(), RunError> {
        if self.team == Some(chat) {
            tracing::error!(chat, "the bot may not write to the chat of the team; add it there again");
            return Ok(());
        }
        self.step(chat, &Input::Blocked, None, now)
    }

    /// A call was answered with a body or failed.
    pub fn answered(
        &mut self,
        call: &PendingCall,
        result: Result<String, CallError>,
        now: i64,
    ) -> Result<(), RunError> {
        self.load(call.chat)?;
        let Some(session) = self.sessions.get(&call.chat) else { return Ok(()) };
        let body = result.as_deref().map_err(|error| *error);
        let answered = Answered::of(&self.flow, session, &call.request, "", body);
        self.step(call.chat, &answered.input(), None, now)?;
        self.store.settle_call(call.row)
    }

    /// How long to wait for the answer to a call, milliseconds.
    pub fn patience_of(&mut self, call: &PendingCall) -> Result<u32, RunError> {
        if call.request.thread == 0 {
            return Ok(0);
        }
        self.load(call.chat)?;
        let session = self.sessions.get(&call.chat);
        let plan = session.and_then(|session| plan_of(&self.flow, session, call.request.thread));
        Ok(plan.map_or(0, |plan| plan.timeout_ms))
    }

    /// Fires timers that are due, in order of their moments; what is too much for one transaction stays due.
    pub fn fire(&mut self, now: i64) -> Result<(), RunError> {
        let chats = self.store.due(now, TIMERS_MAX)?;
        for chat in &chats {
            for _ in 0..TIMERS_PER_CHAT_MAX {
                let first = self.load(*chat)?.first_timer().filter(|timer| timer.due <= now);
                let Some(timer) = first else { break };
                let (thread, generation) = (timer.thread, timer.generation);
                self.step(*chat, &Input::Timer { thread, generation }, None, now)?;
                self.load(*chat)?.drop_timer(timer);
            }
        }
        Ok(())
    }

    /// Whether there are subscribers whose triggers by time are those of another version of the flow.
    pub fn has_alarms_to_set(&self) -> bool {
        self.to_set.is_some()
    }

    /// Sets the triggers by time of some subscribers as this flow says: most have not written since its release,
    /// and a broadcast is for them too.
    pub fn set_alarms(&mut self, now: i64) -> Result<(), RunError> {
        let Some(after) = self.to_set else { return Ok(()) };
        let chats = self.store.chats(after, CHATS_AT_ONCE)?;
        for chat in &chats {
            self.step(*chat, &Input::Timer { thread: 0, generation: 0 }, None, now)?;
        }
        self.to_set = chats.last().copied();
        if self.to_set.is_none() {
            self.store.set_alarms_of(self.flow.version.into())?;
        }
        Ok(())
    }

    /// The session of a chat, read when it is not in memory, new when there is none.
    pub fn load(&mut self, chat: i64) -> Result<&mut Session, RunError> {
        use std::collections::hash_map::Entry;
        Ok(match self.sessions.entry(chat) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let kept = self.store.session(chat)?;
                let session = kept.unwrap_or_else(|| {
                    let mut session = Session::new(&self.flow, chat as u64);
                    engine::set_profile(&mut session, FieldId::CHANNEL, "telegram");
                    session
                });
                entry.insert(session)
            }
        })
    }

    /// Takes an input and then the answers that it asks for and that need nobody outside.
    pub fn step(
        &mut self,
        chat: i64,
        input: &Input<'_>,
        press: Option<&str>,
        now: i64,
    ) -> Result<(), RunError> {
        self.advance(chat, input, press, now)?;
        for _ in 0..ANSWERS_MAX {
            let Some(Ready { chat, request, result }) = self.shared.ready.pop_front() else { return Ok(()) };
            let Some(session) = self.sessions.get(&chat) else { continue };
            let outcome = result.as_ref().map_or("", |answer| answer.outcome);
            let body = result.as_ref().map(|answer| answer.body.as_str()).map_err(|error| *error);
            let answered = Answered::of(&self.flow, session, &request, outcome, body);
            self.advance(chat, &answered.input(), None, now)?;
        }
        self.shared.ready.clear();
        tracing::error!(chat, "a funnel asks in a circle without a pause; its conversation waits there");
        Ok(())
    }

    fn advance(
        &mut self,
        chat: i64,
        input: &Input<'_>,
        press: Option<&str>,
        now: i64,
    ) -> Result<(), RunError> {
        let home = Rc::clone(&self.home_zone);
        let session = self.load(chat)?;
        let own_zone = match session.field(FieldId::ZONE) {
            Some(Value::Text(name)) if !name.is_empty() => Some(name.to_string()),
            _ => None,
        };
        let zone = own_zone.and_then(|name| self.zone(name)).unwrap_or_else(|| Rc::clone(&home));
        let Some(session) = self.sessions.get_mut(&chat) else { return Ok(()) };
        let moment = Now { millis: now, zone: &zone, home: &home };
        engine::step_in_place(&self.flow, session, input, moment, &mut self.effects, &mut Silent);
        self.dirty.insert(chat);
        self.perform(chat, press, moment)
    }

    fn zone(&mut self, name: String) -> Option<Rc<ZoneRules>> {
        if let Some(rules) = self.zones.get(&name) {
            return Some(Rc::clone(rules));
        }
        // Names come from subscribers: only those that exist are kept.
        let rules = Rc::new(crate::zones::rules_of(&name)?);
        self.zones.insert(name, Rc::clone(&rules));
        Some(rules)
    }

    /// Turns the effects of a step into jobs and calls. Timers need nothing: they are part of the session.
    fn perform(&mut self, chat: i64, press: Option<&str>, now: Now<'_>) -> Result<(), RunError> {
        let effects = std::mem::take(&mut self.effects);
        if let Some(press) = press {
            let lang = self.sessions.get(&chat).map_or(Lang::Ru, lang_of);
            let told = |effect: &Effect| {
                if let Effect::Notice(_, notice) = effect { Some(notice_text(notice, lang)) } else { None }
            };
            let text = effects.iter().find_map(told);
            self.out.jobs.push(Job::new(chat, 0, telegram::answer_press(press, text.as_deref())));
        }
        for effect in &effects {
            match effect {
                Effect::Send(message) => self.send(chat, message)?,
                Effect::Call(request) => self.ask(chat, request, true, now)?,
                Effect::Tell(request) => self.ask(chat, request, false, now)?,
                Effect::SetTimer { .. } | Effect::DropTimer { .. } | Effect::Notice(..) => {}
                Effect::Ended { block, outcome, .. } => {
                    tracing::debug!(chat, block = block.0, "ended: {outcome:?}");
                }
            }
        }
        // Keeps the allocation for the next step.
        self.effects = effects;
        self.effects.clear();
        Ok(())
    }

    /// Asks the web, answers what subscribers share, and refuses what nobody is connected for: never silence.
    fn ask(
        &mut self,
        chat: i64,
        request: &CallRequest,
        is_awaited: bool,
        now: Now<'_>,
    ) -> Result<(), RunError> {
        if request.service == Service::Http {
            // When nobody waits for the answer, it is dropped as late.
            let call = self.store.push_call(chat, request.clone())?;
            self.out.calls.push(call);
            return Ok(());
        }
        let Some(session) = self.sessions.get(&chat) else { return Ok(()) };
        let nobody = if request.service == Service::Desk { self.nobody_there(chat, request) } else { None };
        let answer = nobody.or_else(|| self.shared.answer(&self.flow, session, request, now));
        if let Some(answer) = answer.as_ref().filter(|_| request.service == Service::Desk) {
            self.tell_desk(chat, request, answer)?;
        }
        if answer.is_none() {
            let (service, act) = (request.service.name(), request.act.as_str());
            tracing::warn!(chat, "{service} {act}: no such service is connected to this bot");
        }
        if is_awaited {
            let result = answer.ok_or(CallError::Unreachable);
            self.shared.ready.push_back(Ready { chat, request: request.clone(), result });
        }
        Ok(())
    }

    fn send(&mut self, chat: i64, message: &engine::Message) -> Result<(), RunError> {
        let Some(view) = message.view(&self.flow) else { return Ok(()) };
        let rendered = telegram::render(&view, chat);
        for loss in rendered.losses {
            tracing::debug!(block = view.block.0, "block {}: {}", view.block, loss.label().en);
        }
        for (index, call) in rendered.calls.into_iter().enumerate() {
            let pause_ms = if index == 0 { view.typing_ms } else { 0 };
            let mut job = Job { pause_ms, ..Job::new(chat, view.block.0, call) };
            self.store.push(&mut job)?;
            self.out.jobs.push(job);
        }
        Ok(())
    }

    /// Ends the transaction: sessions, what was sent, the number of the next update. Returns what is to be
    /// done now that all of it is on disk.
    pub fn commit(&mut self, settled: &[i64], files: &[(String, String)]) -> Result<Out, RunError> {
        for chat in std::mem::take(&mut self.dirty) {
            if let Some(session) = self.sessions.get(&chat) {
                self.store.put_session(chat, session, &mut self.buffer)?;
            }
        }
        self.shared.save(&self.store)?;
        for row in settled {
            self.store.settle(*row)?;
        }
        for (key, file_id) in files {
            self.store.put_file(key, file_id)?;
        }
        if let Some(offset) = self.offset {
            self.store.set_offset(offset)?;
        }
        self.store.commit()?;
        if self.sessions.len() > SESSIONS_MAX {
            self.sessions.clear();
        }
        Ok(std::mem::take(&mut self.out))
    }
}

fn set_profile(session: &mut Session, profile: &Profile<'_>) {
    engine::set_profile(session, FieldId::FIRST_NAME, &profile.first_name);
    engine::set_profile(session, FieldId::LAST_NAME, &profile.last_name);
    engine::set_profile(session, FieldId::USERNAME, &profile.username);
    engine::set_profile(session, FieldId::LANGUAGE, &profile.language);
}

/// The language of the bot's own short notices: English only for those who do not read Russian.
fn lang_of(session: &Session) -> Lang {
    match session.field(FieldId::LANGUAGE) {
        Some(Value::Text(tag)) if !["ru", "uk", "be", "kk"].iter().any(|lang| tag.starts_with(lang)) => {
            Lang::En
        }
        _ => Lang::Ru,
    }
}

/// What a presser is told.
fn notice_text(notice: &Notice, lang: Lang) -> String {
    match notice {
        Notice::ButtonIsOld => BUTTON_IS_OLD.of(lang).to_owned(),
        Notice::AlreadyPressed => Label::new("Это уже выбрано", "This is chosen already").of(lang).to_owned(),
        Notice::Ticked(caption, true) => format!("✓ {caption}"),
        Notice::Ticked(caption, false) => format!("✗ {caption}"),
    }
}
