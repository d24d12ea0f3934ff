//! Blocks painted once: a block that only moves over the screen is neither laid out nor cut into triangles again.
//!
//! While one zooms, stamps of a size nearby are stretched, and only some are made anew in each frame; a frame after
//! the last step all are sharp. What has left the screen is forgotten.

use super::far::block_color;
use super::frame::Frame;
use super::geometry::BlockShape;
use super::mesh;
use super::paint_block::{self, Look};
use super::press::Press;
use crate::model::BlockId;
use egui::epaint::{Mesh, TextShape, Vertex};
use egui::{Color32, Galley, Pos2, Shape, Vec2};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Stamps made in one frame at most while the view rests. What is beyond waits for the next frame.
const BUDGET_STILL: u32 = 120;
/// Stamps made in one frame at most while zooming.
const BUDGET_ZOOMING: u32 = 40;
/// Stamps made while zooming are so many times larger than those of the step before: letters are needed in few sizes.
const STEP: f32 = 1.16;
/// A stamp is good for a zoom so many times its own, while zooming.
const STRETCH: std::ops::Range<f32> = 0.85..1.18;
/// So many stamps beyond those on the screen are kept.
const SPARE: usize = 160;

/// The stamps of the blocks that were on the screen lately.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    kept: HashMap<BlockId, Stamp>,
    turn: u64,
    zoom: f32,
}

#[derive(Debug)]
struct Stamp {
    key: Key,
    shape: Rc<BlockShape>,
    row: Arc<Galley>,
    /// When it was drawn last.
    turn: u64,
}

/// What a stamp depends on besides the shape of its block.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    /// Points on the screen for one canvas unit.
    zoom: f32,
    pixel: f32,
    fonts: u64,
    dark: bool,
    look: Look,
}

impl Key {
    fn of(frame: &Frame<'_>, number: u32) -> Self {
        Self {
            zoom: frame.projection.zoom,
            pixel: frame.feather,
            fonts: frame.text.generation,
            dark: frame.input.theme.dark,
            look: Look::of(frame, number),
        }
    }

    /// Whether a stamp of this key may stand for one of the other, stretched.
    fn stands_for(&self, other: &Self) -> bool {
        let Self { zoom: _, pixel, fonts, dark, look } = self;
        (pixel, fonts, dark, look) == (&other.pixel, &other.fonts, &other.dark, &other.look)
    }
}

impl Stamps {
    /// Draws the blocks of the numbers, the later over the earlier; gives whether some wait for the next frame.
    pub fn paint(&mut self, frame: &Frame<'_>, numbers: &[u32], shapes: &mut Vec<Shape>) -> bool {
        self.turn += 1;
        let zooms = std::mem::replace(&mut self.zoom, frame.projection.zoom) != frame.projection.zoom;
        let budget = if zooms { BUDGET_ZOOMING } else { BUDGET_STILL };
        let (stretched, press) = (Mesh::default(), None);
        let mut work = Work { frame, zooms, budget, press, stretched, shapes, waits: false };
        for number in numbers {
            let key = Key::of(frame, *number);
            let item = frame.scene.item(*number);
            let kept = self.kept.get(&item.id).filter(|stamp| stamp.is_of(&item.shape, &key));
            let ratio = kept.map(|stamp| key.zoom / stamp.key.zoom);
            if !ratio.is_some_and(|ratio| ratio == 1.0 || zooms && STRETCH.contains(&ratio))
                && work.budget > 0
            {
                self.kept.insert(item.id, work.make(*number, key.clone()));
            }
            match self.kept.get_mut(&item.id).filter(|stamp| stamp.is_of(&item.shape, &key)) {
                Some(stamp) => {
                    stamp.turn = self.turn;
                    work.put(stamp, frame.rect(*number).min);
                }
                None => work.put_plain(*number),
            }
        }
        work.flush();
        let waits = work.waits;
        if self.kept.len() > numbers.len() + SPARE {
            let turn = self.turn;
            self.kept.retain(|_, stamp| stamp.turn == turn);
        }
        waits
    }
}

