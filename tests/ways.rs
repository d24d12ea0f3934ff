//! Ways into a funnel, against the engine itself: how keywords compare, which of several entries wins, what
//! foreign buttons do, what keeps to caps.

mod support;

use proptest::prelude::*;
use support::{Draft, Talk, block, project};
use voronka::compile::{Why, compile, conflicts, ways_in};
use voronka::emulator::{Emulator, EntryKind, Setup, asked};
use voronka::engine::Input;
use voronka::flow::{KeywordMode, fold_text, has_keyword};
use voronka::model::{BlockId, Project};
use voronka::zones;

/// Entries in pairs: each leads to a message that says its number.
fn entries(drafts: Vec<Draft>) -> Project {
    let mut all = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let message = 2 * index as u32 + 2;
        all.push(draft.to("next", message));
        all.push(block("message").text("text", &(index + 1).to_string()));
    }
    project(all)
}

/// The number of the entry that answers.
fn answers(project: &Project, text: &str) -> String {
    Talk::with(project).say(text).join(",")
}

fn fits(message: &str, word: &str, mode: KeywordMode) -> bool {
    has_keyword(&fold_text(message), &fold_text(word), mode)
}

#[test]
fn a_keyword_takes_what_people_type_for_it_and_no_near_miss() {
    use KeywordMode::{Contains, Exact, Starts};
    for (message, word, mode, expected) in [
        ("Счёт!", "счет", Exact, true),
        ("СЧЕТ", "счёт", Exact, true),
        ("счёты", "счёт", Exact, false),
        ("выставьте счёт, пожалуйста", "счет", Contains, true),
        ("расчёт", "счет", Contains, false),
        ("счёт-фактура", "счет", Contains, true),
        ("хочу пиццу", "хочу", Starts, true),
        ("хочу", "хочу", Starts, true),
        ("хочулка", "хочу", Starts, false),
        ("я хочу", "хочу", Starts, false),
        ("доставкой", "доставк*", Exact, true),
        ("доставка завтра", "доставк*", Exact, false),
        ("есть ли доставка?", "доставк*", Contains, true),
        ("недоставка", "доставк*", Contains, false),
        ("доставляете", "доставк*", Contains, false),
        ("Доставку на завтра", "доставк*", Starts, true),
        ("2 * 2", "2 *", Contains, true),
        ("🍕🍕🍕", "🍕", Exact, true),
        ("🍕 🍕", "🍕", Exact, true),
        ("🍕🍔", "🍕", Exact, false),
        ("👍🏽", "👍", Exact, true),
        ("👍", "👍🏿", Exact, true),
        ("❤️", "❤", Exact, true),
        ("хочу🍕", "🍕", Contains, true),
        ("хочу🍕", "хочу", Contains, true),
        ("🍕 мне", "🍕", Starts, true),
        ("+1", "+", Starts, true),
        ("и\u{306}од", "йод", Exact, true),
        ("е\u{308}лка", "ёлка", Exact, true),
        ("", "цена", Contains, false),
    ] {
        assert_eq!(fits(message, word, mode), expected, "{message:?} for {word:?} {mode:?}");
    }
}

