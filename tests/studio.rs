//! The whole window by hand: no display, no waiting, found by what is written on it.
#![cfg(feature = "studio")]

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::{Path, PathBuf};
use voronka::blocks::Registry;
use voronka::file;
use voronka::model::{Exit, Lang, Project};
use voronka::studio::command::ThemeChoice;
use voronka::studio::{App, Opening, Settings};

const CTRL: Modifiers = Modifiers::COMMAND;

/// A window of the studio that does its work at once and remembers nothing.
fn window(path: Option<PathBuf>) -> Harness<'static, App> {
    let settings = Settings { theme: ThemeChoice::Light, ..Settings::default() };
    let opening = Opening {
        lang: Lang::Ru,
        settings,
        settings_folder: None,
        data_folder: None,
        program: None,
        path,
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

fn project<'h>(harness: &'h Harness<'_, App>) -> &'h Project {
    harness.state().project().expect("a project is open")
}

fn bytes(harness: &Harness<'_, App>) -> std::collections::BTreeMap<String, Vec<u8>> {
    file::write(project(harness), &Registry)
}

fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn center(harness: &Harness<'_, App>, label: &str) -> Pos2 {
    harness.get_by_label(label).rect().center()
}

fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for share in [0.1, 0.4, 0.7, 1.0] {
        harness.hover_at(from.lerp(to, share));
        harness.step();
    }
    harness.drop_at(to);
    harness.run();
}

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn type_into(harness: &mut Harness<'_, App>, label: &str, text: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    harness.get_by_label(label).type_text(text);
    harness.run();
}

/// The path of a copy of a sample project.
fn copy_of(name: &str, folder: &Path) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects").join(name);
    let to = folder.join(name);
    copy(&from, &to);
    to
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

#[test]
fn a_funnel_is_drawn_played_and_undone_to_the_first_byte() {
    let mut harness = window(None);
    click(&mut harness, "Новый проект");
    let first = bytes(&harness);

    let entry = harness.get_by_role_and_label(Role::Button, "Вход").rect().center();
    drag(&mut harness, entry, pos2(420.0, 300.0));
    let message = harness.get_by_role_and_label(Role::Button, "Сообщение").rect().center();
    drag(&mut harness, message, pos2(700.0, 420.0));
    assert_eq!(project(&harness).blocks().count(), 2);

    let port = center(&harness, "Выход: Дальше (Вход)");
    let target = center(&harness, "Блок: Сообщение");
    drag(&mut harness, port, target);
    let wires: Vec<_> = project(&harness).blocks().flat_map(|(_, _, block)| block.exits.keys()).collect();
    assert_eq!(wires, [&Exit::next()]);

    click(&mut harness, "Блок: Сообщение");
    type_into(&mut harness, "Текст", "Привет от бота");
    click(&mut harness, "Начать разговор");
    assert!(harness.query_by_label_contains("Привет от бота").is_some(), "the bot answers in the chat");

    while harness.query_by_label_contains("Отменить «").is_some() {
        harness.get_by_label_contains("Отменить «").click();
        harness.run();
    }
    assert_eq!(bytes(&harness), first);
}

#[test]
fn a_broken_project_is_refused_in_words_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_of("pizza", folder.path());
    let broken = path.join("project.ron");
    std::fs::write(&broken, "(format: 1, title: ").unwrap();
    let mut harness = window(Some(path));
    harness.get_by_label("Проект не открылся");
    harness.get_by_label_contains("project.ron");
    click(&mut harness, "Понятно");
    assert!(harness.state().project().is_none());
    assert_eq!(std::fs::read_to_string(&broken).unwrap(), "(format: 1, title: ");
}

#[test]
fn ctrl_k_finds_and_runs_a_command_in_the_wrong_layout_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(Some(copy_of("pizza", folder.path())));
    let funnels = project(&harness).funnels.len();
    press(&mut harness, CTRL, Key::K);
    harness.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text("yjdfz djhjyrf");
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(project(&harness).funnels.len(), funnels + 1);
    assert!(harness.query_by_role_and_label(Role::TextInput, "Найти или выполнить").is_none());
}

