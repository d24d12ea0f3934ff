//! Sending: every chat has a queue, a few connections serve them. The next message of a chat starts only when
//! the one before is through, so the order within a chat holds under retries, pauses and refusals, and a chat
//! that waits holds up no other.

use super::RunError;
use super::client::{Answer, Api, Form, Lane, Verdict, backoff};
use super::live::Event;
use super::media;
use crate::channels::telegram::{ApiCall, Upload, typing};
use bytes::Bytes;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::Instant;

/// Connections to the messenger.
const LANES: usize = 16;
/// How long an answer to a call may take; an upload over a slow line needs more.
const PATIENCE: Duration = Duration::from_secs(30);
const UPLOAD_PATIENCE: Duration = Duration::from_secs(300);
/// "Typing…" fades after five seconds (core.telegram.org/bots/api#sendchataction of 2026-06-11) and is shown again
/// before that.
const TYPING_MS: u32 = 4_500;
/// Messages a second to all chats together that Telegram asks bots to keep (tginfo/Telegram-Limits,
/// 2026-08-19). Kept only towards Telegram itself.
const PER_SECOND: usize = 30;

/// A call on its way.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// Its row in the outbox; `None` for what is not worth keeping, such as the answer to a press.
    pub row: Option<i64>,
    pub chat: i64,
    /// The block that speaks, for the log.
    pub block: u32,
    /// How long "typing…" shows first, milliseconds.
    pub pause_ms: u32,
    pub method: &'static str,
    pub body: Bytes,
    pub uploads: Vec<Upload>,
    pub tries: u32,
}

impl Job {
    /// A job of a call.
    pub fn new(chat: i64, block: u32, call: ApiCall) -> Self {
        let ApiCall { method, body, uploads } = call;
        Self { row: None, chat, block, pause_ms: 0, method, body: body.into(), uploads, tries: 0 }
    }

    fn call(&self) -> Option<ApiCall> {
        let body = std::str::from_utf8(&self.body).ok()?.to_owned();
        Some(ApiCall { method: self.method, body, uploads: self.uploads.clone() })
    }
}

/// What becomes of a job after a try.
enum Next {
    /// It is through, or will never be.
    Settled,
    /// Try again after a while, the chat waits.
    Later(Duration),
    /// The subscriber has blocked the bot.
    Blocked,
    /// The bot cannot go on at all.
    Fatal(RunError),
}

/// The queues.
pub(super) struct Sender {
    chats: RefCell<HashMap<i64, VecDeque<Job>>>,
    ready: RefCell<VecDeque<i64>>,
    wake: Notify,
    pending: Cell<usize>,
    low_water: Cell<Option<usize>>,
    settled: RefCell<Vec<i64>>,
    files: RefCell<HashMap<String, String>>,
    new_files: RefCell<Vec<(String, String)>>,
    pace: RefCell<Pace>,
    api: Rc<Api>,
    media: PathBuf,
    events: UnboundedSender<Event>,
}

impl Sender {
    /// Opens the lanes. `files` are ids of files sent before; `media` is the project's folder of media.
    pub fn start(
        api: &Rc<Api>,
        media: PathBuf,
        files: Vec<(String, String)>,
        events: UnboundedSender<Event>,
    ) -> Rc<Self> {
        let sender = Rc::new(Self {
            chats: RefCell::default(),
            ready: RefCell::default(),
            wake: Notify::new(),
            pending: Cell::new(0),
            low_water: Cell::new(None),
            settled: RefCell::default(),
            files: RefCell::new(files.into_iter().collect()),
            new_files: RefCell::default(),
            pace: RefCell::default(),
            api: Rc::clone(api),
            media,
            events,
        });
        for _ in 0..LANES {
            tokio::task::spawn_local(Rc::clone(&sender).serve());
        }
        sender
    }

    /// Puts a job at the end of its chat's queue.
    pub fn push(&self, job: Job) {
        self.pending.set(self.pending.get() + 1);
        let chat = job.chat;
        let mut chats = self.chats.borrow_mut();
        let idle = !chats.contains_key(&chat);
        chats.entry(chat).or_default().push_back(job);
        if idle {
            self.ready.borrow_mut().push_back(chat);
            self.wake.notify_one();
        }
    }

    /// Jobs that are not through yet.
    pub fn pending(&self) -> usize {
        self.pending.get()
    }

    /// Sends [`Event::Drained`] once when no more than `level` jobs are left.
    pub fn tell_when_drained(&self, level: usize) {
        self.low_water.set(Some(level));
    }

    /// Rows of the outbox that are through since the last call.
    pub fn take_settled(&self) -> Vec<i64> {
        self.settled.take()
    }

