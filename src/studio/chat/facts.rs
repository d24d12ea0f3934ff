//! What is known of the subscriber, live: fields, tags, what the conversation waits for.

use super::form::Form;
use super::notes::block_name;
use super::{BAR, ChatInput, ChatState, words};
use crate::engine::Waiting;
use crate::model::{BlockId, FieldId, FieldKind, Lang, SYSTEM_FIELDS};
use crate::studio::command::{ChatCommand, Command};
use crate::studio::controls::width_of;
use crate::studio::keyboard::come_into_view;
use crate::studio::theme;
use crate::studio::widgets::spoken::millis_short;
use crate::studio::widgets::{icon_button, list_ui, menu_row, steady, tag_ui, text_in};
use egui::accesskit::Role;
use egui::{CursorIcon, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

/// Narrowest column of names, and the most of a row that long names take.
const NAME_WIDTH: f32 = 92.0;
const NAMES_SHARE: f32 = 0.5;
/// Between a name and its value.
const GAP: f32 = 8.0;
const ROW: f32 = 20.0;
const TEXT: f32 = 12.5;
/// Most rows of fields before they scroll.
const ROWS_MAX: f32 = 6.0;

/// The least that facts take: a field, the tags, what the talk waits for; points.
pub(super) const HEIGHT_MIN: f32 = ROW * 3.5;

/// Rows of name and value, no higher than `room` where tags take one row.
pub(super) fn facts_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    room: f32,
    state: &mut ChatState,
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let lang = input.lang;
    let column = column(ui, input);
    // Under the fields stand the tags and what the talk waits for.
    let rows = (room / ROW - 2.0).clamp(1.0, ROWS_MAX);
    let scroll = egui::ScrollArea::vertical().id_salt("facts").auto_shrink([false, true]);
    // Without a least height of its own: where there is room for one row, one row it is.
    let scroll = scroll.max_height(ROW * rows).min_scrolled_height(ROW);
    steady(ui, scroll, |ui| {
        ui.set_width(ui.available_width() - BAR);
        let given = SYSTEM_FIELDS.iter().filter(|field| field.id == FieldId::FIRST_NAME);
        let given = given.map(|field| match lang {
            Lang::Ru => (field.id, field.alias, FieldKind::Text),
            Lang::En => (field.id, "name", FieldKind::Text),
        });
        let own = input.project.fields.iter().map(|field| (field.id, field.name.as_str(), field.kind));
        for (field_id, name, kind) in given.chain(own) {
            let value = input.emulator.session().field(field_id).map(ToString::to_string);
            let row = row_ui(
                ui,
                input,
                (name, Sense::click(), false, column),
                value.as_deref(),
                words::UNSET.of(lang),
            );
            let row = row.on_hover_cursor(CursorIcon::PointingHand);
            let edit = words::EDIT_FIELD.of(lang);
            let is_cut = name_width(ui, name) > column - GAP;
            let tip = if is_cut { format!("{name}\n{edit}") } else { edit.to_owned() };
            if row.on_hover_text(tip).clicked() {
                state.form = Some(Form::field(field_id, kind, value.as_deref().unwrap_or_default()));
            }
        }
        come_into_view(ui);
    });
    tags_ui(ui, input, column, commands);
    let waits = waiting_of(input);
    let sense = if waits.is_some() { Sense::click() } else { Sense::hover() };
    let unset = words::NOTHING_RUNS.of(lang);
    let row = row_ui(
        ui,
        input,
        (words::WAITS.of(lang), sense, true, column),
        waits.as_ref().map(|waits| waits.1.as_str()),
        unset,
    );
    if let Some((block_id, _)) = waits {
        let row = row.on_hover_cursor(CursorIcon::PointingHand);
        if row.on_hover_text(words::SHOW_WAITING.of(lang)).clicked() {
            commands.push(Command::FocusBlock(block_id));
        }
    }
}

/// Width of the column of names: what they need, as far as values keep their room.
fn column(ui: &Ui, input: &ChatInput<'_>) -> f32 {
    let names = input.project.fields.iter().map(|field| name_width(ui, &field.name) + GAP);
    let most = (ui.available_width() * NAMES_SHARE).max(NAME_WIDTH);
    names.fold(NAME_WIDTH, f32::max).min(most).ceil()
}

