//! Forms: which properties a kind of block has. One declaration feeds the file format, the inspector,
//! the manual and the compiler's reading of a block.

use super::Label;

/// The properties of a block or of one row in a list of a block, in the order they are shown and saved.
#[derive(Debug)]
pub struct Form {
    /// What one record of this form is called, for error messages: `block Message`, `button`.
    pub name: &'static str,
    /// The properties in order.
    pub fields: &'static [FormField],
}

impl Form {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&'static FormField> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether a subscriber reads the property at a path such as `buttons.label`; a list inside a list has the key
    /// of its row in the path: `cards.buttons.b2.label`.
    pub fn is_spoken(&self, path: &str) -> bool {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let Some(field) = self.field(name) else { return false };
        match (field.shape, rest) {
            (Shape::List(form), Some(rest)) => {
                let below_key = rest.split_once('.').filter(|(key, _)| form.field(key).is_none());
                form.is_spoken(below_key.map_or(rest, |(_, rest)| rest))
            }
            (_, None) => field.is_spoken,
            (_, Some(_)) => false,
        }
    }
}

/// One property of a form.
#[derive(Debug)]
pub struct FormField {
    /// Name in the file, `snake_case`.
    pub name: &'static str,
    /// Name on the screen.
    pub label: Label,
    /// One sentence for the tooltip and the manual.
    pub help: Label,
    /// What it takes.
    pub shape: Shape,
    /// Whether a subscriber reads it: such texts have other languages and other words in other channels.
    pub is_spoken: bool,
}

impl FormField {
    /// A property; texts on several lines are what a subscriber reads unless it is said otherwise.
    pub const fn new(name: &'static str, label: Label, help: Label, shape: Shape) -> Self {
        Self { name, label, help, shape, is_spoken: matches!(shape, Shape::Text) }
    }

    /// The same, read by the subscriber: a caption, a heading.
    pub const fn spoken(self) -> Self {
        Self { is_spoken: true, ..self }
    }

    /// The same, read by the team or by another program.
    pub const fn unspoken(self) -> Self {
        Self { is_spoken: false, ..self }
    }
}

/// What a property takes: decides its editor, its type in the file and its reading by the compiler.
///
/// Every shape but [`Shape::Int`], [`Shape::Flag`], [`Shape::Lines`] and [`Shape::List`] is held as text.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A template on several lines: `{{ field | fallback }}`, `**bold**`.
    Text,
    /// A template on one line.
    Line,
    /// A web address; may be a template.
    Url,
    /// A whole number between the two ends, inclusive.
    Int {
        /// Smallest value accepted.
        min: i64,
        /// Largest value accepted.
        max: i64,
        /// Value when the property is absent.
        default: i64,
    },
    /// Yes or no; absent means no.
    Flag,
    /// One of a closed list, held by its name; absent means the first.
    Choice(&'static [Choice]),
    /// A span of time: `30s`, `5m`, `1h 30m`, `2d`, `1w`, `1mo`; empty means none.
    Duration,
    /// A time of day `10:00`, empty means none.
    TimeOfDay,
    /// A daily window `10:00-20:00`, may cross midnight; empty means any time.
    Window,
    /// Days of the week `mon-fri`, `mon,wed,sat`; empty means every day.
    Weekdays,
    /// Name of a subscriber's field.
    Field,
    /// Name of a tag.
    Tag,
    /// Name of a funnel of the project; empty means none.
    Funnel,
    /// Path of a file below `media/`; empty means none.
    Media,
    /// A date `2026-12-31`; empty means none.
    Date,
    /// Name of a table of the project; empty means none.
    Table,
    /// Name of a row in that list of the project, such as `segments`; empty means none.
    Named(&'static str),
    /// Id of a block of the project, as text; empty means none.
    Block,
    /// A formula such as `score >= 12 and has("lead")`; empty means none.
    Formula,
    /// Several one-line texts.
    Lines,
    /// Several records of one form. Records with a `key` property own exits named by it.
    List(&'static Form),
}

/// One option of a [`Shape::Choice`].
#[derive(Debug)]
pub struct Choice {
    /// Name in the file.
    pub name: &'static str,
    /// Name on the screen.
    pub label: Label,
}

/// Looks up the form of a kind of block, so that layers below the registry can read and write blocks.
pub trait Catalog: Sync {
    /// The form of a kind, `None` when the kind is unknown.
    fn form(&self, kind: &str) -> Option<&'static Form>;
    /// All kinds in registry order.
    fn kinds(&self) -> Vec<&'static str>;
    /// The form of the rows of a list of the project, `None` when there is no such list.
    fn list(&self, list: &str) -> Option<&'static Form>;
    /// All lists in registry order.
    fn lists(&self) -> Vec<&'static str>;
}
