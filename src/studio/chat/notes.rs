//! Remarks between messages: where the clock stands, what ended, why the bot is silent.

use super::{ChatInput, words};
use crate::blocks::block_type;
use crate::emulator::{Entry, EntryKind};
use crate::engine::{CallError, Notice};
use crate::model::{BlockId, Lang};
use crate::studio::theme;
use crate::studio::widgets::wrapped;
use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

/// What an entry of the log says as a remark, and whether it is bad news; `None` when it is a message or is
/// shown in another way.
pub(super) fn note_of(input: &ChatInput<'_>, entry: &Entry) -> Option<(String, bool)> {
    let lang = input.lang;
    let moment = |at: i64| words::moment(input.emulator.zone().local_at(at), lang);
    Some(match &entry.kind {
        EntryKind::Opened(link) => (format!("{} · {}", moment(entry.at), words::opened(link, lang)), false),
        EntryKind::Advanced { millis, .. } => {
            let until = moment(entry.at.saturating_add(*millis));
            // An English day of the week keeps its capital letter.
            let until = if lang == Lang::Ru { lower_first(&until) } else { until };
            (format!("⏩ {} · {until}", words::passed(*millis, lang)), false)
        }
        EntryKind::Called(call) => (words::request(call, lang), false),
        EntryKind::Told(call) => (format!("→ {} {}", words::request(call, lang), call.body), false),
        EntryKind::Answered { outcome, .. } if !outcome.is_empty() => {
            (format!("← {}", words::outcome(outcome, lang)), false)
        }
        EntryKind::Shared { call, outcome, .. } => {
            (format!("{} → {}", words::request(call, lang), words::outcome(outcome, lang)), false)
        }
        EntryKind::Notice(Notice::AlreadyPressed) => (words::ALREADY_PRESSED.of(lang).to_owned(), false),
        EntryKind::Notice(Notice::Ticked(caption, on)) => {
            (format!("{} {caption}", if *on { "✓" } else { "✗" }), false)
        }
        EntryKind::Answered { status, .. } => {
            let words = words::failed(CallError::Status(*status));
            (words.of(lang).to_owned(), !(200..300).contains(status))
        }
        EntryKind::Failed(error) => (words::failed(*error).of(lang).to_owned(), true),
        EntryKind::Notice(Notice::ButtonIsOld) => (words::BUTTON_IS_OLD.of(lang).to_owned(), false),
        EntryKind::Ended { block, outcome } => {
            let (words, bad) = words::ended(*outcome, &block_name(input, *block))?;
            (words.of(lang).to_owned(), bad)
        }
        EntryKind::Dropped(dropped) => (words::dropped(*dropped).of(lang).to_owned(), true),
        EntryKind::Blocked => (words::BLOCKED.of(lang).to_owned(), true),
        EntryKind::FieldSet(field_id, value) => {
            let flow = input.emulator.flow();
            let name = flow.field(*field_id).map_or("?", |field| field.name.as_str());
            let unset = words::UNSET.of(lang).to_owned();
            (format!("{name}: {}", value.as_ref().map_or(unset, ToString::to_string)), false)
        }
        EntryKind::TagSet(tag_id, on) => {
            let name = input.emulator.flow().tag_name(*tag_id).unwrap_or("?");
            (format!("{} {name}", if *on { "+" } else { "−" }), false)
        }
        EntryKind::Happened { name, about, value } => {
            let parts = [words::event(name, lang), about.clone(), value.clone()];
            let said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            (format!("⚡ {said}"), false)
        }
        EntryKind::HumanDone => (words::HUMAN_DONE.of(lang).to_owned(), false),
        EntryKind::Said(_)
        | EntryKind::Pressed { .. }
        | EntryKind::Attachment(..)
        | EntryKind::Located(..)
        | EntryKind::SharedContact(_)
        | EntryKind::Sent(_) => {
            return None;
        }
    })
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// What the author calls a block, or the name of its kind.
pub(super) fn block_name(input: &ChatInput<'_>, block_id: BlockId) -> String {
    let Some((_, block)) = input.project.block(block_id) else { return "?".to_owned() };
    if !block.title.is_empty() {
        return block.title.clone();
    }
    block_type(&block.kind).map_or_else(|| block.kind.clone(), |kind| kind.label.of(input.lang).to_owned())
}

/// A pill in the middle of the chat.
pub(super) fn note_ui(ui: &mut Ui, input: &ChatInput<'_>, text: &str, bad: bool) {
    let tokens = &input.theme.tokens;
    let ink = if bad { tokens.warn } else { tokens.chat_note_ink };
    let room = ui.available_width();
    let galley = wrapped(ui, text, theme::regular(theme::CAPTION), ink, room - 20.0);
    let size = galley.size() + vec2(20.0, 6.0);
    let (rect, response) = ui.allocate_exact_size(vec2(room, size.y), Sense::hover());
    let pill = Rect::from_center_size(rect.center(), size);
    ui.painter().rect_filled(pill, 10, tokens.chat_note);
    let at = pill.min + vec2(10.0, 3.0);
    ui.painter().galley(pos2(at.x.round(), at.y.round()), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}
