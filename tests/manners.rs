//! How the window behaves towards who uses it: every screen has names for those who do not see it, rests when nothing
//! happens, can be enlarged, explains its keys and itself once.
#![cfg(feature = "studio")]

#[path = "support/hands.rs"]
mod hands;
#[path = "support/samples.rs"]
mod samples;

use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use hands::{Window, opening, press};
use samples::copy_of;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use voronka::edit::build;
use voronka::model::Lang;
use voronka::studio::command::{
    ChatCommand, Command, Looks, MORE_KEYS, PastCommand, TestCommand, UI_COMMANDS,
};
use voronka::studio::{MotionChoice, Opening, ScaleStep, Settings, Workspace};

/// A window that keeps its settings in a folder of the test.
fn window(lang: Lang, folder: &Path, settings: Settings) -> Window {
    let settings_folder = Some(folder.join("settings"));
    hands::window(Opening { lang, settings, settings_folder, ..opening(None) })
}

fn toured() -> Settings {
    Settings { toured: true, ..Settings::default() }
}

fn perform(window: &mut Window, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().perform(&ctx, command);
    window.run();
    window.run();
}

/// A window with a sample project.
fn with_project(settings: Settings) -> (TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(Lang::Ru, folder.path(), settings);
    let project = copy_of("checklist", folder.path());
    perform(&mut window, Command::OpenPath(project));
    assert!(window.state().project().is_some());
    (folder, window)
}

/// Goes through every screen and looks at each.
fn visit(lang: Lang, mut look: impl FnMut(&str, &mut Window)) {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(lang, folder.path(), Settings::default());
    look("start page", &mut window);
    let dialogs = [
        ("from a template", Command::FromTemplate("checklist")),
        ("failure", Command::OpenPath(folder.path().join("nothing"))),
        ("settings of the program", Command::Looks(Looks::Preferences)),
    ];
    visit_dialogs(&mut window, dialogs, &mut look);
    let project = copy_of("checklist", folder.path());
    perform(&mut window, Command::OpenPath(project));
    look("tour", &mut window);
    press(&mut window, Modifiers::NONE, Key::Escape);
    look("canvas", &mut window);
    visit_blocks(&mut window, &mut look);
    perform(&mut window, Command::Chat(ChatCommand::Start));
    look("conversation", &mut window);
    perform(&mut window, Command::ToggleProblems);
    look("findings", &mut window);
    perform(&mut window, Command::ToggleProblems);
    perform(&mut window, Command::Looks(Looks::Workspace(Workspace::Growth)));
    look("growth", &mut window);
    perform(&mut window, Command::Looks(Looks::Workspace(Workspace::Scenario)));
    let dialogs = [
        ("palette", Command::TogglePalette),
        ("path", Command::SaveAs),
        ("shortcuts", Command::Looks(Looks::Shortcuts)),
        ("settings of the program", Command::Looks(Looks::Preferences)),
        ("tests", Command::Tests(TestCommand::Run)),
        ("publishing", Command::Publish),
        ("settings of the project", Command::ToggleSettings),
        ("find and replace", Command::Find),
    ];
    visit_dialogs(&mut window, dialogs, &mut look);
    perform(&mut window, Command::SelectAll);
    perform(&mut window, Command::DeleteSelection);
    look("deletion", &mut window);
    visit_dialogs(&mut window, [("unsaved changes", Command::New)], &mut look);
}

fn visit_dialogs<const N: usize>(
    window: &mut Window,
    dialogs: [(&str, Command); N],
    look: &mut impl FnMut(&str, &mut Window),
) {
    for (name, command) in dialogs {
        perform(window, command);
        look(name, window);
        press(window, Modifiers::NONE, Key::Escape);
        window.run();
    }
}

/// The form of one block of every kind.
fn visit_blocks(window: &mut Window, look: &mut impl FnMut(&str, &mut Window)) {
    let mut seen = BTreeSet::new();
    let project = window.state().project().unwrap().clone();
    for (_, block_id, block) in project.blocks() {
        if seen.insert(block.kind.clone()) {
            perform(window, Command::FocusBlock(block_id));
            look(&format!("form of {}", block.kind), window);
        }
    }
    perform(window, Command::Select(Vec::new()));
}

/// Something to press or to fill in, as assistive technology is told of it.
struct Told {
    role: Role,
    name: String,
    place: Rect,
}

