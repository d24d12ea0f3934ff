//! How it feels to talk to the bot: the engine on a virtual clock, with a log of what was said.
//!
//! Pure: no clock, disk or network. Effects are drained before the next input; timers fire in order when
//! time is moved; requests to the outside world wait until someone answers them, and what subscribers share is
//! answered at once by a [`crate::shared::World`] of its own. Equal conversations give equal logs.
//! [`transcript`] turns conversations into text and back.

mod asked;
mod clock;
mod error;
mod log;
mod neighbours;
pub mod transcript;
mod watch;

pub use asked::{Asked, asked};
pub use clock::TIMERS_PER_MOVE_MAX;
pub use error::EmulatorError;
pub use log::{
    Dropped, Entry, EntryKind, OwnedButton, OwnedCard, OwnedExtra, OwnedReply, Passed, SentMessage,
};

use crate::engine::{
    CallError, CallRequest, Effect, Input, Message, Session, Silent, command_of, payload_of, step_in_place,
};
use crate::flow::{Attached, Flow, Now, ZoneRules};
use crate::model::{BlockId, Decimal, FieldId, TagId, Value};
use crate::shared::{Answer, Answered, Rules, World, plan_of};
use std::sync::Arc;
use watch::Watch;

/// The event by which a transcript lets another subscriber ask the shared world.
const OTHER: &str = "other";

/// Where and as whom a conversation begins.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Start of the virtual clock, milliseconds since 1970.
    pub start: i64,
    /// Rules of a zone by its IANA name; the shell's are in `zones::rules_of`.
    pub zone_of: fn(&str) -> Option<ZoneRules>,
    /// The subscriber; splits hash it.
    pub subscriber: u64,
    /// Name of the channel of the conversation, such as `telegram`.
    pub channel: String,
    /// What the messenger's profile says: name, language and other system fields.
    pub profile: Vec<(FieldId, String)>,
}

impl Setup {
    /// A nameless subscriber of Telegram.
    pub fn new(start: i64, zone_of: fn(&str) -> Option<ZoneRules>) -> Self {
        Self { start, zone_of, subscriber: 1, channel: "telegram".into(), profile: Vec::new() }
    }
}

/// A conversation with a bot.
#[derive(Clone, Debug)]
pub struct Emulator {
    flow: Arc<Flow>,
    setup: Setup,
    session: Session,
    now: i64,
    zone_name: String,
    /// Name of the project's own zone, of which `home` are the rules.
    home_name: String,
    zone: Arc<ZoneRules>,
    /// Rules of the project's own zone.
    home: Arc<ZoneRules>,
    log: Vec<Entry>,
    path: Vec<Passed>,
    /// Requests that wait for an answer, oldest first, and until when the bot waits.
    calls: Vec<(CallRequest, i64)>,
    /// What this subscriber shares with others, and what the project says of it.
    world: World,
    rules: Rules,
    /// Answers of the shared world that the bot has not taken yet.
    answers: Vec<(CallRequest, Answer)>,
    /// How many other subscribers have done something.
    others: u64,
    /// Whether the last entry of the log is a passing of time in which nothing has happened.
    fresh_advance: bool,
}

impl Emulator {
    /// A conversation that has not begun.
    pub fn new(flow: Arc<Flow>, setup: Setup) -> Self {
        let mut session = Session::new(&flow, setup.subscriber);
        session.set_field(FieldId::CHANNEL, Some(Value::text(setup.channel.as_str())));
        for (field_id, value) in &setup.profile {
            session.set_field(*field_id, Some(Value::text(value.as_str())));
        }
        let mut emulator = Self {
            now: setup.start,
            rules: Rules::of(&flow),
            world: World::new(),
            answers: Vec::new(),
            others: 0,
            flow,
            setup,
            session,
            zone_name: String::new(),
            home_name: String::new(),
            zone: Arc::default(),
            home: Arc::default(),
            log: Vec::new(),
            path: Vec::new(),
            calls: Vec::new(),
            fresh_advance: false,
        };
        emulator.find_zone();
        emulator
    }

    /// What the bot runs.
    pub fn flow(&self) -> &Arc<Flow> {
        &self.flow
    }

