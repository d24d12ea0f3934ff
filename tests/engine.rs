//! Facts about `step`: routing, late presses, timers, stop words, limits.

#[path = "engine/asking.rs"]
mod asking;
#[path = "engine/frames.rs"]
mod frames;
#[path = "engine/people.rs"]
mod people;
mod support;

use support::{Talk, block, project};
use voronka::engine::{CallError, Effect, Input, Notice, Session};
use voronka::flow::{Attached, Outcome, ZoneRules};
use voronka::model::{FieldId, TagId, Value};

const DAY: i64 = 86_400_000;

fn menu() -> Talk {
    Talk::with(&project(vec![
        block("entry").lines("keywords", &["меню"]).to("next", 2),
        block("message").text("text", "Что показать?").buttons(&["Цены", "Адрес"]).to("b1", 3).to("b2", 4),
        block("message").text("text", "Цены: 100 ₽"),
        block("message").text("text", "Адрес: Москва"),
    ]))
}

#[test]
fn a_press_follows_its_button_and_the_others_stay_pressable() {
    let mut talk = menu();
    assert_eq!(talk.say("МЕНЮ!"), ["Что показать?"]);
    let (prices, address) = (talk.payload("Цены"), talk.payload("Адрес"));
    assert_eq!(talk.input(Input::Press(&prices)), ["Цены: 100 ₽"]);
    assert_eq!(talk.input(Input::Press(&address)), ["Адрес: Москва"]);
}

#[test]
fn a_typed_caption_is_a_press() {
    let mut talk = menu();
    talk.say("меню");
    assert_eq!(talk.say("адрес"), ["Адрес: Москва"]);
}

#[test]
fn an_old_button_only_says_so_when_its_block_ignores_late_presses() {
    let mut talk = Talk::with(&project(vec![
        block("entry").to("next", 2),
        block("message").text("text", "Код?").text("late", "ignore").buttons(&["Дать код"]).to("b1", 3),
        block("message").text("text", "Код: 7"),
    ]));
    talk.start();
    let payload = talk.payload("Дать код");
    assert_eq!(talk.input(Input::Press(&payload)), ["Код: 7"]);
    assert_eq!(talk.input(Input::Press(&payload)), [""; 0]);
    assert!(matches!(talk.effects[..], [Effect::Notice(_, Notice::ButtonIsOld)]));
}

#[test]
fn payloads_of_others_are_answered_without_a_message() {
    let mut talk = menu();
    talk.start();
    for payload in ["", "1.1.2.b9", "1.1.99.b1", "q1:3", "🍕"] {
        assert_eq!(talk.input(Input::Press(payload)), [""; 0], "{payload}");
        assert!(matches!(talk.effects[..], [Effect::Notice(..)]), "{payload}");
    }
}

fn form() -> Talk {
    Talk::with(&project(vec![
        block("entry").to("next", 2),
        block("question")
            .text("text", "Почта?")
            .text("answer", "email")
            .text("field", "email")
            .text("retry", "Не похоже на почту")
            .int("attempts", 2)
            .text("timeout", "1d")
            .to("next", 3)
            .to("fail", 4)
            .to("timeout", 5),
        block("message").text("text", "Записал {{ email }}"),
        block("message").text("text", "Напишем позже"),
        block("message").text("text", "Вы ещё тут?"),
    ]))
}

#[test]
fn a_wrong_answer_is_asked_again_until_the_attempts_are_used_up() {
    let mut talk = form();
    assert_eq!(talk.start(), ["Почта?"]);
    assert_eq!(talk.say("анна"), ["Не похоже на почту"]);
    assert_eq!(
        talk.input(Input::Media { kind: Attached::Image, file: "", caption: "" }),
        ["Не похоже на почту"]
    );
    assert_eq!(talk.say("анна@"), ["Напишем позже"]);
}

#[test]
fn a_good_answer_is_kept_and_stops_the_reminder() {
    let mut talk = form();
    talk.start();
    let (thread, generation, due) = talk.timer().expect("a reminder is set");
    assert_eq!(talk.say(" anna@example.com "), ["Записал anna@example.com"]);
    assert!(talk.effects.contains(&Effect::DropTimer { thread }));
    talk.now = due;
    assert_eq!(talk.input(Input::Timer { thread, generation }), [""; 0]);
}

