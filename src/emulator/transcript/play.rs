//! Playing a transcript: inputs go into an emulator, what comes out is printed and compared.

use super::diff::{Difference, difference, render};
use super::print::{Lines, Printer, has_button};
use super::{Check, Pass, Problem, Step, Transcript, TranscriptError};
use crate::emulator::{Emulator, EntryKind, Setup};
use crate::engine::Session;
use crate::flow::{DAY_MS, Flow, ZoneRules, value_as};
use crate::model::{
    BlockId, FieldId, FieldKind, Lang, Project, SYSTEM_FIELDS, TagId, Value, days_from_civil,
};
use crate::travel::{self, Travel};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What transcripts are played on.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The bot.
    pub flow: Arc<Flow>,
    /// Titles of blocks, for checks; see [`titles_of`].
    pub titles: BTreeMap<BlockId, String>,
    /// Rules of a zone by its IANA name.
    pub zone_of: fn(&str) -> Option<ZoneRules>,
}

/// Titles of the blocks of a project; a block without one is called by kind and number: `message 12`.
pub fn titles_of(project: &Project) -> BTreeMap<BlockId, String> {
    let title = |block_id, block: &crate::model::Block| match block.title.trim() {
        "" => format!("{} {block_id}", block.kind),
        title => title.to_owned(),
    };
    project.blocks().map(|(_, block_id, block)| (block_id, title(block_id, block))).collect()
}

/// One input, what was expected of it and what came. Indexes are those of [`Transcript::records`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The record that was taken as input; `None` for a check.
    pub input: Option<usize>,
    /// The records that should follow.
    pub expected: Range<usize>,
    /// What followed, record by record, line by line.
    pub got: Vec<Vec<String>>,
    /// The blocks that said the messages of it, in their order.
    pub said: Vec<BlockId>,
    /// The block that the conversation stood in after it; the one it ended in when it ended.
    pub stood: Option<BlockId>,
}

/// A transcript after playing.
#[derive(Clone, Debug)]
pub struct Played {
    /// Turn by turn, as far as it went.
    pub turns: Vec<Turn>,
    /// Why it could not go on.
    pub error: Option<TranscriptError>,
    /// The conversation at its end.
    pub emulator: Emulator,
}

impl Played {
    /// Whether everything came as it was written down.
    pub fn passed(&self, transcript: &Transcript) -> bool {
        self.error.is_none() && self.turns.iter().all(|turn| turn.fits(transcript))
    }

    /// Where the conversation goes another way than written, as lines: `−` what was written, `+` what came.
    /// Empty when it passed.
    pub fn diff(&self, transcript: &Transcript, lang: Lang) -> String {
        render(&self.differences(transcript), lang)
    }

    /// Where the conversation goes another way than written, input by input; empty when it passed.
    pub fn differences(&self, transcript: &Transcript) -> Vec<Difference> {
        self.turns.iter().flat_map(|turn| difference(transcript, turn)).collect()
    }

    /// The line of the file where the conversation first goes another way; `None` when it passed.
    pub fn first_difference(&self, transcript: &Transcript) -> Option<usize> {
        let at = self.turns.iter().find_map(|turn| difference(transcript, turn)).map(|found| found.line);
        at.or(self.error.as_ref().map(|error| error.line))
    }

    /// The line of the first look at the subscriber that does not hold. It is the author's expectation, so that
    /// recording anew must not change it.
    pub fn wrong_check(&self, transcript: &Transcript) -> Option<usize> {
        let checks = self.turns.iter().filter(|turn| turn.input.is_none());
        checks.flat_map(|turn| difference(transcript, turn)).next().map(|found| found.line)
    }

    /// The file as it would be had it been written down now. Comments keep their places.
    pub fn rewritten(&self, transcript: &Transcript) -> String {
        let mut lines = Vec::new();
        for turn in &self.turns {
            if let Some(input) = turn.input {
                let record = &transcript.records[input];
                lines.extend(record.before.iter().cloned());
                lines.extend(record.lines());
            }
            let mut before = turn.expected.clone().map(|index| &transcript.records[index].before);
            for got in &turn.got {
                lines.extend(before.next().into_iter().flatten().cloned());
                lines.extend(got.iter().cloned());
            }
            lines.extend(before.flatten().filter(|line| !line.is_empty()).cloned());
        }
        lines.extend(transcript.after.iter().cloned());
        lines.join("\n") + "\n"
    }
}

