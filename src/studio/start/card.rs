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
    Color32, CornerRadius, CursorIcon, Galley, Popup, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

const PAD: f32 = 14.0;
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
    let lit = card.open && (response.hovered() || response.has_focus());
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
    let asked = menu_ui(&response, (theme, lang), card);
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

/// The menu of a card that lies on the disk.
fn menu_ui(response: &Response, (theme, lang): (&Theme, Lang), card: &Card<'_>) -> Option<Done> {
    if card.place.is_empty() {
        return None;
    }
    let menu = Popup::context_menu(response).frame(list_frame(theme));
    let chosen = menu.show(|ui| {
        ui.set_width(200.0);
        let mut done = None;
        if card.open && menu_row(ui, theme, "folder-open", words::SHOW_FOLDER.of(lang), false).clicked() {
            done = Some(Done::Shown);
        }
        if menu_row(ui, theme, "x", words::OFF_THE_LIST.of(lang), false).clicked() {
            done = Some(Done::Dropped);
        }
        if done.is_some() {
            ui.close();
        }
        done
    });
    chosen?.inner
}

fn picture_ui(ui: &Ui, (theme, lang): (&Theme, Lang), rect: Rect, card: &Card<'_>, pictures: &mut Pictures) {
    let tokens = &theme.tokens;
    let round = CornerRadius { nw: RADIUS, ne: RADIUS, sw: 0, se: 0 };
    ui.painter().rect_filled(rect, round, tokens.canvas);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.line));
    match card.project.and_then(|project| pictures.of(ui.ctx(), project, lang)) {
        Some(picture) => picture.paint(ui, theme, rect.shrink(1.0)),
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
