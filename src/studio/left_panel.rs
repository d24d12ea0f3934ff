//! The left panel: funnels of the project and the palette of blocks by family.

use super::canvas::PaletteDrag;
use super::command::Command;
use super::controls::{group_heading, list_frame};
use super::theme::{self, BODY, CAPTION, SPACE, Theme};
use super::widgets::{Line, icon_at, line_ui, menu_row, select_all, text_in, tile_at};
use super::words::shell as words;
use crate::blocks::{BLOCK_TYPES, BlockType, Family};
use crate::edit::build;
use crate::model::{Funnel, FunnelName, Lang, Project};
use crate::studio::keyboard::come_into_view;
use egui::accesskit::Role;
use egui::{
    CursorIcon, Id, Key, Order, Popup, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// Width of the panel, points.
pub const WIDTH: f32 = 224.0;
const ROW: f32 = 30.0;
const TILE: f32 = 22.0;

/// What the panel remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct LeftPanelState {
    renaming: Option<Renaming>,
}

#[derive(Clone, Debug)]
struct Renaming {
    funnel: FunnelName,
    title: String,
    /// The title as it was.
    before: String,
    began: bool,
}

impl LeftPanelState {
    /// Lets the person type the title of a funnel.
    pub fn rename(&mut self, funnel: &Funnel, lang: Lang) {
        let title = funnel.shown_title(lang).to_owned();
        let (funnel, before) = (funnel.name.clone(), funnel.title.clone());
        self.renaming = Some(Renaming { funnel, title, before, began: false });
    }
}

/// What the panel shows.
#[derive(Debug)]
pub struct LeftPanelInput<'a> {
    /// How to draw.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// The project.
    pub project: &'a Project,
    /// The funnel on the canvas.
    pub funnel: &'a FunnelName,
}

/// Draws the panel.
pub fn left_panel_ui(
    ui: &mut Ui,
    input: &LeftPanelInput<'_>,
    state: &mut LeftPanelState,
    commands: &mut Vec<Command>,
) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(10, 10)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for funnel in &input.project.funnels {
                funnel_ui(ui, input, state, funnel, commands);
            }
            if new_funnel_ui(ui, input).clicked() {
                commands.push(Command::NewFunnel);
            }
            for family in Family::ALL {
                let types: Vec<_> = BLOCK_TYPES.iter().filter(|entry| entry.family == family).collect();
                if types.is_empty() {
                    continue;
                }
                ui.add_space(SPACE[0]);
                group_heading(ui, input.theme, family.label().of(input.lang));
                for block_type in types {
                    palette_row_ui(ui, input, block_type, commands);
                }
            }
        });
        come_into_view(ui);
    });
    // Over the canvas the canvas itself shows what would land there.
    if ui.ctx().pointer_latest_pos().is_some_and(|at| ui.max_rect().contains(at)) {
        ghost_ui(ui, input);
    }
}

fn funnel_ui(
    ui: &mut Ui,
    input: &LeftPanelInput<'_>,
    state: &mut LeftPanelState,
    funnel: &Funnel,
    commands: &mut Vec<Command>,
) {
    if state.renaming.as_ref().is_some_and(|renaming| renaming.funnel == funnel.name) {
        rename_ui(ui, input, state, commands);
        return;
    }
    let response = funnel_row_ui(ui, input, funnel);
    if response.double_clicked() {
        state.rename(funnel, input.lang);
    } else if response.clicked() {
        commands.push(Command::SelectFunnel(funnel.name.clone()));
    }
    Popup::context_menu(&response).frame(list_frame(input.theme)).show(|ui| {
        ui.set_width(180.0);
        if menu_row(ui, input.theme, "pencil", words::RENAME.of(input.lang), false).clicked() {
            state.rename(funnel, input.lang);
            ui.close();
        }
        let many = input.project.funnels.len() > 1;
        let delete = ui.add_enabled_ui(many, |ui| {
            menu_row(ui, input.theme, "trash-2", words::DELETE_FUNNEL.of(input.lang), false).clicked()
        });
        if delete.inner {
            commands.push(Command::Edit(build::remove_funnel(input.project, &funnel.name)));
            ui.close();
        }
    });
}

fn funnel_row_ui(ui: &mut Ui, input: &LeftPanelInput<'_>, funnel: &Funnel) -> Response {
    let tokens = &input.theme.tokens;
    let chosen = &funnel.name == input.funnel;
    let (rect, response) = row(ui, Sense::click());
    ground(ui, input.theme, rect, chosen, &response);
    let (font, ink) =
        if chosen { (theme::semibold(BODY), tokens.ink) } else { (theme::regular(BODY), tokens.muted) };
    let icon = Rect::from_min_size(rect.min + vec2(8.0, 0.0), vec2(16.0, rect.height()));
    icon_at(ui, icon, "workflow", 14.0, tokens.muted);
    let count = funnel.blocks.len().to_string();
    let galley = ui.painter().layout_no_wrap(count, theme::regular(CAPTION), tokens.faint);
    let right = rect.right() - 8.0 - galley.size().x;
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(right, top).round(), galley, tokens.faint);
    let title = funnel.shown_title(input.lang);
    let room = Rect::from_min_max(pos2(rect.left() + 32.0, rect.top()), pos2(right - 6.0, rect.bottom()));
    text_in(ui, room, title, font, ink);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, title));
    let tip = format!("{title}\n{}", words::FUNNEL_TIP.of(input.lang));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(tip)
}

