//! Text fields in the look of the design.

use super::{name_it, sunken};
use crate::studio::theme::{self, Theme};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::{TextEditOutput, TextEditState};
use egui::{Color32, Frame, Galley, Id, Margin, Shape, TextBuffer, TextEdit, Ui};
use std::ops::Range;
use std::sync::Arc;

/// How a text field looks and is called.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Lasting id, so that the cursor stays while the text changes from outside.
    pub id: Id,
    /// What assistive technology and tests call it.
    pub name: &'a str,
    /// What an empty field shows.
    pub hint: &'a str,
    /// Rows of a field on several lines; 0 for a single line.
    pub rows: usize,
    /// Whether its text cannot be used as it is.
    pub wrong: bool,
    /// Width in points.
    pub width: f32,
}

/// Lays the text of a field out at a width.
pub type Layouter<'a> = &'a mut dyn FnMut(&Ui, &dyn TextBuffer, f32) -> Arc<Galley>;

/// A text field; the caller compares `text` with what it was through `response.changed()`.
pub fn line_ui(ui: &mut Ui, theme: &Theme, line: &Line<'_>, text: &mut String) -> TextEditOutput {
    laid_line_ui(ui, theme, line, text, None, &|_| Vec::new())
}

/// A text field with a layout of its own; `grounds` are painted between the field and its text.
pub fn laid_line_ui(
    ui: &mut Ui,
    theme: &Theme,
    line: &Line<'_>,
    text: &mut String,
    layouter: Option<Layouter<'_>>,
    grounds: &dyn Fn(&TextEditOutput) -> Vec<Shape>,
) -> TextEditOutput {
    let edit = if line.rows > 0 {
        TextEdit::multiline(text).desired_rows(line.rows)
    } else {
        TextEdit::singleline(text).align(egui::Align2::LEFT_CENTER)
    };
    let edit = match layouter {
        Some(layouter) => edit.layouter(layouter),
        None => edit,
    };
    framed_ui(ui, theme, line, edit, grounds)
}

/// A line of which only dots are shown, here and to assistive technology; it is not copied out of the field.
pub fn secret_ui(ui: &mut Ui, theme: &Theme, line: &Line<'_>, text: &mut String) -> TextEditOutput {
    let edit = TextEdit::singleline(text).password(true).align(egui::Align2::LEFT_CENTER);
    framed_ui(ui, theme, line, edit, &|_| Vec::new())
}

fn framed_ui(
    ui: &mut Ui,
    theme: &Theme,
    line: &Line<'_>,
    edit: TextEdit<'_>,
    grounds: &dyn Fn(&TextEditOutput) -> Vec<Shape>,
) -> TextEditOutput {
    let tokens = &theme.tokens;
    let focused = ui.memory(|memory| memory.has_focus(line.id));
    let border = match (line.wrong, focused) {
        (true, _) => tokens.error,
        (false, true) => tokens.accent,
        (false, false) => tokens.line,
    };
    let ground = ui.painter().add(egui::Shape::Noop);
    let margin = Margin { left: 9, right: 9, top: 6, bottom: 6 };
    let frame = Frame::new().inner_margin(margin);
    let hint = egui::RichText::new(line.hint).color(tokens.faint);
    let output = edit
        .id(line.id)
        .frame(frame)
        .hint_text(hint)
        .font(theme::regular(theme::BODY))
        .text_color(tokens.ink)
        .min_size(egui::vec2(line.width, 32.0))
        .desired_width(line.width)
        .show(ui);
    let rect = output.response.rect;
    let shape = egui::epaint::RectShape::new(
        rect,
        theme::RADIUS_CONTROL,
        tokens.field,
        egui::Stroke::new(1.0, border),
        egui::StrokeKind::Inside,
    );
    let mut shapes = vec![shape.into()];
    shapes.extend(grounds(&output));
    ui.painter().set(ground, shapes);
    if line.rows == 0 && !focused {
        goes_on(ui, &output, tokens.field, tokens.muted);
    }
    name_it(&output.response, line.name);
    output
}

/// Says of a line that is wider than its field that it goes on.
pub fn goes_on(ui: &Ui, output: &TextEditOutput, fill: Color32, ink: Color32) {
    let rect = output.response.rect;
    let end = output.galley_pos.x + output.galley.size().x;
    if end <= rect.right() - 8.0 {
        return;
    }
    let cover = egui::Rect::from_min_max(
        egui::pos2(rect.right() - 20.0, rect.top() + 2.0),
        rect.max - egui::vec2(2.0, 2.0),
    );
    ui.painter().rect_filled(cover, 0, fill);
    let font = theme::regular(theme::BODY);
    ui.painter().text(cover.left_center(), egui::Align2::LEFT_CENTER, "…", font, ink);
}

/// Ground of a field that is not a text field but looks like one.
pub(super) fn field_ground(ui: &Ui, theme: &Theme, rect: egui::Rect, lit: bool) {
    let tokens = &theme.tokens;
    sunken(ui, rect, if lit { tokens.accent } else { tokens.line }, tokens.field);
}

/// Puts the cursor into a text field with all of its text selected, so that typing replaces it.
pub fn select_all(ui: &Ui, id: Id, text: &str) {
    keep_cursor(ui, id, 0..text.chars().count());
}

/// Gives a text field the focus, with these characters selected.
pub fn keep_cursor(ui: &Ui, id: Id, chars: Range<usize>) {
    put_cursor(ui, id, chars);
    ui.memory_mut(|memory| memory.request_focus(id));
}

/// Selects these characters of a text field.
pub fn put_cursor(ui: &Ui, id: Id, chars: Range<usize>) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(chars.start), CCursor::new(chars.end));
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), id);
}
