//! The life of a bot: events come in, a batch of them becomes one transaction, and only then anything is sent.

use super::RunError;
use super::bot::{Bot, Out};
use super::calls::Caller;
use super::client::{Api, Form, Lane, Verdict, backoff};
use super::sender::Sender;
use super::store::PendingCall;
use crate::channels::telegram::{asks_for_chat, marks, parse_updates};
use crate::engine::CallError;
use crate::zones::now_millis;
use bytes::Bytes;
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;

/// Updates in one answer; the most that Telegram gives (core.telegram.org/bots/api#getupdates of 2026-06-11).
const BATCH: usize = 100;
/// Seconds that Telegram is asked to hold a poll open when there is nothing to tell; its page names no most.
const HOLD_S: u64 = 50;
/// A poll that took this long without an answer is dead.
const POLL_PATIENCE: Duration = Duration::from_secs(HOLD_S + 15);
/// Unsent messages over which no more updates are asked for, and the level at which polling goes on.
const PENDING_MAX: usize = 4_000;
const PENDING_LOW: usize = 1_000;
/// How long what was sent may stay in the outbox when nothing else is written. A kill within this time
/// repeats it.
const FLUSH: Duration = Duration::from_millis(20);
/// At a start, timers wait for the updates that came meanwhile, but not longer than this.
const CATCH_UP: Duration = Duration::from_secs(20);
/// How long to wait before polling again when an answer did not read.
const GARBLED_PAUSE: Duration = Duration::from_secs(3);
/// How long a stop waits for messages that are on their way.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Something that happened in the world.
pub(super) enum Event {
    /// A poll was answered.
    Updates(Bytes),
    /// A poll cannot succeed any more, or the token is no longer valid.
    Fatal(RunError),
    /// A call was answered.
    Answered(PendingCall, Result<String, CallError>),
    /// A subscriber has blocked the bot.
    Blocked(i64),
    /// Something was sent since the last flush.
    Settled,
    /// Few unsent messages are left.
    Drained,
}

/// Runs a bot until it is told to stop.
pub(super) async fn live(
    mut bot: Bot,
    api: Rc<Api>,
    media: std::path::PathBuf,
    mut stop: impl Future<Output = ()> + Unpin,
) -> Result<(), RunError> {
    let (events, mut inbox) = unbounded_channel();
    let sender = Sender::start(&api, media, bot.store.files()?, events.clone());
    let caller = Caller::new(events.clone())?;
    for job in bot.store.unsent()? {
        sender.push(job);
    }
    for call in bot.store.unanswered()? {
        let patience = bot.patience_of(&call)?;
        caller.start(call, patience);
    }
    let (polls, poll_orders) = unbounded_channel();
    tokio::task::spawn_local(poll(api, poll_orders, events));
    let mut life = Life {
        sender,
        caller,
        polls,
        polling: false,
        unconfirmed: false,
        pause: Duration::ZERO,
        catching_up: true,
        flush_at: None,
    };
    let born = Instant::now();
    loop {
        life.poll_if_idle(&bot);
        life.catching_up &= born.elapsed() < CATCH_UP;
        let wake = life.wake_at(&bot, born)?;
        let first = tokio::select! {
            event = inbox.recv() => event,
            () = sleep_until(wake) => None,
            () = &mut stop => break,
        };
        life.take_batch(&mut bot, first, &mut inbox)?;
    }
    life.last_words(&mut bot).await
}

async fn sleep_until(wake: Option<Instant>) {
    match wake {
        Some(wake) => tokio::time::sleep_until(wake).await,
        None => std::future::pending().await,
    }
}

/// What to ask the messenger for.
struct Order {
    offset: Option<i64>,
    hold_s: u64,
    /// How long to wait before asking.
    pause: Duration,
}

struct Life {
    sender: Rc<Sender>,
    caller: Caller,
    polls: UnboundedSender<Order>,
    polling: bool,
    /// Whether the last poll brought updates that the next one must confirm. Otherwise the next one names no
    /// number: it then gets what is there even where the messenger has begun to number anew.
    unconfirmed: bool,
    /// How long the next poll waits, after an answer that did not read.
    pause: Duration,
    catching_up: bool,
    flush_at: Option<Instant>,
}

impl Life {
    /// Asks for more updates unless too much is unsent. What is asked for confirms everything before, so it
    /// happens only after the batch before is on disk.
    fn poll_if_idle(&mut self, bot: &Bot) {
        if self.polling {
            return;
        }
        if self.sender.pending() > PENDING_MAX {
            return self.sender.tell_when_drained(PENDING_LOW);
        }
        // While catching up nobody waits for what is not there yet.
        let hold_s = if self.catching_up { 0 } else { HOLD_S };
        self.polling = self
            .polls
            .send(Order {
                offset: bot.offset().filter(|_| self.unconfirmed),
                hold_s,
                pause: std::mem::take(&mut self.pause),
            })
            .is_ok();
    }

    /// When something must be done even if nothing happens.
    fn wake_at(&self, bot: &Bot, born: Instant) -> Result<Option<Instant>, RunError> {
        if bot.has_alarms_to_set() && !self.catching_up {
            return Ok(Some(Instant::now()));
        }
        let timer = match bot.store.next_due()? {
            None => None,
            Some(_) if self.catching_up => Some(born + CATCH_UP),
            Some(due) => {
                let wait = u64::try_from(due.saturating_sub(now_millis())).unwrap_or(0);
                // A day at most: far moments do not fit every clock.
                Some(Instant::now() + Duration::from_millis(wait.min(86_400_000)))
            }
        };
        Ok(timer.into_iter().chain(self.flush_at).min())
    }