fn told(window: &Window) -> Vec<Told> {
    let screen = window.ctx.content_rect();
    let mut all = Vec::new();
    for node in window.root().children_recursive() {
        let inner = node.accesskit_node();
        let presses = inner.data().supports_action(Action::Click);
        let fills = matches!(
            inner.role(),
            Role::TextInput | Role::MultilineTextInput | Role::Slider | Role::SpinButton
        );
        let Some(bounds) = inner.bounding_box() else { continue };
        let (from, to) = (pos2(bounds.x0 as f32, bounds.y0 as f32), pos2(bounds.x1 as f32, bounds.y1 as f32));
        let place = Rect::from_min_max(from, to) / window.ctx.pixels_per_point();
        if (presses || fills) && !inner.is_hidden() && screen.intersects(place) {
            let name = inner.label().or(inner.value()).unwrap_or_default();
            let is_frame = inner.role() == Role::ScrollBar
                || inner.role() == Role::Unknown && inner.children().next().is_some();
            if name.is_empty() && is_frame {
                continue;
            }
            all.push(Told { role: inner.role(), name, place });
        }
    }
    all
}

#[test]
fn whoever_hears_the_window_is_told_what_everything_is() {
    let mut complaints = BTreeSet::new();
    visit(Lang::Ru, |screen, window| {
        let all = told(window);
        assert!(!all.is_empty(), "{screen} tells of nothing");
        for (at, one) in all.iter().enumerate() {
            let Told { role, name, place } = one;
            if name.trim().is_empty() {
                complaints.insert(format!("{screen}: {role:?} at {place:?} has no name"));
            }
            if matches!(role, Role::Unknown | Role::GenericContainer) {
                complaints.insert(format!("{screen}: «{name}» can be pressed and has no role"));
            }
            let beside = |other: &&Told| {
                other.place.y_range().contains(place.center().y)
                    && place.y_range().contains(other.place.center().y)
                    && !other.place.intersects(*place)
            };
            let same = |other: &&Told| (&other.role, &other.name) == (role, name);
            if all[..at].iter().filter(same).any(|other| beside(&other)) {
                complaints.insert(format!("{screen}: two of «{name}» ({role:?}) in one row"));
            }
        }
    });
    assert!(complaints.is_empty(), "{}", complaints.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_window_in_which_nothing_happens_rests() {
    let mut restless = Vec::new();
    visit(Lang::En, |screen, window| {
        let rests = |window: &Window| {
            window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay == Duration::MAX
        };
        // Ten seconds: short news go away by themselves.
        let settled = (0..600).any(|_| {
            window.step();
            rests(window)
        });
        window.step();
        if !settled || !rests(window) {
            restless.push(format!("{screen}: {:?}", window.ctx.repaint_causes()));
        }
    });
    assert!(restless.is_empty(), "{}", restless.join("\n"));
}

#[test]
fn the_window_is_enlarged_by_keys_even_over_a_dialog_and_remembers_it() {
    let (folder, mut window) = with_project(toured());
    let larger = Modifiers::COMMAND | Modifiers::ALT;
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Plus);
    assert_eq!(window.ctx.zoom_factor(), 1.0, "a plus that is typed with Shift brings the canvas nearer");
    press(&mut window, larger, Key::Plus);
    assert_eq!(window.ctx.zoom_factor(), 1.1);
    perform(&mut window, Command::Looks(Looks::Preferences));
    press(&mut window, larger, Key::Equals);
    assert_eq!(window.ctx.zoom_factor(), 1.25);
    window.get_by_role_and_label(Role::RadioButton, "80").click();
    window.run();
    assert_eq!(window.ctx.zoom_factor(), 0.8);
    assert_eq!(Settings::load(&folder.path().join("settings")).scale, 80);
    press(&mut window, larger, Key::Num0);
    assert_eq!(window.ctx.zoom_factor(), 1.0);
}

#[test]
fn a_choice_in_the_settings_holds_at_once_and_next_time() {
    let (folder, mut window) = with_project(toured());
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Comma);
    for choice in ["Тёмная", "Меньше", "English"] {
        window.get_by_role_and_label(Role::RadioButton, choice).click();
        window.run();
    }
    window.get_by_label("Voronka settings");
    assert!(window.ctx.global_style().visuals.dark_mode);
    assert_eq!(window.ctx.global_style().animation_time, 0.0);
    let kept = Settings::load(&folder.path().join("settings"));
    assert_eq!((kept.motion, kept.lang), (MotionChoice::Less, Some(Lang::En)));
    window.get_by_label("Done").click();
    window.run();
    assert!(window.query_by_label("Voronka settings").is_none());
}

