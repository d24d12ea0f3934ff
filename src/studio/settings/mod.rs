//! The settings of the project: a page over the workspace, its sections on the left. Everything of a project that is
//! not drawn is here, once.
//!
//! Like every panel it reads the project and pushes commands; each decision is one step of undo.

mod bot;
mod channels;
mod columns;
mod holidays;
mod languages;
mod legal;
mod media;
mod names;
mod parts;
mod schedule;
mod section;
mod segments;
mod sentence;
mod table;
mod translate;
mod words;

pub use section::Section;
pub use segments::Person;

use super::chat::MediaStore;
use super::command::Command;
use super::find::{RowInput, hit_ui, place_of};
use super::inspector::{InspectorInput, InspectorState, MediaFile, list_rows_ui};
use super::keyboard::{Keys, come_into_view, is_opened};
use super::theme::{self, SPACE, Theme};
use super::widgets::{Line, icon_at, icon_button, line_ui, menu_note, note_ui, select_ui, text_in};
use crate::blocks::{LIST_TYPES, Registry, list_type};
use crate::compile::Spoken;
use crate::edit::build;
use crate::emulator::Emulator;
use crate::model::{BlockId, FunnelName, Lang, Project, Table};
use crate::uses::{self, Hit, Thing};
use egui::accesskit::Role;
use egui::{
    CursorIcon, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2,
};
use std::collections::BTreeMap;

/// Width of the list of sections.
const NAMES: f32 = 240.0;
/// Width of a page from which its sections stand in a column, and height of the line in which they are a list.
const NARROW: f32 = 820.0;
const HEAD: f32 = 48.0;
/// Widest section whose rows have many columns, points.
const WIDE: f32 = 1180.0;
/// Widest rows of a list, points.
const LIST_WIDTH: f32 = 520.0;
/// Most places that a row shows before it sends to the search.
const PLACES_MAX: usize = 12;

/// What is drawn.
#[derive(Clone, Copy)]
pub struct SettingsInput<'a> {
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
    /// How often everything is named, in this state or the one before; `None` until it was counted.
    pub uses: Option<&'a Uses>,
    /// Who talks in the recorded conversations, as they ended.
    pub people: &'a [Person],
    /// The time now, milliseconds since 1970: which month the calendar shows first.
    pub now: i64,
    /// Whose the keys of this frame are: Esc leaves a field first.
    pub keys: Keys,
}

impl<'a> SettingsInput<'a> {
    /// What editors of the card are drawn from.
    fn inspector(&self) -> InspectorInput<'a> {
        InspectorInput {
            project: self.project,
            // Nothing here belongs to a block.
            block_id: BlockId(u32::MAX),
            theme: self.theme,
            lang: self.lang,
            findings: &[],
            media: self.media,
            store: self.store,
            emulator: self.emulator,
            revision: self.revision,
        }
    }
}

/// How often everything is named, by what it is and its name.
pub type Uses = BTreeMap<(Thing, String), usize>;

/// Which section is shown, and what is being typed.
#[derive(Debug, Default)]
pub struct SettingsState {
    shown: Section,
    editor: InspectorState,
    /// The name of something that is being made.
    new_name: String,
    /// The name of a table that is being made.
    new_table: String,
    /// The field of a name that is being typed, and the text in it.
    draft: Option<(Id, String)>,
    /// The thing whose places lie open, and they in a state of the project.
    places: Option<(Thing, String, u64, Vec<Hit>)>,
    /// What is looked for in a long list.
    search: String,
    /// The month that the calendar shows.
    month: Option<(i32, u32)>,
    /// Dates that are being pasted.
    pasted: String,
    translation: translate::Translation,
    asked: segments::Asked,
    /// Every text of the project when the page was opened, and how far each layer is in a state of it.
    spoken: Vec<Spoken>,
    tallies: Option<(u64, Vec<translate::Counts>)>,
    /// The section to show once the fields of this one have kept what was written.
    turning: Option<Section>,
}

impl SettingsState {
    /// Opens a section by its name, see [`Section::of`].
    pub fn at(section: &str) -> Self {
        let mut state = Self { shown: Section::of(section), ..Self::default() };
        if let Some(layer) = section.strip_prefix("languages/") {
            layer.clone_into(&mut state.translation.layer);
            state.translation.filter = translate::Filter::All;
        }
        state
    }

