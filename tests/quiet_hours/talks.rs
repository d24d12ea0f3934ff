//! Quiet hours through the whole engine: random small funnels, played for a month of virtual days.

use super::dice::{Dice, HOUR_MS, MINUTE_MS, ZONES};
use super::support::{Draft, block, project};
use super::walk::{Clock, never_open};
use super::{SEED, Zone, zones};
use std::collections::BTreeMap;
use std::sync::Arc;
use voronka::compile::compile;
use voronka::emulator::{Emulator, EntryKind, Setup};
use voronka::engine::{Effect, Input, Session, step};
use voronka::flow::{DAY_MS, DelayPlan, Now, Outcome, Window, ZoneRules};
use voronka::model::{FieldId, Project};
use voronka::zones::rules_of;

const WORLDS: u64 = 400;
const PLAYED_MS: i64 = 30 * DAY_MS;

/// A message and when it was sent, milliseconds since 1970.
type Sent = (i64, String);

/// A project, a subscriber and when the subscriber opens what.
pub struct World {
    zone: &'static str,
    /// The zone comes from the subscriber's profile, not from the project.
    is_own_zone: bool,
    start: i64,
    schedule: Window,
    chains: Vec<Chain>,
}

/// An entry, a message, and pauses with a message after each.
struct Chain {
    opened: i64,
    pauses: Vec<Pause>,
}

/// What parts a message from the next one.
struct Pause {
    /// A message with a button that nobody presses; otherwise a delay block.
    is_silence: bool,
    any_time: bool,
    /// What it means, without the project's schedule; a delay block has at most one window.
    plan: DelayPlan,
}

impl World {
    fn random(zones: &BTreeMap<&'static str, Zone>, number: u64) -> Self {
        let mut dice = Dice::of(!SEED, number);
        let zone = dice.pick(ZONES);
        let clock = &zones[zone].clock;
        let hard = dice.hard_time(clock);
        let start = dice.moment(clock) - dice.within(0, 20 * DAY_MS);
        let day = (start.div_euclid(DAY_MS) + dice.within(0, 20)) as i32;
        let mut schedule = Window::default();
        if dice.percent(70) {
            (schedule.from, schedule.to) = (dice.time_of_day(hard), dice.time_of_day(hard));
        }
        if dice.percent(40) {
            schedule.days = dice.weekdays().max(1);
        }
        schedule.holidays = dice.holidays(day);
        let chains = (0..dice.within(1, 5)).map(|_| Chain::random(&mut dice, start, hard)).collect();
        Self { zone, is_own_zone: dice.percent(50), start, schedule, chains }
    }

    /// The project as an author would write it.
    fn project(&self) -> Project {
        let mut drafts = Vec::new();
        for (index, chain) in self.chains.iter().enumerate() {
            chain.draft(index, &mut drafts);
        }
        let mut project = project(drafts);
        project.schedule.zone = if self.is_own_zone { "Pacific/Kiritimati" } else { self.zone }.into();
        project.schedule.quiet = text_of_hours(self.schedule.to, self.schedule.from);
        project.schedule.days = text_of_days(self.schedule.days);
        let epoch = jiff::civil::date(1970, 1, 1);
        let date = |day: &i32| (epoch + jiff::Span::new().days(*day)).to_string();
        project.schedule.holidays = self.schedule.holidays.iter().map(date).collect();
        project
    }

    /// The windows that hold for a pause.
    fn windows(&self, pause: &Pause) -> Vec<Window> {
        let schedule = (pause.is_silence || !pause.any_time).then(|| self.schedule.clone());
        pause.plan.windows.iter().cloned().chain(schedule).collect()
    }

    /// What a chain has to say within the days that are played, and when, by a driver with such outages.
    fn expected(&self, clock: &Clock, index: usize, outages: &Outages) -> Vec<Sent> {
        let chain = &self.chains[index];
        let mut moments = vec![outages.over(chain.opened)];
        for pause in &chain.pauses {
            let plan = DelayPlan { windows: self.windows(pause), ..pause.plan.clone() };
            let mut due = clock.due(&plan, moments[moments.len() - 1]);
            // A timer that comes late finds other hours than it was set for.
            while outages.over(due) != due {
                due = clock.first_open(&plan.windows, outages.over(due));
            }
            moments.push(due);
        }
        let texts = (0..).map(|message| text_of_message(index, message));
        moments.into_iter().zip(texts).filter(|(at, _)| *at <= self.start + PLAYED_MS).collect()
    }

    /// Chains in the order in which they are opened.
    fn openings(&self) -> Vec<(i64, String)> {
        let opened = self.chains.iter().enumerate().map(|(index, chain)| (chain.opened, format!("c{index}")));
        let mut openings: Vec<_> = opened.collect();
        openings.sort();
        openings
    }

