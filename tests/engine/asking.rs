//! Facts about asking: what a number means, languages of hints, ticks, answers in several messages.

use super::support::{Talk, block, project};
use voronka::engine::{Effect, Input, Notice, Session};
use voronka::flow::{Attached, event_id};
use voronka::model::{FieldId, Layer, Project, Value};

fn text(value: &str) -> Option<Value> {
    Some(Value::text(value))
}

/// A conversation with a subscriber of whom one thing is known.
fn talk_with(project: &Project, field_id: FieldId, value: &str) -> Talk {
    let mut talk = Talk::with(project);
    talk.session = Session::new(&talk.flow, 1);
    talk.session.set_field(field_id, text(value));
    talk
}

#[test]
fn where_there_are_no_buttons_a_number_answers_the_question_and_does_not_skip_it() {
    let project = project(vec![
        block("entry").to("next", 2),
        block("question")
            .text("text", "Сколько?")
            .text("answer", "number")
            .text("field", "score")
            .text("skip", "Пропустить")
            .to("next", 3)
            .to("skip", 4),
        block("message").text("text", "Записал {{ score }}"),
        block("message").text("text", "Пропустили"),
    ]);
    let mut talk = talk_with(&project, FieldId::CHANNEL, "sms");
    talk.start();
    assert_eq!(talk.say("1"), ["Записал 1"]);
}

fn scale(kind: &str) -> Project {
    project(vec![
        block("entry").to("next", 2),
        block(kind)
            .text("text", "Оцените")
            .text("field", "score")
            .to("next", 3)
            .to("promoter", 3)
            .to("passive", 3)
            .to("detractor", 3),
        block("message").text("text", "Оценка {{ score }}"),
    ])
}

#[test]
fn on_a_scale_a_number_is_the_score_and_never_a_place() {
    for (kind, typed, heard) in [
        ("nps", "9", "Оценка 9"),
        ("nps", "девять", "Оценка 9"),
        ("nps", "0", "Оценка 0"),
        ("nps", "11", "Нажмите, пожалуйста, число от 0 до 10."),
        ("rating", "5", "Оценка 5"),
        ("rating", "четыре", "Оценка 4"),
        ("rating", "6", "Нажмите, пожалуйста, число от 1 до 5."),
        ("rating", "0", "Нажмите, пожалуйста, число от 1 до 5."),
    ] {
        let mut talk = talk_with(&scale(kind), FieldId::CHANNEL, "sms");
        talk.start();
        assert_eq!(talk.say(typed), [heard], "{kind}: {typed}");
    }
}

#[test]
fn hints_that_the_author_left_empty_come_in_the_language_of_the_project_and_of_its_layers() {
    let mut project = scale("rating");
    project.layers.push(Layer { name: "en".into(), ..Layer::default() });
    let hint = |project: &Project, language: &str| {
        let mut talk = talk_with(project, FieldId::LANGUAGE, language);
        talk.start();
        talk.say("?").concat()
    };
    let (ru, en) = ("Нажмите, пожалуйста, число от 1 до 5.", "Please choose a number from 1 to 5.");
    assert_eq!(hint(&project, "ru"), ru);
    assert_eq!(hint(&project, "en-GB"), en);
    assert_eq!(hint(&project, "de"), ru, "a language without a layer hears the project's own");
    project.layers[0].texts.insert("2.retry".into(), "One to five, please".into());
    assert_eq!(hint(&project, "en"), "One to five, please");
    project.layers.clear();
    project.language = "en".into();
    assert_eq!(hint(&project, "ru"), en);
}

#[test]
fn progress_and_question_are_translated_apart() {
    let mut project = scale("rating");
    let rating =
        project.funnels[0].blocks.values_mut().find(|block| block.kind == "rating").expect("a rating");
    rating.props.insert("progress".into(), voronka::model::Prop::Text("1 из 2".into()));
    project.layers.push(Layer { name: "en".into(), ..Layer::default() });
    let asked = |project: &Project| talk_with(project, FieldId::LANGUAGE, "en").start().concat();
    assert_eq!(asked(&project), "1 из 2\nОцените");
    project.layers[0].texts.insert("2.progress".into(), "1 of 2".into());
    assert_eq!(asked(&project), "1 of 2\nОцените");
    project.layers[0].texts.insert("2.text".into(), "Rate us".into());
    assert_eq!(asked(&project), "1 of 2\nRate us");
}

#[test]
fn an_answer_is_kept_the_same_in_every_language() {
    for kind in ["choice", "multi_choice"] {
        let mut project = project(vec![
            block("entry").to("next", 2),
            block(kind)
                .text("text", "Куда?")
                .text("field", "email")
                .rows("options", &[&[("key", "o1"), ("label", "Юг, {{ name | все }}")]])
                .to("next", 3),
            block("message").text("text", "{{ email }}"),
        ]);
        project.layers.push(Layer { name: "en".into(), ..Layer::default() });
        project.layers[0].texts.insert("2.options.o1.label".into(), "South, {{ name | all }}".into());
        let mut talk = talk_with(&project, FieldId::LANGUAGE, "en");
        talk.start();
        assert_eq!(talk.say("south, all"), ["Юг, все"], "{kind}");
    }
}

