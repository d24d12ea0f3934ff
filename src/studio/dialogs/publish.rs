//! Publishing: a table of what subscribers see of the bot, as it is and as it will be, with the state of each line. The
//! raw calls are folded away under the details.

use super::world::{finding_ui, sign_row};
use super::{Answer, buttons_ui, choice, list_ui, take_keyboard};
use crate::channels::telegram::{ProfilePart, ProfileValue};
use crate::diag::{Diagnostic, Words};
use crate::model::{Label, Lang};
use crate::studio::controls::{PADDING, Weight, button, width_of};
use crate::studio::theme::{self, BODY, CAPTION, SPACE, Theme};
use crate::studio::widgets::{Line, note_ui, secret_ui, wrapped};
use crate::studio::words::shell as words;
use egui::accesskit::Role;
use egui::{Color32, Id, Key, Rect, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

/// Widths of the columns: what it is, where it stands; the others share the rest.
const NAME: f32 = 128.0;
const STATE: f32 = 148.0;
const GAP: f32 = 12.0;
const PAD: f32 = 9.0;

/// What publishing would do, and where it stands.
#[derive(Clone, Debug)]
pub struct PublishDialog {
    /// The lines; the reasons why there are none otherwise.
    pub lines: Result<Vec<PublishLine>, Vec<Diagnostic>>,
    /// The calls, one line each.
    pub calls: Vec<String>,
    /// Whether the calls are shown.
    pub details: bool,
    /// Name of the bot that the token belongs to; empty until it is known.
    pub bot: String,
    /// Whether the messenger is being asked what it has.
    pub looking: bool,
    /// Where the token of the bot is.
    pub held: Held,
    /// Where it is typed when it is not there.
    pub token: TokenField,
    /// Whether it is being done.
    pub running: bool,
    /// How it went.
    pub result: Option<Result<Words, Words>>,
}

/// Where the token of a project's bot is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Held {
    /// It is not here.
    #[default]
    Nowhere,
    /// In the keychain, where another can take its place.
    Keychain,
    /// In the environment, which goes before the keychain.
    Environment,
}

/// The token as it is typed. Nothing shows it, no report and no log.
#[derive(Clone, Default)]
pub struct TokenField {
    /// What was typed.
    pub text: String,
    /// Whether the messenger did not take the one that is there.
    pub is_refused: bool,
    /// Whether another one is wanted in place of the one that is there.
    pub is_wanted: bool,
    /// Why none that is typed would help: this build cannot publish, the keychain is locked, the project has no folder
    /// yet, or the environment, which goes before the keychain, gives one that is none.
    pub useless: Option<Label>,
    /// Whether it is on its way to the keychain.
    pub is_going: bool,
    /// Why it could not be kept.
    pub why: Option<Words>,
}

impl std::fmt::Debug for TokenField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenField").field("why", &self.why).finish_non_exhaustive()
    }
}

/// A line of the bot's profile.
#[derive(Clone, Debug)]
pub struct PublishLine {
    /// Which.
    pub part: ProfilePart,
    /// What the messenger has; `None` while that is not known.
    pub now: Option<ProfileValue>,
    /// What it shall have; `None` for what the project leaves alone.
    pub new: Option<ProfileValue>,
    /// How far it is.
    pub state: LineState,
}

/// How far a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// Not begun.
    Waits,
    /// On its way.
    Sending,
    /// The messenger has it.
    Done,
    /// The messenger did not take it.
    Failed,
}

impl PublishLine {
    /// Whether the messenger has already what it shall have.
    fn is_same(&self) -> bool {
        self.new.is_some() && self.now == self.new
    }
}

impl PublishDialog {
    /// What would be changed, before anything is known of the messenger.
    pub fn new(lines: Result<Vec<PublishLine>, Vec<Diagnostic>>, calls: Vec<String>) -> Self {
        Self {
            lines,
            calls,
            details: false,
            bot: String::new(),
            looking: true,
            held: Held::Nowhere,
            token: TokenField::default(),
            running: false,
            result: None,
        }
    }

    fn line(&mut self, part: ProfilePart) -> Option<&mut PublishLine> {
        self.lines.as_mut().ok()?.iter_mut().find(|line| line.part == part)
    }

    /// The messenger is asked what it has; of what it said before nothing holds, for the bot may be another.
    pub fn look(&mut self) {
        (self.looking, self.held, self.result) = (true, Held::Nowhere, None);
        self.token.useless = None;
        self.bot.clear();
        for line in self.lines.iter_mut().flatten() {
            (line.now, line.state) = (None, LineState::Waits);
        }
    }

