//! What the window shows while no project is open: what was not saved, recent projects, and the gallery of
//! templates by what the marketer wants to achieve.

mod card;
mod shelf;

pub use shelf::{Pictures, Shelf};

use super::command::{Command, RecentCommand};
use super::controls::{Weight, button, text_at, width_of};
use super::theme::{self, BODY, SPACE, TITLE, Theme, tint};
use super::widgets::{Line, elided, icon_at, line_ui, note_ui};
use super::words::shell as words;
use crate::gallery::{Goal, Template, by_goal};
use crate::model::{Lang, Project};
use crate::studio::keyboard::come_into_view;
use crate::zones;
use card::{Card, Done, card_ui, grid};
use egui::accesskit::Role;
use egui::{
    Align, CursorIcon, Id, Layout, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};
use std::path::Path;
use std::sync::Arc;

/// Widest the page gets, points.
const WIDTH_MAX: f32 = 1560.0;
/// Width of a card that the columns are counted by.
const CARD: f32 = 268.0;
const RECENT_CARD: f32 = 236.0;
const GAP: f32 = 16.0;

/// A project that was never saved and whose window was killed.
#[derive(Clone, Debug)]
pub struct Left {
    /// Name of its journal.
    pub name: String,
    /// Title of the project.
    pub title: String,
    /// When it was changed last, milliseconds since 1970.
    pub at: i64,
    /// The project, for its picture.
    pub project: Arc<Project>,
}

/// What the page shows.
pub struct StartInput<'a> {
    /// How to draw.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// Templates and recent projects.
    pub shelf: &'a Shelf,
    /// Projects that were never saved.
    pub left: &'a [Left],
    /// Whether a project is being opened just now.
    pub opening: bool,
}

/// What the page remembers while it is shown.
#[derive(Debug, Default)]
pub struct StartState {
    search: String,
    goal: Option<Goal>,
    /// Whether all recent projects are shown, not only a row of them.
    all_recent: bool,
    pictures: Pictures,
}

/// Draws the page.
pub fn start_ui(ui: &mut Ui, input: &StartInput<'_>, state: &mut StartState, commands: &mut Vec<Command>) {
    let screen = ui.max_rect();
    ui.painter().rect_filled(screen, 0, input.theme.tokens.bg);
    state.pictures.begin();
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let width = WIDTH_MAX.min(screen.width() - 2.0 * 40.0);
        let side = ((screen.width() - width) / 2.0).round();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = SPACE[2];
                ui.add_space(36.0);
                head_ui(ui, input, commands);
                left_ui(ui, input, state, commands);
                recent_ui(ui, input, state, commands);
                gallery_ui(ui, input, state, commands);
                ui.add_space(48.0);
            });
        });
        come_into_view(ui);
    });
}

fn head_ui(ui: &mut Ui, input: &StartInput<'_>, commands: &mut Vec<Command>) {
    let (theme, lang) = (input.theme, input.lang);
    let tokens = &theme.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 56.0), Sense::hover());
    let tile = Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(48.0, 48.0));
    ui.painter().rect_filled(tile, 14, tokens.accent);
    icon_at(ui, tile, "filter", 26.0, tokens.on_accent);
    let left = tile.right() + SPACE[3];
    text_at(ui, pos2(left, tile.top() + 13.0), words::PRODUCT.of(lang), theme::bold(24.0), tokens.ink);
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center));
    let right = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = SPACE[1];
        let new = words::NEW_PROJECT.of(lang);
        if button(ui, theme, Weight::Primary, "file-plus", new, new).clicked() {
            commands.push(Command::New);
        }
        let open = words::OPEN_PROJECT.of(lang);
        if button(ui, theme, Weight::Outline, "folder-open", open, open).clicked() {
            commands.push(Command::Open);
        }
        ui.min_rect().left()
    });
    let text = if input.opening { words::OPENING } else { words::START_TEXT };
    let galley = elided(ui, text.of(lang), theme::regular(14.0), tokens.muted, right.inner - left - SPACE[3]);
    ui.painter().galley(pos2(left, tile.top() + 28.0), galley, tokens.muted);
}

/// The end of a path, which tells projects apart: its folder and that which holds it.
fn end_of(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    match &parts[..] {
        [_, .., holds, own] if parts.len() > 3 => format!("…/{holds}/{own}"),
        _ => path.display().to_string(),
    }
}