#[test]
fn silence_leads_to_the_reminder_once() {
    let mut talk = form();
    talk.start();
    let (thread, generation, due) = talk.timer().expect("a reminder is set");
    assert_eq!(due, DAY);
    talk.now = due - 1;
    assert_eq!(talk.input(Input::Timer { thread, generation }), [""; 0], "early timers do nothing");
    talk.now = due;
    assert_eq!(talk.input(Input::Timer { thread, generation }), ["Вы ещё тут?"]);
    assert_eq!(talk.input(Input::Timer { thread, generation }), [""; 0], "the same timer twice is once");
}

#[test]
fn a_stop_word_works_in_the_middle_of_a_question_and_silences_timers() {
    let mut talk = form();
    talk.start();
    let (thread, generation, due) = talk.timer().expect("a reminder is set");
    let confirmed = talk.say("СТОП!");
    assert_eq!(confirmed.len(), 1);
    assert!(confirmed[0].contains("отписались"), "{confirmed:?}");
    assert!(!talk.session.subscribed);
    talk.now = due;
    assert_eq!(talk.input(Input::Timer { thread, generation }), [""; 0]);
    assert_eq!(talk.say("старт"), ["Почта?"], "a start word brings the funnel back");
    assert!(talk.session.subscribed);
}

#[test]
fn a_blocked_bot_keeps_silent_until_the_subscriber_writes() {
    let mut talk = form();
    talk.start();
    talk.input(Input::Blocked);
    assert!(talk.session.threads.is_empty());
    assert_eq!(talk.start(), ["Почта?"]);
}

#[test]
fn a_keyword_beside_a_delay_is_answered_and_the_delay_goes_on() {
    let mut talk = Talk::with(&project(vec![
        block("entry").to("next", 2),
        block("delay").text("duration", "1d").to("next", 3),
        block("message").text("text", "Прошёл день"),
        block("entry")
            .lines("keywords", &["цена"])
            .text("match", "contains")
            .text("meanwhile", "beside")
            .to("next", 5),
        block("message").text("text", "100 ₽"),
    ]));
    talk.start();
    let (thread, generation, due) = talk.timer().expect("a pause is set");
    assert_eq!(talk.say("Какая цена?"), ["100 ₽"]);
    assert_eq!(talk.say("драгоценности"), [""; 0], "a keyword is a whole word");
    talk.now = due;
    assert_eq!(talk.input(Input::Timer { thread, generation }), ["Прошёл день"]);
}

#[test]
fn a_loop_without_a_wait_ends_and_says_so() {
    let mut talk = Talk::with(&project(vec![block("entry").to("next", 2), block("action").to("next", 2)]));
    talk.start();
    assert!(matches!(talk.effects[..], [Effect::Ended { outcome: Outcome::LoopLimit, .. }]));
}

#[test]
fn a_deep_link_starts_its_entry_and_is_remembered() {
    let mut talk = Talk::with(&project(vec![
        block("entry").to("next", 2),
        block("message").text("text", "Просто вход"),
        block("entry").lines("links", &["qr_1"]).to("next", 4),
        block("message").text("text", "Вход по {{ источник }}"),
    ]));
    assert_eq!(talk.input(Input::Command { name: "start", args: "qr_1" }), ["Вход по qr_1"]);
    assert_eq!(talk.input(Input::Command { name: "start", args: "unknown" }), ["Просто вход"]);
    assert_eq!(talk.session.field(FieldId::SOURCE), Some(&Value::text("unknown")));
}

#[test]
fn a_split_sends_a_subscriber_the_same_way_every_time_and_divides_many_by_weight() {
    let mut project = project(vec![
        block("entry").to("next", 2),
        block("split").rows("arms", &[&[("key", "a")], &[("key", "b")]]).to("a", 3).to("b", 4),
        block("message").text("text", "A"),
        block("message").text("text", "B"),
    ]);
    let rows = project.funnels[0].blocks.get_mut(&voronka::model::BlockId(2)).expect("the split");
    if let Some(voronka::model::Prop::List(rows)) = rows.props.get_mut("arms") {
        rows[0].insert("weight".into(), voronka::model::Prop::Int(3));
    }
    let mut talk = Talk::with(&project);
    let mut first = 0;
    for subscriber in 0..4000 {
        talk.session = Session::new(&talk.flow, subscriber);
        let (once, again) = (talk.start(), talk.start());
        assert_eq!(once, again);
        first += usize::from(once == ["A"]);
    }
    assert!((2900..3100).contains(&first), "{first} of 4000 went the way of weight 3 of 4");
}

