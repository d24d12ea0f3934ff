//! Facts about conversations with a person of the team: what waits meanwhile, what goes on after it.

use super::support::{Draft, Talk, block, project};
use voronka::engine::{CallError, Effect, Input, Waiting};
use voronka::flow::Service;
use voronka::model::{Project, Value};

const MINUTE: i64 = 60_000;

/// A hand-over by the word «человек» beside what else runs.
fn with_desk(mut drafts: Vec<Draft>, timeout: &str) -> Project {
    let entry = drafts.len() as u32 + 1;
    drafts.push(
        block("entry")
            .lines("keywords", &["человек"])
            .flag("interrupts")
            .text("meanwhile", "beside")
            .to("next", entry + 1),
    );
    drafts.push(block("handover").text("text", "Передаю").text("timeout", timeout).to("next", entry + 2));
    drafts.push(block("message").text("text", "Снова бот"));
    project(drafts)
}

/// Says the word and lets the desk answer.
fn call_a_person(talk: &mut Talk) {
    talk.say("человек");
    let asked = talk.effects.iter().find_map(|effect| match effect {
        Effect::Call(call) if call.service == Service::Desk => Some((call.thread, call.generation)),
        _ => None,
    });
    let (thread, generation) = asked.expect("the desk is asked");
    let answer = Input::Answer { thread, generation, outcome: "", result: Ok(&[None]) };
    assert_eq!(talk.input(answer), ["Передаю"]);
}

/// Feeds timers until a moment, as a driver does, and gives what was said.
fn until(talk: &mut Talk, moment: i64) -> Vec<String> {
    let mut said = Vec::new();
    while let Some(timer) = talk.session.first_timer().filter(|timer| timer.due <= moment) {
        talk.now = talk.now.max(timer.due);
        said.extend(talk.input(Input::Timer { thread: timer.thread, generation: timer.generation }));
    }
    talk.now = moment;
    said
}

fn frees_the_person(talk: &Talk) -> bool {
    let frees = |effect: &Effect| matches!(effect, Effect::Tell(call) if call.service == Service::Desk && call.act == "free");
    talk.effects.iter().any(frees)
}

fn later_message(duration: &str) -> Vec<Draft> {
    vec![
        block("entry").lines("commands", &["start"]).to("next", 2),
        block("delay").text("duration", duration).to("next", 3),
        block("message").text("text", "Обещанное"),
    ]
}

#[test]
fn what_came_due_while_a_person_talked_comes_at_once_after() {
    let mut talk = Talk::with(&with_desk(later_message("10m"), ""));
    talk.start();
    call_a_person(&mut talk);
    assert_eq!(until(&mut talk, 11 * MINUTE), [""; 0]);
    assert_eq!(talk.input(Input::HumanDone), ["Снова бот"]);
    assert_eq!(until(&mut talk, 11 * MINUTE), ["Обещанное"]);
}

#[test]
fn a_pause_that_ends_by_chance_with_the_conversation_is_not_cut_short() {
    let mut talk = Talk::with(&with_desk(later_message("1h"), "1h"));
    talk.start();
    call_a_person(&mut talk);
    until(&mut talk, 5 * MINUTE);
    talk.input(Input::HumanDone);
    assert_eq!(until(&mut talk, 59 * MINUTE), [""; 0]);
    assert_eq!(until(&mut talk, 60 * MINUTE), ["Обещанное"]);
}