proptest! {
    #[test]
    fn a_word_is_found_whatever_its_case_its_marks_and_its_neighbours(
        word in "[а-яё]{3,8}", before in "([a-z]{1,5}[ ,!]{1,2}){0,3}", after in "([ ?!.]{1,2}[a-z]{1,5}){0,3}",
    ) {
        let shouted = word.to_uppercase().replace('Ё', "Е");
        let message = format!("{before} {shouted}{after}");
        prop_assert!(fits(&message, &word, KeywordMode::Contains), "{message}");
        let alone = format!("  {shouted}!!! ");
        for mode in [KeywordMode::Exact, KeywordMode::Starts, KeywordMode::Contains] {
            prop_assert!(fits(&alone, &word, mode));
        }
    }

    #[test]
    fn a_longer_word_is_not_the_word_unless_a_star_says_so(word in "[а-я]{3,8}", ending in "[а-я]{1,4}") {
        let longer = format!("{word}{ending}");
        let starred = format!("{word}*");
        for mode in [KeywordMode::Exact, KeywordMode::Starts, KeywordMode::Contains] {
            prop_assert!(!fits(&longer, &word, mode));
            prop_assert!(fits(&longer, &starred, mode));
            prop_assert!(fits(&word, &starred, mode));
        }
    }

    #[test]
    fn an_emoji_is_told_from_others_whatever_its_skin_and_number(
        emoji in prop::sample::select(vec!["🍕", "👍", "❤", "🙏", "👋"]),
        skin in prop::sample::select(vec!["", "\u{1f3fb}", "\u{1f3fd}", "\u{1f3ff}", "\u{fe0f}"]),
        times in 1usize..6,
    ) {
        let message = format!("{emoji}{skin}").repeat(times);
        prop_assert!(fits(&message, emoji, KeywordMode::Exact));
        prop_assert!(!fits(&message, "🔥", KeywordMode::Contains));
    }

    #[test]
    fn whoever_does_not_answer_its_own_word_is_in_the_table_of_conflicts(
        words in prop::collection::vec(
            ("(как|как дела|дела|де\\*|как де\\*|🍕|🍕 дела|\\+|с\\+\\+)", 0usize..3, -1i64..2), 2..8,
        ),
    ) {
        let modes = ["exact", "contains", "starts"];
        let entry = |(word, mode, priority): &(String, usize, i64)| {
            block("entry").lines("keywords", &[word.as_str()]).text("match", modes[*mode]).int("priority", *priority)
        };
        let project = entries(words.iter().map(entry).collect());
        let compiled = compile(&project);
        let found = conflicts(&project, &compiled);
        for way in ways_in(&project, &compiled).iter().filter(|way| way.prop == "keywords") {
            let word = way.name.strip_suffix('*').unwrap_or(&way.name);
            let answered = asked(&compiled.flow, word).block;
            let is_named = found.iter().any(|conflict| conflict.loser.block == way.block);
            prop_assert!(answered == way.block || is_named, "{:?} is answered by {:?}", way, answered);
        }
    }

    #[test]
    fn what_the_table_of_conflicts_says_is_what_the_engine_does(
        words in prop::collection::vec(
            ("(цена|цен\\*|доставка|цена доставки|🍕|скидка)", 0usize..3, -1i64..2), 2..6,
        ),
    ) {
        let modes = ["exact", "contains", "starts"];
        let entry = |(word, mode, priority): &(String, usize, i64)| {
            block("entry").lines("keywords", &[word.as_str()]).text("match", modes[*mode]).int("priority", *priority)
        };
        let project = entries(words.iter().map(entry).collect());
        let compiled = compile(&project);
        for conflict in conflicts(&project, &compiled) {
            let (Some(winner), Some(loser)) = (conflict.winner.block, conflict.loser.block) else { continue };
            let answered = asked(&compiled.flow, &conflict.sample).block.unwrap();
            prop_assert_ne!(answered, loser, "{:?}", conflict);
            let ways = ways_in(&project, &compiled);
            let words = ways.iter().filter(|way| way.prop == "keywords");
            let order: Vec<_> = words.filter_map(|way| way.block).collect();
            let place = |block: BlockId| order.iter().position(|other| *other == block).unwrap();
            prop_assert!(place(answered) <= place(winner) && place(winner) < place(loser));
            if conflict.never {
                for message in ["цена", "цены", "цена доставки", "доставка", "🍕🍕", "скидка есть", "а цена какая"] {
                    prop_assert_ne!(asked(&compiled.flow, message).block, Some(loser), "{}", message);
                }
            }
        }
    }
}

#[test]
fn the_more_exact_entry_wins_and_the_table_says_why() {
    let word = |word: &str, mode: &str| block("entry").lines("keywords", &[word]).text("match", mode);
    let cases = [
        (word("цена", "contains"), word("цена", "exact"), "цена", "2", Why::Exact),
        (word("цена", "contains"), word("цена доставки", "contains"), "цена доставки", "2", Why::Longer),
        (word("цена", "exact"), word("цена", "exact"), "цена", "1", Why::Order),
        (word("цена", "exact"), word("цена", "contains").int("priority", 1), "цена", "2", Why::Priority),
        (word("хочу", "contains"), word("хочу", "starts"), "хочу есть", "2", Why::Exact),
    ];
    for (first, second, message, winner, why) in cases {
        let project = entries(vec![first, second]);
        assert_eq!(answers(&project, message), winner, "{message}");
        let found = conflicts(&project, &compile(&project));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].why, why, "{message}");
        assert_eq!(found[0].winner.block, Some(BlockId(if winner == "1" { 1 } else { 3 })));
    }
}

