//! Reading `layout.ron`.

use super::source::{Ident, Source, Then};
use super::{There, words};
use crate::diag::{FileError, Words};
use crate::model::{BlockId, Frame, FrameId, Layout, Note, NoteId, Pos};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

/// Reads places, notes and frames. Each must belong to what is there.
pub(super) fn read(source: &Source<'_>, there: &There<'_>) -> Result<Layout, FileError> {
    source.parse(Whole { source, there })
}

/// Whether everything belongs to what is there.
pub(super) fn fits(layout: &Layout, there: &There<'_>) -> bool {
    let Layout { blocks, notes, frames } = layout;
    let mut ids = blocks.keys().chain(frames.values().flat_map(|frame| &frame.folded));
    let mut names = notes.values().map(|note| &note.funnel).chain(frames.values().map(|frame| &frame.funnel));
    ids.all(|id| there.blocks.contains(id)) && names.all(|name| there.funnels.contains(name))
}

#[derive(Clone, Copy)]
struct Whole<'c> {
    source: &'c Source<'c>,
    there: &'c There<'c>,
}

const NAMES: &[&str] = &["blocks", "notes", "frames"];

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
        let (mut layout, mut seen) = (Layout::default(), BTreeSet::new());
        while let Some(name) = map.next_key_seed(Ident)? {
            if NAMES.contains(&name) && !seen.insert(name) {
                return Err(self.source.refuse(words::twice(name)));
            }
            match name {
                "blocks" => layout.blocks = map.next_value_seed(Places(self))?,
                "notes" => layout.notes = map.next_value_seed(Drawn::new(self, note_fits))?,
                "frames" => layout.frames = map.next_value_seed(Drawn::new(self, frame_fits))?,
                _ => return Err(self.source.refuse(words::unknown_name(name, NAMES, words::THIS_FILE))),
            }
        }
        layout.let_go_of_gone();
        Ok(layout)
    }
}

fn note_fits(whole: &Whole<'_>, note: Note) -> Result<Note, Words> {
    if whole.there.funnels.contains(&note.funnel) {
        Ok(note)
    } else {
        Err(words::drawn_nowhere(&note.funnel))
    }
}

fn frame_fits(whole: &Whole<'_>, frame: Frame) -> Result<Frame, Words> {
    if !whole.there.funnels.contains(&frame.funnel) {
        return Err(words::drawn_nowhere(&frame.funnel));
    }
    match frame.folded.iter().find(|block_id| !whole.there.blocks.contains(block_id)) {
        Some(lost) => Err(words::folded_without_block(*lost)),
        None => Ok(frame),
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
        let Whole { source, there } = self.0;
        let mut places = BTreeMap::new();
        let known = |block_id: BlockId| {
            if there.blocks.contains(&block_id) {
                Ok(block_id)
            } else {
                Err(words::place_without_block(block_id))
            }
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

/// Notes or frames by their id.
struct Drawn<'c, K, T> {
    whole: Whole<'c>,
    fits: fn(&Whole<'_>, T) -> Result<T, Words>,
    keys: PhantomData<K>,
}

impl<'c, K, T> Drawn<'c, K, T> {
    fn new(whole: Whole<'c>, fits: fn(&Whole<'_>, T) -> Result<T, Words>) -> Self {
        Self { whole, fits, keys: PhantomData }
    }
}

/// What a note or frame is numbered by.
trait Number {
    fn number(&self) -> u32;
}

impl Number for NoteId {
    fn number(&self) -> u32 {
        self.0
    }
}

impl Number for FrameId {
    fn number(&self) -> u32 {
        self.0
    }
}

impl<'de, K: Ord + Number + Deserialize<'de>, T: Deserialize<'de>> DeserializeSeed<'de> for Drawn<'_, K, T> {
    type Value = BTreeMap<K, T>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, K: Ord + Number + Deserialize<'de>, T: Deserialize<'de>> Visitor<'de> for Drawn<'_, K, T> {
    type Value = BTreeMap<K, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{1: (funnel: \"main\", at: (0, 0), size: (220, 110))}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let source = self.whole.source;
        let mut drawn = BTreeMap::new();
        while let Some(id) = map.next_key::<K>()? {
            if drawn.contains_key(&id) {
                return Err(source.refuse(words::twice(&id.number().to_string())));
            }
            let fits = |one: T| (self.fits)(&self.whole, one);
            drawn.insert(id, map.next_value_seed(Then::new(source, fits))?);
        }
        Ok(drawn)
    }
}
