//! Pictures, films, sounds and files of a message, alone or as an album.

use super::skins::skin;
use super::{ChatInput, words};
use crate::flow::{MediaKind, MediaPlan};
use crate::studio::theme;
use crate::studio::widgets::spoken::size_words;
use crate::studio::widgets::{elided, icon_at};
use egui::{CornerRadius, Galley, Rect, TextureId, Ui, Vec2, pos2, vec2};
use std::sync::Arc;

/// Highest picture, points.
const IMAGE_HEIGHT_MAX: f32 = 260.0;
/// Height of the pictures of an album that stand beside each other, of their width.
const CELL_SHARE: f32 = 0.78;
const GAP: f32 = 2.0;
/// Height of the row of a file, and the round sign in it.
const FILE_HEIGHT: f32 = 48.0;
const SIGN: f32 = 32.0;
const PAD: f32 = 10.0;

/// What a message carries, laid out and ready to be painted.
pub(super) struct Album {
    cells: Vec<(Rect, Piece)>,
    size: Vec2,
}

enum Piece {
    Image(TextureId, Vec2),
    File { icon: &'static str, name: Arc<Galley>, about: Arc<Galley> },
}

impl Album {
    /// Pictures first, two in a row; everything else below, line by line. `width` is the most it may take.
    pub fn of(ui: &Ui, input: &ChatInput<'_>, plans: &[MediaPlan], width: f32) -> Self {
        let (mut images, mut files) = (Vec::new(), Vec::new());
        for plan in plans {
            match Self::picture(input, plan) {
                Some(image) => images.push(image),
                None => files.push(file(ui, input, plan, width)),
            }
        }
        let mut album = Self { cells: Vec::new(), size: Vec2::ZERO };
        album.place_images(images, width);
        for (piece, wide) in files {
            let rect = Rect::from_min_size(pos2(0.0, album.size.y), vec2(wide, FILE_HEIGHT));
            album.cells.push((rect, piece));
            album.size = vec2(album.size.x.max(wide), album.size.y + FILE_HEIGHT);
        }
        album
    }

    /// A picture that can be shown.
    fn picture(input: &ChatInput<'_>, plan: &MediaPlan) -> Option<(TextureId, Vec2)> {
        let image = (plan.kind == MediaKind::Image).then(|| input.media.image(&plan.path)).flatten();
        image.filter(|(_, pixels)| pixels.min_elem() > 0.0)
    }

    fn place_images(&mut self, images: Vec<(TextureId, Vec2)>, width: f32) {
        if let [(texture, pixels)] = images[..] {
            let scale = (width / pixels.x).min(IMAGE_HEIGHT_MAX / pixels.y);
            self.size = (pixels * scale).round();
            let rect = Rect::from_min_size(pos2(0.0, 0.0), self.size);
            return self.cells.push((rect, Piece::Image(texture, pixels)));
        }
        let lone = images.len() % 2;
        let half = ((width - GAP) / 2.0).floor();
        for (index, (texture, pixels)) in images.iter().copied().enumerate() {
            // An odd one out has the first row for itself.
            let (left, wide) = match index.checked_sub(lone) {
                None => (0.0, width),
                Some(at) if at % 2 == 0 => (0.0, half),
                Some(_) => (half + GAP, width - half - GAP),
            };
            let ends = left > 0.0 || wide > half + GAP;
            let high = (half * CELL_SHARE).round() * if wide > half + GAP { 1.25 } else { 1.0 };
            let rect = Rect::from_min_size(pos2(left, self.size.y), vec2(wide, high));
            self.cells.push((rect, Piece::Image(texture, pixels)));
            if ends {
                self.size =
                    vec2(width, self.size.y + high + if index + 1 < images.len() { GAP } else { 0.0 });
            }
        }
    }

    /// How much it takes.
    pub fn size(&self) -> Vec2 {
        self.size
    }

    /// Whether it ends in a line of text, so that a text below needs no gap.
    pub fn ends_in_file(&self) -> bool {
        matches!(self.cells.last(), Some((_, Piece::File { .. })))
    }

