//! What the subscriber shares with others: questions to the shared world are answered at once, and other
//! subscribers may be made to take the last place.

use super::{Emulator, EntryKind};
use crate::engine::{CallError, CallRequest, EffectId, Session};
use crate::flow::{Method, Now, Service};
use crate::shared::{ANSWERS_MAX, Answered, plan_of};

impl Emulator {
    /// Another subscriber asks the shared world, for what happens when somebody was quicker: `calendar book Стрижка`
    /// with the members of the question in JSON. What does not read as a question does nothing.
    pub fn let_another(&mut self, question: &str, body: &str) {
        self.add(EntryKind::Happened {
            name: super::OTHER.to_owned(),
            about: question.to_owned(),
            value: body.to_owned(),
        });
        let mut words = question.trim().splitn(3, ' ');
        let (service, act) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let Some(service) = Service::ALL.iter().find(|known| known.1 == service) else { return };
        self.others += 1;
        let subscriber = u64::MAX - self.others;
        let request = CallRequest {
            id: EffectId { subscriber, step: 1, position: 0 },
            thread: 0,
            generation: 0,
            call: u32::MAX,
            service: service.0,
            act: act.to_owned(),
            method: Method::Post,
            url: words.next().unwrap_or_default().to_owned(),
            headers: Vec::new(),
            body: body.to_owned(),
        };
        let session = Session::new(&self.flow, subscriber);
        let (zone, home) = (self.zone.clone(), self.home.clone());
        let now = Now { millis: self.now, zone: &zone, home: &home };
        if let Some(answer) = self.world.answer(&self.rules, &self.flow, &session, &request, now) {
            self.add(EntryKind::Shared {
                call: request,
                outcome: answer.outcome.to_owned(),
                body: answer.body,
            });
        }
    }

    /// The bot asks: the shared world answers at once, everybody else when somebody answers for them.
    pub(super) fn ask(&mut self, call: CallRequest) {
        let patience = plan_of(&self.flow, &self.session, call.thread).map_or(0, |plan| plan.timeout_ms);
        self.calls.push((call.clone(), self.now.saturating_add(patience.into())));
        let (zone, home) = (self.zone.clone(), self.home.clone());
        let now = Now { millis: self.now, zone: &zone, home: &home };
        match self.world.answer(&self.rules, &self.flow, &self.session, &call, now) {
            Some(answer) => self.answers.push((call, answer)),
            None => self.add(EntryKind::Called(call)),
        }
    }

    /// When the bot gives up waiting for an answer next.
    pub(super) fn next_given_up(&self) -> Option<i64> {
        self.calls.iter().map(|call| call.1).min()
    }

    /// The bot waits no longer for the answer that is overdue.
    pub(super) fn give_up(&mut self) {
        let overdue = self.calls.iter().enumerate().min_by_key(|(_, call)| call.1).map(|(at, _)| at);
        let Some(at) = overdue else { return };
        let call = self.calls.remove(at).0;
        self.add(EntryKind::Dropped(super::Dropped::NoAnswer));
        let answered = Answered::of(&self.flow, &self.session, &call, "", Err(CallError::Timeout));
        self.feed(&answered.input());
        self.drain_answers();
    }

    /// The bot tells something and waits for nothing.
    pub(super) fn tell(&mut self, call: CallRequest) {
        let (zone, home) = (self.zone.clone(), self.home.clone());
        let now = Now { millis: self.now, zone: &zone, home: &home };
        self.world.answer(&self.rules, &self.flow, &self.session, &call, now);
        self.add(EntryKind::Told(call));
    }

    /// Gives the bot the answers of the shared world, in order; each may bring about other questions.
    pub(super) fn drain_answers(&mut self) {
        for _ in 0..ANSWERS_MAX {
            if self.answers.is_empty() {
                return;
            }
            let (call, answer) = self.answers.remove(0);
            let (outcome, body) = (answer.outcome, answer.body);
            let answered = Answered::of(&self.flow, &self.session, &call, outcome, Ok(&body));
            self.calls.retain(|waiting| waiting.0.id != call.id);
            self.add(EntryKind::Shared { call, outcome: outcome.to_owned(), body });
            self.feed(&answered.input());
        }
        self.answers.clear();
        self.add(EntryKind::Dropped(super::Dropped::TooManyTimers));
    }
}
