//! Draws blocks near and half out.

use super::Target;
use super::badge::Badge;
use super::frame::{Detail, Frame};
use super::geometry::{BlockShape, LINK_MARK, Port, TILE, TITLE};
use super::press::Press;
use super::prose::{CHIP_PAD, Ink, Span};
use super::scene::Item;
use super::shine::{self, Shade};
use super::text::size_at;
use crate::blocks::ExitKind;
use crate::diag::Severity;
use crate::studio::theme::{self, tint};
use egui::{Color32, FontId, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

/// Side of a port's dot with its ring, canvas units.
const DOT: f32 = 11.0;

/// Largest and smallest size of a title half out, points.
const TITLE_SIZE: f32 = 10.5;
const TITLE_SIZE_MIN: f32 = 8.0;
/// How much of the height of its row a title half out may take.
const TITLE_FILL: f32 = 0.72;
/// What stays free on the right of it, points.
const TITLE_MARGIN: f32 = 5.0;

/// What is told of a block by how it is drawn, besides what it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    selected: bool,
    /// A wire would arrive here if it were dropped now.
    lands: bool,
    /// The chat waits here.
    waits: bool,
    /// The port under the pointer.
    hot: Option<u16>,
    badge: Option<Severity>,
    shade: Option<Shade>,
}

impl Look {
    pub fn of(frame: &Frame<'_>, number: u32) -> Self {
        let id = frame.scene.item(number).id;
        let hot = match frame.hot {
            Some(Target::Port(of, port)) if of == number => Some(port),
            _ => None,
        };
        Self {
            selected: frame.selection.contains(&id),
            lands: frame.landing == Some(number),
            waits: frame.input.walked.current == Some(id),
            hot,
            badge: frame.input.findings.get(&id).copied(),
            shade: frame.shine.blocks.get(&id).copied(),
        }
    }
}

/// Draws a block at a zoom, its corner at the origin.
pub(super) fn block(frame: &Frame<'_>, number: u32, zoom: f32, press: &mut Press) {
    let item = frame.scene.item(number);
    let rect = Rect::from_min_size(Pos2::ZERO, item.rect.size() * zoom);
    let painter = BlockPainter { frame, item, shape: &item.shape, look: Look::of(frame, number), rect, zoom };
    if let Some(shade) = painter.look.shade {
        shine::ring(frame.input.theme, shade, rect, zoom, press);
    }
    match Detail::of(zoom) {
        Detail::Near => painter.near(press),
        Detail::Half | Detail::Far => painter.half(press),
    }
    painter.badge(press);
    if let Some(shade) = painter.look.shade {
        shine::sign(frame.input.theme, shade, rect, zoom, press);
    }
}

struct BlockPainter<'a> {
    frame: &'a Frame<'a>,
    item: &'a Item,
    shape: &'a BlockShape,
    look: Look,
    rect: Rect,
    zoom: f32,
}