    /// Paints it into the upper part of a bubble; `alone` when the bubble holds nothing else.
    pub fn paint(&self, ui: &Ui, input: &ChatInput<'_>, bubble: Rect, alone: bool) {
        let single = self.cells.len() == 1;
        for (cell, piece) in &self.cells {
            let mut rect = cell.translate(bubble.min.to_vec2());
            match piece {
                Piece::Image(texture, pixels) => {
                    if single {
                        rect.set_width(bubble.width());
                    }
                    let round = corners(rect, bubble, skin(input).corners(false, !alone));
                    cover_at(ui, rect, (*texture, *pixels), round);
                }
                Piece::File { icon, name, about } => {
                    let tokens = &input.theme.tokens;
                    let sign = pos2(rect.left() + PAD + SIGN / 2.0, rect.center().y);
                    ui.painter().circle_filled(
                        sign,
                        SIGN / 2.0,
                        theme::tint(tokens.accent, theme::TILE_TINT),
                    );
                    icon_at(ui, Rect::from_center_size(sign, Vec2::splat(SIGN)), icon, 16.0, tokens.accent);
                    let left = sign.x + SIGN / 2.0 + 9.0;
                    let high = name.size().y + about.size().y + 1.0;
                    let top = (rect.center().y - high / 2.0).round();
                    ui.painter().galley(pos2(left, top), name.clone(), tokens.bubble_ink);
                    ui.painter().galley(pos2(left, top + name.size().y + 1.0), about.clone(), tokens.muted);
                }
            }
        }
    }
}

/// Round corners where a picture touches a corner of its bubble, whose corners are `of`.
fn corners(rect: Rect, bubble: Rect, of: CornerRadius) -> CornerRadius {
    let near = |a: f32, b: f32| (a - b).abs() < 1.0;
    let (left, right) = (near(rect.left(), bubble.left()), near(rect.right(), bubble.right()));
    let (top, bottom) = (near(rect.top(), bubble.top()), near(rect.bottom(), bubble.bottom()));
    let round = |on: bool, radius: u8| if on { radius } else { 0 };
    CornerRadius {
        nw: round(left && top, of.nw),
        ne: round(right && top, of.ne),
        se: round(right && bottom, of.se),
        sw: round(left && bottom, of.sw),
    }
}

/// Paints a picture over a whole rectangle: what does not fit its shape is cut off, not stretched.
pub fn cover_at(ui: &Ui, rect: Rect, (texture, pixels): (TextureId, Vec2), round: CornerRadius) {
    let (want, have) = (rect.width() / rect.height().max(1.0), pixels.x / pixels.y.max(1.0));
    let cut =
        if have > want { vec2((1.0 - want / have) / 2.0, 0.0) } else { vec2(0.0, (1.0 - have / want) / 2.0) };
    let uv = Rect::from_min_max(pos2(cut.x, cut.y), pos2(1.0 - cut.x, 1.0 - cut.y));
    egui::Image::from_texture((texture, rect.size())).uv(uv).corner_radius(round).paint_at(ui, rect);
}

/// A row for anything that is not shown as a picture, and how wide it is.
fn file(ui: &Ui, input: &ChatInput<'_>, plan: &MediaPlan, width: f32) -> (Piece, f32) {
    let tokens = &input.theme.tokens;
    let lead = PAD + SIGN + 9.0;
    let room = width - lead - PAD;
    let name = plan.path.rsplit('/').next().unwrap_or(&plan.path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_uppercase();
    let kind = match plan.kind {
        MediaKind::Image | MediaKind::File => ending,
        kind => words::media(kind).of(input.lang).to_owned(),
    };
    let bytes = input.media.bytes(&plan.path);
    let size = bytes.map(|bytes| size_words(bytes, input.lang)).unwrap_or_default();
    let parts = [kind, size].into_iter().filter(|part| !part.is_empty());
    let about = parts.collect::<Vec<_>>().join(" · ");
    let icon = match plan.kind {
        MediaKind::Image => "image",
        MediaKind::Video => "film",
        MediaKind::Audio => "music",
        MediaKind::Voice => "mic",
        MediaKind::File => "file-text",
    };
    let name = elided(ui, name, theme::semibold(theme::BODY), tokens.bubble_ink, room);
    let about = elided(ui, &about, theme::regular(theme::CAPTION), tokens.muted, room);
    let wide = lead + name.size().x.max(about.size().x) + PAD;
    (Piece::File { icon, name, about }, wide.ceil())
}
