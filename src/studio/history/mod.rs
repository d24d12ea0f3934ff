//! The panel of the history: the steps of this session, the versions of git, what lies between two versions.

mod changes;
mod steps;

use super::command::{Command, PastCommand, With, ui_command};
use super::controls::list_frame;
use super::keyboard::{come_into_view, is_opened};
use super::theme::{self, BODY, CAPTION, HIT, SPACE, Theme};
use super::widgets::{Line, elided, icon_button, line_ui, menu_row, note_ui, text_in};
use super::words::history as words;
use crate::compare::{Comparison, Tone};
use crate::diag::Words;
use crate::edit::History;
use crate::folder::git::Commit;
use crate::model::{Lang, Project};
use crate::zones;
use egui::accesskit::Role;
use egui::{
    Align, Color32, CursorIcon, Id, Key, Layout, Popup, Rect, Response, ScrollArea, Sense, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

/// Width of the panel, points.
pub const WIDTH: f32 = 340.0;
const ROW: f32 = 46.0;

/// Which page of the panel is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The steps of this session.
    Steps,
    /// The versions of git.
    Commits(Commits),
    /// What lies between two versions.
    Changes,
}

/// What is known of the versions of git.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commits {
    /// git is being asked.
    Asking,
    /// What it said, or why it says nothing.
    Listed(Result<Vec<Commit>, Words>),
}

/// What the panel shows.
pub struct HistoryInput<'a> {
    /// How to draw.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// The steps.
    pub history: &'a History,
    /// The open page.
    pub page: &'a Page,
    /// The state that is looked at.
    pub shown: Option<u64>,
    /// The state that is on disk.
    pub saved: Option<u64>,
    /// The comparison on the canvas.
    pub changes: Option<ChangesInput<'a>>,
}

/// A comparison.
pub struct ChangesInput<'a> {
    /// What differs.
    pub found: &'a Comparison,
    /// The group that is looked at.
    pub chosen: Option<usize>,
    /// Where the names of funnels come from.
    pub after: &'a Project,
}

/// Draws the panel; gives the state whose step the pointer or the keyboard is on.
pub fn history_ui(ui: &mut Ui, input: &HistoryInput<'_>, commands: &mut Vec<Command>) -> Option<u64> {
    let inner = ui.max_rect().shrink2(vec2(10.0, 10.0));
    let page = ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        ui.spacing_mut().item_spacing.y = SPACE[0];
        match (input.page, &input.changes) {
            (Page::Changes, Some(changes)) => {
                head_ui(ui, input, words::CHANGES.of(input.lang), true, commands);
                changes::changes_ui(ui, input, changes, commands);
                None
            }
            (Page::Commits(commits), _) => {
                head_ui(ui, input, words::COMMITS.of(input.lang), true, commands);
                commits_ui(ui, input, commits, commands);
                None
            }
            (Page::Steps | Page::Changes, _) => {
                head_ui(ui, input, words::HISTORY.of(input.lang), false, commands);
                compare_ui(ui, input, commands);
                ui.add_space(SPACE[0]);
                steps::steps_ui(ui, input, commands)
            }
        }
    });
    page.inner
}

fn head_ui(ui: &mut Ui, input: &HistoryInput<'_>, title: &str, inner: bool, commands: &mut Vec<Command>) {
    let tokens = &input.theme.tokens;
    ui.horizontal(|ui| {
        ui.set_height(HIT);
        let back = words::BACK.of(input.lang);
        if inner && icon_button(ui, input.theme, "arrow-left", HIT, back).clicked() {
            commands.push(Command::Past(PastCommand::Steps));
        }
        ui.label(egui::RichText::new(title).font(theme::semibold(theme::TITLE)).color(tokens.ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = format!("{}: {}", words::CLOSE.of(input.lang), words::HISTORY.of(input.lang));
            if icon_button(ui, input.theme, "x", HIT, &close).clicked() {
                commands.push(Command::Past(PastCommand::Toggle));
            }
            if input.changes.is_some() {
                for (icon, name, forward) in
                    [("arrow-down", words::NEXT, true), ("arrow-up", words::PREVIOUS, false)]
                {
                    let keys = ui_command(if forward { "next_change" } else { "previous_change" });
                    let keys = keys.and_then(|command| command.shortcut);
                    let keys = keys
                        .map_or(String::new(), |keys| crate::studio::controls::keys_text(ui.ctx(), &keys));
                    let name = format!("{} ({keys})", name.of(input.lang));
                    if icon_button(ui, input.theme, icon, HIT, &name).clicked() {
                        commands.push(Command::Past(PastCommand::Step { forward }));
                    }
                }
            }
        });
    });
}

/// The button that opens the choice of what to compare with.
fn compare_ui(ui: &mut Ui, input: &HistoryInput<'_>, commands: &mut Vec<Command>) {
    let width = ui.available_width();
    let name = words::COMPARE.of(input.lang);
    let button = super::widgets::outline_button(ui, input.theme, "git-compare", name, width);
    Popup::menu(&button).gap(4.0).frame(list_frame(input.theme)).show(|ui| {
        ui.set_width(width - 12.0);
        let rows = [
            ("save", words::WITH_SAVED, PastCommand::Compare(With::Saved)),
            ("folder", words::WITH_FOLDER, PastCommand::Compare(With::AnyFolder)),
            ("git-branch", words::WITH_GIT, PastCommand::Commits),
        ];
        for (icon, label, command) in rows {
            if menu_row(ui, input.theme, icon, label.of(input.lang), false).clicked() {
                commands.push(Command::Past(command));
                ui.close();
            }
        }
    });
}