#[test]
fn the_bot_does_not_talk_into_the_conversation_with_the_answer_to_a_call() {
    for failed in [false, true] {
        let mut talk = Talk::with(&with_desk(
            vec![
                block("entry").lines("commands", &["start"]).to("next", 2),
                block("http").text("url", "https://crm.example").to("next", 3).to("fail", 4),
                block("message").text("text", "Заявка принята"),
                block("message").text("text", "Заявка не прошла"),
            ],
            "",
        ));
        talk.start();
        let asked = talk.session.threads[0].clone();
        call_a_person(&mut talk);
        let result = if failed { Err(CallError::Timeout) } else { Ok(&[][..]) };
        let (thread, generation) = (asked.id, asked.generation);
        let answer = || Input::Answer { thread, generation, outcome: "", result };
        assert_eq!(talk.input(answer()), [""; 0]);
        assert_eq!(talk.input(answer()), [""; 0], "a repeat changes nothing");
        assert_eq!(until(&mut talk, 3 * 60 * MINUTE), [""; 0]);
        assert_eq!(talk.input(Input::HumanDone), ["Снова бот"]);
        let told = if failed { "Заявка не прошла" } else { "Заявка принята" };
        let now = talk.now;
        assert_eq!(until(&mut talk, now), [told]);
    }
}

#[test]
fn the_end_of_an_answer_in_several_messages_waits_for_the_person_too() {
    let mut talk = Talk::with(&with_desk(
        vec![
            block("entry").lines("commands", &["start"]).to("next", 2),
            block("question").text("text", "Рассказывайте").text("collect", "10s").to("next", 3),
            block("message").text("text", "Спасибо"),
        ],
        "",
    ));
    talk.start();
    talk.say("Начну издалека");
    call_a_person(&mut talk);
    assert_eq!(until(&mut talk, MINUTE), [""; 0]);
    talk.input(Input::HumanDone);
    assert_eq!(until(&mut talk, MINUTE), ["Спасибо"]);
}

#[test]
fn money_that_comes_late_and_amid_the_conversation_is_thanked_for_after_it() {
    let mut talk = Talk::with(&with_desk(
        vec![
            block("entry").lines("commands", &["start"]).to("next", 2),
            block("payment").text("amount", "100").text("timeout", "1h").to("paid", 3).to("expired", 4),
            block("message").text("text", "Оплачено"),
            block("message").text("text", "Истёк"),
        ],
        "",
    ));
    talk.start();
    let asked = talk.session.threads[0].clone();
    let (thread, generation) = (asked.id, asked.generation);
    let link = [Some(Value::text("https://pay.example/1"))];
    talk.input(Input::Answer { thread, generation, outcome: "", result: Ok(&link) });
    assert_eq!(until(&mut talk, 60 * MINUTE), ["Истёк"]);
    call_a_person(&mut talk);
    let paid = Input::Event { name: "paid:2", about: "", value: "100" };
    assert_eq!(talk.input(paid), [""; 0]);
    assert_eq!(talk.input(Input::HumanDone), ["Снова бот", "Оплачено"]);
}

#[test]
fn the_person_is_free_again_however_the_conversation_ends() {
    for (name, end) in [("stop", Input::Text("стоп")), ("block", Input::Blocked), ("done", Input::HumanDone)]
    {
        let mut talk = Talk::with(&with_desk(vec![block("entry")], ""));
        call_a_person(&mut talk);
        assert!(talk.session.with_human().is_some());
        talk.input(end);
        assert!(talk.session.with_human().is_none() && frees_the_person(&talk), "{name}");
    }
}

#[test]
fn of_too_many_conversations_an_idle_one_gives_way_and_not_a_promise_or_a_person() {
    let mut drafts = later_message("30d");
    drafts.push(block("entry").lines("keywords", &["меню"]).text("meanwhile", "beside").to("next", 5));
    drafts.push(block("message").text("text", "Меню").buttons(&["А"]).to("b1", 6));
    drafts.push(block("message").text("text", "А"));
    let mut talk = Talk::with(&with_desk(drafts, ""));
    talk.start();
    for _ in 0..14 {
        talk.say("меню");
    }
    call_a_person(&mut talk);
    assert_eq!(talk.session.threads.len(), 16, "no room is left");
    talk.input(Input::HumanDone);
    for _ in 0..14 {
        talk.say("меню");
    }
    let pauses = talk.session.threads.iter().filter(|thread| thread.waiting == Waiting::Timer).count();
    assert_eq!((talk.session.threads.len(), pauses), (16, 1));
}
