//! Notes and frames on the canvas: where they are, what lies in them, how they look.

use super::Target;
use super::badge::Badge;
use super::frame::{Detail, Frame};
use super::scene::{Moving, Scene};
use super::text::{SIZE_MIN, size_at};
use crate::edit::{Transaction, build};
use crate::model;
use crate::model::{BlockId, FunnelName, Hue, Layout, Mark, Note, Pos, Project};
use crate::studio::theme::{self, Theme, tint};
use egui::epaint::{RectShape, TextShape};
use egui::{Color32, CornerRadius, FontId, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};
use std::collections::{BTreeMap, BTreeSet};

/// Height of the strip with a frame's title.
pub(super) const STRIP: f32 = 30.0;
/// Width of the sign that folds a frame, at the left of its strip.
pub(super) const SIGN: f32 = 26.0;
/// Size of a folded frame.
const CARD: Vec2 = Vec2::new(236.0, 34.0);
/// Distance of a note's text from its edges.
pub(super) const PAD: f32 = 10.0;
/// Rounding of a note.
pub(super) const NOTE_RADIUS: u8 = 8;

/// Size of a note's words from far away, points.
pub(super) const FAR_SIZE: f32 = 10.0;
/// Height of the room of a title for each point of its size.
const TITLE_ROOM: f32 = 1.4;
/// Room that the first words of a frame's title get from far away, points.
const FAR_WIDTH: f32 = 110.0;
/// Least width of a note that shows its first words from far away, points.
const FAR_NOTE: f32 = 30.0;

/// A note or frame where it lies.
#[derive(Clone, Debug)]
pub(super) struct MarkItem {
    pub mark: Mark,
    pub rect: Rect,
    pub hue: Hue,
    pub text: String,
    /// Blocks folded into it, those of folded frames inside included.
    pub folded: BTreeSet<BlockId>,
    /// Notes and frames folded into it, those inside of these included.
    pub held: BTreeSet<Mark>,
    /// Its size while nothing of it is folded.
    pub whole: Vec2,
}

impl MarkItem {
    /// Whether it is a frame drawn as a small card.
    pub fn is_folded(&self) -> bool {
        !self.folded.is_empty() || !self.held.is_empty()
    }

    /// What its card says it holds: the blocks, or the notes and frames where there is no block.
    pub fn count(&self) -> String {
        let count = if self.folded.is_empty() { self.held.len() } else { self.folded.len() };
        count.to_string()
    }

    /// Whether it is a frame.
    pub fn is_frame(&self) -> bool {
        matches!(self.mark, Mark::Frame(_))
    }

    /// Where it is taken by: a frame by its title, a note and a card anywhere.
    pub fn handle(&self, rect: Rect, zoom: f32) -> Rect {
        if self.is_frame() && !self.is_folded() {
            return Rect::from_min_size(rect.min, vec2(rect.width(), STRIP * zoom));
        }
        rect
    }

    /// Where a hand takes it: its handle, and its title where that stands over the frame.
    pub fn grip(&self, rect: Rect, zoom: f32) -> Rect {
        let handle = self.handle(rect, zoom);
        let title = title_height(zoom);
        if !self.is_frame() || self.is_folded() || handle.height() >= title {
            return handle;
        }
        handle.with_min_y(rect.top() - title - 1.0)
    }
}

/// Size of the title of an open frame, and the height that it takes, points.
fn title_size(zoom: f32) -> f32 {
    size_at(theme::BODY, zoom).max(FAR_SIZE)
}

fn title_height(zoom: f32) -> f32 {
    title_size(zoom) * TITLE_ROOM
}

