//! Who belongs: every kind of rule about a subscriber both ways, and segments counted against a filter that is
//! written anew in plain Rust.

mod support;

use support::{Talk, block, project};
use voronka::compile::{Compiled, compile};
use voronka::engine::{Input, More, Seen, Session, holds};
use voronka::flow::{DAY_MS, Now, ZoneRules, event_id};
use voronka::model::{Decimal, FieldDef, FieldId, FieldKind, Project, Prop, Record, TagDef, TagId, Value};

const HOUR: i64 = 3_600_000;
/// 2026-11-23 12:00 in Greenwich, a Monday.
const MONDAY_NOON: i64 = 1_795_435_200_000;
const SCORE: FieldId = FieldId(32);
const NAME: FieldId = FieldId(33);

fn record(pairs: &[(&str, &str)]) -> Record {
    let prop = |text: &str| if text == "yes" { Prop::Flag(true) } else { Prop::Text(text.into()) };
    pairs.iter().map(|(name, text)| ((*name).to_owned(), prop(text))).collect()
}

fn group(join: &str, not: bool, rules: Vec<Record>) -> Record {
    let mut group = record(&[("join", join)]);
    group.insert("not".into(), Prop::Flag(not));
    group.insert("rules".into(), Prop::List(rules));
    group
}

fn segment(name: &str, join: &str, groups: Vec<Record>) -> Record {
    let mut segment = record(&[("name", name), ("join", join)]);
    segment.insert("groups".into(), Prop::List(groups));
    segment
}

/// A project whose condition has this one rule.
fn asking(rule: Record) -> Project {
    let mut condition = block("condition").to("k", 3).to("else", 4);
    let mut branch = record(&[("key", "k")]);
    branch.insert("rules".into(), Prop::List(vec![rule]));
    condition.0.props.insert("branches".into(), Prop::List(vec![branch]));
    let mut project = project(vec![
        block("entry").to("next", 2),
        condition,
        block("message").text("text", "да"),
        block("message").text("text", "нет"),
    ]);
    project.schedule.work = "09:00-18:00".into();
    project.schedule.work_days = "mon-fri".into();
    project.schedule.holidays = vec!["2026-11-24".into()];
    project.consent.version = "2".into();
    let tagged = group("all", false, vec![record(&[("what", "tag"), ("tag", "lead")])]);
    let inner = group("all", false, vec![record(&[("what", "segment"), ("segment", "лиды")])]);
    let rich = group("any", true, vec![record(&[("field", "score"), ("op", "lt"), ("value", "10")])]);
    let lists = vec![segment("лиды", "all", vec![tagged]), segment("богатые лиды", "all", vec![inner, rich])];
    project.lists.insert("segments".into(), lists);
    project
}

/// What the condition decides for a subscriber prepared so.
fn decides(rule: &[(&str, &str)], prepare: &dyn Fn(&mut Talk)) -> bool {
    let mut talk = Talk::with(&asking(record(rule)));
    talk.now = MONDAY_NOON;
    prepare(&mut talk);
    talk.start() == ["да"]
}

fn text(talk: &mut Talk, field: FieldId, value: &str) {
    talk.session.set_field(field, Some(Value::text(value)));
}

fn score(talk: &mut Talk, value: i64) {
    talk.session.set_field(SCORE, Some(Value::Number(Decimal::from_int(value))));
}

fn later(talk: &mut Talk, span: i64) {
    talk.start();
    talk.now += span;
}

