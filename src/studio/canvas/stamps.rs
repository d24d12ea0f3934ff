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
use egui::{Galley, Pos2, Shape, Vec2};
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
        let mut budget = if zooms { BUDGET_ZOOMING } else { BUDGET_STILL };
        let mut press = None;
        let mut waits = false;
        let mut stretched = Mesh::default();
        for number in numbers {
            let item = frame.scene.item(*number);
            let corner = frame.rect(*number).min;
            let key = Key::of(frame, *number);
            let kept = self.kept.get_mut(&item.id).filter(|stamp| Rc::ptr_eq(&stamp.shape, &item.shape));
            let is_exact = kept.as_ref().is_some_and(|stamp| stamp.key == key);
            let mut near = kept.filter(|stamp| is_exact || stamp.key.stands_for(&key));
            let ratio = near.as_ref().map_or(1.0, |stamp| key.zoom / stamp.key.zoom);
            let will_do = is_exact || zooms && near.is_some() && STRETCH.contains(&ratio);
            if !will_do && budget > 0 {
                budget -= 1;
                let press = press.get_or_insert_with(|| Press::new(frame));
                let zoom = if zooms { step_of(key.zoom) } else { key.zoom };
                paint_block::block(frame, *number, zoom, press);
                let row = frame.text.row_of(press.take());
                if zooms {
                    waits = true;
                    stretch(&row, corner, key.zoom / zoom, &mut stretched);
                } else {
                    flush(frame, &mut stretched, shapes);
                    shapes.push(placed(&row, corner));
                }
                let stamp = Stamp { key: Key { zoom, ..key }, shape: Rc::clone(&item.shape), row, turn: self.turn };
                self.kept.insert(item.id, stamp);
                continue;
            }
            match &mut near {
                Some(stamp) if is_exact => {
                    stamp.turn = self.turn;
                    flush(frame, &mut stretched, shapes);
                    shapes.push(placed(&stamp.row, corner));
                }
                Some(stamp) => {
                    (stamp.turn, waits) = (self.turn, true);
                    stretch(&stamp.row, corner, ratio, &mut stretched);
                }
                None => {
                    waits = true;
                    let theme = frame.input.theme;
                    let color = block_color(theme, theme.family(item.shape.family));
                    mesh::rect(&mut stretched, frame.rect(*number), color);
                }
            }
        }
        flush(frame, &mut stretched, shapes);
        if self.kept.len() > numbers.len() + SPARE {
            let turn = self.turn;
            self.kept.retain(|_, stamp| stamp.turn == turn);
        }
        waits
    }
}

/// The step of zooming nearest to a zoom.
fn step_of(zoom: f32) -> f32 {
    STEP.powf(zoom.log(STEP).round())
}

fn placed(row: &Arc<Galley>, corner: Pos2) -> Shape {
    TextShape::new(corner, Arc::clone(row), egui::Color32::WHITE).into()
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

/// Draws what was stretched so far, so that what comes next lies over it.
fn flush(frame: &Frame<'_>, stretched: &mut Mesh, shapes: &mut Vec<Shape>) {
    if stretched.is_empty() {
        return;
    }
    let mut mesh = std::mem::take(stretched);
    let [width, height] = frame.ctx.fonts(|fonts| fonts.font_image_size());
    let share = Vec2::new(1.0 / width as f32, 1.0 / height as f32);
    for vertex in &mut mesh.vertices {
        vertex.uv = (vertex.uv.to_vec2() * share).to_pos2();
    }
    shapes.push(Shape::mesh(mesh));
}
