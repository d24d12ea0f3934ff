//! What stands in a journal: the files of a project once, then what differs from state to state.
//!
//! A record is its length and checksum, eight bytes each, and its contents. The checksum goes on from that of the
//! record before, so that a record counts only after all records before it.

use crate::folder::Files;
use crate::model::fnv64;
use serde::{Deserialize, Serialize};
use std::io;

/// What a journal begins with; another beginning is of a program we do not know.
pub(super) const HEAD: &[u8] = b"voronka journal 1\n";

/// One record.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Record {
    /// The files as they are on the disk.
    Base(Files),
    /// What differs since the record before.
    Step(Step),
}

/// What differs between two states of the files.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    /// When, milliseconds since 1970.
    pub at: i64,
    /// Whether this state was about to be saved.
    pub saving: bool,
    drops: Vec<String>,
    splices: Vec<Splice>,
}

/// A file with other bytes in its middle; a new file is all middle.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Splice {
    path: String,
    /// Bytes at the beginning that stay.
    head: usize,
    /// Bytes at the end that stay.
    tail: usize,
    middle: Vec<u8>,
}

impl Record {
    /// Writes itself behind a record of that checksum; gives its own.
    pub fn push(&self, before: u64, out: &mut Vec<u8>) -> io::Result<u64> {
        let contents = postcard::to_stdvec(self).map_err(io::Error::other)?;
        let check = fnv64(before, &contents);
        out.extend((contents.len() as u64).to_le_bytes());
        out.extend(check.to_le_bytes());
        out.extend(contents);
        Ok(check)
    }
}

/// The records of a journal up to the first that is torn or damaged.
pub(super) fn read(bytes: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    let Some(mut rest) = bytes.strip_prefix(HEAD) else { return records };
    let mut before = 0;
    while let Some((record, check, after)) = first(rest, before) {
        records.push(record);
        (before, rest) = (check, after);
    }
    records
}

fn first(bytes: &[u8], before: u64) -> Option<(Record, u64, &[u8])> {
    let (len, rest) = bytes.split_first_chunk::<8>()?;
    let (check, rest) = rest.split_first_chunk::<8>()?;
    let len = usize::try_from(u64::from_le_bytes(*len)).ok()?;
    let (contents, rest) = rest.split_at_checked(len)?;
    let check = u64::from_le_bytes(*check);
    if fnv64(before, contents) != check {
        return None;
    }
    Some((postcard::from_bytes(contents).ok()?, check, rest))
}

impl Step {
    /// What makes `to` out of `from`.
    pub fn between(from: &Files, to: &Files, (at, saving): (i64, bool)) -> Self {
        let drops = from.keys().filter(|path| !to.contains_key(*path)).cloned().collect();
        let changed = to.iter().filter(|(path, bytes)| from.get(*path) != Some(*bytes));
        let splice = |(path, new): (&String, &Vec<u8>)| {
            let old = from.get(path).map_or(&[][..], Vec::as_slice);
            let same = |pair: &(&u8, &u8)| pair.0 == pair.1;
            let head = old.iter().zip(new).take_while(same).count();
            let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
            Splice { path: path.clone(), head, tail, middle: new[head..new.len() - tail].to_vec() }
        };
        Self { at, saving, drops, splices: changed.map(splice).collect() }
    }

    /// The files with what differs; `None` when they are not those it was made from.
    pub fn apply(&self, mut files: Files) -> Option<Files> {
        for path in &self.drops {
            files.remove(path);
        }
        for Splice { path, head, tail, middle } in &self.splices {
            let old = files.remove(path).unwrap_or_default();
            let end = old.len().checked_sub(*tail).filter(|end| end >= head)?;
            let new = [old.get(..*head)?, middle, old.get(end..)?].concat();
            files.insert(path.clone(), new);
        }
        Some(files)
    }
}
