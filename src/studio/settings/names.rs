//! Fields and tags: their names, which change in every place at once, what they hold, where they stand.

use super::parts::{Named, add_ui, card, name_ui};
use super::{SettingsInput, SettingsState, places_ui, uses_ui, words};
use crate::blocks::Registry;
use crate::edit::build;
use crate::flow::value_as;
use crate::model::{FieldDef, FieldKind, Label, SYSTEM_FIELDS, TagDef, Value, iso_date};
use crate::studio::command::{Command, Looks};
use crate::studio::controls::{Weight, button, width_of};
use crate::studio::theme::{self, CAPTION, SPACE};
use crate::studio::widgets::{
    Line, hairline, icon_button, line_ui, list_ui, menu_note, menu_row, note_ui, select_ui,
};
use crate::uses::Thing;
use egui::{Align, Id, Layout, Ui};

/// From so many rows on a field looks for one of them.
const MANY: usize = 10;

/// Widths of columns, points.
const KIND_WIDTH: f32 = 116.0;
const DEFAULT_WIDTH: f32 = 110.0;
/// From the narrowest to the widest.
const NAME_WIDTHS: (f32, f32) = (130.0, 220.0);
/// What counts and takes away at the end of a row, with distances.
const TOOLS_WIDTH: f32 = 178.0;

/// Kinds of fields with their names.
const KINDS: [(FieldKind, Label); 7] = [
    (FieldKind::Text, words::KIND_TEXT),
    (FieldKind::Number, words::KIND_NUMBER),
    (FieldKind::Flag, words::KIND_FLAG),
    (FieldKind::Date, words::KIND_DATE),
    (FieldKind::Time, words::KIND_TIME),
    (FieldKind::Moment, words::KIND_MOMENT),
    (FieldKind::List, words::KIND_LIST),
];

pub(super) fn fields_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    let project = input.project;
    let is_free = |name: &str| !name.is_empty() && project.field(name).is_none() && is_written(name);
    card(ui, input, Label::new("", ""), |ui| {
        let [name_width, kind_width, _] = columns(ui, input);
        let width = name_width + SPACE[1] + kind_width;
        let labels = (words::NEW_FIELD, words::ADD, words::FIELD_TAKEN);
        let added = add_ui(ui, input, state, (labels, width), is_free);
        if let Some(name) = added {
            commands.push(Command::Edit(build::add_field(project, &name, FieldKind::Text).0));
        }
        search_ui(ui, input, state, (project.fields.len(), width));
        head_ui(ui, input, project.fields.is_empty());
        let wanted = wanted(state);
        for field in project.fields.iter().filter(|field| is_wanted(&field.name, &wanted)) {
            hairline(ui, input.theme);
            field_ui(ui, input, state, field, commands);
        }
        if project.fields.is_empty() {
            note_ui(
                ui,
                words::NO_FIELDS.of(input.lang),
                theme::regular(theme::BODY),
                input.theme.tokens.muted,
            );
        }
    });
    let unused = project.fields.iter().filter(|field| input.count(Thing::Field, &field.name) == Some(0));
    let unused = unused.count();
    unused_ui(ui, input, unused, commands);
    card(ui, input, words::SYSTEM, |ui| {
        let name = |field: &crate::model::SystemField| match input.lang {
            crate::model::Lang::Ru => field.alias,
            crate::model::Lang::En => field.name,
        };
        let names: Vec<_> = SYSTEM_FIELDS.iter().map(name).collect();
        note_ui(ui, &names.join(", "), theme::regular(theme::BODY), input.theme.tokens.ink);
        note_ui(ui, words::SYSTEM_HELP.of(input.lang), theme::regular(CAPTION), input.theme.tokens.muted);
    });
}

/// Names of the columns, over where [`field_ui`] puts them.
fn head_ui(ui: &mut Ui, input: &SettingsInput<'_>, is_empty: bool) {
    if is_empty {
        return;
    }
    let tokens = &input.theme.tokens;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE[1];
        let labels = [words::NAME, words::KIND, words::DEFAULT];
        for (label, width) in labels.into_iter().zip(columns(ui, input)) {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 18.0), egui::Sense::hover());
            let font = theme::regular(CAPTION);
            crate::studio::widgets::text_in(ui, rect, label.of(input.lang), font, tokens.muted);
        }
    });
}

/// Widths of name, kind and value: where there is room the head over the value is read in full.
fn columns(ui: &Ui, input: &SettingsInput<'_>) -> [f32; 3] {
    let free = ui.available_width() - KIND_WIDTH - 2.0 * SPACE[1] - TOOLS_WIDTH;
    let head = width_of(ui, words::DEFAULT.of(input.lang), theme::regular(CAPTION)).ceil() + 2.0;
    let value = (free - NAME_WIDTHS.0).clamp(DEFAULT_WIDTH, head.max(DEFAULT_WIDTH));
    [(free - value).clamp(NAME_WIDTHS.0, NAME_WIDTHS.1), KIND_WIDTH, value]
}

