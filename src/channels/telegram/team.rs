//! The chat of the team: what the bot tells there and what the team does. A message about a subscriber begins
//! with `#id` and the subscriber's number, so that an answer to it needs no memory: who is meant stands in the
//! message that it answers.

use super::call::ApiCall;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What of an update concerns the team: where it was said and about whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The chat.
    pub chat: i64,
    /// The message.
    pub message: i64,
    /// The subscriber of the message that this one answers.
    pub about: Option<i64>,
    /// The subscriber whom a pressed button gives back to the bot.
    pub done: Option<i64>,
    /// Whether it asks which number the chat has.
    pub asks: bool,
}

/// The command that asks which number a chat has.
const ASK: &str = "/team";

/// Whether an answer to `getUpdates` may hold the command that asks which number a chat has.
pub fn asks_for_chat(answer: &[u8]) -> bool {
    answer.windows(ASK.len()).any(|bytes| bytes == ASK.as_bytes())
}

/// Begins the data of the button that gives a subscriber back to the bot.
const DONE: &str = "desk.done.";
/// Most characters of a message that the bot writes to the team; Telegram takes 4,096 UTF-16 units.
const TEXT_MAX: usize = 2_000;

/// Marks of the updates in an answer to `getUpdates`, by the number of the update.
pub fn marks(answer: &[u8]) -> BTreeMap<i64, Mark> {
    let Ok(answer) = serde_json::from_slice::<RawAnswer>(answer) else { return BTreeMap::new() };
    let mark = |value: serde_json::Value| {
        let raw = RawUpdate::deserialize(value).ok()?;
        Some((raw.update_id, mark_of(raw)?))
    };
    answer.result.into_iter().filter_map(mark).collect()
}

fn mark_of(raw: RawUpdate) -> Option<Mark> {
    let (message, data) = match (raw.message, raw.callback_query) {
        (Some(message), _) => (message, None),
        (None, Some(press)) => (press.message?, press.data),
        (None, None) => return None,
    };
    let asks = data.is_none() && message.text.as_deref().is_some_and(|text| text.starts_with(ASK));
    let answered = message.reply_to_message.and_then(|answered| answered.text.or(answered.caption));
    Some(Mark {
        chat: message.chat.id,
        message: message.message_id,
        about: answered.as_deref().and_then(subscriber_of),
        done: data.as_deref().and_then(|data| data.strip_prefix(DONE)?.parse().ok()),
        asks,
    })
}

/// The subscriber whom a message of the bot to the team is about.
fn subscriber_of(text: &str) -> Option<i64> {
    let number = text.strip_prefix("#id")?;
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number.get(..end)?.parse().ok()
}

/// How a message about a subscriber begins.
pub fn about(subscriber: i64) -> String {
    format!("#id{subscriber}")
}

/// Tells the team something; `done` is the caption of a button that gives this subscriber back to the bot.
pub fn tell_team(team: i64, text: &str, done: Option<(&str, i64)>) -> ApiCall {
    let button = |(label, subscriber): (&str, i64)| Keyboard {
        inline_keyboard: [[Button { text: label.to_owned(), callback_data: format!("{DONE}{subscriber}") }]],
    };
    let text = match text.char_indices().nth(TEXT_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    };
    ApiCall::new("sendMessage", &ToTeam { chat_id: team, text, reply_markup: done.map(button) })
}

/// Says in one chat what was said in another, whatever it is, without naming who said it.
pub fn copy(to: i64, from: i64, message: i64) -> ApiCall {
    ApiCall::new("copyMessage", &Copy { chat_id: to, from_chat_id: from, message_id: message })
}

#[derive(Serialize)]
struct ToTeam {
    chat_id: i64,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Keyboard>,
}

#[derive(Serialize)]
struct Keyboard {
    inline_keyboard: [[Button; 1]; 1],
}

#[derive(Serialize)]
struct Button {
    text: String,
    callback_data: String,
}

#[derive(Serialize)]
struct Copy {
    chat_id: i64,
    from_chat_id: i64,
    message_id: i64,
}

#[derive(Deserialize)]
struct RawAnswer {
    result: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct RawUpdate {
    update_id: i64,
    message: Option<RawMessage>,
    callback_query: Option<RawPress>,
}

#[derive(Deserialize)]
struct RawMessage {
    message_id: i64,
    chat: RawChat,
    text: Option<String>,
    reply_to_message: Option<RawAnswered>,
}

#[derive(Deserialize)]
struct RawChat {
    id: i64,
}

#[derive(Deserialize)]
struct RawAnswered {
    text: Option<String>,
    caption: Option<String>,
}

#[derive(Deserialize)]
struct RawPress {
    message: Option<RawMessage>,
    data: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_how_the_message_begins_says_whom_it_is_about() {
        assert_eq!(subscriber_of("#id42 Анна: #id77"), Some(42));
        assert_eq!(subscriber_of("#id42"), Some(42));
        for text in ["Анна #id77", "#id", "#idx", "#id99999999999999999999", ""] {
            assert_eq!(subscriber_of(text), None, "{text}");
        }
    }
}
