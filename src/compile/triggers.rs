//! Ways into the flow: entries, stop and start words.

use super::texts;
use crate::blocks::Way;
use crate::flow::{Flow, KeywordMode, TriggerTarget, Triggers, fold_text};
use crate::model::Project;
use std::cmp::Reverse;

/// The ways that blocks open, given in order of funnel and block, in the order in which they are tried: the
/// greater priority first, then the more exact one.
pub(super) fn sort(ways: &mut [(i64, Way)]) {
    ways.sort_by_key(|(priority, way)| (Reverse(*priority), rank(way)));
}

/// How exact a way is: less comes first. A way for a segment comes before one like it for everybody.
pub(super) fn rank(way: &Way) -> (u8, Reverse<usize>, bool) {
    let (kind, length) = match way {
        Way::Keyword(keyword) => {
            let kind = match keyword.mode {
                KeywordMode::Exact => 0,
                KeywordMode::Starts => 1,
                KeywordMode::Contains => 2,
            };
            (kind, keyword.word.chars().count())
        }
        Way::Event(event) => {
            let about = usize::from(!event.about.is_empty());
            (0, about + usize::from(!event.words.is_empty()))
        }
        Way::Link(_) | Way::Command(..) | Way::Alarm(_) | Way::Default(_) => (0, 0),
        Way::Stop(_) | Way::Resume(_) | Way::Greeting(_) => (0, 0),
    };
    (kind, Reverse(length), target_of(way).guard.is_none())
}

/// Where a way leads.
pub(crate) fn target_of(way: &Way) -> TriggerTarget {
    match way {
        Way::Link(link) => link.target,
        Way::Keyword(keyword) => keyword.target,
        Way::Event(event) => event.target,
        Way::Alarm(alarm) => alarm.target,
        Way::Command(_, target) | Way::Default(target) | Way::Stop(target) => *target,
        Way::Resume(target) | Way::Greeting(target) => *target,
    }
}

/// The lists that the engine tries, from ways in the order in which they are tried.
pub(super) fn triggers(project: &Project, flow: &mut Flow, ways: &[(i64, Way)]) -> Triggers {
    let fold = |words: &[String]| {
        words
            .iter()
            .map(|word| fold_text(word.trim().trim_start_matches('/')))
            .filter(|word| !word.is_empty())
            .collect()
    };
    let mut triggers = Triggers {
        stop_words: fold(&project.words.stop),
        start_words: fold(&project.words.start),
        ..Triggers::default()
    };
    let mut greetings = Vec::new();
    for (_, way) in ways {
        match way {
            Way::Link(link) => triggers.links.push(link.clone()),
            Way::Command(name, target) => triggers.commands.push((name.clone(), *target)),
            Way::Keyword(keyword) => triggers.keywords.push(keyword.clone()),
            Way::Event(event) => triggers.events.push(event.clone()),
            Way::Alarm(alarm) => triggers.alarms.push(alarm.clone()),
            Way::Default(target) => triggers.default.push(*target),
            Way::Stop(target) => drop(triggers.stop.get_or_insert(*target)),
            Way::Resume(target) => drop(triggers.resume.get_or_insert(*target)),
            Way::Greeting(target) => greetings.push(*target),
        }
    }
    // Opening the bot without a link must never be met by silence.
    if !triggers.commands.iter().any(|(name, _)| name == "start") {
        greetings.extend(&triggers.default);
        let open = greetings.iter().position(|target| target.guard.is_none());
        greetings.truncate(open.map_or(greetings.len(), |open| open + 1));
        triggers.commands.extend(greetings.into_iter().map(|target| ("start".to_owned(), target)));
    }
    let always = |target: Option<TriggerTarget>| target.is_some_and(|target| target.guard.is_none());
    if !triggers.stop_words.is_empty() && !always(triggers.stop) {
        triggers.stop_reply = Some(texts::stop_reply(project, flow));
    }
    triggers.start_reply = texts::start_reply(project, flow);
    triggers
}
