//! The shared world asked by many at once.

#[cfg(test)]
use super::*;
use crate::engine::EffectId;
use crate::flow::{DAY_MS, Method, TablePlan, ZoneRules, parse_moment};
use crate::model::Value;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

/// Monday 2026-11-23, 09:00 in Moscow.
const MONDAY: &str = "2026-11-23T06:00Z";

fn texts(name: &str, columns: &[&str], rows: &[&[&str]]) -> TablePlan {
    let cells = |row: &&[&str]| row.iter().map(|cell| Value::text(*cell)).collect();
    TablePlan {
        name: name.into(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        rows: rows.iter().map(cells).collect(),
    }
}

fn flow() -> Flow {
    let people = [
        ("Анна", vec!["оплата"], vec!["ru"], "09:00-18:00", 1),
        ("Борис", vec!["доставка", "оплата"], vec!["ru", "en"], "09:00-18:00", 0),
        ("Clara", vec![], vec!["en"], "12:00-20:00", 2),
    ];
    let list = |words: &[&str]| Value::List(words.iter().map(|word| Value::text(*word)).collect());
    let team = people.map(|(name, topics, languages, hours, load)| {
        vec![
            Value::text(name),
            list(&topics),
            list(&languages),
            Value::text(hours),
            Value::text("mon-fri"),
            Value::Number(crate::model::Decimal::from_int(load)),
        ]
    });
    Flow {
        language: "ru".into(),
        lists: vec![
            texts(
                "calendars",
                &["name", "hours", "days", "slot", "places", "ahead", "notice"],
                &[&["Стрижка", "10:00-13:00", "mon-fri", "1h", "2", "3d", "2h"]],
            ),
            TablePlan {
                name: "team".into(),
                columns: ["name", "topics", "languages", "hours", "days", "load"].map(Into::into).to_vec(),
                rows: team.to_vec(),
            },
            texts("holidays", &["date"], &[&["2026-11-25"]]),
        ],
        tables: vec![
            texts("promo", &["code"], &[&["A1"], &["A2"], &[""], &["A2"], &["A3"]]),
            texts("goods", &["sku", "left"], &[&["mug", "2"], &["tea", ""], &["cup", "0"]]),
        ],
        ..Flow::default()
    }
}

struct Ground {
    flow: Flow,
    rules: Rules,
    world: World,
    now: i64,
}

impl Ground {
    fn new() -> Self {
        let flow = flow();
        let rules = Rules::of(&flow);
        Self { flow, rules, world: World::new(), now: parse_moment(MONDAY).unwrap() }
    }

    fn ask(&mut self, subscriber: u64, what: &str, body: Json) -> Answer {
        let mut words = what.splitn(3, ' ');
        let service = words.next().unwrap();
        let request = CallRequest {
            id: EffectId { subscriber, step: 1, position: 0 },
            thread: 1,
            generation: 1,
            call: 0,
            service: Service::ALL.iter().find(|known| known.1 == service).unwrap().0,
            act: words.next().unwrap().to_owned(),
            method: Method::Post,
            url: words.next().unwrap_or_default().to_owned(),
            headers: Vec::new(),
            body: body.to_string(),
        };
        let home = ZoneRules::fixed(3 * 3600);
        let session = Session::new(&self.flow, subscriber);
        let now = Now::at_home(self.now, &home);
        self.world.answer(&self.rules, &self.flow, &session, &request, now).unwrap()
    }

    fn outcome(&mut self, subscriber: u64, what: &str, body: Json) -> &'static str {
        self.ask(subscriber, what, body).outcome
    }
}

fn captions(answer: &Answer, name: &str) -> Vec<String> {
    let body: Json = serde_json::from_str(&answer.body).unwrap();
    body[name].as_array().unwrap().iter().map(|item| item[0].as_str().unwrap().to_owned()).collect()
}

