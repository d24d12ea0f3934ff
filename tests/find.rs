//! Finding words and names over a whole project, in the window, by what is written on it.
#![cfg(feature = "studio")]

#[path = "support/hands.rs"]
mod hands;
#[path = "support/samples.rs"]
mod samples;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use hands::{click, opening, press, project, window, write};
use samples::copy_of;
use voronka::model::Project;

fn texts(project: &Project) -> String {
    format!("{project:?}")
}

#[test]
fn a_word_is_found_in_every_text_and_replaced_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("pizza", folder.path()))));
    let before = texts(project(&harness));
    press(&mut harness, Modifiers::COMMAND, Key::F);
    write(&mut harness, "Что найти", "пицц");
    assert!(
        harness.query_by_label("Профиль бота · имя: Пицца «Тесто»").is_some(),
        "settings are searched too"
    );
    click(&mut harness, "Заменить на другое");
    write(&mut harness, "На что заменить", "Пирог");
    click(&mut harness, "Заменить всё");
    assert!(harness.query_by_label("Такого нет ни в одном тексте").is_some());
    assert_eq!(project(&harness).bot.name, "Пирога «Тесто»");
    assert!(harness.query_by_label_contains("Заменено мест").is_some());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(texts(project(&harness)), before);
}

#[test]
fn what_comes_in_place_of_a_word_is_written_as_soon_as_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("pizza", folder.path()))));
    press(&mut harness, Modifiers::COMMAND, Key::F);
    write(&mut harness, "Что найти", "пицц");
    click(&mut harness, "Заменить на другое");
    let field = harness.get_by_role_and_label(Role::TextInput, "На что заменить");
    assert!(field.is_focused());
    click(&mut harness, "Заменить на другое");
    assert!(harness.query_by_role_and_label(Role::TextInput, "На что заменить").is_none());
}

#[test]
fn arrows_go_through_the_places_and_enter_goes_into_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("pizza", folder.path()))));
    press(&mut harness, Modifiers::COMMAND, Key::F);
    write(&mut harness, "Что найти", "Куда привезти");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let field = harness.get_by_label("Вопрос");
    assert!(field.is_focused(), "the card shows the text with the cursor in it");
}

#[test]
fn where_a_tag_stands_is_asked_by_ctrl_k() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("pizza", folder.path()))));
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text("где стоит клиент");
    harness.run();
    click(&mut harness, "Где стоит тег «клиент»");
    assert!(harness.query_by_label_contains("мест").is_some());
    click(&mut harness, "Закрыть поиск");
    assert!(harness.query_by_label("Где стоит тег «клиент»").is_none());
}

#[test]
fn a_block_is_added_by_ctrl_k_under_any_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("pizza", folder.path()))));
    let before = harness.query_all_by_label("Блок: Задержка").count();
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text("пауза");
    harness.run();
    harness.get_by_role_and_label(Role::MenuItem, "Задержка").click();
    harness.run();
    assert_eq!(harness.query_all_by_label("Блок: Задержка").count(), before + 1);
}

#[test]
fn a_renamed_tag_is_renamed_in_the_tests_when_the_project_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_of("pizza", folder.path());
    let mut harness = window(opening(Some(path.clone())));
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    click(&mut harness, "Теги");
    write(&mut harness, "Имя: клиент", "постоянный");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let all = || -> String {
        let files = std::fs::read_dir(path.join("tests")).unwrap().flatten();
        files.map(|file| std::fs::read_to_string(file.path()).unwrap()).collect()
    };
    assert!(all().contains("? #клиент"));
    press(&mut harness, Modifiers::COMMAND, Key::T);
    assert!(harness.query_by_label("Тесты").is_none(), "before it is saved the tests pass as well");
    press(&mut harness, Modifiers::COMMAND, Key::S);
    assert!(all().contains("? #постоянный") && !all().contains("#клиент"));
    press(&mut harness, Modifiers::COMMAND, Key::T);
    assert!(harness.query_by_label("Тесты").is_none());
}

#[test]
fn the_settings_open_where_they_were_left_with_the_places_of_a_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("opros-nps", folder.path()))));
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    click(&mut harness, "Поля");
    harness.run();
    click(&mut harness, "отзыв: 4 места");
    let rows: Vec<String> =
        harness.query_all_by_role(Role::ListItem).filter_map(|row| row.accesskit_node().label()).collect();
    assert_eq!(rows.len(), 4, "{rows:?}");
    harness.get_by_role_and_label(Role::ListItem, &rows[0]).click();
    harness.run();
    assert!(harness.query_by_label("Холст").is_some(), "the block is shown");
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    for row in &rows {
        assert!(harness.query_by_role_and_label(Role::ListItem, row).is_some(), "{row}");
    }
}

#[test]
fn a_place_of_a_link_leads_to_the_field_that_holds_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("opros-nps", folder.path()))));
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    click(&mut harness, "Файлы и ссылки");
    harness.run();
    click(&mut harness, "chek: 2 места");
    harness.get_by_label_contains("Рост · Минилендинг · ссылка").click();
    harness.run();
    let field = harness.get_by_role_and_label(Role::ComboBox, "Метка ссылок страницы");
    assert!(field.is_focused());
    assert!(harness.ctx.content_rect().contains_rect(field.rect()), "{} is in sight", field.rect());
    press(&mut harness, Modifiers::NONE, Key::Enter);
    click(&mut harness, "Первая из блоков «Вход»");
    assert_eq!(project(&harness).landing.link, "");
}
