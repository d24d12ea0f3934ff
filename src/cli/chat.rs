//! A conversation as a terminal shows it.

use super::{Context, Failure};
use crate::emulator::{Dropped, Emulator, EntryKind, OwnedExtra, OwnedReply};
use crate::engine::{CallRequest, Notice};
use crate::flow::{DAY_MS, MediaKind, Outcome, Service};
use crate::model::{Label, civil_from_days};

const DAYS: [Label; 7] = [
    Label::new("пн", "Mon"),
    Label::new("вт", "Tue"),
    Label::new("ср", "Wed"),
    Label::new("чт", "Thu"),
    Label::new("пт", "Fri"),
    Label::new("сб", "Sat"),
    Label::new("вс", "Sun"),
];

/// Shows what is new in a conversation.
pub(super) struct View {
    /// How many entries of the log were shown.
    shown: usize,
    /// The moment that was shown last, milliseconds since 1970.
    time: i64,
    /// Whether the subscriber's own lines are shown; a terminal has shown them already.
    pub echo: bool,
}

impl View {
    /// A view on a conversation from its beginning.
    pub fn new(emulator: &Emulator, echo: bool) -> Self {
        Self { shown: 0, time: emulator.setup().start, echo }
    }

    /// Shows what has happened since the last time.
    pub fn show(&mut self, context: &mut Context<'_>, emulator: &Emulator) -> Result<(), Failure> {
        let log = emulator.log();
        for entry in &log[self.shown.min(log.len())..] {
            let Some(text) = self.text(context, &entry.kind) else { continue };
            self.stamp(context, emulator, entry.at)?;
            context.line(text)?;
        }
        self.shown = log.len();
        self.stamp(context, emulator, emulator.now())
    }

    /// Says the time when it has moved on.
    fn stamp(&mut self, context: &mut Context<'_>, emulator: &Emulator, at: i64) -> Result<(), Failure> {
        if at == self.time {
            return Ok(());
        }
        self.time = at;
        let local = emulator.zone().local_at(at);
        let day = local.div_euclid(DAY_MS);
        let (_, month, date) = civil_from_days(day as i32);
        let minutes = local.rem_euclid(DAY_MS) / 60_000;
        let weekday = context.say(DAYS[(day + 3).rem_euclid(7) as usize]);
        context.line(format!(
            "\n— {weekday} {date:02}.{month:02} {:02}:{:02} —\n",
            minutes / 60,
            minutes % 60
        ))
    }

    fn text(&self, context: &Context<'_>, kind: &EntryKind) -> Option<String> {
        let own = |text: &str| self.echo.then(|| format!("> {}", text.replace('\n', "\n  ")));
        let note = |label: Label| Some(format!("({})", context.say(label)));
        match kind {
            EntryKind::Sent(sent) => Some(message(&sent.reply)),
            EntryKind::Called(call) => {
                let hint = context.say(Label::new(
                    "бот ждёт ответа сервиса. Ответьте за него: = 200 {\"id\":1}, = timeout или = unreachable",
                    "the bot waits for the service. Answer for it: = 200 {\"id\":1}, = timeout or = unreachable",
                ));
                let request = asked(call);
                Some(if self.echo { request } else { format!("{request}\n({hint})") })
            }
            EntryKind::Opened(link) => own(format!("/start {link}").trim_end()),
            EntryKind::Said(text) => own(text),
            EntryKind::Pressed { label, .. } => own(&format!("[{label}]")),
            EntryKind::Told(call) => Some(asked(call)),
            EntryKind::Shared { call, outcome, body } => {
                Some(format!("{} → {outcome} {body}", asked(call)).trim_end().to_owned())
            }
            EntryKind::Attachment(kind, file, caption) => {
                own(format!("({} {file}) {caption}", kind.name()).trim_end())
            }
            EntryKind::Located(lat, lon) => own(&format!("📍 {lat}, {lon}")),
            EntryKind::SharedContact(phone) => own(&format!("☎ {phone}")),
            EntryKind::Happened { name, about, value } => Some(format!("* {name} {about} {value}")),
            EntryKind::HumanDone => note(Label::new("менеджер закончил", "the person has finished")),
            EntryKind::Blocked => own(context.say(Label::new("(блокирует бота)", "(blocks the bot)"))),
            EntryKind::Answered { outcome, status, body } => {
                let name = if outcome.is_empty() { status.to_string() } else { outcome.clone() };
                self.echo.then(|| format!("← {name} {body}"))
            }
            EntryKind::Failed(_) => note(Label::new("сервис не ответил", "the service did not answer")),
            EntryKind::Notice(Notice::ButtonIsOld) => {
                note(Label::new("эта кнопка уже не действует", "this button is no longer in force"))
            }
            EntryKind::Notice(Notice::AlreadyPressed) => {
                note(Label::new("эта кнопка уже нажата", "this button has been pressed"))
            }
            EntryKind::Notice(Notice::Ticked(caption, on)) => {
                Some(format!("({} {caption})", if *on { "✓" } else { "✗" }))
            }
            EntryKind::Dropped(Dropped::LeftToHuman) => {
                note(Label::new("разговор ведёт менеджер, бот молчит", "a person talks, the bot is silent"))
            }
            EntryKind::Dropped(Dropped::Postponed(..)) => {
                note(Label::new("отложено до разрешённого времени", "put off until an allowed time"))
            }
            EntryKind::Dropped(Dropped::Unheard) => note(Label::new(
                "бот промолчал: на это ничего не задано",
                "the bot is silent: nothing reacts to this",
            )),
            EntryKind::Dropped(Dropped::NoAnswer) => {
                note(Label::new("ответа вовремя нет", "no answer in time"))
            }
            EntryKind::Dropped(Dropped::TooManyTimers) => note(Label::new(
                "часы остановлены: таймеры срабатывают без конца",
                "the clock was stopped: timers fire without end",
            )),
            EntryKind::Ended { outcome, .. } => note(ending(*outcome)?),
            EntryKind::Dropped(Dropped::Late(_))
            | EntryKind::FieldSet(..)
            | EntryKind::TagSet(..)
            | EntryKind::Advanced { .. } => None,
        }
    }
}

