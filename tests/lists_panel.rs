//! Lists and tables of a project, driven by the names that a person sees.
#![cfg(feature = "studio")]

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use voronka::edit::History;
use voronka::model::{Lang, Project, rows_of, text_of};
use voronka::studio::chat::NoMedia;
use voronka::studio::command::Command;
use voronka::studio::lists::{ListsInput, ListsState, lists_ui};
use voronka::studio::theme::Theme;

struct World {
    project: Project,
    history: History,
    state: ListsState,
    theme: Theme,
    open: bool,
    dressed: bool,
}

fn draw(ui: &mut egui::Ui, world: &mut World) {
    // Faces that are set in one frame are there in the next.
    if !std::mem::replace(&mut world.dressed, true) {
        Theme::install_fonts(ui.ctx());
        world.theme.install(ui.ctx());
        return;
    }
    let mut commands = Vec::new();
    let World { project, history, state, theme, open, .. } = world;
    let input = ListsInput {
        project,
        theme,
        lang: Lang::Ru,
        media: &[],
        store: &NoMedia,
        emulator: None,
        revision: history.revision(),
    };
    *open &= lists_ui(ui.ctx(), &input, state, &mut commands);
    for command in commands {
        match command {
            Command::Edit(transaction) => history.apply(project, transaction).unwrap(),
            Command::Typing(transaction) => history.apply_typing(project, transaction).unwrap(),
            other => panic!("the dialog asked for {other:?}"),
        }
    }
}

fn harness(list: &str) -> Harness<'static, World> {
    let world = World {
        project: Project::new("Пример"),
        history: History::default(),
        state: ListsState::at(list),
        theme: Theme::new(false, true),
        open: true,
        dressed: false,
    };
    let builder = Harness::builder().with_size(egui::vec2(1280.0, 800.0));
    let mut harness = builder.build_ui_state(draw, world);
    harness.run();
    harness
}

fn click(harness: &mut Harness<'_, World>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

#[test]
fn a_segment_is_made_of_groups_of_rules_and_undone_step_by_step() {
    let mut harness = harness("segments");
    click(&mut harness, "Добавить сегмент (Сегменты)");
    click(&mut harness, "Настроить 1");
    click(&mut harness, "Добавить группу (Группы условий 1)");
    let segments = harness.state().project.lists["segments"].clone();
    assert_eq!(text_of(&segments[0], "name"), "Сегмент 1");
    assert_eq!(rows_of(&segments[0], "groups").len(), 1);
    let World { project, history, .. } = harness.state_mut();
    while history.undo(project).is_some() {}
    assert!(project.lists.is_empty());
}

#[test]
fn every_list_adds_a_row() {
    let mut harness = harness("segments");
    for list in voronka::blocks::LIST_TYPES {
        let label = list.label.ru;
        if list.name != "segments" {
            click(&mut harness, label);
        }
        let of_list = format!("({label})");
        harness.get_by_label_contains(&of_list).click();
        harness.run();
        assert_eq!(harness.state().project.lists[list.name].len(), 1, "{label}");
    }
}

#[test]
fn a_table_gets_columns_rows_and_cells() {
    let mut harness = harness("");
    harness.get_by_label("Новая таблица: tovary").focus();
    harness.run();
    harness.get_by_label("Новая таблица: tovary").type_text("goods");
    harness.run();
    click(&mut harness, "Создать таблицу");
    click(&mut harness, "Добавить столбец");
    click(&mut harness, "Добавить строку");
    harness.get_by_label("название 1").focus();
    harness.run();
    harness.get_by_label("название 1").type_text("Кружка");
    harness.run();
    let table = harness.state().project.table("goods").unwrap().clone();
    assert_eq!(table.columns, ["название", "название 2"]);
    assert_eq!(table.rows, [["Кружка", ""]]);
    click(&mut harness, "Убрать столбец 2");
    click(&mut harness, "Убрать строку 1");
    assert!(harness.state().project.table("goods").unwrap().rows.is_empty());
    click(&mut harness, "Удалить таблицу");
    assert!(harness.state().project.tables.is_empty());
}

#[test]
fn a_table_whose_name_is_no_file_name_is_not_made() {
    let mut harness = harness("");
    harness.get_by_label("Новая таблица: tovary").focus();
    harness.run();
    harness.get_by_label("Новая таблица: tovary").type_text("Товары!");
    harness.run();
    click(&mut harness, "Создать таблицу");
    assert!(harness.state().project.tables.is_empty());
    click(&mut harness, "Закрыть");
    assert!(!harness.state().open);
}