impl Turn {
    /// Whether what came is what was expected.
    pub fn fits(&self, transcript: &Transcript) -> bool {
        let expected = transcript.records[self.expected.clone()].iter().map(super::Record::lines);
        expected.eq(self.got.iter().cloned())
    }
}

/// Plays a transcript to its end or to its first error.
pub fn play(transcript: &Transcript, ground: &Ground) -> Result<Played, TranscriptError> {
    Player::new(transcript, ground)?.finish()
}

/// Plays a transcript with the session saved and loaded before every line.
pub fn play_reloaded(transcript: &Transcript, ground: &Ground) -> Result<Played, TranscriptError> {
    let mut player = Player::new(transcript, ground)?;
    player.reloads = true;
    player.finish()
}

/// Plays a transcript turn by turn.
#[derive(Debug)]
pub struct Player<'a> {
    transcript: &'a Transcript,
    ground: &'a Ground,
    emulator: Emulator,
    printer: Printer,
    at: usize,
    /// The record that sets the clock's start; it is not a jump.
    start: Option<usize>,
    reloads: bool,
}

impl<'a> Player<'a> {
    /// Reads the settings at the head of the transcript and begins the conversation.
    pub fn new(transcript: &'a Transcript, ground: &'a Ground) -> Result<Self, TranscriptError> {
        let mut zone_name = ground.flow.zone.clone();
        let mut local = default_start();
        let mut start = None;
        let mut setup = Setup::new(0, ground.zone_of);
        for (index, step) in transcript.steps.iter().enumerate() {
            match step {
                Step::Moment { local: moment, zone } if start.is_none() => {
                    (start, local) = (Some(index), *moment);
                    if !zone.is_empty() {
                        zone_name.clone_from(zone);
                    }
                }
                Step::Set { name, value } if is_channel(name) => setup.channel.clone_from(value),
                Step::Set { name, value } if name == "subscriber" => {
                    setup.subscriber = value
                        .parse()
                        .map_err(|_| fault(transcript, index, Problem::BadValue(value.clone())))?;
                }
                Step::Set { .. } => {}
                _ => break,
            }
        }
        let zone = match (ground.zone_of)(&zone_name) {
            Some(zone) => zone,
            None if zone_name.is_empty() => ZoneRules::default(),
            None => return Err(fault(transcript, start.unwrap_or(0), Problem::UnknownZone(zone_name))),
        };
        setup.start = zone.instant_at(local, i64::MIN / 2);
        let printer = Printer { shown: setup.start, zone };
        let emulator = Emulator::new(ground.flow.clone(), setup);
        Ok(Self { transcript, ground, emulator, printer, at: 0, start, reloads: false })
    }

    /// The conversation so far.
    pub fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    /// Plays to the end; an error on the way is kept beside what was played before it.
    pub fn finish(mut self) -> Result<Played, TranscriptError> {
        let mut turns = Vec::new();
        let mut error = None;
        while let Some(turn) = self.turn() {
            match turn {
                Ok(turn) => turns.push(turn),
                Err(stop) => {
                    error = Some(stop);
                    break;
                }
            }
        }
        Ok(Played { turns, error, emulator: self.emulator })
    }

    /// Plays the next turn; `None` at the end.
    pub fn turn(&mut self) -> Option<Result<Turn, TranscriptError>> {
        let first = self.at;
        let step = self.transcript.steps.get(first)?;
        let input = !matches!(step, Step::Expected | Step::Check(_));
        let body = if input { first + 1 } else { first };
        let rest = &self.transcript.steps[first + 1..];
        let end = first + 1 + rest.iter().take_while(|step| **step == Step::Expected).count();
        self.at = end;
        let from = self.emulator.log().len();
        let got = self.perform(first).map_err(|problem| fault(self.transcript, first, problem));
        Some(got.map(|got| {
            let said =
                self.emulator.log().get(from..).unwrap_or_default().iter().filter_map(said_by).collect();
            let ended_in = self.emulator.path().last().map(|step| step.block);
            let stood = self.emulator.waiting_block().or(ended_in);
            Turn { input: input.then_some(first), expected: body..end, got, said, stood }
        }))
    }

