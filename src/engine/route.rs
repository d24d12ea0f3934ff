//! Who takes an input. One written order: stop and start words → the press of a button → the answer that the
//! latest asking thread waits for → triggers → what a waiting message says to the unexpected → default entry.

use super::eval::render;
use super::run::Run;
use super::{CallError, Input, Note, Observer, Waiting, answer, payload_of};
use crate::flow::{
    AnswerPlan, ButtonPlan, KeywordMode, LatePolicy, Op, Outcome, StartPolicy, TriggerTarget, WaitPlan,
    fold_text,
};
use crate::model::{BlockId, FieldId, Value};

/// Works one input off.
pub(super) fn accept<O: Observer>(run: &mut Run<'_, O>, input: &Input<'_>) {
    match *input {
        Input::Text(text) => heard(run, |run| text_came(run, text)),
        Input::Command { name, args } => heard(run, |run| command_came(run, name, args)),
        Input::Press(payload) => heard(run, |run| press_came(run, payload)),
        Input::Attachment => heard(run, |run| {
            if !answer_came(run, None) {
                unexpected(run);
            }
        }),
        Input::Timer { thread, generation } => timer_came(run, thread, generation),
        Input::Answer { thread, generation, result } => call_answered(run, thread, generation, result),
        Input::Blocked => {
            run.session.blocked = true;
            run.end_all(Outcome::Stopped);
        }
    }
}

/// Whoever writes has not blocked the bot.
fn heard<O: Observer>(run: &mut Run<'_, O>, then: impl FnOnce(&mut Run<'_, O>)) {
    run.session.blocked = false;
    then(run);
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
    if press_by_caption(run, &folded) || answer_came(run, Some(text)) {
        return;
    }
    let fits = |word: &str, mode| match mode {
        KeywordMode::Exact => folded == word,
        KeywordMode::Contains => contains_words(&folded, word),
    };
    match flow.triggers.keywords.iter().find(|trigger| fits(&trigger.word, trigger.mode)) {
        Some(trigger) => start(run, trigger.target),
        None => unexpected(run),
    }
}

/// Whether the words occur in the message as whole words. Emoji are words of their own, also when repeated.
fn contains_words(message: &str, words: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    message.match_indices(words).any(|(at, _)| {
        let (before, after) = (message[..at].chars().next_back(), message[at + words.len()..].chars().next());
        let starts = !is_letter(before) || !is_letter(words.chars().next());
        let ends = !is_letter(after) || !is_letter(words.chars().next_back());
        starts && ends
    })
}

fn stop<O: Observer>(run: &mut Run<'_, O>) {
    run.end_all(Outcome::Stopped);
    run.session.subscribed = false;
    match (run.flow.triggers.stop, run.flow.triggers.stop_reply) {
        (Some(target), _) => start(run, target),
        (None, Some(reply)) => run.say(reply, 0, 0),
        (None, None) => run.note(Note::Unheard),
    }
}

