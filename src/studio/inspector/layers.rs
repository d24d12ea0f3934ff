//! The texts of a block in other languages and messengers: the strip that chooses which, and their form.
//!
//! What a layer does not say is said as the project has it, so the original stands faint in every empty field.

use super::desk::{Desk, Spot, findings_ui};
use super::length::{self, Count};
use super::time::paint_chip;
use super::{text, words};
use crate::blocks::block_type;
use crate::channels::channel;
use crate::compile::{Spoken, spoken_in};
use crate::diag::Anchor;
use crate::edit::{Transaction, build};
use crate::model::{Block, Form, FormField, Lang, Layer, Project, Shape, rows_of, text_of};
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::widgets::{
    Line, elided, icon_at, icon_button, line_ui, list_ui, menu_note, menu_row, text_in,
};
use egui::accesskit::Role;
use egui::{CursorIcon, Id, Key, Rect, Response, Sense, Ui, WidgetInfo, vec2};
use std::collections::BTreeMap;

const HEIGHT: f32 = 24.0;

/// Languages that can be added by name, as they call themselves.
pub(super) const LANGUAGES: [(&str, &str); 18] = [
    ("ru", "Русский"),
    ("en", "English"),
    ("kk", "Қазақша"),
    ("uz", "Oʻzbekcha"),
    ("ky", "Кыргызча"),
    ("tg", "Тоҷикӣ"),
    ("az", "Azərbaycanca"),
    ("hy", "Hayeren"),
    ("be", "Беларуская"),
    ("uk", "Українська"),
    ("tt", "Татарча"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("tr", "Türkçe"),
    ("zh", "Zhongwen"),
];

/// A language as it calls itself; one without a name here goes by its code.
pub(super) fn language_name(code: &str) -> &str {
    let main = if code.is_empty() { "ru" } else { code };
    LANGUAGES.iter().find(|known| known.0.eq_ignore_ascii_case(main)).map_or(main, |known| known.1)
}

/// What a layer is called: «English», «WhatsApp», «English · WhatsApp».
pub(super) fn layer_name(name: &str, lang: Lang) -> String {
    let (language, messenger) = name.split_once('@').unwrap_or((name, ""));
    let messenger = channel(messenger).map_or(messenger, |channel| channel.label().of(lang));
    let parts = [if language.is_empty() { "" } else { language_name(language) }, messenger];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The texts of the block whose card it is, read anew when the project has changed.
pub(super) fn said(desk: &mut Desk<'_>) -> Vec<Spoken> {
    let of = (desk.input.block_id, desk.input.revision);
    if desk.state.spoken.as_ref().is_none_or(|held| held.0 != of) {
        desk.state.spoken = Some((of, spoken_in(desk.input.project, of.0)));
    }
    desk.state.spoken.as_ref().map(|held| held.1.clone()).unwrap_or_default()
}

/// What a layer says in place of a text.
pub(super) fn text_in_layer<'p>(project: &'p Project, layer: &str, key: &str) -> Option<&'p str> {
    let layer = project.layers.iter().find(|other| other.name == layer)?;
    layer.texts.get(key).map(String::as_str).filter(|text| !text.trim().is_empty())
}

/// The strip over the form: the project's own texts, every layer, and what adds one. Nothing for a block that says
/// nothing.
pub(super) fn strip_ui(ui: &mut Ui, desk: &mut Desk<'_>, said: &[Spoken], commands: &mut Vec<Command>) {
    let (project, lang) = (desk.input.project, desk.input.lang);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        let own = language_name(&project.language);
        if chip_ui(ui, desk, own, 0, desk.state.layer.is_empty()).clicked() {
            desk.state.layer.clear();
        }
        for layer in &project.layers {
            let is_missing = |spoken: &&Spoken| {
                !spoken.text.trim().is_empty() && text_in_layer(project, &layer.name, &spoken.key).is_none()
            };
            // A messenger's layer says only what is different there.
            let whole = layer.channel().is_empty();
            let missing = if whole { said.iter().filter(is_missing).count() } else { 0 };
            let on = desk.state.layer == layer.name;
            if chip_ui(ui, desk, &layer_name(&layer.name, lang), missing, on).clicked() {
                desk.state.layer.clone_from(&layer.name);
            }
        }
        let button = icon_button(ui, desk.input.theme, "plus", HEIGHT, desk.say(words::ADD_LAYER));
        add_ui(desk, &button, commands);
    });
}

