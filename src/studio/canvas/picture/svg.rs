//! Writes a scene as SVG: text stays text, icons become outlines.

use super::letters::{Run, emoji_family, escaped, runs};
use super::marks::Written;
use super::{PictureError, PictureOf, outline};
use crate::blocks::ExitKind;
use crate::studio::canvas::geometry::{BlockShape, LINK_MARK, Port, TILE};
use crate::studio::canvas::prose::{CHIP_PAD, Ink, Span};
use crate::studio::canvas::ruler::Face;
use crate::studio::canvas::scene::{Item, Scene};
use crate::studio::theme::{self, Theme, tint};
use egui::{Color32, Pos2, Rect, Vec2, vec2};
use std::fmt::Write;

/// Room around the blocks.
const MARGIN: f32 = 40.0;
/// How far below the middle of a line its letters stand, as a share of their size.
const BASELINE: f32 = 0.35;

/// How far slanted letters lean, degrees.
const SLANT: i32 = -12;

/// Length of a piece of a drawing, bytes: many dozens of blocks, which become pixels in a part of a second.
const PIECE: usize = 200_000;

/// The width of a text in a face, canvas units.
pub(super) type Measure<'a> = &'a dyn Fn(Face, &str) -> f32;

/// A scene as elements of SVG.
pub(super) struct Drawing {
    title: String,
    /// The elements in the order they are drawn, in pieces of about [`PIECE`].
    pieces: Vec<String>,
    /// What is shown, canvas units.
    pub view: Rect,
}

impl Drawing {
    /// The blocks that are asked for, the wires between them, notes and frames.
    pub fn of(
        scene: &Scene,
        marks: &[Written],
        of: &PictureOf<'_>,
        measure: Measure<'_>,
    ) -> Result<Self, PictureError> {
        let is_shown = |item: &Item| of.only.is_empty() || of.only.contains(&item.id);
        let shown: Vec<bool> = scene.items.iter().map(is_shown).collect();
        let wires = scene.wires.iter().zip(0..);
        let wires = wires.filter(|(wire, _)| shown[wire.from as usize] && shown[wire.to as usize]);
        let lines: Vec<_> = wires.map(|(_, number)| scene.wiring.near(number, 1.0)).collect();
        let blocks = scene.items.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(item, _)| item);
        let rects = blocks.clone().map(|item| item.rect).chain(marks.iter().map(|mark| mark.item.rect));
        let view = rects.reduce(Rect::union).ok_or(PictureError::Empty)?;
        let view = lines
            .iter()
            .flatten()
            .fold(view, |view, point| view.union(Rect::from_pos(*point)))
            .expand(MARGIN);
        let mut pen = Pen { theme: of.theme, measure, out: String::new(), pieces: Vec::new() };
        pen.background(view);
        marks.iter().filter(|mark| mark.is_ground()).for_each(|mark| mark.draw(&mut pen));
        for line in &lines {
            pen.wire(line);
            pen.end_element();
        }
        for item in blocks.filter(|item| !item.folded) {
            pen.block(item);
            pen.end_element();
        }
        marks.iter().filter(|mark| !mark.is_ground()).for_each(|mark| mark.draw(&mut pen));
        pen.pieces.push(pen.out);
        let funnel = of.project.funnel(of.funnel);
        let title = funnel.map_or(of.funnel.0.as_str(), |funnel| funnel.shown_title(of.lang));
        Ok(Self { title: title.to_owned(), pieces: pen.pieces, view })
    }

    /// The whole document, with the faces of its text inside: others shall open it.
    pub fn to_svg(&self) -> String {
        self.document(&faces(), &self.pieces)
    }

    /// Documents of the same size that give the drawing when they are laid on each other.
    pub fn layers(&self) -> impl ExactSizeIterator<Item = String> {
        self.pieces.iter().map(|piece| self.document("", std::slice::from_ref(piece)))
    }

    fn document(&self, faces: &str, pieces: &[String]) -> String {
        let view = self.view;
        let (width, height) = (view.width(), view.height());
        let title = escaped(&self.title);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{:.0} {:.0} {width:.0} {height:.0}\" \
             width=\"{width:.0}\" height=\"{height:.0}\" font-family=\"Onest, sans-serif\" \
             font-size=\"{}\">\n<title>{title}</title>\n{faces}",
            view.left(),
            view.top(),
            theme::BODY,
        );
        out.extend(pieces.iter().map(String::as_str));
        out + "</svg>\n"
    }
}