#[test]
fn columns_are_made_wider_by_their_edges_and_are_so_next_time() {
    let (folder, mut window) = with_project(toured());
    let edge = |window: &Window, name: &str| window.get_by_label(name).rect().center();
    let (left, right) = ("Ширина левой колонки", "Ширина правой колонки");
    let (at_left, at_right) = (edge(&window, left), edge(&window, right));
    hands::drag(&mut window, at_left, at_left + vec2(80.0, 0.0));
    hands::drag(&mut window, at_right, at_right - vec2(60.0, 0.0));
    assert!((edge(&window, left).x - at_left.x - 80.0).abs() < 4.0);
    assert!((edge(&window, right).x - at_right.x + 60.0).abs() < 4.0);
    let kept = Settings::load(&folder.path().join("settings")).wider;
    assert!((kept.0 - 80.0).abs() < 4.0 && (kept.1 - 60.0).abs() < 4.0, "{kept:?}");
    // The canvas keeps its room, and a column what it needs.
    for (to_left, to_right) in [(2_000.0, 0.0), (-2_000.0, 2_000.0)] {
        for (name, to) in [(left, to_left), (right, to_right)] {
            let from = edge(&window, name);
            hands::drag(&mut window, from, pos2(to, from.y));
        }
        assert!(edge(&window, right).x - edge(&window, left).x > 370.0);
    }
    assert_eq!((edge(&window, left), edge(&window, right)), (at_left, at_right));
}

#[test]
fn an_edge_that_is_pressed_twice_gives_its_column_the_width_that_it_needs() {
    let settings = Settings { wider: (90.0, f32::INFINITY), ..toured() };
    let (_folder, mut window) = with_project(settings);
    let edge = |window: &Window| window.get_by_label("Ширина левой колонки").rect().center();
    let before = edge(&window);
    window.hover_at(before);
    window.step();
    for _ in 0..2 {
        window.drag_at(before);
        window.step();
        window.drop_at(before);
        window.step();
    }
    window.run();
    assert!((before.x - edge(&window).x - 90.0).abs() < 1.0);
}

