//! What wakes a suspended thread without the subscriber: timers, answers of calls, a person who has finished.

use super::happen::held_events_come;
use super::route::{suspension, wait_of, wrong_answer};
use super::run::Run;
use super::{CallError, Note, OPS_PER_INPUT_MAX, Observer, Waiting, menu};
use crate::flow::{
    AnswerKind, AnswerPlan, CallPlan, DelayPlan, Op, Outcome, Service, WaitPlan, count_chars, first_allowed,
};
use crate::model::{BlockId, Value};

/// The position of the suspended thread that a timer or an answer is for; notes what came late.
fn suspended<O: Observer>(run: &mut Run<'_, O>, thread: u16, generation: u32) -> Option<usize> {
    let fits = |at: &usize| {
        let suspended = run.thread(*at);
        suspended.id == thread && suspended.generation == generation
    };
    let found = (0..run.session.threads.len()).find(fits);
    if found.is_none() {
        run.note(Note::Late(BlockId(0)));
    }
    found
}

/// What a timer of a suspended thread means.
enum Woken {
    /// The thread goes on there.
    On(u32),
    /// Another thread begins there, and the wait goes on.
    Beside(u32),
    /// The block is gone.
    Lost,
}

pub(super) fn timer_came<O: Observer>(run: &mut Run<'_, O>, thread: u16, generation: u32) {
    let Some(at) = suspended(run, thread, generation) else { return };
    let flow = run.flow;
    let now = run.now.millis;
    let thread = run.thread(at);
    let (block, waiting, reminded, pressed) = (thread.block, thread.waiting, thread.reminded, thread.pressed);
    let (suspension, wait) = (flow.suspension(block, thread.stage), wait_of(run, thread));
    if thread.due.is_none_or(|due| due > now) {
        return run.note(Note::Late(block));
    }
    if let Some(to) = answered(run, at) {
        return match run.held_by_human() {
            Some(later) => hold(run, at, pressed, later),
            None => match unfit_whole(run, at) {
                Some(plan) => ask_whole_again(run, at, plan),
                None => run.resume(at, to, true),
            },
        };
    }
    let human = match (waiting, suspension) {
        (Waiting::Human, Some((_, Op::Human(human)))) => flow.humans.get(*human as usize),
        _ => None,
    };
    if let Some(plan) = human {
        run.thread_mut(at).due = None;
        return run.resume(at, plan.timeout, true);
    }
    let (woken, delay) = match (waiting, suspension, wait) {
        (Waiting::Timer, Some((op, Op::Sleep(delay))), _) => (Woken::On(op + 1), Some(*delay)),
        (Waiting::Reply, _, Some(plan)) if held_event(plan, pressed).is_some() => {
            (held_event(plan, pressed).map_or(Woken::Lost, Woken::On), None)
        }
        (Waiting::Reply, _, Some(plan)) => match (plan.reminder.filter(|_| !reminded), plan.timeout) {
            (Some(reminder), _) => (Woken::Beside(reminder.to), Some(reminder.delay)),
            (None, Some(timeout)) => (Woken::On(timeout.to), Some(timeout.delay)),
            (None, None) => (Woken::Lost, None),
        },
        _ => (Woken::Lost, None),
    };
    let plan: Option<&DelayPlan> = delay.and_then(|delay| flow.delays.get(delay as usize));
    // Who has unsubscribed and asks for something gets all of it: a breath between two messages is no mailing.
    let is_breath = waiting == Waiting::Timer && plan.is_some_and(DelayPlan::is_breath);
    if run.session.blocked || !(run.session.subscribed || is_breath) {
        run.thread_mut(at).due = None;
        return run.end_at(at, Outcome::Stopped);
    }
    let asks_consent = matches!(woken, Woken::Beside(_)) && wait.is_some_and(|plan| asks_consent(run, plan));
    if run.lacks_consent().is_some() && !asks_consent {
        run.thread_mut(at).due = None;
        return run.end_at(at, Outcome::NoConsent);
    }
    // A timer may come late, and hours that were open when it was set may be shut now.
    let allowed = plan.map_or(now, |plan| first_allowed(&plan.windows, now, run.now.zone));
    let is_called = !run.thread(at).frames.is_empty();
    let ends = matches!(woken, Woken::On(to) if !is_called && ends_silently(run, to));
    if !ends && let Some(later) = run.must_wait(block, allowed, generation) {
        // Only the person holds it back when all else would let it go before.
        let held = run.held_by_human() == Some(later);
        run.rearm(at, later);
        run.thread_mut(at).held = held;
        return;
    }
    run.thread_mut(at).due = None;
    match woken {
        Woken::On(to) => run.unasked(|run| run.resume(at, to, true)),
        Woken::Beside(to) => remind(run, at, to),
        Woken::Lost => run.end_at(at, Outcome::Lost),
    }
}

