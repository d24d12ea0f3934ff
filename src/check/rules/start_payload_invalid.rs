//! A deep link's payload that a messenger does not carry.

use crate::check::{Context, Reads, Rule, bad_payload, prop, takes_payload};
use crate::diag::Diagnostic;
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "start-payload-invalid",
    label: Label::new("Метка не подходит для ссылки", "A payload does not fit into a link"),
    why: Label::new(
        "Ссылка не откроет нужную воронку: подписчик придёт и попадёт не туда.",
        "The link does not open its funnel: the subscriber comes and lands elsewhere.",
    ),
    fix: Label::new(
        "Оставьте в метке латинские буквы, цифры, «-» и «_», не больше, чем берёт мессенджер.",
        "Keep Latin letters, digits, “-” and “_” in the payload, no more than the messenger takes.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (block_id, block) in context.blocks_of("entry") {
        let links = block.lines("links").iter().map(|link| link.trim()).enumerate();
        for (row, link) in links.filter(|(_, link)| !link.is_empty()) {
            let refusing = context.channels.iter().filter(|channel| !takes_payload(**channel, link));
            found.extend(
                refusing.map(|channel| bad_payload(prop(block_id, "links", Some(row)), *channel, link)),
            );
        }
    }
    found
}
