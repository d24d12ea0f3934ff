//! Makes what is drawn reachable: every visible block and port is a widget with a name, for hands, for screen
//! readers and for tests.

use super::frame::Detail;
use super::marks::SIGN;
use super::scene::{Scene, Wire};
use super::view::Projection;
use super::{CanvasInput, Target};
use crate::studio::words::canvas as words;
use egui::{Id, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

/// How near a pointer must come to a port, points.
const PORT_RADIUS: f32 = 14.0;
/// From farther away ports are too small for a hand.
const PORTS_ZOOM_MIN: f32 = 0.35;
/// How near a pointer must come to a wire, points.
const WIRE_RADIUS: f32 = 5.0;

/// How near a pointer must come to the edge of a note or frame, points.
const EDGE: f32 = 8.0;

/// Blocks, ports and marks take a hand but not the keyboard: the canvas has it for all of them.
const HELD: Sense = Sense::CLICK.union(Sense::DRAG);

/// What the hand does in this frame.
pub(super) struct Event {
    /// What lies under the pointer.
    pub hot: Option<Target>,
    /// The wire under the pointer, when nothing else is.
    pub hot_wire: Option<Wire>,
    pub clicked: Option<Target>,
    pub double_clicked: Option<Target>,
    /// Clicked with the other button.
    pub asked: Option<Target>,
    pub drag_started: Option<Target>,
    /// The wire whose head lies under the pointer.
    pub head: Option<Wire>,
}

/// Registers the widgets of a frame, the later over the earlier, and says what happened to them.
pub(super) fn place(
    ui: &Ui,
    input: &CanvasInput<'_>,
    scene: &Scene,
    projection: Projection,
    visible: &[u32],
    ground: Response,
    detail: Detail,
) -> Event {
    let mut event = Event {
        hot: None,
        hot_wire: None,
        clicked: None,
        double_clicked: None,
        asked: None,
        drag_started: None,
        head: None,
    };
    ground.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, words::CANVAS.of(input.lang)));
    // From far away no block is a widget: ten thousand of them would cost more than the picture.
    // A quick pull is far from its port when it is known for one.
    let near = ui.input(|i| [i.pointer.interact_pos(), i.pointer.press_origin()]);
    let world =
        ground.interact_pointer_pos().or(ground.hover_pos()).map(|pos| projection.world_from_screen(pos));
    let far = (detail == Detail::Far).then(|| world.and_then(|pos| scene.block_at(pos))).flatten();
    event.take(far.map_or(Target::Canvas, Target::Block), &ground);
    marks(ui, input, scene, projection, false, &mut event);
    for number in visible {
        let rect = projection.screen_rect(scene.item(*number).rect);
        let id = block_id(ui, scene, *number);
        let block = ui.interact(rect, id, HELD);
        let title = &scene.item(*number).shape.title.text;
        block.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("{} {title}", words::BLOCK.of(input.lang)))
        });
        event.take(Target::Block(*number), &block);
        // Half out, hundreds of ports would cost more than the picture: only those near the pointer are widgets.
        let is_near = detail == Detail::Near
            || near.iter().flatten().any(|pos| rect.expand(PORT_RADIUS).contains(*pos));
        if projection.zoom >= PORTS_ZOOM_MIN && is_near {
            ports(ui, input, scene, projection, (*number, rect, id), &mut event);
        }
    }
    marks(ui, input, scene, projection, true, &mut event);
    if let Some(pos) = world.filter(|_| matches!(event.hot, Some(Target::Canvas | Target::Block(_)))) {
        event.head = scene.head_at(pos, None, projection.zoom);
    }
    if event.hot == Some(Target::Canvas) && detail != Detail::Far {
        event.hot_wire = world.and_then(|pos| scene.wire_at(pos, WIRE_RADIUS / projection.zoom));
    }
    event
}

fn ports(
    ui: &Ui,
    input: &CanvasInput<'_>,
    scene: &Scene,
    projection: Projection,
    (number, rect, id): (u32, Rect, Id),
    event: &mut Event,
) {
    let item = scene.item(number);
    let side = port_side(projection);
    for (port, spec) in item.shape.ports.iter().enumerate().filter(|(_, port)| port.is_open_to_wires()) {
        let center: Pos2 = rect.min + spec.at * projection.zoom;
        let area = Rect::from_center_size(center, Vec2::splat(side));
        let response = ui.interact(area, id.with(port), HELD);
        response.widget_info(|| {
            let (word, title) = (words::EXIT.of(input.lang), &item.shape.title.text);
            let name = format!("{word} {} ({title})", spec.caption.text);
            WidgetInfo::labeled(Role::Button, true, name)
        });
        event.take(Target::Port(number, port as u16), &response);
    }
}

