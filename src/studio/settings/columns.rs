//! How wide the columns of a table are: as what stands in them needs, or as somebody pulled their borders.

use super::SettingsInput;
use super::table::{GAP, TOOL};
use super::words;
use crate::model::Table;
use crate::studio::controls::width_of;
use crate::studio::theme;
use egui::accesskit::Role;
use egui::{CursorIcon, Id, Rect, Sense, Stroke, Ui, WidgetInfo};

/// Narrowest column, and the widest that nobody pulled wider, points.
const WIDTHS: (f32, f32) = (72.0, 320.0);
/// What a field has beside its text.
const PADDING: f32 = 22.0;
/// Rows that are measured.
const MEASURED: usize = 60;
/// How near a hand must come to a border, points.
const REACH: f32 = 4.0;

/// Widths of the columns; where there is room they fill it.
pub(super) fn widths(ui: &Ui, table: &Table, room: f32) -> Vec<f32> {
    let pulled: Option<Vec<f32>> = ui.data(|data| data.get_temp(id_of(table)));
    if let Some(pulled) = pulled.filter(|pulled| pulled.len() == table.columns.len()) {
        return pulled;
    }
    let text = |text: &str| width_of(ui, text, theme::regular(theme::BODY)) + PADDING;
    let needs = table.columns.iter().enumerate().map(|(at, name)| {
        let cells = table.rows.iter().take(MEASURED).filter_map(|row| row.get(at));
        let widest = cells.map(|cell| text(cell)).fold(text(name) + TOOL, f32::max);
        widest.clamp(WIDTHS.0, WIDTHS.1).ceil()
    });
    shared(needs.collect(), room)
}

/// Room that is left goes to all columns alike.
fn shared(needs: Vec<f32>, room: f32) -> Vec<f32> {
    let count = needs.len().max(1) as f32;
    let spare = room - needs.iter().sum::<f32>() - GAP * count;
    let more = (spare / count).floor().max(0.0);
    needs.into_iter().map(|need| need + more).collect()
}

fn id_of(table: &Table) -> Id {
    Id::unique(("columns", &table.name))
}

/// The borders between columns, which a hand pulls; a double click brings back what the text needs.
pub(super) fn borders_ui(ui: &Ui, input: &SettingsInput<'_>, table: &Table, (grid, widths): (Rect, &[f32])) {
    let mut left = grid.left();
    for (at, width) in widths.iter().enumerate() {
        let x = left + width + GAP / 2.0;
        left += width + GAP;
        let area = Rect::from_x_y_ranges(x - REACH..=x + REACH, grid.y_range());
        // For hands only: the keyboard has nothing to pull.
        let border = ui.interact(area, id_of(table).with(at), Sense::CLICK | Sense::DRAG);
        let name = format!("{} {}", words::COLUMN_BORDER.of(input.lang), at + 1);
        border.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, &name));
        if border.hovered() || border.dragged() {
            let line = Stroke::new(2.0, input.theme.tokens.accent);
            ui.painter().vline(x, grid.y_range(), line);
        }
        if border.double_clicked() {
            ui.data_mut(|data| data.remove::<Vec<f32>>(id_of(table)));
        } else if let Some(to) = border.interact_pointer_pos().filter(|_| border.dragged()) {
            // The others stay as they are, so that the border goes with the hand.
            let mut pulled = widths.to_vec();
            pulled[at] = (to.x - (x - width)).max(WIDTHS.0).round();
            if pulled != widths {
                ui.data_mut(|data| data.insert_temp(id_of(table), pulled));
                ui.ctx().request_repaint();
            }
        }
        border.on_hover_cursor(CursorIcon::ResizeHorizontal);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_room_that_is_left_and_never_shrink_below_their_text() {
        assert_eq!(shared(vec![100.0, 200.0], 408.0), [150.0, 250.0]);
        assert_eq!(shared(vec![100.0, 320.0], 300.0), [100.0, 320.0]);
    }
}
