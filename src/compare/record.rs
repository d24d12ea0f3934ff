//! Properties of a block or of a row, down to the rows of lists inside it.

use super::name::{fixed, joined, own, row_name, shown};
use super::{Change, Part, change, reordered};
use crate::diag::Words;
use crate::model::{Form, Label, Project, Prop, Record, Shape, text_of};
use std::collections::{BTreeMap, BTreeSet};

const ORDER: Label = Label::new("порядок", "order");

/// One step of the way to a property.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A property by its name.
    Prop(String),
    /// A row of a list: the property that tells the rows apart, and its value.
    Row(&'static str, String),
}

/// Two versions and the way that was gone into them.
pub(super) struct Walk<'p> {
    pub before: &'p Project,
    pub after: &'p Project,
    pub found: Vec<Change>,
}

impl Walk<'_> {
    /// Compares two records of one form; a form that nobody knows has the names of its properties for labels.
    pub fn records(
        &mut self,
        form: Option<&'static Form>,
        (old, new): (&Record, &Record),
        way: &[Step],
        place: Option<&Words>,
    ) {
        if old == new {
            return;
        }
        let known = form.map_or(&[][..], |form| form.fields).iter().map(|field| field.name);
        let names: BTreeSet<&str> = old.keys().chain(new.keys()).map(String::as_str).collect();
        let (mut order, mut seen) = (Vec::new(), BTreeSet::new());
        for name in known.filter(|name| names.contains(name)).chain(names.iter().copied()) {
            if seen.insert(name) {
                order.push(name);
            }
        }
        for name in order.into_iter().filter(|name| old.get(*name) != new.get(*name)) {
            let field = form.and_then(|form| form.field(name));
            let label = field.map_or_else(|| own(name), |field| fixed(field.label));
            let label = place.map_or(label.clone(), |place| joined(place, &label));
            let mut way = way.to_vec();
            way.push(Step::Prop(name.to_owned()));
            self.props(field.map(|field| &field.shape), (old.get(name), new.get(name)), way, label);
        }
    }

    fn props(
        &mut self,
        shape: Option<&'static Shape>,
        (old, new): (Option<&Prop>, Option<&Prop>),
        way: Vec<Step>,
        label: Words,
    ) {
        let rows = |prop: Option<&'_ Prop>| -> Option<Vec<Record>> {
            match prop {
                Some(Prop::List(rows)) => Some(rows.clone()),
                None => Some(Vec::new()),
                Some(_) => None,
            }
        };
        if let (Some(Shape::List(form)), Some(a), Some(b)) = (shape, rows(old), rows(new))
            && let Some(by) = told_apart(&a, &b)
        {
            return self.rows(form, by, (&a, &b), &way, &label);
        }
        let (was, is) = (shown(self.before, shape, old), shown(self.after, shape, new));
        self.found.push(change(Part::Value(way), label, was, is));
    }

    fn rows(
        &mut self,
        form: &'static Form,
        by: &'static str,
        (old, new): (&[Record], &[Record]),
        way: &[Step],
        label: &Words,
    ) {
        let index = |rows: &'_ [Record]| -> BTreeMap<String, usize> {
            rows.iter().enumerate().map(|(at, row)| (text_of(row, by).to_owned(), at)).collect()
        };
        let (old_at, new_at) = (index(old), index(new));
        let gone = old.iter().filter(|row| !new_at.contains_key(text_of(row, by)));
        let rows = new.iter().chain(gone);
        for row in rows {
            let id = text_of(row, by);
            let mut inner = way.to_vec();
            inner.push(Step::Row(by, id.to_owned()));
            let place = joined(label, &row_name(row));
            match (old_at.get(id), new_at.get(id)) {
                (Some(was), Some(is)) => {
                    self.records(Some(form), (&old[*was], &new[*is]), &inner, Some(&place));
                }
                (was, _) => {
                    let text = Some(own(super::name::plain_row(row)));
                    let (before, after) = if was.is_some() { (text, None) } else { (None, text) };
                    self.found.push(change(Part::Value(inner), place, before, after));
                }
            }
        }
        let order = |rows: &[Record]| -> Vec<(usize, Words)> {
            // Keys of both sides by one number, so that they compare.
            let number = |row: &Record| old_at.get(text_of(row, by)).copied();
            rows.iter().filter_map(|row| Some((number(row)?, row_name(row)))).collect()
        };
        let label = joined(label, &fixed(ORDER));
        self.found.extend(reordered(&order(old), &order(new), label, Part::RowOrder(way.to_vec())));
    }
}

