//! Keyboards: inline buttons under a message, quick replies in place of the phone's keyboard.

use super::CAPS;
use super::Loss;
use crate::channels::Limit;
use crate::engine::{Payload, ReplyView, ViewButton};
use crate::flow::{LinkKind, Request, push_encoded};
use serde::{Serialize, Serializer};

/// The keyboard of a message. Telegram takes one of the two, never both.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Markup<'a> {
    /// Under the message.
    Inline {
        /// Rows of buttons.
        inline_keyboard: Vec<Vec<InlineButton<'a>>>,
    },
    /// In place of the phone's keyboard; a press sends the caption as text.
    Reply {
        /// Rows of captions.
        keyboard: Vec<Vec<QuickButton>>,
        /// As low as the captions allow.
        resize_keyboard: bool,
        /// Gone after a press.
        one_time_keyboard: bool,
    },
}

#[derive(Serialize)]
pub(super) struct InlineButton<'a> {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "payload_text")]
    callback_data: Option<Payload<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_text: Option<CopyText<'a>>,
}

#[derive(Serialize)]
struct CopyText<'a> {
    text: &'a str,
}

#[derive(Serialize)]
pub(super) struct QuickButton {
    text: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    request_contact: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    request_location: bool,
}

fn payload_text<S: Serializer>(payload: &Option<Payload<'_>>, serializer: S) -> Result<S::Ok, S::Error> {
    match payload {
        Some(payload) => serializer.collect_str(payload),
        None => serializer.serialize_none(),
    }
}

/// The keyboard of a reply; `None` when it has no button that Telegram takes.
pub(super) fn keyboard<'a>(view: &ReplyView<'a>, losses: &mut Vec<Loss>) -> Option<Markup<'a>> {
    if view.rows.iter().all(Vec::is_empty) {
        let keyboard = laid_out(view.quick.iter().map(Vec::as_slice), CAPS.quick, losses, quick_of);
        let shown = Markup::Reply { keyboard, resize_keyboard: true, one_time_keyboard: true };
        return view.quick.iter().any(|row| !row.is_empty()).then_some(shown);
    }
    losses.extend(view.quick.iter().any(|row| !row.is_empty()).then_some(Loss::QuickAsButtons));
    inline(view.rows.iter().chain(&view.quick).map(Vec::as_slice), losses)
}

/// Inline buttons in rows; `None` when there is none that Telegram takes.
pub(super) fn inline<'a: 'v, 'v>(
    rows: impl Iterator<Item = &'v [ViewButton<'a>]>,
    losses: &mut Vec<Loss>,
) -> Option<Markup<'a>> {
    let inline_keyboard = laid_out(rows, CAPS.buttons, losses, inline_of);
    (!inline_keyboard.is_empty()).then_some(Markup::Inline { inline_keyboard })
}

/// Builds every button that can be built, breaks long rows and drops what is over the limit.
fn laid_out<'a: 'v, 'v, B>(
    rows: impl Iterator<Item = &'v [ViewButton<'a>]>,
    limit: Option<Limit>,
    losses: &mut Vec<Loss>,
    build: fn(&ViewButton<'a>, &mut Vec<Loss>) -> Option<B>,
) -> Vec<Vec<B>> {
    let mut room = limit.map_or(0, |limit| limit.max);
    let row_max = CAPS.row.map_or(usize::MAX, |limit| limit.max).max(1);
    let mut laid = Vec::new();
    for row in rows {
        let mut built: Vec<_> = row.iter().filter_map(|button| build(button, losses)).collect();
        losses.extend((built.len() > room).then_some(Loss::ButtonsDropped));
        built.truncate(room);
        room -= built.len();
        losses.extend((built.len() > row_max).then_some(Loss::RowBroken));
        while built.len() > row_max {
            let rest = built.split_off(row_max);
            laid.push(std::mem::replace(&mut built, rest));
        }
        laid.extend((!built.is_empty()).then_some(built));
    }
    laid
}

fn quick_of(button: &ViewButton<'_>, losses: &mut Vec<Loss>) -> Option<QuickButton> {
    Some(QuickButton {
        text: caption_of(button.label, losses),
        request_contact: button.request == Some(Request::Contact),
        request_location: button.request == Some(Request::Location),
    })
}

fn inline_of<'a>(button: &ViewButton<'a>, losses: &mut Vec<Loss>) -> Option<InlineButton<'a>> {
    if button.request.is_some() {
        losses.push(Loss::RequestRefused);
        return None;
    }
    let text = caption_of(button.label, losses);
    let bare = InlineButton { text, callback_data: None, url: None, copy_text: None };
    let Some(url) = button.url else { return press_of(button, bare, losses) };
    match button.link {
        // The number stands in the text, see `with_numbers` of rendering.
        LinkKind::Call => None,
        LinkKind::Copy => {
            let text = url.trim();
            let fits = (1..=COPY_CHARS_MAX).contains(&text.encode_utf16().count());
            losses.extend((!fits).then_some(Loss::CopyRefused));
            fits.then_some(InlineButton { copy_text: Some(CopyText { text }), ..bare })
        }
        LinkKind::Share => Some(InlineButton { url: Some(share_url(url)), ..bare }),
        LinkKind::Open => {
            let url = accepted_url(url);
            losses.extend(url.is_none().then_some(Loss::UrlRefused));
            url.map(|url| InlineButton { url: Some(url), ..bare })
        }
    }
}

