//! Small popups on the canvas: "what comes next?" after a wire was dropped on nothing, and what can be done with
//! the thing under the pointer.

use super::frame::Frame;
use super::paint_wires::loose_wire;
use super::scene::{Scene, Wire};
use super::title::TitleEdit;
use super::view::Projection;
use super::{CanvasInput, CanvasState, Target, pos_of};
use crate::blocks::{BLOCK_TYPES, BlockType, Family};
use crate::edit::{Edit, Transaction, build};
use crate::flow::fold_text;
use crate::model::{BlockId, Exit, Label};
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme::{self, Theme, tint};
use crate::studio::widgets::{Line, line_ui};
use crate::studio::words::canvas as words;
use egui::{Color32, Key, Pos2, Rect, Response, Role, ScrollArea, Sense, Shape, Ui, Vec2, WidgetInfo, vec2};

/// Width of a popup's rows, points.
const WIDTH: f32 = 216.0;
/// Height of the list of kinds before it scrolls, points.
const LIST_HEIGHT: f32 = 360.0;

/// A popup, where it stands on the canvas and what it is about.
#[derive(Clone, Debug)]
pub(super) struct Menu {
    at: Pos2,
    about: About,
    /// The time it opened, so that the click that opened it does not close it.
    opened: f64,
}

#[derive(Clone, Debug)]
enum About {
    /// Which block to add, and the exit and point of the wire that shall lead to it.
    Add {
        from: Option<(BlockId, Exit, Pos2, bool)>,
    },
    Block(BlockId),
    Wire(BlockId, Exit),
    Ground,
}

impl Menu {
    fn new(ui: &Ui, at: Pos2, about: About) -> Option<Self> {
        Some(Self { at, about, opened: ui.input(|i| i.time) })
    }

    /// Asks which block to add.
    pub fn add(ui: &Ui, at: Pos2) -> Option<Self> {
        Self::new(ui, at, About::Add { from: None })
    }

    /// Asks what comes after an exit.
    pub fn next(
        ui: &Ui,
        scene: &Scene,
        (block_id, number, port, exit): (BlockId, u32, u16, Exit),
        at: Pos2,
    ) -> Option<Self> {
        let start = scene.item(number).rect.min + scene.item(number).shape.ports[port as usize].at;
        let wired = scene.target_of(number, &exit).is_some();
        Self::new(ui, at, About::Add { from: Some((block_id, exit, start, wired)) })
    }

    /// Offers what can be done with a thing.
    pub fn about(ui: &Ui, scene: &Scene, target: Target, wire: Option<Wire>, at: Pos2) -> Option<Self> {
        let about = match (target, wire) {
            (Target::Block(number), _) => About::Block(scene.item(number).id),
            (Target::Port(number, port), _) => {
                let exit = scene.item(number).shape.ports[port as usize].exit.clone();
                match scene.target_of(number, &exit) {
                    Some(_) => About::Wire(scene.item(number).id, exit),
                    None => About::Block(scene.item(number).id),
                }
            }
            (Target::Canvas, Some(wire)) => {
                let item = scene.item(wire.from);
                About::Wire(item.id, item.shape.ports[wire.port as usize].exit.clone())
            }
            (Target::Canvas, None) => About::Ground,
        };
        Self::new(ui, at, about)
    }
}

/// The wire that waits for its block while the popup asks which.
pub(super) fn paint_loose(frame: &Frame<'_>, menu: Option<&Menu>, shapes: &mut Vec<Shape>) {
    if let Some(Menu { at, about: About::Add { from: Some((_, _, start, _)) }, .. }) = menu {
        loose_wire(frame, *start, *at, frame.input.theme.tokens.accent, shapes);
    }
}

