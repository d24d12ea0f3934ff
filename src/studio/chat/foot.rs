//! The field to write in and what stands around it: chips over it, a keyboard under it.

use super::fit::{Row, fit};
use super::keys::{self, GAP, Look, Under, key_ui, press, row_ui};
use super::phone::ROUND;
use super::skins::{Place, skin};
use super::{BAR, ChatInput, ChatState, send, words};
use crate::channels::channel;
use crate::emulator::{Entry, EntryKind};
use crate::engine::Notice;
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme;
use crate::studio::widgets::{icon_button, name_it, steady};
use egui::{
    Align2, CornerRadius, Frame, Id, Key, Rect, ScrollArea, Stroke, TextEdit, Ui, UiBuilder, pos2, vec2,
};

const INPUT: f32 = 42.0;
/// Height of the line of chips.
const CHIPS: f32 = 44.0;
/// Space around a keyboard.
const AROUND: f32 = 6.0;
/// Share of the phone that a keyboard may take before it scrolls.
const SHARE: f32 = 0.46;

/// What lies open around the field: the message of the log that it belongs to, and its buttons.
pub(super) struct Keyboard<'a> {
    entry: usize,
    chips: Row<'a>,
    rows: Vec<Row<'a>>,
}

/// The keyboard and chips that lie open: those of the newest message that has any.
pub(super) fn keyboard_of<'a>(input: &ChatInput<'a>) -> Option<Keyboard<'a>> {
    let (skin, log) = (skin(input), input.emulator.log());
    let name = input.emulator.setup().channel.as_str();
    if input.emulator.flow().numbered.iter().any(|numbered| numbered == name) {
        return None;
    }
    let found = log.iter().enumerate().rev().find_map(|(index, entry)| {
        let EntryKind::Sent(sent) = &entry.kind else { return None };
        let rows = !sent.reply.rows.is_empty() && (skin.inline == Place::Keyboard || sent.reply.asks);
        let has = rows || !sent.reply.quick.is_empty();
        let fit = has.then(|| fit(skin, channel(name), &sent.reply))?;
        let around = [&fit.keyboard, &fit.quick, &fit.answers];
        around.iter().any(|rows| !rows.is_empty()).then_some((index, fit))
    });
    let (entry, mut fit) = found?;
    let is_caption = |text: &str| fit.quick.iter().flatten().any(|button| button.label == text);
    let gone = log[entry..].iter().any(|entry| match &entry.kind {
        EntryKind::Pressed { quick, .. } => *quick,
        EntryKind::Said(text) => skin.brief || is_caption(text),
        EntryKind::Ended { .. } => true,
        _ => false,
    });
    if gone {
        fit.quick.clear();
    }
    if is_answered(log, entry) {
        fit.answers.clear();
    }
    let mut open = Keyboard { entry, chips: Row::new(), rows: fit.keyboard };
    match skin.quick {
        Place::Chips => open.chips = [fit.quick, fit.answers].concat().concat(),
        Place::Under | Place::Foot | Place::Keyboard => {
            open.rows.extend(fit.quick);
            open.rows.extend(fit.answers);
        }
    }
    (!open.chips.is_empty() || !open.rows.is_empty()).then_some(open)
}

/// Whether the question of that message is answered: by a press that is no tick, or by words after which the
/// conversation went on to another block. A reminder and another try leave it open.
fn is_answered(log: &[Entry], entry: usize) -> bool {
    let Some(EntryKind::Sent(question)) = log.get(entry).map(|entry| &entry.kind) else { return true };
    let mut heard = false;
    log[entry + 1..].iter().enumerate().any(|(at, after)| match &after.kind {
        EntryKind::Pressed { entry: of, .. } => {
            heard = true;
            let next = log.get(entry + at + 2).map(|next| &next.kind);
            *of == entry && !matches!(next, Some(EntryKind::Notice(Notice::Ticked(..))))
        }
        EntryKind::Said(_) => {
            heard = true;
            false
        }
        EntryKind::Sent(sent) => heard && sent.reply.block != question.reply.block,
        EntryKind::Ended { .. } => true,
        _ => false,
    })
}

/// Height of the foot of a phone that is `phone` points high.
pub(super) fn height(keyboard: Option<&Keyboard<'_>>, phone: f32) -> f32 {
    let chips = keyboard.is_some_and(|open| !open.chips.is_empty());
    let keys = keyboard.map_or(0.0, |open| keys_height(open.rows.len()).min((phone * SHARE).round()));
    INPUT + keys + if chips { CHIPS } else { 0.0 }
}

