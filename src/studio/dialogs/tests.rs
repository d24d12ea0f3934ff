//! How the project's conversations went: what was expected beside what came, the way to the block it came from, and the
//! new answer to accept.

use super::marked::{LINE, marked, plain};
use super::places::{Group, Row, TestPlace, Whose};
use super::{Answer, buttons_ui, choice, list_ui};
use crate::diag::Words;
use crate::model::{BlockId, Label, Lang};
use crate::studio::command::{Command, TestCommand};
use crate::studio::controls::{Weight, button};
use crate::studio::dialogs::world::sign_row;
use crate::studio::theme::{self, BODY, CAPTION, Theme, tint};
use crate::studio::widgets::note_ui;
use crate::studio::words::shell as words;
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Align2, Color32, Frame, Margin, Rect, Response, Sense, Ui, WidgetInfo, vec2};

/// Widths of the columns: number of the line, who says it; the text takes the rest.
const NUMBER: f32 = 26.0;
const WHO: f32 = 78.0;
/// Places of one conversation that are shown.
pub(super) const PLACES_MAX: usize = 10;

/// How the tests went.
#[derive(Clone, Debug, Default)]
pub struct TestsDialog {
    /// Every conversation in order of its file.
    pub outcomes: Vec<TestOutcome>,
}

/// How one conversation went.
#[derive(Clone, Debug)]
pub struct TestOutcome {
    /// Where its file lies below the folder of tests, without its ending.
    pub name: String,
    /// What it shows, in the author's words; may be empty.
    pub title: String,
    /// What is wrong, nothing when it went as written.
    pub failure: Option<TestFailure>,
}

/// What is wrong with a conversation.
#[derive(Clone, Debug, Default)]
pub struct TestFailure {
    /// Why it could not be played to its end.
    pub why: Option<Words>,
    /// Where it goes another way than written.
    pub places: Vec<TestPlace>,
    /// The file as it is and as it would be with the new answers; `None` when they cannot be accepted.
    pub anew: Option<(String, String)>,
    /// Why they cannot.
    pub refused: Option<Words>,
}

impl TestsDialog {
    /// Finds the words of all that is shown in that language, so that no frame has to.
    pub fn tell(&mut self, lang: Lang) {
        let failures = self.outcomes.iter_mut().filter_map(|outcome| outcome.failure.as_mut());
        for place in failures.flat_map(|failure| failure.places.iter_mut().take(PLACES_MAX)) {
            place.groups(lang);
        }
    }
}

pub(super) fn tests_ui(ui: &mut Ui, theme: &Theme, lang: Lang, tests: &mut TestsDialog) -> Option<Answer> {
    let tokens = &theme.tokens;
    let (failed, passed): (Vec<_>, Vec<_>) =
        tests.outcomes.iter_mut().partition(|outcome| outcome.failure.is_some());
    let sum = if failed.is_empty() && passed.is_empty() {
        words::TESTS_NONE.of(lang).to_owned()
    } else {
        let (as_written, otherwise) = (words::TESTS_PASSED.of(lang), words::TESTS_FAILED.of(lang));
        format!("{otherwise}: {} · {as_written}: {}", failed.len(), passed.len())
    };
    note_ui(ui, &sum, theme::regular(BODY), tokens.muted);
    let pressed = list_ui(ui, 520.0, 200.0, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        let mut pressed = None;
        // What failed comes first: it is why somebody looks.
        for outcome in failed.into_iter().chain(passed) {
            pressed = pressed.or(outcome_ui(ui, theme, lang, outcome));
        }
        pressed
    });
    let closed = buttons_ui(ui, |ui| {
        choice(ui, theme, Weight::Primary, words::GOT_IT.of(lang)).then_some(Answer::Close)
    });
    pressed.or(closed)
}

fn outcome_ui(ui: &mut Ui, theme: &Theme, lang: Lang, outcome: &mut TestOutcome) -> Option<Answer> {
    let tokens = &theme.tokens;
    let (sign, font) = match outcome.failure {
        Some(_) => (("circle-x", tokens.error), theme::semibold(BODY)),
        None => (("circle-check", tokens.ok), theme::regular(BODY)),
    };
    let title = if outcome.title.is_empty() { &outcome.name } else { &outcome.title };
    sign_row(ui, sign, title, font, tokens.ink);
    let failure = outcome.failure.as_mut()?;
    let mut pressed = None;
    if !outcome.title.is_empty() {
        aside_ui(ui, &format!("tests/{}.chat", outcome.name), tokens.muted);
    }
    for place in failure.places.iter_mut().take(PLACES_MAX) {
        pressed = pressed.or(place_ui(ui, theme, lang, place));
    }
    let more = failure.places.len().saturating_sub(PLACES_MAX);
    if more > 0 {
        aside_ui(ui, &format!("{}: {more}", words::TESTS_MORE.of(lang)), tokens.muted);
    }
    if let Some(why) = &failure.why {
        sign_row(ui, ("circle-alert", tokens.error), why.of(lang), theme::regular(BODY), tokens.ink);
    }
    match (&failure.anew, &failure.refused) {
        (Some(_), _) => {
            let text = words::TEST_ACCEPT.of(lang);
            let name = format!("{text}: {title}");
            if button(ui, theme, Weight::Outline, "check", text, &name).clicked() {
                pressed = Some(Answer::Do(Command::Tests(TestCommand::Accept(outcome.name.clone()))));
            }
        }
        (None, Some(refused)) => aside_ui(ui, refused.of(lang), tokens.muted),
        (None, None) => {}
    }
    ui.add_space(8.0);
    pressed
}