#[test]
fn only_what_can_never_work_is_told_apart_from_what_works_now_and_then() {
    let word = |word: &str, mode: &str| block("entry").lines("keywords", &[word]).text("match", mode);
    let never = |first: Draft, second: Draft| {
        let project = entries(vec![first, second]);
        conflicts(&project, &compile(&project)).iter().map(|conflict| conflict.never).collect::<Vec<_>>()
    };
    assert_eq!(never(word("цена", "exact"), word("ЦЕНА!", "exact")), [true]);
    assert_eq!(never(word("цена", "contains"), word("цена", "exact")), [false]);
    assert_eq!(never(word("цена", "contains").int("priority", 1), word("цена", "exact")), [true]);
    assert_eq!(never(word("цен*", "contains").int("priority", 1), word("моя цена", "contains")), [true]);
    assert_eq!(never(word("цена", "contains").int("priority", 1), word("цен*", "contains")), [false]);
    assert_eq!(never(word("цена", "exact"), word("цены", "exact")), [] as [bool; 0]);
    assert_eq!(never(word("цена", "exact").flag("once"), word("цена", "exact")), [false]);
    let comment = |words: &[&str]| block("comment_entry").lines("keywords", words);
    assert_eq!(never(comment(&[]), comment(&["+"])), [false], "words before any comment");
    assert_eq!(never(comment(&[]).int("priority", 1), comment(&["+"])), [true]);
    assert_eq!(
        never(comment(&["+"]).lines("posts", &["1"]), comment(&["+"]).lines("posts", &["2"])),
        [] as [bool; 0]
    );
    let link = |payload: &str| block("entry").lines("links", &[payload]);
    assert_eq!(never(link("a"), link("a")), [true]);
    assert_eq!(never(block("entry").flag("default"), block("entry").flag("default")), [true]);
}

#[test]
fn a_button_of_an_advertisement_is_a_deep_link() {
    let project = entries(vec![block("entry"), block("entry").lines("links", &["guide"])]);
    let mut talk = Talk::with(&project);
    assert_eq!(talk.input(Input::Press("guide__s-vk__c-spring")), ["2"]);
    let field = |name: &str| {
        let id = talk.flow.fields.iter().find(|field| field.name == name).unwrap().id;
        talk.session.field(id).map(ToString::to_string).unwrap_or_default()
    };
    assert_eq!(
        (field("utm_source"), field("utm_campaign"), field("source")),
        ("vk".into(), "spring".into(), "guide".into())
    );
    assert_eq!(talk.input(Input::Press("other")), [] as [&str; 0], "no link of that name");
}

#[test]
fn whoever_presses_start_is_answered_also_when_the_first_entry_is_not_for_them() {
    let mut project = entries(vec![block("entry").text("segment", "Никто"), block("entry").flag("default")]);
    let nobody = [("name".to_owned(), voronka::model::Prop::Text("Никто".into()))].into();
    project.lists.insert("segments".into(), vec![nobody]);
    assert_eq!(Talk::with(&project).start(), ["2"]);
    assert_eq!(answers(&project, "что угодно"), "2");
}

#[test]
fn a_message_that_only_the_answer_to_everything_else_takes_is_not_understood() {
    let project = entries(vec![block("entry").lines("keywords", &["цена"]), block("entry").flag("default")]);
    let flow = compile(&project).flow;
    let price = asked(&flow, "Цена?");
    assert!(price.understood && price.block == Some(BlockId(1)) && price.said == ["1"]);
    let other = asked(&flow, "погода");
    assert!(!other.understood && other.block == Some(BlockId(3)) && other.said == ["2"]);
    assert!(asked(&flow, "/start").understood);
}

/// What nobody asked for is written in allowed hours only, one after another when the cap is one a day.
#[test]
fn what_nobody_asked_for_waits_for_hours_and_for_the_cap() {
    let drafts = ["page", "purchase"].map(|what| block("event_entry").text("what", what));
    let mut project = entries(drafts.into());
    project.schedule.zone = "Europe/Moscow".into();
    project.schedule.quiet = "22:00-09:00".into();
    (project.schedule.cap, project.schedule.cap_per) = (1, "1d".into());
    let flow = std::sync::Arc::new(compile(&project).flow);
    let zone = zones::rules_of("Europe/Moscow").unwrap();
    for half_hour in 0..48 {
        let start = 1_800_000_000_000 + half_hour * 1_800_000;
        let mut talk = Emulator::new(flow.clone(), Setup::new(start, zones::rules_of));
        talk.happen("page", "", "");
        talk.happen("purchase", "", "");
        talk.advance(3 * 86_400_000);
        let sent: Vec<_> = talk
            .log()
            .iter()
            .filter_map(|entry| matches!(&entry.kind, EntryKind::Sent(_)).then_some(entry.at))
            .collect();
        assert_eq!(sent.len(), 2, "none is lost, {start}");
        assert!(sent[1] - sent[0] >= 86_400_000, "{sent:?}");
        for at in sent {
            let hour = zone.local_at(at).rem_euclid(86_400_000) / 3_600_000;
            assert!((9..22).contains(&hour), "{hour}");
        }
    }
}
