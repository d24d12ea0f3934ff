//! Joining two subscribers who turned out to be one person in two messengers.

use super::session::{CONSENTS_MAX, More, Seen, Session};

/// One subscriber out of two. Who was there last stays: threads, channel, name and timers are theirs, and where
/// both know a field, theirs counts. Tags, events and consents of both are kept, and an event that both have
/// happened as often as for both. Subscribed is only who is subscribed in both: a stop is meant for all channels.
pub fn merge(a: &Session, b: &Session) -> Session {
    let (active, other) = if b.last_seen > a.last_seen { (b, a) } else { (a, b) };
    let mut joined = active.clone();
    joined.since = match (active.since, other.since) {
        (0, since) | (since, 0) => since,
        (a, b) => a.min(b),
    };
    joined.visits = active.visits.saturating_add(other.visits);
    joined.subscribed = active.subscribed && other.subscribed;
    for (field_id, value) in &other.fields {
        if joined.field(*field_id).is_none() {
            joined.set_field(*field_id, Some(value.clone()));
        }
    }
    for tag in &other.tags {
        joined.set_tag(*tag, true);
    }
    if let Some(more) = &other.more {
        join_more(joined.more(), more);
    }
    joined
}

fn join_more(joined: &mut More, other: &More) {
    for seen in &other.events {
        match joined.events.binary_search_by_key(&seen.event, |seen| seen.event) {
            Ok(at) => {
                let mine = joined.events[at];
                let times = mine.times.saturating_add(seen.times);
                joined.events[at] = Seen { at: mine.at.max(seen.at), times, ..mine };
            }
            Err(at) => joined.events.insert(at, *seen),
        }
    }
    // Both were written to, and the cap is one for the person.
    joined.unasked.extend(&other.unasked);
    joined.unasked.sort_unstable();
    joined.consents.extend(other.consents.iter().cloned());
    joined.consents.sort_by_key(|record| record.at);
    let spare = joined.consents.len().saturating_sub(CONSENTS_MAX);
    joined.consents.drain(..spare);
    joined.watched = joined.watched.max(other.watched);
}

#[cfg(test)]
mod tests {
    use super::super::{ConsentRecord, Thread, Waiting};
    use super::*;
    use crate::flow::Flow;
    use crate::model::{BlockId, FieldId, TagId, Value};

    fn session(subscriber: u64, since: i64, last_seen: i64) -> Session {
        let mut session = Session::new(&Flow::default(), subscriber);
        (session.since, session.last_seen, session.visits) = (since, last_seen, 2);
        session
    }

    fn text(session: &mut Session, field: FieldId, text: &str) {
        session.set_field(field, Some(Value::text(text)));
    }

    fn thread(id: u16, block: u32) -> Thread {
        Thread {
            id,
            generation: 5,
            version: 1,
            entry: BlockId(1),
            block: BlockId(block),
            stage: 0,
            waiting: Waiting::Reply,
            wrong: 0,
            reminded: false,
            pressed: 0,
            frames: Box::default(),
            due: None,
            held: false,
        }
    }

    #[test]
    fn one_card_comes_out_of_two_whichever_is_named_first() {
        let (mut telegram, mut vk) = (session(1, 100, 500), session(2, 50, 900));
        text(&mut telegram, FieldId::CHANNEL, "telegram");
        text(&mut telegram, FieldId::PHONE, "+79991234567");
        text(&mut telegram, FieldId::FIRST_OWN, "старое");
        text(&mut vk, FieldId::CHANNEL, "vk");
        text(&mut vk, FieldId::FIRST_OWN, "новое");
        telegram.set_tag(TagId(1), true);
        vk.set_tag(TagId(2), true);
        telegram.threads = vec![thread(1, 7)];
        vk.threads = vec![thread(1, 8)];
        let joined = merge(&telegram, &vk);
        assert_eq!(joined, merge(&vk, &telegram));
        assert_eq!((joined.subscriber, joined.since, joined.last_seen, joined.visits), (2, 50, 900, 4));
        let field = |id| joined.field(id).map(ToString::to_string).unwrap_or_default();
        assert_eq!(field(FieldId::CHANNEL), "vk");
        assert_eq!(field(FieldId::PHONE), "+79991234567");
        assert_eq!(field(FieldId::FIRST_OWN), "новое");
        assert_eq!(joined.tags, [TagId(1), TagId(2)]);
        assert_eq!(joined.threads, vk.threads, "no funnel runs twice");
    }

    #[test]
    fn events_and_consents_of_both_are_kept() {
        let (mut a, mut b) = (session(1, 1, 10), session(2, 1, 20));
        let consent = |at, given| ConsentRecord { version: 7, channel: "vk".into(), at, given };
        let seen = |event, at, times| Seen { event, at, times };
        a.more().events = vec![seen(3, 100, 1), seen(9, 50, 2)];
        b.more().events = vec![seen(3, 80, 2), seen(4, 60, 1)];
        a.more().consents = vec![consent(5, true)];
        b.more().consents = vec![consent(3, false)];
        a.more().unasked = vec![30];
        b.more().unasked = vec![20, 40];
        let joined = merge(&a, &b);
        let more = joined.more.as_ref().unwrap();
        assert_eq!(more.events, [seen(3, 100, 3), seen(4, 60, 1), seen(9, 50, 2)]);
        assert_eq!(more.unasked, [20, 30, 40]);
        assert!(joined.agreed(7), "what was said last counts");
    }

    #[test]
    fn a_stop_in_one_messenger_is_a_stop_in_all() {
        let (mut a, b) = (session(1, 1, 10), session(2, 1, 20));
        a.subscribed = false;
        assert!(!merge(&a, &b).subscribed);
        assert!(merge(&b, &session(3, 0, 0)).subscribed);
        assert_eq!(merge(&b, &session(3, 0, 0)).since, 1, "who never came has no beginning");
    }
}