    /// Ids of files that were uploaded since the last call.
    pub fn take_files(&self) -> Vec<(String, String)> {
        self.new_files.take()
    }

    /// One lane: serves whichever chat is ready, one job at a time.
    async fn serve(self: Rc<Self>) {
        let mut lane = Lane::new(&self.api);
        loop {
            let ready = self.ready.borrow_mut().pop_front();
            let Some(chat) = ready else {
                self.wake.notified().await;
                continue;
            };
            let head = self.chats.borrow_mut().get_mut(&chat).and_then(VecDeque::pop_front);
            let Some(mut job) = head else {
                self.chats.borrow_mut().remove(&chat);
                continue;
            };
            match self.attempt(&mut lane, &mut job).await {
                Next::Settled => {
                    self.settle(job.row);
                    self.release(chat);
                }
                Next::Later(pause) => {
                    self.chats.borrow_mut().entry(chat).or_default().push_front(job);
                    let sender = Rc::clone(&self);
                    tokio::task::spawn_local(async move {
                        tokio::time::sleep(pause).await;
                        sender.ready.borrow_mut().push_back(chat);
                        sender.wake.notify_one();
                    });
                }
                Next::Blocked => {
                    let rest = self.chats.borrow_mut().remove(&chat).unwrap_or_default();
                    self.settle(job.row);
                    rest.into_iter().for_each(|job| self.settle(job.row));
                    self.tell(Event::Blocked(chat));
                }
                Next::Fatal(error) => {
                    self.tell(Event::Fatal(error));
                    return;
                }
            }
        }
    }

    fn tell(&self, event: Event) {
        // The receiver is gone only when the bot stops, and then nobody needs to know.
        let _ = self.events.send(event);
    }

    /// Lets the chat's next job start.
    fn release(&self, chat: i64) {
        let mut chats = self.chats.borrow_mut();
        if chats.get(&chat).is_none_or(VecDeque::is_empty) {
            chats.remove(&chat);
        } else {
            self.ready.borrow_mut().push_back(chat);
            self.wake.notify_one();
        }
    }

    fn settle(&self, row: Option<i64>) {
        self.pending.set(self.pending.get() - 1);
        if let Some(row) = row {
            let mut settled = self.settled.borrow_mut();
            settled.push(row);
            if settled.len() == 1 {
                self.tell(Event::Settled);
            }
        }
        if self.low_water.get().is_some_and(|level| self.pending.get() <= level) {
            self.low_water.set(None);
            self.tell(Event::Drained);
        }
    }

    async fn attempt(&self, lane: &mut Lane, job: &mut Job) -> Next {
        if job.pause_ms > 0 {
            // Only a courtesy: whether it was shown does not matter.
            let _ = lane.call("sendChatAction", Form::json(typing(job.chat).body), PATIENCE).await;
            let pause = job.pause_ms.min(TYPING_MS);
            job.pause_ms -= pause;
            return Next::Later(Duration::from_millis(pause.into()));
        }
        if job.row.is_some() && self.api.official {
            self.keep_pace().await;
        }
        let mut files = Vec::with_capacity(job.uploads.len());
        for upload in &job.uploads {
            match media::find(&self.media, upload) {
                Some(file) => files.push(file),
                None => return self.without_file(job, upload.field),
            }
        }
        let result = if files.is_empty() {
            lane.call(job.method, Form::json(job.body.clone()), PATIENCE).await
        } else {
            self.send_files(lane, job, &files).await
        };
        match result {
            Ok(answer) => self.judge(job, &answer, &files),
            Err(reason) => {
                tracing::warn!(chat = job.chat, "no answer to {}: {}", job.method, reason.0);
                again(job)
            }
        }
    }

    /// Sends files by the ids of earlier uploads, and uploads those that have none.
    async fn send_files(
        &self,
        lane: &mut Lane,
        job: &Job,
        files: &[media::MediaFile],
    ) -> Result<Answer, super::client::NoAnswer> {
        let Some(whole) = job.call() else { return Err(unreadable()) };
        let mut call = whole.clone();
        for (upload, file) in job.uploads.iter().zip(files) {
            if let Some(file_id) = self.files.borrow().get(&file.key) {
                call = call.with_file_id(upload.field, file_id);
            }
        }
        let reuses = call.uploads.len() < job.uploads.len();
        let result = self.send_parts(lane, job, &call, files).await;
        let refused = |answer: &Answer| matches!(answer.verdict(), Verdict::Refused { .. });
        if !reuses || !result.as_ref().is_ok_and(refused) {
            return result;
        }
        // The ids may be of another bot or out of date: upload once more.
        for file in files {
            self.files.borrow_mut().remove(&file.key);
        }
        self.send_parts(lane, job, &whole, files).await
    }

