//! Names that properties of a block hold: fields, tags, tables, rows of lists. An unknown one is a problem.

use super::{Lower, ProblemKind};
use crate::model::{FieldId, FieldKind, Record, Table, TagId};

impl<'a> Lower<'a> {
    /// The field that a property names, or `None` with a problem when there is no such field.
    pub fn field(&mut self, name: &str) -> Option<(FieldId, FieldKind)> {
        let name = name.trim();
        let found = self.project.field(name);
        if found.is_none() && !name.is_empty() {
            self.problem(None, ProblemKind::UnknownField(name.into()));
        }
        found
    }

    /// The table that a property names, its index in the flow, or `None` with a problem when there is none.
    pub fn table(&mut self, name: &str) -> Option<(u32, &'a Table)> {
        let name = name.trim();
        let found = self.project.tables.iter().position(|table| table.name == name);
        if found.is_none() && !name.is_empty() {
            self.problem(None, ProblemKind::UnknownTable(name.into()));
        }
        self.has_table |= found.is_some();
        found.map(|at| (at as u32, &self.project.tables[at]))
    }

    /// The column of a table that a property names, or `None` with a problem when there is none.
    pub fn column(&mut self, table: &Table, name: &str) -> Option<u32> {
        let name = name.trim();
        let found = table.column(name);
        if found.is_none() && !name.is_empty() {
            self.problem(None, ProblemKind::UnknownColumn(name.into()));
        }
        found.map(|at| at as u32)
    }

    /// The row that a property names in a list of the project, or `None` with a problem when there is none.
    pub fn listed(&mut self, list: &'static str, name: &str) -> Option<&'a Record> {
        let name = name.trim();
        let found = self.project.listed(list, name);
        if found.is_none() && !name.is_empty() {
            self.problem(None, ProblemKind::UnknownListed(list, name.into()));
        }
        found
    }

    /// The tag that a property names, or `None` with a problem when there is no such tag.
    pub fn tag(&mut self, name: &str) -> Option<TagId> {
        let name = name.trim();
        let found = self.project.tag(name);
        if found.is_none() && !name.is_empty() {
            self.problem(None, ProblemKind::UnknownTag(name.into()));
        }
        found
    }
}
