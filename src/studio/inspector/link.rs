//! Links in a text: the list that makes one, and the row that shows where the one at the cursor leads.

use super::desk::{Desk, Spot};
use super::tools::Tool;
use super::{rich, words};
use crate::flow::is_address;
use crate::studio::keyboard::offer;
use crate::studio::theme;
use crate::studio::widgets::{Line, icon_button, line_ui, note_ui, outline_button, text_in};
use egui::{Id, Key, Sense, Ui, vec2};

/// Width of the list, points.
pub(super) const WIDTH: f32 = 250.0;

/// What stands in the list: an address and a button that puts it behind what is selected.
pub(super) fn make_ui(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot) -> Option<Tool> {
    let (theme, id) = (desk.input.theme, spot.id.with("new link"));
    let mut address = desk.state.lines.remove(&id).unwrap_or_default();
    let trimmed = address.trim().to_owned();
    let fits = is_address(&trimmed) && !trimmed.contains(char::is_whitespace);
    let name = format!("{} ({})", desk.say(words::LINK_TO), spot.name);
    let wrong = !trimmed.is_empty() && !fits && trimmed.contains([' ', ':', '.']) && !might_become(&trimmed);
    let line = Line { id, name: &name, hint: "https://", rows: 0, wrong, width: WIDTH };
    let output = line_ui(ui, theme, &line, &mut address);
    offer(ui, id);
    let entered = output.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(4.0);
    let note =
        if wrong { (words::NO_ADDRESS, theme.tokens.error) } else { (words::LINK_NOTE, theme.tokens.muted) };
    note_ui(ui, desk.say(note.0), theme::regular(theme::CAPTION), note.1);
    ui.add_space(4.0);
    let pressed = ui
        .add_enabled_ui(fits, |ui| outline_button(ui, theme, "link", desk.say(words::MAKE_LINK), WIDTH))
        .inner
        .clicked();
    if (pressed || entered) && fits {
        ui.close();
        return Some(Tool::Link(trimmed, desk.say(words::LINK_WORDS).to_owned()));
    }
    desk.state.lines.insert(id, address);
    None
}

/// Whether what is typed may be the beginning of an address.
fn might_become(text: &str) -> bool {
    ["https://", "http://", "tg://"].iter().any(|scheme| scheme.starts_with(text)) || text.ends_with('.')
}

/// The address of the link at the cursor, to be changed or taken off; gives the text after an edit.
pub(super) fn at_cursor_ui(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, text: &str) -> Option<String> {
    let id = spot.id.with("link address");
    // A list that closes leaves nobody with the focus.
    let focused =
        ui.memory(|memory| memory.has_focus(spot.id) || memory.has_focus(id) || memory.focused().is_none());
    let cursor = desk.state.cursor.clone().filter(|cursor| cursor.0 == spot.id && focused)?.1;
    let link = rich::link_at(text, &cursor)?;
    let was = rich::slice(text, &link.address);
    let edited = row_ui(ui, desk, spot, (id, &was))?;
    // What is no address any more would fall apart into brackets: it waits in the field.
    if !edited.is_empty() && !is_address(&edited) {
        desk.state.lines.insert(id, edited);
        return None;
    }
    let (text, range) = rich::with_address(text, &link, &edited);
    desk.state.cursor = Some((spot.id, range));
    Some(text)
}

fn row_ui(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, (id, was): (Id, &str)) -> Option<String> {
    let (theme, tokens) = (desk.input.theme, &desk.input.theme.tokens);
    let mut address = desk.state.lines.remove(&id).unwrap_or_else(|| was.to_owned());
    let mut edited = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let said = desk.say(words::LEADS_LINK);
        let galley =
            ui.painter().layout_no_wrap(said.to_owned(), theme::regular(theme::CAPTION), tokens.muted);
        let (rect, _) = ui.allocate_exact_size(vec2(galley.size().x, 32.0), Sense::hover());
        text_in(ui, rect, said, theme::regular(theme::CAPTION), tokens.muted);
        let width = ui.available_width() - theme::HIT - 4.0;
        let name = format!("{} ({})", desk.say(words::LINK_TO), spot.name);
        let wrong = !is_address(&address);
        let line = Line { id, name: &name, hint: "https://", rows: 0, wrong, width };
        let response = line_ui(ui, theme, &line, &mut address).response;
        if response.changed() {
            edited = Some(address.clone());
        } else if wrong && response.has_focus() {
            desk.state.lines.insert(id, address.clone());
        }
        let remove = format!("{} ({})", desk.say(words::REMOVE_LINK), spot.name);
        if icon_button(ui, theme, "unlink", theme::HIT, &remove).clicked() {
            edited = Some(String::new());
        }
    });
    // An emptied field is not a link taken off yet: the next letter may come.
    if edited.as_deref() == Some("") && ui.memory(|memory| memory.has_focus(id)) {
        desk.state.lines.insert(id, String::new());
        return None;
    }
    edited
}
