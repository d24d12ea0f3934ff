//! What forms a text: marks around what is selected, links, variables, emoji. By buttons and by keys.

use super::desk::{Desk, Spot};
use super::rich::variable;
use super::{emoji, link, pick, words};
use crate::edit::{Transaction, build};
use crate::model::{FieldKind, Label};
use crate::studio::theme;
use crate::studio::widgets::{icon_button, list_ui, menu_row};
use egui::accesskit::Role;
use egui::{CursorIcon, Id, Key, KeyboardShortcut, Modifiers, Popup, Response, Sense, Ui, WidgetInfo, vec2};
use std::ops::Range;

const SIZE: f32 = 24.0;

/// What a tool does to the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    /// Puts a mark on both sides of what is selected, or takes it off.
    Around(&'static str),
    /// Makes what is selected a link to an address; the words that stand there when nothing is.
    Link(String, String),
    /// Puts text in the place of what is selected.
    Insert(String),
}

/// A mark: icon, name, mark, keys.
type Marking = (&'static str, Label, &'static str, Modifiers, Key);

const SHIFTED: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
/// The marks: those with a button, then those in the list of more.
const MARKS: [Marking; 5] = [
    ("bold", words::BOLD, "**", Modifiers::COMMAND, Key::B),
    ("italic", words::ITALIC, "__", Modifiers::COMMAND, Key::I),
    ("underline", words::UNDERLINE, "++", Modifiers::COMMAND, Key::U),
    ("strikethrough", words::STRIKE, "~~", SHIFTED, Key::X),
    ("code", words::CODE, "`", SHIFTED, Key::M),
];
/// How many of them have a button of their own.
const BUTTONS: usize = 2;
const LINK_KEYS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::L);

/// Keys that write in a text, and what they do.
pub fn text_keys() -> impl Iterator<Item = (KeyboardShortcut, Label)> {
    let marks = MARKS.iter().map(|mark| (KeyboardShortcut::new(mark.3, mark.4), mark.1));
    marks.chain([(LINK_KEYS, words::LINK)])
}

impl Tool {
    /// Changes the characters in `range` and gives what is selected then.
    pub fn apply(&self, text: &mut String, range: Range<usize>) -> Range<usize> {
        let letters: Vec<char> = text.chars().collect();
        match self {
            Self::Around(mark) => {
                let mark: Vec<char> = mark.chars().collect();
                // Of a word in which the cursor stands nothing is selected, or the next letter would replace it.
                let cursor = range.is_empty().then_some(range.start);
                let range = if range.is_empty() { word_at(&letters, range.start) } else { range };
                let (before, after) = (&letters[..range.start], &letters[range.end..]);
                let is_around = before.ends_with(&mark) && after.starts_with(&mark);
                let len = mark.len();
                let (head, tail) = if is_around {
                    (before[..before.len() - len].to_vec(), after[len..].to_vec())
                } else {
                    ([before, &mark[..]].concat(), [&mark[..], after].concat())
                };
                let start = head.len();
                *text = head.iter().chain(&letters[range.clone()]).chain(&tail).collect();
                match cursor.map(|cursor| start + cursor - range.start) {
                    Some(cursor) => cursor..cursor,
                    None => start..start + range.len(),
                }
            }
            Self::Link(address, words) => {
                let chosen: String = letters[range.clone()].iter().collect();
                let (before, after) = (&letters[..range.start], &letters[range.end..]);
                let words = if chosen.trim().is_empty() { words } else { &chosen };
                let link = format!("[{words}]({address})");
                *text = before.iter().copied().chain(link.chars()).chain(after.iter().copied()).collect();
                let at = range.start + 1;
                at..at + words.chars().count()
            }
            Self::Insert(insert) => {
                let (before, after) = (&letters[..range.start], &letters[range.end..]);
                *text = before.iter().copied().chain(insert.chars()).chain(after.iter().copied()).collect();
                let at = range.start + insert.chars().count();
                at..at
            }
        }
    }
}

/// The tool whose keys were pressed while the field has the focus; the keys are used up.
pub(super) fn shortcut(ui: &Ui, field: Id) -> Option<Tool> {
    if !ui.memory(|memory| memory.has_focus(field)) {
        return None;
    }
    let pressed = |(.., modifiers, key): &Marking| ui.input_mut(|input| input.consume_key(*modifiers, *key));
    // What takes more keys goes first.
    let (plain, shifted): (Vec<_>, Vec<_>) = MARKS.iter().partition(|mark| mark.3 != SHIFTED);
    shifted.into_iter().chain(plain).find(|mark| pressed(mark)).map(|mark| Tool::Around(mark.2))
}

