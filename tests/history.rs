//! The history and comparisons by hand, found by what is written on them; versions of git where there is git.
#![cfg(feature = "studio")]

#[path = "support/hands.rs"]
mod hands;
#[path = "support/samples.rs"]
mod samples;

use egui::accesskit::Role;
use egui::{Key, Modifiers, pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use hands::{Window, click, drag, opening, press, project, window};
use samples::copy_of;
use std::path::Path;
use std::process::Command;
use voronka::blocks::Registry;
use voronka::edit::build;
use voronka::folder::{self, git};
use voronka::model::{BlockId, Project, Prop};
use voronka::studio::command::{Command as Studio, PastCommand, With};

const CTRL: Modifiers = Modifiers::COMMAND;

fn perform(harness: &mut Window, command: Studio) {
    let ctx = harness.ctx.clone();
    harness.state_mut().perform(&ctx, command);
    harness.run();
}

/// Presses a row of the panel that begins with these words.
fn click_row(harness: &mut Window, start: &str) {
    let label = rows(harness).into_iter().find(|row| row.starts_with(start));
    let label = label.unwrap_or_else(|| panic!("no row {start} in {:?}", rows(harness)));
    harness.get_all_by_role_and_label(Role::ListItem, &label).next().unwrap().click();
    harness.run();
}

/// The rows of the panel, from top to bottom.
fn rows(harness: &Window) -> Vec<String> {
    let items = harness.query_all_by_role(Role::ListItem);
    items.filter_map(|item| item.accesskit_node().label()).filter(|label| label.ends_with(')')).collect()
}

fn opened(path: &Path) -> Project {
    folder::open(path, &Registry).unwrap().project
}

/// Saves the project in a folder with another text of its first message and without its last block; gives both ids.
fn rewrite(path: &Path) -> (BlockId, BlockId) {
    let mut project = opened(path);
    let id = project.blocks().find(|(_, _, block)| block.kind == "message").unwrap().1;
    let last = project.blocks().map(|(_, id, _)| id).filter(|other| *other != id).max().unwrap();
    let block = project.funnels.iter_mut().find_map(|funnel| funnel.blocks.get_mut(&id)).unwrap();
    block.title = "Приветствие".into();
    block.props.insert("text".into(), Prop::Text("Совсем другой текст".into()));
    voronka::edit::build::delete_blocks(&project, &[last]).apply(&mut project).unwrap();
    folder::save(path, &project, &Registry, None).unwrap();
    (id, last)
}

#[test]
fn a_moment_is_looked_at_and_come_back_to_as_a_step() {
    let mut harness = window(opening(None));
    click(&mut harness, "Новый проект");
    let entry = harness.get_by_role_and_label(Role::Button, "Вход").rect().center();
    drag(&mut harness, entry, pos2(420.0, 300.0));
    let message = harness.get_by_role_and_label(Role::Button, "Сообщение").rect().center();
    drag(&mut harness, message, pos2(700.0, 420.0));
    press(&mut harness, CTRL, Key::H);
    let told = rows(&harness);
    let starts = ["Добавить блок: Сообщение", "Добавить блок: Вход", "Проект открыт"];
    assert_eq!(told.len(), starts.len(), "{told:?}");
    assert!(told.iter().zip(starts).all(|(row, start)| row.starts_with(start)), "{told:?}");
    assert!(told[0].contains("сейчас"), "{told:?}");

    click_row(&mut harness, "Добавить блок: Вход");
    assert!(harness.query_by_label_contains("Просмотр: ").is_some());
    assert!(harness.query_by_label_contains("1 шаг назад").is_some());
    assert!(harness.query_by_label("Блок: Сообщение").is_none(), "the canvas shows the moment");
    assert_eq!(project(&harness).blocks().count(), 2, "and the project is as it was");
    press(&mut harness, CTRL, Key::A);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(project(&harness).blocks().count(), 2, "nothing changes while one looks");

    click(&mut harness, "Вернуться сюда");
    assert_eq!(project(&harness).blocks().count(), 1);
    assert!(rows(&harness)[0].starts_with("Возврат к моменту"), "{:?}", rows(&harness));
    press(&mut harness, CTRL, Key::Z);
    assert_eq!(project(&harness).blocks().count(), 2, "coming back is a step like any other");
    click(&mut harness, "Закрыть: История");
    assert!(rows(&harness).iter().all(|row| !row.starts_with("Добавить блок")));
}

#[test]
fn differences_from_another_folder_are_walked_through_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let first = copy_of("checklist", &folder.path().join("было"));
    let second = copy_of("checklist", folder.path());
    let (changed, gone) = rewrite(&second);
    let mut harness = window(opening(Some(second)));
    press(&mut harness, CTRL, Key::H);
    click(&mut harness, "Сравнить с…");
    click(&mut harness, "Другая папка…");
    let field = harness.get_by_label("Путь на диске");
    field.focus();
    harness.run();
    press(&mut harness, CTRL, Key::A);
    harness.get_by_label("Путь на диске").type_text(&first.display().to_string());
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Открыть").click();
    harness.run();
    assert!(harness.query_by_label_contains("Сравнение с папкой").is_some());
    assert!(
        rows(&harness).iter().any(|row| row.starts_with("Приветствие (изменено")),
        "{:?}",
        rows(&harness)
    );
    assert!(project(&harness).block(gone).is_none());

    click_row(&mut harness, "Приветствие");
    assert!(harness.query_by_label_contains("{+Совсем другой текст+}").is_some());
    let before = opened(&first);
    click(&mut harness, "Вернуть как было: Текст");
    let text = |project: &Project| project.block(changed).unwrap().1.text("text").to_owned();
    assert_eq!(text(project(&harness)), text(&before));
    assert_eq!(project(&harness).block(changed).unwrap().1.title, "Приветствие", "only the text goes back");

    let ghost = rows(&harness).into_iter().find(|row| row.contains("(удалено")).expect("a ghost");
    click_row(&mut harness, &ghost);
    click(&mut harness, "Вернуть всё это как было");
    assert_eq!(project(&harness).block(gone).unwrap().1, before.block(gone).unwrap().1);
    press(&mut harness, Modifiers::NONE, Key::F7);
    press(&mut harness, Modifiers::SHIFT, Key::F7);
    click(&mut harness, "Закрыть");
    assert!(harness.query_by_label_contains("Сравнение с папкой").is_none());
}