type Case = (&'static [(&'static str, &'static str)], fn(&mut Talk), fn(&mut Talk));

/// A rule, a subscriber for whom it holds, and one for whom it does not.
static CASES: &[Case] = &[
    (&[("field", "score"), ("op", "eq"), ("value", "12")], |t| score(t, 12), |t| score(t, 13)),
    (&[("field", "score"), ("op", "ne"), ("value", "12")], |t| score(t, 13), |t| score(t, 12)),
    (&[("field", "score"), ("op", "ge"), ("value", "12")], |t| score(t, 12), |t| score(t, 11)),
    (&[("field", "score"), ("op", "gt"), ("value", "12")], |t| score(t, 13), |t| score(t, 12)),
    (&[("field", "score"), ("op", "le"), ("value", "12")], |t| score(t, 12), |_| {}),
    (&[("field", "score"), ("op", "lt"), ("value", "12")], |t| score(t, 11), |t| score(t, 12)),
    (
        &[("field", "name"), ("op", "eq"), ("value", "Алёна")],
        |t| text(t, NAME, "АЛЕНА"),
        |t| text(t, NAME, "Анна"),
    ),
    (
        &[("field", "name"), ("op", "contains"), ("value", "лен")],
        |t| text(t, NAME, "Алёна"),
        |t| text(t, NAME, "Анна"),
    ),
    (
        &[("field", "name"), ("op", "starts"), ("value", "ан")],
        |t| text(t, NAME, "Анна"),
        |t| text(t, NAME, "Жанна"),
    ),
    (&[("field", "name"), ("op", "is_set")], |t| text(t, NAME, "Анна"), |t| text(t, NAME, "")),
    (&[("field", "name"), ("op", "is_empty")], |_| {}, |t| text(t, NAME, "Анна")),
    (&[("field", "name"), ("op", "is_set"), ("not", "yes")], |_| {}, |t| text(t, NAME, "Анна")),
    (&[("what", "tag"), ("tag", "lead")], |t| t.session.set_tag(TagId(1), true), |_| {}),
    (&[("what", "no_tag"), ("tag", "lead")], |_| {}, |t| t.session.set_tag(TagId(1), true)),
    (&[("what", "segment"), ("segment", "лиды")], |t| t.session.set_tag(TagId(1), true), |_| {}),
    (
        &[("what", "segment"), ("segment", "богатые лиды")],
        |t| {
            score(t, 10);
            t.session.set_tag(TagId(1), true);
        },
        |t| {
            score(t, 9);
            t.session.set_tag(TagId(1), true);
        },
    ),
    (&[("what", "event"), ("value", "purchase")], |t| bought(t, 90 * DAY_MS), |_| {}),
    (
        &[("what", "event"), ("value", "purchase"), ("within", "7d")],
        |t| bought(t, 7 * DAY_MS),
        |t| bought(t, 7 * DAY_MS + 1),
    ),
    (&[("what", "event"), ("value", "purchase"), ("not", "yes")], |_| {}, |t| bought(t, HOUR)),
    (&[("what", "newcomer")], |_| {}, |t| later(t, HOUR)),
    (&[("what", "newcomer")], |t| later(t, HOUR / 4), |t| later(t, DAY_MS)),
    (&[("what", "silent"), ("within", "14d")], |t| later(t, 14 * DAY_MS + 1), |t| later(t, 14 * DAY_MS)),
    (
        &[("what", "channel"), ("value", "vk")],
        |t| text(t, FieldId::CHANNEL, "vk"),
        |t| text(t, FieldId::CHANNEL, "telegram"),
    ),
    (
        &[("what", "language"), ("value", "en")],
        |t| text(t, FieldId::LANGUAGE, "en-GB"),
        |t| text(t, FieldId::LANGUAGE, "ru"),
    ),
    (
        &[("field", "device"), ("value", "mobile")],
        |t| text(t, FieldId::DEVICE, "mobile"),
        |t| text(t, FieldId::DEVICE, "desktop"),
    ),
    (
        &[("field", "browser"), ("op", "contains"), ("value", "firefox")],
        |t| text(t, FieldId::BROWSER, "Firefox 140"),
        |t| text(t, FieldId::BROWSER, "Chrome"),
    ),
    (
        &[("what", "time"), ("window", "22:00-06:00"), ("days", "mon-fri")],
        |t| t.zone = ZoneRules::fixed(10 * 3600),
        |_| {},
    ),
    (&[("what", "time"), ("days", "sat,sun")], |t| t.now += 5 * DAY_MS, |_| {}),
    (&[("what", "work")], |_| {}, |t| t.now += 6 * HOUR),
    (&[("what", "work")], |t| t.now += 2 * DAY_MS, |t| t.now += DAY_MS),
    (&[("what", "consent")], |t| agreed(t, "2"), |t| agreed(t, "1")),
    (&[("what", "consent"), ("not", "yes")], |_| {}, |t| agreed(t, "2")),
];

fn bought(talk: &mut Talk, ago: i64) {
    let seen = Seen { event: event_id("purchase"), at: talk.now - ago, times: 1 };
    talk.session.more = Some(Box::new(More { events: vec![seen], ..More::default() }));
}

fn agreed(talk: &mut Talk, version: &str) {
    let record = voronka::engine::ConsentRecord {
        version: event_id(version),
        channel: "telegram".into(),
        at: talk.now,
        given: true,
    };
    talk.session.more = Some(Box::new(More { consents: vec![record], ..More::default() }));
}

#[test]
fn every_kind_of_rule_holds_for_one_and_not_for_another() {
    for (rule, yes, no) in CASES {
        assert!(decides(rule, yes), "holds: {rule:?}");
        assert!(!decides(rule, no), "does not: {rule:?}");
    }
}

#[test]
fn who_is_unsubscribed_is_known_to_a_condition() {
    let mut project = asking(record(&[("what", "subscribed")]));
    let keyword = Prop::Lines(vec!["проверка".into()]);
    let entry = project.funnels[0].blocks.get_mut(&voronka::model::BlockId(1)).unwrap();
    entry.props.insert("keywords".into(), keyword);
    let mut talk = Talk::with(&project);
    assert_eq!(talk.say("проверка"), ["да"]);
    talk.say("стоп");
    assert_eq!(talk.say("проверка"), ["нет"]);
}

#[test]
fn an_event_that_only_a_segment_looks_at_is_remembered() {
    let mut project = project(vec![block("entry").to("next", 2), block("message").text("text", "Привет")]);
    let bought =
        group("all", false, vec![record(&[("what", "event"), ("value", "purchase"), ("within", "7d")])]);
    project.lists.insert("segments".into(), vec![segment("покупатели", "all", vec![bought])]);
    let compiled = compile(&project);
    let mut talk = Talk::with(&project);
    talk.now = MONDAY_NOON;
    talk.start();
    talk.input(Input::Event { name: "purchase", about: "", value: "990" });
    let belongs = |now: i64| {
        let now = Now::at_home(now, &talk.zone);
        holds(&compiled.flow, &talk.session, compiled.segment("покупатели").unwrap(), now)
    };
    assert!(belongs(MONDAY_NOON + DAY_MS));
    assert!(!belongs(MONDAY_NOON + 8 * DAY_MS));
    assert!(compiled.segment("нет такого").is_none());
}

#[test]
fn a_group_without_rules_says_nothing_in_a_segment() {
    let mut project = project(vec![block("entry").to("next", 2), block("message").text("text", "Привет")]);
    project.tags = vec![TagDef { id: TagId(1), name: "vip".into() }];
    let vip = || group("all", false, vec![record(&[("what", "tag"), ("tag", "vip")])]);
    let empty = |not| group("all", not, Vec::new());
    let cases = [
        (segment("без групп", "all", vec![]), false),
        (segment("пустая группа", "all", vec![empty(false)]), false),
        (segment("кроме пустой", "all", vec![empty(true)]), false),
        (segment("кроме пустой или пустая", "any", vec![empty(true), empty(false)]), false),
        (segment("тег и пустая", "all", vec![vip(), empty(false)]), true),
        (segment("пустая и тег", "all", vec![empty(false), vip()]), true),
        (segment("тег или кроме пустой", "any", vec![vip(), empty(true)]), true),
    ];
    let rows = cases.iter().map(|(segment, _)| segment.clone()).collect();
    project.lists.insert("segments".into(), rows);
    let compiled = compile(&project);
    let zone = ZoneRules::fixed(0);
    for (row, holds_vip) in &cases {
        let name = voronka::model::text_of(row, "name");
        let belongs = |is_vip: bool| {
            let mut session = Session::new(&compiled.flow, 1);
            session.set_tag(TagId(1), is_vip);
            let now = Now::at_home(MONDAY_NOON, &zone);
            holds(&compiled.flow, &session, compiled.segment(name).unwrap(), now)
        };
        assert_eq!([belongs(true), belongs(false)], [*holds_vip, false], "{name}");
    }
}

#[test]
fn what_a_segment_names_and_the_project_lacks_is_a_finding() {
    let mut project = project(vec![]);
    let odd = group("all", false, vec![record(&[("what", "tag"), ("tag", "такого нет")])]);
    project.lists.insert("segments".into(), vec![segment("странный", "all", vec![odd])]);
    let codes: Vec<_> = compile(&project).diagnostics.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["unknown-tag"]);
}

