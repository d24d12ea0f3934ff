//! Finding words and names in everything that is written, with where in the text they stand.

use super::{Home, Thing, Use, Written, names_in_formula, names_in_template, rewrite};
use crate::model::{Catalog, Project, Shape};
use std::collections::BTreeMap;
use std::ops::Range;

/// How words are looked for. `ё` and `е` are one letter in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindOptions {
    /// Capitals and small letters differ.
    pub case: bool,
    /// Only whole words count.
    pub whole_word: bool,
}

/// A text in which something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place.
    pub place: Use,
    /// Its property, such as `buttons.label`; in a layer the key of the text, in a table the column.
    pub prop: String,
    /// Row of the outermost list that it is in.
    pub row: Option<usize>,
    /// The text.
    pub text: String,
    /// What was found in it, in bytes, from left to right.
    pub found: Vec<Range<usize>>,
}

impl Hit {
    fn new(written: &Written<'_>, found: Vec<Range<usize>>) -> Self {
        let (prop, row) = (written.prop.to_owned(), written.row);
        Self { place: written.to_use(), prop, row, text: written.text.to_owned(), found }
    }
}

/// Words that are looked for, made ready.
#[derive(Clone, Debug)]
pub struct Needle {
    chars: Vec<char>,
    options: FindOptions,
    /// Bytes that a text is looked at more closely for, see [`marks`].
    marks: [bool; 256],
}

impl Needle {
    /// Words to look for; nothing when there are none.
    pub fn new(query: &str, options: FindOptions) -> Option<Self> {
        let chars: Vec<char> = query.chars().map(|c| folded(c, options.case)).collect();
        let marks = marks(*chars.first()?, options.case);
        Some(Self { chars, options, marks })
    }

    /// Where the words stand in a text, outside of `{{ }}`.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(next) = text.as_bytes()[from..].iter().position(|byte| self.marks[usize::from(*byte)])
        {
            // The byte may be the last one of its letter.
            let marked = from + next;
            let at = (from..=marked).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(marked);
            let rest = &text[at..];
            if rest.starts_with("{{") {
                from = at + rest.find("}}").map_or(rest.len(), |end| end + 2);
                continue;
            }
            let is_whole = |len: &usize| self.is_whole(text[..at].chars().next_back(), &rest[*len..]);
            from = match self.length_at(rest).filter(is_whole) {
                Some(len) => {
                    found.push(at..at + len);
                    at + len
                }
                None => at + rest.chars().next().map_or(1, char::len_utf8),
            };
        }
        found
    }

    /// How many bytes of a text the words take at its beginning.
    fn length_at(&self, text: &str) -> Option<usize> {
        let mut rest = text.char_indices();
        for wanted in &self.chars {
            let (_, c) = rest.next()?;
            if folded(c, self.options.case) != *wanted {
                return None;
            }
        }
        Some(rest.next().map_or(text.len(), |(end, _)| end))
    }

    fn is_whole(&self, before: Option<char>, after: &str) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !self.options.whole_word || !is_letter(before) && !is_letter(after.chars().next())
    }
}

