//! The list of kinds of block: what to add, what comes next, what to put into a wire. What comes next may also be a
//! block that is there.

use super::rows::Rows;
use super::{Loose, Menu, WIDTH};
use crate::blocks::{BLOCK_TYPES, BlockType, Family, block_title, block_type};
use crate::edit::build;
use crate::flow::fold_text;
use crate::model::{Block, BlockId, Exit};
use crate::studio::canvas::{CanvasInput, pos_of};
use crate::studio::command::Command;
use crate::studio::widgets::{Line, line_ui, mark_row};
use crate::studio::words::canvas as words;
use egui::{Id, Key, Modifiers, ScrollArea, Ui, vec2};

/// Height of the list of kinds before it scrolls, points.
const LIST_HEIGHT: f32 = 360.0;
/// The last rank of a kind that is found by its name.
const BY_NAME: u8 = 2;
/// Most blocks that are offered.
const BLOCKS_MAX: usize = 12;

pub(super) fn add_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    menu: &Menu,
    (from, into): (Option<&Loose>, Option<&(BlockId, Exit)>),
    commands: &mut Vec<Command>,
) {
    rows.keyboard = false;
    rows.heading(
        ui,
        match (from, into) {
            (Some(_), _) => words::WHAT_NEXT,
            (None, Some(_)) => words::INSERT_BLOCK,
            (None, None) => words::ADD_BLOCK,
        },
    );
    let moved =
        [Key::ArrowDown, Key::ArrowUp].map(|key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key)));
    let Search { wanted, marked, .. } = find_ui(ui, rows, menu);
    let leads_in = from.is_some() || into.is_some();
    let mut offers = kinds_found(&wanted, leads_in);
    if let Some(loose) = from {
        put_blocks(rows.input, loose.from, &wanted, &mut offers);
    }
    let marked = moved_mark(marked, moved, (offers.len(), !wanted.is_empty()));
    mark(ui, marked);
    let enter = ui.input(|i| i.key_pressed(Key::Enter));
    let field = search_id(ui).with("line");
    let mut chosen = marked.filter(|_| enter).and_then(|at| offers.get(at).copied());
    // What opens at the same place begins as high as its list, not as the last one.
    ScrollArea::vertical().max_height(LIST_HEIGHT).min_scrolled_height(LIST_HEIGHT).show(ui, |ui| {
        for (at, offer) in offers.iter().enumerate() {
            let row = match offer {
                Offer::Kind(_, kind) => rows.kind(ui, kind, marked == Some(at)),
                Offer::Block(_, block) => rows.block(ui, block, marked == Some(at)),
            };
            mark_row(&row, field, marked == Some(at));
            if marked == Some(at) && moved.contains(&true) {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                chosen = Some(*offer);
            }
        }
        if offers.is_empty() {
            rows.heading(ui, words::NO_KIND);
        }
    });
    commands.extend(chosen.and_then(|offer| command_of(offer, menu, (from, into))));
    if let Some(Loose { from, exit, is_wired: true, .. }) = from {
        rows.line(ui);
        if rows.row(ui, "unlink", words::CUT_WIRE, None) {
            commands.push(Command::Edit(build::connect(*from, exit.clone(), None)));
        }
    }
}

/// Asks which of some blocks a wire shall lead to.
pub(super) fn lead_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    loose: &Loose,
    blocks: &[BlockId],
    commands: &mut Vec<Command>,
) {
    rows.heading(ui, words::WHAT_NEXT);
    ScrollArea::vertical().max_height(LIST_HEIGHT).min_scrolled_height(LIST_HEIGHT).show(ui, |ui| {
        for block_id in blocks {
            let Some((_, block)) = rows.input.project.block(*block_id) else { continue };
            if rows.lead(ui, block) {
                let transaction = build::connect(loose.from, loose.exit.clone(), Some(*block_id));
                commands.push(Command::Edit(transaction));
            }
        }
    });
}