/// A heading that other things stand beside.
fn title_ui(ui: &mut Ui, theme: &Theme, title: &str) -> Response {
    let font = theme::semibold(TITLE + 2.0);
    let width = width_of(ui, title, font.clone());
    let (rect, response) = ui.allocate_exact_size(vec2(width, 32.0), Sense::hover());
    text_at(ui, rect.left_center(), title, font, theme.tokens.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    response
}

fn heading(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.add_space(SPACE[3]);
    let font = theme::semibold(TITLE + 2.0);
    let response = note_ui(ui, text, font, theme.tokens.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
}

/// Lays cards of one height into rows.
fn cards_ui(
    ui: &mut Ui,
    salt: &str,
    (count, wanted, lines): (usize, f32, usize),
    mut draw: impl FnMut(&mut Ui, usize, Rect),
) {
    let (columns, width) = grid(ui.available_width(), wanted, GAP);
    let height = card::height(width, lines);
    let rows = count.div_ceil(columns);
    let whole = vec2(ui.available_width(), rows as f32 * (height + GAP) - GAP);
    let (area, _) = ui.allocate_exact_size(whole.max(egui::Vec2::ZERO), Sense::hover());
    // A child, so that what is inside a card moves nothing below the cards.
    let mut inside = ui.new_child(UiBuilder::new().max_rect(area).id_salt(salt));
    for at in 0..count {
        let (row, column) = ((at / columns) as f32, (at % columns) as f32);
        let corner = area.min + vec2(column * (width + GAP), row * (height + GAP));
        draw(&mut inside, at, Rect::from_min_size(corner, vec2(width, height)));
    }
}

fn left_ui(ui: &mut Ui, input: &StartInput<'_>, state: &mut StartState, commands: &mut Vec<Command>) {
    if input.left.is_empty() {
        return;
    }
    let lang = input.lang;
    heading(ui, input.theme, words::NEVER_SAVED.of(lang));
    card::quiet(ui, input.theme, words::NEVER_SAVED_TEXT.of(lang));
    cards_ui(ui, "left", (input.left.len(), RECENT_CARD, 1), |ui, at, rect| {
        let left = &input.left[at];
        let title = if left.title.trim().is_empty() { words::UNTITLED.of(lang) } else { &left.title };
        let (said, drop) = (zones::said(left.at), format!("{}: {title}", words::FORGET.of(lang)));
        let name = format!("{}: {title}", words::BRING_BACK.of(lang));
        let card = Card {
            key: &left.name,
            name: &name,
            title,
            text: &said,
            lines: 1,
            tag: "",
            project: Some(&left.project),
            icon: "history",
            open: true,
            drop: &drop,
            place: "",
        };
        match card_ui(ui, (input.theme, lang), rect, &card, &mut state.pictures) {
            Some(Done::Pressed) => commands.push(Command::OpenLeft(left.name.clone())),
            Some(Done::Dropped) => commands.push(Command::DropLeft(left.name.clone())),
            Some(Done::Shown) | None => {}
        }
    });
}

/// The heading of the recent projects; gives how many of them are shown: one row, so that the templates are seen, too.
fn recent_head_ui(ui: &mut Ui, input: &StartInput<'_>, all: &mut bool) -> usize {
    let count = input.shelf.recent.len();
    let (columns, _) = grid(ui.available_width(), RECENT_CARD, GAP);
    let hidden = count.saturating_sub(columns);
    ui.add_space(SPACE[3]);
    ui.horizontal(|ui| {
        title_ui(ui, input.theme, words::RECENT.of(input.lang));
        if hidden == 0 {
            return;
        }
        ui.add_space(SPACE[0]);
        let (icon, text) = match *all {
            true => ("chevron-up", words::FEWER.of(input.lang).to_owned()),
            false => ("chevron-down", words::more_projects(hidden).of(input.lang).to_owned()),
        };
        if button(ui, input.theme, Weight::Quiet, icon, &text, &text).clicked() {
            *all = !*all;
        }
    });
    if *all { count } else { count - hidden }
}

fn recent_ui(ui: &mut Ui, input: &StartInput<'_>, state: &mut StartState, commands: &mut Vec<Command>) {
    if input.shelf.recent.is_empty() {
        return;
    }
    let lang = input.lang;
    let count = recent_head_ui(ui, input, &mut state.all_recent);
    cards_ui(ui, "recent", (count, RECENT_CARD, 1), |ui, at, rect| {
        let recent = &input.shelf.recent[at];
        let path = recent.path.display().to_string();
        let said = recent.at.map(zones::said);
        let place = end_of(&recent.path);
        let text = said.map_or_else(|| place.clone(), |said| format!("{said} · {place}"));
        let tag = match (recent.there, recent.project.is_some()) {
            (false, _) => words::GONE.of(lang),
            (true, false) => words::UNREADABLE.of(lang),
            (true, true) => "",
        };
        let drop = format!("{}: {}", words::OFF_THE_LIST.of(lang), recent.title);
        let card = Card {
            key: &path,
            name: &recent.title,
            title: &recent.title,
            text: &text,
            lines: 1,
            tag,
            project: recent.project.as_ref(),
            icon: if recent.there { "workflow" } else { "folder-x" },
            open: recent.there,
            drop: if recent.project.is_some() { "" } else { &drop },
            place: &path,
        };
        match card_ui(ui, (input.theme, lang), rect, &card, &mut state.pictures) {
            Some(Done::Pressed) => commands.push(Command::OpenPath(recent.path.clone())),
            Some(Done::Dropped) => commands.push(Command::Recent(RecentCommand::Forget(recent.path.clone()))),
            Some(Done::Shown) => commands.push(Command::Recent(RecentCommand::Show(recent.path.clone()))),
            None => {}
        }
    });
}

fn gallery_ui(ui: &mut Ui, input: &StartInput<'_>, state: &mut StartState, commands: &mut Vec<Command>) {
    let (theme, lang) = (input.theme, input.lang);
    ui.add_space(SPACE[3]);
    ui.horizontal(|ui| {
        let heading = title_ui(ui, theme, words::TEMPLATES.of(lang));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = words::FIND_TEMPLATE.of(lang);
            let line = Line {
                id: Id::unique("find template"),
                name,
                hint: name,
                rows: 0,
                wrong: false,
                width: 260.0,
            };
            let written = line_ui(ui, theme, &line, &mut state.search).response.changed();
            if written && !state.search.trim().is_empty() {
                // What is found is seen at once, whatever stands above.
                ui.scroll_to_rect(heading.rect.expand(SPACE[3]), Some(Align::Min));
            }
        });
    });
    goals_ui(ui, input, state);
    let found: Vec<(Goal, &Template)> = by_goal()
        .filter(|(goal, _)| state.goal.is_none_or(|wanted| wanted == *goal))
        .flat_map(|(goal, templates)| templates.into_iter().map(move |template| (goal, template)))
        .filter(|(goal, template)| fits(&state.search, *goal, template))
        .collect();
    if found.is_empty() {
        card::quiet(ui, theme, words::NO_TEMPLATE.of(lang));
    }
    cards_ui(ui, "templates", (found.len(), CARD, 3), |ui, at, rect| {
        let (goal, template) = found[at];
        let title = template.title.of(lang);
        let card = Card {
            key: template.name,
            name: title,
            title,
            text: template.about.of(lang),
            lines: 3,
            tag: goal.label().of(lang),
            project: input.shelf.templates.get(template.name),
            icon: "",
            open: true,
            drop: "",
            place: "",
        };
        if card_ui(ui, (theme, lang), rect, &card, &mut state.pictures) == Some(Done::Pressed) {
            commands.push(Command::FromTemplate(template.name));
        }
    });
}