    /// Puts an edited flow in place; the conversation goes on in it.
    pub fn set_flow(&mut self, flow: Arc<Flow>) {
        self.flow = flow;
        self.rules = Rules::of(&self.flow);
        self.find_zone();
    }

    /// Begins anew with the same subscriber, clock and flow.
    pub fn restart(&mut self) {
        *self = Self::new(self.flow.clone(), self.setup.clone());
    }

    /// Begins anew as somebody else, in another channel or at another moment.
    pub fn restart_as(&mut self, setup: Setup) {
        *self = Self::new(self.flow.clone(), setup);
    }

    /// Where and as whom the conversation began.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// What is known of the subscriber.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The virtual clock, milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// The subscriber's wall clock, milliseconds since 1970-01-01T00:00 on it.
    pub fn local_now(&self) -> i64 {
        self.zone.local_at(self.now)
    }

    /// Rules of the subscriber's zone.
    pub fn zone(&self) -> &ZoneRules {
        &self.zone
    }

    /// What happened, oldest first.
    pub fn log(&self) -> &[Entry] {
        &self.log
    }

    /// Blocks entered and exits taken, oldest first.
    pub fn path(&self) -> &[Passed] {
        &self.path
    }

    /// The block that the conversation waits in: of several threads the one that suspended last.
    pub fn waiting_block(&self) -> Option<BlockId> {
        self.session.threads.iter().max_by_key(|thread| thread.generation).map(|thread| thread.block)
    }

    /// The subscriber follows a deep link; empty for a plain start.
    pub fn open(&mut self, link: &str) {
        self.add(EntryKind::Opened(link.to_owned()));
        self.take(&Input::Command { name: "start", args: link.trim() });
    }

    /// The subscriber types something; what begins with a slash is a command.
    pub fn say(&mut self, text: &str) {
        self.add(EntryKind::Said(text.to_owned()));
        match command_of(text) {
            Some((name, args)) => self.take(&Input::Command { name: &name, args }),
            None => self.take(&Input::Text(text)),
        }
    }

    /// The subscriber presses a button of a message, however old; `entry` is the message's index in the log.
    ///
    /// A quick reply reaches the bot as text, the way Telegram's keyboards work.
    pub fn press(&mut self, entry: usize, label: &str) -> Result<(), EmulatorError> {
        let Some(EntryKind::Sent(sent)) = self.log.get_mut(entry).map(|entry| &mut entry.kind) else {
            return Err(EmulatorError::NotAMessage);
        };
        let found = sent.reply.button(label);
        let (button, quick) = found.ok_or_else(|| EmulatorError::NoButton(label.to_owned()))?;
        if let Some(url) = &button.url {
            return Err(EmulatorError::OpensLink(url.clone()));
        }
        let payload = button.payload.clone();
        sent.pressed = Some(label.to_owned());
        self.add(EntryKind::Pressed { label: label.to_owned(), entry, quick });
        self.take(&if quick { Input::Text(label) } else { Input::Press(&payload) });
        Ok(())
    }

    /// The subscriber presses a link button; gives what it opens, dials, shares or copies. The bot hears of the
    /// click only when the project looks at it.
    ///
    /// # Errors
    /// There is no such message, or it has no link button of that caption.
    pub fn click(&mut self, entry: usize, label: &str) -> Result<String, EmulatorError> {
        let Some(EntryKind::Sent(sent)) = self.log.get_mut(entry).map(|entry| &mut entry.kind) else {
            return Err(EmulatorError::NotAMessage);
        };
        let found = sent.reply.button(label).map(|(button, _)| button.clone());
        let missing = || EmulatorError::NoButton(label.to_owned());
        let button = found.ok_or_else(missing)?;
        let url = button.url.ok_or_else(missing)?;
        if button.event != 0
            && let Some(payload) = payload_of(&button.payload)
        {
            sent.pressed = Some(label.to_owned());
            let name = format!("clicked:{}.{}", payload.block, payload.key);
            self.add(EntryKind::Pressed { label: label.to_owned(), entry, quick: false });
            self.take(&Input::Event { name: &name, about: "", value: &url });
        }
        Ok(url)
    }

    /// The subscriber sends a picture, a sticker or a voice message; `file` is its name, may be empty.
    pub fn send_media(&mut self, kind: Attached, file: &str) {
        self.send_captioned(kind, file, "");
    }

