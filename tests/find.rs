//! Finding words and names over a whole project, in the window, by what is written on it.
#![cfg(feature = "studio")]

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::{Path, PathBuf};
use voronka::model::{Lang, Project};
use voronka::studio::command::ThemeChoice;
use voronka::studio::{App, Opening, Settings};

/// A window on a copy of a sample, which does its work at once.
fn window(path: PathBuf) -> Harness<'static, App> {
    let opening = Opening {
        lang: Lang::Ru,
        settings: Settings { theme: ThemeChoice::Light, ..Settings::default() },
        settings_folder: None,
        data_folder: None,
        program: None,
        path: Some(path),
        beside: false,
        picture: None,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1400.0, 860.0))
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(200)
        .build_eframe(move |context| App::new(&context.egui_ctx, opening));
    harness.run();
    harness
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn pizza(folder: &Path) -> PathBuf {
    let to = folder.join("pizza");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/pizza"), &to);
    to
}

fn project<'h>(harness: &'h Harness<'_, App>) -> &'h Project {
    harness.state().project().expect("a project is open")
}

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn write(harness: &mut Harness<'_, App>, label: &str, text: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    press(harness, Modifiers::COMMAND, Key::A);
    harness.get_by_label(label).type_text(text);
    harness.run();
}

fn texts(project: &Project) -> String {
    format!("{project:?}")
}

#[test]
fn a_word_is_found_in_every_text_and_replaced_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(pizza(folder.path()));
    let before = texts(project(&harness));
    press(&mut harness, Modifiers::COMMAND, Key::F);
    write(&mut harness, "Что найти", "пицц");
    assert!(harness.query_by_label("Имя бота: Пицца «Тесто»").is_some(), "settings are searched too");
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
fn arrows_go_through_the_places_and_enter_goes_into_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(pizza(folder.path()));
    press(&mut harness, Modifiers::COMMAND, Key::F);
    write(&mut harness, "Что найти", "Куда привезти");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let field = harness.get_by_label("Вопрос");
    assert!(field.is_focused(), "the card shows the text with the cursor in it");
}

#[test]
fn where_a_tag_stands_is_asked_by_ctrl_k() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(pizza(folder.path()));
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text("где стоит клиент");
    harness.run();
    click(&mut harness, "Где стоит тег «клиент»");
    assert!(harness.query_by_label_contains("мест").is_some());
    click(&mut harness, "Закрыть поиск");
    assert!(harness.query_by_label("Где стоит тег «клиент»").is_none());
}

#[test]
fn a_renamed_tag_is_renamed_in_the_tests_when_the_project_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = pizza(folder.path());
    let mut harness = window(path.clone());
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
