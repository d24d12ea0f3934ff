//! Keys that call commands from anywhere.
//!
//! A shortcut names the key in Latin; on a Cyrillic layout the window reports the key by its place, so that
//! Ctrl+Я is Ctrl+Z.

use super::App;
use crate::studio::command::{Command, MORE_KEYS, UI_COMMANDS, UiCommand, ui_command};
use crate::studio::top_bar::Workspace;
use egui::KeyboardShortcut;

/// Commands that also work while text is being typed: they mean nothing to a text field.
const OVER_TEXT: &[&str] = &[
    "new",
    "new_window",
    "open",
    "save",
    "save_as",
    "export",
    "run_tests",
    "palette",
    "quit",
    "toggle_problems",
    "settings",
    "find",
    "preferences",
    "shortcuts",
    "scale_up",
    "scale_down",
    "scale_reset",
];

/// Commands that mean nothing while no canvas is to be seen, and would change what nobody looks at.
const ON_CANVAS: &[&str] = &[
    "select_all",
    "select_onward",
    "copy",
    "cut",
    "paste",
    "frame",
    "duplicate",
    "delete",
    "tidy_up",
    "arrange",
    "zoom_in",
    "zoom_out",
    "zoom_reset",
    "fit_all",
];

/// Commands that also work over a dialog: who cannot read it must be able to enlarge it.
const OVER_DIALOG: &[&str] = &["scale_up", "scale_down", "scale_reset"];

impl App {
    /// Takes the shortcuts that were pressed out of the input.
    pub(super) fn shortcuts(&self, ctx: &egui::Context) -> Vec<Command> {
        let asked = self.desk.dialog.is_some();
        let typing = ctx.text_edit_focused();
        let is_canvas = self.desk.settings.is_none() && self.desk.workspace == Workspace::Scenario;
        let has_project = self.document.is_some();
        let usable = |command: &UiCommand| {
            let over_text = OVER_TEXT.contains(&command.id);
            let palette_only = self.desk.palette.is_none() || command.id == "palette";
            let over_dialog = !asked || OVER_DIALOG.contains(&command.id);
            let seen = is_canvas || !ON_CANVAS.contains(&command.id);
            let fits = seen && over_dialog && palette_only && (!typing || over_text);
            fits && (has_project || !command.needs_project())
        };
        let first = UI_COMMANDS.iter().filter_map(|command| Some((command.shortcut?, command)));
        let second = MORE_KEYS.iter().filter_map(|(shortcut, id)| Some((*shortcut, ui_command(id)?)));
        let mut known: Vec<(KeyboardShortcut, &UiCommand)> =
            first.chain(second).filter(|(_, command)| usable(command)).collect();
        // A pattern without Shift also fits keys with Shift: the more exact one goes first.
        known.sort_by_key(|(shortcut, _)| !shortcut.modifiers.shift);
        let mut commands = Vec::new();
        ctx.input_mut(|input| {
            for (shortcut, command) in known {
                if input.consume_shortcut(&shortcut) {
                    commands.push((command.make)());
                }
            }
        });
        commands
    }
}
