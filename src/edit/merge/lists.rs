//! What stands beside the drawings: lists with named rows, tables, texts of other languages and channels. Also
//! the rows inside a block.

use super::{Picker, Piece, Sides, order};
use crate::model::{Layer, Project, Prop, Record, Table, text_of};
use std::collections::{BTreeMap, BTreeSet};

/// Puts lists, tables and layers of both into the project.
pub(super) fn merge(sides: &Sides<'_>, project: &mut Project, picker: &mut Picker<'_>) {
    let (base, ours, theirs) = sides.map(|p| &p.lists);
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    for name in names {
        let lists = (base.get(name), ours.get(name), theirs.get(name));
        if let Some(rows) = list(name, lists, picker) {
            project.lists.insert(name.clone(), rows);
        }
    }
    tables(sides, project, picker);
    layers(sides, project, picker);
}

type Rows<'r> = Option<&'r Vec<Record>>;

fn list(
    name: &str,
    (base, ours, theirs): (Rows<'_>, Rows<'_>, Rows<'_>),
    picker: &mut Picker<'_>,
) -> Option<Vec<Record>> {
    if ours == theirs || theirs == base {
        return ours.cloned();
    }
    if ours == base {
        return theirs.cloned();
    }
    let none = Vec::new();
    let (base, ours, theirs) = (base.unwrap_or(&none), ours.unwrap_or(&none), theirs.unwrap_or(&none));
    Some(rows("name", (base, ours, theirs), |values, row| {
        picker.pick(values, || Piece::Row(name.to_owned(), row.to_owned()))
    }))
}

/// Brings rows together by the property that names them.
fn rows(
    named: &str,
    (base, ours, theirs): (&[Record], &[Record], &[Record]),
    mut pick: impl for<'r> FnMut(
        (Option<&'r Record>, Option<&'r Record>, Option<&'r Record>),
        &str,
    ) -> Option<&'r Record>,
) -> Vec<Record> {
    let names = |rows: &[Record]| rows.iter().map(|row| text_of(row, named).to_owned()).collect::<Vec<_>>();
    let find = |rows: &'_ [Record], name: &str| rows.iter().position(|row| text_of(row, named) == name);
    let mut merged = Vec::new();
    for name in order(&names(base), &names(ours), &names(theirs)) {
        let get = |rows| find(rows, &name);
        let values =
            (get(base).map(|at| &base[at]), get(ours).map(|at| &ours[at]), get(theirs).map(|at| &theirs[at]));
        merged.extend(pick(values, &name).cloned());
    }
    merged
}

/// Brings a property together that both changed: row by row when it is a list whose rows have keys. `None` when it
/// is not, or when both changed the same row differently.
pub(super) fn keyed(base: Option<&Prop>, ours: Option<&Prop>, theirs: Option<&Prop>) -> Option<Prop> {
    let (Some(Prop::List(ours)), Some(Prop::List(theirs))) = (ours, theirs) else { return None };
    let none = Vec::new();
    let base = match base {
        Some(Prop::List(base)) => base,
        _ => &none,
    };
    let has_keys = |rows: &[Record]| {
        let keys: BTreeSet<&str> = rows.iter().map(|row| text_of(row, "key")).collect();
        keys.len() == rows.len() && !keys.contains("")
    };
    if ![base, ours, theirs].into_iter().all(|rows| has_keys(rows)) {
        return None;
    }
    let mut clash = false;
    let merged = rows("key", (base, ours, theirs), |(base, ours, theirs), _| {
        clash |= ours != theirs && ours != base && theirs != base;
        if ours == base { theirs } else { ours }
    });
    (!clash).then_some(Prop::List(merged))
}

fn tables(sides: &Sides<'_>, project: &mut Project, picker: &mut Picker<'_>) {
    let (_, ours, theirs) = sides.map(|p| &p.tables);
    let names: BTreeSet<&String> = ours.iter().chain(theirs).map(|table| &table.name).collect();
    for name in names {
        let (base, ours, theirs) = sides.each(|p| p.table(name));
        let cells = match (base, ours, theirs) {
            (Some(base), Some(ours), Some(theirs)) => cells(base, ours, theirs),
            _ => None,
        };
        let table =
            cells.or_else(|| picker.pick((base, ours, theirs), || Piece::Table(name.clone())).cloned());
        project.tables.extend(table);
    }
}

/// A table cell by cell, when neither changed its shape or the same cell.
fn cells(base: &Table, ours: &Table, theirs: &Table) -> Option<Table> {
    let shape = |table: &Table| (table.columns.clone(), table.rows.len());
    if shape(base) != shape(ours) || shape(base) != shape(theirs) {
        return None;
    }
    let mut merged = ours.clone();
    for (at, row) in merged.rows.iter_mut().enumerate() {
        for (column, cell) in row.iter_mut().enumerate() {
            let before = base.rows[at].get(column)?;
            let other = theirs.rows[at].get(column)?;
            if cell == before {
                cell.clone_from(other);
            } else if other != before && other != cell {
                return None;
            }
        }
    }
    Some(merged)
}

fn layers(sides: &Sides<'_>, project: &mut Project, picker: &mut Picker<'_>) {
    let texts = |p: &Project, name: &str| -> Option<BTreeMap<String, String>> {
        p.layers.iter().find(|layer| layer.name == name).map(|layer| layer.texts.clone())
    };
    let (_, ours, theirs) = sides.map(|p| &p.layers);
    let names: BTreeSet<&String> = ours.iter().chain(theirs).map(|layer| &layer.name).collect();
    for name in names {
        let (base, ours, theirs) = sides.each(|p| texts(p, name));
        // A layer that one of them dropped goes when the other left it alone.
        let gone = (ours.is_none() && theirs == base) || (theirs.is_none() && ours == base);
        if gone {
            continue;
        }
        let (base, ours, theirs) =
            (base.unwrap_or_default(), ours.unwrap_or_default(), theirs.unwrap_or_default());
        let texts = picker.map((&base, &ours, &theirs), |key| Piece::Text(name.clone(), key.clone()));
        // What a text was written to comes from the side that wrote it.
        let written_to = |p: &Project, key: &String, text: &String| {
            let layer = p.layers.iter().find(|layer| layer.name == *name)?;
            layer.originals.get(key).copied().filter(|_| layer.texts.get(key) == Some(text))
        };
        let original = |key: &String, text: &String| {
            let (_, ours, theirs) = sides.each(|p| written_to(p, key, text));
            ours.or(theirs)
        };
        let originals = texts.iter().filter_map(|(key, text)| Some((key.clone(), original(key, text)?)));
        let originals = originals.collect();
        project.layers.push(Layer { name: name.clone(), texts, originals });
    }
}
