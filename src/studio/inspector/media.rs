//! The editor of an attachment: its picture or icon, name and size, and a list to choose another from. Files can be
//! dropped on it too; the application is told where it stands.

use super::desk::{Change, Desk, Spot};
use super::words;
use crate::flow::MediaKind;
use crate::studio::chat::cover_at;
use crate::studio::command::{Command, MediaPlace};
use crate::studio::keyboard::{is_opened, offer};
use crate::studio::theme;
use crate::studio::widgets::spoken::size_words;
use crate::studio::widgets::{Line, icon_at, line_ui, list_ui, menu_row, sunken, text_in};
use egui::accesskit::Role;
use egui::{CursorIcon, Key, Rect, Response, Sense, Ui, pos2, vec2};
use std::path::PathBuf;

/// Height with a picture and without, points.
const HEIGHTS: (f32, f32) = (44.0, 32.0);

/// A file below `media/` with its size; a press opens the list of files, where another can be taken from the disk
/// and the attachment taken off.
pub(super) fn media(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    value: &str,
    commands: &mut Vec<Command>,
) -> Option<Change> {
    let input = desk.input;
    let response = file_ui(ui, desk, spot, value);
    let place = MediaPlace { block: input.block_id, prop: spot.path.clone(), row: spot.row };
    desk.state.media_spots.push((response.rect, place.clone()));
    let width = response.rect.width();
    let picked = list_ui(input.theme, &response, width.max(210.0), |ui| {
        let mut picked = None;
        if menu_row(ui, input.theme, "folder-open", desk.say(words::PICK_FILE), false).clicked() {
            commands.push(Command::PickMedia(place.clone()));
            ui.close();
        }
        if let Some(path) = path_ui(ui, desk, spot) {
            commands.push(Command::AttachFile(place.clone(), path));
            ui.close();
        }
        let text = words::where_used(value, input.lang);
        if !value.is_empty() && menu_row(ui, input.theme, "text-search", &text, false).clicked() {
            commands.push(Command::ShowUses(crate::uses::Thing::Media, value.to_owned()));
            ui.close();
        }
        if !value.is_empty() && menu_row(ui, input.theme, "x", desk.say(words::DETACH), false).clicked() {
            picked = Some(String::new());
        }
        for file in input.media {
            if menu_row(ui, input.theme, file_icon(&file.path), &file.path, file.path == value).clicked() {
                picked = Some(file.path.clone());
            }
        }
        if picked.is_some() {
            ui.close();
        }
        picked
    });
    picked.flatten().filter(|path| path != value).map(Change::chosen)
}

/// A field for the path of a file on the disk; gives it once Enter was pressed.
fn path_ui(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot) -> Option<PathBuf> {
    let hint = desk.say(words::FILE_PATH);
    let line = Line {
        id: spot.id.with("path"),
        name: hint,
        hint,
        rows: 0,
        wrong: false,
        width: ui.available_width(),
    };
    if is_opened(ui.ctx(), "path of a file") {
        desk.state.search.clear();
    }
    let output = line_ui(ui, desk.input.theme, &line, &mut desk.state.search);
    let entered = output.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    offer(ui, line.id);
    let path = desk.state.search.trim().to_owned();
    (entered && !path.is_empty()).then(|| {
        desk.state.search.clear();
        PathBuf::from(path)
    })
}

/// The attached file: picture or icon, name and size.
fn file_ui(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str) -> Response {
    let (tokens, lang) = (&desk.input.theme.tokens, desk.input.lang);
    let is_picture = MediaKind::of_path(value) == MediaKind::Image;
    let picture = is_picture.then(|| desk.input.store.image(value)).flatten();
    let height = if picture.is_some() { HEIGHTS.0 } else { HEIGHTS.1 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(Role::ComboBox, true, &spot.name);
        info.current_text_value = Some(value.to_owned());
        info
    });
    let file = desk.input.media.iter().find(|file| file.path == value);
    let lost = file.is_none() && !value.is_empty();
    let waits = ui.input(|input| !input.raw.hovered_files.is_empty());
    let border = match (lost, response.has_focus() || waits) {
        (true, _) => tokens.error,
        (false, true) => tokens.accent,
        (false, false) => tokens.line,
    };
    sunken(ui, rect, border, if response.hovered() { tokens.hover } else { tokens.field });
    let (icon, ink) = match value {
        "" => ("paperclip", tokens.faint),
        path => (file_icon(path), tokens.ink),
    };
    let left = match picture {
        Some(image) => {
            let side = height - 8.0;
            let tile = Rect::from_min_size(rect.min + vec2(4.0, 4.0), vec2(side * 1.3, side));
            cover_at(ui, tile, image, egui::CornerRadius::same(5));
            tile.right() + 8.0
        }
        None => {
            let tile = Rect::from_min_size(rect.min + vec2(8.0, 0.0), vec2(18.0, rect.height()));
            icon_at(ui, tile, icon, 15.0, ink);
            tile.right() + 5.0
        }
    };
    let said = match file {
        Some(file) => size_words(file.bytes, lang),
        None if lost => desk.say(words::NO_FILE).to_owned(),
        None => String::new(),
    };
    let color = if lost { tokens.error } else { tokens.muted };
    let size = ui.painter().layout_no_wrap(said, theme::regular(theme::CAPTION), color);
    let size_left = rect.right() - size.size().x - 9.0;
    let room = Rect::from_min_max(pos2(left, rect.top()), pos2(size_left - 6.0, rect.bottom()));
    let name = match value {
        "" => desk.say(words::ATTACH),
        path => path.rsplit('/').next().unwrap_or(path),
    };
    text_in(ui, room, name, theme::regular(theme::BODY), ink);
    ui.painter().galley(pos2(size_left, (rect.center().y - size.size().y / 2.0).round()), size, color);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The icon of a file by its ending.
fn file_icon(path: &str) -> &'static str {
    match MediaKind::of_path(path) {
        MediaKind::Image => "image",
        MediaKind::Video => "film",
        MediaKind::Audio | MediaKind::Voice => "music",
        MediaKind::File => "file-text",
    }
}
