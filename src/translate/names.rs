//! Which fields a text shows.

use crate::flow::Known;
use crate::model::Project;
use std::collections::BTreeMap;

/// What stands in `{{ }}` of a text, each once, by a name that is the same for every way of writing it, with the
/// name as it is written.
pub(super) fn names_in(project: &Project, text: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for part in text.split("{{").skip(1) {
        let Some((inside, _)) = part.split_once("}}") else { continue };
        let name = inside.split(['|', ':']).next().unwrap_or_default().trim();
        if !name.is_empty() {
            names.insert(meant(project, name), name.to_owned());
        }
    }
    names
}

/// One name for a field whatever it is called: own fields come before what the engine knows.
fn meant(project: &Project, name: &str) -> String {
    if let Some((field_id, _)) = project.field(name) {
        return format!("#{}", field_id.0);
    }
    let known = Known::ALL.into_iter().find(|(known, ..)| Known::parse(name) == Some(*known));
    known.map_or(name, |(_, known, _)| known).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_one_field_in_both_languages() {
        let project = Project::new("п");
        let russian =
            names_in(&project, "{{ имя | друг }}, {{ сегодня : full_date }} {{балл}} {{ }} {{ имя }} {{");
        let english = names_in(&project, "{{today:date|soon}}, {{ first_name }}: {{ балл | 0 }}");
        assert!(russian.keys().eq(english.keys()), "{russian:?} {english:?}");
        assert_eq!(russian.len(), 3);
    }
}