/// One of the languages and messengers, with how many texts it lacks.
fn chip_ui(ui: &mut Ui, desk: &Desk<'_>, name: &str, missing: usize, on: bool) -> Response {
    let tokens = &desk.input.theme.tokens;
    let ink = if on { tokens.accent } else { tokens.muted };
    let galley = elided(ui, name, theme::medium(12.0), ink, 180.0);
    let count = if missing > 0 { missing.to_string() } else { String::new() };
    let count = ui.painter().layout_no_wrap(count, theme::semibold(theme::CAPTION), tokens.warn);
    let tail = if missing > 0 { count.size().x + 5.0 } else { 0.0 };
    let size = vec2(galley.size().x + tail + 16.0, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let lit = response.hovered() || response.has_focus();
    paint_chip(ui, desk, rect, on, lit);
    let left = rect.left_center() + vec2(8.0, 0.0);
    let right = galley.size().x;
    ui.painter().galley(left - vec2(0.0, galley.size().y / 2.0), galley, ink);
    ui.painter().galley(left + vec2(right + 5.0, -count.size().y / 2.0), count, tokens.warn);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, name));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    match missing {
        0 => response,
        missing => response.on_hover_text(words::untranslated(missing, desk.input.lang)),
    }
}

/// The list that adds a language or a messenger.
pub(super) fn add_ui(desk: &mut Desk<'_>, button: &Response, commands: &mut Vec<Command>) {
    let (theme, project, lang) = (desk.input.theme, desk.input.project, desk.input.lang);
    let has = |name: &str| project.layers.iter().any(|layer| layer.name.eq_ignore_ascii_case(name));
    let own = if project.language.is_empty() { "ru" } else { &project.language };
    let added = list_ui(theme, button, 220.0, |ui| {
        let mut added = code_ui(ui, desk, own);
        let messengers = project.channels.iter().map(|setting| setting.channel.as_str());
        let language = desk.state.layer.split('@').next().unwrap_or_default();
        let of_messenger = messengers.filter(|name| channel(name).is_some()).flat_map(|name| {
            let plain = (format!("@{name}"), true);
            [plain, (format!("{language}@{name}"), !language.is_empty())]
        });
        let mut offered: Vec<String> = of_messenger.filter(|offer| offer.1).map(|offer| offer.0).collect();
        offered.retain(|name| !has(name));
        offered.dedup();
        if !offered.is_empty() {
            menu_note(ui, theme, desk.say(words::OF_MESSENGERS));
        }
        for name in offered {
            if menu_row(ui, theme, "message-square-text", &layer_name(&name, lang), false).clicked() {
                added = Some(name);
            }
        }
        menu_note(ui, theme, desk.say(words::LANGUAGES));
        for (code, name) in
            LANGUAGES.iter().filter(|known| !has(known.0) && !own.eq_ignore_ascii_case(known.0))
        {
            if menu_row(ui, theme, "languages", name, false).clicked() {
                added = Some((*code).to_owned());
            }
        }
        if added.is_some() {
            ui.close();
        }
        added
    });
    let Some(name) = added.flatten().filter(|name| !has(name)) else { return };
    let added = build::set_layer(project, &name, BTreeMap::new());
    commands.push(Command::Edit(Transaction::new(words::ADD_LAYER, added.edits)));
    desk.state.layer = name;
}

