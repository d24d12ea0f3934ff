//! Bubbles of the bot and the subscriber, with pictures, files and inline buttons, in Telegram's manner.

use super::{ChatInput, words};
use crate::emulator::{OwnedButton, SentMessage};
use crate::flow::{MediaKind, MediaPlan, Span, Style};
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme::{self, RADIUS_BUBBLE, RADIUS_TAIL};
use crate::studio::widgets::spoken::size_words;
use crate::studio::widgets::{elided, icon_at};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, CursorIcon, Galley, OpenUrl, Rect, Sense, Stroke, StrokeKind, TextureId, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Share of the chat's width that a bubble may take.
const SHARE: f32 = 0.84;
const PAD: Vec2 = vec2(11.0, 7.0);
const BUTTON_HEIGHT: f32 = 31.0;
/// Highest picture, points.
const IMAGE_HEIGHT_MAX: f32 = 260.0;

/// A message of the subscriber, on the right.
pub(super) fn own_ui(ui: &mut Ui, input: &ChatInput<'_>, text: &str) {
    let tokens = &input.theme.tokens;
    let room = ui.available_width();
    let galley = rich(ui, text, &[], tokens.bubble_ink, room * SHARE - 2.0 * PAD.x);
    let size = galley.size() + 2.0 * PAD;
    let (row, response) = ui.allocate_exact_size(vec2(room, size.y), Sense::hover());
    let rect = Rect::from_min_size(pos2((row.right() - size.x).round(), row.top()), size);
    let round = CornerRadius { se: RADIUS_TAIL, ..CornerRadius::same(RADIUS_BUBBLE) };
    ui.painter().rect_filled(rect, round, tokens.bubble_out);
    ui.painter().galley(rect.min + PAD, galley, tokens.bubble_ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// A message of the bot, on the left, with its buttons. `entry` is its place in the log.
pub(super) fn bot_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (entry, sent): (usize, &SentMessage),
    commands: &mut Vec<Command>,
) {
    let width = (ui.available_width() * SHARE).floor();
    let reply = &sent.reply;
    if !reply.media.is_empty() || !reply.text.is_empty() {
        body_ui(ui, input, sent, width);
    }
    for row in &reply.rows {
        ui.add_space(3.0);
        let pressed = sent.pressed.as_deref();
        let Some(button) = row_ui(ui, input, row, pressed, width) else { continue };
        match &button.url {
            Some(url) => ui.ctx().open_url(OpenUrl::new_tab(url)),
            None => {
                let label = button.label.clone();
                commands.push(Command::Chat(ChatCommand::Press { entry, label }));
            }
        }
    }
}

/// Media and text in one bubble.
fn body_ui(ui: &mut Ui, input: &ChatInput<'_>, sent: &SentMessage, width: f32) {
    let tokens = &input.theme.tokens;
    let reply = &sent.reply;
    let text = (!reply.text.is_empty())
        .then(|| rich(ui, &reply.text, &reply.spans, tokens.bubble_ink, width - 2.0 * PAD.x));
    let media = reply.media.first().map(|plan| Media::of(ui, input, plan, width));
    let media_size = media.as_ref().map_or(Vec2::ZERO, Media::size);
    let text_size = text.as_ref().map_or(Vec2::ZERO, |text| text.size() + 2.0 * PAD);
    let overlap = if matches!(media, Some(Media::File(..))) && text.is_some() { PAD.y } else { 0.0 };
    let size = vec2(media_size.x.max(text_size.x), media_size.y + text_size.y - overlap);
    let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), size.y), Sense::hover());
    let rect = Rect::from_min_size(row.min, size);
    let round = CornerRadius { sw: RADIUS_TAIL, ..CornerRadius::same(RADIUS_BUBBLE) };
    ui.painter().rect_filled(rect, round, tokens.bubble_in);
    if let Some(media) = &media {
        media.paint(ui, input, rect, text.is_none());
    }
    if let Some(text) = text {
        let at = rect.min + vec2(0.0, media_size.y - overlap) + PAD;
        ui.painter().galley(at, text, tokens.bubble_ink);
    }
    let name = reply.media.first().map_or("", |plan| plan.path.as_str());
    let said = if reply.text.is_empty() { name } else { &reply.text };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
}

/// A picture or file ready to be painted.
enum Media {
    Image(TextureId, Vec2),
    File(Arc<Galley>, Arc<Galley>),
}

impl Media {
    fn of(ui: &Ui, input: &ChatInput<'_>, plan: &MediaPlan, width: f32) -> Self {
        if plan.kind == MediaKind::Image
            && let Some((texture, pixels)) = input.media.image(&plan.path)
            && pixels.min_elem() > 0.0
        {
            let scale = (width / pixels.x).min(IMAGE_HEIGHT_MAX / pixels.y);
            return Self::Image(texture, (pixels * scale).round());
        }
        let tokens = &input.theme.tokens;
        let name = plan.path.rsplit('/').next().unwrap_or(&plan.path);
        let room = width - 2.0 * PAD.x;
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_uppercase();
        let bytes = input.media.bytes(&plan.path);
        let size = bytes.map(|bytes| size_words(bytes, input.lang)).unwrap_or_default();
        let parts = [ending, size].into_iter().filter(|part| !part.is_empty());
        let about = parts.collect::<Vec<_>>().join(" · ");
        let title = format!("📎 {name}");
        Self::File(
            elided(ui, &title, theme::semibold(theme::BODY), tokens.bubble_ink, room),
            elided(ui, &about, theme::regular(theme::BODY), tokens.muted, room),
        )
    }

