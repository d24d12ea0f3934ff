//! Reading `funnels/<name>.ron`, driven by the forms of the blocks.

use super::source::{Ident, Source, Then};
use super::words;
use crate::diag::FileError;
use crate::model::{
    Block, BlockId, Catalog, Exit, Few, Form, FormField, Funnel, Prop, Record, Shape, Shared,
};
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is known of other files while one funnel is read.
#[derive(Default)]
pub(super) struct Known<'k> {
    /// Ids that other funnels use.
    pub taken: BTreeSet<BlockId>,
    /// All blocks of the project that a wire may lead to; `None` while they are not known.
    pub there: Option<&'k BTreeSet<BlockId>>,
}

/// Reads a funnel; its name is left empty, for it is the name of the file.
pub(super) fn read(
    source: &Source<'_>,
    catalog: &dyn Catalog,
    known: &Known<'_>,
) -> Result<Funnel, FileError> {
    source.parse(Whole(Context { source, catalog, known }))
}

/// Reads one row of a list by its form.
pub(super) fn row_seed<'de, 'c>(
    source: &'c Source<'c>,
    catalog: &'c dyn Catalog,
    form: &'static Form,
) -> impl DeserializeSeed<'de, Value = Record> {
    Rows { context: Context { source, catalog, known: &ALONE }, form }
}

/// Reads blocks by their id; wires may lead anywhere.
pub(super) fn blocks_seed<'de, 'c>(
    source: &'c Source<'c>,
    catalog: &'c dyn Catalog,
) -> impl DeserializeSeed<'de, Value = BTreeMap<BlockId, Block>> {
    Blocks(Context { source, catalog, known: &ALONE })
}

/// Nothing is known of other files, as for rows outside blocks, which have no wires.
static ALONE: Known<'static> = Known { taken: BTreeSet::new(), there: None };

#[derive(Clone, Copy)]
struct Context<'c> {
    source: &'c Source<'c>,
    catalog: &'c dyn Catalog,
    known: &'c Known<'c>,
}

struct Whole<'c>(Context<'c>);

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = Funnel;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Funnel, D::Error> {
        from.deserialize_struct("", &[], self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Funnel;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(title: \"…\", blocks: {…})")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Funnel, A::Error> {
        let source = self.0.source;
        let (mut title, mut blocks) = (None, None);
        while let Some(name) = map.next_key_seed(Ident)? {
            match name {
                "title" if title.is_none() => title = Some(map.next_value()?),
                "blocks" if blocks.is_none() => blocks = Some(map.next_value_seed(Blocks(self.0))?),
                "title" | "blocks" => return Err(source.refuse(words::twice(name))),
                _ => {
                    return Err(source.refuse(words::unknown_name(
                        name,
                        &["title", "blocks"],
                        words::THIS_FILE,
                    )));
                }
            }
        }
        let (title, blocks) = (title.unwrap_or_default(), blocks.unwrap_or_default());
        Ok(Funnel { title, blocks, ..Funnel::default() })
    }
}

struct Blocks<'c>(Context<'c>);

impl<'de> DeserializeSeed<'de> for Blocks<'_> {
    type Value = BTreeMap<BlockId, Block>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Blocks<'_> {
    type Value = BTreeMap<BlockId, Block>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{1: message(…)}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Context { source, known, .. } = self.0;
        let mut blocks = BTreeMap::new();
        let free = |block_id: BlockId| {
            if known.taken.contains(&block_id) { Err(words::id_taken(block_id)) } else { Ok(block_id) }
        };
        while let Some(block_id) = map.next_key_seed(Then::new(source, free))? {
            if blocks.contains_key(&block_id) {
                return Err(source.refuse(words::twice(&block_id.to_string())));
            }
            blocks.insert(block_id, map.next_value_seed(OneBlock(self.0))?);
        }
        Ok(blocks)
    }
}

/// `message(title: "…", text: "…", exits: {…})`.
struct OneBlock<'c>(Context<'c>);

impl<'de> DeserializeSeed<'de> for OneBlock<'_> {
    type Value = Block;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Block, D::Error> {
        from.deserialize_enum("", &[], self)
    }
}

impl<'de> Visitor<'de> for OneBlock<'_> {
    type Value = Block;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("message(…)")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Block, A::Error> {
        let (kind, variant) = data.variant_seed(Ident)?;
        let Some(form) = self.0.catalog.form(kind) else {
            return Err(self.0.source.refuse(words::unknown_kind(kind, &self.0.catalog.kinds())));
        };
        let block = Block::new(kind);
        variant.struct_variant(&[], Entries { context: self.0, form, owner: kind, block: Some(block) })
    }
}

