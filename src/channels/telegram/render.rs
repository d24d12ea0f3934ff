//! From a neutral reply to calls of the Bot API. Pure and total: any reply gives calls that Telegram accepts,
//! and what could not be carried over is said in [`Loss`].

use super::attach::groups;
use super::chop::{Entity, Piece, chop};
use super::keyboard::{Markup, accepted_url, inline, keyboard};
use super::{ApiCall, CAPS, Loss};
use crate::engine::{ReplyView, ViewButton, ViewCard, ViewExtra, ViewMedia};
use crate::flow::{LinkKind, Span, Style};
use crate::model::Decimal;
use serde::Serialize;
use std::borrow::Cow;

/// Calls that show a reply, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The calls; none when there is nothing to show.
    pub calls: Vec<ApiCall>,
    /// What looks other than the author meant.
    pub losses: Vec<Loss>,
}

/// What a keyboard stands under when the author wrote no text: Telegram has no keyboard without a message.
pub(super) const POINTER: &str = "👇";

/// Renders a reply for a chat.
///
/// A text over the limit is cut into several messages and the keyboard stands under the last; a caption over
/// the limit goes out below the media; quick replies beside inline buttons become inline buttons; a place or a
/// contact follows the text; cards follow one below the other, each with its own buttons.
pub fn render(view: &ReplyView<'_>, chat_id: i64) -> Rendered {
    let mut out = Out { chat_id, calls: Vec::with_capacity(1), losses: Vec::new() };
    let markup = keyboard(view, &mut out.losses);
    let is_lost = |span: &Span| span.style == Style::Link && accepted_url(&span.to).is_none();
    out.losses.extend(view.spans.iter().any(is_lost).then_some(Loss::LinkRefused));
    let text = with_numbers(view.text, view.rows.iter().chain(&view.quick).flatten(), &mut out.losses);
    let text = match view.extra {
        Some(ViewExtra::Location { title, address, .. }) => with_half_name(text, title, address),
        Some(ViewExtra::Contact { .. }) | None => text,
    };
    let media = view.media.iter().map(|media| ViewMedia { kind: media.kind, path: &media.path });
    let left = match &view.extra {
        Some(extra) => {
            out.say(media, &text, view.spans, None);
            out.extra(extra, markup);
            None
        }
        None => out.say(media, &text, view.spans, markup),
    };
    for card in &view.cards {
        out.card(card);
    }
    out.losses.extend((view.cards.len() > 1).then_some(Loss::CardsBelow));
    let Out { mut calls, mut losses, .. } = out;
    if calls.is_empty() {
        losses = vec![Loss::Empty];
    } else if let Some(markup) = left {
        calls.push(text_call(chat_id, &Piece { text: POINTER, entities: Vec::new() }, Some(markup)));
    }
    losses.sort_unstable();
    losses.dedup();
    Rendered { calls, losses }
}

/// The text with the numbers that buttons cannot dial: applications make them tappable by themselves.
fn with_numbers<'a, 'v: 'a>(
    text: &'a str,
    buttons: impl Iterator<Item = &'a ViewButton<'v>>,
    losses: &mut Vec<Loss>,
) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(text);
    for button in buttons.filter(|button| button.link == LinkKind::Call) {
        let Some(number) = button.url.map(str::trim).filter(|number| !number.is_empty()) else { continue };
        losses.push(Loss::CallAsText);
        let line = format!("{}: {number}", button.label.trim());
        text = Cow::Owned(if text.trim().is_empty() { line } else { format!("{text}\n{line}") });
    }
    text
}

/// A venue needs both a name and an address; with one of them a bare point is sent and this stands in the text.
fn with_half_name<'a>(text: Cow<'a, str>, title: &str, address: &str) -> Cow<'a, str> {
    match (title.trim(), address.trim()) {
        ("", "") => text,
        ("", half) | (half, "") if text.trim().is_empty() => Cow::Owned(half.to_owned()),
        ("", half) | (half, "") => Cow::Owned(format!("{text}\n{half}")),
        _ => text,
    }
}

/// Calls on their way out.
struct Out {
    chat_id: i64,
    calls: Vec<ApiCall>,
    losses: Vec<Loss>,
}

