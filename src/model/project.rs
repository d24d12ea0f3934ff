//! The project itself: ids, blocks, funnels, settings.

use super::{
    Consent, Few, FieldId, FieldKind, Label, Lang, Layer, Layout, SYSTEM_FIELDS, Shared, Table, Value,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The file format this program writes. Older ones are lifted on load, newer ones are refused.
pub const FORMAT: u32 = 1;

/// Names a block for the whole life of a project; never handed out twice, so that a live session, a
/// transcript or an undo step can keep one across deletions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockId(pub u32);

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Names a tag for the life of a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TagId(pub u16);

/// A way out of a block: `next`, `timeout`, or the key of one of its buttons or branches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Exit(pub String);

impl Exit {
    /// An exit by its name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The one way on of a block that does not branch.
    pub fn next() -> Self {
        Self::new("next")
    }
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// File name of a funnel without its ending: lower-case letters, digits, `-` and `_`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FunnelName(pub String);

impl FunnelName {
    /// Whether the name is usable as a file name on every system: 1–64 characters of `a-z 0-9 - _`,
    /// beginning with a letter or digit.
    pub fn is_valid(&self) -> bool {
        let name = self.0.as_bytes();
        (1..=64).contains(&name.len())
            && name.iter().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
            && name[0].is_ascii_alphanumeric()
    }
}

impl fmt::Display for FunnelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The properties of a block or of one row of a list, by name. What is absent has its form's default.
pub type Record = Few<String, Prop>;

/// One property of a block; its [`super::Shape`] says which variant it must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prop {
    /// Text, templates, names, durations, choices.
    Text(String),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Flag(bool),
    /// One-line texts.
    Lines(Vec<String>),
    /// Rows of a list.
    List(Vec<Record>),
}

/// A building block of a funnel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Name of its kind in the registry of blocks, such as `message`.
    pub kind: String,
    /// What the author calls it; empty means the name of its kind.
    pub title: String,
    /// Its properties.
    pub props: Shared<Record>,
    /// Its wires, by exit. A wire lives in the block it leaves, so it cannot lose its source.
    pub exits: Shared<Few<Exit, BlockId>>,
}

impl Block {
    /// A block of a kind with nothing filled in.
    pub fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), ..Self::default() }
    }

    /// A text property; empty when absent or of another type.
    pub fn text(&self, name: &str) -> &str {
        text_of(&self.props, name)
    }

    /// A whole number, or `default` when absent.
    pub fn int(&self, name: &str, default: i64) -> i64 {
        match self.props.get(name) {
            Some(Prop::Int(int)) => *int,
            _ => default,
        }
    }

    /// A yes-or-no property; absent means no.
    pub fn flag(&self, name: &str) -> bool {
        flag_of(&self.props, name)
    }

    /// One-line texts; empty when absent.
    pub fn lines(&self, name: &str) -> &[String] {
        match self.props.get(name) {
            Some(Prop::Lines(lines)) => lines,
            _ => &[],
        }
    }

    /// Rows of a list; empty when absent.
    pub fn rows(&self, name: &str) -> &[Record] {
        rows_of(&self.props, name)
    }
}

/// A text property of a record; empty when absent or of another type.
pub fn text_of<'a>(record: &'a Record, name: &str) -> &'a str {
    match record.get(name) {
        Some(Prop::Text(text)) => text,
        _ => "",
    }
}

/// A yes-or-no property of a record; absent means no.
pub fn flag_of(record: &Record, name: &str) -> bool {
    matches!(record.get(name), Some(Prop::Flag(true)))
}

/// Rows of a list of a record; empty when absent.
pub fn rows_of<'a>(record: &'a Record, name: &str) -> &'a [Record] {
    match record.get(name) {
        Some(Prop::List(rows)) => rows,
        _ => &[],
    }
}

/// What the funnel is called that every project begins with.
const MAIN_FUNNEL: Label = Label::new("Основная воронка", "Main funnel");

