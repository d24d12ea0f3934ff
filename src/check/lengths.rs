//! Every text that the flow says, as long as it is in each messenger and each language: what is too long where.
//!
//! Read from the compiled flow, so that nothing that can be sent is forgotten: other wordings, cards, captions that
//! a block makes by itself, goods of a table, texts of languages and channels. A text that a layer replaces is
//! measured only where it is still said.

use super::Context;
use crate::channels::{Caps, Channel, Limit, Styles};
use crate::compile::Places;
use crate::diag::Anchor;
use crate::flow::{CardPlan, ChoicesPlan, Flow, LookupPlan, ReplyPlan, Style, TemplateIdx};
use crate::model::{BlockId, Value};
use std::collections::BTreeSet;

/// What a text is in a message; each has its own limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The text of a message.
    Text,
    /// The text under a picture or file.
    Caption,
    /// What stands on a button.
    Label,
}

/// A text that a messenger does not take as it is.
pub(super) struct TooLong {
    /// Where the author wrote it.
    pub at: Anchor,
    /// What it is.
    pub part: Part,
    /// The text at its shortest: literals and fallbacks without formatting marks.
    pub text: String,
    /// Whether a field is put in, so that it may become longer.
    pub grows: bool,
    /// The language or channel it is written for, such as `en`; empty for the project's own text.
    pub layer: String,
    /// Table and row, from 1, when it stands in a cell.
    pub cell: Option<(String, usize)>,
    /// The messenger.
    pub channel: &'static dyn Channel,
    /// What it takes.
    pub limit: Limit,
}

impl TooLong {
    /// Its length in the messenger's unit.
    pub fn length(&self) -> usize {
        self.limit.unit.measure(&self.text)
    }
}

/// Everything that is too long, in the order of the flow; what several replies say is told once.
pub(super) fn too_long(context: &Context<'_>) -> Vec<TooLong> {
    let flow = context.flow();
    let languages: BTreeSet<&str> = flow.layers.iter().map(|layer| layer.language.as_str()).collect();
    let places = Places::new(context.project, context.compiled);
    let mut search = Search { context, flow, languages, places, told: BTreeSet::new(), found: Vec::new() };
    for reply in context.replies() {
        search.reply(reply);
    }
    search.found
}

/// A message's body: whether files stand above it and buttons below.
#[derive(Clone, Copy)]
struct Body {
    has_media: bool,
    has_buttons: bool,
}

impl Body {
    fn limit(self, caps: &Caps) -> (Part, Limit) {
        match caps.caption {
            Some(limit) if self.has_media => (Part::Caption, limit),
            _ if self.has_buttons => (Part::Text, caps.text_with_buttons),
            _ => (Part::Text, caps.text),
        }
    }
}

fn label_limit(caps: &Caps) -> (Part, Limit) {
    (Part::Label, caps.label)
}

/// Which limit a messenger has for a text.
type LimitOf<'l> = &'l dyn Fn(&Caps) -> (Part, Limit);

struct Search<'c, 'a> {
    context: &'c Context<'a>,
    flow: &'a Flow,
    /// Languages that have texts of their own; the empty one among them when a channel has some.
    languages: BTreeSet<&'a str>,
    /// Texts that were judged, by template and whether as a caption on a button.
    told: BTreeSet<(TemplateIdx, bool)>,
    places: Places<'a>,
    found: Vec<TooLong>,
}

impl Search<'_, '_> {
    fn reply(&mut self, reply: &ReplyPlan) {
        let block = reply.block;
        let as_buttons = reply.choices.as_ref().is_some_and(|choices| choices.card.is_none());
        let has_buttons = as_buttons || !reply.rows.is_empty() || !reply.quick.is_empty();
        let body = Body { has_media: !reply.media.is_empty(), has_buttons };
        for text in std::iter::once(reply.text).chain(reply.variants.iter().copied()) {
            self.texts(block, &[text], &|caps| body.limit(caps));
        }
        for card in &reply.cards {
            self.card(block, card);
        }
        let of_cards = reply.cards.iter().flat_map(|card| &card.buttons);
        let buttons = reply.rows.iter().chain(&reply.quick).flatten().chain(of_cards);
        let captions = buttons.map(|button| button.label);
        for label in captions.chain(reply.choices.as_ref().and_then(|choices| choices.card)) {
            if self.told.insert((label, true)) {
                self.texts(block, &[label], &label_limit);
            }
        }
        if let Some(choices) = &reply.choices {
            self.cells(block, choices);
        }
    }

    /// Heading and text of a card go out as one.
    fn card(&mut self, block: BlockId, card: &CardPlan) {
        let body = Body { has_media: card.media.is_some(), has_buttons: !card.buttons.is_empty() };
        self.texts(block, &[card.text, card.title], &|caps| body.limit(caps));
    }

