//! Letters go before what leaves their field. egui takes the keyboard from a field on Esc or a press elsewhere before it
//! hands out the letters of the same frame, and a text expander or a slow picture puts both into one: the letters would
//! be lost. Here what leaves waits for the next frame.

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
        let typed = events.iter().position(is_typed).unwrap_or(events.len());
        let leaves = events.iter().skip(typed).position(leaves_a_field);
        if let Some(at) = leaves {
            self.later = events.split_off(typed + at);
            ctx.request_repaint();
        }
        input.events = events;
    }
}

fn is_typed(event: &Event) -> bool {
    let is_key = matches!(event, Event::Key { key, pressed: true, .. } if *key != Key::Escape);
    is_key || matches!(event, Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Ime(_))
}

fn leaves_a_field(event: &Event) -> bool {
    let is_esc = matches!(event, Event::Key { key: Key::Escape, pressed: true, .. });
    is_esc || matches!(event, Event::PointerButton { pressed: true, .. })
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

    /// What a field holds that had the keyboard when these events came in one frame, and whether it still has it.
    fn typed(leaving: Vec<Event>) -> (String, bool) {
        let ctx = Context::default();
        ctx.add_plugin(LettersFirst::default());
        let mut text = String::new();
        let mut field = None;
        let letters = |text: &str| text.chars().map(|c| Event::Text(c.into())).collect::<Vec<_>>();
        let all = [letters("abc"), leaving, letters("d")].concat();
        for events in [vec![], vec![], all, vec![], vec![]] {
            let input = RawInput { events, ..RawInput::default() };
            let mut output = ctx.run_ui(input, |ui| {
                let response = ui.add(TextEdit::singleline(&mut text));
                if field.is_none() {
                    response.request_focus();
                }
                field = Some(response.id);
            });
            output.textures_delta.clear();
        }
        let focused = ctx.memory(|memory| memory.focused());
        (text, focused.is_some() && focused == field)
    }

    #[test]
    fn letters_before_esc_or_a_press_elsewhere_are_kept_and_those_after_are_not() {
        assert_eq!(typed(vec![key(Key::Escape)]), ("abc".to_owned(), false));
        assert_eq!(typed(click(pos2(900.0, 900.0))), ("abc".to_owned(), false));
    }
}