/// Small words below the title of a conversation.
fn aside_ui(ui: &mut Ui, text: &str, color: Color32) {
    ui.horizontal_top(|ui| {
        ui.add_space(24.0);
        note_ui(ui, text, theme::regular(CAPTION), color);
    });
}

/// One place: what was said before it, what was expected, what came.
fn place_ui(ui: &mut Ui, theme: &Theme, lang: Lang, place: &mut TestPlace) -> Option<Answer> {
    let tokens = &theme.tokens;
    let frame = Frame::new().fill(tokens.field).corner_radius(theme::RADIUS_CONTROL).inner_margin(10);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        for group in place.groups(lang) {
            match group.whose {
                Whose::Both => group.rows.iter_mut().for_each(|row| said_ui(ui, theme, row)),
                Whose::Expected => side_ui(ui, theme, (words::TEST_EXPECTED, tokens.error), lang, group),
                Whose::Came => side_ui(ui, theme, (words::TEST_CAME, tokens.ok), lang, group),
            }
        }
        place.block().and_then(|block| show_ui(ui, theme, lang, block))
    });
    shown.inner
}

fn show_ui(ui: &mut Ui, theme: &Theme, lang: Lang, block: BlockId) -> Option<Answer> {
    ui.add_space(4.0);
    let show = words::TEST_SHOW.of(lang);
    let is_pressed = ui.horizontal(|ui| {
        ui.add_space(NUMBER + WHO + 6.0);
        button(ui, theme, Weight::Quiet, "locate", show, show).clicked()
    });
    is_pressed.inner.then_some(Answer::Leave(Command::FocusBlock(block)))
}

/// A line that came as written.
fn said_ui(ui: &mut Ui, theme: &Theme, row: &mut Row) {
    let muted = theme.tokens.muted;
    row_ui(ui, theme, row, (row.who, muted), (muted, Color32::TRANSPARENT));
}

/// What was expected, or what came, on its ground.
fn side_ui(ui: &mut Ui, theme: &Theme, (name, color): (Label, Color32), lang: Lang, group: &mut Group) {
    let ground = Frame::new().fill(tint(color, 10)).corner_radius(theme::RADIUS_CONTROL);
    ground.inner_margin(Margin::symmetric(0, 5)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        if group.rows.is_empty() {
            let job = plain(words::TEST_NOTHING.of(lang), theme.tokens.muted);
            columns_ui(ui, theme, None, (name.of(lang), color), job);
        }
        let ground = if group.is_alike { tint(color, 30) } else { Color32::TRANSPARENT };
        for (at, row) in group.rows.iter_mut().enumerate() {
            let name = if at == 0 { name.of(lang) } else { "" };
            row_ui(ui, theme, row, (name, color), (theme.tokens.ink, ground));
        }
    });
}

/// A line; where it is scrolled out of sight only its height is kept.
fn row_ui(
    ui: &mut Ui,
    theme: &Theme,
    row: &mut Row,
    (name, color): (&str, Color32),
    (ink, ground): (Color32, Color32),
) {
    let room = (ui.available_width(), ui.pixels_per_point());
    let parts = || row.parts.iter().map(|part| (part.0, part.1.as_str()));
    if let Some((_, height)) = row.seen.filter(|seen| seen.0 == room) {
        let size = vec2(room.0, height);
        if !ui.is_rect_visible(Rect::from_min_size(ui.cursor().min, size)) {
            let (_, response) = ui.allocate_exact_size(size, Sense::hover());
            let text = || parts().map(|part| part.1).collect::<String>();
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text()));
            return;
        }
    }
    let shown = columns_ui(ui, theme, row.number, (name, color), marked(parts(), ink, ground));
    row.seen = Some((room, shown.rect.height()));
}

fn columns_ui(
    ui: &mut Ui,
    theme: &Theme,
    number: Option<usize>,
    (name, color): (&str, Color32),
    job: LayoutJob,
) -> Response {
    let shown = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(vec2(NUMBER, LINE), Sense::hover());
        if let Some(number) = number {
            let font = egui::FontId::monospace(CAPTION);
            ui.painter().text(rect.right_center(), Align2::RIGHT_CENTER, number, font, theme.tokens.faint);
        }
        let (rect, response) = ui.allocate_exact_size(vec2(WHO, LINE), Sense::hover());
        if !name.is_empty() {
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
        }
        ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, name, theme::medium(CAPTION), color);
        ui.add(egui::Label::new(job).wrap().selectable(true));
    });
    shown.response
}