    /// The page as it opens again: the same section, with the places of a thing that lay open.
    pub fn left(self) -> Self {
        let places = self.places.map(|(thing, name, ..)| (thing, name, u64::MAX, Vec::new()));
        Self { shown: self.shown, places, search: self.search, ..Self::default() }
    }

    /// Whether the project still has what the section is about.
    pub fn is_there(&self, project: &Project) -> bool {
        match &self.shown {
            Section::Table(name) => project.table(name).is_some(),
            _ => true,
        }
    }

    /// Whether a name is being written that the project gets when its field is left.
    pub fn is_naming(&self) -> bool {
        self.draft.is_some() || self.editor.is_adding()
    }

    /// Whether the page counts the members of segments.
    pub fn counts_people(&self) -> bool {
        self.shown == Section::List("segments")
    }

    /// Whether the page says how often something is named.
    pub fn counts_uses(&self) -> bool {
        matches!(self.shown, Section::Fields | Section::Tags | Section::Media)
    }
}

impl SettingsInput<'_> {
    /// How many texts name a thing; `None` until they were counted.
    fn count(&self, thing: Thing, name: &str) -> Option<usize> {
        let uses = self.uses?;
        Some(uses.get(&(thing, name.to_owned())).copied().unwrap_or(0))
    }
}

/// Draws the page into the space that is left; gives whether it stays open.
pub fn settings_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) -> bool {
    let page = ui.max_rect();
    let tokens = &input.theme.tokens;
    ui.painter().rect_filled(page, 0, tokens.canvas);
    let line = egui::Stroke::new(1.0, tokens.line);
    let free = input.keys == Keys::Free;
    let mut close = free && ui.input_mut(|keys| keys.consume_key(Modifiers::NONE, Key::Escape));
    let right = if page.width() < NARROW {
        let head = Rect::from_min_size(page.min, vec2(page.width(), HEAD));
        ui.painter().rect_filled(head, 0, tokens.panel);
        ui.painter().hline(head.x_range(), head.bottom(), line);
        let inner = head.shrink2(vec2(SPACE[2], (HEAD - theme::HIT) / 2.0));
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            close |= head_ui(ui, input, state, commands);
        });
        page.with_min_y(head.bottom())
    } else {
        let left = Rect::from_min_size(page.min, vec2(NAMES, page.height()));
        ui.painter().rect_filled(left, 0, tokens.panel);
        ui.painter().vline(left.right(), page.y_range(), line);
        let inner = left.shrink2(vec2(SPACE[1], SPACE[2]));
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            close |= title_ui(ui, input);
            ScrollArea::vertical().id_salt("sections").auto_shrink(false).show(ui, |ui| {
                sections_ui(ui, input, state, commands);
                come_into_view(ui);
            });
        });
        page.with_min_x(left.right())
    };
    ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
        let salt = ("section", state.shown.name());
        ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
            let column = column_of(ui.available_rect_before_wrap(), input.project, &state.shown);
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                ui.spacing_mut().item_spacing.y = SPACE[2];
                section_ui(ui, input, state, commands);
                ui.add_space(28.0);
            });
            come_into_view(ui);
        });
    });
    commands.extend(state.editor.take_asked());
    if let Some(section) = state.turning.take() {
        state.turn_to(section);
    }
    !close
}

/// Where a section stands: in the middle of the room, no wider than is read with ease.
fn column_of(room: Rect, project: &Project, section: &Section) -> Rect {
    let widest = match section {
        Section::Table(_) => WIDE,
        Section::Languages if !project.layers.is_empty() => WIDE,
        _ => parts::COLUMN,
    };
    let inner = room.shrink2(if room.width() < NARROW - NAMES { vec2(16.0, 16.0) } else { vec2(28.0, 22.0) });
    let side = ((inner.width() - widest) / 2.0).max(0.0).round();
    inner.shrink2(vec2(side, 0.0))
}

