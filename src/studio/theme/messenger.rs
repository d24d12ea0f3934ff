//! The chat in the colours of a messenger: its manner, never its artwork. The values stand in `assets/theme/chat.ron`.

use super::{Theme, hex};
use egui::Color32;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const CHAT: &str = include_str!("../../../assets/theme/chat.ron");

/// Colours of one messenger in one theme.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inks {
    #[serde(deserialize_with = "hex")]
    ground: Color32,
    #[serde(deserialize_with = "hex")]
    bot: Color32,
    #[serde(deserialize_with = "hex")]
    bot_ink: Color32,
    #[serde(deserialize_with = "hex")]
    own: Color32,
    #[serde(deserialize_with = "hex")]
    own_ink: Color32,
    #[serde(deserialize_with = "hex")]
    key: Color32,
    #[serde(deserialize_with = "hex")]
    key_ink: Color32,
    #[serde(deserialize_with = "hex")]
    line: Color32,
    #[serde(deserialize_with = "hex")]
    note: Color32,
    #[serde(deserialize_with = "hex")]
    note_ink: Color32,
    #[serde(deserialize_with = "hex")]
    link: Color32,
    #[serde(deserialize_with = "hex")]
    avatar: Color32,
}

#[derive(Debug, Deserialize)]
struct Pair {
    light: Inks,
    dark: Inks,
}

// The file is inside the program and a test reads it, so that an empty table is never seen.
static PAIRS: LazyLock<BTreeMap<String, Pair>> = LazyLock::new(|| ron::from_str(CHAT).unwrap_or_default());

impl Theme {
    /// The same theme with the chat in the colours of a messenger; as it is for one that has none of its own.
    pub fn in_messenger(&self, name: &str) -> Self {
        let mut dressed = self.clone();
        let Some(pair) = PAIRS.get(name) else { return dressed };
        let inks = if self.dark { &pair.dark } else { &pair.light };
        let tokens = &mut dressed.tokens;
        tokens.chat_bg = inks.ground;
        tokens.bubble_in = inks.bot;
        tokens.bubble_ink = inks.bot_ink;
        tokens.bubble_out = inks.own;
        tokens.bubble_out_ink = inks.own_ink;
        tokens.chat_button = inks.key;
        tokens.chat_button_ink = inks.key_ink;
        tokens.chat_line = inks.line;
        tokens.chat_note = inks.note;
        tokens.chat_note_ink = inks.note_ink;
        tokens.accent = inks.link;
        tokens.avatar = inks.avatar;
        dressed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::CHANNELS;

    /// How far apart two colours are for the eye: 1 to 21, 4.5 is enough to read by.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let light = |color: Color32| {
            let linear = egui::Rgba::from(color);
            0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b() + 0.05
        };
        let (one, other) = (light(one), light(other));
        one.max(other) / one.min(other)
    }

    #[test]
    fn every_messenger_has_colours_of_its_own_in_which_all_can_be_read() {
        for dark in [false, true] {
            let plain = Theme::new(dark, false);
            for channel in CHANNELS.iter().filter(|channel| channel.name() != "telegram") {
                let (name, tokens) = (channel.name(), plain.in_messenger(channel.name()).tokens);
                assert_ne!(tokens.chat_bg, plain.tokens.chat_bg, "{name}");
                for (ink, ground) in [
                    (tokens.bubble_ink, tokens.bubble_in),
                    (tokens.bubble_out_ink, tokens.bubble_out),
                    (tokens.chat_button_ink, tokens.chat_button),
                    (tokens.chat_note_ink, tokens.chat_note),
                    (tokens.chat_note_ink, tokens.chat_bg),
                    (tokens.accent, tokens.bubble_in),
                    (tokens.on_avatar, tokens.avatar),
                ] {
                    let contrast = contrast(ink, ground);
                    let least = if ink == tokens.on_avatar { 4.0 } else { 4.5 };
                    assert!(contrast >= least, "{name} dark={dark} {ink:?} on {ground:?}: {contrast}");
                }
            }
        }
    }
}