fn name_width(ui: &Ui, name: &str) -> f32 {
    width_of(ui, name, theme::regular(TEXT))
}

fn row_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (name, sense, link, column): (&str, Sense, bool, f32),
    value: Option<&str>,
    unset: &str,
) -> Response {
    let tokens = &input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    let left = Rect::from_min_size(rect.min, vec2(column - GAP, ROW));
    text_in(ui, left, name, theme::regular(TEXT), tokens.muted);
    let right = Rect::from_min_max(pos2(rect.left() + column, rect.top()), rect.max);
    let ink = if link { tokens.accent } else { tokens.ink };
    let (text, ink) = value.map_or((unset, tokens.muted), |value| (value, ink));
    text_in(ui, right, text, theme::regular(TEXT), ink);
    let said = format!("{name}: {text}");
    let role = if sense.senses_click() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &said));
    response
}

/// Tags of the subscriber; a press takes one off, the plus puts another on.
fn tags_ui(ui: &mut Ui, input: &ChatInput<'_>, column: f32, commands: &mut Vec<Command>) {
    let (session, flow) = (input.emulator.session(), input.emulator.flow());
    let on = session.tags.iter().filter_map(|tag_id| Some((*tag_id, flow.tag_name(*tag_id)?)));
    let on: Vec<_> = on.collect();
    let off: Vec<_> = flow.tags.iter().filter(|(tag_id, _)| !session.has_tag(*tag_id)).collect();
    if on.is_empty() && session.subscribed && off.is_empty() {
        let name = (words::TAGS.of(input.lang), Sense::hover(), false, column);
        row_ui(ui, input, name, None, words::NO_TAGS.of(input.lang));
        return;
    }
    let tokens = &input.theme.tokens;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 3.0);
        ui.spacing_mut().interact_size.y = ROW;
        let (rect, _) = ui.allocate_exact_size(vec2(column - 4.0, ROW), Sense::hover());
        text_in(ui, rect, words::TAGS.of(input.lang), theme::regular(TEXT), tokens.muted);
        ui.horizontal_wrapped(|ui| {
            for (tag_id, name) in on {
                let tag = tag_ui(ui, name, tokens.action, Sense::click());
                let tip = words::DROP_TAG.of(input.lang);
                if tag.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(tip).clicked() {
                    commands.push(Command::Chat(ChatCommand::SetTag(tag_id, false)));
                }
            }
            if !session.subscribed {
                tag_ui(ui, words::UNSUBSCRIBED.of(input.lang), tokens.error, Sense::hover());
            }
            if off.is_empty() {
                return;
            }
            let plus = icon_button(ui, input.theme, "plus", ROW, words::ADD_TAG.of(input.lang));
            list_ui(input.theme, &plus, 190.0, |ui| {
                for (tag_id, name) in off {
                    if menu_row(ui, input.theme, "tag", name, false).clicked() {
                        commands.push(Command::Chat(ChatCommand::SetTag(*tag_id, true)));
                        ui.close();
                    }
                }
            });
        });
    });
}

/// «Вопрос: бюджет · ещё 23 ч», and the block that it tells of.
fn waiting_of(input: &ChatInput<'_>) -> Option<(BlockId, String)> {
    let threads = &input.emulator.session().threads;
    let thread = threads.iter().max_by_key(|thread| thread.generation)?;
    let mut said = block_name(input, thread.block);
    match thread.waiting {
        Waiting::Call => said = format!("{said} · {}", words::SITE.of(input.lang)),
        Waiting::Human => said = format!("{said} · {}", words::PERSON.of(input.lang)),
        Waiting::Reply | Waiting::Timer => {}
    }
    if let Some(due) = thread.due {
        let left = millis_short(due - input.emulator.now(), input.lang);
        let word = words::LEFT.of(input.lang);
        said = match input.lang {
            Lang::Ru => format!("{said} · {word} {left}"),
            Lang::En => format!("{said} · {left} {word}"),
        };
    }
    Some((thread.block, said))
}
