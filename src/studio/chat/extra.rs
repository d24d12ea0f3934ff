//! A place or a person inside a message.

use super::ChatInput;
use super::bubble::PAD;
use super::skins::skin;
use crate::emulator::OwnedExtra;
use crate::studio::theme;
use crate::studio::widgets::{elided, icon_at};
use egui::accesskit::Role;
use egui::{Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

/// Height of the piece of map over a place, points.
const MAP: f32 = 84.0;
/// Space between the lines of that map, points.
const STREET: f32 = 22.0;
const FACE: f32 = 36.0;

/// The bubble of a place or a person, at most `width` points wide.
pub(super) fn extra_ui(ui: &mut Ui, input: &ChatInput<'_>, extra: &OwnedExtra, width: f32) {
    let (title, about) = lines_of(extra);
    let tokens = &input.theme.tokens;
    let (lead, top) = match extra {
        OwnedExtra::Location { .. } => (0.0, MAP),
        OwnedExtra::Contact { .. } => (FACE + 10.0, 0.0),
    };
    let room = width - 2.0 * PAD.x - lead;
    let name = elided(ui, &title, theme::semibold(theme::BODY), tokens.bubble_ink, room);
    let quiet = elided(ui, &about, theme::regular(theme::BODY), tokens.muted, room);
    let lines = name.size().y + quiet.size().y + 2.0;
    let height = top + lines.max(if lead > 0.0 { FACE } else { 0.0 }) + 2.0 * PAD.y;
    let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let rect = Rect::from_min_size(row.min, vec2(width, height));
    skin(input).bubble(ui.painter(), rect, false, false, tokens.bubble_in);
    if top > 0.0 {
        map_at(ui, input, Rect::from_min_size(rect.min, vec2(width, MAP)));
    } else {
        let face = pos2(rect.left() + PAD.x + FACE / 2.0, rect.center().y);
        ui.painter().circle_filled(face, FACE / 2.0, theme::tint(tokens.accent, theme::TILE_TINT));
        icon_at(ui, Rect::from_center_size(face, Vec2::splat(FACE)), "user", 18.0, tokens.accent);
    }
    let at = pos2(rect.left() + PAD.x + lead, rect.bottom() - PAD.y - lines.max(height - top - 2.0 * PAD.y));
    let below = at + vec2(0.0, name.size().y + 2.0);
    ui.painter().galley(at, name, tokens.bubble_ink);
    ui.painter().galley(below, quiet, tokens.muted);
    let said = format!("{title}, {about}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

/// A heading and a quiet line; what is not said gives way to the numbers.
fn lines_of(extra: &OwnedExtra) -> (String, String) {
    match extra {
        OwnedExtra::Location { lat, lon, title, address } => {
            let numbers = format!("{lat}, {lon}");
            match (title.as_str(), address.as_str()) {
                ("", "") => (numbers, String::new()),
                ("", address) => (address.to_owned(), numbers),
                (title, "") => (title.to_owned(), numbers),
                (title, address) => (title.to_owned(), address.to_owned()),
            }
        }
        OwnedExtra::Contact { phone, name } if name.is_empty() => (phone.clone(), String::new()),
        OwnedExtra::Contact { phone, name } => (name.clone(), phone.clone()),
    }
}

/// A hint of a map: streets and a pin. It is no real map, which would need the network.
fn map_at(ui: &Ui, input: &ChatInput<'_>, rect: Rect) {
    let tokens = &input.theme.tokens;
    ui.painter().rect_filled(rect, skin(input).corners(false, true), theme::tint(tokens.ok, 12));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let street = Stroke::new(3.0, theme::tint(tokens.bubble_in, 85));
    let mut at = rect.left() + STREET;
    while at < rect.right() + rect.height() {
        painter.line_segment([pos2(at, rect.top()), pos2(at - rect.height() * 0.6, rect.bottom())], street);
        at += STREET * 2.4;
    }
    let mut at = rect.top() + STREET;
    while at < rect.bottom() {
        painter.hline(rect.x_range(), at, street);
        at += STREET * 1.4;
    }
    icon_at(ui, rect.translate(vec2(0.0, -6.0)), "map-pin", 28.0, tokens.error);
}
