//! When the bot may write by itself, and when people of the project are there.

use super::parts::{caption, card, set, typed};
use super::sentence::{Held, Part};
use super::{SettingsInput, SettingsState, holidays, sentence, words};
use crate::edit::Settings;
use crate::flow::CapPlan;
use crate::model::Label;
use crate::studio::command::Command;
use crate::studio::inspector::{Single, single_ui};
use crate::studio::theme::{self, CAPTION, SPACE};
use crate::studio::widgets::{
    Line, line_ui, list_ui, menu_note, menu_row, note_ui, part_ui, select_ui, words_ui,
};
use crate::zones;
use egui::accesskit::Role;
use egui::{Id, Ui, WidgetInfo, vec2};

/// Zones that a search shows at most.
const ZONES_MAX: usize = 60;
/// Width of the list in which a part of the sentence is changed, points.
const EDITOR_WIDTH: f32 = 250.0;
/// The largest number of messages that can be limited to.
const CAP_MAX: u32 = CapPlan::COUNT_MAX as u32;
/// Zones that are offered before anything is searched for, from west to east.
const USUAL: [&str; 14] = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Europe/Minsk",
    "Asia/Almaty",
    "Asia/Tashkent",
    "Asia/Tbilisi",
];

pub(super) fn schedule_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    let schedule = &input.project.schedule;
    card(ui, input, Label::new("", ""), |ui| {
        sentence_ui(ui, input, state, commands);
    });
    card(ui, input, words::ZONE, |ui| {
        zone_ui(ui, input, state, commands);
        note_ui(ui, words::ZONE_HELP.of(input.lang), theme::regular(CAPTION), input.theme.tokens.muted);
    });
    card(ui, input, words::WRITES, |ui| {
        ui.set_max_width(ui.available_width().min(460.0));
        one_ui(ui, input, state, (Single::Window, words::QUIET, &schedule.quiet), commands, |s| {
            &mut s.schedule.quiet
        });
        one_ui(ui, input, state, (Single::Weekdays, words::DAYS, &schedule.days), commands, |s| {
            &mut s.schedule.days
        });
        cap_ui(ui, input, state, commands);
    });
    card(ui, input, words::HOLIDAYS, |ui| holidays::holidays_ui(ui, input, state, commands));
    card(ui, input, words::WORK, |ui| {
        ui.set_max_width(ui.available_width().min(460.0));
        one_ui(ui, input, state, (Single::Window, words::WORK_HOURS, &schedule.work), commands, |s| {
            &mut s.schedule.work
        });
        one_ui(ui, input, state, (Single::Weekdays, words::WORK_DAYS, &schedule.work_days), commands, |s| {
            &mut s.schedule.work_days
        });
    });
}

/// The schedule as a sentence, every part of which is changed in its place.
fn sentence_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    commands: &mut Vec<Command>,
) {
    let parts = sentence::parts(&input.project.schedule, input.lang);
    let inside = ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
        ui.horizontal_wrapped(|ui| {
            for part in &parts {
                match part {
                    Part::Words(words) => words_ui(ui, input.theme, words),
                    Part::Held(held, shown) => held_ui(ui, input, state, (*held, shown), commands),
                }
            }
        });
    });
    let said = sentence::sentence(&parts);
    inside.response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

/// A part of the sentence, which opens the editor of what it says.
fn held_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    (held, shown): (Held, &str),
    commands: &mut Vec<Command>,
) {
    type Place = fn(&mut Settings) -> &mut String;
    let (schedule, lang) = (&input.project.schedule, input.lang);
    let (label, single, value, place): (_, _, &str, Place) = match held {
        Held::Days => (words::DAYS, Single::Weekdays, &schedule.days, |s| &mut s.schedule.days),
        Held::Quiet => (words::QUIET, Single::Window, &schedule.quiet, |s| &mut s.schedule.quiet),
        Held::CapPer => (words::CAP_PER, Single::Duration, &schedule.cap_per, |s| &mut s.schedule.cap_per),
        Held::Work => (words::WORK_HOURS, Single::Window, &schedule.work, |s| &mut s.schedule.work),
        Held::WorkDays => {
            (words::WORK_DAYS, Single::Weekdays, &schedule.work_days, |s| &mut s.schedule.work_days)
        }
        Held::Cap => {
            let button = part_ui(ui, input.theme, Id::unique("part: cap"), (shown, words::CAP.of(lang)));
            let picked = list_ui(input.theme, &button, 200.0, |ui| cap_rows_ui(ui, input)).flatten();
            if let Some(cap) = picked {
                set(input.project, commands, |settings| settings.schedule.cap = cap);
            }
            return;
        }
    };
    let name = label.of(lang);
    let button = part_ui(ui, input.theme, Id::unique(("part", label.en)), (shown, name));
    let what = (single, Id::unique(("sentence of the schedule", label.en)), name);
    let change = list_ui(input.theme, &button, EDITOR_WIDTH, |ui| {
        ui.spacing_mut().item_spacing.y = SPACE[0];
        menu_note(ui, input.theme, name);
        single_ui(ui, &input.inspector(), &mut state.editor, what, value)
    });
    match change.flatten() {
        Some((text, true)) => typed(input.project, commands, |settings| *place(settings) = text),
        Some((text, false)) => set(input.project, commands, |settings| *place(settings) = text),
        None => {}
    }
}