/// The title of a funnel as a text field. The project has every letter at once; Esc puts the title back.
fn rename_ui(
    ui: &mut Ui,
    input: &LeftPanelInput<'_>,
    state: &mut LeftPanelState,
    commands: &mut Vec<Command>,
) {
    let Some(renaming) = &mut state.renaming else { return };
    let id = Id::unique("funnel title");
    let line = Line {
        id,
        name: words::FUNNEL_NAME.of(input.lang),
        hint: words::FUNNEL_NAME.of(input.lang),
        rows: 0,
        wrong: false,
        width: ui.available_width(),
    };
    if !renaming.began {
        renaming.began = true;
        select_all(ui, id, &renaming.title);
    }
    let response = line_ui(ui, input.theme, &line, &mut renaming.title).response;
    let left = response.lost_focus();
    let escaped = left && ui.input(|keys| keys.key_pressed(Key::Escape));
    if response.changed() || escaped {
        let gone = escaped || renaming.title.trim().is_empty();
        let title = if gone { renaming.before.as_str() } else { renaming.title.trim() };
        let set = build::set_funnel_title(input.project, &renaming.funnel, title.to_owned());
        commands.push(Command::Typing(set));
    }
    if left {
        state.renaming = None;
    }
}

fn new_funnel_ui(ui: &mut Ui, input: &LeftPanelInput<'_>) -> Response {
    let tokens = &input.theme.tokens;
    let (rect, response) = row(ui, Sense::click());
    ground(ui, input.theme, rect, false, &response);
    let icon = Rect::from_min_size(rect.min + vec2(8.0, 0.0), vec2(16.0, rect.height()));
    icon_at(ui, icon, "plus", 15.0, tokens.accent);
    let text = words::NEW_FUNNEL.of(input.lang);
    let room = Rect::from_min_max(pos2(rect.left() + 32.0, rect.top()), rect.max);
    text_in(ui, room, text, theme::regular(BODY), tokens.accent);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn palette_row_ui(
    ui: &mut Ui,
    input: &LeftPanelInput<'_>,
    block_type: &'static BlockType,
    commands: &mut Vec<Command>,
) {
    let (rect, response) = row(ui, Sense::click_and_drag());
    ground(ui, input.theme, rect, false, &response);
    palette_face(ui, input, rect, block_type);
    let label = block_type.label.of(input.lang);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    if response.drag_started() {
        response.dnd_set_drag_payload(PaletteDrag(block_type.name));
    }
    let entered = response.has_focus() && ui.input(|keys| keys.key_pressed(Key::Enter));
    if response.double_clicked() || entered {
        commands.push(Command::AddBlock { kind: block_type.name.to_owned(), at: None, from: None });
    }
    let tip = format!("{}\n{}", block_type.summary.of(input.lang), words::PALETTE_TIP.of(input.lang));
    response.on_hover_cursor(CursorIcon::Grab).on_hover_text(tip);
}

fn palette_face(ui: &Ui, input: &LeftPanelInput<'_>, rect: Rect, block_type: &BlockType) {
    let color = input.theme.family(block_type.family);
    let tile =
        Rect::from_center_size(pos2(rect.left() + 8.0 + TILE / 2.0, rect.center().y), vec2(TILE, TILE));
    tile_at(ui, tile, block_type.icon, color);
    let room = Rect::from_min_max(pos2(tile.right() + 8.0, rect.top()), rect.max - vec2(6.0, 0.0));
    text_in(ui, room, block_type.label.of(input.lang), theme::regular(BODY), input.theme.tokens.ink);
}

/// What is being dragged follows the pointer.
fn ghost_ui(ui: &Ui, input: &LeftPanelInput<'_>) {
    let Some(drag) = egui::DragAndDrop::payload::<PaletteDrag>(ui.ctx()) else { return };
    let (Some(at), Some(block_type)) = (ui.ctx().pointer_latest_pos(), crate::blocks::block_type(drag.0))
    else {
        return;
    };
    egui::Area::new(Id::unique("palette ghost"))
        .order(Order::Tooltip)
        .fixed_pos(at + vec2(12.0, 8.0))
        .interactable(false)
        .show(ui.ctx(), |ui| {
            input.theme.card().inner_margin(6).show(ui, |ui| {
                let label = block_type.label.of(input.lang);
                let width = super::controls::width_of(ui, label, theme::regular(BODY)) + TILE + 24.0;
                let (rect, _) = ui.allocate_exact_size(vec2(width, TILE), Sense::hover());
                palette_face(ui, input, rect.translate(vec2(-8.0, 0.0)), block_type);
            });
        });
}

fn row(ui: &mut Ui, sense: Sense) -> (Rect, Response) {
    ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense)
}

fn ground(ui: &Ui, theme: &Theme, rect: Rect, chosen: bool, response: &Response) {
    let tokens = &theme.tokens;
    if chosen {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.selected);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
}
