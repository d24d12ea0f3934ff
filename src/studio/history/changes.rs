//! What lies between two versions: a list by block, and below it the one that is looked at, word by word.

use super::{ChangesInput, HistoryInput, ROW, RowLook, row_ui, tone_color};
use crate::compare::{Change, Fate, Group, Part, Run, Tone};
use crate::model::{FunnelName, Label, Lang};
use crate::studio::command::{Command, PastCommand};
use crate::studio::keyboard::come_into_view;
use crate::studio::theme::{self, BODY, CAPTION, HIT, SPACE, Theme, tint};
use crate::studio::widgets::{hairline, icon_button, note_ui, outline_button, text_in};
use crate::studio::words::history as words;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Share of the panel that the list takes at most.
const LIST_SHARE: f32 = 0.42;
/// Most changes of one group that are shown.
const SHOWN_MAX: usize = 200;

const ADDED: Label = Label::new("добавлено", "added");
const REMOVED: Label = Label::new("удалено", "removed");
const CHANGED: Label = Label::new("изменено", "changed");
const MOVED: Label = Label::new("передвинуто", "moved");

pub(super) fn changes_ui(
    ui: &mut Ui,
    input: &HistoryInput<'_>,
    changes: &ChangesInput<'_>,
    commands: &mut Vec<Command>,
) {
    let groups = &changes.found.groups;
    if groups.is_empty() {
        note_ui(ui, words::NO_CHANGES.of(input.lang), theme::regular(BODY), input.theme.tokens.muted);
        return;
    }
    let room = (ui.available_height() * LIST_SHARE).min(ROW * groups.len() as f32 + 2.0);
    let height = room.max(ROW);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("changes").auto_shrink(false).max_height(height);
        let seen = ui.data(|data| data.get_temp::<usize>(seen_id()));
        if let Some(at) = changes.chosen.filter(|at| seen != Some(*at)) {
            // Somebody went there by keys: the list follows.
            area = area.vertical_scroll_offset((at as f32 * ROW - (height - ROW) / 2.0).max(0.0));
            ui.data_mut(|data| data.insert_temp(seen_id(), at));
        }
        area.show_rows(ui, ROW, groups.len(), |ui, range| {
            for at in range {
                group_row_ui(ui, input, changes, at, commands);
            }
        });
    });
    hairline(ui, input.theme);
    let Some((at, group)) = changes.chosen.and_then(|at| Some((at, groups.get(at)?))) else { return };
    let area = ScrollArea::vertical().id_salt(("change", at)).auto_shrink(false);
    area.show(ui, |ui| {
        detail_ui(ui, input, (at, group), commands);
        come_into_view(ui);
    });
}

/// Remembers the row that the list has shown.
fn seen_id() -> egui::Id {
    egui::Id::unique("change seen")
}

fn tone_label(tone: Tone) -> Label {
    match tone {
        Tone::Added => ADDED,
        Tone::Removed => REMOVED,
        Tone::Changed => CHANGED,
        Tone::Moved => MOVED,
    }
}

fn tone_sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Added => "+",
        Tone::Removed => "−",
        Tone::Changed => "~",
        Tone::Moved => "→",
    }
}

fn group_row_ui(
    ui: &mut Ui,
    input: &HistoryInput<'_>,
    changes: &ChangesInput<'_>,
    at: usize,
    commands: &mut Vec<Command>,
) {
    let group = &changes.found.groups[at];
    let mut below = tone_label(group.tone).of(input.lang).to_owned();
    let funnel = |name: &FunnelName| changes.after.funnel(name).map(|f| f.shown_title(input.lang));
    if let Some(title) = group.funnel.as_ref().and_then(funnel) {
        below = format!("{below} · {title}");
    }
    let title = group.title.of(input.lang);
    let look = RowLook { title, names: "", below: &below, on: changes.chosen == Some(at), faint: false };
    let response = row_ui(ui, input.theme, &look);
    let color = tone_color(input.theme, group.tone);
    let center = response.rect.min + vec2(13.0, 15.0);
    ui.painter().circle_filled(center, 8.0, tint(color, 24));
    let font = theme::semibold(BODY);
    ui.painter().text(center, Align2::CENTER_CENTER, tone_sign(group.tone), font, color);
    if response.clicked() {
        ui.data_mut(|data| data.insert_temp(seen_id(), at));
        commands.push(Command::Past(PastCommand::Choose(at)));
    }
}