/// The named entries of a block or of one row.
struct Entries<'c, 'n> {
    context: Context<'c>,
    form: &'static Form,
    /// What the entries belong to, for words.
    owner: &'n str,
    /// The block to fill, which also has a title and exits; `None` for a row.
    block: Option<Block>,
}

impl<'de> Visitor<'de> for Entries<'_, '_> {
    type Value = Block;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(…)")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Block, A::Error> {
        let (source, is_block) = (self.context.source, self.block.is_some());
        let mut block = self.block.unwrap_or_default();
        let (mut title, mut exits) = (None, None);
        while let Some(name) = map.next_key_seed(Ident)? {
            if is_block && name == "title" && title.is_none() {
                title = Some(map.next_value()?);
            } else if is_block && name == "exits" && exits.is_none() {
                exits = Some(map.next_value_seed(Exits(self.context))?);
            } else if let Some(field) = self.form.field(name)
                && !block.props.contains_key(name)
            {
                let prop = map.next_value_seed(Value { context: self.context, field })?;
                block.props.insert(name.to_owned(), prop);
            } else if (is_block && matches!(name, "title" | "exits")) || self.form.field(name).is_some() {
                return Err(source.refuse(words::twice(name)));
            } else {
                let own: &[&str] = if is_block { &["title", "exits"] } else { &[] };
                let names = self.form.fields.iter().map(|field| field.name).chain(own.iter().copied());
                let names: Vec<_> = names.collect();
                return Err(source.refuse(words::unknown_name(name, &names, self.owner)));
            }
        }
        block.props.shrink();
        block.title = title.unwrap_or_default();
        block.exits = exits.map(Shared::from).unwrap_or_default();
        Ok(block)
    }
}

struct Exits<'c>(Context<'c>);

impl<'de> DeserializeSeed<'de> for Exits<'_> {
    type Value = Few<Exit, BlockId>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Exits<'_> {
    type Value = Few<Exit, BlockId>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{\"next\": 2}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Context { source, known, .. } = self.0;
        let mut exits = Few::new();
        while let Some(exit) = map.next_key::<Exit>()? {
            if exits.contains_key(&exit) {
                return Err(source.refuse(words::twice(&exit.0)));
            }
            let there = |to: BlockId| match known.there {
                Some(ids) if !ids.contains(&to) => Err(words::exit_to_nowhere(&exit, to)),
                Some(_) | None => Ok(to),
            };
            let to = map.next_value_seed(Then::new(source, there))?;
            exits.insert(exit, to);
        }
        exits.shrink();
        Ok(exits)
    }
}

/// The value of one property.
struct Value<'c> {
    context: Context<'c>,
    field: &'static FormField,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Prop;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Prop, D::Error> {
        let source = self.context.source;
        match self.field.shape {
            Shape::Int { min, max, .. } => {
                let within = |int: i64| {
                    if (min..=max).contains(&int) {
                        Ok(Prop::Int(int))
                    } else {
                        Err(words::out_of_range(self.field.name, int, min, max))
                    }
                };
                Then::new(source, within).deserialize(from)
            }
            Shape::Choice(choices) => {
                let named = |text: String| {
                    // Nothing chosen means the first, as when the property is absent.
                    if text.is_empty() || choices.iter().any(|choice| choice.name == text) {
                        return Ok(Prop::Text(text));
                    }
                    let names: Vec<_> = choices.iter().map(|choice| choice.name).collect();
                    Err(words::unknown_choice(self.field.name, &text, &names))
                };
                Then::new(source, named).deserialize(from)
            }
            Shape::Flag => serde::Deserialize::deserialize(from).map(Prop::Flag),
            Shape::Lines => serde::Deserialize::deserialize(from).map(Prop::Lines),
            Shape::List(form) => from.deserialize_seq(Rows { context: self.context, form }),
            Shape::Text
            | Shape::Line
            | Shape::Url
            | Shape::Duration
            | Shape::TimeOfDay
            | Shape::Window
            | Shape::Weekdays
            | Shape::Field
            | Shape::Tag
            | Shape::Funnel
            | Shape::Media
            | Shape::Date
            | Shape::Table
            | Shape::Named(_)
            | Shape::Block
            | Shape::Formula => serde::Deserialize::deserialize(from).map(Prop::Text),
        }
    }
}

#[derive(Clone, Copy)]
struct Rows<'c> {
    context: Context<'c>,
    form: &'static Form,
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = Prop;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[(…), (…)]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Prop, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = seq.next_element_seed(self)? {
            rows.push(row);
        }
        rows.shrink_to_fit();
        Ok(Prop::List(rows))
    }
}

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Record, D::Error> {
        let Self { context, form } = self;
        let entries = Entries { context, form, owner: form.name, block: None };
        from.deserialize_struct("", &[], entries).map(|block| block.props.into_inner())
    }
}
