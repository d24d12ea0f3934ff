//! What the world must do next. The engine describes; a driver performs.

use super::press::Payload;
use crate::flow::{
    ButtonPlan, ChoicesPlan, ExtraPlan, Flow, LinkKind, MediaKind, MediaPlan, Method, Outcome, ReplyPlan,
    Request, Service, Span,
};
use crate::model::{BlockId, Decimal};
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
        /// The thread; 0 for the subscriber's own timer.
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
    /// Tell the outside world; nobody waits for an answer, and `thread` of the request is 0.
    Tell(CallRequest),
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// The button belongs to a message that is no longer in force.
    ButtonIsOld,
    /// The button counts once and has been pressed.
    AlreadyPressed,
    /// A choice of several was ticked (`true`) or taken back; its caption.
    Ticked(String, bool),
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
    /// Captions, addresses and texts of cards that differ between subscribers, in the order of
    /// [`Message::view`]; empty when none does.
    pub filled: Vec<String>,
    /// Which wording was taken: 0 for the first, then the variants.
    pub variant: u8,
    /// Items of the subscriber's list that are offered, when the reply offers any.
    pub choices: Vec<Choice>,
}

/// An item of a list that is offered as a button or a card, or, as the last one, the button that shows more of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What a press brings back: `*3` for the item, `+90` for those from there on.
    pub key: String,
    /// Caption, or heading of a card.
    pub label: String,
    /// What stands below on a card.
    pub text: String,
    /// Path of a card's picture below `media/`; may be empty.
    pub media: String,
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
    /// Who is asked.
    pub service: Service,
    /// What is asked of it; empty for HTTP.
    pub act: String,
    /// The HTTP method.
    pub method: Method,
    /// The address; the name of the pool, calendar or table for services other than HTTP.
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
    /// Pictures and files; several are an album.
    pub media: &'a [MediaPlan],
    /// Cards beside each other.
    pub cards: Vec<ViewCard<'a>>,
    /// A place or a person.
    pub extra: Option<ViewExtra<'a>>,
    /// Inline buttons, row by row.
    pub rows: Vec<Vec<ViewButton<'a>>>,
    /// Quick replies, row by row.
    pub quick: Vec<Vec<ViewButton<'a>>>,
    /// How long "typing…" shows before it, milliseconds.
    pub typing_ms: u32,
}

/// A card of a [`ReplyView`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewCard<'a> {
    /// Heading.
    pub title: &'a str,
    /// What stands below.
    pub text: &'a str,
    /// Its picture.
    pub media: Option<ViewMedia<'a>>,
    /// Its buttons.
    pub buttons: Vec<ViewButton<'a>>,
}

/// Media of a [`ViewCard`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewMedia<'a> {
    /// How messengers present it.
    pub kind: MediaKind,
    /// Path below `media/` of the project.
    pub path: &'a str,
}

/// A place or a person of a [`ReplyView`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewExtra<'a> {
    /// A point on the map.
    Location {
        /// Degrees north.
        lat: Decimal,
        /// Degrees east.
        lon: Decimal,
        /// Name of the place.
        title: &'a str,
        /// Its address.
        address: &'a str,
    },
    /// A telephone number with a name.
    Contact {
        /// International number.
        phone: &'a str,
        /// Whose it is.
        name: &'a str,
    },
}

/// A button of a [`ReplyView`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewButton<'a> {
    /// Caption.
    pub label: &'a str,
    /// What a press must bring back; at most 40 bytes for keys of up to 16.
    pub payload: Payload<'a>,
    /// What a link button opens, dials, shares or copies instead.
    pub url: Option<&'a str>,
    /// What a link button does with it.
    pub link: LinkKind,
    /// Event that a click on a link button is; 0 when nobody looks at clicks.
    pub event: u32,
    /// What a tap asks the messenger to send instead of a press.
    pub request: Option<Request>,
}

/// Templates of a reply that are filled in where they differ between subscribers, in one order for writing
/// and reading.
pub(super) fn fillable(plan: &ReplyPlan, take: &mut impl FnMut(u32, bool)) {
    for rows in [&plan.rows, &plan.quick] {
        for row in rows {
            fillable_of(row, take);
        }
    }
    for card in &plan.cards {
        take(card.title, false);
        take(card.text, false);
        fillable_of(&card.buttons, take);
    }
    if let Some(ExtraPlan::Location { title: a, address: b, .. } | ExtraPlan::Contact { phone: a, name: b }) =
        plan.extra
    {
        take(a, false);
        take(b, false);
    }
    if let Some(card) = plan.choices.as_ref().and_then(|choices| choices.card) {
        take(card, false);
    }
}

fn fillable_of(buttons: &[ButtonPlan], take: &mut impl FnMut(u32, bool)) {
    for button in buttons {
        take(button.label, false);
        if let Some(url) = button.url {
            take(url.url, url.kind == LinkKind::Open);
        }
    }
}

