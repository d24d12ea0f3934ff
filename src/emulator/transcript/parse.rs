//! From the records of a `.chat` file to steps.

use super::lines::{MESSAGE_MARKS, Record, split, unbracket, unescape};
use super::times::{parse_moment, parse_span};
use super::{Check, HUMAN_DONE, Pass, Problem, Step, Transcript, TranscriptError};
use crate::engine::CallError;
use crate::flow::Attached;
use crate::model::Decimal;

/// Reads a `.chat` file. Names of fields, tags and blocks are looked up when it is played.
pub fn parse(text: &str) -> Result<Transcript, TranscriptError> {
    let (title, records, after) = split(text)?;
    let read =
        |record: &Record| step_of(record).map_err(|problem| TranscriptError { line: record.line, problem });
    let steps = records.iter().map(read).collect::<Result<_, _>>()?;
    Ok(Transcript { title, records, steps, after })
}

fn step_of(record: &Record) -> Result<Step, Problem> {
    let first = record.body.first().map_or("", String::as_str).trim();
    match record.mark {
        '@' => setting(first, record),
        '>' => said(first, record),
        '+' => match first {
            "next" | "дальше" => Ok(Step::Pass(Pass::Next)),
            text => parse_span(text).map(|span| Step::Pass(Pass::Span(span))),
        },
        '=' => answer(record),
        '*' => Ok(happened(&unescape(&record.body))),
        '?' => check(first, record),
        _ => Ok(Step::Expected),
    }
}

fn setting(first: &str, record: &Record) -> Result<Step, Problem> {
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        let mut words = first.split_whitespace();
        let (date, time) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let local = parse_moment(date, time).ok_or_else(|| Problem::BadTime(first.into()))?;
        return Ok(Step::Moment { local, zone: words.next().unwrap_or_default().to_owned() });
    }
    let whole = unescape(&record.body);
    let (name, value) = whole.split_once(':').ok_or_else(|| Problem::BadSetting(first.into()))?;
    Ok(Step::Set { name: name.trim().to_owned(), value: value.trim().to_owned() })
}

fn said(first: &str, record: &Record) -> Result<Step, Problem> {
    match first.chars().next() {
        Some(open @ ('[' | '(')) if record.body.len() == 1 => {
            let close = if open == '[' { ']' } else { ')' };
            let (label, rest) = unbracket(first, open, close).ok_or(Problem::BadButton)?;
            let back = match rest.trim() {
                "" => 0,
                rest => rest.strip_prefix('^').and_then(|n| n.parse().ok()).ok_or(Problem::BadButton)?,
            };
            Ok(Step::Press { label, quick: open == '(', back })
        }
        Some('{') if record.body.len() == 1 => match unbracket(first, '{', '}') {
            Some((what, "")) if matches!(what.as_str(), "blocked" | "заблокировал") => {
                Ok(Step::Block)
            }
            Some((what, "")) => attached(&what),
            Some(_) | None => Err(Problem::BadButton),
        },
        Some(c) if MESSAGE_MARKS.contains(&c) => Err(Problem::BadButton),
        Some(_) | None => Ok(Step::Say(unescape(&record.body))),
    }
}

fn answer(record: &Record) -> Result<Step, Problem> {
    let whole = unescape(&record.body);
    let (word, body) = whole.split_once(char::is_whitespace).unwrap_or((&whole, ""));
    match (word, word.parse()) {
        ("timeout", _) => Ok(Step::Fail(CallError::Timeout)),
        ("unreachable", _) => Ok(Step::Fail(CallError::Unreachable)),
        (_, Ok(status @ 100..=599)) => Ok(Step::Answer { status, body: body.to_owned() }),
        (name, Err(_)) if !name.is_empty() && name.bytes().all(|c| c.is_ascii_lowercase() || c == b'_') => {
            Ok(Step::AnswerNamed { outcome: name.to_owned(), body: body.to_owned() })
        }
        _ => Err(Problem::BadAnswer(word.to_owned())),
    }
}

/// `{image photo.jpg}`, `{image photo.jpg: Хочу такой}`, `{location 55.75, 37.61}`, `{contact +79991234567}`;
/// `{attachment}` is a picture.
fn attached(what: &str) -> Result<Step, Problem> {
    let (kind, rest) = what.split_once(' ').map_or((what, ""), |(kind, rest)| (kind, rest.trim()));
    let (file, caption) = rest.split_once(": ").unwrap_or((rest, ""));
    let attachment = |kind| Step::Attachment(kind, file.trim().to_owned(), caption.trim().to_owned());
    match kind {
        "attachment" => Ok(attachment(Attached::Image)),
        "location" => {
            let (lat, lon) = rest.split_once(',').ok_or(Problem::BadButton)?;
            let read = |text| Decimal::parse(text).ok_or(Problem::BadButton);
            Ok(Step::Locate(read(lat)?, read(lon)?))
        }
        "contact" => Ok(Step::ShareContact(rest.to_owned())),
        kind => {
            let known = Attached::ALL.into_iter().find(|known| known.1 == kind);
            known.map(|known| attachment(known.0)).ok_or(Problem::BadButton)
        }
    }
}

/// `comment (post-1) Хочу`: a name, what it is about in parentheses, what came with it.
fn happened(whole: &str) -> Step {
    let (name, rest) = whole.split_once(char::is_whitespace).unwrap_or((whole, ""));
    if name == HUMAN_DONE {
        return Step::HumanDone;
    }
    let rest = rest.trim();
    let parts = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let (about, value) = parts.map_or(("", rest), |(about, value)| (about, value.trim()));
    Step::Happen { name: name.to_owned(), about: about.to_owned(), value: value.to_owned() }
}

fn check(first: &str, record: &Record) -> Result<Step, Problem> {
    let negated = first.strip_prefix("нет #").or_else(|| first.strip_prefix("no #"));
    let waits = first.strip_prefix("waits:").or_else(|| first.strip_prefix("ждёт:"));
    let whole = unescape(&record.body);
    let check = match (first, first.strip_prefix('#'), negated, waits, whole.split_once('=')) {
        ("ended" | "конец", ..) => Check::Ended,
        ("subscribed" | "подписан", ..) => Check::Subscribed(true),
        ("unsubscribed" | "отписан", ..) => Check::Subscribed(false),
        (_, Some(tag), ..) => Check::Tag { name: tag.trim().to_owned(), on: true },
        (_, _, Some(tag), ..) => Check::Tag { name: tag.trim().to_owned(), on: false },
        (_, _, _, Some(title), _) => Check::Waits(title.trim().to_owned()),
        (_, _, _, _, Some((name, value))) => {
            Check::Field { name: name.trim().to_owned(), value: value.trim().to_owned() }
        }
        _ => return Err(Problem::BadCheck(first.to_owned())),
    };
    Ok(Step::Check(check))
}
