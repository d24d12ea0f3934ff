//! The list of shortcuts: drawn from the table of commands and from what the canvas does by hand.

use super::{Answer, buttons_ui, choice, list_ui};
use crate::model::{Label, Lang};
use crate::studio::command::{MORE_KEYS, UI_COMMANDS, UiCommand};

use crate::studio::controls::{Weight, group_heading, keys_text};
use crate::studio::inspector::text_keys;
use crate::studio::theme::{self, BODY, CAPTION, SPACE, Theme};
use crate::studio::widgets::{elided, text_in};
use crate::studio::words::{help, shell};
use egui::accesskit::Role;
use egui::{Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

const ROW: f32 = 28.0;
/// From this width on the list has two columns.
const TWO_COLUMNS: f32 = 620.0;

/// Headings, each over the commands from the one of that name on.
const HEADS: [(&str, Label); 5] = [
    ("new", help::OF_PROJECT),
    ("undo", help::OF_EDITING),
    ("scenario", help::OF_VIEW),
    ("chat_start", help::OF_CHAT),
    ("preferences", help::OF_WINDOW),
];

/// A group of the list: its heading, and what each key does.
struct Group {
    title: Label,
    rows: Vec<(String, Label)>,
}

pub(super) fn shortcuts_ui(ui: &mut Ui, theme: &Theme, lang: Lang) -> Option<Answer> {
    let groups = groups(ui.ctx(), lang);
    list_ui(ui, 560.0, 190.0, |ui| {
        let width = ui.available_width();
        let columns = if width >= TWO_COLUMNS { 2 } else { 1 };
        let all: usize = groups.iter().map(|group| group.rows.len() + 1).sum();
        ui.columns(columns, |uis| {
            let mut rows = 0;
            for group in &groups {
                // A group goes to the column in which its middle lies.
                let middle = rows + group.rows.len() / 2;
                rows += group.rows.len() + 1;
                let column = (middle * columns / all.max(1)).min(columns - 1);
                group_ui(&mut uis[column], theme, lang, group);
            }
        });
    });
    buttons_ui(ui, |ui| choice(ui, theme, Weight::Primary, shell::GOT_IT.of(lang)).then_some(Answer::Close))
}

fn groups(ctx: &egui::Context, lang: Lang) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for command in UI_COMMANDS {
        if let Some((_, title)) = HEADS.iter().find(|(first, _)| *first == command.id) {
            groups.push(Group { title: *title, rows: Vec::new() });
        }
        let keys = keys_of(ctx, command);
        if let (Some(group), false) = (groups.last_mut(), keys.is_empty()) {
            let or = format!(" {} ", help::OR.of(lang));
            group.rows.push((keys.join(&or), command.label));
        }
    }
    let by_hand = help::CANVAS_KEYS.iter().map(|(keys, does)| (keys.of(lang).to_owned(), *does));
    groups.push(Group { title: help::OF_CANVAS, rows: by_hand.collect() });
    let in_texts = text_keys().map(|(shortcut, does)| (keys_text(ctx, &shortcut), does));
    groups.push(Group { title: help::OF_TEXTS, rows: in_texts.collect() });
    groups.retain(|group| !group.rows.is_empty());
    groups
}

/// The keys of a command as they stand on a keyboard, the usual ones first.
fn keys_of(ctx: &egui::Context, command: &UiCommand) -> Vec<String> {
    let more = MORE_KEYS.iter().filter(|(_, id)| *id == command.id).map(|(shortcut, _)| *shortcut);
    command.shortcut.into_iter().chain(more).map(|shortcut| keys_text(ctx, &shortcut)).collect()
}

fn group_ui(ui: &mut Ui, theme: &Theme, lang: Lang, group: &Group) {
    ui.spacing_mut().item_spacing.y = 0.0;
    group_heading(ui, theme, group.title.of(lang));
    for (keys, does) in &group.rows {
        row_ui(ui, theme, keys, does.of(lang));
    }
    ui.add_space(SPACE[2]);
}

fn row_ui(ui: &mut Ui, theme: &Theme, keys: &str, does: &str) {
    let tokens = &theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let galley = elided(ui, keys, theme::medium(CAPTION), tokens.muted, rect.width() * 0.62);
    let size = galley.size();
    let cap = Rect::from_min_max(
        pos2(rect.right() - size.x - 24.0, rect.top() + 3.0),
        pos2(rect.right() - 8.0, rect.bottom() - 3.0),
    );
    ui.painter().rect(cap, 6, tokens.field, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    ui.painter().galley((cap.center() - size / 2.0).round(), galley, tokens.muted);
    let room = Rect::from_min_max(rect.min + vec2(8.0, 0.0), pos2(cap.left() - 8.0, rect.bottom()));
    text_in(ui, room, does, theme::regular(BODY), tokens.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{does}: {keys}")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studio::command::ui_command;

    #[test]
    fn keys_of_texts_stand_in_the_list_too() {
        let groups = groups(&egui::Context::default(), Lang::En);
        let texts = groups.iter().find(|group| group.title == help::OF_TEXTS).unwrap();
        let rows: Vec<_> = texts.rows.iter().map(|(keys, does)| (keys.as_str(), does.en)).collect();
        assert!(rows.contains(&("Ctrl+B", "Bold")) && rows.contains(&("Ctrl+L", "Link")), "{rows:?}");
    }

    #[test]
    fn every_key_of_a_command_stands_in_the_list_once() {
        let groups = groups(&egui::Context::default(), Lang::En);
        let listed: Vec<_> = groups.iter().flat_map(|group| &group.rows).collect();
        let own = UI_COMMANDS.iter().filter(|command| command.shortcut.is_some());
        for command in own {
            let rows = listed.iter().filter(|(_, does)| *does == command.label).count();
            assert_eq!(rows, 1, "{}", command.id);
        }
        assert!(HEADS.iter().all(|(first, _)| ui_command(first).is_some()));
        assert!(MORE_KEYS.iter().all(|(_, id)| ui_command(id).is_some_and(|c| c.shortcut.is_some())));
    }
}
