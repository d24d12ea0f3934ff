//! Presses and what stands for them: a caption that is typed, a number, ticks, buttons pressed one after another.

use super::menu::{self, Chosen};
use super::route::{is_left_to_human, link_came, wait_of, waits_in, wrong_answer};
use super::run::Run;
use super::wake::silence_begins;
use super::{Note, Notice, Observer, Payload, Thread, Waiting, payload_of};
use crate::flow::{LatePolicy, TicksPlan, WaitPlan};
use crate::model::{FieldId, Value};

pub(super) fn press_came<O: Observer>(run: &mut Run<'_, O>, payload: &str) {
    if is_left_to_human(run) {
        return;
    }
    let flow = run.flow;
    let pressed = payload_of(payload);
    if pressed.is_none() && link_came(run, payload) {
        return;
    }
    let found = pressed.and_then(|pressed| {
        let found = |plan| Some((plan, menu::by_key(flow, plan, pressed.key)?));
        // A block that asks several times may offer lists each time: the wait that is in force comes first.
        let thread = run.session.threads.iter().find(|thread| is_for(thread, pressed));
        let own = thread.and_then(|thread| wait_of(run, thread)).and_then(found);
        let (plan, chosen) = own.or_else(|| waits_in(run, pressed.block).find_map(found))?;
        Some((pressed, plan, chosen))
    });
    let Some((pressed, plan, chosen)) = found else {
        run.note(pressed.map_or(Note::Unheard, |pressed| Note::Late(pressed.block)));
        return run.notice(Notice::ButtonIsOld);
    };
    let at = run.session.threads.iter().position(|thread| thread.id == pressed.thread);
    // What was asked of the world is under way: a second tap must not ask for it again.
    let is_calling = at.is_some_and(|at| run.thread(at).waiting == Waiting::Call);
    let in_force = at.filter(|at| is_for(run.thread(*at), pressed));
    match (in_force, chosen) {
        (Some(at), chosen) => choose(run, at, plan, chosen),
        (None, Chosen::Button(button, _))
            if !is_calling
                && plan.late == LatePolicy::Follow
                && plan.ticks.is_none()
                && plan.all.is_none() =>
        {
            match at {
                Some(at) => run.resume_from(at, pressed.block, button.to),
                None => {
                    let entry = flow.funnel_of(pressed.block).and_then(|funnel| funnel.entry);
                    run.begin(entry.unwrap_or(pressed.block), button.to);
                }
            }
        }
        (None, Chosen::Button(..) | Chosen::Item(..) | Chosen::More(_)) => {
            run.note(Note::Late(pressed.block));
            run.notice(Notice::ButtonIsOld);
        }
    }
}

/// Whether the thread still waits in the very message whose button was pressed.
fn is_for(thread: &Thread, pressed: Payload<'_>) -> bool {
    thread.id == pressed.thread
        && thread.generation == pressed.generation
        && thread.block == pressed.block
        && thread.waiting == Waiting::Reply
}

/// A suspended thread goes on by what was chosen from its buttons.
fn choose<O: Observer>(run: &mut Run<'_, O>, at: usize, plan: &WaitPlan, chosen: Chosen<'_>) {
    if let Some(ticks) = &plan.ticks {
        if let Some((caption, value)) = menu::tick_of(run.scope(), ticks, chosen) {
            silence_begins(run, at);
            return tick(run, plan, ticks, caption, value);
        }
        let ends = matches!(chosen, Chosen::Button(button, _) if button.key == ticks.done);
        if let Some(answer) = &plan.answer
            && ends
            && ticked_values(run, ticks.field).len() < usize::from(ticks.min)
        {
            return wrong_answer(run, at, answer);
        }
    }
    match (chosen, plan.all) {
        (Chosen::Item(choices, index), _) => {
            let Some(item) = menu::items(run.scope(), choices).get(index) else {
                return run.notice(Notice::ButtonIsOld);
            };
            let value = menu::value_of(item);
            if let Some(field_id) = choices.keep {
                run.set(field_id, Some(value));
            }
            run.resume(at, choices.to, false);
        }
        (Chosen::More(from), _) => {
            silence_begins(run, at);
            let thread = run.thread_mut(at);
            thread.pressed = from as u32;
            let (id, generation) = (thread.id, thread.generation);
            if let Some(reply) = plan.reply {
                run.say(reply, id, generation);
            }
        }
        (Chosen::Button(button, index), Some(all)) => {
            press_one_of_all(run, at, plan, (button.to, index), all)
        }
        (Chosen::Button(button, _), None) => run.resume(at, button.to, false),
    }
}

fn ticked_values<O: Observer>(run: &Run<'_, O>, field_id: FieldId) -> Vec<Value> {
    match run.session.field(field_id) {
        Some(Value::List(items)) => items.clone(),
        Some(_) | None => Vec::new(),
    }
}

