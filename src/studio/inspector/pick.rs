//! Editors that choose something the project has: a field, a tag, a funnel.

use super::desk::{Change, Desk, Spot};
use super::simple::hint_of;
use super::words;
use crate::edit::build;
use crate::flow::fold_text;
use crate::model::{FieldKind, Label, Lang, SYSTEM_FIELDS, SystemField};
use crate::studio::command::Command;
use crate::studio::keyboard::{is_opened, offer};
use crate::studio::theme;
use crate::studio::widgets::{Line, icon_button, line_ui, menu_note, menu_row, select_ui};
use crate::uses::Thing;
use egui::{Id, Key, Ui};

/// The name that a system field goes by in a language.
pub(super) fn system_name(field: &SystemField, lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => field.alias,
        Lang::En => field.name,
    }
}

/// A field of the subscriber; the list begins with making a new one.
pub(super) fn field(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let (input, hint) = (desk.input, hint_of(desk));
    let width = ui.available_width();
    let picked = select_ui(ui, input.theme, &spot.name, (value, hint), width, |ui| {
        field_menu(ui, desk, spot.id, value)
    });
    field_change(desk, picked.flatten()?)
}

/// The choice of a field, which is made when it is new.
pub(super) fn field_change(desk: &Desk<'_>, (name, is_new): (String, bool)) -> Option<Change> {
    let project = desk.input.project;
    let mut change = Change::chosen(name.as_str());
    if is_new && project.field(&name).is_none() {
        change.along = Some(build::add_field(project, &name, FieldKind::Text).0);
    }
    Some(change)
}

/// A row that makes a field and a row for every field there is; what was chosen, and whether it is new.
pub(super) fn field_menu(ui: &mut Ui, desk: &mut Desk<'_>, id: Id, value: &str) -> Option<(String, bool)> {
    uses_row(ui, desk, Thing::Field, value);
    let (asked, wanted) = new_row(ui, desk, id.with("new"), words::NEW_FIELD);
    let own = desk.input.project.fields.iter().map(|field| field.name.as_str());
    let system = SYSTEM_FIELDS.iter().map(|field| system_name(field, desk.input.lang));
    match asked {
        Some(Asked::First) => {
            let first = own.chain(system).find(|name| fold_text(name).contains(&wanted))?.to_owned();
            Some((first, false))
        }
        Some(Asked::New(name)) => Some((name, true)),
        None => field_rows(ui, desk, value, &wanted),
    }
}

/// Rows for every field whose name holds a word; what was pressed, and that it is not new.
fn field_rows(ui: &mut Ui, desk: &Desk<'_>, value: &str, wanted: &str) -> Option<(String, bool)> {
    let (theme, lang) = (desk.input.theme, desk.input.lang);
    let mut picked = None;
    let is_called = |name: &str| fold_text(name).contains(wanted);
    let own = desk.input.project.fields.iter().filter(|field| is_called(&field.name));
    let mut own = own.peekable();
    if own.peek().is_some() {
        menu_note(ui, theme, desk.say(words::OWN_FIELDS));
    }
    for field in own {
        let icon = match field.kind {
            FieldKind::Text => "type",
            FieldKind::Number => "hash",
            FieldKind::Flag => "toggle-right",
            FieldKind::Date | FieldKind::Time | FieldKind::Moment => "calendar",
            FieldKind::List => "list",
        };
        if menu_row(ui, theme, icon, &field.name, field.name == value).clicked() {
            picked = Some((field.name.clone(), false));
            ui.close();
        }
    }
    let mut system = SYSTEM_FIELDS.iter().filter(|field| is_called(system_name(field, lang))).peekable();
    if system.peek().is_some() {
        menu_note(ui, theme, desk.say(words::PROFILE));
    }
    for field in system {
        let chosen = field.name == value || field.alias == value;
        if menu_row(ui, theme, "user", system_name(field, lang), chosen).clicked() {
            picked = Some((system_name(field, lang).to_owned(), false));
            ui.close();
        }
    }
    picked
}

/// A tag; the list begins with making a new one.
pub(super) fn tag(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let (input, hint) = (desk.input, hint_of(desk));
    let width = ui.available_width();
    let picked =
        select_ui(ui, input.theme, &spot.name, (value, hint), width, |ui| tag_menu(ui, desk, spot.id, value));
    Some(tag_change(desk, &picked.flatten()?))
}