    /// Sends a call with those of the job's files that it uploads.
    async fn send_parts(
        &self,
        lane: &mut Lane,
        job: &Job,
        call: &ApiCall,
        files: &[media::MediaFile],
    ) -> Result<Answer, super::client::NoAnswer> {
        let uploads = job.uploads.iter().zip(files).filter(|(upload, _)| call.uploads.contains(upload));
        let parts: Vec<_> = uploads.collect();
        if parts.is_empty() {
            return lane.call(call.method, Form::json(call.body.clone()), PATIENCE).await;
        }
        match media::pack(&parts, call.body.as_bytes()) {
            Some(form) => lane.call(call.method, form, UPLOAD_PATIENCE).await,
            None => Err(unreadable()),
        }
    }

    /// A file is gone: sends at least the others and what stood under it.
    fn without_file(&self, job: &mut Job, field: &str) -> Next {
        tracing::error!(block = job.block, "a file of block {} is missing", job.block);
        match job.call().and_then(|call| call.without_file(field)) {
            Some(call) => {
                *job = Job { row: job.row, ..Job::new(job.chat, job.block, call) };
                Next::Later(Duration::ZERO)
            }
            None => Next::Settled,
        }
    }

    /// Remembers the ids of the files that an answer names.
    fn learn(&self, job: &Job, answer: &Answer, files: &[media::MediaFile]) {
        let ids = std::str::from_utf8(&answer.body).ok().zip(job.call());
        for (field, file_id) in ids.map_or_else(Vec::new, |(body, call)| call.file_ids(body)) {
            let at = job.uploads.iter().position(|upload| upload.field == field);
            let Some(file) = at.and_then(|at| files.get(at)) else { continue };
            if !self.files.borrow().contains_key(&file.key) {
                self.new_files.borrow_mut().push((file.key.clone(), file_id.clone()));
                self.files.borrow_mut().insert(file.key.clone(), file_id);
            }
        }
    }

    fn judge(&self, job: &mut Job, answer: &Answer, files: &[media::MediaFile]) -> Next {
        match answer.verdict() {
            Verdict::Done => {
                self.learn(job, answer, files);
                Next::Settled
            }
            Verdict::Later(pause) => {
                tracing::warn!(chat = job.chat, "the messenger asks to wait {} s", pause.as_secs());
                Next::Later(pause)
            }
            Verdict::Blocked if job.row.is_some() => Next::Blocked,
            Verdict::Unauthorized => Next::Fatal(RunError::TokenRefused),
            Verdict::Unwell => {
                tracing::warn!(chat = job.chat, "{} failed with status {}", job.method, answer.status);
                again(job)
            }
            Verdict::Refused { code, reason } if job.row.is_some() => {
                let block = job.block;
                tracing::error!(block, "block {block}: {} was refused ({code}): {reason}", job.method);
                Next::Settled
            }
            // The answer to a press came too late: nothing to be done and nothing lost.
            Verdict::Refused { .. } | Verdict::Blocked => Next::Settled,
        }
    }

    /// Waits for the next free slot of the overall rate.
    async fn keep_pace(&self) {
        let slot = self.pace.borrow_mut().next(Instant::now());
        tokio::time::sleep_until(slot).await;
    }
}

/// The moments of the last messages, no more than [`PER_SECOND`] within any second.
#[derive(Default)]
struct Pace(VecDeque<Instant>);

impl Pace {
    /// When the next message may go: at once while there is room.
    fn next(&mut self, now: Instant) -> Instant {
        let full = self.0.len() >= PER_SECOND;
        let oldest = if full { self.0.pop_front() } else { None };
        let slot = oldest.map_or(now, |oldest| now.max(oldest + Duration::from_secs(1)));
        self.0.push_back(slot);
        slot
    }
}

fn unreadable() -> super::client::NoAnswer {
    super::client::NoAnswer("the file cannot be read".into())
}

/// Most tries of something that is not kept in the outbox.
const TRIES_MAX: u32 = 3;

fn again(job: &mut Job) -> Next {
    job.tries += 1;
    match job.row {
        None if job.tries >= TRIES_MAX => Next::Settled,
        _ => Next::Later(backoff(job.tries - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_second_holds_more_messages_than_the_messenger_asks_for() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        let times: Vec<_> = (0..100).map(|_| pace.next(start)).collect();
        assert_eq!(times[PER_SECOND - 1], start, "nobody waits while there is room");
        for pair in times.windows(PER_SECOND + 1) {
            assert!(pair[PER_SECOND] - pair[0] >= Duration::from_secs(1));
        }
    }
}
