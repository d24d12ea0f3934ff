//! What stands beside the drawings: fields, tags, notes, frames, lists, tables, texts of languages and channels.

use super::blocks::TITLE;
use super::name::{block_of, fixed, joined, own, plain_row, quoted};
use super::record::Walk;
use super::{Change, Comparison, Ordered, Part, Subject, Tone, change, reordered};
use crate::blocks::{block_type, list_type};
use crate::diag::Words;
use crate::model::{
    BlockId, FieldDef, FieldKind, Frame, Label, Layer, Mark, Note, Project, Record, Table, text_of,
};
use std::collections::{BTreeMap, BTreeSet};

const FIELD: Label = Label::new("Поле", "Field");
const TAG: Label = Label::new("Тег", "Tag");
const NOTE: Label = Label::new("Заметка", "Note");
const FRAME: Label = Label::new("Рамка", "Frame");
const LOOKS: Label = Label::new("Место и вид", "Place and look");
const TEXT: Label = Label::new("Текст", "Text");
const TABLE: Label = Label::new("Таблица", "Table");
const COLUMNS: Label = Label::new("Столбцы", "Columns");
const ROW: Label = Label::new("Строка", "Row");
const TEXTS: Label = Label::new("Тексты", "Texts");
const CHECKED: Label = Label::new("сверка с оригиналом", "compared with the original");
/// Most rows of a table and texts of a layer that are told one by one.
const TOLD_MAX: usize = 500;

/// Compares fields of subscribers and tags.
pub(super) fn fields_and_tags(before: &Project, after: &Project, found: &mut Comparison) {
    let fields = |p: &Project| p.fields.iter().map(|f| (f.id, own(f.name.as_str()))).collect::<Vec<_>>();
    let text = |field: &FieldDef| {
        let default = field.default.as_ref().map(|value| format!(" = {}", value.shown()));
        let kind = kind_name(field.kind);
        let default = default.unwrap_or_default();
        Words::new(
            format!("{} · {}{default}", field.name, kind.ru),
            format!("{} · {}{default}", field.name, kind.en),
        )
    };
    let values = |p: &Project| p.fields.iter().map(|f| (f.id, (f.name.clone(), text(f)))).collect();
    whole((&values(before), &values(after)), FIELD, |id| Subject::Field(*id), found);
    order((&fields(before), &fields(after)), ("Поля: порядок", "Fields: order"), Ordered::Fields, found);

    let tags = |p: &Project| p.tags.iter().map(|t| (t.id, own(t.name.as_str()))).collect::<Vec<_>>();
    let values = |p: &Project| {
        p.tags.iter().map(|t| (t.id, (t.name.clone(), own(t.name.as_str())))).collect::<BTreeMap<_, _>>()
    };
    whole((&values(before), &values(after)), TAG, |id| Subject::Tag(*id), found);
    order((&tags(before), &tags(after)), ("Теги: порядок", "Tags: order"), Ordered::Tags, found);
}

/// Something of both versions, the earlier first.
type Both<T> = (T, T);
/// Name and words of a thing by its key.
type Things<K> = BTreeMap<K, (String, Words)>;

/// Compares things that are one value each, with a name and what they are.
fn whole<K: Ord>(
    (old, new): Both<&Things<K>>,
    label: Label,
    subject: impl Fn(&K) -> Subject,
    found: &mut Comparison,
) {
    for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (was, is) = (old.get(key), new.get(key));
        if was == is {
            continue;
        }
        let name = is.or(was).map_or("", |(name, _)| name.as_str());
        let text = |side: Option<&(String, Words)>| side.map(|(_, text)| text.clone());
        let changed = change(Part::Whole, fixed(label), text(was), text(is));
        found.push(subject(key), changed.tone, quoted(label, name), vec![changed]);
    }
}

fn order<K: PartialEq + Copy>(
    (old, new): Both<&[(K, Words)]>,
    (ru, en): (&str, &str),
    what: Ordered,
    found: &mut Comparison,
) {
    let label = Words::new(ru, en);
    let moved = reordered(old, new, label.clone(), Part::Whole);
    found.push_changed(Subject::Order(what), label, moved.into_iter().collect());
}

