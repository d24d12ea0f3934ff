//! Messengers: their order, addresses, what each can do, and own words for one.

use super::parts::{card, link, set, typed};
use super::{SettingsInput, words};
use crate::channels::{CHANNELS, Channel, channel};
use crate::edit::{Transaction, build};
use crate::model::{ChannelSetting, Label, Lang};
use crate::studio::command::Command;
use crate::studio::controls::{Weight, button, list_frame};
use crate::studio::theme::{self, BODY, CAPTION, SPACE};
use crate::studio::widgets::{Line, icon_button, line_ui, menu_row, note_ui, text_in};
use egui::{Align, Id, Layout, Popup, Sense, Ui, vec2};
use std::collections::BTreeMap;

pub(super) fn channels_ui(ui: &mut Ui, input: &SettingsInput<'_>, commands: &mut Vec<Command>) {
    let count = input.project.channels.len();
    for (at, setting) in input.project.channels.iter().enumerate() {
        card(ui, input, Label::new("", ""), |ui| one_ui(ui, input, (at, count), setting, commands));
    }
    if count == 0 {
        note_ui(ui, words::NO_CHANNELS.of(input.lang), theme::regular(BODY), input.theme.tokens.muted);
    }
    let add = words::ADD_CHANNEL.of(input.lang);
    let response = button(ui, input.theme, Weight::Outline, "plus", add, add);
    Popup::menu(&response).gap(4.0).frame(list_frame(input.theme)).show(|ui| {
        ui.set_width(200.0);
        for entry in CHANNELS {
            if menu_row(ui, input.theme, "message-circle", entry.label().of(input.lang), false).clicked() {
                let channel = entry.name().to_owned();
                set(input.project, commands, |settings| {
                    settings.channels.push(ChannelSetting { channel, address: String::new() });
                });
                ui.close();
            }
        }
    });
}

fn one_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    (at, count): (usize, usize),
    setting: &ChannelSetting,
    commands: &mut Vec<Command>,
) {
    let (theme, lang) = (input.theme, input.lang);
    let known = channel(&setting.channel);
    let label = known.map_or(setting.channel.as_str(), |entry| entry.label().of(lang));
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(110.0, 32.0), Sense::hover());
        text_in(ui, rect, label, theme::semibold(BODY), theme.tokens.ink);
        let mut address = setting.address.clone();
        let wrong = known.is_some_and(|entry| entry.link(address.trim(), "").is_none());
        let name = format!("{label}: {}", words::ADDRESS.of(lang));
        let line = Line {
            id: Id::unique(("settings address", at)),
            name: &name,
            hint: words::ADDRESS.of(lang),
            rows: 0,
            wrong: wrong && !address.is_empty(),
            width: ui.available_width() - 3.0 * (theme::HIT + SPACE[1]),
        };
        if line_ui(ui, theme, &line, &mut address).response.changed() {
            typed(input.project, commands, |settings| settings.channels[at].address = address);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            tools_ui(ui, input, (at, count), label, commands);
        });
    });
    let Some(known) = known else {
        note_ui(ui, words::UNKNOWN_CHANNEL.of(lang), theme::regular(CAPTION), theme.tokens.warn);
        return;
    };
    if !setting.address.trim().is_empty() {
        let text = match known.link(setting.address.trim(), "") {
            Some(link) => format!("{} · {link}", known.shown_address(setting.address.trim())),
            None => words::BAD_ADDRESS.of(lang).to_owned(),
        };
        note_ui(ui, &text, theme::regular(CAPTION), theme.tokens.muted);
    }
    note_ui(ui, &abilities(known, lang), theme::regular(CAPTION), theme.tokens.muted);
    own_words_ui(ui, input, known, commands);
}

fn tools_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    (at, count): (usize, usize),
    label: &str,
    commands: &mut Vec<Command>,
) {
    let name = |what: Label| format!("{}: {label}", what.of(input.lang));
    if icon_button(ui, input.theme, "trash-2", theme::HIT, &name(words::REMOVE)).clicked() {
        set(input.project, commands, |settings| drop(settings.channels.remove(at)));
    }
    for (icon, what, to) in [("arrow-down", words::DOWN, at + 1), ("arrow-up", words::UP, at.wrapping_sub(1))]
    {
        ui.add_enabled_ui(to < count, |ui| {
            if icon_button(ui, input.theme, icon, theme::HIT, &name(what)).clicked() {
                set(input.project, commands, |settings| settings.channels.swap(at, to));
            }
        });
    }
}

/// What a messenger can do, in one line.
fn abilities(known: &dyn Channel, lang: Lang) -> String {
    let caps = known.caps();
    let mut parts = vec![words::text_up_to(caps.text.max, lang)];
    parts.push(match caps.buttons {
        Some(limit) => words::buttons_up_to(limit.max, lang),
        None => words::NO_BUTTONS.of(lang).to_owned(),
    });
    parts.push(match caps.quick {
        Some(limit) => words::quick_up_to(limit.max, lang),
        None => words::NO_QUICK.of(lang).to_owned(),
    });
    parts.push(if caps.receipts.read { words::TELLS_READ } else { words::TELLS_NOTHING }.of(lang).to_owned());
    parts.join(" · ")
}

/// Texts that are said in this messenger alone.
fn own_words_ui(ui: &mut Ui, input: &SettingsInput<'_>, known: &dyn Channel, commands: &mut Vec<Command>) {
    let name = format!("@{}", known.name());
    let layer = input.project.layers.iter().find(|layer| layer.name == name);
    let count = layer.map_or(0, |layer| layer.texts.values().filter(|text| !text.trim().is_empty()).count());
    let text = words::own_words(count, input.lang);
    let spoken = format!("{text}: {}", known.label().of(input.lang));
    if link(ui, input, "message-square-text", &text, &spoken).clicked() {
        if layer.is_none() {
            let added = build::set_layer(input.project, &name, BTreeMap::new());
            commands.push(Command::Edit(Transaction::new(words::OWN_WORDS, added.edits)));
        }
        commands.push(Command::ShowSettings(format!("languages/{name}")));
    }
}
