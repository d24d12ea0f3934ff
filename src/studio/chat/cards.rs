//! Cards beside each other, which scroll sideways; below each other where the messenger has no carousel. A single
//! card takes the whole width.

use super::bubble::PAD;
use super::form::Form;
use super::keys::{self, Under, row_ui};
use super::media::cover_at;
use super::skins::skin;
use super::{ChatInput, words};
use crate::emulator::OwnedCard;
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::widgets::{icon_at, wrapped};
use egui::accesskit::Role;
use egui::{CornerRadius, Galley, Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Width of one card of several, points: the next one peeps out, so that people see that there are more.
const WIDTH: f32 = 196.0;
/// Height of a picture, of the card's width.
const IMAGE_SHARE: f32 = 0.6;
const GAP: f32 = 6.0;
/// Space between cards that are messages of their own, points.
const STACK_GAP: f32 = 8.0;

/// A card whose texts are laid out.
struct Laid<'a> {
    card: &'a OwnedCard,
    title: Arc<Galley>,
    text: Option<Arc<Galley>>,
}

impl Laid<'_> {
    fn height(&self, image: f32) -> f32 {
        let text = self.text.as_ref().map_or(0.0, |text| text.size().y + 2.0);
        image + self.title.size().y + text + 2.0 * PAD.y
    }
}

/// All cards of a message.
pub(super) fn cards_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (under, cards): (Under<'_>, &[OwnedCard]),
    width: f32,
    form: &mut Option<Form>,
    commands: &mut Vec<Command>,
) {
    let stacked = cards.len() == 1 || !skin(input).carousel;
    let each = if stacked { width } else { WIDTH };
    let tokens = &input.theme.tokens;
    let room = each - 2.0 * PAD.x;
    let lay = |card| -> Laid<'_> {
        let card: &OwnedCard = card;
        let title = wrapped(ui, &card.title, theme::semibold(theme::BODY), tokens.bubble_ink, room);
        let text = (!card.text.is_empty())
            .then(|| wrapped(ui, &card.text, theme::regular(theme::BODY), tokens.muted, room));
        Laid { card, title, text }
    };
    let laid: Vec<_> = cards.iter().map(lay).collect();
    let pictured = cards.iter().any(|card| card.media.is_some());
    let image = if pictured { (each * IMAGE_SHARE).round() } else { 0.0 };
    // Buttons stand at one height under cards of different length.
    let height = laid.iter().map(|laid| laid.height(image)).fold(0.0, f32::max);
    let mut card_ui = |ui: &mut Ui, laid: &Laid<'_>, height: f32, image: f32| {
        ui.spacing_mut().item_spacing.y = 0.0;
        body_ui(ui, input, laid, vec2(each, height), image);
        for button in &laid.card.buttons {
            ui.add_space(keys::GAP);
            row_ui(ui, input, (under, &[button]), each, form, commands);
        }
    };
    if stacked {
        for (at, laid) in laid.iter().enumerate() {
            ui.add_space(if at > 0 { STACK_GAP } else { 0.0 });
            let image = if laid.card.media.is_some() { image } else { 0.0 };
            ui.vertical(|ui| card_ui(ui, laid, laid.height(image), image));
        }
        return;
    }
    ScrollArea::horizontal().id_salt(("cards", under.entry)).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for laid in &laid {
                ui.vertical(|ui| {
                    ui.set_width(each);
                    card_ui(ui, laid, height, image);
                });
            }
        });
    });
}

fn body_ui(ui: &mut Ui, input: &ChatInput<'_>, laid: &Laid<'_>, size: egui::Vec2, image: f32) {
    let tokens = &input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let skin = skin(input);
    ui.painter().rect_filled(rect, skin.round, tokens.bubble_in);
    if image > 0.0 {
        let top = Rect::from_min_size(rect.min, vec2(size.x, image));
        let round = CornerRadius { nw: skin.round, ne: skin.round, se: 0, sw: 0 };
        let media = laid.card.media.as_ref();
        match media.and_then(|media| input.media.image(&media.path)) {
            Some(picture) if picture.1.min_elem() > 0.0 => cover_at(ui, top, picture, round),
            Some(_) | None => {
                ui.painter().rect_filled(top, round, theme::tint(tokens.muted, 10));
                icon_at(ui, top, "image", 22.0, tokens.faint);
            }
        }
    }
    let at = rect.min + vec2(PAD.x, image + PAD.y);
    ui.painter().galley(at, laid.title.clone(), tokens.bubble_ink);
    if let Some(text) = &laid.text {
        ui.painter().galley(at + vec2(0.0, laid.title.size().y + 2.0), text.clone(), tokens.muted);
    }
    let said = format!("{} {}: {}", words::CARD.of(input.lang), laid.card.title, laid.card.text);
    let said = said.trim_end_matches([':', ' ']).to_owned();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}
