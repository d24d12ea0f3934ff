//! The editor of texts: several lines in which variables are chips, tools that form them, counters of length.

use super::desk::{Change, Desk, Spot};
use super::length::{self, Count};
use super::rich::{self, Chip, Look};
use super::tools::{self, Tool};
use super::{link, losses, words};
use crate::flow::Known;
use crate::model::Project;
use crate::studio::command::Command;
use crate::studio::theme::{self, Theme};
use crate::studio::widgets::{Line, icon_button, keep_cursor, laid_line_ui, line_ui, put_cursor, text_in};
use crate::uses::Thing;
use egui::epaint::RectShape;
use egui::text::CCursorRange;
use egui::text_edit::{TextEditOutput, TextEditState};
use egui::{Id, Sense, Shape, Ui, vec2};
use std::ops::Range;

/// Text on several lines with its tools and `counts`; without counts it is a smaller one. What no messenger shows is
/// not `formatted`.
pub(super) fn text(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    (value, hint): (&str, &str),
    counts: &[Count],
    formatted: bool,
) -> Option<Change> {
    let tool = if formatted { tools::shortcut(ui, spot.id) } else { None };
    let over = counts.iter().any(Count::is_over);
    let wrong = over || !desk.findings(spot).is_empty();
    let rows = if counts.is_empty() { 2 } else { 3 };
    let line = Line { id: spot.id, name: &spot.name, hint, rows, wrong, width: ui.available_width() };
    let typed = template_ui(ui, desk, &line, value, formatted);
    let mut along = None;
    let mut below = counts;
    let tool = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let pressed = tools::tools_ui(ui, desk, spot, &mut along, formatted);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            below = length::nearest_ui(ui, desk, counts);
        });
        tool.or(pressed)
    });
    length::others_ui(ui, desk, below);
    let text = typed.as_deref().unwrap_or(value);
    losses::losses_ui(ui, desk, text, counts);
    let changed = match tool.inner {
        Some(tool) => Some(used(ui, desk, spot.id, &tool, text)),
        None => chip_ui(ui, desk, spot, text).or_else(|| link::at_cursor_ui(ui, desk, spot, text)).or(typed),
    };
    changed.map(|text| Change { along, ..Change::typed(text) })
}