/// The two weights of Onest as data of the document.
fn faces() -> String {
    let face = |(name, weight): (&str, u16)| {
        let data = base64(theme::face(name).unwrap_or_default());
        format!(
            "@font-face{{font-family:Onest;font-weight:{weight};src:url(data:font/ttf;base64,{data}) \
             format('truetype')}}"
        )
    };
    let faces: String = [("Onest-Regular", 400), ("Onest-SemiBold", 600)].into_iter().map(face).collect();
    format!("<style>{faces}</style>\n")
}

/// What draws.
pub(super) struct Pen<'a> {
    pub theme: &'a Theme,
    measure: Measure<'a>,
    out: String,
    pieces: Vec<String>,
}

impl Pen<'_> {
    /// Adds an element.
    pub fn add(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.out.write_fmt(element);
        self.out.push('\n');
    }

    /// Here the drawing may be cut into pieces.
    fn end_element(&mut self) {
        if self.out.len() >= PIECE {
            self.pieces.push(std::mem::take(&mut self.out));
        }
    }

    fn background(&mut self, view: Rect) {
        let fill = paint("fill", self.theme.tokens.canvas);
        let (left, top, width, height) = (view.left(), view.top(), view.width(), view.height());
        self.add(format_args!(
            "<rect x=\"{left:.0}\" y=\"{top:.0}\" width=\"{width:.0}\" height=\"{height:.0}\"{fill}/>"
        ));
    }

    fn wire(&mut self, line: &[Pos2]) {
        let points: Vec<String> = line.iter().map(|point| format!("{:.1},{:.1}", point.x, point.y)).collect();
        let stroke = paint("stroke", self.theme.tokens.wire);
        let points = points.join(" ");
        self.add(format_args!(
            "<polyline points=\"{points}\" fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\"{stroke}/>"
        ));
    }

    fn block(&mut self, item: &Item) {
        let (theme, shape) = (self.theme, item.shape.as_ref());
        let (tokens, family) = (&theme.tokens, theme.family(shape.family));
        let corner = item.rect.min;
        self.add(format_args!("<g>"));
        self.rect(item.rect, f32::from(theme::RADIUS_CARD), tokens.card, Some(tokens.line));
        let tile = Rect::from_center_size(corner + shape.icon.at, Vec2::splat(TILE));
        self.rect(tile, 6.0, tint(family, theme::TILE_TINT), None);
        let middle = (tile.center().x, tile.center().y);
        if let Some(path) = outline::icon(&shape.icon.text, middle, 14.0) {
            self.add(format_args!("<path d=\"{path}\"{}/>", paint("fill", family)));
        }
        self.span(corner, &shape.title, tokens.ink);
        for span in &shape.lines {
            self.line(corner, span);
        }
        for port in &shape.ports {
            self.port(item, shape, port);
        }
        self.add(format_args!("</g>"));
    }

    fn line(&mut self, corner: Pos2, span: &Span) {
        let tokens = &self.theme.tokens;
        let color = match span.ink {
            Ink::Title | Ink::Plain | Ink::Strong => tokens.ink,
            Ink::Quiet => tokens.muted,
            Ink::Chip => tokens.accent,
            Ink::Tag => tokens.action,
        };
        if span.ink.is_chip() {
            let middle = corner + span.at + vec2(span.width / 2.0, 0.0);
            let chip = Rect::from_center_size(middle, vec2(span.width + 2.0 * CHIP_PAD - 1.0, 17.0));
            self.rect(chip, 4.0, tint(color, 14), None);
        }
        self.span(corner, span, color);
    }

    fn port(&mut self, item: &Item, shape: &BlockShape, port: &Port) {
        let tokens = &self.theme.tokens;
        let corner = item.rect.min;
        if let Some(row) = port.row {
            self.rect(row.translate(corner.to_vec2()), 7.0, tokens.port_row, Some(tokens.line));
            self.span(corner, &port.caption, tokens.ink);
            if port.kind == ExitKind::Link {
                let (x, y) = (corner.x + row.max.x - LINK_MARK, corner.y + row.center().y - 4.0);
                let stroke = paint("stroke", tokens.muted);
                self.add(format_args!(
                    "<path d=\"M{x:.1} {:.1}l8 -8m-6.4 0h6.4v6.4\" fill=\"none\" stroke-width=\"1.4\"{stroke}/>",
                    y + 8.0
                ));
            }
        }
        if !port.is_open_to_wires() {
            return;
        }
        let at = corner + port.at;
        let color = self.theme.family(shape.family);
        let (fill, stroke) = if item.leads_by(&port.exit) {
            (paint("fill", color), paint("stroke", tokens.card))
        } else {
            (paint("fill", tokens.card), paint("stroke", tokens.faint))
        };
        self.add(format_args!(
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4.6\" stroke-width=\"1.6\"{fill}{stroke}/>",
            at.x, at.y
        ));
    }

    /// A rectangle with round corners.
    pub fn rect(&mut self, rect: Rect, radius: f32, fill: Color32, border: Option<Color32>) {
        let stroke = border.map(|color| paint("stroke", color)).unwrap_or_default();
        self.add(format_args!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{radius}\"{}{stroke}/>",
            rect.left(),
            rect.top(),
            rect.width(),
            rect.height(),
            paint("fill", fill)
        ));
    }

    /// A text from a corner on.
    pub fn span(&mut self, corner: Pos2, span: &Span, color: Color32) {
        if span.text.trim().is_empty() || span.width == 0.0 {
            return;
        }
        let at = corner + span.at + vec2(0.0, theme::BODY * BASELINE);
        let weight = if span.ink.face() == Face::Semibold { " font-weight=\"600\"" } else { "" };
        // Our faces have no slanted letters, so that each viewer would slant its own way, or none.
        let (place, left) = match span.ink == Ink::Quiet {
            true => (format!("transform=\"translate({:.1} {:.1}) skewX({SLANT})\"", at.x, at.y), 0.0),
            false => (format!("x=\"{:.1}\" y=\"{:.1}\"", at.x, at.y), at.x),
        };
        let content = self.content(&span.text, span.ink.face(), left);
        self.add(format_args!("<text {place}{weight}{}>{content}</text>", paint("fill", color)));
    }

    /// What stands in an element of text; runs of emoji, and what follows them, have places of their own.
    fn content(&self, text: &str, face: Face, left: f32) -> String {
        let mut content = String::new();
        let mut done = 0;
        for run in runs(text) {
            let x = left + (self.measure)(face, &text[..done]);
            let words = escaped(run.text());
            // Writing to a string does not fail.
            let _ = match run {
                Run::Letters(_) if done == 0 => write!(content, "{words}"),
                Run::Letters(_) => write!(content, "<tspan x=\"{x:.1}\">{words}</tspan>"),
                Run::Emoji(_) => write!(
                    content,
                    "<tspan x=\"{x:.1}\" font-family=\"{}, Onest, sans-serif\">{words}</tspan>",
                    emoji_family()
                ),
            };
            done += run.text().len();
        }
        content
    }
}

/// An attribute with a colour, and its opacity beside it when it is not full.
pub(super) fn paint(attribute: &str, color: Color32) -> String {
    let [red, green, blue, alpha] = color.to_srgba_unmultiplied();
    let solid = format!(" {attribute}=\"#{red:02x}{green:02x}{blue:02x}\"");
    if alpha == u8::MAX {
        return solid;
    }
    format!("{solid} {attribute}-opacity=\"{:.3}\"", f32::from(alpha) / 255.0)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |n: usize| u32::from(chunk.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            if digit <= chunk.len() {
                out.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}
