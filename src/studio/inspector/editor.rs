//! From the shape of a property to its editor: the one place that knows all shapes.

use super::desk::{Change, Desk, Spot, findings_ui};
use super::{length, lines, list_name, media, pick, refer, rows, simple, text, time};
use crate::model::{FormField, Prop, Record, Shape, flag_of, rows_of, text_of};
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::widgets::{elided, tip_above};
use egui::{Sense, Ui, vec2};

/// Longest explanation that an empty line shows, in characters.
const HINT_MAX: usize = 36;

/// A property with its label above and its findings below.
pub(super) fn field_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    field: &'static FormField,
    record: &Record,
    commands: &mut Vec<Command>,
) -> Option<Change> {
    let change = ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        if !matches!(field.shape, Shape::Flag) {
            caption(ui, desk, field);
        }
        let hint = Some(field.help.of(desk.input.lang)).filter(|help| help.chars().count() <= HINT_MAX);
        let change = hinted_ui(ui, desk, spot, (field, hint.unwrap_or("")), record, commands);
        let found = match field.shape {
            Shape::Lines => desk.findings_of_lines(spot),
            _ => desk.findings(spot),
        };
        findings_ui(ui, desk, &found, commands);
        change
    });
    desk.drew(spot.id, change.response.rect);
    change.inner
}

/// The label over an editor. The editor carries the name for assistive technology, so this is only painted.
fn caption(ui: &mut Ui, desk: &Desk<'_>, field: &FormField) {
    let color = desk.input.theme.tokens.muted;
    let width = ui.available_width() - 4.0;
    let font = theme::regular(theme::CAPTION);
    let galley = elided(ui, field.label.of(desk.input.lang), font, color, width);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y.ceil()), Sense::hover());
    ui.painter().galley(rect.min + vec2(2.0, 0.0), galley, color);
    tip_above(&response, field.help.of(desk.input.lang));
}

/// The editor of a property without its label, which an empty line shows instead.
pub(super) fn editor_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    field: &'static FormField,
    record: &Record,
    commands: &mut Vec<Command>,
) -> Option<Change> {
    hinted_ui(ui, desk, spot, (field, field.label.of(desk.input.lang)), record, commands)
}

/// The editor with what an empty line shows.
fn hinted_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    (field, hint): (&'static FormField, &str),
    record: &Record,
    commands: &mut Vec<Command>,
) -> Option<Change> {
    let value = text_of(record, field.name);
    let help = field.help.of(desk.input.lang);
    match field.shape {
        Shape::Text => {
            // What the team or a program reads has no limits of messengers and no formatting.
            let counts = if field.is_spoken { length::of_block(desk, spot, value) } else { Vec::new() };
            text::text(ui, desk, spot, (value, ""), &counts, field.is_spoken)
        }
        Shape::Line => match list_name::list_of(desk.input.project, spot) {
            Some(list) => list_name::name(ui, desk, (spot, list), value, hint),
            None => simple::line(ui, desk, spot, value, hint),
        },
        Shape::Url => simple::line(ui, desk, spot, value, "https://"),
        Shape::Date => refer::date(ui, desk, spot, value),
        Shape::Table => refer::table(ui, desk, spot, value, commands),
        Shape::Named(list) => refer::named(ui, desk, spot, (value, list), commands),
        Shape::Block => refer::block(ui, desk, spot, value),
        Shape::Int { min, max, default } => {
            let int = match record.get(field.name) {
                Some(Prop::Int(int)) => *int,
                _ => default,
            };
            simple::int(ui, desk, spot, int, (min, max, default))
        }
        Shape::Flag => {
            let label = field.label.of(desk.input.lang);
            simple::flag(ui, desk, (spot, label), flag_of(record, field.name))
        }
        Shape::Choice(choices) => simple::choice(ui, desk, spot, value, choices),
        Shape::Duration => time::duration(ui, desk, spot, value, field.name != "typing"),
        Shape::TimeOfDay => time::time_of_day(ui, desk, spot, value),
        Shape::Window => time::window(ui, desk, spot, value),
        Shape::Weekdays => time::weekdays(ui, desk, spot, value),
        Shape::Field => pick::field(ui, desk, spot, value),
        Shape::Tag => pick::tag(ui, desk, spot, value),
        Shape::Funnel => pick::funnel(ui, desk, spot, value),
        Shape::Media => media::media(ui, desk, spot, value, commands),
        Shape::Formula => simple::formula(ui, desk, spot, value, help),
        Shape::Lines => {
            let held = match record.get(field.name) {
                Some(Prop::Lines(lines)) => lines.as_slice(),
                _ => &[],
            };
            lines::lines(ui, desk, spot, held, lines::Added::AtOnce)
        }
        Shape::List(row_form) => {
            desk.any = text_of(record, "join") == "any";
            rows::list(ui, desk, spot, rows_of(record, field.name), row_form, commands)
        }
    }
}
