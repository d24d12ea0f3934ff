//! What the world must do next. The engine describes; a driver performs.

use super::press::Payload;
use crate::flow::{Flow, MediaPlan, Method, Outcome, Span};
use crate::model::BlockId;
use serde::{Deserialize, Serialize};

/// Names an effect for ever: a repeat after a crash is recognised by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EffectId {
    /// The subscriber.
    pub subscriber: u64,
    /// The input of that subscriber, counted from 1.
    pub step: u32,
    /// Position among the effects of that input, from 0.
    pub position: u16,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Send a message.
    Send(Message),
    /// Wake the thread at a moment, milliseconds since 1970. Replaces an earlier timer of the thread.
    SetTimer {
        /// The thread.
        thread: u16,
        /// Its generation.
        generation: u32,
        /// When.
        due: i64,
    },
    /// The timer of a thread is no longer needed.
    DropTimer {
        /// The thread.
        thread: u16,
    },
    /// Ask the outside world.
    Call(CallRequest),
    /// Tell the presser of a button something short, without a message.
    Notice(EffectId, Notice),
    /// A thread ended.
    Ended {
        /// The thread.
        thread: u16,
        /// The block it ended in.
        block: BlockId,
        /// How.
        outcome: Outcome,
    },
}

/// Short words to a presser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// The button belongs to a message that is no longer in force.
    ButtonIsOld,
}

/// A message with the subscriber's values filled in. Buttons that need no value are left in the flow and
/// come together in [`ReplyView`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: EffectId,
    /// Which reply of the flow, index in [`Flow::replies`].
    pub reply: u32,
    /// Thread and generation that presses of its buttons must name.
    pub thread: u16,
    /// See `thread`.
    pub generation: u32,
    /// Its text.
    pub text: String,
    /// Formatting of the text.
    pub spans: Vec<Span>,
    /// Captions and addresses that hold values of the subscriber, in the order of the keyboard; empty when
    /// none does.
    pub filled: Vec<String>,
}

/// A request to the outside world with values filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRequest {
    /// Its id; sent along, so that the other side can recognise a repeat.
    pub id: EffectId,
    /// The thread that waits for the answer.
    pub thread: u16,
    /// Its generation.
    pub generation: u32,
    /// Which call of the flow, index in [`Flow::calls`].
    pub call: u32,
    /// The HTTP method.
    pub method: Method,
    /// The address.
    pub url: String,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// The body, JSON; empty for none.
    pub body: String,
}

/// A neutral message put together from flow and effect: what a channel renders and a chat draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyView<'a> {
    /// The block that says it.
    pub block: BlockId,
    /// Its text.
    pub text: &'a str,
    /// Formatting of the text.
    pub spans: &'a [Span],
    /// A picture or file.
    pub media: Option<&'a MediaPlan>,
    /// Inline buttons, row by row.
    pub rows: Vec<Vec<ViewButton<'a>>>,
    /// Quick replies, row by row.
    pub quick: Vec<Vec<ViewButton<'a>>>,
    /// How long "typing…" shows before it, milliseconds.
    pub typing_ms: u32,
}

/// A button of a [`ReplyView`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewButton<'a> {
    /// Caption.
    pub label: &'a str,
    /// What a press must bring back; at most 40 bytes for keys of up to 16.
    pub payload: Payload<'a>,
    /// Address that a link button opens instead.
    pub url: Option<&'a str>,
}

impl Message {
    /// Puts the message together. `None` when the flow is not the one that made it.
    pub fn view<'a>(&'a self, flow: &'a Flow) -> Option<ReplyView<'a>> {
        let plan = flow.replies.get(self.reply as usize)?;
        let mut filled = self.filled.iter();
        let mut fill = |template: u32| match flow.templates.get(template as usize)?.as_literal() {
            Some(literal) => Some(literal),
            None => filled.next().map(String::as_str),
        };
        let mut keyboard = |rows: &'a [Vec<crate::flow::ButtonPlan>]| {
            let button = |plan: &'a crate::flow::ButtonPlan| {
                let label = fill(plan.label)?;
                let url = match &plan.url {
                    Some(url) => Some(fill(url.url)?),
                    None => None,
                };
                let payload = Payload {
                    thread: self.thread,
                    generation: self.generation,
                    block: flow.replies[self.reply as usize].block,
                    key: &plan.key,
                };
                Some(ViewButton { label, payload, url })
            };
            let mut button = button;
            rows.iter().map(|row| row.iter().map(&mut button).collect()).collect::<Option<Vec<Vec<_>>>>()
        };
        Some(ReplyView {
            block: plan.block,
            text: &self.text,
            spans: &self.spans,
            media: plan.media.as_ref(),
            rows: keyboard(&plan.rows)?,
            quick: keyboard(&plan.quick)?,
            typing_ms: plan.typing_ms,
        })
    }
}
