//! The bar over everything: mark and menu, the project and whether it is saved, undo and redo, workspaces,
//! search, tests, publishing.

use super::command::{Command, TestCommand, UiCommand, ui_command};
use super::controls::{Weight, button, is_second_press, list_frame, width_of};
use super::theme::{self, BODY, HIT, SPACE, Theme};
use super::widgets::{at_right_end, elided, icon_at, icon_button, icon_toggle, right_end, segmented};
use super::words::shell as words;
use crate::diag::Words;
use crate::model::{Label, Lang};
use crate::studio::keyboard::come_into_view;
use egui::accesskit::Role;
use egui::{Align, CursorIcon, Layout, Popup, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Height of the bar, points.
pub const HEIGHT: f32 = 46.0;
/// From this width on the search field shows its words.
const ROOMY: f32 = 1500.0;
/// From this width on the button of the tests shows its words.
const WIDE: f32 = 1340.0;
/// From this width on workspaces that come later are shown.
const MEDIUM: f32 = 1180.0;
/// From this width on publishing shows its words, and the bar says whether the project is saved.
const SMALL: f32 = 900.0;

/// What fills the middle of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// The canvas.
    #[default]
    Scenario,
    /// Links, QR codes, the minilanding.
    Growth,
}

/// The workspaces in order, and those that come later.
const WORKSPACES: [(Label, Option<Workspace>); 5] = [
    (words::SCENARIO, Some(Workspace::Scenario)),
    (words::GROWTH, Some(Workspace::Growth)),
    (words::BROADCASTS, None),
    (words::DIALOGUES, None),
    (words::ANALYTICS, None),
];

/// Whether the project is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// As on disk.
    Saved,
    /// Nowhere on disk, and nothing was drawn yet that could be lost.
    New,
    /// Changed since.
    Unsaved,
    /// Being written.
    Saving,
}

/// What the bar shows.
#[derive(Debug)]
pub struct TopBarInput<'a> {
    /// How to draw.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// Title of the project; `None` on the start screen.
    pub project: Option<&'a str>,
    /// Whether it is on disk.
    pub save: SaveState,
    /// The step that undo would take back.
    pub undo: Option<Words>,
    /// The step that redo would bring back.
    pub redo: Option<Words>,
    /// Whether the history is open.
    pub history: bool,
    /// Whether tests run just now.
    pub testing: bool,
    /// Whether the settings lie over the workspace.
    pub settings: bool,
}

/// Draws the bar. Workspaces are a matter of the view, so the bar sets `workspace` itself. Gives where search, tests
/// and publishing stand, as they were drawn last.
pub fn top_bar_ui(
    ui: &mut Ui,
    input: &TopBarInput<'_>,
    workspace: &mut Workspace,
    commands: &mut Vec<Command>,
) -> Rect {
    let bar = ui.max_rect().shrink2(vec2(SPACE[2], 0.0));
    let salt = if input.project.is_some() { "top bar" } else { "top bar of the start page" };
    let end = right_end(ui, bar, salt);
    let right = end.left();
    let shown = |entry: &&(Label, Option<Workspace>)| bar.width() >= MEDIUM || entry.1.is_some();
    let workspaces: Vec<_> = WORKSPACES.iter().filter(shown).collect();
    let labels: Vec<_> =
        workspaces.iter().map(|(label, workspace)| (label.of(input.lang), workspace.is_some())).collect();
    let segments: f32 =
        labels.iter().map(|(text, _)| width_of(ui, text, theme::semibold(BODY)) + 28.0).sum::<f32>() + 4.0;
    let room = Rect::from_min_max(bar.min, pos2(right - segments - 2.0 * SPACE[3], bar.max.y));
    let left = ui
        .scope_builder(UiBuilder::new().max_rect(room).layout(Layout::left_to_right(Align::Center)), |ui| {
            left_ui(ui, input, (room.right(), bar.width() >= SMALL), commands);
            ui.min_rect().right()
        })
        .inner;
    if input.project.is_some() {
        let middle = ((left + right) / 2.0).round();
        let track = Rect::from_center_size(pos2(middle, bar.center().y), vec2(segments, 30.0));
        let chosen = workspaces.iter().position(|(_, entry)| *entry == Some(*workspace)).unwrap_or(0);
        // Over no workspace every one of them can be pressed.
        let chosen = if input.settings { workspaces.len() } else { chosen };
        let builder = UiBuilder::new().max_rect(track);
        let pressed = ui.scope_builder(builder, |ui| {
            let name = words::WORKSPACES.of(input.lang);
            segmented(ui, input.theme, name, &labels, chosen, words::LATER.of(input.lang))
        });
        if let Some(Some(next)) = pressed.inner.map(|at| workspaces[at].1) {
            *workspace = next;
            if input.settings {
                commands.push(Command::ToggleSettings);
            }
        }
    }
    at_right_end(ui, bar, salt, |ui| {
        if input.project.is_some() {
            right_ui(ui, input, bar.width(), commands);
        } else {
            search_ui(ui, input, bar.width() >= ROOMY, commands);
        }
    });
    end
}

