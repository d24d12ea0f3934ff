//! Transactions that change what is written in many places at once: names of tags and fields, words of texts.

use crate::edit::{Edit, Settings, Transaction};
use crate::model::{
    Catalog, FieldDef, FieldId, Label, Layer, Project, STOP_REPLY, TagDef, TagId, print_of, text_at,
};
use crate::uses::{self, FindOptions, Home, Needle, Rewritten, Thing, Use, Written, rewrite};

/// Gives a tag another name wherever it is named: blocks, segments, formulas. Refused when another tag has it.
pub fn rename_tag(project: &Project, catalog: &dyn Catalog, tag_id: TagId, name: &str) -> Transaction {
    let label = Label::new("Переименовать тег", "Rename tag");
    let name = name.trim();
    let at = project.tags.iter().position(|tag| tag.id == tag_id);
    let Some((at, tag)) = at.map(|at| (at, &project.tags[at])) else {
        return Transaction::new(label, vec![Edit::RemoveTag { tag_id }]);
    };
    let mut edits = renaming(project, catalog, Thing::Tag, &tag.name, name);
    let tag = TagDef { name: name.to_owned(), ..tag.clone() };
    edits.extend([Edit::RemoveTag { tag_id }, Edit::InsertTag { at, tag }]);
    Transaction::new(label, edits)
}

/// Gives a field of the project another name wherever it is named: blocks, texts in all languages, segments,
/// formulas. Refused when another field has it.
pub fn rename_field(project: &Project, catalog: &dyn Catalog, field_id: FieldId, name: &str) -> Transaction {
    let label = Label::new("Переименовать поле", "Rename field");
    let name = name.trim();
    let at = project.fields.iter().position(|field| field.id == field_id);
    let Some((at, field)) = at.map(|at| (at, &project.fields[at])) else {
        return Transaction::new(label, vec![Edit::RemoveField { field_id }]);
    };
    let mut edits = renaming(project, catalog, Thing::Field, &field.name, name);
    let field = FieldDef { name: name.to_owned(), ..field.clone() };
    edits.extend([Edit::RemoveField { field_id }, Edit::InsertField { at, field }]);
    Transaction::new(label, edits)
}

/// Gives a row of a list of the project (a segment, a calendar, somebody of the team) another name wherever it is named:
/// blocks, other rows.
pub fn rename_listed(
    project: &Project,
    catalog: &dyn Catalog,
    list: &str,
    name: &str,
    new: &str,
) -> Transaction {
    let mut change = |written: &Written<'_>| {
        let is_own = matches!(written.home, Home::List(own, _) if own == list)
            && written.prop == "name"
            && written.text.trim() == name;
        (is_own || uses::names_listed(written, list, name)).then(|| new.to_owned())
    };
    let edits = edits(project, rewrite(project, catalog, &mut change));
    Transaction::new(Label::new("Переименовать", "Rename"), edits)
}

/// Deletes the tags and fields that nothing names; nothing to do gives no edits.
pub fn remove_unused(project: &Project, catalog: &dyn Catalog) -> Transaction {
    let tags = project.tags.iter().filter(|tag| uses::of_tag(project, catalog, &tag.name).is_empty());
    let fields =
        project.fields.iter().filter(|field| uses::of_field(project, catalog, &field.name).is_empty());
    let tags = tags.map(|tag| Edit::RemoveTag { tag_id: tag.id });
    let fields = fields.map(|field| Edit::RemoveField { field_id: field.id });
    let label = Label::new("Удалить лишние теги и поля", "Delete unused tags and fields");
    Transaction::new(label, tags.chain(fields).collect())
}

fn renaming(project: &Project, catalog: &dyn Catalog, thing: Thing, name: &str, new: &str) -> Vec<Edit> {
    let mut change = |written: &Written<'_>| uses::renamed(written, thing, name, new);
    edits(project, rewrite(project, catalog, &mut change))
}

/// Puts a tag in place of another wherever that is named, and deletes it.
pub fn merge_tags(project: &Project, catalog: &dyn Catalog, from: TagId, into: TagId) -> Transaction {
    let label = Label::new("Объединить теги", "Merge tags");
    let tag = |tag_id: TagId| project.tags.iter().find(|tag| tag.id == tag_id);
    let mut edits = match (tag(from), tag(into)) {
        (Some(from), Some(into)) if from.id != into.id => {
            renaming(project, catalog, Thing::Tag, &from.name, &into.name)
        }
        _ => Vec::new(),
    };
    edits.push(Edit::RemoveTag { tag_id: from });
    Transaction::new(label, edits)
}

/// Gives a field of the project another kind or value of new subscribers; its name changes by [`rename_field`].
pub fn replace_field(project: &Project, field: FieldDef) -> Transaction {
    let at = project.fields.iter().position(|other| other.id == field.id).unwrap_or(project.fields.len());
    let edits = vec![Edit::RemoveField { field_id: field.id }, Edit::InsertField { at, field }];
    Transaction::new(Label::new("Изменить поле", "Change field"), edits)
}

/// Finds words in everything that people read, in all languages, and puts others in their place. Inside `{{ }}`
/// nothing is looked for, so that no field is broken. Gives the places in the order of the project, each once, and
/// the transaction, which has no edits when nothing is to change.
pub fn replace_text(
    project: &Project,
    catalog: &dyn Catalog,
    query: &str,
    replacement: &str,
    options: FindOptions,
) -> (Vec<Use>, Transaction) {
    replacing(project, catalog, (query, replacement), options, None)
}

