//! Who would answer a message: the engine's own choice, for a subscriber of whom nothing is known.

use crate::engine::{Effect, Input, Note, Observer, Session, command_of, step_in_place};
use crate::flow::{Flow, Now, ZoneRules};
use crate::model::BlockId;

/// Who answers a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The entry block that the message starts; `None` when there is none.
    pub block: Option<BlockId>,
    /// Whether the message was meant by something: not by the answer to everything else.
    pub understood: bool,
    /// What the bot says at once.
    pub said: Vec<String>,
}

#[derive(Default)]
struct First(Option<BlockId>);

impl Observer for First {
    fn note(&mut self, note: Note<'_>) {
        if let Note::Triggered(block_id) = note {
            self.0.get_or_insert(block_id);
        }
    }
}

/// Says a message to a bot that has not met the subscriber yet.
pub fn asked(flow: &Flow, text: &str) -> Asked {
    let (block, said) = say(flow, text);
    if flow.triggers.default.is_empty() {
        return Asked { understood: block.is_some() || !said.is_empty(), block, said };
    }
    let mut strict = flow.clone();
    strict.triggers.default.clear();
    let (meant, heard) = say(&strict, text);
    Asked { block, understood: meant.is_some() || !heard.is_empty(), said }
}

fn say(flow: &Flow, text: &str) -> (Option<BlockId>, Vec<String>) {
    let zone = ZoneRules::default();
    let command = command_of(text);
    let input = match &command {
        Some((name, args)) => Input::Command { name, args },
        None => Input::Text(text),
    };
    let (mut session, mut effects, mut first) = (Session::new(flow, 1), Vec::new(), First::default());
    step_in_place(flow, &mut session, &input, Now::at_home(0, &zone), &mut effects, &mut first);
    let said = effects
        .into_iter()
        .filter_map(|effect| if let Effect::Send(message) = effect { Some(message.text) } else { None });
    (first.0, said.collect())
}
