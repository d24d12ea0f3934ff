//! Walks over everything that is written in blocks, by the shape of its property and not by the kind of block,
//! so that a new kind is looked at without a word about it here.

use super::Context;
use crate::diag::Anchor;
use crate::model::{BlockId, Form, FormField, Prop, Record, Shape};

/// A property that is filled in.
pub(super) struct Written<'a> {
    /// The block.
    pub block_id: BlockId,
    /// Name of the property; `buttons.url` inside a list.
    pub prop: String,
    /// Row of the outermost list.
    pub row: Option<usize>,
    /// What the property takes.
    pub field: &'static FormField,
    /// What stands there.
    pub value: &'a Prop,
}

impl<'a> Written<'a> {
    /// Its place.
    pub fn at(&self) -> Anchor {
        super::prop(self.block_id, &self.prop, self.row)
    }

    /// Its text, when it is one.
    pub fn text(&self) -> &'a str {
        match self.value {
            Prop::Text(text) => text,
            Prop::Int(_) | Prop::Flag(_) | Prop::Lines(_) | Prop::List(_) => "",
        }
    }
}

/// All properties of all blocks in the order of their forms; rows of lists one by one, lists themselves left out.
pub(super) fn written<'a>(context: &Context<'a>) -> Vec<Written<'a>> {
    let mut walk = Walk { block_id: BlockId::default(), found: Vec::new() };
    for (block_id, block, kind) in context.typed() {
        walk.block_id = block_id;
        walk.record(kind.form, &block.props, "", None);
    }
    walk.found
}

struct Walk<'a> {
    block_id: BlockId,
    found: Vec<Written<'a>>,
}

impl<'a> Walk<'a> {
    fn record(&mut self, form: &'static Form, record: &'a Record, path: &str, row: Option<usize>) {
        for field in form.fields {
            let Some(value) = record.get(field.name) else { continue };
            let prop = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
            match (field.shape, value) {
                (Shape::List(inner), Prop::List(rows)) => {
                    for (index, record) in rows.iter().enumerate() {
                        self.record(inner, record, &prop, row.or(Some(index)));
                    }
                }
                _ => self.found.push(Written { block_id: self.block_id, prop, row, field, value }),
            }
        }
    }
}
