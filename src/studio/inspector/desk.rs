//! What the editors of properties work on: the place of a property, its findings, and what came of editing.

use super::{InspectorInput, InspectorState};
use crate::blocks::ExitSpec;
use crate::diag::{Anchor, Diagnostic, Severity};
use crate::edit::Transaction;
use crate::model::{FormField, Label, Prop};
use crate::studio::command::Command;
use crate::studio::fixes::{Fix, fix_of};
use crate::studio::theme;
use crate::studio::widgets::{elided, icon_at, sunken, wrapped};
use egui::{Id, Rect, Sense, Ui, vec2};

/// What every editor may read, and the view state that it may change.
pub(super) struct Desk<'a> {
    pub(super) input: &'a InspectorInput<'a>,
    pub(super) state: &'a mut InspectorState,
    /// The ways out of the block whose card it is.
    pub(super) exits: Vec<ExitSpec>,
    /// Whether one rule of the list that is drawn is enough.
    pub(super) any: bool,
}

impl Desk<'_> {
    /// A phrase in the language of the window.
    pub(super) fn say(&self, label: Label) -> &'static str {
        label.of(self.input.lang)
    }

    /// Says where the editor, row or way of that name was drawn.
    pub(super) fn drew(&mut self, id: Id, rect: Rect) {
        if let Some(stepped) = &mut self.state.stepped {
            stepped.drew(id, rect);
        }
    }

    /// Findings about exactly this place. A list inside a list has none of its own: findings name only the
    /// outer row, which shows them.
    pub(super) fn findings(&self, spot: &Spot) -> Vec<&Diagnostic> {
        self.findings_in(spot, |row| row == spot.row)
    }

    /// The same for several lines in one place; of lines that are in no list, findings name each by its number.
    pub(super) fn findings_of_lines(&self, spot: &Spot) -> Vec<&Diagnostic> {
        self.findings_in(spot, |row| spot.row.is_none() || row == spot.row)
    }

    /// Whether a line of a place is complained about.
    pub(super) fn is_line_wrong(&self, spot: &Spot, line: usize) -> bool {
        let names =
            |finding: &&Diagnostic| matches!(finding.at, Anchor::Prop { row: Some(row), .. } if row == line);
        spot.row.is_none() && self.findings_of_lines(spot).iter().any(names)
    }

    fn findings_in(&self, spot: &Spot, is_of: impl Fn(Option<usize>) -> bool) -> Vec<&Diagnostic> {
        let block_id = self.input.block_id;
        let here = |finding: &&Diagnostic| match &finding.at {
            Anchor::Prop { block, prop, row } => {
                let deep = spot.path.matches('.').count() > 1;
                *block == block_id && *prop == spot.path && !deep && (row.is_none() || is_of(*row))
            }
            Anchor::Project | Anchor::Funnel(_) | Anchor::Block(_) | Anchor::Exit(..) | Anchor::File(_) => {
                false
            }
        };
        self.input.findings.iter().filter(here).collect()
    }
}

/// Where a property stands.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// Lasting id of its editor.
    pub(super) id: Id,
    /// Its place as findings name it: `buttons.label`.
    pub(super) path: String,
    /// Row of the outermost list that it is in.
    pub(super) row: Option<usize>,
    /// What the editor is called: label, and the number of its row.
    pub(super) name: String,
}

impl Spot {
    /// The place of a property inside a row of the list at this place.
    pub(super) fn inside(&self, row: usize, field: &FormField, label: &str) -> Self {
        Self {
            id: self.id.with(row).with(field.name),
            path: format!("{}.{}", self.path, field.name),
            row: self.row.or(Some(row)),
            name: format!("{label} {}", self.number(row)),
        }
    }

    /// The number of a row as it is read out, with those of the rows around it: `2.1`.
    pub(super) fn number(&self, row: usize) -> String {
        match self.row {
            Some(outer) => format!("{}.{}", outer + 1, row + 1),
            None => (row + 1).to_string(),
        }
    }
}