impl Stamp {
    /// Whether it shows that shape as the key asks for, in whatever size.
    fn is_of(&self, shape: &Rc<BlockShape>, key: &Key) -> bool {
        Rc::ptr_eq(&self.shape, shape) && self.key.stands_for(key)
    }
}

/// Stamping of one frame.
struct Work<'a> {
    frame: &'a Frame<'a>,
    /// Whether the zoom differs from that of the frame before.
    zooms: bool,
    /// Stamps that may be made yet.
    budget: u32,
    press: Option<Press>,
    /// What was stretched and waits to be drawn; its vertices count texels.
    stretched: Mesh,
    shapes: &'a mut Vec<Shape>,
    /// Whether something is not drawn as it should be.
    waits: bool,
}

impl Work<'_> {
    fn make(&mut self, number: u32, key: Key) -> Stamp {
        self.budget -= 1;
        let press = self.press.get_or_insert_with(|| Press::new(self.frame));
        let zoom = if self.zooms { step_of(key.zoom) } else { key.zoom };
        paint_block::block(self.frame, number, zoom, press);
        let row = self.frame.text.row_of(press.take());
        Stamp {
            key: Key { zoom, ..key },
            shape: Rc::clone(&self.frame.scene.item(number).shape),
            row,
            turn: 0,
        }
    }

    fn put(&mut self, stamp: &Stamp, corner: Pos2) {
        let ratio = self.frame.projection.zoom / stamp.key.zoom;
        if ratio == 1.0 {
            self.flush();
            self.shapes.push(TextShape::new(corner, Arc::clone(&stamp.row), Color32::PLACEHOLDER).into());
        } else {
            self.waits = true;
            stretch(&stamp.row, corner, ratio, &mut self.stretched);
        }
    }

    /// A block that nothing is known of yet looks as it does from far away.
    fn put_plain(&mut self, number: u32) {
        self.waits = true;
        let theme = self.frame.input.theme;
        let color = block_color(theme, theme.family(self.frame.scene.item(number).shape.family));
        mesh::rect(&mut self.stretched, self.frame.rect(number), color);
    }

    /// Draws what was stretched so far, so that what comes next lies over it.
    fn flush(&mut self) {
        if self.stretched.is_empty() {
            return;
        }
        let mut mesh = std::mem::take(&mut self.stretched);
        let [width, height] = self.frame.ctx.fonts(|fonts| fonts.font_image_size());
        let share = Vec2::new(1.0 / width as f32, 1.0 / height as f32);
        for vertex in &mut mesh.vertices {
            vertex.uv = (vertex.uv.to_vec2() * share).to_pos2();
        }
        self.shapes.push(Shape::mesh(mesh));
    }
}

/// The step of zooming nearest to a zoom.
fn step_of(zoom: f32) -> f32 {
    STEP.powf(zoom.log(STEP).round())
}

/// Adds a stamp in another size; its vertices still count texels.
fn stretch(row: &Galley, corner: Pos2, ratio: f32, mesh: &mut Mesh) {
    for placed in &row.rows {
        let own = &placed.row.visuals.mesh;
        let first = mesh.vertices.len() as u32;
        mesh.indices.extend(own.indices.iter().map(|index| index + first));
        let vertices = own.vertices.iter();
        mesh.vertices
            .extend(vertices.map(|vertex| Vertex { pos: corner + vertex.pos.to_vec2() * ratio, ..*vertex }));
    }
}

#[cfg(test)]
impl Stamps {
    /// Where each stamp of the last frame lies in memory, and the zoom that it was made for.
    pub fn seen(&self) -> std::collections::BTreeMap<BlockId, (*const Galley, f32)> {
        let drawn = self.kept.iter().filter(|(_, stamp)| stamp.turn == self.turn);
        drawn.map(|(id, stamp)| (*id, (Arc::as_ptr(&stamp.row), stamp.key.zoom))).collect()
    }
}
