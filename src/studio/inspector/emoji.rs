//! The picker of emoji: the recent ones, those that marketers use, and all others by their Russian and English
//! words.

use super::desk::Desk;
use super::words;
use crate::flow::fold_text;
use crate::studio::keyboard::{come_into_view, is_opened, offer};
use crate::studio::theme;
use crate::studio::widgets::{Line, line_ui, menu_note};
use egui::accesskit::Role;
use egui::{Id, Key, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use std::sync::LazyLock;

/// How many stand in a row of the picker.
const PER_ROW: usize = 10;
const CELL: f32 = 26.0;
/// Width of the picker in points.
pub(super) const WIDTH: f32 = CELL * PER_ROW as f32 + 8.0;
/// Most that a search shows.
const FOUND_MAX: usize = 120;
/// How many are remembered.
const RECENT_MAX: usize = PER_ROW;

/// The few dozen that marketers put into messages.
const USUAL: &[&str] = &[
    "😊", "🙂", "😉", "😍", "🤩", "😎", "🤗", "🤔", "😅", "😢", // faces
    "👋", "👍", "👎", "👌", "🙏", "💪", "👏", "🤝", "👇", "👉", // hands
    "❤️", "💙", "💚", "🔥", "✨", "⭐", "🌟", "⚡", "🎉", "🎁", // joy
    "✅", "❌", "⚠️", "❓", "❗", "💡", "📌", "📎", "📄", "📚", // marks
    "📈", "📊", "💰", "💳", "🛒", "🏷️", "📦", "🚚", "🏆", "🎯", // trade
    "📞", "📧", "📍", "📅", "⏰", "⏳", "🎓", "🎬", "🎧", "🍕", // meeting
];

/// Every emoji with its words as they are searched.
static ALL: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/emoji/emoji.tsv").lines();
    lines.filter_map(|line| line.split_once('\t')).map(|(emoji, words)| (emoji, fold_text(words))).collect()
});

/// Emoji whose words begin with everything that is looked for, in Russian or English.
fn found(wanted: &str) -> Vec<&'static str> {
    let wanted = fold_text(wanted);
    let parts: Vec<&str> = wanted.split_whitespace().collect();
    let fits = |words: &str| {
        parts
            .iter()
            .all(|part| words.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(part)))
    };
    ALL.iter().filter(|(_, words)| fits(words)).map(|(emoji, _)| *emoji).take(FOUND_MAX).collect()
}

/// Remembers one that was taken, the newest first.
fn remember(recent: &mut Vec<String>, emoji: &str) {
    recent.retain(|other| other != emoji);
    recent.insert(0, emoji.to_owned());
    recent.truncate(RECENT_MAX);
}

/// The picker; gives the one that was pressed.
pub(super) fn picker_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: Id) -> Option<String> {
    let (theme, hint) = (desk.input.theme, desk.say(words::FIND_EMOJI));
    let line = Line { id, name: hint, hint, rows: 0, wrong: false, width: ui.available_width() };
    if is_opened(ui.ctx(), "emoji") {
        desk.state.search.clear();
    }
    let output = line_ui(ui, theme, &line, &mut desk.state.search);
    let entered = output.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    offer(ui, id);
    let wanted = desk.state.search.trim().to_owned();
    let mut picked = None;
    ui.add_space(4.0);
    ScrollArea::vertical().max_height(230.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        if !wanted.is_empty() {
            let found = found(&wanted);
            if found.is_empty() {
                menu_note(ui, theme, desk.say(words::NO_EMOJI));
            }
            let first = found.first().filter(|_| entered).map(|emoji| (*emoji).to_owned());
            picked = grid_ui(ui, desk, &found).or(first);
            return come_into_view(ui);
        }
        let recent = desk.state.recent.clone();
        if !recent.is_empty() {
            menu_note(ui, theme, desk.say(words::RECENT));
            let recent: Vec<&str> = recent.iter().map(String::as_str).collect();
            picked = grid_ui(ui, desk, &recent);
            menu_note(ui, theme, desk.say(words::USUAL));
        }
        picked = picked.take().or_else(|| grid_ui(ui, desk, USUAL));
        come_into_view(ui);
    });
    let picked = picked?;
    remember(&mut desk.state.recent, &picked);
    desk.state.search.clear();
    ui.close();
    Some(picked)
}

fn grid_ui(ui: &mut Ui, desk: &Desk<'_>, all: &[&str]) -> Option<String> {
    let mut picked = None;
    for row in all.chunks(PER_ROW) {
        ui.horizontal(|ui| {
            for emoji in row {
                let (rect, response) = ui.allocate_exact_size(vec2(CELL, 28.0), Sense::click());
                if response.hovered() || response.has_focus() {
                    let fill = desk.input.theme.tokens.hover;
                    ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, fill);
                }
                let (ink, center) = (desk.input.theme.tokens.ink, egui::Align2::CENTER_CENTER);
                ui.painter().text(rect.center(), center, *emoji, theme::regular(16.0), ink);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, emoji));
                if response.clicked() {
                    picked = Some((*emoji).to_owned());
                }
            }
        });
    }
    picked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_are_found_in_russian_and_english_by_the_beginnings_of_words() {
        for wanted in ["подар", "gift", "Подарок", "бант подар"] {
            assert!(found(wanted).contains(&"🎁"), "{wanted}");
        }
        assert!(found("пицца").contains(&"🍕"));
        assert!(found("ывапролдж").is_empty());
    }

    #[test]
    fn the_usual_ones_are_known_and_the_recent_ones_come_once() {
        let bare = |emoji: &str| emoji.trim_end_matches('\u{fe0f}').to_owned();
        for emoji in USUAL {
            assert!(ALL.iter().any(|(known, _)| bare(known) == bare(emoji)), "{emoji}");
        }
        let mut recent = Vec::new();
        for emoji in ["🎁", "🍕", "🎁"] {
            remember(&mut recent, emoji);
        }
        assert_eq!(recent, ["🎁", "🍕"]);
    }
}
