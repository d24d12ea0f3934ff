//! Export with its progress, and the signs that dialogs share.

use super::{Answer, buttons_ui, choice, list_ui};
use crate::diag::{Diagnostic, Severity, Words};
use crate::model::Lang;
use crate::studio::controls::Weight;
use crate::studio::theme::{self, BODY, CAPTION, Theme};
use crate::studio::widgets::{icon_at, note_ui};
use crate::studio::words::shell as words;
use egui::{Rect, Sense, Ui, vec2};
use std::path::PathBuf;

/// An export.
#[derive(Clone, Debug)]
pub struct ExportDialog {
    /// Where the files go.
    pub folder: PathBuf,
    /// How far it is.
    pub stage: ExportStage,
}

/// How far an export is.
#[derive(Clone, Debug)]
pub enum ExportStage {
    /// Being made and written; the share that is done, from 0 to 1.
    Running(f32),
    /// Done.
    Done {
        /// The files, as paths inside the folder.
        files: Vec<String>,
        /// What is missing or was left out.
        findings: Vec<Diagnostic>,
        /// Whether it was stopped before the end.
        stopped: bool,
        /// What to say of addresses that are still the template's.
        lent: Option<Words>,
    },
}

pub(super) fn export_ui(ui: &mut Ui, theme: &Theme, lang: Lang, export: &ExportDialog) -> Option<Answer> {
    let tokens = &theme.tokens;
    let folder = export.folder.display().to_string();
    match &export.stage {
        ExportStage::Running(share) => {
            note_ui(ui, &folder, theme::regular(BODY), tokens.muted);
            bar_ui(ui, theme, *share);
            buttons_ui(ui, |ui| {
                choice(ui, theme, Weight::Outline, words::CANCEL.of(lang)).then_some(Answer::StopExport)
            })
        }
        ExportStage::Done { files, findings, stopped, lent } => {
            let text = match (stopped, files.is_empty()) {
                (true, _) => words::EXPORT_STOPPED,
                (false, true) => words::EXPORT_NOTHING,
                (false, false) => words::EXPORT_DONE,
            };
            note_ui(ui, text.of(lang), theme::regular(BODY), tokens.ink);
            note_ui(ui, &folder, theme::regular(CAPTION), tokens.muted);
            if let Some(lent) = lent.as_ref().filter(|_| !files.is_empty()) {
                note_ui(ui, lent.of(lang), theme::regular(BODY), tokens.warn);
            }
            list_ui(ui, 260.0, 300.0, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 4.0;
                for file in files {
                    sign_row(ui, ("file-check", tokens.ok), file, theme::regular(BODY), tokens.ink);
                }
                for finding in findings {
                    finding_ui(ui, theme, lang, finding);
                }
            });
            buttons_ui(ui, |ui| {
                let close = choice(ui, theme, Weight::Primary, words::GOT_IT.of(lang));
                let show =
                    !files.is_empty() && choice(ui, theme, Weight::Outline, words::SHOW_FOLDER.of(lang));
                let show = show.then(|| Answer::ShowFolder(export.folder.clone()));
                show.or(close.then_some(Answer::Close))
            })
        }
    }
}

/// A finding with what to do, for dialogs.
pub(in crate::studio) fn finding_ui(ui: &mut Ui, theme: &Theme, lang: Lang, finding: &Diagnostic) {
    let tokens = &theme.tokens;
    let sign = match finding.severity {
        Severity::Error => ("circle-x", tokens.error),
        Severity::Warning => ("triangle-alert", tokens.warn),
    };
    sign_row(ui, sign, finding.message.of(lang), theme::regular(BODY), tokens.ink);
    ui.horizontal(|ui| {
        ui.add_space(24.0);
        note_ui(ui, finding.hint.of(lang), theme::regular(CAPTION), tokens.muted);
    });
}

/// An icon and words that wrap beside it.
pub(super) fn sign_row(
    ui: &mut Ui,
    (icon, color): (&str, egui::Color32),
    text: &str,
    font: egui::FontId,
    ink: egui::Color32,
) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 18.0), Sense::hover());
        icon_at(ui, rect, icon, 15.0, color);
        note_ui(ui, text, font, ink);
    });
}

/// How much is done, from 0 to 1.
pub(in crate::studio) fn bar_ui(ui: &mut Ui, theme: &Theme, share: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 6.0), Sense::hover());
    ui.painter().rect_filled(rect, 3, theme.tokens.line);
    let done = Rect::from_min_size(rect.min, vec2(rect.width() * share.clamp(0.02, 1.0), rect.height()));
    ui.painter().rect_filled(done, 3, theme.tokens.accent);
    let percent = format!("{} %", (share * 100.0) as u32);
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::ProgressIndicator, true, &percent));
}
