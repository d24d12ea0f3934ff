//! What nobody asked for: the cap over all funnels, triggers by time, and what stands in their way — hours, a
//! person who talks, an unsubscription, a missing consent.

mod support;

use proptest::prelude::*;
use std::sync::Arc;
use support::{Draft, block, project};
use voronka::compile::compile;
use voronka::emulator::{Emulator, EntryKind, Setup};
use voronka::flow::DAY_MS;
use voronka::model::{FieldDef, FieldId, FieldKind, Project, Value};
use voronka::zones;

const HOUR: i64 = 3_600_000;
/// 2026-11-23 10:00 in Moscow, a Monday.
const MONDAY_10: i64 = 1_795_417_200_000;

fn emulator(project: &Project) -> Emulator {
    Emulator::new(Arc::new(compile(project).flow), Setup::new(MONDAY_10, zones::rules_of))
}

/// What was said since the beginning: hours after it, and the text.
fn said(bot: &Emulator) -> Vec<(i64, String)> {
    let sent = |entry: &voronka::emulator::Entry| match &entry.kind {
        EntryKind::Sent(sent) => Some(((entry.at - MONDAY_10) / HOUR, sent.reply.text.clone())),
        _ => None,
    };
    bot.log().iter().filter_map(sent).collect()
}

fn hours_of(bot: &Emulator, text: &str) -> Vec<i64> {
    said(bot).into_iter().filter(|said| said.1 == text).map(|said| said.0).collect()
}

/// An entry by keyword, a delay, a message, and round again.
fn series(word: &str, span: &str, text: &str, first: u32) -> [Draft; 3] {
    [
        block("entry").lines("keywords", &[word]).text("meanwhile", "beside").to("next", first + 1),
        block("delay").text("duration", span).to("next", first + 2),
        block("message").text("text", text).to("next", first + 1),
    ]
}

#[test]
fn the_cap_counts_over_funnels_and_what_is_too_much_waits_its_turn() {
    let mut project = project(
        series("а", "1h", "А", 1)
            .into_iter()
            .chain([block("entry").lines("keywords", &["б"]).text("meanwhile", "beside").to("next", 5)])
            .chain([block("delay").text("duration", "2h").to("next", 6), block("message").text("text", "Б")])
            .collect(),
    );
    (project.schedule.cap, project.schedule.cap_per) = (2, "1d".into());
    let mut bot = emulator(&project);
    bot.say("а");
    bot.say("б");
    bot.advance(3 * DAY_MS);
    assert_eq!(hours_of(&bot, "А"), [1, 25, 26, 49, 50]);
    assert_eq!(hours_of(&bot, "Б"), [2], "the second of the first day");
}

#[test]
fn the_cap_counts_messages_and_tears_none_apart_that_belong_together() {
    let mut project = project(vec![
        block("entry").lines("keywords", &["курс"]).to("next", 2),
        block("delay").text("duration", "1h").to("next", 3),
        block("message").text("text", "Урок").to("next", 4),
        block("message").text("text", "Задание").to("next", 2),
    ]);
    (project.schedule.cap, project.schedule.cap_per) = (3, "1d".into());
    let mut bot = emulator(&project);
    bot.say("курс");
    bot.advance(2 * DAY_MS);
    assert_eq!(hours_of(&bot, "Урок"), [1, 2, 25, 26], "the third pair waits for room in the next day");
    assert_eq!(hours_of(&bot, "Задание"), [1, 2, 25, 26]);
}

