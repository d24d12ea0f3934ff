//! The small form that stands in for what a messenger would open: a phone book, a map, a file; and for what
//! happens outside the chat.

use super::{ChatInput, events, words};
use crate::flow::{Attached, parse_date, parse_time_of_day};
use crate::model::{Decimal, FieldId, FieldKind, Label, Value};
use crate::studio::command::{ChatCommand, Command, Own};
use crate::studio::theme;
use crate::studio::widgets::{Line, line_ui, menu_row, note_ui, outline_button, select_ui};
use egui::{Id, Key, Modifiers, Ui};

/// What is being filled in.
#[derive(Debug)]
pub(super) struct Form {
    what: What,
    lines: Vec<(Label, String)>,
    /// Whether the first line is to get the cursor.
    fresh: bool,
    /// Whether the cursor was in the form in the last frame: Esc means the form then.
    held: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Contact,
    Location,
    File,
    Event,
    Field(FieldId, FieldKind),
}

impl Form {
    fn new(what: What, lines: &[(Label, &str)]) -> Self {
        let lines = lines.iter().map(|(label, text)| (*label, (*text).to_owned())).collect();
        Self { what, lines, fresh: true, held: false }
    }

    /// A telephone number.
    pub fn contact() -> Self {
        Self::new(What::Contact, &[(words::PHONE, "+79991234567")])
    }

    /// A place.
    pub fn location() -> Self {
        Self::new(What::Location, &[(words::LATITUDE, "55.7558"), (words::LONGITUDE, "37.6173")])
    }

    /// A document.
    pub fn file() -> Self {
        Self::new(What::File, &[(words::FILE_NAME, "document.pdf")])
    }

    /// Something that happens outside the words of the chat.
    pub fn event() -> Self {
        Self::new(What::Event, &[(words::EVENT, ""), (words::ABOUT, ""), (words::VALUE, "")])
    }

    /// A field of the subscriber, set by hand.
    pub fn field(field_id: FieldId, kind: FieldKind, value: &str) -> Self {
        Self::new(What::Field(field_id, kind), &[(words::VALUE, value)])
    }

    fn title(&self, input: &ChatInput<'_>) -> String {
        match self.what {
            What::Contact => words::ASKS_CONTACT.of(input.lang).to_owned(),
            What::Location => words::ASKS_LOCATION.of(input.lang).to_owned(),
            What::File => words::SEND_FILE.of(input.lang).to_owned(),
            What::Event => words::EVENT_TITLE.of(input.lang).to_owned(),
            What::Field(field_id, _) => {
                let flow = input.emulator.flow();
                let name = flow.field(field_id).map_or("?", |field| field.name.as_str());
                format!("{} {name}", words::FIELD.of(input.lang))
            }
        }
    }

    /// What is asked for when the form is sent; `None` while something in it cannot be read.
    fn command(&self) -> Option<ChatCommand> {
        let line = |at: usize| self.lines.get(at).map_or("", |line| line.1.trim());
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some(match self.what {
            What::Contact => ChatCommand::Send(Own::Contact(filled(line(0))?)),
            What::Location => {
                let (lat, lon) = (degrees(line(0), 90)?, degrees(line(1), 180)?);
                ChatCommand::Send(Own::Location(lat, lon))
            }
            What::File => ChatCommand::Send(Own::Media(Attached::File, line(0).to_owned())),
            What::Event => ChatCommand::Happen {
                name: filled(line(0))?,
                about: line(1).to_owned(),
                value: line(2).to_owned(),
            },
            What::Field(field_id, kind) => match line(0) {
                "" => ChatCommand::SetField(field_id, None),
                text => ChatCommand::SetField(field_id, Some(value_of(text, kind)?)),
            },
        })
    }
}

fn degrees(text: &str, most: i64) -> Option<Decimal> {
    let number = Decimal::parse(&text.replace(',', "."))?;
    (number.to_int().abs() <= most).then_some(number)
}

/// A value of a kind as people write it.
fn value_of(text: &str, kind: FieldKind) -> Option<Value> {
    match kind {
        FieldKind::Text | FieldKind::Moment => Some(Value::text(text)),
        FieldKind::Number => Decimal::parse(text).map(Value::Number),
        FieldKind::Flag => match text.to_lowercase().as_str() {
            "да" | "yes" | "true" | "1" => Some(Value::Flag(true)),
            "нет" | "no" | "false" | "0" => Some(Value::Flag(false)),
            _ => None,
        },
        FieldKind::Date => parse_date(text).map(Value::Date),
        FieldKind::Time => parse_time_of_day(text).map(Value::Time),
        FieldKind::List => Some(Value::List(text.split(',').map(|item| Value::text(item.trim())).collect())),
    }
}

