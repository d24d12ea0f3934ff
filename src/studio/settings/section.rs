//! The sections of the settings.

use super::words;
use crate::blocks::{LIST_TYPES, list_type};
use crate::model::{Label, Lang, Project};

/// A section of the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// The project's title and how the bot introduces itself.
    #[default]
    Bot,
    /// Messengers.
    Channels,
    /// When the bot may write.
    Schedule,
    /// Texts in other languages and messengers.
    Languages,
    /// Stop words, consent, legal lines.
    Legal,
    /// Fields of subscribers.
    Fields,
    /// Tags.
    Tags,
    /// Files and links with the places that name them.
    Media,
    /// A list of the project by its name.
    List(&'static str),
    /// A table by its name.
    Table(String),
}

/// The sections that every project has, under their headings.
pub(super) const GROUPS: [(Label, &[Section]); 2] = [
    (
        words::OF_PROJECT,
        &[Section::Bot, Section::Channels, Section::Schedule, Section::Languages, Section::Legal],
    ),
    (words::OF_PEOPLE, &[Section::Fields, Section::Tags, Section::Media]),
];

/// What stands before the name of a table.
const TABLE: &str = "tables/";

impl Section {
    /// The section of that name: `tags`, the name of a list such as `segments`, `tables/goods`, `languages/en`. The
    /// first section when there is none of that name.
    pub fn of(name: &str) -> Self {
        if let Some(table) = name.strip_prefix(TABLE) {
            return Self::Table(table.to_owned());
        }
        let name = name.split('/').next().unwrap_or_default();
        let fixed = GROUPS.iter().flat_map(|group| group.1).find(|section| section.name() == name);
        let list = || list_type(name).map(|list| Self::List(list.name));
        fixed.cloned().or_else(list).unwrap_or_default()
    }

    /// The name that [`Section::of`] takes.
    pub fn name(&self) -> String {
        match self {
            Self::Bot => "bot".to_owned(),
            Self::Channels => "channels".to_owned(),
            Self::Schedule => "schedule".to_owned(),
            Self::Languages => "languages".to_owned(),
            Self::Legal => "legal".to_owned(),
            Self::Fields => "fields".to_owned(),
            Self::Tags => "tags".to_owned(),
            Self::Media => "media".to_owned(),
            Self::List(list) => (*list).to_owned(),
            Self::Table(table) => format!("{TABLE}{table}"),
        }
    }

    /// What it is called.
    pub fn label(&self, lang: Lang) -> String {
        let label = match self {
            Self::Bot => words::BOT,
            Self::Channels => words::CHANNELS,
            Self::Schedule => words::SCHEDULE,
            Self::Languages => words::LANGUAGES,
            Self::Legal => words::LEGAL,
            Self::Fields => words::FIELDS,
            Self::Tags => words::TAGS,
            Self::Media => words::MEDIA,
            Self::List(list) => {
                return list_type(list).map_or(*list, |list| list.label.of(lang)).to_owned();
            }
            Self::Table(table) => return table.clone(),
        };
        label.of(lang).to_owned()
    }

    /// Name of its Lucide icon.
    pub fn icon(&self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Channels => "message-circle",
            Self::Schedule => "calendar-clock",
            Self::Languages => "languages",
            Self::Legal => "scale",
            Self::Fields => "text-cursor-input",
            Self::Tags => "tags",
            Self::Media => "paperclip",
            Self::List("segments") => "filter",
            Self::List("calendars") => "calendar-days",
            Self::List("team") => "users",
            Self::List("broadcasts") => "megaphone",
            Self::List(_) => "list",
            Self::Table(_) => "table-2",
        }
    }

    /// What is done here, in a sentence under the title.
    pub(super) fn help(&self) -> Label {
        match self {
            Self::Bot => words::BOT_HELP,
            Self::Channels => words::CHANNELS_HELP,
            Self::Schedule => words::SCHEDULE_HELP,
            Self::Languages => words::LANGUAGES_HELP,
            Self::Legal => words::LEGAL_HELP,
            Self::Fields => words::FIELDS_HELP,
            Self::Tags => words::TAGS_HELP,
            Self::Media => words::MEDIA_HELP,
            Self::List("segments") => words::SEGMENTS_HELP,
            Self::List("calendars") => words::CALENDARS_HELP,
            Self::List("team") => words::TEAM_HELP,
            Self::List("broadcasts") => words::BROADCASTS_HELP,
            Self::List(_) => words::LIST_HELP,
            Self::Table(_) => words::TABLE_HELP,
        }
    }

    /// How many things are in it, where that says something.
    pub(super) fn count(&self, project: &Project) -> Option<usize> {
        match self {
            Self::Bot | Self::Schedule | Self::Legal | Self::Media => None,
            Self::Channels => Some(project.channels.len()),
            Self::Languages => Some(project.layers.len()),
            Self::Fields => Some(project.fields.len()),
            Self::Tags => Some(project.tags.len()),
            Self::List(list) => Some(project.lists.get(*list).map_or(0, Vec::len)),
            Self::Table(table) => project.table(table).map(|table| table.rows.len()),
        }
    }

    /// Every section of a project in order.
    pub fn all(project: &Project) -> Vec<Self> {
        let fixed = GROUPS.iter().flat_map(|group| group.1.iter().cloned());
        let lists = LIST_TYPES.iter().map(|list| Self::List(list.name));
        let tables = project.tables.iter().map(|table| Self::Table(table.name.clone()));
        fixed.chain(lists).chain(tables).collect()
    }
}