/// Something to choose, and how well its name fits.
#[derive(Clone, Copy)]
enum Offer<'p> {
    Kind(u8, &'static BlockType),
    /// A block that is there already, for a wire to lead to.
    Block(BlockId, &'p Block),
}

/// What choosing asks for.
fn command_of(
    offer: Offer<'_>,
    menu: &Menu,
    (from, into): (Option<&Loose>, Option<&(BlockId, Exit)>),
) -> Option<Command> {
    // The wire arrives in the middle of the new block's title row.
    let corner = pos_of(menu.at - vec2(0.0, 17.0));
    let from = from.map(|loose| (loose.from, loose.exit.clone()));
    let kind = match offer {
        Offer::Block(to, _) => {
            let (block_id, exit) = from?;
            return Some(Command::Edit(build::connect(block_id, exit, Some(to))));
        }
        Offer::Kind(_, kind) => kind.name.to_owned(),
    };
    Some(match into {
        Some(wire) => Command::InsertBlock { kind, at: corner, wire: wire.clone() },
        None => Command::AddBlock { kind, at: (!menu.anywhere).then_some(corner), from },
    })
}

/// The kinds that a word finds, best first; all of them for none. No wire leads into what begins a funnel.
fn kinds_found<'p>(wanted: &str, leads_in: bool) -> Vec<Offer<'p>> {
    let kinds = BLOCK_TYPES.iter().copied().filter(|kind| !leads_in || kind.family != Family::Entry);
    let mut ranked: Vec<_> = kinds.filter_map(|kind| Some((kind.found_by(wanted)?, kind))).collect();
    if !wanted.is_empty() {
        // Stable: what fits equally well keeps the order of the palette.
        ranked.sort_by_key(|(rank, _)| *rank);
    }
    ranked.into_iter().map(|(rank, kind)| Offer::Kind(rank, kind)).collect()
}

/// Puts the blocks of the funnel whose titles hold a word behind the kinds that are called so, for a wire that leaves
/// a block.
fn put_blocks<'p>(input: &CanvasInput<'p>, from: BlockId, wanted: &str, offers: &mut Vec<Offer<'p>>) {
    let Some(funnel) = input.project.funnel(input.funnel).filter(|_| !wanted.is_empty()) else { return };
    let takes = |block: &Block| block_type(&block.kind).is_none_or(|kind| kind.family != Family::Entry);
    let is_called = |block: &Block| fold_text(block_title(block, input.lang)).contains(wanted);
    let found = funnel.blocks.iter().filter(|(id, block)| **id != from && takes(block) && is_called(block));
    let called = offers.iter().position(|offer| matches!(offer, Offer::Kind(rank, _) if *rank > BY_NAME));
    let at = called.unwrap_or(offers.len());
    offers.splice(at..at, found.take(BLOCKS_MAX).map(|(id, block)| Offer::Block(*id, block)));
}

/// The row that Enter takes after the arrows; nothing is marked at first, so that an Enter too many adds nothing.
fn moved_mark(marked: Option<usize>, moved: [bool; 2], (rows, is_searched): (usize, bool)) -> Option<usize> {
    let last = rows.saturating_sub(1);
    match (marked, moved) {
        (None, [true, _]) => Some(0),
        (None, _) => is_searched.then_some(0),
        (Some(at), [true, _]) => Some((at + 1).min(last)),
        (Some(at), [_, true]) => Some(at.saturating_sub(1)),
        (Some(at), _) => Some(at.min(last)),
    }
}

/// What is looked for in a popup.
#[derive(Clone, Default)]
struct Search {
    /// When the popup opened.
    opened: f64,
    text: String,
    /// The text as it is compared.
    wanted: String,
    /// The row that Enter takes.
    marked: Option<usize>,
}

fn search_id(ui: &Ui) -> Id {
    ui.scope_id().with("find")
}

/// Remembers the row that Enter takes.
fn mark(ui: &Ui, marked: Option<usize>) {
    let id = search_id(ui);
    ui.data_mut(|data| data.get_temp_mut_or_default::<Search>(id).marked = marked);
}

/// The field that narrows the list of kinds, in focus when the popup opens.
fn find_ui(ui: &mut Ui, rows: &Rows<'_>, menu: &Menu) -> Search {
    let id = search_id(ui);
    let held: Option<Search> = ui.data(|data| data.get_temp(id));
    let held = held.filter(|search| search.opened == menu.opened);
    let is_new = held.is_none();
    let Search { mut text, marked, .. } = held.unwrap_or_default();
    let name = words::FIND_KIND.of(rows.input.lang);
    let line = Line { id: id.with("line"), name, hint: name, rows: 0, wrong: false, width: WIDTH };
    let output = line_ui(ui, rows.input.theme, &line, &mut text);
    // Enter ends the typing in a field, also where nothing is found to be taken.
    if is_new || (output.response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))) {
        output.response.request_focus();
    }
    ui.add_space(4.0);
    let wanted = if text.trim().is_empty() { String::new() } else { fold_text(&text) };
    // Other letters find other kinds.
    let marked = marked.filter(|_| !output.response.changed());
    let search = Search { opened: menu.opened, text, wanted, marked };
    ui.data_mut(|data| data.insert_temp(id, search.clone()));
    search
}
