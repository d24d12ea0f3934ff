//! Stock of a table: what a column says there is, less what subscribers have reserved.

use super::{Answer, Question};
use crate::flow::{Flow, TablePlan};
use crate::model::Value;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// How much each subscriber has reserved of each item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserved(BTreeMap<String, BTreeMap<u64, i64>>);

/// Where the table says what an item is called and how much of it there is.
struct Shelf<'a> {
    table: &'a TablePlan,
    key: usize,
    count: usize,
}

impl<'a> Shelf<'a> {
    fn of(flow: &'a Flow, question: &Question<'_>) -> Option<Self> {
        let table = flow.tables.iter().find(|table| table.name == question.name)?;
        let column = |name: &str| table.columns.iter().position(|column| column == name);
        Some(Self { table, key: column(question.member("key"))?, count: column(question.member("count"))? })
    }

    /// Items and how much the table says there is; an empty cell is as much as anybody wants.
    fn items(&self) -> impl Iterator<Item = (String, i64)> + '_ {
        self.table.rows.iter().filter_map(|row| {
            let key = row.get(self.key)?.to_string();
            let count = match row.get(self.count)? {
                Value::Text(text) if text.trim().is_empty() => i64::MAX,
                cell => cell.as_number().map_or(0, crate::model::Decimal::to_int),
            };
            (!key.trim().is_empty()).then_some((key, count))
        })
    }
}

impl Reserved {
    pub(super) fn answer(&mut self, flow: &Flow, question: &Question<'_>) -> Answer {
        let Some(shelf) = Shelf::of(flow, question) else { return Answer::bare("none") };
        // A part of something takes the whole of it off the shelf: what is sold is there.
        let (item, wanted) = (question.member("item"), question.int_up("amount", 1));
        let amount = wanted.max(0);
        let found = shelf.items().find(|(key, _)| key == item).map(|(_, count)| count);
        match (question.act, found) {
            ("list", _) => {
                let there = shelf.items().filter(|(key, count)| *count > self.total(key));
                let keys: Vec<String> = there.map(|(key, _)| key).collect();
                if keys.is_empty() {
                    Answer::bare("empty")
                } else {
                    Answer::with("ok", json!({ "keys": keys }))
                }
            }
            // Taking a negative amount gives it back.
            ("reserve", Some(_)) if wanted < 0 => {
                self.release(item, question.subscriber, wanted.saturating_neg())
            }
            ("reserve", Some(count)) => self.reserve(item, question.subscriber, amount, count),
            // As much as there shall be: what is too little is reserved besides, what is too much comes back.
            ("set", Some(count)) => {
                let own = self.0.get(item).and_then(|by| by.get(&question.subscriber)).copied().unwrap_or(0);
                if amount < own {
                    self.release(item, question.subscriber, own - amount)
                } else {
                    self.reserve(item, question.subscriber, amount - own, count)
                }
            }
            ("release", _) if item.is_empty() => self.release_all(question.subscriber),
            ("release", _) => {
                self.release(item, question.subscriber, question.int("amount", i64::MAX).max(0))
            }
            _ => Answer::bare("none"),
        }
    }

    fn total(&self, item: &str) -> i64 {
        self.0.get(item).map_or(0, |by| by.values().sum())
    }

    fn reserve(&mut self, item: &str, subscriber: u64, amount: i64, count: i64) -> Answer {
        let left = count.saturating_sub(self.total(item));
        if amount > left {
            return Answer::with("out", json!({ "left": left.max(0) }));
        }
        *self.0.entry(item.to_owned()).or_default().entry(subscriber).or_default() += amount;
        let ok = match count {
            i64::MAX => Answer::bare("ok"),
            _ => Answer::with("ok", json!({ "left": left - amount })),
        };
        Answer { changed: Some(String::new()), ..ok }
    }

    /// Nobody gives back more than was reserved by the same person.
    fn release(&mut self, item: &str, subscriber: u64, amount: i64) -> Answer {
        if let Some(by) = self.0.get_mut(item) {
            if let Some(own) = by.get_mut(&subscriber) {
                *own -= amount.min(*own);
            }
            by.retain(|_, own| *own > 0);
        }
        self.0.retain(|_, by| !by.is_empty());
        Answer { changed: Some(String::new()), ..Answer::bare("ok") }
    }

    fn release_all(&mut self, subscriber: u64) -> Answer {
        for by in self.0.values_mut() {
            by.remove(&subscriber);
        }
        self.0.retain(|_, by| !by.is_empty());
        Answer { changed: Some(String::new()), ..Answer::bare("ok") }
    }
}