    /// The same with words below it.
    pub fn send_captioned(&mut self, kind: Attached, file: &str, caption: &str) {
        self.add(EntryKind::Attachment(kind, file.to_owned(), caption.to_owned()));
        self.take(&Input::Media { kind, file, caption });
    }

    /// The subscriber shares a place: degrees north and east.
    pub fn send_location(&mut self, lat: Decimal, lon: Decimal) {
        self.add(EntryKind::Located(lat, lon));
        self.take(&Input::Location { lat, lon });
    }

    /// The subscriber shares a telephone number.
    pub fn send_contact(&mut self, phone: &str) {
        self.add(EntryKind::SharedContact(phone.to_owned()));
        self.take(&Input::Contact { phone });
    }

    /// Something happens outside the words of the chat, see [`Input::Event`]; `other` is another subscriber, see
    /// [`Emulator::let_another`].
    pub fn happen(&mut self, name: &str, about: &str, value: &str) {
        if name == OTHER {
            return self.let_another(about, value);
        }
        let kind =
            EntryKind::Happened { name: name.to_owned(), about: about.to_owned(), value: value.to_owned() };
        self.add(kind);
        self.take(&Input::Event { name, about, value });
    }

    /// The person who talks to the subscriber hands the conversation back to the bot.
    pub fn human_done(&mut self) {
        self.add(EntryKind::HumanDone);
        self.take(&Input::HumanDone);
    }

    /// The subscriber blocks the bot in the messenger.
    pub fn block_bot(&mut self) {
        self.add(EntryKind::Blocked);
        self.take(&Input::Blocked);
    }

    /// The oldest request that waits for an answer.
    pub fn pending_call(&self) -> Option<&CallRequest> {
        self.calls.first().map(|call| &call.0)
    }

    /// Answers the oldest request. Anything but a 2xx status is a failure to the bot.
    pub fn answer_call(&mut self, status: u16, body: &str) -> Result<(), EmulatorError> {
        let call = self.take_call()?;
        self.add(EntryKind::Answered { outcome: String::new(), status, body: body.to_owned() });
        let body = if (200..300).contains(&status) { Ok(body) } else { Err(CallError::Status(status)) };
        self.take_answer(&call, "", body);
        Ok(())
    }

    /// Answers the oldest request by the name of an answer, such as `empty` of a pool, with values in JSON.
    /// `ok` is the plain success.
    pub fn answer_named(&mut self, outcome: &str, body: &str) -> Result<(), EmulatorError> {
        let known = self.outcomes();
        if !known.is_empty() && !known.contains(&outcome) {
            return Err(EmulatorError::NoOutcome(outcome.to_owned(), known.join(", ")));
        }
        let call = self.take_call()?;
        self.add(EntryKind::Answered { outcome: outcome.to_owned(), status: 200, body: body.to_owned() });
        self.take_answer(&call, outcome, Ok(body));
        Ok(())
    }

    /// Lets the oldest request fail without an answer.
    pub fn fail_call(&mut self, error: CallError) -> Result<(), EmulatorError> {
        let call = self.take_call()?;
        self.add(EntryKind::Failed(error));
        self.take_answer(&call, "", Err(error));
        Ok(())
    }

    fn take_answer(&mut self, call: &CallRequest, outcome: &str, body: Result<&str, CallError>) {
        let answered = Answered::of(&self.flow, &self.session, call, outcome, body);
        self.take(&answered.input());
    }

    /// Sets a field of the subscriber by hand, or clears it.
    pub fn set_field(&mut self, field_id: FieldId, value: Option<Value>) {
        self.add(EntryKind::FieldSet(field_id, value.clone()));
        self.session.set_field(field_id, value);
        self.find_zone();
        self.look_at_dates();
    }

    /// A birthday set by hand rings as one that the subscriber told: the subscriber's own timer, fed too early, is set
    /// anew by what holds now. Nothing rings for who has not written yet.
    fn look_at_dates(&mut self) {
        if self.session.since == 0 {
            return;
        }
        let (zone, home) = (self.zone.clone(), self.home.clone());
        let now = Now { millis: self.now, zone: &zone, home: &home };
        let mut effects = Vec::new();
        let early = Input::Timer { thread: 0, generation: 0 };
        step_in_place(&self.flow, &mut self.session, &early, now, &mut effects, &mut Silent);
        effects.into_iter().for_each(|effect| self.perform(effect));
    }