    fn play(&self, dice: &mut Dice) -> Emulator {
        let mut setup = Setup::new(self.start, rules_of);
        if self.is_own_zone {
            setup.profile.push((FieldId::ZONE, self.zone.into()));
        }
        let mut talk = Emulator::new(Arc::new(compile(&self.project()).flow), setup);
        for (moment, link) in self.openings() {
            pass(&mut talk, moment, dice);
            talk.open(&link);
        }
        pass(&mut talk, self.start + PLAYED_MS, dice);
        talk
    }

    /// Plays by a driver that is dead at times: what comes meanwhile is worked off after. It forgets everything
    /// but the stored session and timers. Also counts the timers that came late.
    fn play_late(&self, rules: &ZoneRules, outages: &Outages) -> (Vec<Sent>, usize) {
        let flow = compile(&self.project()).flow;
        let mut session = Session::new(&flow, 1);
        let mut openings = self.openings();
        openings.reverse();
        let (mut timers, mut sent, mut late): (Vec<(i64, u16, u32)>, _, _) = (Vec::new(), Vec::new(), 0);
        loop {
            timers.sort();
            let due = timers.first().map_or(i64::MAX, |timer| timer.0);
            let opened = openings.last().map_or(i64::MAX, |opening| opening.0);
            let now = outages.over(due.min(opened));
            if now > self.start + PLAYED_MS {
                return (sent, late);
            }
            let link = openings.pop_if(|_| opened <= due).map(|opening| opening.1);
            let input = match &link {
                Some(link) => Input::Command { name: "start", args: link },
                None => {
                    late += usize::from(now > due);
                    let (_, thread, generation) = timers.remove(0);
                    Input::Timer { thread, generation }
                }
            };
            let stored = serde_json::to_string(&session).expect("a session that is stored");
            session = serde_json::from_str(&stored).expect("a session that was stored");
            let (after, effects) = step(&flow, &session, &input, Now::at_home(now, rules));
            session = after;
            for effect in effects {
                match effect {
                    Effect::Send(message) => sent.push((now, message.text)),
                    Effect::SetTimer { thread, generation, due } => {
                        timers.retain(|timer| timer.1 != thread);
                        timers.push((due, thread, generation));
                    }
                    Effect::DropTimer { thread } => timers.retain(|timer| timer.1 != thread),
                    Effect::Ended { outcome, .. } => assert_eq!(outcome, Outcome::Done),
                    other => panic!("nobody asked for {other:?}"),
                }
            }
        }
    }

    /// Fails unless each chain said what it had to, when it had to, in order, in allowed time.
    fn judge(&self, clock: &Clock, outages: &Outages, sent: &[Sent], what: &str) -> usize {
        assert!(sent.is_sorted_by_key(|(at, _)| *at), "{what}: the log goes back in time");
        let mut after_pauses = 0;
        for (index, chain) in self.chains.iter().enumerate() {
            let is_of_chain = |(_, text): &&Sent| text.starts_with(&text_of_message(index, ""));
            let said: Vec<_> = sent.iter().filter(is_of_chain).cloned().collect();
            assert_eq!(said, self.expected(clock, index, outages), "{what}, chain {index}");
            for ((at, text), pause) in said.iter().skip(1).zip(&chain.pauses) {
                let windows = self.windows(pause);
                let fits = clock.is_open(&windows, *at) || never_open(&windows);
                assert!(fits, "{what}: “{text}” at {} in forbidden time", clock.shows(*at));
                after_pauses += 1;
            }
        }
        after_pauses
    }
}

/// When the driver is dead, from and to, in order and apart.
#[derive(Default)]
struct Outages(Vec<(i64, i64)>);

impl Outages {
    fn random(dice: &mut Dice, start: i64) -> Self {
        let (mut outages, mut at) = (Vec::new(), start);
        while at < start + PLAYED_MS {
            let from = at + dice.within(1, 60 * HOUR_MS);
            at = from + dice.within(MINUTE_MS, 30 * HOUR_MS);
            outages.push((from, at));
        }
        Self(outages)
    }

    /// When the driver gets to something that is due at a moment.
    fn over(&self, moment: i64) -> i64 {
        let outage = self.0.iter().find(|(from, to)| (*from..*to).contains(&moment));
        outage.map_or(moment, |(_, to)| *to)
    }
}

impl Chain {
    fn random(dice: &mut Dice, start: i64, hard: u32) -> Self {
        let opened = start + dice.within(0, 4 * DAY_MS);
        let opened = if dice.percent(50) { opened / MINUTE_MS * MINUTE_MS + MINUTE_MS } else { opened };
        let pauses = (0..dice.within(1, 5)).map(|_| Pause::random(dice, hard)).collect();
        Self { opened, pauses }
    }

