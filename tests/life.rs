//! The life of a project by hand: kills, other windows, other hands on the files, the start page.
#![cfg(feature = "studio")]

#[path = "support/hands.rs"]
mod hands;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use hands::{Window, click, press, project, window};
use std::path::{Path, PathBuf};
use voronka::blocks::Registry;
use voronka::edit::{Edit, Transaction, build};
use voronka::folder;
use voronka::gallery::template;
use voronka::journal;
use voronka::model::{BlockId, Label, Project, Prop, TagDef, TagId};
use voronka::studio::Opening;
use voronka::studio::command::Command;

const CTRL: Modifiers = Modifiers::COMMAND;
const STEP: Label = Label::new("Шаг", "Step");

/// How a window of the test opens: it keeps what is not saved in `data`.
fn opening(data: Option<&Path>, path: Option<&Path>) -> Opening {
    Opening { data_folder: data.map(Path::to_owned), ..hands::opening(path.map(Path::to_owned)) }
}

fn shows(window: &Window, part: &str) -> bool {
    window.query_by_label_contains(part).is_some()
}

fn edit(window: &mut Window, transaction: Transaction) {
    let ctx = window.ctx.clone();
    window.state_mut().perform(&ctx, Command::Edit(transaction));
    window.run();
}

/// Somebody was elsewhere and comes back to the window.
fn come_back(window: &mut Window) {
    window.input_mut().events.push(egui::Event::WindowFocused(true));
    window.run();
}

/// A project from a template, in a folder of its own.
fn pizza(root: &Path) -> PathBuf {
    let path = root.join("pizza");
    template("pizza").unwrap().make(&path, None).unwrap();
    path
}

fn on_disk(path: &Path) -> Project {
    folder::open(path, &Registry).unwrap().project
}

/// Two blocks that say something.
fn two(project: &Project) -> [BlockId; 2] {
    let mut ids = project.blocks().filter(|(_, _, block)| block.kind == "message").map(|(_, id, _)| id);
    [ids.next().unwrap(), ids.next().unwrap()]
}

fn say(id: BlockId, text: &str) -> Transaction {
    let value = Some(Prop::Text(text.to_owned()));
    Transaction::new(STEP, vec![Edit::SetProp { block_id: id, prop: "text".into(), value }])
}

/// Changes the project on the disk as another program would.
fn say_on_disk(path: &Path, id: BlockId, text: &str) {
    let mut project = on_disk(path);
    say(id, text).apply(&mut project).unwrap();
    folder::save(path, &project, &Registry, None).unwrap();
}

fn said(project: &Project, id: BlockId) -> &str {
    project.block(id).unwrap().1.text("text")
}

/// A window ends without a word, as after a kill: nothing of it is tidied up.
fn kill(window: Window) {
    drop(window);
}

#[test]
fn what_was_not_saved_is_back_after_a_kill_and_can_be_kept_or_given_up() {
    let root = tempfile::tempdir().unwrap();
    let (data, path) = (root.path().join("data"), pizza(root.path()));
    let saved = on_disk(&path);
    let [first, _] = two(&saved);
    let open = || window(opening(Some(&data), Some(&path)));

    let mut killed = open();
    edit(&mut killed, say(first, "Не успели сохранить"));
    kill(killed);
    let mut again = open();
    assert!(shows(&again, "Восстановлены несохранённые правки"));
    assert_eq!(said(project(&again), first), "Не успели сохранить");
    assert_eq!(on_disk(&path), saved, "nothing is written by opening");
    click(&mut again, "Вернуть сохранённое");
    assert_eq!(project(&again), &saved);
    press(&mut again, CTRL, Key::Z);
    assert_eq!(said(project(&again), first), "Не успели сохранить", "giving up is undone like any step");
    kill(again);

    let mut again = open();
    click(&mut again, "Оставить");
    press(&mut again, CTRL, Key::S);
    assert_eq!(said(&on_disk(&path), first), "Не успели сохранить");
    kill(again);
    assert!(!shows(&open(), "Восстановлены"), "what is saved is not brought back");
}

#[test]
fn what_was_not_saved_meets_a_disk_that_moved_on() {
    let root = tempfile::tempdir().unwrap();
    let (data, path) = (root.path().join("data"), pizza(root.path()));
    let [first, second] = two(&on_disk(&path));
    let mut killed = window(opening(Some(&data), Some(&path)));
    edit(&mut killed, say(first, "Моё"));
    kill(killed);
    say_on_disk(&path, second, "Из git");
    let again = window(opening(Some(&data), Some(&path)));
    assert_eq!((said(project(&again), first), said(project(&again), second)), ("Моё", "Из git"));
}

