//! Bubbles of the bot and the subscriber, in the manner of the messenger.

use super::cards::cards_ui;
use super::extra::extra_ui;
use super::fit::fit;
use super::form::Form;
use super::keys::{GAP, Under, foot_rows_ui, row_ui};
use super::media::Album;
use super::skins::{Place, skin};
use super::{ChatInput, plain};
use crate::channels::{Channel, channel};
use crate::emulator::{OwnedReply, SentMessage};
use crate::flow::{MediaKind, MediaPlan, Span, Style};
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::widgets::{icon_at, wrapped};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Galley, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// Share of the chat's width that a bubble may take.
const SHARE: f32 = 0.84;
/// Space around the text of a bubble, points.
pub(super) const PAD: Vec2 = vec2(11.0, 7.0);

/// A message of the subscriber, on the right.
pub(super) fn own_ui(ui: &mut Ui, input: &ChatInput<'_>, text: &str) {
    let tokens = &input.theme.tokens;
    let room = ui.available_width();
    let galley = rich(ui, input, (text, &[], tokens.bubble_out_ink), room * SHARE - 2.0 * PAD.x);
    let size = galley.size() + 2.0 * PAD;
    let (row, response) = ui.allocate_exact_size(vec2(room, size.y), Sense::hover());
    let rect = Rect::from_min_size(pos2((row.right() - size.x).round(), row.top()), size);
    skin(input).bubble(ui.painter(), rect, true, false, tokens.bubble_out);
    ui.painter().galley(rect.min + PAD, galley, tokens.bubble_out_ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// A message of the bot, on the left, with all that it carries. `entry` is its place in the log. Gives whether the
/// list of its choices is asked for.
pub(super) fn bot_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (entry, sent): (usize, &SentMessage),
    form: &mut Option<Form>,
    commands: &mut Vec<Command>,
) -> bool {
    let width = (ui.available_width() * SHARE).floor();
    let reply = &sent.reply;
    let name = input.emulator.setup().channel.as_str();
    if input.emulator.flow().numbered.iter().any(|numbered| numbered == name) {
        body_ui(ui, input, (&[], &plain::text_of(reply), &[]), width, false);
        return false;
    }
    let (skin, messenger) = (skin(input), channel(name));
    let fit = fit(skin, messenger, reply);
    let says = !reply.media.is_empty() || !reply.text.is_empty();
    let in_foot = says && skin.inline == Place::Foot && fit.is_below();
    if says {
        said_ui(ui, input, (messenger, reply), width, in_foot);
    }
    let under = Under { entry, pressed: sent.pressed.as_deref() };
    let mut opens = in_foot && foot_rows_ui(ui, input, (under, &fit), width, form, commands);
    if let Some(extra) = &reply.extra {
        ui.add_space(GAP);
        extra_ui(ui, input, extra, width);
    }
    if !reply.cards.is_empty() {
        ui.add_space(GAP);
        cards_ui(ui, input, (under, &reply.cards), width, form, commands);
    }
    if !in_foot && skin.inline == Place::Foot && fit.is_below() {
        ui.add_space(GAP);
        opens = foot_rows_ui(ui, input, (under, &fit), width, form, commands);
    } else if !in_foot {
        for row in &fit.rows {
            ui.add_space(GAP);
            row_ui(ui, input, (under, row), width, form, commands);
        }
    }
    if let Some(messenger) = messenger {
        for loss in &fit.losses {
            loss_ui(ui, input, &loss.words(messenger, input.lang));
        }
    }
    opens
}

/// What the messenger could not do, in one quiet line under the message.
fn loss_ui(ui: &mut Ui, input: &ChatInput<'_>, text: &str) {
    let width = ui.available_width();
    let ink = input.theme.tokens.chat_note_ink;
    ui.add_space(GAP);
    let galley = wrapped(ui, text, theme::regular(theme::CAPTION), ink, width - 18.0);
    let size = vec2(width, galley.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    icon_at(ui, Rect::from_min_size(rect.min, vec2(14.0, 16.0)), "info", 12.0, ink);
    ui.painter().galley(rect.min + vec2(18.0, 0.0), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// Files and words of a message; a messenger whose files carry no words sends them one after the other.
fn said_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (messenger, reply): (Option<&dyn Channel>, &OwnedReply),
    width: f32,
    joined: bool,
) {
    let Some(caps) = messenger.map(Channel::caps) else {
        return body_ui(ui, input, (&reply.media, &reply.text, &reply.spans), width, joined);
    };
    let (text, spans) = caps.styles.shown(&reply.text, &reply.spans);
    let as_shown = |plan: &MediaPlan| match caps.media.of(plan.kind).lacks {
        true => MediaPlan { kind: MediaKind::File, ..plan.clone() },
        false => plan.clone(),
    };
    let mut media: Vec<_> = reply.media.iter().map(as_shown).collect();
    if caps.caption.is_none() && !media.is_empty() && !text.is_empty() {
        body_ui(ui, input, (&std::mem::take(&mut media), "", &[]), width, false);
        ui.add_space(GAP);
    }
    body_ui(ui, input, (&media, &text, &spans), width, joined);
}

/// Media and text in one bubble; `joined` when choices follow in its foot.
fn body_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (media, said, spans): (&[MediaPlan], &str, &[Span]),
    width: f32,
    joined: bool,
) {
    let tokens = &input.theme.tokens;
    let text =
        (!said.is_empty()).then(|| rich(ui, input, (said, spans, tokens.bubble_ink), width - 2.0 * PAD.x));
    let album = Album::of(ui, input, media, width);
    let text_size = text.as_ref().map_or(Vec2::ZERO, |text| text.size() + 2.0 * PAD);
    let overlap = if album.ends_in_file() && text.is_some() { PAD.y } else { 0.0 };
    let wide = if joined { width } else { album.size().x.max(text_size.x) };
    let size = vec2(wide, album.size().y + text_size.y - overlap);
    let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), size.y), Sense::hover());
    let rect = Rect::from_min_size(row.min, size);
    skin(input).bubble(ui.painter(), rect, false, joined, tokens.bubble_in);
    album.paint(ui, input, rect, text.is_none() && !joined);
    if let Some(text) = text {
        let at = rect.min + vec2(0.0, album.size().y - overlap) + PAD;
        ui.painter().galley(at, text, tokens.bubble_ink);
    }
    let names = || media.iter().map(|plan| plan.path.as_str()).collect::<Vec<_>>().join(", ");
    let said = if said.is_empty() { names() } else { said.to_owned() };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

/// Text with its formatting, wrapped.
fn rich(
    ui: &Ui,
    input: &ChatInput<'_>,
    (text, spans, plain): (&str, &[Span], Color32),
    width: f32,
) -> Arc<Galley> {
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
        let ink = if has(Style::Link) { tokens.accent } else { plain };
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
