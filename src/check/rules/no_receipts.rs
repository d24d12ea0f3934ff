//! A wait for a reading, an arrival or a click that a messenger never reports.

use crate::channels::Receipts;
use crate::check::{Context, Reads, Rule, prop};
use crate::diag::{Diagnostic, Severity, Words};
use crate::model::{BlockId, Label};

pub(super) static RULE: Rule = Rule {
    code: "no-receipts",
    label: Label::new("Мессенджер об этом не сообщает", "The messenger does not report this"),
    why: Label::new(
        "Событие не придёт никогда: все подписчики пойдут по выходу «Молчит», даже кто прочитал.",
        "The event never comes: every subscriber leaves by the exit “Silent”, also who has read.",
    ),
    fix: Label::new(
        "Попросите нажать кнопку под сообщением: о нажатии бот узнаёт в любом мессенджере.",
        "Ask for a press of a button under the message: a bot hears of it in every messenger.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let waits = context.blocks_of("wait_event");
    waits.flat_map(|(block_id, block)| unheard(context, block_id, block.text("event"))).collect()
}

fn unheard(context: &Context<'_>, block_id: BlockId, event: &str) -> Vec<Diagnostic> {
    let (what, reports): (_, fn(&Receipts) -> bool) = match event {
        "read" => (Label::new("прочтении", "reading"), |receipts| receipts.read),
        "delivered" => (Label::new("доставке", "arrival"), |receipts| receipts.delivered),
        // Pages open in a browser, of which no messenger tells a bot.
        "clicked" => (Label::new("переходе по ссылке", "click on a link"), |_| false),
        _ => return vec![],
    };
    let silent = context.channels.iter().filter(|channel| !reports(&channel.caps().receipts));
    let finding = |channel: Label| {
        Diagnostic::new(
            RULE.code,
            Severity::Warning,
            prop(block_id, "event", None),
            Words::new(
                format!(
                    "{} не сообщает боту о {}: блок дождётся только выхода «Молчит»",
                    channel.ru, what.ru
                ),
                format!(
                    "{} tells a bot nothing of the {}: the block ends in “Silent” only",
                    channel.en, what.en
                ),
            ),
            Words::new(
                "Попросите нажать кнопку под сообщением",
                "Ask for a press of a button under the message",
            ),
        )
    };
    silent.map(|channel| finding(channel.label())).collect()
}