#[test]
fn asking_blocks_without_anything_filled_in_still_talk() {
    for kind in ["question", "choice", "multi_choice", "rating", "nps", "consent"] {
        let mut talk = Talk::with(&project(vec![
            block("entry").to("next", 2),
            block(kind).to("next", 3).to("fail", 3).to("promoter", 3).to("refused", 3),
            block("message").text("text", "Дальше"),
        ]));
        talk.start();
        let mut heard = Vec::new();
        for _ in 0..4 {
            heard.extend(talk.say("10"));
            if talk.session.threads.is_empty() {
                break;
            }
        }
        assert_eq!(heard.last().map(String::as_str), Some("Дальше"), "{kind}: {heard:?}");
    }
}

#[test]
fn options_out_of_a_field_are_ticked_like_the_authors_own() {
    let mut project = project(vec![
        block("entry").to("next", 2),
        block("multi_choice")
            .text("text", "Что взять?")
            .text("list", "name")
            .text("field", "email")
            .rows("options", &[&[("key", "o1"), ("label", "Пакет")]])
            .text("skip", "Ничего")
            .to("next", 3)
            .to("skip", 4),
        block("message").text("text", "Взяли: {{ email }}"),
        block("message").text("text", "Ничего не взяли"),
    ]);
    let items = ["Сыр", "Хлеб"].map(Value::text).to_vec();
    let name = project.field("name").expect("a field").0;
    project.fields.iter_mut().find(|field| field.id == name).expect("a field").default =
        Some(Value::List(items));
    let mut talk = Talk::with(&project);
    talk.start();
    assert_eq!(talk.say("1, 3"), ["Взяли: Пакет, Хлеб"], "own options stand above those of the list");
    let mut talk = Talk::with(&project);
    talk.start();
    let (cheese, done) = (talk.payload("Сыр"), talk.payload("Готово"));
    assert_eq!(talk.input(Input::Press(&cheese)), [""; 0]);
    assert!(
        matches!(&talk.effects[..], [Effect::Notice(_, Notice::Ticked(caption, true))] if caption == "Сыр")
    );
    assert_eq!(talk.input(Input::Press(&done)), ["Взяли: Сыр"]);
    let mut talk = Talk::with(&project);
    talk.start();
    assert_eq!(talk.say("5"), ["Ничего не взяли"], "the buttons below the list are counted on");
}

#[test]
fn an_answer_in_several_messages_cannot_swell_the_session() {
    let mut talk = Talk::with(&project(vec![
        block("entry").to("next", 2),
        block("question")
            .text("text", "Рассказывайте")
            .text("field", "name")
            .text("collect", "10s")
            .to("next", 3),
        block("message").text("text", "Спасибо"),
    ]));
    talk.start();
    for _ in 0..100 {
        assert_eq!(talk.say(&"я".repeat(4_000)), [""; 0]);
    }
    let (thread, generation, due) = talk.timer().expect("the end of the answer");
    talk.now = due;
    assert_eq!(talk.input(Input::Timer { thread, generation }), ["Спасибо"]);
    let kept = talk.session.fields.iter().find_map(|(_, value)| match value {
        Value::Text(text) => Some(text.len()),
        _ => None,
    });
    assert!(kept.is_some_and(|kept| kept < 32 * 1024), "{kept:?}");
}

#[test]
fn what_is_no_words_is_refused_where_words_were_asked_and_taken_where_it_was_asked() {
    for (files, kind, accepted) in [
        ("any", Attached::Voice, true),
        ("any", Attached::Sticker, false),
        ("image", Attached::Image, true),
        ("image", Attached::File, false),
        ("document", Attached::File, true),
        ("voice", Attached::Voice, true),
        ("voice", Attached::Audio, false),
        ("video", Attached::Video, true),
    ] {
        let mut talk = Talk::with(&project(vec![
            block("entry").to("next", 2),
            block("question").text("text", "?").text("answer", "file").text("files", files).to("next", 3),
            block("message").text("text", "Взял"),
        ]));
        talk.start();
        let heard = talk.input(Input::Media { kind, file: "f", caption: "" });
        assert_eq!(heard == ["Взял"], accepted, "{files} {kind:?}: {heard:?}");
        assert_eq!(heard.len(), 1, "never silence");
    }
}

#[test]
fn a_consent_is_recorded_with_channel_version_and_time_and_so_is_its_end() {
    let mut project = project(vec![
        block("entry").to("next", 2),
        block("consent").text("text", "Можно писать?").flag("change").to("next", 3).to("refused", 4),
        block("message").text("text", "Спасибо"),
        block("message").text("text", "Не будем"),
    ]);
    project.consent.version = "2026-03".into();
    let mut talk = talk_with(&project, FieldId::CHANNEL, "telegram");
    talk.start();
    let refuse = talk.payload("Не согласен");
    talk.now = 1_000;
    assert_eq!(talk.press("Согласен"), ["Спасибо"]);
    assert!(talk.session.agreed(event_id("2026-03")) && !talk.session.agreed(event_id("2026-04")));
    talk.now = 2_000;
    assert_eq!(talk.input(Input::Press(&refuse)), ["Не будем"]);
    assert!(!talk.session.agreed(event_id("2026-03")));
    let records = &talk.session.more.as_ref().expect("records").consents;
    let known: Vec<_> = records.iter().map(|record| (&*record.channel, record.at, record.given)).collect();
    assert_eq!(known, [("telegram", 1_000, true), ("telegram", 2_000, false)]);
    assert!(records.iter().all(|record| record.version == event_id("2026-03")));
}