#[test]
fn answers_are_not_counted_and_come_even_when_the_cap_is_full() {
    let mut blocks: Vec<_> = series("а", "1h", "А", 1).into();
    blocks.push(block("entry").lines("keywords", &["цена"]).text("meanwhile", "beside").to("next", 5));
    blocks.push(block("message").text("text", "100 ₽"));
    let mut project = project(blocks);
    (project.schedule.cap, project.schedule.cap_per) = (1, "1d".into());
    let mut bot = emulator(&project);
    bot.say("а");
    bot.advance(2 * HOUR);
    bot.say("цена");
    bot.say("цена");
    assert_eq!(said(&bot), [(1, "А".into()), (2, "100 ₽".into()), (2, "100 ₽".into())]);
    bot.advance(DAY_MS);
    assert_eq!(hours_of(&bot, "А"), [1, 25]);
}

#[test]
fn daily_series_that_always_come_due_together_take_turns() {
    let mut blocks = Vec::new();
    for (index, (word, text)) in [("а", "А"), ("б", "Б"), ("в", "В")].into_iter().enumerate() {
        blocks.extend(series(word, "1d", text, 1 + 3 * index as u32));
    }
    let mut project = project(blocks);
    (project.schedule.cap, project.schedule.cap_per) = (1, "1d".into());
    let mut bot = emulator(&project);
    for word in ["а", "б", "в"] {
        bot.say(word);
    }
    bot.advance(60 * DAY_MS);
    let texts: Vec<_> = said(&bot).into_iter().map(|said| said.1).collect();
    assert_eq!(texts.len(), 60);
    for three in texts.chunks_exact(3) {
        let mut three = three.to_vec();
        three.sort();
        assert_eq!(three, ["А", "Б", "В"], "{texts:?}");
    }
}

#[test]
fn a_message_that_a_request_brings_counts_too() {
    let mut project = project(vec![
        block("entry").lines("keywords", &["погода"]).to("next", 2),
        block("delay").text("duration", "1h").to("next", 3),
        block("http").text("url", "https://example.com").to("next", 4).to("fail", 4),
        block("message").text("text", "Солнечно").to("next", 2),
    ]);
    (project.schedule.cap, project.schedule.cap_per) = (1, "1d".into());
    let mut bot = emulator(&project);
    bot.say("погода");
    bot.advance(HOUR);
    bot.answer_call(200, "{}").unwrap();
    bot.advance(23 * HOUR);
    assert!(bot.pending_call().is_none(), "the second request waits for the next day");
    bot.advance(HOUR);
    bot.answer_call(200, "{}").unwrap();
    assert_eq!(hours_of(&bot, "Солнечно"), [1, 25]);
}

#[test]
fn a_funnel_begun_by_an_unasked_one_counts_too() {
    let mut project = project(vec![
        block("entry").lines("keywords", &["курс"]).to("next", 2),
        block("delay").text("duration", "1h").to("next", 3),
        block("sequence").text("funnel", "main").text("again", "restart").to("next", 2),
    ]);
    project.funnels.push(voronka::model::Funnel {
        name: voronka::model::FunnelName("other".into()),
        ..Default::default()
    });
    let blocks = &mut project.funnels[1].blocks;
    blocks.insert(voronka::model::BlockId(10), block("entry").lines("keywords", &["x"]).to("next", 11).0);
    blocks.insert(voronka::model::BlockId(11), block("message").text("text", "Рядом").0);
    project.next_block = 12;
    let step = project.funnels[0].blocks.get_mut(&voronka::model::BlockId(3)).unwrap();
    step.props.insert("funnel".into(), voronka::model::Prop::Text("other".into()));
    (project.schedule.cap, project.schedule.cap_per) = (1, "1d".into());
    let mut bot = emulator(&project);
    bot.say("курс");
    bot.advance(2 * DAY_MS);
    assert_eq!(hours_of(&bot, "Рядом"), [1, 25]);
}

