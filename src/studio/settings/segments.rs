//! Who belongs to each segment, as far as it is known without a base of subscribers: the person in the chat, and how
//! many of those who talk in the recorded conversations.

use super::{SettingsInput, SettingsState, words};
use crate::compile::{Compiled, segments};
use crate::engine::{Session, holds};
use crate::flow::{Now, ZoneRules};
use crate::model::{FieldId, text_of};
use crate::studio::theme::{self, BODY, CAPTION, SPACE};
use crate::studio::widgets::{icon_at, note_ui, text_in};
use crate::zones;
use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, WidgetInfo, vec2};

/// A subscriber at the end of a recorded conversation.
#[derive(Clone, Debug)]
pub struct Person {
    /// What is known of them.
    pub session: Session,
    /// When the conversation ended, milliseconds since 1970.
    pub now: i64,
    /// Where they live.
    pub zone: ZoneRules,
}

/// Segments of one state of the project, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Asked(Option<(u64, Compiled)>);

impl Asked {
    fn of(&mut self, input: &SettingsInput<'_>) -> &Compiled {
        let fresh = self.0.take().filter(|asked| asked.0 == input.revision);
        &self.0.insert(fresh.unwrap_or_else(|| (input.revision, segments(input.project)))).1
    }
}

/// A line for every segment that has a name, and why there is no number.
pub(super) fn sizes_ui(ui: &mut Ui, input: &SettingsInput<'_>, state: &mut SettingsState) {
    let rows = input.project.lists.get("segments").map_or(&[][..], Vec::as_slice);
    let names: Vec<&str> =
        rows.iter().map(|row| text_of(row, "name")).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return;
    }
    let (lang, muted) = (input.lang, input.theme.tokens.muted);
    super::parts::card(ui, input, words::SEGMENT_SIZE, |ui| {
        ui.spacing_mut().item_spacing.y = SPACE[0];
        note_ui(ui, words::NO_BASE.of(lang), theme::regular(CAPTION), muted);
        let compiled = state.asked.of(input);
        let home = zones::rules_of(&input.project.schedule.zone).unwrap_or_default();
        let in_chat = input.emulator.map(|emulator| {
            let session = emulator.session();
            let name = session.field(FieldId::FIRST_NAME).map(|name| name.shown().into_owned());
            let name = name.filter(|name| !name.is_empty());
            let now = Now { millis: emulator.now(), zone: emulator.zone(), home: &home };
            (name.unwrap_or_else(|| words::SOMEBODY.of(lang).to_owned()), session, now)
        });
        for name in names {
            let Some(segment) = compiled.segment(name) else { continue };
            if let Some((person, session, now)) = &in_chat {
                let belongs = holds(&compiled.flow, session, segment, *now);
                row_ui(ui, input, belongs, words::belongs(name, person, belongs).of(lang));
            }
            if !input.people.is_empty() {
                let belongs = |person: &&Person| {
                    let now = Now { millis: person.now, zone: &person.zone, home: &home };
                    holds(&compiled.flow, &person.session, segment, now)
                };
                let count = input.people.iter().filter(belongs).count();
                let said = words::among(name, count, input.people.len());
                row_ui(ui, input, count > 0, said.of(lang));
            }
        }
    });
}

fn row_ui(ui: &mut Ui, input: &SettingsInput<'_>, belongs: bool, said: &str) {
    let tokens = &input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let (icon, color) = if belongs { ("circle-check", tokens.ok) } else { ("circle", tokens.faint) };
    icon_at(ui, Rect::from_min_size(rect.min, vec2(16.0, rect.height())), icon, 14.0, color);
    let room = Rect::from_min_max(rect.min + vec2(22.0, 0.0), rect.max);
    text_in(ui, room, said, theme::regular(BODY), tokens.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
}
