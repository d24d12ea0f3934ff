//! Reading `layout.ron`.

use super::source::{Ident, Source, Then};
use super::words;
use crate::diag::FileError;
use crate::model::{BlockId, Layout, Pos};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Reads the places; each must belong to one of `ids`.
pub(super) fn read(source: &Source<'_>, ids: &BTreeSet<BlockId>) -> Result<Layout, FileError> {
    source.parse(Whole { source, ids })
}

#[derive(Clone, Copy)]
struct Whole<'c> {
    source: &'c Source<'c>,
    ids: &'c BTreeSet<BlockId>,
}

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = Layout;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Layout, D::Error> {
        from.deserialize_struct("", &[], self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Layout;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(blocks: {…})")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Layout, A::Error> {
        let mut blocks = None;
        while let Some(name) = map.next_key_seed(Ident)? {
            match (name, blocks.is_some()) {
                ("blocks", false) => blocks = Some(map.next_value_seed(Places(self))?),
                ("blocks", true) => return Err(self.source.refuse(words::twice(name))),
                _ => {
                    return Err(self.source.refuse(words::unknown_name(name, &["blocks"], words::THIS_FILE)));
                }
            }
        }
        Ok(Layout { blocks: blocks.unwrap_or_default() })
    }
}

struct Places<'c>(Whole<'c>);

impl<'de> DeserializeSeed<'de> for Places<'_> {
    type Value = BTreeMap<BlockId, Pos>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Places<'_> {
    type Value = BTreeMap<BlockId, Pos>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{1: (0, 0)}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Whole { source, ids } = self.0;
        let mut places = BTreeMap::new();
        let known = |block_id: BlockId| {
            if ids.contains(&block_id) { Ok(block_id) } else { Err(words::place_without_block(block_id)) }
        };
        while let Some(block_id) = map.next_key_seed(Then::new(source, known))? {
            if places.contains_key(&block_id) {
                return Err(source.refuse(words::twice(&block_id.to_string())));
            }
            let (x, y) = map.next_value()?;
            places.insert(block_id, Pos(x, y));
        }
        Ok(places)
    }
}
