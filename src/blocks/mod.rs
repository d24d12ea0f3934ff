//! Which building blocks exist: one file each, one line in [`BLOCK_TYPES`].
//!
//! A block type declares its form, its exits, its picture on the canvas and its lowering to operations.
//! Palette, inspector, manual and file format follow from the declaration.

mod action;
mod ai;
mod asking;
mod booking;
mod broadcast_entry;
mod buttons;
mod cards;
mod cart;
mod catalogue;
mod choice;
mod comment_entry;
mod condition;
mod consent;
mod contact;
mod counter;
mod crm;
mod delay;
mod end;
mod entry;
mod event_entry;
mod faq;
mod filters;
mod goal;
mod goto;
mod handover;
mod hours;
mod http;
mod limit;
mod lists;
mod lookup;
mod lower;
mod magnet;
mod manual;
mod message;
mod multi_choice;
mod notify;
mod nps;
mod options;
mod outside;
mod parts;
mod payment;
mod place;
mod places;
mod promo;
mod question;
mod random;
mod rating;
mod rules;
mod sequence;
mod sheet;
mod split;
mod subscription;
mod switch;
mod time_entry;
mod wait_event;
mod ways;

pub use buttons::link_prop;
pub use limit::IN_SPAN_MAX;
pub use lists::{LIST_TYPES, ListType, list_type};
pub use lower::{Asked, Lower, Problem, ProblemKind, Way, layer_of, phrase_in};
pub use manual::manual;
pub use places::leads_to;
pub use question::can_collect;
pub use rules::{lacking, segment_expr};
pub use wait_event::clicked;

use crate::flow::fold_text;
use crate::model::{Block, Catalog, Exit, Form, Label, Lang};

/// Every kind of block, in the order of the palette.
pub static BLOCK_TYPES: &[&BlockType] = &[
    &entry::ENTRY,
    &comment_entry::COMMENT_ENTRY,
    &event_entry::EVENT_ENTRY,
    &time_entry::TIME_ENTRY,
    &broadcast_entry::BROADCAST_ENTRY,
    &faq::FAQ,
    &message::MESSAGE,
    &cards::CARDS,
    &place::PLACE,
    &contact::CONTACT,
    &magnet::MAGNET,
    &promo::PROMO,
    &question::QUESTION,
    &choice::CHOICE,
    &multi_choice::MULTI_CHOICE,
    &rating::RATING,
    &nps::NPS,
    &consent::CONSENT,
    &booking::BOOKING,
    &catalogue::CATALOGUE,
    &condition::CONDITION,
    &switch::SWITCH,
    &split::SPLIT,
    &random::RANDOM,
    &limit::LIMIT,
    &counter::COUNTER,
    &hours::HOURS,
    &lookup::LOOKUP,
    &goto::GOTO,
    &delay::DELAY,
    &wait_event::WAIT_EVENT,
    &action::ACTION,
    &subscription::SUBSCRIPTION,
    &sequence::SEQUENCE,
    &cart::CART,
    &payment::PAYMENT,
    &handover::HANDOVER,
    &notify::NOTIFY,
    &crm::CRM,
    &sheet::SHEET,
    &goal::GOAL,
    &ai::AI,
    &http::HTTP,
    &end::END,
];

/// The type of that name.
pub fn block_type(kind: &str) -> Option<&'static BlockType> {
    BLOCK_TYPES.iter().find(|block_type| block_type.name == kind).copied()
}

/// What a block is called on the screen: its title, else the name of its kind.
pub fn block_title(block: &Block, lang: Lang) -> &str {
    if !block.title.trim().is_empty() {
        return &block.title;
    }
    block_type(&block.kind).map_or(block.kind.as_str(), |kind| kind.label.of(lang))
}