/// What came of editing a property.
#[derive(Debug)]
pub(super) struct Change {
    /// The property's new value; `None` for its default.
    pub(super) prop: Option<Prop>,
    /// Whether it comes from typing, so that it joins the step of undo before.
    pub(super) typing: bool,
    /// What must happen to the project in the same step, such as adding a field.
    pub(super) along: Option<Transaction>,
}

impl Change {
    /// A decision: one step of undo.
    pub(super) fn set(prop: Option<Prop>) -> Self {
        Self { prop, typing: false, along: None }
    }

    /// Typed text; empty text is the default.
    pub(super) fn typed(text: String) -> Self {
        Self { prop: text_prop(text), typing: true, along: None }
    }

    /// A chosen text.
    pub(super) fn chosen(text: impl Into<String>) -> Self {
        Self::set(text_prop(text.into()))
    }
}

fn text_prop(text: String) -> Option<Prop> {
    (!text.is_empty()).then_some(Prop::Text(text))
}

/// Findings in full: what is wrong, and what to do about it.
pub(super) fn findings_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    findings: &[&Diagnostic],
    commands: &mut Vec<Command>,
) {
    findings.iter().for_each(|finding| finding_ui(ui, desk, finding, false, commands));
}

/// A finding; `brief` where what to do about it stands beside anyway: then that is said on hover alone.
pub(super) fn finding_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    finding: &Diagnostic,
    brief: bool,
    commands: &mut Vec<Command>,
) {
    let tokens = &desk.input.theme.tokens;
    let (icon, color) = match finding.severity {
        Severity::Error => ("circle-alert", tokens.error),
        Severity::Warning => ("triangle-alert", tokens.warn),
    };
    let width = ui.available_width();
    let font = theme::regular(theme::CAPTION);
    let message = wrapped(ui, finding.message.of(desk.input.lang), font.clone(), color, width - 18.0);
    let todo = finding.hint.of(desk.input.lang);
    let hint = wrapped(ui, if brief { "" } else { todo }, font, tokens.muted, width - 18.0);
    let below = if brief { 0.0 } else { hint.size().y };
    let size = vec2(width, message.size().y + below);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    icon_at(ui, Rect::from_min_size(rect.min, vec2(14.0, 16.0)), icon, 13.0, color);
    let at = rect.min + vec2(18.0, 0.0);
    ui.painter().galley(at, message.clone(), color);
    ui.painter().galley(at + vec2(0.0, message.size().y), hint, tokens.muted);
    let said = finding.message.of(desk.input.lang).to_owned();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &said));
    if brief {
        response.on_hover_text(todo);
    }
    let fix = fix_of(desk.input.project, finding, desk.input.lang);
    if let Some(fix) = fix.filter(|fix| fix_ui(ui, desk, fix)) {
        commands.push(fix.command);
    }
}

/// The button that mends a finding; gives whether it was pressed.
fn fix_ui(ui: &mut Ui, desk: &Desk<'_>, fix: &Fix) -> bool {
    let tokens = &desk.input.theme.tokens;
    let text = fix.label.of(desk.input.lang);
    let room = ui.available_width() - 18.0 - 34.0;
    let galley = elided(ui, text, theme::medium(12.0), tokens.accent, room);
    let size = vec2(galley.size().x + 34.0, 26.0);
    ui.horizontal(|ui| {
        ui.add_space(18.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let lit = response.hovered() || response.has_focus();
        sunken(ui, rect, tokens.line, if lit { tokens.hover } else { tokens.card });
        let tile = Rect::from_min_size(rect.min + vec2(6.0, 0.0), vec2(16.0, rect.height()));
        icon_at(ui, tile, "wand-sparkles", 13.0, tokens.accent);
        let at = rect.left_center() + vec2(26.0, -galley.size().y / 2.0);
        ui.painter().galley(at.round(), galley, tokens.accent);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, text));
        response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
    })
    .inner
}

/// A short remark in red under a field whose text cannot be read, unless a finding already says so.
pub(super) fn wrong_ui(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, text: &str) {
    if !desk.findings(spot).is_empty() {
        return;
    }
    let color = desk.input.theme.tokens.error;
    crate::studio::widgets::note_ui(ui, text, theme::regular(theme::CAPTION), color);
}