fn left_ui(ui: &mut Ui, input: &TopBarInput<'_>, (limit, roomy): (f32, bool), commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.x = SPACE[1];
    let menu = mark_ui(ui, input);
    Popup::menu(&menu).gap(6.0).frame(list_frame(input.theme)).show(|ui| menu_ui(ui, input, commands));
    let tokens = &input.theme.tokens;
    let Some(title) = input.project else {
        ui.label(
            egui::RichText::new(words::PRODUCT.of(input.lang)).font(theme::semibold(BODY)).color(tokens.ink),
        );
        return;
    };
    let title = if title.trim().is_empty() { words::UNTITLED.of(input.lang) } else { title };
    let (sign, state) = match input.save {
        SaveState::Saved => ("cloud-check", words::SAVED),
        SaveState::New => ("file-plus", words::NEW),
        SaveState::Unsaved => ("circle-dot", words::UNSAVED),
        SaveState::Saving => ("loader", words::SAVING),
    };
    let state = state.of(input.lang);
    let width = |state: &str| width_of(ui, state, theme::regular(BODY));
    // What follows does not move when the word changes.
    let usual = [words::SAVED, words::UNSAVED, words::SAVING].map(|word| width(word.of(input.lang)));
    let widest = usual.into_iter().fold(width(state), f32::max);
    let state_width = if roomy { widest } else { 16.0 };
    let rest = state_width + 3.0 * HIT + 4.0 * SPACE[1];
    let galley = elided(ui, title, theme::semibold(BODY), tokens.ink, limit - ui.cursor().left() - rest);
    ui.add(egui::Label::new(galley));
    if roomy {
        let said = ui.label(egui::RichText::new(state).color(tokens.faint));
        ui.add_space(widest - said.rect.width());
    } else {
        let (rect, response) = ui.allocate_exact_size(vec2(16.0, HIT), Sense::hover());
        icon_at(ui, rect, sign, 14.0, tokens.faint);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, state));
        response.on_hover_text(state);
    }
    ui.spacing_mut().item_spacing.x = SPACE[0];
    step_ui(ui, input, ("undo-2", words::UNDO, words::UNDO_STEP), input.undo.as_ref(), ("undo", commands));
    step_ui(ui, input, ("redo-2", words::REDO, words::REDO_STEP), input.redo.as_ref(), ("redo", commands));
    let name = super::words::history::HISTORY.of(input.lang);
    if icon_toggle(ui, input.theme, "history", HIT, name, input.history).clicked() {
        commands.extend(ui_command("history").map(|command| (command.make)()));
    }
}