/// A kind of block.
#[derive(Debug)]
pub struct BlockType {
    /// Name in the file.
    pub name: &'static str,
    /// What it is for; decides colour and place in the palette.
    pub family: Family,
    /// Name of its Lucide icon.
    pub icon: &'static str,
    /// Name on the screen.
    pub label: Label,
    /// One sentence for palette, tooltip and manual.
    pub summary: Label,
    /// Other words that people look for it by, between commas.
    pub also: Label,
    /// Its properties.
    pub form: &'static Form,
    /// The ways out of a block of this kind as it is filled in now.
    pub exits: fn(&Block) -> Vec<ExitSpec>,
    /// What the canvas shows of a block between its title and its exits.
    pub preview: fn(&Block) -> Vec<PreviewLine>,
    /// Writes its operations.
    pub lower: fn(&mut Lower<'_>),
}

impl BlockType {
    /// How far down it stands among the kinds that a word finds: 0 when it is its name, 1 when its name begins so, 2 by
    /// another part of its name, 3 by another word for it, 4 by what it does; `None` when the word does not find it.
    /// Takes the word as [`fold_text`] gives it.
    pub fn found_by(&self, wanted: &str) -> Option<u8> {
        let says = |label: Label, fits: fn(&str, &str) -> bool| {
            [label.ru, label.en].iter().any(|text| fits(&fold_text(text), wanted))
        };
        let ranked = [
            says(self.label, |name, wanted| name == wanted),
            says(self.label, |name, wanted| name.starts_with(wanted)),
            says(self.label, |name, wanted| name.contains(wanted)),
            says(self.also, |words, wanted| words.contains(wanted)),
            says(self.summary, |text, wanted| text.contains(wanted)),
        ];
        ranked.iter().position(|fits| *fits).map(|rank| rank as u8)
    }
}

/// What a block is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Begins a funnel.
    Entry,
    /// Says something.
    Send,
    /// Asks something.
    Ask,
    /// Decides.
    Logic,
    /// Waits.
    Time,
    /// Changes something.
    Action,
    /// Ends.
    End,
}

impl Family {
    /// All families in the order of the palette.
    pub const ALL: [Self; 7] =
        [Self::Entry, Self::Send, Self::Ask, Self::Logic, Self::Time, Self::Action, Self::End];

    /// Heading in the palette.
    pub const fn label(self) -> Label {
        match self {
            Self::Entry => Label::new("Начать", "Start"),
            Self::Send => Label::new("Отправить", "Send"),
            Self::Ask => Label::new("Спросить", "Ask"),
            Self::Logic => Label::new("Логика", "Logic"),
            Self::Time => Label::new("Время", "Time"),
            Self::Action => Label::new("Действия", "Actions"),
            Self::End => Label::new("Завершить", "Finish"),
        }
    }
}

/// A way out of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitSpec {
    /// Its name; the key of a button or branch where it belongs to one.
    pub exit: Exit,
    /// What stands beside its port.
    pub caption: Caption,
    /// What it is.
    pub kind: ExitKind,
}

/// What stands beside a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caption {
    /// The author's own words.
    Own(String),
    /// A phrase of the product.
    Fixed(Label),
    /// A phrase of the product and the author's value: `Молчит 1d`.
    With(Label, String),
}

/// What an exit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitKind {
    /// The only way on, or one that need not be connected; unconnected it is no mistake.
    Next,
    /// A button; unconnected it is a dead end.
    Button,
    /// A button without a way of its own, such as a link: it has a row but no port.
    Link,
    /// A branch, arm or failure; unconnected it is a dead end.
    Branch,
    /// The way taken when nobody answers; unconnected it is a dead end.
    Timeout,
}

impl ExitSpec {
    /// The single exit `next`.
    pub fn next() -> Self {
        Self {
            exit: Exit::next(),
            caption: Caption::Fixed(Label::new("Дальше", "Next")),
            kind: ExitKind::Next,
        }
    }
}

/// A line of a block's picture on the canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewLine {
    /// Template text as written, wrapped and cut after a few lines.
    Text(String),
    /// A media file.
    Media(String),
    /// A tag put on (`true`) or taken off.
    Tag(String, bool),
    /// A quiet remark.
    Muted(Label, String),
    /// A quiet remark before the name of the funnel or block that it leads to: [`leads_to`].
    LeadsTo(Label),
    /// A bold word and its value: `Ссылка start=checklist`.
    Pair(Label, String),
    /// A bold word and spans, days, dates or times as the file writes them: `Weekly fri 17:00`.
    Times(Label, String),
    /// The same as a quiet remark.
    MutedTimes(Label, String),
}

/// The registry as a [`Catalog`] for the layers below.
#[derive(Debug)]
pub struct Registry;

impl Catalog for Registry {
    fn form(&self, kind: &str) -> Option<&'static Form> {
        block_type(kind).map(|block_type| block_type.form)
    }

    fn kinds(&self) -> Vec<&'static str> {
        BLOCK_TYPES.iter().map(|block_type| block_type.name).collect()
    }

    fn list(&self, list: &str) -> Option<&'static Form> {
        list_type(list).map(|list| list.form)
    }

    fn lists(&self) -> Vec<&'static str> {
        LIST_TYPES.iter().map(|list| list.name).collect()
    }
}
