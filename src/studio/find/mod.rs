//! Find and replace in all texts of the project, and where a tag, field, link or file is named. A panel in place of
//! the palette of blocks, so that the canvas shows each place while one goes through them.

mod row;
mod words;

pub use row::{RowInput, heading_ui, hit_ui, place_of};
pub(super) use words::where_is;

use super::command::Command;
use super::controls::{Weight, button};
use super::theme::{self, SPACE, Theme};
use super::widgets::{Line, icon_button, icon_toggle, line_ui, mark_row, note_ui};
use crate::blocks::Registry;
use crate::edit::build;
use crate::model::{BlockId, Lang, Project};
use crate::uses::{self, FindOptions, Hit, Thing};
use egui::{Align, Id, Key, Layout, Modifiers, ScrollArea, Ui};
use row::ROW;

/// Width of the panel, points.
pub const WIDTH: f32 = 340.0;

/// What is drawn.
#[derive(Clone, Copy)]
pub struct FindInput<'a> {
    /// The project.
    pub project: &'a Project,
    /// Looks.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// Changes whenever the project changes.
    pub revision: u64,
}

/// What is looked for, and what was found.
#[derive(Debug, Default)]
pub struct FindState {
    query: String,
    replacement: String,
    options: FindOptions,
    /// Whether the field for other words is shown.
    replacing: bool,
    /// Whether that field has just been asked for: the press itself still takes the keyboard away.
    handing: bool,
    /// A thing whose places are shown in place of words.
    named: Option<(Thing, String)>,
    found: Option<(Asked, Found)>,
    chosen: usize,
    /// Whether the field has had the keyboard since it was asked for.
    began: bool,
    /// Whether the chosen line must be brought into sight.
    follow: bool,
}

/// What an answer is for.
type Asked = (u64, Lang, String, FindOptions, Option<(Thing, String)>);

/// What was found, and the lines of the list: headings and texts.
#[derive(Debug, Default)]
struct Found {
    hits: Vec<Hit>,
    rows: Vec<Row>,
}

#[derive(Debug)]
enum Row {
    Head(Option<BlockId>, String),
    Hit(usize, String),
}

impl FindState {
    /// Looks for words; the field gets the keyboard with what was looked for last.
    pub fn look(&mut self) {
        (self.named, self.began) = (None, false);
    }

    /// Shows where a thing is named.
    pub fn name(&mut self, thing: Thing, name: String) {
        (self.named, self.chosen) = (Some((thing, name)), 0);
    }

    fn refresh(&mut self, input: &FindInput<'_>) {
        let asked = (input.revision, input.lang, self.query.clone(), self.options, self.named.clone());
        if self.found.as_ref().is_some_and(|found| found.0 == asked) {
            return;
        }
        let hits = match &self.named {
            Some((thing, name)) => uses::of_name(input.project, &Registry, *thing, name),
            None => uses::in_texts(input.project, &Registry, &self.query, self.options),
        };
        self.chosen = self.chosen.min(hits.len().saturating_sub(1));
        let rows = rows_of(input, &hits);
        self.found = Some((asked, Found { hits, rows }));
    }
}

/// Texts under headings, one for every block.
fn rows_of(input: &FindInput<'_>, hits: &[Hit]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(hits.len() * 2);
    let mut last = None;
    for (at, hit) in hits.iter().enumerate() {
        let (group, name) = place_of(input.project, hit, input.lang);
        let block_id = hit.place.at.block();
        let here = Some((block_id, group));
        if here != last {
            rows.extend(here.clone().map(|(block_id, group)| Row::Head(block_id, group)));
            last = here;
        }
        rows.push(Row::Hit(at, name));
    }
    rows
}

