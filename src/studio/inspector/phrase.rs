//! The sentence of a block of time on the card: what it says is pressed and changed in its place.

use super::applies::applies;
use super::desk::{Desk, Spot};
use super::say::{Part, parts, sentence};
use super::stepped::prop_id;
use super::{command_of, editor, pick, sentence as rows};
use crate::blocks::BlockType;
use crate::model::{Block, Shape};
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::widgets::{list_ui, part_ui, words_ui};
use egui::accesskit::Role;
use egui::{Frame, Id, Ui, WidgetInfo, vec2};

/// Width of the list in which a part is changed, points.
const WIDTH: f32 = 236.0;

/// The sentence on a quiet ground; nothing for a block that has none.
pub(super) fn sentence_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    block: &Block,
    kind: &'static BlockType,
    commands: &mut Vec<Command>,
) {
    let Some(said) = parts(block, desk.input.lang) else { return };
    let fill = theme::tint(desk.input.theme.tokens.time, 10);
    let frame = Frame::new().fill(fill).corner_radius(theme::RADIUS_CONTROL).inner_margin(8);
    let response = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
        ui.horizontal_wrapped(|ui| {
            for part in &said {
                match part {
                    Part::Words(words) => words_ui(ui, desk.input.theme, words),
                    Part::Prop(name, shown) => prop_ui(ui, desk, block, kind, (name, shown), commands),
                }
            }
        });
    });
    for part in &said {
        if let Part::Prop(name, _) = part {
            desk.drew(prop_id(desk.input.block_id, name), response.response.rect);
        }
    }
    let said = sentence(&said);
    response.response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

/// Whether a property is edited in the sentence.
pub(super) fn says(block: &Block, desk: &Desk<'_>, prop: &str) -> bool {
    let said = parts(block, desk.input.lang).unwrap_or_default();
    said.iter().any(|part| matches!(part, Part::Prop(name, _) if name == prop))
}

/// A part that opens the editor of its property.
fn prop_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    block: &Block,
    kind: &'static BlockType,
    (name, shown): (&str, &str),
    commands: &mut Vec<Command>,
) {
    let input = desk.input;
    let Some(field) = kind.form.field(name).filter(|field| applies(kind.form, field, &block.props)) else {
        return words_ui(ui, input.theme, shown);
    };
    let spot = Spot {
        id: Id::unique(("sentence", input.block_id.0, field.name)),
        path: field.name.to_owned(),
        row: None,
        name: field.label.of(input.lang).to_owned(),
    };
    let button = part_ui(ui, input.theme, spot.id.with("part"), (shown, &spot.name));
    let change = list_ui(input.theme, &button, WIDTH, |ui| {
        let value = block.text(name);
        match field.shape {
            // A list inside the list would close it.
            Shape::Choice(choices) => rows::choice_menu(ui, desk, value, choices),
            Shape::Field => {
                let picked = pick::field_menu(ui, desk, spot.id, value)?;
                pick::field_change(desk, picked)
            }
            _ => {
                ui.spacing_mut().item_spacing.y = 6.0;
                editor::field_ui(ui, desk, &spot, field, &block.props, commands)
            }
        }
    });
    commands.extend(change.flatten().map(|change| command_of(input, field.name, change)));
}