/// A birthday, every Wednesday, and silence of three days, each with a message.
fn alarms() -> Project {
    let mut project = project(vec![
        block("time_entry").text("when", "yearly").text("field", "др").text("at", "09:00").to("next", 2),
        block("message").text("text", "С днём рождения"),
        block("time_entry").text("when", "weekly").text("days", "wed").text("at", "09:00").to("next", 4),
        block("message").text("text", "Среда"),
        block("time_entry").text("when", "silence").text("silence", "3d").to("next", 6),
        block("message").text("text", "Скучаем"),
        block("entry").text("meanwhile", "beside").to("next", 8),
        block("message").text("text", "Привет"),
        block("entry").lines("keywords", &["оператор"]).text("meanwhile", "beside").to("next", 10),
        block("delay").text("duration", "1w").to("next", 8),
    ]);
    project.fields.push(FieldDef {
        id: FieldId(40),
        name: "др".into(),
        kind: FieldKind::Date,
        default: voronka::flow::parse_date("2000-11-25").map(Value::Date),
    });
    project.next_field = 41;
    project
}

#[test]
fn triggers_by_time_ring_on_their_days() {
    let mut bot = emulator(&alarms());
    bot.say("/start");
    bot.advance(10 * DAY_MS);
    // Wednesday 25 November at nine is 47 hours after Monday at ten; a week later 215.
    assert_eq!(hours_of(&bot, "С днём рождения"), [47]);
    assert_eq!(hours_of(&bot, "Среда"), [47, 215]);
    assert_eq!(hours_of(&bot, "Скучаем"), [72], "once until the next word");
}

#[test]
fn triggers_by_time_keep_to_the_cap_and_none_is_lost() {
    let mut project = alarms();
    (project.schedule.cap, project.schedule.cap_per) = (1, "1d".into());
    let mut bot = emulator(&project);
    bot.say("/start");
    bot.advance(10 * DAY_MS);
    let mut unasked = said(&bot).split_off(1);
    let texts: Vec<_> = unasked.iter().map(|said| said.1.clone()).collect();
    for text in ["С днём рождения", "Скучаем"] {
        assert_eq!(texts.iter().filter(|said| *said == text).count(), 1, "{texts:?}");
    }
    assert_eq!(texts.iter().filter(|said| *said == "Среда").count(), 2, "{texts:?}");
    let hours: Vec<_> = unasked.drain(..).map(|said| said.0).collect();
    assert!(hours.windows(2).all(|pair| pair[1] - pair[0] >= 24), "{hours:?}");
}

#[test]
fn triggers_by_time_keep_to_quiet_hours_and_holidays() {
    let mut project = alarms();
    project.schedule.quiet = "20:00-11:00".into();
    project.schedule.holidays = vec!["2026-11-25".into()];
    let mut bot = emulator(&project);
    bot.say("/start");
    bot.advance(9 * DAY_MS);
    // Thursday at eleven: 73 hours after Monday at ten.
    assert_eq!(hours_of(&bot, "С днём рождения"), [73]);
    assert_eq!(hours_of(&bot, "Среда"), [73]);
}

#[test]
fn triggers_by_time_are_not_for_the_unsubscribed_and_are_not_made_up_for_later() {
    let mut bot = emulator(&alarms());
    bot.say("/start");
    bot.say("стоп");
    bot.advance(5 * DAY_MS);
    bot.say("старт");
    bot.advance(5 * DAY_MS);
    assert_eq!(hours_of(&bot, "С днём рождения"), [0; 0]);
    assert_eq!(hours_of(&bot, "Среда"), [215]);
}

#[test]
fn without_a_required_consent_no_trigger_by_time_writes() {
    let mut project = alarms();
    project.consent.required = true;
    project.consent.version = "1".into();
    let mut bot = emulator(&project);
    bot.say("/start");
    bot.advance(10 * DAY_MS);
    assert_eq!(said(&bot), [(0, "Привет".into())]);
}