/// The property that tells the rows of two lists apart: in each list every row has another one.
pub(super) fn told_apart(old: &[Record], new: &[Record]) -> Option<&'static str> {
    let tells = |rows: &[Record], by: &str| {
        let ids: BTreeSet<&str> = rows.iter().map(|row| text_of(row, by)).collect();
        ids.len() == rows.len() && !ids.contains("")
    };
    ["key", "name"].into_iter().find(|by| tells(old, by) && tells(new, by))
}

/// What a way leads to in a record.
pub(super) enum Found<'r> {
    Prop(&'r Prop),
    /// A row with its number.
    Row(usize, &'r Record),
}

/// Follows a way into a record.
pub(super) fn follow<'r>(record: &'r Record, way: &[Step]) -> Option<Found<'r>> {
    let (Step::Prop(name), rest) = way.split_first()? else { return None };
    let prop = record.get(name)?;
    let Some((Step::Row(by, id), rest)) = rest.split_first() else { return Some(Found::Prop(prop)) };
    let Prop::List(rows) = prop else { return None };
    let at = rows.iter().position(|row| text_of(row, by) == id)?;
    if rest.is_empty() { Some(Found::Row(at, &rows[at])) } else { follow(&rows[at], rest) }
}

/// Makes what a way leads to in `record` what it is in `from`; nothing happens where the way is blocked.
pub(super) fn copy(record: &mut Record, from: &Record, way: &[Step]) {
    let source = follow(from, way);
    let Some((Step::Prop(name), rest)) = way.split_first() else { return };
    let Some((Step::Row(by, id), rest)) = rest.split_first() else {
        match source {
            Some(Found::Prop(prop)) => record.insert(name.clone(), prop.clone()),
            _ => record.remove(name),
        };
        return;
    };
    let prop = record.get_or_insert_with(name.clone(), || Prop::List(Vec::new()));
    let Prop::List(rows) = prop else { return };
    let at = rows.iter().position(|row| text_of(row, by) == id);
    match (at, rest.is_empty(), source) {
        (Some(at), true, None) => drop(rows.remove(at)),
        (Some(at), true, Some(Found::Row(_, row))) => rows[at] = row.clone(),
        (None, true, Some(Found::Row(place, row))) => rows.insert(place.min(rows.len()), row.clone()),
        (Some(at), false, _) => {
            let inner = [name.clone()];
            if let Some(Prop::List(theirs)) = from.get(&inner[0])
                && let Some(theirs) = theirs.iter().find(|row| text_of(row, by) == id)
            {
                copy(&mut rows[at], theirs, rest);
            }
        }
        _ => {}
    }
    if rows.is_empty() && !from.contains_key(name) {
        record.remove(name);
    }
}

/// Puts the rows of a list into the order they have in `from`; rows that are not there stay behind their neighbours.
pub(super) fn reorder(record: &mut Record, from: &Record, way: &[Step]) {
    let Some(Found::Prop(Prop::List(theirs))) = follow(from, way) else { return };
    let Some(rows) = list_mut(record, way) else { return };
    let Some(by) = told_apart(rows, theirs) else { return };
    let mut places =
        rows.iter().map(|row| theirs.iter().position(|other| text_of(other, by) == text_of(row, by)));
    let mut last = 0;
    let places: Vec<usize> = std::iter::from_fn(|| {
        places.next().map(|place| {
            last = place.unwrap_or(last);
            last
        })
    })
    .collect();
    let mut numbered: Vec<(usize, Record)> = places.into_iter().zip(rows.drain(..)).collect();
    numbered.sort_by_key(|(place, _)| *place);
    rows.extend(numbered.into_iter().map(|(_, row)| row));
}

fn list_mut<'r>(record: &'r mut Record, way: &[Step]) -> Option<&'r mut Vec<Record>> {
    let (Step::Prop(name), rest) = way.split_first()? else { return None };
    let Prop::List(rows) = record.get_mut(name)? else { return None };
    match rest.split_first() {
        None => Some(rows),
        Some((Step::Row(by, id), rest)) => {
            let row = rows.iter_mut().find(|row| text_of(row, by) == id)?;
            list_mut(row, rest)
        }
        Some((Step::Prop(_), _)) => None,
    }
}
