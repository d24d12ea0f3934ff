//! Texts in other languages and messengers: how far each is, and a list to translate side by side.

use super::parts::{card, link, set};
use super::translate::{Counts, Filter, PAGE, Standing, own_texts, standing};
use super::{SettingsInput, SettingsState, words};
use crate::compile::Spoken;
use crate::edit::build;
use crate::model::{Label, Layer, text_at};
use crate::studio::command::Command;
use crate::studio::controls::{Weight, button};
use crate::studio::inspector::{LANGUAGES, add_layer_ui, language_name, layer_name, template_ui};
use crate::studio::theme::{self, CAPTION, SPACE, Theme};
use crate::studio::widgets::{
    Line, elided, hairline, icon_button, menu_row, note_ui, segmented, select_ui, wrapped,
};
use crate::translate::Exchange;
use crate::uses::{Hit, Use};
use egui::accesskit::Role;
use egui::{
    Align, CursorIcon, Id, Key, Layout, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

/// Size of the tile of a layer, points.
const TILE: egui::Vec2 = vec2(196.0, 62.0);

pub(super) fn languages_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    own_ui(ui, input, commands);
    let layers = &input.project.layers;
    let held = layers.iter().any(|layer| layer.name == state.translation.layer);
    if !held {
        state.translation.layer = layers.first().map(|layer| layer.name.clone()).unwrap_or_default();
    }
    tiles_ui(ui, input, state, commands);
    let chosen = layers.iter().find(|layer| layer.name == state.translation.layer);
    match chosen {
        Some(layer) => card(ui, input, Label::new("", ""), |ui| layer_ui(ui, input, state, layer, commands)),
        None => {
            let text = words::NO_LANGUAGES.of(input.lang);
            note_ui(ui, text, theme::regular(theme::BODY), input.theme.tokens.muted);
        }
    }
}

/// The language that the project itself is written in.
fn own_ui(ui: &mut Ui, input: &SettingsInput<'_>, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let text = egui::RichText::new(words::OWN_LANGUAGE.of(input.lang)).color(input.theme.tokens.muted);
        ui.label(text);
        let own = input.project.language.as_str();
        let name = words::OWN_LANGUAGE.of(input.lang);
        let picked = select_ui(ui, input.theme, name, (language_name(own), ""), 190.0, |ui| {
            let mut picked = None;
            for (code, name) in LANGUAGES {
                let on = *code == own || (own.is_empty() && *code == "ru");
                let taken = input.project.layers.iter().any(|layer| layer.name.eq_ignore_ascii_case(code));
                ui.add_enabled_ui(!taken, |ui| {
                    if menu_row(ui, input.theme, "", name, on).clicked() {
                        picked = Some((*code).to_owned());
                        ui.close();
                    }
                });
            }
            picked
        });
        if let Some(language) = picked.flatten() {
            set(input.project, commands, |settings| settings.language = language);
        }
    });
}

/// The layers with how far each is, and what adds one.
fn tiles_ui(ui: &mut Ui, input: &SettingsInput<'_>, state: &mut SettingsState, commands: &mut Vec<Command>) {
    let all = state.tallies(input);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(SPACE[1], SPACE[1]);
        for (layer, counts) in input.project.layers.iter().zip(all) {
            if tile_ui(ui, input, layer, counts, layer.name == state.translation.layer) {
                state.translation.layer.clone_from(&layer.name);
                state.translation.filter = first_filter(layer);
            }
        }
        let name = words::ADD_LANGUAGE.of(input.lang);
        // The first one is asked for in words, the next ones beside the tiles.
        let adds = if input.project.layers.is_empty() {
            button(ui, input.theme, Weight::Outline, "plus", name, name)
        } else {
            plus_ui(ui, input.theme, name)
        };
        if let Some(layer) = add_layer_ui(&input.inspector(), &mut state.editor, &adds, commands) {
            state.translation.filter = if layer.contains('@') { Filter::All } else { Filter::Missing };
            state.translation.layer = layer;
        }
    });
}

/// A plus as high as a tile.
fn plus_ui(ui: &mut Ui, theme: &Theme, name: &str) -> egui::Response {
    let (rect, _) = ui.allocate_exact_size(vec2(theme::HIT + 8.0, TILE.y), Sense::hover());
    let layout = Layout::centered_and_justified(egui::Direction::LeftToRight);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    icon_button(&mut child, theme, "plus", theme::HIT, name)
}

/// What a layer is opened with: a messenger's layer says only what is different there.
fn first_filter(layer: &Layer) -> Filter {
    if layer.channel().is_empty() { Filter::Missing } else { Filter::All }
}

