//! Editors that refer to something the project has elsewhere: a table, a named thing of a list, another block;
//! and dates.

use super::desk::{Change, Desk, Spot, wrong_ui};
use super::words;
use crate::blocks::{BlockType, Family, block_type};
use crate::flow::{DAY_MS, parse_date, parse_full_date};
use crate::model::{Block, BlockId, Project, iso_date, text_of};
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::widgets::spoken::{WEEKDAYS_FULL, date_words, weekday_of};
use crate::studio::widgets::{Line, line_ui, menu_note, menu_row, note_ui, select_ui};
use egui::Ui;

/// A table of the project.
pub(super) fn table(
    ui: &mut Ui,
    desk: &Desk<'_>,
    spot: &Spot,
    value: &str,
    commands: &mut Vec<Command>,
) -> Option<Change> {
    let names = desk.input.project.tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>();
    one_of(ui, desk, spot, value, ("table", &names, words::NO_TABLES, ""), commands)
}

/// A row of a list of the project, by its name.
pub(super) fn named(
    ui: &mut Ui,
    desk: &Desk<'_>,
    spot: &Spot,
    (value, list): (&str, &str),
    commands: &mut Vec<Command>,
) -> Option<Change> {
    let (icon, names) = (icon_of(list), names_in(desk, list));
    one_of(ui, desk, spot, value, (icon, &names, words::NOTHING_LISTED, list), commands)
}

/// The rows of a list of the project to choose from; what was chosen, empty for none.
pub(super) fn named_menu(
    ui: &mut Ui,
    desk: &Desk<'_>,
    (value, list): (&str, &str),
    commands: &mut Vec<Command>,
) -> Option<String> {
    let (icon, names) = (icon_of(list), names_in(desk, list));
    menu_of(ui, desk, value, (icon, &names, words::NOTHING_LISTED, list), commands)
}

fn names_in<'p>(desk: &Desk<'p>, list: &str) -> Vec<&'p str> {
    let rows = desk.input.project.lists.get(list).map_or(&[][..], Vec::as_slice);
    rows.iter().map(|row| text_of(row, "name")).filter(|name| !name.is_empty()).collect()
}

fn icon_of(list: &str) -> &'static str {
    match list {
        "segments" => "users",
        "calendars" => "calendar",
        "team" => "user",
        _ => "list",
    }
}

/// What can be chosen: icon, names, what is said when there are none, and the list that they stand in.
type Offer<'a> = (&'a str, &'a [&'a str], crate::model::Label, &'a str);

/// One of some names, or none; a name that is gone stays shown, so that nothing changes unasked.
fn one_of(
    ui: &mut Ui,
    desk: &Desk<'_>,
    spot: &Spot,
    value: &str,
    offer: Offer<'_>,
    commands: &mut Vec<Command>,
) -> Option<Change> {
    let (theme, width, none) = (desk.input.theme, ui.available_width(), desk.say(words::NOTHING));
    let picked = select_ui(ui, theme, &spot.name, (value, none), width, |ui| {
        menu_of(ui, desk, value, offer, commands)
    });
    if !value.is_empty() && !offer.1.contains(&value) {
        wrong_ui(ui, desk, spot, desk.say(words::GONE));
    }
    picked.flatten().filter(|name| name != value).map(Change::chosen)
}

fn menu_of(
    ui: &mut Ui,
    desk: &Desk<'_>,
    value: &str,
    (icon, names, empty, list): Offer<'_>,
    commands: &mut Vec<Command>,
) -> Option<String> {
    let (theme, none) = (desk.input.theme, desk.say(words::NOTHING));
    let mut picked = None;
    if menu_row(ui, theme, "", none, value.is_empty()).clicked() {
        picked = Some(String::new());
    }
    if names.is_empty() {
        menu_note(ui, theme, desk.say(empty));
    }
    for name in names {
        if menu_row(ui, theme, icon, name, *name == value).clicked() {
            picked = Some((*name).to_owned());
        }
    }
    if menu_row(ui, theme, "plus", desk.say(words::EDIT_LIST), false).clicked() {
        commands.push(Command::ShowSettings(list.to_owned()));
        ui.close();
    }
    if picked.is_some() {
        ui.close();
    }
    picked
}