/// Hands out what was filled in, in the order of [`fillable`].
struct Filler<'a> {
    message: &'a Message,
    flow: &'a Flow,
    block: BlockId,
    at: usize,
}

impl<'a> Filler<'a> {
    fn text(&mut self, template: u32) -> Option<&'a str> {
        if let Some(fixed) = self.flow.fixed(template) {
            return Some(fixed);
        }
        let text = self.message.filled.get(self.at)?;
        self.at += 1;
        Some(text)
    }

    fn payload(&self, key: &'a str) -> Payload<'a> {
        let Message { thread, generation, .. } = *self.message;
        Payload { thread, generation, block: self.block, key }
    }

    fn button(&mut self, plan: &'a ButtonPlan) -> Option<ViewButton<'a>> {
        let label = self.text(plan.label)?;
        let url = match &plan.url {
            Some(url) => Some(self.text(url.url)?),
            None => None,
        };
        let (link, event) = plan.url.map_or((LinkKind::Open, 0), |url| (url.kind, url.event));
        Some(ViewButton { label, payload: self.payload(&plan.key), url, link, event, request: plan.request })
    }

    fn rows(&mut self, rows: &'a [Vec<ButtonPlan>]) -> Option<Vec<Vec<ViewButton<'a>>>> {
        rows.iter().map(|row| row.iter().map(|plan| self.button(plan)).collect()).collect()
    }

    /// A press of an item.
    fn item(&self, choice: &'a Choice, label: &'a str) -> ViewButton<'a> {
        let payload = self.payload(&choice.key);
        ViewButton { label, payload, url: None, link: LinkKind::Open, event: 0, request: None }
    }
}

impl Message {
    /// Puts the message together. `None` when the flow is not the one that made it.
    pub fn view<'a>(&'a self, flow: &'a Flow) -> Option<ReplyView<'a>> {
        let plan = flow.replies.get(self.reply as usize)?;
        let mut filler = Filler { message: self, flow, block: plan.block, at: 0 };
        let mut rows = filler.rows(&plan.rows)?;
        let quick = filler.rows(&plan.quick)?;
        let mut cards = Vec::with_capacity(plan.cards.len());
        for card in &plan.cards {
            let (title, text) = (filler.text(card.title)?, filler.text(card.text)?);
            let media = card.media.as_ref().map(|media| ViewMedia { kind: media.kind, path: &media.path });
            let buttons = card.buttons.iter().map(|plan| filler.button(plan)).collect::<Option<_>>()?;
            cards.push(ViewCard { title, text, media, buttons });
        }
        let extra = match &plan.extra {
            Some(ExtraPlan::Location { lat, lon, title, address }) => {
                let (title, address) = (filler.text(*title)?, filler.text(*address)?);
                Some(ViewExtra::Location { lat: *lat, lon: *lon, title, address })
            }
            Some(ExtraPlan::Contact { phone, name }) => {
                Some(ViewExtra::Contact { phone: filler.text(*phone)?, name: filler.text(*name)? })
            }
            None => None,
        };
        if let Some(choices) = &plan.choices {
            self.offer(&mut filler, choices, &mut rows, &mut cards)?;
        }
        Some(ReplyView {
            block: plan.block,
            text: &self.text,
            spans: &self.spans,
            // What stands above the question is not sent again with every part of its list.
            media: if self.choices.first().is_none_or(|first| first.key == "*0") { &plan.media } else { &[] },
            cards,
            extra,
            rows,
            quick,
            typing_ms: plan.typing_ms,
        })
    }

    /// Adds the items of the subscriber's list as buttons or as cards; the button for more stands below all of them.
    fn offer<'a>(
        &'a self,
        filler: &mut Filler<'a>,
        plan: &ChoicesPlan,
        rows: &mut Vec<Vec<ViewButton<'a>>>,
        cards: &mut Vec<ViewCard<'a>>,
    ) -> Option<()> {
        let (items, more) = match self.choices.split_last() {
            Some((more, items)) if more.key.starts_with('+') => (items, Some(filler.item(more, &more.label))),
            _ => (self.choices.as_slice(), None),
        };
        let Some(template) = plan.card else {
            for row in items.chunks(usize::from(plan.per_row.max(1))) {
                rows.push(row.iter().map(|choice| filler.item(choice, &choice.label)).collect());
            }
            rows.extend(more.map(|more| vec![more]));
            return Some(());
        };
        let caption = filler.text(template)?;
        for choice in items {
            let kind = MediaKind::of_path(&choice.media);
            let media = (!choice.media.is_empty()).then_some(ViewMedia { kind, path: &choice.media });
            let buttons = vec![filler.item(choice, caption)];
            cards.push(ViewCard { title: &choice.label, text: &choice.text, media, buttons });
        }
        if let (Some(card), Some(more)) = (cards.last_mut(), more) {
            card.buttons.push(more);
        }
        Some(())
    }
}
