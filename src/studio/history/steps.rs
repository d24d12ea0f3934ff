//! The steps of this session, newest first.

use super::{HistoryInput, ROW, RowLook, row_ui};
use crate::edit::Moment;
use crate::model::Label;
use crate::studio::command::{Command, PastCommand};
use crate::studio::keyboard::{come_into_view, is_opened};
use crate::studio::words::history as words;
use crate::zones;
use egui::{ScrollArea, Stroke, Ui, pos2};

/// Draws the list; gives the state whose step the pointer or the keyboard is on.
pub(super) fn steps_ui(ui: &mut Ui, input: &HistoryInput<'_>, commands: &mut Vec<Command>) -> Option<u64> {
    let history = input.history;
    let mut hover = None;
    let opened = is_opened(ui.ctx(), "steps of the history");
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().auto_shrink(false);
    area.show_rows(ui, ROW, history.moments_len(), |ui, range| {
        for place in range {
            let Some(moment) = history.moment(place) else { continue };
            if let Some(state) = moment_ui(ui, input, (&moment, opened), commands) {
                hover = Some(state);
            }
        }
        come_into_view(ui);
    });
    hover
}

fn moment_ui(
    ui: &mut Ui,
    input: &HistoryInput<'_>,
    (moment, opened): (&Moment<'_>, bool),
    commands: &mut Vec<Command>,
) -> Option<u64> {
    let (lang, tokens) = (input.lang, &input.theme.tokens);
    let first = if input.history.is_cut() { words::EARLIER } else { words::OPENED };
    let label = moment.label.unwrap_or(first);
    let title = moment.told.map_or_else(|| label.of(lang), |told| told.words.of(lang));
    let say = |label: Label| label.of(lang).to_owned();
    let mut below: Vec<String> = moment.told.map(|told| zones::said(told.at)).into_iter().collect();
    if moment.back == 0 {
        below.push(say(words::NOW));
    } else if moment.back < 0 {
        below.push(say(words::UNDONE));
    }
    let is_on_disk = input.saved == Some(moment.state);
    if is_on_disk {
        below.push(say(words::SAVED));
    } else if moment.was_saved {
        below.push(say(words::WAS_SAVED));
    }
    let below = below.join(" · ");
    let on = input.shown.map_or(moment.back == 0, |shown| shown == moment.state);
    let look = RowLook { title, names: "", below: &below, on, faint: moment.back < 0 };
    let response = row_ui(ui, input.theme, &look);
    if on && opened {
        response.request_focus();
    }
    let rect = response.rect;
    let dot = pos2(rect.left() + 12.0, rect.top() + 15.0);
    let line = Stroke::new(1.0, tokens.line);
    let end = if moment.label.is_none() { dot.y } else { rect.bottom() };
    ui.painter().vline(dot.x, rect.top()..=end, line);
    match (moment.back, is_on_disk) {
        (0, _) => ui.painter().circle_filled(dot, 5.0, tokens.accent),
        (_, true) => ui.painter().circle_filled(dot, 4.0, tokens.ok),
        (_, false) => ui.painter().circle(dot, 3.5, tokens.panel, Stroke::new(1.5, tokens.faint)),
    };
    if response.clicked() {
        commands.push(Command::Past(PastCommand::Show(moment.state)));
    }
    (response.hovered() || response.has_focus()).then_some(moment.state)
}