/// A hand-over beside a delayed message, a weekly one, and a wait for an event.
fn handed_over(timeout: &str) -> Emulator {
    let blocks = vec![
        block("entry").text("meanwhile", "beside").to("next", 2),
        block("delay").text("duration", "1h").to("next", 3),
        block("message").text("text", "Отложенное"),
        block("entry").lines("keywords", &["человек"]).text("meanwhile", "beside").to("next", 5),
        block("handover").text("timeout", timeout).text("text", "Зову").to("next", 6).to("timeout", 6),
        block("message").text("text", "Снова бот"),
        block("time_entry").text("when", "weekly").text("days", "mon").text("at", "11:30").to("next", 8),
        block("message").text("text", "Понедельник"),
        block("entry").lines("keywords", &["счёт"]).text("meanwhile", "beside").to("next", 10),
        block("wait_event").text("name", "оплатил").to("next", 11),
        block("message").text("text", "Спасибо за оплату"),
    ];
    let mut project = project(blocks);
    let person = [("name".to_owned(), voronka::model::Prop::Text("Мария".into()))];
    project.lists.insert("team".into(), vec![person.into_iter().collect()]);
    let mut bot = emulator(&project);
    for word in ["/start", "счёт", "человек"] {
        bot.say(word);
    }
    bot
}

#[test]
fn while_a_person_talks_the_bot_is_silent_and_nothing_is_lost() {
    let mut bot = handed_over("8h");
    bot.advance(2 * HOUR);
    bot.happen("оплатил", "", "990 ₽");
    bot.say("сколько ждать?");
    bot.advance(3 * HOUR);
    assert_eq!(said(&bot), [(0, "Зову".into())]);
    bot.human_done();
    bot.advance(HOUR);
    let mut texts: Vec<_> = said(&bot).into_iter().skip(1).collect();
    texts.sort();
    let at_five = |text: &str| (5, text.to_owned());
    assert_eq!(texts, ["Отложенное", "Понедельник", "Снова бот", "Спасибо за оплату"].map(at_five));
}

#[test]
fn the_time_of_a_person_runs_out_and_the_bot_goes_on_with_all_it_has() {
    let mut bot = handed_over("3h");
    bot.happen("оплатил", "", "");
    bot.advance(9 * HOUR);
    let mut texts: Vec<_> = said(&bot).into_iter().skip(1).collect();
    texts.sort();
    let at_three = |text: &str| (3, text.to_owned());
    assert_eq!(texts, ["Отложенное", "Понедельник", "Снова бот", "Спасибо за оплату"].map(at_three));
}

#[test]
fn without_an_end_in_sight_what_waits_comes_within_an_hour_of_the_end() {
    let mut bot = handed_over("");
    bot.advance(10 * HOUR);
    bot.happen("оплатил", "", "");
    bot.advance(20 * HOUR);
    assert_eq!(said(&bot), [(0, "Зову".into())]);
    bot.human_done();
    bot.advance(HOUR);
    let mut texts: Vec<_> = said(&bot).into_iter().skip(1).map(|said| said.1).collect();
    texts.sort();
    assert_eq!(texts, ["Отложенное", "Понедельник", "Снова бот", "Спасибо за оплату"]);
}

prop_compose! {
    /// A chain of delays in minutes, and the hours and cap that it must keep to.
    fn plans()(
        chains in prop::collection::vec(prop::collection::vec(1_u32..3_000, 1..6), 1..5),
        cap in 1_u32..4,
        quiet in prop::option::of((0_u32..24, 1_u32..12)),
        words in prop::collection::vec(0_i64..10_000, 0..4),
    ) -> (Vec<Vec<u32>>, u32, Option<(u32, u32)>, Vec<i64>) {
        (chains, cap, quiet, words)
    }
}