/// A window, days or a span with its caption.
fn one_ui(
    ui: &mut Ui,
    input: &SettingsInput<'_>,
    state: &mut SettingsState,
    (single, label, held): (Single, Label, &str),
    commands: &mut Vec<Command>,
    place: fn(&mut Settings) -> &mut String,
) {
    let name = label.of(input.lang);
    caption(ui, input, name);
    let what = (single, Id::unique(("schedule", label.en)), name);
    match single_ui(ui, &input.inspector(), &mut state.editor, what, held) {
        Some((text, true)) => typed(input.project, commands, |settings| *place(settings) = text),
        Some((text, false)) => set(input.project, commands, |settings| *place(settings) = text),
        None => {}
    }
}

/// How many messages nobody asked for may come in a span.
fn cap_ui(ui: &mut Ui, input: &SettingsInput<'_>, state: &mut SettingsState, commands: &mut Vec<Command>) {
    let (schedule, lang) = (&input.project.schedule, input.lang);
    caption(ui, input, words::CAP.of(lang));
    ui.horizontal(|ui| {
        let shown = words::cap(schedule.cap, lang);
        let name = words::CAP.of(lang);
        let picked = select_ui(ui, input.theme, name, (&shown, ""), 190.0, |ui| cap_rows_ui(ui, input));
        if let Some(cap) = picked.flatten() {
            set(input.project, commands, |settings| settings.schedule.cap = cap);
        }
        if schedule.cap > 0 {
            let name = words::CAP_PER.of(lang);
            let what = (Single::Duration, Id::unique("cap per"), name);
            let held = if schedule.cap_per.is_empty() { "1d" } else { &schedule.cap_per };
            ui.vertical(|ui| {
                ui.set_max_width(160.0);
                if let Some((text, _)) = single_ui(ui, &input.inspector(), &mut state.editor, what, held) {
                    typed(input.project, commands, |settings| settings.schedule.cap_per = text);
                }
            });
        }
    });
}

/// How many messages may come; gives what was chosen.
fn cap_rows_ui(ui: &mut Ui, input: &SettingsInput<'_>) -> Option<u32> {
    let mut picked = None;
    for cap in 0..=CAP_MAX {
        let on = cap == input.project.schedule.cap;
        if menu_row(ui, input.theme, "", &words::cap(cap, input.lang), on).clicked() {
            picked = Some(cap);
            ui.close();
        }
    }
    picked
}

/// The zone; its list is searched by a part of its name.
fn zone_ui(ui: &mut Ui, input: &SettingsInput<'_>, state: &mut SettingsState, commands: &mut Vec<Command>) {
    let (zone, lang) = (&input.project.schedule.zone, input.lang);
    let shown = sentence::zone_words(zone, input.now, lang);
    let name = words::ZONE.of(lang);
    let picked = select_ui(ui, input.theme, name, (&shown, words::NO_ZONE.of(lang)), 320.0, |ui| {
        let hint = words::FIND_ZONE.of(lang);
        let width = ui.available_width();
        let line = Line { id: Id::unique("find a zone"), name: hint, hint, rows: 0, wrong: false, width };
        line_ui(ui, input.theme, &line, &mut state.search);
        ui.add_space(SPACE[0]);
        let wanted = state.search.trim().to_lowercase().replace(' ', "_");
        let found: Vec<&str> = match wanted.as_str() {
            "" => USUAL.to_vec(),
            wanted => {
                let fits = |zone: &&str| {
                    zone.to_lowercase().contains(wanted)
                        || sentence::city(zone).is_some_and(|city| city.to_lowercase().contains(wanted))
                };
                zones::zone_names().filter(fits).take(ZONES_MAX).collect()
            }
        };
        if found.is_empty() {
            menu_note(ui, input.theme, words::NO_SUCH_ZONE.of(lang));
        }
        let mut picked = None;
        for name in found {
            let text = sentence::zone_words(name, input.now, lang);
            if menu_row(ui, input.theme, "", &text, name == zone).clicked() {
                picked = Some(name.to_owned());
                ui.close();
            }
        }
        picked
    });
    if let Some(zone) = picked.flatten() {
        state.search.clear();
        set(input.project, commands, |settings| settings.schedule.zone = zone);
    }
    if !zones::is_known(zone) {
        let text = words::BAD_ZONE.of(lang);
        note_ui(ui, text, theme::regular(CAPTION), input.theme.tokens.error);
    }
}