/// Where a thread goes on that has its answer and only waits for its moment: the last of several messages of an
/// answer, the end of the conversation with a person.
#[inline(never)]
fn answered<O: Observer>(run: &Run<'_, O>, at: usize) -> Option<u32> {
    let thread = run.session.threads.get(at)?;
    if let Some(plan) = waiting_call(run, at).filter(|_| thread.held) {
        return Some(answered_way(plan, thread.pressed));
    }
    let plan = wait_of(run, thread)?.answer.as_ref()?;
    (plan.collect_ms > 0 && thread.pressed != 0).then_some(plan.ok)
}

/// What was asked of an answer in several messages that is too short or too long as a whole.
#[inline(never)]
fn unfit_whole<'a, O: Observer>(run: &Run<'a, O>, at: usize) -> Option<&'a AnswerPlan> {
    let plan = wait_of(run, run.session.threads.get(at)?)?.answer.as_ref()?;
    let AnswerKind::Text { min, max } = plan.kind else { return None };
    let Value::Text(text) = run.session.field(plan.field?)? else { return None };
    let len = count_chars(text);
    (plan.collect_ms > 0 && !(min as usize..=max as usize).contains(&len)).then_some(plan)
}

/// Asks for an answer in several messages anew, and waits for it as at first.
#[inline(never)]
fn ask_whole_again<O: Observer>(run: &mut Run<'_, O>, at: usize, plan: &AnswerPlan) {
    let thread = run.thread_mut(at);
    (thread.pressed, thread.due) = (0, None);
    let (id, reminded) = (thread.id, thread.reminded);
    if let Some(field_id) = plan.field {
        run.set(field_id, None);
    }
    let Some(at) = run.session.threads.iter().position(|thread| thread.id == id) else { return };
    let timer =
        wait_of(run, run.thread(at)).and_then(|wait| wait.reminder.filter(|_| !reminded).or(wait.timeout));
    if let Some(due) = timer.and_then(|timer| run.due(timer.delay)) {
        run.rearm(at, due);
    }
    wrong_answer(run, at, plan);
}

/// Whether a wait is for the consent itself, whose reminder is no breach of it: a press may lead to its record.
#[inline(never)]
fn asks_consent<O: Observer>(run: &Run<'_, O>, plan: &WaitPlan) -> bool {
    let gives = |op: u32| matches!(run.flow.ops.get(op as usize), Some(Op::Agree(true)));
    let reply = menu::reply_of(run.flow, plan);
    reply.is_some_and(|reply| reply.rows.iter().flatten().any(|button| gives(button.to)))
}

/// Whether nothing is said from there to the end, so that there is nothing to put off.
#[inline(never)]
fn ends_silently<O: Observer>(run: &Run<'_, O>, mut at: u32) -> bool {
    for _ in 0..OPS_PER_INPUT_MAX {
        at = match run.flow.ops.get(at as usize) {
            Some(Op::Jump(to)) => *to,
            Some(Op::Leave(_) | Op::Set(..) | Op::AddTag(_) | Op::DropTag(_)) => at + 1,
            Some(Op::End(_)) => return true,
            Some(_) | None => return false,
        };
    }
    false
}

/// Where an event leads that has come while a person talked to the subscriber; a wait for events has no buttons
/// to count, so the thread keeps in their place which event it was.
fn held_event(plan: &WaitPlan, pressed: u32) -> Option<u32> {
    let has_own_count = plan.all.is_some() || plan.ticks.is_some() || plan.answer.is_some();
    let at = (pressed as usize).checked_sub(1).filter(|_| !has_own_count)?;
    plan.events.get(at).map(|event| event.1)
}

/// The subscriber has answered something and the question goes on: its reminder and its end count from now. An
/// invoice holds for its own time, and a wait for an event does not care what is said meanwhile.
#[inline(never)]
pub(super) fn silence_begins<O: Observer>(run: &mut Run<'_, O>, at: usize) {
    let thread = run.thread(at);
    let asks = |plan: &&WaitPlan| plan.keeper.is_none() && (plan.reply.is_some() || plan.answer.is_some());
    let Some(plan) = wait_of(run, thread).filter(asks) else { return };
    let is_collected = plan.answer.as_ref().is_some_and(|answer| answer.collect_ms > 0);
    if thread.due.is_none() || thread.held || (is_collected && thread.pressed != 0) {
        return;
    }
    let timer = plan.reminder.filter(|_| !thread.reminded).or(plan.timeout);
    if let Some(due) = timer.and_then(|timer| run.due(timer.delay)) {
        run.rearm(at, due);
    }
}