/// Whether a name can stand in templates and formulas.
fn is_written(name: &str) -> bool {
    !name.contains(['{', '}', '|', ':', '[', ']', '\n'])
}

fn field_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    field: &FieldDef,
    commands: &mut Vec<Command>,
) {
    let (project, lang) = (input.project, input.lang);
    let mut named = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE[1];
        let id = Id::unique(("field name", field.id.0));
        let label = format!("{}: {}", words::NAME.of(lang), field.name);
        let fits = |name: &str| !name.is_empty() && project.field(name).is_none() && is_written(name);
        let [width, _, value_width] = columns(ui, input);
        named = Some(name_ui(ui, input, state, (id, &label, width), &field.name, fits));
        kind_ui(ui, input, field, commands);
        default_ui(ui, input, (field, value_width), commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let remove = format!("{}: {}", words::REMOVE.of(lang), field.name);
            if icon_button(ui, input.theme, "trash-2", theme::HIT, &remove).clicked() {
                commands.push(Command::Edit(build::remove_field(project, field.id)));
            }
            uses_ui(ui, input, state, Thing::Field, &field.name);
        });
    });
    if let Some(name) = renamed_ui(ui, input, named, (Thing::Field, &field.name), commands) {
        commands.push(Command::Edit(build::rename_field(project, &Registry, field.id, &name)));
    }
    places_ui(ui, input, state, (Thing::Field, &field.name), commands);
}

fn kind_ui(ui: &mut Ui, input: &SettingsInput<'_>, field: &FieldDef, commands: &mut Vec<Command>) {
    let lang = input.lang;
    let shown = KINDS.iter().find(|kind| kind.0 == field.kind).map_or("", |kind| kind.1.of(lang));
    let name = format!("{}: {}", words::KIND.of(lang), field.name);
    let picked = select_ui(ui, input.theme, &name, (shown, ""), KIND_WIDTH, |ui| {
        let mut picked = None;
        for (kind, label) in KINDS {
            if menu_row(ui, input.theme, "", label.of(lang), kind == field.kind).clicked() {
                picked = Some(kind);
                ui.close();
            }
        }
        picked
    });
    if let Some(kind) = picked.flatten().filter(|kind| *kind != field.kind) {
        // A value of the old kind is kept when it reads as one of the new kind.
        let default = field.default.as_ref().and_then(|value| value_as(&written(value), kind));
        commands.push(Command::Edit(build::replace_field(
            input.project,
            FieldDef { kind, default, ..field.clone() },
        )));
    }
}

/// The value that new subscribers have.
fn default_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    (field, width): (&FieldDef, f32),
    commands: &mut Vec<Command>,
) {
    let held = field.default.as_ref().map(written).unwrap_or_default();
    let id = Id::unique(("field default", field.id.0));
    // What cannot be a value yet stands in the memory of the field until it can.
    let draft: Option<String> = ui.data(|data| data.get_temp(id));
    let mut text = draft.unwrap_or_else(|| held.clone());
    let reads = |text: &str| text.trim().is_empty() || value_as(text, field.kind).is_some();
    let name = format!("{}: {}", words::DEFAULT.of(input.lang), field.name);
    let hint = words::DEFAULT_HINT.of(input.lang);
    let line = Line { id, name: &name, hint, rows: 0, wrong: !reads(&text), width };
    let response = line_ui(ui, input.theme, &line, &mut text).response;
    if response.changed() {
        let default = (!text.trim().is_empty()).then(|| value_as(&text, field.kind)).flatten();
        if reads(&text) && default != field.default {
            let field = FieldDef { default, ..field.clone() };
            commands.push(Command::Typing(build::replace_field(input.project, field)));
        }
        ui.data_mut(|data| data.insert_temp(id, text));
    } else if !response.has_focus() {
        ui.data_mut(|data| data.remove::<String>(id));
    }
}

/// A value as it is typed.
fn written(value: &Value) -> String {
    match value {
        Value::Date(days) => iso_date(*days),
        value => {
            let mut text = String::new();
            value.push_to(&mut text);
            text
        }
    }
}

pub(super) fn tags_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    let project = input.project;
    let is_free = |name: &str| !name.is_empty() && project.tag(name).is_none();
    card(ui, input, Label::new("", ""), |ui| {
        let (labels, width) = ((words::NEW_TAG, words::ADD, words::TAG_THERE), tag_width(ui));
        if let Some(name) = add_ui(ui, input, state, (labels, width), is_free) {
            commands.push(Command::Edit(build::add_tag(project, &name).0));
        }
        search_ui(ui, input, state, (project.tags.len(), width));
        let wanted = wanted(state);
        for tag in project.tags.iter().filter(|tag| is_wanted(&tag.name, &wanted)) {
            hairline(ui, input.theme);
            tag_ui(ui, input, state, tag, commands);
        }
        if project.tags.is_empty() {
            note_ui(ui, words::NO_TAGS.of(input.lang), theme::regular(theme::BODY), input.theme.tokens.muted);
        }
    });
    let unused = project.tags.iter().filter(|tag| input.count(Thing::Tag, &tag.name) == Some(0)).count();
    unused_ui(ui, input, unused, commands);
}

