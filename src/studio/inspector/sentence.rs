//! Rows that read as a sentence: «если [поле] [город] [равно] Москва», every word of which is edited in its place.

use super::applies::applies;
use super::desk::{Change, Desk, Spot};
use super::{pick, refer, text, words};
use crate::flow::{every_day, parse_duration, parse_weekdays};
use crate::model::{Choice, Form, FormField, Prop, Record, Shape, flag_of, text_of};
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::widgets::spoken::{days_words, duration_words};
use crate::studio::widgets::{Line, WORD_HEIGHT, elided, icon_toggle, line_ui, list_ui, menu_note, menu_row};
use egui::accesskit::Role;
use egui::{CursorIcon, Response, Sense, Ui, WidgetInfo, vec2};

/// Narrowest and widest field inside a sentence, points.
const WIDTHS: (f32, f32) = (56.0, 200.0);

/// Whether rows of a form read as a sentence: their first word decides what the others are.
pub(super) fn reads(form: &Form) -> bool {
    matches!(form.name, "rule" | "action")
}

/// What stands before a rule: «если», then what joins it to the one before.
pub(super) fn opening_ui(ui: &mut Ui, desk: &Desk<'_>, form: &Form, index: usize, any: bool) {
    if form.name != "rule" {
        return;
    }
    let word = match (index, any) {
        (0, _) => words::IF,
        (_, false) => words::AND,
        (_, true) => words::OR,
    };
    word_ui(ui, desk, desk.say(word), true);
}

/// The words of a row, wrapped; gives which property was changed.
pub(super) fn words_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    form: &'static Form,
    row: &Record,
    spot_of: &dyn Fn(&Desk<'_>, &FormField) -> Spot,
    commands: &mut Vec<Command>,
) -> Option<(&'static str, Change)> {
    let mut changed = None;
    for field in form.fields.iter().filter(|field| applies(form, field, row)) {
        let spot = spot_of(desk, field);
        if let Some(lead) = words::lead(form.name, field.name, text_of(row, "what"), text_of(row, "act")) {
            word_ui(ui, desk, desk.say(lead), false);
        }
        if let Some(change) = one_ui(ui, desk, &spot, field, row, commands) {
            changed = Some((field.name, change));
        }
    }
    changed
}

fn one_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    field: &'static FormField,
    row: &Record,
    commands: &mut Vec<Command>,
) -> Option<Change> {
    let value = text_of(row, field.name);
    match field.shape {
        Shape::Choice(choices) => choice_ui(ui, desk, spot, value, choices),
        Shape::Field => {
            let button = chip_ui(ui, desk, &spot.name, value, words::A_FIELD.of(desk.input.lang), true);
            let picked =
                list_ui(desk.input.theme, &button, 200.0, |ui| pick::field_menu(ui, desk, spot.id, value));
            pick::field_change(desk, picked.flatten()?)
        }
        Shape::Tag => {
            let button = chip_ui(ui, desk, &spot.name, value, words::A_TAG.of(desk.input.lang), true);
            let picked =
                list_ui(desk.input.theme, &button, 200.0, |ui| pick::tag_menu(ui, desk, spot.id, value));
            Some(pick::tag_change(desk, &picked.flatten()?))
        }
        Shape::Named(list) => {
            let button = chip_ui(ui, desk, &spot.name, value, words::CHOOSE.of(desk.input.lang), true);
            let picked = list_ui(desk.input.theme, &button, 200.0, |ui| {
                refer::named_menu(ui, desk, (value, list), commands)
            });
            picked.flatten().filter(|name| name != value).map(Change::chosen)
        }
        Shape::Flag => {
            let on = flag_of(row, field.name);
            let shown = desk.say(words::NOT_SO);
            let button = if on {
                chip_ui(ui, desk, &spot.name, shown, shown, false)
            } else {
                icon_toggle(ui, desk.input.theme, "circle-slash", 22.0, &spot.name, false)
            };
            button.clicked().then(|| Change::set((!on).then_some(Prop::Flag(true))))
        }
        Shape::Weekdays => days_ui(ui, desk, spot, value),
        Shape::Window => {
            ui.allocate_ui(vec2(230.0, 32.0), |ui| {
                ui.set_width(230.0);
                super::time::window(ui, desk, spot, value)
            })
            .inner
        }
        Shape::Duration => duration_ui(ui, desk, spot, value),
        _ => line(ui, desk, spot, value),
    }
}

/// A word that is not edited.
fn word_ui(ui: &mut Ui, desk: &Desk<'_>, word: &str, strong: bool) {
    let tokens = &desk.input.theme.tokens;
    let (font, color) = if strong {
        (theme::semibold(theme::BODY), tokens.ink)
    } else {
        (theme::regular(theme::BODY), tokens.muted)
    };
    let galley = ui.painter().layout_no_wrap(word.to_owned(), font, color);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, WORD_HEIGHT), Sense::hover());
    ui.painter().galley(rect.left_center() - vec2(0.0, galley.size().y / 2.0), galley, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
}

