//! Small popups on the canvas: "what comes next?" after a wire was dropped on nothing, and what can be done with
//! the thing under the pointer.

mod about;
mod add;
mod rows;

use super::frame::Frame;
use super::paint_wires::loose_wire;
use super::scene::{Scene, Wire};
use super::view::Projection;
use super::{CanvasInput, CanvasState, Target};
use crate::model::{BlockId, Exit, Mark};
use crate::studio::command::Command;
use egui::{Key, Modifiers, Pos2, Shape, Ui, Vec2, vec2};

/// Width of a popup's rows, points.
const WIDTH: f32 = 260.0;

/// A popup, where it stands on the canvas and what it is about.
#[derive(Clone, Debug)]
pub(super) struct Menu {
    at: Pos2,
    about: About,
    /// The time it opened, so that the click that opened it does not close it.
    opened: f64,
    /// Whether its first row has yet to get the keyboard.
    wants_keyboard: bool,
    /// Whether nobody showed the place with a hand, so that a new block goes where there is room.
    anywhere: bool,
}

#[derive(Clone, Debug)]
enum About {
    /// Which block to add, the exit and point of the wire that shall lead to it, and the wire that takes it in.
    Add {
        from: Option<Loose>,
        into: Option<(BlockId, Exit)>,
    },
    /// Which of some blocks a wire shall lead to.
    Lead(Loose, Vec<BlockId>),
    Block(BlockId),
    Port(BlockId, u16, Exit),
    Wire(BlockId, Exit),
    Mark(Mark),
    Ground,
}

/// A wire that waits for its block.
#[derive(Clone, Debug)]
struct Loose {
    from: BlockId,
    exit: Exit,
    start: Pos2,
    /// Whether the exit leads somewhere now.
    is_wired: bool,
}

impl Loose {
    fn new(scene: &Scene, (from, number, port, exit): (BlockId, u32, u16, Exit)) -> Self {
        let start = scene.item(number).rect.min + scene.item(number).shape.ports[port as usize].at;
        let is_wired = scene.target_of(number, &exit).is_some();
        Self { from, exit, start, is_wired }
    }
}

impl Menu {
    fn new(ui: &Ui, at: Pos2, about: About) -> Option<Self> {
        Some(Self { at, about, opened: ui.input(|i| i.time), wants_keyboard: false, anywhere: false })
    }

    /// The same, operated by keys.
    pub fn by_keys(self) -> Self {
        Self { wants_keyboard: true, anywhere: true, ..self }
    }

    /// The same at a place that nobody chose.
    pub fn anywhere(self) -> Self {
        Self { anywhere: true, ..self }
    }

    /// Asks which block to add.
    pub fn add(ui: &Ui, at: Pos2) -> Option<Self> {
        Self::new(ui, at, About::Add { from: None, into: None })
    }

    /// Asks which block to put into a wire.
    pub fn insert(ui: &Ui, at: Pos2, wire: (BlockId, Exit)) -> Option<Self> {
        Self::new(ui, at, About::Add { from: None, into: Some(wire) })
    }

    /// Asks what comes after an exit.
    pub fn next(
        ui: &Ui,
        scene: &Scene,
        (from, number, port, exit): (BlockId, u32, u16, Exit),
        at: Pos2,
    ) -> Option<Self> {
        let loose = Loose::new(scene, (from, number, port, exit));
        Self::new(ui, at, About::Add { from: Some(loose), into: None })
    }

    /// Asks which of some blocks comes after an exit.
    pub fn which(
        ui: &Ui,
        scene: &Scene,
        exit: (BlockId, u32, u16, Exit),
        at: Pos2,
        blocks: Vec<BlockId>,
    ) -> Option<Self> {
        Self::new(ui, at, About::Lead(Loose::new(scene, exit), blocks))
    }