#[test]
fn what_is_saved_is_marked_and_compared_with() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("checklist", folder.path()))));
    click(&mut harness, "Новая воронка");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    press(&mut harness, CTRL, Key::H);
    assert!(rows(&harness).last().unwrap().contains("сохранено"), "{:?}", rows(&harness));
    click(&mut harness, "Сравнить с…");
    click(&mut harness, "Сохранённая версия");
    assert!(harness.query_by_label_contains("сохранённой версией: добавлено 1").is_some());
    assert!(
        rows(&harness).iter().any(|row| row.starts_with("Новая воронка (добавлено")),
        "{:?}",
        rows(&harness)
    );
    press(&mut harness, CTRL, Key::S);
    click(&mut harness, "Назад к истории");
    let rows = rows(&harness);
    assert!(rows[0].contains("сейчас · сохранено"), "{rows:?}");
    assert!(rows.last().unwrap().contains("сохранялось"), "one state alone is on the disk: {rows:?}");
}

/// Runs git in a folder; `None` where there is none.
fn git(path: &Path, args: &[&str]) -> Option<()> {
    let names = ["-c", "user.name=Анна", "-c", "user.email=anna@example.com", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").arg("-C").arg(path).args(names).args(args).output().ok()?;
    assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    Some(())
}

#[test]
fn what_git_refuses_is_told_and_no_commit_yet_is_an_empty_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_of("checklist", folder.path());
    if git(folder.path(), &["init", "-q"]).is_none() {
        println!("git is not installed: versions of git are not tested");
        return;
    }
    assert_eq!(git::commits(&path, 9).unwrap(), []);
    git(folder.path(), &["add", "."]).unwrap();
    git(folder.path(), &["commit", "-q", "-m", "Первая версия"]).unwrap();
    assert_eq!(git::commits(&path, 9).unwrap().len(), 1);
    std::fs::remove_dir_all(folder.path().join(".git/objects")).unwrap();
    std::fs::create_dir(folder.path().join(".git/objects")).unwrap();
    let said = git::commits(&path, 9);
    assert!(matches!(&said, Err(git::GitError::Refused(why)) if !why.is_empty()), "{said:?}");
}

#[test]
fn versions_of_git_are_listed_read_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_of("checklist", folder.path());
    if git(folder.path(), &["init", "-q"]).is_none() {
        println!("git is not installed: versions of git are not tested");
        return;
    }
    let before = opened(&path);
    git(folder.path(), &["add", "."]).unwrap();
    git(folder.path(), &["commit", "-q", "-m", "Первая версия"]).unwrap();
    let (_, gone) = rewrite(&path);
    git(folder.path(), &["commit", "-q", "-a", "-m", "Вторая версия"]).unwrap();

    assert_eq!(git::project_at(&path, "HEAD~1", &Registry).unwrap(), before);
    assert_eq!(git::project_at(&path, "HEAD", &Registry).unwrap(), opened(&path));
    let said = |revision: &str| git::project_at(&path, revision, &Registry).unwrap_err();
    assert!(matches!(said("нет-такой"), git::GitError::NoRevision(_)));
    assert!(matches!(said("--output=x"), git::GitError::NoRevision(_)));
    let outside = tempfile::tempdir().unwrap();
    assert!(matches!(git::commits(outside.path(), 9), Err(git::GitError::NoRepository)));

    let mut harness = window(opening(Some(path)));
    press(&mut harness, CTRL, Key::H);
    click(&mut harness, "Сравнить с…");
    click(&mut harness, "Версия из git…");
    let told = rows(&harness);
    assert!(told.iter().any(|row| row.starts_with("Вторая версия")), "{told:?}");
    click_row(&mut harness, "Первая версия");
    assert!(harness.query_by_label_contains("Сравнение с версией «Первая версия»").is_some());
    assert!(rows(&harness).iter().any(|row| row.contains("(удалено")), "{:?}", rows(&harness));
    assert!(project(&harness).block(gone).is_none());

    press(&mut harness, CTRL, Key::H);
    press(&mut harness, CTRL, Key::H);
    click(&mut harness, "Сравнить с…");
    click(&mut harness, "Версия из git…");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(
        harness.query_by_label_contains("Сравнение с версией «Первая версия»").is_some(),
        "by keys alone"
    );
}

