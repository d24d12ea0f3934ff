//! The walk over everything that is written in a project.

use super::Use;
use crate::diag::Anchor;
use crate::model::{
    Block, BlockId, Catalog, Form, FormField, Project, Prop, Record, START_REPLY, STOP_REPLY, Shape, text_of,
};

/// What a text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home<'a> {
    /// A block.
    Block(BlockId),
    /// A row of a list of the project: the list and the row's name.
    List(&'a str, &'a str),
    /// A text of a layer: the layer and the key.
    Layer(&'a str, &'a str),
    /// The answers to stop and start words.
    Words,
    /// The link of the minilanding.
    Landing,
    /// A text of the settings that people read: the bot's profile, the minilanding.
    Setting,
    /// A cell of a table: the table, the row and the column, from 0.
    Cell(&'a str, usize, usize),
}

/// One text of a project and its place.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// What it belongs to.
    pub home: Home<'a>,
    /// Name of its property; `buttons.label` inside a list, with the key of the row in a list inside a list.
    pub prop: &'a str,
    /// Row of the outermost list.
    pub row: Option<usize>,
    /// What the property takes.
    pub shape: Shape,
    /// Whether a subscriber reads it.
    pub is_spoken: bool,
    /// The text.
    pub text: &'a str,
}

impl Written<'_> {
    /// Its place; a text of a layer has the place of its block.
    pub fn at(&self) -> Anchor {
        match &self.home {
            Home::Block(block) => Anchor::Prop { block: *block, prop: self.prop.to_owned(), row: self.row },
            Home::Layer(_, key) => {
                let block_id = key.split('.').next().and_then(|id| id.parse().ok()).map(BlockId);
                block_id.map_or(Anchor::Project, Anchor::Block)
            }
            Home::List(..) | Home::Words | Home::Landing | Home::Setting | Home::Cell(..) => Anchor::Project,
        }
    }

    /// The place as a list of uses has it.
    pub fn to_use(&self) -> Use {
        let (listed, layer) = match &self.home {
            Home::List(list, row) => (Some(((*list).to_owned(), (*row).to_owned())), None),
            Home::Layer(layer, _) => (None, Some((*layer).to_owned())),
            Home::Cell(table, ..) => (Some(("tables".to_owned(), (*table).to_owned())), None),
            Home::Block(_) | Home::Words | Home::Landing | Home::Setting => (None, None),
        };
        Use { at: self.at(), listed, layer }
    }
}