/// A start word brings an unsubscribed subscriber back; to a subscribed one it is the start command.
fn resume<O: Observer>(run: &mut Run<'_, O>) {
    let was_subscribed = std::mem::replace(&mut run.session.subscribed, true);
    match (run.flow.triggers.resume, run.flow.triggers.start_reply) {
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
    if name == "start" {
        // Pressing START in a messenger is asking to be written to.
        run.session.subscribed = true;
        if !args.is_empty() {
            run.session.set_field(FieldId::SOURCE, Some(Value::text(args)));
        }
        if let Some(link) = triggers.links.iter().find(|link| !args.is_empty() && link.payload == args) {
            return start(run, link.target);
        }
    }
    match triggers.commands.iter().find(|(command, _)| command == name) {
        Some((_, target)) => start(run, *target),
        None => unexpected(run),
    }
}

fn start<O: Observer>(run: &mut Run<'_, O>, target: TriggerTarget) {
    match target.policy {
        StartPolicy::Replace => run.end_all(Outcome::Replaced),
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
fn unexpected<O: Observer>(run: &mut Run<'_, O>) {
    let flow = run.flow;
    let waiting = run.session.threads.iter().rev().filter(|thread| thread.waiting == Waiting::Reply);
    let unknown = waiting.filter_map(|thread| wait_of(run, thread.block)).find_map(|plan| plan.unknown);
    match (unknown, flow.triggers.default) {
        (Some(reply), _) => run.say(reply, 0, 0),
        (None, Some(target)) => start(run, target),
        (None, None) => run.note(Note::Unheard),
    }
}

/// The plan of the suspension in a block of the flow as it is now.
fn wait_of<'a, O: Observer>(run: &Run<'a, O>, block: BlockId) -> Option<&'a WaitPlan> {
    match run.flow.ops.get(run.flow.waiting_of(block)? as usize)? {
        Op::Wait(wait) => run.flow.waits.get(*wait as usize),
        Op::Say(_)
        | Op::Sleep(_)
        | Op::Call(_)
        | Op::Set(..)
        | Op::AddTag(_)
        | Op::DropTag(_)
        | Op::Unless(..)
        | Op::Split(_)
        | Op::Jump(_)
        | Op::Leave(_)
        | Op::Subscribe(_)
        | Op::End(_) => None,
    }
}

/// Buttons of a suspension that come back as presses.
fn buttons<'a, O: Observer>(
    run: &Run<'a, O>,
    plan: &WaitPlan,
) -> impl Iterator<Item = &'a ButtonPlan> + use<'a, O> {
    let reply = plan.reply.and_then(|reply| run.flow.replies.get(reply as usize));
    reply
        .into_iter()
        .flat_map(|reply| reply.rows.iter().chain(&reply.quick).flatten())
        .filter(|b| b.url.is_none())
}

fn press_came<O: Observer>(run: &mut Run<'_, O>, payload: &str) {
    let pressed = payload_of(payload);
    let found = pressed.and_then(|pressed| {
        let plan = wait_of(run, pressed.block)?;
        let button = buttons(run, plan).find(|button| button.key == pressed.key)?;
        Some((pressed, plan, button))
    });
    let Some((pressed, plan, button)) = found else {
        run.note(pressed.map_or(Note::Unheard, |pressed| Note::Late(pressed.block)));
        return run.button_is_old();
    };
    let at = run.session.threads.iter().position(|thread| thread.id == pressed.thread);
    // What was asked of the world is under way: a second tap must not ask for it again.
    let is_calling = |at: usize| run.session.threads[at].waiting == Waiting::Call;
    if at.is_some_and(is_calling) {
        run.note(Note::Late(pressed.block));
        return run.button_is_old();
    }
    let in_force = at.filter(|at| {
        let thread = &run.session.threads[*at];
        thread.generation == pressed.generation
            && thread.block == pressed.block
            && thread.waiting == Waiting::Reply
    });
    match (in_force.or(at), plan.late) {
        (_, LatePolicy::Ignore) if in_force.is_none() => {
            run.note(Note::Late(pressed.block));
            run.button_is_old();
        }
        (Some(at), _) => run.resume(at, button.to, false),
        (None, _) => run.begin(pressed.block, button.to),
    }
}

/// A typed caption is a press: messengers send quick replies as text, and people type what they see.
fn press_by_caption<O: Observer>(run: &mut Run<'_, O>, folded: &str) -> bool {
    let found = run.session.threads.iter().enumerate().rev().find_map(|(at, thread)| {
        let plan = wait_of(run, thread.block).filter(|_| thread.waiting == Waiting::Reply)?;
        let fits = |button: &&ButtonPlan| match caption(run, button) {
            Some(literal) => is_caption(&fold_text(literal), folded),
            None => is_caption(&fold_text(&render(run.flow, run.session, button.label).0), folded),
        };
        buttons(run, plan).find(fits).map(|button| (at, button.to))
    });
    if let Some((at, to)) = found {
        run.resume(at, to, false);
    }
    found.is_some()
}

/// Fewest characters by which a long caption is known: messengers show and send it cut.
const CAPTION_CUT_MIN: usize = 32;

