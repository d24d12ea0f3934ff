//! From what happened to the records of a `.chat` file.

use super::lines::{MESSAGE_MARKS, bracket, escape, layout};
use super::times::{moment_text, span_text};
use super::{CHANNEL, HUMAN_DONE, SUBSCRIBER};
use crate::emulator::{Dropped, Emulator, Entry, EntryKind, OwnedButton, OwnedExtra, OwnedReply};
use crate::engine::{CallError, CallRequest, Notice};
use crate::flow::{Flow, Outcome, Service, ZoneRules};
use crate::model::FieldId;

/// The lines of one record.
pub(super) type Lines = Vec<String>;

/// Prints what the bot does and remembers which time was printed last.
#[derive(Clone, Debug)]
pub(super) struct Printer {
    pub zone: ZoneRules,
    pub shown: i64,
}

impl Printer {
    /// Records of what came of an input; `until` is the clock after it.
    ///
    /// The time stands before what was said at it, and at the end when the clock has moved on.
    pub fn outcome(&mut self, entries: &[Entry], until: i64) -> Vec<Lines> {
        let mut records = Vec::new();
        let noticed = entries.iter().any(|entry| matches!(entry.kind, EntryKind::Notice(_)));
        for entry in entries {
            if let Some(lines) = output(&entry.kind, noticed) {
                records.extend(self.stamp(entry.at));
                records.push(lines);
            }
        }
        records.extend(self.stamp(until));
        records
    }

    fn stamp(&mut self, at: i64) -> Option<Lines> {
        let moved = at != self.shown;
        self.shown = at;
        moved.then(|| vec![format!("-- {} --", moment_text(self.zone.local_at(at)))])
    }
}

/// What the bot did as a record; `None` for what is not shown. A notice already says that a press was late.
fn output(kind: &EntryKind, noticed: bool) -> Option<Lines> {
    let words = match kind {
        EntryKind::Sent(sent) => return Some(layout('<', &message(&sent.reply))),
        EntryKind::Called(call) => return Some(layout('!', &request(call))),
        EntryKind::Shared { call, outcome, body } => {
            return Some(layout('!', &shared(call, outcome, body)));
        }
        EntryKind::Told(call) => return Some(layout('!', &told(call))),
        EntryKind::Notice(Notice::Ticked(caption, on)) => {
            let sign = if *on { "ticked" } else { "unticked" };
            return Some(layout('.', &escape(&format!("{sign} {caption}"), &[])));
        }
        EntryKind::Notice(Notice::AlreadyPressed) => "already pressed",
        EntryKind::Dropped(Dropped::LeftToHuman) => "left to a person",
        EntryKind::Dropped(Dropped::Postponed(..)) => "postponed",
        EntryKind::Ended { outcome: Outcome::NoConsent, .. } => "no consent",
        EntryKind::Notice(Notice::ButtonIsOld) => "old button",
        EntryKind::Dropped(Dropped::Late(_)) if !noticed => "ignored",
        EntryKind::Dropped(Dropped::Unheard) if !noticed => "unheard",
        EntryKind::Dropped(Dropped::TooManyTimers) => "too many timers",
        EntryKind::Dropped(Dropped::NoAnswer) => "no answer in time",
        EntryKind::Ended { outcome: Outcome::DeadEnd, .. } => "dead end",
        EntryKind::Ended { outcome: Outcome::LoopLimit, .. } => "endless loop",
        EntryKind::Ended { outcome: Outcome::Lost, .. } => "lost block",
        EntryKind::Ended { outcome: Outcome::Done | Outcome::Stopped | Outcome::Replaced, .. }
        | EntryKind::Dropped(Dropped::Late(_) | Dropped::Unheard)
        | EntryKind::Opened(_)
        | EntryKind::Said(_)
        | EntryKind::Pressed { .. }
        | EntryKind::Attachment(..)
        | EntryKind::Located(..)
        | EntryKind::SharedContact(_)
        | EntryKind::Happened { .. }
        | EntryKind::HumanDone
        | EntryKind::Blocked
        | EntryKind::FieldSet(..)
        | EntryKind::TagSet(..)
        | EntryKind::Advanced { .. }
        | EntryKind::Answered { .. }
        | EntryKind::Failed(_) => return None,
    };
    Some(vec![format!(". {words}")])
}

