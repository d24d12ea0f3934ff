//! The whole funnel in the lower left corner, with what is shown of it; a press or drag goes there.

use super::chrome::{MARGIN, card};
use super::far::block_color;
use super::marks::hue_color;
use super::view::View;
use super::{CanvasInput, CanvasState, mesh};
use crate::studio::theme::{self, tint};
use crate::studio::words::canvas as words;
use egui::epaint::{Mesh, RectShape};
use egui::{
    Color32, ColorImage, Pos2, Rect, Role, Shape, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui,
    Vec2, WidgetInfo, pos2,
};
use std::sync::Arc;

/// Size of the card, points.
pub(super) const SIZE: Vec2 = Vec2::new(188.0, 106.0);
/// With more blocks than this their corners are not rounded.
const ROUNDED_MAX: usize = 200;
/// With more blocks than this they are one picture.
const SINGLE_MAX: usize = 1_500;

/// The blocks as they were drawn last.
#[derive(Default)]
pub(super) struct MinimapCache {
    key: Option<(u64, bool, Rect)>,
    shapes: Vec<Shape>,
    picture: Option<TextureHandle>,
}

/// Whether there is room for the minimap and something to show.
pub(super) fn is_shown(state: &CanvasState, screen: Rect) -> bool {
    screen.width() > 560.0 && screen.height() > 320.0 && state.scene.bounds.is_some()
}

/// Where it stands.
pub(super) fn place(screen: Rect) -> Rect {
    Rect::from_min_size(pos2(screen.left() + MARGIN, screen.bottom() - MARGIN - SIZE.y), SIZE)
}

/// Draws the minimap and follows the hand on it.
pub(super) fn minimap_ui(ui: &Ui, input: &CanvasInput<'_>, state: &mut CanvasState, screen: Rect) {
    let Some(bounds) = state.scene.bounds.filter(|_| is_shown(state, screen)) else { return };
    let rect = place(screen);
    let response = card(ui, input.theme, rect, "minimap");
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, words::MINIMAP.of(input.lang)));
    let inner = rect.shrink(8.0);
    let world = bounds.expand(80.0);
    let scale = (inner.width() / world.width()).min(inner.height() / world.height());
    let screen_from_world = |pos: Pos2| inner.center() + (pos - world.center()) * scale;

    let key = (state.builds, input.theme.dark, rect);
    if state.minimap.key != Some(key) {
        let blocks = state.scene.items.iter().filter(|item| !item.folded).map(|item| {
            let place =
                Rect::from_min_max(screen_from_world(item.rect.min), screen_from_world(item.rect.max));
            (place, block_color(input.theme, input.theme.family(item.shape.family)))
        });
        let marks = state.scene.marks.iter().map(|item| {
            let place =
                Rect::from_min_max(screen_from_world(item.rect.min), screen_from_world(item.rect.max));
            let percent = if item.is_frame() && !item.is_folded() { 14 } else { 45 };
            (place, tint(hue_color(input.theme, item.hue), percent))
        });
        let mut shapes = small_blocks(marks.collect());
        let blocks: Vec<(Rect, Color32)> = blocks.collect();
        if blocks.len() > SINGLE_MAX {
            let picture = picture_of(&blocks, inner, ui.ctx().pixels_per_point());
            let texture = match state.minimap.picture.take() {
                Some(mut texture) => {
                    texture.set(picture, TextureOptions::LINEAR);
                    texture
                }
                None => ui.ctx().load_texture("minimap", picture, TextureOptions::LINEAR),
            };
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            shapes.push(Shape::image(texture.id(), inner, whole, theme::UNTINTED));
            state.minimap.picture = Some(texture);
        } else {
            shapes.extend(small_blocks(blocks));
        }
        (state.minimap.key, state.minimap.shapes) = (Some(key), shapes);
    }
    ui.painter().extend(state.minimap.shapes.iter().cloned());

    let view = state.camera.view;
    let half = screen.size() / (2.0 * view.zoom);
    let (a, b) = (screen_from_world(view.center - half), screen_from_world(view.center + half));
    let shown = Rect::from_min_max(a.clamp(inner.min, inner.max), b.clamp(inner.min, inner.max));
    let accent = input.theme.tokens.accent;
    ui.painter().rect(shown, 3, tint(accent, 6), Stroke::new(1.5, tint(accent, 60)), StrokeKind::Inside);

    if let Some(pos) = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked()) {
        let center = world.center() + (pos - inner.center()) / scale;
        let to = View { center, ..view };
        if response.dragged() {
            state.camera.jump(to)
        } else {
            state.camera.fly(to)
        }
        ui.ctx().request_repaint();
    }
}

/// Blocks far smaller than a pixel, each as strong as the part of a pixel that it covers: nothing flickers and no
/// stripes come about.
fn picture_of(blocks: &[(Rect, Color32)], room: Rect, pixels_per_point: f32) -> ColorImage {
    let size = (room.size() * pixels_per_point).ceil().max(Vec2::splat(1.0));
    let (width, height) = (size.x as usize, size.y as usize);
    let mut sums = vec![[0.0_f32; 4]; width * height];
    for (rect, color) in blocks {
        let place = |pos: Pos2| ((pos - room.min) / room.size() * size).clamp(Vec2::ZERO, size);
        let (min, max) = (place(rect.min), place(rect.max));
        let share =
            |low: f32, high: f32, at: usize| (high.min(at as f32 + 1.0) - low.max(at as f32)).clamp(0.0, 1.0);
        for y in min.y as usize..(max.y.ceil() as usize).min(height) {
            for x in min.x as usize..(max.x.ceil() as usize).min(width) {
                let part = share(min.x, max.x, x) * share(min.y, max.y, y);
                let sum = &mut sums[y * width + x];
                for (sum, channel) in sum.iter_mut().zip(color.to_array()) {
                    *sum += part * f32::from(channel);
                }
            }
        }
    }
    // Blocks that lie over one another cover a pixel only once.
    let bytes = |sum: [f32; 4]| sum.map(|channel| (channel * (255.0 / sum[3].max(255.0))) as u8);
    let bytes: Vec<u8> = sums.into_iter().flat_map(bytes).collect();
    ColorImage::from_rgba_premultiplied([width, height], &bytes)
}

fn small_blocks(blocks: Vec<(Rect, Color32)>) -> Vec<Shape> {
    if blocks.len() <= ROUNDED_MAX {
        return blocks.into_iter().map(|(rect, color)| RectShape::filled(rect, 2, color).into()).collect();
    }
    let mut small = Mesh::default();
    for (rect, color) in blocks {
        mesh::rect(&mut small, rect.expand2((Vec2::splat(1.0) - rect.size()).max(Vec2::ZERO) / 2.0), color);
    }
    vec![Shape::Mesh(Arc::new(small))]
}
