//! A card of the start page: a picture of a funnel, a title, a few words.

use super::shelf::Pictures;
use crate::model::{Lang, Project};
use crate::studio::controls::{list_frame, width_of};
use crate::studio::keyboard;
use crate::studio::theme::{self, BODY, CAPTION, Theme, tint};
use crate::studio::widgets::{elided, icon_at, icon_button, menu_row};
use crate::studio::words::shell as words;
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{
    Color32, CornerRadius, CursorIcon, Galley, Key, Modifiers, Popup, Rect, Response, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

const PAD: f32 = 14.0;
/// What the word in the corner takes of the picture's height, so that no block lies under it.
const TAG_ROOM: f32 = 32.0;
const RADIUS: u8 = theme::RADIUS_CARD;

/// What a card shows.
pub(super) struct Card<'a> {
    /// Tells it from the other cards of its shelf.
    pub key: &'a str,
    /// What assistive technology and tests call it.
    pub name: &'a str,
    pub title: &'a str,
    /// Words under the title.
    pub text: &'a str,
    /// How many lines of them are shown.
    pub lines: usize,
    /// A word in the corner of the picture; may be empty.
    pub tag: &'a str,
    /// The project of the picture.
    pub project: Option<&'a Arc<Project>>,
    /// Icon in place of the picture.
    pub icon: &'a str,
    /// Whether it can be pressed.
    pub open: bool,
    /// Name of the button that takes the card away; none when empty.
    pub drop: &'a str,
    /// Where it lies on the disk, for its menu; none when empty.
    pub place: &'a str,
}

/// What was done with a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Pressed,
    Dropped,
    /// Its folder is asked for.
    Shown,
}

/// Height of the picture of a card of that width.
pub(super) fn picture_height(width: f32) -> f32 {
    (width * 0.52).round()
}

/// Height of a whole card.
pub(super) fn height(width: f32, lines: usize) -> f32 {
    picture_height(width) + 2.0 * PAD + 20.0 + lines as f32 * 18.0
}

/// Draws a card at a place of the grid.
pub(super) fn card_ui(
    ui: &mut Ui,
    (theme, lang): (&Theme, Lang),
    rect: Rect,
    card: &Card<'_>,
    pictures: &mut Pictures,
) -> Option<Done> {
    let tokens = &theme.tokens;
    let response = ui.interact(rect, ui.scope_id().with(card.key), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, card.open, card.name));
    if !ui.is_rect_visible(rect) {
        return None;
    }
    keyboard::rounded(&response, RADIUS);
    let lit = card.open && (response.contains_pointer() || response.has_focus());
    let edge = if lit { Stroke::new(1.5, tokens.accent) } else { Stroke::new(1.0, tokens.line) };
    if lit {
        ui.painter().add(theme.shadow().as_shape(rect, RADIUS));
    }
    ui.painter().rect_filled(rect, RADIUS, tokens.card);
    let picture = Rect::from_min_size(rect.min, vec2(rect.width(), picture_height(rect.width())));
    picture_ui(ui, (theme, lang), picture, card, pictures);
    ui.painter().rect_stroke(rect, RADIUS, edge, StrokeKind::Inside);

    let left = rect.left() + PAD;
    let room = rect.width() - 2.0 * PAD;
    let ink = if card.open { tokens.ink } else { tokens.muted };
    let galley = elided(ui, card.title, theme::semibold(14.0), ink, room);
    let top = picture.bottom() + PAD - 2.0;
    ui.painter().galley(pos2(left, top), galley, ink);
    let under = Rect::from_min_size(pos2(left, top + 22.0), vec2(room, card.lines as f32 * 18.0 + 2.0));
    let galley = if card.lines > 1 {
        paragraph(ui, card.text, card.lines, tokens.muted, room)
    } else {
        elided(ui, card.text, theme::regular(CAPTION), tokens.muted, room)
    };
    let is_cut = galley.elided;
    ui.painter().galley(under.min, galley, tokens.muted);
    let asked = menu_ui(ui, (theme, lang), &response, card);
    let dropped = !card.drop.is_empty() && {
        let corner = Rect::from_min_size(pos2(rect.right() - 36.0, rect.top() + 8.0), Vec2::splat(28.0));
        let builder = UiBuilder::new().max_rect(corner);
        ui.scope_builder(builder, |ui| icon_button(ui, theme, "x", 28.0, card.drop).clicked()).inner
    };
    if dropped {
        return Some(Done::Dropped);
    }
    let tip = if card.place.is_empty() { card.text } else { card.place };
    let response = if is_cut { response.on_hover_text(tip) } else { response };
    let pressed = card.open && response.on_hover_cursor(CursorIcon::PointingHand).clicked();
    asked.or(pressed.then_some(Done::Pressed))
}

