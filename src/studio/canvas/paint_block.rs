//! Draws blocks near and half out.

use super::Target;
use super::frame::{Detail, Frame};
use super::geometry::{BlockShape, LINK_MARK, Port, TILE};
use super::mesh;
use super::prose::{CHIP_PAD, Ink, Span};
use super::scene::Item;
use super::shine;
use super::text::{SIZE_MIN, size_at};
use crate::blocks::ExitKind;
use crate::diag::Severity;
use crate::studio::theme::{self, tint};
use egui::epaint::{Mesh, RectShape, TextShape};
use egui::{Color32, CornerRadius, FontId, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, vec2};

/// Side of a port's dot with its ring, canvas units.
const DOT: f32 = 11.0;

/// Draws the blocks of the numbers, the later over the earlier.
pub(super) fn blocks(frame: &Frame<'_>, numbers: &[u32], shapes: &mut Vec<Shape>) {
    for number in numbers {
        let item = frame.scene.item(*number);
        let rect = frame.rect(*number);
        let painter = BlockPainter { frame, item, shape: &item.shape, number: *number, rect };
        shine::ring(frame, item.id, rect, shapes);
        if frame.detail == Detail::Near {
            painter.near(shapes)
        } else {
            painter.half(shapes)
        }
        painter.badge(shapes);
        shine::sign(frame, item.id, rect, shapes);
    }
}

struct BlockPainter<'a> {
    frame: &'a Frame<'a>,
    item: &'a Item,
    shape: &'a BlockShape,
    number: u32,
    rect: Rect,
}