/// Shows the popup that is open, if one is.
pub(super) fn menu_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    projection: Projection,
    commands: &mut Vec<Command>,
) {
    let Some(menu) = state.menu.clone() else { return };
    let commands_before = commands.len();
    let shown = egui::Area::new(ui.scope_id().with("menu"))
        .order(egui::Order::Foreground)
        .fixed_pos(projection.screen_from_world(menu.at) + vec2(6.0, -12.0))
        .constrain_to(ui.clip_rect().shrink(8.0))
        .show(ui.ctx(), |ui| {
            let frame = input.theme.card().inner_margin(6.0);
            frame.show(ui, |ui| {
                ui.set_width(WIDTH);
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                match &menu.about {
                    About::Add { from } => add_ui(ui, input, &menu, from.as_ref(), commands),
                    About::Block(block_id) => block_ui(ui, input, state, *block_id, commands),
                    About::Wire(block_id, exit) => wire_ui(ui, input, *block_id, exit, commands),
                    About::Ground => ground_ui(ui, input, state, menu.at, commands),
                }
            });
        });
    let (pressed, pos, now, escape) =
        ui.input(|i| (i.pointer.any_pressed(), i.pointer.interact_pos(), i.time, i.key_pressed(Key::Escape)));
    let outside = pressed && pos.is_some_and(|pos| !shown.response.rect.contains(pos)) && now > menu.opened;
    let chosen = commands.len() > commands_before;
    let replaced = state.menu.as_ref().is_none_or(|now| now.opened != menu.opened || now.at != menu.at);
    if !replaced && (outside || chosen || escape) {
        state.menu = None;
    }
}

fn add_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    menu: &Menu,
    from: Option<&(BlockId, Exit, Pos2, bool)>,
    commands: &mut Vec<Command>,
) {
    let title = if from.is_some() { words::WHAT_NEXT } else { words::ADD_BLOCK };
    heading(ui, input, title);
    let wanted = find_ui(ui, input, menu);
    let fits = |kind: &&&'static BlockType| {
        let words = [kind.label.ru, kind.label.en, kind.summary.ru, kind.summary.en];
        let found = words.iter().any(|words| fold_text(words).contains(&wanted));
        (from.is_none() || kind.family != Family::Entry) && (wanted.is_empty() || found)
    };
    let kinds: Vec<_> = BLOCK_TYPES.iter().filter(fits).collect();
    let enter = ui.input(|i| i.key_pressed(Key::Enter)) && !wanted.is_empty();
    let mut chosen = kinds.first().copied().filter(|_| enter);
    ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| {
        for kind in &kinds {
            if kind_row(ui, input, kind).clicked() {
                chosen = Some(kind);
            }
        }
        if kinds.is_empty() {
            heading(ui, input, words::NO_KIND);
        }
    });
    if let Some(kind) = chosen {
        // The wire arrives in the middle of the new block's title row.
        let corner = pos_of(menu.at - vec2(0.0, 17.0));
        let from = from.map(|(block_id, exit, ..)| (*block_id, exit.clone()));
        commands.push(Command::AddBlock { kind: kind.name.to_owned(), at: Some(corner), from });
    }
    if let Some((block_id, exit, _, true)) = from {
        ui.separator();
        disconnect_row(ui, input, *block_id, exit, commands);
    }
}

/// The field that narrows the list of kinds, in focus when the popup opens. Gives what is typed, folded.
fn find_ui(ui: &mut Ui, input: &CanvasInput<'_>, menu: &Menu) -> String {
    let id = ui.scope_id().with("find");
    let held: Option<(f64, String)> = ui.data(|data| data.get_temp(id));
    let typed = held.filter(|(opened, _)| *opened == menu.opened);
    let is_new = typed.is_none();
    let mut text = typed.map(|typed| typed.1).unwrap_or_default();
    let name = words::FIND_KIND.of(input.lang);
    let line = Line { id: id.with("line"), name, hint: name, rows: 0, wrong: false, width: WIDTH };
    let output = line_ui(ui, input.theme, &line, &mut text);
    if is_new {
        output.response.request_focus();
    }
    ui.add_space(4.0);
    let folded = if text.trim().is_empty() { String::new() } else { fold_text(&text) };
    ui.data_mut(|data| data.insert_temp(id, (menu.opened, text)));
    folded
}

fn block_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    block_id: BlockId,
    commands: &mut Vec<Command>,
) {
    if row(ui, input, "play", words::PLAY_FROM_HERE, None).clicked() {
        commands.push(Command::Chat(ChatCommand::PlayFrom(block_id)));
    }
    if row(ui, input, "pencil", words::RENAME, None).clicked() {
        state.title_edit = state.scene.item_of(block_id).map(|(n, _)| TitleEdit::new(&state.scene, n));
        state.menu = None;
    }
    if row(ui, input, "copy", words::DUPLICATE, Some("Ctrl D")).clicked() {
        commands.push(Command::DuplicateSelection);
    }
    let has_wires = input.project.block(block_id).is_some_and(|(_, block)| !block.exits.is_empty())
        || input.project.blocks().any(|(_, _, block)| block.exits.values().any(|to| *to == block_id));
    if has_wires && row(ui, input, "unlink", words::CUT_ALL_WIRES, None).clicked() {
        commands.push(Command::Edit(cut_all_wires(input, block_id)));
    }
    ui.separator();
    if row(ui, input, "trash-2", words::DELETE, Some("Del")).clicked() {
        commands.push(Command::DeleteSelection);
    }
}

