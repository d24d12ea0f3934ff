//! Keys that call commands from anywhere.
//!
//! A shortcut names the key in Latin; on a Cyrillic layout the window reports the key by its place, so that
//! Ctrl+Я is Ctrl+Z.

use super::App;
use crate::studio::command::{Command, MORE_KEYS, UI_COMMANDS, UiCommand, ui_command};
use crate::studio::keyboard::{Keys, drawn};
use crate::studio::settings::SettingsState;
use crate::studio::top_bar::Workspace;
use egui::{Context, Event, FocusDirection, Id, Key, KeyboardShortcut, Modifiers};

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
    "history",
    "go_to_block",
    "scale_up",
    "scale_down",
    "scale_reset",
];

/// Keys with Ctrl that a text field takes for those of an old editor, deleting words that nobody wanted deleted. On
/// a Mac they are what people expect.
const OLD_KEYS: &[Key] = &[Key::H, Key::K, Key::U, Key::W];

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

/// Frames in which what lay over a text still keeps it from the keyboard.
pub(super) const BACK_FRAMES: u8 = 2;

/// Commands that also work over a dialog: who cannot read it must be able to enlarge it.
const OVER_DIALOG: &[&str] = &["scale_up", "scale_down", "scale_reset"];

impl App {
    /// Takes the shortcuts that were pressed out of the input.
    pub(super) fn shortcuts(&self, ctx: &Context) -> Vec<Command> {
        let asked = self.desk.dialog.is_some();
        let typing = ctx.text_edit_focused();
        let is_canvas = self.desk.settings.is_none()
            && self.desk.workspace == Workspace::Scenario
            && self.desk.keys != Keys::Cover;
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
        let known: Vec<(KeyboardShortcut, &UiCommand)> =
            first.chain(second).filter(|(_, command)| usable(command)).collect();
        let mut commands = Vec::new();
        ctx.input_mut(|input| {
            input.events.retain(|event| {
                let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
                // Exactly these keys: Ctrl+Shift+K is not Ctrl+K when it means nothing here. But a plus needs Shift on
                // most keyboards.
                let shift = modifiers.shift && *key != Key::Plus;
                let modifiers = &Modifiers { shift, ..*modifiers };
                let fits = |shortcut: &KeyboardShortcut| {
                    shortcut.logical_key == *key && modifiers.matches_exact(shortcut.modifiers)
                };
                let found = known.iter().find(|(shortcut, _)| fits(shortcut));
                commands.extend(found.map(|(_, command)| (command.make)()));
                let is_old = typing && modifiers.ctrl && OLD_KEYS.contains(key) && !cfg!(target_os = "macos");
                found.is_none() && !is_old
            });
        });
        commands
    }

    /// Finds out whose the keys of this frame are.
    pub(super) fn follow_keyboard(&mut self, ctx: &Context) {
        let covered = self.desk.dialog.is_some() || self.desk.palette.is_some();
        self.desk.keyboard.hear(ctx);
        let focused = ctx.memory(|memory| memory.focused());
        if !std::mem::replace(&mut self.desk.covered, covered) && covered {
            self.desk.before = self.desk.back.map(|back| back.0).or(focused);
        }
        if covered {
            // What is covered again gets the keyboard when it is free: until then nothing below may have it.
            self.desk.back = None;
        }
        // What lies below does not see the pointer: a tooltip that is open there would stay over the dialog for as long
        // as the pointer rests.
        self.desk.pointer = covered.then(|| ctx.input_mut(|input| std::mem::take(&mut input.pointer)));
        let on_canvas = self.desk.settings.is_none() && self.desk.workspace == Workspace::Scenario;
        let away = covered || !on_canvas;
        if std::mem::replace(&mut self.desk.away, away) && !away {
            self.desk.canvas.offer_keyboard();
        }
        if let Some((before, frames)) = self.desk.back.take() {
            // A row of a menu, a title on the canvas have gone meanwhile; then the canvas has what it was offered.
            if drawn(ctx, before).is_some() {
                ctx.memory_mut(|memory| memory.request_focus(before));
            }
            ctx.request_repaint();
            self.desk.back = frames.checked_sub(1).map(|frames| (before, frames));
        }
        self.desk.keys = self.desk.keyboard.holder(ctx, covered);
        let has_canvas = !away && self.document.is_some() && self.desk.tour.is_none();
        let tabs = has_canvas && focused.is_none() && self.desk.keys == Keys::Free && is_tab(ctx);
        let chat = self.desk.places.chat.filter(|_| tabs);
        if tabs && !chat.is_some_and(|chat| self.desk.keyboard.go_on(ctx, chat)) {
            // The way of the keyboard begins where the work is, and not with the first button of the window.
            ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            self.desk.canvas.take_keyboard();
        }
    }

    /// Another text is another step of undo.
    pub(super) fn follow_text(&mut self, ctx: &Context) {
        if self.desk.keyboard.follow(ctx)
            && let Some(document) = &mut self.document
        {
            document.history.break_typing();
        }
    }

    /// Whether a name is being written that the project gets as a whole, when its field is left.
    pub(super) fn is_naming(&self) -> bool {
        self.desk.settings.as_ref().is_some_and(SettingsState::is_naming)
    }

    /// Leaves the field of such a name before something is done with the whole project; gives the field when the
    /// author goes on in it afterwards.
    pub(super) fn finish_name(&self, ctx: &Context, commands: &[Command]) -> Option<Id> {
        if !self.is_naming() || !commands.iter().any(waits_for_text) {
            return None;
        }
        let written = ctx.memory(|memory| memory.focused()).filter(|_| ctx.text_edit_focused())?;
        ctx.memory_mut(|memory| memory.surrender_focus(written));
        let stays = commands.iter().all(|command| matches!(command, Command::Save));
        stays.then_some(written)
    }
}

fn is_tab(ctx: &Context) -> bool {
    ctx.input(|input| input.key_pressed(Key::Tab) && !input.modifiers.command && !input.modifiers.alt)
}

/// Whether a command takes the project as it is, or shows something else: what is written in the same frame goes
/// before it.
pub(super) fn waits_for_text(command: &Command) -> bool {
    matches!(
        command,
        Command::New
            | Command::Open
            | Command::OpenPath(_)
            | Command::Save
            | Command::SaveAs
            | Command::Home
            | Command::FromTemplate(_)
            | Command::OpenLeft(_)
            | Command::NewWindow(_)
            | Command::Quit
            | Command::Export
            | Command::SavePicture
            | Command::Tests(_)
            | Command::Publish
            | Command::ToggleSettings
            | Command::ShowSettings(_)
            | Command::Find
            | Command::ExportTexts(..)
            | Command::Past(_)
    )
}
