//! The card of a request that the bot waits for: the author plays the outside world.
//!
//! A site answers with a status and a body; everybody else by the name of an answer, with values in JSON.

use super::{ChatInput, words};
use crate::engine::{CallRequest, EffectId};
use crate::flow::{CallPlan, Service};
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme;
use crate::studio::widgets::{Line, line_ui, note_ui, outline_button};
use egui::{Id, Ui};

/// The answer that is being made up.
#[derive(Debug, Default)]
pub(super) struct Draft {
    of: Option<EffectId>,
    status: String,
    body: String,
}

impl Draft {
    fn of(call: &CallRequest, plan: Option<&CallPlan>) -> Self {
        let body = plan.map_or_else(|| "{}".to_owned(), |plan| sample(call, plan));
        Self { of: Some(call.id), status: "200".to_owned(), body }
    }

    fn status(&self) -> Option<u16> {
        self.status.trim().parse().ok().filter(|status| (100..600).contains(status))
    }

    fn is_json(&self) -> bool {
        self.body.trim().is_empty() || serde_json::from_str::<serde_json::Value>(&self.body).is_ok()
    }
}

/// A body with a value for everything that the block keeps, so that there is something to write over.
fn sample(call: &CallRequest, plan: &CallPlan) -> String {
    let mut body = serde_json::Map::new();
    for save in &plan.save {
        let plain = !save.path.is_empty() && !save.path.contains('.');
        if plain {
            let value = match (call.service, save.path.as_str()) {
                (Service::Pool, "code") => "CODE-1".into(),
                (Service::Payment, "url" | "link") => "https://pay.example/1".into(),
                _ => serde_json::Value::from(""),
            };
            body.insert(save.path.clone(), value);
        }
    }
    serde_json::Value::Object(body).to_string()
}

/// The card, while a request waits.
pub(super) fn call_ui(ui: &mut Ui, input: &ChatInput<'_>, draft: &mut Draft, commands: &mut Vec<Command>) {
    let Some(call) = input.emulator.pending_call() else { return };
    let plan = input.emulator.flow().calls.get(call.call as usize);
    if draft.of != Some(call.id) {
        *draft = Draft::of(call, plan);
    }
    let (theme, lang) = (input.theme, input.lang);
    ui.add_space(8.0);
    theme.card().inner_margin(10).shadow(theme.shadow_near()).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        let tokens = &theme.tokens;
        let title = words::waits_for(call.service).of(lang);
        note_ui(ui, title, theme::semibold(theme::BODY), tokens.ink);
        note_ui(ui, &words::request(call, lang), theme::regular(theme::CAPTION), tokens.muted);
        if !call.body.is_empty() {
            note_ui(ui, &call.body, theme::regular(theme::CAPTION), tokens.muted);
        }
        if call.service == Service::Http {
            site_ui(ui, input, draft, commands);
        } else {
            let wrong = !draft.is_json();
            field_ui(ui, input, &mut draft.body, words::VALUES.of(lang), 2, wrong);
            if wrong {
                let text = words::BAD_JSON.of(lang);
                note_ui(ui, text, theme::regular(theme::CAPTION), tokens.error);
            }
        }
        let outcomes = plan.map_or(&[][..], |plan| &plan.outcomes);
        named_ui(ui, input, (call, outcomes), draft, commands);
    });
}

fn field_ui(ui: &mut Ui, input: &ChatInput<'_>, text: &mut String, name: &str, rows: usize, wrong: bool) {
    let width = ui.available_width();
    let line = Line { id: Id::unique(("call", rows)), name, hint: name, rows, wrong, width };
    line_ui(ui, input.theme, &line, text);
}

/// Status and body of a site's answer.
fn site_ui(ui: &mut Ui, input: &ChatInput<'_>, draft: &mut Draft, commands: &mut Vec<Command>) {
    let (theme, lang) = (input.theme, input.lang);
    let wrong = draft.status().is_none();
    field_ui(ui, input, &mut draft.status, words::STATUS.of(lang), 0, wrong);
    if wrong {
        note_ui(ui, words::BAD_STATUS.of(lang), theme::regular(theme::CAPTION), theme.tokens.error);
    }
    field_ui(ui, input, &mut draft.body, words::BODY.of(lang), 2, false);
    let width = ui.available_width();
    ui.add_enabled_ui(!wrong, |ui| {
        let button = outline_button(ui, theme, "corner-down-left", words::ANSWER.of(lang), width);
        if button.clicked()
            && let Some(status) = draft.status()
        {
            let body = draft.body.clone();
            commands.push(Command::Chat(ChatCommand::Answer { status, body }));
        }
    });
}

/// A button for every answer that has a name, and one for silence; two in a row.
fn named_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    (call, outcomes): (&CallRequest, &[(String, u32)]),
    draft: &Draft,
    commands: &mut Vec<Command>,
) {
    let (theme, lang) = (input.theme, input.lang);
    let ok = (call.service != Service::Http).then_some("ok");
    let names: Vec<_> = ok.into_iter().chain(outcomes.iter().map(|outcome| outcome.0.as_str())).collect();
    let answers: Vec<_> = names.iter().copied().map(Some).chain([None]).collect();
    for pair in answers.chunks(2) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let width =
                ((ui.available_width() - 8.0 * (pair.len() as f32 - 1.0)) / pair.len() as f32).floor();
            for answer in pair {
                let (icon, text, enabled) = match answer {
                    Some(name) => ("", words::outcome(name, lang), draft.is_json()),
                    None => ("unplug", words::NO_ANSWER.of(lang).to_owned(), true),
                };
                let button =
                    ui.add_enabled_ui(enabled, |ui| outline_button(ui, theme, icon, &text, width)).inner;
                if button.clicked() {
                    commands.push(Command::Chat(match answer {
                        Some(name) => {
                            ChatCommand::AnswerNamed { outcome: (*name).to_owned(), body: draft.body.clone() }
                        }
                        None => ChatCommand::Fail,
                    }));
                }
            }
        });
    }
}
