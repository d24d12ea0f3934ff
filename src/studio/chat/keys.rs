//! Buttons under messages: what each kind looks like and what a press of it asks for.

use super::form::Form;
use super::{ChatInput, words};
use crate::emulator::{Entry, EntryKind, OwnedButton};
use crate::engine::Notice;
use crate::flow::{LinkKind, Request};
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme;
use crate::studio::widgets::{elided, icon_at};
use egui::accesskit::Role;
use egui::{CursorIcon, OpenUrl, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

const HEIGHT: f32 = 31.0;
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
    (under, row): (Under<'_>, &[OwnedButton]),
    width: f32,
    form: &mut Option<Form>,
    commands: &mut Vec<Command>,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let each = (width - GAP * (row.len() as f32 - 1.0)) / row.len().max(1) as f32;
        for button in row {
            if key_ui(ui, input, (under, button), each) {
                press(ui, (under.entry, button), form, commands);
            }
        }
    });
}

/// What a press does: a press for the bot, a link that opens, or a form that stands in for the messenger's own.
fn press(
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

/// One button of a keyboard; gives whether it was pressed.
fn key_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (under, button): (Under<'_>, &OwnedButton),
    width: f32,
) -> bool {
    let tokens = &input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let lit = response.hovered() || response.has_focus();
    let fill = if lit { tokens.selected } else { tokens.chat_button };
    ui.painter().rect_filled(rect, theme::RADIUS_SEGMENTED, fill);
    let ink = tokens.chat_button_ink;
    let was_pressed = under.pressed == Some(button.label.as_str());
    if was_pressed {
        let ring = Stroke::new(1.0, theme::tint(ink, 45));
        ui.painter().rect_stroke(rect, theme::RADIUS_SEGMENTED, ring, StrokeKind::Inside);
    }
    let ticked = under.pressed.is_some() && is_ticked(input.emulator.log(), under.entry, &button.label);
    let shown = if ticked { format!("✓ {}", button.label) } else { button.label.clone() };
    let icon = icon_of(button);
    let tail = if icon.is_some() { 18.0 } else { 0.0 };
    let galley = elided(ui, &shown, theme::medium(theme::BODY), ink, width - 12.0 - tail);
    let left = (rect.center().x - (galley.size().x + tail) / 2.0).round();
    let at = pos2(left, (rect.center().y - galley.size().y / 2.0).round());
    let right = left + galley.size().x;
    ui.painter().galley(at, galley, ink);
    if let Some(icon) = icon {
        let tile = Rect::from_min_max(pos2(right + 4.0, rect.top()), pos2(right + tail, rect.bottom()));
        icon_at(ui, tile, icon, 13.0, ink);
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
