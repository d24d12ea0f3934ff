//! Promo codes: each row of a table's column is handed out once; asking again gives the same code.

use super::{Answer, Question};
use crate::flow::{Flow, TablePlan};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Codes that were handed out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pool {
    by_subscriber: BTreeMap<u64, String>,
    given: BTreeSet<String>,
    /// Row after the last one handed out: where the search begins, so that a big table is not read each time.
    next: u32,
}

/// The column of codes that a question means, whichever way it names it.
fn column_of<'f>(flow: &'f Flow, question: &Question<'_>) -> Option<(&'f TablePlan, usize)> {
    let (table, column) = question.name.split_once('.').unwrap_or((question.name, ""));
    let column = if column.is_empty() { question.member("column") } else { column };
    let table = flow.tables.iter().find(|plan| plan.name == table)?;
    let at = if column.is_empty() { Some(0) } else { table.columns.iter().position(|name| name == column) };
    Some((table, at?))
}

/// Name of the pool that a question means: each column of a table is one, the first has the name of the table.
pub(super) fn name_of(flow: &Flow, question: &Question<'_>) -> String {
    match column_of(flow, question) {
        Some((table, 0)) => table.name.clone(),
        Some((table, column)) => {
            let column = table.columns.get(column).map_or("", |name| name.as_str());
            format!("{}.{column}", table.name)
        }
        None => question.name.to_owned(),
    }
}

impl Pool {
    pub(super) fn answer(&mut self, flow: &Flow, question: &Question<'_>) -> Answer {
        if question.act != "take" {
            return Answer::bare("none");
        }
        if let Some(code) = self.by_subscriber.get(&question.subscriber) {
            return Answer::with("ok", json!({ "code": code }));
        }
        let Some((table, column)) = column_of(flow, question) else { return Answer::bare("none") };
        let code = |row: usize| {
            let code = table.rows.get(row)?.get(column)?.to_string();
            let code = code.trim();
            (!code.is_empty() && !self.given.contains(code)).then(|| (row, code.to_owned()))
        };
        // Rows before the last one may be new when the author has changed the table.
        let from = self.next as usize;
        let mut rows = (from..table.rows.len()).chain(0..from.min(table.rows.len()));
        let Some((row, code)) = rows.find_map(code) else { return Answer::bare("empty") };
        self.next = u32::try_from(row + 1).unwrap_or(0);
        self.given.insert(code.clone());
        self.by_subscriber.insert(question.subscriber, code.clone());
        Answer { changed: Some(String::new()), ..Answer::with("ok", json!({ "code": code })) }
    }
}