#[test]
fn the_language_changes_every_label() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(Some(copy_of("pizza", folder.path())));
    harness.get_by_label("Опубликовать");
    click(&mut harness, "RU");
    harness.get_by_label("Publish");
    assert!(harness.query_by_label("Опубликовать").is_none());
    click(&mut harness, "EN");
    harness.get_by_label("Опубликовать");
}

#[test]
fn what_is_saved_opens_again_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first");
    let mut harness = window(None);
    click(&mut harness, "Новый проект");
    let entry = harness.get_by_role_and_label(Role::Button, "Вход").rect().center();
    drag(&mut harness, entry, pos2(420.0, 300.0));
    harness.get_by_label("не сохранено");
    press(&mut harness, CTRL, Key::S);
    harness.get_by_label("Путь на диске").focus();
    harness.run();
    press(&mut harness, CTRL, Key::A);
    type_into(&mut harness, "Путь на диске", path.to_str().unwrap());
    click(&mut harness, "Сохранить");
    harness.get_by_label("сохранено");
    let saved = project(&harness).clone();
    let again = window(Some(path));
    assert_eq!(project(&again), &saved);
}

#[test]
fn a_deletion_is_not_asked_about_but_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(Some(copy_of("pizza", folder.path())));
    let before = project(&harness).clone();
    press(&mut harness, CTRL, Key::A);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(project(&harness).blocks().count() < before.blocks().count());
    click(&mut harness, "Вернуть");
    assert_eq!(project(&harness), &before);
}

#[test]
fn unsaved_changes_are_asked_about_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_of("pizza", folder.path());
    let mut harness = window(Some(path.clone()));
    press(&mut harness, CTRL, Key::N);
    assert!(harness.query_by_label("Сохранить изменения?").is_none(), "nothing was changed");

    let mut harness = window(Some(path));
    press(&mut harness, CTRL, Key::A);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    press(&mut harness, CTRL, Key::N);
    harness.get_by_label("Сохранить изменения?");
    let deleted = project(&harness).clone();
    click(&mut harness, "Отмена");
    assert_eq!(project(&harness), &deleted);
    press(&mut harness, CTRL, Key::N);
    click(&mut harness, "Не сохранять");
    assert_eq!(project(&harness).blocks().count(), 0);
}

#[test]
fn the_tests_of_a_sample_pass_in_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(Some(copy_of("checklist", folder.path())));
    harness.get_by_label("Замечаний нет");
    press(&mut harness, CTRL, Key::T);
    assert!(harness.query_by_label_contains("тестов пройдено").is_some());
}

/// A file as a window hands it over.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_file(harness: &mut Harness<'_, App>, file: &Path, at: Pos2) {
    harness.hover_at(at);
    harness.run();
    harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(file.to_owned())));
    harness.run();
}

#[test]
fn a_dropped_file_becomes_a_message_and_joins_the_block_it_is_dropped_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = window(Some(copy_of("checklist", folder.path())));
    let file = folder.path().join("Прайс лист.pdf");
    std::fs::write(&file, "цены").expect("a file");
    let before: Vec<_> = project(&harness).blocks().map(|(_, block_id, _)| block_id).collect();
    let ground = harness.get_by_label("Холст").rect().left_bottom() + vec2(260.0, -30.0);
    drop_file(&mut harness, &file, ground);
    let new = project(&harness).blocks().find(|(_, block_id, _)| !before.contains(block_id));
    let (_, new, block) = new.expect("a new block");
    assert_eq!((block.kind.as_str(), block.text("media")), ("message", "Прайс-лист.pdf"));
    let on_card = center(&harness, "Вложение");
    let other = folder.path().join("b.png");
    std::fs::write(&other, "x").expect("a file");
    drop_file(&mut harness, &other, on_card);
    let text = |harness: &Harness<'_, App>| {
        project(harness).block(new).map(|found| found.1.text("media").to_owned())
    };
    assert_eq!(text(&harness).as_deref(), Some("b.png"));
    assert!(folder.path().join("checklist/media/b.png").exists());
    press(&mut harness, CTRL, Key::Z);
    assert_eq!(text(&harness).as_deref(), Some("Прайс-лист.pdf"));
}