/// Undo or redo, its tooltip naming the step.
fn step_ui(
    ui: &mut Ui,
    input: &TopBarInput<'_>,
    (icon, name, of_step): (&str, Label, Label),
    step: Option<&Words>,
    (id, commands): (&str, &mut Vec<Command>),
) {
    let name = match step {
        Some(step) => format!("{} «{}»", of_step.of(input.lang), step.of(input.lang)),
        None => name.of(input.lang).to_owned(),
    };
    let pressed =
        ui.add_enabled_ui(step.is_some(), |ui| icon_button(ui, input.theme, icon, HIT, &name).clicked());
    if pressed.inner {
        commands.extend(ui_command(id).map(|command| (command.make)()));
    }
}

/// The mark of the product; a press opens the menu.
fn mark_ui(ui: &mut Ui, input: &TopBarInput<'_>) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(HIT, HIT), Sense::click());
    let tokens = &input.theme.tokens;
    let tile = Rect::from_center_size(rect.center(), vec2(24.0, 24.0));
    let lit = response.hovered() || response.has_focus();
    ui.painter().rect_filled(tile, 7, if lit { tokens.accent_hover } else { tokens.accent });
    icon_at(ui, tile, "filter", 14.0, tokens.on_accent);
    let name = words::MENU.of(input.lang);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name)
}

/// The groups of the menu, by the names of commands.
const MENU: [&[&str]; 6] = [
    &["new", "open", "save", "save_as", "export", "save_picture"],
    &["settings", "find", "history", "compare_saved"],
    &["toggle_left", "toggle_right", "toggle_problems", "fit_all"],
    &["theme_light", "theme_dark", "theme_system", "lang_ru", "lang_en"],
    &["preferences", "shortcuts", "tour"],
    &["quit"],
];

fn menu_ui(ui: &mut Ui, input: &TopBarInput<'_>, commands: &mut Vec<Command>) {
    let screen = ui.ctx().content_rect();
    ui.set_width(menu_width(ui, input).min(screen.width() - 40.0));
    // A popup has little height of its own: the menu takes what the window has under the bar.
    let height = screen.height() - HEIGHT - 40.0;
    ui.set_max_height(height);
    egui::ScrollArea::vertical().max_height(height).show(ui, |ui| {
        groups_ui(ui, input, commands);
        come_into_view(ui);
    });
}

/// Room for the longest name of a command together with its keys.
fn menu_width(ui: &Ui, input: &TopBarInput<'_>) -> f32 {
    let commands = MENU.iter().copied().flatten().filter_map(|id| ui_command(id));
    let widths = commands.map(|command| {
        let keys = command.shortcut.map(|keys| super::controls::keys_text(ui.ctx(), &keys));
        let keys = width_of(ui, &keys.unwrap_or_default(), theme::regular(theme::CAPTION));
        width_of(ui, command.label.of(input.lang), theme::regular(BODY)) + keys
    });
    widths.fold(0.0, f32::max).ceil() + 34.0 + 24.0 + 8.0
}

fn groups_ui(ui: &mut Ui, input: &TopBarInput<'_>, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 1.0;
    for (at, group) in MENU.iter().enumerate() {
        if at > 0 {
            ui.add_space(4.0);
            super::widgets::hairline(ui, input.theme);
            ui.add_space(4.0);
        }
        for command in group.iter().filter_map(|id| ui_command(id)) {
            ui.add_enabled_ui(input.project.is_some() || !command.needs_project(), |ui| {
                if command_row(ui, input.theme, input.lang, command, false).clicked() {
                    commands.push((command.make)());
                    ui.close();
                }
            });
        }
    }
}