    /// Judges texts that are shown as one, whose place is that of the first that the author filled in.
    fn texts(&mut self, block: BlockId, parts: &[TemplateIdx], limit: LimitOf<'_>) {
        for channel in &self.context.channels {
            let (part, limit) = limit(channel.caps());
            for language in
                std::iter::once("").chain(self.languages.clone().into_iter().filter(|l| !l.is_empty()))
            {
                let said: Vec<_> =
                    parts.iter().map(|part| self.said(*part, language, channel.name())).collect();
                let own = said.iter().find_map(|said| said.1);
                // What a language does not say differently was judged as the project's own.
                if !language.is_empty() && own.is_none_or(|layer| self.flow.layers[layer].language.is_empty())
                {
                    continue;
                }
                let (text, grows) = self.joined(&said, &channel.caps().styles);
                // No unit counts more than the bytes.
                if text.len() <= limit.max || limit.takes(&text) {
                    continue;
                }
                let at = parts.iter().find_map(|part| self.places.place_of(*part));
                let layer = own.map(|layer| self.flow.layers[layer].name()).unwrap_or_default();
                self.found.push(TooLong {
                    at: at.unwrap_or(if block == BlockId(0) {
                        Anchor::Project
                    } else {
                        Anchor::Block(block)
                    }),
                    part,
                    text,
                    grows,
                    layer,
                    cell: None,
                    channel: *channel,
                    limit,
                });
            }
        }
    }

    /// What takes the place of a text for a language in a channel, and the layer that says it.
    fn said(&self, text: TemplateIdx, language: &str, channel: &str) -> (TemplateIdx, Option<usize>) {
        // The most special layer stands first.
        let layers = self.flow.layers.iter().enumerate();
        let layers = layers.filter(|(_, layer)| layer.speaks([language, language], channel));
        let mut replacing = layers.filter_map(|(at, layer)| {
            let found = layer.texts.binary_search_by_key(&text, |pair| pair.0).ok()?;
            Some((layer.texts[found].1, Some(at)))
        });
        replacing.next().unwrap_or((text, None))
    }

    /// The shortest that texts can become below each other, and whether a field can make them longer.
    fn joined(&self, said: &[(TemplateIdx, Option<usize>)], styles: &Styles) -> (String, bool) {
        let (mut text, mut grows) = (String::new(), false);
        for (template, _) in said {
            let Some(template) = self.flow.templates.get(*template as usize) else { continue };
            if !text.is_empty() && !template.pieces.is_empty() {
                text.push('\n');
            }
            let (shortest, field) = template.shortest(styles.carries(Style::Link));
            text.push_str(&shortest);
            grows |= field;
        }
        (text.trim().to_owned(), grows)
    }

    /// Judges what a table gives: the longest cell of each column in each messenger.
    fn cells(&mut self, block: BlockId, choices: &ChoicesPlan) {
        let of_list = |lookup: &&LookupPlan| lookup.list.as_ref().is_some_and(|list| list.0 == choices.list);
        for lookup in self.flow.lookups.iter().filter(of_list) {
            let Some((table, columns)) =
                self.flow.tables.get(lookup.table as usize).zip(lookup.list.as_ref().map(|list| list.1))
            else {
                continue;
            };
            let cell = |row: &[Value], column: Option<u32>| {
                column.and_then(|column| row.get(column as usize)).map(|value| value.shown().into_owned())
            };
            let [title, _, text, media] = columns;
            for channel in &self.context.channels {
                let mut worst: Option<TooLong> = None;
                for (row, cells) in table.rows.iter().enumerate() {
                    let shown = match choices.card {
                        None => vec![cell(cells, title)],
                        Some(_) => vec![cell(cells, title), cell(cells, text)],
                    };
                    let shown: Vec<_> = shown.into_iter().flatten().filter(|text| !text.is_empty()).collect();
                    let has_media = cell(cells, media).is_some_and(|media| !media.trim().is_empty());
                    let body = Body { has_media, has_buttons: true };
                    let (part, limit) = match choices.card {
                        None => label_limit(channel.caps()),
                        Some(_) => body.limit(channel.caps()),
                    };
                    let shown = shown.join("\n");
                    let is_worse = |before: &TooLong| limit.unit.measure(&shown) > before.length();
                    if limit.takes(&shown) || !worst.as_ref().is_none_or(is_worse) {
                        continue;
                    }
                    let prop = if part == Part::Label { "title_column" } else { "text_column" };
                    worst = Some(TooLong {
                        at: super::prop(block, prop, None),
                        part,
                        text: shown,
                        grows: false,
                        layer: String::new(),
                        cell: Some((table.name.clone(), row + 1)),
                        channel: *channel,
                        limit,
                    });
                }
                self.found.extend(worst);
            }
        }
    }
}
