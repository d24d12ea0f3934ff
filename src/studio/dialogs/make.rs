//! A project from a template: its name and its place, both filled in already.

use super::{Answer, at_home, buttons_ui, choice};
use crate::edit::build;
use crate::gallery::Template;
use crate::model::{Lang, Project};
use crate::studio::controls::Weight;
use crate::studio::theme::{self, BODY, CAPTION, Theme};
use crate::studio::widgets::{Line, line_ui, note_ui};
use crate::studio::words::shell as words;
use egui::{Id, Key, Ui};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A project that is about to be made.
#[derive(Clone, Debug)]
pub struct MakeDialog {
    template: &'static Template,
    title: String,
    /// The folder that projects go to, and what is in it already.
    root: (PathBuf, BTreeSet<String>),
    /// The folder of this one as text; follows the title until somebody types it.
    folder: String,
    own_folder: bool,
    began: bool,
}

impl MakeDialog {
    /// Asks about a template, with a name and a place to begin from.
    pub fn new(template: &'static Template, title: String, root: (PathBuf, BTreeSet<String>)) -> Self {
        let folder = free_folder(&root, &title).display().to_string();
        Self { template, title, root, folder, own_folder: false, began: false }
    }
}

/// A folder of the root that is not there yet, called as the project.
fn free_folder((root, taken): &(PathBuf, BTreeSet<String>), title: &str) -> PathBuf {
    let stem = match build::free_funnel_name(&Project::default(), title).0 {
        name if name == "funnel" => "project".to_owned(),
        name => name,
    };
    let numbered = (2..100).map(|number| format!("{stem}-{number}"));
    let mut names = std::iter::once(stem.clone()).chain(numbered);
    root.join(names.find(|name| !taken.contains(name)).unwrap_or(stem))
}

pub(super) fn make_ui(ui: &mut Ui, theme: &Theme, lang: Lang, dialog: &mut MakeDialog) -> Option<Answer> {
    let tokens = &theme.tokens;
    note_ui(ui, dialog.template.about.of(lang), theme::regular(BODY), tokens.muted);
    ui.spacing_mut().item_spacing.y = 6.0;
    let width = ui.available_width();
    let field =
        |id: &'static str, name| Line { id: Id::unique(id), name, hint: name, rows: 0, wrong: false, width };
    note_ui(ui, words::MAKE_NAME.of(lang), theme::medium(CAPTION), tokens.muted);
    let line = field("make name", words::MAKE_NAME.of(lang));
    if !dialog.began {
        crate::studio::widgets::select_all(ui, line.id, &dialog.title);
    }
    let name = line_ui(ui, theme, &line, &mut dialog.title).response;
    // The frame that measures a new dialog gives nobody the keyboard.
    dialog.began |= name.has_focus();
    if name.changed() && !dialog.own_folder {
        dialog.folder = free_folder(&dialog.root, &dialog.title).display().to_string();
    }
    note_ui(ui, words::MAKE_PLACE.of(lang), theme::medium(CAPTION), tokens.muted);
    let line = field("make place", words::MAKE_PLACE.of(lang));
    let place = line_ui(ui, theme, &line, &mut dialog.folder).response;
    dialog.own_folder |= place.changed();
    let left = name.lost_focus() || place.lost_focus();
    let entered = left && ui.input(|keys| keys.key_pressed(Key::Enter));
    let ready = !dialog.title.trim().is_empty() && !dialog.folder.trim().is_empty();
    buttons_ui(ui, |ui| {
        let make = words::MAKE.of(lang);
        let pressed = ui.add_enabled_ui(ready, |ui| choice(ui, theme, Weight::Primary, make)).inner;
        let cancel = choice(ui, theme, Weight::Quiet, words::CANCEL.of(lang));
        if ready && (pressed || entered) {
            let (title, folder) = (dialog.title.trim().to_owned(), at_home(dialog.folder.trim()));
            return Some(Answer::Make(dialog.template, title, folder));
        }
        cancel.then_some(Answer::Close)
    })
}