fn commits_ui(ui: &mut Ui, input: &HistoryInput<'_>, commits: &Commits, commands: &mut Vec<Command>) {
    let (lang, muted) = (input.lang, input.theme.tokens.muted);
    let list = match commits {
        Commits::Asking => {
            note_ui(ui, words::ASKING.of(lang), theme::regular(BODY), muted);
            return;
        }
        Commits::Listed(Err(words)) => {
            note_ui(ui, words.of(lang), theme::regular(BODY), muted);
            return;
        }
        Commits::Listed(Ok(list)) => list,
    };
    revision_ui(ui, input, commands);
    ui.add_space(SPACE[0]);
    if list.is_empty() {
        note_ui(ui, words::NO_COMMITS.of(lang), theme::regular(BODY), muted);
        return;
    }
    let opened = is_opened(ui.ctx(), "versions of git");
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, list.len(), |ui, range| {
        let is_first = range.start == 0;
        for (at, commit) in list[range].iter().enumerate() {
            let when = match zones::dated(commit.at) {
                (at, true) => format!("{} {at}", words::TODAY.of(lang)),
                (at, false) => at,
            };
            let below = format!("{when} · {} · {}", commit.author, commit.short());
            let names = commit.names.join(", ");
            let row =
                RowLook { title: &commit.subject, names: &names, below: &below, on: false, faint: false };
            let response = row_ui(ui, input.theme, &row);
            if opened && is_first && at == 0 {
                response.request_focus();
            }
            if response.clicked() {
                let with = With::Commit(commit.id.clone(), commit.subject.clone());
                commands.push(Command::Past(PastCommand::Compare(with)));
            }
        }
        come_into_view(ui);
    });
}

/// The field for any other version than the list shows: of another branch, or older.
fn revision_ui(ui: &mut Ui, input: &HistoryInput<'_>, commands: &mut Vec<Command>) {
    let id = Id::unique("revision of git");
    let mut revision = ui.data_mut(|data| data.get_temp::<String>(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE[0];
        let name = words::REVISION.of(input.lang);
        let width = ui.available_width() - HIT - SPACE[0];
        let line = Line { id, name, hint: name, rows: 0, wrong: false, width };
        let field = line_ui(ui, input.theme, &line, &mut revision).response;
        let entered = field.lost_focus() && ui.input(|keys| keys.key_pressed(Key::Enter));
        let wanted = revision.trim();
        let pressed = ui.add_enabled_ui(!wanted.is_empty(), |ui| {
            let name = words::COMPARE_REVISION.of(input.lang);
            icon_button(ui, input.theme, "git-compare", HIT, name).clicked()
        });
        if (entered || pressed.inner) && !wanted.is_empty() {
            let with = With::Commit(wanted.to_owned(), wanted.to_owned());
            commands.push(Command::Past(PastCommand::Compare(with)));
        }
    });
    ui.data_mut(|data| data.insert_temp(id, revision));
}

/// How a row of the panel looks.
struct RowLook<'a> {
    title: &'a str,
    /// What else it is called, at the end of the line.
    names: &'a str,
    below: &'a str,
    on: bool,
    faint: bool,
}

/// A row of two lines that can be pressed; what stands on its left is drawn by the caller.
fn row_ui(ui: &mut Ui, theme: &Theme, row: &RowLook<'_>) -> Response {
    let tokens = &theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if row.on {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.selected);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let ink = if row.faint { tokens.faint } else { tokens.ink };
    let font = if row.on { theme::semibold(BODY) } else { theme::regular(BODY) };
    let room = Rect::from_min_max(rect.min + vec2(26.0, 5.0), pos2(rect.right() - 8.0, rect.top() + 25.0));
    let room = names_ui(ui, theme, room, row.names);
    text_in(ui, room, row.title, font, ink);
    let room = Rect::from_min_max(rect.min + vec2(26.0, 25.0), rect.max - vec2(8.0, 4.0));
    text_in(ui, room, row.below, theme::regular(CAPTION), tokens.muted);
    let names = if row.names.is_empty() { String::new() } else { format!(" [{}]", row.names) };
    let name = format!("{}{names} ({})", row.title, row.below);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, row.on, &name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Draws names at the right end of a line; gives the room that they leave.
fn names_ui(ui: &Ui, theme: &Theme, room: Rect, names: &str) -> Rect {
    if names.is_empty() {
        return room;
    }
    let accent = theme.tokens.accent;
    let galley = elided(ui, names, theme::medium(CAPTION), accent, room.width() * 0.5);
    let size = galley.size();
    let pill = Rect::from_min_max(
        pos2(room.right() - size.x - 12.0, room.center().y - size.y / 2.0 - 1.0),
        pos2(room.right(), room.center().y + size.y / 2.0 + 1.0),
    );
    ui.painter().rect_filled(pill, 4, theme::tint(accent, theme::TILE_TINT));
    ui.painter().galley((pill.center() - size / 2.0).round(), galley, accent);
    Rect::from_min_max(room.min, pos2(pill.left() - 6.0, room.bottom()))
}

/// The colour of what became of something.
fn tone_color(theme: &Theme, tone: Tone) -> Color32 {
    let tokens = &theme.tokens;
    match tone {
        Tone::Added => tokens.ok,
        Tone::Removed => tokens.error,
        Tone::Changed => tokens.warn,
        Tone::Moved => tokens.muted,
    }
}
