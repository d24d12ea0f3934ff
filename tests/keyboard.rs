//! Whose the keys are, in the whole window: what lies over the canvas keeps them, and what is being written is
//! never lost and never means anything else.
#![cfg(feature = "studio")]

#[path = "support/hands.rs"]
mod hands;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, ViewportCommand};
use egui_kittest::kittest::{By, NodeT, Queryable};
use hands::{Window, click, opening, press, project, window, write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use voronka::blocks::Registry;
use voronka::edit::build;
use voronka::folder;
use voronka::model::*;
use voronka::studio::command::{Command, Looks, TestCommand};
use voronka::studio::theme::Theme;
use voronka::studio::{Opening, Settings};

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;
const START: BlockId = BlockId(1);
const HELLO: BlockId = BlockId(2);

/// An entry that leads to a greeting, a note, and a tag.
fn sample() -> Project {
    let mut project = Project::new("Проба");
    let blocks = &mut project.funnels[0].blocks;
    blocks.insert(START, Block { title: "Старт".into(), ..Block::new("entry") });
    blocks.insert(HELLO, Block { title: "Привет".into(), ..Block::new("message") });
    blocks.get_mut(&START).unwrap().exits.insert(Exit::next(), HELLO);
    project.layout.blocks.extend([(START, Pos(0, 0)), (HELLO, Pos(330, 0))]);
    project.next_block = 3;
    let funnel = FunnelName("main".into());
    let note =
        Note {
            funnel, at: Pos(0, 200), size: Pos(220, 110), text: "Сначала так".into(), hue: Hue::Green
        };
    build::add_note(&project, note).0.apply(&mut project).unwrap();
    build::add_tag(&project, "гость").0.apply(&mut project).unwrap();
    project
}

fn open() -> (TempDir, PathBuf, Window) {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("p");
    folder::create(&path, &sample(), &Registry).unwrap();
    let settings = Settings { right_open: false, ..opening(None).settings };
    let window = window(Opening { settings, ..opening(Some(path.clone())) });
    (place, path, window)
}

fn perform(window: &mut Window, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().perform(&ctx, command);
    window.run();
}

/// Types where the cursor is.
fn typed(window: &mut Window, text: &str) {
    window.event(Event::Text(text.into()));
    window.run();
}

/// Double-clicks the funnel in the left panel.
fn rename_funnel(window: &mut Window) {
    // Long enough after the click before to be no triple click.
    window.run_steps(60);
    let row = window.get_by_role_and_label(Role::ListItem, "Основная воронка");
    row.click();
    row.click();
    window.run();
}

fn title(window: &Window, block_id: BlockId) -> &str {
    &project(window).block(block_id).unwrap().1.title
}

fn on_disk(path: &Path) -> Project {
    folder::open(path, &Registry).unwrap().project
}

fn sees(window: &Window, label: &str) -> bool {
    window.query_all_by_label(label).next().is_some()
}

#[test]
fn what_lies_over_the_canvas_keeps_the_keys() {
    let (_place, path, mut window) = open();
    let retitled = build::set_title(project(&window), START, "Вход");
    perform(&mut window, Command::Typing(retitled));
    click(&mut window, "Блок: Привет");
    let drawn = project(&window).clone();
    let over = [
        Command::Looks(Looks::Shortcuts),
        Command::Looks(Looks::Preferences),
        Command::New,
        Command::OpenPath(path.join("nothing")),
        Command::SaveAs,
        Command::Tests(TestCommand::Run),
        Command::Publish,
        Command::TogglePalette,
    ];
    for command in over {
        let name = format!("{command:?}");
        perform(&mut window, command);
        for key in [Key::Backspace, Key::Delete, Key::ArrowRight] {
            press(&mut window, NONE, key);
        }
        window.event(Event::Cut);
        window.run();
        assert_eq!(project(&window), &drawn, "below {name}");
        press(&mut window, NONE, Key::Escape);
        window.run();
        press(&mut window, NONE, Key::Delete);
        assert!(project(&window).block(HELLO).is_none(), "{name} is gone and the block still selected");
        press(&mut window, CTRL, Key::Z);
        assert_eq!(project(&window), &drawn);
        click(&mut window, "Блок: Привет");
    }
}

#[test]
fn escape_leaves_a_text_or_a_list_first_and_the_block_afterwards() {
    let (_place, _, mut window) = open();
    click(&mut window, "Блок: Привет");
    window.get_by_label("Текст").focus();
    window.run();
    press(&mut window, NONE, Key::Escape);
    assert!(sees(&window, "Текст"), "the card stays");
    click(&mut window, "Вставить поле подписчика (Текст)");
    press(&mut window, NONE, Key::Escape);
    assert!(sees(&window, "Текст"), "the list goes alone");
    press(&mut window, NONE, Key::Escape);
    assert!(!sees(&window, "Текст"));
}

#[test]
fn escape_takes_back_a_title_and_ends_the_writing_of_a_note() {
    let (_place, _, mut window) = open();
    click(&mut window, "Блок: Привет");
    press(&mut window, NONE, Key::F2);
    typed(&mut window, " и снова");
    assert_eq!(title(&window, HELLO), "Привет и снова", "every letter is in the project at once");
    press(&mut window, NONE, Key::Escape);
    assert_eq!(project(&window), &sample());
    assert!(!sees(&window, "не сохранено"), "nothing was done");
    press(&mut window, NONE, Key::Delete);
    assert!(project(&window).block(HELLO).is_none(), "the block is still selected");
    press(&mut window, CTRL, Key::Z);

    click(&mut window, "Заметка: Сначала так");
    press(&mut window, NONE, Key::Enter);
    typed(&mut window, ", потом иначе");
    press(&mut window, NONE, Key::Escape);
    assert!(
        sees(&window, "Заметка: Сначала так, потом иначе"),
        "Enter makes a line there, so Esc is the way out"
    );
    press(&mut window, CTRL, Key::Z);
    assert_eq!(project(&window), &sample());

    rename_funnel(&mut window);
    typed(&mut window, "Другая");
    assert_eq!(project(&window).funnels[0].title, "Другая");
    press(&mut window, NONE, Key::Escape);
    assert_eq!(project(&window), &sample());
}

#[test]
fn the_first_text_of_a_note_stays_after_escape() {
    let (_place, _, mut window) = open();
    let note = Note { text: String::new(), ..project(&window).layout.notes.values().next().unwrap().clone() };
    perform(&mut window, Command::AddNote(Box::new(note)));
    typed(&mut window, "Спросить юриста");
    press(&mut window, NONE, Key::Escape);
    assert!(project(&window).layout.notes.values().any(|note| note.text == "Спросить юриста"));
}

#[test]
fn keys_of_old_editors_delete_nothing() {
    let (_place, _, mut window) = open();
    click(&mut window, "Блок: Привет");
    write(&mut window, "Текст", "Здравствуйте и добро пожаловать");
    let said = |window: &Window| project(window).block(HELLO).unwrap().1.text("text").to_owned();
    for key in [Key::U, Key::W, Key::K] {
        window.key_press_modifiers(Modifiers { ctrl: true, ..CTRL }, key);
        window.run();
    }
    press(&mut window, NONE, Key::Escape);
    typed(&mut window, "!");
    assert_eq!(said(&window), "Здравствуйте и добро пожаловать!", "the palette gave the caret back");
    press(&mut window, Modifiers { ctrl: true, ..CTRL }, Key::H);
    assert_eq!(said(&window), "Здравствуйте и добро пожаловать!");
    assert!(sees(&window, "История"));
}

#[test]
fn enter_in_a_field_is_over_with_the_field() {
    let (_place, _, mut window) = open();
    click(&mut window, "Блок: Привет");
    rename_funnel(&mut window);
    typed(&mut window, "Прогрев");
    press(&mut window, NONE, Key::Enter);
    typed(&mut window, "лишнее");
    assert_eq!((project(&window).funnels[0].title.as_str(), title(&window, HELLO)), ("Прогрев", "Привет"));
    let fields = |window: &Window| window.query_all_by_label("Название блока").count();
    let before = fields(&window);
    press(&mut window, CTRL, Key::F);
    typed(&mut window, "нигде");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(fields(&window), before, "no title is being written on the canvas");
}

#[test]
fn what_is_being_written_is_saved_with_the_rest() {
    let (_place, path, mut window) = open();
    let mut write_and_save = |begin: &dyn Fn(&mut Window), text: &str| {
        begin(&mut window);
        typed(&mut window, text);
        press(&mut window, CTRL, Key::S);
        press(&mut window, NONE, Key::Enter);
        window.get_by_label("Холст").click();
        window.run();
        on_disk(&path)
    };
    let block = |window: &mut Window| {
        click(window, "Блок: Привет");
        press(window, NONE, Key::F2);
    };
    assert_eq!(write_and_save(&block, "!").block(HELLO).unwrap().1.title, "Привет!");
    let note = |window: &mut Window| {
        click(window, "Заметка: Сначала так");
        press(window, NONE, Key::F2);
    };
    assert_eq!(write_and_save(&note, " – и так").layout.notes[&NoteId(1)].text, "Сначала так – и так");
    let keyword = |window: &mut Window| {
        click(window, "Блок: Старт");
        window.get_by_role_and_label(Role::TextInput, "Ключевые слова").focus();
        window.run();
    };
    assert_eq!(write_and_save(&keyword, "цена").block(START).unwrap().1.lines("keywords"), ["цена"]);
    let tag = |window: &mut Window| {
        perform(window, Command::ShowSettings("tags".into()));
        write(window, "Имя: гость", "друг");
    };
    tag(&mut window);
    press(&mut window, CTRL, Key::S);
    assert_eq!(on_disk(&path).tags[0].name, "друг");
    typed(&mut window, "и");
    assert!(sees(&window, "Имя: друг"), "the author goes on writing");
    press(&mut window, CTRL, Key::S);
    assert_eq!(on_disk(&path).tags[0].name, "други");
}

#[test]
fn nobody_leaves_what_is_being_written_without_a_question() {
    let begin: [&dyn Fn(&mut Window); 3] = [
        &|window| {
            click(window, "Заметка: Сначала так");
            press(window, NONE, Key::F2);
            typed(window, " и дальше");
        },
        &|window| {
            click(window, "Блок: Старт");
            window.get_by_role_and_label(Role::TextInput, "Ключевые слова").focus();
            window.run();
            typed(window, "цена");
        },
        &|window| {
            perform(window, Command::ShowSettings("tags".into()));
            write(window, "Имя: гость", "друг");
        },
    ];
    for begin in begin {
        for key in [Key::N, Key::O, Key::Q] {
            let (_place, _, mut window) = open();
            begin(&mut window);
            press(&mut window, CTRL, key);
            assert!(sees(&window, "Сохранить изменения?"), "{key:?}");
        }
    }
}

#[test]
fn a_window_that_is_hidden_comes_up_to_ask_before_it_closes() {
    let (_place, _, mut window) = open();
    click(&mut window, "Заметка: Сначала так");
    press(&mut window, NONE, Key::Delete);
    let root = window.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    root.events.push(egui::ViewportEvent::Close);
    window.step();
    let told = &window.output().viewport_output[&egui::ViewportId::ROOT].commands;
    for wanted in [ViewportCommand::CancelClose, ViewportCommand::Minimized(false), ViewportCommand::Focus] {
        assert!(told.contains(&wanted), "{wanted:?} in {told:?}");
    }
    let root = window.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    root.events.clear();
    window.run();
    assert!(sees(&window, "Сохранить изменения?"));
}

#[test]
fn a_line_that_is_being_added_stays_when_another_block_is_clicked_and_goes_with_escape() {
    let (_place, _, mut window) = open();
    let lines = |window: &Window| project(window).block(START).unwrap().1.lines("keywords").to_vec();
    let begin = |window: &mut Window, text: &str| {
        click(window, "Блок: Старт");
        window.get_by_role_and_label(Role::TextInput, "Ключевые слова").focus();
        window.run();
        typed(window, text);
    };
    begin(&mut window, "цена");
    press(&mut window, NONE, Key::Enter);
    typed(&mut window, "опт");
    click(&mut window, "Блок: Привет");
    assert_eq!(lines(&window), ["цена", "опт"]);
    begin(&mut window, "лишнее");
    press(&mut window, NONE, Key::Escape);
    assert_eq!(lines(&window), ["цена", "опт"]);
    for left in [vec!["цена".to_owned()], Vec::new()] {
        press(&mut window, CTRL, Key::Z);
        assert_eq!(lines(&window), left, "each line is a step");
    }
}

#[test]
fn words_of_a_dialog_are_copied_while_a_block_is_selected() {
    let (place, _, mut window) = open();
    click(&mut window, "Блок: Привет");
    perform(&mut window, Command::OpenPath(place.path().join("nothing")));
    let text = window.get_by_label_contains("nothing").rect();
    window.drag_at(text.left_top() + egui::vec2(1.0, 4.0));
    window.run();
    window.hover_at(text.left_top() + egui::vec2(120.0, 4.0));
    window.run();
    window.drop_at(text.left_top() + egui::vec2(120.0, 4.0));
    window.run();
    window.event(Event::Copy);
    window.step();
    let copied = window.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("the marked words");
    assert!(!copied.is_empty() && !voronka::file::is_fragment(&copied), "{copied}");
}

#[test]
fn a_longer_shortcut_is_never_taken_for_a_shorter_one() {
    let (_place, _, mut window) = open();
    click(&mut window, "Блок: Привет");
    window.get_by_label("Текст").focus();
    window.run();
    let palette =
        |window: &Window| window.query_by_role_and_label(Role::TextInput, "Найти или выполнить").is_some();
    press(&mut window, CTRL | SHIFT, Key::K);
    assert!(!palette(&window));
    press(&mut window, CTRL, Key::K);
    assert!(palette(&window));
}

#[test]
fn another_field_is_another_step_of_undo() {
    let (_place, _, mut window) = open();
    perform(&mut window, Command::ShowSettings("bot".into()));
    for (field, text) in [("Название проекта", "!"), ("Имя бота", "Бот")] {
        window.get_by_role_and_label(Role::TextInput, field).focus();
        window.run();
        typed(&mut window, text);
    }
    let said = |window: &Window| (project(window).title.clone(), project(window).bot.name.clone());
    assert_eq!(said(&window), ("Проба!".to_owned(), "Бот".to_owned()));
    perform(&mut window, Command::Undo);
    assert_eq!(said(&window), ("Проба!".to_owned(), String::new()));
}

/// What the keyboard is on, by its name.
fn held(window: &Window) -> Option<String> {
    let node = window.query_all(By::new().predicate(|node| node.is_focused())).next()?;
    Some(node.accesskit_node().label().or(node.accesskit_node().value()).unwrap_or_default())
}

/// The places of rings on the screen: frames of two points in the accent colour.
fn rings(window: &Window) -> Vec<egui::Rect> {
    let accent = Theme::new(false, false).tokens.accent;
    let shapes = window.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::Rect(ring) => Some(ring),
        _ => None,
    });
    let rings = shapes.filter(|ring| {
        ring.stroke == egui::Stroke::new(2.0, accent) && ring.fill == egui::Color32::TRANSPARENT
    });
    rings.map(|ring| ring.rect).collect()
}

