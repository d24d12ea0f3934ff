//! Sessions as earlier versions of the program have kept them. A layout once released can be read for ever.

use crate::engine::{ConsentRecord, More, Seen, Session, Thread, Waiting};
use crate::model::{BlockId, FieldId, TagId, Value};
use serde::Deserialize;

/// Reads a session of the first layout.
pub(super) fn first(state: &[u8]) -> Option<Session> {
    postcard::from_bytes::<FirstSession>(state).ok().map(Session::from)
}

#[derive(Deserialize)]
struct FirstSession {
    subscriber: u64,
    step: u32,
    subscribed: bool,
    blocked: bool,
    since: i64,
    last_seen: i64,
    visits: u16,
    next_generation: u32,
    next_thread: u16,
    fields: Vec<(FieldId, Value)>,
    tags: Vec<TagId>,
    threads: Vec<FirstThread>,
    more: Option<Box<FirstMore>>,
}

#[derive(Deserialize)]
struct FirstMore {
    events: Vec<Seen>,
    unasked: Vec<i64>,
    watched: i64,
    alarm: Option<i64>,
    consents: Vec<ConsentRecord>,
    trail: Vec<BlockId>,
}

#[derive(Deserialize)]
struct FirstThread {
    id: u16,
    generation: u32,
    version: u32,
    entry: BlockId,
    block: BlockId,
    stage: u8,
    waiting: Waiting,
    wrong: u8,
    reminded: bool,
    pressed: u32,
    frames: Box<[BlockId]>,
    due: Option<i64>,
}

impl From<FirstSession> for Session {
    fn from(first: FirstSession) -> Self {
        Self {
            subscriber: first.subscriber,
            step: first.step,
            subscribed: first.subscribed,
            blocked: first.blocked,
            since: first.since,
            last_seen: first.last_seen,
            visits: first.visits,
            next_generation: first.next_generation,
            next_thread: first.next_thread,
            // Which language was chosen is not known; the messenger's stands until the next choice.
            own: 0,
            fields: first.fields,
            tags: first.tags,
            threads: first.threads.into_iter().map(Thread::from).collect(),
            more: first.more.map(|more| Box::new(More::from(*more))),
        }
    }
}

impl From<FirstMore> for More {
    fn from(first: FirstMore) -> Self {
        let FirstMore { events, unasked, watched, alarm, consents, trail } = first;
        Self { events, unasked, watched, alarm, consents, trail, put_off: false, held: Vec::new() }
    }
}

impl From<FirstThread> for Thread {
    fn from(first: FirstThread) -> Self {
        Self {
            id: first.id,
            generation: first.generation,
            version: first.version,
            entry: first.entry,
            block: first.block,
            stage: first.stage,
            waiting: first.waiting,
            wrong: first.wrong,
            reminded: first.reminded,
            pressed: first.pressed,
            frames: first.frames,
            due: first.due,
            held: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::store::Store;
    use crate::travel::{self, Travel};

    /// A subscriber of version 1 with one of everything, as that version wrote it.
    const KEPT_BY_FIRST: &str = concat!(
        "2a0701000204030a0402010008d090d0bdd0bdd0b0200602020103c0b80201050103094d0104010102010501",
        "080180c0e285e3680101152c17013e400180a0abfef96201060874656c656772616d16010102",
    );
    /// The same as this version writes it.
    const KEPT_NOW: &str = concat!(
        "2a0701000204030a040002010008d090d0bdd0bdd0b0200602020103c0b80201050103094d01040101020105",
        "01080180c0e285e368000101152c17013e400180a0abfef96201060874656c656772616d160101020000",
    );

    fn bytes(hex: &str) -> Vec<u8> {
        let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn subscriber() -> Session {
        let thread = Thread {
            id: 3,
            generation: 9,
            version: 77,
            entry: BlockId(1),
            block: BlockId(4),
            stage: 1,
            waiting: Waiting::Timer,
            wrong: 2,
            reminded: true,
            pressed: 5,
            frames: Box::new([BlockId(8)]),
            due: Some(1_800_000_000_000),
            held: false,
        };
        let consent = ConsentRecord { version: 6, channel: "telegram".into(), at: 11, given: true };
        let more = More {
            events: vec![Seen { event: 21, at: 22, times: 23 }],
            unasked: vec![31],
            watched: 32,
            alarm: Some(1_700_000_000_000),
            consents: vec![consent],
            trail: vec![BlockId(2)],
            put_off: false,
            held: Vec::new(),
        };
        Session {
            subscriber: 42,
            step: 7,
            subscribed: true,
            blocked: false,
            since: 1,
            last_seen: 2,
            visits: 3,
            next_generation: 10,
            next_thread: 4,
            own: 0,
            fields: vec![
                (FieldId::FIRST_NAME, Value::text("Анна")),
                (FieldId::FIRST_OWN, Value::List(vec![Value::Flag(true), Value::Date(20_000)])),
            ],
            tags: vec![TagId(5)],
            threads: vec![thread],
            more: Some(Box::new(more)),
        }
    }

    #[test]
    fn the_layout_of_a_session_changes_only_with_the_version_of_the_store() {
        let mut now = Vec::new();
        subscriber().write(&mut now);
        assert_eq!(hex(&now), KEPT_NOW, "raise the store's version and read the layout before it here");
        assert_eq!(travel::read(&bytes(KEPT_NOW)), Some(subscriber()));
    }

    #[test]
    fn a_store_of_the_first_version_is_opened_with_all_its_subscribers() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("bot.sqlite");
        drop(Store::open(&path, 1).unwrap());
        let db = rusqlite::Connection::open(&path).unwrap();
        db.execute_batch("pragma user_version=1").unwrap();
        for chat in [-5, 42] {
            let row = rusqlite::params![chat, 1_700_000_000_000_i64, bytes(KEPT_BY_FIRST)];
            db.execute("insert into session values(?1, ?2, ?3)", row).unwrap();
        }
        drop(db);
        let store = Store::open(&path, 1).unwrap();
        for chat in [-5, 42] {
            assert_eq!(store.session(chat).unwrap(), Some(subscriber()));
        }
        assert_eq!(store.due(1_700_000_000_000, 9).unwrap(), [-5, 42]);
    }
}
