//! Letters go before what leaves their field. egui takes the keyboard from a field on Esc, Tab or a press elsewhere before
//! it hands out the letters of the same frame, and a text expander or a slow picture puts both into one: the letters
//! would be lost. Here what leaves waits for the next frame.

use egui::{Context, Event, Key, Plugin, RawInput};

/// Sees what comes in before the window does.
#[derive(Debug, Default)]
pub struct LettersFirst {
    /// What waits for the next frame.
    later: Vec<Event>,
}

impl Plugin for LettersFirst {
    fn debug_name(&self) -> &'static str {
        "letters first"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let mut events = std::mem::take(&mut self.later);
        events.append(&mut input.events);
        if let Some(at) = end(&events) {
            self.later = events.split_off(at);
            ctx.request_repaint();
        }
        input.events = events;
    }
}

/// How many of these events come in this frame when not all do: those before one that leaves, or with a Tab when letters
/// for the next field follow.
fn end(events: &[Event]) -> Option<usize> {
    let typed = events.iter().position(is_typed).unwrap_or(events.len());
    let leaving = events.iter().skip(typed).position(leaves_a_field).map(|at| typed + at);
    let after_tab = || events.iter().position(|event| is_pressed(event, Key::Tab)).map(|at| at + 1);
    leaving.or_else(after_tab).filter(|at| *at < events.len())
}

fn is_typed(event: &Event) -> bool {
    let is_key = matches!(event, Event::Key { pressed: true, .. });
    (is_key && !leaves_a_field(event))
        || matches!(event, Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Ime(_))
}

fn leaves_a_field(event: &Event) -> bool {
    let is_key = is_pressed(event, Key::Escape) || is_pressed(event, Key::Tab);
    is_key || matches!(event, Event::PointerButton { pressed: true, .. })
}

fn is_pressed(event: &Event, wanted: Key) -> bool {
    matches!(event, Event::Key { key, pressed: true, .. } if *key == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Modifiers, PointerButton, Pos2, TextEdit, pos2};

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn click(pos: Pos2) -> Vec<Event> {
        let button = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        vec![Event::PointerMoved(pos), button(true), button(false)]
    }

    /// What two fields hold when these events come in one frame, between letters, and the first has the keyboard.
    fn typed(leaving: Vec<Event>) -> [String; 2] {
        let ctx = Context::default();
        ctx.add_plugin(LettersFirst::default());
        let [mut first, mut second] = [String::new(), String::new()];
        let letters = |text: &str| text.chars().map(|c| Event::Text(c.into())).collect::<Vec<_>>();
        let all = [letters("abc"), leaving, letters("d")].concat();
        for (frame, events) in [vec![], vec![], all, vec![], vec![], vec![]].into_iter().enumerate() {
            let input = RawInput { events, ..RawInput::default() };
            let mut output = ctx.run_ui(input, |ui| {
                let field = ui.add(TextEdit::singleline(&mut first));
                if frame == 0 {
                    field.request_focus();
                }
                ui.add(TextEdit::singleline(&mut second));
            });
            output.textures_delta.clear();
        }
        [first, second]
    }

    #[test]
    fn letters_before_esc_tab_or_a_press_elsewhere_are_kept_and_those_after_are_not() {
        assert_eq!(typed(vec![key(Key::Escape)]), ["abc", ""]);
        assert_eq!(typed(click(pos2(900.0, 900.0))), ["abc", ""]);
        assert_eq!(typed(vec![key(Key::Tab)]), ["abc", "d"]);
    }
}