fn is_caption(caption: &str, typed: &str) -> bool {
    caption == typed || (caption.starts_with(typed) && typed.chars().count() >= CAPTION_CUT_MIN)
}

fn caption<'a, O: Observer>(run: &Run<'a, O>, button: &ButtonPlan) -> Option<&'a str> {
    run.flow.templates.get(button.label as usize)?.as_literal()
}

/// Gives an answer to the latest thread that asks; `None` for what is not text. `false` when nobody asks.
fn answer_came<O: Observer>(run: &mut Run<'_, O>, text: Option<&str>) -> bool {
    let asking = run.session.threads.iter().enumerate().rev().find_map(|(at, thread)| {
        let plan = wait_of(run, thread.block).filter(|_| thread.waiting == Waiting::Reply)?;
        plan.answer.as_ref().map(|answer| (at, answer))
    });
    let Some((at, plan)) = asking else { return false };
    match text.and_then(|text| answer::accept(plan.kind, text)) {
        Some(value) => {
            if let Some(field_id) = plan.field {
                run.session.set_field(field_id, Some(value));
            }
            run.resume(at, plan.ok, false);
        }
        None => wrong_answer(run, at, plan),
    }
    true
}

fn wrong_answer<O: Observer>(run: &mut Run<'_, O>, at: usize, plan: &AnswerPlan) {
    let thread = &mut run.session.threads[at];
    thread.wrong = thread.wrong.saturating_add(1);
    if plan.attempts > 0 && thread.wrong > plan.attempts {
        run.resume(at, plan.fail, false);
    } else {
        run.say(plan.retry, 0, 0);
    }
}

/// The position of the suspended thread that a timer or an answer is for; notes what came late.
fn suspended<O: Observer>(run: &mut Run<'_, O>, thread: u16, generation: u32) -> Option<usize> {
    let fits = |at: &usize| {
        let suspended = &run.session.threads[*at];
        suspended.id == thread && suspended.generation == generation
    };
    let found = (0..run.session.threads.len()).find(fits);
    if found.is_none() {
        run.note(Note::Late(BlockId(0)));
    }
    found
}

fn timer_came<O: Observer>(run: &mut Run<'_, O>, thread: u16, generation: u32) {
    let Some(at) = suspended(run, thread, generation) else { return };
    let thread = &mut run.session.threads[at];
    let (block, waiting) = (thread.block, thread.waiting);
    if thread.due.is_none_or(|due| due > run.now.millis) {
        return run.note(Note::Late(block));
    }
    thread.due = None;
    if !run.session.subscribed || run.session.blocked {
        return run.end_at(at, Outcome::Stopped);
    }
    let to = match waiting {
        Waiting::Timer => run.flow.waiting_of(block).filter(|op| is_sleep(run, *op)).map(|op| op + 1),
        Waiting::Reply => wait_of(run, block).and_then(|plan| plan.timeout).map(|timeout| timeout.to),
        Waiting::Call => None,
    };
    match to {
        Some(to) => run.resume(at, to, true),
        None => run.end_at(at, Outcome::Lost),
    }
}

fn is_sleep<O: Observer>(run: &Run<'_, O>, op: u32) -> bool {
    matches!(run.flow.ops.get(op as usize), Some(Op::Sleep(_)))
}

fn call_answered<O: Observer>(
    run: &mut Run<'_, O>,
    thread: u16,
    generation: u32,
    result: Result<&[Option<Value>], CallError>,
) {
    let Some(at) = suspended(run, thread, generation) else { return };
    let block = run.session.threads[at].block;
    let flow = run.flow;
    let plan = flow.waiting_of(block).and_then(|op| match flow.ops.get(op as usize) {
        Some(Op::Call(call)) => flow.calls.get(*call as usize),
        Some(_) | None => None,
    });
    let Some(plan) = plan else { return run.end_at(at, Outcome::Lost) };
    match result {
        Ok(values) => {
            for (save, value) in plan.save.iter().zip(values) {
                run.session.set_field(save.field, value.clone());
            }
            run.resume(at, plan.ok, false);
        }
        Err(_) => run.resume(at, plan.fail, false),
    }
}