/// Draws the panel; gives whether it stays open.
pub fn find_ui(
    ui: &mut Ui,
    input: &FindInput<'_>,
    state: &mut FindState,
    commands: &mut Vec<Command>,
) -> bool {
    ui.spacing_mut().item_spacing.y = 6.0;
    let mut closed = head_ui(ui, input, state);
    if state.named.is_none() {
        fields_ui(ui, input, state);
    }
    closed |= escaped(ui);
    state.refresh(input);
    let Some((asked, found)) = state.found.take() else { return !closed };
    keys_ui(ui, state, &found, commands);
    if state.replacing && state.named.is_none() {
        replace_ui(ui, input, state, &found, commands);
    }
    list_ui(ui, input, state, &found, commands);
    state.found = Some((asked, found));
    !closed
}

/// Whether Esc was pressed in one of the fields.
fn escaped(ui: &Ui) -> bool {
    let left = |id: &str| ui.ctx().read_response(Id::unique(id)).is_some_and(|field| field.lost_focus());
    let pressed = ui.input(|keys| keys.key_pressed(Key::Escape));
    pressed && (left("find in texts") || left("replace in texts"))
}

fn head_ui(ui: &mut Ui, input: &FindInput<'_>, state: &FindState) -> bool {
    let (theme, lang) = (input.theme, input.lang);
    let mut closed = false;
    ui.horizontal(|ui| {
        let title = match &state.named {
            Some((thing, name)) => words::where_is(*thing, name, lang),
            None => words::TITLE.of(lang).to_owned(),
        };
        let room = ui.available_width() - theme::HIT - SPACE[1];
        let title = super::widgets::elided(ui, &title, theme::semibold(theme::BODY), theme.tokens.ink, room);
        ui.add(egui::Label::new(title));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            closed = icon_button(ui, theme, "x", theme::HIT, words::CLOSE.of(lang)).clicked();
        });
    });
    closed
}

/// The field of what is looked for with its switches, and the field of what comes in its place.
fn fields_ui(ui: &mut Ui, input: &FindInput<'_>, state: &mut FindState) {
    let (theme, lang) = (input.theme, input.lang);
    let was_replacing = state.replacing;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let width = ui.available_width() - 3.0 * (theme::HIT + 2.0);
        let id = Id::unique("find in texts");
        let name = words::QUERY.of(lang);
        let line = Line { id, name, hint: name, rows: 0, wrong: false, width };
        if !std::mem::replace(&mut state.began, true) {
            super::widgets::select_all(ui, id, &state.query);
        }
        if line_ui(ui, theme, &line, &mut state.query).response.changed() {
            state.chosen = 0;
        }
        let options = &mut state.options;
        for (icon, name, on) in [
            ("case-sensitive", words::CASE, &mut options.case),
            ("whole-word", words::WHOLE, &mut options.whole_word),
            ("replace", words::REPLACING, &mut state.replacing),
        ] {
            if icon_toggle(ui, theme, icon, theme::HIT, name.of(lang), *on).clicked() {
                *on = !*on;
            }
        }
    });
    if state.replacing {
        let name = words::REPLACEMENT.of(lang);
        let id = Id::unique("replace in texts");
        if std::mem::take(&mut state.handing) {
            super::widgets::select_all(ui, id, &state.replacement);
        }
        let line = Line { id, name, hint: name, rows: 0, wrong: false, width: ui.available_width() };
        line_ui(ui, theme, &line, &mut state.replacement);
    }
    if state.replacing && !was_replacing {
        state.handing = true;
        ui.ctx().request_repaint();
    }
}

