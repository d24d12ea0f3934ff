//! The small bar over what is selected: lining up several blocks, colour and fold of a note or frame.

use super::bar_place::place;
use super::chrome::{bar_ui, icon_button, tools_place, zoom_place};
use super::gesture::Drag;
use super::mark_edit::with_hue;
use super::marks::{fold_or_unfold, hue_color};
use super::view::Projection;
use super::{CanvasInput, CanvasState, minimap};
use crate::model::{FrameId, Hue, Mark, Project};
use crate::studio::command::{Align, Command, ui_command};
use crate::studio::theme;
use crate::studio::words::canvas as words;
use egui::{Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

const HEIGHT: f32 = 38.0;
/// Width of a button with the gap behind it.
const BUTTON: f32 = 35.0;
/// Width of a hue with the gap behind it.
const DOT: f32 = 25.0;

/// Shows the bar, if what is selected has one.
pub(super) fn bar_over_selection_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &CanvasState,
    projection: Projection,
    screen: Rect,
    commands: &mut Vec<Command>,
) {
    let busy = !matches!(state.drag, Drag::None) || state.menu.is_some() || state.mark_edit.is_some();
    let Some(around) = state.around_selection().filter(|_| !busy && projection.zoom >= 0.2) else { return };
    let around = projection.screen_rect(around);
    let one_mark = match state.marks.iter().collect::<Vec<_>>()[..] {
        [mark] if state.selection.is_empty() => Some(*mark),
        _ => None,
    };
    let width = match one_mark {
        Some(Mark::Note(_)) => 6.0 * DOT + BUTTON + 12.0,
        Some(Mark::Frame(_)) => 6.0 * DOT + 2.0 * BUTTON + 12.0,
        None if state.selection.len() + state.marks.len() > 1 => 10.0 * BUTTON + 20.0,
        None => return,
    };
    let room = screen.shrink(12.0);
    if !screen.intersects(around) {
        return;
    }
    let held = state.selected_rects().map(|rect| projection.screen_rect(rect));
    let held: Vec<Rect> = held.filter(|rect| rect.intersects(screen)).collect();
    let map = minimap::is_shown(state, screen).then(|| minimap::place(screen));
    let taken: Vec<Rect> = [tools_place(screen), zoom_place(state, screen)].into_iter().chain(map).collect();
    let rect = place(vec2(width, HEIGHT), around, &held, room, &taken);
    bar_ui(ui, input.theme, rect, ("over selection", words::OVER_SELECTION.of(input.lang)), |ui| {
        match one_mark {
            Some(mark) => mark_ui(ui, input, state, mark, commands),
            None => several_ui(ui, input, commands),
        }
    });
}

fn several_ui(ui: &mut Ui, input: &CanvasInput<'_>, commands: &mut Vec<Command>) {
    for (number, how) in Align::ALL.into_iter().enumerate() {
        if number == 3 || number == 6 {
            ui.add_space(4.0);
        }
        if icon_button(ui, input, how.icon(), how.label(), None).clicked() {
            commands.push(Command::Align(how));
        }
    }
    ui.add_space(4.0);
    for id in ["frame", "delete"] {
        ask_ui(ui, input, id, commands);
    }
}

fn ask_ui(ui: &mut Ui, input: &CanvasInput<'_>, id: &str, commands: &mut Vec<Command>) {
    if let Some(command) = ui_command(id)
        && icon_button(ui, input, command.icon, command.label, None).clicked()
    {
        commands.push((command.make)());
    }
}

fn mark_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &CanvasState,
    mark: Mark,
    commands: &mut Vec<Command>,
) {
    let Some(item) = state.scene.mark(mark) else { return };
    for hue in Hue::ALL {
        if hue_ui(ui, input, hue, hue == item.hue) {
            commands.extend(with_hue(input.project, mark, hue).map(Command::Edit));
        }
    }
    ui.add_space(4.0);
    if let Mark::Frame(frame_id) = mark {
        let (icon, label) =
            if item.is_folded() { ("maximize-2", words::UNFOLD) } else { ("minimize-2", words::FOLD) };
        if icon_button(ui, input, icon, label, None).clicked() {
            commands.extend(state.fold(input.project, frame_id));
        }
    }
    ask_ui(ui, input, "delete", commands);
}

/// A dot of a hue; gives whether it was pressed.
pub(super) fn hue_ui(ui: &mut Ui, input: &CanvasInput<'_>, hue: Hue, chosen: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(DOT - 3.0, theme::HIT), Sense::click());
    let name = words::hue(hue).of(input.lang);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, name));
    let color = hue_color(input.theme, hue);
    let grow = if response.hovered() || response.has_focus() { 1.5 } else { 0.0 };
    ui.painter().circle_filled(rect.center(), 6.5 + grow, color);
    if chosen {
        ui.painter().circle_stroke(rect.center(), 9.5, Stroke::new(1.5, color));
    }
    response.on_hover_text(name).clicked()
}

impl CanvasState {
    /// Folds or unfolds a frame; nothing when it holds nothing.
    pub(super) fn fold(&self, project: &Project, frame_id: FrameId) -> Option<Command> {
        let item = self.scene.mark(Mark::Frame(frame_id))?;
        fold_or_unfold(project, &self.scene, item).map(Command::Edit)
    }

    /// The smallest rectangle around what is selected.
    pub(super) fn around_selection(&self) -> Option<Rect> {
        self.selected_rects().reduce(Rect::union)
    }

    /// Where everything lies that is selected.
    fn selected_rects(&self) -> impl Iterator<Item = Rect> {
        let blocks =
            self.selection.iter().filter_map(|id| self.scene.item_of(*id)).map(|(_, item)| item.rect);
        let marks = self.marks.iter().filter_map(|mark| self.scene.mark(*mark)).map(|item| item.rect);
        blocks.chain(marks)
    }
}
