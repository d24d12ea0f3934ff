//! Where the exits of a block lead: a chip that goes there, a dot to drag onto a block of the canvas, a list to
//! choose from.

use super::desk::Desk;
use super::stepped::way_id;
use super::words;
use crate::blocks::{BLOCK_TYPES, BlockType, Caption, ExitKind, ExitSpec, Family, block_type};
use crate::edit::build;
use crate::flow::fold_text;
use crate::model::{Block, BlockId, Exit, Prop, Record, text_of};
use crate::studio::canvas::WireDrag;
use crate::studio::command::Command;
use crate::studio::keyboard::{is_opened, offer};
use crate::studio::theme;
use crate::studio::widgets::{
    Line, elided, icon_at, icon_button, line_ui, list_ui, menu_note, menu_row, note_ui, text_in,
};
use egui::accesskit::Role;
use egui::{CursorIcon, DragAndDrop, Id, Key, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::collections::BTreeSet;

const HEIGHT: f32 = 26.0;
/// Height of the list of goals, points.
const GOALS_HEIGHT: f32 = 300.0;
/// What an exit shall lead to.
enum Goal {
    Block(BlockId),
    New(&'static str),
    Nowhere,
}

/// The exits that belong to no row of a list, each with where it leads.
pub(super) fn rest_ui(ui: &mut Ui, desk: &mut Desk<'_>, block: &Block, commands: &mut Vec<Command>) {
    let mut keys = BTreeSet::new();
    keys_in(&block.props, &mut keys);
    let rest: Vec<ExitSpec> = desk
        .exits
        .iter()
        .filter(|spec| !keys.contains(spec.exit.0.as_str()) && spec.kind != ExitKind::Link)
        .cloned()
        .collect();
    if rest.is_empty() {
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let color = desk.input.theme.tokens.muted;
        note_ui(ui, desk.say(words::LEADS), theme::regular(theme::CAPTION), color);
        for spec in rest {
            let caption = caption_of(desk, &spec);
            exit_ui(ui, desk, &spec.exit, &caption, true, commands);
        }
    });
}

fn keys_in<'r>(record: &'r Record, keys: &mut BTreeSet<&'r str>) {
    for prop in record.values() {
        let Prop::List(rows) = prop else { continue };
        for row in rows {
            keys.insert(text_of(row, "key"));
            keys_in(row, keys);
        }
    }
}

fn caption_of(desk: &Desk<'_>, spec: &ExitSpec) -> String {
    match &spec.caption {
        Caption::Own(text) => text.clone(),
        Caption::Fixed(label) => desk.say(*label).to_owned(),
        Caption::With(label, value) => {
            let value = match crate::flow::parse_duration(value) {
                Some(span) => crate::studio::widgets::spoken::duration_words(span, desk.input.lang),
                None => value.clone(),
            };
            format!("{} {value}", desk.say(*label))
        }
    }
}

/// Where the exit of a row leads, below the row; nothing for a row without a way of its own.
pub(super) fn row_exit_ui(ui: &mut Ui, desk: &mut Desk<'_>, key: &str, commands: &mut Vec<Command>) {
    let own = desk.exits.iter().find(|spec| spec.exit.0 == key && spec.kind != ExitKind::Link).cloned();
    if let Some(spec) = own.filter(|_| !key.is_empty()) {
        let caption = caption_of(desk, &spec);
        exit_ui(ui, desk, &spec.exit, &caption, false, commands);
    }
}

/// A dot to drag, the caption where it is not said above, and the block that the exit leads to.
fn exit_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    exit: &Exit,
    caption: &str,
    named: bool,
    commands: &mut Vec<Command>,
) {
    let (project, block_id) = (desk.input.project, desk.input.block_id);
    let to = project.block(block_id).and_then(|(_, block)| block.exits.get(exit).copied());
    let way = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        dot_ui(ui, desk, exit, caption, to.is_some());
        if named {
            let font = theme::regular(12.0);
            let said = ui.painter().layout_no_wrap(caption.to_owned(), font, egui::Color32::PLACEHOLDER);
            let width = (said.size().x + 6.0).min((ui.available_width() * 0.5).floor());
            let (rect, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
            text_in(ui, rect, caption, theme::regular(12.0), desk.input.theme.tokens.ink);
        }
        let tool = if to.is_some() { 24.0 + 4.0 } else { 0.0 };
        let width = ui.available_width() - tool;
        let goal = match to {
            Some(to) => {
                if chip_ui(ui, desk, to, caption, width).clicked() {
                    commands.push(Command::FocusBlock(to));
                }
                let name = format!("{}: {caption}", desk.say(words::LEAD_ELSEWHERE));
                let button = icon_button(ui, desk.input.theme, "chevron-down", 24.0, &name);
                goals_ui(desk, &button, exit, Some(to))
            }
            None => {
                let button = open_ui(ui, desk, caption, width);
                goals_ui(desk, &button, exit, None)
            }
        };
        if let Some(goal) = goal {
            commands.push(command_of((block_id, exit.clone()), goal));
        }
    });
    desk.drew(way_id(block_id, &exit.0), way.response.rect);
}