/// Begins the reminder beside the wait, whose timeout counts from now.
fn remind<O: Observer>(run: &mut Run<'_, O>, at: usize, to: u32) {
    let thread = run.thread_mut(at);
    thread.reminded = true;
    let entry = thread.entry;
    let timeout = wait_of(run, run.thread(at)).and_then(|plan| plan.timeout);
    if let Some(due) = timeout.and_then(|timeout| run.due(timeout.delay)) {
        run.rearm(at, due);
    }
    run.unasked(|run| run.begin(entry, to));
}

#[inline(never)]
pub(super) fn call_answered<O: Observer>(
    run: &mut Run<'_, O>,
    thread: u16,
    generation: u32,
    outcome: &str,
    result: Result<&[Option<Value>], CallError>,
) {
    let Some(at) = suspended(run, thread, generation) else { return };
    let Some(plan) = waiting_call(run, at) else { return run.end_at(at, Outcome::Lost) };
    if run.thread(at).held {
        return run.note(Note::Late(run.thread(at).block));
    }
    let named = plan.outcomes.iter().position(|named| named.0 == outcome);
    let way = match (&result, named) {
        (Ok(_), Some(named)) => named as u32 + FIRST_NAMED,
        (Ok(_), None) if outcome.is_empty() => 0,
        (Ok(_), None) | (Err(_), _) => FAILED,
    };
    let id = run.thread(at).id;
    if let Ok(values) = result {
        // What a site, a CRM or a sheet does not mention stays as it was known; `null` and an empty text clear it.
        let keeps = matches!(plan.service, Service::Http | Service::Crm | Service::Sheet);
        for (save, value) in plan.save.iter().zip(values) {
            let is_empty = matches!(value, Some(Value::Text(text)) if text.is_empty());
            if value.is_some() || !keeps {
                run.set(save.field, value.clone().filter(|_| !is_empty));
            }
        }
    }
    let Some(at) = run.session.threads.iter().position(|thread| thread.id == id) else { return };
    match run.held_by_human() {
        // The bot does not talk into the person's conversation: what it would say waits.
        Some(later) => hold(run, at, way, later),
        None => run.resume(at, answered_way(plan, way), false),
    }
}

/// How a held thread remembers that its call has failed; 0 is a plain success.
const FAILED: u32 = 1;
/// The same of the first of [`CallPlan::outcomes`].
const FIRST_NAMED: u32 = 2;

fn answered_way(plan: &CallPlan, way: u32) -> u32 {
    let named = way.checked_sub(FIRST_NAMED).and_then(|at| plan.outcomes.get(at as usize));
    match (way, named) {
        (0, _) => plan.ok,
        (_, Some(named)) => named.1,
        (_, None) => plan.fail,
    }
}

/// The call whose answer a thread waits for, in the flow as it is now.
fn waiting_call<'a, O: Observer>(run: &Run<'a, O>, at: usize) -> Option<&'a CallPlan> {
    let thread = run.session.threads.get(at).filter(|thread| thread.waiting == Waiting::Call)?;
    match suspension(run, thread) {
        Some(Op::Call(call)) => run.flow.calls.get(*call as usize),
        Some(_) | None => None,
    }
}

/// Lets a thread that could go on wait until the person has finished; `which` says by what way it goes on.
pub(super) fn hold<O: Observer>(run: &mut Run<'_, O>, at: usize, which: u32, until: i64) {
    run.thread_mut(at).pressed = which;
    run.note(Note::LeftToHuman);
    run.rearm(at, until);
    run.thread_mut(at).held = true;
}

/// The person has finished: the bot goes on.
#[inline(never)]
pub(super) fn human_done<O: Observer>(run: &mut Run<'_, O>) {
    let Some(at) = run.session.threads.iter().position(|thread| thread.waiting == Waiting::Human) else {
        return run.note(Note::Unheard);
    };
    let plan = match suspension(run, run.thread(at)) {
        Some(Op::Human(human)) => run.flow.humans.get(*human as usize),
        Some(_) | None => None,
    };
    match plan {
        Some(plan) => run.resume(at, plan.done, false),
        None => run.end_at(at, Outcome::Lost),
    }
}

/// No person talks to the subscriber any more: what only that held back comes due now.
#[inline(never)]
pub(super) fn human_gone<O: Observer>(run: &mut Run<'_, O>) {
    let now = run.now.millis;
    for at in 0..run.session.threads.len() {
        let thread = run.thread_mut(at);
        if thread.held {
            // An answer that has come stays the reason why a thread goes on.
            thread.held = thread.waiting == Waiting::Call;
            run.rearm(at, now);
        }
    }
    // Triggers by time that came meanwhile are put off no longer.
    if let Some(more) = run.session.more.as_mut().filter(|more| more.put_off) {
        more.alarm = Some(now);
    }
    held_events_come(run);
}
