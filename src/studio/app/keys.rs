//! Keys that call commands from anywhere.
//!
//! A shortcut names the key in Latin; on a Cyrillic layout the window reports the key by its place, so that
//! Ctrl+Я is Ctrl+Z.

use super::App;
use crate::studio::command::{Command, UI_COMMANDS, UiCommand};
use crate::studio::top_bar::Workspace;
use egui::{Key, KeyboardShortcut, Modifiers};

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

/// What many people press for redo.
const REDO_TOO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Y);

impl App {
    /// Takes the shortcuts that were pressed out of the input.
    pub(super) fn shortcuts(&self, ctx: &egui::Context) -> Vec<Command> {
        if self.desk.dialog.is_some() {
            return Vec::new();
        }
        let typing = ctx.text_edit_focused();
        let is_canvas = self.desk.settings.is_none() && self.desk.workspace == Workspace::Scenario;
        let has_project = self.document.is_some();
        let usable = |command: &&UiCommand| {
            let over_text = OVER_TEXT.contains(&command.id);
            let palette_only = self.desk.palette.is_none() || command.id == "palette";
            let without_project =
                ["new", "new_window", "home", "open", "quit", "palette"].contains(&command.id);
            let seen = is_canvas || !ON_CANVAS.contains(&command.id);
            seen && (!typing || over_text) && palette_only && (has_project || without_project)
        };
        let mut known: Vec<_> = UI_COMMANDS.iter().filter(usable).collect();
        // A pattern without Shift also fits keys with Shift: the more exact one goes first.
        known.sort_by_key(|command| !command.shortcut.is_some_and(|shortcut| shortcut.modifiers.shift));
        let mut commands = Vec::new();
        ctx.input_mut(|input| {
            for command in known {
                if command.shortcut.is_some_and(|shortcut| input.consume_shortcut(&shortcut)) {
                    commands.push((command.make)());
                }
            }
            if !typing && has_project && input.consume_shortcut(&REDO_TOO) {
                commands.push(Command::Redo);
            }
        });
        commands
    }
}
