//! As whom and where the bot is met: the subscriber's language and the channel of the conversation.

use super::{ChatInput, words};
use crate::channels::channel;
use crate::model::{FieldId, Lang};
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme;
use crate::studio::widgets::{icon_button, list_ui, menu_note, menu_row, segmented};
use egui::Ui;

/// The channel without buttons, in which every bot is a list of numbers.
pub(super) const SMS: &str = "sms";

/// The project's messengers; a press begins the conversation anew in another one.
pub(super) fn channels_ui(ui: &mut Ui, input: &ChatInput<'_>, commands: &mut Vec<Command>) {
    let on = input.emulator.setup().channel.as_str();
    let own = input.project.channels.iter().map(|setting| setting.channel.as_str());
    let mut names: Vec<&str> = Vec::new();
    for name in own {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if !names.contains(&on) {
        names.insert(0, on);
    }
    let labels: Vec<_> = names.iter().map(|name| channel_name(name, input.lang)).collect();
    let options: Vec<_> = labels.iter().map(|label| (label.as_str(), true)).collect();
    let chosen = names.iter().position(|name| *name == on).unwrap_or(0);
    let group = words::CHANNEL.of(input.lang);
    if let Some(index) = segmented(ui, input.theme, group, &options, chosen, "") {
        let channel = Some(names[index].to_owned());
        commands.push(Command::Chat(ChatCommand::As { channel, language: None }));
    }
}

/// A messenger's name that fits a fifth of the panel.
fn channel_name(name: &str, lang: Lang) -> String {
    let label = match channel(name) {
        Some(channel) => channel.label().of(lang),
        None if name == SMS => "SMS",
        None => name,
    };
    match label {
        "ВКонтакте" => "VK".to_owned(),
        label => label.strip_prefix("Facebook ").unwrap_or(label).to_owned(),
    }
}

/// Languages that the project speaks, its own first.
fn languages<'a>(input: &ChatInput<'a>) -> Vec<&'a str> {
    let own = match input.project.language.as_str() {
        "" => "ru",
        language => language,
    };
    let mut languages = vec![own];
    for layer in &input.project.layers {
        let language = layer.language();
        if !language.is_empty() && !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
}

/// Language of the subscriber's profile.
fn language_now<'a>(input: &ChatInput<'a>) -> &'a str {
    let profile = &input.emulator.setup().profile;
    profile.iter().find(|(field_id, _)| *field_id == FieldId::LANGUAGE).map_or("", |(_, code)| code.as_str())
}

/// The button and menu of language and of the text-only view.
pub(super) fn who_ui(ui: &mut Ui, input: &ChatInput<'_>, commands: &mut Vec<Command>) {
    let (theme, lang) = (input.theme, input.lang);
    let button = icon_button(ui, theme, "languages", theme::HIT, words::WHO.of(lang));
    list_ui(theme, &button, 230.0, |ui| {
        let mut asked = None;
        menu_note(ui, theme, words::LANGUAGE.of(lang));
        let now = language_now(input);
        for code in languages(input) {
            if menu_row(ui, theme, "", &words::language(code, lang), code == now).clicked() {
                asked = Some(ChatCommand::As { channel: None, language: Some(code.to_owned()) });
            }
        }
        menu_note(ui, theme, words::VIEW.of(lang));
        let on = input.emulator.setup().channel == SMS;
        if menu_row(ui, theme, "message-square-text", words::AS_SMS.of(lang), on).clicked() {
            let first = input.project.channels.first();
            let back = first.map_or("telegram", |setting| setting.channel.as_str());
            let channel = Some(if on { back } else { SMS }.to_owned());
            asked = Some(ChatCommand::As { channel, language: None });
        }
        if let Some(asked) = asked {
            commands.push(Command::Chat(asked));
            ui.close();
        }
    });
}