fn keys_height(rows: usize) -> f32 {
    if rows == 0 { 0.0 } else { rows as f32 * (keys::HEIGHT + GAP) - GAP + 2.0 * AROUND }
}

/// The foot of the phone, drawn into the whole space of `ui`.
pub(super) fn foot_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    state: &mut ChatState,
    keyboard: Option<&Keyboard<'_>>,
    commands: &mut Vec<Command>,
) {
    let tokens = &input.theme.tokens;
    let mut rect = ui.max_rect();
    if let Some(open) = keyboard.filter(|open| !open.chips.is_empty()) {
        let line = Rect::from_min_size(rect.min, vec2(rect.width(), CHIPS));
        ui.painter().rect_filled(line, 0, tokens.chat_bg);
        let mut inner =
            ui.new_child(UiBuilder::new().max_rect(line.shrink2(vec2(8.0, 5.0))).id_salt("chips"));
        chips_ui(&mut inner, input, open, state, commands);
        rect.min.y = line.bottom();
    }
    let round = CornerRadius { nw: 0, ne: 0, se: ROUND, sw: ROUND };
    ui.painter().rect_filled(rect, round, tokens.panel);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, tokens.line));
    let field = Rect::from_min_size(rect.min, vec2(rect.width(), INPUT));
    let write = field.shrink2(vec2(7.0, 6.0));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(write).id_salt("write"));
    inner.horizontal(|ui| write_ui(ui, input, state, commands));
    let Some(open) = keyboard.filter(|open| !open.rows.is_empty()) else { return };
    let ground = Rect::from_min_max(pos2(rect.left() + 1.0, field.bottom()), rect.max - vec2(1.0, 1.0));
    ui.painter().rect_filled(ground, round, tokens.chat_bg);
    // The bar lies in the margin.
    let mut keys = ground.shrink2(vec2(7.0, AROUND - 1.0));
    keys.max.x += BAR;
    let mut inner = ui.new_child(UiBuilder::new().max_rect(keys).id_salt("keys"));
    let under = Under { entry: open.entry, pressed: None };
    steady(&mut inner, ScrollArea::vertical().id_salt("keyboard").auto_shrink(false), |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        let width = ui.available_width() - BAR;
        for row in &open.rows {
            row_ui(ui, input, (under, row), width, &mut state.form, commands);
        }
    });
}

fn chips_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    open: &Keyboard<'_>,
    state: &mut ChatState,
    commands: &mut Vec<Command>,
) {
    let under = Under { entry: open.entry, pressed: None };
    ScrollArea::horizontal().id_salt(("chips", open.entry)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = AROUND;
            for button in &open.chips {
                let font = theme::medium(theme::BODY);
                let text = ui.painter().layout_no_wrap(button.label.clone(), font, input.theme.tokens.ink);
                let sign = if button.request.is_some() || button.url.is_some() { 18.0 } else { 0.0 };
                let width = (text.size().x + sign + 28.0).ceil();
                if key_ui(ui, input, (under, button), width, Look::Chip) {
                    press(ui, (open.entry, button), &mut state.form, commands);
                }
            }
        });
    });
}

fn write_ui(ui: &mut Ui, input: &ChatInput<'_>, state: &mut ChatState, commands: &mut Vec<Command>) {
    let (tokens, lang) = (&input.theme.tokens, input.lang);
    send::plus_ui(ui, input, &mut state.form, commands);
    let hint = egui::RichText::new(words::INPUT.of(lang)).color(tokens.faint);
    let edit = TextEdit::singleline(&mut state.draft)
        .id(Id::unique("chat message"))
        .frame(Frame::NONE)
        .text_color(tokens.ink)
        .hint_text(hint)
        .align(Align2::LEFT_CENTER)
        .min_size(vec2(0.0, 30.0))
        .desired_width(ui.available_width() - 30.0 - 8.0);
    let response = edit.show(ui).response.response;
    name_it(&response, words::INPUT.of(lang));
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let empty = state.draft.trim().is_empty();
    let pressed = ui.add_enabled_ui(!empty, |ui| {
        icon_button(ui, input.theme, "send", 30.0, words::SEND.of(lang)).clicked()
    });
    if (pressed.inner || entered) && !empty {
        let text = std::mem::take(&mut state.draft).trim().to_owned();
        commands.push(Command::Chat(ChatCommand::Say(text)));
        response.request_focus();
    }
}