#[test]
fn what_was_not_saved_and_was_changed_on_the_disk_too_is_asked_about() {
    let root = tempfile::tempdir().unwrap();
    let (data, path) = (root.path().join("data"), pizza(root.path()));
    let [first, second] = two(&on_disk(&path));
    let open = || window(opening(Some(&data), Some(&path)));
    let mut killed = open();
    edit(&mut killed, say(first, "Моё"));
    kill(killed);
    say_on_disk(&path, first, "Из git");
    say_on_disk(&path, second, "Тоже из git");
    let again = open();
    assert!(shows(&again, "Изменено и здесь, и на диске"), "nobody wins unasked");
    kill(again);
    let mut again = open();
    let disk = again.query_all_by_label_contains("С диска: ").next().unwrap();
    disk.click();
    again.run();
    click(&mut again, "Объединить");
    let texts = [first, second].map(|id| said(project(&again), id).to_owned());
    assert_eq!(texts, ["Из git", "Тоже из git"]);
    kill(again);
    // Who decides nothing keeps both: saving asks again, and what is saved is what is on the disk.
    let mut again = window(opening(Some(&root.path().join("other")), Some(&path)));
    edit(&mut again, say(first, "Опять моё"));
    kill(again);
    say_on_disk(&path, first, "Опять из git");
    let mut again = window(opening(Some(&root.path().join("other")), Some(&path)));
    press(&mut again, egui::Modifiers::NONE, Key::Escape);
    click(&mut again, "Вернуть сохранённое");
    assert_eq!(said(project(&again), first), "Опять из git");
    assert_eq!(&on_disk(&path), project(&again));
}

#[test]
fn a_block_that_gets_another_number_stays_selected_with_the_cursor_in_its_text() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let mut window = window(opening(None, Some(&path)));
    let draw = |project: &Project, text: &str| {
        let mut block = voronka::model::Block::new("message");
        block.props.insert("text".into(), Prop::Text(text.into()));
        build::add_block(project, &project.funnels[0].name, block, voronka::model::Pos(9_000, 0))
    };
    let (ours, number) = draw(project(&window), "Моё");
    edit(&mut window, ours);
    let ctx = window.ctx.clone();
    window.state_mut().perform(&ctx, voronka::studio::command::Command::Select(vec![number]));
    window.run();
    window.get_by_label("Текст").focus();
    window.run();
    let mut disk = on_disk(&path);
    let (theirs, same) = draw(&disk, "Чужое");
    assert_eq!(number, same, "two people who draw at the same time give the same number");
    theirs.apply(&mut disk).unwrap();
    folder::save(&path, &disk, &Registry, None).unwrap();
    come_back(&mut window);
    assert!(window.get_by_label("Текст").is_focused());
    window.get_by_label("Текст").type_text(" и дальше");
    window.run();
    let texts: Vec<&str> = project(&window).blocks().map(|(_, _, block)| block.text("text")).collect();
    assert!(texts.contains(&"Чужое"), "nothing is written into a foreign block");
    assert!(texts.contains(&"Моё и дальше"), "{texts:?}");
}

#[test]
fn a_project_that_was_never_saved_is_on_the_start_page_after_a_kill() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("data");
    let mut killed = window(opening(Some(&data), None));
    click(&mut killed, "Новый проект");
    let made = build::add_funnel(project(&killed), "Вторая").0;
    edit(&mut killed, made);
    let drawn = project(&killed).clone();
    kill(killed);
    let mut again = window(opening(Some(&data), None));
    click(&mut again, "Вернуть: Новый проект");
    assert_eq!(project(&again), &drawn);
    kill(again);
    let mut again = window(opening(Some(&data), None));
    click(&mut again, "Удалить: Новый проект");
    assert!(!shows(&again, "Вернуть: Новый проект"));
    assert!(journal::left(&data).is_empty(), "an end of the program does not bring it back");
    click(&mut again, "Вернуть");
    assert!(shows(&again, "Вернуть: Новый проект"));
    assert!(!journal::left(&data).is_empty(), "it is kept");
    click(&mut again, "Удалить: Новый проект");
    click(&mut again, "Закрыть");
    again.run();
    assert!(journal::left(&data).is_empty());
}

