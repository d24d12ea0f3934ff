//! What a new project can begin as: the sample projects, carried in the program. One line each.

use crate::model::Label;

/// A template.
pub(super) struct Template {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is.
    pub label: Label,
    /// Its files by their path inside the project; none for an empty project.
    pub files: &'static [(&'static str, &'static [u8])],
}

/// Every template.
pub(super) static TEMPLATES: &[Template] =
    &[Template {
        name: "empty", label: Label::new("пустой проект", "an empty project"), files: &[]
    }];