/// The form under the messages, while one is open.
pub(super) fn form_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    open: &mut Option<Form>,
    commands: &mut Vec<Command>,
) {
    let Some(form) = open else { return };
    let (theme, lang) = (input.theme, input.lang);
    ui.add_space(8.0);
    // The cursor has left a line by the time that Esc is heard.
    let mut done = form.held && ui.input_mut(|keys| keys.consume_key(Modifiers::NONE, Key::Escape));
    theme.card().inner_margin(10).shadow(theme.shadow_near()).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        note_ui(ui, &form.title(input), theme::semibold(theme::BODY), theme.tokens.ink);
        if form.what == What::Event {
            likely_ui(ui, input, form);
        }
        let entered = lines_ui(ui, input, form);
        let command = form.command();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let width = ((ui.available_width() - 8.0) / 2.0).floor();
            let verb = if matches!(form.what, What::Field(..)) { words::SET } else { words::DONE };
            let pressed = ui.add_enabled_ui(command.is_some(), |ui| {
                outline_button(ui, theme, "check", verb.of(lang), width).clicked()
            });
            if (pressed.inner || entered)
                && let Some(command) = command
            {
                commands.push(Command::Chat(command));
                done = true;
            }
            let cancel = outline_button(ui, theme, "x", words::CANCEL.of(lang), width);
            form.held |= cancel.has_focus();
            done |= cancel.clicked();
        });
    });
    if done {
        *open = None;
    }
}

/// The lines of the form; gives whether Enter was pressed in one.
fn lines_ui(ui: &mut Ui, input: &ChatInput<'_>, form: &mut Form) -> bool {
    let mut entered = false;
    let (width, readable) = (ui.available_width(), form.command().is_some());
    let fresh = std::mem::take(&mut form.fresh);
    form.held = false;
    for (at, (label, text)) in form.lines.iter_mut().enumerate() {
        let name = label.of(input.lang);
        let id = Id::unique(("chat form", at));
        let wrong = !readable && !text.trim().is_empty() && form.what != What::Event;
        let line = Line { id, name, hint: name, rows: 0, wrong, width };
        let output = line_ui(ui, input.theme, &line, text);
        if fresh && at == 0 {
            output.response.request_focus();
        }
        form.held |= output.response.has_focus();
        entered |= output.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    }
    entered
}

/// Events that something in the project waits for, to be chosen instead of typed.
fn likely_ui(ui: &mut Ui, input: &ChatInput<'_>, form: &mut Form) {
    let likely = events::likely(input.project, input.emulator.flow());
    if likely.is_empty() {
        let text = words::NO_EVENTS.of(input.lang);
        note_ui(ui, text, theme::regular(theme::CAPTION), input.theme.tokens.muted);
        return;
    }
    let (name, width) = (words::LIKELY.of(input.lang), ui.available_width());
    let picked = select_ui(ui, input.theme, name, ("", name), width, |ui| {
        let mut picked = None;
        for event in &likely {
            let shown = words::event(event, input.lang);
            if menu_row(ui, input.theme, "zap", &shown, form.lines[0].1 == *event).clicked() {
                picked = Some(event.clone());
                ui.close();
            }
        }
        picked
    });
    if let (Some(event), Some(line)) = (picked.flatten(), form.lines.first_mut()) {
        line.1 = event;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_with_a_point_or_a_comma_and_within_the_globe() {
        assert_eq!(degrees("55,75", 90), Decimal::parse("55.75"));
        assert_eq!(degrees("91", 90), None);
        assert_eq!(degrees("здесь", 90), None);
    }

    #[test]
    fn an_event_without_a_name_and_a_wrong_date_cannot_be_sent() {
        assert_eq!(Form::event().command(), None);
        let form = Form::field(FieldId(32), FieldKind::Date, "завтра");
        assert_eq!(form.command(), None);
        let form = Form::field(FieldId(32), FieldKind::Date, "");
        assert_eq!(form.command(), Some(ChatCommand::SetField(FieldId(32), None)));
    }
}
