//! Transactions that change what is written in many places at once: names of tags and fields, words of texts.

use crate::edit::{Edit, Settings, Transaction};
use crate::model::{
    Catalog, FieldDef, FieldId, Label, Layer, Project, STOP_REPLY, TagDef, TagId, print_of, text_at,
};
use crate::uses::{self, Home, Rewritten, Thing, Use, Written, rewrite};

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

/// How [`replace_text`] looks for words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindOptions {
    /// Capitals and small letters differ.
    pub case: bool,
    /// Only whole words count.
    pub whole_word: bool,
}

/// Finds words in everything that subscribers read, in all languages, and puts others in their place. Inside `{{ }}`
/// nothing is looked for, so that no field is broken. Gives the places in the order of the project, each once, and
/// the transaction, which has no edits when nothing is to change.
pub fn replace_text(
    project: &Project,
    catalog: &dyn Catalog,
    query: &str,
    replacement: &str,
    options: FindOptions,
) -> (Vec<Use>, Transaction) {
    let mut places = Vec::new();
    let mut change = |written: &Written<'_>| {
        let is_read = written.is_spoken && !matches!(written.home, Home::List(..));
        let new = replaced(written.text, query, replacement, options).filter(|_| is_read)?;
        places.push(written.to_use());
        Some(new)
    };
    let rewritten = rewrite(project, catalog, &mut change);
    let label = Label::new("Заменить в текстах", "Replace in texts");
    (places, Transaction::new(label, edits(project, rewritten)))
}

/// A text with its words replaced outside of `{{ }}`; `None` where they do not occur.
fn replaced(text: &str, query: &str, replacement: &str, options: FindOptions) -> Option<String> {
    if query.is_empty() {
        return None;
    }
    let (mut out, mut found, mut at) = (String::with_capacity(text.len()), false, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("{{") {
            let end = rest.find("}}").map_or(rest.len(), |end| end + 2);
            out.push_str(&rest[..end]);
            at += end;
            continue;
        }
        match begins_with(rest, query, options.case)
            .filter(|len| !options.whole_word || (ends_word(&text[..at]) && ends_word_after(&rest[*len..])))
        {
            Some(len) => {
                out.push_str(replacement);
                at += len;
                found = true;
            }
            None => {
                let c = rest.chars().next().unwrap_or(' ');
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    found.then_some(out)
}

/// How many bytes of a text the query takes at its beginning.
fn begins_with(text: &str, query: &str, case: bool) -> Option<usize> {
    if case {
        return text.starts_with(query).then_some(query.len());
    }
    let mut rest = text.char_indices();
    for wanted in query.chars() {
        let (_, c) = rest.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(rest.next().map_or(text.len(), |(end, _)| end))
}

fn ends_word(before: &str) -> bool {
    !before.chars().next_back().is_some_and(char::is_alphanumeric)
}

fn ends_word_after(after: &str) -> bool {
    !after.chars().next().is_some_and(char::is_alphanumeric)
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
        }
    }
    edits.extend(settings.map(|settings| Edit::SetSettings(Box::new(settings))));
    edits.extend(kept_fresh(project, &fresh, &edits));
    edits
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