    /// The messenger has that now.
    pub fn stands(&mut self, part: ProfilePart, value: ProfileValue) {
        if let Some(line) = self.line(part) {
            line.now = Some(value);
        }
    }

    /// Publishing begins; gives the lines that need not be sent.
    pub fn begin(&mut self) -> Vec<ProfilePart> {
        self.running = true;
        self.looking = false;
        self.result = None;
        let lines = self.lines.as_mut().map(Vec::as_mut_slice).unwrap_or_default();
        lines.iter_mut().for_each(|line| line.state = LineState::Waits);
        lines.iter().filter(|line| line.is_same()).map(|line| line.part).collect()
    }

    /// A line is on its way.
    pub fn begun(&mut self, part: ProfilePart) {
        if let Some(line) = self.line(part) {
            line.state = LineState::Sending;
        }
    }

    /// The messenger took a line.
    pub fn done(&mut self, part: ProfilePart) {
        if let Some(line) = self.line(part) {
            line.state = LineState::Done;
            line.now.clone_from(&line.new);
        }
    }

    /// Publishing ended; what was on its way did not arrive.
    pub fn end(&mut self, result: Result<Words, Words>) {
        self.running = false;
        self.looking = false;
        self.token.is_going = false;
        for line in self.lines.iter_mut().flatten() {
            if line.state == LineState::Sending {
                line.state = LineState::Failed;
            }
        }
        self.result = Some(result);
    }
}

pub(super) fn publish_ui(
    ui: &mut Ui,
    theme: &Theme,
    lang: Lang,
    publish: &mut PublishDialog,
) -> Option<Answer> {
    let tokens = &theme.tokens;
    note_ui(ui, words::PUBLISH_TEXT.of(lang), theme::regular(BODY), tokens.muted);
    list_ui(ui, 460.0, 330.0, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        match &publish.lines {
            Ok(lines) => table_ui(ui, theme, lang, lines, publish),
            Err(findings) => findings.iter().for_each(|finding| finding_ui(ui, theme, lang, finding)),
        }
        if publish.details && publish.lines.is_ok() {
            note_ui(ui, words::DETAILS_TEXT.of(lang), theme::regular(CAPTION), tokens.muted);
            calls_ui(ui, theme, &publish.calls);
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE[1];
        if publish.lines.is_ok() {
            let (icon, text) =
                (if publish.details { "chevron-down" } else { "chevron-right" }, words::DETAILS.of(lang));
            if button(ui, theme, Weight::Quiet, icon, text, text).clicked() {
                publish.details = !publish.details;
            }
        }
        let another = words::TOKEN_OTHER_BOT.of(lang);
        let offers = publish.held == Held::Keychain && !publish.running && !publish.token.is_refused;
        if offers && button(ui, theme, Weight::Quiet, "key-round", another, another).clicked() {
            publish.token.is_wanted = !publish.token.is_wanted;
        }
    });
    result_ui(ui, theme, lang, publish);
    if let Some(why) = publish.token.useless {
        sign_row(ui, ("circle-alert", tokens.error), why.of(lang), theme::regular(BODY), tokens.ink);
        return answers_ui(ui, theme, lang, publish);
    }
    let is_another = publish.token.is_refused || publish.token.is_wanted;
    let asks = !publish.running
        && (publish.token.is_wanted || !publish.looking && (publish.held == Held::Nowhere || is_another));
    let kept = asks.then(|| token_ui(ui, theme, lang, publish)).flatten();
    kept.or(answers_ui(ui, theme, lang, publish))
}