    fn perform(&mut self, index: usize) -> Result<Vec<Lines>, Problem> {
        if self.reloads {
            self.reload()?;
        }
        let from = self.emulator.log().len();
        match &self.transcript.steps[index] {
            Step::Moment { .. } if Some(index) == self.start => {}
            Step::Moment { local, .. } => self.jump(*local)?,
            Step::Set { name, value } => self.set(name, value)?,
            Step::Say(text) => self.emulator.say(text),
            Step::Press { label, quick, back } => self.press(label, *quick, *back)?,
            Step::Attachment(kind, file, caption) => self.emulator.send_captioned(*kind, file, caption),
            Step::Locate(lat, lon) => self.emulator.send_location(*lat, *lon),
            Step::ShareContact(phone) => self.emulator.send_contact(phone),
            Step::Happen { name, about, value } => self.emulator.happen(name, about, value),
            Step::HumanDone => self.emulator.human_done(),
            Step::AnswerNamed { outcome, body } => {
                self.emulator.answer_named(outcome, body).map_err(Problem::Refused)?;
            }
            Step::Block => self.emulator.block_bot(),
            Step::Pass(Pass::Next) => {
                let moved = self.emulator.to_next_event();
                moved.then_some(()).ok_or(Problem::NothingPlanned)?;
            }
            Step::Pass(Pass::Span(span)) => {
                let now = self.emulator.now();
                self.emulator.advance(span.after(now, &self.printer.zone) - now);
            }
            Step::Answer { status, body } => {
                self.emulator.answer_call(*status, body).map_err(Problem::Refused)?;
            }
            Step::Fail(error) => self.emulator.fail_call(*error).map_err(Problem::Refused)?,
            Step::Check(check) => return Ok(vec![self.look(index, check)?]),
            Step::Expected => {}
        }
        Ok(self.printer.outcome(&self.emulator.log()[from..], self.emulator.now()))
    }

    fn reload(&mut self) -> Result<(), Problem> {
        let mut saved = Vec::new();
        self.emulator.session().write(&mut saved);
        let loaded: Session = travel::read(&saved).ok_or(Problem::NotSaved)?;
        self.emulator.set_session(loaded);
        Ok(())
    }

    fn jump(&mut self, local: i64) -> Result<(), Problem> {
        let now = self.emulator.now();
        if local < self.printer.zone.local_at(now) {
            return Err(Problem::TimeBack);
        }
        self.emulator.advance(self.printer.zone.instant_at(local, now) - now);
        Ok(())
    }

    fn press(&mut self, label: &str, quick: bool, back: usize) -> Result<(), Problem> {
        let log = self.emulator.log();
        let mut having = (0..log.len()).rev().filter(|at| has_button(&log[*at], label, quick));
        match having.nth(back) {
            Some(entry) if is_followed(&log[entry], label) => {
                self.emulator.click(entry, label).map(drop).map_err(Problem::Refused)
            }
            Some(entry) => self.emulator.press(entry, label).map_err(Problem::Refused),
            None => Err(Problem::NoButton(label.to_owned(), self.buttons_shown())),
        }
    }

    fn buttons_shown(&self) -> Vec<String> {
        let sent = |entry: &crate::emulator::Entry| match &entry.kind {
            EntryKind::Sent(sent) => {
                Some(sent.reply.rows.iter().chain(&sent.reply.quick).flatten().cloned().collect())
            }
            _ => None,
        };
        let buttons: Vec<crate::emulator::OwnedButton> =
            self.emulator.log().iter().rev().find_map(sent).unwrap_or_default();
        buttons.into_iter().map(|button| button.label).collect()
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        match name {
            "tag" | "untag" => {
                let tag_id = self.tag(value)?;
                self.emulator.set_tag(tag_id, name == "tag");
            }
            "subscriber" => {
                let known = value.parse() == Ok(self.emulator.session().subscriber);
                return if known { Ok(()) } else { Err(Problem::TooLate) };
            }
            name if is_channel(name) => {
                let known = self.emulator.setup().channel == value;
                return if known { Ok(()) } else { Err(Problem::TooLate) };
            }
            name => {
                let (field_id, kind) = self.field(name)?;
                let wrong = || Problem::BadValue(value.to_owned());
                let value =
                    if value.is_empty() { None } else { Some(value_of(value, kind).ok_or_else(wrong)?) };
                self.emulator.set_field(field_id, value);
            }
        }
        Ok(())
    }

