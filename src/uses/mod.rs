//! Where a project names its tags, fields, links and files: one walk over everything that is written in blocks, lists,
//! layers of texts and settings.
//!
//! The walk goes by the shape of a property and not by the kind of block, so that a new kind is looked at without a
//! word about it here. It can also give everything back rewritten, which is how a name changes everywhere.

mod find;
mod names;
mod walk;

pub use find::{FindOptions, Hit, Needle, all_named, in_texts, is_read, of_name, replaced};
pub use names::{Name, names_in_formula, names_in_template, with_name};
pub use walk::{Home, Rewritten, Written, in_block, rewrite, rewrite_beside};

use crate::diag::Anchor;
use crate::model::{Catalog, Project, Shape};

/// What may be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A tag, by its name.
    Tag,
    /// A field of the project, by its name.
    Field,
    /// The payload of a deep link.
    Link,
    /// A file below `media/`, by its path.
    Media,
}

/// A place where something is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The place.
    pub at: Anchor,
    /// The list of the project and the name of its row, when it stands in one, such as `segments`.
    pub listed: Option<(String, String)>,
    /// The language or channel whose text it is in.
    pub layer: Option<String>,
}

/// Where a tag is named, in the order of the project.
pub fn of_tag(project: &Project, catalog: &dyn Catalog, name: &str) -> Vec<Use> {
    uses(project, catalog, Thing::Tag, name)
}

/// Where a field of the project is named, texts and formulas included.
pub fn of_field(project: &Project, catalog: &dyn Catalog, name: &str) -> Vec<Use> {
    uses(project, catalog, Thing::Field, name)
}

/// Where a row of a list of the project is named by blocks and other rows, in the order of the project.
pub fn of_listed(project: &Project, catalog: &dyn Catalog, list: &str, name: &str) -> Vec<Use> {
    let mut found = Vec::new();
    rewrite(project, catalog, &mut |written| {
        if names_listed(written, list, name) {
            found.push(written.to_use());
        }
        None
    });
    found
}

/// Whether a text names that row of that list of the project.
pub fn names_listed(written: &Written<'_>, list: &str, name: &str) -> bool {
    !matches!(written.home, Home::Setting | Home::Cell(..))
        && matches!(written.shape, Shape::Named(named) if named == list)
        && written.text.trim() == name
}

fn uses(project: &Project, catalog: &dyn Catalog, thing: Thing, name: &str) -> Vec<Use> {
    let mut found = Vec::new();
    rewrite(project, catalog, &mut |written| {
        if renamed(written, thing, name, name).is_some() {
            found.push(written.to_use());
        }
        None
    });
    found
}

/// What is written where one name stands for another; `None` where the name does not occur.
pub fn renamed(written: &Written<'_>, thing: Thing, name: &str, new: &str) -> Option<String> {
    // Settings and tables are no templates.
    if matches!(written.home, Home::Setting | Home::Cell(..)) {
        return None;
    }
    let text = written.text;
    let whole = || (text.trim() == name).then(|| new.to_owned());
    match (thing, written.shape) {
        (Thing::Tag, Shape::Tag) | (Thing::Field, Shape::Field) | (Thing::Media, Shape::Media) => whole(),
        (Thing::Link, Shape::Lines) if written.prop == "links" => whole(),
        (Thing::Link, Shape::Line) if written.home == Home::Landing => whole(),
        (Thing::Tag | Thing::Field, Shape::Formula) => {
            with_name(text, names_in_formula(text), (thing, name), new)
        }
        (Thing::Field, Shape::Text | Shape::Line | Shape::Url) => {
            with_name(text, names_in_template(text), (thing, name), new)
        }
        _ => None,
    }
}