/// Width of the field for the name of a tag.
fn tag_width(ui: &Ui) -> f32 {
    (ui.available_width() - 240.0).clamp(140.0, 360.0)
}

fn tag_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    tag: &TagDef,
    commands: &mut Vec<Command>,
) {
    let (project, lang) = (input.project, input.lang);
    let mut named = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE[1];
        let id = Id::unique(("tag name", tag.id.0));
        let label = format!("{}: {}", words::NAME.of(lang), tag.name);
        let fits = |name: &str| !name.is_empty() && project.tag(name).is_none();
        let width = tag_width(ui);
        named = Some(name_ui(ui, input, state, (id, &label, width), &tag.name, fits));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let remove = format!("{}: {}", words::REMOVE.of(lang), tag.name);
            if icon_button(ui, input.theme, "trash-2", theme::HIT, &remove).clicked() {
                commands.push(Command::Edit(build::remove_tag(project, tag.id)));
            }
            let merge = format!("{}: {}", words::MERGE.of(lang), tag.name);
            ui.add_enabled_ui(project.tags.len() > 1, |ui| {
                let button = icon_button(ui, input.theme, "merge", theme::HIT, &merge);
                merge_ui(ui, input, tag, &button, commands);
            });
            uses_ui(ui, input, state, Thing::Tag, &tag.name);
        });
    });
    if let Some(name) = renamed_ui(ui, input, named, (Thing::Tag, &tag.name), commands) {
        commands.push(Command::Edit(build::rename_tag(project, &Registry, tag.id, &name)));
    }
    places_ui(ui, input, state, (Thing::Tag, &tag.name), commands);
}

/// The list of tags that one can be merged into.
fn merge_ui(
    _ui: &mut Ui,
    input: &SettingsInput<'_>,
    tag: &TagDef,
    button: &egui::Response,
    commands: &mut Vec<Command>,
) {
    list_ui(input.theme, button, 240.0, |ui| {
        menu_note(ui, input.theme, words::MERGE_INTO.of(input.lang));
        for other in input.project.tags.iter().filter(|other| other.id != tag.id) {
            if menu_row(ui, input.theme, "tag", &other.name, false).clicked() {
                commands.push(Command::MergeTags { from: tag.id, into: other.id });
                ui.close();
            }
        }
    });
}

/// What a name that is being typed would change; gives the name once it is chosen, and says why one cannot be.
fn renamed_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    named: Option<Named>,
    (thing, name): (Thing, &str),
    commands: &mut Vec<Command>,
) -> Option<String> {
    let named = named?;
    if let Some(draft) = &named.draft {
        let (text, color) = match refusal(input, thing, draft) {
            Some(why) => (why.of(input.lang).to_owned(), input.theme.tokens.error),
            None => {
                let count = input.count(thing, name).unwrap_or(0);
                (words::will_change(count, input.lang), input.theme.tokens.muted)
            }
        };
        note_ui(ui, &text, theme::regular(CAPTION), color);
    }
    // The name is already back as it was: the reason goes where it can be read now.
    let why = named.refused.and_then(|entered| refusal(input, thing, &entered));
    commands.extend(why.map(|why| Command::Looks(Looks::Refuse(why))));
    named.name
}

/// Why a tag or a field cannot have another name.
fn refusal(input: &SettingsInput<'_>, thing: Thing, name: &str) -> Option<Label> {
    match thing {
        _ if name.is_empty() => Some(words::EMPTY_NAME),
        Thing::Tag => input.project.tag(name).map(|_| words::TAG_TAKEN),
        Thing::Field | Thing::Link | Thing::Media => {
            (input.project.field(name).is_some() || !is_written(name)).then_some(words::FIELD_TAKEN)
        }
    }
}

/// The button that takes away what nothing names.
fn unused_ui(ui: &mut Ui, input: &SettingsInput<'_>, unused: usize, commands: &mut Vec<Command>) {
    if unused == 0 {
        return;
    }
    let text = words::remove_unused(unused, input.lang);
    let name = words::REMOVE_UNUSED.of(input.lang);
    if button(ui, input.theme, Weight::Outline, "trash-2", &text, name).clicked() {
        commands.push(Command::Edit(build::remove_unused(input.project, &Registry)));
    }
    note_ui(ui, words::UNUSED_HELP.of(input.lang), theme::regular(CAPTION), input.theme.tokens.muted);
}

fn search_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    (count, width): (usize, f32),
) {
    if count < MANY {
        return;
    }
    let name = words::FIND_NAME.of(input.lang);
    let id = Id::unique("find a name");
    let line = Line { id, name, hint: name, rows: 0, wrong: false, width };
    line_ui(ui, input.theme, &line, &mut state.search);
}

fn wanted(state: &SettingsState) -> String {
    state.search.trim().to_lowercase()
}

fn is_wanted(name: &str, wanted: &str) -> bool {
    wanted.is_empty() || name.to_lowercase().contains(wanted)
}
