//! Reading `project.ron`.

use super::lists::Lists;
use super::source::{Ident, Source, Then};
use super::{defaults, funnel_path, whole, words};
use crate::diag::{FileError, Words};
use crate::model::{
    BlockId, Catalog, FORMAT, FieldDef, FieldId, FieldKind, Funnel, FunnelName, Layer, Project,
    SYSTEM_FIELDS, TagDef,
};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

const NAMES: &[&str] = &[
    "format",
    "title",
    "bot",
    "channels",
    "fields",
    "tags",
    "schedule",
    "words",
    "landing",
    "language",
    "consent",
    "ai",
    "lists",
    "funnels",
    "next_block",
    "next_field",
    "next_tag",
];
const REQUIRED: &[&str] = &["funnels", "next_block", "next_field", "next_tag"];

/// The least counters that a project may have: one above every id in use.
pub(super) struct Used {
    block: u32,
    field: u16,
    tag: u16,
}

impl Used {
    /// By a project whose blocks have these ids.
    pub fn by(project: &Project, ids: &BTreeSet<BlockId>) -> Self {
        let field = project.fields.iter().map(|field| field.id.0).max();
        let tag = project.tags.iter().map(|tag| tag.id.0).max();
        Self {
            block: ids.last().map_or(0, |block_id| block_id.0.saturating_add(1)),
            field: field.map_or(0, |id| id.saturating_add(1)),
            tag: tag.map_or(0, |id| id.saturating_add(1)),
        }
    }

    /// Whether the counters of a project are high enough.
    pub fn fits(&self, project: &Project) -> bool {
        project.next_block >= self.block && project.next_field >= self.field && project.next_tag >= self.tag
    }
}

/// Reads the settings; funnels come without blocks. With `used` the counters are judged too.
pub(super) fn read(
    source: &Source<'_>,
    catalog: &dyn Catalog,
    funnel_files: &BTreeSet<&str>,
    used: Option<&Used>,
) -> Result<Project, FileError> {
    judge_format(source)?;
    source.parse(Whole { source, catalog, funnel_files, used })
}

/// Looks at the format alone, whatever else a newer program may have put into the file.
fn judge_format(source: &Source<'_>) -> Result<(), FileError> {
    let found = Cell::new(None);
    let probe = source.parse(Probe { source, found: &found });
    match (found.get(), probe) {
        (Some(FORMAT), _) | (None, Ok(())) => Ok(()),
        (Some(_), Err(error)) => Err(error),
        (Some(_), Ok(())) => Ok(()),
        // Read to its end without a format, or not readable at all.
        (None, Err(error)) if error.message == words::foreign() => Err(whole(&source.path, error.message)),
        (None, Err(error)) => Err(FileError { message: words::foreign(), ..error }),
    }
}

/// Finds the format and stops.
struct Probe<'c> {
    source: &'c Source<'c>,
    found: &'c Cell<Option<u32>>,
}

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_struct("", &[], self)
    }
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(format: …)")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(Ident)? {
            if name != "format" {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            // Every outcome is an error, so that nothing behind the format is looked at.
            let stop = |format: u32| -> Result<(), Words> {
                self.found.set(Some(format));
                Err(if format > FORMAT { words::newer(format) } else { words::foreign() })
            };
            map.next_value_seed(Then::new(self.source, stop))?;
        }
        Err(self.source.refuse(words::foreign()))
    }
}