/// A line for the token and what keeps it.
fn token_ui(ui: &mut Ui, theme: &Theme, lang: Lang, publish: &mut PublishDialog) -> Option<Answer> {
    let tokens = &theme.tokens;
    let token = &mut publish.token;
    let ask = if token.is_refused || token.is_wanted { words::TOKEN_ANOTHER } else { words::TOKEN_ASK };
    sign_row(ui, ("key-round", tokens.warn), ask.of(lang), theme::regular(BODY), tokens.ink);
    let mut kept = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let name = words::TOKEN_FIELD.of(lang);
        let text = if token.is_going { words::TOKEN_KEEPING } else { words::TOKEN_KEEP };
        let button = width_of(ui, text.of(lang), theme::medium(BODY)).round() + 2.0 * PADDING;
        let width = ui.available_width() - button - 8.0;
        let wrong = token.why.is_some();
        let line = Line { id: Id::unique("bot token"), name, hint: "1234567890:…", rows: 0, wrong, width };
        let mut output = secret_ui(ui, theme, &line, &mut token.text);
        // Undo would remember what was typed for as long as the window lives.
        output.state.clear_undoer();
        output.state.store(ui.ctx(), line.id);
        let response = output.response;
        if response.changed() {
            token.why = None;
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let is_ready = !token.is_going && !token.text.trim().is_empty();
        let pressed = ui.add_enabled_ui(is_ready, |ui| choice(ui, theme, Weight::Outline, text.of(lang)));
        kept = is_ready && (entered || pressed.inner);
    });
    if let Some(why) = &token.why {
        sign_row(ui, ("circle-alert", tokens.error), why.of(lang), theme::regular(BODY), tokens.ink);
    }
    note_ui(ui, words::TOKEN_WHERE.of(lang), theme::regular(CAPTION), tokens.muted);
    kept.then_some(Answer::KeepToken)
}

fn result_ui(ui: &mut Ui, theme: &Theme, lang: Lang, publish: &PublishDialog) {
    let tokens = &theme.tokens;
    if let Some(result) = &publish.result {
        let (sign, text) = match result {
            Ok(text) => (("circle-check", tokens.ok), text),
            Err(text) => (("circle-alert", tokens.error), text),
        };
        sign_row(ui, sign, text.of(lang), theme::regular(BODY), tokens.ink);
    }
}

fn answers_ui(ui: &mut Ui, theme: &Theme, lang: Lang, publish: &PublishDialog) -> Option<Answer> {
    buttons_ui(ui, |ui| {
        let has_token = publish.held != Held::Nowhere;
        let ready = has_token && publish.lines.is_ok() && !publish.running && !publish.token.is_going;
        let text = if publish.running { words::PUBLISHING } else { words::PUBLISH };
        let text = text.of(lang);
        let go =
            ui.add_enabled_ui(ready, |ui| button(ui, theme, Weight::Primary, "", text, text)).inner.clicked();
        if publish.running {
            let stop = choice(ui, theme, Weight::Outline, words::CANCEL.of(lang));
            return stop.then_some(Answer::StopPublishing);
        }
        let is_locked = publish.token.useless == Some(words::TOKEN_LOCKED);
        let again = is_locked && choice(ui, theme, Weight::Outline, words::TOKEN_AGAIN.of(lang));
        let close = words::CLOSE.of(lang);
        let close = button(ui, theme, Weight::Quiet, "", close, close);
        // An Enter too many must not reach subscribers.
        take_keyboard(&close);
        let close = close.clicked();
        let answer = go.then_some(Answer::Publish).or(again.then_some(Answer::LookAtProfile));
        answer.or(close.then_some(Answer::Close))
    })
}

/// What is drawn in a column.
struct Cell<'t> {
    text: &'t str,
    color: Color32,
    width: f32,
}

fn table_ui(ui: &mut Ui, theme: &Theme, lang: Lang, lines: &[PublishLine], publish: &PublishDialog) {
    let tokens = &theme.tokens;
    let wide = ((ui.available_width() - NAME - STATE - 3.0 * GAP - 4.0) / 2.0).floor();
    let bot = format!("@{}", publish.bot);
    let head = [
        (if publish.bot.is_empty() { "" } else { &bot }, NAME),
        (words::PUBLISH_NOW.of(lang), wide),
        (words::PUBLISH_NEW.of(lang), wide),
        ("", STATE),
    ];
    let cells = head.map(|(text, width)| Cell { text, color: tokens.muted, width });
    row_ui(ui, &cells, theme::semibold(CAPTION));
    for line in lines {
        let now = match (&line.now, publish.looking) {
            (Some(value), _) => shown(value, lang),
            (None, true) => words::PUBLISH_ASKING.of(lang).to_owned(),
            (None, false) => words::PUBLISH_UNKNOWN.of(lang).to_owned(),
        };
        let new =
            line.new.as_ref().map_or_else(|| words::PUBLISH_KEPT.of(lang).to_owned(), |new| shown(new, lang));
        let changes = line.new.is_some() && !line.is_same();
        let name = line.part.label();
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter().rect_filled(rect, 0, tokens.line);
        let cells = [
            Cell { text: name.of(lang), color: tokens.ink, width: NAME },
            Cell { text: &now, color: tokens.muted, width: wide },
            Cell { text: &new, color: if changes { tokens.ink } else { tokens.muted }, width: wide },
        ];
        let row = row_ui(ui, &cells, theme::regular(BODY));
        let (icon, color, state) = state_of(line, theme);
        let state = state.of(lang);
        let room = Rect::from_min_max(pos2(row.right() - STATE, row.top()), row.right_top() + Vec2::Y * 36.0);
        // A child of its own: what stands in the row must not move the next one.
        let mut child = ui.new_child(UiBuilder::new().max_rect(room.shrink2(vec2(0.0, PAD))));
        sign_row(&mut child, (icon, color), state, theme::regular(CAPTION), color);
        let place = ui.interact(row, ui.scope_id().with(("line", line.part.query())), Sense::hover());
        let told = format!("{} ({}): {now} → {new}, {state}", name.of(lang), line.part.place().of(lang));
        place.widget_info(|| WidgetInfo::labeled(Role::Row, true, &told));
        place.on_hover_text(line.part.place().of(lang));
    }
    ui.add_space(SPACE[1]);
}

