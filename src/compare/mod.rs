//! Two versions of a project side by side: what was added, removed, changed and moved, block by block and word by
//! word, and how each of it is taken back. Also what a single step is called in the history.
//!
//! Everything that differs is told, apart from the counters of ids: two projects without changes between them save
//! to equal files.

mod back;
mod beside;
mod blocks;
mod name;
mod overlay;
mod record;
mod settings;
mod step;
mod words;

pub use back::take_back;
pub use name::block_name;
pub use overlay::{Overlay, overlay};
pub use record::Step;
pub use settings::{setting_name, setting_value};
pub use step::told;
pub use words::{Fate, Run, runs};

use crate::diag::Words;
use crate::model::{BlockId, Exit, FieldId, FunnelName, Lang, Mark, Project, TagId};

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// It is only in the later version.
    Added,
    /// It is only in the earlier version.
    Removed,
    /// It is in both and differs.
    Changed,
    /// It is in both and only stands elsewhere.
    Moved,
}

/// Something of a project that changes are listed under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// What the settings dialogs edit.
    Settings,
    /// The order of fields, tags, funnels or the rows of a list.
    Order(Ordered),
    /// A field of subscribers.
    Field(FieldId),
    /// A tag.
    Tag(TagId),
    /// A funnel without its blocks.
    Funnel(FunnelName),
    /// A block.
    Block(BlockId),
    /// A note or frame on the canvas.
    Mark(Mark),
    /// A row of a list of the project, by list and name.
    Row(String, String),
    /// A table.
    Table(String),
    /// The texts of a language or channel.
    Layer(String),
}

/// What stands in an order of the author's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ordered {
    /// Fields of subscribers.
    Fields,
    /// Tags.
    Tags,
    /// Funnels.
    Funnels,
    /// Rows of that list.
    List(String),
}

/// Which part of a subject a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Whole,
    /// A setting by its section and name, such as `landing` and `headline`; the name is empty for a section that is
    /// one value.
    Setting(&'static str, String),
    /// What it is called; the words of a note.
    Title,
    /// Which funnel it is in.
    Funnel,
    /// A property, by the way to it.
    Value(Vec<Step>),
    /// The order of the rows of a list, by the way to it.
    RowOrder(Vec<Step>),
    /// Where a way out leads.
    Exit(Exit),
    /// Where it stands on the canvas; for notes and frames also size, colour and folding.
    Place,
    /// A text of a layer, by its key.
    Text(String),
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What of the subject.
    pub part: Part,
    /// What became of it.
    pub tone: Tone,
    /// What it is called.
    pub label: Words,
    /// How it was; `None` for nothing.
    pub before: Option<Words>,
    /// How it is; `None` for nothing.
    pub after: Option<Words>,
}

impl Change {
    /// The way from what was to what is, word by word.
    pub fn runs(&self, lang: Lang) -> Vec<Run> {
        let text = |words: &Option<Words>| words.as_ref().map_or(String::new(), |w| w.of(lang).to_owned());
        runs(&text(&self.before), &text(&self.after))
    }
}

/// All differences of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub subject: Subject,
    /// What became of it.
    pub tone: Tone,
    /// What it is called.
    pub title: Words,
    /// The funnel it is drawn in.
    pub funnel: Option<FunnelName>,
    /// The differences; of something added or removed what it says.
    pub changes: Vec<Change>,
}

/// What lies between two versions, in the order of the project: settings, funnels with their blocks, the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Subjects that differ.
    pub groups: Vec<Group>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// How many subjects there are of a tone.
    pub fn count(&self, tone: Tone) -> usize {
        self.groups.iter().filter(|group| group.tone == tone).count()
    }

    fn push(&mut self, subject: Subject, tone: Tone, title: Words, changes: Vec<Change>) {
        self.groups.push(Group { subject, tone, title, funnel: None, changes });
    }

    /// Takes a subject that is in both, when anything of it differs.
    fn push_changed(&mut self, subject: Subject, title: Words, changes: Vec<Change>) {
        if !changes.is_empty() {
            let moved = changes.iter().all(|change| change.tone == Tone::Moved);
            self.push(subject, if moved { Tone::Moved } else { Tone::Changed }, title, changes);
        }
    }
}

/// Compares two versions of a project.
pub fn compare(before: &Project, after: &Project) -> Comparison {
    let mut found = Comparison::default();
    settings::compare(before, after, &mut found);
    beside::fields_and_tags(before, after, &mut found);
    blocks::compare(before, after, &mut found);
    beside::compare(before, after, &mut found);
    found
}

/// A part of a subject that differs, from nothing to something or the other way round.
fn change(part: Part, label: Words, before: Option<Words>, after: Option<Words>) -> Change {
    let tone = match (&before, &after) {
        (None, Some(_)) => Tone::Added,
        (Some(_), None) => Tone::Removed,
        _ => Tone::Changed,
    };
    Change { part, tone, label, before, after }
}

/// The names of things in an order, when the order of those that are in both differs.
fn reordered<K: PartialEq + Copy>(
    before: &[(K, Words)],
    after: &[(K, Words)],
    label: Words,
    part: Part,
) -> Option<Change> {
    let among = |list: &[(K, Words)], other: &[(K, Words)]| -> Vec<(K, Words)> {
        list.iter().filter(|(key, _)| other.iter().any(|(theirs, _)| theirs == key)).cloned().collect()
    };
    let (old, new) = (among(before, after), among(after, before));
    if old.iter().map(|(key, _)| key).eq(new.iter().map(|(key, _)| key)) {
        return None;
    }
    let text = |list: &[(K, Words)]| {
        let join = |of: fn(&Words) -> &String| {
            list.iter().map(|(_, words)| of(words).as_str()).collect::<Vec<_>>().join(", ")
        };
        Words::new(join(|words| &words.ru), join(|words| &words.en))
    };
    Some(Change { part, tone: Tone::Moved, label, before: Some(text(&old)), after: Some(text(&new)) })
}
