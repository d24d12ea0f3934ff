//! Turns the shapes of a frame into pixels by the processor alone, for machines without a graphics card.
//!
//! There OpenGL is a program too, and one that brings a compiler along: it takes more memory than the rest of the
//! studio. This painter promises the pictures that the painter of `eframe` gives (colours are mixed in gamma space,
//! pixels are taken at their middle) without its dithering and its mixing of two sizes of a picture made smaller, and
//! it touches only what differs from the frame before.
//! It knows no window: pixels go wherever [`Screen`] points.
//!
//! A package of its own, because a debug build has to optimise it: pixel by pixel it would be too slow to use.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod area;
mod changes;
mod colour;
mod mesh;
mod quad;
mod texture;
mod triangle;

pub use area::Area;

use changes::Changes;
use colour::packed;
use epaint::textures::TexturesDelta;
use epaint::{ClippedPrimitive, Color32, Mesh, Primitive, Rect, TextureId};
use mesh::{Band, Part};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::thread;
use texture::Texture;

/// From so many pixels on a frame is worth a second thread, whose start takes as long as a few thousand of them.
const WORTH_A_THREAD: usize = 120_000;
/// More hands wait for memory and not for the processor.
const THREADS_MAX: usize = 4;

/// Where pixels go: rows from the top, each of `width` pixels of the form `0x00RRGGBB`.
pub struct Screen<'a> {
    /// `width` × `height` pixels.
    pub pixels: &'a mut [u32],
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// How many frames ago these pixels were painted by this painter; 0 when they hold anything else.
    pub age: u8,
}

/// A frame that egui has made.
pub struct Picture<'a> {
    /// What to paint, from back to front.
    pub primitives: &'a [ClippedPrimitive],
    /// Pixels in a point.
    pub scale: f32,
    /// What is seen where nothing is painted.
    pub ground: Color32,
}

/// Keeps the textures, and what the last frame looked like.
#[derive(Default)]
pub struct Painter {
    textures: BTreeMap<TextureId, Texture>,
    changes: Changes,
    /// What the last frame that differed from the one before it changed: a screen that is two frames old lacks it.
    before: Vec<Area>,
    size: (usize, usize),
}

impl Painter {
    /// Paints a frame and tells which parts of the screen differ from the frame before; they do not overlap.
    ///
    /// `textures` are what egui says has changed, and are empty afterwards; a texture that is to be freed is still
    /// there for this frame.
    pub fn paint(
        &mut self,
        screen: &mut Screen<'_>,
        picture: &Picture<'_>,
        textures: &mut TexturesDelta,
    ) -> Vec<Area> {
        for (id, deltas) in &textures.set {
            for delta in deltas {
                // Letters are only ever added beside those that are there.
                let is_new = delta.is_whole() || *id != TextureId::default();
                self.textures.entry(*id).or_default().set(delta, is_new);
            }
        }
        let whole = Area::of_size(screen.width, screen.height);
        let parts = parts(&self.textures, picture, whole);
        let changed = self.changes.follow(&parts, picture, whole);
        let size = (screen.width, screen.height);
        // Of a screen of another size nothing is left, whatever the display says.
        let age = if self.size == size { screen.age } else { 0 };
        self.size = size;
        let stale = match age {
            1 => changed.clone(),
            2 => area::apart(changed.iter().chain(&self.before).copied()),
            _ => vec![whole],
        };
        fill(screen, &parts, &stale, packed(picture.ground) & 0x00ff_ffff);
        if !changed.is_empty() {
            self.before.clone_from(&changed);
        }
        for id in &textures.free {
            self.textures.remove(id);
        }
        textures.clear();
        changed
    }
}

/// What can be seen of the frame, with the texture of each part.
fn parts<'a>(
    textures: &'a BTreeMap<TextureId, Texture>,
    picture: &Picture<'a>,
    whole: Area,
) -> Vec<Part<'a>> {
    let part = |primitive: &'a ClippedPrimitive| {
        // Nothing in the studio asks for OpenGL itself.
        let Primitive::Mesh(mesh) = &primitive.primitive else { return None };
        let texture = textures.get(&mesh.texture_id)?;
        let clip = clip(primitive.clip_rect, picture.scale).and(whole);
        let bounds = bounds(mesh, picture.scale).and(clip);
        (!bounds.is_empty()).then_some(Part { mesh, texture, clip, bounds, scale: picture.scale })
    };
    picture.primitives.iter().filter_map(part).collect()
}

/// The pixels of a clip rectangle, as the painter of `eframe` rounds them.
fn clip(rect: Rect, scale: f32) -> Area {
    let side = |at: f32| (at * scale).round() as i32;
    Area { left: side(rect.min.x), top: side(rect.min.y), right: side(rect.max.x), bottom: side(rect.max.y) }
}

/// The pixels that a mesh may touch.
fn bounds(mesh: &Mesh, scale: f32) -> Area {
    let rect = mesh.calc_bounds();
    let (low, high) = (|at: f32| (at * scale).floor() as i32, |at: f32| (at * scale).ceil() as i32);
    Area { left: low(rect.min.x), top: low(rect.min.y), right: high(rect.max.x), bottom: high(rect.max.y) }
}

/// Paints the stale areas, in bands beside each other when there is much to paint.
fn fill(screen: &mut Screen<'_>, parts: &[Part<'_>], stale: &[Area], ground: u32) {
    let much: usize = stale.iter().map(Area::pixels).sum();
    let wanted = (much / WORTH_A_THREAD + 1).min(THREADS_MAX);
    let hands = if wanted == 1 { 1 } else { wanted.min(processors()) };
    let width = screen.width;
    if hands == 1 {
        let mut band = Band { pixels: screen.pixels, width, top: 0 };
        return band.fill(parts, stale, ground);
    }
    thread::scope(|scope| {
        let mut rest = &mut *screen.pixels;
        let mut top = 0;
        for bottom in shares(stale, hands, screen.height) {
            let (pixels, left) = rest.split_at_mut((bottom - top) * width);
            let mut band = Band { pixels, width, top: top as i32 };
            (rest, top) = (left, bottom);
            if bottom == screen.height {
                // The window's own thread has nothing else to do.
                band.fill(parts, stale, ground);
            } else {
                scope.spawn(move || band.fill(parts, stale, ground));
            }
        }
    });
}

/// How many may work beside each other; asked once, because the system reads files to tell.
fn processors() -> usize {
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

/// Rows at which the bands of so many hands end, so that each has as much to paint.
fn shares(stale: &[Area], hands: usize, height: usize) -> Vec<usize> {
    let mut rows = vec![0; height];
    for area in stale {
        for row in &mut rows[area.top as usize..area.bottom as usize] {
            *row += (area.right - area.left) as usize;
        }
    }
    let all: usize = rows.iter().sum();
    let mut ends = Vec::with_capacity(hands);
    let mut done = 0;
    for (row, much) in rows.iter().enumerate() {
        done += much;
        if done * hands > all * (ends.len() + 1) && ends.len() + 1 < hands {
            ends.push(row);
        }
    }
    ends.push(height);
    ends
}
