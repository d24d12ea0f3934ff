//! The list of choices that a messenger opens over the conversation.

use super::fit::fit;
use super::form::Form;
use super::keys::{opener, press};
use super::phone::ROUND;
use super::skins::skin;
use super::{ChatInput, words};
use crate::channels::channel;
use crate::emulator::EntryKind;
use crate::studio::command::Command;
use crate::studio::keyboard::rounded;
use crate::studio::theme;
use crate::studio::widgets::{icon_button, steady, text_in};
use egui::accesskit::Role;
use egui::{
    CornerRadius, CursorIcon, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

const HEADER: f32 = 44.0;
const ROW: f32 = 40.0;
/// Share of the phone that the list may take before it scrolls.
const SHARE: f32 = 0.75;
/// Radius of the sign of a choice.
const SIGN: f32 = 7.0;
/// Corner radius of the ground of a choice.
const GROUND: u8 = 8;

/// A list that lies open.
#[derive(Debug)]
pub(super) struct Sheet {
    entry: usize,
    /// Whether its first row is to get the focus.
    fresh: bool,
    /// Whether something else had the keyboard in the last frame: the focus has left it by the time that Esc is heard.
    elsewhere: bool,
}

impl Sheet {
    /// The list of a message of the log.
    pub fn of(entry: usize) -> Self {
        Self { entry, fresh: true, elsewhere: false }
    }
}

/// Draws the list over the phone while one is open. Esc, the cross and a press beside it close it.
pub(super) fn sheet_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    open: &mut Option<Sheet>,
    phone: Rect,
    form: &mut Option<Form>,
    commands: &mut Vec<Command>,
) {
    let Some(sheet) = open else { return };
    let entry = sheet.entry;
    let Some(EntryKind::Sent(sent)) = input.emulator.log().get(entry).map(|entry| &entry.kind) else {
        return *open = None;
    };
    let choices = fit(skin(input), channel(&input.emulator.setup().channel), &sent.reply).list;
    if choices.is_empty() {
        return *open = None;
    }
    let tokens = &input.theme.tokens;
    let beside = ui.interact(phone, Id::unique("chat list ground"), Sense::click());
    ui.painter().rect_filled(phone, ROUND, tokens.scrim);
    let high = (HEADER + choices.len() as f32 * ROW + 8.0).min((phone.height() * SHARE).round());
    let rect = Rect::from_min_max(pos2(phone.left(), phone.bottom() - high), phone.max);
    // What is pressed between the rows closes nothing.
    ui.interact(rect, Id::unique("chat list"), Sense::click());
    ui.painter().rect_filled(rect, ROUND, tokens.card);
    let mut done = beside.clicked() || (hears_keys(ui, sheet) && escape(ui));
    let cross = header_ui(ui, input, Rect::from_min_size(rect.min, vec2(rect.width(), HEADER)));
    done |= cross.clicked();
    let mut held = cross.has_focus();
    let rows = Rect::from_min_max(rect.min + vec2(0.0, HEADER), rect.max - vec2(0.0, 8.0));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rows).id_salt("chat list"));
    let fresh = std::mem::take(&mut sheet.fresh);
    let scroll = ScrollArea::vertical().id_salt(("chat list", entry)).auto_shrink(false);
    steady(&mut inner, scroll, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, button) in choices.iter().enumerate() {
            let choice = choice_ui(ui, input, &button.label, fresh && at == 0);
            held |= choice.has_focus();
            if choice.clicked() {
                press(ui, (entry, button), form, commands);
                done = true;
            }
        }
    });
    sheet.elsewhere = !held && ui.memory(|memory| memory.focused()).is_some();
    if done {
        *open = None;
        let opener = opener(ui, entry);
        ui.memory_mut(|memory| memory.request_focus(opener));
    }
}

/// Whether bare keys are for the list: it has the keyboard, or nothing has, and nothing lies over the phone.
fn hears_keys(ui: &Ui, sheet: &Sheet) -> bool {
    !sheet.elsewhere && ui.memory(|memory| memory.allows_interaction(ui.layer_id()))
}

fn escape(ui: &Ui) -> bool {
    ui.input_mut(|keys| keys.consume_key(Modifiers::NONE, Key::Escape))
}

/// The heading; gives the cross that closes the list.
fn header_ui(ui: &mut Ui, input: &ChatInput<'_>, rect: Rect) -> Response {
    let tokens = &input.theme.tokens;
    let title = words::CHOOSE.of(input.lang);
    let room = Rect::from_min_max(rect.min + vec2(16.0, 0.0), rect.max - vec2(44.0, 0.0));
    text_in(ui, room, title, theme::semibold(theme::TITLE), tokens.ink);
    let at = Rect::from_center_size(rect.right_center() - vec2(22.0, 0.0), vec2(theme::HIT, theme::HIT));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(at).id_salt("chat list close"));
    icon_button(&mut inner, input.theme, "x", theme::HIT, words::CLOSE_LIST.of(input.lang))
}

/// A row of the list.
fn choice_ui(ui: &mut Ui, input: &ChatInput<'_>, label: &str, first: bool) -> Response {
    let tokens = &input.theme.tokens;
    let (id, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    // The ring of the keyboard around it stays inside the phone.
    let ground = rect.shrink2(vec2(6.0, 1.0));
    let response = ui.interact(ground, id, Sense::click());
    rounded(&response, GROUND);
    if first {
        response.request_focus();
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let lit = response.hovered() || response.has_focus();
    if lit {
        ui.painter().rect_filled(ground, CornerRadius::same(GROUND), tokens.hover);
    }
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, tokens.line));
    let room = Rect::from_min_max(rect.min + vec2(16.0, 0.0), rect.max - vec2(40.0, 0.0));
    text_in(ui, room, label, theme::regular(theme::BODY), tokens.ink);
    // Empty until the press, which chooses and closes: a filled sign would say that this is chosen already.
    let sign = rect.right_center() - vec2(22.0, 0.0);
    ui.painter().circle_stroke(sign, SIGN, Stroke::new(1.5, tokens.faint));
    if response.is_pointer_button_down_on() {
        ui.painter().circle_filled(sign, SIGN - 3.5, tokens.accent);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, label));
    response.on_hover_cursor(CursorIcon::PointingHand)
}