    fn size(&self) -> Vec2 {
        match self {
            Self::Image(_, size) => *size,
            Self::File(name, about) => {
                vec2(name.size().x.max(about.size().x), name.size().y + about.size().y + 2.0) + 2.0 * PAD
            }
        }
    }

    fn paint(&self, ui: &Ui, input: &ChatInput<'_>, bubble: Rect, alone: bool) {
        match self {
            Self::Image(texture, size) => {
                let rect = Rect::from_min_size(bubble.min, vec2(bubble.width(), size.y));
                let round = CornerRadius {
                    nw: RADIUS_BUBBLE,
                    ne: RADIUS_BUBBLE,
                    se: if alone { RADIUS_BUBBLE } else { 0 },
                    sw: if alone { RADIUS_TAIL } else { 0 },
                };
                // A narrow picture over a wide text is cut to the bubble's shape, not stretched.
                let cut = (1.0 - size.y * size.x / (rect.width() * rect.width())).clamp(0.0, 1.0) / 2.0;
                let cut = if size.x < rect.width() { cut } else { 0.0 };
                let uv = Rect::from_min_max(pos2(0.0, cut), pos2(1.0, 1.0 - cut));
                let image = egui::Image::from_texture((*texture, *size)).uv(uv).corner_radius(round);
                image.paint_at(ui, rect);
            }
            Self::File(name, about) => {
                let tokens = &input.theme.tokens;
                let at = bubble.min + PAD;
                ui.painter().galley(at, name.clone(), tokens.bubble_ink);
                ui.painter().galley(at + vec2(0.0, name.size().y + 2.0), about.clone(), tokens.muted);
            }
        }
    }
}

/// A row of inline buttons as wide as a bubble can be; gives the one that was pressed.
fn row_ui<'a>(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    row: &'a [OwnedButton],
    pressed: Option<&str>,
    width: f32,
) -> Option<&'a OwnedButton> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        let each = (width - 3.0 * (row.len() as f32 - 1.0)) / row.len().max(1) as f32;
        for button in row {
            let was = pressed == Some(button.label.as_str());
            if key_ui(ui, input, button, each, was) {
                chosen = Some(button);
            }
        }
    });
    chosen
}

/// One button of a keyboard; gives whether it was pressed.
pub(super) fn key_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    button: &OwnedButton,
    width: f32,
    was_pressed: bool,
) -> bool {
    let tokens = &input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(width, BUTTON_HEIGHT), Sense::click());
    let lit = response.hovered() || response.has_focus();
    let fill = if lit { tokens.selected } else { tokens.chat_button };
    ui.painter().rect_filled(rect, theme::RADIUS_SEGMENTED, fill);
    let ink = tokens.chat_button_ink;
    if was_pressed {
        let ring = Stroke::new(1.0, theme::tint(ink, 45));
        ui.painter().rect_stroke(rect, theme::RADIUS_SEGMENTED, ring, StrokeKind::Inside);
    }
    let arrow = if button.url.is_some() { 16.0 } else { 0.0 };
    let galley = elided(ui, &button.label, theme::medium(theme::BODY), ink, width - 12.0 - arrow);
    let left = (rect.center().x - (galley.size().x + arrow) / 2.0).round();
    let at = pos2(left, (rect.center().y - galley.size().y / 2.0).round());
    let right = left + galley.size().x;
    ui.painter().galley(at, galley, ink);
    if arrow > 0.0 {
        let tile = Rect::from_min_max(pos2(right + 2.0, rect.top()), pos2(right + arrow, rect.bottom()));
        icon_at(ui, tile, "arrow-up-right", 13.0, ink);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &button.label));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    match &button.url {
        Some(url) => response.on_hover_text(format!("{} {url}", words::OPENS.of(input.lang))).clicked(),
        None => response.clicked(),
    }
}

/// Text with its formatting, wrapped.
fn rich(ui: &Ui, text: &str, spans: &[Span], ink: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width.max(40.0);
    let mut cuts: Vec<usize> = vec![0, text.len()];
    cuts.extend(spans.iter().flat_map(|span| [span.range.start, span.range.end]));
    cuts.retain(|cut| text.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let covers = |span: &&Span| span.range.start <= pair[0] && pair[1] <= span.range.end;
        let has = |style: Style| spans.iter().filter(covers).any(|span| span.style == style);
        let font = if has(Style::Bold) { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
        let format = TextFormat {
            font_id: font,
            color: ink,
            italics: has(Style::Italic),
            strikethrough: if has(Style::Strike) { Stroke::new(1.0, ink) } else { Stroke::NONE },
            line_height: Some((theme::BODY * 1.42).round()),
            ..TextFormat::default()
        };
        job.append(&text[pair[0]..pair[1]], 0.0, format);
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