fn press_of<'a>(
    button: &ViewButton<'a>,
    bare: InlineButton<'a>,
    losses: &mut Vec<Loss>,
) -> Option<InlineButton<'a>> {
    // Three numbers of at most seven digits and three dots; only a foreign key could make it longer.
    let fits = button.payload.key.len() + 24 <= CAPS.press_payload.max
        || button.payload.to_string().len() <= CAPS.press_payload.max;
    losses.extend((!fits).then_some(Loss::ButtonsDropped));
    fits.then_some(InlineButton { callback_data: Some(button.payload), ..bare })
}

/// Longest text that a button copies (core.telegram.org/bots/api#copytextbutton of 2026-06-11, 1–256 characters).
const COPY_CHARS_MAX: usize = 256;

/// A link that opens the list of chats with a text to send (core.telegram.org/api/links#share-links). It must
/// name an address; the last one in the text is it, and a text without one stands in its place.
fn share_url(text: &str) -> String {
    let text = text.trim();
    let address = text.split_whitespace().rev().find(|word| accepted_url(word).is_some());
    let mut url = "https://t.me/share/url?url=".to_owned();
    push_encoded(&mut url, address.unwrap_or(text));
    let rest = address.and_then(|address| text.strip_suffix(address)).unwrap_or(text).trim_end();
    if address.is_some() && !rest.is_empty() {
        url += "&text=";
        push_encoded(&mut url, rest);
    }
    url
}

/// A caption is not limited by Telegram, but an endless one, say a subscriber's answer inside a caption, makes
/// the whole message fail; people see about 40 characters anyway.
const CAPTION_CHARS_MAX: usize = 64;

fn caption_of(label: &str, losses: &mut Vec<Loss>) -> String {
    let trimmed = label.trim();
    if trimmed.is_empty() {
        losses.push(Loss::LabelChanged);
        return "…".to_owned();
    }
    match trimmed.char_indices().nth(CAPTION_CHARS_MAX) {
        None => trimmed.to_owned(),
        Some(_) => {
            losses.push(Loss::LabelChanged);
            trimmed.chars().take(CAPTION_CHARS_MAX - 1).chain(['…']).collect()
        }
    }
}

/// An address that Telegram takes for a button: `https`, `http` and `tg` with something that looks like a
/// host, or a bare host, which gets `https`.
pub(super) fn accepted_url(url: &str) -> Option<String> {
    let url = url.trim();
    if url.is_empty() || url.contains(char::is_whitespace) || url.contains(char::is_control) {
        return None;
    }
    let lower = url.to_ascii_lowercase();
    if lower.starts_with("tg://") {
        return (url.len() > "tg://".len()).then(|| url.to_owned());
    }
    let bare = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = bare.unwrap_or(&lower).split(['/', '?', '#']).next()?;
    let name = host.split(':').next()?;
    let inner_dot = name.split('.').count() > 1 && name.split('.').all(|label| !label.is_empty());
    match (inner_dot && !host.contains('@'), bare) {
        (false, _) => None,
        (true, Some(_)) => Some(url.to_owned()),
        // What looks like a scheme that is not ours, such as `mailto:`.
        (true, None) => (!host.contains(':')).then(|| format!("https://{url}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_names_an_address_and_a_text() {
        for (text, url) in [
            (
                "Пойдём? t.me/a",
                "https://t.me/share/url?url=t.me%2Fa&text=%D0%9F%D0%BE%D0%B9%D0%B4%D1%91%D0%BC%3F",
            ),
            ("https://a.ru", "https://t.me/share/url?url=https%3A%2F%2Fa.ru"),
            ("a b", "https://t.me/share/url?url=a%20b"),
        ] {
            assert_eq!(share_url(text), url);
        }
    }

    #[test]
    fn only_addresses_that_telegram_takes_become_buttons() {
        for (url, accepted) in [
            ("https://a.ru/x?y=1#z", Some("https://a.ru/x?y=1#z")),
            ("HTTP://a.ru", Some("HTTP://a.ru")),
            (" a.ru/x ", Some("https://a.ru/x")),
            ("tg://resolve?domain=a", Some("tg://resolve?domain=a")),
            ("https://пример.рф", Some("https://пример.рф")),
            ("https://localhost", None),
            ("https://a..ru", None),
            ("mailto:a@b.ru", None),
            ("tel:+7999", None),
            ("javascript:alert(1)", None),
            ("a b.ru", None),
            ("", None),
            ("tg://", None),
        ] {
            assert_eq!(accepted_url(url).as_deref(), accepted, "{url}");
        }
    }
}