/// Another block of the project, held by its id. Blocks that speak or wait come first: they are what people
/// refer to.
pub(super) fn block(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let (theme, project) = (desk.input.theme, desk.input.project);
    let known = value.trim().parse().ok().and_then(|id| project.block(BlockId(id)));
    let shown = known.map_or_else(|| value.to_owned(), |(_, block)| title_of(desk, block));
    let (width, none) = (ui.available_width(), desk.say(words::NOTHING));
    let picked = select_ui(ui, theme, &spot.name, (&shown, none), width, |ui| {
        let mut picked = None;
        if menu_row(ui, theme, "", none, value.is_empty()).clicked() {
            picked = Some(String::new());
        }
        for (block_id, block, kind) in offered(project, desk.input.block_id) {
            let icon = kind.map_or("circle-question-mark", |kind| kind.icon);
            let id = block_id.to_string();
            if menu_row(ui, theme, icon, &title_of(desk, block), id == value).clicked() {
                picked = Some(id);
            }
        }
        if picked.is_some() {
            ui.close();
        }
        picked
    });
    if !value.is_empty() && known.is_none() {
        wrong_ui(ui, desk, spot, desk.say(words::GONE));
    }
    picked.flatten().filter(|id| id != value).map(Change::chosen)
}

/// Every other block in the order of the list.
fn offered(project: &Project, own: BlockId) -> Vec<(BlockId, &Block, Option<&'static BlockType>)> {
    let others = project.blocks().filter(|(_, block_id, _)| *block_id != own);
    let mut blocks: Vec<_> =
        others.map(|(_, block_id, block)| (block_id, block, block_type(&block.kind))).collect();
    let speaks =
        |kind: Option<&BlockType>| kind.is_some_and(|kind| matches!(kind.family, Family::Send | Family::Ask));
    blocks.sort_by_key(|(block_id, _, kind)| (!speaks(*kind), *block_id));
    blocks
}

/// What the author calls a block; untitled ones go by their kind and number, so that two can be told apart.
pub(super) fn title_of(desk: &Desk<'_>, block: &Block) -> String {
    if !block.title.is_empty() {
        return block.title.clone();
    }
    let kind = block_type(&block.kind).map_or(block.kind.as_str(), |kind| desk.say(kind.label));
    let text = block.text("text").lines().next().unwrap_or_default();
    if text.is_empty() { kind.to_owned() } else { format!("{kind}: {text}") }
}

/// A date, with the day of the week that it is. It is written as the window's language writes dates; the project holds
/// `2026-12-31` from the first letter that makes a date, and the field what is being typed until it is left.
pub(super) fn date(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str) -> Option<Change> {
    let lang = desk.input.lang;
    let held = |text: &str| parse_full_date(text).map_or_else(|| text.to_owned(), iso_date);
    let focused = ui.memory(|memory| memory.has_focus(spot.id));
    // What undo or another hand has put there meanwhile is not what was typed.
    let typed: Option<String> = ui.data(|data| data.get_temp(spot.id));
    let typed = typed.filter(|typed| focused && held(typed) == value);
    let day = parse_date(value.trim());
    if !focused {
        ui.data_mut(|data| data.remove::<String>(spot.id));
    }
    let mut text = typed.or_else(|| Some(date_words(day?, lang))).unwrap_or_else(|| value.to_owned());
    let wrong = !value.trim().is_empty() && day.is_none();
    let width = ui.available_width();
    let hint = desk.say(words::DATE_HINT);
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong, width };
    let response = line_ui(ui, desk.input.theme, &line, &mut text).response;
    if wrong {
        wrong_ui(ui, desk, spot, desk.say(words::BAD_DATE));
    } else if let Some(day) = day {
        let weekday = WEEKDAYS_FULL[weekday_of(i64::from(day) * DAY_MS)];
        let color = desk.input.theme.tokens.muted;
        note_ui(ui, desk.say(weekday), theme::regular(theme::CAPTION), color);
    }
    if !response.changed() {
        return None;
    }
    let now = held(&text);
    ui.data_mut(|data| data.insert_temp(spot.id, text));
    (now != value).then(|| Change::typed(now))
}
