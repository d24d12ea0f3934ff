//! Ways into the flow: entries, stop and start words.

use crate::blocks::Way;
use crate::flow::{Flow, ReplyPlan, Triggers, fold_text, parse_template};
use crate::model::{BlockId, Project};

/// Sorts the ways that blocks open by priority, then in order of funnel and block; the first of equal ones wins.
pub(super) fn triggers(project: &Project, flow: &mut Flow, mut ways: Vec<(i64, Way)>) -> Triggers {
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
    ways.sort_by_key(|way| std::cmp::Reverse(way.0));
    let mut first = None;
    for (_, way) in ways {
        match way {
            Way::Link(link) => triggers.links.push(link),
            Way::Command(name, target) => triggers.commands.push((name, target)),
            Way::Keyword(keyword) => triggers.keywords.push(keyword),
            Way::Event(event) => triggers.events.push(event),
            Way::Alarm(alarm) => triggers.alarms.push(alarm),
            Way::Default(target) => drop(triggers.default.get_or_insert(target)),
            Way::Stop(target) => drop(triggers.stop.get_or_insert(target)),
            Way::Resume(target) => drop(triggers.resume.get_or_insert(target)),
            Way::Greeting(target) => drop(first.get_or_insert(target)),
        }
    }
    // Opening the bot without a link must never be met by silence.
    let greeting = first.or(triggers.default);
    if let Some(target) = greeting.filter(|_| !triggers.commands.iter().any(|(name, _)| name == "start")) {
        triggers.commands.push(("start".into(), target));
    }
    if !triggers.stop_words.is_empty() && triggers.stop.is_none() {
        triggers.stop_reply = Some(stop_reply(project, flow));
    }
    if !project.words.start_reply.trim().is_empty() {
        triggers.start_reply = Some(reply(project, flow, &project.words.start_reply));
    }
    triggers
}

/// What is answered to a stop word when the author wrote nothing: an unsubscription is always confirmed.
fn stop_reply(project: &Project, flow: &mut Flow) -> u32 {
    if !project.words.stop_reply.trim().is_empty() {
        return reply(project, flow, &project.words.stop_reply);
    }
    let text = match project.words.start.first() {
        Some(word) => format!("Вы отписались, больше не пишем. Чтобы вернуться, напишите «{word}»."),
        None => "Вы отписались, больше не пишем.".to_owned(),
    };
    reply(project, flow, &text)
}

fn reply(project: &Project, flow: &mut Flow, source: &str) -> u32 {
    let (template, _) = parse_template(source, |name| project.field(name).map(|field| field.0));
    flow.templates.push(template);
    let text = (flow.templates.len() - 1) as u32;
    flow.replies.push(ReplyPlan { block: BlockId(0), text, ..ReplyPlan::default() });
    (flow.replies.len() - 1) as u32
}