#[test]
fn f1_lists_every_key_by_what_it_does() {
    let (_folder, mut window) = with_project(toured());
    press(&mut window, Modifiers::NONE, Key::F1);
    for command in UI_COMMANDS.iter().filter(|command| command.shortcut.is_some()) {
        let name = command.label.of(Lang::Ru);
        assert!(
            window.query_all_by_label_contains(&format!("{name}: ")).next().is_some(),
            "{name} is missing"
        );
    }
    let first = window.get_by_label_contains("Новый проект: ").rect().top();
    assert!(first > window.get_by_label("Проект").rect().bottom() - 1.0, "the list begins at its beginning");
    let redo = window.ctx.format_shortcut(&MORE_KEYS[0].0);
    window.get_by_label_contains(&format!("или {redo}"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Что делают клавиши").is_none());
}

#[test]
fn the_tour_has_three_steps_and_comes_once() {
    let (folder, mut window) = with_project(Settings::default());
    for title in ["Здесь рисуют", "Здесь говорят с ботом", "Остальное здесь"]
    {
        window.get_by_label(title);
        window
            .query_by_label("Ещё подсказка")
            .or_else(|| window.query_by_label("Начать работу"))
            .unwrap()
            .click();
        window.run();
    }
    assert!(window.query_by_label("Обзор").is_none());
    assert!(Settings::load(&folder.path().join("settings")).toured);
    perform(&mut window, Command::Looks(Looks::Tour));
    window.get_by_label("Здесь рисуют");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Здесь рисуют").is_none());
}

#[test]
fn the_tour_waits_while_another_workspace_is_open() {
    let (_folder, mut window) = with_project(Settings::default());
    perform(&mut window, Command::Looks(Looks::Workspace(Workspace::Growth)));
    assert!(window.query_by_label("Здесь рисуют").is_none());
    press(&mut window, Modifiers::NONE, Key::Escape);
    perform(&mut window, Command::Looks(Looks::Workspace(Workspace::Scenario)));
    assert!(window.query_by_label("Здесь рисуют").is_some());
}

#[test]
fn a_double_click_opens_a_dialog_and_does_not_close_it_again() {
    let (_folder, mut window) = with_project(toured());
    for (button, there) in [("Опубликовать", "Опубликовать в Telegram"), ("Настройки проекта", "Поля")]
    {
        let at = window.get_by_label(button).rect().center();
        for _ in 0..2 {
            window.drag_at(at);
            window.step();
            window.drop_at(at);
            window.step();
        }
        window.run();
        assert!(window.query_all_by_label_contains(there).next().is_some(), "«{there}» is open");
        press(&mut window, Modifiers::NONE, Key::Escape);
        // What is pressed later than this is pressed anew.
        window.run_steps(60);
    }
}

#[test]
fn enter_walks_through_the_tour() {
    let (_folder, mut window) = with_project(Settings::default());
    for title in ["Здесь рисуют", "Здесь говорят с ботом", "Остальное здесь"]
    {
        window.get_by_label(title);
        press(&mut window, Modifiers::NONE, Key::Enter);
        window.run();
    }
    assert!(window.query_by_label("Обзор").is_none());
}

#[test]
fn the_menu_takes_the_height_of_the_window() {
    let (_folder, mut window) = with_project(toured());
    window.get_by_label("Меню").click();
    window.run();
    window.run();
    // A row out of sight cannot be pressed.
    let row = window.get_all_by_role_and_label(Role::MenuItem, "Показать обзор").next().unwrap();
    row.click();
    window.run();
    window.run();
    window.get_by_label("Здесь рисуют");
}

#[test]
fn a_form_of_the_chat_goes_with_its_talk() {
    let (_folder, mut window) = with_project(toured());
    perform(&mut window, Command::Chat(ChatCommand::Start));
    window.get_by_label("Сделать за подписчика").click();
    window.run();
    window.get_by_label("Контакт…").click();
    window.run();
    assert!(window.query_by_label("Отмена").is_some());
    perform(&mut window, Command::Chat(ChatCommand::Reset));
    assert!(window.query_by_label("Отмена").is_none());
}

#[test]
fn a_hint_of_the_tour_covers_nothing_that_it_is_about() {
    let (_folder, mut window) = with_project(Settings::default());
    for about in ["Вход", "Начать разговор", "Опубликовать"] {
        let hint = window.get_by_role_and_label(Role::Dialog, "Обзор").rect();
        let thing = window.get_all_by_role_and_label(Role::Button, about).next().unwrap().rect();
        assert!(!hint.intersects(thing), "the hint lies over «{about}»");
        window
            .query_by_label("Ещё подсказка")
            .or_else(|| window.query_by_label("Начать работу"))
            .unwrap()
            .click();
        window.run();
    }
}

#[test]
fn a_small_window_with_large_letters_keeps_room_for_the_canvas() {
    let (_folder, mut window) = with_project(toured());
    // What a window of 1280 by 800 has at 200 %.
    window.set_size(vec2(640.0, 400.0));
    window.run();
    let screen = window.ctx.content_rect();
    assert!(window.get_by_label("Холст").rect().width() >= 300.0);
    let start = "Начать разговор";
    window.get_by_label(start);
    press(&mut window, Modifiers::COMMAND, Key::B);
    assert!(window.query_by_label(start).is_none(), "the left panel takes the room of the chat");
    window.get_by_label("Новая воронка");
    press(&mut window, Modifiers::COMMAND, Key::B);
    window.get_by_label(start);
    let mut cut = Vec::new();
    for bar in told(&window).iter().filter(|told| told.place.bottom() <= 46.0) {
        if !screen.contains_rect(bar.place) {
            cut.push(bar.name.clone());
        }
    }
    assert!(cut.is_empty(), "cut off: {cut:?}");
}

#[test]
fn find_and_history_give_way_to_each_other_where_there_is_no_room_for_both() {
    let (_folder, mut window) = with_project(toured());
    let (find, history, chat) = ("Что найти", "Проект открыт", "Начать разговор");
    let has = |window: &Window, label: &str| window.query_all_by_label_contains(label).next().is_some();
    window.set_size(vec2(1000.0, 700.0));
    window.run();
    let canvas = |window: &Window| window.get_by_label("Холст").rect().width();
    assert!(has(&window, chat));
    perform(&mut window, Command::Find);
    assert!(has(&window, find) && !has(&window, chat) && canvas(&window) >= 380.0);
    perform(&mut window, Command::Past(PastCommand::Toggle));
    assert!(has(&window, history) && !has(&window, find) && canvas(&window) >= 380.0);
    perform(&mut window, Command::Find);
    assert!(has(&window, find), "the panel that was asked for last is shown");
    perform(&mut window, Command::Past(PastCommand::Toggle));
    assert!(!has(&window, find), "a hidden panel comes to the front instead of being closed");
    perform(&mut window, Command::Past(PastCommand::Toggle));
    assert!(has(&window, find), "what had no room is back");
}

#[test]
fn the_page_of_growth_shows_messengers_and_leads_to_where_they_are_set() {
    let (_folder, mut window) = with_project(toured());
    let growth = Command::Looks(Looks::Workspace(Workspace::Growth));
    perform(&mut window, growth.clone());
    assert!(window.query_by_label_contains("Telegram: @").is_some());
    assert!(window.query_by_role_and_label(Role::TextInput, "Юридическая строка").is_none());
    let copy = "Скопировать https://t.me/";
    window.query_all_by_label_contains(copy).next().expect("a link can be copied").click_accesskit();
    window.step();
    window.run();
    assert!(window.query_by_label_contains("Скопировано: https://t.me/").is_some());
    for (link, there) in [
        ("Мессенджеры: Изменить в настройках…", "Telegram: Адрес"),
        ("Юридическая строка: Изменить в настройках…", "Согласие на обработку данных"),
    ] {
        // As a screen reader presses it: the second stands below the edge of the window.
        window.get_by_label(link).click_accesskit();
        window.run();
        assert!(window.query_all_by_label(there).next().is_some(), "{there}");
        perform(&mut window, growth.clone());
    }
}

#[test]
fn a_window_that_was_enlarged_before_begins_where_the_funnel_begins() {
    for scale in [80, 100, 200] {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { scale, left_open: false, ..toured() };
        let path = copy_of("checklist", folder.path());
        let mut window = hands::window(Opening { settings, ..opening(Some(path)) });
        window.run();
        let (canvas, entry) = (window.get_by_label("Холст").rect(), window.get_by_label("Блок: Вход").rect());
        assert!(canvas.contains_rect(entry), "{scale} %: {entry} on {canvas}");
    }
}

#[test]
fn a_size_step_by_command_stays_within_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(Lang::Ru, folder.path(), toured());
    perform(&mut window, Command::Looks(Looks::Scale(ScaleStep::To(500))));
    assert_eq!(window.ctx.zoom_factor(), 2.0);
}

#[test]
fn a_file_manager_opens_a_project_by_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(Lang::Ru, folder.path(), toured());
    let project = copy_of("pizza", folder.path());
    perform(&mut window, Command::OpenPath(project.join("project.ron")));
    assert!(window.state().project().is_some());
    assert_eq!(Settings::load(&folder.path().join("settings")).recent, [project]);
}

