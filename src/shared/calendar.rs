//! Calendars of bookings: free slots, no more people than places, moving without losing the old place first.

use super::rules::Calendar;
use super::{Answer, Question};
use crate::engine::month_name;
use crate::flow::{DAY_MS, Now, ZoneRules, parse_date, parse_moment};
use crate::model::{Value, civil_from_days, iso_date};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Bookings are forgotten so long after their time.
const KEPT_MS: i64 = 90 * DAY_MS;
const DAYS_RU: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Who comes when, by the start of the visit in milliseconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookings(BTreeMap<i64, Vec<Booking>>);

/// A place that is taken. Keeps its length, because the author may change the length of slots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Booking {
    subscriber: u64,
    length: i64,
}

impl Bookings {
    pub(super) fn answer(
        &mut self,
        (calendar, russian): (&Calendar, bool),
        question: &Question<'_>,
        now: Now<'_>,
    ) -> Answer {
        // A place is somewhere, so the project's clock counts; a call by video is on the subscriber's.
        let clock = if question.member("clock") == "own" { now.zone } else { now.home };
        let words = Words { clock, russian };
        let slot = parse_moment(question.member("slot"));
        match question.act {
            "days" => self.days(calendar, now, words),
            "slots" => self.slots(calendar, now, words, parse_date(question.member("day"))),
            "book" => self.book(calendar, now, words, question.subscriber, (slot, None)),
            "move" => {
                let from = parse_moment(question.member("from"));
                self.book(calendar, now, words, question.subscriber, (slot, from))
            }
            "cancel" => match slot.is_some_and(|slot| self.remove(slot, question.subscriber).is_some()) {
                true => Answer { changed: Some(String::new()), ..Answer::bare("ok") },
                false => Answer::bare("none"),
            },
            _ => Answer::bare("none"),
        }
    }

    /// Whether another person fits between two moments.
    fn has_room(&self, calendar: &Calendar, start: i64) -> bool {
        let end = start + calendar.slot;
        // Whatever begins a day or more earlier is over: a slot is shorter than a day, or begins the same moment.
        let near = self.0.range(start - calendar.slot.max(DAY_MS)..end);
        let taken = near.flat_map(|(at, all)| all.iter().filter(move |one| at + one.length > start)).count();
        taken < calendar.places
    }

    fn free<'a>(&'a self, calendar: &'a Calendar, now: Now<'a>) -> impl Iterator<Item = i64> + 'a {
        starts(calendar, now).filter(|start| self.has_room(calendar, *start))
    }

    fn days(&self, calendar: &Calendar, now: Now<'_>, words: Words<'_>) -> Answer {
        let mut days: Vec<i32> = self.free(calendar, now).map(|start| words.day_of(start)).collect();
        days.sort_unstable();
        days.dedup();
        let item = |day: &i32| json!([words.day(*day), iso_date(*day)]);
        listed("days", days.iter().map(item).collect())
    }

    fn slots(&self, calendar: &Calendar, now: Now<'_>, words: Words<'_>, day: Option<i32>) -> Answer {
        let wanted = |start: &i64| day.is_none_or(|day| words.day_of(*start) == day);
        let item = |start: i64| {
            let caption = if day.is_some() { words.time(start) } else { words.moment(start) };
            json!([caption, Value::Moment(start).to_string()])
        };
        listed("slots", self.free(calendar, now).filter(wanted).map(item).collect())
    }

    fn book(
        &mut self,
        calendar: &Calendar,
        now: Now<'_>,
        words: Words<'_>,
        subscriber: u64,
        (slot, from): (Option<i64>, Option<i64>),
    ) -> Answer {
        let Some(slot) = slot else { return Answer::bare("none") };
        let booked = |answer| Answer { changed: Some(String::new()), ..answer };
        let ok = || {
            let when = words.moment(slot);
            Answer::with("ok", json!({ "slot": Value::Moment(slot).to_string(), "when": when }))
        };
        let mine = self.0.get(&slot).is_some_and(|all| all.iter().any(|one| one.subscriber == subscriber));
        if mine {
            return ok();
        }
        let old = from.and_then(|from| Some((from, self.remove(from, subscriber)?)));
        if !starts(calendar, now).any(|start| start == slot) || !self.has_room(calendar, slot) {
            if let Some((from, old)) = old {
                self.0.entry(from).or_default().push(old);
            }
            return Answer::bare("taken");
        }
        self.0 = self.0.split_off(&(now.millis - KEPT_MS));
        self.put(slot, subscriber, calendar.slot);
        booked(ok())
    }

    fn put(&mut self, slot: i64, subscriber: u64, length: i64) {
        self.0.entry(slot).or_default().push(Booking { subscriber, length });
    }

    fn remove(&mut self, slot: i64, subscriber: u64) -> Option<Booking> {
        let all = self.0.get_mut(&slot)?;
        let at = all.iter().position(|one| one.subscriber == subscriber)?;
        let booking = all.remove(at);
        if all.is_empty() {
            self.0.remove(&slot);
        }
        Some(booking)
    }
}

/// A list, or `empty` when nothing is in it.
fn listed(name: &str, items: Vec<Json>) -> Answer {
    if items.is_empty() { Answer::bare("empty") } else { Answer::with("ok", json!({ name: items })) }
}

/// Starts of all slots that are open for booking now, taken or not, in order.
pub(super) fn starts<'a>(calendar: &'a Calendar, now: Now<'a>) -> impl Iterator<Item = i64> + 'a {
    let home = now.home;
    let today = home.local_at(now.millis).div_euclid(DAY_MS);
    let window = &calendar.window;
    let (from, to) = (i64::from(window.from) * 1000, i64::from(window.to) * 1000);
    let to = if to <= from { to + DAY_MS } else { to };
    let count = ((to - from) / calendar.slot).max(0);
    // Yesterday's hours may reach over midnight.
    let days = (today - 1..=today + calendar.ahead_days).map(|day| day * DAY_MS);
    let days = days.filter(move |midnight| window.open_at(midnight + from).is_ok());
    let slots = days.flat_map(move |midnight| (0..count).map(move |n| midnight + from + n * calendar.slot));
    slots.filter_map(move |local| {
        let start = home.instant_at(local, i64::MIN / 2);
        // An hour that the clock jumps over is no hour to come in.
        (home.local_at(start) == local && start >= now.millis + calendar.notice && start > now.millis)
            .then_some(start)
    })
}

/// How moments are said.
#[derive(Clone, Copy)]
struct Words<'a> {
    clock: &'a ZoneRules,
    russian: bool,
}

impl Words<'_> {
    fn day_of(self, start: i64) -> i32 {
        self.clock.local_at(start).div_euclid(DAY_MS) as i32
    }

    /// `пн 23 ноября` or `Mon, November 23`.
    fn day(self, day: i32) -> String {
        let (_, month, date) = civil_from_days(day);
        let weekday = (i64::from(day) + 3).rem_euclid(7) as usize;
        let month = month_name(month, self.russian);
        if self.russian {
            format!("{} {date} {month}", DAYS_RU[weekday])
        } else {
            format!("{}, {month} {date}", DAYS_EN[weekday])
        }
    }

    fn time(self, start: i64) -> String {
        let minutes = self.clock.local_at(start).rem_euclid(DAY_MS) / 60_000;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    fn moment(self, start: i64) -> String {
        format!("{}, {}", self.day(self.day_of(start)), self.time(start))
    }
}