/// Chains of messages begun together, of which each says its number and step.
fn chained(chains: &[Vec<u32>]) -> Project {
    let mut blocks =
        vec![block("entry").lines("keywords", &["ау"]).text("meanwhile", "beside").to("next", 2)];
    blocks.push(block("message").text("text", "слышу"));
    for (number, chain) in chains.iter().enumerate() {
        let word = format!("ряд{number}");
        let first = blocks.len() as u32 + 1;
        blocks.push(
            block("entry").lines("keywords", &[&word]).text("meanwhile", "beside").to("next", first + 1),
        );
        for (step, minutes) in chain.iter().enumerate() {
            let at = blocks.len() as u32 + 1;
            blocks.push(block("delay").text("duration", &format!("{minutes}m")).to("next", at + 1));
            let message = block("message").text("text", &format!("{number}.{step}"));
            blocks.push(if step + 1 < chain.len() { message.to("next", at + 2) } else { message });
        }
    }
    project(blocks)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn under_any_cap_and_hours_nothing_is_lost_or_out_of_order((chains, cap, quiet, mut words) in plans()) {
        let mut project = chained(&chains);
        (project.schedule.cap, project.schedule.cap_per) = (cap, "1d".into());
        if let Some((from, hours)) = quiet {
            project.schedule.quiet = format!("{from:02}:00-{:02}:00", (from + hours) % 24);
        }
        let mut bot = emulator(&project);
        for number in 0..chains.len() {
            bot.say(&format!("ряд{number}"));
        }
        words.sort_unstable();
        for minute in words {
            bot.advance((MONDAY_10 + minute * 60_000 - bot.now()).max(0));
            bot.say("ау");
        }
        bot.advance(100 * DAY_MS);
        let sent: Vec<(i64, String)> = bot.log().iter().filter_map(|entry| match &entry.kind {
            EntryKind::Sent(sent) if sent.reply.text != "слышу" => Some((entry.at, sent.reply.text.clone())),
            _ => None,
        }).collect();
        for (number, chain) in chains.iter().enumerate() {
            let prefix = format!("{number}.");
            let steps: Vec<_> = sent.iter().filter_map(|sent| sent.1.strip_prefix(&prefix)).collect();
            let wanted: Vec<_> = (0..chain.len()).map(|step| step.to_string()).collect();
            prop_assert_eq!(steps, wanted);
        }
        for late in sent.windows(cap as usize + 1) {
            prop_assert!(late[cap as usize].0 - late[0].0 >= DAY_MS, "{:?}", late);
        }
        if let Some((from, hours)) = quiet {
            for (at, text) in &sent {
                let hour = (at.div_euclid(HOUR) + 3).rem_euclid(24) as u32;
                let into = (hour + 24 - from) % 24;
                prop_assert!(into >= hours, "{} at {} o'clock", text, hour);
            }
        }
    }
}

#[test]
fn silence_rings_at_its_hour_and_without_one_at_the_hour_of_the_last_words() {
    for (at, hour) in [("10:00", 72), ("13:00", 51), ("", 50)] {
        let entry = block("time_entry").text("when", "silence").text("silence", "2d").text("at", at);
        let project = project(vec![
            entry.to("next", 2),
            block("message").text("text", "Давно не виделись"),
            block("entry").flag("default").to("next", 4),
            block("message").text("text", "Ок"),
        ]);
        let mut bot = emulator(&project);
        bot.advance(2 * HOUR);
        bot.say("привет");
        bot.advance(5 * DAY_MS);
        assert_eq!(hours_of(&bot, "Давно не виделись"), [hour], "at {at:?}");
    }
}

#[test]
fn no_wording_comes_twice_running() {
    let mut said_before = String::new();
    let message =
        block("message").text("text", "раз").rows("variants", &[&[("text", "два")], &[("text", "три")]]);
    let project = project(vec![block("entry").flag("default").to("next", 2), message]);
    let mut bot = emulator(&project);
    let mut heard = std::collections::BTreeSet::new();
    for _ in 0..60 {
        bot.say("ещё");
        let (_, text) = said(&bot).pop().expect("an answer");
        assert_ne!(text, said_before);
        heard.insert(text.clone());
        said_before = text;
    }
    assert_eq!(heard.len(), 3, "and each comes");
}