/// Puts a value into the list or takes it out. One too many is answered with what may be chosen.
#[inline(never)]
fn tick<O: Observer>(
    run: &mut Run<'_, O>,
    plan: &WaitPlan,
    ticks: &TicksPlan,
    caption: String,
    value: Value,
) {
    let mut items = ticked_values(run, ticks.field);
    let had = items.iter().position(|item| *item == value);
    match had {
        Some(at) => drop(items.remove(at)),
        None if ticks.max > 0 && items.len() >= usize::from(ticks.max) => {
            return match &plan.answer {
                Some(answer) => run.say(answer.retry, 0, 0),
                None => run.notice(Notice::AlreadyPressed),
            };
        }
        None => items.push(value),
    }
    run.set(ticks.field, if items.is_empty() { None } else { Some(Value::List(items)) });
    run.notice(Notice::Ticked(caption, had.is_none()));
}

/// Each button answers once, beside the wait; after the last one the wait is over.
#[inline(never)]
fn press_one_of_all<O: Observer>(
    run: &mut Run<'_, O>,
    at: usize,
    plan: &WaitPlan,
    (to, index): (u32, usize),
    all: u32,
) {
    let count = menu::reply_of(run.flow, plan).map_or(0, menu::count_buttons).min(32);
    let thread = run.thread_mut(at);
    let bit = 1u32.checked_shl(index as u32).unwrap_or(0);
    if thread.pressed & bit != 0 {
        return run.notice(Notice::AlreadyPressed);
    }
    thread.pressed |= bit;
    let (id, entry, done) = (thread.id, thread.entry, thread.pressed.count_ones() as usize == count);
    silence_begins(run, at);
    run.begin(entry, to);
    let at = run.session.threads.iter().position(|thread| thread.id == id);
    if let Some(at) = at.filter(|_| done) {
        run.resume(at, all, false);
    }
}

/// A typed caption is a press: messengers send quick replies as text, and people type what they see.
pub(super) fn press_by_text<O: Observer>(run: &mut Run<'_, O>, text: &str, folded: &str) -> bool {
    let scope = run.scope();
    let mut ticking = None;
    let found = run.session.threads.iter().enumerate().rev().find_map(|(at, thread)| {
        let plan = wait_of(run, thread)?;
        if plan.ticks.is_some() {
            ticking.get_or_insert((thread.id, plan));
        }
        menu::by_text(scope, plan, thread.first_shown(), folded).map(|chosen| (at, plan, chosen))
    });
    // Words that agree mean what was asked last: a yes to something else is no consent.
    let found = found.or_else(|| {
        let mut waiting = run.session.threads.iter().enumerate().rev();
        let (at, plan) = waiting.find_map(|(at, thread)| Some((at, wait_of(run, thread)?)))?;
        menu::by_consent(run.flow, plan, text, folded).map(|chosen| (at, plan, chosen))
    });
    let is_ticked = |plan: &WaitPlan, chosen| {
        plan.ticks.as_ref().is_some_and(|ticks| menu::tick_of(scope, ticks, chosen).is_some())
    };
    let (at, plan, chosen) = match found {
        Some((at, plan, chosen)) if is_ticked(plan, chosen) => {
            let id = run.thread(at).id;
            return ticks_by_text(run, id, plan, text);
        }
        Some(found) => found,
        // Several at once: `1, 3`.
        None => return ticking.is_some_and(|(id, plan)| ticks_by_text(run, id, plan, text)),
    };
    // The choice borrows from the flow alone.
    let chosen = match chosen {
        Chosen::Button(button, _) => menu::by_key(run.flow, plan, &button.key),
        Chosen::Item(_, index) => menu::reply_of(run.flow, plan)
            .and_then(|reply| reply.choices.as_ref())
            .map(|choices| Chosen::Item(choices, index)),
        Chosen::More(from) => Some(Chosen::More(from)),
    };
    if let Some(chosen) = chosen {
        choose(run, at, plan, chosen);
    }
    true
}

/// What is typed where buttons are ticked joins what is ticked and ends the choice: there is no telling whether
/// the subscriber's messenger shows ticks at all.
#[inline(never)]
fn ticks_by_text<O: Observer>(run: &mut Run<'_, O>, id: u16, plan: &WaitPlan, text: &str) -> bool {
    let Some(ticks) = &plan.ticks else { return false };
    let from = run.session.thread(id).map_or(0, Thread::first_shown);
    let Some(typed) = menu::ticked(run.scope(), plan, ticks, (from, text)) else { return false };
    let mut items = ticked_values(run, ticks.field);
    for (_, value) in typed {
        if !items.contains(&value) {
            items.push(value);
        }
    }
    if ticks.max > 0 && items.len() > usize::from(ticks.max) {
        return false;
    }
    run.set(ticks.field, Some(Value::List(items)));
    let at = run.session.threads.iter().position(|thread| thread.id == id);
    let done = menu::by_key(run.flow, plan, &ticks.done);
    if let (Some(at), Some(done)) = (at, done) {
        choose(run, at, plan, done);
    }
    true
}