#[test]
fn a_full_disk_for_the_journal_is_told_of_once_and_drawing_goes_on() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let data = root.path().join("data");
    std::fs::write(&data, "a file where a folder should be").unwrap();
    let [first, second] = two(&on_disk(&path));
    let mut window = window(opening(Some(&data), Some(&path)));
    assert!(shows(&window, "Несохранённые правки сейчас не страхуются"));
    edit(&mut window, say(first, "Раз"));
    edit(&mut window, say(second, "Два"));
    assert_eq!(window.query_all_by_label_contains("не страхуются").count(), 1);
    press(&mut window, CTRL, Key::S);
    assert_eq!(said(&on_disk(&path), second), "Два");
}

#[test]
fn a_second_window_on_a_project_is_noticed_and_may_look_or_change_it() {
    let root = tempfile::tempdir().unwrap();
    let (data, path) = (root.path().join("data"), pizza(root.path()));
    let [first, second] = two(&on_disk(&path));
    let mut one = window(opening(Some(&data), Some(&path)));
    let mut other = window(opening(Some(&data), Some(&path)));
    assert!(shows(&other, "Проект открыт в другом окне") && other.state().project().is_none());
    click(&mut other, "Только смотреть");
    edit(&mut other, say(first, "Нельзя"));
    assert_ne!(said(project(&other), first), "Нельзя");
    edit(&mut one, say(second, "Из первого окна"));
    press(&mut one, CTRL, Key::S);
    come_back(&mut other);
    assert_eq!(said(project(&other), second), "Из первого окна", "who looks sees what is saved");
    press(&mut other, CTRL, Key::Z);
    assert_eq!(said(project(&other), second), "Из первого окна", "who looks takes nothing back");

    click(&mut other, "Править и здесь");
    edit(&mut other, say(first, "Из второго окна"));
    press(&mut other, CTRL, Key::S);
    come_back(&mut one);
    assert_eq!(said(project(&one), first), "Из второго окна");
    kill(one);
    kill(other);
    let alone = window(opening(Some(&data), Some(&path)));
    assert!(alone.state().project().is_some(), "a window that is gone holds nothing");
}

#[test]
fn changes_on_the_disk_come_in_as_a_step_that_undo_takes_back() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let [first, _] = two(&on_disk(&path));
    let mut window = window(opening(None, Some(&path)));
    let before = project(&window).clone();
    say_on_disk(&path, first, "Снаружи");
    come_back(&mut window);
    assert!(shows(&window, "Проект изменился на диске — обновлено"));
    assert!(window.query_by_label("сохранено").is_some());
    assert_eq!(said(project(&window), first), "Снаружи");
    press(&mut window, CTRL, Key::Z);
    assert!(shows(&window, "их сделали не здесь"), "nobody means what others did by one press");
    assert_eq!(said(project(&window), first), "Снаружи");
    press(&mut window, CTRL, Key::Z);
    assert_eq!(project(&window), &before);
    assert!(window.query_by_label("не сохранено").is_some());
}

#[test]
fn different_things_changed_here_and_on_the_disk_are_brought_together() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let [first, second] = two(&on_disk(&path));
    let mut window = window(opening(None, Some(&path)));
    edit(&mut window, say(first, "Здесь"));
    say_on_disk(&path, second, "Снаружи");
    // Saving notices it without anybody coming back to the window.
    press(&mut window, CTRL, Key::S);
    assert!(shows(&window, "объединено с вашими правками"));
    let disk = on_disk(&path);
    assert_eq!((said(&disk, first), said(&disk, second)), ("Здесь", "Снаружи"));
}

#[test]
fn the_same_thing_changed_here_and_on_the_disk_is_asked_about() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let [first, second] = two(&on_disk(&path));
    let mut window = window(opening(None, Some(&path)));
    for id in [first, second] {
        edit(&mut window, say(id, "Здесь"));
        say_on_disk(&path, id, "Снаружи");
    }
    come_back(&mut window);
    assert!(shows(&window, "Изменено и здесь, и на диске"));
    let sides: Vec<_> = window.query_all_by_label_contains("С диска: ").collect();
    assert_eq!(sides.len(), 2);
    sides[0].click();
    window.run();
    click(&mut window, "Объединить");
    let said = [first, second].map(|id| said(project(&window), id).to_owned());
    assert_eq!(said.iter().filter(|text| *text == "Снаружи").count(), 1, "{said:?}");
    press(&mut window, CTRL, Key::S);
    assert_eq!(&on_disk(&path), project(&window));
}