/// The menu of a card that lies on the disk: by its button, by the right button of the mouse, by the keys for menus.
fn menu_ui(ui: &Ui, (theme, lang): (&Theme, Lang), response: &Response, card: &Card<'_>) -> Option<Done> {
    if card.place.is_empty() {
        return None;
    }
    let dots = dots_ui(ui, (theme, lang), response, card);
    let popup_id = Popup::default_response_id(&dots);
    if Popup::is_id_open(ui.ctx(), popup_id) && ui.input(|input| input.key_pressed(Key::Escape)) {
        response.request_focus();
    }
    let by_keys = (response.has_focus() || dots.has_focus()) && is_menu_asked_for(ui);
    if by_keys {
        Popup::open_id(ui.ctx(), popup_id);
    }
    let rows = |ui: &mut Ui| rows_ui(ui, (theme, lang), card, by_keys);
    let below = Popup::menu(&dots).gap(4.0).frame(list_frame(theme)).show(rows);
    let at_pointer = Popup::context_menu(response).frame(list_frame(theme)).show(rows);
    below.or(at_pointer)?.inner
}

/// The button of the menu; it is seen while the card is looked at.
fn dots_ui(ui: &Ui, (theme, lang): (&Theme, Lang), response: &Response, card: &Card<'_>) -> Response {
    let tokens = &theme.tokens;
    // The cross, where there is one, has the corner.
    let side = if card.drop.is_empty() { 36.0 } else { 68.0 };
    let at = response.rect.right_top() + vec2(-side, 8.0);
    let place = Rect::from_min_size(at, Vec2::splat(28.0));
    let dots = ui.interact(place, response.id.with("dots"), Sense::click());
    let name = format!("{}: {}", words::CARD_MENU.of(lang), card.title);
    dots.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&dots));
    let lit = dots.hovered() || dots.has_focus() || is_open;
    if lit || response.contains_pointer() || response.has_focus() {
        let fill = if lit { tokens.hover } else { tokens.card };
        let line = Stroke::new(1.0, tokens.line);
        ui.painter().rect(place, theme::RADIUS_CONTROL, fill, line, StrokeKind::Inside);
        icon_at(ui, place, "ellipsis", theme::ICON, if lit { tokens.ink } else { tokens.muted });
    }
    dots.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(words::CARD_MENU.of(lang))
}

fn is_menu_asked_for(ui: &Ui) -> bool {
    let keys = [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)];
    keys.into_iter().any(|(modifiers, key)| ui.input_mut(|input| input.consume_key(modifiers, key)))
}

/// The rows of the menu; the first takes the keyboard when it was opened by keys.
fn rows_ui(ui: &mut Ui, (theme, lang): (&Theme, Lang), card: &Card<'_>, by_keys: bool) -> Option<Done> {
    ui.set_width(200.0);
    let rows = [
        ("folder-open", words::SHOW_FOLDER, Done::Shown, card.open),
        ("x", words::OFF_THE_LIST, Done::Dropped, true),
    ];
    let mut done = None;
    let mut wants_keyboard = by_keys;
    for (icon, label, does, _) in rows.into_iter().filter(|row| row.3) {
        let row = menu_row(ui, theme, icon, label.of(lang), false);
        if std::mem::take(&mut wants_keyboard) {
            row.request_focus();
        }
        if row.clicked() {
            done = Some(does);
            ui.close();
        }
    }
    done
}

fn picture_ui(ui: &Ui, (theme, lang): (&Theme, Lang), rect: Rect, card: &Card<'_>, pictures: &mut Pictures) {
    let tokens = &theme.tokens;
    let round = CornerRadius { nw: RADIUS, ne: RADIUS, sw: 0, se: 0 };
    ui.painter().rect_filled(rect, round, tokens.canvas);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.line));
    match card.project.and_then(|project| pictures.of(ui.ctx(), project, lang)) {
        Some(picture) => {
            let below = if card.tag.is_empty() { 0.0 } else { TAG_ROOM };
            let room = Rect::from_min_max(rect.min, rect.max - vec2(0.0, below));
            picture.paint(ui, theme, room.shrink(1.0));
        }
        None if !card.icon.is_empty() => icon_at(ui, rect, card.icon, 26.0, tokens.faint),
        None => {}
    }
    if !card.tag.is_empty() {
        let font = theme::medium(CAPTION);
        let size = vec2(width_of(ui, card.tag, font.clone()) + 14.0, 20.0);
        let place = Rect::from_min_size(pos2(rect.left() + 10.0, rect.bottom() - 30.0), size);
        ui.painter().rect(
            place,
            6,
            tokens.card,
            Stroke::new(1.0, tint(tokens.line, 100)),
            StrokeKind::Inside,
        );
        let galley = elided(ui, card.tag, font, tokens.muted, rect.width());
        ui.painter().galley(place.center() - galley.size() / 2.0, galley, tokens.muted);
    }
}

/// Words on a few lines, the last one cut with an ellipsis.
fn paragraph(ui: &Ui, text: &str, lines: usize, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_owned(), theme::regular(12.5), color, width);
    job.wrap.max_rows = lines;
    for section in &mut job.sections {
        section.format.line_height = Some(18.0);
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Places of cards in rows: as many columns as have room, all of one width.
pub(super) fn grid(width: f32, wanted: f32, gap: f32) -> (usize, f32) {
    let columns = (((width + gap) / (wanted + gap)).floor() as usize).max(1);
    (columns, ((width - gap * (columns - 1) as f32) / columns as f32).floor())
}

/// A quiet sentence of the page.
pub(super) fn quiet(ui: &mut Ui, theme: &Theme, text: &str) {
    crate::studio::widgets::note_ui(ui, text, theme::regular(BODY), theme.tokens.muted);
}