fn detail_ui(
    ui: &mut Ui,
    input: &HistoryInput<'_>,
    (at, group): (usize, &Group),
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = SPACE[1];
    ui.add_space(SPACE[0]);
    let width = ui.available_width();
    let whole = words::TAKE_BACK_ALL.of(input.lang);
    if outline_button(ui, input.theme, "undo-2", whole, width).clicked() {
        commands.push(Command::Past(PastCommand::TakeBack(at, None)));
    }
    for (number, change) in group.changes.iter().enumerate().take(SHOWN_MAX) {
        let alone = change.part != Part::Whole && matches!(group.tone, Tone::Changed | Tone::Moved);
        let back = alone.then_some((at, number));
        change_ui(ui, input, change, back, commands);
    }
    if group.changes.len() > SHOWN_MAX {
        let more = group.changes.len() - SHOWN_MAX;
        let text = match input.lang {
            Lang::Ru => format!("И ещё изменений: {more}"),
            Lang::En => format!("And {more} more changes"),
        };
        note_ui(ui, &text, theme::regular(CAPTION), input.theme.tokens.muted);
    }
}

fn change_ui(
    ui: &mut Ui,
    input: &HistoryInput<'_>,
    change: &Change,
    back: Option<(usize, usize)>,
    commands: &mut Vec<Command>,
) {
    let tokens = &input.theme.tokens;
    let label = change.label.of(input.lang);
    let width = ui.available_width();
    let (head, _) = ui.allocate_exact_size(vec2(width, HIT), Sense::hover());
    let mut room = head;
    if let Some((group, number)) = back {
        let place = egui::Rect::from_min_size(pos2(head.right() - HIT, head.top()), vec2(HIT, HIT));
        room.max.x = place.left() - SPACE[0];
        let name = format!("{}: {label}", words::TAKE_BACK.of(input.lang));
        let builder = egui::UiBuilder::new().max_rect(place);
        let pressed =
            ui.scope_builder(builder, |ui| icon_button(ui, input.theme, "undo-2", 24.0, &name).clicked());
        if pressed.inner {
            commands.push(Command::Past(PastCommand::TakeBack(group, Some(number))));
        }
    }
    text_in(ui, room, label, theme::semibold(CAPTION), tokens.muted);
    let runs = change.runs(input.lang);
    if runs.is_empty() {
        return;
    }
    let job = layout(&runs, input.theme, width - 20.0);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 14.0), Sense::hover());
    ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.field);
    ui.painter().galley(rect.min + vec2(10.0, 7.0), galley, tokens.ink);
    let said = format!("{label}: {}", spoken(&runs));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

/// The text with what went struck through and what came underlined by a ground.
fn layout(runs: &[Run], theme: &Theme, width: f32) -> LayoutJob {
    let tokens = &theme.tokens;
    let mut job = LayoutJob::default();
    job.wrap.max_width = width.max(40.0);
    for run in runs {
        let mut format = TextFormat::simple(theme::regular(BODY), tokens.ink);
        format.line_height = Some((BODY * 1.5).round());
        match run.fate {
            Fate::Same => {}
            Fate::Removed => {
                format.color = tokens.error;
                format.background = tint(tokens.error, 14);
                format.strikethrough = Stroke::new(1.0, tokens.error);
            }
            Fate::Added => {
                format.color = tokens.ok;
                format.background = tint(tokens.ok, 16);
            }
        }
        job.append(&run.text, 0.0, format);
    }
    job
}

/// The same for those who hear it.
fn spoken(runs: &[Run]) -> String {
    let say = |run: &Run| match run.fate {
        Fate::Same => run.text.clone(),
        Fate::Removed => format!("[-{}-]", run.text),
        Fate::Added => format!("{{+{}+}}", run.text),
    };
    runs.iter().map(say).collect()
}
