//! Lists and tables of the project: segments, calendars, the team, broadcasts, and the rows that blocks look
//! things up in. Drawn from the forms of the lists, so that a new list is here for nothing.
//!
//! Like every panel it reads the project and pushes commands.

mod table;
mod words;

use super::chat::MediaStore;
use super::command::Command;
use super::inspector::{InspectorInput, InspectorState, MediaFile, list_rows_ui};
use super::theme::{self, SPACE, Theme};
use super::widgets::{Line, icon_button, line_ui, menu_note, name_it, note_ui};
use crate::blocks::{LIST_TYPES, list_type};
use crate::edit::build;
use crate::emulator::Emulator;
use crate::model::{BlockId, FunnelName, Lang, Project, Table};
use egui::accesskit::Role;
use egui::{CursorIcon, Id, Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};

const WIDTH: f32 = 860.0;
const HEIGHT: f32 = 520.0;
/// Width of the names on the left.
const NAMES: f32 = 200.0;
/// Width of the editor of a list: a card of a block is as wide.
const EDITOR: f32 = 420.0;

/// What is drawn.
#[derive(Clone, Copy)]
pub struct ListsInput<'a> {
    /// The project.
    pub project: &'a Project,
    /// Looks.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// Files that can be attached.
    pub media: &'a [MediaFile],
    /// Their pictures.
    pub store: &'a dyn MediaStore,
    /// The conversation in the chat.
    pub emulator: Option<&'a Emulator>,
    /// Changes whenever the project changes.
    pub revision: u64,
}

/// Which list or table lies open, and what is being typed.
#[derive(Debug, Default)]
pub struct ListsState {
    shown: Shown,
    editor: InspectorState,
    new_table: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    List(&'static str),
    Table(String),
}

impl Default for Shown {
    fn default() -> Self {
        Self::List(LIST_TYPES.first().map_or("", |list| list.name))
    }
}

impl ListsState {
    /// Opens a list by its name; the first one when there is none of that name.
    pub fn at(list: &str) -> Self {
        let shown = list_type(list).map_or_else(Shown::default, |list| Shown::List(list.name));
        Self { shown, ..Self::default() }
    }
}

/// Draws the dialog; gives whether it stays open.
pub fn lists_ui(
    ctx: &egui::Context,
    input: &ListsInput<'_>,
    state: &mut ListsState,
    commands: &mut Vec<Command>,
) -> bool {
    let modal = egui::Modal::new(Id::unique("lists"))
        .backdrop_color(input.theme.tokens.scrim)
        .frame(input.theme.card().inner_margin(20));
    let shown = modal.show(ctx, |ui| {
        let room = ctx.content_rect().size();
        ui.set_width(WIDTH.min(room.x - 80.0));
        ui.set_height(HEIGHT.min(room.y - 120.0));
        content_ui(ui, input, state, commands)
    });
    !(shown.inner || shown.should_close())
}

/// Heading, names and editor; gives whether closing was asked for.
fn content_ui(
    ui: &mut Ui,
    input: &ListsInput<'_>,
    state: &mut ListsState,
    commands: &mut Vec<Command>,
) -> bool {
    let (theme, lang) = (input.theme, input.lang);
    let mut close = false;
    ui.horizontal(|ui| {
        let title = words::TITLE.of(lang);
        ui.label(egui::RichText::new(title).font(theme::semibold(theme::TITLE)).color(theme.tokens.ink));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            close = icon_button(ui, theme, "x", theme::HIT, words::CLOSE.of(lang)).clicked();
        });
    });
    ui.add_space(8.0);
    let rest = ui.available_rect_before_wrap();
    let left = Rect::from_min_size(rest.min, vec2(NAMES, rest.height()));
    let right = Rect::from_min_max(rest.min + vec2(NAMES + SPACE[3], 0.0), rest.max);
    ui.scope_builder(egui::UiBuilder::new().max_rect(left), |ui| names_ui(ui, input, state, commands));
    ui.scope_builder(egui::UiBuilder::new().max_rect(right), |ui| {
        ScrollArea::vertical().id_salt("list editor").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            editor_ui(ui, input, state, commands);
        });
    });
    close
}