/// Draws cells beside each other and gives the place of the row.
fn row_ui(ui: &mut Ui, cells: &[Cell<'_>], font: egui::FontId) -> Rect {
    let laid: Vec<_> =
        cells.iter().map(|cell| wrapped(ui, cell.text, font.clone(), cell.color, cell.width)).collect();
    let height = laid.iter().map(|galley| galley.size().y).fold(0.0, f32::max) + 2.0 * PAD;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let mut left = row.left() + 4.0;
    for (cell, galley) in cells.iter().zip(laid) {
        ui.painter().galley(pos2(left, row.top() + PAD), galley, cell.color);
        left += cell.width + GAP;
    }
    row
}

fn state_of(line: &PublishLine, theme: &Theme) -> (&'static str, Color32, Label) {
    let tokens = &theme.tokens;
    match line.state {
        LineState::Done => ("circle-check", tokens.ok, words::LINE_DONE),
        LineState::Sending => ("loader", tokens.accent, words::LINE_SENDING),
        LineState::Failed => ("circle-x", tokens.error, words::LINE_FAILED),
        LineState::Waits if line.new.is_none() => ("minus", tokens.faint, words::LINE_KEPT),
        LineState::Waits if line.is_same() => ("check", tokens.faint, words::LINE_SAME),
        LineState::Waits if line.now.is_some() => ("pencil", tokens.accent, words::LINE_WAITS),
        LineState::Waits => ("arrow-right", tokens.muted, words::LINE_SENT),
    }
}

/// A value in words.
fn shown(value: &ProfileValue, lang: Lang) -> String {
    match value {
        ProfileValue::Text(text) if text.is_empty() => words::PUBLISH_EMPTY.of(lang).to_owned(),
        ProfileValue::Text(text) => text.clone(),
        ProfileValue::Commands(commands) if commands.is_empty() => {
            words::PUBLISH_NO_COMMANDS.of(lang).to_owned()
        }
        ProfileValue::Commands(commands) => {
            let line = |(command, what): &(String, String)| format!("/{command} — {what}");
            commands.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        ProfileValue::Menu(true) => words::PUBLISH_MENU.of(lang).to_owned(),
        ProfileValue::Menu(false) => words::PUBLISH_NO_MENU.of(lang).to_owned(),
    }
}

fn calls_ui(ui: &mut Ui, theme: &Theme, calls: &[String]) {
    let frame = egui::Frame::new().fill(theme.tokens.field).corner_radius(theme::RADIUS_CONTROL);
    frame.inner_margin(10).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for call in calls {
            let font = egui::FontId::monospace(12.0);
            let galley = wrapped(ui, call, font, theme.tokens.ink, ui.available_width());
            ui.add(egui::Label::new(galley).selectable(true));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    fn line(part: ProfilePart, new: Option<ProfileValue>) -> PublishLine {
        PublishLine { part, now: None, new, state: LineState::Waits }
    }

    fn text(text: &str) -> ProfileValue {
        ProfileValue::Text(text.to_owned())
    }

    #[test]
    fn the_table_tells_what_was_what_will_be_and_how_far_each_line_is() {
        let lines = vec![
            line(ProfilePart::Name, Some(text("Студия Север"))),
            line(ProfilePart::About, None),
            line(ProfilePart::Menu, Some(ProfileValue::Menu(true))),
        ];
        let calls = vec!["setMyName {}".to_owned()];
        let mut dialog = PublishDialog::new(Ok(lines), calls);
        dialog.held = Held::Keychain;
        dialog.looking = false;
        dialog.stands(ProfilePart::Name, text("Север"));
        dialog.stands(ProfilePart::Menu, ProfileValue::Menu(true));
        let draw = |ui: &mut Ui, (dressed, dialog): &mut (bool, PublishDialog)| {
            let theme = Theme::new(false, true);
            // Faces that are set in one frame are there in the next.
            if !std::mem::replace(dressed, true) {
                Theme::install_fonts(ui.ctx());
                return theme.install(ui.ctx());
            }
            publish_ui(ui, &theme, Lang::Ru, dialog);
        };
        let size = vec2(760.0, 640.0);
        let mut harness = Harness::builder().with_size(size).build_ui_state(draw, (false, dialog));
        harness.run();
        harness.get_by_label("Имя бота (в списке чатов): Север → Студия Север, изменится");
        harness.get_by_label(
            "О боте (на странице бота): пока неизвестно → в проекте не задано, останется как есть",
        );
        harness.get_by_label(
            "Кнопка меню (у поля сообщения): открывает команды → открывает команды, без изменений",
        );
        assert!(harness.query_by_label("setMyName {}").is_none(), "raw calls are folded away");
        harness.get_by_label("Подробности").click();
        harness.run();
        harness.get_by_label("setMyName {}");

        let dialog = &mut harness.state_mut().1;
        assert_eq!(dialog.begin(), [ProfilePart::Menu], "what is the same is not sent again");
        dialog.begun(ProfilePart::Name);
        harness.run();
        harness.get_by_label("Имя бота (в списке чатов): Север → Студия Север, отправляю…");
        harness.get_by_label("Отмена");
        harness.state_mut().1.done(ProfilePart::Name);
        harness.state_mut().1.end(Ok(Words::new("Опубликовано", "Published")));
        harness.run();
        harness.get_by_label("Имя бота (в списке чатов): Студия Север → Студия Север, готово");
    }

    #[test]
    fn a_token_is_typed_behind_dots_and_shown_by_nothing() {
        let mut dialog = PublishDialog::new(Ok(Vec::new()), Vec::new());
        dialog.looking = false;
        type Shown = (bool, PublishDialog, Option<Answer>);
        let draw = |ui: &mut Ui, (dressed, dialog, answer): &mut Shown| {
            let theme = Theme::new(false, true);
            if !std::mem::replace(dressed, true) {
                Theme::install_fonts(ui.ctx());
                return theme.install(ui.ctx());
            }
            let now = publish_ui(ui, &theme, Lang::Ru, dialog);
            *answer = now.or(answer.take());
        };
        let size = vec2(760.0, 640.0);
        let mut harness = Harness::builder().with_size(size).build_ui_state(draw, (false, dialog, None));
        harness.run();
        let field = harness.get_by_label("Токен бота");
        field.focus();
        harness.run();
        harness.get_by_label("Токен бота").type_text("1:AAsecret");
        harness.run();
        assert_eq!(harness.state().1.token.text, "1:AAsecret");
        assert!(!format!("{:?}", harness.state().1).contains("secret"));
        assert!(harness.query_all_by(|node| format!("{node:?}").contains("secret")).next().is_none());
        harness.get_by_label("Запомнить").click();
        harness.run();
        assert!(matches!(harness.state().2, Some(Answer::KeepToken)));
        harness.state_mut().1.token.useless = Some(words::TOKEN_SPOILED);
        harness.run();
        assert!(harness.query_by_label("Токен бота").is_none(), "the environment would go before it");
        harness.get_by_label_contains("VORONKA_TELEGRAM_TOKEN не токен");
        let dialog = &mut harness.state_mut().1;
        (dialog.token.useless, dialog.held) = (None, Held::Keychain);
        harness.run();
        assert!(harness.query_by_label("Токен бота").is_none(), "one that is there is not asked for");
        harness.get_by_label("Другой бот…").click();
        harness.run();
        harness.get_by_label("Токен бота");
        harness.state_mut().1.held = Held::Environment;
        harness.run();
        assert!(harness.query_by_label("Другой бот…").is_none(), "the environment would go before it");
        (harness.state_mut().1.token, harness.state_mut().2) = (TokenField::default(), None);
        harness.state_mut().1.look();
        harness.state_mut().1.token.useless = Some(words::TOKEN_LOCKED);
        harness.run();
        harness.get_by_label_contains("Связка ключей закрыта");
        harness.get_by_label("Спросить ещё раз").click();
        harness.run();
        assert!(matches!(harness.state().2, Some(Answer::LookAtProfile)));
    }
}
