//! More buttons than a messenger shows under one message.

use crate::blocks::BlockType;
use crate::channels::{Caps, Channel, Given, Room};
use crate::check::{Context, Reads, Rule, prop};
use crate::diag::{Diagnostic, Severity, Words};
use crate::flow::{ButtonPlan, ReplyPlan};
use crate::model::{Block, BlockId, Label};
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULE: Rule = Rule {
    code: "too-many-buttons",
    label: Label::new("Кнопок больше, чем показывает мессенджер", "More buttons than a messenger shows"),
    why: Label::new(
        "Лишних кнопок подписчик не увидит и не сможет выбрать то, что на них написано.",
        "The subscriber does not see the buttons beyond the limit and cannot choose them.",
    ),
    fix: Label::new("Разделите выбор на два сообщения.", "Divide the choice into two messages."),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let flow = context.flow();
    let asking = flow.waits.iter().filter(|wait| wait.answer.is_some()).filter_map(|wait| wait.reply);
    let asking: BTreeSet<_> = asking.collect();
    let blocks: BTreeMap<_, _> =
        context.typed().map(|(block_id, block, kind)| (block_id, (block, kind))).collect();
    let mut found = Vec::new();
    for (index, reply) in (0_u32..).zip(&flow.replies) {
        let Some((block, kind)) = blocks.get(&reply.block) else { continue };
        let props = [answers_of(block, kind), "quick_replies"];
        for channel in &context.channels {
            let given = given(reply, asking.contains(&index), channel.caps());
            found.extend(judge(reply.block, props, given, *channel));
        }
    }
    found
}

/// The property that the inline buttons of a block come from.
fn answers_of(block: &Block, kind: &BlockType) -> &'static str {
    let has = |name: &&&'static str| kind.form.field(name).is_some();
    let written = ["buttons", "options"].iter().find(|name| !block.rows(name).is_empty());
    // A scale of a fixed length, and buttons that no property lists, are told at the text above them.
    written.or(["scale", "text"].iter().find(has)).copied().unwrap_or("text")
}

/// The buttons of a reply, counted; those of a subscriber's list are not known before they are sent.
fn given(reply: &ReplyPlan, asks: bool, caps: &Caps) -> Given {
    let has = |button: &&ButtonPlan| button.request.is_none_or(|asked| caps.asks.contains(&asked));
    let rows = || reply.rows.iter().flatten().filter(has);
    let links = rows().filter(|button| button.url.is_some()).count();
    Given {
        asks,
        inline: rows().count() - links,
        links,
        quick: reply.quick.iter().flatten().filter(has).count(),
    }
}

/// What becomes of the buttons of one message, by the same rule as in the chat.
fn judge(block_id: BlockId, props: [&str; 2], given: Given, channel: &dyn Channel) -> Vec<Diagnostic> {
    let caps = channel.caps();
    let unseen = given.unseen(caps);
    let all = given.inline + given.quick;
    if let (Room::Together { few, .. }, [None, None], false) = (given.room(caps), unseen, given.asks)
        && all > few
    {
        let prop = props[usize::from(given.inline == 0)];
        return vec![listed(block_id, prop, (all, few), channel)];
    }
    let over = props.iter().zip(unseen).filter_map(|(prop, unseen)| Some((prop, unseen?)));
    over.map(|(prop, (count, max))| over_limit(block_id, prop, (count, max), channel)).collect()
}

/// Buttons become a list, which has to be opened before anything of it is seen.
fn listed(block_id: BlockId, list: &str, (count, few): (usize, usize), channel: &dyn Channel) -> Diagnostic {
    let label = channel.label();
    Diagnostic::new(
        RULE.code,
        Severity::Warning,
        prop(block_id, list, None),
        Words::new(
            format!(
                "{} покажет не больше {few} кнопок, здесь их {count}: подписчик увидит список, который надо открыть",
                label.ru
            ),
            format!(
                "{} shows at most {few} buttons, here are {count}: the subscriber gets a list that has to be opened",
                label.en
            ),
        ),
        Words::new(
            format!("Оставьте {few} кнопки или скажите в тексте, что выбор в списке"),
            format!("Keep {few} buttons or say in the text that the choice is in a list"),
        ),
    )
}

/// The last buttons are shown to nobody.
fn over_limit(
    block_id: BlockId,
    list: &str,
    (count, max): (usize, usize),
    channel: &dyn Channel,
) -> Diagnostic {
    let (label, over) = (channel.label(), count - max);
    let (unseen_ru, unseen_en) = match over {
        1 => ("последнюю".to_owned(), "the last one stays".to_owned()),
        over => (format!("последние {over}"), format!("the last {over} stay")),
    };
    Diagnostic::new(
        RULE.code,
        Severity::Error,
        prop(block_id, list, None),
        Words::new(
            format!(
                "{} покажет не больше {max} кнопок, здесь их {count}: {unseen_ru} подписчик не увидит",
                label.ru
            ),
            format!("{} shows at most {max} buttons, here are {count}: {unseen_en} unseen", label.en),
        ),
        Words::new("Разделите выбор на два сообщения", "Divide the choice into two messages"),
    )
}
