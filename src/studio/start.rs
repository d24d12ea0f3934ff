//! What the window shows while no project is open: begin one, open one, go on with a recent one.

use super::command::Command;
use super::controls::{Weight, button, group_heading, text_at};
use super::theme::{self, BODY, CAPTION, SPACE, Theme};
use super::widgets::{elided, icon_at, note_ui};
use super::words::shell as words;
use crate::model::Lang;
use egui::accesskit::Role;
use egui::{CursorIcon, Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use std::path::{Path, PathBuf};

const WIDTH: f32 = 460.0;

/// What the screen shows.
#[derive(Debug)]
pub struct StartInput<'a> {
    /// How to draw.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// Folders of recent projects, the last one first.
    pub recent: &'a [PathBuf],
    /// Whether a project is being opened just now.
    pub opening: bool,
}

/// Draws the screen.
pub fn start_ui(ui: &mut Ui, input: &StartInput<'_>, commands: &mut Vec<Command>) {
    let (theme, lang) = (input.theme, input.lang);
    let screen = ui.max_rect();
    ui.painter().rect_filled(screen, 0, theme.tokens.canvas);
    let height = 232.0 + if input.recent.is_empty() { 0.0 } else { 36.0 + 46.0 * input.recent.len() as f32 };
    let top = (screen.center().y - height / 2.0).max(screen.top() + SPACE[4]);
    let width = WIDTH.min(screen.width() - 2.0 * SPACE[4]);
    let place = Rect::from_min_size(pos2(screen.center().x - width / 2.0, top).round(), vec2(width, height));
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        theme.card().inner_margin(SPACE[4]).show(ui, |ui| {
            ui.set_width(ui.available_width());
            head_ui(ui, input);
            ui.add_space(SPACE[2]);
            ui.horizontal(|ui| {
                let new = words::NEW_PROJECT.of(lang);
                if button(ui, theme, Weight::Primary, "file-plus", new, new).clicked() {
                    commands.push(Command::New);
                }
                let open = words::OPEN_PROJECT.of(lang);
                if button(ui, theme, Weight::Outline, "folder-open", open, open).clicked() {
                    commands.push(Command::Open);
                }
            });
            if !input.recent.is_empty() {
                ui.add_space(SPACE[2]);
                group_heading(ui, theme, words::RECENT.of(lang));
                ui.spacing_mut().item_spacing.y = 2.0;
                for path in input.recent {
                    recent_ui(ui, theme, path, commands);
                }
            }
        });
    });
}

fn head_ui(ui: &mut Ui, input: &StartInput<'_>) {
    let tokens = &input.theme.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::hover());
    let tile = Rect::from_min_size(rect.min, vec2(44.0, 44.0));
    ui.painter().rect_filled(tile, 12, tokens.accent);
    icon_at(ui, tile, "filter", 24.0, tokens.on_accent);
    let at = pos2(tile.right() + SPACE[2], tile.center().y);
    text_at(ui, at, words::PRODUCT.of(input.lang), theme::semibold(22.0), tokens.ink);
    let text = if input.opening { words::OPENING } else { words::START_TEXT };
    note_ui(ui, text.of(input.lang), theme::regular(BODY), tokens.muted);
}

fn recent_ui(ui: &mut Ui, theme: &Theme, path: &Path, commands: &mut Vec<Command>) {
    let tokens = &theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let icon = Rect::from_min_size(rect.min + vec2(8.0, 0.0), vec2(20.0, rect.height()));
    icon_at(ui, icon, "workflow", 16.0, tokens.muted);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let room = rect.width() - 48.0;
    let galley = elided(ui, &name, theme::medium(BODY), tokens.ink, room);
    ui.painter().galley(rect.min + vec2(40.0, 5.0), galley, tokens.ink);
    let galley = elided(ui, &path.display().to_string(), theme::regular(CAPTION), tokens.faint, room);
    ui.painter().galley(rect.min + vec2(40.0, 23.0), galley, tokens.faint);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*name));
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        commands.push(Command::OpenPath(path.to_owned()));
    }
}