fn message(reply: &OwnedReply) -> Lines {
    let mut body: Lines = reply.media.iter().map(|media| bracket('{', &media.path, '}')).collect();
    match &reply.extra {
        Some(OwnedExtra::Location { lat, lon, title, address }) => {
            body.push(bracket('{', &format!("location {lat}, {lon}: {title}, {address}"), '}'));
        }
        Some(OwnedExtra::Contact { phone, name }) => {
            body.push(bracket('{', &format!("contact {phone}: {name}"), '}'));
        }
        None => {}
    }
    if (body.is_empty() && reply.cards.is_empty()) || !reply.text.is_empty() {
        body.extend(escape(&reply.text, &MESSAGE_MARKS));
    }
    for card in &reply.cards {
        let media = card.media.as_ref().map_or(String::new(), |media| format!(" | {}", media.path));
        let text = if card.text.is_empty() { String::new() } else { format!(": {}", card.text) };
        body.push(bracket('{', &format!("card {}{text}{media}", card.title), '}'));
        body.extend(card.buttons.chunks(8).map(|row| keyboard_row(row, '[', ']')));
    }
    body.extend(reply.rows.iter().map(|row| keyboard_row(row, '[', ']')));
    body.extend(reply.quick.iter().map(|row| keyboard_row(row, '(', ')')));
    body
}

fn keyboard_row(row: &[OwnedButton], open: char, close: char) -> String {
    let button = |button: &OwnedButton| {
        let mut text = bracket(open, &button.label, close);
        if let Some(url) = &button.url {
            text.pop();
            text += &format!(" → {url}{close}");
        }
        text
    };
    row.iter().map(button).collect::<Vec<_>>().join(" ")
}

fn request(call: &CallRequest) -> Lines {
    let asked = match call.service {
        Service::Http => call.method.name().to_owned(),
        service => format!("{} {}", service.name(), call.act),
    };
    let parts = [asked.as_str(), &call.url, &call.body];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    escape(parts.join(" ").trim_end(), &[])
}

/// A question to the shared world and its answer in one record. Of a list only its length is shown: what matters
/// of it is offered in the next message.
fn shared(call: &CallRequest, outcome: &str, body: &str) -> Lines {
    let mut lines = request(call);
    let body = match serde_json::from_str::<serde_json::Value>(body) {
        Ok(serde_json::Value::Object(members)) => {
            let short = |value: &serde_json::Value| match value {
                serde_json::Value::Array(items) => format!("[{}]", items.len()),
                value => value.to_string(),
            };
            let members: Vec<_> =
                members.iter().map(|(name, value)| format!("\"{name}\":{}", short(value))).collect();
            format!(" {{{}}}", members.join(","))
        }
        Ok(_) | Err(_) => String::new(),
    };
    if let Some(last) = lines.last_mut() {
        last.push_str(&format!(" → {outcome}{body}"));
    }
    lines
}

/// What nobody waits for an answer to ends in a full stop's place with an arrow.
fn told(call: &CallRequest) -> Lines {
    let mut lines = request(call);
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, "→ ");
    }
    lines
}

/// A whole conversation as a file.
pub(in crate::emulator) fn of_conversation(emulator: &Emulator) -> String {
    let (setup, flow) = (emulator.setup(), emulator.flow());
    let zone = (setup.zone_of)(&flow.zone).unwrap_or_default();
    let mut printer = Printer { shown: setup.start, zone };
    let log = emulator.log();
    let mut lines = header(emulator, &printer);
    let mut from = 0;
    for (index, entry) in log.iter().enumerate() {
        if let Some(input) = input(emulator, index, &printer) {
            lines.extend(printer.outcome(&log[from..index], entry.at).into_iter().flatten());
            lines.extend(input);
            from = index;
        }
    }
    lines.extend(printer.outcome(&log[from..], emulator.now()).into_iter().flatten());
    lines.join("\n") + "\n"
}

fn header(emulator: &Emulator, printer: &Printer) -> Lines {
    let (setup, flow) = (emulator.setup(), emulator.flow());
    let title = emulator.log().iter().find_map(|entry| match &entry.kind {
        EntryKind::Opened(link) => Some(format!("/start {link}")),
        EntryKind::Said(text) => Some(text.clone()),
        _ => None,
    });
    let title = title.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let start = moment_text(printer.zone.local_at(setup.start));
    // A project whose zone does not exist runs on UTC, and so does its transcript.
    let zone = if (setup.zone_of)(&flow.zone).is_some() { flow.zone.as_str() } else { "UTC" };
    let mut lines = vec![format!("# {title}").trim_end().to_owned(), format!("@ {start} {zone}")];
    if setup.channel != CHANNEL {
        lines.push(format!("@ channel: {}", setup.channel));
    }
    if setup.subscriber != SUBSCRIBER {
        lines.push(format!("@ subscriber: {}", setup.subscriber));
    }
    for (field_id, value) in &setup.profile {
        lines.extend(layout('@', &escape(&format!("{}: {value}", field_name(flow, *field_id)), &[])));
    }
    lines
}