/// Where there is no room for a column of sections: a list that opens, and the cross; gives whether that was pressed.
fn head_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) -> bool {
    ui.horizontal(|ui| {
        let (name, shown) = (words::TITLE.of(input.lang), state.shown.label(input.lang));
        select_ui(ui, input.theme, name, (&shown, ""), NAMES, |ui| {
            sections_ui(ui, input, state, commands);
            if state.turning.is_some() {
                ui.close();
            }
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            icon_button(ui, input.theme, "x", theme::HIT, words::CLOSE.of(input.lang)).clicked()
        })
        .inner
    })
    .inner
}

/// The title and the cross; gives whether that was pressed.
fn title_ui(ui: &mut Ui, input: &SettingsInput<'_>) -> bool {
    ui.horizontal(|ui| {
        ui.add_space(SPACE[1]);
        let title = egui::RichText::new(words::TITLE.of(input.lang)).font(theme::semibold(theme::TITLE));
        ui.label(title.color(input.theme.tokens.ink));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            icon_button(ui, input.theme, "x", theme::HIT, words::CLOSE.of(input.lang)).clicked()
        })
        .inner
    })
    .inner
}

fn sections_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    let lang = input.lang;
    ui.spacing_mut().item_spacing.y = 1.0;
    let opened = is_opened(ui.ctx(), "settings");
    let lists: Vec<Section> = LIST_TYPES.iter().map(|list| Section::List(list.name)).collect();
    let tables: Vec<Section> =
        input.project.tables.iter().map(|table| Section::Table(table.name.clone())).collect();
    let own = [(words::LISTS, lists.as_slice()), (words::TABLES, tables.as_slice())];
    for (label, sections) in section::GROUPS.into_iter().chain(own) {
        ui.add_space(SPACE[1]);
        menu_note(ui, input.theme, label.of(lang));
        for section in sections {
            let on = state.shown == *section;
            let response = name_ui(ui, input, section, on);
            if on && opened {
                response.request_focus();
            }
            if response.clicked() && !on {
                state.turning = Some(section.clone());
            }
        }
    }
    ui.add_space(SPACE[0]);
    new_table_ui(ui, input, state, commands);
}

impl SettingsState {
    fn turn_to(&mut self, section: Section) {
        *self = Self { shown: section, ..Self::default() };
    }
}

/// A section by its name, with how much is in it.
fn name_ui(ui: &mut Ui, input: &SettingsInput<'_>, section: &Section, on: bool) -> Response {
    let tokens = &input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    if on || response.hovered() || response.has_focus() {
        let fill = if on { tokens.selected } else { tokens.hover };
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, fill);
    }
    let icon = Rect::from_min_size(rect.min + vec2(8.0, 0.0), vec2(16.0, rect.height()));
    icon_at(ui, icon, section.icon(), 15.0, if on { tokens.accent } else { tokens.muted });
    let room = Rect::from_min_max(rect.min + vec2(32.0, 0.0), rect.max - vec2(38.0, 0.0));
    let font = if on { theme::medium(theme::BODY) } else { theme::regular(theme::BODY) };
    let name = section.label(input.lang);
    text_in(ui, room, &name, font, tokens.ink);
    if let Some(count) = section.count(input.project).filter(|count| *count > 0) {
        let right = rect.right_center() - vec2(9.0, 0.0);
        let font = theme::regular(theme::CAPTION);
        ui.painter().text(right, egui::Align2::RIGHT_CENTER, count.to_string(), font, tokens.muted);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, &name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The field that makes a table.
fn new_table_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    let lang = input.lang;
    let name = state.new_table.trim().to_owned();
    let fits = FunnelName(name.clone()).is_valid() && input.project.table(&name).is_none();
    let wrong = !fits && !name.is_empty();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE[0];
        let width = ui.available_width() - theme::HIT - SPACE[0];
        let label = words::NEW_TABLE.of(lang);
        let line = Line { id: Id::unique("new table"), name: label, hint: label, rows: 0, wrong, width };
        let response = line_ui(ui, input.theme, &line, &mut state.new_table).response;
        let entered = response.lost_focus() && ui.input(|keys| keys.key_pressed(Key::Enter));
        let add = ui.add_enabled_ui(fits, |ui| {
            icon_button(ui, input.theme, "plus", theme::HIT, words::CREATE_TABLE.of(lang)).clicked()
        });
        if fits && (add.inner || entered) {
            let columns = vec![words::COLUMN_NAME.of(lang).to_owned()];
            let table = Table { name: name.clone(), columns, rows: Vec::new() };
            commands.push(Command::Edit(build::set_table(input.project, table)));
            state.turning = Some(Section::Table(name.clone()));
        }
    });
    if wrong {
        note_ui(ui, words::BAD_TABLE_NAME.of(lang), theme::regular(theme::CAPTION), input.theme.tokens.error);
    }
}

