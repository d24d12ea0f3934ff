//! Pictures that meshes take their colours from: letters, emoji, attachments, the dots of the canvas.

use super::colour::{gathered, packed, spread};
use epaint::textures::{TextureFilter, TextureOptions, TextureWrapMode};
use epaint::{Color32, ImageData, ImageDelta};

/// A texture with its smaller selves, where it has been asked for them.
#[derive(Default)]
pub struct Texture {
    levels: Vec<Level>,
    options: TextureOptions,
    /// Another number for another picture; letters that are added do not change those that are there.
    pub version: u64,
}

/// A picture of one size.
pub struct Level {
    /// Texels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    texels: Vec<u32>,
}

/// One direction of a place in a texture: the two texels around it and how much the second one counts.
#[derive(Clone, Copy)]
pub struct Between {
    /// The texel before the place.
    pub first: usize,
    /// The one after it.
    pub second: usize,
    /// How much of the second one is seen, 0–1.
    pub share: f32,
}

impl Texture {
    /// Takes over a whole picture or a part of one; `is_new` when what was painted with it before looks otherwise now.
    pub fn set(&mut self, delta: &ImageDelta, is_new: bool) {
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        self.options = delta.options;
        self.version += u64::from(is_new);
        match delta.pos {
            None => {
                self.levels = vec![Level { width, height, texels: pack(&image.pixels) }];
            }
            Some([left, top]) => {
                let Some(level) = self.levels.first_mut() else { return };
                for (row, texels) in image.pixels.chunks_exact(width.max(1)).enumerate() {
                    let from = (top + row) * level.width + left;
                    // What does not fit is left out, as OpenGL does.
                    let place = level.texels.get_mut(from..from + width);
                    if let Some(place) = place.filter(|_| left + width <= level.width) {
                        place.copy_from_slice(&pack(texels));
                    }
                }
                self.levels.truncate(1);
            }
        }
        if delta.options.mipmap_mode.is_some() {
            self.shrink();
        }
    }

    /// Makes the smaller selves, each of half the size.
    fn shrink(&mut self) {
        while let Some(last) = self.levels.last() {
            if last.width <= 1 || last.height <= 1 {
                break;
            }
            let half = last.half();
            self.levels.push(half);
        }
    }

    /// The level for so many texels to a pixel; `None` when the texture is empty.
    pub fn level(&self, texels_per_pixel: f32) -> Option<&Level> {
        let halvings = texels_per_pixel.max(1.0).log2().round() as usize;
        let level = self.levels.get(halvings.min(self.levels.len().saturating_sub(1)));
        level.filter(|level| level.width > 0 && level.height > 0)
    }

    /// Whether places between texels are mixed of both.
    pub fn is_smooth(&self, texels_per_pixel: f32) -> bool {
        let filter =
            if texels_per_pixel > 1.0 { self.options.minification } else { self.options.magnification };
        filter == TextureFilter::Linear
    }

    /// The texels around a place, in texels from the edge, along a side of so many.
    #[inline]
    pub fn between(&self, at: f32, side: usize, smooth: bool) -> Between {
        if !smooth {
            let texel = self.wrapped(at.floor() as i64, side);
            return Between { first: texel, second: texel, share: 0.0 };
        }
        let low = (at - 0.5).floor();
        let (first, second) = (self.wrapped(low as i64, side), self.wrapped(low as i64 + 1, side));
        Between { first, second, share: at - 0.5 - low }
    }

    fn wrapped(&self, texel: i64, side: usize) -> usize {
        let count = side as i64;
        let at = match self.options.wrap_mode {
            TextureWrapMode::ClampToEdge => texel.clamp(0, count - 1),
            TextureWrapMode::Repeat => texel.rem_euclid(count),
            TextureWrapMode::MirroredRepeat => {
                let there = texel.rem_euclid(2 * count);
                there.min(2 * count - 1 - there)
            }
        };
        at as usize
    }
}

impl Level {
    /// The texels of a row.
    #[inline]
    pub fn row(&self, row: usize) -> &[u32] {
        &self.texels[row * self.width..(row + 1) * self.width]
    }

    /// The colour between four texels.
    #[inline]
    pub fn mixed(&self, across: Between, down: Between) -> u32 {
        mixed(self.row(down.first), self.row(down.second), across, down.share)
    }

    fn half(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut texels = Vec::with_capacity(width * height);
        for row in 0..height {
            let (upper, lower) = (self.row(2 * row), self.row(2 * row + 1));
            texels.extend((0..width).map(|at| {
                let four = [upper[2 * at], upper[2 * at + 1], lower[2 * at], lower[2 * at + 1]].map(spread);
                gathered([0, 1, 2, 3].map(|channel| four.iter().map(|one| one[channel]).sum::<f32>() / 4.0))
            }));
        }
        Self { width, height, texels }
    }
}

/// The colour between two texels of an upper and two of a lower row.
#[inline]
pub fn mixed(upper: &[u32], lower: &[u32], across: Between, down: f32) -> u32 {
    let four = [upper[across.first], upper[across.second], lower[across.first], lower[across.second]];
    if four.iter().all(|texel| *texel == four[0]) {
        return four[0];
    }
    let [one, two, three, four] = four.map(spread);
    gathered([0, 1, 2, 3].map(|channel| {
        let above = one[channel] + (two[channel] - one[channel]) * across.share;
        let below = three[channel] + (four[channel] - three[channel]) * across.share;
        above + (below - above) * down
    }))
}

fn pack(pixels: &[Color32]) -> Vec<u32> {
    pixels.iter().map(|pixel| packed(*pixel)).collect()
}
