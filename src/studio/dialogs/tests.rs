//! How the project's conversations went, with what differs.

use super::{Answer, buttons_ui, choice, list_ui};
use crate::diag::Words;
use crate::model::Lang;
use crate::studio::controls::Weight;
use crate::studio::dialogs::world::sign_row;
use crate::studio::theme::{self, BODY, Theme};
use crate::studio::widgets::{note_ui, wrapped};
use crate::studio::words::shell as words;
use egui::Ui;

/// How the tests went.
#[derive(Clone, Debug, Default)]
pub struct TestsDialog {
    /// Every conversation in order of its file.
    pub outcomes: Vec<TestOutcome>,
}

/// How one conversation went.
#[derive(Clone, Debug)]
pub struct TestOutcome {
    /// File name.
    pub name: String,
    /// What differs from what is written, nothing when it went as written.
    pub differs: Option<Words>,
}

pub(super) fn tests_ui(ui: &mut Ui, theme: &Theme, lang: Lang, tests: &TestsDialog) -> Option<Answer> {
    let tokens = &theme.tokens;
    if tests.outcomes.is_empty() {
        note_ui(ui, words::TESTS_NONE.of(lang), theme::regular(BODY), tokens.muted);
    }
    list_ui(ui, 420.0, 200.0, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        // What failed comes first: it is why somebody looks.
        let (failed, passed): (Vec<_>, Vec<_>) =
            tests.outcomes.iter().partition(|outcome| outcome.differs.is_some());
        for outcome in failed.into_iter().chain(passed) {
            let Some(differs) = &outcome.differs else {
                sign_row(ui, ("circle-check", tokens.ok), &outcome.name, theme::regular(BODY), tokens.ink);
                continue;
            };
            sign_row(ui, ("circle-x", tokens.error), &outcome.name, theme::semibold(BODY), tokens.ink);
            diff_ui(ui, theme, differs.of(lang));
        }
    });
    buttons_ui(ui, |ui| choice(ui, theme, Weight::Primary, words::GOT_IT.of(lang)).then_some(Answer::Close))
}

/// Lines of a difference: what was expected in red, what came in green.
fn diff_ui(ui: &mut Ui, theme: &Theme, text: &str) {
    let tokens = &theme.tokens;
    egui::Frame::new().fill(tokens.field).corner_radius(theme::RADIUS_CONTROL).inner_margin(10).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            for line in text.lines() {
                let color = match line.trim_start().chars().next() {
                    Some('-' | '−') => tokens.error,
                    Some('+') => tokens.ok,
                    _ => tokens.muted,
                };
                let galley = wrapped(ui, line, egui::FontId::monospace(12.0), color, ui.available_width());
                ui.add(egui::Label::new(galley).selectable(true));
            }
        },
    );
}
