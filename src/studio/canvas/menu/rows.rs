//! Rows of a popup: a command with its keys, a kind of block, a heading.

use super::CanvasInput;
use crate::blocks::{BlockType, block_title, block_type};
use crate::model::{Block, Label};
use crate::studio::command::{Command, ui_command};
use crate::studio::theme::{self, Theme, tint};
use crate::studio::widgets::tip_beside;
use egui::{Color32, Id, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

/// Height of a row, points.
const ROW: f32 = 30.0;

/// Makes rows; the first one takes the keyboard when the popup was opened by keys or is walked with the arrows.
pub(super) struct Rows<'a> {
    pub input: &'a CanvasInput<'a>,
    pub keyboard: bool,
    /// The last row that was made.
    pub last: Option<Id>,
}

impl Rows<'_> {
    /// A row with an icon, a name and, at the right, its keys; gives whether it was chosen.
    pub fn row(&mut self, ui: &mut Ui, icon: &str, label: Label, keys: Option<&str>) -> bool {
        let quiet = (icon, self.input.theme.tokens.muted, false);
        let response = painted_row(ui, self.input.theme, quiet, label.of(self.input.lang), keys);
        self.note(&response);
        response.clicked()
    }

    /// A row for a command of the window's table, which knows its name, icon and keys.
    pub fn command(&mut self, ui: &mut Ui, id: &str, commands: &mut Vec<Command>) {
        let Some(command) = ui_command(id) else { return };
        let keys = command.shortcut.map(|keys| crate::studio::controls::keys_text(ui.ctx(), &keys));
        if self.row(ui, command.icon, command.label, keys.as_deref()) {
            commands.push((command.make)());
        }
    }

    /// A quiet line over rows.
    pub fn heading(&self, ui: &mut Ui, label: Label) {
        let text = egui::RichText::new(label.of(self.input.lang)).font(theme::semibold(theme::CAPTION));
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            ui.label(text.color(self.input.theme.tokens.muted));
        });
        ui.add_space(4.0);
    }

    /// A line between groups of rows.
    pub fn line(&self, ui: &mut Ui) {
        ui.add_space(4.0);
        crate::studio::widgets::hairline(ui, self.input.theme);
        ui.add_space(4.0);
    }

    /// A kind of block, marked when Enter would take it.
    pub fn kind(&mut self, ui: &mut Ui, kind: &BlockType, is_marked: bool) -> Response {
        self.mark(ui, is_marked);
        let color = self.input.theme.family(kind.family);
        let text = kind.label.of(self.input.lang);
        let row = painted_row(ui, self.input.theme, (kind.icon, color, true), text, None);
        tip_beside(&row, kind.summary.of(self.input.lang));
        row
    }

    /// A block that is there, in a list that is walked with the keys; gives whether it was chosen.
    pub fn lead(&mut self, ui: &mut Ui, block: &Block) -> bool {
        let row = self.block(ui, block, false);
        self.note(&row);
        if row.gained_focus() {
            row.scroll_to_me(None);
        }
        row.clicked()
    }

    /// Gives the first row the keyboard when it is wanted, and keeps the last one in mind.
    fn note(&mut self, row: &Response) {
        if std::mem::take(&mut self.keyboard) {
            row.request_focus();
        }
        self.last = Some(row.id);
    }

    /// A block that is there, marked when Enter would take it.
    pub fn block(&mut self, ui: &mut Ui, block: &Block, is_marked: bool) -> Response {
        self.mark(ui, is_marked);
        let theme = self.input.theme;
        let (icon, color) = match block_type(&block.kind) {
            Some(kind) => (kind.icon, theme.family(kind.family)),
            None => ("circle-question-mark", theme.tokens.muted),
        };
        let text = format!("→ {}", block_title(block, self.input.lang));
        painted_row(ui, theme, (icon, color, true), &text, None)
    }

    fn mark(&self, ui: &Ui, is_marked: bool) {
        if is_marked {
            let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), ROW));
            ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, self.input.theme.tokens.selected);
        }
    }
}

/// A row with an icon (in a tile for kinds of block), a name and, at the right, its keys.
fn painted_row(
    ui: &mut Ui,
    theme: &Theme,
    (icon, color, tile): (&str, Color32, bool),
    text: &str,
    keys: Option<&str>,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    let tokens = &theme.tokens;
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let spot = Rect::from_center_size(rect.left_center() + vec2(19.0, 0.0), Vec2::splat(22.0));
    if tile {
        ui.painter().rect_filled(spot, 6, tint(color, theme::TILE_TINT));
    }
    let middle = egui::Align2::CENTER_CENTER;
    ui.painter().text(spot.center(), middle, theme::icon_char(icon), theme::icon_font(14.0), color);
    let start = rect.left_center() + vec2(40.0, 0.0);
    let mut end = rect.right() - 8.0;
    if let Some(keys) = keys {
        let font = theme::regular(theme::CAPTION);
        let galley = ui.painter().layout_no_wrap(keys.to_owned(), font, tokens.muted);
        end -= galley.size().x;
        let corner = egui::pos2(end, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(corner.round(), galley, tokens.muted);
    }
    let room = Rect::from_min_max(egui::pos2(start.x, rect.top()), egui::pos2(end - 8.0, rect.bottom()));
    crate::studio::widgets::text_in(ui, room, text, theme::regular(theme::BODY), tokens.ink);
    response
}