/// One letter for all that count as the same. The letters of Russian and English are folded by hand: this runs over
/// every letter of a project.
fn folded(c: char, case: bool) -> char {
    match (c, case) {
        ('ё', _) | ('Ё', false) => 'е',
        ('Ё', true) => 'Е',
        (_, true) | ('a'..='z' | 'а'..='я' | ' '..='@', _) => c,
        ('A'..='Z', _) => c.to_ascii_lowercase(),
        ('А'..='Я', _) => char::from_u32(c as u32 + 32).unwrap_or(c),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The bytes that a letter or one that counts as the same may end in, the bytes that rarer letters begin with, and the
/// brace. Looking for these passes over most of a text without taking its letters apart.
fn marks(first: char, case: bool) -> [bool; 256] {
    let mut marks = [false; 256];
    marks[0xe0..].fill(true);
    marks[usize::from(b'{')] = true;
    for c in (0..0x800).filter_map(char::from_u32).filter(|c| folded(*c, case) == first) {
        let last = c.encode_utf8(&mut [0; 4]).bytes().next_back();
        marks[usize::from(last.unwrap_or_default())] = true;
    }
    marks
}

/// Whether people read a text, so that words are looked for in it: subscribers, the team, or who looks at the canvas.
/// The name of a row is what blocks refer to.
pub fn is_read(written: &Written<'_>) -> bool {
    let is_label = written.prop == "label" || written.prop.ends_with(".label");
    (written.is_spoken || matches!(written.shape, Shape::Text) || is_label)
        && !(matches!(written.home, Home::List(..)) && written.prop == "name")
}

/// Finds words in everything that people read, in all languages, in the order of the project.
pub fn in_texts(project: &Project, catalog: &dyn Catalog, query: &str, options: FindOptions) -> Vec<Hit> {
    let Some(needle) = Needle::new(query, options) else { return Vec::new() };
    let mut hits = Vec::new();
    rewrite(project, catalog, &mut |written| {
        if is_read(written) {
            let found = needle.ranges(written.text);
            hits.extend((!found.is_empty()).then(|| Hit::new(written, found)));
        }
        None
    });
    hits
}

/// A text with other words in these places of it.
pub fn replaced(text: &str, found: &[Range<usize>], replacement: &str) -> String {
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for range in found {
        out.push_str(&text[from..range.start]);
        out.push_str(replacement);
        from = range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Where a tag, field, link or file is named, with the texts.
pub fn of_name(project: &Project, catalog: &dyn Catalog, thing: Thing, name: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    rewrite(project, catalog, &mut |written| {
        let named = named_in(written).into_iter();
        let found: Vec<_> =
            named.filter(|found| found.0 == thing && found.1 == name).map(|found| found.2).collect();
        hits.extend((!found.is_empty()).then(|| Hit::new(written, found)));
        None
    });
    hits
}

/// Everything that is named in a project, with the number of texts that name it.
pub fn all_named(project: &Project, catalog: &dyn Catalog) -> BTreeMap<(Thing, String), usize> {
    let mut counts = BTreeMap::new();
    rewrite(project, catalog, &mut |written| {
        let mut named: Vec<_> = named_in(written).into_iter().map(|found| (found.0, found.1)).collect();
        named.sort();
        named.dedup();
        for name in named {
            *counts.entry(name).or_insert(0) += 1;
        }
        None
    });
    counts
}

/// What a text names, and where in it.
fn named_in(written: &Written<'_>) -> Vec<(Thing, String, Range<usize>)> {
    let text = written.text;
    let whole = |thing| {
        let start = text.len() - text.trim_start().len();
        let name = text.trim();
        vec![(thing, name.to_owned(), start..start + name.len())]
    };
    let inside = |names: Vec<super::Name>| -> Vec<_> {
        names.into_iter().map(|name| (name.thing, name.name, name.range)).collect()
    };
    match (&written.home, written.shape) {
        (Home::Setting, _) => Vec::new(),
        // Catalogues take pictures from tables.
        (Home::Cell(..), _) => whole(Thing::Media),
        (Home::Landing, _) => whole(Thing::Link),
        (_, Shape::Tag) => whole(Thing::Tag),
        (_, Shape::Field) => whole(Thing::Field),
        (_, Shape::Media) => whole(Thing::Media),
        (_, Shape::Lines) if written.prop == "links" => whole(Thing::Link),
        (_, Shape::Formula) => inside(names_in_formula(text)),
        (_, Shape::Text | Shape::Line | Shape::Url) if text.contains("{{") => inside(names_in_template(text)),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, text: &str, options: FindOptions) -> Vec<String> {
        let needle = Needle::new(query, options).unwrap();
        needle.ranges(text).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn words_are_found_whatever_their_case_and_dots() {
        let any = FindOptions::default();
        assert_eq!(found("еще", "Ещё, ЕЩЕ и {{ ещё }} ещёк", any), ["Ещё", "ЕЩЕ", "ещё"]);
        let whole = FindOptions { whole_word: true, ..any };
        assert_eq!(found("ещё", "еще ещёк, еще", whole), ["еще", "еще"]);
        let case = FindOptions { case: true, ..any };
        assert_eq!(found("Еще", "Ещё еще ЕЩЕ", case), ["Ещё"]);
        assert_eq!(found("aa", "aaaa", any), ["aa", "aa"]);
        assert_eq!(found("дом", "{{ дом", any), Vec::<String>::new());
        assert!(Needle::new("", any).is_none());
    }

    #[test]
    fn every_place_of_a_text_is_replaced() {
        let text = "Ёлка и ёлка";
        let ranges = Needle::new("елка", FindOptions::default()).unwrap().ranges(text);
        assert_eq!(replaced(text, &ranges, "сосна"), "сосна и сосна");
    }

    #[test]
    fn what_the_team_is_told_and_labels_on_the_canvas_are_found_too() {
        use crate::blocks::Registry;
        use crate::model::{Block, BlockId, Prop, Record};
        let mut project = Project::new("Проба");
        let mut notify = Block::new("notify");
        notify.props.insert("text".into(), Prop::Text("Заявка на «Чек-лист»".into()));
        let mut split = Block::new("split");
        let arm =
            [("key".to_owned(), Prop::Text("a".into())), ("label".to_owned(), Prop::Text("Чек-лист".into()))];
        split.props.insert("arms".into(), Prop::List(vec![Record::from(arm)]));
        let blocks = &mut project.funnels[0].blocks;
        blocks.insert(BlockId(1), notify);
        blocks.insert(BlockId(2), split);
        let hits = in_texts(&project, &Registry, "чек-лист", FindOptions::default());
        assert_eq!(hits.len(), 2, "{hits:?}");
    }
}