fn kind_name(kind: FieldKind) -> Label {
    match kind {
        FieldKind::Text => Label::new("текст", "text"),
        FieldKind::Number => Label::new("число", "number"),
        FieldKind::Flag => Label::new("да или нет", "yes or no"),
        FieldKind::Date => Label::new("дата", "date"),
        FieldKind::Time => Label::new("время", "time"),
        FieldKind::Moment => Label::new("дата и время", "date and time"),
        FieldKind::List => Label::new("список", "list"),
    }
}

/// Compares notes, frames, lists, tables and layers.
pub(super) fn compare(before: &Project, after: &Project, found: &mut Comparison) {
    let (old, new) = (&before.layout, &after.layout);
    for id in old.notes.keys().chain(new.notes.keys()).collect::<BTreeSet<_>>() {
        note(Mark::Note(*id), old.notes.get(id), new.notes.get(id), found);
    }
    for id in old.frames.keys().chain(new.frames.keys()).collect::<BTreeSet<_>>() {
        frame(Mark::Frame(*id), old.frames.get(id), new.frames.get(id), found);
    }
    for list in before.lists.keys().chain(after.lists.keys()).collect::<BTreeSet<_>>() {
        rows(list, before, after, found);
    }
    let names = before.tables.iter().chain(&after.tables).map(|table| table.name.as_str());
    for name in names.collect::<BTreeSet<_>>() {
        let title = quoted(TABLE, name);
        let subject = Subject::Table(name.to_owned());
        match (before.table(name), after.table(name)) {
            (None, Some(table)) => found.push(subject, Tone::Added, title, table_changes(None, Some(table))),
            (Some(table), None) => {
                found.push(subject, Tone::Removed, title, table_changes(Some(table), None));
            }
            (was, is) if was != is => found.push_changed(subject, title, table_changes(was, is)),
            _ => {}
        }
    }
    let names = before.layers.iter().chain(&after.layers).map(|layer| layer.name.as_str());
    for name in names.collect::<BTreeSet<_>>() {
        layer(name, before, after, found);
    }
}

fn note(mark: Mark, was: Option<&Note>, is: Option<&Note>, found: &mut Comparison) {
    let title = || quoted(NOTE, &super::name::snippet(&is.or(was).map_or(String::new(), |n| n.text.clone())));
    let text = |note: Option<&Note>| note.map(|note| own(note.text.as_str()));
    let bare = |note: &Note| Note { text: String::new(), ..note.clone() };
    let look = match (was, is) {
        (Some(was), Some(is)) if bare(was) != bare(is) => {
            let look = |note: &Note| own(looks((note.at, note.size), note.hue.name(), ""));
            Some((look(was), look(is)))
        }
        _ => None,
    };
    drawn(mark, title(), (text(was), text(is)), TEXT, look, found);
}

fn frame(mark: Mark, was: Option<&Frame>, is: Option<&Frame>, found: &mut Comparison) {
    let title = || quoted(FRAME, is.or(was).map_or("", |frame| frame.title.as_str()));
    let text = |frame: Option<&Frame>| frame.map(|frame| own(frame.title.as_str()));
    let bare = |frame: &Frame| Frame { title: String::new(), ..frame.clone() };
    let look = match (was, is) {
        (Some(was), Some(is)) if bare(was) != bare(is) => {
            let look = |frame: &Frame| {
                let folded = if frame.is_folded() { " ▸" } else { "" };
                own(looks((frame.at, frame.size), frame.hue.name(), folded))
            };
            Some((look(was), look(is)))
        }
        _ => None,
    };
    drawn(mark, title(), (text(was), text(is)), TITLE, look, found);
}

fn looks((at, size): (crate::model::Pos, crate::model::Pos), hue: &str, more: &str) -> String {
    format!("{}, {} · {} × {} · {hue}{more}", at.0, at.1, size.0, size.1)
}