/// A field for a language by its code; gives it once Enter was pressed.
fn code_ui(ui: &mut Ui, desk: &mut Desk<'_>, own: &str) -> Option<String> {
    let hint = desk.say(words::LANGUAGE_CODE);
    let text = desk.state.search.trim().to_owned();
    let fits = Layer::is_valid_name(&text) && !text.eq_ignore_ascii_case(own);
    let id = Id::unique("code of a language");
    let width = ui.available_width();
    let line = Line { id, name: hint, hint, rows: 0, wrong: !fits && !text.is_empty(), width };
    let output = line_ui(ui, desk.input.theme, &line, &mut desk.state.search);
    let entered = output.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered && fits {
        desk.state.search.clear();
        return Some(text);
    }
    None
}

/// The form of a layer: every text that the block says, with the original in the empty ones.
pub(super) fn form_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    block: &Block,
    said: &[Spoken],
    commands: &mut Vec<Command>,
) {
    let layer = desk.state.layer.clone();
    let Some(kind) = block_type(&block.kind) else { return };
    // In the order of the block's own form, not in that of its lowering.
    let order = |spoken: &&Spoken| match &spoken.at {
        Anchor::Prop { prop, row, .. } => {
            let top = prop.split('.').next();
            (kind.form.fields.iter().position(|field| Some(field.name) == top), *row)
        }
        Anchor::Project | Anchor::Funnel(_) | Anchor::Block(_) | Anchor::Exit(..) | Anchor::File(_) => {
            (None, None)
        }
    };
    let mut said: Vec<&Spoken> = said.iter().collect();
    said.sort_by_key(order);
    for spoken in said {
        let Anchor::Prop { prop, row, .. } = &spoken.at else { continue };
        let Some((path, field)) = place_of(kind.form, block, prop, *row, desk.input.lang) else { continue };
        let spot = Spot {
            id: Id::unique(("layer", &layer, &spoken.key)),
            path: prop.clone(),
            row: *row,
            name: format!("{path} ({})", layer_name(&layer, desk.input.lang)),
        };
        if let Some(said) = one_ui(ui, desk, &spot, (&path, field), (spoken, block), commands) {
            let project = desk.input.project;
            commands.push(Command::Typing(build::set_text(project, &layer, &spoken.key, said)));
        }
    }
}

/// One text of a layer with its original; gives the text after an edit.
fn one_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    (path, field): (&str, &FormField),
    (spoken, block): (&Spoken, &Block),
    commands: &mut Vec<Command>,
) -> Option<String> {
    let layer = desk.state.layer.clone();
    let value = desk
        .input
        .project
        .layers
        .iter()
        .find(|other| other.name == layer)
        .and_then(|layer| layer.texts.get(&spoken.key).cloned())
        .unwrap_or_default();
    let original = plain(&spoken.text);
    let mut brought = None;
    let edited = ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let is_missing = value.trim().is_empty() && !original.is_empty();
        brought = caption_ui(ui, desk, path, is_missing, spot).then(|| spoken.text.clone());
        let edited = match field.shape {
            Shape::Text => {
                let shown = if value.trim().is_empty() { &spoken.text } else { &value };
                let counts = counts_of(desk.input.project, block, &layer, spoken, shown);
                text::text(ui, desk, spot, (&value, &original), &counts, true)
            }
            _ => {
                let width = ui.available_width();
                let line =
                    Line { id: spot.id, name: &spot.name, hint: &original, rows: 0, wrong: false, width };
                text::template_ui(ui, desk, &line, &value, false).map(super::desk::Change::typed)
            }
        };
        findings_ui(ui, desk, &desk.findings(spot), commands);
        edited
    });
    desk.drew(spot.id, edited.response.rect);
    brought.or_else(|| {
        edited.inner.map(|change| match change.prop {
            Some(crate::model::Prop::Text(text)) => text,
            _ => String::new(),
        })
    })
}

/// The lengths of what a layer says, in the messengers that it is for.
fn counts_of(project: &Project, block: &Block, layer: &str, spoken: &Spoken, value: &str) -> Vec<Count> {
    let Anchor::Prop { prop, .. } = &spoken.at else { return Vec::new() };
    let (language, messenger) = layer.split_once('@').unwrap_or((layer, ""));
    let said = |channel: &str| {
        let own = (messenger.is_empty()).then(|| format!("{language}@{channel}"))?;
        text_in_layer(project, &own, &spoken.key).map(str::to_owned)
    };
    let mut counts = length::counts(project, block, prop, value, said);
    counts.retain(|count| messenger.is_empty() || count.is_of(messenger));
    counts
}

