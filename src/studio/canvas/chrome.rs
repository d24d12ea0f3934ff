//! What lies over the canvas: tools, zoom, and a word to whoever sees an empty funnel.

use super::view::View;
use super::{CanvasInput, CanvasState, Tool, pos_of};
use crate::model::Label;
use crate::studio::command::Command;
use crate::studio::theme::{self, Theme};
use crate::studio::words::canvas as words;
use egui::{Align2, Rect, Response, RichText, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

/// Distance of floating cards from the canvas's edges, points.
pub(super) const MARGIN: f32 = 16.0;

/// Where the tools stand.
pub(in crate::studio) fn tools_place(screen: Rect) -> Rect {
    Rect::from_min_size(screen.min + Vec2::splat(MARGIN), vec2(182.0, 38.0))
}

/// Where the zoom control stands, beside the minimap.
pub(super) fn zoom_place(state: &CanvasState, screen: Rect) -> Rect {
    let left = if super::minimap::is_shown(state, screen) { super::minimap::SIZE.x + MARGIN } else { 0.0 };
    let corner = pos2(screen.left() + MARGIN + left, screen.bottom() - MARGIN - 38.0);
    Rect::from_min_size(corner, vec2(166.0, 38.0))
}

/// The bar of tools in the upper left corner.
pub(super) fn tools_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    screen: Rect,
    commands: &mut Vec<Command>,
) {
    let bar = tools_place(screen);
    bar_ui(ui, input.theme, bar, ("tools", words::TOOLS.of(input.lang)), |ui| {
        for (tool, icon, label) in [
            (Tool::Select, "mouse-pointer-2", words::TOOL_SELECT),
            (Tool::Hand, "hand", words::TOOL_HAND),
            (Tool::Note, "sticky-note", words::TOOL_NOTE),
            (Tool::Frame, "frame", words::TOOL_FRAME),
        ] {
            if icon_button(ui, input, icon, label, Some(state.tool == tool)).clicked() {
                state.tool = tool;
            }
        }
        let tidy = icon_button(ui, input, "layout-dashboard", words::TIDY, None);
        if tidy.clicked() && !state.scene.items.is_empty() {
            commands.push(Command::TidyUp);
        }
    });
}

/// The zoom control beside the minimap.
pub(super) fn zoom_ui(ui: &mut Ui, input: &CanvasInput<'_>, state: &mut CanvasState, screen: Rect) {
    let bar = zoom_place(state, screen);
    bar_ui(ui, input.theme, bar, ("zoom", words::ZOOM.of(input.lang)), |ui| {
        if icon_button(ui, input, "minus", words::ZOOM_OUT, None).clicked() {
            state.zoom_out();
        }
        if percent_button(ui, input, state.camera.goal()).clicked() {
            state.zoom_reset();
        }
        if icon_button(ui, input, "plus", words::ZOOM_IN, None).clicked() {
            state.zoom_in();
        }
        if icon_button(ui, input, "maximize", words::FIT_ALL, None).clicked() {
            state.fit_all();
        }
    });
    if state.request.is_some() {
        ui.ctx().request_repaint();
    }
}

fn percent_button(ui: &mut Ui, input: &CanvasInput<'_>, view: View) -> Response {
    let text = format!("{} %", (view.zoom * 100.0).round());
    let (rect, response) = ui.allocate_exact_size(vec2(54.0, theme::HIT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::ZOOM_RESET.of(input.lang)));
    let tokens = &input.theme.tokens;
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, theme::medium(theme::BODY), tokens.ink);
    response.on_hover_text(words::ZOOM_RESET.of(input.lang))
}

/// A floating bar: a card that keeps clicks from the canvas below and lays its buttons in a row.
pub(super) fn bar_ui(
    ui: &mut Ui,
    theme: &Theme,
    rect: Rect,
    (salt, name): (&str, &str),
    contents: impl FnOnce(&mut Ui),
) {
    card(ui, theme, rect, salt).widget_info(|| WidgetInfo::labeled(Role::Toolbar, true, name));
    let builder =
        UiBuilder::new().max_rect(rect.shrink(5.0)).layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder.id_salt(salt), |ui| {
        ui.spacing_mut().item_spacing = vec2(3.0, 0.0);
        contents(ui);
    });
}

/// The ground of something that floats over the canvas.
pub(super) fn card(ui: &Ui, theme: &Theme, rect: Rect, salt: &str) -> Response {
    let radius = egui::CornerRadius::same(10);
    ui.painter().add(theme.shadow().as_shape(rect, radius));
    let border = egui::Stroke::new(1.0, theme.tokens.line);
    ui.painter().rect(rect, radius, theme.tokens.card, border, egui::StrokeKind::Inside);
    // For hands only: there is nothing on the ground that a key could press.
    ui.interact(rect, ui.scope_id().with(salt), Sense::CLICK | Sense::DRAG)
}

/// A button of a bar; `active` says whether it is on, where it is a choice.
pub(super) fn icon_button(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    icon: &str,
    label: Label,
    active: Option<bool>,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(32.0, theme::HIT), Sense::click());
    let name = label.of(input.lang);
    response.widget_info(|| match active {
        Some(on) => WidgetInfo::selected(Role::Button, true, on, name),
        None => WidgetInfo::labeled(Role::Button, true, name),
    });
    let tokens = &input.theme.tokens;
    let (ground, ink) = if active == Some(true) {
        (Some(tokens.selected), tokens.accent)
    } else if response.hovered() || response.has_focus() {
        (Some(tokens.hover), tokens.ink)
    } else {
        (None, tokens.muted)
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, ground);
    }
    let font = theme::icon_font(theme::ICON);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, theme::icon_char(icon), font, ink);
    response.on_hover_text(name)
}

/// Teaches the first step in an empty funnel.
pub(super) fn empty_ui(ui: &mut Ui, input: &CanvasInput<'_>, screen: Rect, commands: &mut Vec<Command>) {
    if input.project.funnel(input.funnel).is_none() {
        return;
    }
    let tokens = &input.theme.tokens;
    let room = Rect::from_center_size(screen.center(), vec2(screen.width().min(360.0), 190.0));
    let layout = egui::Layout::top_down(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(room).layout(layout).id_salt("empty"), |ui| {
        ui.label(theme::icon("workflow", 36.0).color(tokens.faint));
        ui.add_space(theme::SPACE[1]);
        ui.label(RichText::new(words::EMPTY_TITLE.of(input.lang)).font(theme::semibold(theme::TITLE)));
        ui.label(RichText::new(words::EMPTY_TEXT.of(input.lang)).color(tokens.muted));
        ui.add_space(theme::SPACE[2]);
        let text = RichText::new(words::EMPTY_BUTTON.of(input.lang)).font(theme::semibold(theme::BODY));
        let button =
            egui::Button::new(text.color(tokens.on_accent)).fill(tokens.accent).min_size(vec2(200.0, 36.0));
        if ui.add(button).clicked() {
            let at = Some(pos_of(pos2(0.0, 0.0)));
            commands.push(Command::AddBlock { kind: "entry".to_owned(), at, from: None });
        }
    });
}