    /// Offers what can be done with a thing.
    pub fn about(ui: &Ui, scene: &Scene, target: Target, wire: Option<Wire>, at: Pos2) -> Option<Self> {
        let about = match (target, wire) {
            (Target::Block(number), _) => About::Block(scene.item(number).id),
            (Target::Port(number, port), _) => {
                let item = scene.item(number);
                About::Port(item.id, port, item.shape.ports[port as usize].exit.clone())
            }
            (Target::Mark(number) | Target::Fold(number) | Target::Edge(number, _), _) => {
                About::Mark(scene.marks[number as usize].mark)
            }
            (Target::Canvas, Some(wire)) => {
                let (from, exit) = scene.exit_of(wire);
                About::Wire(from, exit)
            }
            (Target::Canvas, None) => About::Ground,
        };
        Self::new(ui, at, about)
    }
}

/// The wire that waits for its block while the popup asks which.
pub(super) fn paint_loose(frame: &Frame<'_>, menu: Option<&Menu>, shapes: &mut Vec<Shape>) {
    if let Some(Menu { at, about: About::Add { from: Some(loose), .. } | About::Lead(loose, _), .. }) = menu {
        loose_wire(frame, loose.start, *at, frame.input.theme.tokens.accent, shapes);
    }
}

/// Whether an arrow asks for the first or the last row of a popup that a hand opened: as long as the keyboard is with the
/// canvas below or with nobody, no row is marked. The list of blocks marks its rows itself.
fn walked_from(ui: &Ui, state: &CanvasState, menu: &Menu) -> [bool; 2] {
    let focused = ui.memory(|memory| memory.focused());
    if matches!(menu.about, About::Add { .. }) || focused.is_some_and(|id| Some(id) != state.ground_id) {
        return [false; 2];
    }
    [Key::ArrowDown, Key::ArrowUp].map(|key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key)))
}

/// Shows the popup that is open, if one is.
pub(super) fn menu_ui(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    projection: Projection,
    commands: &mut Vec<Command>,
) {
    state.menu_rect = None;
    let Some(menu) = state.menu.clone() else { return };
    let commands_before = commands.len();
    let mut done = false;
    let [first, last] = walked_from(ui, state, &menu);
    let shown = egui::Area::new(ui.scope_id().with("menu"))
        .order(egui::Order::Foreground)
        .fixed_pos(projection.screen_from_world(menu.at) + vec2(6.0, -12.0))
        .constrain_to(ui.clip_rect().shrink(8.0))
        .show(ui.ctx(), |ui| {
            let frame = input.theme.card().inner_margin(6.0);
            frame.show(ui, |ui| {
                ui.set_width(WIDTH);
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                let mut rows = rows::Rows { input, keyboard: menu.wants_keyboard || first, last: None };
                match &menu.about {
                    About::Add { from, into } => {
                        add::add_ui(ui, &mut rows, &menu, (from.as_ref(), into.as_ref()), commands);
                    }
                    About::Lead(loose, blocks) => add::lead_ui(ui, &mut rows, loose, blocks, commands),
                    About::Block(block_id) => {
                        done = about::block_ui(ui, &mut rows, state, *block_id, commands)
                    }
                    About::Port(block_id, port, exit) => {
                        about::port_ui(ui, &mut rows, state, (*block_id, *port, exit), commands);
                    }
                    About::Wire(block_id, exit) => {
                        done = about::wire_ui(ui, &mut rows, state, menu.at, (*block_id, exit), commands);
                    }
                    About::Mark(mark) => done = about::mark_ui(ui, &mut rows, state, *mark, commands),
                    About::Ground => done = about::ground_ui(ui, &mut rows, state, menu.at, commands),
                }
                if let Some(row) = rows.last.filter(|_| last) {
                    ui.memory_mut(|memory| memory.request_focus(row));
                }
            });
        });
    state.menu_rect = Some(shown.response.rect);
    let (pressed, pos, now, escape) =
        ui.input(|i| (i.pointer.any_pressed(), i.pointer.interact_pos(), i.time, i.key_pressed(Key::Escape)));
    let outside = pressed && pos.is_some_and(|pos| !shown.response.rect.contains(pos)) && now > menu.opened;
    let chosen = done || commands.len() > commands_before;
    let replaced = state.menu.as_ref().is_none_or(|now| now.opened != menu.opened || now.at != menu.at);
    if replaced {
        return;
    }
    if outside || chosen || escape {
        state.menu = None;
        if !outside {
            state.wants_keyboard = true;
        }
    } else if let Some(menu) = &mut state.menu {
        menu.wants_keyboard = false;
    }
}
