//! Bubbles of the bot and the subscriber, in Telegram's manner.

use super::cards::cards_ui;
use super::extra::extra_ui;
use super::form::Form;
use super::keys::{GAP, Under, row_ui};
use super::media::Album;
use super::{ChatInput, plain};
use crate::channels::channel;
use crate::emulator::SentMessage;
use crate::flow::{MediaPlan, Span, Style};
use crate::studio::command::Command;
use crate::studio::theme::{self, RADIUS_BUBBLE, RADIUS_TAIL};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, CornerRadius, Galley, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};
use std::borrow::Cow;
use std::sync::Arc;

/// Share of the chat's width that a bubble may take.
const SHARE: f32 = 0.84;
/// Space around the text of a bubble, points.
pub(super) const PAD: Vec2 = vec2(11.0, 7.0);

/// A message of the subscriber, on the right.
pub(super) fn own_ui(ui: &mut Ui, input: &ChatInput<'_>, text: &str) {
    let tokens = &input.theme.tokens;
    let room = ui.available_width();
    let galley = rich(ui, input, (text, &[]), room * SHARE - 2.0 * PAD.x);
    let size = galley.size() + 2.0 * PAD;
    let (row, response) = ui.allocate_exact_size(vec2(room, size.y), Sense::hover());
    let rect = Rect::from_min_size(pos2((row.right() - size.x).round(), row.top()), size);
    let round = CornerRadius { se: RADIUS_TAIL, ..CornerRadius::same(RADIUS_BUBBLE) };
    ui.painter().rect_filled(rect, round, tokens.bubble_out);
    ui.painter().galley(rect.min + PAD, galley, tokens.bubble_ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// A message of the bot, on the left, with all that it carries. `entry` is its place in the log.
pub(super) fn bot_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (entry, sent): (usize, &SentMessage),
    form: &mut Option<Form>,
    commands: &mut Vec<Command>,
) {
    let width = (ui.available_width() * SHARE).floor();
    let reply = &sent.reply;
    if input.emulator.flow().numbered.contains(&input.emulator.setup().channel) {
        return body_ui(ui, input, (&[], &plain::text_of(reply), &[]), width);
    }
    if !reply.media.is_empty() || !reply.text.is_empty() {
        let messenger = channel(&input.emulator.setup().channel);
        let (text, spans) = match messenger {
            Some(messenger) => messenger.caps().styles.shown(&reply.text, &reply.spans),
            None => (Cow::Borrowed(&*reply.text), reply.spans.clone()),
        };
        body_ui(ui, input, (&reply.media, &text, &spans), width);
    }
    if let Some(extra) = &reply.extra {
        ui.add_space(GAP);
        extra_ui(ui, input, extra, width);
    }
    let under = Under { entry, pressed: sent.pressed.as_deref() };
    if !reply.cards.is_empty() {
        ui.add_space(GAP);
        cards_ui(ui, input, (under, &reply.cards), width, form, commands);
    }
    for row in &reply.rows {
        ui.add_space(GAP);
        row_ui(ui, input, (under, row), width, form, commands);
    }
}

/// Media and text in one bubble.
fn body_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (media, said, spans): (&[MediaPlan], &str, &[Span]),
    width: f32,
) {
    let tokens = &input.theme.tokens;
    let text = (!said.is_empty()).then(|| rich(ui, input, (said, spans), width - 2.0 * PAD.x));
    let album = Album::of(ui, input, media, width);
    let text_size = text.as_ref().map_or(Vec2::ZERO, |text| text.size() + 2.0 * PAD);
    let overlap = if album.ends_in_file() && text.is_some() { PAD.y } else { 0.0 };
    let size = vec2(album.size().x.max(text_size.x), album.size().y + text_size.y - overlap);
    let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), size.y), Sense::hover());
    let rect = Rect::from_min_size(row.min, size);
    let round = CornerRadius { sw: RADIUS_TAIL, ..CornerRadius::same(RADIUS_BUBBLE) };
    ui.painter().rect_filled(rect, round, tokens.bubble_in);
    album.paint(ui, input, rect, text.is_none());
    if let Some(text) = text {
        let at = rect.min + vec2(0.0, album.size().y - overlap) + PAD;
        ui.painter().galley(at, text, tokens.bubble_ink);
    }
    let names = || media.iter().map(|plan| plan.path.as_str()).collect::<Vec<_>>().join(", ");
    let said = if said.is_empty() { names() } else { said.to_owned() };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

/// Text with its formatting, wrapped.
fn rich(ui: &Ui, input: &ChatInput<'_>, (text, spans): (&str, &[Span]), width: f32) -> Arc<Galley> {
    let tokens = &input.theme.tokens;
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
        let ink = if has(Style::Link) { tokens.accent } else { tokens.bubble_ink };
        let line = |drawn: bool| if drawn { Stroke::new(1.0, ink) } else { Stroke::NONE };
        let format = TextFormat {
            font_id: font,
            color: ink,
            background: if has(Style::Code) { tokens.hover } else { Color32::TRANSPARENT },
            italics: has(Style::Italic),
            underline: line(has(Style::Underline) || has(Style::Link)),
            strikethrough: line(has(Style::Strike)),
            line_height: Some((theme::BODY * 1.42).round()),
            ..TextFormat::default()
        };
        job.append(&text[pair[0]..pair[1]], 0.0, format);
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
