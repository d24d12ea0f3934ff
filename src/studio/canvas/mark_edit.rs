//! Writes the text of a note or the title of a frame in its place.

use super::chrome::{MARGIN, zoom_place};
use super::draft::Draft;
use super::marks::{FAR_SIZE, NOTE_RADIUS, PAD, SIGN, STRIP, note_ground};
use super::text::size_at;
use super::view::{Projection, View};
use super::{CanvasInput, CanvasState, minimap};
use crate::edit::{Transaction, build};
use crate::model::{Frame, Hue, Mark, Note, Pos, Project};
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::words::canvas as words;
use egui::epaint::RectShape;
use egui::{
    Color32, CornerRadius, Key, Modifiers, Rect, Response, Shape, Stroke, StrokeKind, TextBuffer, TextEdit,
    Ui, Vec2, pos2, vec2,
};

/// A text that is being written.
#[derive(Clone, Debug)]
pub(super) struct MarkEdit {
    mark: Mark,
    draft: Draft,
}

impl MarkEdit {
    /// Begins with the text as it is.
    pub fn new(mark: Mark) -> Self {
        Self { mark, draft: Draft::default() }
    }
}

/// Least room for the text of a note on the screen: from however far away, what is written can be read.
const NOTE_MIN: Vec2 = vec2(220.0, 84.0);
/// What stays free below a note that is being written, points.
const BELOW: f32 = 40.0;
/// Least room for a title on the screen.
pub(super) const LINE_MIN: Vec2 = vec2(220.0, 24.0);

impl CanvasState {
    /// The place of a field, made large enough to write in, and then clear of the edges and of what lies over the
    /// canvas below.
    pub(super) fn roomy(&self, place: Rect, least: Vec2) -> Rect {
        let field = Rect::from_min_size(place.min, place.size().max(least));
        let Some(screen) = self.screen.filter(|_| field != place) else { return place };
        let room = screen.shrink(MARGIN);
        let taken =
            [minimap::is_shown(self, screen).then(|| minimap::place(screen)), Some(zoom_place(self, screen))];
        let last = (room.max - field.size()).max(room.min);
        let field = Rect::from_min_size(field.min.clamp(room.min, last), field.size());
        let top =
            taken.into_iter().flatten().filter(|other| other.intersects(field)).map(|other| other.top());
        let low = top.fold(field.bottom(), |low, top| low.min(top - MARGIN / 2.0));
        field.translate(vec2(0.0, low - field.bottom()))
    }
}

/// What a note or frame says.
fn text_of(project: &Project, mark: Mark) -> Option<&str> {
    match mark {
        Mark::Note(note_id) => project.layout.notes.get(&note_id).map(|note| note.text.as_str()),
        Mark::Frame(frame_id) => project.layout.frames.get(&frame_id).map(|frame| frame.title.as_str()),
    }
}

/// Lets a note or frame say something else.
pub(super) fn with_text(project: &Project, mark: Mark, text: String) -> Option<Transaction> {
    Some(match mark {
        Mark::Note(note_id) => {
            let note = project.layout.notes.get(&note_id)?.clone();
            build::set_note(project, note_id, Note { text, ..note })
        }
        Mark::Frame(frame_id) => {
            let frame = project.layout.frames.get(&frame_id)?.clone();
            build::set_frame(project, frame_id, Frame { title: text, ..frame })
        }
    })
}

/// The same; a note grows with what is written on it.
fn grown_with(ui: &Ui, project: &Project, mark: Mark, text: String) -> Option<Transaction> {
    let Mark::Note(note_id) = mark else { return with_text(project, mark, text) };
    let note = project.layout.notes.get(&note_id)?.clone();
    let mut job = theme::job(&text, theme::regular(theme::BODY), Color32::PLACEHOLDER);
    job.wrap.max_width = note.size.0 as f32 - 2.0 * PAD;
    let high = ui.fonts_mut(|fonts| fonts.layout_job(job)).size().y + 2.0 * PAD;
    let size = Pos(note.size.0, note.size.1.max(high.ceil() as i32));
    Some(build::set_note(project, note_id, Note { text, size, ..note }))
}

/// Moves the canvas up under a note that grows over its lower edge.
fn keep_in_sight(state: &mut CanvasState, note: Rect) {
    let Some(screen) = state.screen.map(|screen| screen.shrink(BELOW)) else { return };
    let over = note.bottom() - screen.bottom();
    if over > 0.0 && note.height() < screen.height() {
        let goal = state.camera.goal();
        let center = goal.center + vec2(0.0, over / goal.zoom);
        state.camera.fly(View { center, ..goal });
    }
}

