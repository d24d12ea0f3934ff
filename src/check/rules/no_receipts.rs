//! A wait for a reading or an arrival that a messenger never reports.

use crate::check::{Context, Reads, Rule, prop};
use crate::diag::{Diagnostic, Severity, Words};
use crate::model::{BlockId, Label};

pub(super) static RULE: Rule = Rule {
    code: "no-receipts",
    label: Label::new("Мессенджер не сообщает о прочтении", "The messenger reports no reading"),
    why: Label::new(
        "Событие не придёт никогда: все подписчики пойдут по выходу «Молчит», даже кто прочитал.",
        "The event never comes: every subscriber leaves by the exit “Silent”, also who has read.",
    ),
    fix: Label::new(
        "Ждите перехода по ссылке или нажатия кнопки: о них узнать можно везде.",
        "Wait for a click on a link or a press of a button: these are reported everywhere.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let waits = context.blocks_of("wait_event");
    waits.flat_map(|(block_id, block)| unheard(context, block_id, block.text("event"))).collect()
}

fn unheard(context: &Context<'_>, block_id: BlockId, event: &str) -> Vec<Diagnostic> {
    let is_read = event == "read";
    if !is_read && event != "delivered" {
        return vec![];
    }
    let what = if is_read {
        Label::new("прочтении", "reading")
    } else {
        Label::new("доставке", "arrival")
    };
    let silent = context.channels.iter().filter(|channel| {
        let receipts = channel.caps().receipts;
        !(if is_read { receipts.read } else { receipts.delivered })
    });
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
                "Ждите перехода по ссылке или нажатия кнопки",
                "Wait for a click on a link or a press of a button",
            ),
        )
    };
    silent.map(|channel| finding(channel.label())).collect()
}
