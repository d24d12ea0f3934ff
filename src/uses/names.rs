//! Names inside templates and formulas: where they stand and how they are written anew.

use super::Thing;
use std::ops::Range;

/// A name inside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Bytes of the text that hold the name, with the quotes or brackets around it.
    pub range: Range<usize>,
    /// The name itself.
    pub name: String,
    /// A tag or a field.
    pub thing: Thing,
    /// Whether it stands in a formula, where names of several words need brackets.
    pub in_formula: bool,
}

/// Names of fields in `{{ }}` of a template.
pub fn names_in_template(text: &str) -> Vec<Name> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|open| at + open + 2) {
        let Some(close) = text[open..].find("}}").map(|close| open + close) else { break };
        let inside = &text[open..close];
        let named = inside.split(['|', ':']).next().unwrap_or_default();
        let name = named.trim();
        let start = open + (named.len() - named.trim_start().len());
        if !name.is_empty() {
            let range = start..start + name.len();
            found.push(Name { range, name: name.to_owned(), thing: Thing::Field, in_formula: false });
        }
        at = close + 2;
    }
    found
}

/// Words of formulas that are never names of fields.
const RESERVED: [&str; 27] = [
    "and",
    "или",
    "or",
    "и",
    "not",
    "не",
    "true",
    "да",
    "false",
    "нет",
    "contains",
    "содержит",
    "starts",
    "начинается",
    "set",
    "задано",
    "len",
    "длина",
    "round",
    "округлить",
    "min",
    "мин",
    "max",
    "макс",
    "has",
    "тег",
    "happened",
];
/// Functions that are called like fields people have; a field is meant where no bracket follows.
const CALLED: [&str; 4] = ["date", "дата", "time", "время"];
/// Functions whose argument is the name of an event.
const OF_EVENTS: [&str; 4] = ["happened", "было", "times", "сколько_раз"];

/// Names of fields and tags in a formula; one that does not read gives the names before its mistake.
pub fn names_in_formula(text: &str) -> Vec<Name> {
    let mut found = Vec::new();
    let (mut at, mut function) = (0, "");
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        let name_is = |name: &str, end: usize, thing| Name {
            range: start..end,
            name: name.trim().to_owned(),
            thing,
            in_formula: true,
        };
        if let Some(close) = closing(c) {
            let inner = start + c.len_utf8();
            let Some(end) = text[inner..].find(close).map(|end| inner + end) else { break };
            at = end + close.len_utf8();
            let name = &text[inner..end];
            match (c, function) {
                ('[', _) => found.push(name_is(name, at, Thing::Field)),
                (_, "has" | "тег") => found.push(name_is(name, at, Thing::Tag)),
                _ => {}
            }
            function = "";
        } else if c.is_alphabetic() || c == '_' {
            let len = text[at..].find(|c: char| !c.is_alphanumeric() && c != '_');
            at = len.map_or(text.len(), |len| start + len);
            let word = &text[start..at];
            let is_called = text[at..].trim_start().starts_with('(');
            match function {
                "has" | "тег" => found.push(name_is(word, at, Thing::Tag)),
                function if OF_EVENTS.contains(&function) => {}
                _ if is_called && CALLED.contains(&word) => {}
                _ if RESERVED.contains(&word) || OF_EVENTS.contains(&word) => {}
                _ => found.push(name_is(word, at, Thing::Field)),
            }
            function = if is_called { word } else { "" };
        } else {
            // The bracket and blanks stand between a function and its argument.
            if !c.is_whitespace() && c != '(' {
                function = "";
            }
            at += c.len_utf8();
        }
    }
    found
}

fn closing(open: char) -> Option<char> {
    match open {
        '"' | '\'' => Some(open),
        '«' => Some('»'),
        '[' => Some(']'),
        _ => None,
    }
}

/// The text with a name in place of another, wherever it stands; `None` where it does not.
pub fn with_name(text: &str, names: Vec<Name>, (thing, name): (Thing, &str), new: &str) -> Option<String> {
    let meant: Vec<_> =
        names.into_iter().filter(|found| found.thing == thing && found.name == name).collect();
    if meant.is_empty() {
        return None;
    }
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for found in meant {
        out.push_str(&text[from..found.range.start]);
        out.push_str(&written(new, &found));
        from = found.range.end;
    }
    out.push_str(&text[from..]);
    Some(out)
}

fn written(new: &str, found: &Name) -> String {
    match (found.in_formula, found.thing) {
        (false, _) => new.to_owned(),
        (true, Thing::Tag) if new.contains('"') => format!("«{new}»"),
        (true, Thing::Tag) => format!("\"{new}\""),
        (true, _) => {
            let first = new.chars().next();
            let is_word = first.is_some_and(|c| c.is_alphabetic() || c == '_')
                && new.chars().all(|c| c.is_alphanumeric() || c == '_');
            let is_plain = is_word && !RESERVED.contains(&new) && !OF_EVENTS.contains(&new);
            if is_plain { new.to_owned() } else { format!("[{new}]") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(text: &str, thing: Thing, name: &str, new: &str) -> Option<String> {
        with_name(text, names_in_formula(text), (thing, name), new)
    }

    #[test]
    fn a_field_of_a_formula_is_told_from_words_texts_events_and_tags() {
        let text =
            "балл >= 12 and has(\"балл\") or happened(балл) and [балл] = \"балл\" и балл_2 > len(балл)";
        assert_eq!(
            formula(text, Thing::Field, "балл", "мой балл").unwrap(),
            "[мой балл] >= 12 and has(\"балл\") or happened(балл) and [мой балл] = \"балл\" и балл_2 > len([мой балл])"
        );
        assert_eq!(
            formula("has(лид) and тег( 'лид' )", Thing::Tag, "лид", "тёплый лид").unwrap(),
            "has(\"тёплый лид\") and тег( \"тёплый лид\" )"
        );
        assert_eq!(formula("[мой балл] + 1", Thing::Field, "мой балл", "балл").unwrap(), "балл + 1");
        assert_eq!(formula("балл + 1", Thing::Field, "балл", "не").unwrap(), "[не] + 1");
        for broken in ["балл > \"", "[балл", "«балл"] {
            assert!(formula(broken, Thing::Tag, "балл", "x").is_none(), "{broken}");
        }
    }

    #[test]
    fn a_field_of_a_template_keeps_its_filter_and_fallback() {
        let text = "{{имя}} {{ имя : upper | имя }} имя {{ имя 2 }} {{ имя";
        let new = with_name(text, names_in_template(text), (Thing::Field, "имя"), "как звать").unwrap();
        assert_eq!(new, "{{как звать}} {{ как звать : upper | имя }} имя {{ имя 2 }} {{ имя");
    }
}