fn section_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    let section = state.shown.clone();
    let title = egui::RichText::new(section.label(input.lang)).font(theme::semibold(20.0));
    ui.label(title.color(input.theme.tokens.ink));
    note_ui(ui, section.help().of(input.lang), theme::regular(theme::BODY), input.theme.tokens.muted);
    match section {
        Section::Bot => bot::bot_ui(ui, input, commands),
        Section::Channels => channels::channels_ui(ui, input, commands),
        Section::Schedule => schedule::schedule_ui(ui, input, state, commands),
        Section::Languages => languages::languages_ui(ui, input, state, commands),
        Section::Legal => legal::legal_ui(ui, input, state, commands),
        Section::Fields => names::fields_ui(ui, input, state, commands),
        Section::Tags => names::tags_ui(ui, input, state, commands),
        Section::Media => media::media_ui(ui, input, state, commands),
        Section::List(name) => {
            let Some(list) = list_type(name) else { return };
            let frame = input.theme.card().shadow(input.theme.shadow_near()).inner_margin(SPACE[3]);
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.set_max_width(LIST_WIDTH);
                ui.spacing_mut().item_spacing.y = SPACE[1];
                list_rows_ui(ui, &input.inspector(), &mut state.editor, list, commands);
            });
            if name == "segments" {
                segments::sizes_ui(ui, input, state);
            }
        }
        Section::Table(name) => match input.project.table(&name) {
            Some(table) => table::table_ui(ui, input, table, commands),
            None => {
                let text = words::GONE.of(input.lang);
                note_ui(ui, text, theme::regular(theme::BODY), input.theme.tokens.muted);
            }
        },
    }
}

/// The number of places of a thing; a press opens and closes the list of them below the row.
fn uses_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    thing: Thing,
    name: &str,
) -> Option<usize> {
    let count = input.count(thing, name);
    let open = state.places.as_ref().is_some_and(|places| (places.0, places.1.as_str()) == (thing, name));
    let text = count.map_or_else(|| "…".to_owned(), |count| words::places(count, input.lang));
    let spoken = format!("{name}: {text}");
    ui.add_enabled_ui(count.is_some_and(|count| count > 0), |ui| {
        let icon = if open { "chevron-up" } else { "chevron-down" };
        if parts::link(ui, input, icon, &text, &spoken).clicked() {
            state.places = (!open).then(|| (thing, name.to_owned(), u64::MAX, Vec::new()));
        }
    });
    count
}

/// The places of a thing, while they lie open.
fn places_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    (thing, name): (Thing, &str),
    commands: &mut Vec<Command>,
) {
    let Some(places) = state.places.as_mut().filter(|places| (places.0, places.1.as_str()) == (thing, name))
    else {
        return;
    };
    if places.2 != input.revision {
        places.2 = input.revision;
        places.3 = uses::of_name(input.project, &Registry, thing, name);
    }
    let drawn = RowInput { project: input.project, theme: input.theme, lang: input.lang, replacement: None };
    for hit in places.3.iter().take(PLACES_MAX) {
        let (group, place) = place_of(input.project, hit, input.lang);
        let named = if place.is_empty() { group } else { format!("{group} · {place}") };
        if hit_ui(ui, &drawn, hit, &named, false).clicked() {
            commands.push(Command::GoTo(Box::new(hit.clone())));
        }
    }
    if places.3.len() > PLACES_MAX {
        let text = words::more_places(places.3.len() - PLACES_MAX, input.lang);
        if parts::link(ui, input, "text-search", &text, &text).clicked() {
            commands.push(Command::ShowUses(thing, name.to_owned()));
        }
    }
}