/// A row that makes a tag and a row for every tag there is; what was chosen.
pub(super) fn tag_menu(ui: &mut Ui, desk: &mut Desk<'_>, id: Id, value: &str) -> Option<String> {
    uses_row(ui, desk, Thing::Tag, value);
    let (asked, wanted) = new_row(ui, desk, id.with("new"), words::NEW_TAG);
    let tags = desk.input.project.tags.iter().filter(|tag| fold_text(&tag.name).contains(&wanted));
    let mut picked = match asked {
        Some(Asked::First) => tags.clone().next().map(|tag| tag.name.clone()),
        Some(Asked::New(name)) => Some(name),
        None => None,
    };
    for tag in tags {
        if menu_row(ui, desk.input.theme, "tag", &tag.name, tag.name == value).clicked() {
            picked = Some(tag.name.clone());
            ui.close();
        }
    }
    picked
}

/// The choice of a tag, which is made when the project has none of that name.
pub(super) fn tag_change(desk: &Desk<'_>, name: &str) -> Change {
    let mut change = Change::chosen(name);
    if desk.input.project.tag(name).is_none() {
        change.along = Some(build::add_tag(desk.input.project, name).0);
    }
    change
}

/// The row that shows where the chosen one is named.
fn uses_row(ui: &mut Ui, desk: &mut Desk<'_>, thing: Thing, value: &str) {
    let text = super::words::where_used(value, desk.input.lang);
    if !value.is_empty() && menu_row(ui, desk.input.theme, "text-search", &text, false).clicked() {
        desk.state.asked.push(Command::ShowUses(thing, value.to_owned()));
        ui.close();
    }
}

/// What is asked for in the first row of a list.
enum Asked {
    /// The first that is called as was typed.
    First,
    /// A new one of this name.
    New(String),
}

/// The first row of a list, in sight without scrolling: a name to type, which also says what the list shows, and a
/// button that makes it. Enter takes the first of the list, and makes one when nothing is called so: a beginning of a
/// name that is there makes no second one. Gives what is asked for, and what the list shows.
fn new_row(ui: &mut Ui, desk: &mut Desk<'_>, id: Id, hint: Label) -> (Option<Asked>, String) {
    let theme = desk.input.theme;
    let (mut entered, mut pressed) = (false, false);
    if is_opened(ui.ctx(), hint.en) {
        desk.state.new_name.clear();
    }
    ui.horizontal(|ui| {
        let width = ui.available_width() - theme::HIT - ui.spacing().item_spacing.x;
        let line = Line { id, name: desk.say(hint), hint: desk.say(hint), rows: 0, wrong: false, width };
        let mut name = std::mem::take(&mut desk.state.new_name);
        let output = line_ui(ui, theme, &line, &mut name);
        entered = output.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        offer(ui, id);
        pressed = icon_button(ui, theme, "plus", theme::HIT, desk.say(words::CREATE)).clicked();
        desk.state.new_name = name;
    });
    ui.add_space(4.0);
    let (name, wanted) = (desk.state.new_name.trim().to_owned(), fold_text(desk.state.new_name.trim()));
    if name.is_empty() || !(entered || pressed) {
        return (None, wanted);
    }
    ui.close();
    desk.state.new_name.clear();
    let asked = if entered && is_there(desk, hint, &wanted) { Asked::First } else { Asked::New(name) };
    (Some(asked), wanted)
}

/// Whether something in the list of that first row holds a word.
fn is_there(desk: &Desk<'_>, hint: Label, wanted: &str) -> bool {
    let project = desk.input.project;
    let is_called = |name: &str| fold_text(name).contains(wanted);
    if hint == words::NEW_TAG {
        return project.tags.iter().any(|tag| is_called(&tag.name));
    }
    let system = |field: &SystemField| is_called(system_name(field, desk.input.lang));
    project.fields.iter().any(|field| is_called(&field.name)) || SYSTEM_FIELDS.iter().any(system)
}

/// A funnel of the project.
pub(super) fn funnel(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let input = desk.input;
    let title = |title: &str, name: &str| if title.is_empty() { name.to_owned() } else { title.to_owned() };
    let known = input.project.funnels.iter().find(|funnel| funnel.name.0 == value);
    let shown = known.map_or_else(|| value.to_owned(), |funnel| title(&funnel.title, &funnel.name.0));
    let width = ui.available_width();
    let none = desk.say(words::NOTHING);
    let picked = select_ui(ui, input.theme, &spot.name, (&shown, none), width, |ui| {
        let mut picked = None;
        if menu_row(ui, input.theme, "", none, value.is_empty()).clicked() {
            picked = Some(String::new());
        }
        for funnel in &input.project.funnels {
            let name = title(&funnel.title, &funnel.name.0);
            if menu_row(ui, input.theme, "workflow", &name, funnel.name.0 == value).clicked() {
                picked = Some(funnel.name.0.clone());
            }
        }
        if picked.is_some() {
            ui.close();
        }
        picked
    });
    picked.flatten().map(Change::chosen)
}