impl BlockPainter<'_> {
    fn near(&self, press: &mut Press) {
        let theme = self.frame.input.theme;
        let shadow = theme.shadow();
        let under = self.rect.translate(vec2(0.0, (4.0 * self.zoom).trunc()));
        press.shadow(
            under,
            self.radius(theme::RADIUS_CARD),
            shadow.color,
            f32::from(shadow.blur) * self.zoom,
        );
        self.card(press);
        self.tile(press);
        self.span(&self.shape.title, theme.tokens.ink, press);
        for span in &self.shape.lines {
            self.line(span, press);
        }
        for (number, port) in self.shape.ports.iter().enumerate() {
            self.port(number as u16, port, press);
        }
    }

    fn half(&self, press: &mut Press) {
        let tokens = &self.frame.input.theme.tokens;
        self.card(press);
        let family = self.frame.input.theme.family(self.shape.family);
        let tile = Rect::from_center_size(self.at(self.shape.icon.at), Vec2::splat(TILE * self.zoom));
        press.bar(tile, tint(family, 60));
        let title_end = self.half_title(press);
        for span in self.shape.lines.iter().filter(|span| self.at(span.at).y >= title_end) {
            let color = if span.ink.is_chip() { tint(family, 40) } else { tokens.line };
            press.bar(self.bar(span.at, span.width, 7.0), color);
        }
        for port in &self.shape.ports {
            if let Some(row) = port.row.filter(|row| self.place(*row).top() >= title_end) {
                press.bar(self.place(row), tokens.port_row);
                press.bar(self.bar(port.caption.at, port.caption.width, 6.0), tokens.line);
            }
            let dot = Rect::from_center_size(self.at(port.at), Vec2::splat(8.0 * self.zoom));
            press.bar(dot, if self.is_wired(port) { family } else { tokens.faint });
        }
    }

    /// The title half out: it is what tells blocks apart, so it is as large as its row allows and never too small to
    /// be read. Gives how far down it reaches.
    fn half_title(&self, press: &mut Press) -> f32 {
        let title = &self.shape.title;
        if self.item.folded {
            return 0.0;
        }
        let size = size_at(TITLE * TITLE_FILL, self.zoom).clamp(TITLE_SIZE_MIN, TITLE_SIZE).max(self.size());
        let room = (self.shape.size.x - title.at.x) * self.zoom - TITLE_MARGIN;
        let galley = self.frame.text.cut(&title.text, title.ink.face().font(size), room);
        // Where its row is too low it goes on below, as far as there is a card.
        let high = galley.size().y;
        let middle = self.at(title.at).y.max(high / 2.0).min(self.rect.height() / 2.0);
        press.text(pos2(self.at(title.at).x, middle - high / 2.0), galley, self.frame.input.theme.tokens.ink);
        middle + size * 0.4
    }

    /// The ground of the block with its border; the border tells selection, landing and where the chat waits.
    fn card(&self, press: &mut Press) {
        let tokens = &self.frame.input.theme.tokens;
        let Look { selected, lands, waits, .. } = self.look;
        if waits {
            let around = self.rect.expand(4.0 * self.zoom);
            press.plate(around, self.radius(theme::RADIUS_CARD + 4), tint(tokens.accent, 22), Stroke::NONE);
        }
        let border = if selected || lands {
            Stroke::new(2.0, tokens.accent)
        } else if waits {
            Stroke::new(1.5, tint(tokens.accent, 70))
        } else {
            Stroke::new(1.0, tokens.line)
        };
        let outer = self.rect.expand(border.width / 2.0);
        press.plate(outer, self.radius(theme::RADIUS_CARD), tokens.card, border);
    }

    fn tile(&self, press: &mut Press) {
        let color = self.frame.input.theme.family(self.shape.family);
        let icon = &self.shape.icon;
        let tile = Rect::from_center_size(self.at(icon.at), Vec2::splat(TILE * self.zoom));
        press.plate(tile, self.radius(6), tint(color, theme::TILE_TINT), Stroke::NONE);
        let font = theme::icon_font(size_at(14.0, self.zoom));
        let galley = self.frame.text.galley(&icon.text, font, false);
        press.text(tile.center() - galley.size() / 2.0, galley, color);
    }

    fn line(&self, span: &Span, press: &mut Press) {
        let theme = self.frame.input.theme;
        let tokens = &theme.tokens;
        let color = match span.ink {
            Ink::Title | Ink::Plain | Ink::Strong => tokens.ink,
            Ink::Quiet => tokens.muted,
            Ink::Chip => tokens.accent,
            Ink::Tag => tokens.action,
        };
        if span.ink.is_chip() {
            let chip = Rect::from_center_size(
                self.at(span.at + vec2(span.width / 2.0, 0.0)),
                vec2(span.width + 2.0 * CHIP_PAD - 1.0, 17.0) * self.zoom,
            );
            press.plate(chip, self.radius(4), tint(color, 14), Stroke::NONE);
        }
        self.span(span, color, press);
    }

    fn port(&self, number: u16, port: &Port, press: &mut Press) {
        let theme = self.frame.input.theme;
        let tokens = &theme.tokens;
        let hot = self.look.hot == Some(number);
        if let Some(row) = port.row {
            let border = Stroke::new(1.0, if hot { tint(tokens.accent, 60) } else { tokens.line });
            press.plate(self.place(row), self.radius(7), tokens.port_row, border);
            self.span(&port.caption, tokens.ink, press);
            if port.kind == ExitKind::Link {
                self.link_mark(port, press);
            }
        }
        if !port.is_open_to_wires() {
            return;
        }
        let grow = if hot { 1.35 } else { 1.0 };
        let (center, radius) = (self.at(port.at), DOT / 2.0 * self.zoom * grow);
        press.disc(center, radius, tokens.card);
        let ring = 1.6 * self.zoom;
        if self.is_wired(port) {
            press.disc(center, radius - ring * 0.8, theme.family(self.shape.family));
        } else {
            press.disc(center, radius - ring * 0.5, if hot { tokens.accent } else { tokens.faint });
            press.disc(center, radius - ring * 1.5, tokens.card);
        }
    }

    /// The sign that a button opens a site.
    fn link_mark(&self, port: &Port, press: &mut Press) {
        let Some(row) = port.row else { return };
        let corner = self.at(vec2(row.max.x - LINK_MARK, row.center().y)) - vec2(0.0, 4.0 * self.zoom);
        let (a, side) = (corner, 8.0 * self.zoom);
        let stroke = Stroke::new(1.4 * self.zoom, self.frame.input.theme.tokens.muted);
        let (tip, tail) = (a + vec2(side, 0.0), a + vec2(0.0, side));
        press.shape(Shape::line_segment([tail, tip], stroke));
        press.shape(Shape::line(vec![a + vec2(side * 0.2, 0.0), tip, a + vec2(side, side * 0.8)], stroke));
    }

    fn badge(&self, press: &mut Press) {
        let Some(severity) = self.look.badge else { return };
        let badge = Badge::new(self.frame.input.theme, severity, self.rect.right_top(), self.zoom);
        let (center, radius, color) = badge.ground;
        press.disc(center, radius, color);
        press.shape(Shape::line_segment(badge.line.0, badge.line.1));
        let (center, radius, color) = badge.dot;
        press.disc(center, radius, color);
    }

    fn span(&self, span: &Span, color: Color32, press: &mut Press) {
        let font: FontId = span.ink.face().font(self.size());
        let galley = self.frame.text.galley(&span.text, font, span.ink == Ink::Quiet);
        let corner = self.at(span.at) - vec2(0.0, galley.size().y / 2.0);
        press.text(corner, galley, color);
    }

    fn is_wired(&self, port: &Port) -> bool {
        self.item.leads_by(&port.exit)
    }

    fn size(&self) -> f32 {
        size_at(theme::BODY, self.zoom)
    }

    fn at(&self, inside: Vec2) -> Pos2 {
        self.rect.min + inside * self.zoom
    }

    fn place(&self, inside: Rect) -> Rect {
        Rect::from_min_max(self.at(inside.min.to_vec2()), self.at(inside.max.to_vec2()))
    }

    fn bar(&self, at: Vec2, width: f32, height: f32) -> Rect {
        let corner = self.at(at - vec2(0.0, height / 2.0));
        Rect::from_min_size(corner, vec2(width, height) * self.zoom)
    }

    fn radius(&self, units: u8) -> f32 {
        f32::from(units) * self.zoom
    }
}
