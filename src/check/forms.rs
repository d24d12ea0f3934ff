//! Walks over everything that is written in blocks, by the shape of its property and not by the kind of block,
//! so that a new kind is looked at without a word about it here.

use super::Context;
use crate::diag::Anchor;
use crate::model::{BlockId, Form, FormField, Prop, Record, Shape};

/// A property that is filled in.
pub(super) struct Written<'a> {
    /// The block.
    pub block_id: BlockId,
    /// Names of the property and of the lists it stands in, the innermost last.
    path: [&'static str; DEPTH_MAX],
    /// Row of the outermost list.
    pub row: Option<usize>,
    /// What the property takes.
    pub field: &'static FormField,
    /// What stands there.
    pub value: &'a Prop,
}

/// How deep lists lie in lists; what lies deeper counts as lying there.
const DEPTH_MAX: usize = 3;

impl<'a> Written<'a> {
    /// Its place; `buttons.url` inside a list.
    pub fn at(&self) -> Anchor {
        let names: Vec<&str> = self.path.into_iter().filter(|name| !name.is_empty()).collect();
        super::prop(self.block_id, &names.join("."), self.row)
    }

    /// Its text, when it is one.
    pub fn text(&self) -> &'a str {
        match self.value {
            Prop::Text(text) => text,
            Prop::Int(_) | Prop::Flag(_) | Prop::Lines(_) | Prop::List(_) => "",
        }
    }
}

/// Shows all properties of all blocks in the order of their forms; rows of lists one by one, lists themselves left out.
pub(super) fn written<'a>(context: &Context<'a>, mut show: impl FnMut(Written<'a>)) {
    for (block_id, block, kind) in context.typed() {
        record(block_id, (kind.form, &block.props), ([""; DEPTH_MAX], 0), None, &mut show);
    }
}

fn record<'a>(
    block_id: BlockId,
    (form, record_here): (&'static Form, &'a Record),
    (mut path, depth): ([&'static str; DEPTH_MAX], usize),
    row: Option<usize>,
    show: &mut impl FnMut(Written<'a>),
) {
    for field in form.fields {
        let Some(value) = record_here.get(field.name) else { continue };
        path[depth.min(DEPTH_MAX - 1)] = field.name;
        match (field.shape, value) {
            (Shape::List(inner), Prop::List(rows)) => {
                for (index, below) in rows.iter().enumerate() {
                    record(block_id, (inner, below), (path, depth + 1), row.or(Some(index)), show);
                }
            }
            _ => show(Written { block_id, path, row, field, value }),
        }
    }
}
