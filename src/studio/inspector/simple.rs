//! Editors of one value each: lines, numbers, switches, choices, formulas.

use super::desk::{Change, Desk, Spot, wrong_ui};
use super::words;
use crate::flow::{FormulaError, Names, parse_formula};
use crate::model::{Choice, FieldId, Project, Prop, TagId};
use crate::studio::widgets::{Line, line_ui, menu_row, segmented, select_ui, switch};
use egui::Ui;

/// Longest captions, in characters together, that three segments hold at the card's width.
const SEGMENT_CHARS: usize = 26;

/// A single line of text.
pub(super) fn line(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, value: &str, hint: &str) -> Option<Change> {
    let width = ui.available_width();
    let wrong = !desk.findings(spot).is_empty();
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong, width };
    super::text::template_ui(ui, desk, &line, value, false).map(Change::typed)
}

/// A whole number. What is being typed is kept until it is a number within the ends.
pub(super) fn int(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    value: i64,
    (min, max, default): (i64, i64, i64),
) -> Option<Change> {
    let draft = desk.state.drafts.get(&spot.id).filter(|draft| draft.1 == value);
    let mut text = draft.map_or_else(|| value.to_string(), |draft| draft.0.clone());
    let fits = |text: &str| text.trim().parse::<i64>().ok().filter(|int| (min..=max).contains(int));
    let width = ui.available_width();
    let line =
        Line { id: spot.id, name: &spot.name, hint: "0", rows: 0, wrong: fits(&text).is_none(), width };
    let output = line_ui(ui, desk.input.theme, &line, &mut text);
    let typed = fits(&text);
    if output.response.changed() {
        desk.state.drafts.insert(spot.id, (text, typed.unwrap_or(value)));
        let changed = typed.filter(|int| *int != value);
        return changed.map(|int| Change {
            prop: (int != default).then_some(Prop::Int(int)),
            typing: true,
            along: None,
        });
    }
    if output.response.lost_focus() {
        desk.state.drafts.remove(&spot.id);
    }
    if typed.is_none() {
        let span = match desk.input.lang {
            crate::model::Lang::Ru => format!("Целое число от {min} до {max}"),
            crate::model::Lang::En => format!("A whole number from {min} to {max}"),
        };
        wrong_ui(ui, desk, spot, &span);
    }
    None
}

/// Yes or no. The words stand beside the switch, so no label stands above it.
pub(super) fn flag(
    ui: &mut Ui,
    desk: &Desk<'_>,
    (spot, label): (&Spot, &str),
    value: bool,
) -> Option<Change> {
    let response = switch(ui, desk.input.theme, value, (label, &spot.name));
    response.clicked().then(|| Change::set((!value).then_some(Prop::Flag(true))))
}

/// One of a closed list: segments for a few short ones, a list otherwise.
pub(super) fn choice(
    ui: &mut Ui,
    desk: &Desk<'_>,
    spot: &Spot,
    value: &str,
    choices: &'static [Choice],
) -> Option<Change> {
    let lang = desk.input.lang;
    let chosen = choices.iter().position(|choice| choice.name == value).unwrap_or(0);
    let chars: usize = choices.iter().map(|choice| choice.label.of(lang).chars().count()).sum();
    // The first is the default and is not written down.
    let change = |index: usize| Change::set((index > 0).then(|| Prop::Text(choices[index].name.to_owned())));
    if choices.len() <= 3 && chars <= SEGMENT_CHARS && ui.available_width() > 200.0 {
        let options: Vec<_> = choices.iter().map(|choice| (choice.label.of(lang), true)).collect();
        return segmented(ui, desk.input.theme, &spot.name, &options, chosen, "").map(change);
    }
    let shown = choices.get(chosen).map_or("", |choice| choice.label.of(lang));
    let width = ui.available_width();
    let pressed = select_ui(ui, desk.input.theme, &spot.name, (shown, ""), width, |ui| {
        let mut pressed = None;
        for (index, choice) in choices.iter().enumerate() {
            if menu_row(ui, desk.input.theme, "", choice.label.of(lang), index == chosen).clicked() {
                pressed = Some(index);
                ui.close();
            }
        }
        pressed
    });
    pressed.flatten().filter(|index| *index != chosen).map(change)
}

/// A formula, read while it is typed.
pub(super) fn formula(ui: &mut Ui, desk: &Desk<'_>, spot: &Spot, value: &str, hint: &str) -> Option<Change> {
    let mut text = value.to_owned();
    let error =
        if text.trim().is_empty() { None } else { parse_formula(&text, &Known(desk.input.project)).err() };
    let width = ui.available_width();
    let line = Line { id: spot.id, name: &spot.name, hint, rows: 0, wrong: error.is_some(), width };
    let output = line_ui(ui, desk.input.theme, &line, &mut text);
    if let Some(error) = error {
        wrong_ui(ui, desk, spot, formula_words(&error).of(desk.input.lang));
    }
    output.response.changed().then(|| Change::typed(text))
}

struct Known<'a>(&'a Project);

impl Names for Known<'_> {
    fn field(&self, name: &str) -> Option<FieldId> {
        self.0.field(name).map(|field| field.0)
    }

    fn tag(&self, name: &str) -> Option<TagId> {
        self.0.tag(name)
    }
}

fn formula_words(error: &FormulaError) -> crate::diag::Words {
    match error {
        FormulaError::UnknownField(name, _) => crate::diag::Words::new(
            format!("Нет поля «{name}». Создайте его или исправьте название"),
            format!("There is no field “{name}”. Create it or correct the name"),
        ),
        FormulaError::UnknownTag(name, _) => crate::diag::Words::new(
            format!("Нет тега «{name}». Создайте его или исправьте название"),
            format!("There is no tag “{name}”. Create it or correct the name"),
        ),
        FormulaError::Syntax(span, _) => crate::diag::Words::new(
            format!(
                "Формула не читается с {}-го знака. Пример: score >= 12 and has(\"lead\")",
                span.start + 1
            ),
            format!(
                "Cannot be read from character {}. Example: score >= 12 and has(\"lead\")",
                span.start + 1
            ),
        ),
    }
}

/// What a select of a place shows when nothing is chosen.
pub(super) fn hint_of(desk: &Desk<'_>) -> &'static str {
    desk.say(words::CHOOSE)
}
