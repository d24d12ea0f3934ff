//! Ways into the flow: entries, stop and start words.

use crate::flow::{
    Flow, KeywordMode, KeywordTrigger, LinkTrigger, ReplyPlan, StartPolicy, TriggerTarget, Triggers,
    fold_text, parse_template,
};
use crate::model::{Block, BlockId, Project};

/// Collects the triggers in order of funnel and block; the first of equal ones wins.
pub(super) fn triggers(project: &Project, flow: &mut Flow) -> Triggers {
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
    let mut first = None;
    for (_, block_id, block) in project.blocks().filter(|(_, _, block)| block.kind == "entry") {
        let Some(op) = flow.start_of(block_id) else { continue };
        let policy = match block.text("meanwhile") {
            "beside" => StartPolicy::Beside,
            "not_now" => StartPolicy::NotNow,
            _ => StartPolicy::Replace,
        };
        let target = TriggerTarget { block: block_id, op, policy };
        add_entry(&mut triggers, block, target);
        let greets = !block.flag("on_stop") && !block.flag("on_start") && !block.flag("default");
        if greets && first.is_none() {
            first = Some(target);
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

fn add_entry(triggers: &mut Triggers, block: &Block, target: TriggerTarget) {
    for link in block.lines("links").iter().map(|link| link.trim()).filter(|link| !link.is_empty()) {
        triggers.links.push(LinkTrigger { payload: link.into(), target });
    }
    let mode = if block.text("match") == "contains" { KeywordMode::Contains } else { KeywordMode::Exact };
    for word in block.lines("keywords").iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        match word.strip_prefix('/') {
            Some(command) => triggers.commands.push((command.to_lowercase(), target)),
            None => triggers.keywords.push(KeywordTrigger { word: fold_text(word), mode, target }),
        }
    }
    for command in block.lines("commands") {
        let command = command.trim().trim_start_matches('/').to_lowercase();
        if !command.is_empty() {
            triggers.commands.push((command, target));
        }
    }
    let slots = [
        ("default", &mut triggers.default),
        ("on_stop", &mut triggers.stop),
        ("on_start", &mut triggers.resume),
    ];
    for (flag, slot) in slots {
        // An answer to everything else is a remark: it must not end what runs.
        let is_remark = flag == "default" && target.policy == StartPolicy::Replace;
        let target =
            TriggerTarget { policy: if is_remark { StartPolicy::Beside } else { target.policy }, ..target };
        if block.flag(flag) {
            slot.get_or_insert(target);
        }
    }
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
