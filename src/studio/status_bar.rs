//! The bar under everything: findings, tests, coverage, size of the project, messengers, language, theme.

use super::command::{Command, Looks, ThemeChoice};
use super::theme::{self, Theme};
use super::widgets::spoken::plural_ru;
use super::widgets::{at_right_end, icon_at, right_end};
use super::words::shell as words;
use crate::model::Lang;
use egui::accesskit::Role;
use egui::{
    Align, Color32, CursorIcon, Layout, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// Height of the bar, points.
pub const HEIGHT: f32 = 28.0;
const FONT: f32 = 12.0;
/// From this width on the bar names the messengers, and from this one counts blocks and wires.
const WITH_CHANNELS: f32 = 1000.0;
const WITH_COUNTS: f32 = 800.0;

/// How the tests went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TestTally {
    /// Conversations that went as written.
    pub passed: usize,
    /// Conversations that did not.
    pub failed: usize,
    /// Blocks that they entered, in percent of all blocks.
    pub coverage: usize,
}

/// What the bar shows.
#[derive(Debug)]
pub struct StatusBarInput<'a> {
    /// How to draw.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// Number of errors and of warnings; `None` while they are looked for the first time.
    pub findings: Option<(usize, usize)>,
    /// How the tests went, when they ran.
    pub tests: Option<TestTally>,
    /// Number of blocks and of wires.
    pub counts: (usize, usize),
    /// Names of the messengers.
    pub channels: &'a str,
}

/// Draws the bar; gives whether the result of the tests was pressed.
pub fn status_bar_ui(ui: &mut Ui, input: &StatusBarInput<'_>, commands: &mut Vec<Command>) -> bool {
    let bar = ui.max_rect().shrink2(vec2(8.0, 0.0));
    let end = right_end(ui, bar, "status bar");
    let room = Rect::from_min_max(bar.min, pos2(end.left() - 8.0, bar.max.y));
    let left = UiBuilder::new().max_rect(room).layout(Layout::left_to_right(Align::Center));
    let pressed = ui.scope_builder(left, |ui| left_ui(ui, input, commands)).inner;
    at_right_end(ui, bar, "status bar", |ui| right_ui(ui, input, bar.width(), commands));
    pressed
}

fn left_ui(ui: &mut Ui, input: &StatusBarInput<'_>, commands: &mut Vec<Command>) -> bool {
    let (tokens, lang) = (&input.theme.tokens, input.lang);
    ui.spacing_mut().item_spacing.x = 4.0;
    if let Some((errors, warnings)) = input.findings {
        let (icon, color, text) = match (errors, warnings) {
            (0, 0) => ("circle-check", tokens.ok, words::NO_FINDINGS.of(lang).to_owned()),
            (0, warnings) => ("triangle-alert", tokens.warn, count(warnings, &WARNINGS, lang)),
            (errors, 0) => ("circle-x", tokens.error, count(errors, &ERRORS, lang)),
            (errors, warnings) => (
                "circle-x",
                tokens.error,
                format!("{} · {}", count(errors, &ERRORS, lang), count(warnings, &WARNINGS, lang)),
            ),
        };
        let response = item(ui, input.theme, Some(icon), &text, color, true);
        if response.on_hover_text(words::FINDINGS_TIP.of(lang)).clicked() {
            commands.push(Command::ToggleProblems);
        }
    }
    let mut pressed = false;
    if let Some(tests) = input.tests {
        let (icon, color, text) = match (tests.passed, tests.failed) {
            (0, 0) => ("circle-dashed", tokens.muted, words::NO_TESTS.of(lang).to_owned()),
            (passed, 0) => ("circle-check", tokens.ok, count(passed, &PASSED, lang)),
            (_, failed) => ("circle-x", tokens.error, count(failed, &FAILED, lang)),
        };
        let response = item(ui, input.theme, Some(icon), &text, color, true);
        pressed = response.on_hover_text(words::TESTS_TIP.of(lang)).clicked();
        if tests.passed + tests.failed > 0 {
            let text = format!("{} {} %", words::COVERAGE.of(lang), tests.coverage);
            let response = item(ui, input.theme, None, &text, tokens.muted, false);
            response.on_hover_text(words::COVERAGE_TIP.of(lang));
        }
    }
    pressed
}