impl Out {
    /// Files and text with a keyboard under the last message; gives the keyboard back when nothing could hold it.
    fn say<'m, 'k>(
        &mut self,
        media: impl Iterator<Item = ViewMedia<'m>>,
        text: &str,
        spans: &[Span],
        mut markup: Option<Markup<'k>>,
    ) -> Option<Markup<'k>> {
        let groups = groups(media);
        let caption_max = CAPS.caption.map_or(0, |limit| limit.max);
        let apart = markup.is_some() && groups.last().is_some_and(|group| group.is_album());
        let as_caption = !groups.is_empty() && !apart && fits(text, caption_max);
        let pieces = chop(text, spans, if as_caption { caption_max } else { CAPS.text.max });
        self.losses.extend((groups.len() > 1).then_some(Loss::AlbumSplit));
        self.losses.extend(apart.then_some(Loss::ButtonsApart));
        let split = !groups.is_empty() && !as_caption && !apart && !pieces.is_empty();
        self.losses.extend(split.then_some(Loss::CaptionApart));
        for (index, group) in groups.iter().enumerate() {
            let is_last = index + 1 == groups.len();
            let caption = pieces.first().filter(|_| as_caption && is_last);
            let alone = is_last && !apart && (as_caption || pieces.is_empty());
            let markup = if alone { markup.take() } else { None };
            self.calls.push(group.call(self.chat_id, caption, markup));
        }
        let pieces = if as_caption { &[] } else { pieces.as_slice() };
        for (index, piece) in pieces.iter().enumerate() {
            let markup = if index + 1 == pieces.len() { markup.take() } else { None };
            self.calls.push(text_call(self.chat_id, piece, markup));
        }
        self.losses.extend((pieces.len() > 1).then_some(Loss::TextCut));
        markup
    }

    fn extra(&mut self, extra: &ViewExtra<'_>, reply_markup: Option<Markup<'_>>) {
        let chat_id = self.chat_id;
        self.calls.push(match *extra {
            ViewExtra::Location { lat, lon, title, address } => {
                let (title, address) = (title.trim(), address.trim());
                let named = !title.is_empty() && !address.is_empty();
                let place = PlaceBody {
                    chat_id,
                    latitude: degrees(lat),
                    longitude: degrees(lon),
                    title: named.then_some(title),
                    address: named.then_some(address),
                    reply_markup,
                };
                ApiCall::new(if named { "sendVenue" } else { "sendLocation" }, &place)
            }
            ViewExtra::Contact { phone, name } => {
                let phone_number = phone.trim();
                let first_name = if name.trim().is_empty() { phone_number } else { name.trim() };
                ApiCall::new("sendContact", &ContactBody { chat_id, phone_number, first_name, reply_markup })
            }
        });
    }

    /// A card as a picture with a caption: the heading in bold above the text.
    fn card(&mut self, card: &ViewCard<'_>) {
        let markup = inline(card.buttons.chunks(1), &mut self.losses);
        let title = card.title.trim();
        let (text, spans) = match (title, card.text.trim()) {
            ("", text) => (Cow::Borrowed(text), Vec::new()),
            (title, text) => {
                (Cow::Owned(format!("{title}\n{text}")), vec![Span::new(0..title.len(), Style::Bold)])
            }
        };
        let text = with_numbers(&text, card.buttons.iter(), &mut self.losses);
        let before = self.calls.len();
        let left = self.say(card.media.into_iter(), &text, &spans, markup);
        if let Some(markup) = left.filter(|_| before == self.calls.len()) {
            let pointer = Piece { text: POINTER, entities: Vec::new() };
            self.calls.push(text_call(self.chat_id, &pointer, Some(markup)));
        }
    }
}

/// Degrees as JSON has numbers.
fn degrees(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

#[derive(Serialize)]
struct PlaceBody<'a> {
    chat_id: i64,
    latitude: f64,
    longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Markup<'a>>,
}

#[derive(Serialize)]
struct ContactBody<'a> {
    chat_id: i64,
    phone_number: &'a str,
    first_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Markup<'a>>,
}

fn fits(text: &str, units_max: usize) -> bool {
    text.len() <= units_max || text.trim().encode_utf16().count() <= units_max
}

#[derive(Serialize)]
struct TextBody<'a> {
    chat_id: i64,
    text: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    entities: &'a [Entity],
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Markup<'a>>,
}

fn text_call(chat_id: i64, piece: &Piece<'_>, reply_markup: Option<Markup<'_>>) -> ApiCall {
    let body = TextBody { chat_id, text: piece.text, entities: &piece.entities, reply_markup };
    ApiCall::new("sendMessage", &body)
}
