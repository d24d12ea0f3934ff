//! From a neutral reply to calls of the Bot API. Pure and total: any reply gives calls that Telegram accepts,
//! and what could not be carried over is said in [`Loss`].

use super::chop::{Entity, Piece, chop};
use super::keyboard::{Markup, keyboard};
use super::{ApiCall, CAPS, Upload};
use crate::engine::ReplyView;
use crate::flow::MediaKind;
use crate::model::Label;
use serde::Serialize;

/// Calls that show a reply, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The calls; none when there is nothing to show.
    pub calls: Vec<ApiCall>,
    /// What looks other than the author meant.
    pub losses: Vec<Loss>,
}

/// A way in which a rendered reply differs from what the author meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// Neither text nor media: nothing is sent, not even the buttons.
    Empty,
    /// The text went out as several messages.
    TextCut,
    /// The text went out as a message of its own below the picture or file.
    CaptionApart,
    /// Quick replies became inline buttons, because the message has inline buttons already.
    QuickAsButtons,
    /// Too many buttons in a row: the row was broken.
    RowBroken,
    /// More buttons than a message holds: the last ones are missing.
    ButtonsDropped,
    /// A caption was empty or very long and was changed.
    LabelChanged,
    /// An address that Telegram refuses: its button is missing.
    UrlRefused,
}

impl Loss {
    /// What happened, in one sentence.
    pub const fn label(self) -> Label {
        match self {
            Self::Empty => Label::new(
                "Нет ни текста, ни вложения: сообщение не отправлено",
                "Neither text nor attachment: the message is not sent",
            ),
            Self::TextCut => {
                Label::new("Длинный текст разбит на части", "The long text is sent in several messages")
            }
            Self::CaptionApart => Label::new(
                "Длинная подпись ушла отдельным сообщением",
                "The long caption is sent as a message of its own",
            ),
            Self::QuickAsButtons => Label::new(
                "Быстрые ответы показаны кнопками под сообщением",
                "Quick replies are shown as buttons under the message",
            ),
            Self::RowBroken => Label::new("Длинный ряд кнопок разбит", "A long row of buttons is broken"),
            Self::ButtonsDropped => {
                Label::new("Лишние кнопки не показаны", "Buttons beyond the limit are not shown")
            }
            Self::LabelChanged => Label::new(
                "Пустая или очень длинная надпись кнопки изменена",
                "An empty or very long caption is changed",
            ),
            Self::UrlRefused => Label::new(
                "Кнопка с неверным адресом не показана",
                "A button with a wrong address is not shown",
            ),
        }
    }
}

/// Renders a reply for a chat.
///
/// A text over the limit is cut into several messages and the keyboard stands under the last; a caption over
/// the limit goes out below the media; quick replies beside inline buttons become inline buttons.
pub fn render(view: &ReplyView<'_>, chat_id: i64) -> Rendered {
    let mut losses = Vec::new();
    let mut markup = keyboard(view, &mut losses);
    let caption_max = CAPS.caption.map_or(0, |limit| limit.max);
    let as_caption = !view.media.is_empty() && fits(view.text, caption_max);
    let units_max = if as_caption { caption_max } else { CAPS.text.max };
    let pieces = chop(view.text, view.spans, units_max);
    let mut calls = Vec::with_capacity(pieces.len() + view.media.len());
    for (index, media) in view.media.iter().enumerate() {
        let is_last = index + 1 == view.media.len();
        let caption = if as_caption && is_last { pieces.first() } else { None };
        let alone = is_last && (as_caption || pieces.is_empty());
        losses.extend((is_last && !alone).then_some(Loss::CaptionApart));
        calls.push(media_call(
            chat_id,
            media.kind,
            &media.path,
            caption,
            if alone { markup.take() } else { None },
        ));
    }
    let pieces = if as_caption { &[] } else { pieces.as_slice() };
    for (index, piece) in pieces.iter().enumerate() {
        let last = index + 1 == pieces.len();
        calls.push(text_call(chat_id, piece, if last { markup.take() } else { None }));
    }
    losses.extend((pieces.len() > 1).then_some(Loss::TextCut));
    if calls.is_empty() {
        losses = vec![Loss::Empty];
    }
    losses.sort_unstable();
    losses.dedup();
    Rendered { calls, losses }
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

#[derive(Serialize)]
struct MediaBody<'a> {
    chat_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    photo: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    caption_entities: &'a [Entity],
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Markup<'a>>,
}

fn media_call(
    chat_id: i64,
    kind: MediaKind,
    path: &str,
    caption: Option<&Piece<'_>>,
    reply_markup: Option<Markup<'_>>,
) -> ApiCall {
    let (method, field) = match kind {
        MediaKind::Image => ("sendPhoto", "photo"),
        MediaKind::Video | MediaKind::Audio | MediaKind::Voice | MediaKind::File => {
            ("sendDocument", "document")
        }
    };
    let place = Upload::placeholder(field);
    let body = MediaBody {
        chat_id,
        photo: (kind == MediaKind::Image).then_some(&place),
        document: (kind != MediaKind::Image).then_some(&place),
        caption: caption.map(|piece| piece.text),
        caption_entities: caption.map_or(&[], |piece| &piece.entities),
        reply_markup,
    };
    let upload = Upload { field, path: path.to_owned() };
    ApiCall { upload: Some(upload), ..ApiCall::new(method, &body) }
}