/// Seeded chance.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.roll(items.len() as u64) as usize]
    }
}

const CITIES: [&str; 4] = ["Москва", "Орёл", "Тверь", "Пермь"];
const CHANNELS: [&str; 3] = ["telegram", "vk", "max"];
const LANGUAGES: [&str; 3] = ["ru", "en-GB", "en"];

/// What the brute-force filter knows of a person.
struct Person {
    score: Option<i64>,
    city: Option<&'static str>,
    tags: [bool; 3],
    bought_ago: Option<i64>,
    silent: i64,
    visits: u16,
    channel: &'static str,
    language: &'static str,
    offset_hours: i64,
    subscribed: bool,
}

impl Person {
    fn random(dice: &mut Dice) -> Self {
        let some = |dice: &mut Dice| dice.roll(4) > 0;
        Self {
            score: some(dice).then(|| dice.roll(100) as i64),
            city: some(dice).then(|| dice.pick(&CITIES)),
            tags: [dice.roll(2) == 0, dice.roll(3) == 0, dice.roll(10) == 0],
            bought_ago: some(dice).then(|| dice.roll(60 * 24) as i64 * HOUR),
            silent: dice.roll(60 * 24) as i64 * HOUR,
            visits: 1 + dice.roll(3) as u16,
            channel: dice.pick(&CHANNELS),
            language: dice.pick(&LANGUAGES),
            offset_hours: dice.roll(24) as i64 - 11,
            subscribed: dice.roll(5) > 0,
        }
    }

