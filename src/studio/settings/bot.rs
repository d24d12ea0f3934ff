//! The project's title and how the bot introduces itself.

use super::parts::{Text, card, set, text_ui};
use super::{SettingsInput, words};
use crate::channels::{ProfileCaps, channel};
use crate::model::{Label, Lang};
use crate::studio::command::Command;
use crate::studio::theme::{self, CAPTION};
use crate::studio::widgets::{note_ui, switch};
use egui::Ui;

const EMPTY: Label = Label::new("", "");

const TITLE: Text = Text {
    label: words::PROJECT_TITLE,
    rows: 0,
    hint: words::PROJECT_TITLE_HINT,
    held: |settings| &mut settings.title,
};

/// A text of the profile, how long it may be in a messenger, and its text now.
type Profile = (Text, fn(&ProfileCaps) -> Option<crate::channels::Limit>);

const PROFILE: [Profile; 3] = [
    (
        Text { label: words::BOT_NAME, rows: 0, hint: EMPTY, held: |settings| &mut settings.bot.name },
        |caps| caps.name,
    ),
    (
        Text {
            label: words::BOT_ABOUT,
            rows: 0,
            hint: words::BOT_ABOUT_HINT,
            held: |settings| &mut settings.bot.about,
        },
        |caps| caps.about,
    ),
    (
        Text {
            label: words::BOT_DESCRIPTION,
            rows: 3,
            hint: words::BOT_DESCRIPTION_HINT,
            held: |settings| &mut settings.bot.description,
        },
        |caps| caps.description,
    ),
];

pub(super) fn bot_ui(ui: &mut Ui, input: &SettingsInput<'_>, commands: &mut Vec<Command>) {
    card(ui, input, EMPTY, |ui| text_ui(ui, input, &TITLE, commands));
    card(ui, input, words::PROFILE, |ui| {
        let mut settings = crate::edit::Settings::of(input.project);
        for (text, limit) in &PROFILE {
            text_ui(ui, input, text, commands);
            lengths_ui(ui, input, (text.held)(&mut settings), *limit);
        }
    });
    card(ui, input, words::AI, |ui| {
        let on = input.project.ai;
        let text = words::AI_SWITCH.of(input.lang);
        if switch(ui, input.theme, on, (text, text)).clicked() {
            set(input.project, commands, |settings| settings.ai = !on);
        }
        note_ui(ui, words::AI_HELP.of(input.lang), theme::regular(CAPTION), input.theme.tokens.muted);
    });
}

/// «Telegram 12 из 64 · ВКонтакте 12 из 48»; what does not fit is red.
fn lengths_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    text: &str,
    limit: fn(&ProfileCaps) -> Option<crate::channels::Limit>,
) {
    let of = if input.lang == Lang::Ru { "из" } else { "of" };
    let mut parts = Vec::new();
    let mut is_over = false;
    for setting in &input.project.channels {
        let Some(known) = channel(&setting.channel) else { continue };
        let Some(limit) = limit(&known.caps().profile) else { continue };
        is_over |= !limit.takes(text);
        let length = limit.unit.measure(text);
        let part = format!("{} {length} {of} {}", known.label().of(input.lang), limit.max);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if !parts.is_empty() {
        let color = if is_over { input.theme.tokens.error } else { input.theme.tokens.muted };
        note_ui(ui, &parts.join(" · "), theme::regular(CAPTION), color);
    }
}