#[test]
fn codes_are_unique_kept_and_finite() {
    let mut ground = Ground::new();
    let codes: Vec<String> = (1..=3).map(|one| ground.ask(one, "pool take promo", json!({})).body).collect();
    assert_eq!(codes, [r#"{"code":"A1"}"#, r#"{"code":"A2"}"#, r#"{"code":"A3"}"#]);
    assert_eq!(ground.ask(1, "pool take promo", json!({})).body, codes[0]);
    assert_eq!(ground.outcome(4, "pool take promo", json!({})), "empty");
    assert_eq!(ground.outcome(4, "pool take nothing", json!({})), "none");
    ground.flow.tables[0].rows.insert(0, vec![Value::text("A0")]);
    assert_eq!(ground.ask(4, "pool take promo", json!({})).body, r#"{"code":"A0"}"#, "the author added one");
}

#[test]
fn counters_stop_at_their_limit() {
    let mut ground = Ground::new();
    assert_eq!(ground.ask(1, "counter add places", json!({"by": "2", "max": "3"})).body, r#"{"value":2}"#);
    let over = ground.ask(2, "counter add places", json!({"by": "2", "max": "3"}));
    assert_eq!((over.outcome, over.body.as_str()), ("over", r#"{"value":2}"#));
    assert_eq!(ground.ask(2, "counter add places", json!({"max": "3"})).body, r#"{"value":3}"#);
    assert_eq!(ground.ask(2, "counter add other", json!({})).body, r#"{"value":1}"#);
    assert_eq!(
        ground.ask(2, "counter add other", json!({"by": "-3"})).body,
        r#"{"value":0}"#,
        "never below zero"
    );
    let back = ground.ask(2, "counter add places", json!({"by": "-1", "max": "1"}));
    assert_eq!(back.body, r#"{"value":2}"#, "given back although the limit was lowered below what is taken");
}

#[test]
fn free_slots_keep_to_hours_days_holidays_notice_and_reach() {
    let mut ground = Ground::new();
    let days = ground.ask(1, "calendar days Стрижка", json!({}));
    assert_eq!(captions(&days, "days"), ["пн 23 ноября", "вт 24 ноября", "чт 26 ноября"]);
    let slots = ground.ask(1, "calendar slots Стрижка", json!({"day": "2026-11-23"}));
    assert_eq!(captions(&slots, "slots"), ["11:00", "12:00"], "two hours' notice at nine");
    assert_eq!(ground.outcome(1, "calendar slots Стрижка", json!({"day": "2026-11-25"})), "empty");
    ground.now += 3 * 3_600_000;
    assert_eq!(ground.outcome(1, "calendar slots Стрижка", json!({"day": "2026-11-23"})), "empty");
}

#[test]
fn a_slot_is_booked_moved_and_cancelled() {
    let mut ground = Ground::new();
    let (ten, eleven) = ("2026-11-24T07:00Z", "2026-11-24T08:00Z");
    let booked = ground.ask(1, "calendar book Стрижка", json!({"slot": ten}));
    assert_eq!(booked.body, r#"{"slot":"2026-11-24T07:00Z","when":"вт 24 ноября, 10:00"}"#);
    assert_eq!(ground.outcome(2, "calendar book Стрижка", json!({"slot": ten})), "ok");
    assert_eq!(ground.outcome(3, "calendar book Стрижка", json!({"slot": ten})), "taken");
    assert_eq!(ground.outcome(1, "calendar book Стрижка", json!({"slot": ten})), "ok", "it is theirs");
    assert_eq!(ground.outcome(3, "calendar book Стрижка", json!({"slot": "2026-11-24T07:30Z"})), "taken");
    assert_eq!(ground.outcome(1, "calendar move Стрижка", json!({"slot": eleven, "from": ten})), "ok");
    assert_eq!(ground.outcome(3, "calendar book Стрижка", json!({"slot": ten})), "ok");
    assert_eq!(ground.outcome(1, "calendar move Стрижка", json!({"slot": ten, "from": eleven})), "taken");
    assert_eq!(ground.outcome(1, "calendar cancel Стрижка", json!({"slot": eleven})), "ok", "kept its place");
    assert_eq!(ground.outcome(1, "calendar cancel Стрижка", json!({"slot": eleven})), "none");
    assert_eq!(ground.outcome(1, "calendar book Nothing", json!({"slot": eleven})), "none");
}

#[test]
fn an_hour_that_the_clock_jumps_over_is_no_slot() {
    let mut ground = Ground::new();
    ground.flow.lists[0].rows[0][1] = Value::text("00:00-04:00");
    ground.flow.lists[0].rows[0][2] = Value::text("");
    ground.rules = Rules::of(&ground.flow);
    ground.now = parse_moment("2027-03-27T12:00Z").unwrap();
    // Berlin, 2027-03-28: 02:00 becomes 03:00.
    let change = parse_moment("2027-03-28T01:00Z").unwrap();
    let home = ZoneRules { offset: 3600, transitions: vec![(change, 7200)] };
    let (calendar, _) = ground.rules.calendar("Стрижка").unwrap();
    let now = Now::at_home(ground.now, &home);
    let day = |start: &i64| home.local_at(*start).div_euclid(DAY_MS) == change.div_euclid(DAY_MS);
    let hours: Vec<i64> = calendar::starts(calendar, now).filter(day).collect();
    assert_eq!(hours.iter().map(|at| home.local_at(*at) % DAY_MS / 3_600_000).collect::<Vec<_>>(), [0, 1, 3]);
}

#[test]
fn stock_is_listed_reserved_and_given_back() {
    let mut ground = Ground::new();
    let body =
        |item: &str, amount: &str| json!({"key": "sku", "count": "left", "item": item, "amount": amount});
    assert_eq!(ground.ask(1, "stock list goods", body("", "")).body, r#"{"keys":["mug","tea"]}"#);
    assert_eq!(ground.ask(1, "stock reserve goods", body("mug", "1")).body, r#"{"left":1}"#);
    assert_eq!(ground.outcome(2, "stock reserve goods", body("mug", "2")), "out");
    assert_eq!(ground.outcome(2, "stock reserve goods", body("mug", "1")), "ok");
    assert_eq!(ground.ask(1, "stock list goods", body("", "")).body, r#"{"keys":["tea"]}"#);
    assert_eq!(ground.outcome(3, "stock release goods", body("mug", "5")), "ok");
    assert_eq!(ground.outcome(3, "stock reserve goods", body("mug", "1")), "out", "not theirs to give back");
    assert_eq!(ground.outcome(1, "stock release goods", body("", "")), "ok");
    assert_eq!(ground.outcome(3, "stock reserve goods", body("mug", "1")), "ok");
    assert_eq!(ground.outcome(3, "stock reserve goods", body("tea", "1000000")), "ok", "no number, no limit");
    assert_eq!(ground.outcome(3, "stock reserve goods", body("cup", "1")), "out");
}

#[test]
fn a_conversation_goes_to_who_knows_the_topic_speaks_the_language_and_is_there() {
    /// Hour in Moscow on a Monday, conversations before it, topic, language and who gets it.
    type Case = (i64, &'static [(&'static str, &'static str)], &'static str, &'static str, &'static str);
    let cases: [Case; 9] = [
        (10, &[], "оплата", "ru", "Анна"),
        (10, &[("оплата", "ru")], "Оплата", "ru-RU", "Борис"),
        (10, &[], "доставка", "ru", "Борис"),
        (10, &[], "оплата", "en", "Борис"),
        (13, &[], "", "en", "Борис"),
        (13, &[("", "en")], "", "en", "Clara"),
        (10, &[], "возврат", "ru", ""),
        (19, &[], "возврат", "en", "Clara"),
        (21, &[], "оплата", "ru", ""),
    ];
    for (hour, before, topic, language, who) in cases {
        let mut ground = Ground::new();
        ground.now += (hour - 9) * 3_600_000;
        for (one, (topic, language)) in before.iter().enumerate() {
            ground.ask(one as u64, "desk assign", json!({"topic": topic, "language": language}));
        }
        let answer = ground.ask(9, "desk assign", json!({"topic": topic, "language": language}));
        let body: Json = serde_json::from_str(&answer.body).unwrap_or_default();
        let name = if answer.outcome == "away" { "" } else { body["who"].as_str().unwrap() };
        assert_eq!(name, who, "{hour} {topic} {language}");
    }
}

#[test]
fn a_person_is_free_again_and_keeps_the_same_subscriber() {
    let mut ground = Ground::new();
    let pay = json!({"topic": "оплата", "language": "ru"});
    let anna = ground.ask(1, "desk assign", pay.clone());
    assert_eq!(ground.ask(1, "desk assign", pay.clone()).body, anna.body);
    assert!(ground.ask(2, "desk assign", pay.clone()).body.contains("Борис"));
    assert_eq!(ground.outcome(1, "desk free", json!({})), "ok");
    assert!(ground.ask(3, "desk assign", pay).body.contains("Анна"));
}

#[test]
fn the_card_of_a_conversation_holds_what_is_known() {
    let mut flow = flow();
    let field = |id: FieldId, name: &str| crate::flow::FlowField {
        id,
        name: name.into(),
        kind: crate::model::FieldKind::Text,
        default: None,
    };
    use crate::model::FieldId;
    flow.fields = vec![
        field(FieldId::FIRST_NAME, "first_name"),
        field(FieldId::SOURCE, "source"),
        field(FieldId::LAST_TEXT, "last_text"),
        field(FieldId::FIRST_OWN, "бюджет"),
    ];
    flow.tags = vec![(crate::model::TagId(1), "лид".into())];
    let mut session = Session::new(&flow, 1);
    for (id, text) in [
        (FieldId::FIRST_NAME, "Анна"),
        (FieldId::SOURCE, "vk_ads"),
        (FieldId::LAST_TEXT, "Где заказ?"),
        (FieldId::FIRST_OWN, "5000"),
    ] {
        session.set_field(id, Some(Value::text(text)));
    }
    session.set_tag(crate::model::TagId(1), true);
    let lines = "имя: Анна\nисточник: vk_ads\nпоследнее сообщение: Где заказ?\nбюджет: 5000\n#лид";
    assert_eq!(card(&flow, &session), lines);
}

#[test]
fn a_world_is_saved_and_loaded_part_by_part() {
    let mut ground = Ground::new();
    let mut kept = World::new();
    for (what, body) in [
        ("pool take promo", json!({})),
        ("counter add places", json!({})),
        ("calendar book Стрижка", json!({"slot": "2026-11-24T07:00Z"})),
        ("stock reserve goods", json!({"key": "sku", "count": "left", "item": "mug"})),
        ("desk assign", json!({})),
    ] {
        let changed = ground.ask(1, what, body).changed.unwrap();
        let bytes = postcard::to_stdvec(ground.world.part(&changed).unwrap()).unwrap();
        kept.restore(changed, postcard::from_bytes(&bytes).unwrap());
    }
    assert_eq!(kept, ground.world);
    assert_eq!(ground.ask(2, "calendar days Стрижка", json!({})).changed, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn bookings_at_the_same_time_never_exceed_the_places(
        acts in prop::collection::vec((0..40u64, 0..3u8, 0..8i64, 0..8i64), 1..60)
    ) {
        let mut ground = Ground::new();
        let first = parse_moment("2026-11-24T07:00Z").unwrap();
        // Four days of slots and some half an hour beside the grid.
        let slot = |n: i64| Value::Moment(first + n / 2 * DAY_MS + n % 2 * 1_800_000).to_string();
        let mut held: BTreeSet<(u64, String)> = BTreeSet::new();
        for (subscriber, act, a, b) in acts {
            let (to, from) = (slot(a), slot(b));
            let outcome = match act {
                0 => ground.outcome(subscriber, "calendar book Стрижка", json!({"slot": to})),
                1 => ground.outcome(subscriber, "calendar move Стрижка", json!({"slot": to, "from": from})),
                _ => ground.outcome(subscriber, "calendar cancel Стрижка", json!({"slot": to})),
            };
            let had = held.contains(&(subscriber, to.clone()));
            match (act, outcome) {
                (0, "ok") => { held.insert((subscriber, to)); }
                (1, "ok") if !had => {
                    held.remove(&(subscriber, from));
                    held.insert((subscriber, to));
                }
                (2, "ok") => { prop_assert!(held.remove(&(subscriber, to))); }
                _ => {}
            }
            for n in 0..8 {
                let at_once = held.iter().filter(|(_, at)| *at == slot(n)).count();
                prop_assert!(at_once <= 2, "{at_once} at {}", slot(n));
            }
        }
        // The world holds exactly what was promised: everybody can cancel once.
        for (subscriber, slot) in held {
            prop_assert_eq!(ground.outcome(subscriber, "calendar cancel Стрижка", json!({"slot": slot})), "ok");
        }
    }

    #[test]
    fn nobody_gets_a_code_of_somebody_else(takers in prop::collection::vec(0..12u64, 1..60)) {
        let mut ground = Ground::new();
        let mut given: BTreeMap<u64, String> = BTreeMap::new();
        for taker in takers {
            let answer = ground.ask(taker, "pool take promo", json!({}));
            match (answer.outcome, given.get(&taker)) {
                ("ok", Some(before)) => prop_assert_eq!(before, &answer.body),
                ("ok", None) => { given.insert(taker, answer.body); }
                (outcome, before) => prop_assert!(outcome == "empty" && before.is_none() && given.len() == 3),
            }
        }
        let unique: BTreeSet<&String> = given.values().collect();
        prop_assert_eq!(unique.len(), given.len());
    }
}