    fn session(&self, flow: &voronka::flow::Flow, id: u64) -> Session {
        let mut session = Session::new(flow, id);
        session.set_field(SCORE, self.score.map(|score| Value::Number(Decimal::from_int(score))));
        session.set_field(NAME, self.city.map(Value::text));
        session.set_field(FieldId::CHANNEL, Some(Value::text(self.channel)));
        session.set_field(FieldId::LANGUAGE, Some(Value::text(self.language)));
        for (tag, on) in (1..).zip(self.tags) {
            session.set_tag(TagId(tag), on);
        }
        if let Some(ago) = self.bought_ago {
            let seen = Seen { event: event_id("purchase"), at: MONDAY_NOON - ago, times: 1 };
            session.more = Some(Box::new(More { events: vec![seen], ..More::default() }));
        }
        session.last_seen = MONDAY_NOON - self.silent;
        session.visits = self.visits;
        session.subscribed = self.subscribed;
        session
    }

    fn hour(&self) -> i64 {
        (12 + self.offset_hours).rem_euclid(24)
    }
}

type Fits = Box<dyn Fn(&Person) -> bool + Send + Sync>;

/// A random rule as the project writes it and as the filter understands it.
fn random_rule(dice: &mut Dice) -> (Record, Fits) {
    let n = dice.roll(100) as i64;
    let span = 1 + dice.roll(50) as i64;
    let (number, days) = (n.to_string(), format!("{span}d"));
    let (mut rule, fits): (Record, Fits) = match dice.roll(13) {
        0 => (
            record(&[("field", "score"), ("op", "ge"), ("value", &number)]),
            Box::new(move |p| p.score.is_some_and(|score| score >= n)),
        ),
        1 => (
            record(&[("field", "score"), ("op", "lt"), ("value", &number)]),
            Box::new(move |p| p.score.is_some_and(|score| score < n)),
        ),
        2 => (
            record(&[("field", "score"), ("op", "ne"), ("value", &number)]),
            Box::new(move |p| p.score != Some(n)),
        ),
        3 => {
            let city = dice.pick(&CITIES);
            let typed = city.to_lowercase().replace('ё', "е");
            (
                record(&[("field", "name"), ("op", "eq"), ("value", &typed)]),
                Box::new(move |p| p.city == Some(city)),
            )
        }
        4 => (record(&[("field", "name"), ("op", "is_empty")]), Box::new(|p| p.city.is_none())),
        5 | 6 => {
            let tag = dice.roll(3) as usize;
            (record(&[("what", "tag"), ("tag", &format!("t{}", tag + 1))]), Box::new(move |p| p.tags[tag]))
        }
        7 => (
            record(&[("what", "event"), ("value", "purchase"), ("within", &days)]),
            Box::new(move |p| p.bought_ago.is_some_and(|ago| ago <= span * DAY_MS)),
        ),
        8 => (record(&[("what", "silent"), ("within", &days)]), Box::new(move |p| p.silent > span * DAY_MS)),
        9 => (record(&[("what", "newcomer")]), Box::new(|p| p.visits == 1)),
        10 => {
            let channel = dice.pick(&CHANNELS);
            (record(&[("what", "channel"), ("value", channel)]), Box::new(move |p| p.channel == channel))
        }
        11 => (
            record(&[("what", "language"), ("value", "en")]),
            Box::new(|p| p.language == "en" || p.language.starts_with("en-")),
        ),
        _ => {
            let (from, to) = (dice.roll(12) as i64, 12 + dice.roll(12) as i64);
            let window = format!("{from:02}:00-{to:02}:00");
            (
                record(&[("what", "time"), ("window", &window)]),
                Box::new(move |p| (from..to).contains(&p.hour())),
            )
        }
    };
    if dice.roll(4) > 0 {
        return (rule, fits);
    }
    rule.insert("not".into(), Prop::Flag(true));
    (rule, Box::new(move |p| !fits(p)))
}