fn names_ui(ui: &mut Ui, input: &ListsInput<'_>, state: &mut ListsState, commands: &mut Vec<Command>) {
    let lang = input.lang;
    ui.spacing_mut().item_spacing.y = 1.0;
    for list in LIST_TYPES {
        let count = input.project.lists.get(list.name).map_or(0, Vec::len);
        let on = state.shown == Shown::List(list.name);
        if name_ui(ui, input, (list.label.of(lang), count), on) {
            *state = ListsState::at(list.name);
        }
    }
    ui.add_space(8.0);
    menu_note(ui, input.theme, words::TABLES.of(lang));
    for table in &input.project.tables {
        let on = state.shown == Shown::Table(table.name.clone());
        if name_ui(ui, input, (&table.name, table.rows.len()), on) {
            *state = ListsState { shown: Shown::Table(table.name.clone()), ..ListsState::default() };
        }
    }
    ui.add_space(4.0);
    new_table_ui(ui, input, state, commands);
}

/// A list or table by its name, with how many rows it has; gives whether it was pressed.
fn name_ui(ui: &mut Ui, input: &ListsInput<'_>, (name, count): (&str, usize), on: bool) -> bool {
    let tokens = &input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    let lit = response.hovered() || response.has_focus();
    if on || lit {
        let fill = if on { tokens.selected } else { tokens.hover };
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, fill);
    }
    let room = Rect::from_min_max(rect.min + vec2(9.0, 0.0), rect.max - vec2(40.0, 0.0));
    let font = if on { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
    super::widgets::text_in(ui, room, name, font, tokens.ink);
    let right = rect.right_center() - vec2(9.0, 0.0);
    let font = theme::regular(theme::CAPTION);
    ui.painter().text(right, egui::Align2::RIGHT_CENTER, count.to_string(), font, tokens.faint);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, name));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// The field that makes a table.
fn new_table_ui(ui: &mut Ui, input: &ListsInput<'_>, state: &mut ListsState, commands: &mut Vec<Command>) {
    let lang = input.lang;
    let name = state.new_table.trim().to_owned();
    let fits = FunnelName(name.clone()).is_valid() && input.project.table(&name).is_none();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let width = ui.available_width() - theme::HIT - 4.0;
        let label = words::NEW_TABLE.of(lang);
        let wrong = !fits && !name.is_empty();
        let id = Id::unique("new table");
        let line = Line { id, name: label, hint: label, rows: 0, wrong, width };
        line_ui(ui, input.theme, &line, &mut state.new_table);
        let add = ui.add_enabled_ui(fits, |ui| {
            icon_button(ui, input.theme, "plus", theme::HIT, words::CREATE_TABLE.of(lang)).clicked()
        });
        if add.inner {
            let columns = vec![words::COLUMN_NAME.of(lang).to_owned()];
            let table = Table { name: name.clone(), columns, rows: Vec::new() };
            commands.push(Command::Edit(build::set_table(input.project, table)));
            *state = ListsState { shown: Shown::Table(name.clone()), ..ListsState::default() };
        }
    });
    if !fits && !name.is_empty() {
        let text = words::BAD_TABLE_NAME.of(lang);
        note_ui(ui, text, theme::regular(theme::CAPTION), input.theme.tokens.error);
    }
}

fn editor_ui(ui: &mut Ui, input: &ListsInput<'_>, state: &mut ListsState, commands: &mut Vec<Command>) {
    match &state.shown {
        Shown::List(name) => {
            let Some(list) = list_type(name) else { return };
            ui.set_max_width(EDITOR.min(ui.available_width()));
            let input = InspectorInput {
                project: input.project,
                // Rows of a list belong to no block.
                block_id: BlockId(u32::MAX),
                theme: input.theme,
                lang: input.lang,
                findings: &[],
                media: input.media,
                store: input.store,
                emulator: input.emulator,
                revision: input.revision,
            };
            list_rows_ui(ui, &input, &mut state.editor, list, commands);
        }
        Shown::Table(name) => match input.project.table(name) {
            Some(table) => table::table_ui(ui, input, table, commands),
            None => {
                let text = words::CHOOSE.of(input.lang);
                note_ui(ui, text, theme::regular(theme::BODY), input.theme.tokens.muted);
            }
        },
    }
}

/// A line of text whose place among others is its name.
fn cell_ui(ui: &mut Ui, theme: &Theme, (id, name): (Id, &str), width: f32, value: &str) -> Option<String> {
    let mut text = value.to_owned();
    let line = Line { id, name, hint: "", rows: 0, wrong: false, width };
    let output = line_ui(ui, theme, &line, &mut text);
    name_it(&output.response, name);
    output.response.changed().then_some(text)
}
