//! Buttons under messages: what each kind looks like and what a press of it asks for.

use super::bubble::PAD;
use super::fit::Fit;
use super::form::Form;
use super::skins::skin;
use super::{ChatInput, words};
use crate::emulator::{Entry, EntryKind, OwnedButton};
use crate::engine::Notice;
use crate::flow::{LinkKind, Request};
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme;
use crate::studio::widgets::{elided, icon_at, text_in};
use egui::accesskit::Role;
use egui::{
    Color32, CornerRadius, CursorIcon, Id, OpenUrl, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// Height of a button, points.
pub(super) const HEIGHT: f32 = 31.0;
/// Height of a row in the foot of a bubble, points.
const FOOT: f32 = 36.0;
/// How much of its ink lies over a button under the pointer, percent.
const LIT: u8 = 12;
/// Space between two buttons, points.
pub(super) const GAP: f32 = 3.0;

/// The message that buttons stand under.
#[derive(Clone, Copy)]
pub(super) struct Under<'a> {
    /// Its place in the log.
    pub entry: usize,
    /// Caption of the button that was pressed last.
    pub pressed: Option<&'a str>,
}

/// A row of buttons `width` points wide; a press asks for what the button does.
pub(super) fn row_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (under, row): (Under<'_>, &[&OwnedButton]),
    width: f32,
    form: &mut Option<Form>,
    commands: &mut Vec<Command>,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let each = (width - GAP * (row.len() as f32 - 1.0)) / row.len().max(1) as f32;
        for button in row {
            if key_ui(ui, input, (under, button), each, Look::Apart) {
                press(ui, (under.entry, button), form, commands);
            }
        }
    });
}

/// Rows in the foot of a bubble: links as words, choices with lines between them, or the row that opens a list.
/// Gives whether the list is asked for.
pub(super) fn foot_rows_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (under, fit): (Under<'_>, &Fit<'_>),
    width: f32,
    form: &mut Option<Form>,
    commands: &mut Vec<Command>,
) -> bool {
    let links = fit.links.iter().map(|button| (*button, true));
    let rows: Vec<_> = links.chain(fit.rows.iter().flatten().map(|button| (*button, false))).collect();
    let opens = !fit.list.is_empty();
    for (at, (button, is_words)) in rows.iter().enumerate() {
        let last = at + 1 == rows.len() && !opens;
        let look = if *is_words { Look::Words { last } } else { Look::Foot { last } };
        if key_ui(ui, input, (under, button), width, look) {
            press(ui, (under.entry, button), form, commands);
        }
    }
    opens && open_ui(ui, input, under.entry, width)
}

/// The button that opens the list of a message; the preview in the card of a block has another one.
pub(super) fn opener(ui: &Ui, entry: usize) -> Id {
    Id::unique(("chat list", entry, ui.layer_id()))
}

fn open_ui(ui: &mut Ui, input: &ChatInput<'_>, entry: usize, width: f32) -> bool {
    let (_, rect) = ui.allocate_space(vec2(width, FOOT));
    let response = ui.interact(rect, opener(ui, entry), Sense::click());
    let (tokens, text) = (&input.theme.tokens, words::CHOOSE.of(input.lang));
    ground_at(ui, input, rect, &response, Look::Foot { last: true });
    caption_at(ui, rect, (text, Some("list")), tokens.chat_button_ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// What a press does: a press for the bot, a link that opens, or a form that stands in for the messenger's own.
pub(super) fn press(
    ui: &Ui,
    (entry, button): (usize, &OwnedButton),
    form: &mut Option<Form>,
    commands: &mut Vec<Command>,
) {
    match button.request {
        Some(Request::Contact) => return *form = Some(Form::contact()),
        Some(Request::Location) => return *form = Some(Form::location()),
        None => {}
    }
    let label = button.label.clone();
    let Some(url) = &button.url else {
        return commands.push(Command::Chat(ChatCommand::Press { entry, label }));
    };
    match button.link {
        LinkKind::Open => ui.ctx().open_url(OpenUrl::new_tab(url)),
        LinkKind::Copy => commands.push(Command::CopyText(url.clone())),
        LinkKind::Call | LinkKind::Share => {}
    }
    if button.event != 0 || button.link != LinkKind::Open {
        commands.push(Command::Chat(ChatCommand::Click { entry, label }));
    }
}

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// By itself.
    Apart,
    /// A round chip.
    Chip,
    /// A row in the foot of a bubble; the last one has its lower corners.
    Foot { last: bool },
    /// Words of the message: a link with its address.
    Words { last: bool },
}

/// One button; gives whether it was pressed.
pub(super) fn key_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (under, button): (Under<'_>, &OwnedButton),
    width: f32,
    look: Look,
) -> bool {
    let tokens = &input.theme.tokens;
    let height = if matches!(look, Look::Foot { .. }) { FOOT } else { HEIGHT };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    ground_at(ui, input, rect, &response, look);
    let was_pressed = under.pressed == Some(button.label.as_str());
    if was_pressed && look == Look::Apart {
        let ring = Stroke::new(1.0, theme::tint(tokens.chat_button_ink, 45));
        ui.painter().rect_stroke(rect, skin(input).key_round, ring, StrokeKind::Inside);
    }
    let ticked = under.pressed.is_some() && is_ticked(input.emulator.log(), under.entry, &button.label);
    let shown = if ticked { format!("✓ {}", button.label) } else { button.label.clone() };
    match (look, &button.url) {
        (Look::Words { .. }, Some(url)) => {
            let text = format!("{shown}: {url}");
            let room = rect.shrink2(vec2(PAD.x, 0.0));
            text_in(ui, room, &text, theme::regular(theme::BODY), tokens.accent);
        }
        (Look::Chip, _) => caption_at(ui, rect, (&shown, icon_of(button)), tokens.accent),
        _ => caption_at(ui, rect, (&shown, icon_of(button)), tokens.chat_button_ink),
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &shown));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    match tip_of(button) {
        Some(tip) => {
            response.on_hover_text(format!("{} {}", tip.0.of(input.lang), tip.1).trim_end()).clicked()
        }
        None => response.clicked(),
    }
}

