//! Who takes an input. One written order: stop and start words → the press of a button → commands and keywords that
//! are heard even in a question → the answer that the latest asking thread waits for, when it fits → triggers → a
//! hint to who answered wrongly → what a waiting message says to the unexpected → default entry. So nobody is
//! caught in a question.
//! While a person talks to the subscriber only stop and start words are heard.

use super::answer::{self, Here, Said};
use super::choose::{press_by_text, press_came};
use super::happen::{event_came, trigger_event};
use super::run::Run;
use super::wake::{call_answered, human_done, human_gone, silence_begins, timer_came};
use super::{Input, Note, Observer, Thread, VISIT_GAP_MS, Waiting, alarm};
use crate::flow::{
    AnswerKind, AnswerPlan, DAY_MS, KeywordTrigger, Op, Outcome, StartPolicy, TriggerTarget, WaitPlan,
    contains_words, event_id, fold_text, has_keyword, parts_at,
};
use crate::model::{BlockId, FieldId, Value, is_russian, trimmed};

/// Bytes after which an answer in several messages grows no more.
const COLLECTED_BYTES_MAX: usize = 16 * 1024;

/// Works one input off, then what it set off, then looks when time has something to say.
pub(super) fn accept<O: Observer>(run: &mut Run<'_, O>, input: &Input<'_>) {
    let had_human = run.session.with_human().is_some();
    match *input {
        Input::Text(text) => heard(run, |run| text_came(run, text)),
        Input::Command { name, args } => heard(run, |run| command_came(run, name, args)),
        Input::Press(payload) => heard(run, |run| press_came(run, payload)),
        Input::Media { kind, file, caption } => {
            heard(run, |run| sent(run, Said::Media(kind, file), (kind.name(), file), trimmed(caption)));
        }
        Input::Location { lat, lon } => {
            heard(run, |run| sent(run, Said::Location(lat, lon), ("location", ""), ""));
        }
        Input::Contact { phone } => {
            heard(run, |run| sent(run, Said::Contact(phone), ("contact", phone), ""));
        }
        Input::Event { name, about, value } => event_came(run, name, about, value),
        Input::Timer { thread: alarm::OWN, .. } => alarm::came(run),
        Input::Timer { thread, generation } => timer_came(run, thread, generation),
        Input::Answer { thread, generation, outcome, result } => {
            call_answered(run, thread, generation, outcome, result);
        }
        Input::HumanDone => human_done(run),
        Input::Blocked => {
            run.session.blocked = true;
            run.end_all(Outcome::Stopped);
        }
    }
    if had_human && run.session.with_human().is_none() {
        human_gone(run);
    }
    loop {
        if let Some(target) = run.next_start() {
            run.besides(|run| start(run, target));
        } else if let Some(event) = run.next_happened() {
            run.besides(|run| {
                trigger_event(run, event, "", "");
            });
        } else {
            break;
        }
    }
    alarm::set(run);
}

/// Whoever writes has not blocked the bot, and pays a visit.
fn heard<O: Observer>(run: &mut Run<'_, O>, then: impl FnOnce(&mut Run<'_, O>)) {
    let now = run.now.millis;
    let session = &mut *run.session;
    session.blocked = false;
    if session.since == 0 {
        session.since = now;
    }
    if session.visits == 0 || now.saturating_sub(session.last_seen) > VISIT_GAP_MS {
        session.visits = session.visits.saturating_add(1);
    }
    then(run);
    run.session.last_seen = now;
}

/// Whether a person talks to the subscriber, so that the bot is silent.
pub(super) fn is_left_to_human<O: Observer>(run: &mut Run<'_, O>) -> bool {
    let left = run.session.with_human().is_some();
    if left {
        run.note(Note::LeftToHuman);
    }
    left
}

fn text_came<O: Observer>(run: &mut Run<'_, O>, text: &str) {
    let flow = run.flow;
    let folded = fold_text(text);
    if flow.triggers.stop_words.contains(&folded) {
        return stop(run);
    }
    if flow.triggers.start_words.contains(&folded) {
        return resume(run);
    }
    keep_text(run, text);
    if is_left_to_human(run) || press_by_text(run, text, &folded) {
        return;
    }
    let asked = asking(run);
    if asked.is_some() {
        if let Some(target) = keyword(run, &folded, true) {
            return interrupt(run, target);
        }
        if answer_came(run, asked, Said::Text(text)) {
            return;
        }
    }
    match (keyword(run, &folded, false), asked) {
        (Some(target), _) => start(run, target),
        (None, Some((at, plan))) => wrong_answer(run, at, plan),
        (None, None) => unexpected(run),
    }
}

