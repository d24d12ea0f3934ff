//! Triggers by time: birthdays, schedules, silence. One timer of the subscriber's own, thread 0, wakes them. It is
//! set after every input; the same timer fed too early sets it by what a newer version of the flow says.

use super::observe::{Note, Observer};
use super::route::{may_start, start};
use super::run::Run;
use super::{Effect, session::Session};
use crate::flow::{AlarmTrigger, AlarmWhen, DAY_MS, TriggerTarget, ZoneRules, first_allowed, parse_date};
use crate::model::{FieldId, Value, civil_from_days, days_from_civil};

/// The number that stands for the subscriber where timers name a thread.
pub(super) const OWN: u16 = 0;

/// Sets the subscriber's own timer to the next trigger by time, after every input.
#[inline(never)]
pub(super) fn set<O: Observer>(run: &mut Run<'_, O>) {
    let alarms = &run.flow.triggers.alarms;
    if alarms.is_empty() && run.session.more.is_none() {
        return;
    }
    let now = run.now.millis;
    let may = run.session.subscribed && !run.session.blocked;
    let more = run.session.more();
    more.put_off &= may;
    // What was set and is due by now rings yet. Nothing else that is over is made up for: a date told too late,
    // a trigger of a newer version, what has passed while the subscriber was not subscribed.
    let rings_yet = more.put_off || more.alarm.is_some_and(|due| due <= now);
    if more.watched == 0 || !rings_yet || !may {
        more.watched = now;
    }
    let watched = more.watched;
    let next = alarms.iter().filter_map(|alarm| next(alarm, watched, run.session, run.now.zone)).min();
    let later = run.session.more.as_ref().and_then(|more| more.alarm).filter(|later| *later > now);
    run.session.more().put_off = next.is_some_and(|next| next <= now);
    let next = next.map(|next| if next > now { next } else { later.unwrap_or(now + 1) });
    set_to(run, next.filter(|_| may));
}

fn set_to<O: Observer>(run: &mut Run<'_, O>, due: Option<i64>) {
    let before = std::mem::replace(&mut run.session.more().alarm, due);
    if before == due {
        return;
    }
    run.effect(match due {
        Some(due) => Effect::SetTimer { thread: OWN, generation: 0, due },
        None => Effect::DropTimer { thread: OWN },
    });
}

/// The subscriber's own timer came due.
#[inline(never)]
pub(super) fn came<O: Observer>(run: &mut Run<'_, O>) {
    let now = run.now.millis;
    let alarm = run.session.more.as_ref().and_then(|more| more.alarm);
    if alarm.is_none_or(|due| due > now) {
        return run.note(Note::Late(crate::model::BlockId(0)));
    }
    let more = run.session.more();
    (more.alarm, more.put_off) = (None, false);
    let watched = more.watched;
    let mut due: Vec<(i64, &AlarmTrigger)> = Vec::new();
    for alarm in &run.flow.triggers.alarms {
        if let Some(moment) = next(alarm, watched, run.session, run.now.zone).filter(|moment| *moment <= now)
        {
            // Few ring at once, and in a page the sort of the standard library weighs more than all of this.
            let at = due.iter().position(|later| later.0 > moment).unwrap_or(due.len());
            due.insert(at, (moment, alarm));
        }
    }
    let windows = due.iter().map(|(_, alarm)| first_allowed(&alarm.windows, now, run.now.zone));
    let allowed = windows.max().unwrap_or(now);
    if let Some((_, alarm)) = due.first()
        && let Some(later) = run.must_wait(alarm.target.block, allowed, run.session.next_generation)
    {
        run.session.more().put_off = true;
        return set_to(run, Some(later));
    }
    run.session.more().watched = now;
    for (moment, alarm) in due {
        let target: TriggerTarget = alarm.target;
        let is_stale = alarm.expires > 0 && now.saturating_sub(moment) > alarm.expires;
        if !is_stale && run.may_write_unasked() && may_start(run, target) {
            run.unasked(|run| start(run, target));
        }
    }
}

/// The first moment after another at which an alarm rings.
fn next(alarm: &AlarmTrigger, after: i64, session: &Session, zone: &ZoneRules) -> Option<i64> {
    let today = zone.local_at(after).div_euclid(DAY_MS) as i32;
    let rings = |day: i32| {
        let local = i64::from(day) * DAY_MS + i64::from(alarm.at) * 1000;
        let moment = first_allowed(&alarm.windows, zone.instant_at(local, i64::MIN), zone);
        (moment > after).then_some(moment)
    };
    match alarm.when {
        AlarmWhen::On(day) => rings(day),
        AlarmWhen::Dated(field_id, offset) => rings(date_of(session, field_id, zone)?.saturating_add(offset)),
        AlarmWhen::Yearly(field_id, offset) => {
            let (_, month, day) = civil_from_days(date_of(session, field_id, zone)?);
            let (year, _, _) = civil_from_days(today);
            let day_in = |year: i32| {
                let last = days_from_civil(year, month + 1, 1) - days_from_civil(year, month, 1);
                days_from_civil(year, month, day.min(last as u32)).saturating_add(offset)
            };
            (year - 1..=year + 2).filter_map(|year| rings(day_in(year))).min()
        }
        // A shut window may move a day's ringing, so days before today count too.
        AlarmWhen::Weekly(days) => {
            let wanted = |day: &i32| days & (1 << (day + 3).rem_euclid(7)) != 0;
            (today - 7..=today + 8).filter(wanted).find_map(rings)
        }
        AlarmWhen::Monthly(day) => {
            let (year, month, _) = civil_from_days(today);
            let month = year * 12 + month as i32 - 1;
            let day_in = |month: i32| {
                let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
                let last = days_from_civil(year, month + 1, 1) - days_from_civil(year, month, 1);
                days_from_civil(year, month, u32::from(day).clamp(1, last as u32))
            };
            (month - 1..=month + 2).find_map(|month| rings(day_in(month)))
        }
        AlarmWhen::Silence(span, at) => {
            let moment = session.last_seen.saturating_add(span);
            let moment = at.map_or(moment, |at| next_at(at, moment, zone));
            let moment = first_allowed(&alarm.windows, moment, zone);
            (session.last_seen != 0 && moment > after).then_some(moment)
        }
    }
}

/// The first such time of day, in seconds, from a moment on.
fn next_at(at: u32, from: i64, zone: &ZoneRules) -> i64 {
    let today = zone.local_at(from).div_euclid(DAY_MS);
    let on = |day: i64| zone.instant_at(day * DAY_MS + i64::from(at) * 1000, i64::MIN);
    let moment = on(today);
    if moment < from { on(today + 1) } else { moment }
}

/// The day that a field means on the subscriber's clock.
fn date_of(session: &Session, field_id: FieldId, zone: &ZoneRules) -> Option<i32> {
    match session.field(field_id)? {
        Value::Date(days) => Some(*days),
        Value::Text(text) => parse_date(text),
        Value::Moment(at) => Some(zone.local_at(*at).div_euclid(DAY_MS) as i32),
        Value::Number(_) | Value::Flag(_) | Value::Time(_) | Value::List(_) => None,
    }
}
