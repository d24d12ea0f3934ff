//! The whole window by hand: no display, no waiting, found by what is written on it.
#![cfg(feature = "studio")]

#[path = "support/hands.rs"]
mod hands;
#[path = "support/samples.rs"]
mod samples;

use egui::accesskit::Role;
use egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, TouchPhase, ViewportId, pos2, vec2,
};
use egui_kittest::kittest::{NodeT, Queryable};
use hands::{Window, click, drag, opening, press, project, type_into, window, window_of};
use samples::copy_of;
use std::path::{Path, PathBuf};
use std::time::Duration;
use voronka::blocks::Registry;
use voronka::file;
use voronka::model::{Block, BlockId, Exit, Funnel, Project, Prop, text_of};
use voronka::studio::command::{ChatCommand, Command};

const CTRL: Modifiers = Modifiers::COMMAND;

fn bytes(harness: &Window) -> std::collections::BTreeMap<String, Vec<u8>> {
    file::write(project(harness), &Registry)
}

fn center(harness: &Window, label: &str) -> Pos2 {
    harness.get_by_label(label).rect().center()
}

#[test]
fn a_funnel_is_drawn_played_and_undone_to_the_first_byte() {
    let mut harness = window(opening(None));
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
    let mut harness = window(opening(Some(path)));
    harness.get_by_label("Проект не открылся");
    harness.get_by_label_contains("project.ron");
    click(&mut harness, "Понятно");
    assert!(harness.state().project().is_none());
    assert_eq!(std::fs::read_to_string(&broken).unwrap(), "(format: 1, title: ");
}

#[test]
fn ctrl_k_finds_and_runs_a_command_in_the_wrong_layout_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("pizza", folder.path()))));
    let funnels = project(&harness).funnels.len();
    press(&mut harness, CTRL, Key::K);
    harness.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text("yjdfz djhjyrf");
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(project(&harness).funnels.len(), funnels + 1);
    assert!(harness.query_by_role_and_label(Role::TextInput, "Найти или выполнить").is_none());
}

#[test]
fn a_kind_called_by_its_name_stands_first_in_ctrl_k() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("magazin", folder.path()))));
    let blocks = project(&harness).blocks().count();
    press(&mut harness, CTRL, Key::K);
    harness.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text("сообщение");
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(project(&harness).blocks().count(), blocks + 1);
}

/// Where blocks stand on the screen, against the first of them in the alphabet.
fn drawing(window: &Window) -> Vec<(String, egui::Vec2)> {
    let nodes = window.query_all_by_label_contains("Блок: ");
    let mut found: Vec<(String, egui::Pos2)> =
        nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect().min)).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let first = found[0].1;
    found.into_iter().map(|(name, at)| (name, (at - first).round())).collect()
}

#[test]
fn a_template_whose_blocks_the_studio_placed_is_drawn_as_before_after_undo_and_after_opening_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_of("opros-nps", folder.path());
    let mut harness = window(opening(Some(path.clone())));
    assert!(project(&harness).layout.blocks.is_empty(), "nobody placed them by hand");
    let ctx = harness.ctx.clone();
    let perform = |harness: &mut Window, command| {
        harness.state_mut().perform(&ctx, command);
        harness.run();
    };
    let named = |harness: &Window, title: &str| {
        let found = project(harness).blocks().find(|(_, _, block)| block.title == title);
        found.unwrap_or_else(|| panic!("there is {title}")).1
    };
    perform(&mut harness, Command::FitAll);
    let before = drawing(&harness);
    let two = vec![named(&harness, "Десерт"), named(&harness, "Управляющему")];
    perform(&mut harness, Command::Select(two.clone()));
    perform(&mut harness, Command::DeleteSelection);
    perform(&mut harness, Command::AddBlock { kind: "message".into(), at: None, from: None });
    perform(&mut harness, Command::Undo);
    perform(&mut harness, Command::Undo);
    perform(&mut harness, Command::FitAll);
    assert_eq!(drawing(&harness), before, "undo brings back the very drawing");

    perform(&mut harness, Command::Select(vec![two[0]]));
    perform(&mut harness, Command::DuplicateSelection);
    let copy = project(&harness).blocks().map(|(_, id, _)| id).max().unwrap();
    let place = |harness: &Window, id: voronka::model::BlockId| project(harness).layout.blocks[&id];
    let (from, to) = (place(&harness, two[0]), place(&harness, copy));
    assert!(from != to && from.0.abs_diff(to.0) + from.1.abs_diff(to.1) < 600, "{from:?} {to:?}: beside it");
    perform(&mut harness, Command::Undo);

    let later = named(&harness, "Через два часа");
    perform(&mut harness, Command::Select(vec![later]));
    perform(&mut harness, Command::DeleteSelection);
    perform(&mut harness, Command::FitAll);
    let saved = drawing(&harness);
    perform(&mut harness, Command::Save);
    let mut again = window(opening(Some(path)));
    perform(&mut again, Command::FitAll);
    assert_eq!(drawing(&again), saved, "it opens as it was drawn");
}

