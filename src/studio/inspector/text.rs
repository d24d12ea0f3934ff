//! The editor of texts: several lines, a row of small tools, a counter of length.

use super::desk::{Change, Desk, Spot};
use super::{emoji, pick, words};
use crate::channels::{CHANNELS, Caps, LengthUnit, Limit, channel};
use crate::flow::{Piece, parse_template};
use crate::model::{Label, Project, Record, Shape, text_of};
use crate::studio::theme;
use crate::studio::widgets::{Line, icon_button, line_ui, list_ui};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Id, Ui, WidgetInfo};
use std::ops::Range;

const TOOL: f32 = 24.0;
const EMOJI_CELL: f32 = 26.0;
const EMOJI_WIDTH: f32 = EMOJI_CELL * emoji::PER_ROW as f32;

/// Text on several lines. `limit` is what the counter counts against; no counter without it.
pub(super) fn text(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    value: &str,
    limit: Option<Limit>,
) -> Option<Change> {
    let mut text = value.to_owned();
    let length = limit.map(|limit| Length::of(value, desk.input.project, limit));
    let over = length.is_some_and(|length| length.used > length.limit.max);
    let wrong = over || !desk.findings(spot).is_empty();
    let (width, rows) = (ui.available_width(), if limit.is_some() { 3 } else { 2 });
    let line = Line { id: spot.id, name: &spot.name, hint: "", rows, wrong, width };
    let output = line_ui(ui, desk.input.theme, &line, &mut text);
    if let Some(range) = output.cursor_range {
        let chars = range.as_sorted_char_range();
        desk.state.cursor = Some((spot.id, chars.start.0..chars.end.0));
    }
    let mut typed = output.response.changed();
    let tool = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let tool = tools(ui, desk, spot);
        if let Some(length) = length {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                counter(ui, desk, spot, length);
            });
        }
        tool
    });
    if let Some(tool) = tool.inner {
        let range = desk.state.cursor.clone().filter(|cursor| cursor.0 == spot.id);
        let end = text.chars().count();
        let range = range.map_or(end..end, |cursor| cursor.1);
        let range = apply(&tool, &mut text, range);
        keep_cursor(ui, spot.id, range.clone());
        desk.state.cursor = Some((spot.id, range));
        typed = true;
    }
    typed.then(|| Change::typed(text))
}

/// What a tool does to the text.
enum Tool {
    /// Puts a mark on both sides of what is selected.
    Around(&'static str),
    /// Puts text in the place of what is selected; the cursor comes to stand that many characters before its
    /// end.
    Insert(String, usize),
}

fn tools(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot) -> Option<Tool> {
    let theme = desk.input.theme;
    let name = |label: Label| format!("{} ({})", label.of(desk.input.lang), spot.name);
    let mut tool = None;
    for (icon, label, mark) in
        [("bold", words::BOLD, "**"), ("italic", words::ITALIC, "__"), ("strikethrough", words::STRIKE, "~~")]
    {
        if icon_button(ui, theme, icon, TOOL, &name(label)).clicked() {
            tool = Some(Tool::Around(mark));
        }
    }
    let button = icon_button(ui, theme, "braces", TOOL, &name(words::VARIABLE));
    let picked = list_ui(theme, &button, 190.0, |ui| pick::field_rows(ui, desk, ""));
    if let Some((field, _)) = picked.flatten() {
        let fallback =
            if field == "имя" || field == "first_name" { desk.say(words::FALLBACK) } else { "" };
        let back = 3 + fallback.chars().count();
        tool = Some(Tool::Insert(format!("{{{{ {field} | {fallback} }}}}"), back));
    }
    let button = icon_button(ui, theme, "smile", TOOL, &name(words::EMOJI));
    if let Some(emoji) = list_ui(theme, &button, EMOJI_WIDTH, |ui| emoji_ui(ui, desk)).flatten() {
        tool = Some(Tool::Insert(emoji.to_owned(), 0));
    }
    tool
}

fn emoji_ui(ui: &mut Ui, desk: &Desk<'_>) -> Option<&'static str> {
    let mut picked = None;
    ui.spacing_mut().item_spacing = egui::vec2(0.0, 0.0);
    for row in emoji::EMOJI.chunks(emoji::PER_ROW) {
        ui.horizontal(|ui| {
            for emoji in row {
                let (rect, response) =
                    ui.allocate_exact_size(egui::vec2(EMOJI_CELL, 28.0), egui::Sense::click());
                if response.hovered() || response.has_focus() {
                    let fill = desk.input.theme.tokens.hover;
                    ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, fill);
                }
                let ink = desk.input.theme.tokens.ink;
                let center = egui::Align2::CENTER_CENTER;
                ui.painter().text(rect.center(), center, *emoji, theme::regular(16.0), ink);
                response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, emoji));
                if response.clicked() {
                    picked = Some(*emoji);
                    ui.close();
                }
            }
        });
    }
    picked
}