#[derive(Clone, Copy)]
struct Whole<'c> {
    source: &'c Source<'c>,
    catalog: &'c dyn Catalog,
    funnel_files: &'c BTreeSet<&'c str>,
    used: Option<&'c Used>,
}

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = Project;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Project, D::Error> {
        from.deserialize_struct("", &[], self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Project;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(format: 1, …)")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Project, A::Error> {
        let source = self.source;
        let mut project = Project::default();
        let mut seen = BTreeSet::new();
        while let Some(name) = map.next_key_seed(Ident)? {
            if !NAMES.contains(&name) {
                return Err(source.refuse(words::unknown_name(name, NAMES, words::THIS_FILE)));
            }
            if !seen.insert(name) {
                return Err(source.refuse(words::twice(name)));
            }
            match name {
                "title" => project.title = map.next_value()?,
                "bot" => project.bot = map.next_value()?,
                "channels" => project.channels = map.next_value()?,
                "fields" => project.fields = map.next_value_seed(Fields(source))?,
                "tags" => project.tags = map.next_value_seed(Tags(source))?,
                "schedule" => project.schedule = map.next_value()?,
                "words" => project.words = map.next_value()?,
                "landing" => project.landing = map.next_value()?,
                "language" => project.language = map.next_value_seed(Then::new(source, language))?,
                "consent" => project.consent = map.next_value()?,
                "ai" => project.ai = map.next_value()?,
                "lists" => {
                    project.lists = map.next_value_seed(Lists { source, catalog: self.catalog })?;
                }
                "funnels" => project.funnels = map.next_value_seed(Funnels(self))?,
                "next_block" => {
                    let least = self.used.map_or(0, |used| used.block);
                    project.next_block = map.next_value_seed(counter(source, name, least))?;
                }
                "next_field" => {
                    let least = self.used.map_or(0, |used| used.field);
                    project.next_field = map.next_value_seed(counter(source, name, least))?;
                }
                "next_tag" => {
                    let least = self.used.map_or(0, |used| used.tag);
                    project.next_tag = map.next_value_seed(counter(source, name, least))?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match REQUIRED.iter().find(|name| !seen.contains(*name)) {
            Some(name) => Err(source.refuse(words::missing(name))),
            None => Ok(project),
        }
    }
}

/// The project's own language.
fn language(name: String) -> Result<String, Words> {
    if name.is_empty() || Layer::is_language(&name) { Ok(name) } else { Err(words::bad_language(&name)) }
}

/// A counter that is at least so high.
fn counter<'c, T: Copy + Ord + fmt::Display + 'c>(
    source: &'c Source<'c>,
    name: &str,
    least: T,
) -> Then<'c, T, impl FnOnce(T) -> Result<T, Words>> {
    Then::new(
        source,
        move |next: T| if next >= least { Ok(next) } else { Err(words::counter_low(name, next, least)) },
    )
}

struct Funnels<'c>(Whole<'c>);

impl<'de> DeserializeSeed<'de> for Funnels<'_> {
    type Value = Vec<Funnel>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Funnels<'_> {
    type Value = Vec<Funnel>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[\"main\"]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut funnels: Vec<Funnel> = Vec::new();
        loop {
            let judge = |name: FunnelName| {
                if !name.is_valid() {
                    return Err(words::bad_funnel_name(&name));
                }
                if funnels.iter().any(|other| other.name == name) {
                    return Err(words::twice(&name.0));
                }
                if !self.0.funnel_files.contains(funnel_path(&name).as_str()) {
                    return Err(words::no_funnel_file(&funnel_path(&name)));
                }
                Ok(name)
            };
            let Some(name) = seq.next_element_seed(Then::new(self.0.source, judge))? else {
                return Ok(funnels);
            };
            funnels.push(Funnel { name, ..Funnel::default() });
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldEntry {
    id: FieldId,
    name: String,
    #[serde(default)]
    kind: FieldKind,
    #[serde(default, deserialize_with = "bare")]
    default: Option<defaults::Entry>,
}

/// A value that is there when it is written: no `Some(…)` around it.
fn bare<'de, D: Deserializer<'de>>(from: D) -> Result<Option<defaults::Entry>, D::Error> {
    defaults::Entry::deserialize(from).map(Some)
}

/// Reads the list of fields.
pub(super) struct Fields<'c>(pub &'c Source<'c>);

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = Vec<FieldDef>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Vec<FieldDef>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[(id: 32, name: \"…\", kind: text)]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut fields: Vec<FieldDef> = Vec::new();
        loop {
            let judge = |entry: FieldEntry| {
                let FieldEntry { id, name, kind, default } = entry;
                if id < FieldId::FIRST_OWN {
                    return Err(words::field_id_low(id));
                }
                if SYSTEM_FIELDS.iter().any(|system| system.name == name || system.alias == name) {
                    return Err(words::field_is_system(&name));
                }
                if fields.iter().any(|other| other.id == id) {
                    return Err(words::twice(&id.0.to_string()));
                }
                if fields.iter().any(|other| other.name == name) {
                    return Err(words::twice(&name));
                }
                let default = default.map(defaults::Entry::value).transpose()?;
                Ok(FieldDef { id, name, kind, default })
            };
            let Some(field) = seq.next_element_seed(Then::new(self.0, judge))? else { return Ok(fields) };
            fields.push(field);
        }
    }
}

struct Tags<'c>(&'c Source<'c>);

impl<'de> DeserializeSeed<'de> for Tags<'_> {
    type Value = Vec<TagDef>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Tags<'_> {
    type Value = Vec<TagDef>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[(id: 1, name: \"…\")]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut tags: Vec<TagDef> = Vec::new();
        loop {
            let judge = |tag: TagDef| {
                if tags.iter().any(|other| other.id == tag.id) {
                    return Err(words::twice(&tag.id.0.to_string()));
                }
                if tags.iter().any(|other| other.name == tag.name) {
                    return Err(words::twice(&tag.name));
                }
                Ok(tag)
            };
            let Some(tag) = seq.next_element_seed(Then::new(self.0, judge))? else { return Ok(tags) };
            tags.push(tag);
        }
    }
}