/// Arrows go through the places, Enter goes into the text.
fn keys_ui(ui: &Ui, state: &mut FindState, found: &Found, commands: &mut Vec<Command>) {
    let id = Id::unique("find in texts");
    let focused = ui.memory(|memory| memory.focused());
    // Enter takes the focus from the field in the same frame.
    let entered = ui.ctx().read_response(id).is_some_and(|field| field.lost_focus());
    // Where there is no field the arrows belong to the canvas, unless the pointer is here.
    let is_pointed = ui.rect_contains_pointer(ui.max_rect());
    let is_listed = state.named.is_some() && focused.is_none() && is_pointed;
    if !(focused == Some(id) || entered || is_listed) {
        return;
    }
    let pressed = |key| ui.input_mut(|keys| keys.consume_key(Modifiers::NONE, key));
    let before = state.chosen;
    if pressed(Key::ArrowDown) {
        state.chosen = (state.chosen + 1).min(found.hits.len().saturating_sub(1));
    }
    if pressed(Key::ArrowUp) {
        state.chosen = state.chosen.saturating_sub(1);
    }
    if before != state.chosen {
        state.follow = true;
        let block_id = found.hits.get(state.chosen).and_then(|hit| hit.place.at.block());
        commands.extend(block_id.map(Command::FocusBlock));
    }
    if ui.input(|keys| keys.key_pressed(Key::Enter)) {
        commands.extend(found.hits.get(state.chosen).map(|hit| Command::GoTo(Box::new(hit.clone()))));
    }
}

fn replace_ui(
    ui: &mut Ui,
    input: &FindInput<'_>,
    state: &mut FindState,
    found: &Found,
    commands: &mut Vec<Command>,
) {
    let (theme, lang, project) = (input.theme, input.lang, input.project);
    let places: usize = found.hits.iter().map(|hit| hit.found.len()).sum();
    ui.add_enabled_ui(places > 0, |ui| {
        ui.horizontal(|ui| {
            let one = words::REPLACE_ONE.of(lang);
            if button(ui, theme, Weight::Outline, "replace", one, one).clicked() {
                let words = (state.query.as_str(), state.replacement.as_str());
                let transaction = build::replace_one(project, &Registry, words, state.options, state.chosen);
                commands.push(Command::Edit(transaction));
                state.follow = true;
            }
            let all = words::REPLACE_ALL.of(lang);
            if button(ui, theme, Weight::Primary, "replace-all", all, all).clicked() {
                let (_, transaction) =
                    build::replace_text(project, &Registry, &state.query, &state.replacement, state.options);
                commands.push(Command::ReplaceTexts(places, transaction));
            }
        });
    });
}

fn list_ui(
    ui: &mut Ui,
    input: &FindInput<'_>,
    state: &mut FindState,
    found: &Found,
    commands: &mut Vec<Command>,
) {
    let (theme, lang) = (input.theme, input.lang);
    let nothing_asked = state.query.is_empty() && state.named.is_none();
    let text = match (nothing_asked, found.hits.len()) {
        (true, _) => words::HELP.of(lang).to_owned(),
        (false, 0) if state.named.is_some() => words::NOWHERE.of(lang).to_owned(),
        (false, 0) => words::NOTHING.of(lang).to_owned(),
        (false, texts) => words::found(found.hits.iter().map(|hit| hit.found.len()).sum(), texts, lang),
    };
    note_ui(ui, &text, theme::regular(theme::CAPTION), theme.tokens.muted);
    let replacement = (state.replacing && state.named.is_none()).then_some(state.replacement.as_str());
    let drawn = RowInput { project: input.project, theme, lang, replacement };
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().id_salt("found texts").auto_shrink(false);
    if std::mem::take(&mut state.follow) {
        let at = found.rows.iter().position(|row| matches!(row, Row::Hit(hit, _) if *hit == state.chosen));
        let room = ui.available_height();
        area = area.vertical_scroll_offset((at.unwrap_or(0) as f32 * ROW - room / 2.0).max(0.0));
    }
    area.show_rows(ui, ROW, found.rows.len(), |ui, range| {
        for row in found.rows.get(range).unwrap_or_default() {
            match row {
                Row::Head(block_id, text) => heading_ui(ui, &drawn, *block_id, text),
                Row::Hit(at, name) => {
                    let Some(hit) = found.hits.get(*at) else { continue };
                    let row = hit_ui(ui, &drawn, hit, name, *at == state.chosen);
                    mark_row(&row, Id::unique("find in texts"), *at == state.chosen);
                    if row.clicked() {
                        state.chosen = *at;
                        commands.push(Command::GoTo(Box::new(hit.clone())));
                    }
                }
            }
        }
    });
}
