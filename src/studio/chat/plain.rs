//! A message where there is nothing but text: numbers stand for buttons, addresses for links and files.

use crate::channels::Styles;
use crate::emulator::{OwnedButton, OwnedExtra, OwnedReply};
use crate::engine::payload_of;

/// The whole message as one text. Numbers count as the engine counts them: the author's buttons in their order,
/// then the items of the subscriber's list.
pub(super) fn text_of(reply: &OwnedReply) -> String {
    let mut lines = Vec::new();
    lines.extend(reply.media.iter().map(|media| format!("📎 {}", media.path)));
    if !reply.text.is_empty() {
        // Addresses alone survive of what was formed.
        lines.push(Styles::NONE.shown(&reply.text, &reply.spans).0.into_owned());
    }
    match &reply.extra {
        Some(OwnedExtra::Location { lat, lon, title, address }) => {
            let parts = [title.clone(), address.clone(), format!("{lat}, {lon}")];
            lines.push(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "));
        }
        Some(OwnedExtra::Contact { phone, name }) => lines.push(format!("{name} {phone}").trim().to_owned()),
        None => {}
    }
    for card in &reply.cards {
        lines.push(format!("• {}", card.title));
        lines.extend(Some(card.text.clone()).filter(|text| !text.is_empty()));
    }
    let choices = numbered(reply);
    if !choices.is_empty() && !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(choices.iter().enumerate().map(|(at, label)| format!("{}. {label}", at + 1)));
    lines.extend(buttons(reply).filter_map(link_line));
    lines.join("\n")
}

fn buttons(reply: &OwnedReply) -> impl Iterator<Item = &OwnedButton> {
    let cards = reply.cards.iter().flat_map(|card| &card.buttons);
    reply.rows.iter().flatten().chain(cards).chain(reply.quick.iter().flatten())
}

/// Captions that a number chooses, in the order of the numbers.
fn numbered(reply: &OwnedReply) -> Vec<&str> {
    let pressed = buttons(reply).filter(|button| button.url.is_none() && button.request.is_none());
    let is_item = |button: &OwnedButton| {
        payload_of(&button.payload).is_some_and(|payload| payload.key.starts_with('*'))
    };
    let (items, own): (Vec<_>, Vec<_>) = pressed.partition(|button| is_item(button));
    own.into_iter().chain(items).map(|button| button.label.as_str()).collect()
}

fn link_line(button: &OwnedButton) -> Option<String> {
    button.url.as_ref().map(|url| format!("{}: {url}", button.label))
}