#[test]
fn what_undo_changes_in_another_funnel_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("magazin", folder.path()))));
    // A block that others lead to from the funnel that is shown: undo changes those too.
    let funnels = project(&harness).funnels.clone();
    let leads = |funnel: &Funnel, id: &BlockId| {
        funnel.blocks.values().any(|one| one.exits.values().any(|to| to == id))
    };
    let found = funnels.iter().flat_map(|there| {
        let others = funnels.iter().filter(|here| here.name != there.name);
        others.flat_map(move |here| there.blocks.iter().map(move |block| (here, there, block)))
    });
    let mut found = found.filter(|(here, _, (id, block))| leads(here, id) && !block.title.is_empty());
    let (here, there, (block_id, block)) = found.next().unwrap();
    let name = format!("Блок: {}", block.title);
    let ctx = harness.ctx.clone();
    let perform = |harness: &mut Window, command| {
        harness.state_mut().perform(&ctx, command);
        harness.run();
    };
    perform(&mut harness, Command::SelectFunnel(there.name.clone()));
    perform(&mut harness, Command::FitAll);
    assert!(harness.query_by_label(&name).is_some());
    perform(&mut harness, Command::Select(vec![*block_id]));
    perform(&mut harness, Command::DeleteSelection);
    perform(&mut harness, Command::SelectFunnel(here.name.clone()));
    assert!(harness.query_by_label(&name).is_none());
    perform(&mut harness, Command::Undo);
    assert!(harness.query_by_label(&name).is_some(), "the funnel that has the block again is on the canvas");
    perform(&mut harness, Command::SelectFunnel(here.name.clone()));
    perform(&mut harness, Command::Redo);
    assert!(harness.query_all_by_label_contains("Блок: ").next().is_some());
    assert!(project(&harness).block(*block_id).is_none());
}

#[test]
fn the_language_changes_every_label() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("pizza", folder.path()))));
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
    let mut harness = window(opening(None));
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
    let again = window(opening(Some(path)));
    assert_eq!(project(&again), &saved);
}

#[test]
fn a_deletion_is_not_asked_about_but_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("pizza", folder.path()))));
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
    let mut harness = window(opening(Some(path.clone())));
    press(&mut harness, CTRL, Key::N);
    assert!(harness.query_by_label("Сохранить изменения?").is_none(), "nothing was changed");

    let mut harness = window(opening(Some(path)));
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
    let mut harness = window(opening(Some(copy_of("checklist", folder.path()))));
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

fn drop_file(harness: &mut Window, file: &Path, at: Pos2) {
    drop_files(harness, &[file.to_owned()], at);
}

fn drop_files(harness: &mut Window, files: &[PathBuf], at: Pos2) {
    harness.hover_at(at);
    harness.run();
    let dropped = files.iter().map(|file| std::sync::Arc::new(Dropped(file.clone())) as _);
    harness.input_mut().dropped_files.extend(dropped);
    harness.run();
}

#[test]
fn a_dropped_file_becomes_a_message_and_joins_the_block_it_is_dropped_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = window(opening(Some(copy_of("checklist", folder.path()))));
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
    let text = |harness: &Window| project(harness).block(new).map(|found| found.1.text("media").to_owned());
    assert_eq!(text(&harness).as_deref(), Some("b.png"));
    assert!(folder.path().join("checklist/media/b.png").exists());
    press(&mut harness, CTRL, Key::Z);
    assert_eq!(text(&harness).as_deref(), Some("Прайс-лист.pdf"));
}

