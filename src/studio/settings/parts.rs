//! What the sections are put together from: cards, captions, fields of the settings.

use super::{SettingsInput, SettingsState};
use crate::edit::{Settings, build};
use crate::model::{Label, Project};
use crate::studio::command::Command;
use crate::studio::theme::{self, CAPTION, SPACE};
use crate::studio::widgets::{Line, icon_at, line_ui, note_ui, text_in};
use egui::accesskit::Role;
use egui::{CursorIcon, Id, Rect, Response, Sense, Ui, WidgetInfo, vec2};

/// Width of a column of fields, points.
pub(super) const COLUMN: f32 = 720.0;

/// A card of a section with its title.
pub(super) fn card<R>(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    title: Label,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let theme = input.theme;
    let frame = theme.card().shadow(theme.shadow_near()).inner_margin(SPACE[3]);
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = SPACE[1];
            let title = title.of(input.lang);
            if !title.is_empty() {
                let title = egui::RichText::new(title).font(theme::semibold(theme::BODY));
                ui.label(title.color(theme.tokens.ink));
            }
            content(ui)
        })
        .inner
}

/// A quiet line over a field.
pub(super) fn caption(ui: &mut Ui, input: &SettingsInput<'_>, text: &str) {
    note_ui(ui, text, theme::regular(CAPTION), input.theme.tokens.muted);
}

/// A text of the settings: its name, how many rows it takes, what an empty one shows, and where it lives.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub label: Label,
    pub rows: usize,
    pub hint: Label,
    pub held: fn(&mut Settings) -> &mut String,
}

/// A field with its caption; what is typed is in the project at once.
pub(super) fn text_ui(ui: &mut Ui, input: &SettingsInput<'_>, text: &Text, commands: &mut Vec<Command>) {
    let mut settings = Settings::of(input.project);
    let label = text.label.of(input.lang);
    caption(ui, input, label);
    let (hint, width) = (text.hint.of(input.lang), ui.available_width());
    let id = Id::unique(("setting", text.label.en));
    let line = Line { id, name: label, hint, rows: text.rows, wrong: false, width };
    if line_ui(ui, input.theme, &line, (text.held)(&mut settings)).response.changed() {
        commands.push(Command::Typing(build::set_settings(input.project, settings)));
    }
}

/// Changes the settings, one step of undo.
pub(super) fn set(project: &Project, commands: &mut Vec<Command>, change: impl FnOnce(&mut Settings)) {
    let mut settings = Settings::of(project);
    change(&mut settings);
    commands.push(Command::Edit(build::set_settings(project, settings)));
}

/// Changes the settings while somebody types.
pub(super) fn typed(project: &Project, commands: &mut Vec<Command>, change: impl FnOnce(&mut Settings)) {
    let mut settings = Settings::of(project);
    change(&mut settings);
    commands.push(Command::Typing(build::set_settings(project, settings)));
}

/// What came of a field for a name.
pub(super) struct Named {
    /// The new name, once Enter was pressed or the field was left.
    pub name: Option<String>,
    /// What is being typed, while it is other than the name.
    pub draft: Option<String>,
    /// What was entered and cannot be the name.
    pub refused: Option<String>,
}

impl Named {
    const UNCHANGED: Self = Self { name: None, draft: None, refused: None };
}

/// A field for a name that changes as a whole, for every use of it changes too. A name that cannot be is marked and
/// given back as refused.
pub(super) fn name_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    (id, label, width): (Id, &str, f32),
    value: &str,
    fits: impl Fn(&str) -> bool,
) -> Named {
    let mut text = match &state.draft {
        Some((draft, text)) if *draft == id => text.clone(),
        _ => value.to_owned(),
    };
    let is_new = |text: &str| text.trim() != value;
    let wrong = is_new(&text) && !fits(text.trim());
    let line = Line { id, name: label, hint: value, rows: 0, wrong, width };
    let response = line_ui(ui, input.theme, &line, &mut text).response;
    if response.changed() {
        state.draft = Some((id, text.clone()));
    }
    let held = state.draft.as_ref().is_some_and(|draft| draft.0 == id);
    if !held {
        return Named::UNCHANGED;
    }
    if response.has_focus() {
        let draft = is_new(&text).then(|| text.trim().to_owned());
        return Named { draft, ..Named::UNCHANGED };
    }
    state.draft = None;
    let escaped = ui.input(|keys| keys.key_pressed(egui::Key::Escape));
    let entered = Some(text.trim().to_owned()).filter(|name| is_new(name) && !escaped);
    let (name, refused) = match entered {
        Some(name) if fits(&name) => (Some(name), None),
        refused => (None, refused),
    };
    Named { name, draft: None, refused }
}

/// A line of at most that width for something new and the button that makes it; gives the name.
pub(super) fn add_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    ((hint, make, taken), width): ((Label, Label, Label), f32),
    fits: impl Fn(&str) -> bool,
) -> Option<String> {
    let name = state.new_name.trim().to_owned();
    let good = !name.is_empty() && fits(&name);
    let wrong = !good && !name.is_empty();
    let added = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE[0];
        let hint = hint.of(input.lang);
        let id = Id::unique(("new", hint));
        let width = (ui.available_width() - theme::HIT - SPACE[0]).min(width);
        let line = Line { id, name: hint, hint, rows: 0, wrong, width };
        let response = line_ui(ui, input.theme, &line, &mut state.new_name).response;
        let entered = response.lost_focus() && ui.input(|keys| keys.key_pressed(egui::Key::Enter));
        let pressed = ui.add_enabled_ui(good, |ui| {
            let make = make.of(input.lang);
            crate::studio::widgets::icon_button(ui, input.theme, "plus", theme::HIT, make).clicked()
        });
        if entered {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        (good && (entered || pressed.inner)).then(|| {
            state.new_name.clear();
            name
        })
    });
    if wrong {
        note_ui(ui, taken.of(input.lang), theme::regular(CAPTION), input.theme.tokens.error);
    }
    added.inner
}

/// A quiet button of words with an icon that is as wide as they are.
pub(super) fn link(ui: &mut Ui, input: &SettingsInput<'_>, icon: &str, text: &str, name: &str) -> Response {
    let tokens = &input.theme.tokens;
    let enabled = ui.is_enabled();
    let width = crate::studio::controls::width_of(ui, text, theme::regular(theme::BODY));
    let lead = if icon.is_empty() { 0.0 } else { 20.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width + lead + 12.0, theme::HIT), Sense::click());
    if enabled && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let ink = if enabled { tokens.accent } else { tokens.faint };
    let inner = rect.shrink2(vec2(6.0, 0.0));
    if !icon.is_empty() {
        icon_at(ui, Rect::from_min_size(inner.min, vec2(16.0, rect.height())), icon, 14.0, ink);
    }
    let room = Rect::from_min_max(inner.min + vec2(lead, 0.0), rect.max);
    text_in(ui, room, text, theme::regular(theme::BODY), ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}