/// Paints a note or frame in another hue.
pub(super) fn with_hue(project: &Project, mark: Mark, hue: Hue) -> Option<Transaction> {
    Some(match mark {
        Mark::Note(note_id) => {
            let note = project.layout.notes.get(&note_id)?.clone();
            build::set_note(project, note_id, Note { hue, ..note })
        }
        Mark::Frame(frame_id) => {
            let frame = project.layout.frames.get(&frame_id)?.clone();
            build::set_frame(project, frame_id, Frame { hue, ..frame })
        }
    })
}

/// The field of a note is the note: its ground, its edge and its text, where they are drawn when nobody writes.
fn note_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    edit: &mut MarkEdit,
    (field, scale, ground): (Rect, f32, Color32),
    name: &str,
) -> Response {
    let below = ui.painter().add(Shape::Noop);
    let (size, ink) = (size_at(theme::BODY, scale).max(FAR_SIZE), input.theme.tokens.ink);
    let mut laid_out = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let mut job = theme::job(text.as_str(), theme::regular(size), ink);
        job.wrap.max_width = width;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    // A margin has whole points only; what is over goes to the place of the field.
    let pad = PAD * scale;
    let place = field.shrink(pad - pad.round());
    let editor = TextEdit::multiline(&mut edit.draft.text)
        .id_salt(("mark", edit.mark))
        .font(theme::regular(size))
        .layouter(&mut laid_out)
        .hint_text(name)
        .frame(egui::Frame::new().inner_margin(pad.round()))
        .align(egui::Align2::LEFT_TOP)
        .desired_rows(1)
        .desired_width(place.width())
        .min_size(place.size());
    let response = ui.put(place, editor);
    let radius = CornerRadius::same((f32::from(NOTE_RADIUS) * scale).round() as u8);
    let edge = Stroke::new(2.0, input.theme.tokens.accent);
    let note = field.union(response.rect);
    ui.painter().set(below, RectShape::new(note, radius, ground, edge, StrokeKind::Inside));
    response
}

/// Shows the field over the text. A click elsewhere leaves it, as do Enter in a title and Ctrl+Enter or Esc in a note;
/// Esc puts a title back as it was, when there was one.
pub(super) fn edit_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    projection: Projection,
    commands: &mut Vec<Command>,
) {
    let Some(mut edit) = state.mark_edit.take() else { return };
    let Some(item) = state.scene.mark(edit.mark) else { return };
    let Some(held) = text_of(input.project, edit.mark) else { return };
    let (rect, zoom) = (projection.screen_rect(item.rect), projection.zoom);
    let is_note = matches!(edit.mark, Mark::Note(_));
    let first = edit.draft.follow(held);
    let (place, least, name) = if is_note {
        // As long as its words can be read where they stand, they are written there.
        let least = if size_at(theme::BODY, zoom) < FAR_SIZE { NOTE_MIN } else { Vec2::ZERO };
        (rect, least, words::NOTE_TEXT)
    } else {
        let low = rect.top() + if item.is_folded() { rect.height() } else { STRIP * zoom };
        let corner = pos2(rect.left() + (SIGN - 4.0) * zoom, rect.top() + 3.0 * zoom);
        let strip = Rect::from_min_max(corner, pos2(rect.right() - 6.0, low - 3.0 * zoom));
        (strip, LINE_MIN, words::FRAME_TITLE)
    };
    let name = name.of(input.lang);
    let field = state.roomy(place, least);
    let scale = if field == place { zoom } else { 1.0 };
    if field != place {
        ui.painter().add(input.theme.shadow().as_shape(field, theme::RADIUS_CONTROL));
    }
    let (escape, enter) = ui.input_mut(|i| {
        (i.key_pressed(Key::Escape), is_note && i.consume_key(Modifiers::COMMAND, Key::Enter))
    });
    let response = if is_note {
        let ground = note_ground(input.theme, item.hue);
        note_ui(ui, input, &mut edit, (field, scale, ground), name)
    } else {
        let editor = TextEdit::singleline(&mut edit.draft.text)
            .id_salt(("mark", edit.mark))
            .font(theme::semibold((theme::BODY * scale).max(9.0)))
            .hint_text(name)
            .margin(egui::Margin::symmetric(5, 2))
            .desired_width(field.width())
            .min_size(field.size());
        ui.put(field, editor)
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
    if first {
        response.request_focus();
    }
    let enter = enter || !is_note && ui.input(|i| i.key_pressed(Key::Enter));
    if !first && (escape || enter) {
        state.wants_keyboard = true;
    }
    if response.changed() || escape && !first {
        // Esc is the way out of a note, where Enter makes a line: nothing of what was written goes with it.
        let wish = edit.draft.wish(held, escape && !is_note);
        let set = |text| grown_with(ui, input.project, edit.mark, text);
        commands.extend(wish.and_then(set).map(Command::Typing));
    }
    if is_note && response.changed() {
        keep_in_sight(state, rect);
    }
    if first || !(escape || enter || response.lost_focus()) {
        state.mark_edit = Some(edit);
    }
}
