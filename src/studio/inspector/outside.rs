//! What other panels borrow from the card: editors of single values, names of places, and pointing at a text.

use super::desk::{Change, Desk, Spot};
use super::{InspectorInput, InspectorState, layers, lines, text, time};
use crate::blocks::block_type;
use crate::model::{BlockId, Lang, Project, Prop};
use crate::studio::command::Command;
use crate::studio::keyboard::drawn;
use crate::studio::widgets::{Line, keep_cursor};
use egui::{Id, Response, Ui};
use std::ops::Range;

/// A text of a block that the card is to show, with the cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aim {
    /// The block.
    pub block_id: BlockId,
    /// The layer that it is in; empty for the project's own texts.
    pub layer: String,
    /// Its property, such as `buttons.label`; in a layer the key of the text.
    pub prop: String,
    /// Row of the outermost list that it is in.
    pub row: Option<usize>,
    /// What to select, in characters.
    pub chars: Range<usize>,
    /// How many frames it has been aimed at: a row must unfold before its editor is there.
    frames: u8,
}

/// Frames until a card that was drawn for the first time stands still.
const FRAMES: u8 = 4;

impl Aim {
    /// Points at characters of a text.
    pub fn new(
        block_id: BlockId,
        layer: &str,
        (prop, row): (&str, Option<usize>),
        chars: Range<usize>,
    ) -> Self {
        Self { block_id, layer: layer.to_owned(), prop: prop.to_owned(), row, chars, frames: 0 }
    }

    /// The editor of the text; nothing for one that lies deeper than a row.
    fn editor(&self) -> Option<Id> {
        if !self.layer.is_empty() {
            return Some(Id::unique(("layer", &self.layer, &self.prop)));
        }
        let (list, field) = self.prop.split_once('.').unwrap_or((&self.prop, ""));
        let id = Id::unique(("inspector", self.block_id.0, list));
        match (field, self.row) {
            ("", _) => Some(id),
            (field, Some(row)) if !field.contains('.') => Some(id.with(row).with(field)),
            _ => None,
        }
    }

    /// Whether a row of a list lies on the way to the text.
    pub(super) fn opens(&self, list: &str, row: Option<usize>, index: usize) -> bool {
        let inside = self.prop.strip_prefix(list).is_some_and(|rest| rest.starts_with('.'));
        self.layer.is_empty() && inside && (row.is_some() || self.row == Some(index))
    }
}

/// Gives the text that is aimed at the focus and brings it into sight; called inside the card after it is drawn.
pub(super) fn aim_ui(ui: &mut Ui, state: &mut InspectorState, block_id: BlockId) {
    let Some(aim) = state.aim.as_mut().filter(|aim| aim.block_id == block_id) else { return };
    aim.frames += 1;
    ui.ctx().request_repaint();
    let editor = aim.editor();
    if aim.frames > 1
        && let Some(id) = editor
    {
        if aim.frames == 2 {
            keep_cursor(ui, id, aim.chars.clone());
        }
        if let Some(text) = drawn(ui.ctx(), id) {
            ui.scroll_to_rect(text.rect, Some(egui::Align::Center));
        }
    }
    if aim.frames >= FRAMES {
        state.aim = None;
    }
}

/// What a text of a block is called on its card, «Кнопки 2 · Надпись».
pub fn text_name(project: &Project, block_id: BlockId, prop: &str, row: Option<usize>, lang: Lang) -> String {
    let Some((_, block)) = project.block(block_id) else { return String::new() };
    let Some(kind) = block_type(&block.kind) else { return String::new() };
    // Some lists hold bare lines: their property names no field inside.
    layers::place_of(kind.form, block, prop, row, lang).map_or_else(String::new, |place| place.0)
}

/// What a layer is called: «English», «WhatsApp», «English · WhatsApp».
pub fn layer_name(name: &str, lang: Lang) -> String {
    layers::layer_name(name, lang)
}

/// A language as it calls itself; empty means Russian.
pub fn language_name(code: &str) -> &str {
    layers::language_name(code)
}

/// Languages that can be chosen by name: code, and how each calls itself.
pub const LANGUAGES: &[(&str, &str)] = &layers::LANGUAGES;

/// The list that adds a layer, below what opens it; gives the name of the layer that was added.
pub fn add_layer_ui(
    input: &InspectorInput<'_>,
    state: &mut InspectorState,
    button: &Response,
    commands: &mut Vec<Command>,
) -> Option<String> {
    state.layer.clear();
    let mut desk = Desk { input, state, exits: Vec::new(), any: false };
    layers::add_ui(&mut desk, button, commands);
    Some(std::mem::take(&mut state.layer)).filter(|layer| !layer.is_empty())
}

/// A field whose text is a template with variables as chips; gives the text after an edit.
pub fn template_ui(
    ui: &mut Ui,
    input: &InspectorInput<'_>,
    state: &mut InspectorState,
    line: &Line<'_>,
    value: &str,
) -> Option<String> {
    let mut desk = Desk { input, state, exits: Vec::new(), any: false };
    text::template_ui(ui, &mut desk, line, value, line.rows > 0)
}

/// An editor of a single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Single {
    /// Two times of day.
    Window,
    /// Seven days.
    Weekdays,
    /// A span of time.
    Duration,
}

/// An editor of a single value that stands by itself; gives the value after an edit, and whether it was typed.
pub fn single_ui(
    ui: &mut Ui,
    input: &InspectorInput<'_>,
    state: &mut InspectorState,
    (single, id, name): (Single, Id, &str),
    value: &str,
) -> Option<(String, bool)> {
    let spot = spot(id, name);
    let desk = Desk { input, state, exits: Vec::new(), any: false };
    let change = match single {
        Single::Window => time::window(ui, &desk, &spot, value),
        Single::Weekdays => time::weekdays(ui, &desk, &spot, value),
        Single::Duration => time::duration(ui, &desk, &spot, value, false),
    }?;
    Some((text_of(&change), change.typing))
}

/// Chips of lines that stand by themselves; gives the lines after an edit.
pub fn lines_ui(
    ui: &mut Ui,
    input: &InspectorInput<'_>,
    state: &mut InspectorState,
    (id, name): (Id, &str),
    held: &[String],
) -> Option<Vec<String>> {
    let mut desk = Desk { input, state, exits: Vec::new(), any: false };
    let change = lines::lines(ui, &mut desk, &spot(id, name), held, lines::Added::Whole)?;
    Some(match change.prop {
        Some(Prop::Lines(lines)) => lines,
        Some(_) | None => Vec::new(),
    })
}

fn spot(id: Id, name: &str) -> Spot {
    Spot { id, path: String::new(), row: None, name: name.to_owned() }
}

fn text_of(change: &Change) -> String {
    match &change.prop {
        Some(Prop::Text(text)) => text.clone(),
        Some(_) | None => String::new(),
    }
}
