//! What a subscriber can do beside writing: the menu behind the plus.

use super::form::Form;
use super::{ChatInput, words};
use crate::flow::Attached;
use crate::studio::command::{ChatCommand, Command, Own};
use crate::studio::theme;
use crate::studio::widgets::{icon_button, list_ui, menu_row};
use egui::Ui;

/// What can be sent at once, without a question: its icon and the name that the bot gets.
const MEDIA: [(Attached, &str, &str); 5] = [
    (Attached::Image, "image", "photo.jpg"),
    (Attached::Sticker, "sticker", "sticker.webp"),
    (Attached::Voice, "mic", "voice.ogg"),
    (Attached::Video, "film", "video.mp4"),
    (Attached::Audio, "music", "audio.mp3"),
];

/// The plus and its menu.
pub(super) fn plus_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    form: &mut Option<Form>,
    commands: &mut Vec<Command>,
) {
    let (theme, lang) = (input.theme, input.lang);
    let button = icon_button(ui, theme, "plus", theme::HIT, words::PLUS.of(lang));
    list_ui(theme, &button, 210.0, |ui| {
        let mut chosen = false;
        for (kind, icon, file) in MEDIA {
            if menu_row(ui, theme, icon, words::attached(kind).of(lang), false).clicked() {
                let own = Own::Media(kind, file.to_owned());
                commands.push(Command::Chat(ChatCommand::Send(own)));
                chosen = true;
            }
        }
        let forms = [
            ("file-text", words::SEND_FILE, Form::file()),
            ("map-pin", words::SEND_LOCATION, Form::location()),
            ("phone", words::SEND_CONTACT, Form::contact()),
            ("zap", words::SEND_EVENT, Form::event()),
        ];
        for (icon, label, empty) in forms {
            if menu_row(ui, theme, icon, label.of(lang), false).clicked() {
                *form = Some(empty);
                chosen = true;
            }
        }
        if menu_row(ui, theme, "ban", words::BLOCK_BOT.of(lang), false).clicked() {
            commands.push(Command::Chat(ChatCommand::Block));
            chosen = true;
        }
        if chosen {
            ui.close();
        }
    });
}