/// A part of the project as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rewritten {
    /// A property of a block.
    Prop(BlockId, String, Prop),
    /// All rows of a list.
    List(String, Vec<Record>),
    /// A text of a layer, by key.
    Text(String, String, String),
    /// The answer to a stop or start word, by its key in the layers.
    Reply(&'static str, String),
    /// The payload of the minilanding's links.
    LandingLink(String),
    /// A text of the settings by its name, such as `landing.headline`, and the row of one that is a list.
    Setting(&'static str, Option<usize>, String),
    /// A cell of a table: the table, the row and the column, from 0.
    Cell(String, usize, usize, String),
}

/// What a text is to be; `None` to leave it.
pub type Change<'c> = &'c mut dyn FnMut(&Written<'_>) -> Option<String>;

/// Shows every text to `change` and gives what is other than before, each part once. The project stays as it is.
pub fn rewrite(project: &Project, catalog: &dyn Catalog, change: Change<'_>) -> Vec<Rewritten> {
    let mut found = Vec::new();
    for (_, block_id, block) in project.blocks() {
        let Some(form) = catalog.form(&block.kind) else { continue };
        let home = Home::Block(block_id);
        for (name, prop) in one_by_one(form, &block.props, &home, change) {
            found.push(Rewritten::Prop(block_id, name, prop));
        }
    }
    found.extend(rewrite_beside(project, catalog, change));
    found
}

/// Shows every text of one block.
pub fn in_block(block_id: BlockId, block: &Block, catalog: &dyn Catalog, show: &mut dyn FnMut(&Written<'_>)) {
    let Some(form) = catalog.form(&block.kind) else { return };
    one_by_one(form, &block.props, &Home::Block(block_id), &mut |written| {
        show(written);
        None
    });
}

/// Like [`rewrite`] for everything that is not in blocks.
pub fn rewrite_beside(project: &Project, catalog: &dyn Catalog, change: Change<'_>) -> Vec<Rewritten> {
    let mut found = Vec::new();
    for (list, rows) in &project.lists {
        let Some(form) = catalog.list(list) else { continue };
        let mut new: Option<Vec<Record>> = None;
        for (at, row) in rows.iter().enumerate() {
            for (name, prop) in one_by_one(form, row, &Home::List(list, text_of(row, "name")), change) {
                new.get_or_insert_with(|| rows.clone())[at].insert(name, prop);
            }
        }
        found.extend(new.map(|rows| Rewritten::List(list.clone(), rows)));
    }
    for layer in &project.layers {
        for (key, text) in &layer.texts {
            let home = Home::Layer(&layer.name, key);
            let written = Written { home, prop: key, row: None, shape: Shape::Text, is_spoken: true, text };
            let new = change(&written);
            found.extend(new.map(|text| Rewritten::Text(layer.name.clone(), key.clone(), text)));
        }
    }
    settings(project, change, &mut found);
    cells(project, change, &mut found);
    found
}

fn settings(project: &Project, change: Change<'_>, found: &mut Vec<Rewritten>) {
    let replies = [(STOP_REPLY, &project.words.stop_reply), (START_REPLY, &project.words.start_reply)];
    for (key, text) in replies.into_iter().filter(|(_, text)| !text.is_empty()) {
        let written =
            Written { home: Home::Words, prop: key, row: None, shape: Shape::Text, is_spoken: true, text };
        found.extend(change(&written).map(|text| Rewritten::Reply(key, text)));
    }
    let text = project.landing.link.as_str();
    if !text.is_empty() {
        let prop = "link";
        let written =
            Written { home: Home::Landing, prop, row: None, shape: Shape::Line, is_spoken: false, text };
        found.extend(change(&written).map(Rewritten::LandingLink));
    }
    for (key, row, text) in setting_texts(project).into_iter().filter(|(.., text)| !text.is_empty()) {
        let home = Home::Setting;
        let written = Written { home, prop: key, row, shape: Shape::Text, is_spoken: true, text };
        found.extend(change(&written).map(|text| Rewritten::Setting(key, row, text)));
    }
}

/// Texts of the settings that people read, by name.
fn setting_texts(project: &Project) -> Vec<(&'static str, Option<usize>, &str)> {
    let (bot, landing) = (&project.bot, &project.landing);
    let mut texts = vec![
        ("bot.name", None, bot.name.as_str()),
        ("bot.about", None, &bot.about),
        ("bot.description", None, &bot.description),
        ("landing.author", None, &landing.author),
        ("landing.role", None, &landing.role),
        ("landing.headline", None, &landing.headline),
        ("landing.promise", None, &landing.promise),
        ("landing.question", None, &landing.question),
        ("landing.qr_title", None, &landing.qr_title),
        ("landing.qr_text", None, &landing.qr_text),
        ("landing.legal", None, &landing.legal),
    ];
    let ticks = landing.ticks.iter().enumerate();
    texts.extend(ticks.map(|(at, tick)| ("landing.ticks", Some(at), tick.as_str())));
    texts
}

fn cells(project: &Project, change: Change<'_>, found: &mut Vec<Rewritten>) {
    for table in &project.tables {
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let prop = table.columns.get(column).map_or("", String::as_str);
                let home = Home::Cell(&table.name, row, column);
                let (shape, row_at) = (Shape::Line, Some(row));
                let written = Written { home, prop, row: row_at, shape, is_spoken: true, text };
                let new = change(&written);
                found.extend(new.map(|text| Rewritten::Cell(table.name.clone(), row, column, text)));
            }
        }
    }
}

/// The properties of a record that are other than before.
fn one_by_one(
    form: &'static Form,
    record: &Record,
    home: &Home<'_>,
    change: Change<'_>,
) -> Vec<(String, Prop)> {
    let mut walk = Walk { home: *home, change, path: String::new() };
    let fields = form.fields.iter().filter_map(|field| Some((field, record.get(field.name)?)));
    fields
        .filter_map(|(field, prop)| {
            walk.path.clear();
            walk.path.push_str(field.name);
            let new = walk.prop(field, prop, None)?;
            Some((field.name.to_owned(), new))
        })
        .collect()
}

struct Walk<'w, 'a> {
    home: Home<'a>,
    change: Change<'w>,
    /// Where the walk stands: `buttons.label`.
    path: String,
}

impl Walk<'_, '_> {
    fn text(&mut self, field: &FormField, text: &str, row: Option<usize>) -> Option<String> {
        let (shape, is_spoken) = (field.shape, field.is_spoken);
        let written = Written { home: self.home, prop: &self.path, row, shape, is_spoken, text };
        (self.change)(&written).filter(|new| new != text)
    }

    fn prop(&mut self, field: &FormField, prop: &Prop, row: Option<usize>) -> Option<Prop> {
        match (field.shape, prop) {
            (Shape::List(form), Prop::List(rows)) => self.list(form, rows, row).map(Prop::List),
            (_, Prop::Text(text)) if !text.is_empty() => self.text(field, text, row).map(Prop::Text),
            (_, Prop::Lines(lines)) => {
                let new: Vec<_> = lines
                    .iter()
                    .enumerate()
                    .map(|(at, line)| self.text(field, line, row.or(Some(at))))
                    .collect();
                let is_changed = new.iter().any(Option::is_some);
                let line = |(new, old): (Option<String>, &String)| new.unwrap_or_else(|| old.clone());
                is_changed.then(|| Prop::Lines(new.into_iter().zip(lines).map(line).collect()))
            }
            _ => None,
        }
    }

    fn list(&mut self, form: &'static Form, rows: &[Record], outer: Option<usize>) -> Option<Vec<Record>> {
        let mut new: Option<Vec<Record>> = None;
        let above = self.path.len();
        for (at, record) in rows.iter().enumerate() {
            // A row inside a row is told by its key.
            if outer.is_some() {
                self.path.push('.');
                match text_of(record, "key") {
                    "" => self.path.push_str(&at.to_string()),
                    key => self.path.push_str(key),
                }
            }
            let here = self.path.len();
            for field in form.fields {
                let Some(prop) = record.get(field.name) else { continue };
                self.path.push('.');
                self.path.push_str(field.name);
                if let Some(prop) = self.prop(field, prop, outer.or(Some(at))) {
                    new.get_or_insert_with(|| rows.to_vec())[at].insert(field.name.to_owned(), prop);
                }
                self.path.truncate(here);
            }
            self.path.truncate(above);
        }
        new
    }
}