/// What lies behind a caption.
fn ground_at(ui: &Ui, input: &ChatInput<'_>, rect: Rect, response: &Response, look: Look) {
    let (tokens, skin) = (&input.theme.tokens, skin(input));
    let lit = response.hovered() || response.has_focus();
    let painter = ui.painter();
    let round = CornerRadius::same(skin.key_round);
    let foot = |last: bool| {
        let all = skin.corners(false, false);
        if last { CornerRadius { nw: 0, ne: 0, ..all } } else { CornerRadius::ZERO }
    };
    match look {
        Look::Apart => {
            painter.rect_filled(rect, round, tokens.chat_button);
            if lit {
                painter.rect_filled(rect, round, theme::tint(tokens.chat_button_ink, LIT));
            }
        }
        Look::Chip => {
            let fill = theme::tint(tokens.accent, if lit { LIT } else { 0 });
            painter.rect_filled(rect, round, fill);
            painter.rect_stroke(rect, round, Stroke::new(1.0, tokens.accent), StrokeKind::Inside);
        }
        Look::Foot { last } | Look::Words { last } => {
            painter.rect_filled(rect, foot(last), tokens.bubble_in);
            if lit {
                painter.rect_filled(rect, foot(last), theme::tint(tokens.chat_button_ink, LIT));
            }
            if matches!(look, Look::Foot { .. }) {
                painter.hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, tokens.chat_line));
            }
        }
    }
    if response.has_focus() {
        let ring = if look == Look::Chip { tokens.accent } else { tokens.chat_button_ink };
        painter.rect_stroke(rect, round, Stroke::new(2.0, ring), StrokeKind::Inside);
    }
}

/// A caption in the middle of a rectangle, with its sign.
fn caption_at(ui: &Ui, rect: Rect, (text, icon): (&str, Option<&'static str>), ink: Color32) {
    let tail = if icon.is_some() { 18.0 } else { 0.0 };
    let galley = elided(ui, text, theme::medium(theme::BODY), ink, rect.width() - 12.0 - tail);
    let left = (rect.center().x - (galley.size().x + tail) / 2.0).round();
    let at = pos2(left, (rect.center().y - galley.size().y / 2.0).round());
    let right = left + galley.size().x;
    ui.painter().galley(at, galley, ink);
    if let Some(icon) = icon {
        let tile = Rect::from_min_max(pos2(right + 4.0, rect.top()), pos2(right + tail, rect.bottom()));
        icon_at(ui, tile, icon, 13.0, ink);
    }
}

/// The sign beside a caption that says what a press does, other than answering.
fn icon_of(button: &OwnedButton) -> Option<&'static str> {
    match (button.request, &button.url, button.link) {
        (Some(Request::Contact), ..) => Some("phone"),
        (Some(Request::Location), ..) => Some("map-pin"),
        (None, None, _) => None,
        (None, Some(_), LinkKind::Open) => Some("arrow-up-right"),
        (None, Some(_), LinkKind::Call) => Some("phone"),
        (None, Some(_), LinkKind::Share) => Some("share-2"),
        (None, Some(_), LinkKind::Copy) => Some("copy"),
    }
}

fn tip_of(button: &OwnedButton) -> Option<(crate::model::Label, &str)> {
    match (button.request, &button.url) {
        (Some(Request::Contact), _) => Some((words::ASKS_CONTACT, "")),
        (Some(Request::Location), _) => Some((words::ASKS_LOCATION, "")),
        (None, Some(url)) => Some((words::link(button.link), url)),
        (None, None) => None,
    }
}

/// Whether a button of a choice of several stands ticked: what was said last about its caption since the message.
fn is_ticked(log: &[Entry], entry: usize, label: &str) -> bool {
    let after = log.get(entry..).unwrap_or_default().iter().rev();
    let mut said = after.filter_map(|entry| match &entry.kind {
        EntryKind::Notice(Notice::Ticked(caption, on)) if caption == label => Some(*on),
        _ => None,
    });
    said.next().unwrap_or(false)
}
