//! The texts of a layer as a list to work through: which are shown, which are done, which comes next.
//!
//! The list stays as it was when it was made: a text that gets its translation does not run away from under the cursor.

use super::SettingsInput;
use crate::compile::{Spoken, spoken};
use crate::model::{Layer, Project, print_of, text_at};
use std::sync::Arc;

/// How many texts are drawn at first, and how many more at each asking.
pub(super) const PAGE: usize = 40;

/// Which texts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filter {
    /// Those without a translation.
    #[default]
    Missing,
    /// Those whose original has changed since.
    Stale,
    /// All.
    All,
}

impl Filter {
    pub const ALL: [Self; 3] = [Self::Missing, Self::Stale, Self::All];
}

/// What is worked through.
#[derive(Debug, Default)]
pub(super) struct Translation {
    /// The layer.
    pub layer: String,
    pub filter: Filter,
    /// What was listed, for which layer and filter.
    listed: Option<(String, Filter, Arc<Vec<Spoken>>)>,
    /// Every text of the project when the list was made.
    all: Vec<Spoken>,
    counts: Option<(u64, String, Counts)>,
    /// How many rows are drawn.
    pub shown: usize,
    /// The row that gets the keyboard.
    pub focus: Option<usize>,
}

/// How far a layer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub all: usize,
    pub done: usize,
    pub stale: usize,
}

/// How a text stands in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Missing,
    Stale,
    Done,
}

impl Translation {
    /// The list of a layer, made when another layer or other texts are asked for.
    pub fn list(&mut self, input: &SettingsInput<'_>, layer: &Layer) -> Arc<Vec<Spoken>> {
        let is_same =
            |listed: &(String, Filter, Arc<Vec<Spoken>>)| listed.0 == layer.name && listed.1 == self.filter;
        if !self.listed.as_ref().is_some_and(is_same) {
            self.all = own_texts(input.project);
            let (project, filter) = (input.project, self.filter);
            let fits = |spoken: &&Spoken| match (filter, standing(project, layer, &spoken.key)) {
                (Filter::All, _)
                | (Filter::Missing, Standing::Missing)
                | (Filter::Stale, Standing::Stale) => true,
                (Filter::Missing | Filter::Stale, _) => false,
            };
            let rows: Arc<Vec<Spoken>> = Arc::new(self.all.iter().filter(fits).cloned().collect());
            // A finished layer is opened to be read; one that gets finished stays as it is.
            if rows.is_empty() && self.listed.is_none() && filter == Filter::Missing && !self.all.is_empty() {
                self.filter = Filter::All;
                let all = Arc::new(self.all.clone());
                self.listed = Some((layer.name.clone(), Filter::All, all));
            } else {
                self.listed = Some((layer.name.clone(), filter, rows));
            }
            (self.shown, self.focus, self.counts) = (PAGE, None, None);
        }
        self.listed.as_ref().map(|listed| Arc::clone(&listed.2)).unwrap_or_default()
    }

    /// How far the layer is, of the texts that the list was made from.
    pub fn counts(&mut self, input: &SettingsInput<'_>, layer: &Layer) -> Counts {
        if let Some(held) = &self.counts
            && held.0 == input.revision
            && held.1 == layer.name
        {
            return held.2;
        }
        let counts = count(input.project, layer, &self.all);
        self.counts = Some((input.revision, layer.name.clone(), counts));
        counts
    }

    /// Goes on to the next text of the list that is to be translated, from the first again after the last.
    pub fn go_on(&mut self, project: &Project, layer: &Layer, rows: &[Spoken], from: Option<usize>) {
        let start = from.map_or(0, |from| from + 1);
        let open = |at: &usize| {
            rows.get(*at).is_some_and(|spoken| standing(project, layer, &spoken.key) != Standing::Done)
        };
        let next = (start..rows.len()).chain(0..start.min(rows.len())).find(open);
        self.focus = next.filter(|next| Some(*next) != from);
        self.shown = self.shown.max(next.map_or(0, |next| next + 1));
    }
}

/// Every text that the author wrote and a subscriber reads.
pub(super) fn own_texts(project: &Project) -> Vec<Spoken> {
    let mut all = spoken(project);
    all.retain(|spoken| !spoken.text.trim().is_empty());
    all
}

/// How far a layer is.
pub(super) fn count(project: &Project, layer: &Layer, all: &[Spoken]) -> Counts {
    let mut counts = Counts { all: all.len(), ..Counts::default() };
    for spoken in all {
        match standing(project, layer, &spoken.key) {
            Standing::Missing => {}
            Standing::Stale => counts.stale += 1,
            Standing::Done => counts.done += 1,
        }
    }
    counts
}

/// How a text stands in a layer.
pub(super) fn standing(project: &Project, layer: &Layer, key: &str) -> Standing {
    if layer.texts.get(key).is_none_or(|text| text.trim().is_empty()) {
        return Standing::Missing;
    }
    match layer.originals.get(key) {
        Some(print) if text_at(project, key).map(print_of) != Some(*print) => Standing::Stale,
        _ => Standing::Done,
    }
}