fn command_of((block_id, exit): (BlockId, Exit), goal: Goal) -> Command {
    match goal {
        Goal::Block(to) => Command::Edit(build::connect(block_id, exit, Some(to))),
        Goal::Nowhere => Command::Edit(build::connect(block_id, exit, None)),
        Goal::New(kind) => {
            Command::AddBlock { kind: kind.to_owned(), at: None, from: Some((block_id, exit)) }
        }
    }
}

/// The port of an exit, to be dragged onto a block of the canvas.
fn dot_ui(ui: &mut Ui, desk: &Desk<'_>, exit: &Exit, caption: &str, is_wired: bool) {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, HEIGHT), Sense::click_and_drag());
    let block = desk.input.project.block(desk.input.block_id).map(|found| found.1);
    let family = block.and_then(|block| block_type(&block.kind)).map(|kind| kind.family);
    let tokens = &desk.input.theme.tokens;
    let color = family.map_or(tokens.muted, |family| desk.input.theme.family(family));
    let radius = if response.hovered() || response.dragged() { 6.0 } else { 5.0 };
    let center = rect.center();
    if is_wired {
        ui.painter().circle_filled(center, radius, color);
    } else {
        ui.painter().circle(center, radius - 0.5, tokens.card, Stroke::new(1.5, tokens.faint));
    }
    let name = format!("{}: {caption}", desk.say(words::DRAG_TO));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.drag_started() {
        let wire = WireDrag { block: desk.input.block_id, exit: exit.clone() };
        DragAndDrop::set_payload(ui.ctx(), wire);
    }
    response.on_hover_cursor(CursorIcon::Crosshair).on_hover_text(desk.say(words::DRAG_TO));
}

/// «→ Блок».
fn chip_ui(ui: &mut Ui, desk: &Desk<'_>, to: BlockId, caption: &str, width: f32) -> Response {
    let tokens = &desk.input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let lit = response.hovered() || response.has_focus();
    let block = desk.input.project.block(to).map(|found| found.1);
    let kind = block.and_then(|block| block_type(&block.kind));
    let color = kind.map_or(tokens.muted, |kind| desk.input.theme.family(kind.family));
    let title = block.map_or_else(|| to.to_string(), |block| super::refer::title_of(desk, block));
    let wanted = crate::studio::controls::width_of(ui, &title, theme::medium(12.0));
    // Where there is little room the name goes before the icon.
    let lead = if wanted <= width - 44.0 { 38.0 } else { 22.0 };
    let galley = elided(ui, &title, theme::medium(12.0), tokens.ink, width - lead - 6.0);
    let size = vec2(galley.size().x + lead + 6.0, HEIGHT - 2.0);
    let chip = Rect::from_min_size(rect.min + vec2(0.0, 1.0), size);
    let fill = if lit { theme::tint(color, 28) } else { theme::tint(color, theme::TILE_TINT) };
    ui.painter().rect_filled(chip, theme::RADIUS_CONTROL, fill);
    let middle = chip.center().y;
    let at = |left: f32| Rect::from_center_size(pos2(chip.left() + left, middle), vec2(16.0, 16.0));
    icon_at(ui, at(12.0), "arrow-right", 12.0, color);
    if lead > 22.0 {
        icon_at(ui, at(28.0), kind.map_or("square", |kind| kind.icon), 12.0, color);
    }
    let top = (middle - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(chip.left() + lead, top), galley, tokens.ink);
    let name = format!("{caption} → {title}");
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
    let tip = format!("{title}\n{}", desk.say(words::GO_THERE));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(tip)
}

