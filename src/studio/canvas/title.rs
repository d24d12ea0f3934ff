//! Edits the title of a block in its place.

use super::CanvasInput;
use super::CanvasState;
use super::draft::Draft;
use super::geometry::{INSET, TILE, TITLE};
use super::mark_edit::LINE_MIN;
use super::scene::Scene;
use super::view::Projection;
use crate::blocks::block_title;
use crate::edit::build;
use crate::model::BlockId;
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::words::canvas as words;
use egui::{Key, Rect, TextEdit, Ui, Vec2, pos2};

/// From this zoom on a title is written as large as it stands.
const READABLE: f32 = 0.7;

/// A title that is being written.
#[derive(Clone, Debug)]
pub(super) struct TitleEdit {
    block_id: BlockId,
    draft: Draft,
}

impl TitleEdit {
    /// Begins with the title as it is.
    pub fn new(scene: &Scene, number: u32) -> Self {
        Self { block_id: scene.item(number).id, draft: Draft::default() }
    }
}

/// Shows the field over the title. Enter and a click elsewhere leave it, Esc puts the title back as it was.
pub(super) fn edit_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    projection: Projection,
    commands: &mut Vec<Command>,
) {
    let Some(mut edit) = state.title_edit.take() else { return };
    let Some((_, item)) = state.scene.item_of(edit.block_id) else { return };
    let Some((_, block)) = input.project.block(edit.block_id) else { return };
    let (rect, zoom) = (projection.screen_rect(item.rect), projection.zoom);
    let place = Rect::from_min_max(
        pos2(rect.left() + (INSET + TILE + 3.0) * zoom, rect.top() + 3.0 * zoom),
        pos2(rect.right() - 8.0 * zoom, rect.top() + (TITLE - 3.0) * zoom),
    );
    let field = state.roomy(place, if zoom < READABLE { LINE_MIN } else { Vec2::ZERO });
    let first = edit.draft.follow(&block.title);
    let size = if field == place { (theme::BODY * zoom).max(9.0) } else { theme::BODY };
    if field != place {
        ui.painter().add(input.theme.shadow().as_shape(field, theme::RADIUS_CONTROL));
    }
    let response = ui.put(
        field,
        TextEdit::singleline(&mut edit.draft.text)
            .id_salt(("title", edit.block_id.0))
            .font(theme::semibold(size))
            .hint_text(block_title(block, input.lang))
            .margin(egui::Margin::symmetric(5, 2))
            .desired_width(field.width())
            .min_size(field.size()),
    );
    let name = words::TITLE.of(input.lang);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
    if first {
        response.request_focus();
    }
    let (escape, enter) = ui.input(|i| (i.key_pressed(Key::Escape), i.key_pressed(Key::Enter)));
    if !first && (escape || enter) {
        state.wants_keyboard = true;
    }
    if response.changed() || escape && !first {
        let wish = edit.draft.wish(&block.title, escape);
        let set = |title: String| build::set_title(input.project, edit.block_id, title.trim_start());
        commands.extend(wish.map(set).map(Command::Typing));
    }
    if first || !(escape || enter || response.lost_focus()) {
        state.title_edit = Some(edit);
    }
}