#[test]
fn a_project_that_cannot_be_read_any_more_stays_on_the_screen() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let mut window = window(opening(None, Some(&path)));
    let before = project(&window).clone();
    let whole = std::fs::read(path.join("project.ron")).unwrap();
    std::fs::write(path.join("project.ron"), "<<<<<<< HEAD\n").unwrap();
    come_back(&mut window);
    assert!(shows(&window, "не читается, на экране — прежний"));
    assert_eq!(project(&window), &before);
    let [first, _] = two(hands::project(&window));
    edit(&mut window, say(first, "Осталось здесь"));
    let edited = project(&window).clone();
    press(&mut window, CTRL, Key::S);
    assert!(shows(&window, "объединить его с тем, что на экране, нельзя"));
    click(&mut window, "Открыть с диска");
    assert!(shows(&window, "Проект не открылся"), "what cannot be read is not opened without a word");
    click(&mut window, "Понятно");
    assert_eq!(project(&window), &edited);
    press(&mut window, CTRL, Key::Z);
    std::fs::write(path.join("project.ron"), whole).unwrap();
    come_back(&mut window);
    assert_eq!(project(&window), &before);
    assert!(!shows(&window, "не читается, на экране — прежний"), "old news go");
}

#[test]
fn a_project_whose_folder_is_gone_can_be_saved_elsewhere_at_once() {
    let place = tempfile::tempdir().unwrap();
    let path = pizza(place.path());
    let mut window = window(opening(None, Some(&path)));
    let [first, _] = two(hands::project(&window));
    edit(&mut window, say(first, "Осталось здесь"));
    std::fs::remove_dir_all(&path).unwrap();
    come_back(&mut window);
    assert!(shows(&window, "Папки проекта больше нет на месте"));
    press(&mut window, CTRL, Key::Z);
    press(&mut window, CTRL, Key::Q);
    assert!(
        shows(&window, "Сохранить изменения"),
        "what is only here is asked about though nothing was drawn"
    );
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, CTRL | Modifiers::SHIFT, Key::Z);
    press(&mut window, CTRL, Key::S);
    assert!(shows(&window, "Проект не сохранён"));
    click(&mut window, "Сохранить как…");
    let elsewhere = place.path().join("ещё");
    hands::write(&mut window, "Путь на диске", &elsewhere.display().to_string());
    click(&mut window, "Сохранить");
    assert_eq!(said(&on_disk(&elsewhere), first), "Осталось здесь");
}

#[test]
fn files_put_into_media_by_hand_are_seen_when_somebody_comes_back() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let media = path.join("media");
    let name = folder::media(&path).unwrap().into_keys().next().expect("the template has a file");
    let (here, away) = (media.join(&name), root.path().join("away"));
    let mut window = window(opening(None, Some(&path)));
    let whole = shows(&window, "Замечаний нет");
    std::fs::rename(&here, &away).unwrap();
    come_back(&mut window);
    assert!(whole && !shows(&window, "Замечаний нет"), "a file that is gone is a finding");
    std::fs::rename(&away, &here).unwrap();
    come_back(&mut window);
    assert!(shows(&window, "Замечаний нет"));

    // A folder that is gone is one with nothing in it.
    std::fs::rename(&media, &away).unwrap();
    come_back(&mut window);
    assert!(!shows(&window, "Замечаний нет"));
}

#[test]
fn a_missing_recent_project_is_marked_and_taken_off_the_list() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let mut opening = opening(None, None);
    opening.settings.recent = vec![root.path().join("перенесли"), path.clone()];
    let mut window = window(opening);
    click(&mut window, "Убрать из списка: перенесли");
    assert!(!shows(&window, "перенесли"));
    let title = on_disk(&path).title;
    click(&mut window, &title);
    assert_eq!(project(&window).title, title);
}

#[test]
fn templates_are_found_by_goal_and_by_word() {
    let mut window = window(opening(None, None));
    let card = |window: &Window, title: &str| {
        window.query_all_by_role_and_label(Role::Button, title).next().is_some()
    };
    assert!(card(&window, "Пицца одним смайликом") && card(&window, "Опрос с NPS"));
    click(&mut window, "Доставка");
    assert!(card(&window, "Пицца одним смайликом") && !card(&window, "Опрос с NPS"));
    click(&mut window, "Все");
    window.get_by_label("Найти шаблон").focus();
    window.run();
    window.get_by_label("Найти шаблон").type_text("nps");
    window.run();
    assert!(!card(&window, "Пицца одним смайликом") && card(&window, "Опрос с NPS"));
}