    /// Puts a tag on the subscriber by hand or takes it off.
    pub fn set_tag(&mut self, tag_id: TagId, on: bool) {
        self.add(EntryKind::TagSet(tag_id, on));
        self.session.set_tag(tag_id, on);
    }

    /// The conversation as the text of a `.chat` file.
    pub fn transcript(&self) -> String {
        transcript::of_conversation(self)
    }

    /// Puts another session in the place of this one; a transcript is also played over saved sessions.
    pub fn set_session(&mut self, session: Session) {
        self.session = session;
    }

    fn add(&mut self, kind: EntryKind) {
        self.log.push(Entry { at: self.now, kind });
        self.fresh_advance = false;
    }

    /// Takes an input and fires what is due at once.
    fn take(&mut self, input: &Input<'_>) {
        self.feed(input);
        self.drain_answers();
        self.run_until(self.now);
    }

    fn feed(&mut self, input: &Input<'_>) {
        let zone = self.zone.clone();
        let home = self.home.clone();
        let now = Now { millis: self.now, zone: &zone, home: &home };
        let mut effects = Vec::new();
        let mut watch = Watch { path: &mut self.path, dropped: Vec::new() };
        step_in_place(&self.flow, &mut self.session, input, now, &mut effects, &mut watch);
        let dropped = watch.dropped;
        for effect in effects {
            self.perform(effect);
        }
        for dropped in dropped {
            self.add(EntryKind::Dropped(dropped));
        }
        // The engine does not say when nobody waits for an answer any more; the thread does.
        let session = &self.session;
        self.calls.retain(|(call, _)| {
            session.thread(call.thread).is_some_and(|thread| thread.generation == call.generation)
        });
        self.find_zone();
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send(message) => {
                let reply = self.reply_of(&message);
                self.add(EntryKind::Sent(Box::new(SentMessage { message, reply, pressed: None })));
            }
            // Timers are part of the session, here as in a live bot.
            Effect::SetTimer { .. } | Effect::DropTimer { .. } => {}
            Effect::Call(call) => self.ask(call),
            Effect::Tell(call) => self.tell(call),
            Effect::Notice(_, notice) => self.add(EntryKind::Notice(notice)),
            Effect::Ended { block, outcome, .. } => self.add(EntryKind::Ended { block, outcome }),
        }
    }

    fn reply_of(&self, message: &Message) -> OwnedReply {
        let bare = || OwnedReply { text: message.text.clone(), ..OwnedReply::default() };
        message
            .view(&self.flow)
            .map_or_else(bare, |view| OwnedReply::of(&view, self.flow.asks(message.reply)))
    }

    fn take_call(&mut self) -> Result<CallRequest, EmulatorError> {
        if self.calls.is_empty() { Err(EmulatorError::NoCall) } else { Ok(self.calls.remove(0).0) }
    }

    /// Names of the answers that the oldest request can get; none when nothing waits for one.
    pub fn outcomes(&self) -> Vec<&str> {
        let Some(plan) = self.pending_call().and_then(|call| plan_of(&self.flow, &self.session, call.thread))
        else {
            return Vec::new();
        };
        std::iter::once("ok").chain(plan.outcomes.iter().map(|outcome| outcome.0.as_str())).collect()
    }

    fn find_zone(&mut self) {
        let own = match self.session.field(FieldId::ZONE) {
            Some(Value::Text(name)) => &**name,
            _ => "",
        };
        let name = if own.is_empty() { &self.flow.zone } else { own };
        if *name == self.zone_name && self.flow.zone == self.home_name {
            return;
        }
        let home = (self.setup.zone_of)(&self.flow.zone);
        let rules = (self.setup.zone_of)(name).or_else(|| home.clone());
        self.zone_name = name.to_owned();
        self.home_name = self.flow.zone.clone();
        self.zone = Arc::new(rules.unwrap_or_default());
        self.home = Arc::new(home.unwrap_or_default());
    }
}