/// The notes and frames of a funnel that are not folded away, those on top last: open frames, the larger first, notes,
/// cards.
pub(super) fn marks_of(project: &Project, funnel: &FunnelName) -> Vec<MarkItem> {
    let layout = &project.layout;
    let frames = layout.frames.iter().filter(|(_, frame)| &frame.funnel == funnel);
    let hidden: BTreeSet<Mark> = frames.clone().flat_map(|(_, frame)| held_by(layout, frame)).collect();
    let is_seen = |mark: Mark| !hidden.contains(&mark);
    let frames = frames.filter(|(id, _)| is_seen(Mark::Frame(**id))).map(|(id, frame)| {
        let whole = whole_of(frame);
        let (mut folded, mut held) = (BTreeSet::new(), BTreeSet::new());
        gather(layout, frame, &mut folded, &mut held);
        let is_folded = !folded.is_empty() || !held.is_empty();
        let size = if is_folded { CARD } else { whole };
        let (mark, rect) = (Mark::Frame(*id), Rect::from_min_size(corner(frame.at), size));
        MarkItem { mark, rect, whole, hue: frame.hue, text: frame.title.clone(), folded, held }
    });
    let notes = layout.notes.iter().filter(|(_, note)| &note.funnel == funnel);
    let notes = notes.filter(|(id, _)| is_seen(Mark::Note(**id))).map(|(id, note)| {
        let whole = size_of(note.size, Note::SIZE_MIN);
        MarkItem {
            mark: Mark::Note(*id),
            rect: Rect::from_min_size(corner(note.at), whole),
            whole,
            hue: note.hue,
            text: note.text.clone(),
            folded: BTreeSet::new(),
            held: BTreeSet::new(),
        }
    });
    let mut marks: Vec<MarkItem> = frames.chain(notes).collect();
    let rank = |item: &MarkItem| match item.mark {
        Mark::Frame(_) if item.is_folded() => (2, 0.0),
        Mark::Frame(_) => (0, -item.rect.area()),
        Mark::Note(_) => (1, 0.0),
    };
    marks.sort_by(|a, b| {
        let (a, b) = (rank(a), rank(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    marks
}

/// The notes and frames that a folded frame holds itself. A frame holds only what is smaller: whatever a file says, none
/// holds itself in the end.
fn held_by(layout: &Layout, frame: &model::Frame) -> impl Iterator<Item = Mark> {
    let room = whole_of(frame);
    let is_held = move |mark: &&Mark| match mark {
        Mark::Note(note_id) => layout.notes.get(note_id).is_some_and(|note| note.funnel == frame.funnel),
        Mark::Frame(frame_id) => layout.frames.get(frame_id).is_some_and(|inner| {
            let size = whole_of(inner);
            inner.funnel == frame.funnel && size.x * size.y < room.x * room.y
        }),
    };
    frame.folded_marks.iter().filter(is_held).copied()
}

/// Everything that a folded frame hides, through the frames inside.
fn gather(layout: &Layout, frame: &model::Frame, blocks: &mut BTreeSet<BlockId>, marks: &mut BTreeSet<Mark>) {
    blocks.extend(&frame.folded);
    for mark in held_by(layout, frame) {
        let inner = if let Mark::Frame(frame_id) = mark { layout.frames.get(&frame_id) } else { None };
        if let Some(inner) = inner.filter(|_| marks.insert(mark)) {
            gather(layout, inner, blocks, marks);
        }
        marks.insert(mark);
    }
}

fn whole_of(frame: &model::Frame) -> Vec2 {
    size_of(frame.size, model::Frame::SIZE_MIN)
}

fn corner(at: Pos) -> Pos2 {
    pos2(at.0 as f32, at.1 as f32)
}

fn size_of(size: Pos, least: Pos) -> Vec2 {
    vec2(size.0.max(least.0) as f32, size.1.max(least.1) as f32)
}

/// The card that each folded block stands for.
pub(super) fn cards(marks: &[MarkItem]) -> BTreeMap<BlockId, Rect> {
    marks.iter().flat_map(|item| item.folded.iter().map(|block_id| (*block_id, item.rect))).collect()
}

/// Blocks and marks that lie inside a frame, by where they lie now; of a folded one those that it folds.
pub(super) fn inside(scene: &Scene, frame: &MarkItem) -> (Vec<BlockId>, Vec<Mark>) {
    if frame.is_folded() {
        return (frame.folded.iter().copied().collect(), frame.held.iter().copied().collect());
    }
    let (mut blocks, lying) = lying_in(scene, frame);
    let mut marks: Vec<Mark> = lying.iter().map(|item| item.mark).collect();
    // What is folded inside goes along with its card.
    for card in lying {
        blocks.extend(&card.folded);
        marks.extend(&card.held);
    }
    (blocks, marks)
}

/// Blocks and marks that are seen inside an open frame; of what is folded there only the cards.
pub(super) fn lying_in<'s>(scene: &'s Scene, frame: &MarkItem) -> (Vec<BlockId>, Vec<&'s MarkItem>) {
    let blocks = scene.blocks.query(frame.rect).into_iter().map(|number| scene.item(number));
    let blocks = blocks.filter(|item| !item.folded && frame.rect.contains(item.rect.center()));
    let marks = scene.marks.iter().filter(|other| {
        other.mark != frame.mark
            && frame.rect.contains(other.rect.center())
            && other.rect.area() < frame.rect.area()
    });
    (blocks.map(|item| item.id).collect(), marks.collect())
}

/// Folds a frame with what lies in it, or unfolds it; nothing when it is empty. What is folded inside stays with its own
/// card.
pub(super) fn fold_or_unfold(project: &Project, scene: &Scene, frame: &MarkItem) -> Option<Transaction> {
    let Mark::Frame(frame_id) = frame.mark else { return None };
    if frame.is_folded() {
        return Some(build::unfold(project, frame_id));
    }
    let (blocks, marks) = lying_in(scene, frame);
    let marks: BTreeSet<Mark> = marks.into_iter().map(|item| item.mark).collect();
    (!blocks.is_empty() || !marks.is_empty())
        .then(|| build::fold(project, frame_id, blocks.into_iter().collect(), marks))
}

/// The colour of a hue.
pub(super) fn hue_color(theme: &Theme, hue: Hue) -> Color32 {
    let tokens = &theme.tokens;
    match hue {
        Hue::Grey => tokens.muted,
        Hue::Blue => tokens.send,
        Hue::Green => tokens.entry,
        Hue::Violet => tokens.ask,
        Hue::Amber => tokens.logic,
        Hue::Pink => tokens.action,
    }
}

/// The ground of a note.
pub(super) fn note_ground(theme: &Theme, hue: Hue) -> Color32 {
    theme.tokens.card.blend(tint(hue_color(theme, hue), 18))
}

impl Scene {
    /// The rectangle of a mark, moved along while it is dragged.
    pub fn mark_rect(&self, item: &MarkItem, moving: Option<&Moving>) -> Rect {
        match moving {
            Some(moving) if moving.marks.contains(&item.mark) => item.rect.translate(moving.delta),
            _ => item.rect,
        }
    }

    /// The note or frame of that name, if it is in the funnel.
    pub fn mark(&self, mark: Mark) -> Option<&MarkItem> {
        self.marks.iter().find(|item| item.mark == mark)
    }
}

/// Draws what lies under the wires: open frames, then notes.
pub(super) fn ground(frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
    for (number, item) in frame.scene.marks.iter().enumerate().filter(|(_, item)| !item.is_folded()) {
        let painter = MarkPainter::new(frame, number as u32, item);
        if !frame.screen.intersects(painter.rect) {
            continue;
        }
        match item.mark {
            Mark::Frame(_) => painter.open_frame(shapes),
            Mark::Note(_) => painter.note(shapes),
        }
    }
}

/// Draws the titles of open frames: those in their strips, over wires and under blocks, or those that stand over their
/// frames, over everything: from far away these are what one reads.
pub(super) fn titles(frame: &Frame<'_>, in_strips: bool, shapes: &mut Vec<Shape>) {
    let open = |item: &MarkItem| item.is_frame() && !item.is_folded();
    for (number, item) in frame.scene.marks.iter().enumerate().filter(|(_, item)| open(item)) {
        let painter = MarkPainter::new(frame, number as u32, item);
        match painter.strip_room() {
            Some(room) if in_strips => painter.open_title(room, painter.ground(), shapes),
            None if !in_strips => {
                painter.open_title(painter.room_over(), frame.input.theme.tokens.canvas, shapes);
            }
            _ => {}
        }
    }
}

/// Draws what lies among the blocks: folded frames.
pub(super) fn folded(frame: &Frame<'_>, shapes: &mut Vec<Shape>) {
    for (number, item) in frame.scene.marks.iter().enumerate().filter(|(_, item)| item.is_folded()) {
        let painter = MarkPainter::new(frame, number as u32, item);
        if frame.screen.intersects(painter.rect) {
            painter.card(shapes);
        }
    }
}

struct MarkPainter<'a> {
    frame: &'a Frame<'a>,
    item: &'a MarkItem,
    number: u32,
    rect: Rect,
    color: Color32,
}

impl<'a> MarkPainter<'a> {
    fn new(frame: &'a Frame<'a>, number: u32, item: &'a MarkItem) -> Self {
        let sized = frame.sized.filter(|sized| sized.0 == item.mark).map(|sized| sized.1);
        let world = sized.unwrap_or_else(|| frame.scene.mark_rect(item, frame.moving));
        let rect = frame.projection.screen_rect(world);
        Self { frame, item, number, rect, color: hue_color(frame.input.theme, item.hue) }
    }

    fn open_frame(&self, shapes: &mut Vec<Shape>) {
        let border = self.border(Stroke::new(1.5, tint(self.color, 45)));
        let (radius, ground) = (self.radius(theme::RADIUS_CARD), self.tinge());
        shapes.push(RectShape::new(self.rect, radius, ground, border, StrokeKind::Inside).into());
        let strip = self.item.handle(self.rect, self.zoom());
        self.sign("chevron-down", strip, shapes);
    }

    /// What an open frame lays over the canvas.
    fn tinge(&self) -> Color32 {
        tint(self.color, if self.frame.input.theme.dark { 10 } else { 7 })
    }

    /// The canvas as it looks in an open frame.
    fn ground(&self) -> Color32 {
        self.frame.input.theme.tokens.canvas.blend(self.tinge())
    }

    /// The room for its title in its strip, while the strip is high enough.
    fn strip_room(&self) -> Option<Rect> {
        let strip = self.item.handle(self.rect, self.zoom());
        let room = Rect::from_min_max(
            pos2(strip.left() + SIGN * self.zoom(), strip.top()),
            strip.max - vec2(PAD * self.zoom(), 0.0),
        );
        (strip.height() >= title_height(self.zoom())).then_some(room)
    }

    /// The room for it over the frame, as on a map: blocks begin right below the edge.
    fn room_over(&self) -> Rect {
        let room = vec2(self.rect.width().max(FAR_WIDTH), title_height(self.zoom()));
        Rect::from_min_size(self.rect.min - vec2(0.0, room.y + 1.0), room)
    }

    /// The title of an open frame; where wires pass it, on a ground of its own.
    fn open_title(&self, room: Rect, ground: Color32, shapes: &mut Vec<Shape>) {
        if !self.frame.screen.intersects(room) {
            return;
        }
        let at = shapes.len();
        self.title(title_size(self.zoom()), room, shapes);
        let Some(words) = shapes.get(at).map(Shape::visual_bounding_rect) else { return };
        let passed = self.frame.projection.world_rect(words);
        if !self.frame.scene.wiring.within(passed).is_empty() {
            let words = words.expand2(vec2(3.0, 0.0)).intersect(room.expand(1.0));
            shapes.insert(at, RectShape::filled(words, 3, tint(ground, 85)).into());
        }
    }

    fn card(&self, shapes: &mut Vec<Shape>) {
        let tokens = &self.frame.input.theme.tokens;
        let radius = self.radius(theme::RADIUS_CARD);
        // Two edges below tell that more lies under the card.
        for (depth, percent) in [(8.0, 30), (4.0, 50)] {
            let under =
                self.rect.translate(vec2(0.0, depth * self.zoom())).shrink2(vec2(depth * self.zoom(), 0.0));
            let border = Stroke::new(1.0, tint(self.color, percent));
            shapes.push(RectShape::new(under, radius, tokens.card, border, StrokeKind::Inside).into());
        }
        let border = self.border(Stroke::new(1.5, tint(self.color, 60)));
        let ground = tokens.card.blend(tint(self.color, 10));
        shapes.push(RectShape::new(self.rect, radius, ground, border, StrokeKind::Inside).into());
        self.sign("chevron-right", self.rect, shapes);
        let count = self.item.count();
        let width = (16.0 + 8.0 * count.len() as f32) * self.zoom();
        let pill = Rect::from_center_size(
            pos2(self.rect.right() - width / 2.0 - PAD * self.zoom(), self.rect.center().y),
            vec2(width, 20.0 * self.zoom()),
        );
        shapes.push(RectShape::filled(pill, self.radius(10), tint(self.color, 20)).into());
        let font = theme::medium(size_at(theme::CAPTION, self.zoom()));
        self.words(&count, font, pill, tokens.ink, true, shapes);
        let room = Rect::from_min_max(
            pos2(self.rect.left() + SIGN * self.zoom(), self.rect.top()),
            pos2(pill.left() - 6.0 * self.zoom(), self.rect.bottom()),
        );
        let far = FAR_SIZE.min(self.rect.height() / TITLE_ROOM);
        self.title(size_at(theme::BODY, self.zoom()).max(far), room, shapes);
        self.badge(shapes);
    }

    /// The worst finding of what the card hides.
    fn badge(&self, shapes: &mut Vec<Shape>) {
        let findings = self.item.folded.iter().filter_map(|id| self.frame.input.findings.get(id));
        let Some(worst) = findings.min().filter(|_| self.frame.detail != Detail::Far) else { return };
        let badge = Badge::new(self.frame.input.theme, *worst, self.rect.right_top(), self.zoom());
        let disc =
            |(center, radius, color): (Pos2, f32, Color32)| Shape::circle_filled(center, radius, color);
        shapes.extend([disc(badge.ground), Shape::line_segment(badge.line.0, badge.line.1), disc(badge.dot)]);
    }

    fn note(&self, shapes: &mut Vec<Shape>) {
        let tokens = &self.frame.input.theme.tokens;
        let radius = self.radius(NOTE_RADIUS);
        if self.frame.detail == Detail::Near {
            shapes.push(self.frame.input.theme.shadow_near().as_shape(self.rect, radius).into());
        }
        let border = self.border(Stroke::new(1.0, tint(self.color, 40)));
        let ground = note_ground(self.frame.input.theme, self.item.hue);
        shapes.push(RectShape::new(self.rect, radius, ground, border, StrokeKind::Inside).into());
        let size = size_at(theme::BODY, self.zoom());
        if size >= FAR_SIZE {
            let room = self.rect.shrink(PAD * self.zoom());
            return self.words(&self.item.text, theme::regular(size), room, tokens.ink, false, shapes);
        }
        // From far away its first words, as on a map: of one size, as many as there is room for.
        let room = self.rect.shrink2(vec2(4.0, 2.0));
        if room.width() >= FAR_NOTE && room.height() >= FAR_SIZE {
            self.words(&self.item.text, theme::regular(FAR_SIZE), room, tokens.ink, false, shapes);
        }
    }

    fn border(&self, quiet: Stroke) -> Stroke {
        let accent = self.frame.input.theme.tokens.accent;
        // What is folded shows by its card that it is selected.
        let holds_selected = || !self.item.folded.is_disjoint(self.frame.selection);
        if self.frame.marks.contains(&self.item.mark) || holds_selected() {
            Stroke::new(2.0, accent)
        } else if self.frame.hot == Some(Target::Mark(self.number)) {
            Stroke::new(quiet.width, tint(accent, 70))
        } else {
            quiet
        }
    }

    fn sign(&self, icon: &str, strip: Rect, shapes: &mut Vec<Shape>) {
        let size = size_at(14.0, self.zoom());
        if size < SIZE_MIN {
            return;
        }
        let hot = self.frame.hot == Some(Target::Fold(self.number));
        let color = if hot { self.frame.input.theme.tokens.accent } else { self.color };
        let at = Rect::from_min_size(strip.min, vec2(SIGN * self.zoom(), strip.height()));
        self.words(&theme::icon_char(icon).to_string(), theme::icon_font(size), at, color, true, shapes);
    }

    fn title(&self, size: f32, room: Rect, shapes: &mut Vec<Shape>) {
        let room = Rect::from_center_size(room.center(), vec2(room.width(), size * TITLE_ROOM));
        let ink = self.frame.input.theme.tokens.ink;
        self.words(&self.item.text, theme::semibold(size), room, ink, false, shapes);
    }

    /// Text in a room, cut where the room ends; `middle` for a single word in the middle of it.
    fn words(
        &self,
        text: &str,
        font: FontId,
        room: Rect,
        color: Color32,
        middle: bool,
        shapes: &mut Vec<Shape>,
    ) {
        if font.size < SIZE_MIN || text.is_empty() || room.width() < font.size {
            return;
        }
        let rows = (room.height() / (font.size * 1.3)).floor().max(1.0);
        let mut job = if middle && text.chars().count() == 1 {
            egui::text::LayoutJob::simple_singleline(text.to_owned(), font, Color32::PLACEHOLDER)
        } else {
            theme::job(text, font, Color32::PLACEHOLDER)
        };
        job.wrap.max_width = room.width();
        job.wrap.max_rows = rows as usize;
        let galley = self.frame.ctx.fonts_mut(|fonts| fonts.layout_job(job));
        let at = if middle { room.center() - galley.size() / 2.0 } else { room.min };
        let pixel = self.frame.feather;
        let at = pos2((at.x / pixel).round() * pixel, (at.y / pixel).round() * pixel);
        shapes.push(TextShape::new(at, galley, color).into());
    }

    fn zoom(&self) -> f32 {
        self.frame.projection.zoom
    }

    fn radius(&self, units: u8) -> CornerRadius {
        CornerRadius::same((f32::from(units) * self.zoom()).round() as u8)
    }
}