/// Presses Tab and tells what it came to. Each has one ring around it, or a cursor in it.
fn walk(window: &mut Window, modifiers: Modifiers, steps: usize) -> Vec<String> {
    let mut came = Vec::new();
    for _ in 0..steps {
        press(window, modifiers, Key::Tab);
        let Some(name) = held(window) else { continue };
        let (role, place) = {
            let node = window.get_all(By::new().predicate(|node| node.is_focused())).next().unwrap();
            (node.accesskit_node().role(), node.rect())
        };
        let is_text = matches!(role, Role::TextInput | Role::MultilineTextInput);
        let around = rings(window).iter().filter(|ring| ring.expand(2.0).contains_rect(place)).count();
        assert!(is_text || role == Role::Canvas || around == 1, "{name} has {around} rings");
        came.push(name);
    }
    came
}

fn place_of(came: &[String], name: &str) -> usize {
    came.iter().position(|one| one == name).unwrap_or_else(|| panic!("{name} in {came:?}"))
}

#[test]
fn the_keyboard_goes_through_the_window_as_it_is_read_and_always_bears_one_ring() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("p");
    folder::create(&path, &sample(), &Registry).unwrap();
    let mut window = window(opening(Some(path)));
    let came = walk(&mut window, NONE, 3);
    assert_eq!(came[..2], ["Холст"; 2], "the way begins with the canvas and goes through its blocks");
    let came = walk(&mut window, NONE, 95);
    let read = [
        "Двигать холст",
        "Название блока",
        "Telegram",
        "имя: Анна",
        "RU",
        "Меню",
        "Сценарий",
        "Найти или выполнить",
        "Настройки проекта",
        "Опубликовать",
        "Основная воронка",
        "Конец",
        "Холст",
    ];
    let places: Vec<_> = read.into_iter().map(|name| place_of(&came, name)).collect();
    assert!(places.is_sorted(), "{places:?} in {came:?}");
    let mut back = walk(&mut window, SHIFT, 8);
    back.dedup();
    let before: Vec<_> = came.iter().rev().skip(1).take(back.len()).cloned().collect();
    assert_eq!(back, before, "the same way back");
}

