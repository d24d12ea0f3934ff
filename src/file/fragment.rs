//! What was copied, as one text in the clipboard: a line that names it, then RON as in the files of a project.

use super::funnel::blocks_seed;
use super::head::Fields;
use super::source::{Ident, Source};
use super::{whole, words, write};
use crate::diag::FileError;
use crate::model::{BlockId, Catalog, Fragment, Layer, Pos};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How the first line of a copied fragment begins; the number of its format follows.
const HEADER: &str = "// voronka fragment ";
/// The format that this program writes.
const VERSION: &str = "1";
/// What a mistake in the clipboard is said to stand in.
const PLACE: &str = "clipboard";

/// Whether a text says of itself that it was copied from a funnel.
pub fn is_fragment(text: &str) -> bool {
    text.trim_start().starts_with(HEADER)
}

/// The text of a fragment; reading it gives the fragment again.
pub fn write_fragment(fragment: &Fragment, catalog: &dyn Catalog) -> String {
    let body = write::fragment(fragment, catalog).print();
    format!("{HEADER}{VERSION}\n{}", String::from_utf8_lossy(&body))
}

/// Reads a text that [`is_fragment`].
///
/// Wires, places and what is folded that lead outside are left out.
///
/// # Errors
/// With line and column: a newer format, an unknown kind of block, misspelled or wrong values.
pub fn read_fragment(text: &str, catalog: &dyn Catalog) -> Result<Fragment, FileError> {
    let text = text.trim_start();
    let version = text.strip_prefix(HEADER).and_then(|rest| rest.lines().next()).map(str::trim);
    if let Some(version) = version.filter(|version| *version != VERSION) {
        return Err(whole(PLACE, words::newer_fragment(version)));
    }
    let source = Source::new(PLACE, text.as_bytes())?;
    let mut fragment = source.parse(Whole { source: &source, catalog })?;
    let ids: BTreeSet<BlockId> = fragment.blocks.keys().copied().collect();
    for block in fragment.blocks.values_mut() {
        block.exits.retain(|_, to| ids.contains(to));
    }
    for frame in &mut fragment.frames {
        frame.folded.retain(|block_id| ids.contains(block_id));
    }
    fragment.let_go_of_gone();
    fragment.places.retain(|block_id, _| ids.contains(block_id));
    Ok(fragment)
}

const NAMES: &[&str] = &["fields", "tags", "blocks", "places", "notes", "frames", "texts"];

#[derive(Clone, Copy)]
struct Whole<'c> {
    source: &'c Source<'c>,
    catalog: &'c dyn Catalog,
}

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = Fragment;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Fragment, D::Error> {
        from.deserialize_struct("", &[], self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Fragment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(blocks: {…})")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fragment, A::Error> {
        let source = self.source;
        let (mut fragment, mut seen) = (Fragment::default(), BTreeSet::new());
        while let Some(name) = map.next_key_seed(Ident)? {
            if NAMES.contains(&name) && !seen.insert(name) {
                return Err(source.refuse(words::twice(name)));
            }
            match name {
                "fields" => fragment.fields = map.next_value_seed(Fields(source))?,
                "tags" => fragment.tags = map.next_value()?,
                "blocks" => fragment.blocks = map.next_value_seed(blocks_seed(source, self.catalog))?,
                "places" => fragment.places = map.next_value::<BTreeMap<BlockId, Pos>>()?,
                "notes" => fragment.notes = map.next_value()?,
                "frames" => fragment.frames = map.next_value()?,
                "texts" => {
                    let layers: BTreeMap<String, BTreeMap<String, String>> = map.next_value()?;
                    let layers =
                        layers.into_iter().map(|(name, texts)| Layer { name, texts, ..Layer::default() });
                    fragment.layers = layers.collect();
                }
                _ => return Err(source.refuse(words::unknown_name(name, NAMES, words::THIS_FILE))),
            }
        }
        Ok(fragment)
    }
}