fn tile_ui(ui: &mut Ui, input: &SettingsInput<'_>, layer: &Layer, counts: Counts, on: bool) -> bool {
    let tokens = &input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(TILE, Sense::click());
    let lit = response.hovered() || response.has_focus();
    let border = if on || lit { tokens.accent } else { tokens.line };
    let fill = if on { tokens.selected } else { tokens.card };
    ui.painter().rect(rect, theme::RADIUS_CARD, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    let inner = rect.shrink2(vec2(12.0, 10.0));
    let name = layer_name(&layer.name, input.lang);
    let galley = elided(ui, &name, theme::semibold(theme::BODY), tokens.ink, inner.width());
    ui.painter().galley(inner.min, galley, tokens.ink);
    let text = if layer.channel().is_empty() {
        words::done(counts.done + counts.stale, counts.all, counts.stale, input.lang)
    } else {
        words::own_words(counts.done + counts.stale, input.lang)
    };
    let galley = elided(ui, &text, theme::regular(CAPTION), tokens.muted, inner.width());
    ui.painter().galley(inner.min + vec2(0.0, 19.0), galley, tokens.muted);
    if layer.channel().is_empty() {
        let track = Rect::from_min_max(inner.left_bottom() - vec2(0.0, 3.0), inner.right_bottom());
        ui.painter().rect_filled(track, 2, tokens.line);
        let share = if counts.all == 0 { 1.0 } else { counts.done as f32 / counts.all as f32 };
        let filled = Rect::from_min_size(track.min, vec2(track.width() * share, track.height()));
        ui.painter().rect_filled(filled, 2, if share < 1.0 { tokens.accent } else { tokens.ok });
    }
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, format!("{name}: {text}")));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

fn layer_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    layer: &Layer,
    commands: &mut Vec<Command>,
) {
    tools_ui(ui, input, layer, commands);
    let rows = state.translation.list(input, layer);
    let counts = state.translation.counts(input, layer);
    filter_ui(ui, input, state, layer, counts);
    if rows.is_empty() {
        let text = match state.translation.filter {
            Filter::Missing => words::ALL_TRANSLATED,
            Filter::Stale => words::NOTHING_STALE,
            Filter::All => words::NO_TEXTS,
        };
        note_ui(ui, text.of(input.lang), theme::regular(theme::BODY), input.theme.tokens.muted);
        return;
    }
    if ui.input_mut(|keys| keys.consume_key(Modifiers::COMMAND, Key::Enter)) {
        let focused = ui.memory(|memory| memory.focused());
        let from = rows.iter().position(|spoken| Some(row_id(layer, spoken)) == focused);
        state.translation.go_on(input.project, layer, &rows, from);
    }
    let focus = state.translation.focus.take();
    for (at, spoken) in rows.iter().take(state.translation.shown).enumerate() {
        hairline(ui, input.theme);
        row_ui(ui, input, state, (layer, spoken, focus == Some(at)), commands);
    }
    if rows.len() > state.translation.shown {
        let text = words::more_texts(rows.len() - state.translation.shown, input.lang);
        if link(ui, input, "chevron-down", &text, &text).clicked() {
            state.translation.shown += PAGE;
        }
    }
}

fn row_id(layer: &Layer, spoken: &Spoken) -> Id {
    Id::unique(("translation", &layer.name, &spoken.key))
}

fn tools_ui(ui: &mut Ui, input: &SettingsInput<'_>, layer: &Layer, commands: &mut Vec<Command>) {
    let lang = input.lang;
    ui.horizontal(|ui| {
        let name = layer_name(&layer.name, lang);
        let title = egui::RichText::new(&name).font(theme::semibold(theme::TITLE));
        ui.label(title.color(input.theme.tokens.ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let remove = format!("{}: {name}", words::REMOVE.of(lang));
            if icon_button(ui, input.theme, "trash-2", theme::HIT, &remove).clicked() {
                commands.push(Command::Edit(build::remove_layer(input.project, &layer.name)));
            }
            let bring = words::IMPORT.of(lang);
            if link(ui, input, "file-up", bring, bring).clicked() {
                commands.push(Command::ImportTexts(layer.name.clone()));
            }
            for (kind, text) in [(Exchange::Xliff, "XLIFF"), (Exchange::Csv, "CSV")] {
                let spoken = format!("{} {text}", words::EXPORT.of(lang));
                if link(ui, input, "file-down", text, &spoken).clicked() {
                    commands.push(Command::ExportTexts(layer.name.clone(), kind));
                }
            }
        });
    });
}

