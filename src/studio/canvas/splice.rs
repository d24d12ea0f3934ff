//! Putting a block that is in the hand into a wire, and what is said when it does not go in by itself.

use super::CanvasInput;
use super::drop::way_on;
use super::scene::{Moving, Scene, Wire};
use super::view::Projection;
use crate::blocks::Family;
use crate::edit::{Transaction, build};
use crate::model::{BlockId, Exit, Label};
use crate::studio::theme;
use crate::studio::words::canvas as words;
use egui::{Area, Id, Order, Pos2, RichText, Ui, vec2};

/// What would become of a block in the hand if it were dropped now.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Splice {
    /// The wire that it would be put into.
    pub over: Option<Wire>,
    /// Why it would not be put into the wire below it, and what to do.
    pub hint: Option<Label>,
}

/// How a block hangs in its funnel.
enum Hung {
    Loose,
    /// One wire arrives and one leaves, so that its neighbours can be joined without it.
    Between(Wire, Wire),
    Firmly,
}

fn hung(scene: &Scene, number: u32) -> Hung {
    let arriving: Vec<&Wire> = scene.wires.iter().filter(|wire| wire.to == number).take(2).collect();
    let leaving: Vec<&Wire> = scene.wires.iter().filter(|wire| wire.from == number).take(2).collect();
    // An exit may lead to another funnel, where there is no wire to be seen.
    let ports = scene.item(number).shape.ports.iter();
    let led = ports.filter(|port| scene.target_of(number, &port.exit).is_some()).count();
    match (arriving.as_slice(), leaving.as_slice()) {
        ([], []) if led == 0 => Hung::Loose,
        ([before], [after]) if before != after && led == 1 => Hung::Between(**before, **after),
        _ => Hung::Firmly,
    }
}

/// What is below the single block that is in the hand. A block that has wires goes in only with `forced`: most of the
/// time it is moved for the sake of order and passes over wires on its way.
pub(super) fn below(
    scene: &Scene,
    moving: &Moving,
    world: Pos2,
    projection: Projection,
    forced: bool,
) -> Splice {
    let [number] = moving.items[..] else { return Splice::default() };
    let item = scene.item(number);
    if !moving.marks.is_empty() || item.folded || item.shape.family == Family::Entry {
        return Splice::default();
    }
    let reach = 12.0 / projection.zoom.max(0.5);
    let hung = hung(scene, number);
    if matches!(hung, Hung::Loose) {
        // Either what the hand holds or the middle of the block must be on the wire.
        let rect = item.rect.translate(moving.delta);
        let spots = [world, rect.center(), rect.min + item.shape.input()];
        let over = spots.iter().find_map(|spot| scene.wire_at(*spot, reach));
        return Splice { over, hint: None };
    }
    let other = |wire: &Wire| wire.from != number && wire.to != number;
    let wire = scene.wire_at(world, reach).filter(other);
    match (wire, hung) {
        (Some(_), Hung::Between(..)) if forced => Splice { over: wire, hint: None },
        (Some(_), Hung::Between(..)) => Splice { over: None, hint: Some(words::SPLICE_WITH_SHIFT) },
        (Some(_), _) => Splice { over: None, hint: Some(words::SPLICE_AFTER_CUT) },
        (None, _) => Splice::default(),
    }
}

/// Puts a block into a wire. One that stood between two others leaves them joined.
pub(super) fn put_in(input: &CanvasInput<'_>, scene: &Scene, number: u32, wire: Wire) -> Transaction {
    let block_id = scene.item(number).id;
    let (before, after) = match hung(scene, number) {
        Hung::Between(before, after) => (Some(before), Some(after)),
        Hung::Loose | Hung::Firmly => (None, None),
    };
    let own = input.project.block(block_id).and_then(|(_, block)| way_on(block));
    let leaves = after.map(|after| end_of(scene, after).1).or(own);
    let mut insert = build::insert_between(input.project, end_of(scene, wire), block_id, leaves);
    if let (Some(before), Some(after)) = (before, after) {
        let (from, exit) = end_of(scene, before);
        let joined = build::connect(from, exit, Some(scene.item(after.to).id));
        insert.edits.splice(..0, joined.edits);
    }
    insert
}

/// The block and exit that a wire comes out of.
fn end_of(scene: &Scene, wire: Wire) -> (BlockId, Exit) {
    let item = scene.item(wire.from);
    (item.id, item.shape.ports[wire.port as usize].exit.clone())
}

/// The hint beside the hand.
pub(super) fn hint_ui(ui: &Ui, input: &CanvasInput<'_>, hint: Label) {
    let Some(at) = ui.ctx().pointer_latest_pos() else { return };
    let area = Area::new(Id::unique("splice hint")).order(Order::Tooltip).interactable(false);
    area.fixed_pos(at + vec2(14.0, 18.0)).constrain_to(ui.clip_rect()).show(ui.ctx(), |ui| {
        input.theme.card().inner_margin(8).show(ui, |ui| {
            ui.set_max_width(230.0);
            let text = RichText::new(hint.of(input.lang)).font(theme::regular(theme::CAPTION));
            ui.label(text.color(input.theme.tokens.ink));
        });
    });
}