#[test]
fn a_tooltip_does_not_stay_over_a_dialog_that_opens() {
    let (_folder, mut window) = with_project(toured());
    let at = window.get_by_label("Прогнать тесты").rect().center();
    window.hover_at(at);
    window.run_steps(60);
    let is_told =
        |window: &Window| window.query_by_label_contains("Сыграть разговоры из папки tests").is_some();
    assert!(is_told(&window), "the tooltip is there");
    perform(&mut window, Command::Looks(Looks::Preferences));
    window.run_steps(60);
    assert!(!is_told(&window));
    assert!(window.query_by_label_contains("Настройки Воронки").is_some(), "the dialog is");
}

/// What the keyboard is on, as whoever hears the window is told: its role and name.
fn held(window: &Window) -> Option<(Role, String)> {
    let node = window.query_all(By::new().predicate(|node| node.is_focused())).next()?;
    let node = node.accesskit_node();
    Some((node.role(), node.label().or(node.value()).unwrap_or_default()))
}

#[test]
fn the_window_is_called_as_its_title_and_dialogs_have_names_and_hold_the_keyboard() {
    let (_folder, mut window) = with_project(toured());
    let title = format!("{} — Воронка", window.state().project().unwrap().title);
    assert_eq!(window.root().accesskit_node().label(), Some(title));
    let dialogs = [
        ("Что делают клавиши", Command::Looks(Looks::Shortcuts)),
        ("Настройки Воронки", Command::Looks(Looks::Preferences)),
        ("Найти или выполнить", Command::TogglePalette),
        ("Название, текст или вид блока", Command::GoToBlock),
        ("Опубликовать в Telegram", Command::Publish),
    ];
    for (name, command) in dialogs {
        perform(&mut window, command);
        window.run();
        let dialog = window.get_by_role(Role::Dialog);
        assert_eq!(dialog.accesskit_node().label().as_deref(), Some(name));
        assert!(dialog.accesskit_node().is_modal(), "{name}");
        let is_inside = |node: &egui_kittest::Node<'_>| {
            dialog.children_recursive().any(|inner| inner.accesskit_node().id() == node.accesskit_node().id())
        };
        let focused = window.query_all(By::new().predicate(|node| node.is_focused())).next();
        assert!(focused.is_some_and(|node| is_inside(&node)), "{name} has the keyboard");
        let below = window.get_by_label("Холст");
        assert!(below.accesskit_node().is_hidden(), "what lies below {name} is not reached");
        press(&mut window, Modifiers::NONE, Key::Escape);
        assert!(!window.get_by_label("Холст").accesskit_node().is_hidden());
    }
}

