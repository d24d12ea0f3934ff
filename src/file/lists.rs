//! Reading the lists of `project.ron`, driven by their forms as blocks are.

use super::funnel::row_seed;
use super::source::{Source, Then};
use super::words;
use crate::model::{Catalog, Form, Record, text_of};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// `{"segments": [(name: "…", …)]}`.
#[derive(Clone, Copy)]
pub(super) struct Lists<'c> {
    pub source: &'c Source<'c>,
    pub catalog: &'c dyn Catalog,
}

impl<'de> DeserializeSeed<'de> for Lists<'_> {
    type Value = BTreeMap<String, Vec<Record>>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Lists<'_> {
    type Value = BTreeMap<String, Vec<Record>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{\"segments\": […]}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Self { source, catalog } = self;
        let mut lists = BTreeMap::new();
        loop {
            let known = |name: String| {
                if lists.contains_key(&name) {
                    return Err(words::twice(&name));
                }
                match catalog.list(&name) {
                    Some(form) => Ok((name, form)),
                    None => Err(words::unknown_name(&name, &catalog.lists(), words::THIS_FILE)),
                }
            };
            let Some((name, form)) = map.next_key_seed(Then::new(source, known))? else { return Ok(lists) };
            lists.insert(name, map.next_value_seed(OneList { lists: self, form })?);
        }
    }
}

#[derive(Clone, Copy)]
struct OneList<'c> {
    lists: Lists<'c>,
    form: &'static Form,
}

impl<'de> DeserializeSeed<'de> for OneList<'_> {
    type Value = Vec<Record>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for OneList<'_> {
    type Value = Vec<Record>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[(name: \"…\")]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let Lists { source, catalog } = self.lists;
        let mut list: Vec<Record> = Vec::new();
        while let Some(row) = seq.next_element_seed(row_seed(source, catalog, self.form))? {
            let name = text_of(&row, "name");
            if name.trim().is_empty() {
                return Err(source.refuse(words::row_without_name(self.form.name)));
            }
            if list.iter().any(|other| text_of(other, "name") == name) {
                return Err(source.refuse(words::twice(name)));
            }
            list.push(row);
        }
        Ok(list)
    }
}
