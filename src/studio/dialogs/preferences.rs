//! Settings of the program, not of a project: language, theme, size, motion.

use super::{Answer, buttons_ui, choice};
use crate::model::{Label, Lang};
use crate::studio::comfort::{MotionChoice, SCALES, ScaleStep};
use crate::studio::command::{Command, Looks, ThemeChoice};
use crate::studio::controls::{Weight, button};
use crate::studio::theme::{self, CAPTION, SPACE, Theme};
use crate::studio::widgets::{note_ui, segmented};
use crate::studio::words::help as words;
use egui::Ui;

/// What is chosen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Light, dark or as the system.
    pub theme: ThemeChoice,
    /// Size of everything, percent.
    pub scale: u16,
    /// How much moves.
    pub motion: MotionChoice,
    /// Whether a project is open, so that the tour has something to show.
    pub has_project: bool,
}

const LANGS: [(Lang, Label); 2] = [(Lang::Ru, words::RUSSIAN), (Lang::En, words::ENGLISH)];
const THEMES: [(ThemeChoice, Label); 3] = [
    (ThemeChoice::System, words::AS_SYSTEM),
    (ThemeChoice::Light, words::LIGHT),
    (ThemeChoice::Dark, words::DARK),
];
const MOTIONS: [(MotionChoice, Label); 3] = [
    (MotionChoice::System, words::AS_SYSTEM),
    (MotionChoice::Full, words::USUAL),
    (MotionChoice::Less, words::LESS),
];

pub(super) fn preferences_ui(ui: &mut Ui, theme: &Theme, lang: Lang, now: &Preferences) -> Option<Answer> {
    let mut wanted = None;
    row_ui(ui, theme, words::LANGUAGE.of(lang), &LANGS.map(|(_, label)| label.of(lang).to_owned()), {
        LANGS.iter().position(|(entry, _)| *entry == lang)
    })
    .into_iter()
    .for_each(|at| wanted = Some(Command::Looks(Looks::Lang(LANGS[at].0))));
    row_ui(ui, theme, words::THEME.of(lang), &THEMES.map(|(_, label)| label.of(lang).to_owned()), {
        THEMES.iter().position(|(entry, _)| *entry == now.theme)
    })
    .into_iter()
    .for_each(|at| wanted = Some(Command::Looks(Looks::Theme(THEMES[at].0))));
    row_ui(ui, theme, words::SCALE.of(lang), &SCALES.map(|scale| scale.to_string()), {
        SCALES.iter().position(|entry| *entry == now.scale)
    })
    .into_iter()
    .for_each(|at| wanted = Some(Command::Looks(Looks::Scale(ScaleStep::To(SCALES[at])))));
    row_ui(ui, theme, words::MOTION.of(lang), &MOTIONS.map(|(_, label)| label.of(lang).to_owned()), {
        MOTIONS.iter().position(|(entry, _)| *entry == now.motion)
    })
    .into_iter()
    .for_each(|at| wanted = Some(Command::Looks(Looks::Motion(MOTIONS[at].0))));
    wanted.map(Answer::Do).or_else(|| footer_ui(ui, theme, lang, now))
}

/// A choice with its name over it; gives what was pressed.
fn row_ui(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    options: &[String],
    chosen: Option<usize>,
) -> Option<usize> {
    ui.spacing_mut().item_spacing.y = SPACE[0];
    note_ui(ui, name, theme::medium(CAPTION), theme.tokens.muted);
    let options: Vec<(&str, bool)> = options.iter().map(|option| (option.as_str(), true)).collect();
    let pressed = segmented(ui, theme, name, &options, chosen.unwrap_or(usize::MAX), "");
    ui.add_space(SPACE[1]);
    pressed
}

fn footer_ui(ui: &mut Ui, theme: &Theme, lang: Lang, now: &Preferences) -> Option<Answer> {
    let also = ui.horizontal_wrapped(|ui| {
        let keys = words::ALL_KEYS.of(lang);
        let keys = button(ui, theme, Weight::Outline, "keyboard", keys, keys).clicked();
        let tour = words::TOUR_AGAIN.of(lang);
        let tour = ui
            .add_enabled_ui(now.has_project, |ui| button(ui, theme, Weight::Outline, "compass", tour, tour));
        let tour = tour.inner.on_disabled_hover_text(words::TOUR_LATER.of(lang)).clicked();
        match (keys, tour) {
            (true, _) => Some(Answer::Do(Command::Looks(Looks::Shortcuts))),
            (false, true) => Some(Answer::Do(Command::Looks(Looks::Tour))),
            (false, false) => None,
        }
    });
    let done = buttons_ui(ui, |ui| {
        choice(ui, theme, Weight::Primary, words::DONE.of(lang)).then_some(Answer::Close)
    });
    also.inner.or(done)
}
