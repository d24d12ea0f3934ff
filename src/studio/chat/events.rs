//! Which events a project waits for. The flow knows them by number only; their names are found among what the
//! author wrote into blocks.

use crate::flow::{Attached, Flow, event_id};
use crate::model::{Project, Prop};
use std::collections::BTreeSet;

/// Names that messengers and sites use, beside those of the author's own.
const KNOWN: &[&str] = &[
    "comment",
    "reaction",
    "like",
    "join",
    "leave",
    "ad",
    "page",
    "cart",
    "abandoned_cart",
    "purchase",
    "order",
    "webhook",
    "site",
    "repost",
    "follow",
    "call",
    "subscribe",
    "unsubscribe",
    "broadcast",
];
/// Events that name a block.
const OF_BLOCK: &[&str] =
    &["paid", "failed", "expired", "read", "delivered", "booked", "cancelled", "rescheduled", "refunded"];
/// Longest text that can be the name of an event, bytes.
const NAME_MAX: usize = 48;

/// Names of the events that the flow reacts to or looks at, known ones first. What the flow does by itself and
/// what the subscriber does by writing is left out: that is done in the chat.
pub(super) fn likely(project: &Project, flow: &Flow) -> Vec<String> {
    let listened = listened(flow);
    let mut names = KNOWN.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    for (_, block_id, block) in project.blocks() {
        block.props.values().for_each(|prop| texts_of(prop, &mut names));
        names.extend(OF_BLOCK.iter().map(|name| format!("{name}:{block_id}")));
        let mut keys = Vec::new();
        block.props.values().for_each(|prop| keys_of(prop, &mut keys));
        names.extend(keys.iter().map(|key| format!("clicked:{block_id}.{key}")));
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| listened.contains(&event_id(name)) && seen.insert(name.clone()));
    names
}

/// Numbers of the events that something waits for.
fn listened(flow: &Flow) -> BTreeSet<u32> {
    let triggers = flow.triggers.events.iter().map(|trigger| trigger.event);
    let waits = flow.waits.iter().flat_map(|wait| &wait.events).map(|event| event.0);
    let mut listened: BTreeSet<u32> = triggers.chain(waits).chain(flow.remembered.iter().copied()).collect();
    for (_, name) in Attached::ALL {
        listened.remove(&event_id(name));
    }
    listened
}

fn texts_of(prop: &Prop, names: &mut Vec<String>) {
    let fits = |text: &&String| !text.is_empty() && text.len() <= NAME_MAX;
    match prop {
        Prop::Text(text) => names.extend(Some(text).filter(fits).map(|text| text.trim().to_owned())),
        Prop::Lines(lines) => names.extend(lines.iter().filter(fits).map(|text| text.trim().to_owned())),
        Prop::List(rows) => rows.iter().flat_map(|row| row.values()).for_each(|prop| texts_of(prop, names)),
        Prop::Int(_) | Prop::Flag(_) => {}
    }
}

fn keys_of(prop: &Prop, keys: &mut Vec<String>) {
    let Prop::List(rows) = prop else { return };
    for row in rows {
        if let Some(Prop::Text(key)) = row.get("key") {
            keys.push(key.clone());
        }
        row.values().for_each(|prop| keys_of(prop, keys));
    }
}
