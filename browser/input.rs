//! An input as it travels: the number of what happened and what belongs to it, one after the other.
//!
//! 0 text: the text · 1 command: name, the rest · 2 press: payload · 3 media: kind, file, caption · 4 location: degrees
//! north and east · 5 contact: telephone number · 6 event: name, about, value · 7 a person has finished · 8 timer:
//! thread, generation · 9 answer: thread, generation, outcome, values · 10 failure: thread, generation · 11 blocked.

use voronka::engine::{CallError, Input};
use voronka::model::Value;
use voronka::travel::{Reader, Travel};

/// How many kinds of input there are.
const KINDS: u32 = 12;

/// Reads an input that takes all the bytes; the values of an answer are put into `values`.
pub fn read<'a>(bytes: &'a [u8], values: &'a mut Vec<Option<Value>>) -> Option<Input<'a>> {
    let mut reader = Reader::new(bytes);
    let kind = reader.variant(KINDS);
    let (mut thread, mut generation) = (0, 0);
    if matches!(kind, 8..=10) {
        (thread, generation) = Travel::read(&mut reader);
    }
    let mut texts = [""; 3];
    let count = [1, 2, 1, 0, 0, 1, 3].get(kind as usize).copied().unwrap_or(0);
    for text in texts.iter_mut().take(count) {
        *text = reader.text();
    }
    let [name, args, value] = texts;
    let input = match kind {
        0 => Input::Text(name),
        1 => Input::Command { name, args },
        2 => Input::Press(name),
        3 => Input::Media { kind: Travel::read(&mut reader), file: reader.text(), caption: reader.text() },
        4 => Input::Location { lat: Travel::read(&mut reader), lon: Travel::read(&mut reader) },
        5 => Input::Contact { phone: name },
        6 => Input::Event { name, about: args, value },
        7 => Input::HumanDone,
        8 => Input::Timer { thread, generation },
        9 => {
            let outcome = reader.text();
            *values = Travel::read(&mut reader);
            Input::Answer { thread, generation, outcome, result: Ok(values) }
        }
        10 => Input::Answer { thread, generation, outcome: "", result: Err(CallError::Unreachable) },
        _ => Input::Blocked,
    };
    reader.is_done().then_some(input)
}