/// A word that opens a list: tinted, so that one sees that it can be pressed.
fn chip_ui(ui: &mut Ui, desk: &Desk<'_>, name: &str, shown: &str, hint: &str, list: bool) -> Response {
    let tokens = &desk.input.theme.tokens;
    let (text, ink) = if shown.is_empty() { (hint, tokens.faint) } else { (shown, tokens.accent) };
    let room = ui.max_rect().width().min(240.0) - 16.0;
    let galley = elided(ui, text, theme::medium(theme::BODY), ink, room);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 14.0, WORD_HEIGHT), Sense::click());
    let lit = response.hovered() || response.has_focus();
    let fill = match (lit, shown.is_empty()) {
        (true, _) => tokens.hover,
        (false, true) => tokens.field,
        (false, false) => theme::tint(tokens.accent, 10),
    };
    ui.painter().rect_filled(rect.shrink2(vec2(0.0, 2.0)), theme::RADIUS_CONTROL, fill);
    let at = rect.left_center() + vec2(7.0, -galley.size().y / 2.0);
    ui.painter().galley(at.round(), galley, ink);
    response.widget_info(|| {
        if list {
            let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
            info.current_text_value = Some(shown.to_owned());
            info
        } else {
            WidgetInfo::selected(Role::Switch, true, !shown.is_empty(), name)
        }
    });
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name)
}

fn choice_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    spot: &Spot,
    value: &str,
    choices: &'static [Choice],
) -> Option<Change> {
    let chosen = choices.iter().find(|choice| choice.name == value).or(choices.first());
    let shown = chosen.map_or("", |choice| choice.label.of(desk.input.lang));
    let button = chip_ui(ui, desk, &spot.name, &lowered(shown), "", true);
    list_ui(desk.input.theme, &button, 210.0, |ui| choice_menu(ui, desk, value, choices)).flatten()
}

/// Rows of what can be chosen; the first is what holds when nothing is said.
pub(super) fn choice_menu(
    ui: &mut Ui,
    desk: &Desk<'_>,
    value: &str,
    choices: &'static [Choice],
) -> Option<Change> {
    let chosen = choices.iter().position(|choice| choice.name == value).unwrap_or(0);
    let mut pressed = None;
    for (index, choice) in choices.iter().enumerate() {
        if menu_row(ui, desk.input.theme, "", choice.label.of(desk.input.lang), index == chosen).clicked() {
            pressed = Some(index);
            ui.close();
        }
    }
    let index = pressed.filter(|index| *index != chosen)?;
    Some(Change::set((index > 0).then(|| Prop::Text(choices[index].name.to_owned()))))
}

/// A label in the middle of a sentence.
pub(super) fn lowered(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// A field as wide as its words.
fn line(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let hint = desk.say(words::lead_hint(&spot.path));
    let shown = if value.is_empty() { hint } else { value };
    let width = width_of(ui, shown);
    let wrong = !desk.findings(spot).is_empty();
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong, width };
    text::template_ui(ui, desk, &line, value, false).map(Change::typed)
}

fn width_of(ui: &Ui, shown: &str) -> f32 {
    let font = theme::regular(theme::BODY);
    let galley = ui.painter().layout_no_wrap(shown.to_owned(), font, egui::Color32::PLACEHOLDER);
    (galley.size().x + 24.0).clamp(WIDTHS.0, WIDTHS.1)
}

/// A span of time: in words while nobody types.
fn duration_ui(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let span = parse_duration(value);
    let wrong = span.is_none() && !value.trim().is_empty();
    let focused = ui.memory(|memory| memory.has_focus(spot.id));
    let mut text = match span {
        Some(span) if !focused => duration_words(span, desk.input.lang),
        Some(_) | None => value.to_owned(),
    };
    let hint = desk.say(words::ANY_SPAN);
    let width = width_of(ui, if text.is_empty() { hint } else { &text });
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong, width };
    let output = line_ui(ui, desk.input.theme, &line, &mut text);
    output.response.changed().then(|| Change::typed(text))
}

/// Days of the week as one word: «пн–пт», with a list of days to tick.
fn days_ui(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let mask = parse_weekdays(value).unwrap_or(every_day());
    let shown = days_words(mask, desk.input.lang);
    let button = chip_ui(ui, desk, &spot.name, &shown, "", true);
    list_ui(desk.input.theme, &button, 236.0, |ui| {
        menu_note(ui, desk.input.theme, &spot.name);
        super::time::weekdays(ui, desk, spot, value)
    })
    .flatten()
}
