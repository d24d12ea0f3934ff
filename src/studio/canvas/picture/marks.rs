//! Notes and frames of a picture: which of them are on it, how their texts break into lines.

use super::outline;
use super::svg::{Pen, paint};
use crate::model::{BlockId, Mark};
use crate::studio::canvas::marks::{self, MarkItem, NOTE_RADIUS, PAD, SIGN, STRIP, hue_color, note_ground};
use crate::studio::canvas::prose::Ink;
use crate::studio::canvas::prose::{LINE, Span};
use crate::studio::canvas::ruler::{Face, Ruler};
use crate::studio::canvas::scene::Scene;
use crate::studio::theme::{self, tint};
use egui::{Pos2, Rect, Vec2, pos2, vec2};
use std::collections::BTreeSet;

/// A note or frame with its text in lines.
pub(super) struct Written {
    pub item: MarkItem,
    lines: Vec<Span>,
}

/// The marks of a scene that are on a picture of all its blocks, or of these: then frames that hold nothing else, and
/// the notes in them.
pub(super) fn written(
    ctx: &egui::Context,
    ruler: &mut Ruler,
    scene: &Scene,
    only: &BTreeSet<BlockId>,
) -> Vec<Written> {
    let held = |item: &MarkItem| {
        let (blocks, _) = marks::inside(scene, item);
        !blocks.is_empty() && blocks.iter().all(|block_id| only.contains(block_id))
    };
    let frames: Vec<Rect> = match only.is_empty() {
        true => Vec::new(),
        false => {
            scene.marks.iter().filter(|item| item.is_frame() && held(item)).map(|item| item.rect).collect()
        }
    };
    let is_shown = |item: &&MarkItem| match item.mark {
        _ if only.is_empty() => true,
        Mark::Frame(_) => frames.contains(&item.rect),
        Mark::Note(_) => frames.iter().any(|frame| frame.contains(item.rect.center())),
    };
    let shown = scene.marks.iter().filter(is_shown).cloned();
    shown.map(|item| Written { lines: lines_of(ctx, ruler, &item), item }).collect()
}

/// The text of a mark in the lines that have room, from its corner.
fn lines_of(ctx: &egui::Context, ruler: &mut Ruler, item: &MarkItem) -> Vec<Span> {
    let size = item.rect.size();
    if item.is_frame() {
        let (height, right) = if item.is_folded() { (size.y, pill(item) + PAD) } else { (STRIP, PAD) };
        let left = if item.is_folded() { SIGN } else { PAD };
        let (text, width) = ruler.cut(ctx, Face::Semibold, &item.text, size.x - left - right);
        return vec![Span::new(vec2(left, height / 2.0), width, text, Ink::Title)];
    }
    let rows = ((size.y - 2.0 * PAD) / LINE).floor().max(1.0) as usize;
    let mut lines = broken(ctx, ruler, &item.text, size.x - 2.0 * PAD);
    if lines.len() > rows {
        lines.truncate(rows);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    let span = |(row, text): (usize, String)| {
        let width = ruler.width(ctx, Face::Regular, &text);
        Span::new(vec2(PAD, PAD + LINE * (row as f32 + 0.5)), width, text, Ink::Plain)
    };
    lines.into_iter().enumerate().map(span).collect()
}

/// A text in lines no wider than `width`; a word that is wider breaks anywhere.
fn broken(ctx: &egui::Context, ruler: &mut Ruler, text: &str, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_inclusive(' ') {
            let both = format!("{line}{word}");
            if line.is_empty() || ruler.width(ctx, Face::Regular, both.trim_end()) <= width {
                line = both;
            } else {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            }
            while ruler.width(ctx, Face::Regular, line.trim_end()) > width {
                let rest = line.split_off(ruler.fitting(ctx, Face::Regular, &line, width));
                if rest.is_empty() {
                    break;
                }
                lines.push(std::mem::replace(&mut line, rest));
            }
        }
        lines.push(line);
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Width of the sign with the number of blocks folded into a frame.
fn pill(item: &MarkItem) -> f32 {
    16.0 + 8.0 * item.count().len() as f32
}

impl Written {
    /// Whether it lies under the wires.
    pub fn is_ground(&self) -> bool {
        !self.item.is_folded()
    }

    /// Draws it.
    pub fn draw(&self, pen: &mut Pen<'_>) {
        let (item, theme) = (&self.item, pen.theme);
        let (rect, color, tokens) = (item.rect, hue_color(theme, item.hue), &theme.tokens);
        match item.mark {
            Mark::Frame(_) if item.is_folded() => self.card(pen),
            Mark::Frame(_) => {
                let ground = tint(color, if theme.dark { 10 } else { 7 });
                pen.rect(rect, f32::from(theme::RADIUS_CARD), ground, Some(tint(color, 45)));
            }
            Mark::Note(_) => {
                pen.rect(rect, f32::from(NOTE_RADIUS), note_ground(theme, item.hue), Some(tint(color, 40)))
            }
        }
        for line in &self.lines {
            pen.span(rect.min, line, tokens.ink);
        }
    }

    fn card(&self, pen: &mut Pen<'_>) {
        let (rect, tokens) = (self.item.rect, &pen.theme.tokens);
        let (color, radius) = (hue_color(pen.theme, self.item.hue), f32::from(theme::RADIUS_CARD));
        for (depth, percent) in [(8.0, 30), (4.0, 50)] {
            let under = rect.translate(vec2(0.0, depth)).shrink2(vec2(depth, 0.0));
            pen.rect(under, radius, tokens.card, Some(tint(color, percent)));
        }
        pen.rect(rect, radius, tokens.card.blend(tint(color, 10)), Some(tint(color, 60)));
        let sign = theme::icon_char("chevron-right").to_string();
        if let Some(path) = outline::icon(&sign, (rect.left() + SIGN / 2.0, rect.center().y), 14.0) {
            pen.add(format_args!("<path d=\"{path}\"{}/>", paint("fill", color)));
        }
        let width = pill(&self.item);
        let middle = pos2(rect.right() - width / 2.0 - PAD, rect.center().y);
        pen.rect(Rect::from_center_size(middle, vec2(width, 20.0)), 10.0, tint(color, 20), None);
        let count = self.item.count();
        let half = 3.6 * count.len() as f32;
        let span = Span::new(Vec2::new(-half, 0.0), 2.0 * half, count, Ink::Plain);
        pen.span(Pos2::new(middle.x, middle.y), &span, tokens.ink);
    }
}