/// A row that stands for a command: icon, name, keys.
pub(super) fn command_row(
    ui: &mut Ui,
    theme: &Theme,
    lang: Lang,
    command: &UiCommand,
    chosen: bool,
) -> Response {
    let tokens = &theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    if chosen {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.selected);
    } else if ui.is_enabled() && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let ink = if ui.is_enabled() { tokens.ink } else { tokens.faint };
    let icon = Rect::from_min_size(rect.min + vec2(8.0, 0.0), vec2(16.0, rect.height()));
    icon_at(ui, icon, command.icon, 15.0, if ui.is_enabled() { tokens.muted } else { tokens.faint });
    let mut limit = rect.right() - 8.0;
    if let Some(shortcut) = command.shortcut {
        let keys = crate::studio::controls::keys_text(ui.ctx(), &shortcut);
        let galley = ui.painter().layout_no_wrap(keys, theme::regular(theme::CAPTION), tokens.faint);
        limit -= galley.size().x;
        let top = rect.center().y - galley.size().y / 2.0;
        ui.painter().galley(pos2(limit, top).round(), galley, tokens.faint);
    }
    let room = Rect::from_min_max(rect.min + vec2(34.0, 0.0), pos2(limit - 8.0, rect.bottom()));
    super::widgets::text_in(ui, room, command.label.of(lang), theme::regular(BODY), ink);
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), command.label.of(lang)));
    // Beside the row: below it would cover the next one.
    super::widgets::tip_beside(&response, command.tooltip.of(lang));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The right end: search, settings, tests, publishing.
fn right_ui(ui: &mut Ui, input: &TopBarInput<'_>, width: f32, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.x = 10.0;
    search_ui(ui, input, width >= ROOMY, commands);
    let name = words::SETTINGS.of(input.lang);
    let gear = icon_toggle(ui, input.theme, "settings", HIT, name, input.settings);
    if gear.clicked() && !is_second_press(ui.ctx()) {
        commands.push(Command::ToggleSettings);
    }
    let tests = if input.testing { words::TESTS_RUN } else { words::RUN_TESTS }.of(input.lang);
    let shown = if width >= WIDE { tests } else { "" };
    let response = ui
        .add_enabled_ui(!input.testing, |ui| {
            button(ui, input.theme, Weight::Outline, "flask-conical", shown, words::RUN_TESTS.of(input.lang))
        })
        .inner;
    if response.on_hover_text(words::RUN_TESTS_TIP.of(input.lang)).clicked() {
        commands.push(Command::Tests(TestCommand::Run));
    }
    let publish = words::PUBLISH.of(input.lang);
    let shown = if width >= SMALL { publish } else { "" };
    if button(ui, input.theme, Weight::Primary, "send", shown, publish).clicked() {
        commands.push(Command::Publish);
    }
}

/// The field that opens the command palette; a button in truth.
fn search_ui(ui: &mut Ui, input: &TopBarInput<'_>, roomy: bool, commands: &mut Vec<Command>) {
    let tokens = &input.theme.tokens;
    let hint = words::SEARCH.of(input.lang);
    let keys = ui_command("palette").and_then(|command| command.shortcut);
    let keys = keys
        .map(|shortcut| crate::studio::controls::keys_text(ui.ctx(), &shortcut).replace('+', " "))
        .unwrap_or_default();
    let font = egui::FontId::monospace(12.0);
    let keys_width = width_of(ui, &keys, font.clone());
    let hint_width = if roomy { width_of(ui, hint, theme::regular(BODY)) + SPACE[1] } else { 0.0 };
    let size = vec2((12.0 + 16.0 + SPACE[1] + hint_width + keys_width + 12.0).round(), 32.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let lit = response.hovered() || response.has_focus();
    let fill = if lit { tokens.hover } else { tokens.panel };
    super::widgets::sunken(ui, rect, tokens.line, fill);
    let icon = Rect::from_min_size(rect.min + vec2(12.0, 0.0), vec2(16.0, rect.height()));
    icon_at(ui, icon, "search", 15.0, tokens.muted);
    let mut at = pos2(icon.right() + SPACE[1], rect.center().y);
    if roomy {
        at = super::controls::text_at(ui, at, hint, theme::regular(BODY), tokens.muted) + vec2(SPACE[1], 0.0);
    }
    super::controls::text_at(ui, at, &keys, font, tokens.faint);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, hint));
    if response
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_text(words::SEARCH_TIP.of(input.lang))
        .clicked()
    {
        commands.push(Command::TogglePalette);
    }
}
