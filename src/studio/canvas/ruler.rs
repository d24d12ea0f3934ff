//! Measures and breaks text in canvas units, once for every zoom: lines break at the same words whatever the
//! size on the screen, and a block of any length costs a few additions for each letter.

use crate::studio::theme;
use egui::FontId;
use std::collections::HashMap;

/// The faces that a block is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Semibold,
}

impl Face {
    pub fn font(self, size: f32) -> FontId {
        match self {
            Self::Regular => theme::regular(size),
            Self::Semibold => theme::semibold(size),
        }
    }
}

/// Letters up to here (Latin and Cyrillic) are looked up in an array.
const FAST: usize = 0x500;

/// Widths of letters at the body size.
#[derive(Debug, Default)]
pub(super) struct Ruler {
    faces: [Widths; 2],
}

#[derive(Debug)]
struct Widths {
    fast: Vec<f32>,
    rest: HashMap<char, f32>,
}

impl Default for Widths {
    fn default() -> Self {
        Self { fast: vec![f32::NAN; FAST], rest: HashMap::new() }
    }
}

impl Ruler {
    /// Width of a text on one line, canvas units.
    pub fn width(&mut self, ctx: &egui::Context, face: Face, text: &str) -> f32 {
        text.chars().map(|c| self.letter(ctx, face, c)).sum()
    }

    /// The longest beginning of a text that is no wider than `width`, with `…` when something is cut off.
    pub fn cut(&mut self, ctx: &egui::Context, face: Face, text: &str, width: f32) -> (String, f32) {
        let full = self.width(ctx, face, text);
        if full <= width {
            return (text.to_owned(), full);
        }
        let dots = self.letter(ctx, face, '…');
        let (mut kept, mut at) = (String::new(), 0.0);
        for c in text.chars() {
            let step = self.letter(ctx, face, c);
            if at + step + dots > width {
                break;
            }
            kept.push(c);
            at += step;
        }
        kept.truncate(kept.trim_end().len());
        kept.push('…');
        (kept, at + dots)
    }

    /// Number of letters at the beginning of a word that fit into `width`; at least one.
    pub fn fitting(&mut self, ctx: &egui::Context, face: Face, word: &str, width: f32) -> usize {
        let mut at = 0.0;
        for (index, c) in word.char_indices() {
            at += self.letter(ctx, face, c);
            if at > width && index > 0 {
                return index;
            }
        }
        word.len()
    }

    fn letter(&mut self, ctx: &egui::Context, face: Face, c: char) -> f32 {
        let widths = &mut self.faces[face as usize];
        if let Some(width) = widths.fast.get_mut(c as usize) {
            if width.is_nan() {
                *width = measure(ctx, face, c);
            }
            return *width;
        }
        *widths.rest.entry(c).or_insert_with(|| measure(ctx, face, c))
    }
}

fn measure(ctx: &egui::Context, face: Face, c: char) -> f32 {
    // Joiners and variation selectors only say how their neighbours are drawn.
    if matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}') || c.is_control() {
        return 0.0;
    }
    ctx.fonts_mut(|fonts| fonts.glyph_width(&face.font(theme::BODY), c))
}
