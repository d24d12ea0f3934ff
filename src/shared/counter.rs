//! Counters over all subscribers: the hundredth order, the last ten places.

use super::{Answer, Question};
use serde_json::json;

/// Adds to a counter; what would pass the limit is not added.
pub(super) fn answer(value: &mut i64, question: &Question<'_>) -> Answer {
    if question.act != "add" {
        return Answer::bare("none");
    }
    let sum = value.saturating_add(question.int("by", 1));
    // A limit that reads as no number is none.
    if sum > question.int("max", i64::MAX) {
        return Answer::with("over", json!({ "value": *value }));
    }
    *value = sum;
    Answer { changed: Some(String::new()), ..Answer::with("ok", json!({ "value": sum })) }
}