#[test]
fn a_request_goes_on_by_success_or_failure_and_keeps_values() {
    let project = project(vec![
        block("entry").to("next", 2),
        block("http")
            .text("url", "https://crm.example/{{ name | x }}")
            .rows("body", &[&[("name", "имя"), ("value", "Анна \"А\"\n")]])
            .rows("save", &[&[("path", "id"), ("field", "name")]])
            .to("next", 3)
            .to("fail", 4),
        block("message").text("text", "Номер {{ name }}"),
        block("message").text("text", "Не вышло"),
    ]);
    let mut talk = Talk::with(&project);
    talk.start();
    let [Effect::Call(request)] = &talk.effects[..] else { panic!("{:?}", talk.effects) };
    assert_eq!(request.url, "https://crm.example/x");
    assert_eq!(request.body, r#"{"имя":"Анна \"А\"\n"}"#);
    let (thread, generation) = (request.thread, request.generation);
    let values = [Some(Value::text("L-1"))];
    assert_eq!(
        talk.input(Input::Answer { thread, generation, outcome: "", result: Ok(&values) }),
        ["Номер L-1"]
    );
    assert_eq!(
        talk.input(Input::Answer { thread, generation, outcome: "", result: Ok(&values) }),
        [""; 0],
        "a repeat is dropped"
    );
    let mut talk = Talk::with(&project);
    talk.start();
    assert_eq!(
        talk.input(Input::Answer { thread, generation, outcome: "", result: Err(CallError::Timeout) }),
        ["Не вышло"]
    );
}

#[test]
fn conditions_take_the_first_branch_that_holds() {
    let formula = "score >= 2 and has(\"lead\")";
    let project = project(vec![
        block("entry").to("next", 2),
        block("action")
            .rows("actions", &[&[("tag", "lead")], &[("act", "add"), ("field", "score"), ("value", "1")]])
            .to("next", 3),
        block("condition")
            .rows("branches", &[&[("key", "hot"), ("formula", formula)]])
            .to("hot", 4)
            .to("else", 5),
        block("message").text("text", "Горячий, {{ score }}"),
        block("message").text("text", "Холодный, {{ score }}"),
    ]);
    let mut talk = Talk::with(&project);
    assert_eq!(talk.start(), ["Холодный, 1"]);
    assert_eq!(talk.start(), ["Горячий, 2"]);
    assert_eq!(talk.session.tags, [TagId(1)]);
}

#[test]
fn quiet_hours_of_the_project_move_a_reminder_to_the_morning() {
    let mut project = project(vec![
        block("entry").to("next", 2),
        block("delay").text("duration", "1h").to("next", 3),
        block("message").text("text", "Утро"),
    ]);
    project.schedule.quiet = "22:00-09:00".into();
    let mut talk = Talk::with(&project);
    talk.zone = ZoneRules::fixed(3 * 3600);
    talk.now = 18 * 3_600_000 + 30 * 60_000; // 21:30 on the subscriber's clock
    talk.start();
    assert_eq!(talk.timer().map(|timer| timer.2), Some(DAY + 6 * 3_600_000));
}

#[test]
fn a_conversation_goes_on_in_a_newer_version_of_its_funnel() {
    let mut edited = project(vec![
        block("entry").to("next", 2),
        block("message").text("text", "Код?").buttons(&["Дать"]).to("b1", 3),
        block("message").text("text", "Старый код"),
    ]);
    let mut talk = Talk::with(&edited);
    talk.start();
    let payload = talk.payload("Дать");
    edited.funnels[0].blocks.insert(voronka::model::BlockId(3), block("message").text("text", "Новый код").0);
    talk.flow = voronka::compile::compile(&edited).flow;
    assert_eq!(talk.input(Input::Press(&payload)), ["Новый код"]);
}

#[test]
fn a_button_keeps_its_own_actions_and_values_in_captions() {
    let mut project = project(vec![
        block("entry").to("next", 2),
        block("message").text("text", "Выбор").buttons(&["Да, {{ имя | друг }}"]).to("b1", 3),
        block("message").text("text", "Счёт {{ score }}"),
    ]);
    let message = project.funnels[0].blocks.get_mut(&voronka::model::BlockId(2)).expect("the message");
    if let Some(voronka::model::Prop::List(rows)) = message.props.get_mut("buttons") {
        let action = [("act", "add"), ("field", "score"), ("value", "5")];
        let action = action.map(|(name, text)| (name.to_owned(), voronka::model::Prop::Text(text.into())));
        rows[0].insert("actions".into(), voronka::model::Prop::List(vec![action.into_iter().collect()]));
    }
    let mut talk = Talk::with(&project);
    talk.start();
    assert_eq!(talk.press("Да, друг"), ["Счёт 5"]);
}

#[test]
fn a_stop_word_works_as_a_command_too() {
    let mut talk = form();
    talk.start();
    assert_eq!(talk.input(Input::Command { name: "stop", args: "" }).len(), 1);
    assert!(!talk.session.subscribed);
}

#[test]
fn a_second_tap_does_not_ask_the_world_again() {
    let mut talk = Talk::with(&project(vec![
        block("entry").to("next", 2),
        block("message").text("text", "Заказать?").buttons(&["Да"]).to("b1", 3),
        block("http").text("url", "https://kitchen.example/orders").to("next", 4).to("fail", 4),
        block("message").text("text", "Готово"),
    ]));
    talk.start();
    let payload = talk.payload("Да");
    talk.input(Input::Press(&payload));
    assert!(matches!(talk.effects[..], [Effect::Call(_)]));
    talk.input(Input::Press(&payload));
    assert!(matches!(talk.effects[..], [Effect::Notice(_, Notice::ButtonIsOld)]));
}

#[test]
fn an_answer_to_everything_else_does_not_end_what_runs() {
    let mut talk = Talk::with(&project(vec![
        block("entry").to("next", 2),
        block("delay").text("duration", "1d").to("next", 3),
        block("message").text("text", "Прошёл день"),
        block("entry").flag("default").to("next", 5),
        block("message").text("text", "Не понял"),
    ]));
    talk.start();
    let (thread, generation, due) = talk.timer().expect("a pause is set");
    assert_eq!(talk.say("спасибо"), ["Не понял"]);
    talk.now = due;
    assert_eq!(talk.input(Input::Timer { thread, generation }), ["Прошёл день"]);
}

#[test]
fn addresses_and_captions_are_sent_to_the_letter() {
    let mut talk = Talk::with(&project(vec![
        block("entry").to("next", 2),
        block("message").text("text", "**Сюда**: https://s.example/a__b__c").rows(
            "buttons",
            &[&[("key", "b1"), ("label", "**Сайт**"), ("url", "https://s.example/__x__?t=**y**")]],
        ),
    ]));
    assert_eq!(talk.start(), ["Сюда: https://s.example/a__b__c"]);
    let [Effect::Send(message), ..] = &talk.effects[..] else { panic!("{:?}", talk.effects) };
    let view = message.view(&talk.flow).expect("a message of this flow");
    assert_eq!(view.rows[0][0].label, "**Сайт**");
    assert_eq!(view.rows[0][0].url, Some("https://s.example/__x__?t=**y**"));
    assert_eq!(view.spans.len(), 1);
}

#[test]
fn a_quick_reply_that_the_messenger_cut_is_still_a_press() {
    let long = "Да, пришлите мне подробный разбор моей рекламы на почту завтра утром";
    let mut talk = Talk::with(&project(vec![
        block("entry").to("next", 2),
        block("message")
            .text("text", "?")
            .rows("quick_replies", &[&[("key", "q1"), ("label", long)]])
            .to("q1", 3),
        block("message").text("text", "Хорошо"),
    ]));
    talk.start();
    let cut: String = long.chars().take(50).chain(['…']).collect();
    assert_eq!(talk.say(&cut), ["Хорошо"]);
}
