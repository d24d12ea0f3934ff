//! A message where there is nothing but text: numbers stand for buttons, addresses for links and files.

use crate::channels::Styles;
use crate::emulator::{OwnedButton, OwnedExtra, OwnedReply};

/// The whole message as one text. Numbers count as the engine counts them: buttons in the order in which they
/// are shown, the items of a list among them.
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
    let buttons = choices(reply);
    if buttons.iter().any(|(_, button)| button.url.is_none()) && !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(buttons.iter().map(|(place, button)| match (&button.url, *place) {
        (None, place) => format!("{place}. {}", button.label),
        (Some(url), 0) => format!("{}: {url}", button.label),
        (Some(url), place) => format!("{place}. {}: {url}", button.label),
    }));
    lines.join("\n")
}

/// Buttons that can be used without being pressed, each with its number; 0 where there is nothing to choose.
fn choices(reply: &OwnedReply) -> Vec<(usize, &OwnedButton)> {
    let cards = reply.cards.iter().flat_map(|card| &card.buttons);
    let all: Vec<_> = cards.chain(reply.rows.iter().flatten()).chain(reply.quick.iter().flatten()).collect();
    let chooses = all.iter().any(|button| button.url.is_none() && button.request.is_none());
    let place = |at| if chooses { at + 1 } else { 0 };
    let usable = all.into_iter().enumerate().filter(|(_, button)| button.request.is_none());
    usable.map(|(at, button)| (place(at), button)).collect()
}