/// «ведёт в…».
fn open_ui(ui: &mut Ui, desk: &Desk<'_>, caption: &str, width: f32) -> Response {
    let tokens = &desk.input.theme.tokens;
    let text = desk.say(words::LEADS_TO);
    let galley = elided(ui, text, theme::regular(12.0), tokens.accent, width - 34.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2((galley.size().x + 34.0).min(width), HEIGHT), Sense::click());
    let lit = response.hovered() || response.has_focus();
    let chip = rect.shrink2(vec2(0.0, 1.0));
    let fill = if lit { tokens.hover } else { tokens.field };
    crate::studio::widgets::sunken(ui, chip, tokens.line, fill);
    let top = (chip.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(chip.left() + 9.0, top), galley, tokens.accent);
    let arrow = Rect::from_min_max(pos2(chip.right() - 22.0, chip.top()), chip.max);
    icon_at(ui, arrow, "chevron-down", 12.0, tokens.muted);
    let name = format!("{text} ({caption})");
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The list of everything that an exit can lead to.
fn goals_ui(desk: &mut Desk<'_>, button: &Response, exit: &Exit, to: Option<BlockId>) -> Option<Goal> {
    let theme = desk.input.theme;
    list_ui(theme, button, 240.0, |ui| {
        // A list that gets short while one looks for something would jump to the other side of its button.
        ui.set_min_height(GOALS_HEIGHT);
        let hint = desk.say(words::FIND_BLOCK);
        let id = Id::unique(("find block", desk.input.block_id.0, &exit.0));
        let line = Line { id, name: hint, hint, rows: 0, wrong: false, width: ui.available_width() };
        if is_opened(ui.ctx(), "find block") {
            desk.state.search.clear();
        }
        let output = line_ui(ui, theme, &line, &mut desk.state.search);
        let entered = output.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        offer(ui, id);
        ui.add_space(4.0);
        let wanted = fold_text(desk.state.search.trim());
        // Enter takes the first of what was looked for.
        let mut first = entered && !wanted.is_empty();
        let mut goal = None;
        if to.is_some() && menu_row(ui, theme, "unlink", desk.say(words::CUT), false).clicked() {
            goal = Some(Goal::Nowhere);
        }
        goal = blocks_ui(ui, desk, &wanted, to, &mut first).or(goal);
        goal = kinds_ui(ui, desk, &wanted, &mut first).or(goal);
        if goal.is_some() {
            desk.state.search.clear();
            ui.close();
        }
        goal
    })
    .flatten()
}

/// Blocks of the same funnel first, then those of the others.
fn blocks_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    wanted: &str,
    to: Option<BlockId>,
    first: &mut bool,
) -> Option<Goal> {
    let (project, theme) = (desk.input.project, desk.input.theme);
    let own = project.block(desk.input.block_id).map(|(funnel, _)| funnel.name.clone());
    let mut funnels: Vec<_> = project.funnels.iter().collect();
    funnels.sort_by_key(|funnel| Some(&funnel.name) != own.as_ref());
    let mut goal = None;
    for funnel in funnels {
        let takes = |block: &Block| {
            let kind = block_type(&block.kind);
            kind.is_none_or(|kind| kind.family != Family::Entry)
                && fold_text(&super::refer::title_of(desk, block)).contains(wanted)
        };
        let mut rows = funnel
            .blocks
            .iter()
            .filter(|(block_id, block)| **block_id != desk.input.block_id && takes(block))
            .take(200)
            .peekable();
        if rows.peek().is_some() {
            let title = if funnel.title.is_empty() { &funnel.name.0 } else { &funnel.title };
            menu_note(ui, theme, title);
        }
        for (block_id, block) in rows {
            let icon = block_type(&block.kind).map_or("square", |kind| kind.icon);
            let title = super::refer::title_of(desk, block);
            let is_pressed = menu_row(ui, theme, icon, &title, to == Some(*block_id)).clicked();
            if is_pressed || std::mem::take(first) {
                goal = Some(Goal::Block(*block_id));
            }
        }
    }
    goal
}

fn kinds_ui(ui: &mut Ui, desk: &Desk<'_>, wanted: &str, first: &mut bool) -> Option<Goal> {
    let fits = |kind: &&&'static BlockType| kind.family != Family::Entry && kind.found_by(wanted).is_some();
    let mut kinds = BLOCK_TYPES.iter().filter(fits).peekable();
    if kinds.peek().is_some() {
        menu_note(ui, desk.input.theme, desk.say(words::NEW_BLOCK));
    }
    let mut goal = None;
    for kind in kinds {
        let name = format!("+ {}", desk.say(kind.label));
        let is_pressed = menu_row(ui, desk.input.theme, kind.icon, &name, false).clicked();
        if is_pressed || std::mem::take(first) {
            goal = Some(Goal::New(kind.name));
        }
    }
    goal
}