/// The row of tools, those of formatting first. A field that is made on the way comes out by `along`.
pub(super) fn tools_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    along: &mut Option<Transaction>,
    formatted: bool,
) -> Option<Tool> {
    let theme = desk.input.theme;
    let lang = desk.input.lang;
    let name = |label: Label| format!("{} ({})", label.of(lang), spot.name);
    let mut tool = if formatted { marks_ui(ui, desk, spot) } else { None };
    let (add, smile) = (name(words::VARIABLE), name(words::EMOJI));
    let button = field_button(ui, desk, &add);
    let picked = list_ui(theme, &button, 210.0, |ui| pick::field_menu(ui, desk, spot.id.with("field"), ""));
    if let Some((field, is_new)) = picked.flatten() {
        if is_new && desk.input.project.field(&field).is_none() {
            *along = Some(build::add_field(desk.input.project, &field, FieldKind::Text).0);
        }
        let is_name = field == "имя" || field == "first_name";
        let fallback = if is_name { desk.say(words::FALLBACK) } else { "" };
        tool = Some(Tool::Insert(variable(&field, "", fallback)));
    }
    let button = icon_button(ui, theme, "smile", SIZE, &smile);
    let picked =
        list_ui(theme, &button, emoji::WIDTH, |ui| emoji::picker_ui(ui, desk, spot.id.with("emoji")));
    tool.or(picked.flatten().map(Tool::Insert))
}

/// The tools of formatting.
fn marks_ui(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot) -> Option<Tool> {
    let theme = desk.input.theme;
    let lang = desk.input.lang;
    let name = |label: Label| format!("{} ({})", label.of(lang), spot.name);
    let mut tool = None;
    for (icon, label, mark, modifiers, key) in &MARKS[..BUTTONS] {
        let keys = crate::studio::controls::keys_text(ui.ctx(), &KeyboardShortcut::new(*modifiers, *key));
        let button = icon_button(ui, theme, icon, SIZE, &name(*label));
        if button.on_hover_text(keys).clicked() {
            tool = Some(Tool::Around(mark));
        }
    }
    tool.or(link_ui(ui, desk, spot)).or(more_ui(ui, desk, &name(words::MORE_STYLES)))
}

/// The button and the list that make a link.
fn link_ui(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot) -> Option<Tool> {
    let theme = desk.input.theme;
    let name = format!("{} ({})", desk.say(words::LINK), spot.name);
    let keys = crate::studio::controls::keys_text(ui.ctx(), &LINK_KEYS);
    let button = icon_button(ui, theme, "link", SIZE, &name).on_hover_text(keys);
    let has_focus = ui.memory(|memory| memory.has_focus(spot.id));
    if has_focus && ui.input_mut(|input| input.consume_shortcut(&LINK_KEYS)) {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
        ui.memory_mut(|memory| memory.surrender_focus(spot.id));
    }
    list_ui(theme, &button, link::WIDTH, |ui| link::make_ui(ui, desk, spot)).flatten()
}

/// The button and the list of formatting that is used less.
fn more_ui(ui: &mut Ui, desk: &Desk<'_>, name: &str) -> Option<Tool> {
    let theme = desk.input.theme;
    let button = icon_button(ui, theme, "case-sensitive", SIZE, name);
    let picked = list_ui(theme, &button, 190.0, |ui| {
        let mut picked = None;
        for (icon, label, mark, modifiers, key) in &MARKS[BUTTONS..] {
            let keys = crate::studio::controls::keys_text(ui.ctx(), &KeyboardShortcut::new(*modifiers, *key));
            if menu_row(ui, theme, icon, desk.say(*label), false).on_hover_text(keys).clicked() {
                picked = Some(Tool::Around(mark));
                ui.close();
            }
        }
        picked
    });
    picked.flatten()
}

/// «+ поле».
fn field_button(ui: &mut Ui, desk: &Desk<'_>, name: &str) -> Response {
    let tokens = &desk.input.theme.tokens;
    let font = theme::medium(theme::CAPTION);
    let galley = ui.painter().layout_no_wrap(desk.say(words::PLUS_FIELD).to_owned(), font, tokens.accent);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 12.0, SIZE), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    ui.painter().galley((rect.center() - galley.size() / 2.0).round(), galley, tokens.accent);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name)
}

/// The word that a cursor stands in or beside; where there is none, nothing at the cursor.
fn word_at(letters: &[char], at: usize) -> Range<usize> {
    let is_part = |letter: &&char| letter.is_alphanumeric();
    let before = letters[..at].iter().rev().take_while(is_part).count();
    let after = letters[at..].iter().take_while(is_part).count();
    at - before..at + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_change_the_selected_characters_of_a_cyrillic_text() {
        let mut text = "Привет, мир".to_owned();
        assert_eq!(Tool::Around("**").apply(&mut text, 8..11), 10..13);
        assert_eq!(text, "Привет, **мир**");
        assert_eq!(Tool::Around("**").apply(&mut text, 10..13), 8..11, "and takes them off");
        assert_eq!(text, "Привет, мир");
        assert_eq!(
            Tool::Around("**").apply(&mut text, 9..9),
            11..11,
            "nothing selected means the word, and stays so"
        );
        assert_eq!(text, "Привет, **мир**");
        let mut text = "Да 👋".to_owned();
        assert_eq!(Tool::Insert("{{ имя }}".to_owned()).apply(&mut text, 3..4), 12..12);
        assert_eq!(text, "Да {{ имя }}");
    }
}
