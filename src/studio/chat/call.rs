//! The card of a request that the bot waits for: the author plays the outside world.

use super::{ChatInput, words};
use crate::engine::EffectId;
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme;
use crate::studio::widgets::{Line, line_ui, note_ui, outline_button};
use egui::{Id, Ui};

/// The answer that is being made up.
#[derive(Debug, Default)]
pub(super) struct Draft {
    of: Option<EffectId>,
    status: String,
    body: String,
}

impl Draft {
    fn status(&self) -> Option<u16> {
        self.status.trim().parse().ok().filter(|status| (100..600).contains(status))
    }
}

/// The card, while a request waits.
pub(super) fn call_ui(ui: &mut Ui, input: &ChatInput<'_>, draft: &mut Draft, commands: &mut Vec<Command>) {
    let Some(call) = input.emulator.pending_call() else { return };
    if draft.of != Some(call.id) {
        *draft = Draft { of: Some(call.id), status: "200".to_owned(), body: "{}".to_owned() };
    }
    let (theme, lang) = (input.theme, input.lang);
    ui.add_space(8.0);
    theme.card().inner_margin(10).shadow(theme.shadow_near()).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        let tokens = &theme.tokens;
        note_ui(ui, words::WAITS_FOR_SITE.of(lang), theme::semibold(theme::BODY), tokens.ink);
        let request = format!("{} {}", call.method.name(), call.url);
        note_ui(ui, &request, theme::regular(theme::CAPTION), tokens.muted);
        if !call.body.is_empty() {
            note_ui(ui, &call.body, theme::regular(theme::CAPTION), tokens.faint);
        }
        let wrong = draft.status().is_none();
        field_ui(ui, input, &mut draft.status, words::STATUS.of(lang), 0, wrong);
        if wrong {
            note_ui(ui, words::BAD_STATUS.of(lang), theme::regular(theme::CAPTION), tokens.error);
        }
        field_ui(ui, input, &mut draft.body, words::BODY.of(lang), 2, false);
        answer_ui(ui, input, draft, commands);
    });
}

fn field_ui(ui: &mut Ui, input: &ChatInput<'_>, text: &mut String, name: &str, rows: usize, wrong: bool) {
    let width = ui.available_width();
    let line = Line { id: Id::unique(("call", rows)), name, hint: name, rows, wrong, width };
    line_ui(ui, input.theme, &line, text);
}

fn answer_ui(ui: &mut Ui, input: &ChatInput<'_>, draft: &Draft, commands: &mut Vec<Command>) {
    let (theme, lang) = (input.theme, input.lang);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = ((ui.available_width() - 8.0) / 2.0).floor();
        ui.add_enabled_ui(draft.status().is_some(), |ui| {
            let button = outline_button(ui, theme, "corner-down-left", words::ANSWER.of(lang), width);
            if button.clicked()
                && let Some(status) = draft.status()
            {
                let body = draft.body.clone();
                commands.push(Command::Chat(ChatCommand::Answer { status, body }));
            }
        });
        if outline_button(ui, theme, "unplug", words::NO_ANSWER.of(lang), width).clicked() {
            commands.push(Command::Chat(ChatCommand::Fail));
        }
    });
}
