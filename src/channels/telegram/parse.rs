//! From updates of the Bot API to what the engine takes. Reads only the members it needs; whatever it does
//! not understand is acknowledged and forgotten.

use crate::engine::{Input, command_of};
use crate::flow::Attached;
use crate::model::Decimal;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::borrow::Cow;

/// An update, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update<'a> {
    /// Its number; the next poll asks for numbers above.
    pub id: i64,
    /// A press that must be answered, also when nothing else comes of it.
    pub press_id: Option<Cow<'a, str>>,
    /// What happened in a private chat; `None` for everything that a bot does not react to.
    pub event: Option<Event<'a>>,
}

/// Something that a subscriber did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// The private chat, which is also the person's number.
    pub chat_id: i64,
    /// What the messenger says of the person.
    pub profile: Profile<'a>,
    /// What the person did.
    pub incoming: Incoming<'a>,
}

/// What the messenger says of a person; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile<'a> {
    /// Given name.
    pub first_name: Cow<'a, str>,
    /// Family name.
    pub last_name: Cow<'a, str>,
    /// Public name without `@`.
    pub username: Cow<'a, str>,
    /// IETF language tag of the application.
    pub language: Cow<'a, str>,
}

/// An input of the engine that owns or borrows its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming<'a> {
    /// See [`Input::Text`].
    Text(Cow<'a, str>),
    /// See [`Input::Command`].
    Command {
        /// Lower case, without the slash and the bot's name.
        name: String,
        /// The rest, trimmed.
        args: String,
    },
    /// See [`Input::Press`].
    Press(Cow<'a, str>),
    /// See [`Input::Media`]; the id by which the file can be fetched, and its caption.
    Media(Attached, Cow<'a, str>, Cow<'a, str>),
    /// See [`Input::Location`]: degrees north and east.
    Location(Decimal, Decimal),
    /// See [`Input::Contact`].
    Contact(Cow<'a, str>),
    /// See [`Input::Blocked`].
    Blocked,
}

impl Incoming<'_> {
    /// The same for the engine.
    pub fn input(&self) -> Input<'_> {
        match self {
            Self::Text(text) => Input::Text(text),
            Self::Command { name, args } => Input::Command { name, args },
            Self::Press(payload) => Input::Press(payload),
            Self::Media(kind, file, caption) => Input::Media { kind: *kind, file, caption },
            Self::Location(lat, lon) => Input::Location { lat: *lat, lon: *lon },
            Self::Contact(phone) => Input::Contact { phone },
            Self::Blocked => Input::Blocked,
        }
    }
}

/// Reads the answer to `getUpdates`. `None` when it is not one; an update that cannot be read is passed over.
pub fn parse_updates(answer: &[u8]) -> Option<Vec<Update<'_>>> {
    if let Ok(answer) = serde_json::from_slice::<RawAnswer<'_>>(answer) {
        return Some(answer.result.into_iter().map(update_of).collect());
    }
    // One update of an unknown shape must not hold up the others.
    let answer: LooseAnswer = serde_json::from_slice(answer).ok()?;
    Some(answer.result.into_iter().filter_map(loose_update_of).collect())
}

/// Reads one update. `None` when it has no number.
pub fn parse_update(json: &[u8]) -> Option<Update<'_>> {
    match serde_json::from_slice::<RawUpdate<'_>>(json) {
        Ok(raw) => Some(update_of(raw)),
        Err(_) => loose_update_of(serde_json::from_slice(json).ok()?),
    }
}

fn loose_update_of(value: serde_json::Value) -> Option<Update<'static>> {
    let id = value.get("update_id")?.as_i64()?;
    let update = RawUpdate::deserialize(&value).ok().map(|raw| update_of(raw).into_owned());
    Some(update.unwrap_or(Update { id, press_id: None, event: None }))
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

impl Update<'_> {
    fn into_owned(self) -> Update<'static> {
        Update {
            id: self.id,
            press_id: self.press_id.map(owned),
            event: self.event.map(|event| Event {
                chat_id: event.chat_id,
                profile: event.profile.into_owned(),
                incoming: event.incoming.into_owned(),
            }),
        }
    }
}

