//! One project in two hands: what both changed, and whether to open it twice.

use super::marked::{LINE, Part, is_alike, marked, side_in_short};
use super::{Answer, Care, buttons_ui, choice, list_ui};
use crate::compare::{Fate, Run, runs};
use crate::diag::Words;
use crate::edit::Piece;
use crate::model::Lang;
use crate::studio::controls::Weight;
use crate::studio::theme::{self, BODY, CAPTION, SPACE, Theme, tint};
use crate::studio::widgets::note_ui;
use crate::studio::words::shell as words;
use egui::accesskit::Role;
use egui::{Color32, CursorIcon, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::path::{Path, PathBuf};

/// What both changed, with the choice for each.
#[derive(Clone, Debug)]
pub struct MergeDialog {
    /// The pieces in order.
    pub rows: Vec<MergeRow>,
}

/// A piece that both changed.
#[derive(Clone, Debug)]
pub struct MergeRow {
    /// Which.
    pub piece: Piece,
    /// Where it is: a block and a property of it, a setting.
    pub place: Words,
    /// How it is on the screen.
    pub ours: Words,
    /// How it is on the disk.
    pub theirs: Words,
    /// Whether that of the disk is taken.
    pub from_disk: bool,
    /// What the two have in common and what not, in that language; found when it is first drawn.
    pub runs: Option<(Lang, Vec<Run>)>,
}

impl MergeRow {
    /// Both sides in short, with what only one of them has.
    fn sides(&mut self, lang: Lang) -> (Vec<Part>, Vec<Part>, bool) {
        self.runs.take_if(|known| known.0 != lang);
        let (_, runs) =
            self.runs.get_or_insert_with(|| (lang, runs(self.ours.of(lang), self.theirs.of(lang))));
        (side_in_short(runs, Fate::Removed), side_in_short(runs, Fate::Added), is_alike(runs))
    }
}

pub(super) fn merge_ui(ui: &mut Ui, theme: &Theme, lang: Lang, dialog: &mut MergeDialog) -> Option<Answer> {
    note_ui(ui, words::MERGE_TEXT.of(lang), theme::regular(BODY), theme.tokens.muted);
    list_ui(ui, 420.0, 230.0, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        for row in &mut dialog.rows {
            row_ui(ui, theme, lang, row);
            ui.add_space(SPACE[1]);
        }
    });
    buttons_ui(ui, |ui| {
        let merge = choice(ui, theme, Weight::Primary, words::MERGE.of(lang));
        let cancel = choice(ui, theme, Weight::Quiet, words::CANCEL.of(lang));
        let chosen = dialog.rows.iter().filter(|row| row.from_disk).map(|row| row.piece.clone());
        merge.then(|| Answer::Merge(chosen.collect())).or(cancel.then_some(Answer::Close))
    })
}

fn row_ui(ui: &mut Ui, theme: &Theme, lang: Lang, row: &mut MergeRow) {
    note_ui(ui, row.place.of(lang), theme::semibold(BODY), theme.tokens.ink);
    let gap = SPACE[1];
    let width = ((ui.available_width() - gap) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let (mine, theirs) = (words::MINE.of(lang), words::THEIRS.of(lang));
        let (ours, other, is_alike) = row.sides(lang);
        let ground = if is_alike { tint(theme.tokens.warn, 32) } else { Color32::TRANSPARENT };
        let place = row.place.of(lang);
        if side_ui(ui, theme, place, (mine, &ours, !row.from_disk), (width, ground)) {
            row.from_disk = false;
        }
        if side_ui(ui, theme, place, (theirs, &other, row.from_disk), (width, ground)) {
            row.from_disk = true;
        }
    });
}

/// One of the two; gives whether it was pressed.
fn side_ui(
    ui: &mut Ui,
    theme: &Theme,
    place: &str,
    (name, parts, chosen): (&str, &[Part], bool),
    (width, ground): (f32, Color32),
) -> bool {
    const PAD: f32 = 10.0;
    const LINES: f32 = 12.0 * LINE;
    let tokens = &theme.tokens;
    let mut job = marked(parts.iter().map(|part| (part.0, part.1.as_str())), tokens.ink, ground);
    job.wrap.max_width = width - 2.0 * PAD;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let height = galley.size().y.min(LINES) + 20.0 + 2.0 * PAD;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let (fill, line) = match (chosen, response.hovered() || response.has_focus()) {
        (true, _) => (tint(tokens.accent, 8), Stroke::new(1.5, tokens.accent)),
        (false, true) => (tokens.hover, Stroke::new(1.0, tokens.line)),
        (false, false) => (tokens.field, Stroke::new(1.0, tokens.line)),
    };
    ui.painter().rect(rect, theme::RADIUS_CONTROL, fill, line, StrokeKind::Inside);
    let color = if chosen { tokens.accent } else { tokens.muted };
    let at = rect.min + vec2(PAD, PAD);
    ui.painter().text(at, egui::Align2::LEFT_TOP, name, theme::semibold(CAPTION), color);
    let body = Rect::from_min_max(pos2(at.x, at.y + 20.0), rect.max - vec2(PAD, PAD));
    ui.painter().with_clip_rect(body.expand(1.0)).galley(body.min, galley, tokens.ink);
    let text: String = parts.iter().map(|part| part.1.as_str()).collect();
    let label = format!("{name}: {place}");
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &label));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(text));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

pub(super) fn twice_ui(ui: &mut Ui, theme: &Theme, lang: Lang, path: &Path) -> Option<Answer> {
    note_ui(ui, &path.display().to_string(), theme::regular(CAPTION), theme.tokens.muted);
    note_ui(ui, words::TWICE_TEXT.of(lang), theme::regular(BODY), theme.tokens.muted);
    let path = || PathBuf::from(path);
    buttons_ui(ui, |ui| {
        let look = choice(ui, theme, Weight::Primary, words::LOOK_ONLY.of(lang));
        let edit = choice(ui, theme, Weight::Outline, words::EDIT_TOO.of(lang));
        let cancel = choice(ui, theme, Weight::Quiet, words::CANCEL.of(lang));
        match (look, edit, cancel) {
            (true, _, _) => Some(Answer::OpenAs(path(), Care::Look)),
            (_, true, _) => Some(Answer::OpenAs(path(), Care::Edit)),
            (_, _, true) => Some(Answer::Close),
            (false, false, false) => None,
        }
    })
}