fn drawn(
    mark: Mark,
    title: Words,
    (was, is): (Option<Words>, Option<Words>),
    label: Label,
    look: Option<(Words, Words)>,
    found: &mut Comparison,
) {
    let subject = Subject::Mark(mark);
    if was.is_none() || is.is_none() {
        let changed = change(Part::Whole, fixed(label), was, is);
        return found.push(subject, changed.tone, title, vec![changed]);
    }
    let mut changes = Vec::new();
    if was != is {
        changes.push(change(Part::Title, fixed(label), was, is));
    }
    changes.extend(look.map(|(was, is)| Change {
        tone: Tone::Moved,
        ..change(Part::Place, fixed(LOOKS), Some(was), Some(is))
    }));
    found.push_changed(subject, title, changes);
}

fn rows(list: &str, before: &Project, after: &Project, found: &mut Comparison) {
    let side = |p: &'_ Project| p.lists.get(list).cloned().unwrap_or_default();
    let (old, new) = (side(before), side(after));
    let (kind, label) = match list_type(list) {
        Some(kind) => (Some(kind.form), kind.label),
        None => (None, Label::new("Список", "List")),
    };
    let name = |row: &Record| text_of(row, "name").to_owned();
    let names: BTreeSet<String> = old.iter().chain(&new).map(name).collect();
    for row_name in names {
        let row = |rows: &'_ [Record]| rows.iter().find(|row| name(row) == row_name).cloned();
        let subject = Subject::Row(list.to_owned(), row_name.clone());
        let title = joined(&fixed(label), &own(row_name.as_str()));
        let (was, is) = (row(&old), row(&new));
        if let (Some(was), Some(is)) = (&was, &is) {
            let mut walk = Walk { before, after, found: Vec::new() };
            walk.records(kind, (was, is), &[], None);
            found.push_changed(subject, title, walk.found);
            continue;
        }
        let text = |row: &Option<Record>| row.as_ref().map(|row| own(plain_row(row)));
        let changed = change(Part::Whole, fixed(label), text(&was), text(&is));
        found.push(subject, changed.tone, title, vec![changed]);
    }
    let place = |row: &Record| old.iter().position(|other| name(other) == name(row));
    let names = |rows: &[Record]| -> Vec<(usize, Words)> {
        rows.iter().filter_map(|row| Some((place(row)?, own(name(row))))).collect()
    };
    let label = (format!("{}: порядок", label.ru), format!("{}: order", label.en));
    let what = Ordered::List(list.to_owned());
    order((&names(&old), &names(&new)), (&label.0, &label.1), what, found);
}

/// What differs in a table: its columns, then its rows by the first column where that tells them apart.
fn table_changes(was: Option<&Table>, is: Option<&Table>) -> Vec<Change> {
    let none = Table::default();
    let (old, new) = (was.unwrap_or(&none), is.unwrap_or(&none));
    let mut changes = Vec::new();
    if old.columns != new.columns {
        let text = |table: &Table| Some(own(table.columns.join(", "))).filter(|_| !table.columns.is_empty());
        changes.push(change(Part::Whole, fixed(COLUMNS), text(old), text(new)));
    }
    let (first, second) = (cells(old, new), cells(new, old));
    let mut more = 0;
    let mut tell = |label: String, was: Option<&Vec<&str>>, is: Option<&Vec<&str>>| {
        if was == is {
            return;
        }
        if changes.len() >= TOLD_MAX {
            more += 1;
            return;
        }
        let text = |row: Option<&Vec<&str>>| row.map(|row| own(row.join(" · ")));
        changes.push(change(Part::Whole, quoted(ROW, &label), text(was), text(is)));
    };
    match (keyed(&first), keyed(&second)) {
        (Some(old_at), Some(new_at)) => {
            for (key, at) in &new_at {
                tell((*key).to_owned(), old_at.get(key).map(|at| &first[*at]), Some(&second[*at]));
            }
            for (key, at) in old_at.iter().filter(|(key, _)| !new_at.contains_key(*key)) {
                tell((*key).to_owned(), Some(&first[*at]), None);
            }
            let both = |rows: &[Vec<&str>], other: &BTreeMap<&str, usize>| -> Vec<String> {
                let keys = rows.iter().filter_map(|row| row.first());
                keys.filter(|key| other.contains_key(**key)).map(|key| (*key).to_owned()).collect()
            };
            let (was, is) = (both(&first, &new_at), both(&second, &old_at));
            if was != is {
                let (was, is) = (own(was.join(", ")), own(is.join(", ")));
                let label = Words::new("Порядок строк", "Order of rows");
                let moved = change(Part::Whole, label, Some(was), Some(is));
                changes.push(Change { tone: Tone::Moved, ..moved });
            }
        }
        _ => {
            for at in 0..first.len().max(second.len()) {
                tell((at + 1).to_string(), first.get(at), second.get(at));
            }
        }
    }
    if more > 0 {
        let label = Words::new(format!("И ещё строк: {more}"), format!("And {more} more rows"));
        changes.push(Change { part: Part::Whole, tone: Tone::Changed, label, before: None, after: None });
    }
    changes
}

