//! Reading and writing `texts/<layer>.ron`: what is said in another language or channel.

use super::doc::{Doc, quoted};
use super::source::{Ident, Source, Then};
use super::words;
use crate::diag::FileError;
use crate::model::{Layer, text_order};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// Reads a layer; its name is left empty, for it is the name of the file. Keys that belong to no text are kept,
/// since a block may come back; the check names them.
pub(super) fn read(source: &Source<'_>) -> Result<Layer, FileError> {
    source.parse(Whole(source))
}

/// The file of a layer, its texts in order of block.
pub(super) fn doc(layer: &Layer) -> Doc {
    let mut texts: Vec<_> = layer.texts.iter().collect();
    texts.sort_by_key(|(key, _)| text_order(key));
    let texts = texts.into_iter().map(|(key, text)| (quoted(key), Doc::text(text))).collect();
    Doc::record("", vec![("texts", Doc::map(texts).tall())]).tall()
}

struct Whole<'c>(&'c Source<'c>);

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = Layer;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Layer, D::Error> {
        from.deserialize_struct("", &[], self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Layer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(texts: {…})")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Layer, A::Error> {
        let mut texts = None;
        while let Some(name) = map.next_key_seed(Ident)? {
            match (name, texts.is_some()) {
                ("texts", false) => texts = Some(map.next_value_seed(Texts(self.0))?),
                ("texts", true) => return Err(self.0.refuse(words::twice(name))),
                _ => return Err(self.0.refuse(words::unknown_name(name, &["texts"], words::THIS_FILE))),
            }
        }
        Ok(Layer { texts: texts.unwrap_or_default(), ..Layer::default() })
    }
}

struct Texts<'c>(&'c Source<'c>);

impl<'de> DeserializeSeed<'de> for Texts<'_> {
    type Value = BTreeMap<String, String>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Texts<'_> {
    type Value = BTreeMap<String, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{\"2.text\": \"…\"}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut texts = BTreeMap::new();
        loop {
            let new = |key: String| if texts.contains_key(&key) { Err(words::twice(&key)) } else { Ok(key) };
            let Some(key) = map.next_key_seed(Then::new(self.0, new))? else { return Ok(texts) };
            texts.insert(key, map.next_value()?);
        }
    }
}