/// A field whose text is a template; gives the text after an edit.
pub(super) fn template_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    line: &Line<'_>,
    value: &str,
    formatted: bool,
) -> Option<String> {
    let (theme, project) = (desk.input.theme, desk.input.project);
    let before = cursor_of(ui, line.id);
    let mut text = value.to_owned();
    let knows = |name: &str| is_known(project, name);
    let look = Look { tokens: &theme.tokens, formatted, knows: &knows };
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
        let width = if line.rows > 0 { width } else { f32::INFINITY };
        let job = look.job(text.as_str(), width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let grounds = |output: &TextEditOutput| chip_grounds(theme, output, value);
    let output = laid_line_ui(ui, theme, line, &mut text, Some(&mut layouter), &grounds);
    let mut changed = output.response.changed();
    if changed && let Some((whole, cursor)) = rich::without_torn(value, &text) {
        text = whole;
        put_cursor(ui, line.id, cursor..cursor);
    } else if let Some(range) = output.cursor_range {
        keep_out(ui, line.id, &rich::chips(&text), range, before.filter(|_| !changed));
    }
    if let Some(range) = cursor_of(ui, line.id).filter(|_| output.response.has_focus()) {
        desk.state.cursor = Some((line.id, range.start.min(range.end)..range.start.max(range.end)));
    }
    changed &= text != value;
    changed.then_some(text)
}

/// Whether a variable of that name has a value.
pub(super) fn is_known(project: &Project, name: &str) -> bool {
    project.field(name).is_some() || Known::parse(name).is_some()
}

fn chip_grounds(theme: &Theme, output: &TextEditOutput, text: &str) -> Vec<Shape> {
    let galley = &output.galley;
    // While the text changes the old one is still laid out.
    if galley.text() != text {
        return Vec::new();
    }
    let clip = output.response.rect.shrink(2.0);
    let grounds = rich::grounds(text, galley, output.galley_pos.to_vec2()).into_iter();
    let shown = grounds.map(|ground| ground.intersect(clip)).filter(|ground| ground.width() > 0.0);
    let fill = theme::tint(theme.tokens.accent, theme::TILE_TINT);
    shown.map(|ground| RectShape::filled(ground, 4, fill).into()).collect()
}

/// Where the cursor of a field stands: its moving end last.
fn cursor_of(ui: &Ui, id: Id) -> Option<Range<usize>> {
    let range = TextEditState::load(ui.ctx(), id)?.cursor.char_range()?;
    Some(range.secondary.index.0..range.primary.index.0)
}

/// Moves a cursor out of the chips.
fn keep_out(ui: &Ui, id: Id, chips: &[Chip], range: CCursorRange, before: Option<Range<usize>>) {
    let ends = [range.secondary.index.0, range.primary.index.0];
    let inside = |end: usize| chips.iter().find(|chip| chip.chars.start < end && end < chip.chars.end);
    let snapped = match (inside(ends[0]), inside(ends[1])) {
        (None, None) => return,
        // A double click takes the whole variable.
        (Some(a), Some(b)) if a == b && ends[0] != ends[1] => [a.chars.start, a.chars.end],
        (Some(_), Some(_)) if ends[0] == ends[1] => {
            let end = rich::snapped(chips, ends[1], before.map(|before| before.end));
            [end, end]
        }
        _ => {
            let moving = rich::snapped(chips, ends[1], before.map(|before| before.end));
            [rich::snapped(chips, ends[0], None), moving]
        }
    };
    put_cursor(ui, id, snapped[0]..snapped[1]);
    ui.ctx().request_repaint();
}

/// The text after a tool was used on what is selected.
fn used(ui: &Ui, desk: &mut Desk<'_>, id: Id, tool: &Tool, text: &str) -> String {
    let end = text.chars().count();
    let range = desk.state.cursor.clone().filter(|cursor| cursor.0 == id).map_or(end..end, |cursor| cursor.1);
    let range = range.start.min(end)..range.end.min(end);
    let mut text = text.to_owned();
    let range = tool.apply(&mut text, range);
    keep_cursor(ui, id, range.clone());
    desk.state.cursor = Some((id, range));
    text
}

/// What is said while the value of the variable at the cursor is not known; gives the text after an edit.
fn chip_ui(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, text: &str) -> Option<String> {
    let id = spot.id.with("fallback");
    let focused = ui.memory(|memory| memory.has_focus(spot.id) || memory.has_focus(id));
    let cursor = desk.state.cursor.clone().filter(|cursor| cursor.0 == spot.id && focused)?.1;
    let touches = |chip: &&Chip| {
        chip.chars.end == cursor.end || (chip.chars.start == cursor.start && cursor.is_empty())
    };
    let chip = rich::chips(text).iter().find(touches).cloned()?;
    let (name, filter, mut fallback) = rich::parts(text, &chip);
    let (theme, tokens) = (desk.input.theme, &desk.input.theme.tokens);
    let mut edited = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let said = words::unknown_value(&name, desk.input.lang);
        let galley = ui.painter().layout_no_wrap(said.clone(), theme::regular(theme::CAPTION), tokens.muted);
        let room = galley.size().x.min(ui.available_width() * 0.55);
        let (rect, _) = ui.allocate_exact_size(vec2(room, 32.0), Sense::hover());
        text_in(ui, rect, &said, theme::regular(theme::CAPTION), tokens.muted);
        let width = ui.available_width() - 2.0 * (theme::HIT + 4.0);
        let label = format!("{} ({})", desk.say(words::FALLBACK_OF), spot.name);
        let line =
            Line { id, name: &label, hint: desk.say(words::NOTHING_SAID), rows: 0, wrong: false, width };
        if line_ui(ui, theme, &line, &mut fallback).response.changed() {
            edited = Some(rich::variable(&name, &filter, &fallback));
        }
        if icon_button(ui, theme, "text-search", theme::HIT, &words::where_used(&name, desk.input.lang))
            .clicked()
        {
            desk.state.asked.push(Command::ShowUses(Thing::Field, name.clone()));
        }
        let remove = format!("{} «{name}»", desk.say(words::REMOVE));
        if icon_button(ui, theme, "x", theme::HIT, &remove).clicked() {
            edited = Some(String::new());
        }
    });
    let edited = edited?;
    let before = rich::slice(text, &(0..chip.chars.start));
    let after = rich::slice(text, &(chip.chars.end..text.chars().count()));
    let end = chip.chars.start + edited.chars().count();
    desk.state.cursor = Some((spot.id, end..end));
    Some(format!("{before}{edited}{after}"))
}
