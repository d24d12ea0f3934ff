//! What happens outside the words of the chat: comments, purchases, clicks, tags set by the flow itself.

use super::route::{is_left_to_human, may_start, start, wait_of};
use super::run::Run;
use super::wake::hold;
use super::{Note, Observer, Thread, Waiting};
use crate::flow::{EventTrigger, Op, WaitPlan, contains_words, event_id, fold_text};
use crate::model::{Decimal, FieldId, Value};

/// Something happened outside the words of the chat.
#[inline(never)]
pub(super) fn event_came<O: Observer>(run: &mut Run<'_, O>, name: &str, about: &str, value: &str) {
    let event = event_id(name);
    if run.flow.remembered.binary_search(&event).is_ok() {
        run.session.mark(event, run.now.millis);
    }
    if name == "ad" {
        for (field_id, text) in [(FieldId::UTM_SOURCE, value), (FieldId::UTM_CAMPAIGN, about)] {
            if !text.is_empty() {
                run.set(field_id, Some(Value::text(text)));
            }
        }
    }
    if !waited_event(run, event, about, value) && !trigger_event(run, event, about, value) {
        run.note(Note::Unheard);
    }
}

/// Ends the waits for an event. An event that must never be lost goes on from its block even later.
fn waited_event<O: Observer>(run: &mut Run<'_, O>, event: u32, about: &str, value: &str) -> bool {
    let leads = |plan: &WaitPlan| plan.events.iter().find(|waited| waited.0 == event).map(|waited| waited.1);
    let waiting: Vec<u16> = run
        .session
        .threads
        .iter()
        .filter(|thread| wait_of(run, thread).and_then(leads).is_some())
        .map(|thread| thread.id)
        .collect();
    for id in &waiting {
        let at = run.session.threads.iter().position(|thread| thread.id == *id);
        let to = at.and_then(|at| wait_of(run, run.thread(at)).and_then(leads));
        if let (Some(at), Some(to)) = (at, to) {
            keep_event(run, about, value);
            if let Some(keeper) = wait_of(run, run.thread(at)).and_then(|plan| plan.keeper_of(event)) {
                run.session.set_field(keeper, None);
            }
            if !held(run, at, event) {
                run.resume(at, to, false);
            }
        }
    }
    if !waiting.is_empty() {
        return true;
    }
    let flow = run.flow;
    let kept = flow.waiting.iter().find_map(|(block, op)| match flow.ops.get(*op as usize) {
        Some(Op::Wait(wait)) => {
            let plan = flow.waits.get(*wait as usize)?;
            Some((*block, plan.keeper_of(event)?, leads(plan)?))
        }
        Some(_) | None => None,
    });
    let Some((block, keeper, to)) = kept else { return false };
    keep_event(run, about, value);
    if run.session.with_human().is_some() {
        run.note(Note::LeftToHuman);
        run.session.more().held.push(event);
        return true;
    }
    // What the thread does since it waited in vain ends: it goes the way of the event, and only that one.
    let waited = run.session.field(keeper).and_then(Value::as_number).map(Decimal::to_int);
    run.session.set_field(keeper, None);
    let goes_over = |thread: &Thread| waited == Some(thread.id.into()) && thread.waiting != Waiting::Human;
    match run.session.threads.iter().position(goes_over) {
        Some(at) => run.resume_from(at, block, to),
        None => {
            let entry = flow.funnel_of(block).and_then(|funnel| funnel.entry);
            run.begin(entry.unwrap_or(block), to);
        }
    }
    true
}

/// Goes the ways of events that came while a person talked, now that none does.
pub(super) fn held_events_come<O: Observer>(run: &mut Run<'_, O>) {
    let held = run.session.more.as_mut().map(|more| std::mem::take(&mut more.held));
    for event in held.into_iter().flatten() {
        let about = run.scope().text_of(FieldId::EVENT_ABOUT).to_owned();
        if !waited_event(run, event, &about, "") {
            run.note(Note::Unheard);
        }
    }
}

/// While a person talks to the subscriber, a wait that has ended goes on only after that.
fn held<O: Observer>(run: &mut Run<'_, O>, at: usize, event: u32) -> bool {
    let Some(until) = run.held_by_human() else { return false };
    let plan = wait_of(run, run.thread(at));
    let which = plan.and_then(|plan| plan.events.iter().position(|waited| waited.0 == event));
    hold(run, at, which.map_or(0, |which| which as u32 + 1), until);
    true
}

fn keep_event<O: Observer>(run: &mut Run<'_, O>, about: &str, value: &str) {
    run.session.set_field(FieldId::EVENT_ABOUT, (!about.is_empty()).then(|| Value::text(about)));
    if !value.is_empty() {
        run.session.set_field(FieldId::EVENT_VALUE, Some(Value::text(value)));
    }
}

/// Whether an event is about what a trigger wants: anything, exactly this, or what begins so.
fn is_about(wanted: &str, about: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(beginning) => about.starts_with(beginning),
        None => wanted.is_empty() || wanted == about,
    }
}

/// Starts the first trigger that an event fits. `false` when none does.
#[inline(never)]
pub(super) fn trigger_event<O: Observer>(run: &mut Run<'_, O>, event: u32, about: &str, value: &str) -> bool {
    let flow = run.flow;
    if flow.triggers.events.is_empty() {
        return false;
    }
    let said = fold_text(value);
    let fits = |trigger: &&EventTrigger| {
        trigger.event == event
            && is_about(&trigger.about, about)
            && (trigger.words.is_empty() || trigger.words.iter().any(|word| contains_words(&said, word)))
            && !trigger.except.iter().any(|word| contains_words(&said, word))
            && (!trigger.unasked || run.may_write_unasked())
            && may_start(run, trigger.target)
    };
    let Some(trigger) = flow.triggers.events.iter().find(fits) else { return false };
    keep_event(run, about, value);
    if is_left_to_human(run) {
        return true;
    }
    if trigger.unasked {
        run.unasked(|run| start(run, trigger.target));
    } else {
        start(run, trigger.target);
    }
    true
}