#[test]
fn of_many_dropped_files_none_is_forgotten_without_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = window(opening(Some(copy_of("checklist", folder.path()))));
    let files = ["a.png", "b.png"].map(|name| folder.path().join(name));
    for file in &files {
        std::fs::write(file, file.display().to_string()).expect("a file");
    }
    let media = folder.path().join("checklist/media");
    let ground = harness.get_by_label("Холст").rect().left_bottom() + vec2(260.0, -30.0);
    let newest = |harness: &Window| {
        let (_, block_id, block) = project(harness).blocks().max_by_key(|found| found.1).expect("a block");
        let album = block.rows("album").iter().map(|row| text_of(row, "media").to_owned()).collect();
        (block_id, block.text("media").to_owned(), album)
    };
    drop_files(&mut harness, &files, ground);
    let (first, attached, album): (_, _, Vec<String>) = newest(&harness);
    assert_eq!((attached.as_str(), album), ("a.png", vec!["b.png".to_owned()]));

    // A place in the card takes the first and lays the others beside it.
    let more = ["c.png", "d.png"].map(|name| folder.path().join(name));
    for file in &more {
        std::fs::write(file, file.display().to_string()).expect("a file");
    }
    let on_card = center(&harness, "Вложение");
    drop_files(&mut harness, &more, on_card);
    let (same, attached, album) = newest(&harness);
    assert_eq!((same, attached.as_str(), album), (first, "c.png", vec!["b.png".into(), "d.png".into()]));

    // What is no file does not keep the others away, and is told of by its name.
    let mixed = [folder.path().join("e.png"), folder.path().join("checklist")];
    std::fs::write(&mixed[0], "e").expect("a file");
    drop_files(&mut harness, &mixed, ground + vec2(0.0, -200.0));
    assert_eq!(newest(&harness).1, "e.png");
    assert!(harness.query_by_label_contains("checklist: это не файл").is_some());
    press(&mut harness, Modifiers::NONE, Key::Escape);

    // Where one does not see where they go they are not taken.
    let before = (project(&harness).clone(), std::fs::read_dir(&media).expect("media").count());
    let late = folder.path().join("late.png");
    std::fs::write(&late, "late").expect("a file");
    let over = [Command::ToggleSettings, Command::TogglePalette];
    for command in over {
        let ctx = harness.ctx.clone();
        harness.state_mut().perform(&ctx, command.clone());
        harness.run();
        drop_file(&mut harness, &late, ground);
        harness.state_mut().perform(&ctx, command);
        harness.run();
    }
    press(&mut harness, CTRL, Key::H);
    let is_first = |row: &egui_kittest::Node<'_>| {
        row.accesskit_node().label().is_some_and(|label| label.starts_with("Проект открыт"))
    };
    harness.get_all_by_role(Role::ListItem).find(is_first).expect("the first moment").click();
    harness.run();
    drop_file(&mut harness, &late, ground);
    assert_eq!((project(&harness).clone(), std::fs::read_dir(&media).expect("media").count()), before);
}

#[test]
fn a_conversation_that_begins_anew_begins_with_the_clock_at_rest() {
    let mut drawn = Project::new("Проба");
    let [start, wait, later] = [1, 2, 3].map(BlockId);
    let mut message = Block::new("message");
    message.props.insert("text".into(), Prop::Text("Прошёл час".into()));
    let mut delay = Block::new("delay");
    delay.props.insert("duration".into(), Prop::Text("1h".into()));
    for (block_id, block, to) in
        [(start, Block::new("entry"), Some(wait)), (wait, delay, Some(later)), (later, message, None)]
    {
        let exits = to.map(|to| (Exit::next(), to)).into_iter().collect();
        drawn.funnels[0].blocks.insert(block_id, Block { exits, ..block });
    }
    drawn.next_block = 4;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p");
    voronka::folder::create(&path, &drawn, &Registry).expect("a project");
    let mut harness = window(opening(Some(path)));
    let ctx = harness.ctx.clone();
    let mut chat = |command| {
        harness.state_mut().perform(&ctx, Command::Chat(command));
        harness.step();
    };
    chat(ChatCommand::PlayFrom(wait));
    chat(ChatCommand::PlayPause);
    chat(ChatCommand::PlayFrom(wait));
    harness.run();
    assert!(harness.query_by_label_contains("Прошёл час").is_none());
    harness.state_mut().perform(&ctx, Command::Chat(ChatCommand::PlayPause));
    harness.run();
    assert!(harness.query_by_label_contains("Прошёл час").is_some(), "the hour does pass when asked to");
}