fn keep_text<O: Observer>(run: &mut Run<'_, O>, text: &str) {
    if run.flow.keeps_text {
        run.set(FieldId::LAST_TEXT, Some(Value::text(trimmed(text))));
    }
}

/// Where the first keyword leads that a folded message has and that may start now.
fn keyword<O: Observer>(run: &Run<'_, O>, folded: &str, only_interrupting: bool) -> Option<TriggerTarget> {
    let fits = |trigger: &&KeywordTrigger| {
        (trigger.interrupts || !only_interrupting)
            && has_keyword(folded, &trigger.word, trigger.mode)
            && !trigger.except.iter().any(|word| contains_words(folded, word))
            && may_start(run, trigger.target)
    };
    run.flow.triggers.keywords.iter().find(fits).map(|trigger| trigger.target)
}

/// Starts what was heard in the middle of a question, and asks again when that has had its say and ended.
#[inline(never)]
fn interrupt<O: Observer>(run: &mut Run<'_, O>, target: TriggerTarget) {
    let asked = asking(run).map(|(at, _)| run.thread(at).generation);
    let before = run.session.threads.len();
    start(run, target);
    if run.session.threads.len() != before {
        return;
    }
    let still = |thread: &&Thread| Some(thread.generation) == asked;
    let Some(thread) = run.session.threads.iter().find(still) else { return };
    let (id, generation) = (thread.id, thread.generation);
    if let Some(reply) = wait_of(run, thread).and_then(|plan| plan.reply) {
        run.say(reply, id, generation);
    }
}

fn stop<O: Observer>(run: &mut Run<'_, O>) {
    run.end_all(Outcome::Stopped);
    run.session.subscribed = false;
    let own = run.flow.triggers.stop.filter(|target| may_start(run, *target));
    match (own, run.flow.triggers.stop_reply) {
        (Some(target), _) => start(run, target),
        (None, Some(reply)) => run.say(reply, 0, 0),
        (None, None) => run.note(Note::Unheard),
    }
}

/// A start word brings an unsubscribed subscriber back; to a subscribed one it is the start command.
fn resume<O: Observer>(run: &mut Run<'_, O>) {
    let was_subscribed = std::mem::replace(&mut run.session.subscribed, true);
    let own = run.flow.triggers.resume.filter(|target| may_start(run, *target));
    match (own, run.flow.triggers.start_reply) {
        (Some(target), _) => start(run, target),
        (None, Some(reply)) if !was_subscribed => run.say(reply, 0, 0),
        (None, _) => command_came(run, "start", ""),
    }
}

fn command_came<O: Observer>(run: &mut Run<'_, O>, name: &str, args: &str) {
    let triggers = &run.flow.triggers;
    let folded = fold_text(name);
    if triggers.stop_words.contains(&folded) {
        return stop(run);
    }
    let mut payload = args;
    if name == "start" {
        // Pressing START in a messenger is asking to be written to.
        run.session.subscribed = true;
        payload = came_by(run, args);
    }
    if is_left_to_human(run) {
        return;
    }
    let fits = |target: TriggerTarget| may_start(run, target);
    if name == "start"
        && !payload.is_empty()
        && let Some(link) = triggers.links.iter().find(|link| link.payload == payload && fits(link.target))
    {
        return start(run, link.target);
    }
    match triggers.commands.iter().find(|(command, target)| command == name && fits(*target)) {
        Some((_, target)) => interrupt(run, *target),
        None => unexpected(run),
    }
}

/// A press of a button that is not ours, such as one of an advertisement or a menu beside the chat: its payload
/// is that of a deep link. `false` when no link waits for it.
pub(super) fn link_came<O: Observer>(run: &mut Run<'_, O>, payload: &str) -> bool {
    let name = parts_at(payload, "__").next().unwrap_or_default();
    let waits = run.flow.triggers.links.iter().any(|link| link.payload == name || link.payload == payload);
    if waits {
        command_came(run, "start", payload);
    }
    waits
}

