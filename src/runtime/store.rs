//! The bot's memory: one SQLite file with sessions, their timers, unsent messages, pending calls and the number
//! of the next update.
//!
//! Everything that one batch of updates brings about is one transaction with full durability: after a kill at
//! any moment the file holds the state before the batch or after it. The file is locked by the running bot.

use super::RunError;
use super::layout;
use super::sender::Job;
use crate::channels::telegram::{ApiCall, Upload};
use crate::engine::{CallRequest, Session};
use crate::shared::Part;
use crate::travel::{self, Travel};
use bytes::Bytes;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use std::path::{Path, PathBuf};

/// The layout of the file; sessions, calls and parts inside are `postcard`, which must match it too. The test
/// below fails when the layout of one has changed: then raise this and teach [`layout`] the one before.
const VERSION: i64 = 2;
/// Sessions of one step while a file of an older layout is read.
const MOVED_AT_ONCE: usize = 1_000;

const SCHEMA: &str = "
    create table meta(key text primary key, value integer not null) without rowid;
    create table session(chat integer primary key, due integer, state blob not null);
    create index session_due on session(due) where due is not null;
    create table outbox(
        id integer primary key, chat integer not null, block integer not null, pause integer not null,
        method text not null, body blob not null, field text, path text);
    create table call(id integer primary key, chat integer not null, request blob not null);
    create table file(key text primary key, file_id text not null) without rowid;
";

/// What subscribers share, part by part; files of the same layout made before it get it when opened.
const SHARED: &str =
    "create table if not exists shared(name text primary key, part blob not null) without rowid;";

/// Stands between the names of several files of one message; no file name holds it.
const BETWEEN: &str = "\u{1f}";

/// The open file.
pub(super) struct Store {
    db: Connection,
    path: PathBuf,
    next_row: i64,
}

/// A request to the outside world that has not been answered yet.
#[derive(Clone)]
pub(super) struct PendingCall {
    pub row: i64,
    pub chat: i64,
    pub request: CallRequest,
}