/// Counts, messengers, language, theme.
fn right_ui(ui: &mut Ui, input: &StatusBarInput<'_>, width: f32, commands: &mut Vec<Command>) {
    let (tokens, lang) = (&input.theme.tokens, input.lang);
    ui.spacing_mut().item_spacing.x = 4.0;
    let (blocks, wires) = input.counts;
    let text = format!("{} · {}", count(blocks, &BLOCKS, lang), count(wires, &WIRES, lang));
    if width >= WITH_COUNTS {
        item(ui, input.theme, None, &text, tokens.muted, false);
    }
    if !input.channels.is_empty() && width >= WITH_CHANNELS {
        item(ui, input.theme, None, input.channels, tokens.muted, false);
    }
    let (shown, other, tip) = match lang {
        Lang::Ru => ("RU", Lang::En, words::TO_ENGLISH),
        Lang::En => ("EN", Lang::Ru, words::TO_RUSSIAN),
    };
    let response = item(ui, input.theme, None, shown, tokens.muted, true);
    if response.on_hover_text(tip.of(lang)).clicked() {
        commands.push(Command::Looks(Looks::Lang(other)));
    }
    let (icon, name, next) = if input.theme.dark {
        ("sun", words::TO_LIGHT, ThemeChoice::Light)
    } else {
        ("moon", words::TO_DARK, ThemeChoice::Dark)
    };
    if super::widgets::icon_button(ui, input.theme, icon, 24.0, name.of(lang)).clicked() {
        commands.push(Command::Looks(Looks::Theme(next)));
    }
}

/// A word of the bar, with an icon before it and a press where it has one.
fn item(ui: &mut Ui, theme: &Theme, icon: Option<&str>, text: &str, color: Color32, press: bool) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::regular(FONT), color);
    let lead = if icon.is_some() { 20.0 } else { 0.0 };
    let size = vec2((galley.size().x + lead + 12.0).round(), 24.0);
    let sense = if press { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    if press && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, 6, theme.tokens.hover);
    }
    if let Some(icon) = icon {
        let place = Rect::from_min_size(rect.min + vec2(6.0, 0.0), vec2(14.0, rect.height()));
        icon_at(ui, place, icon, 13.0, color);
    }
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 6.0 + lead, top).round(), galley, color);
    let role = if press { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, text));
    if press { response.on_hover_cursor(CursorIcon::PointingHand) } else { response }
}

/// One, few and many in Russian; one and many in English.
type Counted = ([&'static str; 3], [&'static str; 2]);

const BLOCKS: Counted = (["блок", "блока", "блоков"], ["block", "blocks"]);
const WIRES: Counted = (["связь", "связи", "связей"], ["wire", "wires"]);
const ERRORS: Counted = (["ошибка", "ошибки", "ошибок"], ["error", "errors"]);
const WARNINGS: Counted = (["предупреждение", "предупреждения", "предупреждений"], ["warning", "warnings"]);
const PASSED: Counted =
    (["тест пройден", "теста пройдено", "тестов пройдено"], ["test passed", "tests passed"]);
const FAILED: Counted =
    (["тест не прошёл", "теста не прошли", "тестов не прошли"], ["test failed", "tests failed"]);

fn count(count: usize, (ru, en): &Counted, lang: Lang) -> String {
    let word = match lang {
        Lang::Ru => plural_ru(count as u64, ru[0], ru[1], ru[2]),
        Lang::En if count == 1 => en[0],
        Lang::En => en[1],
    };
    format!("{count} {word}")
}
