//! Finds room for cards that have no place yet beside those that have one.

use super::{Card, Drawing, arrange, pack, whole};
use crate::model::Pos;
use std::collections::BTreeMap;

/// Room that a new card keeps to others.
pub(super) const GAP: f32 = 44.0;
/// Room between a card and the one that its wire leads to.
const CHANNEL: f32 = 92.0;
/// Room between what had a place and parts that had none.
const APART: f32 = 96.0;
/// How far, and how many times at most, a part moves aside at once.
const STEP: i32 = 66;
const RINGS: i32 = 120;
/// Side of a cell of the field.
const CELL: f32 = 512.0;

/// Upper left corners of all cards: those in `known` stay, the others go right of what leads to them, left of what
/// they lead to, or below everything; never over another card.
pub fn place_new(drawing: &Drawing, known: &[Option<Pos>]) -> Vec<Pos> {
    if known.iter().all(Option::is_none) {
        return arrange(drawing);
    }
    let mut field = Field::default();
    let mut corners: Vec<Option<(f32, f32)>> = vec![None; drawing.cards.len()];
    for (card, pos) in known.iter().enumerate().filter_map(|(card, pos)| Some((card, (*pos)?))) {
        let corner = (pos.0 as f32, pos.1 as f32);
        field.put(corner, &drawing.cards[card]);
        corners[card] = Some(corner);
    }
    for part in drawing.components() {
        if part.iter().any(|card| corners[*card].is_some()) {
            join(drawing, &part, &mut corners, &mut field);
        } else {
            let below = (field.left(), field.bottom() + APART);
            let own = arrange(&drawing.part(&part)).into_iter().map(|pos| (pos.0 as f32, pos.1 as f32));
            let cards: Vec<Card> = part.iter().map(|card| drawing.cards[*card]).collect();
            for (card, corner) in part.iter().zip(pack::Part::around(&cards, own.collect()).corners) {
                let corner = (below.0 + corner.0, below.1 + corner.1);
                field.put(corner, &drawing.cards[*card]);
                corners[*card] = Some(corner);
            }
        }
    }
    corners.into_iter().map(|corner| whole(corner.unwrap_or_default())).collect()
}

/// Places what is left of a part beside its neighbours, from the placed ones outwards.
fn join(drawing: &Drawing, part: &[usize], corners: &mut [Option<(f32, f32)>], field: &mut Field) {
    let mut wires: BTreeMap<usize, Vec<&super::Wire>> = BTreeMap::new();
    for wire in &drawing.wires {
        wires.entry(wire.from).or_default().push(wire);
        wires.entry(wire.to).or_default().push(wire);
    }
    let mut queue: Vec<usize> = part.iter().copied().filter(|card| corners[*card].is_some()).collect();
    let mut next = 0;
    while let Some(card) = queue.get(next).copied() {
        next += 1;
        let Some((x, y)) = corners[card] else { continue };
        let here = &drawing.cards[card];
        for wire in wires.get(&card).into_iter().flatten() {
            let other = if wire.from == card { wire.to } else { wire.from };
            if corners[other].is_some() {
                continue;
            }
            let there = &drawing.cards[other];
            let wish = if wire.from == card {
                (x + here.width + CHANNEL, y + wire.leave - there.arrive)
            } else {
                (x - CHANNEL - there.width, y + here.arrive - wire.leave)
            };
            let corner = (wish.0, field.nearest(wish, there));
            field.put(corner, there);
            corners[other] = Some(corner);
            queue.push(other);
        }
    }
}

/// Places of cards that were laid out by themselves, moved as a whole so that their upper left corner comes as near to
/// a wish as `others` leave room.
pub fn clear_of(cards: &[Card], laid: &[Pos], wish: Pos, others: &[(Card, Pos)]) -> Vec<Pos> {
    let mut field = Field::default();
    for (card, Pos(x, y)) in others {
        field.put((*x as f32, *y as f32), card);
    }
    let at = |by: (i32, i32)| laid.iter().map(move |pos| Pos(pos.0 + wish.0 + by.0, pos.1 + wish.1 + by.1));
    let is_free = |by: (i32, i32)| {
        let mut spots = at(by).zip(cards);
        spots.all(|(pos, card)| field.near((pos.0 as f32, pos.1 as f32), card, GAP).next().is_none())
    };
    let rings = (0..=RINGS).flat_map(|ring| {
        let by = ring * STEP;
        [(0, by), (by, 0), (0, -by), (-by, 0), (by, by), (-by, by), (by, -by), (-by, -by)]
    });
    at(rings.into_iter().find(|by| is_free(*by)).unwrap_or_default()).collect()
}

/// Where cards lie already, found by place.
#[derive(Default)]
pub(super) struct Field {
    cells: BTreeMap<(i32, i32), Vec<usize>>,
    /// Left, top, right, bottom.
    areas: Vec<[f32; 4]>,
}

impl Field {
    pub fn put(&mut self, (x, y): (f32, f32), card: &Card) {
        let area = [x, y, x + card.width, y + card.height];
        for cell in cells(area) {
            self.cells.entry(cell).or_default().push(self.areas.len());
        }
        self.areas.push(area);
    }

    /// The areas nearer than `gap` to a card at a corner.
    pub fn near(&self, (x, y): (f32, f32), card: &Card, gap: f32) -> impl Iterator<Item = [f32; 4]> + '_ {
        let wide = [x - gap, y - gap, x + card.width + gap, y + card.height + gap];
        let numbers = cells(wide).into_iter().filter_map(|cell| self.cells.get(&cell)).flatten();
        numbers.map(|number| self.areas[*number]).filter(move |area| {
            area[0] < wide[2] && area[2] > wide[0] && area[1] < wide[3] && area[3] > wide[1]
        })
    }

    /// The upper edge nearest below a wish at which a card is free.
    pub fn below(&self, (x, mut y): (f32, f32), card: &Card) -> f32 {
        while let Some(end) = self.near((x, y), card, GAP).map(|area| area[3]).reduce(f32::max) {
            y = end + GAP;
        }
        y
    }

    /// The free upper edge nearest to a wish, above or below it.
    fn nearest(&self, (x, wish): (f32, f32), card: &Card) -> f32 {
        let below = self.below((x, wish), card);
        let mut above = wish;
        while let Some(start) = self.near((x, above), card, GAP).map(|area| area[1]).reduce(f32::min) {
            above = start - GAP - card.height;
        }
        if wish - above < below - wish { above } else { below }
    }

    fn left(&self) -> f32 {
        self.areas.iter().map(|area| area[0]).fold(f32::INFINITY, f32::min)
    }

    fn bottom(&self) -> f32 {
        self.areas.iter().map(|area| area[3]).fold(f32::NEG_INFINITY, f32::max)
    }
}

fn cells(area: [f32; 4]) -> Vec<(i32, i32)> {
    let [left, top, right, bottom] = area.map(|at| (at / CELL).floor().clamp(-1e6, 1e6) as i32);
    (top..=bottom).flat_map(|row| (left..=right).map(move |column| (row, column))).collect()
}
