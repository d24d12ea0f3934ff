//! A table as a grid: names of columns, cells, rows that come and go.

use super::{SettingsInput, columns, words};
use crate::edit::build;
use crate::model::Table;
use crate::studio::command::Command;
use crate::studio::keyboard::come_into_view;
use crate::studio::theme;
use crate::studio::theme::Theme;
use crate::studio::widgets::{Line, icon_button, line_ui, name_it, note_ui, outline_button};
use egui::{Id, ScrollArea, Ui};

/// Rows that are shown; a longer table is better edited in a program for tables.
const ROWS_MAX: usize = 200;
pub(super) const TOOL: f32 = 28.0;
pub(super) const GAP: f32 = 4.0;

/// The whole table.
pub(super) fn table_ui(ui: &mut Ui, input: &SettingsInput<'_>, table: &Table, commands: &mut Vec<Command>) {
    let lang = input.lang;
    let widths = columns::widths(ui, table, ui.available_width() - TOOL - 16.0);
    ScrollArea::horizontal().id_salt(("table", &table.name)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP, GAP);
        let top = ui.cursor().top();
        columns_ui(ui, input, table, &widths, commands);
        for row in 0..table.rows.len().min(ROWS_MAX) {
            row_ui(ui, input, (table, row), &widths, commands);
        }
        let grid = egui::Rect::from_x_y_ranges(ui.min_rect().x_range(), top..=ui.min_rect().bottom());
        columns::borders_ui(ui, input, table, (grid, &widths));
        come_into_view(ui);
    });
    if table.rows.len() > ROWS_MAX {
        let text = words::long_table(&table.name, ROWS_MAX, table.rows.len(), lang);
        note_ui(ui, &text, theme::regular(theme::CAPTION), input.theme.tokens.muted);
    }
    buttons_ui(ui, input, table, commands);
}

/// Names of the columns; the file has them in its first line.
fn columns_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    table: &Table,
    widths: &[f32],
    commands: &mut Vec<Command>,
) {
    ui.horizontal(|ui| {
        for ((at, column), width) in table.columns.iter().enumerate().zip(widths) {
            let id = Id::unique(("column", &table.name, at));
            let name = format!("{} {}", words::COLUMN.of(input.lang), at + 1);
            if let Some(text) = cell_ui(ui, input.theme, (id, &name), width - TOOL, column) {
                let mut table = table.clone();
                table.columns[at] = text;
                commands.push(Command::Typing(build::set_table(input.project, table)));
            }
            let remove = format!("{} {}", words::REMOVE_COLUMN.of(input.lang), at + 1);
            ui.add_enabled_ui(table.columns.len() > 1, |ui| {
                if icon_button(ui, input.theme, "x", TOOL - GAP, &remove).clicked() {
                    let mut table = table.clone();
                    table.columns.remove(at);
                    table.rows.iter_mut().for_each(|row| drop(row.remove(at)));
                    commands.push(Command::Edit(build::set_table(input.project, table)));
                }
            });
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    (table, row): (&Table, usize),
    widths: &[f32],
    commands: &mut Vec<Command>,
) {
    let Some(cells) = table.rows.get(row) else { return };
    ui.horizontal(|ui| {
        for ((at, cell), width) in cells.iter().enumerate().zip(widths) {
            let id = Id::unique(("cell", &table.name, row, at));
            let column = table.columns.get(at).map_or("", String::as_str);
            let name = format!("{column} {}", row + 1);
            if let Some(text) = cell_ui(ui, input.theme, (id, &name), *width, cell) {
                commands.push(Command::Typing(build::set_cell(input.project, &table.name, row, at, &text)));
            }
        }
        let remove = format!("{} {}", words::REMOVE_ROW.of(input.lang), row + 1);
        if icon_button(ui, input.theme, "x", TOOL, &remove).clicked() {
            let mut table = table.clone();
            table.rows.remove(row);
            commands.push(Command::Edit(build::set_table(input.project, table)));
        }
    });
}

fn buttons_ui(ui: &mut Ui, input: &SettingsInput<'_>, table: &Table, commands: &mut Vec<Command>) {
    let (theme, lang) = (input.theme, input.lang);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if outline_button(ui, theme, "plus", words::ADD_ROW.of(lang), 170.0).clicked() {
            let mut table = table.clone();
            table.rows.push(vec![String::new(); table.columns.len()]);
            commands.push(Command::Edit(build::set_table(input.project, table)));
        }
        if outline_button(ui, theme, "plus", words::ADD_COLUMN.of(lang), 170.0).clicked() {
            let mut table = table.clone();
            let stem = words::COLUMN_NAME.of(lang);
            let numbered = (2..).map(|number| format!("{stem} {number}"));
            let mut names = std::iter::once(stem.to_owned()).chain(numbered);
            table.columns.extend(names.find(|name| table.column(name).is_none()));
            table.rows.iter_mut().for_each(|row| row.push(String::new()));
            commands.push(Command::Edit(build::set_table(input.project, table)));
        }
        if outline_button(ui, theme, "trash-2", words::REMOVE_TABLE.of(lang), 170.0).clicked() {
            commands.push(Command::Edit(build::remove_table(input.project, &table.name)));
        }
    });
}

/// A line of text whose place among others is its name.
fn cell_ui(ui: &mut Ui, theme: &Theme, (id, name): (Id, &str), width: f32, value: &str) -> Option<String> {
    let mut text = value.to_owned();
    let line = Line { id, name, hint: "", rows: 0, wrong: false, width };
    let output = line_ui(ui, theme, &line, &mut text);
    name_it(&output.response, name);
    if output.galley.size().x > width - 18.0 && !output.response.has_focus() {
        egui::Response::clone(&output.response).on_hover_text(value);
    }
    output.response.changed().then_some(text)
}