fn wire_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    block_id: BlockId,
    exit: &Exit,
    commands: &mut Vec<Command>,
) {
    disconnect_row(ui, input, block_id, exit, commands);
}

fn ground_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    at: Pos2,
    commands: &mut Vec<Command>,
) {
    if row(ui, input, "plus", words::ADD_BLOCK, None).clicked() {
        state.menu = Menu::add(ui, at);
    }
    if row(ui, input, "box-select", words::SELECT_ALL, Some("Ctrl A")).clicked() {
        commands.push(Command::SelectAll);
    }
    if row(ui, input, "maximize", words::FIT_ALL, Some("Ctrl 1")).clicked() {
        commands.push(Command::FitAll);
    }
}

fn disconnect_row(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    block_id: BlockId,
    exit: &Exit,
    commands: &mut Vec<Command>,
) {
    if row(ui, input, "unlink", words::CUT_WIRE, None).clicked() {
        commands.push(Command::Edit(build::connect(input.project, block_id, exit.clone(), None)));
    }
}

/// Takes off every wire that leaves a block or leads to it.
fn cut_all_wires(input: &CanvasInput<'_>, block_id: BlockId) -> Transaction {
    let wires = input.project.blocks().flat_map(|(_, from, block)| {
        let cut = move |(exit, to): (&Exit, &BlockId)| {
            (from == block_id || *to == block_id).then(|| Edit::SetExit {
                block_id: from,
                exit: exit.clone(),
                to: None,
            })
        };
        block.exits.iter().filter_map(cut)
    });
    Transaction::new(words::CUT_ALL_WIRES, wires.collect())
}

fn heading(ui: &mut Ui, input: &CanvasInput<'_>, label: Label) {
    let text = egui::RichText::new(label.of(input.lang)).font(theme::semibold(theme::CAPTION));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        ui.label(text.color(input.theme.tokens.faint));
    });
    ui.add_space(4.0);
}

fn kind_row(ui: &mut Ui, input: &CanvasInput<'_>, kind: &BlockType) -> Response {
    let color = input.theme.family(kind.family);
    let text = kind.label.of(input.lang);
    painted_row(ui, input.theme, (kind.icon, color, true), text, None)
        .on_hover_text(kind.summary.of(input.lang))
}

fn row(ui: &mut Ui, input: &CanvasInput<'_>, icon: &str, label: Label, keys: Option<&str>) -> Response {
    painted_row(ui, input.theme, (icon, input.theme.tokens.muted, false), label.of(input.lang), keys)
}

/// A row with an icon (in a tile for kinds of block), a name and, at the right, its keys.
fn painted_row(
    ui: &mut Ui,
    theme: &Theme,
    (icon, color, tile): (&str, Color32, bool),
    text: &str,
    keys: Option<&str>,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    let tokens = &theme.tokens;
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let spot = Rect::from_center_size(rect.left_center() + vec2(19.0, 0.0), Vec2::splat(22.0));
    if tile {
        ui.painter().rect_filled(spot, 6, tint(color, theme::TILE_TINT));
    }
    let middle = egui::Align2::CENTER_CENTER;
    ui.painter().text(spot.center(), middle, theme::icon_char(icon), theme::icon_font(14.0), color);
    let start = rect.left_center() + vec2(40.0, 0.0);
    ui.painter().text(start, egui::Align2::LEFT_CENTER, text, theme::regular(theme::BODY), tokens.ink);
    if let Some(keys) = keys {
        let end = rect.right_center() - vec2(8.0, 0.0);
        ui.painter().text(
            end,
            egui::Align2::RIGHT_CENTER,
            keys,
            theme::regular(theme::CAPTION),
            tokens.faint,
        );
    }
    response
}
