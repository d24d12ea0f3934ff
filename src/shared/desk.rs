//! The team's time: who talks to whom, by topic, language, hours and load.

use super::rules::{Person, Rules};
use super::{Answer, Question};
use crate::flow::{Now, fold_text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// Who of the team talks to which subscriber.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk(BTreeMap<u64, String>);

impl Desk {
    pub(super) fn answer(
        &mut self,
        rules: &Rules,
        question: &Question<'_>,
        card: &str,
        now: Now<'_>,
    ) -> Answer {
        match question.act {
            "assign" => self.assign(rules, question, card, now),
            "free" => match self.0.remove(&question.subscriber) {
                Some(_) => Answer { changed: Some(String::new()), ..Answer::bare("ok") },
                None => Answer::bare("ok"),
            },
            "notify" => Answer::with("ok", json!({ "card": card })),
            _ => Answer::bare("none"),
        }
    }

    fn assign(&mut self, rules: &Rules, question: &Question<'_>, card: &str, now: Now<'_>) -> Answer {
        let ok = |who: &str| Answer::with("ok", json!({ "who": who, "card": card }));
        // A project without a team has its owner, who is always there.
        if rules.team.is_empty() {
            return ok("");
        }
        let (topic, language) = (fold_text(question.member("topic")), question.member("language"));
        let local = now.home.local_at(now.millis);
        let fits = |person: &&Person| {
            (person.topics.is_empty() || topic.is_empty() || person.topics.contains(&topic))
                && (person.languages.is_empty() || language.is_empty() || speaks(person, language))
                && person.window.open_at(local).is_ok()
        };
        let busy = |person: &Person| self.0.iter().filter(|(_, who)| **who == person.name).count();
        let own = self.0.get(&question.subscriber);
        if let Some(person) = own.and_then(|own| rules.team.iter().filter(fits).find(|one| one.name == *own))
        {
            return ok(&person.name);
        }
        let able = rules.team.iter().filter(fits).filter(|one| one.load == 0 || busy(one) < one.load);
        // Of equals the first in the author's order.
        let Some(person) = able.min_by_key(|person| busy(person)) else { return Answer::bare("away") };
        self.0.insert(question.subscriber, person.name.clone());
        Answer { changed: Some(String::new()), ..ok(&person.name) }
    }
}

/// `ru` speaks `ru-RU` too.
fn speaks(person: &Person, language: &str) -> bool {
    let language = language.to_lowercase();
    let short = language.split(['-', '_']).next().unwrap_or_default();
    person.languages.iter().any(|own| *own == language || *own == short)
}