/// What was done to the bot as a record; `None` for what the bot did.
fn input(emulator: &Emulator, index: usize, printer: &Printer) -> Option<Lines> {
    let flow = emulator.flow();
    let entry = &emulator.log()[index];
    let (mark, body) = match &entry.kind {
        EntryKind::Opened(link) => ('>', escape(format!("/start {link}").trim_end(), &MESSAGE_MARKS)),
        EntryKind::Said(text) => ('>', escape(text, &MESSAGE_MARKS)),
        EntryKind::Pressed { label, entry, quick } => {
            ('>', vec![press(&emulator.log()[entry + 1..index], label, *quick)])
        }
        EntryKind::Attachment(kind, file, caption) => {
            let caption = if caption.is_empty() { String::new() } else { format!(": {caption}") };
            ('>', vec![bracket('{', format!("{} {file}{caption}", kind.name()).trim_end(), '}')])
        }
        EntryKind::Located(lat, lon) => ('>', vec![format!("{{location {lat}, {lon}}}")]),
        EntryKind::SharedContact(phone) => ('>', vec![bracket('{', &format!("contact {phone}"), '}')]),
        EntryKind::Happened { name, about, value } => {
            let about = if about.is_empty() { String::new() } else { format!(" ({about})") };
            ('*', escape(format!("{name}{about} {value}").trim_end(), &[]))
        }
        EntryKind::HumanDone => ('*', vec![HUMAN_DONE.to_owned()]),
        EntryKind::Blocked => ('>', vec!["{blocked}".to_owned()]),
        EntryKind::FieldSet(field_id, value) => {
            let value = value.as_ref().map(ToString::to_string).unwrap_or_default();
            ('@', escape(format!("{}: {value}", field_name(flow, *field_id)).trim_end(), &[]))
        }
        EntryKind::TagSet(tag_id, on) => {
            let name = flow.tag_name(*tag_id).unwrap_or_default();
            ('@', vec![format!("{}: {name}", if *on { "tag" } else { "untag" })])
        }
        EntryKind::Advanced { to_next: true, .. } => ('+', vec!["next".to_owned()]),
        EntryKind::Advanced { millis, .. } => {
            ('+', vec![span_text(entry.at, entry.at.saturating_add(*millis), &printer.zone)])
        }
        EntryKind::Answered { outcome, status, body } if outcome.is_empty() => {
            ('=', escape(format!("{status} {body}").trim_end(), &[]))
        }
        EntryKind::Answered { outcome, body, .. } => {
            ('=', escape(format!("{outcome} {body}").trim_end(), &[]))
        }
        EntryKind::Failed(error) => ('=', vec![failure(*error)]),
        EntryKind::Sent(_)
        | EntryKind::Called(_)
        | EntryKind::Told(_)
        | EntryKind::Shared { .. }
        | EntryKind::Notice(_)
        | EntryKind::Ended { .. }
        | EntryKind::Dropped(_) => return None,
    };
    Some(layout(mark, &body))
}

fn failure(error: CallError) -> String {
    match error {
        CallError::Timeout => "timeout".into(),
        CallError::Unreachable => "unreachable".into(),
        CallError::Status(status) => status.to_string(),
    }
}

/// A press names the latest message with such a button; an older one by how many such messages came `since`.
fn press(since: &[Entry], label: &str, quick: bool) -> String {
    let (open, close) = if quick { ('(', ')') } else { ('[', ']') };
    let button = bracket(open, label, close);
    match since.iter().filter(|entry| has_button(entry, label, quick)).count() {
        0 => button,
        back => format!("{button} ^{back}"),
    }
}

/// Whether the entry is a message with such a button.
pub(super) fn has_button(entry: &Entry, label: &str, quick: bool) -> bool {
    let EntryKind::Sent(sent) = &entry.kind else { return false };
    sent.reply.button(label).is_some_and(|(_, is_quick)| is_quick == quick)
}

fn field_name(flow: &Flow, field_id: FieldId) -> &str {
    flow.field(field_id).map_or("", |field| field.name.as_str())
}

/// What came of the last input as text, the way it stands in a `.chat` file; empty when nothing did.
///
/// `from` is the index in the log of the first entry that is meant.
pub fn printed(emulator: &Emulator, from: usize) -> String {
    let zone = emulator.zone().clone();
    let entries = emulator.log().get(from..).unwrap_or_default();
    let shown = entries.first().map_or(emulator.now(), |entry| entry.at);
    let mut printer = Printer { zone, shown };
    printer.outcome(entries, emulator.now()).into_iter().flatten().map(|line| line + "\n").collect()
}
