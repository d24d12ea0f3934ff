//! Counters over all subscribers: the hundredth order, the last ten places. A place that is given back is free for
//! the next, so that a number may come again; the count never falls below zero.

use super::{Answer, Question};
use serde_json::json;

/// Adds to a counter; what would pass the limit is not added.
pub(super) fn answer(value: &mut i64, question: &Question<'_>) -> Answer {
    if question.act != "add" {
        return Answer::bare("none");
    }
    let by = question.int("by", 1);
    // Nobody gives back more than was taken.
    let sum = value.saturating_add(by).max(if by < 0 { 0 } else { i64::MIN });
    // A limit that reads as no number is none; a place can be given back over a limit that was lowered.
    if by > 0 && sum > question.int("max", i64::MAX) {
        return Answer::with("over", json!({ "value": *value }));
    }
    *value = sum;
    Answer { changed: Some(String::new()), ..Answer::with("ok", json!({ "value": sum })) }
}
