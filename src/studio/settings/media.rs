//! Files of the project and payloads of its links, with the places that name them.

use super::parts::card;
use super::{SettingsInput, SettingsState, places_ui, uses_ui, words};
use crate::studio::command::Command;
use crate::studio::theme::{self, CAPTION};
use crate::studio::widgets::spoken::size_words;
use crate::studio::widgets::{hairline, icon_at, note_ui, text_in};
use crate::uses::Thing;
use egui::{Align, Layout, Rect, Sense, Ui, vec2};
use std::collections::BTreeSet;

pub(super) fn media_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    let links: BTreeSet<String> = input
        .uses
        .into_iter()
        .flat_map(|uses| uses.keys())
        .filter(|(thing, name)| *thing == Thing::Link && !name.is_empty())
        .map(|(_, name)| name.clone())
        .collect();
    card(ui, input, words::FILES, |ui| {
        for file in input.media {
            hairline(ui, input.theme);
            let size = size_words(file.bytes, input.lang);
            row_ui(ui, input, state, (Thing::Media, &file.path), &size, commands);
        }
        if input.media.is_empty() {
            note_ui(
                ui,
                words::NO_FILES.of(input.lang),
                theme::regular(theme::BODY),
                input.theme.tokens.muted,
            );
        }
    });
    card(ui, input, words::LINKS, |ui| {
        for link in &links {
            hairline(ui, input.theme);
            row_ui(ui, input, state, (Thing::Link, link), "", commands);
        }
        if links.is_empty() {
            note_ui(
                ui,
                words::NO_LINKS.of(input.lang),
                theme::regular(theme::BODY),
                input.theme.tokens.muted,
            );
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    (thing, name): (Thing, &str),
    more: &str,
    commands: &mut Vec<Command>,
) {
    let tokens = &input.theme.tokens;
    ui.horizontal(|ui| {
        let width = ui.available_width() - 150.0;
        let (rect, response) = ui.allocate_exact_size(vec2(width, theme::HIT), Sense::hover());
        let icon = if thing == Thing::Media { "paperclip" } else { "link" };
        icon_at(ui, Rect::from_min_size(rect.min, vec2(16.0, rect.height())), icon, 14.0, tokens.muted);
        let room = Rect::from_min_max(rect.min + vec2(24.0, 0.0), rect.max - vec2(80.0, 0.0));
        text_in(ui, room, name, theme::regular(theme::BODY), tokens.ink);
        let right = rect.right_center();
        let font = theme::regular(CAPTION);
        ui.painter().text(right, egui::Align2::RIGHT_CENTER, more, font, tokens.muted);
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, name.to_owned()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            uses_ui(ui, input, state, thing, name);
        });
    });
    places_ui(ui, input, state, (thing, name), commands);
}