impl Profile<'_> {
    fn into_owned(self) -> Profile<'static> {
        Profile {
            first_name: owned(self.first_name),
            last_name: owned(self.last_name),
            username: owned(self.username),
            language: owned(self.language),
        }
    }
}

impl Incoming<'_> {
    fn into_owned(self) -> Incoming<'static> {
        match self {
            Self::Text(text) => Incoming::Text(owned(text)),
            Self::Command { name, args } => Incoming::Command { name, args },
            Self::Press(payload) => Incoming::Press(owned(payload)),
            Self::Media(kind, file, caption) => Incoming::Media(kind, owned(file), owned(caption)),
            Self::Location(lat, lon) => Incoming::Location(lat, lon),
            Self::Contact(phone) => Incoming::Contact(owned(phone)),
            Self::Blocked => Incoming::Blocked,
        }
    }
}

#[derive(Deserialize)]
struct RawAnswer<'a> {
    #[serde(borrow)]
    result: Vec<RawUpdate<'a>>,
}

#[derive(Deserialize)]
struct LooseAnswer {
    result: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct RawUpdate<'a> {
    update_id: i64,
    #[serde(borrow)]
    message: Option<RawMessage<'a>>,
    #[serde(borrow)]
    callback_query: Option<RawPress<'a>>,
    #[serde(borrow)]
    my_chat_member: Option<RawMember<'a>>,
}

#[derive(Deserialize)]
struct RawMessage<'a> {
    #[serde(borrow)]
    from: Option<RawUser<'a>>,
    #[serde(borrow)]
    chat: RawChat<'a>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    caption: Option<Text<'a>>,
    #[serde(borrow)]
    dice: Option<RawDice<'a>>,
    #[serde(borrow)]
    photo: Option<Vec<RawFile<'a>>>,
    #[serde(borrow)]
    document: Option<RawFile<'a>>,
    #[serde(borrow)]
    sticker: Option<RawFile<'a>>,
    #[serde(borrow)]
    voice: Option<RawFile<'a>>,
    #[serde(borrow)]
    audio: Option<RawFile<'a>>,
    #[serde(borrow)]
    video: Option<RawFile<'a>>,
    #[serde(borrow)]
    video_note: Option<RawFile<'a>>,
    #[serde(borrow)]
    animation: Option<RawFile<'a>>,
    #[serde(borrow)]
    contact: Option<RawContact<'a>>,
    location: Option<RawLocation>,
    poll: Option<IgnoredAny>,
    story: Option<IgnoredAny>,
    paid_media: Option<IgnoredAny>,
}

/// A text that borrows where the JSON has no escapes in it.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
struct RawDice<'a> {
    #[serde(borrow)]
    emoji: Text<'a>,
}

#[derive(Deserialize)]
struct RawFile<'a> {
    #[serde(borrow)]
    file_id: Text<'a>,
}

#[derive(Deserialize)]
struct RawContact<'a> {
    /// Whose number it is, when that person is in Telegram.
    user_id: Option<i64>,
    #[serde(borrow)]
    phone_number: Text<'a>,
}

#[derive(Deserialize)]
struct RawLocation {
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
struct RawPress<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    from: RawUser<'a>,
    #[serde(borrow)]
    message: Option<RawPlace<'a>>,
    #[serde(borrow)]
    data: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct RawPlace<'a> {
    #[serde(borrow)]
    chat: RawChat<'a>,
}

#[derive(Deserialize)]
struct RawMember<'a> {
    #[serde(borrow)]
    chat: RawChat<'a>,
    #[serde(borrow)]
    from: RawUser<'a>,
    #[serde(borrow)]
    new_chat_member: RawStatus<'a>,
}

#[derive(Deserialize)]
struct RawStatus<'a> {
    #[serde(borrow)]
    status: Text<'a>,
}

#[derive(Deserialize)]
struct RawChat<'a> {
    id: i64,
    #[serde(rename = "type", borrow)]
    kind: Text<'a>,
}

impl RawChat<'_> {
    fn is_private(&self) -> bool {
        self.kind.0 == "private"
    }
}

#[derive(Default, Deserialize)]
struct RawUser<'a> {
    #[serde(default)]
    id: i64,
    #[serde(borrow)]
    first_name: Option<Text<'a>>,
    #[serde(borrow)]
    last_name: Option<Text<'a>>,
    #[serde(borrow)]
    username: Option<Text<'a>>,
    #[serde(borrow)]
    language_code: Option<Text<'a>>,
}