/// What the author should know of an end; nothing of one that a new funnel brought.
fn ending(outcome: Outcome) -> Option<Label> {
    match outcome {
        Outcome::Done => Some(Label::new("воронка пройдена", "the funnel is done")),
        Outcome::DeadEnd => {
            Some(Label::new("тупик: дальше ничего не соединено", "dead end: nothing is connected here"))
        }
        Outcome::LoopLimit => Some(Label::new(
            "остановлено: воронка ходит по кругу без пауз",
            "stopped: the funnel goes round without a pause",
        )),
        Outcome::Lost => Some(Label::new("блока больше нет", "the block is no more")),
        Outcome::NoConsent => Some(Label::new("нет согласия на сообщения", "no consent to messages")),
        Outcome::Stopped | Outcome::Replaced => None,
    }
}

/// A request to somebody outside as one line.
fn asked(call: &CallRequest) -> String {
    let who = match call.service {
        Service::Http => call.method.name().to_owned(),
        service => format!("{} {}", service.name(), call.act),
    };
    format!("→ {who} {} {}", call.url, call.body)
}

fn icon(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image => "🖼",
        MediaKind::Video => "🎬",
        MediaKind::Audio => "🎵",
        MediaKind::Voice => "🎤",
        MediaKind::File => "📎",
    }
}

/// A message with its buttons numbered.
fn message(reply: &OwnedReply) -> String {
    let mut lines = Vec::new();
    for media in &reply.media {
        lines.push(format!("{} {}", icon(media.kind), media.path));
    }
    match &reply.extra {
        Some(OwnedExtra::Location { lat, lon, title, address }) => {
            lines.push(format!("📍 {title}, {address} ({lat}, {lon})"));
        }
        Some(OwnedExtra::Contact { phone, name }) => lines.push(format!("☎ {name} {phone}")),
        None => {}
    }
    lines.extend(reply.text.lines().map(str::to_owned));
    for card in &reply.cards {
        lines.push(format!("▫ {} {}", card.title, card.text).trim_end().to_owned());
    }
    let mut number = 0;
    for (rows, open, close) in [(&reply.rows, '[', ']'), (&reply.quick, '(', ')')] {
        for row in rows {
            let mut line = String::new();
            for button in row {
                number += 1;
                let url = button.url.as_ref().map(|url| format!(" → {url}")).unwrap_or_default();
                line += &format!("{open}{number}{close} {}{url}   ", button.label);
            }
            lines.push(line.trim_end().to_owned());
        }
    }
    let mut text = String::from("  🤖");
    for (index, line) in lines.iter().enumerate() {
        let lead = match (index, line.as_str()) {
            (0, _) => " ",
            (_, "") => "\n",
            _ => "\n    ",
        };
        text = text + lead + line;
    }
    text
}

/// Caption and place in the log of the button of that number: of the last message, when it has buttons.
pub(super) fn button(emulator: &Emulator, number: usize) -> Option<(usize, String)> {
    let last = emulator.log().iter().enumerate().rev().find_map(|(at, entry)| match &entry.kind {
        EntryKind::Sent(sent) => Some((at, &sent.reply)),
        _ => None,
    });
    let (at, reply) = last?;
    let button = reply.rows.iter().chain(&reply.quick).flatten().nth(number.checked_sub(1)?)?;
    Some((at, button.label.clone()))
}