    fn field(&self, name: &str) -> Result<(FieldId, FieldKind), Problem> {
        let own = self.ground.flow.fields.iter().find(|field| field.name == name);
        let own = own.map(|field| (field.id, field.kind));
        let alias = || SYSTEM_FIELDS.iter().find(|field| field.alias == name || field.name == name);
        own.or_else(|| alias().map(|field| (field.id, FieldKind::Text)))
            .ok_or_else(|| Problem::UnknownField(name.to_owned()))
    }

    fn tag(&self, name: &str) -> Result<TagId, Problem> {
        let found = self.ground.flow.tags.iter().find(|tag| tag.1 == name).map(|tag| tag.0);
        found.ok_or_else(|| Problem::UnknownTag(name.to_owned()))
    }

    /// The check as it stands in the file when it holds, otherwise what is the case.
    fn look(&self, index: usize, check: &Check) -> Result<Lines, Problem> {
        let session = self.emulator.session();
        let (holds, truth) = match check {
            Check::Field { name, value } => {
                let (field_id, kind) = self.field(name)?;
                let actual = session.field(field_id);
                let shown = actual.map(|value| value.to_string().replace('\n', "\\n")).unwrap_or_default();
                let same = shown == *value || actual.is_some() && actual == value_of(value, kind).as_ref();
                (same, format!("{name} = {shown}").trim_end().to_owned())
            }
            Check::Tag { name, on } => {
                let has = session.has_tag(self.tag(name)?);
                (has == *on, if has { format!("#{name}") } else { format!("нет #{name}") })
            }
            Check::Waits(title) => {
                let waits = |thread: &crate::engine::Thread| self.title(thread.block) == *title;
                (session.threads.iter().any(waits), self.place())
            }
            Check::Ended => (session.threads.is_empty(), self.place()),
            Check::Subscribed(on) => {
                let word = if session.subscribed { "subscribed" } else { "unsubscribed" };
                (session.subscribed == *on, word.to_owned())
            }
        };
        Ok(if holds { self.transcript.records[index].lines() } else { vec![format!("? {truth}")] })
    }

    fn place(&self) -> String {
        let waiting = self.emulator.waiting_block();
        waiting.map_or_else(|| "ended".to_owned(), |block| format!("waits: {}", self.title(block)))
    }

    fn title(&self, block: BlockId) -> String {
        self.ground.titles.get(&block).cloned().unwrap_or_else(|| block.to_string())
    }
}

/// The block that sent a message.
fn said_by(entry: &crate::emulator::Entry) -> Option<BlockId> {
    match &entry.kind {
        EntryKind::Sent(sent) => Some(sent.reply.block),
        _ => None,
    }
}

/// Whether a click on that link button comes to the bot.
fn is_followed(entry: &crate::emulator::Entry, label: &str) -> bool {
    let EntryKind::Sent(sent) = &entry.kind else { return false };
    sent.reply.button(label).is_some_and(|(button, _)| button.url.is_some() && button.event != 0)
}

fn fault(transcript: &Transcript, index: usize, problem: Problem) -> TranscriptError {
    TranscriptError { line: transcript.records.get(index).map_or(1, |record| record.line), problem }
}

fn is_channel(name: &str) -> bool {
    SYSTEM_FIELDS
        .iter()
        .any(|field| field.id == FieldId::CHANNEL && (field.name == name || field.alias == name))
}

/// A Monday morning, so that a conversation without a date is the same every time.
fn default_start() -> i64 {
    i64::from(days_from_civil(2026, 1, 12)) * DAY_MS + DAY_MS * 10 / 24
}

/// A value of that kind as people write it; a moment may have a blank between date and time.
fn value_of(text: &str, kind: FieldKind) -> Option<Value> {
    let spaced = || (kind == FieldKind::Moment).then(|| text.replacen(' ', "T", 1));
    value_as(text, kind).or_else(|| value_as(&spaced()?, kind))
}
