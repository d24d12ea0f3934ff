//! Ways into a flow: what somebody says, does or does not do, and where that leads.

use super::{ExprIdx, OpIdx, Window};
use crate::model::{BlockId, FieldId, fnv32, push_digits};
use serde::{Deserialize, Serialize};

/// How a trigger behaves beside funnels that already run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum StartPolicy {
    /// Running threads end, this one begins.
    #[default]
    Replace,
    /// Running threads go on.
    Beside,
    /// Does not start while the same entry's thread runs.
    NotNow,
}

/// Where a trigger leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriggerTarget {
    /// The entry block.
    pub block: BlockId,
    /// Its first operation.
    pub op: OpIdx,
    /// How it behaves beside running threads.
    pub policy: StartPolicy,
    /// Starts only when this is true.
    pub guard: Option<ExprIdx>,
}

/// How a keyword is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeywordMode {
    /// The whole message, folded; an emoji may be repeated.
    #[default]
    Exact,
    /// The words occur in the message as whole words.
    Contains,
    /// The message begins with the words.
    Starts,
}

/// A deep link and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkTrigger {
    /// Payload of the link.
    pub payload: String,
    /// Where it leads.
    pub target: TriggerTarget,
}

/// A keyword and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeywordTrigger {
    /// The keyword folded by [`super::fold_text`].
    pub word: String,
    /// How it is compared.
    pub mode: KeywordMode,
    /// Folded words of which the message must contain none.
    pub except: Vec<String>,
    /// Whether it is heard even where a question waits for any words.
    pub interrupts: bool,
    /// Where it leads.
    pub target: TriggerTarget,
}

/// Something that happens outside the words of the chat, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTrigger {
    /// Name of the event hashed by [`event_id`]: `comment`, `purchase`, `tag:3`, `image`.
    pub event: u32,
    /// What it must be about, such as a post or a page; empty for anything, `/blog/*` for what begins so.
    pub about: String,
    /// Folded words of which its value must contain one; empty for any value.
    pub words: Vec<String>,
    /// Folded words of which its value must contain none.
    pub except: Vec<String>,
    /// Whether it is not the subscriber who did it now, so that it keeps to unsubscription and consent.
    pub unasked: bool,
    /// Where it leads.
    pub target: TriggerTarget,
}

/// A moment that comes by itself, and where it leads. Never for who is unsubscribed, and never for a moment that
/// was over when it became known: a birthday told a week later, a silence that began before the trigger was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlarmTrigger {
    /// Which moments.
    pub when: AlarmWhen,
    /// Seconds since midnight on the subscriber's clock; [`AlarmWhen::Silence`] has its own.
    pub at: u32,
    /// Moved to the first moment that all of these allow.
    pub windows: Vec<Window>,
    /// Rings no more when it is held back for longer, milliseconds; 0 for never.
    pub expires: i64,
    /// Where it leads.
    pub target: TriggerTarget,
}

/// Which moments an [`AlarmTrigger`] means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AlarmWhen {
    /// Every year so many days after the day and month in a date field; 29 February is kept on the 28th in a
    /// year without it.
    Yearly(FieldId, i32),
    /// Once, so many days after the date in a field.
    Dated(FieldId, i32),
    /// On these days of every week; bit 0 is Monday.
    Weekly(u8),
    /// On this day of every month, 1–31; the last day in shorter months.
    Monthly(u8),
    /// On one date, days since 1970.
    On(i32),
    /// When the subscriber has done nothing for so many milliseconds; once until the next word.
    Silence(i64, Option<u32>),
}

/// All ways into the flow. Within a list the first match whose guard holds wins; lists are tried in the order
/// written here. The compiler puts what is more important and more exact first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triggers {
    /// Folded words that unsubscribe.
    pub stop_words: Vec<String>,
    /// Folded words that subscribe again.
    pub start_words: Vec<String>,
    /// Entry that answers a stop word.
    pub stop: Option<TriggerTarget>,
    /// Entry that answers a start word.
    pub resume: Option<TriggerTarget>,
    /// Answer to a stop word without an entry, index in [`super::Flow::replies`].
    pub stop_reply: Option<u32>,
    /// Answer to a start word without an entry, index in [`super::Flow::replies`].
    pub start_reply: Option<u32>,
    /// Deep links.
    pub links: Vec<LinkTrigger>,
    /// Commands without the slash, lower case; `start` catches deep links that no link trigger names.
    pub commands: Vec<(String, TriggerTarget)>,
    /// Keywords.
    pub keywords: Vec<KeywordTrigger>,
    /// Events.
    pub events: Vec<EventTrigger>,
    /// Moments.
    pub alarms: Vec<AlarmTrigger>,
    /// Entries for everything that nothing else caught.
    pub default: Vec<TriggerTarget>,
}

impl Triggers {
    /// Where all ways lead, each way once.
    pub fn targets(&self) -> impl Iterator<Item = TriggerTarget> {
        let links = self.links.iter().map(|link| link.target);
        let words = self.keywords.iter().map(|word| word.target);
        let commands = self.commands.iter().map(|command| command.1);
        let events = self.events.iter().map(|event| event.target);
        let alarms = self.alarms.iter().map(|alarm| alarm.target);
        let single = self.stop.into_iter().chain(self.resume).chain(self.default.iter().copied());
        links.chain(words).chain(commands).chain(events).chain(alarms).chain(single)
    }
}

/// The lasting number of an event's name: 32-bit FNV-1a, so that it means the same in every version of a flow.
pub fn event_id(name: &str) -> u32 {
    fnv32(name.bytes())
}

/// [`event_id`] of a name that ends in a number: `tag:3`.
pub fn numbered_event_id(name: &str, number: u32) -> u32 {
    let mut name = String::from(name);
    push_digits(&mut name, u64::from(number), 1);
    event_id(&name)
}