#[test]
fn a_dialog_keeps_the_keyboard_and_gives_it_back_to_what_opened_it() {
    let mut window = window(opening(None));
    let came = walk(&mut window, NONE, 8);
    assert!(place_of(&came, "Новый проект") < place_of(&came, "Найти шаблон"), "{came:?}");
    let card = "Пицца одним смайликом";
    window.get_by_role_and_label(Role::Button, card).focus();
    window.run();
    press(&mut window, NONE, Key::Enter);
    for modifiers in [NONE, SHIFT] {
        let came = walk(&mut window, modifiers, 7);
        assert!(came.iter().any(|name| name == "Создать"), "{came:?}");
        assert!(came.iter().all(|name| name != "Меню" && name != card), "{came:?}");
    }
    press(&mut window, NONE, Key::Escape);
    assert_eq!(held(&window).as_deref(), Some(card));
    walk(&mut window, SHIFT, 1);
}

#[test]
fn where_what_opened_a_dialog_is_gone_the_canvas_has_the_keyboard_again() {
    let (_place, _, mut window) = open();
    click(&mut window, "Меню");
    window.get_by_role_and_label(Role::MenuItem, "Настройки Воронки…").focus();
    window.run();
    press(&mut window, NONE, Key::Enter);
    assert!(sees(&window, "Готово"));
    press(&mut window, NONE, Key::Escape);
    assert_eq!(held(&window).as_deref(), Some("Холст"));
}