impl<'a> RawUser<'a> {
    fn profile(self) -> Profile<'a> {
        let text = |text: Option<Text<'a>>| text.map(|text| text.0).unwrap_or_default();
        Profile {
            first_name: text(self.first_name),
            last_name: text(self.last_name),
            username: text(self.username),
            language: text(self.language_code),
        }
    }
}

fn update_of(raw: RawUpdate<'_>) -> Update<'_> {
    let id = raw.update_id;
    if let Some(press) = raw.callback_query {
        return press_of(id, press);
    }
    let event = match (raw.message, raw.my_chat_member) {
        (Some(message), _) => message_of(message),
        (None, Some(member)) => member_of(member),
        (None, None) => None,
    };
    Update { id, press_id: None, event }
}

fn press_of(id: i64, press: RawPress<'_>) -> Update<'_> {
    // A message that is too old to be shown comes without its chat; a private chat has its person's number.
    let private = press.message.as_ref().is_none_or(|message| message.chat.is_private());
    let chat_id = press.message.as_ref().map_or(press.from.id, |message| message.chat.id);
    let profile = press.from.profile();
    let event = press.data.filter(|_| private).map(|data| Event {
        chat_id,
        profile,
        incoming: Incoming::Press(data.0),
    });
    Update { id, press_id: Some(press.id.0), event }
}

fn message_of(mut message: RawMessage<'_>) -> Option<Event<'_>> {
    if !message.chat.is_private() {
        return None;
    }
    // Telegram turns a lone 🎲, 🎯 or 🏀 into dice; to the person it is the emoji that was typed.
    let text = message.text.take().or(message.dice.take().map(|dice| dice.emoji));
    let (chat_id, from) = (message.chat.id, message.from.take());
    let sender = from.as_ref().map(|from| from.id);
    let incoming = match text {
        Some(text) => match command_of(&text.0) {
            Some((name, args)) => Incoming::Command { name, args: args.to_owned() },
            None => Incoming::Text(text.0),
        },
        None => sent(message, sender)?,
    };
    Some(Event { chat_id, profile: from.unwrap_or_default().profile(), incoming })
}

/// What is not words. A venue comes with its location, an animation with its document.
fn sent(sent: RawMessage<'_>, sender: Option<i64>) -> Option<Incoming<'_>> {
    if let Some(RawLocation { latitude, longitude }) = sent.location {
        return Some(Incoming::Location(degrees(latitude)?, degrees(longitude)?));
    }
    if let Some(contact) = sent.contact {
        // The card of somebody else says that person's number: words, never the subscriber's own telephone.
        let is_own = contact.user_id.is_some() && contact.user_id == sender;
        let number = contact.phone_number.0;
        return Some(if is_own { Incoming::Contact(number) } else { Incoming::Text(number) });
    }
    let caption = sent.caption.map(|caption| caption.0).unwrap_or_default();
    let largest = sent.photo.and_then(|mut sizes| sizes.pop());
    let files = [
        (largest, Attached::Image),
        (sent.sticker, Attached::Sticker),
        (sent.voice, Attached::Voice),
        (sent.audio, Attached::Audio),
        (sent.video, Attached::Video),
        (sent.video_note, Attached::Video),
        (sent.animation, Attached::Video),
        (sent.document, Attached::File),
    ];
    let file = files.into_iter().find_map(|(file, kind)| Some((file?, kind)));
    if let Some((file, kind)) = file {
        return Some(Incoming::Media(kind, file.file_id.0, caption));
    }
    let other = sent.poll.or(sent.story).or(sent.paid_media);
    other.map(|_| Incoming::Media(Attached::File, Cow::Borrowed(""), caption))
}

/// Degrees with six places, about a tenth of a metre.
fn degrees(number: f64) -> Option<Decimal> {
    Decimal::parse(&format!("{number:.6}"))
}

fn member_of(member: RawMember<'_>) -> Option<Event<'_>> {
    let blocked = member.chat.is_private() && member.new_chat_member.status.0 == "kicked";
    blocked.then(|| Event {
        chat_id: member.chat.id,
        profile: member.from.profile(),
        incoming: Incoming::Blocked,
    })
}