/// Applies a tool to the characters in `range` and gives where the cursor stands then.
fn apply(tool: &Tool, text: &mut String, range: Range<usize>) -> Range<usize> {
    let byte = |index: usize| text.char_indices().nth(index).map_or(text.len(), |(at, _)| at);
    let (from, to) = (byte(range.start), byte(range.end));
    match tool {
        Tool::Around(mark) => {
            text.insert_str(to, mark);
            text.insert_str(from, mark);
            let shift = mark.chars().count();
            range.start + shift..range.end + shift
        }
        Tool::Insert(insert, back) => {
            text.replace_range(from..to, insert);
            let at = (range.start + insert.chars().count()).saturating_sub(*back);
            at..at
        }
    }
}

/// Puts the cursor into a text field with all of its text selected, so that typing writes over it.
pub(super) fn select_all(ui: &Ui, id: Id, chars: usize) {
    keep_cursor(ui, id, 0..chars);
}

/// Gives a text field the focus, with these characters selected.
fn keep_cursor(ui: &Ui, id: Id, range: Range<usize>) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(range.start), CCursor::new(range.end));
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), id);
    ui.memory_mut(|memory| memory.request_focus(id));
}

/// How long a text will be for a subscriber.
#[derive(Clone, Copy)]
struct Length {
    used: usize,
    limit: Limit,
    /// Whether values of the subscriber will change it.
    about: bool,
}

impl Length {
    /// Counts what will be sent: marks of formatting are not, of a field only its fallback is known.
    fn of(source: &str, project: &Project, limit: Limit) -> Self {
        let (template, _) = parse_template(source, |name| project.field(name).map(|field| field.0));
        let (mut used, mut about) = (0, false);
        for piece in &template.pieces {
            match piece {
                Piece::Literal(text) => used += limit.unit.measure(text),
                Piece::Field(_, fallback) => {
                    used += limit.unit.measure(fallback);
                    about = true;
                }
                Piece::Shown(shown) => {
                    used += limit.unit.measure(&shown.fallback);
                    about = true;
                }
                Piece::Open(_) | Piece::Close(_) => {}
            }
        }
        Self { used, limit, about }
    }
}

fn counter(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, length: Length) {
    let tokens = &desk.input.theme.tokens;
    let sign = if length.about { "≈ " } else { "" };
    let said = format!("{sign}{} / {}", length.used, length.limit.max);
    let color = if length.used > length.limit.max { tokens.error } else { tokens.faint };
    let text = egui::RichText::new(&said).font(theme::regular(theme::CAPTION)).color(color);
    let response = ui.label(text);
    crate::studio::widgets::name_it(&response, &format!("{} ({})", desk.say(words::LENGTH), spot.name));
}

/// The strictest limit of the project's messengers for a text of a block: that of a caption when the block
/// has a file. Without messengers it is the first known one's.
pub(super) fn limit_of(
    project: &Project,
    form: &'static crate::model::Form,
    record: &Record,
) -> Option<Limit> {
    let with_file = form
        .fields
        .iter()
        .any(|field| matches!(field.shape, Shape::Media) && !text_of(record, field.name).is_empty());
    let limit = |caps: &'static Caps| if with_file { caps.caption.unwrap_or(caps.text) } else { caps.text };
    let own = project.channels.iter().filter_map(|setting| channel(&setting.channel));
    let strictest = own.map(|channel| limit(channel.caps())).min_by_key(|limit| bytes_at_most(*limit));
    strictest.or_else(|| CHANNELS.first().map(|channel| limit(channel.caps())))
}

/// Makes limits in different units comparable: what a Cyrillic text may take.
fn bytes_at_most(limit: Limit) -> usize {
    match limit.unit {
        LengthUnit::Bytes => limit.max,
        LengthUnit::Chars | LengthUnit::Utf16 | LengthUnit::Items => limit.max.saturating_mul(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_change_the_selected_characters_of_a_cyrillic_text() {
        let mut text = "Привет, мир".to_owned();
        assert_eq!(apply(&Tool::Around("**"), &mut text, 8..11), 10..13);
        assert_eq!(text, "Привет, **мир**");
        let mut text = "Да 👋".to_owned();
        assert_eq!(apply(&Tool::Insert("{{ имя |  }}".to_owned(), 3), &mut text, 3..4), 12..12);
        assert_eq!(text, "Да {{ имя |  }}");
    }

    #[test]
    fn the_counter_counts_what_is_sent_and_not_its_marks() {
        let project = Project::new("x");
        let Some(limit) = limit_of(&project, &crate::model::Form { name: "", fields: &[] }, &Record::new())
        else {
            return;
        };
        assert_eq!(Length::of("**Привет**, {{ имя | друг }}", &project, limit).used, 12);
        assert_eq!(limit.max, 4096);
    }
}