#[test]
fn nothing_below_has_the_keyboard_while_one_dialog_follows_another() {
    let (_place, _, mut window) = open();
    click(&mut window, "Заметка: Сначала так");
    press(&mut window, NONE, Key::Delete);
    window.get_by_label("Настройки проекта").focus();
    window.run();
    press(&mut window, NONE, Key::F1);
    window.key_press(Key::Escape);
    window.step();
    perform(&mut window, Command::Quit);
    assert!(sees(&window, "Сохранить изменения?"));
    assert_ne!(held(&window).as_deref(), Some("Настройки проекта"));
    press(&mut window, NONE, Key::Escape);
    assert_eq!(held(&window).as_deref(), Some("Настройки проекта"));
}

#[test]
fn a_page_that_opens_has_the_keyboard_and_gives_it_back_to_the_canvas() {
    let (_place, _, mut window) = open();
    let open: [(Key, &str); 2] = [(Key::Comma, "Бот"), (Key::H, "Проект открыт (сейчас · сохранено)")];
    for (key, name) in open {
        press(&mut window, CTRL, key);
        assert_eq!(held(&window).as_deref(), Some(name));
        press(&mut window, CTRL, key);
    }
    click(&mut window, "Рост");
    assert_eq!(held(&window).as_deref(), Some("Мессенджеры: Добавить в настройках…"));
    click(&mut window, "Сценарий");
    assert_eq!(held(&window).as_deref(), Some("Холст"));
}

#[test]
fn tab_goes_on_from_what_was_clicked_in_the_chat() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("p");
    folder::create(&path, &sample(), &Registry).unwrap();
    let mut window = window(opening(Some(path)));
    // The button goes away when it was pressed: something of the chat that stands near it is next.
    click(&mut window, "Начать разговор");
    press(&mut window, NONE, Key::Tab);
    let chat = window.get_by_label("Telegram").rect().left();
    let next = window.get_all(By::new().predicate(|node| node.is_focused())).next().unwrap();
    assert!(next.rect().left() >= chat, "{:?} is in the chat", held(&window));
    for (modifiers, back) in [(NONE, SHIFT), (SHIFT, NONE)] {
        press(&mut window, NONE, Key::Escape);
        click(&mut window, "Telegram");
        assert_eq!(held(&window), None);
        let came = walk(&mut window, modifiers, 1);
        assert_ne!(came, ["Telegram"]);
        assert_eq!(
            walk(&mut window, back, 1),
            ["Telegram"],
            "{came:?} is beside it with {modifiers:?} first"
        );
    }
}