/// One drawing: blocks and their wires.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Funnel {
    /// File name; unique in the project.
    pub name: FunnelName,
    /// What the author calls it.
    pub title: String,
    /// Blocks by id.
    pub blocks: BTreeMap<BlockId, Block>,
}

impl Funnel {
    /// What it is called on the screen: its title, else its file name, which the first funnel has from us.
    pub fn shown_title(&self, lang: Lang) -> &str {
        match (self.title.trim(), self.name.0.as_str()) {
            ("", "main") => MAIN_FUNNEL.of(lang),
            ("", name) => name,
            (title, _) => title,
        }
    }
}

/// A field that the project adds to its subscribers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldDef {
    /// Never reused; at least [`FieldId::FIRST_OWN`].
    pub id: FieldId,
    /// Unique among fields, system names included.
    pub name: String,
    /// What it holds.
    #[serde(default)]
    pub kind: FieldKind,
    /// Value of a new subscriber.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
}

/// A tag of the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagDef {
    /// Never reused.
    pub id: TagId,
    /// Unique among tags.
    pub name: String,
}

/// How the bot introduces itself; what a messenger's profile is set from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BotProfile {
    /// Name over the chat.
    pub name: String,
    /// One line for the profile.
    pub about: String,
    /// What an empty chat shows before the start button.
    pub description: String,
}

/// A messenger that the project is made for. Secrets are never here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelSetting {
    /// Name in the registry of channels, such as `telegram`.
    pub channel: String,
    /// Public address there: bot name, community name or telephone number, without `@` and `+`.
    #[serde(default)]
    pub address: String,
}

/// When the project may write to people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Schedule {
    /// IANA zone for subscribers whose own is not known, such as `Europe/Moscow`.
    pub zone: String,
    /// Daily window without messages that nobody asked for, such as `22:00-09:00`; empty for none.
    pub quiet: String,
    /// Weekdays on which delayed messages may go out, such as `mon-fri`; empty for every day.
    pub days: String,
    /// Dates without delayed messages, `YYYY-MM-DD`.
    pub holidays: Vec<String>,
    /// Most messages that nobody asked for in one `cap_per`, over all funnels; 0 for no limit, at most 20. Once it
    /// is full nothing new is begun; messages that follow each other without a pause are not torn apart.
    pub cap: u32,
    /// The span that `cap` counts in, such as `1d`; empty means a day.
    pub cap_per: String,
    /// Hours when people of the project are there, such as `09:00-18:00`, in the project's zone.
    pub work: String,
    /// Weekdays when people of the project are there, such as `mon-fri`; empty for every day.
    pub work_days: String,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            zone: "Europe/Moscow".into(),
            quiet: String::new(),
            days: String::new(),
            holidays: Vec::new(),
            cap: 0,
            cap_per: String::new(),
            work: String::new(),
            work_days: String::new(),
        }
    }
}

/// Words that end and resume a subscription at any point of any conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StopWords {
    /// Words that unsubscribe, such as `стоп`.
    pub stop: Vec<String>,
    /// Words that subscribe again, such as `старт`.
    pub start: Vec<String>,
    /// What the bot answers to a stop word when no entry block catches it.
    pub stop_reply: String,
    /// What the bot answers to a start word when no entry block catches it.
    pub start_reply: String,
}

/// The one-screen page that leads a visitor into the bot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Landing {
    /// Payload of the deep links on the page; empty means the funnel's first link.
    pub link: String,
    /// Person or brand over the headline.
    pub author: String,
    /// One line under the author.
    pub role: String,
    /// What the visitor gets, in one heavy headline.
    pub headline: String,
    /// Why to take it, in one or two sentences.
    pub promise: String,
    /// Short benefits, three at best.
    pub ticks: Vec<String>,
    /// Question over the messenger buttons.
    pub question: String,
    /// Caption over the QR code.
    pub qr_title: String,
    /// Sentence under the QR caption.
    pub qr_text: String,
    /// Address of the consent text.
    pub consent_url: String,
    /// Address of the privacy policy.
    pub privacy_url: String,
    /// Legal line at the bottom.
    pub legal: String,
}

