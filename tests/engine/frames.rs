//! Facts about funnels that call each other: where a conversation comes back to after a way out that is no end.

use super::support::{Draft, Talk, block, project};
use std::collections::BTreeMap;
use voronka::engine::Input;
use voronka::model::{BlockId, Funnel, FunnelName, Project, Prop, Record};

fn button(key: &str, label: &str, kind: &str) -> Record {
    [("key", key), ("label", label), ("kind", kind)]
        .map(|(name, text)| (name.to_owned(), Prop::Text(text.into())))
        .into_iter()
        .collect()
}

fn kinds(mut draft: Draft, buttons: &[(&str, &str, &str)]) -> Draft {
    let rows = buttons.iter().map(|(key, label, kind)| button(key, label, kind)).collect();
    draft.0.props.insert("buttons".into(), Prop::List(rows));
    draft
}

/// A menu that calls a funnel of questions, whose message leads back and to the beginning.
fn faq() -> Talk {
    let mut project: Project = project(vec![
        block("entry").lines("commands", &["start"]).to("next", 2),
        block("message").text("text", "Меню").buttons(&["Вопросы", "Пока"]).to("b1", 3).to("b2", 5),
        block("goto").text("funnel", "faq").flag("back").to("next", 4),
        block("message").text("text", "Вернулись"),
        block("message").text("text", "До встречи"),
    ]);
    let answer = block("message").text("text", "Ответ");
    let answer =
        kinds(answer, &[("home", "В начало", "home"), ("back", "Назад", "back"), ("more", "Ясно", "go")]);
    let blocks = [
        (BlockId(6), block("entry").to("next", 7).0),
        (BlockId(7), answer.to("more", 8).0),
        (BlockId(8), block("message").text("text", "Хорошо").0),
    ];
    project.funnels.push(Funnel {
        name: FunnelName("faq".into()),
        title: "Вопросы".into(),
        blocks: BTreeMap::from(blocks),
    });
    project.next_block = 9;
    Talk::with(&project)
}

#[test]
fn a_called_funnel_that_comes_to_its_end_returns() {
    let mut talk = faq();
    talk.start();
    assert_eq!(talk.press("Вопросы"), ["Ответ"]);
    assert_eq!(talk.press("Ясно"), ["Хорошо", "Вернулись"]);
}

#[test]
fn a_step_back_or_home_out_of_a_called_funnel_leaves_the_call() {
    for way in ["В начало", "Назад"] {
        let mut talk = faq();
        talk.start();
        talk.press("Вопросы");
        assert_eq!(talk.press(way), ["Меню"], "{way}");
        assert_eq!(talk.press("Пока"), ["До встречи"], "{way}: nothing is left to return to");
    }
}

#[test]
fn the_same_old_menu_answers_however_often_it_is_pressed() {
    let mut talk = faq();
    talk.start();
    let (questions, bye) = (talk.payload("Вопросы"), talk.payload("Пока"));
    for times in 1..40 {
        assert_eq!(talk.input(Input::Press(&questions)), ["Ответ"], "press {times}");
    }
    assert_eq!(talk.input(Input::Press(&bye)), ["До встречи"]);
}

#[test]
fn funnels_that_call_each_other_in_a_circle_of_menus_never_fall_silent() {
    let mut talk = Talk::with(&project(vec![
        block("entry").lines("commands", &["start"]).to("next", 2),
        block("message").text("text", "Меню").buttons(&["Ещё"]).to("b1", 3),
        block("goto").text("block", "2").flag("back").to("next", 4),
        block("message").text("text", "Вернулись"),
    ]));
    talk.start();
    for _ in 0..40 {
        assert_eq!(talk.press("Ещё"), ["Меню"]);
    }
}