fn filter_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    layer: &Layer,
    counts: Counts,
) {
    let lang = input.lang;
    let missing = counts.all - counts.done - counts.stale;
    let first = if layer.channel().is_empty() { words::MISSING } else { words::AS_ELSEWHERE };
    let names = [
        format!("{} {missing}", first.of(lang)),
        format!("{} {}", words::STALE.of(lang), counts.stale),
        format!("{} {}", words::ALL.of(lang), counts.all),
    ];
    let options: Vec<(&str, bool)> = names.iter().map(|name| (name.as_str(), true)).collect();
    let chosen = Filter::ALL.iter().position(|filter| *filter == state.translation.filter).unwrap_or(0);
    ui.horizontal(|ui| {
        let builder = ui.allocate_ui(vec2(ui.available_width().min(440.0), 30.0), |ui| {
            segmented(ui, input.theme, words::WHICH.of(lang), &options, chosen, "")
        });
        if let Some(next) = builder.inner.and_then(|at| Filter::ALL.get(at)) {
            state.translation.filter = *next;
        }
        let help = egui::RichText::new(words::NEXT_HELP.of(lang)).font(theme::regular(CAPTION));
        ui.label(help.color(input.theme.tokens.muted));
    });
}

/// A text and its translation side by side.
fn row_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    (layer, spoken, is_next): (&Layer, &Spoken, bool),
    commands: &mut Vec<Command>,
) {
    let tokens = &input.theme.tokens;
    let original =
        text_at(input.project, &spoken.key).filter(|text| !text.is_empty()).unwrap_or(&spoken.text);
    let stands = standing(input.project, layer, &spoken.key);
    let hit = hit_of(spoken, &layer.name);
    let name = name_of(input, spoken);
    ui.horizontal(|ui| {
        if link(ui, input, "", &elide(&name), &name).clicked() {
            commands.push(Command::GoTo(Box::new(hit.clone())));
        }
        if stands == Standing::Stale {
            let text = egui::RichText::new(words::IS_STALE.of(input.lang)).font(theme::regular(CAPTION));
            ui.label(text.color(tokens.warn));
            let fine = words::STILL_GOOD.of(input.lang);
            if link(ui, input, "check", fine, &format!("{fine}: {name}")).clicked() {
                let keys = [spoken.key.as_str()];
                commands.push(Command::Edit(build::confirm_texts(input.project, &layer.name, &keys)));
            }
        }
    });
    let width = ((ui.available_width() - SPACE[3]) / 2.0).floor();
    let value = layer.texts.get(&spoken.key).cloned().unwrap_or_default();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE[3];
        let galley = wrapped(ui, original, theme::regular(theme::BODY), tokens.ink, width - 12.0);
        let rows = ((galley.size().y / 18.0).ceil() as usize).clamp(1, 8);
        let (rect, response) =
            ui.allocate_exact_size(vec2(width, galley.size().y.max(26.0) + 6.0), Sense::hover());
        ui.painter().galley(rect.min + vec2(6.0, 6.0), galley, tokens.ink);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, original));
        ui.vertical(|ui| {
            let id = row_id(layer, spoken);
            let label = format!("{}: {original}", layer_name(&layer.name, input.lang));
            let rows = if rows > 1 || original.contains('\n') { rows.max(2) } else { 0 };
            let hint = words::TRANSLATION.of(input.lang);
            let line = Line { id, name: &label, hint, rows, wrong: false, width: width - 8.0 };
            if is_next {
                ui.memory_mut(|memory| memory.request_focus(id));
                ui.scroll_to_rect(rect, Some(Align::Center));
            }
            if let Some(text) = template_ui(ui, &input.inspector(), &mut state.editor, &line, &value) {
                let said = build::set_text(input.project, &layer.name, &spoken.key, text);
                commands.push(Command::Typing(said));
            }
        });
    });
}

/// A text of a layer as something that can be gone to.
fn hit_of(spoken: &Spoken, layer: &str) -> Hit {
    let place = Use { at: spoken.at.clone(), listed: None, layer: Some(layer.to_owned()) };
    Hit { place, prop: spoken.key.clone(), row: None, text: spoken.text.clone(), found: Vec::new() }
}

/// What the text is called in its block.
fn name_of(input: &SettingsInput<'_>, spoken: &Spoken) -> String {
    let hit = Hit { place: Use { at: spoken.at.clone(), listed: None, layer: None }, ..hit_of(spoken, "") };
    let (group, place) = crate::studio::find::place_of(input.project, &hit, input.lang);
    if place.is_empty() { group } else { format!("{group} · {place}") }
}

/// A place that is not longer than a line.
fn elide(name: &str) -> String {
    const LETTERS_MAX: usize = 70;
    match name.char_indices().nth(LETTERS_MAX) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

impl SettingsState {
    /// How far every layer is, in their order.
    fn tallies(&mut self, input: &SettingsInput<'_>) -> Vec<Counts> {
        let is_fresh = |held: &(u64, Vec<Counts>)| held.0 == input.revision;
        if !self.tallies.as_ref().is_some_and(is_fresh) {
            if self.spoken.is_empty() {
                self.spoken = own_texts(input.project);
            }
            let layers = input.project.layers.iter();
            let counts = layers.map(|layer| super::translate::count(input.project, layer, &self.spoken));
            self.tallies = Some((input.revision, counts.collect()));
        }
        self.tallies.as_ref().map(|held| held.1.clone()).unwrap_or_default()
    }
}