#[test]
fn ctrl_k_lists_every_command_and_its_ends_meet() {
    let (_folder, mut window) = with_project(toured());
    press(&mut window, Modifiers::COMMAND, Key::K);
    let rows = |window: &Window| window.query_all_by_role(Role::MenuItem).count();
    // The one that opens the list is not in it.
    assert_eq!(rows(&window), UI_COMMANDS.len() - 1);
    let (first, last) = ((Role::MenuItem, "Новый проект"), (Role::MenuItem, "Выйти"));
    for (key, (role, name)) in [
        (Key::ArrowUp, last),
        (Key::ArrowDown, first),
        (Key::ArrowDown, (Role::MenuItem, "Начальная страница")),
    ] {
        press(&mut window, Modifiers::NONE, key);
        assert_eq!(held(&window), Some((role, name.to_owned())), "whoever hears the list is told of the row");
        let row = window.get_all_by_role_and_label(role, name).next().unwrap();
        assert_eq!(row.accesskit_node().is_selected(), Some(true));
        let place = row.rect();
        assert!(window.ctx.content_rect().contains_rect(place), "«{name}» is in sight");
    }
}

#[test]
fn commands_are_found_by_words_that_people_use() {
    let (_folder, mut window) = with_project(toured());
    for (words, name) in [
        ("картинка", "Сохранить рисунок…"),
        ("png", "Сохранить рисунок…"),
        ("pdf", "Сохранить рисунок…"),
        ("экспорт", "Ссылки, QR и минилендинг…"),
        ("параметры", "Настройки проекта"),
        ("шрифт", "Крупнее всё в окне"),
        ("анимация", "Меньше движения"),
        ("тема", "Тёмная тема"),
        ("откат", "Отменить"),
        ("заменить", "Найти и заменить в текстах"),
        ("поиск", "Найти и заменить в текстах"),
        ("токен", "Опубликовать"),
        ("язык", "Английский язык"),
        ("горячие клавиши", "Список клавиш"),
        ("hotkeys", "Список клавиш"),
        ("screenshot", "Сохранить рисунок…"),
    ] {
        press(&mut window, Modifiers::COMMAND, Key::K);
        window.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text(words);
        window.run();
        let rows: Vec<_> = window
            .query_all_by_role(Role::MenuItem)
            .map(|row| row.accesskit_node().label().unwrap())
            .collect();
        assert!(rows.iter().take(5).any(|row| row == name), "«{words}»: {rows:?}");
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn what_only_does_something_is_a_plain_button() {
    let (_folder, window) = with_project(toured());
    for name in ["Отдалить", "Приблизить", "Показать всё", "имя: Анна"] {
        let node = window.get_all_by_role_and_label(Role::Button, name).next().unwrap();
        assert_eq!(node.accesskit_node().toggled(), None, "{name}");
    }
}

#[test]
fn what_was_deleted_is_called_by_its_name() {
    let (_folder, mut window) = with_project(toured());
    let project = window.state().project().unwrap().clone();
    let (_, block_id, block) = project.blocks().find(|(_, _, block)| !block.title.is_empty()).unwrap();
    perform(&mut window, Command::Select(vec![block_id]));
    perform(&mut window, Command::DeleteSelection);
    window.get_by_label(&format!("Блок удалён: {}", block.title));
    let tag = &project.tags[0];
    perform(&mut window, Command::Edit(build::remove_tag(&project, tag.id)));
    window.get_by_label(&format!("Тег удалён: {}", tag.name));
}