/// Everything a marketer makes for one bot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// What the author calls it.
    pub title: String,
    /// How the bot introduces itself.
    pub bot: BotProfile,
    /// Messengers in the author's order.
    pub channels: Vec<ChannelSetting>,
    /// The project's own fields in the author's order.
    pub fields: Vec<FieldDef>,
    /// Tags in the author's order.
    pub tags: Vec<TagDef>,
    /// When the project may write.
    pub schedule: Schedule,
    /// Stop and start words.
    pub words: StopWords,
    /// The minilanding.
    pub landing: Landing,
    /// Language of the project's own texts, such as `ru`; empty means Russian.
    pub language: String,
    /// Texts of other languages and channels in order of name.
    pub layers: Vec<Layer>,
    /// Tables in order of name.
    pub tables: Vec<Table>,
    /// Named things by the kind of list that they stand in, such as `segments`; each row has a `name`. Kinds and
    /// their forms are in the registry, see [`super::Catalog::list`].
    pub lists: BTreeMap<String, Vec<Record>>,
    /// What people must agree to.
    pub consent: Consent,
    /// Whether blocks may ask a language model; off unless the author turns it on.
    pub ai: bool,
    /// Funnels in the author's order.
    pub funnels: Vec<Funnel>,
    /// Places on the canvas.
    pub layout: Layout,
    /// The id that the next new block gets.
    pub next_block: u32,
    /// The id that the next new field gets.
    pub next_field: u16,
    /// The id that the next new tag gets.
    pub next_tag: u16,
}

impl Project {
    /// A project with a title, one empty funnel `main` and the usual stop and start words.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            funnels: vec![Funnel { name: FunnelName("main".into()), ..Funnel::default() }],
            words: StopWords {
                stop: vec!["стоп".into(), "stop".into()],
                start: vec!["старт".into(), "start".into()],
                ..StopWords::default()
            },
            next_block: 1,
            next_field: FieldId::FIRST_OWN.0,
            next_tag: 1,
            ..Self::default()
        }
    }

    /// The funnel of that name.
    pub fn funnel(&self, name: &FunnelName) -> Option<&Funnel> {
        self.funnels.iter().find(|funnel| &funnel.name == name)
    }

    /// The block of that id and the funnel it is in.
    pub fn block(&self, block_id: BlockId) -> Option<(&Funnel, &Block)> {
        self.funnels.iter().find_map(|funnel| funnel.blocks.get(&block_id).map(|block| (funnel, block)))
    }

    /// All blocks, funnel by funnel, in order of id.
    pub fn blocks(&self) -> impl Iterator<Item = (&Funnel, BlockId, &Block)> {
        self.funnels
            .iter()
            .flat_map(|funnel| funnel.blocks.iter().map(move |(block_id, block)| (funnel, *block_id, block)))
    }

    /// Id and kind of the field of that name; system fields answer to their Russian name too.
    pub fn field(&self, name: &str) -> Option<(FieldId, FieldKind)> {
        let own = self.fields.iter().find(|field| field.name == name).map(|field| (field.id, field.kind));
        own.or_else(|| {
            let system = SYSTEM_FIELDS.iter().find(|field| field.name == name || field.alias == name);
            system.map(|field| (field.id, FieldKind::Text))
        })
    }

    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The row of that name in a list of the project.
    pub fn listed(&self, list: &str, name: &str) -> Option<&Record> {
        self.lists.get(list)?.iter().find(|row| text_of(row, "name") == name)
    }

    /// Id of the tag of that name.
    pub fn tag(&self, name: &str) -> Option<TagId> {
        self.tags.iter().find(|tag| tag.name == name).map(|tag| tag.id)
    }
}