/// Whether every word of a search stands in what a template says of itself, in either language.
fn fits(search: &str, goal: Goal, template: &Template) -> bool {
    let labels = [goal.label(), template.title, template.about];
    let all = labels.map(|label| format!("{} {}", label.ru, label.en)).join(" ").to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

/// Chips that show one shelf of the gallery.
fn goals_ui(ui: &mut Ui, input: &StartInput<'_>, state: &mut StartState) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(SPACE[1], SPACE[1]);
        let lang = input.lang;
        let all = std::iter::once((None, words::ALL_GOALS.of(lang)));
        let goals = by_goal().map(|(goal, _)| (Some(goal), goal.label().of(lang)));
        for (goal, text) in all.chain(goals) {
            if chip_ui(ui, input.theme, text, state.goal == goal) {
                state.goal = goal;
            }
        }
    });
}

fn chip_ui(ui: &mut Ui, theme: &Theme, text: &str, chosen: bool) -> bool {
    let tokens = &theme.tokens;
    let font = theme::medium(BODY);
    let size = vec2(width_of(ui, text, font.clone()) + 24.0, 30.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    super::keyboard::rounded(&response, 15);
    let lit = response.hovered() || response.has_focus();
    let (fill, line, ink) = match (chosen, lit) {
        (true, _) => (tint(tokens.accent, 14), tokens.accent, tokens.accent),
        (false, true) => (tokens.hover, tokens.line, tokens.ink),
        (false, false) => (tokens.card, tokens.line, tokens.muted),
    };
    ui.painter().rect(rect, 15, fill, Stroke::new(1.0, line), StrokeKind::Inside);
    let galley = elided(ui, text, font, ink, rect.width());
    ui.painter().galley((rect.center() - galley.size() / 2.0).round(), galley, ink);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, text));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::template;

    #[test]
    fn a_template_is_found_by_any_word_about_it_in_either_language() {
        let pizza = template("pizza").unwrap();
        for search in ["", "пицц", "ДОСТАВКА", "pizza emoji", "смайликом delivery"] {
            assert!(fits(search, pizza.goal, pizza), "{search}");
        }
        assert!(!fits("пицца вебинар", pizza.goal, pizza));
    }
}