/// The same in one of the texts alone, by its place among those that [`uses::in_texts`] finds.
pub fn replace_one(
    project: &Project,
    catalog: &dyn Catalog,
    words: (&str, &str),
    options: FindOptions,
    only: usize,
) -> Transaction {
    replacing(project, catalog, words, options, Some(only)).1
}

fn replacing(
    project: &Project,
    catalog: &dyn Catalog,
    (query, replacement): (&str, &str),
    options: FindOptions,
    only: Option<usize>,
) -> (Vec<Use>, Transaction) {
    let label = Label::new("Заменить в текстах", "Replace in texts");
    let Some(needle) = Needle::new(query, options) else {
        return (Vec::new(), Transaction::new(label, Vec::new()));
    };
    let (mut places, mut seen) = (Vec::new(), 0);
    let mut change = |written: &Written<'_>| {
        if !uses::is_read(written) {
            return None;
        }
        let found = needle.ranges(written.text);
        if found.is_empty() {
            return None;
        }
        seen += 1;
        if only.is_some_and(|only| only + 1 != seen) {
            return None;
        }
        places.push(written.to_use());
        Some(uses::replaced(written.text, &found, replacement))
    };
    let rewritten = rewrite(project, catalog, &mut change);
    (places, Transaction::new(label, edits(project, rewritten)))
}

/// Edits of what was rewritten. Translations that were up to date stay so.
fn edits(project: &Project, rewritten: Vec<Rewritten>) -> Vec<Edit> {
    let fresh = fresh(project);
    let mut settings: Option<Settings> = None;
    let mut edits = Vec::new();
    for part in rewritten {
        match part {
            Rewritten::Prop(block_id, prop, value) => {
                edits.push(Edit::SetProp { block_id, prop, value: Some(value) });
            }
            Rewritten::List(list, rows) => edits.push(Edit::SetList { list, rows: Some(rows) }),
            Rewritten::Text(layer, key, text) => {
                let of_layer = project.layers.iter().find(|other| other.name == layer);
                let original = of_layer.and_then(|layer| layer.originals.get(&key)).copied();
                edits.push(Edit::SetText { layer, key, text: Some(text), original });
            }
            Rewritten::Reply(key, text) => {
                let words = &mut settings.get_or_insert_with(|| Settings::of(project)).words;
                let reply = if key == STOP_REPLY { &mut words.stop_reply } else { &mut words.start_reply };
                *reply = text;
            }
            Rewritten::LandingLink(link) => {
                settings.get_or_insert_with(|| Settings::of(project)).landing.link = link;
            }
            Rewritten::Setting(key, row, text) => {
                let settings = settings.get_or_insert_with(|| Settings::of(project));
                if let Some(held) = setting_mut(settings, key, row) {
                    *held = text;
                }
            }
            Rewritten::Cell(table, row, column, text) => {
                edits.push(Edit::SetCell { table, row, column, text });
            }
        }
    }
    edits.extend(settings.map(|settings| Edit::SetSettings(Box::new(settings))));
    edits.extend(kept_fresh(project, &fresh, &edits));
    edits
}

/// A text of the settings by its name.
fn setting_mut<'s>(settings: &'s mut Settings, key: &str, row: Option<usize>) -> Option<&'s mut String> {
    let (bot, landing) = (&mut settings.bot, &mut settings.landing);
    Some(match key {
        "bot.name" => &mut bot.name,
        "bot.about" => &mut bot.about,
        "bot.description" => &mut bot.description,
        "landing.author" => &mut landing.author,
        "landing.role" => &mut landing.role,
        "landing.headline" => &mut landing.headline,
        "landing.promise" => &mut landing.promise,
        "landing.question" => &mut landing.question,
        "landing.qr_title" => &mut landing.qr_title,
        "landing.qr_text" => &mut landing.qr_text,
        "landing.legal" => &mut landing.legal,
        "landing.ticks" => return landing.ticks.get_mut(row?),
        _ => return None,
    })
}

/// Texts of layers, by layer and key, that were written to what the project says now.
fn fresh(project: &Project) -> Vec<(&Layer, &str)> {
    let is_fresh = |key: &str, print: u32| text_at(project, key).map(print_of) == Some(print);
    let mut found = Vec::new();
    for layer in &project.layers {
        let keys = layer.originals.iter().filter(|(key, print)| is_fresh(key, **print));
        found.extend(keys.map(|(key, _)| (layer, key.as_str())));
    }
    found
}

/// Edits that compare the fresh texts with what the project says after these edits.
fn kept_fresh(project: &Project, fresh: &[(&Layer, &str)], edits: &[Edit]) -> Vec<Edit> {
    if fresh.is_empty() {
        return Vec::new();
    }
    let mut after = project.clone();
    if Transaction::new(Label::new("", ""), edits.to_vec()).run(&mut after).is_err() {
        return Vec::new();
    }
    let mut kept = Vec::new();
    for (layer, key) in fresh {
        let original = text_at(&after, key).map(print_of);
        let layer_after = after.layers.iter().find(|other| other.name == layer.name);
        let text = layer_after.and_then(|layer| layer.texts.get(*key)).cloned();
        if original != layer.originals.get(*key).copied() && text.is_some() {
            kept.push(Edit::SetText { layer: layer.name.clone(), key: (*key).to_owned(), text, original });
        }
    }
    kept
}