#[test]
fn what_is_looked_for_is_seen_below_any_number_of_recent_projects() {
    let root = tempfile::tempdir().unwrap();
    let mut opening = opening(None, None);
    opening.settings.recent = (0..8).map(|number| root.path().join(format!("проект {number}"))).collect();
    let mut window = hands::window_of(opening, egui::vec2(1280.0, 800.0));
    let card = |window: &Window, title: &str| window.query_all_by_label(title).next().is_some();
    assert!(card(&window, "проект 0") && !card(&window, "проект 7"), "one row");
    click(&mut window, "Ещё 4");
    assert!(card(&window, "проект 7"));
    window.get_by_label("проект 1").click_secondary();
    window.run();
    click(&mut window, "Убрать из списка");
    assert!(!card(&window, "проект 1"));
    window.get_by_role_and_label(Role::Button, "проект 2").focus();
    window.run();
    hands::press(&mut window, egui::Modifiers::SHIFT, egui::Key::F10);
    hands::press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    assert!(!card(&window, "проект 2"), "keys open the menu and choose in it");
    click(&mut window, "Меню проекта: проект 3");
    click(&mut window, "Убрать из списка");
    assert!(!card(&window, "проект 3"), "a press on its button opens it");
    window.get_by_label("Найти шаблон").focus();
    window.run();
    window.get_by_label("Найти шаблон").type_text("nps");
    window.run();
    let [field, found] = ["Найти шаблон", "Опрос с NPS"].map(|name| window.get_by_label(name).rect());
    assert!(field.top() > 46.0 && found.top() < 700.0, "{field:?} {found:?}");
}

/// The way that README shows: from the start page to a played and exported bot.
#[test]
fn a_template_is_a_played_and_exported_bot_within_twelve_clicks() {
    let root = tempfile::tempdir().unwrap();
    let mut window = window(opening(None, None));
    let mut clicks = 0;
    let mut go = |window: &mut Window, label: &str| {
        clicks += 1;
        click(window, label);
    };
    go(&mut window, "Чек-лист по QR-коду");
    // Name and place are filled in; the test may not write into somebody's documents.
    replace(&mut window, "Папка проекта", root.path().join("bot").to_str().unwrap());
    go(&mut window, "Создать");
    go(&mut window, "Начать разговор");
    go(&mut window, "Получить чек-лист");
    assert!(shows(&window, "Держите! Завтра пришлю разбор."), "the bot answers in the chat");
    go(&mut window, "Рост");
    go(&mut window, "Записать файлы…");
    go(&mut window, "Записать");
    assert!(shows(&window, "Готово: файлы записаны."));
    go(&mut window, "Понятно");
    assert!(root.path().join("bot/export").is_dir());
    assert!(clicks <= 12, "{clicks} clicks");
}

fn replace(window: &mut Window, label: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, label).focus();
    window.run();
    press(window, CTRL, Key::A);
    window.get_by_role_and_label(Role::TextInput, label).type_text(text);
    window.run();
}

#[test]
fn a_crash_is_told_of_at_the_next_start_and_only_once() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("crash");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("crash-1.txt"), "Voronka").unwrap();
    std::fs::write(folder.join("untold"), "crash-1.txt").unwrap();
    let mut first = window(opening(Some(root.path()), None));
    assert!(shows(&first, "Прошлый раз Воронка закрылась с ошибкой"));
    click(&mut first, "Закрыть");
    assert!(!shows(&first, "закрылась с ошибкой"));
    assert!(!shows(&window(opening(Some(root.path()), None)), "закрылась с ошибкой"));
    assert!(folder.join("crash-1.txt").is_file());
}

#[test]
fn a_deletion_is_offered_back_only_in_its_own_project() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let other = root.path().join("other");
    folder::create(&other, &Project::new("Другой"), &Registry).unwrap();
    let mut window = window(opening(None, Some(&path)));
    let [first, _] = two(project(&window));
    let gone = build::delete_blocks(project(&window), &[first]);
    edit(&mut window, gone);
    assert!(window.query_by_label("Вернуть").is_some());
    press(&mut window, CTRL, Key::S);
    let ctx = window.ctx.clone();
    window.state_mut().perform(&ctx, Command::OpenPath(other));
    window.run();
    assert_eq!(project(&window).title, "Другой");
    assert!(window.query_by_label("Вернуть").is_none());
}

