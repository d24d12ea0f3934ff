//! Stop words, consent, legal lines of the minilanding.

use super::parts::{Text, caption, card, set, text_ui};
use super::{SettingsInput, SettingsState, words};
use crate::edit::Settings;
use crate::model::Label;
use crate::studio::command::Command;
use crate::studio::inspector::lines_ui;
use crate::studio::theme::{self, CAPTION};
use crate::studio::widgets::{note_ui, switch};
use egui::{Id, Ui};

const HTTPS: Label = Label::new("https://", "https://");

const REPLIES: [Text; 2] = [
    Text {
        label: words::STOP_REPLY,
        rows: 2,
        hint: words::STOP_REPLY_HINT,
        held: |settings| &mut settings.words.stop_reply,
    },
    Text {
        label: words::START_REPLY,
        rows: 2,
        hint: words::START_REPLY_HINT,
        held: |settings| &mut settings.words.start_reply,
    },
];
const VERSION: Text = Text {
    label: words::CONSENT_VERSION,
    rows: 0,
    hint: Label::new("2026-03", "2026-03"),
    held: |settings| &mut settings.consent.version,
};
const PAGES: [Text; 3] = [
    Text {
        label: words::CONSENT_URL,
        rows: 0,
        hint: HTTPS,
        held: |settings| &mut settings.landing.consent_url,
    },
    Text {
        label: words::PRIVACY_URL,
        rows: 0,
        hint: HTTPS,
        held: |settings| &mut settings.landing.privacy_url,
    },
    Text {
        label: words::LEGAL_LINE,
        rows: 2,
        hint: words::LEGAL_LINE_HINT,
        held: |settings| &mut settings.landing.legal,
    },
];

pub(super) fn legal_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    card(ui, input, words::STOP_WORDS, |ui| {
        let own = &input.project.words;
        words_ui(ui, input, state, (words::STOP, &own.stop), commands, |settings| &mut settings.words.stop);
        text_ui(ui, input, &REPLIES[0], commands);
        words_ui(ui, input, state, (words::START, &own.start), commands, |settings| {
            &mut settings.words.start
        });
        text_ui(ui, input, &REPLIES[1], commands);
    });
    card(ui, input, words::CONSENT, |ui| {
        let on = input.project.consent.required;
        let text = words::CONSENT_SWITCH.of(input.lang);
        if switch(ui, input.theme, on, (text, text)).clicked() {
            set(input.project, commands, |settings| settings.consent.required = !on);
        }
        note_ui(ui, words::CONSENT_HELP.of(input.lang), theme::regular(CAPTION), input.theme.tokens.muted);
        text_ui(ui, input, &VERSION, commands);
    });
    card(ui, input, words::PAGE, |ui| {
        for text in &PAGES {
            text_ui(ui, input, text, commands);
        }
        let landing = &input.project.landing;
        for url in [&landing.consent_url, &landing.privacy_url] {
            if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
                let text = words::BAD_URL.of(input.lang);
                note_ui(ui, text, theme::regular(CAPTION), input.theme.tokens.error);
                break;
            }
        }
    });
}

fn words_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    (label, held): (Label, &[String]),
    commands: &mut Vec<Command>,
    place: fn(&mut Settings) -> &mut Vec<String>,
) {
    caption(ui, input, label.of(input.lang));
    let id = (Id::unique(("words", label.en)), label.of(input.lang));
    if let Some(lines) = lines_ui(ui, &input.inspector(), &mut state.editor, id, held) {
        set(input.project, commands, |settings| *place(settings) = lines);
    }
}
