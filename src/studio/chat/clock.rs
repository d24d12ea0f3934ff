//! The virtual clock: to the start, run and stop, the time line, to the next event, what time it is.

use super::{ChatInput, ChatState, words};
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme;
use crate::studio::widgets::icon_button;
use crate::studio::widgets::spoken::{WEEKDAYS, clock_of, weekday_of};
use egui::accesskit::Role;
use egui::{Align2, CursorIcon, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of the row in points.
pub(super) const HEIGHT: f32 = 28.0;
const CLOCK_WIDTH: f32 = 58.0;

/// The row of the clock.
pub(super) fn clock_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    state: &mut ChatState,
    commands: &mut Vec<Command>,
) {
    let (theme, lang) = (input.theme, input.lang);
    let planned = input.emulator.next_due().is_some();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if icon_button(ui, theme, "skip-back", HEIGHT, words::TO_START.of(lang)).clicked() {
            commands.push(Command::Chat(ChatCommand::Reset));
        }
        let (icon, name) = if input.playing { ("pause", words::PAUSE) } else { ("play", words::PLAY) };
        ui.add_enabled_ui(input.playing || planned, |ui| {
            if icon_button(ui, theme, icon, HEIGHT, name.of(lang)).clicked() {
                commands.push(Command::Chat(ChatCommand::PlayPause));
            }
        });
        let width = ui.available_width() - HEIGHT - CLOCK_WIDTH - 2.0 * 8.0;
        timeline_ui(ui, input, state, width, commands);
        ui.add_enabled_ui(planned, |ui| {
            if icon_button(ui, theme, "fast-forward", HEIGHT, words::NEXT.of(lang)).clicked() {
                commands.push(Command::Chat(ChatCommand::Next));
            }
        });
        let local = input.emulator.local_now();
        let said = format!("{} {}", WEEKDAYS[weekday_of(local)].of(lang), clock_of(local));
        let (rect, response) = ui.allocate_exact_size(vec2(CLOCK_WIDTH, HEIGHT), Sense::hover());
        let right = pos2(rect.right(), rect.center().y);
        let font = theme::regular(theme::BODY);
        ui.painter().text(right, Align2::RIGHT_CENTER, &said, font, theme.tokens.muted);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    });
}

/// The stretch from the start of the conversation to its next event. What lies ahead can be pulled nearer;
/// what is behind is done.
fn timeline_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    state: &mut ChatState,
    width: f32,
    commands: &mut Vec<Command>,
) {
    let emulator = input.emulator;
    let (sense, tip) = match emulator.next_due() {
        Some(_) => (Sense::click_and_drag(), words::PULL_ON),
        None => (Sense::hover(), words::NOTHING_AHEAD),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width.max(20.0), HEIGHT), sense);
    let (start, now) = (emulator.setup().start, emulator.now());
    let end = emulator.next_due().unwrap_or(now).max(now);
    let span = (end - start).max(1) as f64;
    let share = if end == start { 0.0 } else { ((now - start) as f64 / span).clamp(0.0, 1.0) as f32 };
    let rail = Rect::from_center_size(rect.center(), vec2(rect.width() - 12.0, 4.0));
    if let Some(pointer) = response.interact_pointer_pos() {
        state.held = Some(((pointer.x - rail.left()) / rail.width()).clamp(share, 1.0));
    }
    let knob =
        pos2(egui::lerp(rail.left()..=rail.right(), state.held.unwrap_or(share).max(share)), rail.center().y);
    let tokens = &input.theme.tokens;
    ui.painter().rect_filled(rail, 2, tokens.line);
    ui.painter().rect_filled(Rect::from_min_max(rail.min, pos2(knob.x, rail.bottom())), 2, tokens.accent);
    if sense.senses_drag() && (response.has_focus() || response.hovered()) {
        ui.painter().circle_filled(knob, 8.0, theme::tint(tokens.accent, 20));
    }
    ui.painter().circle_filled(knob, 5.0, tokens.accent);
    let name = words::TIMELINE.of(input.lang);
    response.widget_info(|| WidgetInfo::slider(true, f64::from(share), name));
    if response.drag_stopped() || response.clicked() {
        let held = state.held.take().unwrap_or(share);
        let millis = start + (span * f64::from(held)) as i64 - now;
        if millis > 0 {
            commands.push(Command::Chat(ChatCommand::Advance(millis)));
        }
    } else if !response.is_pointer_button_down_on() {
        state.held = None;
    }
    let response = response.on_hover_text(tip.of(input.lang));
    if sense.senses_drag() {
        response.on_hover_cursor(CursorIcon::PointingHand);
    }
}