#[test]
fn tests_name_tags_as_the_project_does_once_it_is_saved_and_again_after_undo() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    let mut made = on_disk(&path);
    let [lead, client] = ["заявка", "покупатель"].map(|name| {
        let id = TagId(made.tags.iter().map(|tag| tag.id.0).max().unwrap_or(0) + 1);
        made.tags.push(TagDef { id, name: name.to_owned() });
        id
    });
    made.next_tag = made.tags.iter().map(|tag| tag.id.0).max().unwrap_or(0) + 1;
    folder::save(&path, &made, &Registry, None).unwrap();
    let file = path.join("tests/99.chat");
    let (before, merged) =
        ("@ tag: заявка\n> /start\n? #заявка\n", "@ tag: покупатель\n> /start\n? #покупатель\n");
    std::fs::write(&file, before).unwrap();
    let text = || std::fs::read_to_string(&file).unwrap();

    let mut window = window(opening(None, Some(&path)));
    let perform = |window: &mut Window, command: Command| {
        let ctx = window.ctx.clone();
        window.state_mut().perform(&ctx, command);
        window.run();
    };
    perform(&mut window, Command::MergeTags { from: lead, into: client });
    assert_eq!(text(), before, "nothing is written before saving");
    perform(&mut window, Command::Save);
    assert_eq!(text(), merged);
    assert!(shows(&window, "обновлены и в тестах: файлов 1"));
    perform(&mut window, Command::Undo);
    perform(&mut window, Command::Save);
    assert_eq!(text(), before, "undo brings the tests back, too");

    perform(&mut window, Command::Redo);
    let renamed = build::rename_tag(project(&window), &Registry, client, "постоянный");
    perform(&mut window, Command::Edit(renamed));
    perform(&mut window, Command::Save);
    assert_eq!(text(), merged.replace("покупатель", "постоянный"), "a merge and a new name in one save");
    perform(&mut window, Command::Undo);
    perform(&mut window, Command::Undo);
    perform(&mut window, Command::Save);
    assert_eq!(text(), before);
    assert_eq!(project(&window), &made);
}

#[test]
fn a_test_that_went_otherwise_leads_to_its_block_and_takes_the_new_answer_until_it_is_brought_back() {
    let root = tempfile::tempdir().unwrap();
    let path = pizza(root.path());
    for file in folder::tests(&path).unwrap() {
        std::fs::remove_file(file).unwrap();
    }
    let file = path.join("tests/99.chat");
    let written =
        "# Меню\n> 🍕\n< {menu.png}\n  Какая ваша любимая? Хватит одного 🍕.\n  [🍅 Маргарита, 590 ₽]\n";
    std::fs::write(&file, written).unwrap();
    let text = || std::fs::read_to_string(&file).unwrap();

    let mut window = window(opening(None, Some(&path)));
    let blocks = project(&window).blocks();
    let menu = blocks.into_iter().find(|(_, _, block)| block.title == "Меню").unwrap().1;
    press(&mut window, CTRL, Key::T);
    assert!(shows(&window, "Не сошлось: 1 · сошлось: 0"));
    let has = |name: &str| window.query_all_by_label(name).next().is_some();
    assert!(has("Ждали") && has("Пришло"));
    assert!(!shows(&window, "< {"), "no mark of the file is shown");
    click(&mut window, "Показать на холсте");
    assert!(!shows(&window, "Не сошлось"), "the dialog makes room for the canvas");
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(project(&window).block(menu).is_none(), "its block is selected");
    press(&mut window, CTRL, Key::Z);

    press(&mut window, CTRL, Key::T);
    click(&mut window, "Принять новый ответ: Меню");
    assert!(text().contains("🌶 Пепперони, 690 ₽") && text().starts_with("# Меню\n> 🍕\n"), "{}", text());
    assert!(!shows(&window, "Не сошлось"), "nothing differs any more");
    click(&mut window, "Вернуть");
    assert_eq!(text(), written);
    assert!(shows(&window, "Не сошлось: 1"));

    let other = format!("{written}> стоп\n");
    std::fs::write(&file, &other).unwrap();
    click(&mut window, "Принять новый ответ: Меню");
    assert_eq!(text(), other, "what somebody else wrote meanwhile stays");
}