#[test]
fn versions_of_git_bear_tags_and_branches_and_any_other_is_asked_for_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_of("checklist", folder.path());
    if git(folder.path(), &["init", "-q", "-b", "main"]).is_none() {
        println!("git is not installed: versions of git are not tested");
        return;
    }
    git(folder.path(), &["add", "."]).unwrap();
    git(folder.path(), &["commit", "-q", "-m", "Первая версия"]).unwrap();
    git(folder.path(), &["tag", "v1.0"]).unwrap();
    git(folder.path(), &["checkout", "-q", "-b", "akciya"]).unwrap();
    rewrite(&path);
    git(folder.path(), &["commit", "-q", "-a", "-m", "Акция"]).unwrap();
    git(folder.path(), &["checkout", "-q", "main"]).unwrap();
    let names: Vec<_> = git::commits(&path, 9).unwrap().into_iter().map(|commit| commit.names).collect();
    assert_eq!(names, [["main", "v1.0"]]);

    let mut harness = window(opening(Some(path)));
    press(&mut harness, CTRL, Key::H);
    click(&mut harness, "Сравнить с…");
    click(&mut harness, "Версия из git…");
    let told = rows(&harness);
    assert!(told[0].starts_with("Первая версия [main, v1.0] (сегодня "), "{told:?}");
    for (revision, said) in
        [("akciya", "Сравнение с версией «akciya»"), ("нет-такой", "git не знает версии «нет-такой»")]
    {
        harness.get_by_label("Ветка, тег или номер").focus();
        harness.run();
        press(&mut harness, CTRL, Key::A);
        harness.get_by_label("Ветка, тег или номер").type_text(revision);
        harness.run();
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert!(harness.query_by_label_contains(said).is_some(), "{said}");
        press(&mut harness, CTRL, Key::H);
        press(&mut harness, CTRL, Key::H);
        click(&mut harness, "Сравнить с…");
        click(&mut harness, "Версия из git…");
    }
}

#[test]
fn what_is_copied_from_a_moment_is_what_one_sees_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("checklist", folder.path()))));
    let (funnel, id, block) =
        project(&harness).blocks().find(|(_, _, block)| block.kind == "message").unwrap();
    let (funnel, before) = (funnel.name.clone(), block.text("text").to_owned());
    let change = build::set_prop(project(&harness), id, "text", Some(Prop::Text("Новые слова".into())));
    perform(&mut harness, Studio::Edit(change));
    press(&mut harness, CTRL, Key::H);
    click_row(&mut harness, "Проект открыт");
    perform(&mut harness, Studio::SelectFunnel(funnel));
    perform(&mut harness, Studio::Select(vec![id]));
    harness.event(egui::Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("something was copied");
    assert!(copied.contains(before.lines().next().unwrap()) && !copied.contains("Новые слова"), "{copied}");
}

#[test]
fn a_moment_that_is_looked_at_is_not_said_to_be_put_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("checklist", folder.path()))));
    let changed = project(&harness).clone();
    let (_, id, _) = changed.blocks().next().unwrap();
    perform(&mut harness, Studio::Edit(build::set_title(&changed, id, "Иначе")));
    press(&mut harness, CTRL, Key::H);
    click_row(&mut harness, "Проект открыт");
    perform(&mut harness, Studio::Arrange);
    assert!(harness.query_by_label("Вернуть").is_none(), "nothing was moved");
    assert_eq!(project(&harness).block(id).unwrap().1.title, "Иначе");
}

#[test]
fn a_comparison_that_is_closed_while_it_is_made_stays_closed() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(opening(Some(copy_of("checklist", folder.path()))));
    let (_, id, _) = project(&harness).blocks().next().unwrap();
    let change = build::set_title(project(&harness), id, "Иначе");
    perform(&mut harness, Studio::Edit(change));
    perform(&mut harness, Studio::Past(PastCommand::Compare(With::Saved)));
    assert!(harness.query_by_label_contains("Сравнение с").is_some());
    let ctx = harness.ctx.clone();
    // Both before the window takes the report of the second comparison.
    harness.state_mut().perform(&ctx, Studio::Undo);
    harness.state_mut().perform(&ctx, Studio::Past(PastCommand::Close));
    harness.run();
    assert!(harness.query_by_label_contains("Сравнение с").is_none());
}