/// Notes and frames: first those that lie under the blocks, later the folded ones that lie among them.
fn marks(
    ui: &Ui,
    input: &CanvasInput<'_>,
    scene: &Scene,
    projection: Projection,
    folded: bool,
    event: &mut Event,
) {
    let screen = ui.clip_rect();
    for (number, item) in scene.marks.iter().enumerate().filter(|(_, item)| item.is_folded() == folded) {
        let (number, rect) = (number as u32, projection.screen_rect(item.rect));
        if !screen.intersects(rect.expand(EDGE)) {
            continue;
        }
        let id = ui.scope_id().with(("mark", item.mark));
        let handle = ui.interact(item.grip(rect, projection.zoom), id, HELD);
        let word = if item.is_frame() { words::FRAME } else { words::NOTE };
        let name = format!("{} {}", word.of(input.lang), item.text);
        handle.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.trim()));
        event.take(Target::Mark(number), &handle);
        if item.is_frame() && projection.zoom >= 0.35 {
            let sign = vec2(SIGN, item.handle(rect, projection.zoom).height() / projection.zoom);
            let sign = Rect::from_min_size(rect.min, sign * projection.zoom);
            let fold = ui.interact(sign, id.with("fold"), HELD);
            let word = if folded { words::UNFOLD } else { words::FOLD };
            let name = format!("{} {}", word.of(input.lang), item.text);
            fold.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.trim()));
            event.take(Target::Fold(number), &fold);
        }
        if !folded && projection.zoom >= 0.2 {
            edges(ui, rect, id, number, event);
        }
    }
}

/// Edges and corners of a note or frame, the corners on top.
fn edges(ui: &Ui, rect: Rect, id: Id, number: u32, event: &mut Event) {
    let sides = [(0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1)];
    for (x, y) in sides {
        let at = |side: i8, low: f32, high: f32| match side {
            -1 => (low - EDGE / 2.0, low + EDGE / 2.0),
            1 => (high - EDGE / 2.0, high + EDGE / 2.0),
            _ => (low, high),
        };
        let (left, right) = at(x, rect.left(), rect.right());
        let (top, bottom) = at(y, rect.top(), rect.bottom());
        let area = Rect::from_min_max(Pos2::new(left, top), Pos2::new(right, bottom));
        let response = ui.interact(area, id.with((x, y)), Sense::DRAG);
        event.take(Target::Edge(number, (x, y)), &response);
    }
}

/// What a hand took hold of at a point. A lively hand is elsewhere by the time its press is seen, and what lies there is
/// `seen`.
pub(super) fn target_at(scene: &Scene, projection: Projection, pos: Pos2, seen: Target) -> Target {
    let rect_of = |number: u32| projection.screen_rect(scene.marks[number as usize].rect);
    let grip_of = |number: u32| scene.marks[number as usize].grip(rect_of(number), projection.zoom);
    let is_there = match seen {
        Target::Mark(number) | Target::Fold(number) => grip_of(number).contains(pos),
        Target::Edge(number, _) => {
            let rect = rect_of(number);
            rect.expand(EDGE / 2.0).contains(pos) && !rect.shrink(EDGE / 2.0).contains(pos)
        }
        Target::Port(..) | Target::Block(_) | Target::Canvas => false,
    };
    if is_there {
        return seen;
    }
    let world = projection.world_from_screen(pos);
    let reach = Rect::from_center_size(world, Vec2::splat(port_side(projection) / projection.zoom));
    let port = |number: u32| {
        let item = scene.item(number);
        let mut ports = item.shape.ports.iter().enumerate().filter(|(_, port)| port.is_open_to_wires());
        let port = ports.find(|(_, port)| reach.contains(item.rect.min + port.at))?.0;
        (!item.folded).then_some(Target::Port(number, port as u16))
    };
    let near = if projection.zoom < PORTS_ZOOM_MIN { Vec::new() } else { scene.blocks.query(reach) };
    let under = || scene.block_at(world).map(Target::Block);
    let mark = || (0..scene.marks.len() as u32).rev().find(|number| grip_of(*number).contains(pos));
    let found = near.into_iter().rev().find_map(port).or_else(under).or_else(|| mark().map(Target::Mark));
    found.unwrap_or(Target::Canvas)
}

/// How wide the area of a port is, points. Neighbouring ports stand 28 units apart; their areas must not cover one
/// another.
fn port_side(projection: Projection) -> f32 {
    (2.0 * PORT_RADIUS).min(27.0 * projection.zoom)
}

fn block_id(ui: &Ui, scene: &Scene, number: u32) -> Id {
    ui.scope_id().with(("block", scene.item(number).id.0))
}

impl Event {
    fn take(&mut self, target: Target, response: &Response) {
        if response.contains_pointer() {
            self.hot = Some(target);
        }
        if response.clicked() {
            self.clicked = Some(target);
        }
        if response.double_clicked() {
            self.double_clicked = Some(target);
        }
        if response.secondary_clicked() {
            self.asked = Some(target);
        }
        if response.drag_started_by(egui::PointerButton::Primary) {
            self.drag_started = Some(target);
        }
    }
}