/// The name of a text; where it is not translated, a mark and a press that brings the original. Gives whether that
/// was pressed.
fn caption_ui(ui: &mut Ui, desk: &Desk<'_>, path: &str, is_missing: bool, spot: &Spot) -> bool {
    let tokens = &desk.input.theme.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let font = theme::regular(theme::CAPTION);
    let mut room = rect.shrink2(vec2(2.0, 0.0));
    let mut pressed = false;
    if is_missing {
        let copy = Rect::from_min_max(rect.right_top() - vec2(20.0, 0.0), rect.max);
        let response = ui.interact(copy, spot.id.with("original"), Sense::click());
        let lit = response.hovered() || response.has_focus();
        icon_at(ui, copy, "copy", 13.0, if lit { tokens.accent } else { tokens.muted });
        let name = format!("{}: {}", desk.say(words::TAKE_ORIGINAL), spot.name);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        pressed = response.on_hover_text(desk.say(words::TAKE_ORIGINAL)).clicked();
        let mark = desk.say(if desk.state.layer.contains('@') {
            words::AS_ELSEWHERE
        } else {
            words::NOT_TRANSLATED
        });
        let color = if desk.state.layer.contains('@') { tokens.faint } else { tokens.warn };
        let galley = ui.painter().layout_no_wrap(mark.to_owned(), font.clone(), color);
        let left = copy.left() - galley.size().x - 4.0;
        let place = Rect::from_min_max(egui::pos2(left, rect.top()), copy.left_bottom());
        text_in(ui, place, mark, font.clone(), color);
        let response = ui.interact(place, spot.id.with("missing"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, mark));
        room.max.x = left - 6.0;
    }
    text_in(ui, room, path, font, tokens.muted);
    pressed
}

/// A text without its signs, for a hint: variables by their names, no marks.
fn plain(source: &str) -> String {
    let mut text = source.to_owned();
    for chip in super::rich::chips(source).iter().rev() {
        let (name, ..) = super::rich::parts(source, chip);
        let letters: Vec<char> = text.chars().collect();
        let (before, after) = (&letters[..chip.chars.start], &letters[chip.chars.end..]);
        text = before.iter().copied().chain(name.chars()).chain(after.iter().copied()).collect();
    }
    crate::flow::unmarked(&text)
}

/// What a text is called in the form, «Кнопки 2 · Надпись», and its property.
pub(super) fn place_of(
    form: &'static Form,
    block: &Block,
    prop: &str,
    row: Option<usize>,
    lang: Lang,
) -> Option<(String, &'static FormField)> {
    let mut parts = prop.split('.');
    let mut field = form.field(parts.next()?)?;
    let mut named = field.label.of(lang).to_owned();
    let mut record = None;
    while let Shape::List(inner) = field.shape {
        let number = match record {
            None => {
                record = block.rows(field.name).get(row?);
                row?
            }
            // Inside a row the path names the inner row by its key.
            Some(outer) => {
                let key = parts.next()?;
                let rows = rows_of(outer, field.name);
                let number = rows.iter().position(|row| text_of(row, "key") == key)?;
                record = rows.get(number);
                number
            }
        };
        field = inner.field(parts.next()?)?;
        named = format!("{named} {} · {}", number + 1, field.label.of(lang));
    }
    Some((named, field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_go_by_the_names_of_languages_and_messengers() {
        for (name, shown) in [
            ("en", "English"),
            ("@whatsapp", "WhatsApp"),
            ("kk@telegram", "Қазақша · Telegram"),
            ("xx", "xx"),
        ] {
            assert_eq!(layer_name(name, Lang::Ru), shown);
        }
        assert_eq!(plain("**Привет**, {{ имя | друг }}!"), "Привет, имя!");
        for (code, _) in LANGUAGES {
            assert!(Layer::is_valid_name(code));
        }
    }
}