/// Records what a deep link says of where the subscriber comes from, and gives its payload without that:
/// `guide__s-vk__c-spring` leads to `guide` and sets `utm_source` and `utm_campaign`.
fn came_by<'t, O: Observer>(run: &mut Run<'_, O>, args: &'t str) -> &'t str {
    let mut parts = parts_at(args, "__");
    let payload = parts.next().unwrap_or_default();
    for part in parts {
        let field_id = match part.as_bytes() {
            [b's', b'-', ..] => FieldId::UTM_SOURCE,
            [b'm', b'-', ..] => FieldId::UTM_MEDIUM,
            [b'c', b'-', ..] => FieldId::UTM_CAMPAIGN,
            [b'n', b'-', ..] => FieldId::UTM_CONTENT,
            [b't', b'-', ..] => FieldId::UTM_TERM,
            // Two underscores may belong to a payload of the author's own.
            _ => {
                run.set(FieldId::SOURCE, Some(Value::text(args)));
                return args;
            }
        };
        run.set(field_id, part.get(2..).map(Value::text));
    }
    if !payload.is_empty() {
        run.set(FieldId::SOURCE, Some(Value::text(payload)));
    }
    payload
}

/// Whether a trigger may start now: its own condition holds, and it does not run where it must not run twice.
/// Words that start nothing are answered like any others, never by silence.
pub(super) fn may_start<O: Observer>(run: &Run<'_, O>, target: TriggerTarget) -> bool {
    let runs = || run.session.threads.iter().any(|thread| thread.entry == target.block);
    let holds = |guard| run.value(guard).is_some_and(|value| value.is_truthy());
    target.guard.is_none_or(holds) && !(target.policy == StartPolicy::NotNow && runs())
}

pub(super) fn start<O: Observer>(run: &mut Run<'_, O>, target: TriggerTarget) {
    match target.policy {
        StartPolicy::Replace => run.replace_all(),
        StartPolicy::Beside => {}
        StartPolicy::NotNow => {
            if run.session.threads.iter().any(|thread| thread.entry == target.block) {
                return run.note(Note::Late(target.block));
            }
        }
    }
    run.note(Note::Triggered(target.block));
    run.begin(target.block, target.op);
}

/// Nobody took what the subscriber sent.
pub(super) fn unexpected<O: Observer>(run: &mut Run<'_, O>) {
    let flow = run.flow;
    let waiting = run.session.threads.iter().enumerate().rev();
    let unknown = |thread| wait_of(run, thread).and_then(|plan| plan.unknown);
    let unknown = { waiting }.find_map(|(at, thread)| Some((at, unknown(thread)?)));
    let default = flow.triggers.default.iter().find(|target| may_start(run, **target));
    match (unknown, default) {
        (Some((at, reply)), _) => {
            silence_begins(run, at);
            run.say(reply, 0, 0);
        }
        (None, Some(target)) => start(run, *target),
        (None, None) => run.note(Note::Unheard),
    }
}

/// The operation that a thread is suspended in, in the flow as it is now.
pub(super) fn suspension<'a, O: Observer>(run: &Run<'a, O>, thread: &Thread) -> Option<&'a Op> {
    run.flow.suspension(thread.block, thread.stage).map(|suspension| suspension.1)
}

/// The plan of the wait that a thread is in, in the flow as it is now.
pub(super) fn wait_of<'a, O: Observer>(run: &Run<'a, O>, thread: &Thread) -> Option<&'a WaitPlan> {
    match suspension(run, thread).filter(|_| thread.waiting == Waiting::Reply) {
        Some(Op::Wait(wait)) => run.flow.waits.get(*wait as usize),
        Some(_) | None => None,
    }
}

/// The plans of all waits of a block.
pub(super) fn waits_in<'a, O: Observer>(
    run: &Run<'a, O>,
    block: BlockId,
) -> impl Iterator<Item = &'a WaitPlan> + use<'a, O> {
    let flow = run.flow;
    flow.suspensions(block).iter().filter_map(move |(_, op)| match flow.ops.get(*op as usize) {
        Some(Op::Wait(wait)) => flow.waits.get(*wait as usize),
        Some(_) | None => None,
    })
}