impl Store {
    /// Opens the file of a bot, creating it and its folder when they are not there.
    pub fn open(path: &Path, bot_id: i64) -> Result<Self, RunError> {
        let fail = |reason: String| RunError::Store { path: path.to_owned(), reason };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| fail(error.to_string()))?;
        }
        let db = Connection::open(path).map_err(|error| fail(error.to_string()))?;
        let mut store = Self { db, path: path.to_owned(), next_row: 1 };
        store.prepare(bot_id)?;
        Ok(store)
    }

    fn prepare(&mut self, bot_id: i64) -> Result<(), RunError> {
        // Exclusive: a second process would send everything twice. It also spares WAL its shared memory.
        self.run(
            "pragma locking_mode=exclusive; pragma journal_mode=wal; pragma synchronous=full;
             pragma wal_autocheckpoint=4000; pragma temp_store=memory; begin immediate;",
        )?;
        let version: i64 = self.one("pragma user_version")?.unwrap_or(0);
        let tables: i64 = self.one("select count(*) from sqlite_master")?.unwrap_or(0);
        match (version, tables) {
            (VERSION, _) => {}
            (1, _) => self.move_from_first()?,
            (0, 0) => self.run(&format!("{SCHEMA} pragma user_version={VERSION};"))?,
            _ => return Err(RunError::StoreVersion(self.path.clone())),
        }
        self.run(SHARED)?;
        match self.meta("bot")? {
            None => self.set_meta("bot", bot_id)?,
            Some(owner) if owner == bot_id => {}
            Some(_) => return Err(RunError::StoreForeign(self.path.clone())),
        }
        self.run("commit")?;
        let last: Option<i64> = self
            .one("select max(last) from (select max(id) last from outbox union select max(id) from call)")?;
        self.next_row = last.unwrap_or(0) + 1;
        Ok(())
    }

    /// Brings a file of the first layout up to date, inside the transaction that opens it.
    fn move_from_first(&self) -> Result<(), RunError> {
        let mut buffer = Vec::new();
        let mut after = i64::MIN;
        loop {
            let chats = self.chats(after, MOVED_AT_ONCE)?;
            let Some(last) = chats.last() else { break };
            after = *last;
            for chat in chats {
                let session = self.session_by(chat, layout::first)?;
                if let Some(session) = session {
                    self.put_session(chat, &session, &mut buffer)?;
                }
            }
        }
        self.run(&format!("pragma user_version={VERSION}"))
    }

    fn fail(&self, error: rusqlite::Error) -> RunError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                RunError::StoreBusy(self.path.clone())
            }
            _ => RunError::Store { path: self.path.clone(), reason: error.to_string() },
        }
    }

    fn run(&self, sql: &str) -> Result<(), RunError> {
        self.db.execute_batch(sql).map_err(|error| self.fail(error))
    }

    /// A single integer; `None` for no row or null.
    fn one(&self, sql: &str) -> Result<Option<i64>, RunError> {
        let row =
            self.db.prepare_cached(sql).and_then(|mut sql| sql.query_row([], |row| row.get(0)).optional());
        row.map(Option::flatten).map_err(|error| self.fail(error))
    }

    fn change(&self, sql: &str, params: impl rusqlite::Params) -> Result<(), RunError> {
        let changed = self.db.prepare_cached(sql).and_then(|mut sql| sql.execute(params));
        changed.map(drop).map_err(|error| self.fail(error))
    }

    fn rows<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, RunError> {
        let rows = self.db.prepare_cached(sql).and_then(|mut sql| sql.query_map(params, read)?.collect());
        rows.map_err(|error| self.fail(error))
    }

    fn meta(&self, key: &str) -> Result<Option<i64>, RunError> {
        let value = self.db.query_row("select value from meta where key = ?1", [key], |row| row.get(0));
        value.optional().map_err(|error| self.fail(error))
    }

    fn set_meta(&self, key: &str, value: i64) -> Result<(), RunError> {
        self.change("insert or replace into meta values(?1, ?2)", params![key, value])
    }

    /// Begins the transaction of a batch.
    pub fn begin(&self) -> Result<(), RunError> {
        self.run("begin immediate")
    }

    /// Ends the transaction; when it returns, the batch is on disk.
    pub fn commit(&self) -> Result<(), RunError> {
        self.run("commit")
    }

    /// The number that the next update is expected to have; `None` before the first.
    pub fn offset(&self) -> Result<Option<i64>, RunError> {
        self.meta("offset")
    }

    /// Keeps the number of the next update.
    pub fn set_offset(&self, offset: i64) -> Result<(), RunError> {
        self.set_meta("offset", offset)
    }

    /// The version of the flow whose triggers by time are set for everybody; `None` before the first.
    pub fn alarms_of(&self) -> Result<Option<i64>, RunError> {
        self.meta("alarms")
    }

    /// Keeps that version.
    pub fn set_alarms_of(&self, version: i64) -> Result<(), RunError> {
        self.set_meta("alarms", version)
    }

    /// The session of a chat.
    pub fn session(&self, chat: i64) -> Result<Option<Session>, RunError> {
        self.session_by(chat, travel::read)
    }

    fn session_by(
        &self,
        chat: i64,
        read: impl Fn(&[u8]) -> Option<Session>,
    ) -> Result<Option<Session>, RunError> {
        let row = self
            .db
            .prepare_cached("select state from session where chat = ?1")
            .and_then(|mut sql| sql.query_row([chat], |row| Ok(read(row.get_ref(0)?.as_blob()?))).optional());
        match row.map_err(|error| self.fail(error))? {
            Some(None) => Err(RunError::StoreVersion(self.path.clone())),
            found => Ok(found.flatten()),
        }
    }

    /// Chats with a number above another, in order.
    pub fn chats(&self, after: i64, limit: usize) -> Result<Vec<i64>, RunError> {
        let sql = "select chat from session where chat > ?1 order by chat limit ?2";
        self.rows(sql, params![after, limit as i64], |row| row.get(0))
    }

    /// Keeps the session of a chat together with the moment of its earliest timer: a timer is a part of the
    /// session and can be neither lost nor left behind.
    pub fn put_session(&self, chat: i64, session: &Session, buffer: &mut Vec<u8>) -> Result<(), RunError> {
        buffer.clear();
        session.write(buffer);
        self.change(
            "insert into session values(?1, ?2, ?3)
             on conflict(chat) do update set due = excluded.due, state = excluded.state",
            params![chat, session.next_due(), buffer.as_slice()],
        )
    }

    /// Chats with a timer that is due, in order of their moments.
    pub fn due(&self, now: i64, limit: usize) -> Result<Vec<i64>, RunError> {
        let sql = "select chat from session where due <= ?1 order by due limit ?2";
        self.rows(sql, params![now, limit as i64], |row| row.get(0))
    }

    /// The moment of the earliest timer of all.
    pub fn next_due(&self) -> Result<Option<i64>, RunError> {
        self.one("select min(due) from session where due is not null")
    }

    fn next_row(&mut self) -> i64 {
        self.next_row += 1;
        self.next_row - 1
    }

    /// Puts a message into the outbox and gives it its row.
    pub fn push(&mut self, job: &mut Job) -> Result<(), RunError> {
        let row = self.next_row();
        job.row = Some(row);
        let uploads = (!job.uploads.is_empty()).then_some(&job.uploads);
        let joined = |part: fn(&Upload) -> &str| {
            uploads.map(|uploads| uploads.iter().map(part).collect::<Vec<_>>().join(BETWEEN))
        };
        self.change(
            "insert into outbox values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                row,
                job.chat,
                job.block,
                job.pause_ms,
                job.method,
                &job.body[..],
                joined(|upload| upload.field),
                joined(|upload| &upload.path)
            ],
        )
    }

    /// Takes a message out of the outbox.
    pub fn settle(&self, row: i64) -> Result<(), RunError> {
        self.change("delete from outbox where id = ?1", [row])
    }

    /// Messages that a bot before this one could not send, in order.
    pub fn unsent(&self) -> Result<Vec<Job>, RunError> {
        let sql = "select id, chat, block, pause, method, body, field, path from outbox order by id";
        self.rows(sql, [], |row| {
            let field: Option<String> = row.get(6)?;
            let path: Option<String> = row.get(7)?;
            let paths = path.iter().flat_map(|paths| paths.split(BETWEEN));
            let uploads = field.iter().flat_map(|fields| fields.split(BETWEEN)).zip(paths);
            let upload = |(field, path): (&str, &str)| {
                Some(Upload { field: Upload::field_named(field)?, path: path.to_owned() })
            };
            Ok(Job {
                row: row.get(0)?,
                chat: row.get(1)?,
                block: row.get(2)?,
                pause_ms: row.get(3)?,
                method: ApiCall::method_named(row.get_ref(4)?.as_str()?),
                body: Bytes::from(row.get::<_, Vec<u8>>(5)?),
                uploads: uploads.filter_map(upload).collect(),
                tries: 0,
            })
        })
    }

    /// Keeps a call until it is answered.
    pub fn push_call(&mut self, chat: i64, request: CallRequest) -> Result<PendingCall, RunError> {
        let row = self.next_row();
        let kept = postcard::to_allocvec(&request).map_err(|error| RunError::System(error.to_string()))?;
        self.change("insert into call values(?1, ?2, ?3)", params![row, chat, kept])?;
        Ok(PendingCall { row, chat, request })
    }

    /// Forgets a call that was answered.
    pub fn settle_call(&self, row: i64) -> Result<(), RunError> {
        self.change("delete from call where id = ?1", [row])
    }

    /// Calls that were not answered before the bot stopped.
    pub fn unanswered(&self) -> Result<Vec<PendingCall>, RunError> {
        let read = self.rows("select id, chat, request from call order by id", [], |row| {
            let request = postcard::from_bytes(row.get_ref(2)?.as_blob()?);
            Ok(request.map(|request| (row.get(0), row.get(1), request)))
        })?;
        let call = |read: Result<_, postcard::Error>| {
            let (row, chat, request): (rusqlite::Result<i64>, rusqlite::Result<i64>, CallRequest) =
                read.map_err(|_| RunError::StoreVersion(self.path.clone()))?;
            let fail = |error| self.fail(error);
            Ok(PendingCall { row: row.map_err(fail)?, chat: chat.map_err(fail)?, request })
        };
        read.into_iter().map(call).collect()
    }

    /// What subscribers share, part by part.
    pub fn shared(&self) -> Result<Vec<(String, Part)>, RunError> {
        let read = self.rows("select name, part from shared order by name", [], |row| {
            let part = postcard::from_bytes(row.get_ref(1)?.as_blob()?);
            Ok((row.get(0)?, part))
        })?;
        let part = |(name, part): (String, Result<Part, postcard::Error>)| {
            Ok((name, part.map_err(|_| RunError::StoreVersion(self.path.clone()))?))
        };
        read.into_iter().map(part).collect()
    }

    /// Keeps a part of what subscribers share.
    pub fn put_shared(&self, name: &str, part: &Part) -> Result<(), RunError> {
        let kept = postcard::to_allocvec(part).map_err(|error| RunError::System(error.to_string()))?;
        self.change("insert or replace into shared values(?1, ?2)", params![name, kept])
    }

    /// Ids that the messenger gave to files sent before, by the key of the file.
    pub fn files(&self) -> Result<Vec<(String, String)>, RunError> {
        self.rows("select key, file_id from file", [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Keeps the id of a file.
    pub fn put_file(&self, key: &str, file_id: &str) -> Result<(), RunError> {
        self.change("insert or replace into file values(?1, ?2)", params![key, file_id])
    }
}