#[test]
fn the_members_of_a_segment_are_counted_among_those_who_talk_in_the_tests() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = window(opening(Some(copy_of("akcii", folder.path()))));
    let ctx = harness.ctx.clone();
    harness.state_mut().perform(&ctx, Command::ShowSettings("segments".into()));
    harness.run();
    let said: Vec<String> = harness
        .query_all_by_label_contains("записанных разговоров входят")
        .filter_map(|row| row.accesskit_node().value())
        .collect();
    assert!(said.iter().any(|said| said.starts_with("любят кухню: из 8 ")), "{said:?}");
    let counts = said.iter().filter_map(|said| said.rsplit(' ').next()?.parse::<usize>().ok());
    assert!(counts.sum::<usize>() > 0, "nobody of those who subscribe belongs: {said:?}");
}

#[test]
fn a_block_that_was_clicked_comes_out_from_under_its_card() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = window(opening(Some(copy_of("pizza", folder.path()))));
    let canvas = harness.get_by_label("Холст").rect();
    let block = harness.query_all_by_label_contains("Блок: ").next().expect("a block is to be seen");
    let (name, from) = (block.accesskit_node().label().expect("a name"), block.rect().center());
    // The canvas is moved until the block stands where its card will.
    let at = canvas.max - vec2(120.0, 200.0);
    harness.hover_at(canvas.center());
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: at - from,
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    harness.run();
    let at = harness.get_by_label(&name).rect().center();
    assert!(at.x > canvas.center().x + 100.0 && at.y > canvas.center().y, "{at} in {canvas}");
    harness.hover_at(at);
    harness.step();
    harness.get_by_label(&name).click();
    for _ in 0..60 {
        harness.step();
        let wakes =
            harness.output().viewport_output[&ViewportId::ROOT].repaint_delay < Duration::from_secs(1);
        let (block, title) =
            (harness.get_by_label(&name).rect(), harness.get_by_label("Название блока").rect());
        assert!(wakes || block.right() < title.left(), "the window sleeps while the card covers its block");
    }
    let (block, title) = (harness.get_by_label(&name).rect(), harness.get_by_label("Название блока").rect());
    assert!(block.right() < title.left(), "{name} stands at {block}, its card begins at {title}");
}

#[test]
fn what_is_pressed_in_the_card_stays_under_the_pointer() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = window(opening(Some(copy_of("checklist", folder.path()))));
    let ctx = harness.ctx.clone();
    let delay = project(&harness).blocks().find(|(_, _, block)| block.kind == "delay").expect("a delay").1;
    harness.state_mut().perform(&ctx, Command::Select(vec![delay]));
    harness.run();
    let (title, bottom) = (center(&harness, "Название блока"), harness.get_by_label("Холст").rect().bottom());
    let more = center(&harness, "Ещё");
    for _ in 0..2 {
        harness.hover_at(more);
        harness.run();
        click(&mut harness, "Ещё");
        assert_eq!((center(&harness, "Название блока"), center(&harness, "Ещё")), (title, more));
    }
    assert!(title.y < bottom - 300.0, "no room to grow into: {title} over {bottom}");
}

#[test]
fn news_cover_neither_the_card_nor_the_map_nor_the_zoom() {
    let folder = tempfile::tempdir().expect("a folder");
    let size = vec2(1280.0, 800.0);
    let mut harness = window_of(opening(Some(copy_of("checklist", folder.path()))), size);
    let ctx = harness.ctx.clone();
    let block =
        project(&harness).blocks().find(|(_, _, block)| block.kind == "message").expect("a message").1;
    harness.state_mut().perform(&ctx, Command::Select(vec![block]));
    harness.state_mut().perform(&ctx, Command::TidyUp);
    for _ in 0..20 {
        harness.step();
    }
    let news = harness.get_by_label("Вернуть").rect().union(harness.get_by_role(Role::Alert).rect());
    for other in ["Название блока", "Карта воронки", "Масштаб", "Инструменты"]
    {
        let lies = harness.get_by_label(other).rect();
        assert!(!news.intersects(lies), "{other} at {lies}, the news at {news}");
    }
}

#[test]
fn the_start_page_is_offered_to_nobody_who_is_on_it() {
    let mut harness = window(opening(None));
    press(&mut harness, CTRL, Key::K);
    let offered: Vec<_> = harness.query_all_by_role(Role::MenuItem).collect();
    let names = offered.iter().filter_map(|node| node.accesskit_node().label()).collect::<Vec<_>>();
    assert!(names.iter().any(|name| name == "Открыть…"), "{names:?}");
    assert!(!names.iter().any(|name| name == "Начальная страница"), "{names:?}");
}