/// Something that is not words: an answer, or an event of its own name. The words below it are heard when neither.
fn sent<O: Observer>(run: &mut Run<'_, O>, said: Said<'_>, (event, value): (&str, &str), caption: &str) {
    if let Said::Contact(phone) = said
        && let Some(number) = answer::accept(AnswerKind::Phone, Said::Text(phone), Here::default())
    {
        run.set(FieldId::PHONE, Some(number));
    }
    if caption.is_empty() && is_left_to_human(run) {
        return;
    }
    let asked = asking(run);
    if run.session.with_human().is_none() {
        if !caption.is_empty() {
            keep_text(run, caption);
        }
        if answer_came(run, asked, said) || trigger_event(run, event_id(event), "", value) {
            return;
        }
    }
    match asked {
        _ if !caption.is_empty() => text_came(run, caption),
        Some((at, plan)) => wrong_answer(run, at, plan),
        None => unexpected(run),
    }
}

pub(super) fn today<O: Observer>(run: &Run<'_, O>) -> i32 {
    run.now.zone.local_at(run.now.millis).div_euclid(DAY_MS) as i32
}

/// The latest thread that asks, and what it asks for.
fn asking<'a, O: Observer>(run: &Run<'a, O>) -> Option<(usize, &'a AnswerPlan)> {
    run.session.threads.iter().enumerate().rev().find_map(|(at, thread)| {
        let plan = wait_of(run, thread)?;
        plan.answer.as_ref().map(|answer| (at, answer))
    })
}

/// Gives an answer that fits to the thread that asked. `false` when nobody asked or it does not fit: then
/// nothing has changed.
fn answer_came<O: Observer>(
    run: &mut Run<'_, O>,
    asked: Option<(usize, &AnswerPlan)>,
    said: Said<'_>,
) -> bool {
    let Some((at, plan)) = asked else { return false };
    // One of several messages may be a word, however long the whole must be.
    let kind = match plan.kind {
        AnswerKind::Text { .. } if plan.collect_ms > 0 => AnswerKind::Text { min: 1, max: u32::MAX },
        kind => kind,
    };
    let here = Here { today: today(run), russian: is_russian(run.scope().language()) };
    match answer::accept(kind, said, here) {
        Some(value) if plan.collect_ms > 0 => collect(run, at, plan, value),
        Some(value) => {
            let id = run.thread(at).id;
            if let Some(field_id) = plan.field {
                run.set(field_id, Some(value));
            }
            let at = run.session.threads.iter().position(|thread| thread.id == id);
            if let Some(at) = at {
                run.resume(at, plan.ok, false);
            }
        }
        None => return false,
    }
    true
}

/// One more message of an answer in several.
fn collect<O: Observer>(run: &mut Run<'_, O>, at: usize, plan: &AnswerPlan, value: Value) {
    let began = run.thread(at).pressed != 0;
    run.thread_mut(at).pressed = 1;
    if let Some(field_id) = plan.field {
        let joined = match run.session.field(field_id).filter(|_| began) {
            // What is longer than anybody reads is left as it is, so that a flood cannot swell the session.
            Some(Value::Text(before)) if before.len() > COLLECTED_BYTES_MAX => Value::Text(before.clone()),
            Some(before) => {
                let mut text = before.shown().into_owned();
                text.push('\n');
                value.push_to(&mut text);
                Value::text(text)
            }
            None => value,
        };
        run.set(field_id, Some(joined));
    }
    run.rearm(at, run.now.millis + i64::from(plan.collect_ms));
}

/// What answered nothing and started nothing is a wrong answer to the latest thread that asks.
pub(super) fn wrong_answer<O: Observer>(run: &mut Run<'_, O>, at: usize, plan: &AnswerPlan) {
    let thread = run.thread_mut(at);
    thread.wrong = thread.wrong.saturating_add(1);
    if plan.attempts > 0 && thread.wrong > plan.attempts {
        run.resume(at, plan.fail, false);
    } else {
        silence_begins(run, at);
        run.say(plan.retry, 0, 0);
    }
}