    /// Works off an event, everything else that has happened by now and the timers that are due, in one
    /// transaction; then sends.
    fn take_batch(
        &mut self,
        bot: &mut Bot,
        first: Option<Event>,
        inbox: &mut UnboundedReceiver<Event>,
    ) -> Result<(), RunError> {
        let now = now_millis();
        let mut due = !self.catching_up && bot.store.next_due()?.is_some_and(|due| due <= now);
        let to_set = !self.catching_up && bot.has_alarms_to_set();
        let flush = self.flush_at.is_some_and(|at| at <= Instant::now());
        let mut events: Vec<_> = first.into_iter().collect();
        while let Ok(event) = inbox.try_recv() {
            events.push(event);
        }
        let quiet = |event: &Event| matches!(event, Event::Settled | Event::Drained);
        if events.iter().any(|event| matches!(event, Event::Settled)) && self.flush_at.is_none() {
            self.flush_at = Some(Instant::now() + FLUSH);
        }
        if events.iter().all(quiet) && !due && !flush && !to_set {
            return Ok(());
        }
        bot.store.begin()?;
        let (fatal, events): (Vec<_>, Vec<_>) =
            events.into_iter().partition(|event| matches!(event, Event::Fatal(_)));
        if let Some(Event::Fatal(error)) = fatal.into_iter().next() {
            // Nothing new is taken; what was sent is written down, so that it is not repeated.
            self.finish(bot)?;
            return Err(error);
        }
        for event in events {
            self.take(bot, event, now)?;
        }
        if to_set {
            bot.set_alarms(now)?;
        }
        due |= !self.catching_up && bot.store.next_due()?.is_some_and(|due| due <= now);
        if due {
            bot.fire(now)?;
        }
        self.finish(bot)
    }

    fn take(&mut self, bot: &mut Bot, event: Event, now: i64) -> Result<(), RunError> {
        match event {
            Event::Updates(answer) => {
                self.polling = false;
                let Some(updates) = parse_updates(&answer) else {
                    tracing::warn!("the messenger's answer does not read as updates; asking again");
                    self.pause = GARBLED_PAUSE;
                    return Ok(());
                };
                self.unconfirmed = !updates.is_empty();
                self.catching_up &= updates.len() >= BATCH;
                let wanted = bot.team.is_some() || asks_for_chat(&answer);
                let marks = if wanted { marks(&answer) } else { Default::default() };
                updates.iter().try_for_each(|update| bot.update(update, marks.get(&update.id), now))
            }
            Event::Answered(call, result) => bot.answered(&call, result, now),
            Event::Blocked(chat) => bot.blocked(chat, now),
            Event::Settled | Event::Drained | Event::Fatal(_) => Ok(()),
        }
    }

    fn finish(&mut self, bot: &mut Bot) -> Result<(), RunError> {
        self.flush_at = None;
        let Out { jobs, calls } = bot.commit(&self.sender.take_settled(), &self.sender.take_files())?;
        for job in jobs {
            self.sender.push(job);
        }
        for call in calls {
            let patience = bot.patience_of(&call)?;
            self.caller.start(call, patience);
        }
        Ok(())
    }

    /// Gives messages on their way a moment to arrive and writes down which did.
    async fn last_words(&mut self, bot: &mut Bot) -> Result<(), RunError> {
        let deadline = Instant::now() + LAST_WORDS;
        while self.sender.pending() > 0 && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        bot.store.begin()?;
        bot.commit(&self.sender.take_settled(), &self.sender.take_files()).map(drop)
    }
}

/// Conflicts in a row after which somebody else is taken to poll for good. A poll of a bot that was killed a
/// moment ago conflicts once or twice.
const CONFLICTS_MAX: u32 = 5;

/// Polls on order, over and over until there is an answer.
async fn poll(api: Rc<Api>, mut orders: UnboundedReceiver<Order>, events: UnboundedSender<Event>) {
    let mut lane = Lane::new(&api);
    while let Some(order) = orders.recv().await {
        tokio::time::sleep(order.pause).await;
        let event = match updates(&mut lane, &order).await {
            Ok(answer) => Event::Updates(answer),
            Err(error) => Event::Fatal(error),
        };
        if events.send(event).is_err() {
            return;
        }
    }
}

async fn updates(lane: &mut Lane, order: &Order) -> Result<Bytes, RunError> {
    let offset = order.offset.map_or(String::new(), |offset| format!("\"offset\":{offset},"));
    let kinds = r#"["message","callback_query","my_chat_member"]"#;
    let body = format!(r#"{{{offset}"limit":{BATCH},"timeout":{},"allowed_updates":{kinds}}}"#, order.hold_s);
    let body = Bytes::from(body);
    let (mut tries, mut conflicts) = (0, 0);
    loop {
        let pause = match lane.call("getUpdates", Form::json(body.clone()), POLL_PATIENCE).await {
            Err(reason) => {
                tracing::warn!("no connection to the messenger: {}", reason.0);
                backoff(tries)
            }
            Ok(answer) => match answer.verdict() {
                Verdict::Done => return Ok(answer.body),
                Verdict::Unauthorized => return Err(RunError::TokenRefused),
                Verdict::Refused { code: 409, reason } if reason.contains("webhook") => {
                    return Err(RunError::Webhook);
                }
                Verdict::Refused { code: 409, .. } => {
                    conflicts += 1;
                    if conflicts >= CONFLICTS_MAX {
                        return Err(RunError::OtherPoller);
                    }
                    backoff(tries)
                }
                Verdict::Refused { code, reason } => {
                    return Err(RunError::Refused { method: "getUpdates".into(), code, reason });
                }
                Verdict::Later(pause) => pause,
                Verdict::Blocked | Verdict::Unwell => backoff(tries),
            },
        };
        tries += 1;
        tokio::time::sleep(pause).await;
    }
}
