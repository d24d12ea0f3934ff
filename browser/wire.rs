//! An input as it travels to the module: the same as [`Input`], with the values of an answer owned.

use serde::{Deserialize, Serialize};
use voronka::engine::{CallError, Input};
use voronka::flow::Attached;
use voronka::model::{Decimal, Value};

/// Something that happened to the conversation; what each means and holds is said at [`Input`].
#[derive(Serialize, Deserialize)]
pub enum Wire<'a> {
    Text(&'a str),
    Command(&'a str, &'a str),
    Press(&'a str),
    Media(Attached, &'a str),
    Location(Decimal, Decimal),
    Contact(&'a str),
    Event(&'a str, &'a str, &'a str),
    HumanDone,
    Timer(u16, u32),
    Answer(u16, u32, &'a str, Vec<Option<Value>>),
    Failure(u16, u32),
    Blocked,
}

impl Wire<'_> {
    /// The input as the engine takes it.
    pub fn input(&self) -> Input<'_> {
        match *self {
            Self::Text(text) => Input::Text(text),
            Self::Command(name, args) => Input::Command { name, args },
            Self::Press(payload) => Input::Press(payload),
            Self::Media(kind, file) => Input::Media { kind, file },
            Self::Location(lat, lon) => Input::Location { lat, lon },
            Self::Contact(phone) => Input::Contact { phone },
            Self::Event(name, about, value) => Input::Event { name, about, value },
            Self::HumanDone => Input::HumanDone,
            Self::Timer(thread, generation) => Input::Timer { thread, generation },
            Self::Answer(thread, generation, outcome, ref values) => {
                Input::Answer { thread, generation, outcome, result: Ok(values) }
            }
            Self::Failure(thread, generation) => {
                Input::Answer { thread, generation, outcome: "", result: Err(CallError::Unreachable) }
            }
            Self::Blocked => Input::Blocked,
        }
    }
}