fn joined(join: &'static str, parts: Vec<Fits>) -> Fits {
    Box::new(move |p| match join {
        "any" => parts.iter().any(|fits| fits(p)),
        _ => parts.iter().all(|fits| fits(p)),
    })
}

/// A random segment of groups of rules.
fn random_segment(dice: &mut Dice, name: &str) -> (Record, Fits) {
    let (mut groups, mut parts) = (Vec::new(), Vec::new());
    for _ in 0..=dice.roll(3) {
        let join = dice.pick(&["all", "any"]);
        let (rules, fits): (Vec<_>, Vec<_>) = (0..=dice.roll(3)).map(|_| random_rule(dice)).unzip();
        let (not, fits) = (dice.roll(3) == 0, joined(join, fits));
        groups.push(group(join, not, rules));
        parts.push(if not { Box::new(move |p: &Person| !fits(p)) as Fits } else { fits });
    }
    let join = dice.pick(&["all", "any"]);
    (segment(name, join, groups), joined(join, parts))
}

fn base() -> Project {
    let mut project = project(vec![block("entry").to("next", 2), block("message").text("text", "Привет")]);
    project.tags = (1..=3).map(|id| TagDef { id: TagId(id), name: format!("t{id}") }).collect();
    project.fields.truncate(2);
    assert!(matches!(
        &project.fields[..],
        [FieldDef { id: SCORE, kind: FieldKind::Number, .. }, FieldDef { id: NAME, .. }]
    ));
    project
}

#[test]
fn the_size_of_a_segment_on_a_hundred_thousand_subscribers_is_what_a_filter_by_hand_counts() {
    let mut dice = Dice(0x5eed_0bad_cafe_f00d);
    let mut project = base();
    let named: Vec<_> = (0..12).map(|n| (format!("сегмент {n}"), n)).collect();
    let (rows, fits): (Vec<_>, Vec<_>) =
        named.iter().map(|(name, _)| random_segment(&mut dice, name)).unzip();
    project.lists.insert("segments".into(), rows);
    let compiled: Compiled = compile(&project);
    assert_eq!(compiled.diagnostics, []);
    let exprs: Vec<_> = named.iter().map(|(name, _)| compiled.segment(name).unwrap()).collect();
    // Four threads, each with a quarter of the base.
    let quarter = &|part: u64| {
        let (mut dice, mut sizes) = (Dice(0x5eed + part), [0_u32; 12]);
        for id in 0..25_000 {
            let person = Person::random(&mut dice);
            let session = person.session(&compiled.flow, part << 32 | id);
            let zone = ZoneRules::fixed(person.offset_hours as i32 * 3600);
            let now = Now::at_home(MONDAY_NOON, &zone);
            for at in 0..12 {
                let belongs = holds(&compiled.flow, &session, exprs[at], now);
                assert_eq!(belongs, fits[at](&person), "{}, person {part}.{id}", named[at].0);
                sizes[at] += u32::from(belongs);
            }
        }
        sizes
    };
    let mut sizes = [0_u32; 12];
    std::thread::scope(|scope| {
        let quarters: Vec<_> = (1..=4).map(|part| scope.spawn(move || quarter(part))).collect();
        for counted in quarters.into_iter().map(|quarter| quarter.join().unwrap()) {
            sizes.iter_mut().zip(counted).for_each(|(size, counted)| *size += counted);
        }
    });
    let telling = sizes.iter().filter(|size| (1_000..99_000).contains(*size)).count();
    assert!(telling >= 8, "segments that hold for nobody or everybody prove little: {sizes:?}");
}
