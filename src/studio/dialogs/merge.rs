//! One project in two hands: what both changed, and whether to open it twice.

use super::marked::{Part, is_alike, marked, side_in_short, side_whole};
use super::{Answer, Care, buttons_ui, choice, list_ui};
use crate::compare::{Fate, Run, runs};
use crate::diag::Words;
use crate::edit::Piece;
use crate::model::Lang;
use crate::studio::controls::{Weight, button};
use crate::studio::theme::{self, BODY, CAPTION, SPACE, Theme, tint};
use crate::studio::widgets::note_ui;
use crate::studio::words::shell as words;
use egui::accesskit::Role;
use egui::{Color32, CursorIcon, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::path::{Path, PathBuf};

/// Lines of a side that are shown before all are asked for.
const LINES_MAX: usize = 12;

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
    /// Whether both texts are shown from beginning to end.
    pub is_whole: bool,
}

/// Both sides as they are shown.
struct Sides {
    ours: Vec<Part>,
    theirs: Vec<Part>,
    /// Whether marks of what differs say something.
    is_alike: bool,
    /// Whether something that both have is left out.
    is_short: bool,
}

impl MergeRow {
    /// Both sides, in short unless all was asked for, with what only one of them has.
    fn sides(&mut self, lang: Lang) -> Sides {
        self.runs.take_if(|known| known.0 != lang);
        let (_, runs) =
            self.runs.get_or_insert_with(|| (lang, runs(self.ours.of(lang), self.theirs.of(lang))));
        let side = |fate| if self.is_whole { side_whole(runs, fate) } else { side_in_short(runs, fate) };
        let (ours, theirs) = (side(Fate::Removed), side(Fate::Added));
        let shown: usize = ours.iter().map(|part| part.1.len()).sum();
        let is_short = shown != self.ours.of(lang).len();
        Sides { ours, theirs, is_alike: is_alike(runs), is_short }
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
    let cut = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let Sides { ours, theirs, is_alike, is_short } = row.sides(lang);
        let ground = if is_alike { tint(theme.tokens.warn, 32) } else { Color32::TRANSPARENT };
        let lines = if row.is_whole { usize::MAX } else { LINES_MAX };
        let look = Look { width, ground, lines };
        let place = row.place.of(lang);
        let mine = side_ui(ui, theme, place, (words::MINE.of(lang), &ours, !row.from_disk), &look);
        let other = side_ui(ui, theme, place, (words::THEIRS.of(lang), &theirs, row.from_disk), &look);
        if mine.is_pressed || other.is_pressed {
            row.from_disk = other.is_pressed;
        }
        is_short || mine.is_cut || other.is_cut
    });
    if cut.inner || row.is_whole {
        let (icon, text) = match row.is_whole {
            true => ("chevron-up", words::SHORT_TEXT.of(lang)),
            false => ("chevron-down", words::WHOLE_TEXT.of(lang)),
        };
        let name = format!("{text}: {}", row.place.of(lang));
        if button(ui, theme, Weight::Quiet, icon, text, &name).clicked() {
            row.is_whole = !row.is_whole;
        }
    }
}

/// How a side is shown.
struct Look {
    width: f32,
    /// Behind what only this side has.
    ground: Color32,
    /// How many lines of it, at most.
    lines: usize,
}

/// What became of a side.
struct Side {
    is_pressed: bool,
    /// Whether it goes on below what is shown.
    is_cut: bool,
}

/// One of the two.
fn side_ui(
    ui: &mut Ui,
    theme: &Theme,
    place: &str,
    (name, parts, chosen): (&str, &[Part], bool),
    look: &Look,
) -> Side {
    const PAD: f32 = 10.0;
    let tokens = &theme.tokens;
    let mut job = marked(parts.iter().map(|part| (part.0, part.1.as_str())), tokens.ink, look.ground);
    job.wrap.max_width = look.width - 2.0 * PAD;
    job.wrap.max_rows = look.lines;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let is_cut = galley.elided;
    let height = galley.size().y + 20.0 + 2.0 * PAD;
    let (rect, response) = ui.allocate_exact_size(vec2(look.width, height), Sense::click());
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
    Side { is_pressed: response.on_hover_cursor(CursorIcon::PointingHand).clicked(), is_cut }
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

#[cfg(test)]
mod tests {
    use super::*;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn whoever_chooses_between_long_texts_can_read_both_to_the_end() {
        let text = |word: &str| (0..30).map(|line| format!("{word}{line}\n")).collect::<String>();
        let both = |text: String| Words::new(text.clone(), text);
        let row = |ours: &str, theirs: &str, place: &str| MergeRow {
            piece: Piece::Setting("title"),
            place: both(place.to_owned()),
            ours: both(ours.to_owned()),
            theirs: both(theirs.to_owned()),
            from_disk: false,
            runs: None,
            is_whole: false,
        };
        let rows = vec![row(&text("а"), &text("б"), "Текст"), row("да", "нет", "Ответ")];
        let draw = |ui: &mut Ui, (is_dressed, dialog): &mut (bool, MergeDialog)| {
            let theme = Theme::new(false, true);
            // Faces that are set in one frame are there in the next.
            if !std::mem::replace(is_dressed, true) {
                Theme::install_fonts(ui.ctx());
                return theme.install(ui.ctx());
            }
            merge_ui(ui, &theme, Lang::Ru, dialog);
        };
        let size = vec2(760.0, 640.0);
        let mut window =
            Harness::builder().with_size(size).build_ui_state(draw, (false, MergeDialog { rows }));
        window.run();
        let height = |window: &Harness<'_, (bool, MergeDialog)>| {
            window.get_by_label(&format!("{}: Текст", words::MINE.ru)).rect().height()
        };
        assert!(height(&window) < 300.0);
        assert!(window.query_by_label("Показать целиком: Ответ").is_none(), "nothing of it is left out");
        window.get_by_label("Показать целиком: Текст").click();
        window.run();
        assert!(height(&window) > 30.0 * 19.0);
        assert!(window.state().1.rows[0].is_whole && !window.state().1.rows[0].from_disk);
    }
}
