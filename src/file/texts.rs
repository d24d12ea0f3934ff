//! Reading and writing `texts/<layer>.ron`: what is said in another language or channel.

use super::doc::{Doc, Sheet, quoted};
use super::source::{Ident, Source, Then};
use super::words;
use crate::diag::{FileError, Words};
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
pub(super) fn write(layer: &Layer) -> Vec<u8> {
    let mut texts: Vec<_> = layer.texts.iter().collect();
    texts.sort_by_key(|(key, _)| text_order(key));
    let originals =
        texts.iter().filter_map(|(key, _)| Some((quoted(key), print(*layer.originals.get(*key)?))));
    let originals: Vec<_> = originals.collect();
    let mut out = Sheet::new();
    out.rows("texts", texts.iter().map(|(key, text)| (quoted(key), Doc::text(text))));
    if !originals.is_empty() {
        out.rows(ORIGINALS, originals.into_iter());
    }
    out.print()
}

/// A fingerprint of an original: eight hexadecimal digits.
fn print(print: u32) -> Doc {
    Doc::text(&format!("{print:08x}"))
}

/// What each text was written to, as fingerprints; a line a text, so that git shows whose original was taken.
const ORIGINALS: &str = "originals";

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
        f.write_str("(texts: {…}, originals: {…})")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Layer, A::Error> {
        let (mut texts, mut originals) = (None, None);
        while let Some(name) = map.next_key_seed(Ident)? {
            match (name, texts.is_some(), originals.is_some()) {
                ("texts", false, _) => {
                    texts = Some(map.next_value_seed(Texts(self.0, |text: String| Ok(text)))?);
                }
                (ORIGINALS, _, false) => originals = Some(map.next_value_seed(Texts(self.0, read_print))?),
                ("texts" | ORIGINALS, _, _) => return Err(self.0.refuse(words::twice(name))),
                _ => {
                    let known = ["texts", ORIGINALS];
                    return Err(self.0.refuse(words::unknown_name(name, &known, words::THIS_FILE)));
                }
            }
        }
        let (texts, mut originals) = (texts.unwrap_or_default(), originals.unwrap_or_default());
        originals.retain(|key, _| texts.contains_key(key));
        Ok(Layer { texts, originals, ..Layer::default() })
    }
}

fn read_print(text: String) -> Result<u32, Words> {
    u32::from_str_radix(&text, 16).map_err(|_| words::bad_print(&text))
}

/// Values by the key of a text, each read from a text.
struct Texts<'c, T>(&'c Source<'c>, fn(String) -> Result<T, Words>);

impl<'de, T> DeserializeSeed<'de> for Texts<'_, T> {
    type Value = BTreeMap<String, T>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, T> Visitor<'de> for Texts<'_, T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{\"2.text\": \"…\"}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut texts = BTreeMap::new();
        loop {
            let new = |key: String| if texts.contains_key(&key) { Err(words::twice(&key)) } else { Ok(key) };
            let Some(key) = map.next_key_seed(Then::new(self.0, new))? else { return Ok(texts) };
            texts.insert(key, map.next_value_seed(Then::new(self.0, self.1))?);
        }
    }
}