/// The rows of a table in the columns that the other has too.
fn cells<'t>(table: &'t Table, other: &Table) -> Vec<Vec<&'t str>> {
    let is_shared = |column: &String| other.columns.is_empty() || other.columns.contains(column);
    let mut shared: Vec<usize> =
        (0..table.columns.len()).filter(|at| is_shared(&table.columns[*at])).collect();
    if !other.columns.is_empty() {
        shared.sort_by_key(|at| table.columns[*at].as_str());
        // The first column keeps its place: it is what rows are told apart by.
        if let Some(first) = shared.iter().position(|at| *at == 0) {
            let first = shared.remove(first);
            shared.insert(0, first);
        }
    }
    let cells =
        |row: &'t Vec<String>| shared.iter().filter_map(|at| row.get(*at)).map(String::as_str).collect();
    table.rows.iter().map(cells).collect()
}

/// Rows by their first cell, when each has another one.
fn keyed<'t>(rows: &[Vec<&'t str>]) -> Option<BTreeMap<&'t str, usize>> {
    let by: BTreeMap<&str, usize> =
        rows.iter().enumerate().filter_map(|(at, row)| Some((*row.first()?, at))).collect();
    (by.len() == rows.len() && !by.contains_key("")).then_some(by)
}

fn layer(name: &str, before: &Project, after: &Project, found: &mut Comparison) {
    let side = |p: &'_ Project| p.layers.iter().find(|layer| layer.name == name).cloned();
    let (was, is) = (side(before), side(after));
    if was == is {
        return;
    }
    let none = Layer::default();
    let (old, new) = (was.as_ref().unwrap_or(&none), is.as_ref().unwrap_or(&none));
    let mut changes = Vec::new();
    let keys: BTreeSet<&String> =
        [&old.texts, &new.texts].into_iter().flat_map(|texts| texts.keys()).collect();
    for key in keys {
        let texts = (old.texts.get(key), new.texts.get(key));
        let prints = (old.originals.get(key), new.originals.get(key));
        let text = |text: Option<&String>| text.map(|text| own(text.as_str()));
        if texts.0 != texts.1 {
            let label = text_name(before, after, key);
            changes.push(change(Part::Text(key.clone()), label, text(texts.0), text(texts.1)));
        } else if prints.0 != prints.1 {
            let label = joined(&text_name(before, after, key), &fixed(CHECKED));
            changes.push(change(Part::Text(key.clone()), label, text(texts.0), text(texts.1)));
        }
    }
    let (title, subject) = (quoted(TEXTS, name), Subject::Layer(name.to_owned()));
    match (was.is_some(), is.is_some()) {
        (false, true) => found.push(subject, Tone::Added, title, changes),
        (true, false) => found.push(subject, Tone::Removed, title, changes),
        _ => found.push_changed(subject, title, changes),
    }
}

/// What the text of a key is called: its block and its property.
pub(super) fn text_name(before: &Project, after: &Project, key: &str) -> Words {
    let mut parts = key.split('.');
    let id = parts.next().and_then(|id| id.parse().ok()).map(BlockId);
    let found = id.and_then(|id| Some((id, after.block(id).map(|_| after).or(Some(before))?)));
    let Some((id, project)) = found else {
        return super::setting_name(key);
    };
    let kind = project.block(id).and_then(|(_, block)| block_type(&block.kind));
    let prop = parts.next().unwrap_or_default();
    let label = kind.and_then(|kind| kind.form.field(prop));
    joined(&block_of(project, id), &label.map_or_else(|| own(prop), |field| fixed(field.label)))
}
