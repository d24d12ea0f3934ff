//! The list of findings: what is wrong, what to do, where; a press leads there.

use super::command::Command;
use super::theme::{self, BODY, CAPTION, HIT, SPACE, Theme};
use super::widgets::{icon_at, icon_button, note_ui, wrapped};
use super::words::shell as words;
use crate::blocks::{Caption, block_title, block_type};
use crate::diag::{Anchor, Diagnostic, Severity};
use crate::model::{BlockId, Exit, Lang, Project};
use crate::studio::keyboard::come_into_view;
use egui::accesskit::Role;
use egui::{Align, Color32, CursorIcon, Layout, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of the list when it opens, points.
pub const HEIGHT: f32 = 216.0;
const PLACE_WIDTH: f32 = 220.0;

/// What the list shows.
#[derive(Debug)]
pub struct ProblemsInput<'a> {
    /// How to draw.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// The project that the findings are about.
    pub project: &'a Project,
    /// The findings, worst first.
    pub findings: &'a [Diagnostic],
}

/// Draws the list.
pub fn problems_ui(ui: &mut Ui, input: &ProblemsInput<'_>, commands: &mut Vec<Command>) {
    let tokens = &input.theme.tokens;
    ui.horizontal(|ui| {
        let title = egui::RichText::new(words::FINDINGS.of(input.lang)).font(theme::semibold(BODY));
        ui.label(title.color(tokens.ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, input.theme, "x", HIT, words::CLOSE.of(input.lang)).clicked() {
                commands.push(Command::ToggleProblems);
            }
        });
    });
    if input.findings.is_empty() {
        note_ui(ui, words::ALL_IS_WELL.of(input.lang), theme::regular(BODY), tokens.muted);
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for finding in input.findings {
            row_ui(ui, input, finding, commands);
        }
        come_into_view(ui);
    });
}

fn row_ui(ui: &mut Ui, input: &ProblemsInput<'_>, finding: &Diagnostic, commands: &mut Vec<Command>) {
    let tokens = &input.theme.tokens;
    let width = ui.available_width();
    let place_width = PLACE_WIDTH.min((width * 0.22).floor());
    let text_width = width - 34.0 - place_width - SPACE[2];
    let message = finding.message.of(input.lang);
    let text = wrapped(ui, message, theme::regular(BODY), tokens.ink, text_width);
    let hint = wrapped(ui, finding.hint.of(input.lang), theme::regular(CAPTION), tokens.muted, text_width);
    let place = place_of(input.project, &finding.at, input.lang);
    let place = wrapped(ui, &place, theme::regular(CAPTION), tokens.muted, place_width);
    let hint_height = if finding.hint.of(input.lang).is_empty() { 0.0 } else { hint.size().y + 2.0 };
    let height = (text.size().y + hint_height).max(place.size().y) + 12.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let (icon, color) = sign(finding.severity, input.theme);
    icon_at(ui, Rect::from_min_size(rect.min + vec2(8.0, 7.0), vec2(16.0, 18.0)), icon, 15.0, color);
    let left = rect.left() + 34.0;
    let below = rect.top() + 8.0 + text.size().y;
    ui.painter().galley(pos2(left, rect.top() + 6.0).round(), text, tokens.ink);
    ui.painter().galley(pos2(left, below).round(), hint, tokens.muted);
    ui.painter().galley(pos2(rect.right() - place_width, rect.top() + 7.0).round(), place, tokens.muted);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, message));
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        match (&finding.at, finding.at.block()) {
            (_, Some(block_id)) => commands.push(Command::FocusBlock(block_id)),
            (Anchor::Funnel(name), None) => commands.push(Command::SelectFunnel(name.clone())),
            _ => {}
        }
    }
}

fn sign(severity: Severity, theme: &Theme) -> (&'static str, Color32) {
    match severity {
        Severity::Error => ("circle-x", theme.tokens.error),
        Severity::Warning => ("triangle-alert", theme.tokens.warn),
    }
}

/// Where a finding lies, in words.
fn place_of(project: &Project, at: &Anchor, lang: Lang) -> String {
    match at {
        Anchor::Project => words::PROJECT.of(lang).to_owned(),
        Anchor::Funnel(name) => match project.funnel(name) {
            Some(funnel) => funnel.shown_title(lang).to_owned(),
            None => name.to_string(),
        },
        Anchor::Block(block_id) => block_place(project, *block_id, lang),
        Anchor::Exit(block_id, exit) => {
            let place = block_place(project, *block_id, lang);
            match exit_caption(project, *block_id, exit, lang) {
                Some(caption) => format!("{place} · {caption}"),
                None => place,
            }
        }
        Anchor::Prop { block, prop, .. } => {
            let place = block_place(project, *block, lang);
            let form =
                project.block(*block).and_then(|(_, block)| block_type(&block.kind)).map(|kind| kind.form);
            let name = prop.split('.').next().unwrap_or_default();
            match form.and_then(|form| form.field(name)) {
                Some(field) => format!("{place} · {}", field.label.of(lang)),
                None => place,
            }
        }
        Anchor::File(place) => place.to_string(),
    }
}

fn block_place(project: &Project, block_id: BlockId, lang: Lang) -> String {
    match project.block(block_id) {
        Some((funnel, block)) if project.funnels.len() > 1 => {
            format!("{} · {}", funnel.shown_title(lang), block_title(block, lang))
        }
        Some((_, block)) => block_title(block, lang).to_owned(),
        None => block_id.to_string(),
    }
}

fn exit_caption(project: &Project, block_id: BlockId, exit: &Exit, lang: Lang) -> Option<String> {
    let (_, block) = project.block(block_id)?;
    let exits = (block_type(&block.kind)?.exits)(block);
    let spec = exits.into_iter().find(|spec| &spec.exit == exit)?;
    Some(match spec.caption {
        Caption::Own(text) => text,
        Caption::Fixed(label) => label.of(lang).to_owned(),
        Caption::With(label, value) => format!("{} {value}", label.of(lang)),
    })
}