impl BlockPainter<'_> {
    fn near(&self, shapes: &mut Vec<Shape>) {
        let theme = self.frame.input.theme;
        let (zoom, radius) = (self.zoom(), self.radius(theme::RADIUS_CARD));
        let mut shadow = theme.shadow();
        shadow.blur = (f32::from(shadow.blur) * zoom) as u8;
        shadow.offset = [0, (4.0 * zoom) as i8];
        shapes.push(shadow.as_shape(self.rect, radius).into());
        self.card(radius, shapes);
        self.tile(shapes);
        self.span(&self.shape.title, theme.tokens.ink, shapes);
        for span in &self.shape.lines {
            self.line(span, shapes);
        }
        for (number, port) in self.shape.ports.iter().enumerate() {
            self.port(number as u16, port, shapes);
        }
    }

    fn half(&self, shapes: &mut Vec<Shape>) {
        let tokens = &self.frame.input.theme.tokens;
        self.card(self.radius(theme::RADIUS_CARD), shapes);
        let mut bars = Mesh::default();
        let family = self.frame.input.theme.family(self.shape.family);
        let tile = Rect::from_center_size(self.at(self.shape.icon.at), Vec2::splat(TILE * self.zoom()));
        mesh::rect(&mut bars, tile, tint(family, 60));
        for span in &self.shape.lines {
            let color = if span.ink.is_chip() { tint(family, 40) } else { tokens.line };
            mesh::rect(&mut bars, self.bar(span.at, span.width, 7.0), color);
        }
        for port in &self.shape.ports {
            if let Some(row) = port.row {
                mesh::rect(&mut bars, self.place(row), tokens.port_row);
                mesh::rect(&mut bars, self.bar(port.caption.at, port.caption.width, 6.0), tokens.line);
            }
            let dot = Rect::from_center_size(self.at(port.at), Vec2::splat(8.0 * self.zoom()));
            mesh::rect(&mut bars, dot, if self.is_wired(port) { family } else { tokens.faint });
        }
        if self.size() >= SIZE_MIN {
            self.span(&self.shape.title, tokens.ink, shapes);
        } else {
            let title = &self.shape.title;
            mesh::rect(&mut bars, self.bar(title.at, title.width, 8.0), tokens.muted);
        }
        shapes.push(Shape::mesh(bars));
    }

    /// The ground of the block with its border; the border tells selection, landing and where the chat waits.
    fn card(&self, radius: CornerRadius, shapes: &mut Vec<Shape>) {
        let tokens = &self.frame.input.theme.tokens;
        let selected = self.frame.selection.contains(&self.item.id);
        let waits = self.frame.input.walked.current == Some(self.item.id);
        if waits {
            let around = self.rect.expand(4.0 * self.zoom());
            let radius = self.radius(theme::RADIUS_CARD + 4);
            shapes.push(RectShape::filled(around, radius, tint(tokens.accent, 22)).into());
        }
        let lands = self.frame.landing == Some(self.number);
        let border = if selected || lands {
            Stroke::new(2.0, tokens.accent)
        } else if waits {
            Stroke::new(1.5, tint(tokens.accent, 70))
        } else {
            Stroke::new(1.0, tokens.line)
        };
        shapes.push(RectShape::new(self.rect, radius, tokens.card, border, StrokeKind::Middle).into());
    }

    fn tile(&self, shapes: &mut Vec<Shape>) {
        let color = self.frame.input.theme.family(self.shape.family);
        let icon = &self.shape.icon;
        let tile = Rect::from_center_size(self.at(icon.at), Vec2::splat(TILE * self.zoom()));
        shapes.push(RectShape::filled(tile, self.radius(6), tint(color, theme::TILE_TINT)).into());
        let font = theme::icon_font(size_at(14.0, self.zoom()));
        if let Some(galley) = icon.galley.galley(&self.frame.text, &icon.text, font, false) {
            let corner = tile.center() - galley.size() / 2.0;
            shapes.push(TextShape::new(self.snap(corner), galley, color).into());
        }
    }

    fn line(&self, span: &Span, shapes: &mut Vec<Shape>) {
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
                vec2(span.width + 2.0 * CHIP_PAD - 1.0, 17.0) * self.zoom(),
            );
            shapes.push(RectShape::filled(chip, self.radius(4), tint(color, 14)).into());
        }
        self.span(span, color, shapes);
    }

    fn port(&self, number: u16, port: &Port, shapes: &mut Vec<Shape>) {
        let theme = self.frame.input.theme;
        let tokens = &theme.tokens;
        let hot = self.frame.hot == Some(Target::Port(self.number, number));
        if let Some(row) = port.row {
            let rect = self.place(row);
            let border = Stroke::new(1.0, if hot { tint(tokens.accent, 60) } else { tokens.line });
            let row = RectShape::new(rect, self.radius(7), tokens.port_row, border, StrokeKind::Inside);
            shapes.push(row.into());
            self.span(&port.caption, tokens.ink, shapes);
            if port.kind == ExitKind::Link {
                self.link_mark(port, shapes);
            }
        }
        if !port.is_open_to_wires() {
            return;
        }
        let grow = if hot { 1.35 } else { 1.0 };
        let (center, radius) = (self.at(port.at), DOT / 2.0 * self.zoom() * grow);
        shapes.push(Shape::circle_filled(center, radius, tokens.card));
        let ring = 1.6 * self.zoom();
        if self.is_wired(port) || port.kind == ExitKind::Next {
            shapes.push(Shape::circle_filled(center, radius - ring * 0.8, theme.family(self.shape.family)));
        } else {
            let color = if hot { tokens.accent } else { tokens.faint };
            shapes.push(Shape::circle_stroke(center, radius - ring, Stroke::new(ring, color)));
        }
    }

    /// The sign that a button opens a site.
    fn link_mark(&self, port: &Port, shapes: &mut Vec<Shape>) {
        let Some(row) = port.row else { return };
        let corner = self.at(vec2(row.max.x - LINK_MARK, row.center().y)) - vec2(0.0, 4.0 * self.zoom());
        let (a, side) = (corner, 8.0 * self.zoom());
        let stroke = Stroke::new(1.4 * self.zoom(), self.frame.input.theme.tokens.muted);
        let (tip, tail) = (a + vec2(side, 0.0), a + vec2(0.0, side));
        shapes.push(Shape::line_segment([tail, tip], stroke));
        shapes.push(Shape::line(vec![a + vec2(side * 0.2, 0.0), tip, a + vec2(side, side * 0.8)], stroke));
    }

    fn badge(&self, shapes: &mut Vec<Shape>) {
        let Some(severity) = self.frame.input.findings.get(&self.item.id) else { return };
        let tokens = &self.frame.input.theme.tokens;
        let color = match severity {
            Severity::Error => tokens.error,
            Severity::Warning => tokens.badge,
        };
        let zoom = self.zoom().max(0.5);
        let center = self.rect.right_top() + vec2(-3.0, 2.0) * zoom;
        shapes.push(Shape::circle_filled(center, 10.0 * zoom, color));
        let stroke = Stroke::new(1.7 * zoom, tokens.on_badge);
        shapes.push(Shape::line_segment(
            [center - vec2(0.0, 4.5) * zoom, center + vec2(0.0, 1.0) * zoom],
            stroke,
        ));
        shapes.push(Shape::circle_filled(center + vec2(0.0, 4.2) * zoom, 1.1 * zoom, tokens.on_badge));
    }

    fn span(&self, span: &Span, color: Color32, shapes: &mut Vec<Shape>) {
        let font: FontId = span.ink.face().font(self.size());
        match span.galley.galley(&self.frame.text, &span.text, font, span.ink == Ink::Quiet) {
            Some(galley) => {
                let corner = self.at(span.at) - vec2(0.0, galley.size().y / 2.0);
                shapes.push(TextShape::new(self.snap(corner), galley, color).into());
            }
            None => {
                let bar = self.bar(span.at, span.width, 7.0);
                shapes.push(RectShape::filled(bar, 0, tint(color, 30)).into());
            }
        }
    }

    fn is_wired(&self, port: &Port) -> bool {
        self.frame.scene.target_of(self.number, &port.exit).is_some()
    }

    fn zoom(&self) -> f32 {
        self.frame.projection.zoom
    }

    fn size(&self) -> f32 {
        size_at(theme::BODY, self.zoom())
    }

    fn at(&self, inside: Vec2) -> Pos2 {
        self.rect.min + inside * self.zoom()
    }

    fn place(&self, inside: Rect) -> Rect {
        Rect::from_min_max(self.at(inside.min.to_vec2()), self.at(inside.max.to_vec2()))
    }

    fn bar(&self, at: Vec2, width: f32, height: f32) -> Rect {
        let corner = self.at(at - vec2(0.0, height / 2.0));
        Rect::from_min_size(corner, vec2(width, height) * self.zoom())
    }

    fn radius(&self, units: u8) -> CornerRadius {
        CornerRadius::same((f32::from(units) * self.zoom()).round() as u8)
    }

    /// Text on whole pixels is sharp.
    fn snap(&self, pos: Pos2) -> Pos2 {
        let pixel = self.frame.feather;
        Pos2::new((pos.x / pixel).round() * pixel, (pos.y / pixel).round() * pixel)
    }
}
