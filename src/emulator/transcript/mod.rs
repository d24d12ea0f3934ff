//! Conversations as text: the `.chat` files of a project's `tests/`. The same text shows what was said and
//! tests that it is said again.
//!
//! ```text
//! # Получает чек-лист по QR и проходит квиз        the title; other lines with # are comments
//! @ 2026-11-23 10:02 Europe/Moscow                 start of the virtual clock
//! @ first_name: Анна                               sets a field; so do @ tag: лид, @ untag: лид,
//!                                                  @ channel: telegram, @ subscriber: 7 (decides splits)
//! > /start checklist                               the subscriber types, follows a link,
//! < {cover.png}                                    the bot says: picture or file,
//!   Привет, Анна!                                  text on as many lines as it has,
//!
//!   Это чек-лист.
//!   [Получить] [Сайт → https://example.com]        inline buttons row by row,
//!   (Да) (Нет)                                     quick replies row by row
//! > [Получить]                                     presses a button of the latest message that has it;
//!                                                  [Получить] ^1 of the one before that
//! > (Да)                                           presses a quick reply
//! > {image photo.jpg}                              sends a picture, {voice}, {sticker}, {video}, {audio}, {file};
//!                                                  {image photo.jpg: Хочу такой} with words below it;
//!                                                  {location 55.75, 37.61}, {contact +79991234567};
//!                                                  {blocked} blocks the bot
//! * comment (post-1) Хочу                          something happens outside the chat: an event, what it is
//!                                                  about, what came with it; * human_done ends a person's turn
//! + 1d                                             time passes: 30s, 1h 30m, 2d, 1mo; + next to the next timer;
//!                                                  @ 2026-11-24 10:00 to a moment
//! -- 2026-11-24 10:02 --                           the time, where it has changed, in the zone of the first line
//! ! POST https://crm.example/lead {"name":"Анна"}  the bot asks the outside world
//! = 200 {"id":"L-1"}                               which answers; or = timeout, = unreachable
//! ! payment invoice shop {"amount":"990"}          asks somebody other than the web, who answers by name:
//! = ok {"link":"https://pay.example/1"}            = ok {…}, = declined, = timeout
//! ! pool take promo → ok {"code":"A1"}             what subscribers share is answered at once by the emulator:
//!                                                  pools, counters, calendars, stock, desk; {"slots":[12]} is a
//!                                                  list of 12
//! * other (pool take promo) {}                     another subscriber asks for it, in front of this one
//! ! → analytics goal order {"value":"990"}         tells somebody and waits for no answer
//! ? score = 12                                     looks at a field; ? #лид, ? нет #лид at tags,
//!                                                  ? waits: Вопрос at blocks, ? ended, ? unsubscribed
//! . dead end                                       what is not a message: . old button, . already pressed,
//!                                                  . ticked Сыр, . unticked Сыр, . ignored, . unheard,
//!                                                  . left to a person, . postponed, . no consent,
//!                                                  . endless loop, . lost block, . too many timers,
//!                                                  . no answer in time
//! < {card Кружка: 590 ₽ | kruzhka.png}             a card with its text and picture, its buttons below;
//!   [В корзину]                                    {location 55.7, 37.6: Центр, ул. Мира, 1}, {contact +7…: Имя}
//! ```
//!
//! A record goes on in lines that begin with two spaces. `\` before a line makes it text that would otherwise
//! be a button, and keeps an empty last line; `\` after a line keeps white space at its end. In captions `\`
//! stands before `]`, `)`, `→` and itself, `\n` is a new line.
//!
//! Playing takes the lines with `@ > + = *` as inputs, prints the rest anew and compares line by line; comments,
//! empty lines between records and white space at the ends of lines do not count.

mod diff;
mod error;
mod lines;
mod parse;
mod play;
mod print;
mod rename;
mod times;

pub use diff::{Change, Difference};
pub use error::{Problem, TranscriptError};
pub use lines::Record;
pub use parse::parse;
pub use play::{Ground, Played, Player, Turn, play, play_reloaded, titles_of};
pub(super) use print::of_conversation;
pub use print::printed;
pub use rename::{NewName, with_names};
pub use times::{Span, parse_span};

use crate::engine::CallError;
use crate::flow::Attached;
use crate::model::Decimal;

/// The event that hands a conversation back from a person to the bot.
const HUMAN_DONE: &str = "human_done";
/// Channel of a conversation that does not say otherwise.
const CHANNEL: &str = "telegram";
/// Subscriber of a conversation that does not say otherwise.
const SUBSCRIBER: u64 = 1;

/// A conversation as it was written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// What it shows; empty when the file has no comment.
    pub title: String,
    /// Its records in order.
    pub records: Vec<Record>,
    /// What each record means.
    pub steps: Vec<Step>,
    /// Comments after the last record.
    pub after: Vec<String>,
}

/// What a record means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Start of the clock, or a jump to a moment: a wall clock and the zone it shows, empty for the project's.
    Moment {
        /// Milliseconds since 1970-01-01T00:00 on the wall clock.
        local: i64,
        /// IANA name of the zone.
        zone: String,
    },
    /// A field, a tag, the channel or the subscriber.
    Set {
        /// Its name.
        name: String,
        /// What it gets.
        value: String,
    },
    /// The subscriber types something or follows a link.
    Say(String),
    /// The subscriber presses a button.
    Press {
        /// Its caption.
        label: String,
        /// Whether it is a quick reply.
        quick: bool,
        /// How many later messages with such a button to pass over.
        back: usize,
    },
    /// The subscriber sends something that is not text: its name or id, and what is written below it.
    Attachment(Attached, String, String),
    /// The subscriber shares a place: degrees north and east.
    Locate(Decimal, Decimal),
    /// The subscriber shares a telephone number.
    ShareContact(String),
    /// Something happens outside the words of the chat.
    Happen {
        /// Name of the event.
        name: String,
        /// What it is about; may be empty.
        about: String,
        /// What came with it; may be empty.
        value: String,
    },
    /// The person who talks to the subscriber hands the conversation back.
    HumanDone,
    /// The subscriber blocks the bot.
    Block,
    /// Time passes.
    Pass(Pass),
    /// The outside world answers.
    Answer {
        /// HTTP status.
        status: u16,
        /// Body.
        body: String,
    },
    /// The outside world answers by the name of an answer.
    AnswerNamed {
        /// Name of the answer, such as `empty`.
        outcome: String,
        /// Values in JSON.
        body: String,
    },
    /// The outside world does not answer.
    Fail(CallError),
    /// Looks at what is known of the subscriber.
    Check(Check),
    /// What the bot is expected to do; compared as text.
    Expected,
}

/// How time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// By a span.
    Span(Span),
    /// To the next timer.
    Next,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// The value of a field; empty when it is not set.
    Field {
        /// Its name.
        name: String,
        /// What it should hold.
        value: String,
    },
    /// Whether a tag is on.
    Tag {
        /// Its name.
        name: String,
        /// Whether it should be.
        on: bool,
    },
    /// The title of a block that the conversation waits in.
    Waits(String),
    /// Nothing runs and nothing is waited for.
    Ended,
    /// Whether delayed messages may be sent.
    Subscribed(bool),
}