    fn draft(&self, index: usize, drafts: &mut Vec<Draft>) {
        let next = |drafts: &Vec<Draft>| drafts.len() as u32 + 2;
        let entry = block("entry").lines("links", &[&format!("c{index}")]).text("meanwhile", "beside");
        drafts.push(entry.to("next", next(drafts)));
        for (message, pause) in self.pauses.iter().enumerate() {
            let said = block("message").text("text", &text_of_message(index, message));
            let (plan, to) = (&pause.plan, next(drafts));
            let duration = text_of_span(plan);
            if pause.is_silence {
                drafts.push(said.buttons(&["Да"]).text("timeout", &duration).to("timeout", to));
                continue;
            }
            drafts.push(said.to("next", to));
            let mut delay = block("delay").text("duration", &duration).to("next", to + 1);
            if let Some(at) = plan.at {
                delay = delay.text("at", &text_of_time(at));
            }
            for window in &plan.windows {
                let (hours, days) = (text_of_hours(window.from, window.to), text_of_days(window.days));
                delay = delay.text("window", &hours).text("days", &days);
            }
            drafts.push(if pause.any_time { delay.flag("any_time") } else { delay });
        }
        drafts.push(block("message").text("text", &text_of_message(index, self.pauses.len())));
    }
}

impl Pause {
    fn random(dice: &mut Dice, hard: u32) -> Self {
        let mut plan = DelayPlan::default();
        match dice.within(0, 9) {
            0 => plan.secs = dice.within(1, 120) as u64,
            1..=4 => plan.secs = dice.within(1, 36 * 60) as u64 * 60,
            5..=7 => plan.days = dice.within(1, 5) as u32,
            8 => (plan.days, plan.secs) = (dice.within(0, 2) as u32, dice.within(1, 86_400) as u64),
            _ => plan.months = 1,
        }
        let is_silence = dice.percent(25);
        if !is_silence && dice.percent(30) {
            plan.at = Some(dice.time_of_day(hard));
        }
        if !is_silence && dice.percent(50) {
            let window = dice.window(hard);
            plan.windows.push(Window { days: window.days.max(1), ..window });
        }
        Self { is_silence, any_time: dice.percent(20), plan }
    }
}

/// Lets time pass the ways a user can.
fn pass(talk: &mut Emulator, until: i64, dice: &mut Dice) {
    while talk.now() < until {
        let some = dice.within(MINUTE_MS, 4 * DAY_MS).min(until - talk.now());
        match dice.within(0, 2) {
            0 => talk.advance(some),
            1 => talk.tick(some),
            _ if talk.next_due().is_some_and(|due| due <= until) => assert!(talk.to_next_event()),
            _ => talk.advance(until - talk.now()),
        }
    }
}

fn text_of_message(chain: usize, message: impl std::fmt::Display) -> String {
    format!("цепочка {chain}, сообщение {message}")
}

fn text_of_time(secs: u32) -> String {
    format!("{:02}:{:02}", secs / 3600, secs / 60 % 60)
}

fn text_of_hours(from: u32, to: u32) -> String {
    format!("{}-{}", text_of_time(from), text_of_time(to))
}

fn text_of_days(mask: u8) -> String {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let named = names.iter().enumerate().filter(|(day, _)| mask >> day & 1 == 1);
    named.map(|(_, name)| *name).collect::<Vec<_>>().join(",")
}

fn text_of_span(plan: &DelayPlan) -> String {
    format!("{}mo {}d {}s", plan.months, plan.days, plan.secs)
}

#[test]
fn every_message_after_a_pause_comes_once_in_order_and_in_allowed_time() {
    println!("seed {SEED:#x}, {WORLDS} projects");
    let zones = zones();
    let (mut after_pauses, mut threads_beside) = (0, 0);
    for number in 0..WORLDS {
        let world = World::random(&zones, number);
        let talk = world.play(&mut Dice::of(SEED, number));
        let sent = talk.log().iter().filter_map(|entry| match &entry.kind {
            EntryKind::Sent(sent) => Some((entry.at, sent.reply.text.clone())),
            EntryKind::Ended { outcome, .. } => {
                assert_eq!(*outcome, Outcome::Done, "project {number}");
                None
            }
            EntryKind::Dropped(dropped) => panic!("project {number}: {dropped:?}"),
            _ => None,
        });
        let sent: Vec<_> = sent.collect();
        let name = format!("project {number}, {}", world.zone);
        after_pauses += world.judge(&zones[world.zone].clock, &Outages::default(), &sent, &name);
        threads_beside += usize::from(world.chains.len() > 1);
    }
    println!(
        "{after_pauses} messages after pauses, {threads_beside} projects with funnels beside each other"
    );
    assert!(after_pauses > 1_500 && threads_beside > 200, "the projects say too little");
}

#[test]
fn timers_that_come_late_wait_for_allowed_time_again() {
    println!("seed {SEED:#x}, {WORLDS} projects");
    let zones = zones();
    let (mut after_pauses, mut came_late) = (0, 0);
    for number in 0..WORLDS {
        let world = World::random(&zones, number);
        let zone = &zones[world.zone];
        let outages = Outages::random(&mut Dice::of(SEED, number), world.start);
        let (sent, late) = world.play_late(&zone.rules, &outages);
        let name = format!("project {number}, {}", world.zone);
        after_pauses += world.judge(&zone.clock, &outages, &sent, &name);
        came_late += late;
    }
    println!("{after_pauses} messages after pauses, {came_late} timers came late");
    assert!(after_pauses > 1_000 && came_late > 500, "too little came late");
}
